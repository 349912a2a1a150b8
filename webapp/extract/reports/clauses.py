"""A verb that reports, with what it needs to be read: its source, its unit, its frame."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.base import Span
from webapp.extract.cues import Cue
from webapp.extract.language import Token
from webapp.extract.reports.sources import Source
from webapp.extract.reports.words import Words, past

REFUSALS = frozenset(("decline", "refuse"))
"""Verbs that make one report with the verb that completes them."""


@dataclass(frozen=True)
class Found:
    """A report before its speaker is known."""

    content: tuple[Span, ...]
    cue: Span
    source: Source | None
    rule: str


@dataclass(frozen=True)
class Clause:
    """A verb that reports: its source, the unit that it stands in, and the frame, which is the
    verb with its subject and adverbials, without what is said."""

    words: Words
    verb: Token
    cue: Cue
    source: Source | None
    unit: Span
    frame: Span
    passive: bool

    @property
    def after(self) -> int:
        """Where the verb ends."""
        return past(self.verb)

    def takes(self, *names: str) -> bool:
        """Whether the verb may take one of these."""
        return bool(self.cue.takes & set(names))


def stretch(clause: Clause, start: int, end: int) -> Span:
    """A piece of content, within the unit, with its quotations whole."""
    words = clause.words
    span = words.trim(start, min(end, clause.unit.end))
    if words.quotation(clause.verb.idx):
        return span
    following = words.quotation(span.end) or words.quotation(span.end + 1)
    if following and following.span.start <= span.end + 1:
        span = Span(span.start, following.span.end)
    whole = words.whole(span.start, span.end) if span.end > span.start else span
    return without_stop(words, whole)


def narrowed(clause: Clause, piece: Span) -> Span:
    """A piece without the clause after it that is the writer's: "..., as his rivals blamed X"."""
    words = clause.words
    if piece.start < clause.verb.idx:
        return piece
    for token in words.within(piece):
        if token.text.lower() == "as" and token.dep_ == "mark" and token.head.dep_ == "advcl":
            comma = words.text[: token.idx].rstrip()[-1:] == ","
            if comma and not words.quotation(token.idx):
                return words.trim(piece.start, token.idx)
    return piece


def without_stop(words: Words, span: Span) -> Span:
    """A stretch without the full stop at its end."""
    end = span.end
    while end > span.start and words.text[end - 1] in ". ":
        end -= 1
    return Span(span.start, end)


def has_to(verb: Token) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lemma_.lower() == "to" for c in verb.children)


def refused(verb: Token) -> bool:
    """ "Declined to say whether": one report, not two."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in REFUSALS and verb.head.i < verb.i
