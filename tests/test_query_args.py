"""Arguments of a view: any query string is read, told what was ignored, and written back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.model.dates import parse_date
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE
from webapp.query.args import (
    ARGUMENT_HELP,
    ARGUMENT_NAMES,
    MAX_TEXT,
    MAX_VALUES,
    Notice,
    ViewArgs,
    read_args,
)

PARTIES = ("Russia", "Ukraine", "A & B = C?", "Côte d’Ivoire", "#1;+%")
SOURCES = ("report-1", "report-2")


def read(query: str) -> tuple[ViewArgs, list[Notice]]:
    return read_args(parse_qs(query), PARTIES, SOURCES)


def back(args: ViewArgs) -> ViewArgs:
    return read(urlsplit(args.url()).query)[0]


READ = [
    ("nothing", "", ViewArgs()),
    ("one party", "party=Russia", ViewArgs(party=("Russia",))),
    ("two, in their order", "party=Ukraine&party=Russia", ViewArgs(party=("Ukraine", "Russia"))),
    ("each once", "party=Russia&party=Russia", ViewArgs(party=("Russia",))),
    ("an escaped name", "party=A+%26+B+%3D+C%3F", ViewArgs(party=("A & B = C?",))),
    ("type and status", "type=AID&status=alleged", ViewArgs(type=("AID",), status=("alleged",))),
    ("words are stripped", "q=+peace+talks+", ViewArgs(q="peace talks")),
    ("of a repeated word the last", "q=a&q=b", ViewArgs(q="b")),
    ("a month", "from=2022-03", ViewArgs(first=parse_date("2022-03"))),
    ("BC", "to=-0044", ViewArgs(last=parse_date("-0044"))),
    ("the view", "by=type&scale=true", ViewArgs(by="type", scale="true")),
    ("a page", "page=3", ViewArgs(page=3)),
    ("an event, known or not", "event=some-event", ViewArgs(event="some-event")),
    ("what is not ours", "utm_source=x", ViewArgs()),
]


@pytest.mark.parametrize(("query", "args"), [pytest.param(*row[1:], id=row[0]) for row in READ])
def test_read(query: str, args: ViewArgs) -> None:
    assert read(query) == (args, [])


DATE = "Write a year, a month or a day: 2022, 2022-03 or 2022-03-13."
TOLD = [
    ("an unknown party", "party=Atlantis", "party", "no party is called “Atlantis”", False),
    ("the case of a party", "party=russia", "party", "no party is called “russia”", False),
    ("an unknown type", "type=consult", "type", "no type is called", False),
    ("an unknown status", "status=true", "status", "no status is called", False),
    ("an unknown source", "source=x", "source", "no source is called", False),
    ("lanes that are none", "by=colour", "by", "takes one of party, type, speaker, source", False),
    ("a scale that is none", "scale=log", "scale", "takes one of compressed, true", False),
    ("a page in words", "page=two", "page", "takes a whole number from 1", False),
    ("a page below", "page=-1", "page", "takes a whole number from 1", False),
    ("Arabic digits", "page=٣", "page", "takes a whole number from 1", False),
    ("a date in words", "from=yesterday", "from", DATE, True),
    ("a day first", "to=13/03/2022", "to", DATE, True),
    ("an open window side", "from=../2022", "from", DATE, True),
    ("an interval", "from=2022-01/2022-02", "from", DATE, True),
    ("an unknown year", "to=XXXX", "to", DATE, True),
    ("a day that is none", "to=2022-02-30", "to", DATE, True),
    ("the wrong way round", "from=2023&to=2022", "from", "2023 comes after 2022", True),
    ("a long search", "q=" + "x" * 300, "q", "first 200 characters", False),
    ("more digits than Python reads", "from=Y" + "9" * 5000, "from", DATE, True),
]


@pytest.mark.parametrize(
    ("query", "field", "message", "invalid"), [pytest.param(*row[1:], id=row[0]) for row in TOLD]
)
def test_ignored_and_told(query: str, field: str, message: str, invalid: bool) -> None:
    args, (notice,) = read(query)
    assert (notice.field, notice.invalid) == (field, invalid)
    assert message in notice.message
    assert len(notice.message) < 300
    assert args.filtered == (1 if field == "q" else 0)


CLAMPED = [("0", 1), ("1", 1), ("999999999999", 999999999), ("", 1), ("٣", 1)]


@pytest.mark.parametrize(("page", "expected"), CLAMPED)
def test_page_is_clamped(page: str, expected: int) -> None:
    assert read(urlencode({"page": page}))[0].page == expected


def test_a_window_that_touches_is_a_window() -> None:
    """From a year to a month within it is no contradiction."""
    args, notices = read("from=2022-06&to=2022")
    assert notices == []
    assert args.filtered == 2
    assert args.first_day == parse_date("2022-06").earliest
    assert args.last_day == parse_date("2022").latest


def test_only_so_many_values_are_read() -> None:
    parties = [f"party {n}" for n in range(300)]
    query = {"party": parties}
    args, notices = read_args(query, parties, ())
    assert (len(args.party), notices) == (MAX_VALUES, [])


def test_changes_make_new_arguments() -> None:
    args = ViewArgs(party=("Russia",), event="x", page=4, by="type")
    assert args.toggled("party", "Russia") == ViewArgs(by="type")
    assert args.toggled("party", "Ukraine").party == ("Russia", "Ukraine")
    assert args.but(event="y") == ViewArgs(party=("Russia",), event="y", by="type")
    assert args.but(page=5).page == 5
    assert args.unfiltered() == ViewArgs(by="type")
    assert args.url("/export.csv") == "/export.csv?party=Russia&by=type&event=x&page=4"
    assert ViewArgs().url() == "/"


def test_every_argument_has_its_help() -> None:
    assert set(ARGUMENT_NAMES) == set(ARGUMENT_HELP)


# At random

dates = st.sampled_from(["2022", "2022-03", "2022-03-13~", "-0044", "198X", "Y12345", "2022-21"])
optional_date = st.one_of(st.none(), dates.map(parse_date))


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple)


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
arguments = st.builds(
    ViewArgs,
    party=some(PARTIES),
    type=some(tuple(TYPE_BY_CODE)),
    status=some(tuple(STATUS_BY_CODE)),
    source=some(SOURCES),
    q=text,
    first=optional_date,
    last=optional_date,
    by=st.sampled_from(["party", "type", "speaker", "source"]),
    scale=st.sampled_from(["compressed", "true"]),
    event=text,
    page=st.integers(1, 10**8),
).filter(lambda a: not (a.first and a.last) or (a.first_day or 0) <= (a.last_day or 0))


@given(arguments)
def test_what_is_written_is_read_back(args: ViewArgs) -> None:
    assert back(args) == args


values = st.one_of(st.text(), st.sampled_from(["2022", "Russia", "AID", "true", "x" * 300, "-0"]))
queries = st.one_of(
    st.text(),
    st.lists(st.tuples(st.sampled_from(ARGUMENT_NAMES), values)).map(
        lambda pairs: urlencode(pairs, errors="replace")
    ),
)


@given(queries)
def test_any_query_is_read_and_stays_the_same_from_then_on(query: str) -> None:
    args, notices = read(query)
    assert back(args) == args
    assert len(args.q) <= MAX_TEXT
    assert len(args.event) <= 64
    assert all(notice.field in ARGUMENT_NAMES and notice.message for notice in notices)
