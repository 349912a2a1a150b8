"""ICEWS: identifiers with their date, parties, CAMEO codes with an intensity."""

from __future__ import annotations

import pandas as pd
import pytest

from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import icews
from webapp.store.formats.base import Converted, Head

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\t"
    "Publisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
NAMES = HEADER.split("\t")
ROW = {
    "Event ID": "123",
    "Event Date": "2014-03-13",
    "Source Name": "Foreign Affairs (Ruritania)",
    "Source Sectors": "Executive,Foreign Ministry,Government",
    "Source Country": "Russian Federation",
    "Event Text": "Make statement",
    "CAMEO Code": "010",
    "Intensity": "0.0",
    "Target Name": "Citizen (Ukraine)",
    "Target Sectors": "General Population / Civilian / Social,Social",
    "Target Country": "Ukraine",
    "Story ID": "9",
    "Sentence Number": "2",
    "Publisher": "Strelsau Gazette",
    "City": "Kiev",
    "Province": "Kiev City",
    "Country": "Ukraine",
    "Latitude": "50.45",
    "Longitude": "30.52",
}


def converted(*rows: dict[str, str], names: list[str] = NAMES) -> Converted:
    cells = [[(ROW | row).get(name, "") for name in names] for row in rows]
    index = range(2, len(rows) + 2)
    return icews.convert("i.tab", pd.DataFrame(cells, columns=names, index=index, dtype="str"))


@pytest.mark.parametrize(
    "names", [NAMES, [*NAMES, ""], [n.upper() for n in NAMES], ["\ufeffEvent ID", *NAMES[1:]]]
)
def test_the_header_is_recognised(names: list[str]) -> None:
    assert len(NAMES) == 20
    assert icews.recognise(Head(tuple(names)))


def test_a_row_becomes_an_event() -> None:
    result = converted({})
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["event_id"] == "icews-2014-03-13-123"
    assert (event["date"], event["date_basis"]) == ("2014-03-13", "publication")
    assert (event["actors"], event["recipients"]) == ("Russia", "Citizen (Ukraine)")
    assert event["event_type"] == "STATEMENT"
    assert event["native_type"] == "CAMEO 010 · Make statement"
    assert event["description"] == "Make statement (intensity 0.0)"
    assert event["place"] == "Kiev, Kiev City, Ukraine"
    assert event["source_id"] == "strelsau-gazette"
    assert event["Intensity"] == "0.0"
    assert check_events("f", complete(result.events), set(result.sources)) == []


def test_the_identifier_is_unique_only_with_the_date() -> None:
    result = converted({}, {"Event Date": "2014-03-14"})
    assert result.events["event_id"].is_unique


@pytest.mark.parametrize(
    ("name", "country", "sectors", "party"),
    [
        ("Vladimir Putin", "Russian Federation", "Executive,Government", "Russia"),
        ("Russia", "Russian Federation", "", "Russia"),
        ("Armed Rebel (Syria)", "Syria", "Rebel,Government Opponents", "Armed Rebel (Syria)"),
        ("Military (Syria)", "Syria", "Military,Government", "Syria"),
        ("Unspecified Actor", "", "Unspecified", ""),
        ("UN Security Council", "", "Global Diplomatic IGOs", "UN Security Council"),
        ("A; B", "", "", "A, B"),
        ("", "", "", ""),
    ],
)
def test_parties(name: str, country: str, sectors: str, party: str) -> None:
    row = {"Source Name": name, "Source Country": country, "Source Sectors": sectors}
    event = converted(row).events.iloc[0]
    assert event["actors"] == party
    assert 8 <= len(event["title"]) <= 90


def test_codes_without_their_zero_are_said_once() -> None:
    result = converted({"CAMEO Code": "42"}, {"CAMEO Code": "42", "Event ID": "124"})
    assert result.events["event_type"].tolist() == ["CONSULT", "CONSULT"]
    (problem,) = result.problems
    assert (problem.row, problem.value, problem.severity) == (2, "42", "warning")
    assert "042" in problem.message


def test_what_is_missing_or_wrong_is_said() -> None:
    names = [name for name in NAMES if name not in ("Publisher", "Event ID")]
    result = converted({"Latitude": "n/a"}, {"Event Date": "13 o'clock"}, names=names)
    assert len(result.events) == 1
    assert result.events["source_id"].tolist() == ["icews"]
    severities = {(p.column, p.severity) for p in result.problems}
    assert ("Latitude", "warning") in severities
    assert ("Event Date", "error") in severities
    assert any("event_id, publisher" in p.message for p in result.problems)
