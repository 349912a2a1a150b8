"""The tables of parties, and what no text may do to the reading of them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.needs import ROOT
from webapp.extract.parties import find_parties, party_of_phrase
from webapp.extract.parties.lexicon import HERE, fold, lexicon, rows, words_of
from webapp.extract.text import read_document

TABLES = tuple(
    f"{name}.csv" for name in ("states", "bodies", "leaders", "apart", "rivals", "cities", "words")
)
CELLS = (
    "places",
    "adjectives",
    "capitals",
    "also",
    "alone",
    "given",
    "words",
    "against",
    "for",
    "near",
)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_well_formed(table):
    with (HERE / table).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        for line in reader:
            assert len(line) == len(header), line
            assert all(cell == cell.strip() for cell in line), line


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_holds_a_word_twice_or_an_empty_one(table):
    for row in rows(table):
        for name in set(row) & set(CELLS):
            words = row[name].split("|") if row[name] else []
            assert "" not in words, row
            assert len(words) == len(set(words)), row


@pytest.mark.parametrize("table", ["states.csv", "bodies.csv"])
def test_no_party_has_two_rows(table):
    names = [row["name"] for row in rows(table)]
    assert len(names) == len(set(names))


def test_a_name_is_sure_of_one_party_only():
    """Names that several parties share are marked as weak in each row."""
    sure = {
        key: {entry.name for entry in entries if not entry.weak}
        for key, entries in lexicon().entries.items()
    }
    assert {key: found for key, found in sure.items() if len(found) > 1} == {}


def test_whom_a_body_or_a_leader_stands_for_is_a_party():
    known = {row["name"] for row in (*rows("states.csv"), *rows("bodies.csv"))}
    for row in (*rows("bodies.csv"), *rows("leaders.csv")):
        assert not row["party"] or row["party"] in known, row
    for row in rows("bodies.csv"):
        assert set(words_of(row["near"])) <= known, row


def test_every_state_of_the_codes_of_events_is_a_party():
    """The table that names the codes of other event data and this one call a state the same."""
    with (ROOT / "webapp/store/formats/countries.csv").open(encoding="utf-8", newline="") as file:
        codes = list(csv.DictReader(file))
    regions = codes.index(next(row for row in codes if row["code"] == "AFR"))
    found: dict[str, set[str]] = defaultdict(set)
    for row in codes[:regions]:
        entries = lexicon().entries.get(fold(row["name"]).removeprefix("the "), ())
        found[row["name"]] |= {entry.name for entry in entries if not entry.weak}
    found.pop("Gaza Strip")  # "Gaza" in reports
    assert {name: names for name, names in found.items() if names != {name}} == {}


def test_folding_keeps_the_length():
    text = "Élysée, Côte d’Ivoire, ﬁ, 한국, İstanbul, e\u0301"
    assert len(fold(text)) == len(text)
    assert fold("Côte d’Ivoire") == "Cote d'Ivoire"


PIECES = """The Russia Russian U.S. Kyiv’s Taliban they both sides in to from said , . “ ” ( ) — -
President Biden army the minister Colonel Ivan Petrov Front Karu NSC 12 its who and of Georgia
Jordan é 💥 's Mr. Moscow-backed KYIV"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_any_text_gives_mentions_in_order_and_apart(parser, text):
    document = read_document(text)
    parsed = parser(document.text)
    parties = find_parties(document, parsed)
    ends = 0
    for party in parties:
        assert ends <= party.span.start < party.span.end <= len(document.text)
        assert party.name
        assert party.rule
        ends = party.span.end
    for token in parsed:
        assert all(party_of_phrase(token, parties, document))


def test_a_list_without_end_is_read(parser):
    document = read_document("Iran and " * 1500 + "Iraq left.")
    parsed = parser(document.text)
    parties = find_parties(document, parsed)
    assert len(parties) == 1501
    for token in [*parsed][:4]:
        assert set(party_of_phrase(token, parties, document)) <= {"Iran", "Iraq"}


def test_names_are_what_people_read():
    """No canonical name carries marks of the tables."""
    for row in (*rows("states.csv"), *rows("bodies.csv")):
        assert re.fullmatch(r"[\w][\w .,'’&()–-]*", row["name"]), row
