"""ACLED: Armed Conflict Location & Event Data, current (31 columns) and older headers."""

from __future__ import annotations

import re

import pandas as pd

from webapp.model.days import iso, to_day
from webapp.model.terms import Terms
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import Table, dates, each, each_of, mask, party, plain, titles

TERMS = Terms(
    "ACLED's terms of use and attribution policy",
    "Armed Conflict Location & Event Data (ACLED), www.acleddata.com; name the day of access.",
    "refused",
)
SOURCE = {
    "title": "Armed Conflict Location & Event Data (ACLED)",
    "publisher": "ACLED",
    "credit": TERMS.credit,
    "note": "The publications that each event rests on are named with it.",
}
ESSENTIAL = {"event_date", "event_type", "actor1"}
MARKS = {
    "event_id_cnty",
    "event_id_no_cnty",
    "time_precision",
    "sub_event_type",
    "assoc_actor_1",
    "inter1",
    "interaction",
    "geo_precision",
    "source_scale",
    "disorder_type",
    "civilian_targeting",
    "admin1",
}
ENOUGH = 4
"""Marks that a table must have beside the essential columns: others use those names too."""
EXPECTED = (
    "event_id_cnty",
    "time_precision",
    "sub_event_type",
    "actor2",
    "country",
    "location",
    "latitude",
    "longitude",
    "source",
    "notes",
    "fatalities",
)
OLD_EXPECTED = tuple(name for name in EXPECTED if name != "sub_event_type")

TYPES = {
    # Force that can cause serious harm.
    ("battles", ""): "ASSAULT",
    ("explosions/remote violence", ""): "ASSAULT",
    ("violence against civilians", ""): "ASSAULT",
    # As CAMEO 181, which counts taking a person by force among the assaults.
    ("violence against civilians", "abduction/forced disappearance"): "ASSAULT",
    # ACLED's first actor are the protesters, also where force is used against them: the act that
    # goes from the first to the second actor is the protest.
    ("protests", ""): "PROTEST",
    ("riots", "violent demonstration"): "PROTEST",
    ("riots", ""): "PROTEST",
    # Outside demonstrations: people are attacked.
    ("riots", "mob violence"): "ASSAULT",
    ("strategic developments", "agreement"): "AGREE",
    ("strategic developments", "arrests"): "COERCE",
    # Weapons seized, defused or intercepted before they harm.
    ("strategic developments", "disrupted weapons use"): "COERCE",
    ("strategic developments", "headquarters or base established"): "MOBILIZE",
    # As CAMEO 171, property seized or damaged.
    ("strategic developments", "looting/property destruction"): "COERCE",
    # As CAMEO 192, occupation of territory: the first actor takes it over.
    ("strategic developments", "non-violent transfer of territory"): "COERCE",
    # Mergers, splits, movements, announcements: no single type fits.
    ("strategic developments", ""): "OTHER",
    # Older headers, without sub-types.
    ("battle-no change of territory", ""): "ASSAULT",
    ("battle-government regains territory", ""): "ASSAULT",
    ("battle-non-state actor overtakes territory", ""): "ASSAULT",
    ("remote violence", ""): "ASSAULT",
    ("riots/protests", ""): "PROTEST",
    ("strategic development", ""): "OTHER",
    ("headquarters or base established", ""): "MOBILIZE",
    ("non-violent transfer of territory", ""): "COERCE",
}
"""Types by event type and sub-type; without a sub-type, for all others of that event type."""
SHORT = {
    "abduction/forced disappearance": "abduction",
    "air/drone strike": "air or drone strike",
    "excessive force against protesters": "protest met with force",
    "headquarters or base established": "base established",
    "looting/property destruction": "looting or destruction",
    "non-state actor overtakes territory": "territory taken",
    "non-violent transfer of territory": "territory handed over",
    "remote explosive/landmine/ied": "remote bomb or mine",
    "shelling/artillery/missile attack": "shelling or missiles",
}
"""What headlines call the sub-types with long names; all others by their own name."""
TOLD = {
    "latitude",
    "longitude",
    "fatalities",
    "notes",
    "source",
    "actor1",
    "actor2",
    "event_type",
    "sub_event_type",
}


