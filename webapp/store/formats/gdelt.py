"""GDELT event exports, 1.0 (57 or 58 columns) and 2.0 (61), which have no header.

A row is what one report says; rows that agree in date, actors, code and place are one event.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from webapp.model.terms import Terms
from webapp.store.formats import cameo
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import (
    Sources,
    Table,
    dates,
    each,
    hashed,
    host,
    plain,
    slug,
    spread,
    titles,
    together,
)

TERMS = Terms(
    "open for any use with credit",
    "The GDELT Project, www.gdeltproject.org.",
    "credit",
)
_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2 = (*_GEO[:4], "ADM2Code", *_GEO[4:])
_BEGIN = (
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
)
_WHERE = ("Actor1Geo", "Actor2Geo", "ActionGeo")
NAMES_1 = (
    *_BEGIN,
    *(f"{where}_{name}" for where in _WHERE for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
NAMES_2 = (
    *_BEGIN,
    *(f"{where}_{name}" for where in _WHERE for name in _GEO_2),
    "DATEADDED",
    "SOURCEURL",
)
WIDTHS_1 = (57, 58)
ESSENTIAL = {"globaleventid", "sqldate", "eventcode"}
TOLD = {
    "globaleventid",
    "sqldate",
    "monthyear",
    "year",
    "fractiondate",
    "actiongeo_fullname",
    "actiongeo_lat",
    "actiongeo_long",
    "sourceurl",
}
PUBLISHER_NOTE = "Found by GDELT; the address of the report stands with each event."


def _width(head: Head) -> int:
    """Columns of a table without a header, 0 where the rows are not those of GDELT.

    Some rows may be malformed: most must begin with a number and a date, and have one width.
    """
    good = [len(row) for row in head.sample if len(row) > 40 and _begins(row)]
    if not good or len(good) * 2 < len(head.sample):
        return 0
    return max(set(good), key=good.count)


def _begins(row: tuple[str, ...]) -> bool:
    """Whether a row begins as GDELT's do: identifier, date, month, year."""
    identifier, day, month, year = (cell.strip() for cell in row[:4])
    return (
        identifier.isdecimal()
        and re.fullmatch(r"\d{4}(\d\d){0,2}", day, re.ASCII) is not None
        and (not year or day.startswith(year[:4]))
        and (not month or month.isdecimal())
    )


def _has_header(head: Head) -> bool:
    return {plain(name) for name in head.names} >= ESSENTIAL


def _has_second(head: Head) -> bool:
    """Whether a header names columns that only GDELT 2.0 has."""
    return any(plain(name).endswith("adm2code") for name in head.names)


def recognise_1(head: Head) -> bool:
    """GDELT 1.0: rows of 57 or 58 cells, or its column names."""
    if _has_header(head):
        return not _has_second(head)
    return _width(head) in WIDTHS_1


def recognise_2(head: Head) -> bool:
    """GDELT 2.0: rows of 61 cells, or its column names."""
    if _has_header(head):
        return _has_second(head)
    return _width(head) == len(NAMES_2)


def headless(head: Head) -> tuple[str, ...] | None:
    """The columns by the width of the rows; None where there is a header."""
    if _has_header(head):
        return None
    width = _width(head)
    return NAMES_2 if width == len(NAMES_2) else NAMES_1[:width]


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Rows of GDELT. Each is a report; its publisher, by the host of the address, is the source."""
    table = Table(file, "gdelt", cells)
    table.lacks((plain(name) for name in ("Actor1Code", "Actor2Code")), "the parties are not known")
    codes, shown = cameo.read_codes(table, "eventcode", "eventrootcode")
    date = dates(table, "sqldate", "year")
    place = table.text("actiongeo_fullname")
    first, first_words = _actor(table, "actor1")
    second, second_words = _actor(table, "actor2")
    act, fatalities = each(codes, cameo.label), table.blank()
    urls, source_ids, named, sources = _publishers(table)
    columns = {
        "event_id": _event_ids(table, date, shown, place),
        "date": date,
        "date_basis": _basis(table, date),
        "title": titles(first_words, second_words, act, place, fatalities),
        "event_type": each(codes, cameo.event_type),
        "actors": first,
        "recipients": second,
        "claim_status": table.blank("reported"),
        "place": place,
        "latitude": table.degrees("actiongeo_lat", 90),
        "longitude": table.degrees("actiongeo_long", 180),
        "source_id": source_ids,
        "native_type": each(shown, cameo.native_type),
        "native_id": table.text("globaleventid"),
        "reports": table.blank("1"),
        "source_text": named,
        "source_url": urls,
    }
    return table.converted(columns, TOLD, sources)


def _event_ids(table: Table, date: pd.Series, code: pd.Series, place: pd.Series) -> pd.Series:
    """The same for all reports of one event: same date, actors, code and place."""
    parts = (date, table.text("actor1code"), table.text("actor2code"), code, place)
    joined = parts[0].astype(object)
    for part in parts[1:]:
        joined = joined + "\x1f" + part.astype(object)
    return hashed("gdelt", joined)


def _actor(table: Table, which: str) -> tuple[pd.Series, pd.Series]:
    """The party that an actor is, and how a headline names it."""
    columns = ("code", "countrycode", "knowngroupcode", "type1code", "name")
    codes, found = together(table.text(f"{which}{column}") for column in columns)
    parties = spread(codes, [cameo.party(*cells) for cells in found], table.index)
    words = spread(codes, [cameo.actor_words(*cells) for cells in found], table.index)
    return parties, words


def _basis(table: Table, date: pd.Series) -> pd.Series:
    """GDELT takes the day of the report unless the text says otherwise ("last week")."""
    added = each(table.text("dateadded"), lambda text: f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    same = (date == added).to_numpy(dtype=bool)
    return pd.Series(np.where(same, "publication", "resolved"), index=table.index, dtype=object)


def _publishers(table: Table) -> tuple[pd.Series, pd.Series, pd.Series, Sources]:
    """Addresses, source ids, names of publishers, and the rows of the sources.

    An address that is none (GDELT cites what is not on the web by name) is kept as a name.
    """
    cells = table.text("sourceurl")
    hosts = each(cells, host)
    urls = cells.where(hosts != "", "")
    named = hosts.where(hosts != "", cells)
    named = each(named, lambda name: "" if name.casefold() in ("unspecified", "") else name)
    ids = each(named, lambda name: slug(name, "gdelt") if name else "gdelt")
    sources: Sources = {}
    for source_id, name in zip(ids, named, strict=True) if len(ids) else ():
        if source_id not in sources:
            sources[source_id] = _source(source_id, name)
    return urls, ids, named, sources


def _source(source_id: str, name: str) -> dict[str, str]:
    if not name:
        return {
            "source_id": source_id,
            "title": "GDELT event database, no publisher given",
            "publisher": "The GDELT Project",
        }
    return {"source_id": source_id, "title": name, "publisher": name, "note": PUBLISHER_NOTE}


FORMATS = (
    Format(
        "gdelt2", "GDELT 2.0", TERMS, recognise_2, convert, headless, grouped=True, quoted=False
    ),
    Format(
        "gdelt1", "GDELT 1.0", TERMS, recognise_1, convert, headless, grouped=True, quoted=False
    ),
)
