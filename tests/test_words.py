"""An event in words: a claim never stands without the one who makes it."""

from __future__ import annotations

import pytest

from webapp.model.dates import parse_date
from webapp.model.vocabulary import ATTRIBUTED, CLAIM_STATUSES
from webapp.query import words
from webapp.store.dataset import Dataset

LABELS = [
    ("what is reported needs nobody", "reported", "", "Talks take place", "Talks take place"),
    ("a last name is enough", "claimed", "John Kirby", "Kirby says so", "Kirby says so"),
    (
        "a first name is not",
        "claimed",
        "John Kirby",
        "John says so",
        "John says so (claimed by John Kirby)",
    ),
    (
        "initials of a body",
        "claimed",
        "International Atomic Energy Agency",
        "IAEA says so",
        "IAEA says so",
    ),
    (
        "two letters are no initials of a body",
        "claimed",
        "John Major",
        "JM says",
        "JM says (claimed by John Major)",
    ),
    (
        "a group by all its words",
        "alleged",
        "Ukrainian officials",
        "A base is hit, Ukrainian officials say",
        "A base is hit, Ukrainian officials say",
    ),
    (
        "another group is another group",
        "alleged",
        "Western officials",
        "Ukrainian officials are hit",
        "Ukrainian officials are hit (alleged by Western officials)",
    ),
    (
        "two parties, in any order",
        "claimed",
        "Ukraine and Russia",
        "Russia and Ukraine say so",
        "Russia and Ukraine say so",
    ),
    (
        "a name inside a word is no name",
        "claimed",
        "Ann Lee",
        "Leeds is hit",
        "Leeds is hit (claimed by Ann Lee)",
    ),
    (
        "a noun is no name",
        "claimed",
        "Ann Post",
        "The post is lost",
        "The post is lost (claimed by Ann Post)",
    ),
    (
        "nobody is named",
        "claimed",
        "",
        "War ends soon",
        "War ends soon (claimed by a speaker whom the table does not name)",
    ),
    (
        "the source expects it itself",
        "expected",
        "",
        "War ends soon",
        "War ends soon (expected by the source)",
    ),
    ("accents", "claimed", "Zoë Łuk", "Łuk says so", "Łuk says so"),
    ("punctuation for a speaker", "claimed", "—", "It rains", "It rains (claimed by —)"),
]


@pytest.mark.parametrize(
    ("status", "speaker", "title", "label"), [pytest.param(*row[1:], id=row[0]) for row in LABELS]
)
def test_label(status: str, speaker: str, title: str, label: str) -> None:
    assert words.label({"title": title, "claim_status": status, "speaker": speaker}) == label


STATUS_SENTENCES = [
    ("reported", "", "The article reports this in its own voice."),
    (
        "claimed",
        "negotiators",
        "Negotiators said this; the article reports the words and does not vouch for them.",
    ),
    (
        "alleged",
        "Ukrainian officials",
        "Ukrainian officials alleged this; the article does not confirm it.",
    ),
    (
        "expected",
        "Ann Lee",
        "Ann Lee expected or announced this; the article does not say that it has happened.",
    ),
    (
        "alleged",
        "",
        "A speaker whom the table does not name alleged this; the article does not confirm it.",
    ),
    (
        "expected",
        "",
        "The article expected or announced this; the article does not say that it has happened.",
    ),
]


@pytest.mark.parametrize(("status", "speaker", "sentence"), STATUS_SENTENCES)
def test_status_sentence(status: str, speaker: str, sentence: str) -> None:
    event = {"claim_status": status, "speaker": speaker}
    assert words.status_sentence(event, "the article") == sentence


def test_the_source_keeps_its_capitals() -> None:
    sentence = words.status_sentence({"claim_status": "reported", "speaker": ""}, "the BBC")
    assert sentence == "The BBC reports this in its own voice."


def test_a_speaker_is_put_in_as_it_is() -> None:
    event = {"claim_status": "claimed", "speaker": "{speaker} of the source"}
    assert words.status_sentence(event, "the article").startswith("{speaker} of the source said")


def test_every_attributed_status_has_a_place_for_its_speaker() -> None:
    assert [s.code for s in CLAIM_STATUSES if "{speaker}" in s.sentence] == list(ATTRIBUTED)


PARTIES = [
    ("one to another", "Ukraine", "Russia", "Ukraine → Russia"),
    ("two with each other", "Russia;Ukraine", "", "Russia and Ukraine"),
    ("to one, by nobody named", "", "Russia", "→ Russia"),
    ("nobody", "", "", ""),
    ("each once, without blanks", " A ; ;A", "B", "A → B"),
]


@pytest.mark.parametrize(
    ("actors", "recipients", "text"), [pytest.param(*row[1:], id=row[0]) for row in PARTIES]
)
def test_parties(actors: str, recipients: str, text: str) -> None:
    assert words.parties({"actors": actors, "recipients": recipients}) == text


def test_how_a_date_is_known() -> None:
    event = {"date_basis": "resolved", "date_text": "A day later"}
    assert words.date_basis(event, parse_date("2022-03-12")) == (
        "12 March 2022; the source says “A day later” "
        "(worked out from a relative expression or from the sentences around it)"
    )
    undated = {"date_basis": "unknown", "date_text": ""}
    assert words.date_basis(undated, parse_date("XXXX")) == (
        "date unknown (nothing in the source dates it)"
    )


def test_each_shipped_claim_carries_its_speaker(dataset: Dataset) -> None:
    for event in dataset.events.to_dict("records"):
        row = {str(name): value for name, value in event.items()}
        if row["claim_status"] in ATTRIBUTED:
            assert row["speaker"]
            assert row["speaker"] in words.status(row)
            last = str(row["speaker"]).split()[-1]
            assert last in words.label(row) or "IAEA" in words.label(row)
