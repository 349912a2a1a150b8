"""ICEWS coded event data: tab separated, 20 columns, CAMEO codes with an intensity."""

from __future__ import annotations

import pandas as pd

from webapp.model.terms import Terms
from webapp.store.formats import cameo
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import (
    Table,
    dates,
    each,
    each_of,
    party,
    plain,
    publishers,
    spread,
    titles,
    together,
)

TERMS = Terms(
    "not stated in the file; see the dataset's page in the Harvard Dataverse",
    "ICEWS Coded Event Data (Boschee, Lautenschlager, O'Brien, Shellman, Starz & Ward), "
    "Harvard Dataverse, doi:10.7910/DVN/28075.",
    "unknown",
)
SOURCE = {
    "title": "ICEWS Coded Event Data",
    "publisher": "Harvard Dataverse",
    "credit": TERMS.credit,
}
ESSENTIAL = {"event_date", "source_name", "target_name", "cameo_code"}
MARKS = {"event_id", "event_text", "intensity", "story_id", "sentence_number", "source_sectors"}
ENOUGH = 2
EXPECTED = (
    "event_id",
    "event_text",
    "intensity",
    "source_country",
    "target_country",
    "publisher",
    "city",
    "country",
    "latitude",
    "longitude",
)
STATE = ("government", "military", "police", "executive", "legislative", "judicial")
"""Beginnings of sectors that are organs of a state."""
NOT_STATE = ("rebel", "insurg", "dissident", "opposition", "separatist", "militant", "protest")
NOBODY = ("unspecified actor", "unspecified", "unknown")
TOLD = {"event_date", "latitude", "longitude", "event_text"}


def recognise(head: Head) -> bool:
    """Whether the essential columns are there, and enough others of ICEWS's."""
    names = {plain(name) for name in head.names}
    return names >= ESSENTIAL and len(names & MARKS) >= ENOUGH


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Rows of ICEWS. The publisher is the source; where none is given, ICEWS itself."""
    table = Table(file, "icews", cells, empty=("NULL", "None"))
    table.lacks(EXPECTED, "what it would tell is left empty")
    codes, shown = cameo.read_codes(table, "cameo_code")
    date, native_id = dates(table, "event_date"), table.text("event_id")
    words = table.text("event_text")
    first, first_words = _actor(table, "source")
    second, second_words = _actor(table, "target")
    source_ids, sources = publishers(table, "publisher", "icews", SOURCE)
    columns = {
        "event_id": table.ids("icews", _dated(date, native_id), "event_id"),
        "date": date,
        "date_basis": table.blank("publication"),
        "title": titles(
            first_words,
            second_words,
            each(codes, cameo.label),
            table.text("city"),
            table.blank(),
        ),
        "event_type": each(codes, cameo.event_type),
        "actors": first,
        "recipients": second,
        "claim_status": table.blank("reported"),
        "place": each_of(_place, table.text("city"), table.text("province"), table.text("country")),
        "latitude": table.degrees("latitude", 90),
        "longitude": table.degrees("longitude", 180),
        "source_id": source_ids,
        "description": each_of(_description, words, table.text("intensity")),
        "native_type": each(
            shown + "\x1f" + words, lambda pair: cameo.native_type(*pair.split("\x1f"))
        ),
        "native_id": native_id,
        "source_text": table.text("publisher"),
    }
    return table.converted(columns, TOLD, sources)


def _dated(date: pd.Series, native_id: pd.Series) -> pd.Series:
    """The identifier is unique only with the date."""
    dated = date.astype(object) + "-" + native_id.astype(object)
    return dated.where(native_id != "", "")


def _actor(table: Table, which: str) -> tuple[pd.Series, pd.Series]:
    """The party that an actor is, and how a headline names it."""
    columns = (f"{which}_name", f"{which}_country", f"{which}_sectors")
    codes, found = together(table.text(column) for column in columns)
    parties = spread(codes, [_party(*cells) for cells in found], table.index)
    words = spread(codes, [_words(*cells) for cells in found], table.index)
    return parties, words


def _party(name: str, country: str, sectors: str) -> str:
    """The state for a state and its organs, else the name."""
    if name.casefold() in NOBODY:
        return ""
    state = cameo.country(country) or party(country)
    kinds = [kind.strip().casefold() for kind in sectors.split(",")]
    organ = any(kind.startswith(STATE) for kind in kinds)
    if state and organ and not any(kind.startswith(NOT_STATE) for kind in kinds):
        return state
    return cameo.country(name) or party(name) or state


def _words(name: str, country: str, sectors: str) -> str:
    who, shown = _party(name, country, sectors), cameo.country(name) or party(name)
    if not who or not shown:
        return who
    return shown if who in shown or "(" in shown else f"{shown} ({who})"


def _place(city: str, province: str, country: str) -> str:
    state = cameo.country(country) or country
    return ", ".join(dict.fromkeys(filter(None, (city, province, state))))


def _description(words: str, intensity: str) -> str:
    return f"{words} (intensity {intensity})" if words and intensity else words


FORMAT = Format("icews", "ICEWS", TERMS, recognise, convert, quoted=False)
