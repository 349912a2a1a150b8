"""POLECAT: broken headers, `None`, several parties of one side, types that are PLOVER's."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.store.build import complete
from webapp.store.checks import check_events
from webapp.store.formats import polecat
from webapp.store.formats.base import Converted, Head
from webapp.store.load import load_tables

ROW = dict.fromkeys(polecat.NAMES, "None") | {
    "Event ID": "20230105-0013-abcdef_RUR",
    "Event Date": "2023-01-05",
    "Event Type": "ASSAULT",
    "Event Mode": "heavy-weapons",
    "Intensity": "-10.0",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "military;human_rights",
    "Actor Name": "Ministry of War",
    "Actor Country": "RUS",
    "Primary Actor Sector": "MIL",
    "Recipient Name": "Hospital No. 1;Volunteers",
    "Recipient Country": "UKR",
    "Primary Recipient Sector": "CVL",
    "City": "Kherson",
    "Country": "UKR",
    "Latitude": "46.6",
    "Longitude": "32.6",
    "Source": "Strelsau Gazette",
    "Publication Date": "2023-01-06",
}
CELLS = tuple(ROW[name] for name in polecat.NAMES)


def head(names: tuple[str, ...], *rows: tuple[str, ...]) -> Head:
    return Head(tuple(name.strip() for name in names), (names, *rows), "csv", "\t")


def converted(*rows: dict[str, str], names: tuple[str, ...] = polecat.NAMES) -> Converted:
    cells = [[(ROW | row).get(name, "") for name in names] for row in rows]
    index = range(2, len(rows) + 2)
    table = pd.DataFrame(cells, columns=list(names), index=index, dtype="str")
    return polecat.convert("p.txt", table)


MERGED = (polecat.NAMES[0], "Event Date Event Type", *polecat.NAMES[3:])


@pytest.mark.parametrize(
    ("names", "row", "mended"),
    [
        (polecat.NAMES, CELLS, None),
        ((*polecat.NAMES, ""), CELLS, polecat.NAMES),
        ((*polecat.NAMES, "", ""), (*CELLS, "", ""), polecat.NAMES),
        (polecat.NAMES, (*CELLS, ""), None),
        (polecat.NAMES[:-1], CELLS, polecat.NAMES),
        (MERGED, CELLS, polecat.NAMES),
        ((*polecat.NAMES[:7], "Actor", *polecat.NAMES[8:]), CELLS, polecat.NAMES),
        (tuple(name.upper() for name in polecat.NAMES), CELLS, None),
        (polecat.NAMES[:12], CELLS[:12], None),
        (polecat.NAMES, (*CELLS, "more"), (*polecat.NAMES, "column 41")),
    ],
)
def test_headers_that_are_broken_are_mended(
    names: tuple[str, ...], row: tuple[str, ...], mended: tuple[str, ...] | None
) -> None:
    known = head(names, row, row)
    assert len(polecat.NAMES) == 40
    assert polecat.recognise(known)
    assert polecat.headless(known) is None
    assert polecat.lenient_header(known) == mended


def test_a_header_that_is_missing() -> None:
    without = head(CELLS, CELLS)
    assert polecat.recognise(without)
    assert polecat.headless(without) == polecat.NAMES


@pytest.mark.parametrize(
    "names", [("event_date", "event_type", "actor1"), (), ("date", "title", "event_type")]
)
def test_other_tables_are_not_taken_for_polecat(names: tuple[str, ...]) -> None:
    assert not polecat.recognise(head(names, ("2022-01-01", "x", "y")))


def test_a_row_becomes_an_event() -> None:
    result = converted({})
    event = result.events.iloc[0].to_dict()
    assert result.problems == []
    assert event["event_id"] == "polecat-20230105-0013-abcdef-rur"
    assert (event["date"], event["date_basis"]) == ("2023-01-05", "resolved")
    assert event["actors"] == "Russia"
    assert event["recipients"] == "Hospital No. 1;Volunteers"
    assert event["event_type"] == "ASSAULT"
    assert event["native_type"] == "PLOVER ASSAULT · heavy-weapons"
    assert event["title"] == (
        "Russia – Hospital No. 1, Volunteers: attack, heavy-weapons in Kherson"
    )
    assert event["description"].startswith("Contexts: military, human rights.")
    assert event["place"] == "Kherson, Ukraine"
    assert event["source_id"] == "strelsau-gazette"
    assert event["Contexts"] == "military;human_rights"
    assert "None" not in event.values()
    assert check_events("f", complete(result.events), set(result.sources)) == []


def test_quotation_marks_and_tabs_at_the_end_lose_no_row(tmp_path: Path) -> None:
    rows = [
        [cell.replace("abcdef", str(number)).replace("War", '"War') for cell in CELLS]
        for number in range(3)
    ]
    path = tmp_path / "events.txt"
    lines = ["\t".join([*polecat.NAMES, ""]), *("\t".join([*row, ""]) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    dataset = load_tables([path])
    assert len(dataset.events) == 3
    assert dataset.problems == ()


def test_none_is_empty_everywhere() -> None:
    nobody = {"Actor Name": "None", "Actor Country": "None", "Source": "None", "City": "None"}
    event = converted(nobody).events.iloc[0]
    assert (event["actors"], event["source_id"], event["place"]) == ("", "polecat", "Ukraine")
    assert event["Actor Title"] == ""


@pytest.mark.parametrize("kind", sorted(set(TYPE_BY_CODE) - {"STATEMENT", "OTHER"}))
def test_types_are_taken_as_they_are(kind: str) -> None:
    events = converted({"Event Type": kind.lower()}).events
    assert events["event_type"].tolist() == [kind]


def test_odd_rows() -> None:
    result = converted(
        {"Event Type": "DANCE", "Latitude": "46,6"},
        {"Event Date": "05/01/2023", "Event ID": "b"},
        {"Event Date": "None", "Event ID": "c"},
    )
    assert result.events["event_type"].tolist()[0] == "OTHER"
    assert result.events["latitude"].tolist()[0] == "46.6"
    assert result.events["date"].tolist()[1] == "2023"
    found = {(p.row, p.column, p.severity) for p in result.problems}
    assert found == {
        (2, "Event Type", "warning"),
        (2, "Latitude", "warning"),
        (3, "Event Date", "warning"),
        (4, "Event Date", "error"),
    }


def test_a_selection_of_columns_says_what_is_missing() -> None:
    names = ("Event Date", "Event Type", "Actor Name", "Recipient Name", "Contexts", "Quad Code")
    assert polecat.recognise(head(names))
    result = converted({}, names=names)
    assert len(result.events) == 1
    assert "event_id" in result.problems[0].message
