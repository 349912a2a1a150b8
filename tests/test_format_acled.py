"""ACLED: current and older headers, precision of dates, types, what is wrong in a row."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.needs import ROOT
from webapp.model.dates import parse_date
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import acled
from webapp.store.formats.base import Converted, Head

CURRENT_LINE = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
CURRENT = CURRENT_LINE.split(",")
OLDER_LINE = (
    "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,"
    "sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,timestamp,iso3"
)
OLDER = OLDER_LINE.split(",")
OLDEST_LINE = (
    "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,"
    "ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,"
    "LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES"
)
OLDEST = OLDEST_LINE.split(",")
ROW = {
    "event_id_cnty": "RUR0001",
    "event_date": "13 March 2022",
    "year": "2022",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Ruritania (2000-)",
    "actor2": "Civilians (Graustark)",
    "inter1": "State forces",
    "interaction": "State forces-Civilians",
    "country": "Graustark",
    "admin1": "North",
    "location": "Strelsau",
    "latitude": "50.45",
    "longitude": "30.52",
    "geo_precision": "1",
    "source": "Strelsau Gazette; Zenda Times",
    "source_scale": "National",
    "notes": "On 13 March 2022, shells hit the town; two people were killed.",
    "fatalities": "2",
    "timestamp": "1647900000",
}


def converted(names: list[str], *rows: dict[str, str]) -> Converted:
    cells = [[row.get(name.strip().casefold(), "") for name in names] for row in rows]
    table = pd.DataFrame(cells, columns=names, index=range(2, len(rows) + 2), dtype="str")
    return acled.convert("acled.csv", table)


def with_cells(**cells: str) -> dict[str, str]:
    return ROW | cells


def one(**cells: str) -> dict[str, str]:
    return converted(CURRENT, with_cells(**cells)).events.iloc[0].to_dict()


@pytest.mark.parametrize("names", [CURRENT, OLDER, OLDEST, [f" {n.title()} " for n in CURRENT]])
def test_headers_of_every_age_are_recognised(names: list[str]) -> None:
    assert acled.recognise(Head(tuple(names)))


@pytest.mark.parametrize(
    "names",
    [
        ["event_date", "event_type", "actor1", "notes"],
        ["date", "title", "event_type", "source_id", "event_id", "date_basis", "claim_status"],
    ],
)
def test_other_tables_are_not_taken_for_acled(names: list[str]) -> None:
    assert not acled.recognise(Head(tuple(names)))


def test_current_header_has_31_columns_and_a_row_becomes_an_event() -> None:
    assert len(CURRENT) == 31
    result = converted(CURRENT, ROW)
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["event_id"] == "acled-rur0001"
    assert (event["date"], event["date_basis"]) == ("2022-03-13", "stated")
    assert event["event_type"] == "ASSAULT"
    assert event["actors"] == "Military Forces of Ruritania (2000-)"
    assert event["recipients"] == "Civilians (Graustark)"
    assert event["claim_status"] == "reported"
    assert event["place"] == "Strelsau, Graustark"
    assert event["native_type"] == (
        "ACLED · Explosions/Remote violence · Shelling/artillery/missile attack"
    )
    assert event["description"] == ROW["notes"]
    assert event["source_text"] == ROW["source"]
    assert event["source_id"] == "acled"
    assert event["fatalities"] == "2"
    assert event["title"] == (
        "Military Forces of Ruritania – Civilians (Graustark): shelling or missiles, 2 deaths"
    )
    assert check_events("f", complete(result.events), set(result.sources)) == []


def test_every_other_native_column_stays_and_none_clashes() -> None:
    event = converted(CURRENT, ROW).events
    for name in ("event_date", "time_precision", "inter1", "admin1", "timestamp", "tags", "iso"):
        assert name in event
    old = converted(OLDEST, ROW).events
    assert "GWNO" in old
    assert not {name for name in old if name != name.lower() and name.lower() in event.columns[:17]}


@pytest.mark.parametrize(
    ("precision", "date", "basis"),
    [
        ("1", "2022-03-13", "stated"),
        ("2", "2022-03-10/2022-03-16", "resolved"),
        ("2.0", "2022-03-10/2022-03-16", "resolved"),
        ("3", "2022-03", "stated"),
        ("", "2022-03-13", "stated"),
        ("7", "2022-03-13~", "stated"),
    ],
)
def test_time_precision_decides_how_wide_a_date_is(precision: str, date: str, basis: str) -> None:
    event = one(time_precision=precision)
    assert (event["date"], event["date_basis"]) == (date, basis)
    parse_date(event["date"])


@pytest.mark.parametrize("text", ["2022-03-13", "13 March 2022", "13-Mar-2022", "2022-03-13 00:00"])
def test_notations_of_dates(text: str) -> None:
    assert one(event_date=text)["date"] == "2022-03-13"


def test_order_of_day_and_month_is_not_guessed() -> None:
    result = converted(CURRENT, with_cells(event_date="03/04/2022"))
    assert result.events["date"].tolist() == ["2022"]
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.severity) == (2, "event_date", "warning")
    assert "2022-03-04 or 2022-04-03" in problem.message


def test_a_date_with_its_year_last_that_has_one_reading_is_taken_and_said() -> None:
    result = converted(CURRENT, with_cells(event_date="13/03/2022"))
    assert result.events["date"].tolist() == ["2022-03-13"]
    assert [problem.severity for problem in result.problems] == ["warning"]


def test_a_row_without_any_date_is_left_out_with_an_error() -> None:
    result = converted(CURRENT, ROW, with_cells(event_date="soon", year=""))
    assert len(result.events) == 1
    assert [(p.row, p.column, p.severity) for p in result.problems] == [(3, "event_date", "error")]


def test_a_bad_date_keeps_the_year_of_its_row() -> None:
    result = converted(CURRENT, with_cells(event_date="31 February 2022"))
    assert result.events["date"].tolist() == ["2022"]
    assert result.problems[0].severity == "warning"


@pytest.mark.parametrize(
    ("kind", "sub", "expected"),
    [
        ("Battles", "Armed clash", "ASSAULT"),
        ("Violence against civilians", "Attack", "ASSAULT"),
        ("Violence against civilians", "Abduction/forced disappearance", "ASSAULT"),
        ("Protests", "Excessive force against protesters", "PROTEST"),
        ("Riots", "Mob violence", "ASSAULT"),
        ("Riots", "Violent demonstration", "PROTEST"),
        ("Strategic developments", "Agreement", "AGREE"),
        ("Strategic developments", "Arrests", "COERCE"),
        ("Strategic developments", "Change to group/activity", "OTHER"),
        ("Strategic developments", "Non-violent transfer of territory", "COERCE"),
        ("Battle-No change of territory", "", "ASSAULT"),
        ("RIOTS/PROTESTS", "", "PROTEST"),
        ("Weather", "", "OTHER"),
    ],
)
def test_types(kind: str, sub: str, expected: str) -> None:
    assert one(event_type=kind, sub_event_type=sub)["event_type"] == expected


def test_an_unknown_type_is_said_once() -> None:
    rows = [with_cells(event_id_cnty=f"R{n}", event_type="Weather") for n in range(5)]
    (problem,) = converted(CURRENT, *rows).problems
    assert (problem.row, problem.value, problem.severity) == (2, "Weather", "warning")
    assert "5 rows" in problem.message


def test_numbers_that_are_none_are_warned_of_and_emptied() -> None:
    result = converted(
        CURRENT, with_cells(latitude="50,45", longitude="999", fatalities="two", time_precision="1")
    )
    event = result.events.iloc[0]
    assert (event["latitude"], event["longitude"], event["fatalities"]) == ("50.45", "", "")
    assert {p.column for p in result.problems} == {"latitude", "longitude", "fatalities"}
    assert {p.severity for p in result.problems} == {"warning"}


def test_missing_columns_are_named_and_the_rest_is_shown() -> None:
    names = [name for name in CURRENT if name not in ("fatalities", "latitude")]
    result = converted(names, ROW)
    assert len(result.events) == 1
    assert "latitude, fatalities" in result.problems[0].message


def test_an_empty_body_gives_no_event_and_no_error() -> None:
    result = converted(CURRENT)
    assert len(result.events) == 0
    assert result.problems == []
    assert "title" in result.events


def test_a_byte_order_mark_and_parties_with_a_semicolon() -> None:
    names = ["\ufeffevent_id_cnty", *CURRENT[1:]]
    table = pd.DataFrame([[ROW.get(name, "") for name in CURRENT]], columns=names, index=[2])
    table["actor1"] = "Militia (Red; Blue)"
    event = acled.convert("f", table.astype("str")).events.iloc[0]
    assert event["event_id"] == "acled-rur0001"
    assert event["actors"] == "Militia (Red, Blue)"


def test_a_row_without_identifier_gets_one_from_its_content() -> None:
    rows = [with_cells(event_id_cnty="", notes=str(n)) for n in range(3)]
    result = converted(CURRENT, *rows)
    again = converted(CURRENT, *rows[1:])
    assert result.events["event_id"].nunique() == 3
    assert result.events["event_id"].tolist()[1:] == again.events["event_id"].tolist()
    assert [p.column for p in result.problems] == ["event_id_cnty"]


def test_rows_may_not_be_passed_on() -> None:
    assert acled.FORMAT.terms.redistribution == "refused"
    assert "acleddata.com" in acled.FORMAT.terms.credit


def test_every_line_of_the_table_of_types_is_documented() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8").casefold()
    for kind, sub in acled.TYPES:
        assert (sub or kind) in text
