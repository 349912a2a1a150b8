"""What would be right instead of a date that is none: advice for the writer of a table.

Nothing is repaired here. Where a notation leaves only one date, it is spelt out; where the order of
day and month is open, both are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from webapp.model.days import MONTHS, MONTHS_SHORT, month_length

EXAMPLES = "2022-03-13, 2022-03, 1986, 2022-03-02~, 2022-02-24/2022-03-02, ../2022-03-13 or 2014/.."
_MONTH_NUMBER = {name.casefold(): at for at, name in enumerate(MONTHS, 1)} | {
    name.casefold(): at for at, name in enumerate(MONTHS_SHORT, 1)
}
_YEAR_LAST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[./ -](\d{1,2})[./ -](\d{1,2})|(\d\d)(\d\d))", re.ASCII)
_MARK_FIRST = re.compile(r"([~?%])([\d-]+)", re.ASCII)


def hint(text: str, reason: str = "is not a date in EDTF") -> str:
    """Why `text` is no date, and what to write: reads on after the value.

    `reason` is said when nothing better is found.
    """
    if not text.strip():
        return f"is empty; write for example {EXAMPLES}, or XXXX where nothing dates it"
    if text != text.strip():
        return f"has white space around it; write {text.strip()[:40]}"
    for clue in _CLUES:
        advice = clue(text)
        if advice:
            return advice
    return f"{reason}; write for example {EXAMPLES}"


def _year_last(text: str) -> str:
    """`13/03/2022`, `03.04.2022`."""
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return ""
    one, two, year = map(int, match.groups())
    readings = [_iso(year, two, one), _iso(year, one, two)]
    found = list(dict.fromkeys(reading for reading in readings if reading))
    if not found:
        return f"is not a day of the calendar; write for example {EXAMPLES}"
    meant = ", whichever is meant" if len(found) > 1 else ""
    return f"day and month order is not guessed; write {' or '.join(found)}{meant}"


def _year_first(text: str) -> str:
    """`2022/03/13`, `2022-3-13`, `20220313`."""
    match = _YEAR_FIRST.fullmatch(text)
    date = _iso(*map(int, filter(None, match.groups()))) if match else ""
    return f"is not a date in EDTF; write {date}" if date else ""


def _month_name(text: str) -> str:
    """`March 13, 2022`, `13 Mar 2022`, `March 2022`."""
    parts = re.findall(r"[^\W\d]+|\d+", text)
    months = [_MONTH_NUMBER[part.casefold()] for part in parts if part.casefold() in _MONTH_NUMBER]
    years = [int(part) for part in parts if re.fullmatch(r"\d{4}", part, re.ASCII)]
    days = [int(part) for part in parts if re.fullmatch(r"\d{1,2}", part, re.ASCII)]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return ""
    date = _iso(years[0], months[0], days[0]) if days else f"{years[0]:04d}-{months[0]:02d}"
    return f"is a date in words; write {date}" if date else ""


def _mark_first(text: str) -> str:
    """`~2022`: level 2 where level 1 would do."""
    match = _MARK_FIRST.fullmatch(text)
    return f"has its mark in front; write {match[2]}{match[1]}" if match else ""


def _unknown(text: str) -> str:
    """`unknown`, `n/a`, `2014/open`, `198x`."""
    if text.casefold() in (
        "unknown",
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "?",
        "-",
        "undated",
        "open",
    ):
        return "is not a date in EDTF; write XXXX where nothing dates it"
    if re.fullmatch(r"\d[\dxu]{3}", text, re.ASCII | re.IGNORECASE):
        return f"is not a date in EDTF; write {re.sub('[xuU]', 'X', text)} for an unknown digit"
    side = re.sub(r"\b(?:open|unknown|now|present|ongoing)\b", "..", text, flags=re.IGNORECASE)
    return f"is not a date in EDTF; write {side} for an open end" if side != text else ""


def _iso(year: int, month: int, day: int) -> str:
    """The day as EDTF, or nothing when the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


_CLUES: tuple[Callable[[str], str], ...] = (
    _year_last,
    _year_first,
    _month_name,
    _mark_first,
    _unknown,
)
