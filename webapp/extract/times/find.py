"""From a text to its time expressions: look for phrases, keep the longest, read them in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from webapp.extract.base import Document, TimeExpression
from webapp.extract.times import absolute
from webapp.extract.times.context import Context
from webapp.extract.times.grammar import Coded, encode, vocabulary
from webapp.extract.times.rules import Match, Rule
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError

RULES: tuple[Rule, ...] = (*absolute.RULES,)


def find_times(document: Document, published: str = "") -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in order; none overlaps another.

    `published` is the publication's date in EDTF, empty if unknown. Raises InputError if it is
    neither.
    """
    _rules()
    coded = encode(document.text)
    matches = _chosen(list(_candidates(coded)))
    context = _context(published)
    return tuple(_read(matches, context))


def _context(published: str) -> Context:
    if not published:
        return Context(None, False, narrative=True)
    try:
        date = parse_date(published)
    except DateError as error:
        raise InputError(f"The publication date {published!r} {error}") from error
    exact = date.latest is not None and date.earliest == date.latest
    return Context(date.latest, exact, narrative=date.latest is None)


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


def _read(matches: list[Match], context: Context) -> Iterator[TimeExpression]:
    for match in matches:
        reading = match.rule.read(match, context)
        if reading is None:
            continue
        if reading.point:
            context.tell(reading.point)
        yield TimeExpression(
            match.span, reading.date, reading.basis, reading.value, reading.kind, match.rule.name
        )
