"""Dates that stand for more than themselves: "from 24 February to 2 March", "since 2014"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.extract.base import TimeExpression
from webapp.extract.times.points import GRAINS, Point, day_text, written
from webapp.extract.times.rules import Match


@dataclass(frozen=True)
class Found:
    """An expression with the words it was read from and the point that it tells, if any."""

    match: Match
    time: TimeExpression
    point: Point | None


LINKS = frozenset(("to", "until", "till", "through", "-", "–", "—"))
PERFECT = frozenset(("has", "have", "'ve", "’ve", "been"))
REACH = 10
"""Words about "since" in which the verb may stand."""
ABOUT = frozenset(("about", "around", "circa", "approximately", "c", "ca"))


def with_neighbours(found: Sequence[Found], now: int | None) -> list[TimeExpression]:
    """The expressions in order, each with what its neighbours tell of it.

    The two ends of a range both have the whole range as their date, because what happened then
    happened within it; what TIMEX3 writes stays that of each. `now` is the day of publication.
    """
    times = [_alone(one.match, one.time, now) for one in found]
    for place in range(len(found) - 1):
        first, second = found[place].match, found[place + 1].match
        if _same(found[place], found[place + 1]):
            times[place] = _as(found[place], times[place], found[place + 1])
        elif _same(found[place + 1], found[place]):
            times[place + 1] = _as(found[place + 1], times[place + 1], found[place])
        elif _linked(first, second):
            both = written(f"{_start(times[place].date)}/{times[place + 1].date}")
            if both:
                times[place] = replace(times[place], date=both)
                times[place + 1] = replace(times[place + 1], date=both)
    return times


def _same(shift: Found, other: Found) -> bool:
    """Whether a date that is counted stands beside one that is told: "two years later, in 1942";
    "in 1942, two years later"."""
    if shift.match.rule.name != "shift" or other.point is None or shift.point is None:
        return False
    if other.match.rule.name == "shift" or shift.match.sentence != other.match.sentence:
        return False
    first, second = sorted((shift.match, other.match), key=lambda match: match.first)
    gap = [first.coded.at(i) for i in range(first.last, second.first)]
    return gap == [","] or (first is shift.match and gap in ([",", "in"], [",", "on"], ["in"]))


def _as(shift: Found, time: TimeExpression, other: Found) -> TimeExpression:
    """The counted date as the told one has it, at the grain that was counted in."""
    if shift.point is None or other.point is None:
        return time
    fine, coarse = GRAINS.index(other.point.grain), GRAINS.index(shift.point.grain)
    point = other.point.up(shift.point.grain) if fine >= coarse else other.point
    return replace(time, date=point.edtf, value=point.value)


def _start(date: str) -> str:
    return date.partition("/")[0]


def _linked(first: Match, second: Match) -> bool:
    """From one to the other; between one and the other."""
    coded, begin, end = first.coded, first.last, second.first
    if not 1 <= end - begin <= 2 or first.sentence != second.sentence:
        return False
    link = coded.at(begin)
    if end - begin == 2 and coded.at(begin + 1) != "the":
        return False
    before = coded.at(first.first - 1)
    return link in LINKS or (link == "and" and before == "between")


def _alone(match: Match, time: TimeExpression, now: int | None) -> TimeExpression:
    """About a date; since a date, of what is still so, or was until the publication."""
    before = match.coded.at(match.first - 1)
    if before in ABOUT and time.basis == "stated" and "/" not in time.date:
        return replace(time, date=written(f"{time.date.rstrip('~')}~") or time.date)
    if before != "since" or "/" in time.date:
        return time
    end = ".." if _near(match, PERFECT) else ""
    if not end and now is not None and _near(match, frozenset(("had",))):
        end = day_text(now)
    return replace(time, date=written(f"{time.date}/{end}") or time.date) if end else time


def _near(match: Match, verbs: frozenset[str]) -> bool:
    """Whether one of the verbs stands beside "since": "has been at war since 2014"."""
    sides = range(match.first - REACH, match.last + REACH)
    return any(
        match.coded.at(i) in verbs and match.sentence.start <= _start_of(match, i) < _end(match)
        for i in sides
    )


def _start_of(match: Match, index: int) -> int:
    tokens = match.coded.tokens
    return tokens[index].start if 0 <= index < len(tokens) else -1


def _end(match: Match) -> int:
    return match.sentence.end
