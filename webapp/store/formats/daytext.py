"""Dates as tables write them: one notation or another, never a guessed order of day and month."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.model.datehints import hint
from webapp.model.days import MONTHS, MONTHS_SHORT, month_length

_MONTH_NUMBER = {name.casefold(): at for at, name in enumerate(MONTHS, 1)} | {
    name.casefold(): at for at, name in enumerate(MONTHS_SHORT, 1)
}
_TIME = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(?:(\d\d)(\d\d)?)?(?:\.0)?", re.ASCII)
_MONTH_ONLY = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})[ .-]+([^\W\d]+)\.?[ ,-]+(\d{4})")
_DAY_NAME_SHORT = re.compile(r"(\d{1,2})[ .-]+([^\W\d]+)\.?[ ,-]+(\d\d)")
_NAME_DAY_YEAR = re.compile(r"([^\W\d]+)\.? +(\d{1,2}),? +(\d{4})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)


@dataclass(frozen=True)
class Reading:
    """What a native date says: an EDTF day, month or year, empty when none; and what is odd."""

    date: str
    note: str = ""


def read_date(text: str) -> Reading:
    """A day, month or year in any notation that leaves one reading.

    Of `03/04/2022` both readings share the year: that is all that is taken.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return _checked(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return _checked(*(int(part or 0) for part in match.groups()))
    if match := _MONTH_ONLY.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), 0)
    if match := _DAY_NAME_YEAR.fullmatch(text):
        return _named(match[2], int(match[1]), int(match[3]))
    if match := _NAME_DAY_YEAR.fullmatch(text):
        return _named(match[1], int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_NAME_SHORT.fullmatch(text):
        return Reading("", f"has a year of two digits; write it with four, as 18 July 19{match[3]}")
    return Reading("", hint(text))


def with_century(text: str, year: str) -> str:
    """`18-Jul-97` of a row whose year is known to be `1997`; empty where the two disagree."""
    match = _DAY_NAME_SHORT.fullmatch(text)
    if not match or year[2:] != match[3]:
        return ""
    return _named(match[2], int(match[1]), int(year)).date


def _checked(year: int, month: int, day: int) -> Reading:
    """A date of numbers; 0 is a part that is not known."""
    if year and month == 0 and day == 0:
        return Reading(f"{year:04d}")
    if not year or not 1 <= month <= 12 or day > month_length(year, month):
        return Reading("", "is not a day of the calendar; write for example 2022-03-13 or 2022-03")
    return Reading(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else ""))


def _named(name: str, day: int, year: int) -> Reading:
    month = _MONTH_NUMBER.get(name.casefold(), 0)
    if not month or not day:
        return Reading("", "is not a day of the calendar; write for example 2022-03-13")
    return _checked(year, month, day)


def _year_last(one: int, two: int, year: int) -> Reading:
    """`13/03/2022` has one reading, `03/04/2022` two, `03/03/2022` two that are the same."""
    found = {_checked(year, two, one).date, _checked(year, one, two).date} - {""}
    readings = sorted(date for date in found if one and two)
    if not readings:
        return Reading("", "is not a day of the calendar; write for example 2022-03-13")
    if len(readings) == 1:
        return Reading(readings[0], f"has its year last; read as {readings[0]}, the only day it is")
    meant = " or ".join(readings)
    advice = f"day and month order is not guessed; write {meant}, whichever is meant"
    return Reading(f"{year:04d}", f"{advice}; only the year is shown")
