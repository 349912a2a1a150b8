"""Dates as EDTF writes them (ISO 8601-2, levels 0 and 1), with their bounds as days.

The `edtf` library decides what is well formed, except for the plain notations that nearly every
cell has: it needs about 4 ms a date, a pattern a few microseconds. The bounds are worked out here,
because its bounds of an open interval are infinities, it turns an unknown end into ten years, and
it takes 29 February in every year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from webapp.model.datehints import hint
from webapp.model.days import (
    MONTHS,
    day_words,
    month_length,
    to_day,
    year_words,
)

Precision = Literal["day", "month", "year", "range", "open"]
PRECISIONS: tuple[Precision, ...] = ("day", "month", "year", "range", "open")
MAX_YEAR = 250_000
"""Bound on years either side of 0: JavaScript's clock, which draws the axis, ends near 271,821."""

MAX_LENGTH = 60
"""Characters of a date: the longest that makes sense has half of them."""
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}
_PART = re.compile(
    r"(?P<year>-?\d{4}|Y-?\d{5,}|-?\d{3}X|-?\d{2}XX|XXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<time>T[0-9:.Z+-]+)?(?P<mark>[~?%])?",
    re.ASCII,
)
_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?", re.ASCII)
_BEYOND = "is EDTF beyond level 1"
_UNKNOWN = ("XXXX", "XXXX-XX", "XXXX-XX-XX")
_OPEN = ("", "..", *_UNKNOWN)


class DateError(ValueError):
    """Not an EDTF date that this project takes. The message says what would be right."""


@dataclass(frozen=True)
class EventDate:
    """A date as known.

    `earliest` and `latest` are day numbers (see `webapp.model.days`), inclusive; None at an open
    end.
    `soft_start` and `soft_end` say which end is approximate or uncertain.
    """

    text: str
    earliest: int | None
    latest: int | None
    precision: Precision
    soft_start: bool
    soft_end: bool
    caption: str

    @property
    def approximate(self) -> bool:
        """Whether either end is marked approximate or uncertain."""
        return self.soft_start or self.soft_end

    def overlaps(self, first: int | None, last: int | None) -> bool:
        """Whether the span shares a day with the window; None is an open side of the window."""
        starts_in_time = last is None or self.earliest is None or self.earliest <= last
        ends_in_time = first is None or self.latest is None or self.latest >= first
        return starts_in_time and ends_in_time

    def within(self, first: int | None, last: int | None) -> bool:
        """Whether the span lies wholly inside the window, so that it surely happened in it."""
        starts_inside = first is None or (self.earliest is not None and self.earliest >= first)
        ends_inside = last is None or (self.latest is not None and self.latest <= last)
        return starts_inside and ends_inside

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class _Part:
    """One side of an interval, or a whole single date."""

    first: int
    last: int
    precision: Precision
    mark: str
    words: str


@lru_cache(maxsize=65536)
def parse_date(text: str) -> EventDate:
    """The date that `text` writes.

    Raises DateError with what would be right. Times of day, level 2 and intervals that end before
    they begin are refused.
    """
    if text != text.strip() or not 0 < len(text) <= MAX_LENGTH:
        raise DateError(hint(text))
    _check_notation(text)
    if "/" in text:
        return _interval(text)
    if text in _UNKNOWN:
        return EventDate(text, None, None, "open", False, False, "date unknown")
    part = _part(text)
    soft = bool(part.mark)
    return EventDate(
        text, part.first, part.last, part.precision, soft, soft, _hedge(part.words, part.mark)
    )


def _check_notation(text: str) -> None:
    """Ask the library whether each side is valid EDTF.

    Of whole ranges it refuses some that level 1 has, and prints what it tries for others.
    """
    sides = text.split("/")
    if len(sides) > 2 or not any(sides) or (sides[0] == ".." and len(sides) == 1):
        raise DateError(hint(text))
    try:
        for side in sides:
            if side not in _OPEN and not _PLAIN.fullmatch(side):
                edtf.parse_edtf(side)
    except (EDTFParseException, ValueError, TypeError, OverflowError, AttributeError) as error:
        raise DateError(hint(text)) from error


