"""UCDP GED: spans of dates, sources, estimates of deaths."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.needs import ROOT, missing
from webapp.model.dates import parse_date
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import ucdp
from webapp.store.formats.base import Converted, Head

NAMES_LINE = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob"
)
NAMES = NAMES_LINE.split(",")
OLDER = [name for name in NAMES if name != "active_year"]
ROW = {
    "id": "4711",
    "relid": "RUR-2013-1-1",
    "year": "2013",
    "type_of_violence": "1",
    "conflict_name": "Ruritania: Government",
    "dyad_name": "Government of Ruritania - Black Michael's men",
    "side_a": "Government of Ruritania",
    "side_b": "Black Michael's men",
    "number_of_sources": "2",
    "source_article": '"Zenda Times,2013-01-03,Clash, two dead";"AB,2013-01-04,Toll rises"',
    "where_coordinates": "Zenda town",
    "where_description": "near the castle",
    "latitude": "35.7",
    "longitude": "36.5",
    "country": "Ruritania",
    "date_prec": "1",
    "date_start": "2013-01-03 00:00:00.000",
    "date_end": "2013-01-03 00:00:00.000",
    "best": "2",
    "high": "3",
    "low": "1",
}


def converted(*rows: dict[str, str], names: list[str] = NAMES) -> Converted:
    cells = [[row.get(name, "") for name in names] for row in rows]
    return ucdp.convert(
        "ged.csv", pd.DataFrame(cells, columns=names, index=range(2, len(rows) + 2), dtype="str")
    )


@pytest.mark.parametrize("names", [NAMES, OLDER, [name.upper() for name in NAMES]])
def test_both_headers_are_recognised(names: list[str]) -> None:
    assert (len(NAMES), len(OLDER)) == (49, 48)
    assert ucdp.recognise(Head(tuple(names)))


def test_a_row_becomes_an_event() -> None:
    result = converted(ROW)
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["event_id"] == "ucdp-4711"
    assert event["date"] == "2013-01-03"
    assert event["title"] == (
        "Government of Ruritania – Black Michael's men: armed conflict in Zenda town, 2 deaths"
    )
    assert event["native_type"] == "UCDP · state-based conflict"
    assert event["place"] == "Zenda town, Ruritania"
    deaths = (event["fatalities"], event["fatalities_low"], event["fatalities_high"])
    assert deaths == ("2", "1", "3")
    assert event["reports"] == "2"
    assert (
        event["source_text"]
        == "Zenda Times, 2013-01-03: Clash, two dead; AB, 2013-01-04: Toll rises"
    )
    assert event["source_article"] == ROW["source_article"]
    assert check_events("f", complete(result.events), set(result.sources)) == []


@pytest.mark.parametrize(
    ("start", "end", "precision", "date"),
    [
        ("2021-05-28", "2021-05-29", "2", "2021-05-28/2021-05-29"),
        ("1989-05-10", "1989-05-16", "3", "1989-05-10/1989-05-16"),
        ("2009-02-01", "2009-02-28", "4", "2009-02"),
        ("2020-02-03", "2020-02-12", "4", "2020-02-03/2020-02-12"),
        ("2019-01-01", "2019-12-31", "5", "2019"),
        ("2013-01-03", "2013-01-03", "4", "2013-01"),
        ("2013-01-03", "2013-01-03", "5", "2013"),
        ("2013-01-03", "2013-01-03", "2", "2013-01-03~"),
    ],
)
def test_dates_are_the_span_of_what_is_possible(
    start: str, end: str, precision: str, date: str
) -> None:
    result = converted(ROW | {"date_start": start, "date_end": end, "date_prec": precision})
    assert result.events["date"].tolist() == [date]
    parse_date(date)
    assert bool(result.problems) == (start == end)


def test_a_span_that_ends_before_it_begins_is_an_error() -> None:
    result = converted(ROW | {"date_start": "2013-02-03"})
    assert len(result.events) == 0
    assert [(p.row, p.column, p.severity) for p in result.problems] == [(2, "date_start", "error")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('Reuters 1989-05-17 "REBELS BLOW UP LINES', 'Reuters 1989-05-17 "REBELS BLOW UP LINES'),
        ("Two killed\n24 January\tBBC", "Two killed 24 January BBC"),
        ('"BBC,2015-09-03,Two killed, 20 hurt"', "BBC, 2015-09-03: Two killed, 20 hurt"),
        ('"VDC,2012-09-15,"', "VDC, 2012-09-15"),
        (
            '"A, B and C,2012-09-15,[highlight color=1]Boom[/highlight]"',
            "A, B and C, 2012-09-15: Boom",
        ),
        ('"no date here"', '"no date here"'),
        ("", ""),
    ],
)
def test_sources_named(cell: str, shown: str) -> None:
    assert ucdp.sources_named(cell) == shown


def test_odd_cells_are_warned_of() -> None:
    odd = {"type_of_violence": "9", "low": "5", "latitude": "abc", "number_of_sources": "-1"}
    result = converted(ROW | odd)
    assert {p.column for p in result.problems} == {"type_of_violence", "best", "latitude"}
    assert {p.severity for p in result.problems} == {"warning"}
    assert result.events["reports"].tolist() == [""]


def test_columns_that_are_missing_are_named() -> None:
    result = converted(ROW, names=[name for name in NAMES if name not in ("date_prec", "country")])
    assert "date_prec, country" in result.problems[0].message
    assert result.events["place"].tolist() == ["Zenda town"]


def test_one_sided_violence_and_long_names() -> None:
    row = ROW | {"type_of_violence": "3", "side_b": "Civilians", "side_a": "Red, " * 40 + "; Blue"}
    event = converted(row).events.iloc[0]
    assert len(event["title"]) <= 90
    assert event["title"].endswith("one-sided violence, 2 deaths")
    assert event["recipients"] == "Civilians"
    assert ";" not in event["actors"]


def test_real_rows_become_events_without_errors() -> None:
    path = ROOT.parent / "shared" / "samples" / "ucdp_ged_v23_500rows.csv"
    if not path.is_file():
        missing(f"no sample at {path}")
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    cells.index = pd.RangeIndex(2, len(cells) + 2)
    assert ucdp.recognise(Head(tuple(cells.columns)))
    result = ucdp.convert(path.name, cells)
    assert len(result.events) == len(cells)
    assert {p.severity for p in result.problems} <= {"warning"}
    assert check_events("f", complete(result.events), set(result.sources)) == []
