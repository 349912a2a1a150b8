"""The table in memory: typed, in time order, as exact as its dates; formulas there and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE
from webapp.store.dataset import OPEN_END, OPEN_START, Dataset
from webapp.store.formulas import FORMULA_STARTS, escape_formula, plain_columns, unescape_formula
from webapp.store.load import load_dataset

MakeFiles = Callable[..., tuple[Path, Path]]


def ids(data: Dataset) -> list[str]:
    return list(data.events["event_id"])


def test_an_empty_table_is_a_table(make_files: MakeFiles) -> None:
    data = load_dataset(*make_files([]))
    assert (len(data), data.problems, data.span) == (0, (), "no dates")
    assert data.parties.names == ()
    assert data.find("anything") is None
    assert not data.text_mask("anything").any()
    assert set(EVENT_NAMES) < set(data.events)


def test_a_table_of_bad_rows_is_empty_and_says_why(make_files: MakeFiles) -> None:
    data = load_dataset(*make_files([{"date": "soon"}, {"event_type": "?"}]))
    assert (len(data), len(data.problems)) == (0, 2)


ORDER = [
    ("by day", ["2022-03-14", "2022-03-13"], [1, 0]),
    ("BC comes first", ["0001", "-0044", "1492", "2300"], [1, 0, 2, 3]),
    ("what begins first", ["2022-03-02", "2022-03"], [1, 0]),
    ("what ends first, of equal beginnings", ["2022", "2022-01", "2022-01-01"], [2, 1, 0]),
    ("no beginning comes before all", ["-9999", "../2022"], [1, 0]),
    ("no end comes after all that begin with it", ["2022/..", "2022", "2023"], [1, 0, 2]),
    ("nothing known is before what begins", ["XXXX", "2022"], [0, 1]),
    ("the order of the file, where nothing else tells", ["2022", "2022", "2022"], [0, 1, 2]),
]


@pytest.mark.parametrize(
    ("dates", "order"), [pytest.param(dates, order, id=name) for name, dates, order in ORDER]
)
def test_order(dates: list[str], order: list[int], make_files: MakeFiles) -> None:
    data = load_dataset(*make_files([{"date": date} for date in dates]))
    assert ids(data) == [f"event-{at + 1}" for at in order]
    assert [data.find(event_id) for event_id in ids(data)] == list(range(len(data)))


def test_the_order_in_the_source_is_that_of_the_text(make_files: MakeFiles) -> None:
    """As numbers: 9 stands before 10."""
    rows = [{"quote": "x", "quote_start": n, "quote_end": n + 1} for n in (100, 10, 9)]
    assert ids(load_dataset(*make_files(rows))) == ["event-3", "event-2", "event-1"]


SPANS = [
    ("a day", ["2022-03-13"], "13 March 2022"),
    ("two days", ["2022-03-13", "2022-03-03"], "3 March 2022 to 13 March 2022"),
    ("a month at the end stays a month", ["1986", "2022-03-13", "2022-03~"], "1986 to March 2022"),
    ("the least exact of those that end together", ["2022-03-31", "2022-03"],
     "March 2022"),
    ("a year that ends with an exact day is a year", ["2022-12-31", "2022"], "2022"),
    ("a range begins no more exactly than it says", ["2022-02~/2022-03-13"],
     "February 2022 to 13 March 2022"),
    ("a month ends an open range", ["../2022-03"], "until March 2022"),
    ("open at the end", ["2014/.."], "from 2014"),
    ("an open end beside a date", ["2014/..", "2022-03-13"], "2014 to 13 March 2022"),
    ("doubt is not part of a span", ["1986?", "2022%"], "1986 to 2022"),
    ("nothing known", ["XXXX", "../.."], "dates unknown"),
    ("a decade", ["198X"], "1980s"),
    ("BC", ["-0043", "0005"], "44 BC to 5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "span"), [pytest.param(dates, span, id=name) for name, dates, span in SPANS]
)
def test_the_span_is_no_more_exact_than_the_dates(
    dates: list[str], span: str, make_files: MakeFiles
) -> None:
    assert load_dataset(*make_files([{"date": date} for date in dates])).span == span


def test_bounds_are_days(make_files: MakeFiles) -> None:
    dates = ["../1066", "-0044", "2022-03", "2300/.."]
    data = load_dataset(*make_files([{"date": date} for date in dates]))
    events, days = data.events, data.first_days.astype("datetime64[D]")
    assert data.first_days[0] == OPEN_START
    assert days[1] == np.datetime64("-0044-01-01")
    assert days[2] == np.datetime64("2022-03-01")
    assert (data.last_days == OPEN_END).tolist() == [False, False, False, True]
    assert list(events["precision"]) == ["open", "year", "month", "open"]
    assert list(events["approximate"]) == [False] * 4


def test_what_is_computed(make_files: MakeFiles) -> None:
    rows = [{"event_type": "AID", "date": "2022~"}, {"event_type": "OTHER", "fatalities": "3"}]
    events = load_dataset(*make_files(rows)).events
    assert list(events["quad_class"]) == ["material-cooperation", "none"]
    assert list(events["approximate"]) == [True, False]
    assert events["fatalities"].isna().tolist() == [True, False]
    assert events["fatalities"].iat[1] == 3
    assert list(events["line"]) == [2, 3]


def test_parties_are_actors_and_recipients_each_once(make_files: MakeFiles) -> None:
    rows = [
        {"actors": "B; A ;;A", "recipients": "A"},
        {"actors": "", "recipients": "B"},
        {"actors": "", "recipients": ""},
        {"actors": "C;B", "recipients": ""},
    ]
    data = load_dataset(*make_files(rows))
    parties = data.parties
    assert parties.names == ("B", "A", "C"), "the most frequent first, then by name"

    def counts(rows: list[int]) -> list[int]:
        return parties.counts(np.bincount(parties.codes[rows], minlength=4)).tolist()

    assert counts([0, 1, 2, 3]) == [3, 1, 1]
    assert counts([1, 2, 3]) == [2, 0, 1]
    assert parties.mask(("A", "C")).tolist() == [True, False, False, True]
    assert not parties.mask(("nobody",)).any()


def test_version_changes_with_either_file_and_the_title(make_files: MakeFiles) -> None:
    tables = [
        make_files([{}], name="a"),
        make_files([{"place": "Here"}], name="b"),
        make_files([{}], [{"note": "x"}], name="c"),
    ]
    versions = {load_dataset(*paths).version for paths in tables}
    versions.add(load_dataset(*tables[0], title="Other").version)
    assert len(versions) == 4
    assert load_dataset(*make_files([{}], name="d")).version in versions


OTHER = {"source_id": "other"}
TITLES = [
    ("the one that is given", "Mine", [{}], [{}], "Mine"),
    ("that of the only source", "", [{}], [{}], "A report"),
    ("the file's name, for two", "", [{}, OTHER], [{}, OTHER], "events"),
    ("the file's name, where the source has none", "", [{}], [{"title": ""}], "events"),
]


@pytest.mark.parametrize(
    ("title", "rows", "sources", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TITLES]
)
def test_title(
    title: str,
    rows: list[dict[str, str]],
    sources: list[dict[str, str]],
    expected: str,
    make_files: MakeFiles,
) -> None:
    assert load_dataset(*make_files(rows, sources), title=title).title == expected


# Formulas

formula_like = st.text("'=+-@\t\r\n＝＠a1 ", max_size=6)


@given(st.one_of(st.text(), formula_like), st.one_of(st.text(), formula_like))
def test_escaping_is_a_bijection_and_leaves_no_formula(one: str, other: str) -> None:
    assert unescape_formula(escape_formula(one)) == one
    assert not escape_formula(one).startswith(FORMULA_STARTS)
    assert (escape_formula(one) == escape_formula(other)) is (one == other)


ESCAPED = [
    ("a formula", "=1+1", "'=1+1"),
    ("an address", "@A1", "'@A1"),
    ("a negative number", "-5", "'-5"),
    ("an apostrophe before a formula", "'=1", "''=1"),
    ("an apostrophe before a word", "'tis", "'tis"),
    ("full-width", "＝1", "'＝1"),
    ("nothing", "", ""),
    ("a formula inside a sentence", "a =1", "a =1"),
]


@pytest.mark.parametrize(
    ("cell", "escaped"), [pytest.param(*row[1:], id=row[0]) for row in ESCAPED]
)
def test_escaped(cell: str, escaped: str) -> None:
    assert escape_formula(cell) == escaped


def test_only_our_own_exports_lose_their_apostrophes(make_files: MakeFiles) -> None:
    assert plain_columns({"a": ["'=1"]}) == {"a": ["'=1"]}
    assert plain_columns({"'=a": ["'=1", "'b"], EXPORT_NOTE: ["", ""]}) == {"=a": ["=1", "'b"]}
    ours = load_dataset(*make_files([{"place": "'=1", EXPORT_NOTE: "x"}], name="ours"))
    theirs = load_dataset(*make_files([{"place": "'=1"}], name="theirs"))
    assert (ours.events.at[0, "place"], theirs.events.at[0, "place"]) == ("=1", "'=1")
    assert EXPORT_NOTE not in ours.events
    assert ours.problems == ()
