"""POLECAT: events coded in PLOVER, tab separated, 40 columns."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from webapp.model.terms import Terms
from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.store.formats import cameo
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import (
    Table,
    dates,
    each,
    each_of,
    mask,
    party,
    plain,
    publishers,
    spread,
    titles,
    together,
)

TERMS = Terms(
    "not stated in the file; see the dataset's page in the Harvard Dataverse",
    "POLECAT Weekly Data (Scarborough et al.), Harvard Dataverse, doi:10.7910/DVN/AJGVIT.",
    "unknown",
)
SOURCE = {
    "title": "POLECAT Weekly Data",
    "publisher": "Harvard Dataverse",
    "credit": TERMS.credit,
}
NAMES = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
KNOWN = {plain(name) for name in NAMES}
ESSENTIAL = {"event_date", "event_type", "actor_name"}
MARKS = {"event_mode", "quad_code", "contexts", "primary_actor_sector", "recipient_name"}
ENOUGH = 2
EXPECTED = ("event_id", "recipient_name", "actor_country", "country", "latitude", "longitude")
STATE_SECTORS = ("COP", "GOV", "JUD", "LEG", "MIL", "SPY")
TOLD = {"event_date", "event_type", "latitude", "longitude", "event_id"}
NOTHING = ("None", "none", "NULL", "nan")


def recognise(head: Head) -> bool:
    """Whether the header is POLECAT's, or the rows are under a header that is broken or missing."""
    names = {plain(name) for name in head.names}
    if names >= ESSENTIAL and len(names & MARKS) >= ENOUGH:
        return True
    if _has_rows(head.sample):
        return True
    return _has_rows(head.sample[1:]) and len(_words(head.names) & _words(NAMES)) >= 10


def headless(head: Head) -> tuple[str, ...] | None:
    """The columns where the first row is data already."""
    return NAMES if head.sample and _is_row(head.sample[0]) else None


def lenient_header(head: Head) -> tuple[str, ...] | None:
    """The columns of a header that is broken: names run together or missing, tabs at the end.

    A header whose names are all known stays, whichever it has and in which order.
    """
    names = [plain(name) for name in head.names]
    while names and not names[-1]:
        names.pop()
    rows = head.sample[1:]
    width = max((_filled(row) for row in rows), default=0)
    if set(names) <= KNOWN and len(set(names)) == len(names) and width <= len(names):
        return head.names[: len(names)] if len(names) < len(head.names) else None
    if not _has_rows(rows):
        return None
    return (*NAMES, *(f"column {number}" for number in range(len(NAMES) + 1, width + 1)))


