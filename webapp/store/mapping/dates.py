"""Dates as people write them in spreadsheets, to EDTF. An order of day and month is never guessed.

What is less exact than a day stays so; what has more than one reading has none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.model.dates import DateError, parse_date
from webapp.model.days import MONTHS, MONTHS_SHORT, month_length

Order = str | None
_TIME = (
    r"(?:[T ,]+\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?\s*"
    r"(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}})\.?{_TIME}", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\.0)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_YEAR_LAST = re.compile(
    rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d\d)\.?{_TIME}", re.ASCII
)
_QUARTER = re.compile(r"q([1-4])[ ,/-]*(\d{4})|(\d{4})[ ,/-]*q([1-4])", re.ASCII | re.IGNORECASE)
_DECADE = re.compile(r"(?:the +)?(\d{3})0['’]?s", re.ASCII | re.IGNORECASE)
_SEASON = re.compile(r"(spring|summer|autumn|fall|winter),? (?:of )?(\d{4})", re.IGNORECASE)
_BC = re.compile(r"(\d{1,4}) *b\.?c\.?(?:e\.?)?", re.ASCII | re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:circa|ca?\.?|approx(?:\.|imately)?|about|around|~|≈|um|etwa|vers|около|близько)"
    r"(?:(?<=[.~≈])|(?= )) *(.+)|(.+?) *\((?:approx\.?|circa|ca?\.|about|approximately)\)",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:(?:probably|possibly|perhaps) )?(.+?) *\(?\?\)?|(?:probably|possibly|perhaps) (.+)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:before|until|by|up to|no later than) +(.+)", re.IGNORECASE)
_SINCE = re.compile(
    r"(?:after|since|from) +(.+)|(.+?) *(?:[-–—/]|to|until) *(?:ongoing|present|now|today)",
    re.IGNORECASE,
)
_RANGES = (
    re.compile(r"between (.+?) and (.+)", re.IGNORECASE),
    re.compile(
        r"(?:from )?(.+?)(?: to | until | through | bis | au | al | по )(.+)", re.IGNORECASE
    ),
    re.compile(r"(.+?)\s*[–—]\s*(.+)"),
    re.compile(r"(.+?) - (.+)"),
    re.compile(r"(\d{4})-(\d{4})", re.ASCII),
    re.compile(r"(\d{4}-\d\d(?:-\d\d)?)/(\d{4}-\d\d(?:-\d\d)?)", re.ASCII),
)
_DAY_RANGE = re.compile(r"(\d{1,2})\.?\s*[-–—]\s*(\d{1,2})\.? ([^\W\d]+)\.?,? (\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_IGNORED = frozenset(("of", "the", "de", "del", "der", "den", "le", "st", "nd", "rd", "th", "er"))
_UNKNOWN = "unknown|unk|n/a|na|nan|none|null|?|-|--|–|undated|not known|no date|nat"
UNKNOWN = frozenset(("", *_UNKNOWN.split("|"), "unbekannt", "inconnu", "неизвестно", "невідомо"))
EXAMPLE = "write for example 2022-03-13, 2022-03 or 2022"
NO_DAY = f"is not a day of the calendar; {EXAMPLE}"


class Unread(ValueError):  # noqa: N818
    """A date of which there is no reading. The message says what would be right."""


@dataclass(frozen=True)
class How:
    """How a table writes its dates: see Mapping."""

    order: Order = None
    century: str | None = None


def _month_names() -> dict[str, int]:
    """Months by name: English here, other languages from a table."""
    found = {name.casefold(): at for at, name in enumerate(MONTHS, 1)}
    found |= {name.casefold(): at for at, name in enumerate(MONTHS_SHORT, 1)} | {"sept": 9}
    with Path(__file__).with_name("months.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["name"], int(row["month"]))
    return found


_MONTH = _month_names()
_WEEKDAYS = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[a-z]*[.,]* +",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def to_edtf(text: str, how: How) -> str:
    """The EDTF date that a cell means; XXXX where it says that the date is not known.

    Raises Unread with what would be right.
    """
    text = re.sub(r"\s+", " ", text.strip())
    if text.casefold() in UNKNOWN:
        return "XXXX"
    try:
        found = _edtf(text) or _read(text, how)
        parse_date(found)
    except DateError as error:
        raise Unread(str(error)) from error
    return found


def _edtf(text: str) -> str:
    """The text itself where it is EDTF already, but for a time of day."""
    try:
        return parse_date(text).text
    except DateError:
        return ""


def _read(text: str, how: How) -> str:
    text = _WEEKDAYS.sub("", text)
    for case in _CASES:
        found = case(text, how)
        if found:
            return found
    raise Unread(_advice(text))


def _advice(text: str) -> str:
    if re.fullmatch(r"[1-6]\d{4}(?:[.,]\d+)?", text, re.ASCII):
        return "looks like a spreadsheet's count of days; format that column as a date there"
    if re.fullmatch(r"\d{10}(?:\d{3})?", text, re.ASCII):
        return "looks like a computer's count of seconds; write it as a date, such as 2022-03-13"
    return f"is not understood as a date; {EXAMPLE}"


def day_of(year: int, month: int, day: int = 0) -> str:
    """A day or a month as EDTF. Raises Unread where the calendar has none such."""
    if not 1 <= month <= 12 or not 0 <= day <= month_length(year, month):
        raise Unread(NO_DAY)
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _year_first(text: str, how: How) -> str:
    """`2022/3/13`, `2022-03-13 14:05`, `20220313`."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _whole_day(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return _whole_day(*map(int, match.groups()))
    return ""


