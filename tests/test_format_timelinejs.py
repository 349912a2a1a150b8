"""TimelineJS spreadsheets: dates in parts, years BC, HTML, title slides, eras, lanes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_format_junk import test_no_row_is_lost_without_a_word as hold_against_junk
from webapp.model.dates import parse_date
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import timelinejs
from webapp.store.formats.base import Converted, Head
from webapp.store.formats.dateparts import read_span
from webapp.store.formats.markup import plain_text
from webapp.store.formats.registry import recognise
from webapp.store.load import load_tables

HEADER = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,"
    "Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"
)
NAMES = HEADER.split(",")
ROW = {"Year": "2022", "Month": "3", "Day": "13", "Headline": "Talks begin in the capital"}


def converted(*rows: dict[str, str]) -> Converted:
    cells = [[(ROW | row).get(name, "") for name in NAMES] for row in rows]
    index = range(2, len(rows) + 2)
    return timelinejs.convert("t.csv", pd.DataFrame(cells, columns=NAMES, index=index, dtype="str"))


@pytest.mark.parametrize(
    "names",
    [NAMES, [*NAMES, "", ""], [n.lower() for n in NAMES], [*NAMES[:15], "Alt Text", *NAMES[15:]]],
)
def test_the_header_is_recognised(names: list[str]) -> None:
    form = recognise(Head(tuple(names)))
    assert form is timelinejs.FORMAT


@pytest.mark.parametrize("names", [["Year", "Headline"], ["Start Date", "Headline", "Media"]])
def test_other_headers_are_not(names: list[str]) -> None:
    assert not timelinejs.recognise(Head(tuple(names)))


DATES = [
    ("a day", ("2022", "3", "13", "", "", ""), "2022-03-13", ""),
    ("a month", ("2022", "03", "", "", "", ""), "2022-03", ""),
    ("a year", ("1986", "", "", "", "", ""), "1986", ""),
    ("numbers with a point", ("2022.0", "3.0", "1.0", "", "", ""), "2022-03-01", ""),
    ("a month in words", ("2022", "Sept.", "1", "", "", ""), "2022-09-01", ""),
    ("44 BC", ("-44", "3", "15", "", "", ""), "-0043-03-15", ""),
    ("44 BC in words", ("44 BC", "", "", "", "", ""), "-0043", ""),
    ("1 BC", ("-1", "", "", "", "", ""), "0000", ""),
    ("AD 5", ("5", "", "", "", "", ""), "0005", ""),
    ("a long year", ("-12000", "", "", "", "", ""), "Y-11999", ""),
    ("a long year's month", ("-12000", "3", "", "", "", ""), "Y-11999", "stand alone"),
    ("days", ("2014", "2", "20", "2014", "3", "18"), "2014-02-20/2014-03-18", ""),
    ("a day up to a year", ("2014", "2", "20", "2015", "", ""), "2014-02-20/2015", ""),
    ("the same day twice", ("2014", "2", "20", "2014", "2", "20"), "2014-02-20", ""),
    ("across the year 0", ("-44", "", "", "14", "", ""), "-0043/0014", ""),
    ("the year 0", ("0", "", "", "", "", ""), "", "write -1 for 1 BC"),
    ("no year", ("", "3", "1", "", "", ""), "", "is empty"),
    ("a date as year", ("3/4/2022", "", "", "", "", ""), "", "must be a year"),
    ("a far year", ("300000", "", "", "", "", ""), "", "250,000"),
    ("backwards", ("2022", "3", "1", "2021", "", ""), "", "ends before it begins"),
    ("a month too many", ("2022", "13", "1", "", "", ""), "2022", "from 1 to 12"),
    ("30 February", ("2022", "2", "30", "", "", ""), "2022-02", "1 to 28 .February"),
    ("a day alone", ("2022", "", "5", "", "", ""), "2022", "without a month"),
    ("an end without year", ("2022", "3", "1", "", "5", ""), "2022-03-01", "end is left out"),
]


@pytest.mark.parametrize(("cells", "date", "note"), [pytest.param(*d[1:], id=d[0]) for d in DATES])
def test_dates_are_as_exact_as_their_parts(cells: tuple[str, ...], date: str, note: str) -> None:
    reading = read_span(cells)
    assert reading.date == date
    told = " ".join(reading.notes.values())
    assert pd.Series([told]).str.contains(note).all() if note else not told, told


part = st.one_of(st.integers(-9999, 9999).map(str), st.sampled_from(["", "x", "5", "12", "31"]))


@settings(max_examples=150, deadline=None)
@given(cells=st.tuples(part, part, part, part, part, part))
def test_every_row_of_parts_gives_a_date_or_a_reason(cells: tuple[str, ...]) -> None:
    reading = read_span(cells)
    if reading.date:
        parse_date(reading.date)
    else:
        assert reading.notes
        assert all(reading.notes.values())


def test_a_row_becomes_an_event_that_the_codebook_takes() -> None:
    slide = {
        "Display Date": "13 March, early",
        "Text": "<p>First &amp; last.</p><p>See <a href='https://example.org/x'>more</a></p>",
        "Media": "https://example.org/picture.jpg",
        "Media Credit": "<b>Somebody</b>",
        "Group": "Money",
    }
    result = converted(slide)
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["event_id"] == "2022-03-13-talks-begin-in-the-capital"
    assert (event["date"], event["date_text"]) == ("2022-03-13", "13 March, early")
    assert event["description"] == "First & last.\nSee more (https://example.org/x)"
    assert (event["source_text"], event["native_type"]) == ("Somebody", "TimelineJS · Money")
    assert (event["source_url"], event["event_type"]) == (slide["Media"], "OTHER")
    assert "Media" not in event
    assert check_events("t.csv", complete(result.events), set(result.sources)) == []


@pytest.mark.parametrize(
    ("shown", "date"), [("c. 1200", "1200~"), ("about 1200", "1200~"), ("1200, council", "1200")]
)
def test_what_is_displayed_as_about_a_year_is_about_it(shown: str, date: str) -> None:
    row = {"Year": "1200", "Month": "", "Day": "", "Display Date": shown}
    assert converted(row).events["date"].tolist() == [date]


def test_the_title_slide_names_the_table_and_is_no_event(tmp_path: Path) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(NAMES)
    for row in ({"Headline": "A <i>war</i>", "Type": "title", "Year": ""}, {}):
        writer.writerow([(ROW | row).get(name, "") for name in NAMES])
    path = tmp_path / "my_table.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8")
    dataset = load_tables([path])
    assert (dataset.title, len(dataset), dataset.problems) == ("A war", 1, ())


def test_an_era_is_shown_over_its_span() -> None:
    row = {"Year": "1947", "Month": "", "Day": "", "End Year": "1991", "Type": "era"}
    event = converted(row).events.iloc[0]
    assert (event["date"], event["native_type"]) == ("1947/1991", "TimelineJS · Era")


LANES = [
    ("Talks", "CONSULT", ""),
    ("ASSAULT", "ASSAULT", ""),
    ("Ukraine", "OTHER", "Ukraine"),
    ("USA", "OTHER", "United States"),
    ("Can", "OTHER", ""),
    ("Economy", "OTHER", ""),
]


@pytest.mark.parametrize(("group", "kind", "actor"), LANES)
def test_lanes_are_types_or_states_or_neither(group: str, kind: str, actor: str) -> None:
    result = converted({"Group": group})
    assert result.events[["event_type", "actors"]].iloc[0].tolist() == [kind, actor]
    assert [p.column for p in result.problems] == ["Group"] * bool(actor)


def test_titles_fit_and_lose_nothing() -> None:
    long = "A headline that goes on " * 6
    result = converted({"Headline": long}, {"Headline": "War"}, {"Headline": "", "Text": "In text"})
    assert result.events["title"].str.len().between(8, 90).all()
    assert result.events["title"].tolist()[1:] == ["Event – War", "Event – In text"]
    assert result.events["description"].iloc[0] == long.strip()


def test_a_row_that_says_nothing_is_told() -> None:
    result = converted({"Headline": ""})
    assert len(result.events) == 0
    assert [p.severity for p in result.problems] == ["error"]
    assert "write what happened" in result.problems[0].message


def test_identifiers_do_not_hang_on_the_order_of_rows() -> None:
    rows = [{"Text": "one"}, {"Text": "two"}, {"Headline": "Переговоры идут"}, {"Year": "-2022"}]
    ids = converted(*rows).events["event_id"].tolist()
    assert len(set(ids)) == len(rows)
    assert converted(*rows[::-1]).events["event_id"].tolist() == ids[::-1]
    assert ids[3].startswith("minus-2021-03-13-talks")
    assert all(pd.Series(ids).str.fullmatch("[a-z0-9-]{3,64}"))


TEXTS = [
    ("no markup", " a  b ", "a  b"),
    ("entities", "Fish &amp; chips", "Fish & chips"),
    ("a script", "a<script>alert(1)</script>b", "ab"),
    ("breaks", "a<br/>b<p>c</p>", "a\nb\nc"),
    (
        "a bare link",
        '<a href="https://example.org/">https://example.org/</a>',
        "https://example.org/",
    ),
    ("a link that is none", '<a href="javascript:x()">click</a>', "click"),
    ("less than", "3 < 4 and so on", "3 < 4 and so on"),
]


@pytest.mark.parametrize(("markup", "text"), [pytest.param(*t[1:], id=t[0]) for t in TEXTS])
def test_markup_becomes_the_text_that_a_reader_sees(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@settings(max_examples=150, deadline=None)
@given(markup=st.text(st.sampled_from("<>/&;!-[]abp \"'=?"), max_size=30))
def test_any_markup_can_be_read(markup: str) -> None:
    plain_text(markup)


def test_no_slide_is_lost_without_a_word() -> None:
    hold_against_junk(timelinejs.convert, ROW, NAMES)
