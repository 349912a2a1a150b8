"""Titles of proposals: in the present tense, actor first, claims as claims, never too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.needs import english_parser
from webapp.extract.article import extract_article
from webapp.extract.titles import LONGEST, SHORTEST, fitted
from webapp.extract.wording import (
    capital,
    is_plural,
    join,
    present,
    tidy,
    whole,
    within,
    without_voice,
)

TITLES = [
    # what it shows, the sentence, its title
    ("the past is told in the present", "Russian troops shelled Kharkiv on Monday.",
     "Russian troops shell Kharkiv"),
    ("a name has an -s", "Turkey closed its border with Syria.",
     "Turkey closes its border with Syria"),
    ("irregular plurals have none", "Gunmen attacked a convoy near Mopti.",
     "Gunmen attack a convoy near Mopti"),
    ("the passive stays", "The bridge was destroyed by Ukrainian troops in May 2022.",
     "The bridge is destroyed by Ukrainian troops"),
    ("the future stays", "Norway will host peace talks in June.", "Norway will host peace talks"),
    ("a claim carries its speaker",
     "Egypt closed the border with Gaza, an Egyptian army spokesman said.",
     "Egypt closes the border with Gaza, Egyptian army spokesman says"),
    ("a charge is alleged, never told as a fact",
     "Ukrainian officials accused Russia of bombing a hospital in Mariupol.",
     "Russia bombs a hospital in Mariupol, Ukrainian officials allege"),
    ("who accuses stands first, without a second speaker",
     "Ukrainian officials accused Russia of bombing a hospital in Mariupol.",
     "Ukrainian officials accuse Russia of bombing a hospital"),
    ("spoken words in the first person stay in marks",
     "“We want peace,” President Ana Torres told reporters.", "Torres: “We want peace”"),
    ("reported words follow the verb",
     "President Ana Torres said that the talks were useful.", "Torres says the talks were useful"),
    ("an acronym keeps its capitals",
     "Pakistani officials said that TTP commanders had planned the bombing.",
     "Pakistani officials say TTP commanders had planned the bombing"),
    ("several speakers have no -s and no capital",
     "Fighting broke out in Kas on Monday, residents of the town said.",
     "Fighting breaks out in Kas, residents of the town say"),
    ("who says it stands at the end, once",
     "Rebels seized two villages on Monday, residents said, a day after the army left.",
     "Rebels seize two villages, residents say"),
    ("when and why in the past are left out",
     "At least 14 people were killed on Friday when shells struck a market.",
     "At least 14 people are killed"),
    ("a pronoun gives way to the name before it",
     "Helene Moreau, the envoy, met both sides. She will travel to Cairo on Monday.",
     "Moreau will travel to Cairo"),
    ("of two quotations the first stands",
     "“We work by the light of phones,” said Dr. Amna Idris, a surgeon. “We have no drugs.”",
     "Idris: “We work by the light of phones”"),
    ("words that date it are left out", "On 3 March 2022, Egypt released 12 prisoners.",
     "Egypt releases 12 prisoners"),
    ("nothing dangles where the date was", "The parties agreed to halt operations for six weeks.",
     "The parties agree to halt operations"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "title"), [pytest.param(s, t, id=told) for told, s, t in TITLES]
)
def test_titles(sentence: str, title: str) -> None:
    english_parser()
    text = f"A headline about the region\n\n{sentence}\n"
    found = [p.value("title") for p in extract_article(text, "2022-06-10").proposals]
    assert title in found


WHOLE = [
    ("a preposition waits for its noun", "Talks are planned for", "Talks are planned"),
    ("so do several words", "Russia withdraws from the", "Russia withdraws"),
    ("a bracket that never closes", "The army (", "The army"),
    ("a verb with its particle does not", "The army pulls out", "The army pulls out"),
    ("the end of a longer word is none", "Troops enter Cotonou", "Troops enter Cotonou"),
]


@pytest.mark.parametrize(("words", "kept"), [pytest.param(w, k, id=told) for told, w, k in WHOLE])
def test_words_that_wait_for_another_one_are_cut_off(words: str, kept: str) -> None:
    assert whole(words) == kept


VOICES = [
    ("the end of a quotation that began before", 'three villages," Adam said', "three villages"),
    ("a quotation within stays", "the ban “a farce”, he said", "the ban “a farce”, he said"),
    ("straight marks as well", 'to "answer every move" at once', 'to "answer every move" at once'),
    ("according to somebody", "12 people, according to police", "12 people"),
]


@pytest.mark.parametrize(("words", "kept"), [pytest.param(w, k, id=told) for told, w, k in VOICES])
def test_who_says_it_is_left_out(words: str, kept: str) -> None:
    assert without_voice(words) == kept


PRESENT = [("say", "says"), ("accuse", "accuses"), ("deny", "denies"), ("deploy", "deploys"),
           ("clash", "clashes"), ("go", "goes"), ("be", "is"), ("have", "has")]  # fmt: skip


@pytest.mark.parametrize(("lemma", "form"), PRESENT)
def test_the_present_tense(lemma: str, form: str) -> None:
    assert present(lemma, plural=False) == form


PLURALS = [
    ("Ukraine", False), ("the United States", False), ("Idris", False), ("Houthis", True),
    ("Russia and Ukraine", True), ("village leaders", True), ("police", True), ("the army", False),
    ("United States and Saudi Arabia", True), ("Saudi Arabia and United States", True),
    ("Bosnia and Herzegovina", False), ("the witness", False), ("witnesses", True),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "plural"), PLURALS)
def test_which_subjects_are_plural(subject: str, plural: bool) -> None:
    assert is_plural(subject) is plural


def test_names_in_a_row() -> None:
    assert (join([]), join(["A"]), join(["A", "B", "C"])) == ("", "A", "A, B and C")


def test_an_open_mark_is_closed_and_capitals_come_behind_it() -> None:
    assert fitted("he says “no more of this") == "He says “no more of this”"
    assert capital("“we are here”") == "“We are here”"
    assert tidy(" a  b , “ ” c ;") == "a b, c"


@given(st.text(max_size=300))
def test_any_words_make_a_title_of_the_right_length(words: str) -> None:
    assert SHORTEST <= len(fitted(words)) <= LONGEST


@given(st.text(max_size=200), st.integers(10, 90))
def test_cutting_never_exceeds_the_length(words: str, most: int) -> None:
    assert len(within(words, most)) <= most