def _whole_day(year: int, month: int, day: int) -> str:
    if not day:
        raise Unread(NO_DAY)
    return day_of(year, month, day)


def _year_or_month(text: str, how: How) -> str:
    """`2022.0`, `2022/3`, `3/2022`."""
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _YEAR_MONTH.fullmatch(text):
        return day_of(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return day_of(int(match[2]), int(match[1]))
    return ""


def _numbers(text: str, how: How) -> str:
    """`13/03/2022`, `03/13/22`, `22-03-13`: in the order that the mapping says."""
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return ""
    one, two, last = match[1], match[3], match[4]
    if how.order == "ymd" and len(last) == 2:
        return _whole_day(_full_year(one, how, text), int(two), int(last))
    year = _full_year(last, how, text)
    readings = {order: _day_or_none(year, one, two, order) for order in ("dmy", "mdy")}
    if how.order in readings:
        return readings[how.order] or _refuse_order(how.order, readings)
    return _only_reading(readings)


def _refuse_order(order: str, readings: dict[str, str]) -> str:
    other = next((reading for reading in readings.values() if reading), "")
    if not other:
        raise Unread(NO_DAY)
    words = "day first" if order == "dmy" else "month first"
    raise Unread(f"is no day with the {words}, as this table is read; write {other} if meant")


def _only_reading(readings: dict[str, str]) -> str:
    """The reading where no order is known: only one that needs none."""
    found = sorted({reading for reading in readings.values() if reading})
    if not found:
        raise Unread(NO_DAY)
    if len(found) > 1:
        raise Unread(
            f"may be {' or '.join(found)}; say in the mapping whether day or month is first"
        )
    return found[0]


def _day_or_none(year: int, one: str, two: str, order: str) -> str:
    day, month = (one, two) if order == "dmy" else (two, one)
    try:
        return _whole_day(year, int(month), int(day))
    except Unread:
        return ""


def _full_year(digits: str, how: How, text: str) -> int:
    if len(digits) == 4:
        return int(digits)
    if how.century is None or len(digits) != 2:
        raise Unread("has a year of two digits; say in the mapping which century is meant")
    return int(how.century) + int(digits)


def _days_of_month(text: str, how: How) -> str:
    """`24-26 February 2022`."""
    match = _DAY_RANGE.fullmatch(text)
    month = _MONTH.get(match[3].casefold(), 0) if match else 0
    if not match or not month:
        return ""
    year = int(match[4])
    return _joined(*(_whole_day(year, month, int(match[n])) for n in (1, 2)))


def _named(text: str, how: How) -> str:
    """`13 March 2022`, `March 13th, 2022`, `13-Mar-22`, `March 2022`, `2022 March 13`."""
    plain = re.sub(rf"{_TIME}$", "", text) if ":" in text else text
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th|er)\b", "", plain, flags=re.IGNORECASE)
    if not re.fullmatch(r"[\w\s.,/’'-]+", plain):
        return ""
    parts = [part for part in _WORDS.findall(plain) if part.casefold() not in _IGNORED]
    months = [_MONTH.get(part.casefold(), 0) for part in parts if not part.isdecimal()]
    numbers = [part for part in parts if part.isdecimal()]
    if len(months) != 1 or not months[0] or not 1 <= len(numbers) <= 2:
        return ""
    return _with_month(months[0], numbers, how, text)


