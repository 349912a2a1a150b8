"""Dates for formats that take years, months and days as numbers: only the parts that are known."""

from __future__ import annotations

from typing import Any

from webapp.model.dates import DateError, EventDate, parse_date
from webapp.model.days import from_day

Parts = tuple[int, ...]
"""A year, a year and month, or a year, month and day. Years are astronomical: 0 is 1 BC."""

LENGTH = {"day": 3, "month": 2, "year": 1}


def ends(date: EventDate) -> tuple[Parts | None, Parts | None]:
    """First and last known parts of a date: the same twice for a single one, None if open."""
    if "/" in date.text:
        left, right = date.text.split("/")
        return _end(left, last=False), _end(right, last=True)
    return _parts(date, last=False), _parts(date, last=True)


def _end(text: str, last: bool) -> Parts | None:
    return None if text in ("", "..") else _parts(parse_date(text), last)


def _parts(date: EventDate, last: bool) -> Parts | None:
    """The known parts of a date without an interval. A season is known to the month."""
    day = date.latest if last else date.earliest
    if day is None:
        return None
    season = date.precision == "range" and "-" in date.text.removeprefix("-")
    return from_day(day)[: LENGTH.get(date.precision, 2 if season else 1)]


def single(date: EventDate) -> Parts | None:
    """The known parts of a date that is one day, month or year; None for every other."""
    return ends(date)[0] if date.precision in LENGTH else None


def csl_date(text: str) -> dict[str, Any]:
    """A date variable of CSL-JSON.

    What date parts cannot say (an open end, a season, years before 1 or after 9999, text that is no
    EDTF) is given in words as `literal`.
    """
    try:
        date = parse_date(text)
    except DateError:
        return {"literal": text}
    parts = _csl_parts(date)
    if not parts:
        return {"literal": date.caption}
    return {"date-parts": parts} | ({"circa": True} if date.approximate else {})


def _csl_parts(date: EventDate) -> list[list[int]]:
    """One list of parts, two for a range, none when parts cannot say the date."""
    first, last = ends(date)
    in_one_word = date.precision == "range" and "/" not in date.text
    if first is None or last is None or in_one_word:
        return []
    if not (1 <= first[0] <= 9999 and 1 <= last[0] <= 9999):
        return []
    return [list(first)] if first == last else [list(first), list(last)]
