"""Dates as articles print them above and below the text: `March 13, 2022`, `13.03.2022`.

Only what leaves one day is read: where the order of day and month is open, nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.extract.base import Span
from webapp.model.days import MONTHS, month_length

_MONTH = "|".join([*(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "Sept"])
_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
DATE = re.compile(
    rf"\b{_WEEKDAY}(?:"
    rf"(?P<month1>{_MONTH})\b\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year1>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\b\.?(?:,?\s+(?P<year2>\d{{4}}))?"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"|(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year4>\d{4})"
    # Copied pages run the time into the date: "2022-03-13T10:45", "March 13, 202210:45 AM".
    r")(?:(?![\w/])|(?=T?\d{1,2}:\d\d))",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class WrittenDate:
    """A date in words: year 0 where none is printed; `span` is counted in the text."""

    year: int
    month: int
    day: int
    span: Span

    def edtf(self, year: int = 0) -> str:
        """The day; `year` is taken where none is printed. Empty if the calendar has no such day."""
        whole = self.year or year
        if not whole or self.day > month_length(whole, self.month):
            return ""
        return f"{whole:04d}-{self.month:02d}-{self.day:02d}"


def written_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The dates within a stretch of the text, in order."""
    for match in DATE.finditer(text, start, len(text) if end is None else min(end, len(text))):
        year, month, day = _numbers(match)
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield WrittenDate(year, month, day, Span(*match.span()))


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year (or 0), month and day; month 0 where their order is open."""
    for nth in ("1", "2"):
        if match[f"month{nth}"]:
            month = _NUMBERS[match[f"month{nth}"][:3].casefold()]
            return int(match[f"year{nth}"] or 0), month, int(match[f"day{nth}"])
    if match["year3"]:
        return int(match["year3"]), int(match["month3"]), int(match["day3"])
    one, two, year = int(match["one"]), int(match["two"]), int(match["year4"])
    # With full stops the day comes first everywhere; with strokes it depends on the country.
    if match["mark"] == "." or one > 12 or one == two:
        return year, two, one
    return (year, one, two) if two > 12 else (year, 0, 0)
