"""Expressions side by side: "8 p.m. on Friday" is one, "May to July 1942" share their year."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from webapp.extract.base import Document, Span
from webapp.extract.times.rules import Match
from webapp.extract.times.years import told_year

DAYS = frozenset(
    ("day month", "month day", "weekday", "today", "numeric", "day of the month", "weekday told")
)
CLOCKS = frozenset(("clock", "part of the day"))
TIME_FIRST = ("", ",", "of", "on", "of,the", "on,the", "of,that", "local,time")
DATE_FIRST = ("", ",", "at", "in,the")
SHARED = frozenset(
    ("to", "and", "until", "till", "through", "-", "–", "/", "or", ",", "from", "the")
)
MONTHLY = frozenset(
    ("day month", "month day", "month", "season", "day and day month", "month day and day")
)


def joined(matches: Iterable[Match], document: Document) -> list[Match]:
    """The expressions with their sentences, times joined to their days, and shared years."""
    found = list(matches)
    _place(found, document)
    _lend(found)
    found = _timed(_timed(found))
    for first, second in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        _share_year(first, second)
    return found


def _lend(matches: list[Match]) -> None:
    """Times that brackets part from their day: "10:00 (08:00 GMT) on Friday", "9 p.m. Friday
    (0100 GMT)"."""
    for first, second in pairwise(matches):
        if second.rule.name == "clock" and _gap(first, second) == "(" and _is_day(first):
            second.borrow = first
    for first, second, day in zip(matches, matches[1:], matches[2:], strict=False):
        times = first.rule.name == second.rule.name == "clock" and _is_day(day)
        if times and _gap(first, second) == "(" and _gap(second, day) in (")", "),on"):
            first.borrow = second.borrow = day


def _place(matches: list[Match], document: Document) -> None:
    """Tell each its sentence."""
    starts = [sentence.start for sentence in document.sentences]
    for match in matches:
        at = bisect_right(starts, match.span.start) - 1
        match.sentence = document.sentences[at] if at >= 0 else Span(0, len(document.text))


def _gap(first: Match, second: Match) -> str | None:
    """The words between two, with commas; None where there are many."""
    begin, end = first.last, second.first
    if second.first >= begin and first.coded.at(begin + 1) == "time":
        begin += 2  # "8 p.m. Baghdad time on Friday"
    if not 0 <= end - begin <= 3:
        return None
    return ",".join(first.coded.at(i) for i in range(begin, end))


def _timed(matches: list[Match]) -> list[Match]:
    """Times of day become a part of the day beside them."""
    done: list[Match] = []
    for match in matches:
        before = done[-1] if done else None
        if before is not None and before.sentence == match.sentence:
            gap = _gap(before, match)
            clock = before.rule.name == "clock" and _is_told_day(match)
            part = _is_time(before) and match.one("UNIT") == "D" and _is_told_day(match)
            if ((_is_time(before) and _is_day(match)) or clock or part) and gap in TIME_FIRST:
                match.extras = (*match.extras, before)
                done[-1] = match
                continue
            day = _is_day(before) or (_is_told_day(before) and before.of("UNIT"))
            if day and _is_time(match) and _follows(gap, match):
                before.extras = (*before.extras, match)
                continue
        done.append(match)
    return done


def _follows(gap: str | None, time: Match) -> bool:
    """A clock may follow with "at"; a part of the day only at once ("Monday morning")."""
    if time.rule.name == "clock":
        return gap in DATE_FIRST
    at_noon = gap == "at" and time.has("noon", "midday", "midnight", "dawn", "dusk")
    return (gap == "" or at_noon) and time.coded.isa(time.begin, "PART")


def _is_told_day(match: Match) -> bool:
    """The next day; that day; the next morning: a day beside which a time can stand."""
    if match.rule.name in ("told unit", "unit beside"):
        return (
            match.one("UNIT") == "D" and not match.of("EDGE") and not match.has("earlier", "later")
        )
    if match.rule.name == "part of this day":
        return True
    return match.rule.name == "part of the day" and match.has(
        "next", "following", "previous", "that", "same"
    )


def _is_time(match: Match) -> bool:
    return match.rule.name in CLOCKS


def _is_day(match: Match) -> bool:
    return match.rule.name in DAYS


def _month(match: Match, default: int) -> int:
    """The number of a month, or of the one in which a season begins."""
    return match.number("MON") or 3 * (match.number("SEASON") or 0) or default


def _share_year(first: Match, second: Match) -> None:
    """Give the first the year of the second, if it tells none and they are joined."""
    if first.rule.name not in MONTHLY or second.rule.name not in MONTHLY or first.of("YEAR"):
        return
    gap = _gap(first, second)
    year = second.hint if told_year(second) is None else told_year(second)
    if gap is None or year is None or first.of("BCE"):
        return
    if gap and set(gap.split(",")) - SHARED - {""}:
        return
    later = _month(first, 0) > _month(second, 12)
    first.hint = year - later
