"""UCDP GED: the Georeferenced Event Dataset of the Uppsala Conflict Data Program."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from webapp.model.days import month_length
from webapp.model.terms import Terms
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import Table, dates, each, each_of, mask, party, plain, titles

TERMS = Terms(
    "CC BY 4.0",
    "Uppsala Conflict Data Program, UCDP Georeferenced Event Dataset "
    "(Davies, Pettersson & Öberg; Sundberg & Melander 2013), ucdp.uu.se.",
    "credit",
)
SOURCE = {
    "title": "UCDP Georeferenced Event Dataset (GED)",
    "publisher": "Uppsala Conflict Data Program",
    "credit": TERMS.credit,
    "note": "The publications that each event rests on are named with it.",
}
ESSENTIAL = {"date_start", "date_end", "type_of_violence", "side_a"}
MARKS = {
    "relid",
    "dyad_name",
    "dyad_new_id",
    "conflict_name",
    "conflict_new_id",
    "side_b",
    "side_a_new_id",
    "where_coordinates",
    "where_prec",
    "date_prec",
    "event_clarity",
    "priogrid_gid",
    "deaths_a",
    "gwnoa",
    "best",
    "best_est",
}
ENOUGH = 3
"""Marks that a table must have beside the essential columns."""
EXPECTED = (
    "id",
    "side_b",
    "date_prec",
    "where_coordinates",
    "country",
    "latitude",
    "longitude",
    "source_article",
    "number_of_sources",
)
VIOLENCE = {
    "1": ("state-based conflict", "armed conflict"),
    "2": ("non-state conflict", "armed conflict"),
    "3": ("one-sided violence", "one-sided violence"),
}
"""Native code: its name and what the headline calls it. All are ASSAULT: an event of GED is by
definition a use of armed force that kills."""
PRECISION = {"1": 1, "2": 6, "3": 7, "4": 31, "5": 366}
"""Days that a date of each `date_prec` may span: day, some days, week, month, year."""
TOLD = {
    "latitude",
    "longitude",
    "best",
    "best_est",
    "low",
    "low_est",
    "high",
    "high_est",
    "side_a",
    "side_b",
    "type_of_violence",
    "id",
    "date_start",
    "date_end",
    "number_of_sources",
}
_ENTRY = re.compile(r"\s*(.*?)\s*,\s*(\d{4}-\d\d-\d\d)[^,]*,\s*(.*)", re.DOTALL)
_MARKUP = re.compile(r"\[/?(?:highlight|color|b|i)[^\]]*\]", re.IGNORECASE)


def recognise(head: Head) -> bool:
    """Whether the essential columns are there, and enough others of GED's."""
    names = {plain(name) for name in head.names}
    return names >= ESSENTIAL and len(names & MARKS) >= ENOUGH


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Rows of GED. One source, GED itself; the publications are the sources named."""
    table = Table(file, "ucdp", cells)
    table.lacks(EXPECTED, "what it would tell is left empty")
    native_id = table.text("id")
    violence = _violence(table)
    side_a, side_b = (each(table.text(name), party) for name in ("side_a", "side_b"))
    tolls = _tolls(table)
    deaths = tolls["fatalities"]
    act = each(violence, lambda code: VIOLENCE.get(code, ("", "armed force"))[1])
    place = table.text("where_coordinates")
    columns = {
        "event_id": table.ids("ucdp", native_id, "id"),
        "date": _spans(table),
        "date_basis": table.blank("stated"),
        "title": titles(each(side_a, _spoken), each(side_b, _spoken), act, place, deaths),
        "event_type": table.blank("ASSAULT"),
        "actors": side_a,
        "recipients": side_b,
        "claim_status": table.blank("reported"),
        "place": each_of(_place, place, table.text("country")),
        "latitude": table.degrees("latitude", 90),
        "longitude": table.degrees("longitude", 180),
        "source_id": table.blank("ucdp-ged"),
        "description": each_of(
            _description, table.text("conflict_name"), table.text("where_description")
        ),
        "native_type": each(violence, lambda v: f"UCDP · {VIOLENCE.get(v, (v or 'unknown',))[0]}"),
        "native_id": native_id,
        "reports": each(table.text("number_of_sources"), _count),
        "source_text": each(table.text("source_article"), sources_named),
        **tolls,
    }
    return table.converted(columns, TOLD, {"ucdp-ged": SOURCE | {"source_id": "ucdp-ged"}})


def _violence(table: Table) -> pd.Series:
    codes = each(table.text("type_of_violence"), lambda value: value.removesuffix(".0"))
    unknown = mask(codes, lambda value: value not in VIOLENCE)
    advice = "must be 1 (state-based), 2 (non-state) or 3 (one-sided); shown as Attack all the same"
    table.warn("type_of_violence", codes, unknown, lambda value: advice)
    return codes


def _spoken(side: str) -> str:
    """A side as headlines name it.

    `Civilians` is a group, no name. The other name of a state, as `(Soviet Union)`, takes the room
    that the place needs; in groups, as `Christians (CAR)`, the brackets tell which.
    """
    if side == "Civilians":
        return "civilians"
    return re.sub(r"^(Government of [^(]+) \([^)]*\)$", r"\1", side)


def _tolls(table: Table) -> dict[str, pd.Series]:
    """Deaths: the best estimate, and the lowest and highest."""
    best, low, high = (
        table.whole(table.first(name, f"{name}_est")) for name in ("best", "low", "high")
    )
    best_n, low_n, high_n = (
        pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float) for cells in (best, low, high)
    )
    with np.errstate(invalid="ignore"):
        crossed = (low_n > best_n) | (best_n > high_n)
    shown = low.astype(object) + " / " + best.astype(object) + " / " + high.astype(object)
    advice = "low, best and high estimates are not in this order; shown as they are"
    table.warn("best", shown, crossed, lambda value: advice)
    return {"fatalities": best, "fatalities_low": low, "fatalities_high": high}


def _spans(table: Table) -> pd.Series:
    """Each event from its earliest to its latest possible day."""
    start, end = dates(table, "date_start", "year"), dates(table, "date_end", "year")
    precision = each(table.text("date_prec"), lambda value: value.removesuffix(".0"))
    odd = mask(precision, lambda value: value not in ("", *PRECISION))
    advice = "must be 1 to 5 (day, some days, week, month, year); the two dates decide"
    table.warn("date_prec", precision, odd, lambda value: advice)
    both = start.astype(object) + "/" + end.astype(object)
    backwards = mask(both, _is_backwards)
    message = "ends before it begins; date_start must be the earliest day, date_end the latest"
    table.reject("date_start", both, backwards, lambda value: message)
    pairs = both + "\x1f" + precision
    narrow = mask(pairs, lambda pair: _too_narrow(*pair.split("\x1f")))
    said = each_of(lambda day, code: f"{code} for {day}", start, precision)
    table.warn("date_prec", said, narrow & ~table.out, _narrow_advice)
    return each(pairs, lambda pair: span(*pair.split("\x1f")))


def _is_backwards(both: str) -> bool:
    start, end = both.split("/")
    length = min(len(start), len(end))
    return start[:length] > end[:length]


def _too_narrow(both: str, precision: str) -> bool:
    """Whether one day is given although `date_prec` says that the day is not known."""
    start, end = both.split("/")
    return start == end and len(start) == 10 and precision in ("2", "3", "4", "5")


def _narrow_advice(said: str) -> str:
    precision, day = said.split(" for ")
    return f"says that the day is not known; shown as {span(f'{day}/{day}', precision)}"


def span(both: str, precision: str) -> str:
    """`start/end` as the shortest EDTF that says the same: a day, a month, a year or the range.

    A single day whose precision says that it is none becomes what the precision says.
    """
    start, end = both.split("/")
    if _too_narrow(both, precision):
        return {"4": start[:7], "5": start[:4]}.get(precision, f"{start}~")
    if start == end:
        return start
    if len(start) == len(end) == 10:
        year, month = int(start[:4]), int(start[5:7])
        if start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31":
            return start[:4]
        if end == f"{start[:7]}-{month_length(year, month):02d}" and start.endswith("-01"):
            return start[:7]
    return both


def _place(where: str, country: str) -> str:
    return where if country and country in where else ", ".join(filter(None, (where, country)))


def _description(conflict: str, where: str) -> str:
    parts = (f"Conflict: {conflict}." if conflict else "", f"Place: {where}." if where else "")
    return " ".join(filter(None, parts))


def _count(text: str) -> str:
    """How many sources; -1 stands for not counted."""
    return text if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) else ""


def sources_named(cell: str) -> str:
    """`source_article` to be read: `publisher, date: headline; ...` of a quoted list.

    Free text, as in old rows, keeps its words; white space and markup are tidied in both.
    """
    tidy = re.sub(r"\s+", " ", _MARKUP.sub("", cell)).strip()
    if not (tidy.startswith('"') and tidy.endswith('"') and len(tidy) > 1):
        return tidy
    entries = [_ENTRY.fullmatch(part) for part in re.split(r'"\s*;\s*"', tidy[1:-1])]
    if not all(entries):
        return tidy
    parts = [(m[1], m[2], m[3].strip()) for m in entries if m]
    return "; ".join(
        f"{publisher}, {date}: {headline}" if headline else f"{publisher}, {date}"
        for publisher, date, headline in parts
    )


FORMAT = Format("ucdp", "UCDP GED", TERMS, recognise, convert)
