"""The lines of an article, and those among them in which it speaks of itself."""

from __future__ import annotations

import re
from functools import cached_property

from webapp.articles.base import Guess
from webapp.extract.base import Span

HEAD, FOOT = 12, 8
"""Lines at the start and at the end that may tell of the article and not of its story."""
LONGEST = 400
"""Characters of a line that are looked at."""

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")


class Lines:
    """The lines of a normalised text that are not blank, without white space at their ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [Span(*match.span()) for match in _LINE.finditer(text)]

    @cached_property
    def head(self) -> list[Span]:
        """The first lines."""
        return self.all[:HEAD]

    @cached_property
    def foot(self) -> list[Span]:
        """The last lines, the last one first; a line of the head is none."""
        return self.all[HEAD:][-FOOT:][::-1]

    @property
    def edge(self) -> list[Span]:
        """Head and foot."""
        return [*self.head, *self.foot]

    def of(self, span: Span) -> str:
        """The words of a line."""
        return self.text[span.start : min(span.end, span.start + LONGEST)]

    def guess(self, line: Span, match: re.Match[str], group: str | int, why: str) -> Guess:
        """A guess whose words are a group of a match in a line."""
        start, end = match.span(group)
        words = match[group]
        end -= len(words) - len(words.rstrip())
        return Guess(words.strip(), why, Span(line.start + start, line.start + end))
