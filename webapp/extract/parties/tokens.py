"""The words of a parsed article by position, and the people that the parser sees in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from webapp.extract.base import Span
from webapp.extract.language import Parsed, Token


def end_of(token: Token) -> int:
    """Where a word ends."""
    return token.idx + len(token.text)


def span_of(tokens: Sequence[Token]) -> Span:
    """The stretch from the first of some words to the last."""
    return Span(tokens[0].idx, end_of(tokens[-1]))


class Tokens:
    """Words by position."""

    def __init__(self, parsed: Parsed) -> None:
        self.all: list[Token] = list(parsed)
        self._starts = [token.idx for token in self.all]

    def within(self, span: Span) -> list[Token]:
        """The words that begin in a stretch."""
        first = bisect_left(self._starts, span.start)
        return self.all[first : bisect_left(self._starts, span.end)]

    def number(self, place: int) -> int:
        """The number of the first word from a place on."""
        return bisect_left(self._starts, place)

    def before(self, place: int, most: int = 12) -> list[Token]:
        """The words before a place, the nearest first."""
        at = self.number(place)
        return self.all[max(0, at - most) : at][::-1]

    def after(self, place: int, most: int = 30) -> list[Token]:
        """The words from a place on."""
        at = self.number(place)
        return self.all[at : at + most]

    def entities(self, *kinds: str) -> Iterator[list[Token]]:
        """The stretches of words that the parser takes for entities of these kinds."""
        held: list[Token] = []
        for token in self.all:
            if held and (token.ent_iob_ != "I" or "\n" in token.text):
                yield held
                held = []
            if token.ent_type_ in kinds and token.ent_iob_ in ("B", "I") and token.text.strip():
                held.append(token)
        if held:
            yield held
