"""Mappings of unforeseen tables: guesses with reasons, strict files, no order guessed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.needs import ROOT
from webapp.model.dates import parse_date
from webapp.model.problems import InputError
from webapp.model.terms import Terms
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats.base import Converted, Head
from webapp.store.load import LoadOptions, NeedsMapping, load_tables
from webapp.store.mapping import (
    FIELDS,
    Mapping,
    format_of,
    guess,
    load_mapping,
    mapping_beside,
    save_mapping,
)
from webapp.store.mapping.dates import How, Unread, from_parts, span, to_edtf
from webapp.store.mapping.files import KEYS

SIMPLE = Mapping(
    {
        "date": "When",
        "description": "Text",
        "actors": "Who",
        "recipients": "Whom",
        "event_type": "Kind",
    },
    types={"shelling": "ASSAULT"},
)
ROW = {
    "When": "2022-03-13",
    "Text": "A depot is hit at night",
    "Who": "A",
    "Whom": "B",
    "Kind": "shelling",
}

# The first look at a date or header takes its time; a busy computer must not fail a test.
UNHURRIED = settings(deadline=None)


def head(*rows: str) -> Head:
    cells = [tuple(row.split("|")) for row in rows]
    return Head(cells[0], tuple(cells))


def converted(*rows: dict[str, str], mapping: Mapping = SIMPLE) -> Converted:
    table = pd.DataFrame([ROW | row for row in rows], dtype="str").fillna("")
    table.index = pd.RangeIndex(2, len(rows) + 2)
    return format_of(mapping).convert("t.csv", table)


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("2022-03-13", None, "2022-03-13"),
        ("2022-03-13T14:05:00", None, "2022-03-13"),
        ("2022/3/13", None, "2022-03-13"),
        ("20220313", None, "2022-03-13"),
        ("2022", None, "2022"),
        ("2022-03", None, "2022-03"),
        ("3/2022", None, "2022-03"),
        ("March 13, 2022", None, "2022-03-13"),
        ("13 Mar 2022", None, "2022-03-13"),
        ("13. März 2022", None, "2022-03-13"),
        ("13 mars 2022", None, "2022-03-13"),
        ("13 de marzo de 2022", None, "2022-03-13"),
        ("13 марта 2022", None, "2022-03-13"),
        ("13 березня 2022", None, "2022-03-13"),
        ("March 2022", None, "2022-03"),
        ("Q1 2022", None, "2022-01/2022-03"),
        ("1980s", None, "198X"),
        ("circa 1986", None, "1986~"),
        ("ca. March 2022", None, "2022-03~"),
        ("24-26 February 2022", None, "2022-02-24/2022-02-26"),
        ("since 2014", None, "2014/.."),
        ("before 2014", None, "../2014"),
        ("2022-02-24/2022-03-02", None, "2022-02-24/2022-03-02"),
        ("03/04/2022", "dmy", "2022-04-03"),
        ("03/04/2022", "mdy", "2022-03-04"),
        ("03.04.2022 10:15", "dmy", "2022-04-03"),
        ("13/03/2022", None, "2022-03-13"),
        ("03/03/2022", None, "2022-03-03"),
        ("unknown", None, "XXXX"),
    ],
)
def test_a_date_keeps_the_precision_that_it_has(text: str, order: str | None, read: str) -> None:
    assert to_edtf(text, How(order)) == read


@pytest.mark.parametrize(
    ("text", "order", "says"),
    [
        ("03/04/2022", None, "2022-03-04 or 2022-04-03"),
        ("13/03/2022", "mdy", "month first"),
        ("31/02/2022", "dmy", "not a day of the calendar"),
        ("2022-02-30", None, "calendar"),
        ("03/04/22", "dmy", "century"),
        ("44633", None, "count of days"),
        ("1647129600", None, "count of seconds"),
        ("some day", None, "not understood"),
        ("2022-00-00", None, "calendar"),
    ],
)
def test_a_date_without_one_reading_says_what_would_be_right(
    text: str, order: str | None, says: str
) -> None:
    with pytest.raises(Unread, match=says):
        to_edtf(text, How(order))


@UNHURRIED
@given(st.dates(), st.sampled_from(["dmy", "mdy"]), st.sampled_from("/.-"))
def test_an_order_that_was_said_is_kept(day: date, order: str, mark: str) -> None:
    parts = [f"{day.day:02}", f"{day.month:02}"]
    text = mark.join([*(parts if order == "dmy" else reversed(parts)), f"{day.year:04}"])
    assert to_edtf(text, How(order)) == day.isoformat()


@UNHURRIED
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1000, 2999))
def test_an_order_that_was_not_said_is_never_guessed(one: int, two: int, year: int) -> None:
    text = f"{one}/{two}/{year}"
    if one == two:
        assert to_edtf(text, How()) == f"{year}-{one:02}-{one:02}"
        return
    with pytest.raises(Unread):
        to_edtf(text, How())


@UNHURRIED
@given(st.text(max_size=40), st.sampled_from([None, "dmy", "mdy", "ymd"]))
def test_any_text_is_a_date_or_refused(text: str, order: str | None) -> None:
    with contextlib.suppress(Unread):
        parse_date(to_edtf(text, How(order, "2000")))


def test_dates_of_several_columns_are_put_together() -> None:
    assert from_parts("2022", "3", "13", How()) == "2022-03-13"
    assert from_parts("2022", "März", "", How()) == "2022-03"
    assert from_parts("2022", "0", "0", How()) == "2022"
    assert span("2022-02-24", "2022-03-02", How()) == "2022-02-24/2022-03-02"
    assert span("2022-02-24", "", How()) == "2022-02-24"
    with pytest.raises(Unread, match="before it begins"):
        span("2022-03-02", "2022-02-24", How())


@pytest.mark.parametrize(
    ("names", "date_column", "text_column"),
    [
        ("Event Date|Description", "Event Date", "Description"),
        ("Datum|Beschreibung", "Datum", "Beschreibung"),
        ("date|résumé", "date", "résumé"),
        ("Fecha|Descripción", "Fecha", "Descripción"),
        ("Дата|Описание", "Дата", "Описание"),
        ("Дата події|Опис", "Дата події", "Опис"),
        ("التاريخ|الوصف", "التاريخ", "الوصف"),
        ("A|B", "A", "B"),
    ],
)
def test_columns_are_guessed_by_their_names_or_cells(
    names: str, date_column: str, text_column: str
) -> None:
    found = guess(head(names, "2022-03-13|A depot is hit at night in the north of the city"))
    assert found.mapping.columns["date"] == date_column
    assert found.mapping.columns["description"] == text_column
    assert found.questions == []
    assert found.reasons.keys() >= {"date", "description"}


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        (["03/04/2022", "05/06/2022"], None, True),
        (["03/04/2022", "13/04/2022"], "dmy", False),
        (["03/04/2022", "04/13/2022"], "mdy", False),
        (["13/04/2022", "04/13/2022"], None, True),
        (["03/03/2022"], None, False),
        (["2022-04-03"], None, False),
    ],
)
def test_the_order_of_day_and_month_is_asked_unless_a_cell_settles_it(
    cells: list[str], order: str | None, asked: bool
) -> None:
    found = guess(head("Date|Title", *(f"{cell}|A thing happens" for cell in cells)))
    assert found.mapping.day_order == order
    assert ("day_order" in found.questions) == asked


@UNHURRIED
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=20))
def test_no_number_of_ambiguous_days_settles_the_order(days: list[tuple[int, int]]) -> None:
    found = guess(head("Date|Title", *(f"{a}/{b}/2022|A thing happens" for a, b in days)))
    assert found.mapping.day_order is None
    assert ("day_order" in found.questions) == any(a != b for a, b in days)


def test_a_table_without_any_date_asks_for_it() -> None:
    assert "date" in guess(head("x|y", "a|b")).questions
    assert "date" in guess(Head(())).questions


def test_numbers_of_rows_are_no_identifiers() -> None:
    rows = [f"{number}|2022-03-13|A thing happens" for number in range(1, 5)]
    assert "event_id" not in guess(head("Nr|Date|Title", *rows)).mapping.columns
    named = [f"x{number}|2022-03-13|A thing happens" for number in range(1, 5)]
    assert guess(head("ID|Date|Title", *named)).mapping.columns["event_id"] == "ID"


@UNHURRIED
@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_guess_of_any_table_is_a_usable_mapping_or_asks(rows: list[list[str]]) -> None:
    names = tuple(name.strip() for name in rows[0])
    found = guess(Head(names, tuple(map(tuple, rows))))
    assert set(found.mapping.columns.values()) <= set(names)
    assert found.mapping.wrong() == [] or "date" in found.questions


def test_a_row_becomes_an_event() -> None:
    result = converted({})
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["title"] == event["description"] == "A depot is hit at night"
    assert (event["actors"], event["recipients"]) == ("A", "B")
    assert (event["event_type"], event["native_type"]) == ("ASSAULT", "shelling")
    assert check_events("f", complete(result.events), set(result.sources)) == []


def test_identifiers_follow_the_content_not_the_place() -> None:
    first, second = {"Text": "One thing happens"}, {"Text": "Another thing happens"}
    forth = converted(first, second).events["event_id"].tolist()
    back = converted(second, first).events["event_id"].tolist()
    assert forth == back[::-1]
    twice = converted(first, first).events["event_id"].tolist()
    assert twice == [forth[0], f"{forth[0]}-2"]


def test_equal_rows_of_different_batches_get_different_identifiers() -> None:
    made = format_of(SIMPLE)
    batches = [pd.DataFrame([ROW], index=[line], dtype="str") for line in (2, 3, 4)]
    ids = [made.convert("t.csv", batch).events["event_id"].iloc[0] for batch in batches]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_a_bad_date_leaves_out_its_row_and_names_the_value() -> None:
    result = converted({}, {"When": "03/04/2022"}, {"When": "2022-03-14"})
    assert result.events.index.tolist() == [2, 4]
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.value) == (3, "When", "03/04/2022")
    assert problem.severity == "error"
    assert "2022-03-04 or 2022-04-03" in problem.message


def test_an_unknown_type_is_other_and_said_once() -> None:
    result = converted({"Kind": "odd"}, {"Kind": "odd", "Text": "Another thing"})
    assert result.events["event_type"].tolist() == ["OTHER", "OTHER"]
    assert [problem.value for problem in result.problems] == ["odd"]


def test_parties_are_split_at_the_mark_of_the_table_only() -> None:
    comma = replace(SIMPLE, party_separator=",")
    assert converted({"Who": "A, B,A"}, mapping=comma).events["actors"].iloc[0] == "A;B"
    assert converted({"Who": "A, B"}).events["actors"].iloc[0] == "A, B"
    assert converted({"Who": "A; B"}, mapping=comma).events["actors"].iloc[0] == "A, B"


def test_a_long_text_is_shortened_for_the_title_and_kept_as_a_whole() -> None:
    event = converted({"Text": "word " * 60}).events.iloc[0]
    assert len(event["title"]) <= 90
    assert event["title"].endswith("…")
    assert event["description"] == ("word " * 60).strip()


CELLS = {name: st.text(max_size=30) for name in ROW}
WHEN = st.sampled_from(["2022-03-13", "March 2022", "03/04/2022"]) | CELLS["When"]


@UNHURRIED
@given(st.lists(st.fixed_dictionaries(CELLS | {"When": WHEN}), min_size=1, max_size=5))
def test_any_cells_become_good_events_or_problems(rows: list[dict[str, str]]) -> None:
    result = converted(*rows)
    left_out = {p.row for p in result.problems if p.severity == "error"}
    assert len(result.events) + len(left_out) == len(rows)
    found = check_events("t.csv", complete(result.events), set(result.sources))
    assert [problem for problem in found if problem.severity == "error"] == []


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"lacks the column Nowhere .* Its columns are: When"):
        converted({}, mapping=Mapping({"date": "Nowhere"}))


FULL = Mapping(
    {"date": "When", "title": "Text"},
    "dmy",
    "1900",
    "|",
    {"shelling": "ASSAULT"},
    "claimed",
    "A ledger",
    Terms("CC BY 4.0", "The makers", "credit"),
)


def test_a_mapping_comes_back_from_its_file_and_its_form(tmp_path: Path) -> None:
    path = mapping_beside(tmp_path / "t.csv")
    assert path.name == "t.csv.mapping.json"
    save_mapping(FULL, path)
    assert load_mapping(path) == FULL
    assert Mapping.from_form(FULL.to_form()) == (FULL, [])
    assert [field.name for field in FIELDS] == list(dict.fromkeys(f.name for f in FIELDS))


GOOD = {"version": 1, "columns": {"date": "When"}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be an object"),
        ({}, "version"),
        (GOOD | {"version": 2}, "“version” must be 1"),
        (GOOD | {"extra": 1}, "“extra” is not known"),
        (GOOD | {"columns": []}, "“columns” must be an object"),
        (GOOD | {"columns": {"date": 1}}, "must give a text for “date”"),
        (GOOD | {"columns": {"title": "T"}}, "which column is the date"),
        (GOOD | {"columns": {"date": "a", "when": "b"}}, "“when” is no field"),
        (GOOD | {"columns": {"date": "a", "year": "b"}}, "not both"),
        (GOOD | {"day_order": "ydm"}, "must be dmy, mdy or ymd"),
        (GOOD | {"types": {"x": "WAR"}}, "“WAR”, given for “x”, is no event type"),
        (GOOD | {"status": "true"}, "claim status"),
        (GOOD | {"terms": {"price": "1"}}, "“price” is no term"),
        (GOOD | {"terms": {"redistribution": "maybe"}}, "Redistribution must be one of"),
    ],
)
def test_a_file_that_is_no_mapping_says_why(tmp_path: Path, content: object, says: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with pytest.raises(InputError, match=says):
        load_mapping(path)


def test_a_mapping_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no mapping at"):
        load_mapping(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be read"):
        load_mapping(tmp_path)
    (tmp_path / "m.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="is no mapping"):
        load_mapping(tmp_path / "m.json")


def test_a_mapping_beside_its_table_opens_it(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("When,Text\n03/04/2022,A depot is hit\n", "utf-8")
    with pytest.raises(NeedsMapping):
        load_tables([table])
    mapping = Mapping({"date": "When", "title": "Text"}, "dmy")
    save_mapping(mapping, mapping_beside(table))
    assert load_tables([table]).events["date"].tolist() == ["2022-04-03"]
    other = tmp_path / "other.json"
    save_mapping(replace(mapping, day_order="mdy"), other)
    named = load_tables([table], LoadOptions(mapping=other))
    assert named.events["date"].tolist() == ["2022-03-04"]


def test_every_field_and_key_of_a_mapping_is_documented() -> None:
    text = (ROOT / "docs" / "mapping.md").read_text("utf-8")
    names = [field.name for field in FIELDS] + list(KEYS)
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_mapping_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "mapping.md").read_text("utf-8")
    path = tmp_path / "m.json"
    path.write_text(text.partition("```json")[2].partition("```")[0], "utf-8")
    assert load_mapping(path).day_order == "dmy"