def _with_month(month: int, numbers: list[str], how: How, text: str) -> str:
    long = [number for number in numbers if len(number) == 4]
    if len(numbers) == 1:
        if not long:
            raise Unread(f"has no year of four digits; {EXAMPLE}")
        return day_of(int(long[0]), month)
    if len(long) == 1:
        day = next(number for number in numbers if number != long[0])
        return _whole_day(int(long[0]), month, int(day))
    if long or how.order == "ymd":
        return ""
    return _whole_day(_full_year(numbers[1], how, text), month, int(numbers[0]))


def _quarter(text: str, how: How) -> str:
    """`Q1 2022`, `2022-Q1`: a range of months."""
    match = _QUARTER.fullmatch(text)
    if not match:
        return ""
    year, number = match[2] or match[3], int(match[1] or match[4])
    return f"{year}-{3 * number - 2:02d}/{year}-{3 * number:02d}"


def _longer(text: str, how: How) -> str:
    """`1980s`, `spring 2022`, `44 BC`."""
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    if match := _SEASON.fullmatch(text):
        at = ("spring", "summer", "autumn", "winter").index(
            match[1].casefold().replace("fall", "autumn")
        )
        return f"{match[2]}-{21 + at}"
    if match := _BC.fullmatch(text):
        return f"-{int(match[1]) - 1:04d}" if int(match[1]) > 1 else "0000"
    return ""


def _marked(text: str, how: How) -> str:
    """`circa 1986`, `March 2022 (?)`: with EDTF's marks for about and uncertain."""
    for pattern, mark in ((_ABOUT, "~"), (_DOUBT, "?")):
        match = pattern.fullmatch(text)
        inner = next((part for part in match.groups() if part), "") if match else ""
        if inner:
            date = to_edtf(inner, how)
            return "/".join(side if side in ("", "..") else side + mark for side in date.split("/"))
    return ""


def _open(text: str, how: How) -> str:
    """`before 2014`, `since March 2022`, `2014 to present`."""
    if match := _UNTIL.fullmatch(text):
        return f"../{_end(match[1], how)}"
    if match := _SINCE.fullmatch(text):
        inner = match[1] or match[2]
        return "" if re.search(r"\b(?:to|until|till)\b", inner) else f"{_end(inner, how)}/.."
    return ""


def _range(text: str, how: How) -> str:
    """`24 February 2022 to 2 March 2022`, `2014–2016`."""
    for pattern in _RANGES:
        match = pattern.fullmatch(text)
        if match:
            try:
                return _joined(_end(match[1], how), _end(match[2], how))
            except Unread:
                continue
    return ""


def _end(text: str, how: How) -> str:
    """One side of a range."""
    date = to_edtf(text, how)
    if "/" in date or date == "XXXX":
        raise Unread(f"is not understood as a date; {EXAMPLE}")
    return date


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


_CASES: tuple[Callable[[str, How], str], ...] = (
    _year_first,
    _year_or_month,
    _numbers,
    _quarter,
    _longer,
    _days_of_month,
    _open,
    _range,
    _marked,
    _named,
)


def span(first: str, last: str, how: How) -> str:
    """The range from one cell to another; an empty end is the day of the beginning."""
    start, end = to_edtf(first, how), to_edtf(last, how)
    if end == "XXXX":
        return start
    if start == "XXXX":
        return f"../{end}" if "/" not in end else end
    if "/" in start or "/" in end:
        raise Unread("is a range already, so there can be no end date beside it")
    return _checked(_joined(start, end))


def from_parts(year: str, month: str, day: str, how: How) -> str:
    """The date of a year, a month and a day; those not known are left out."""
    years, months, days = (_part(text) for text in (year, month, day))
    if not years:
        return "XXXX"
    if not re.fullmatch(r"\d{4}", years, re.ASCII):
        return to_edtf(years, how)
    number = _month_number(months)
    if not number:
        return years
    if days and not re.fullmatch(r"\d{1,2}", days, re.ASCII):
        raise Unread(f"is no day of a month: {days[:40]}; write a number from 1 to 31")
    return day_of(int(years), number, int(days or 0))


def _part(text: str) -> str:
    plain = re.sub(r"(?<=\d)\.0+$", "", text.strip())
    return "" if plain.casefold() in UNKNOWN or plain.strip("0") == "" else plain


def _month_number(text: str) -> int:
    if not text:
        return 0
    named = _MONTH.get(text.casefold().strip("."), 0)
    if not named and not re.fullmatch(r"\d{1,2}", text, re.ASCII):
        raise Unread(f"is no month: {text[:40]}; write a number from 1 to 12, or its name")
    return named or int(text)


def _checked(text: str) -> str:
    try:
        return parse_date(text).text
    except DateError as error:
        raise Unread(str(error)) from error
