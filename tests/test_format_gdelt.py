"""GDELT 1.0 and 2.0: tables without a header, reports of one event, partial dates."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from tests.needs import ROOT, missing
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import gdelt
from webapp.store.formats.base import Converted, Head
from webapp.store.load import load_tables

CELLS = {
    "GLOBALEVENTID": "719024875",
    "SQLDATE": "20180101",
    "MonthYear": "201801",
    "Year": "2018",
    "FractionDate": "2018.0027",
    "Actor1Code": "RUSMIL",
    "Actor1Name": "MOSCOW",
    "Actor1CountryCode": "RUS",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "UKR",
    "Actor2Name": "UKRAINE",
    "Actor2CountryCode": "UKR",
    "IsRootEvent": "1",
    "EventCode": "043",
    "EventBaseCode": "043",
    "EventRootCode": "04",
    "QuadClass": "1",
    "GoldsteinScale": "2.8",
    "NumMentions": "18",
    "NumSources": "3",
    "NumArticles": "18",
    "AvgTone": "-2.5",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Kyiv, Kyyiv, Misto, Ukraine",
    "ActionGeo_Lat": "50.4333",
    "ActionGeo_Long": "30.5167",
    "DATEADDED": "20180101000000",
    "SOURCEURL": "https://www.example.com/news/1?a=b",
}


def head(width: int, rows: int = 5, **cells: str) -> Head:
    names = gdelt.NAMES_2 if width == 61 else gdelt.NAMES_1[:width]
    row = tuple((CELLS | cells).get(name, "") for name in names)
    return Head(row, (row,) * rows, "csv", "\t")


def converted(*rows: dict[str, str], names: tuple[str, ...] = gdelt.NAMES_2) -> Converted:
    cells = [[(CELLS | row).get(name, "") for name in names] for row in rows]
    index = range(1, len(rows) + 1)
    return gdelt.convert("g.tsv", pd.DataFrame(cells, columns=list(names), index=index, dtype=str))


@pytest.mark.parametrize(("width", "key"), [(57, "gdelt1"), (58, "gdelt1"), (61, "gdelt2")])
def test_both_versions_are_known_by_their_rows(width: int, key: str) -> None:
    found = [form.key for form in gdelt.FORMATS if form.recognise(head(width))]
    assert found == [key]
    names = gdelt.headless(head(width))
    assert names is not None
    assert len(names) == width
    assert len(set(names)) == width


def test_a_table_with_a_header_of_the_same_names_is_known() -> None:
    named = Head(gdelt.NAMES_2, (gdelt.NAMES_2, head(61).names), "csv", ",")
    assert gdelt.recognise_2(named)
    assert not gdelt.recognise_1(named)
    assert gdelt.headless(named) is None


def test_malformed_lines_do_not_hide_the_format() -> None:
    good = head(61).names
    broken = Head(good[:20], (good[:20], good, good, good, ("x",)), "csv", "\t")
    assert gdelt.recognise_2(broken)
    assert gdelt.headless(broken) == gdelt.NAMES_2


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("a",) * 61,) * 3,
        (("1", "20180101", "201801", "2019", *("",) * 57),) * 3,
        (("1", "20180101", "201801", "2018", *("",) * 20),) * 3,
    ],
)
def test_other_tables_are_not_taken_for_gdelt(rows: tuple[tuple[str, ...], ...]) -> None:
    other = Head(rows[0] if rows else (), rows)
    assert not gdelt.recognise_1(other)
    assert not gdelt.recognise_2(other)


def test_a_report_becomes_an_event() -> None:
    result = converted({})
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert (event["date"], event["date_basis"]) == ("2018-01-01", "publication")
    assert (event["actors"], event["recipients"]) == ("Russia", "Ukraine")
    assert event["title"].startswith("Russia (military) – Ukraine: visit received in Kyiv")
    assert event["event_type"] == "CONSULT"
    assert event["native_type"].startswith("CAMEO 043 · ")
    assert (event["native_id"], event["reports"]) == ("719024875", "1")
    assert event["source_id"] == "example-com"
    assert result.sources["example-com"]["publisher"] == "example.com"
    assert event["source_url"] == CELLS["SOURCEURL"]
    assert event["EventCode"] == "043"
    assert event["NumArticles"] == "18"
    assert check_events("f", complete(result.events), set(result.sources)) == []


def test_rows_are_reports_of_one_event() -> None:
    assert all(form.grouped for form in gdelt.FORMATS)
    same = {"GLOBALEVENTID": "2", "SOURCEURL": "http://other.example/x", "Actor1Name": "RUSSIA"}
    ids = converted(
        {}, same, {"EventCode": "042"}, {"SQLDATE": "20180102"}, {"ActionGeo_FullName": "Lviv"}
    ).events["event_id"]
    assert ids.iloc[0] == ids.iloc[1]
    assert ids.nunique() == 4
    # The identifier is part of links: it must never change.
    assert ids.iloc[0] == converted(same).events["event_id"].iloc[0]


@pytest.mark.parametrize(
    ("text", "date"),
    [("20220313", "2022-03-13"), ("202203", "2022-03"), ("2022", "2022"), ("20220300", "2022-03")],
)
def test_partial_dates(text: str, date: str) -> None:
    result = converted({"SQLDATE": text, "Year": "2022"})
    assert result.events["date"].tolist() == [date]
    assert result.events["date_basis"].tolist() == ["resolved"]


def test_a_bad_date_keeps_its_year_or_is_an_error() -> None:
    result = converted({"SQLDATE": "20221399", "Year": "2022"}, {"SQLDATE": "x", "Year": ""})
    assert result.events["date"].tolist() == ["2022"]
    assert [(p.row, p.severity) for p in result.problems] == [(1, "warning"), (2, "error")]


def test_codes_that_lost_their_zero_are_mended_by_the_root() -> None:
    result = converted({"EventCode": "10", "EventRootCode": "1"}, {"EventCode": "---"})
    assert result.events["event_type"].tolist() == ["STATEMENT", "OTHER"]
    assert [(p.row, p.column) for p in result.problems] == [(1, "EventCode"), (2, "EventCode")]
    assert result.events["native_type"].iloc[1] == "CAMEO --- · event"


@pytest.mark.parametrize(
    ("url", "source_id", "link"),
    [
        ("http://news.example.org/a", "news-example-org", "http://news.example.org/a"),
        ("BBC Monitoring", "bbc-monitoring", ""),
        ("unspecified", "gdelt", ""),
        ("", "gdelt", ""),
        ("javascript:alert(1)", "javascript-alert-1", ""),
        ("http://[bad", "http-bad", ""),
    ],
)
def test_sources_are_the_publishers(url: str, source_id: str, link: str) -> None:
    event = converted({"SOURCEURL": url}).events.iloc[0]
    assert (event["source_id"], event["source_url"]) == (source_id, link)


def test_version_1_without_addresses_and_places_that_are_none() -> None:
    result = converted({"ActionGeo_Lat": "50.4#", "Actor1Code": ""}, names=gdelt.NAMES_1[:57])
    assert result.events["source_id"].tolist() == ["gdelt"]
    assert result.events["latitude"].tolist() == [""]
    assert [p.column for p in result.problems] == ["ActionGeo_Lat"]


def test_quotation_marks_are_characters_and_malformed_lines_are_named(tmp_path: Path) -> None:
    lines = ["\t".join(head(61, EventCode=code).names) for code in ("042", "043", "190")]
    place = CELLS["ActionGeo_FullName"]
    path = tmp_path / "export.CSV"
    text = "\n".join([lines[0].replace(place, '"Kyiv'), "719\t20180101", lines[1], lines[2], ""])
    path.write_text(text, encoding="utf-8")
    dataset = load_tables([path])
    assert len(dataset.events) == 3
    assert '"Kyiv' in set(dataset.events["place"])
    assert [(problem.row, problem.severity) for problem in dataset.problems] == [(2, "error")]


def test_reports_of_one_event_are_added_up(tmp_path: Path) -> None:
    path = tmp_path / "export.CSV"
    rows = ["\t".join(head(58, GLOBALEVENTID=str(number)).names) for number in range(3)]
    path.write_text("\n".join(rows), encoding="utf-8")
    dataset = load_tables([path])
    assert dataset.events["reports"].tolist() == [3]
    assert dataset.events["native_id"].tolist() == ["0;1;2"]


def test_an_empty_table() -> None:
    assert len(converted().events) == 0


def test_real_rows_become_events_without_errors() -> None:
    path = ROOT.parent / "shared" / "samples" / "gdelt_v2_20180101_300rows.tsv"
    if not path.is_file():
        missing(f"no sample at {path}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    sample = Head(rows[0], tuple(rows[:50]), "csv", "\t")
    assert [form.key for form in gdelt.FORMATS if form.recognise(sample)] == ["gdelt2"]
    names = gdelt.headless(sample)
    assert names is not None
    cells = pd.DataFrame(rows, columns=list(names), index=range(1, len(rows) + 1), dtype="str")
    result = gdelt.convert(path.name, cells)
    assert len(result.events) == 300
    assert result.problems == []
    unique = complete(result.events)
    assert check_events("f", unique, set(result.sources), unique=False) == []
