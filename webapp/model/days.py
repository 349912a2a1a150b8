"""Days as whole numbers: days since 1970-01-01 in the proleptic Gregorian calendar.

Python's `datetime` ends at the years 1 and 9999 and nanosecond timestamps at 1677 and 2262; whole
day numbers have neither limit. Years are astronomical: 0 is 1 BC.
"""

from __future__ import annotations

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS_SHORT = tuple(name[:3] for name in MONTHS)


def to_day(year: int, month: int, day: int) -> int:
    """Day number of a date.

    Counts in 400-year cycles of 146,097 days from a year that begins in March, so that the leap day
    is the last day of its year.
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return (
        era * 146097
        + year_of_era * 365
        + year_of_era // 4
        - year_of_era // 100
        + (day_of_year - 719468)
    )


def from_day(number: int) -> tuple[int, int, int]:
    """(year, month, day) of a day number; the inverse of `to_day`."""
    era, day_of_era = divmod(number + 719468, 146097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    return era * 400 + year_of_era + (month <= 2), month, day


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return (31, 29 if is_leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def iso(number: int) -> str:
    """A day number as `2022-03-13`, an EDTF date for years of four digits.

    EDTF writes longer years without a day (`Y-12000`); such a year keeps all its digits here.
    """
    year, month, day = from_day(number)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def year_words(year: int) -> str:
    """A year in words: `1986`, `44 BC`."""
    return str(year) if year > 0 else f"{1 - year} BC"


def day_words(number: int) -> str:
    """A day number in words: `13 March 2022`."""
    year, month, day = from_day(number)
    return f"{day} {MONTHS[month - 1]} {year_words(year)}"
