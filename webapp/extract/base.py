"""What the stages of extraction hand on. All positions are code points in the normalised text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["headline", "caption", "byline", "body", "biography"]
ReportKind = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the stretch."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether another stretch lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Block:
    """A paragraph of the article (as a rule a line) and what it is."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks. `inner` is without the marks; `closed` tells whether the
    closing mark is there (a quotation may go on in the next paragraph)."""

    span: Span
    inner: Span
    closed: bool = True


@dataclass(frozen=True)
class Document:
    """An article in its parts; blocks and sentences are in order and share no character."""

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]

    def block_of(self, at: int) -> Block | None:
        """The block that holds a position."""
        number = bisect_right(self.blocks, at, key=lambda block: block.span.start) - 1
        block = self.blocks[number] if number >= 0 else None
        return block if block and at < block.span.end else None

    def sentence_of(self, at: int) -> Span | None:
        """The sentence that holds a position."""
        number = bisect_right(self.sentences, at, key=lambda sentence: sentence.start) - 1
        sentence = self.sentences[number] if number >= 0 else None
        return sentence if sentence and at < sentence.end else None


@dataclass(frozen=True)
class TimeExpression:
    """Words that date something.

    `date` is EDTF, empty where they cannot be resolved; `value` and `kind` are those of TIMEX3
    (`2022-03-13`, `P2W`, `PRESENT_REF`; DATE, TIME, DURATION, SET). `basis` is `stated` or
    `resolved`; `rule` names the rule that read it.
    """

    span: Span
    date: str
    basis: str
    value: str
    kind: str
    rule: str


@dataclass(frozen=True)
class PartyName:
    """A mention of a party: its canonical name, and the rule (or data row) that knew it.

    `as_place` tells that it says where something happened ("in Ukraine"), not who acted.
    """

    span: Span
    name: str
    rule: str
    as_place: bool = False


@dataclass(frozen=True)
class Report:
    """Who says what: the content, the cue ("said") and the source ("the minister").

    `content` may be in pieces. `speaker` is the source with pronouns resolved and names in full,
    empty if unknown; `speaker_span` is where that name stands, `role_span` the words that tell
    the speaker's office where the text introduces it ("Pentagon spokesman"). An `aside` is what
    a quotation tells of words and thoughts ("“She thinks they lie,” he said"), or what nobody who
    is named asks or expects: no event of its own.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str
    kind: ReportKind
    rule: str
    speaker_span: Span | None = None
    role_span: Span | None = None
    aside: bool = False


@dataclass(frozen=True)
class Evidence:
    """The words that support one field of a proposal, the rule, and whether it is a guess."""

    value: str
    span: Span | None
    rule: str
    guess: bool = False


@dataclass(frozen=True)
class Proposal:
    """A proposed event: the clause to highlight, the sentence to show, and its fields.

    `fields` are by column of the codebook; a column that is not there is unknown.
    """

    clause: Span
    sentence: Span
    fields: dict[str, Evidence] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The value of a field, empty when it is unknown."""
        found = self.fields.get(name)
        return found.value if found else ""