def _part(text: str) -> _Part:
    """Bounds, precision and words of a single date."""
    match = _PART.fullmatch(text)
    if match is None:
        raise DateError(hint(text, _BEYOND))
    if match["time"]:
        raise DateError("has a time of day; write the day only, for example 2022-03-13")
    mark = match["mark"] or ""
    years = _years(match["year"])
    if max(map(abs, years)) > MAX_YEAR:
        raise DateError(f"is more than {MAX_YEAR:,} years from the year 0")
    first, last = years
    if first != last:
        if match["month"] not in (None, "XX"):
            raise DateError(hint(text, _BEYOND))
        words = f"{first}s" if last - first == 9 and first > 0 else _span_words(first, last)
        return _Part(to_day(first, 1, 1), to_day(last, 12, 31), "range", mark, words)
    if match["month"] == "XX" and match["day"] not in (None, "XX"):
        raise DateError("has a day without a month; write the year alone, or 2022-03-13")
    if match["month"] in (None, "XX"):
        return _Part(to_day(first, 1, 1), to_day(first, 12, 31), "year", mark, year_words(first))
    return _month_or_day(first, int(match["month"]), match["day"], mark)


def _month_or_day(year: int, month: int, day: str | None, mark: str) -> _Part:
    """A month, a day or a season of one year."""
    if month in SEASONS and day is None:
        start = to_day(year, SEASON_START[month], 1)
        end_year, end_month = (year + 1, 2) if month == 24 else (year, SEASON_START[month] + 2)
        end = to_day(end_year, end_month, month_length(end_year, end_month))
        return _Part(start, end, "range", mark, f"{SEASONS[month]} {year_words(year)}")
    if not 1 <= month <= 12:
        raise DateError(f"has the month {month:02d}; months go from 01 to 12")
    length = month_length(year, month)
    if day in (None, "XX"):
        last = to_day(year, month, length)
        return _Part(
            to_day(year, month, 1), last, "month", mark, f"{MONTHS[month - 1]} {year_words(year)}"
        )
    if not 1 <= int(day or 0) <= length:
        name = f"{MONTHS[month - 1]} {year_words(year)}"
        raise DateError(f"has the day {day}; {name} has {length} days")
    number = to_day(year, month, int(day or 0))
    return _Part(number, number, "day", mark, day_words(number))


def _years(text: str) -> tuple[int, int]:
    """First and last year that the year part allows: `201X` is 2010 to 2019."""
    digits = text.removeprefix("Y")
    if "X" not in digits:
        return int(digits), int(digits)
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return min(low, high), max(low, high)


def _interval(text: str) -> EventDate:
    """A range, closed or open at one end or both. An empty (unknown) end counts as open."""
    left, right = text.split("/")
    start = None if left in _OPEN else _part(left)
    end = None if right in _OPEN else _part(right)
    if start and end:
        if start.first > end.last:
            raise DateError("ends before it begins; write the earlier date first")
        caption = f"{_hedge(start.words, start.mark)} to {_hedge(end.words, end.mark)}"
        precision: Precision = "range"
    elif end:
        caption, precision = f"on or before {_hedge(end.words, end.mark)}", "open"
    elif start:
        caption, precision = f"since {_hedge(start.words, start.mark)}, no end given", "open"
    else:
        caption, precision = "date unknown", "open"
    return EventDate(
        text,
        start.first if start else None,
        end.last if end else None,
        precision,
        bool(start and start.mark),
        bool(end and end.mark),
        caption,
    )


def _hedge(words: str, mark: str) -> str:
    """Words with what EDTF's mark adds: `~` about, `?` uncertain, `%` both."""
    if mark == "~":
        return f"about {words}"
    if mark == "?":
        return f"{words} (uncertain)"
    if mark == "%":
        return f"about {words} (uncertain)"
    return words


def _span_words(first: int, last: int) -> str:
    return f"{year_words(first)} to {year_words(last)}"
