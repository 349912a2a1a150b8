"""Days of the week: "Sunday", "next Monday", "two Sundays ago", "Monday last week"."""

from __future__ import annotations

from webapp.extract.times.amounts import count_of
from webapp.extract.times.context import Context
from webapp.extract.times.grammar import vocabulary
from webapp.extract.times.points import Point, of_day, weekday
from webapp.extract.times.relative import STEPS
from webapp.extract.times.rules import Match, Reading, Rule, resolved
from webapp.extract.times.tense import tense

NAMED_DAYS = frozenset(
    ("Bloody", "Black", "White", "Red", "Blue", "Good", "Ash", "Palm", "Cyber", "Super", "Easter")
)
NAMED_BY = frozenset(
    ("Times", "Telegraph", "Mail", "Mirror", "Express", "Post", "Night", "Agreement")
)


def read_weekday(match: Match, context: Context) -> Reading | None:
    """Sunday; early Friday; last Thursday; next Monday."""
    number = match.number("WEEKDAY") or 0
    if match.before == "a" and context.day is not None and weekday(context.day) == number:
        return resolved(of_day(context.day))  # "April 6, a Saturday"
    told = tense(match)
    ahead = match.has("next", "coming") or (not match.has("last", "past") and bool(told))
    ahead |= match.has("this") and told is not False
    point = _paired_day(match, context) or context.weekday(number, ahead)
    if point is None:
        return Reading(f"XXXX-WXX-{number + 1}", "DATE", context.around)
    if context.now is not None and point.first == context.now and match.has("last", "next"):
        point = of_day(point.first + (7 if match.has("next") else -7))
    return resolved(point)


def _paired_day(match: Match, context: Context) -> Point | None:
    """The Saturday of "Friday and Saturday": the next one after the day just told."""
    coded, day = match.coded, context.day
    pair = match.before in ("and", "or", "to", "through", "-", "–") and match.end - match.begin == 1
    if not pair or day is None or not coded.isa(match.begin - 2, "WEEKDAY"):
        return None
    known = vocabulary().values["WEEKDAY"]
    first, second = (int(known[coded.at(i)]) for i in (match.begin - 2, match.begin))
    return of_day(day + (second - first) % 7) if weekday(day) == first != second else None


def read_weekdays_ago(match: Match, context: Context) -> Reading | None:
    """Two Sundays ago."""
    point = context.weekday(match.number("WEEKDAYS") or 0, False)
    amount = count_of(match)
    if point is None or amount is None:
        return None
    weeks = amount - (point.first != context.now)
    return resolved(of_day(point.first - 7 * int(weeks)))


def is_weekday(match: Match) -> bool:
    """A day, not a name: Black Friday, the Sunday Times."""
    coded = match.coded
    return coded.word(match.begin - 1) not in NAMED_DAYS and coded.word(match.end) not in NAMED_BY


def read_weekday_in_week(match: Match, context: Context) -> Reading | None:
    """Monday last week; Friday of next week."""
    now = context.current("week")
    if now is None:
        return None
    step = next((STEPS[word] for word in STEPS if match.has(word)), 0)
    return resolved(of_day(now.shifted(step).first + (match.number("WEEKDAY") or 0)))


def read_weeks_ago(match: Match, context: Context) -> Reading | None:
    """A week ago Friday: a week before the last one."""
    point, amount = context.weekday(match.number("WEEKDAY") or 0, False), count_of(match)
    if point is None or amount is None:
        return None
    return resolved(of_day(point.first - 7 * int(amount)))


RULES = (
    Rule("weekday", "((EDGE|earlier|later) on? | last|next|this (past|coming)?|(the|this) next"
         " |the last|past|coming)? WEEKDAY", read_weekday, is_weekday),
    Rule("weekday of a week", "WEEKDAY of? (last|next|this) week", read_weekday_in_week),
    Rule("weekday", "(NUM|NUMWORD) WEEKDAYS ago", read_weekdays_ago),
    Rule("weekday", "(a|NUM|NUMWORD) (week|weeks) ago on? WEEKDAY", read_weeks_ago),
)  # fmt: skip
