"""Where paragraphs begin and end: a line is one, unless lines are broken at a width, or hold a
sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from webapp.extract.base import Span

FEWEST = 3
"""Breaks within sentences that make a text one of broken lines; paragraphs of several lines that
make it one of a sentence a line."""
SHORT = 40
"""Characters of a line that ends before the width: a heading."""
SENTENCES_MOST = 5
"""Lines in a paragraph of a sentence a line, on average; more are paragraphs under a heading."""
SEVERAL_MOST = 0.15
"""The share of lines that may hold several sentences, or end none, all the same."""
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*$")
_INNER_END = re.compile(r"(?<![\w.])[a-z]{2,}[.!?][\"”’')]* [\"“‘(]?[A-Z]")
_TURN = re.compile(r"[A-Z][\w.'’ -]{0,40}: ")
"""A line of a transcript, which is a paragraph."""


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text, white space at their ends aside."""
    groups = list(_groups(text))
    joins = _broken(text, groups) or _a_sentence_each(text, groups)
    for group in groups:
        start = group[0].start
        for line, following in pairwise(group):
            if not (joins and joins(line, following)):
                yield Span(start, line.end)
                start = following.start
        yield Span(start, group[-1].end)


def _groups(text: str) -> Iterator[list[Span]]:
    """Lines that no blank line stands between."""
    group: list[Span] = []
    for match in _LINE.finditer(text):
        words = match.group()
        if not words.strip():
            continue
        start = match.start() + len(words) - len(words.lstrip())
        line = Span(start, match.start() + len(words.rstrip()))
        if group and text.count("\n", group[-1].end, line.start) > 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


class _Joins:
    """Whether a line and the next are of one paragraph."""

    def __init__(self, text: str, width: int, spaced: bool) -> None:
        self._text, self._width, self._spaced = text, width, spaced

    def __call__(self, line: Span, following: Span) -> bool:
        if _TURN.match(self._text, following.start, following.end):
            return False
        if goes_on(self._text, line, following):
            return True
        ends = bool(_ENDS.search(self._text, line.start, line.end))
        return ends and (self._spaced or self._full(line, following))

    def _full(self, line: Span, following: Span) -> bool:
        """Whether the first word of the next line had no room on a line."""
        word = following.of(self._text).split()[0]
        return line.end - line.start + 1 + len(word) > self._width


def goes_on(text: str, line: Span, following: Span) -> bool:
    """Whether a sentence runs on from a line to the next."""
    length = line.end - line.start
    if text[following.start].islower():
        return length > SHORT // 2
    return length > SHORT and not _ENDS.search(text, line.start, line.end)


def _broken(text: str, groups: Sequence[list[Span]]) -> _Joins | None:
    """For a text whose lines are broken at a width: most of them end within a sentence."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    inner = [pair for pair in pairs if goes_on(text, *pair)]
    if len(inner) < FEWEST or 2 * len(inner) < len(pairs):
        return None
    width = max(line.end - line.start for pair in pairs for line in pair)
    return _Joins(text, width, sum(len(group) > 1 for group in groups) > 1)


def _a_sentence_each(text: str, groups: Sequence[list[Span]]) -> _Joins | None:
    """For a text of a sentence a line and blank lines between paragraphs."""
    long = [group for group in groups if len(group) > 1]
    lines = [line for group in long for line in group]
    if len(long) < FEWEST or len(lines) > SENTENCES_MOST * len(long):
        return None
    odd = sum(
        bool(_INNER_END.search(text, line.start, line.end))
        or not _ENDS.search(text, line.start, line.end)
        for line in lines
    )
    return _Joins(text, 0, True) if odd <= SEVERAL_MOST * len(lines) else None
