"""Feasts: Christmas Eve, Easter Monday, Thanksgiving. Fixed days, days of Easter, nth weekdays."""

from __future__ import annotations

import tomllib
from functools import partial

from webapp.extract.times.context import Context
from webapp.extract.times.grammar import WORDS
from webapp.extract.times.points import Point, of_day, weekday
from webapp.extract.times.rules import Match, Reading, Rule, resolved, stated
from webapp.extract.times.tense import tense
from webapp.model.days import month_length, to_day

THINGS = frozenset(
    (
        *("tree", "trees", "gift", "gifts", "party", "card", "cards", "shopping", "sales", "egg"),
        *(
            "holidays",
            "holiday",
            "break",
            "vacation",
            "truce",
            "services",
            "parade",
            "eggs",
            "season",
        ),
        *("weekend", "week", "bonus", "dinner", "lights", "spirit", "market"),
    )
)
"""What is named after a feast and is no day."""


def read_feast(rule: str, match: Match, context: Context) -> Reading | None:
    """Christmas; New Year's Eve 1999; the Christmas of 1914; Good Friday."""
    month = int(rule[-2:]) if rule[0] != "E" else 4
    year = match.number("YEAR")
    if year is None:
        year = context.year_of(month, 15 if rule[0] == "E" else None, tense(match))
    if year is None:
        return None
    return (stated if match.of("YEAR") else resolved)(day_of(rule, year))


def day_of(rule: str, year: int) -> Point:
    """The day of a feast: `25-12`, `E-2` (two days before Easter), `4 Thu 11` (the fourth Thursday
    of November), `L Mon 05` (the last Monday of May)."""
    if rule[0] == "E":
        return of_day(easter(year) + int(rule[1:]))
    if " " not in rule:
        return Point("day", year, int(rule[3:]), int(rule[:2]))
    count, name, month = rule.split()
    wanted, number = WEEKDAYS.index(name), int(month)
    if count == "L":
        last = to_day(year, number, month_length(year, number))
        return of_day(last - (weekday(last) - wanted) % 7)
    first = to_day(year, number, 1)
    return of_day(first + (wanted - weekday(first)) % 7 + 7 * (int(count) - 1))


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def easter(year: int) -> int:
    """The day number of Easter Sunday in the western churches, by the rule of the Gregorian
    calendar: the Sunday after the full moon on or after 21 March."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    leap = (year + year // 4 + epact + 2 - century + century // 4) % 7
    return to_day(year, 3, 28) + epact - leap


def is_feast(match: Match) -> bool:
    """The day, not what is named after it: "Christmas Island", "the Lunar New Year"."""
    coded = match.coded
    words = [coded.word(i) for i in range(match.begin, match.end) if coded.word(i).isalpha()]
    named = [word for word in words if word.lower() not in ("the", "of", "s")]
    if not all(word[0].isupper() for word in named if not word.isdigit()):
        return False
    if coded.isa(match.begin - 1, "CAPITAL") or coded.isa(match.end, "CAPITAL"):
        return False
    return match.after not in THINGS


def _rules() -> tuple[Rule, ...]:
    feasts: dict[str, str] = tomllib.loads(WORDS.read_text("utf-8"))["feasts"]
    tail = " ((of|COMMA)? YEAR)?"
    return tuple(
        Rule("feast", f"the? {words}{tail}", partial(read_feast, rule), is_feast)
        for words, rule in feasts.items()
    )


RULES = _rules()