def recognise(head: Head) -> bool:
    """Whether the essential columns are there, and enough others of ACLED's."""
    names = {plain(name) for name in head.names}
    return names >= ESSENTIAL and len(names & MARKS) >= ENOUGH


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Rows of ACLED. One source, ACLED itself; the publications are the sources named."""
    table = Table(file, "acled", cells)
    older = table.text("event_type").str.contains("-|/Protests|Remote violence", regex=True).any()
    table.lacks(OLD_EXPECTED if older else EXPECTED, "what it would tell is left empty")
    native_id = _native_ids(table)
    kinds = _types(table)
    actor, other = (each(table.text(name), party) for name in ("actor1", "actor2"))
    deaths = table.whole("fatalities")
    place = each_of(_place, table.text("location"), table.text("country"))
    sub = table.text("sub_event_type")
    act = each(sub.where(sub != "", table.text("event_type")), _act)
    first, second = (each(cells, _without_years) for cells in (actor, other))
    when = _dates(table)
    table_columns = {
        "event_id": table.ids("acled", native_id, table.first("event_id_cnty", "data_id")),
        "date": when["date"],
        "date_basis": when["date_basis"],
        "title": titles(first, second, act, table.text("location"), deaths),
        "event_type": kinds,
        "actors": actor,
        "recipients": other,
        "claim_status": table.blank("reported"),
        "place": place,
        "latitude": table.degrees("latitude", 90),
        "longitude": table.degrees("longitude", 180),
        "fatalities": deaths,
        "source_id": table.blank("acled"),
        "description": table.text("notes"),
        "native_type": _native_types(table),
        "native_id": native_id,
        "source_text": table.text("source"),
    }
    return table.converted(table_columns, TOLD, {"acled": SOURCE | {"source_id": "acled"}})


def _native_ids(table: Table) -> pd.Series:
    """`event_id_cnty` where there is one: `data_id` changes when a row is revised."""
    ids = table.text(table.first("event_id_cnty", "data_id"))
    return ids.where(ids != "", table.text("data_id"))


def _types(table: Table) -> pd.Series:
    kind, sub = table.text("event_type"), table.text("sub_event_type")
    unknown = mask(kind, lambda value: (value.casefold(), "") not in TYPES)
    advice = "is not an event type of ACLED (Battles, Protests, Riots, ...); shown as Other"
    table.warn("event_type", kind, unknown, lambda value: advice)
    return each(kind + "\x1f" + sub, lambda pair: _type(*pair.casefold().split("\x1f")))


def _type(kind: str, sub: str) -> str:
    return TYPES.get((kind, sub)) or TYPES.get((kind, ""), "OTHER")


def _native_types(table: Table) -> pd.Series:
    joined = table.text("event_type") + "\x1f" + table.text("sub_event_type")
    return each(joined, lambda pair: " · ".join(["ACLED", *filter(None, pair.split("\x1f"))]))


def _act(kind: str) -> str:
    return SHORT.get(kind.casefold(), kind.lower()) or "event"


def _without_years(name: str) -> str:
    """`Military Forces of Ruritania (2000-)` without the years of a government."""
    return re.sub(r" \(\d{4}-(?:\d{4})?\)", "", name)


def _place(location: str, country: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (location, country))))


def _dates(table: Table) -> pd.DataFrame:
    """The dates as ACLED knows them, and how.

    Precision 1 is a day. 2 is a week or a like span, of which ACLED gives the middle: three days
    before it to three days after. 3 is a month.
    """
    precision = each(table.text(table.first("time_precision", "time_precisi")), _number)
    odd = mask(precision, lambda value: value not in ("", "1", "2", "3"))
    advice = "must be 1 (day), 2 (week) or 3 (month); the day is shown as approximate"
    table.warn("time_precision", precision, odd, lambda value: advice)
    days = dates(table, "event_date", "year")
    known = each(days + "\x1f" + precision, lambda pair: _widened(*pair.split("\x1f")))
    resolved = mask(precision, lambda value: value == "2")
    basis = pd.Series("stated", index=table.index, dtype=object).where(~resolved, "resolved")
    return pd.DataFrame({"date": known, "date_basis": basis})


def _number(text: str) -> str:
    return re.sub(r"\.0+$", "", text)


def _widened(date: str, precision: str) -> str:
    if len(date) != 10 or precision in ("", "1"):
        return date
    if precision == "3":
        return date[:7]
    if precision != "2":
        return f"{date}~"
    middle = to_day(int(date[:4]), int(date[5:7]), int(date[8:]))
    return f"{iso(middle - 3)}/{iso(middle + 3)}"


FORMAT = Format("acled", "ACLED", TERMS, recognise, convert)