def _has_rows(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether most rows are in POLECAT's order."""
    return bool(rows) and sum(map(_is_row, rows)) * 2 > len(rows)


def _is_row(row: tuple[str, ...]) -> bool:
    """Whether a row has its identifier, date and PLOVER type where POLECAT has them."""
    return (
        len(row) >= len(NAMES) - 2
        and re.match(r"\d{4}-\d\d-\d\d", row[1].strip(), re.ASCII) is not None
        and row[2].strip().upper() in TYPE_BY_CODE
    )


def _filled(row: tuple[str, ...]) -> int:
    """Cells up to the last one that is not empty."""
    return max((at for at, cell in enumerate(row, 1) if cell.strip()), default=0)


def _words(names: tuple[str, ...]) -> set[str]:
    return {word for name in names for word in re.findall(r"[a-z]+", name.casefold())}


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Rows of POLECAT. The publisher is the source; where none is given, POLECAT itself."""
    table = Table(file, "polecat", cells, empty=NOTHING)
    table.lacks(EXPECTED, "what it would tell is left empty")
    kinds = _types(table)
    date = dates(table, "event_date")
    first, first_words = _actor(table, "actor")
    second, second_words = _actor(table, "recipient")
    source_ids, sources = publishers(table, "source", "polecat", SOURCE)
    mode = each(table.text("event_mode"), _readable)
    where = table.text("placename").where(table.text("placename") != "", table.text("city"))
    columns = {
        "event_id": table.ids("polecat", table.text("event_id"), "event_id"),
        "date": date,
        "date_basis": _basis(table, date),
        "title": titles(
            first_words, second_words, each_of(_act, kinds, mode), where, table.blank()
        ),
        "event_type": kinds,
        "actors": first,
        "recipients": second,
        "claim_status": table.blank("reported"),
        "place": each_of(_place, where, table.text("province"), table.text("country")),
        "latitude": table.degrees("latitude", 90),
        "longitude": table.degrees("longitude", 180),
        "source_id": source_ids,
        "description": each_of(_description, table.text("contexts"), mode, table.text("intensity")),
        "native_type": each_of(_native, table.text("event_type"), mode),
        "native_id": table.text("event_id"),
        "source_text": each_of(
            _joined, table.text("source"), table.text("publication_date").str[:10]
        ),
    }
    return table.converted(columns, TOLD, sources)


def _types(table: Table) -> pd.Series:
    """The event type is PLOVER's already."""
    cells = table.text("event_type")
    unknown = mask(cells, lambda value: value.upper() not in TYPE_BY_CODE)
    advice = "is not an event type of PLOVER (AGREE, CONSULT, ... ASSAULT); shown as Other"
    table.warn("event_type", cells, unknown, lambda value: advice)
    return each(cells, lambda value: value.upper() if value.upper() in TYPE_BY_CODE else "OTHER")


def _basis(table: Table, date: pd.Series) -> pd.Series:
    """The machine takes the day of the report unless it finds another in the text."""
    same = (date == table.text("publication_date").str[:10]).to_numpy(dtype=bool)
    return pd.Series(np.where(same, "publication", "resolved"), index=table.index, dtype=object)


def _actor(table: Table, which: str) -> tuple[pd.Series, pd.Series]:
    """The parties that a cell names, and how a headline names them."""
    columns = (
        f"{which}_name",
        f"{which}_country",
        f"primary_{which}_sector",
        f"{which}_name_raw",
    )
    codes, found = together(table.text(column) for column in columns)
    parties = [_parties(*cells) for cells in found]
    cells = spread(codes, [";".join(names) for names in parties], table.index)
    words = spread(codes, [", ".join(names) for names in parties], table.index)
    return cells, words


def _parties(names: str, countries: str, sector: str, raw: str) -> tuple[str, ...]:
    """The parties of one side. Several are separated by `;` in the table, as in the codebook.

    An organ of a state stands for it; everybody else keeps the name.
    """
    states = [cameo.country(code) or party(code) for code in countries.split(";") if code.strip()]
    if states and sector.upper() in STATE_SECTORS:
        return tuple(dict.fromkeys(states))
    cells = names or raw
    given = [cameo.country(name) or party(name) for name in cells.split(";") if name.strip()]
    return tuple(dict.fromkeys(given or states))


def _readable(text: str) -> str:
    return re.sub(r"[_\s]+", " ", text).strip().casefold()


def _act(kind: str, mode: str) -> str:
    label = TYPE_BY_CODE[kind].label.lower()
    return f"{label}, {mode}" if mode else label


def _native(kind: str, mode: str) -> str:
    return " · ".join(filter(None, (f"PLOVER {kind}".strip(), mode)))


def _place(where: str, province: str, country: str) -> str:
    state = cameo.country(country) or country
    return ", ".join(dict.fromkeys(filter(None, (where or province, state))))


def _description(contexts: str, mode: str, intensity: str) -> str:
    told = (
        ("Contexts", re.sub(r"\s*;\s*", ", ", contexts).replace("_", " ")),
        ("Mode", mode),
        ("Intensity", intensity),
    )
    return " ".join(f"{name}: {value}." for name, value in told if value)


def _joined(name: str, day: str) -> str:
    return ", ".join(filter(None, (name, day)))


FORMAT = Format(
    "polecat",
    "POLECAT",
    TERMS,
    recognise,
    convert,
    headless,
    lenient_header,
    quoted=False,
)
