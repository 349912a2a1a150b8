"""The shipped events keep every rule of the codebook, and their quotes stand in the article."""

from __future__ import annotations

import pytest

from tests.needs import ROOT
from webapp.model.columns import EVENT_NAMES, QUOTE_LENGTH, SOURCE_NAMES, TITLE_LENGTH
from webapp.model.dates import parse_date
from webapp.model.text import normalise, quote_problem, sha256
from webapp.model.vocabulary import ATTRIBUTED, BASIS_BY_CODE, STATUS_BY_CODE, TYPE_BY_CODE
from webapp.store.csvfile import RawTable, read_csv
from webapp.store.dataset import Dataset

PARTIES = {
    "International Atomic Energy Agency",
    "Russia",
    "Ukraine",
    "United States",
    "Western officials",
}
REPORT = parse_date("2022-03-13")
CLAIM_WORDS = ("say", "accuse", "demand", "expect", "sees", "names", "call", "allege", "downplays")


@pytest.fixture(scope="module")
def raw() -> RawTable:
    return read_csv(ROOT / "data" / "events.csv")


@pytest.fixture(scope="module")
def rows(raw: RawTable) -> list[dict[str, str]]:
    """The cells as they stand in the file."""
    columns = raw.columns.values()
    return [dict(zip(raw.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def test_the_table_has_no_problem_and_as_many_events_as_the_article(dataset: Dataset) -> None:
    assert [str(problem) for problem in dataset.problems] == []
    assert 22 <= len(dataset) <= 32
    assert dataset.span == "1986 to March 2022"


def test_the_columns_are_those_of_the_codebook_in_its_order(raw: RawTable) -> None:
    assert tuple(raw.columns) == EVENT_NAMES
    assert tuple(read_csv(ROOT / "data" / "sources.csv").columns) == SOURCE_NAMES


def test_cells_have_no_white_space_around_them(rows: list[dict[str, str]]) -> None:
    assert [(r["event_id"], name) for r in rows for name, c in r.items() if c != c.strip()] == []


def test_codes(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert row["event_type"] in TYPE_BY_CODE
        assert row["claim_status"] in STATUS_BY_CODE
        assert row["date_basis"] in BASIS_BY_CODE


def test_identifiers_are_permanent_names(rows: list[dict[str, str]]) -> None:
    ids = [row["event_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert not any(name.replace("-", "").isdigit() for name in ids)


def test_titles_are_short_sentences_of_our_own(rows: list[dict[str, str]]) -> None:
    low, high = TITLE_LENGTH
    for row in rows:
        assert low <= len(row["title"]) <= high
        assert not row["title"].endswith(".")
        assert row["title"] not in row["quote"], "the wording is ours"
    assert len({row["title"] for row in rows}) == len(rows)


def test_claims_are_worded_as_claims(rows: list[dict[str, str]]) -> None:
    claims = [row for row in rows if row["claim_status"] in ATTRIBUTED]
    assert [row["title"] for row in claims if not any(w in row["title"] for w in CLAIM_WORDS)] == []


def test_claims_name_their_speaker_and_reports_do_not(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert bool(row["speaker"]) is (row["claim_status"] in ATTRIBUTED), row["event_id"]
        assert row["speaker"] or not row["speaker_role"], row["event_id"]


def test_parties_have_their_common_names(dataset: Dataset) -> None:
    assert set(dataset.parties.names) == PARTIES


def test_mutual_acts_list_every_side_as_actor(rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["event_type"] in ("CONSULT", "AGREE", "COOPERATE"):
            assert ";" in row["actors"], row["event_id"]
            assert row["recipients"] == "", row["event_id"]


def test_an_alleged_act_stands_beside_the_charge(rows: list[dict[str, str]]) -> None:
    charges = {row["speaker"] for row in rows if row["event_type"] == "ACCUSE"}
    alleged = [row for row in rows if row["claim_status"] == "alleged"]
    assert alleged
    for row in alleged:
        assert row["speaker"] in charges
        assert row["event_type"] != "ACCUSE"


def test_quotes_are_short_and_as_long_as_their_offsets(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert 0 < len(row["quote"]) <= QUOTE_LENGTH
        assert int(row["quote_end"]) - int(row["quote_start"]) == len(row["quote"])
        assert normalise(row["quote"]) == row["quote"]
    spans = [(row["quote_start"], row["quote_end"]) for row in rows]
    assert len(set(spans)) == len(spans), "each event has its own quote"


def test_dates_claim_no_more_than_the_words(rows: list[dict[str, str]]) -> None:
    for row in rows:
        date = parse_date(row["date"])
        assert row["date_text"] or row["date_basis"] != "stated", row["event_id"]
        assert not row["date_text"] or row["date_basis"] not in ("publication", "unknown")
        assert date.earliest is None or date.earliest <= (REPORT.latest or 0)
        if "recently" in row["date_text"].casefold():
            assert (date.precision, date.approximate) == ("month", True)


EXPECTED = [
    ("the caption dates a meeting", "brest-talks-march-3",
     {"date": "2022-03-03", "event_type": "CONSULT", "claim_status": "reported"}),
    ("nobody says since when", "three-earlier-rounds", {"date": "../2022-03-13"}),
    ("more than two weeks", "war-two-weeks", {"date": "2022-02~/2022-03-13"}),
    ("a day after 11 March", "biden-authorizes-200-million",
     {"date": "2022-03-12", "date_basis": "resolved", "date_text": "A day later"}),
    ("a year is no day", "chernobyl-disaster-1986", {"date": "1986", "actors": ""}),
    ("the alleged act has its own row", "alleged-strike-training-base",
     {"claim_status": "alleged", "event_type": "ASSAULT", "actors": "Russia"}),
    ("and so has the accusation", "ukraine-accuses-over-strike",
     {"claim_status": "claimed", "event_type": "ACCUSE", "actors": "Ukraine"}),
    ("recently is no day", "corridors-agreed", {"date": "2022-03~", "event_type": "AGREE"}),
    ("a body is spelt out", "iaea-downplays-worries",
     {"actors": "International Atomic Energy Agency"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("event_id", "cells"), [pytest.param(*row[1:], id=row[0]) for row in EXPECTED]
)
def test_careful_points(event_id: str, cells: dict[str, str], rows: list[dict[str, str]]) -> None:
    (row,) = [row for row in rows if row["event_id"] == event_id]
    assert {name: row[name] for name in cells} == cells


def test_what_the_source_does_not_say_is_empty(dataset: Dataset) -> None:
    (source,) = dataset.sources.to_dict("records")
    assert source["url"] == source["archive_url"] == source["retrieved"] == ""
    assert parse_date(source["published"]).approximate
    assert "inferred" in source["note"]
    assert source["authors"] == "Jack Phillips"


# With the article at hand


def test_every_quote_stands_where_it_says(rows: list[dict[str, str]], article_text: str) -> None:
    for row in rows:
        start, end = int(row["quote_start"]), int(row["quote_end"])
        assert quote_problem(article_text, row["quote"], start, end) is None, row["event_id"]


def test_the_source_describes_this_article(dataset: Dataset, article_text: str) -> None:
    (source,) = dataset.sources.to_dict("records")
    assert source["text_length"] == str(len(article_text))
    assert source["text_sha256"] == sha256(article_text)
    assert article_text.startswith(source["title"])


def test_dating_words_and_places_are_those_of_the_article(
    rows: list[dict[str, str]], article_text: str
) -> None:
    for row in rows:
        assert row["date_text"] in article_text, row["event_id"]
        assert row["place"] in article_text, row["event_id"]
        assert row["speaker"].split(" ")[-1] in article_text, row["event_id"]


def test_nothing_is_coded_from_the_byline_or_the_biography(
    rows: list[dict[str, str]], article_text: str
) -> None:
    tail = article_text.index("The Associated Press contributed")
    byline = article_text.index("\nJack Phillips\n")
    for row in rows:
        start, end = int(row["quote_start"]), int(row["quote_end"])
        assert end <= tail
        assert not start <= byline < end


def test_every_paragraph_that_tells_an_event_is_coded(
    rows: list[dict[str, str]], article_text: str
) -> None:
    """But for the headline, the byline, what says that nothing happened, and a repetition."""
    tail = article_text.index("The Associated Press contributed")
    starts = {int(row["quote_start"]) for row in rows}
    at, bare = 0, set[str]()
    for paragraph in article_text[:tail].split("\n"):
        if paragraph and not any(at <= start < at + len(paragraph) for start in starts):
            bare.add(paragraph[:28])
        at += len(paragraph) + 1
    assert bare <= {
        "Ukrainian, Russian Negotiato",
        "Jack Phillips",
        "Neither Russia nor Ukraine i",
        "“We are seeing some signs to",
    }
