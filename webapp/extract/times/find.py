"""From a text to its time expressions: look for phrases, keep the longest, read them in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from webapp.extract.base import Document, TimeExpression
from webapp.extract.times import absolute, feasts, hours, lengths, relative, told, weekdays, years
from webapp.extract.times.context import Context
from webapp.extract.times.grammar import Coded, encode, vocabulary
from webapp.extract.times.hours import minutes_of, with_clock
from webapp.extract.times.join import joined
from webapp.extract.times.lines import unbroken
from webapp.extract.times.narrative import Seen, is_narrative, of_the_present
from webapp.extract.times.points import written
from webapp.extract.times.ranges import Found, with_neighbours
from webapp.extract.times.rules import Match, Reading, Rule
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError

RULES: tuple[Rule, ...] = (
    *feasts.RULES,
    *absolute.RULES,
    *years.RULES,
    *relative.RULES,
    *weekdays.RULES,
    *told.RULES,
    *hours.RULES,
    *lengths.RULES,
)

_DAY = re.compile(r"\d-\d\d-\d\d")


def find_times(document: Document, published: str = "") -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in order; none overlaps another.

    `published` is the publication's date in EDTF, empty if unknown. Raises InputError if it is
    neither.
    """
    document = unbroken(document)
    day, exact = _publication(published)
    _rules()
    matches = joined(_dated(_chosen(list(_candidates(encode(document.text))))), document)
    context = Context(day, exact, is_narrative(matches, day))
    context.about = "" if exact or "/" in published else written(f"{published.rstrip('~')}~")
    context.first_year = next((m.number("YEAR") for m in matches if m.of("YEAR")), None)
    now = context.now
    return tuple(with_neighbours(list(_read(matches, context, document)), now))


def _publication(published: str) -> tuple[int | None, bool]:
    """The last day of publication, and whether it is known to the day."""
    if not published:
        return None, False
    try:
        date = parse_date(published)
    except DateError as error:
        raise InputError(f"The publication date {published!r} {error}") from error
    return date.latest, date.latest is not None and date.earliest == date.latest


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, vocabulary().compile(rule.pattern)) for rule in RULES)


def _candidates(coded: Coded) -> Iterator[Match]:
    """Every place where a rule applies, also where places of one rule overlap."""
    for rule, pattern in _rules():
        found = pattern.search(coded.codes)
        while found:
            begin, end = found.span("x") if "x" in pattern.groupindex else found.span()
            match = Match(coded, rule, begin, end, *found.span())
            if rule.guard is None or rule.guard(match):
                yield match
            found = pattern.search(coded.codes, found.start() + 1)


def _chosen(matches: list[Match]) -> list[Match]:
    """From left to right, the longest at each place; of equals the one that looked furthest."""
    matches.sort(key=lambda m: (m.begin, -m.end, m.all_begin - m.all_end))
    chosen: list[Match] = []
    for match in matches:
        if not chosen or match.begin >= chosen[-1].end:
            chosen.append(match)
    return chosen


def _dated(matches: list[Match]) -> list[Match]:
    """The matches, those with a year of two digits knowing the full year told before."""
    around = None
    for match in matches:
        if match.of("SHORT"):
            match.around = around
        elif match.of("YEAR"):
            around = match.number("YEAR")
    return matches


def _read(matches: list[Match], context: Context, document: Document) -> Iterator[Found]:
    blocks = [block.span for block in document.blocks]
    known = context.narrative and context.published is not None
    present = of_the_present(matches, blocks) if known else []
    seen = Seen(blocks, history=context.narrative, present=present)
    for match in matches:
        seen.enter(match, context)
        reading = match.rule.read(match, context)
        if reading is None:
            continue
        if reading.point:
            aside, year = seen.in_passing(match, reading.point, context), context.year
            context.tell(reading.point, aside)
            if not aside:
                context.note_turn(year, match.of("YEAR"))
            seen.frame(match, reading.point, context)
        for time in match.extras:
            reading = with_clock(reading, time)
        context.clock = minutes_of(reading.value) if reading.kind == "TIME" else context.clock
        date = reading.date if context.exact else _blurred(reading, context)
        kind, rule = reading.kind, match.rule.name
        found = TimeExpression(match.span, date, reading.basis, reading.value, kind, rule)
        yield Found(match, found, reading.point)


def _blurred(reading: Reading, context: Context) -> str:
    """The date, if it does not pretend to days that count from a publication whose day nobody
    knows; then about the time of publication."""
    counted = context.now is not None and reading.basis != "stated"
    return context.about if counted and _DAY.search(reading.date) else reading.date
