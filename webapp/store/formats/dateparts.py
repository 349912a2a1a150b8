"""Dates in parts, one column each: year, month, day, and the same for the end.

Years are counted as people count them: -44 is 44 BC, and there is no year 0. EDTF counts as
astronomers do: 44 BC is -0043.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from webapp.model.dates import DateError, parse_date
from webapp.model.days import MONTHS, MONTHS_SHORT, month_length

PARTS = ("year", "month", "day", "end_year", "end_month", "end_day")
_YEAR = re.compile(
    r"(?P<sign>[-−])?(?P<year>\d{1,6})(?:\.0+)?\s*(?P<era>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)?",
    re.ASCII | re.IGNORECASE,
)
_SMALL = re.compile(r"(\d{1,2})(?:\.0+)?", re.ASCII)
_MONTH_NUMBER = {
    name.casefold(): at for names in (MONTHS, MONTHS_SHORT) for at, name in enumerate(names, 1)
} | {"sept": 9}


@dataclass
class SpanReading:
    """A date in EDTF, empty where there is none, and what is odd by the number of its part.

    The parts are numbered as in PARTS.
    """

    date: str = ""
    notes: dict[int, str] = field(default_factory=dict)


@dataclass
class _Side:
    """The start or the end. `first` is the number of its first part."""

    first: int
    year: int | None = None
    month: int = 0
    day: int = 0
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def edtf(self) -> str:
        """As exact as it is known."""
        if self.year is None:
            return ""
        if abs(self.year) > 9999:
            return f"Y{self.year}"
        sign = "-" if self.year < 0 else ""
        parts = [f"{sign}{abs(self.year):04d}", *(f"{n:02d}" for n in (self.month, self.day) if n)]
        return "-".join(parts)


def read_span(cells: tuple[str, ...]) -> SpanReading:
    """The date that six cells write, in the order of PARTS. Never filled in, never guessed."""
    start, end = _side(cells[:3], 0), _side(cells[3:], 3)
    notes = start.notes | end.notes
    if start.year is None:
        return SpanReading("", {0: start.notes.get(0, "")})
    date = start.edtf if end.edtf in ("", start.edtf) else f"{start.edtf}/{end.edtf}"
    try:
        parse_date(date)
    except DateError as error:
        return SpanReading("", {3 if "/" in date else 0: f"{error} ({date})"})
    return SpanReading(date, notes)


def _side(cells: tuple[str, ...], first: int) -> _Side:
    """One end of the span. What cannot be read is left out, with what is under it."""
    side = _Side(first)
    year, month, day = (cell.strip() for cell in cells)
    if not year and first and not (month or day):
        return side
    side.year, note = _year(year)
    if note:
        side.notes[first] = note + ("; the end is left out" if first else "")
        return side
    side.month = _month(month)
    if month and not side.month:
        side.notes[first + 1] = "must be a month from 1 to 12; only the year is shown"
    elif day and not side.month:
        side.notes[first + 2] = "is a day without a month; only the year is shown"
    elif day:
        _set_day(side, day)
    if side.month and side.year is not None and abs(side.year) > 9999:
        side.notes[first + 1] = "is not shown: years of more than four digits stand alone"
    return side


def _set_day(side: _Side, cell: str) -> None:
    match = _SMALL.fullmatch(cell)
    length = month_length(side.year or 0, side.month)
    if match and 1 <= int(match[1]) <= length:
        side.day = int(match[1])
    else:
        name = MONTHS[side.month - 1]
        side.notes[side.first + 2] = (
            f"must be a day from 1 to {length} ({name}); only the month is shown"
        )


def _year(cell: str) -> tuple[int | None, str]:
    """The year as astronomers count, or None and what would be right."""
    match = _YEAR.fullmatch(cell)
    if match is None:
        what = "must be a year, for example 1986, or -44 for 44 BC" if cell else "is empty"
        return None, what if cell else f"{what}; write the year, for example 1986"
    year, era = int(match["year"]), (match["era"] or "").upper()
    if year == 0:
        return None, "is the year 0, which there was not; write -1 for 1 BC"
    before = era.startswith("B") or bool(match["sign"])
    return (1 - year if before else year), ""


def _month(cell: str) -> int:
    """1 to 12, from a number or an English name; 0 where it is neither."""
    match = _SMALL.fullmatch(cell)
    number = int(match[1]) if match else _MONTH_NUMBER.get(cell.casefold().rstrip("."), 0)
    return number if 1 <= number <= 12 else 0
