"""The words of an article, found by position, with the units and quotations that hold them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from webapp.extract.base import Document, Quotation, Span
from webapp.extract.language import Parsed, Token
from webapp.extract.quotations import quotations

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_EDGE = " \n,;:—–-"
_OPEN = _EDGE + "(["


class Words:
    """A parsed article. Positions are code points; a unit is a sentence that ends outside
    quotation marks, so that what one quotation holds is never torn apart."""

    def __init__(self, document: Document, parsed: Parsed) -> None:
        self.text = _on_lines_of_their_own(document)
        self.document = document
        self.tokens: list[Token] = list(parsed)
        self.starts = [token.idx for token in self.tokens]
        self.quotations = document.quotations
        self._nested: dict[Quotation, list[Quotation]] = {}
        self._opens = [q.span.start for q in self.quotations]
        marks = [at for at, mark in enumerate(self.text) if mark == ";"]
        self._semicolons = [at for at in marks if not self.quotation(at)]
        self.units = list(_units(document, self))
        spoken = [token.text[:1].isalnum() for token in self.tokens]
        held = [s and bool(self.quotation(at)) for s, at in zip(spoken, self.starts, strict=True)]
        self._spoken = [0, *accumulate(map(int, spoken))]
        self._quoted = [0, *accumulate(map(int, held))]
        self._unit_starts = [u.start for u in self.units]
        self._block_starts = [b.span.start for b in document.blocks]

    def count(self, span: Span) -> tuple[int, int]:
        """How many words begin in a stretch, and how many of them stand in quotations."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return (
            self._spoken[last] - self._spoken[first],
            self._quoted[last] - self._quoted[first],
        )

    def within(self, span: Span) -> Sequence[Token]:
        """The words that begin in a stretch."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return self.tokens[first:last]

    def quotation(self, place: int) -> Quotation | None:
        """The quotation that holds a place, marks included."""
        index = bisect_right(self._opens, place) - 1
        if index >= 0 and place < self.quotations[index].span.end:
            return self.quotations[index]
        return None

    def quotations_in(self, span: Span) -> Sequence[Quotation]:
        """The quotations that begin in a stretch."""
        first, last = bisect_left(self._opens, span.start), bisect_left(self._opens, span.end)
        return self.quotations[first:last]

    def nested(self, quotation: Quotation, start: int) -> Sequence[Quotation]:
        """The quotations within another one, from a place on."""
        if quotation not in self._nested:
            self._nested[quotation] = list(quotations(self.text, quotation.inner, False))
        return [q for q in self._nested[quotation] if q.span.start >= start]

    def segment(self, place: int) -> Span:
        """The part of a unit between semicolons outside quotations."""
        unit = self.unit(place)
        index = bisect_left(self._semicolons, place)
        before = self._semicolons[index - 1] + 1 if index else 0
        after = self._semicolons[index] if index < len(self._semicolons) else unit.end
        return Span(max(unit.start, before), min(unit.end, after))

    def unit(self, place: int) -> Span:
        """The unit at a place (an empty one where there is none)."""
        index = bisect_right(self._unit_starts, place) - 1
        return self.units[index] if index >= 0 else Span(place, place)

    def unit_number(self, place: int) -> int:
        """Which unit holds a place."""
        return bisect_right(self._unit_starts, place) - 1

    def block_number(self, place: int) -> int:
        """Which block holds a place."""
        return bisect_right(self._block_starts, place) - 1

    def trim(self, start: int, end: int) -> Span:
        """A stretch without white space and commas at its ends."""
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and self.text[end - 1] in _OPEN:
            end -= 1
        return Span(start, end)

    def whole(self, start: int, end: int) -> Span:
        """A stretch with the quotations whole that it cuts, if they lie outside where it began."""
        first, last = self.quotation(start), self.quotation(end - 1) if end > start else None
        if first and first.span.end <= end:
            start = first.span.start
        if last and last.span.start >= start:
            end = last.span.end
        return Span(start, end)


def _on_lines_of_their_own(document: Document) -> str:
    """The text with each paragraph on a line, of the same length."""
    text, parts, end = document.text, [], 0
    for block in document.blocks:
        parts += [text[end : block.span.start], block.span.of(text).replace("\n", " ")]
        end = block.span.end
    return "".join([*parts, text[end:]])


def _units(document: Document, words: Words) -> Iterator[Span]:
    """Sentences, joined where a quotation runs over the end of one. Blocks are never joined."""
    start = None
    for sentence, following in _with_next(document.sentences):
        start = sentence.start if start is None else start
        held = words.quotation(sentence.end - 1)
        if following and held and held.span.end > following.start:
            continue
        yield Span(start, sentence.end)
        start = None


def _with_next(spans: Sequence[Span]) -> Iterable[tuple[Span, Span | None]]:
    return zip(spans, [*spans[1:], None], strict=False)


def start_of(token: Token) -> int:
    """Where the phrase that a word heads begins."""
    return token.left_edge.idx


def end_of(token: Token) -> int:
    """Where the phrase that a word heads ends."""
    return past(token.right_edge)


def past(token: Token) -> int:
    """Where a word ends."""
    return token.idx + len(token.text)


def child(token: Token, *deps: str) -> Token | None:
    """The first dependent of one of these kinds."""
    return next((c for c in token.children if c.dep_ in deps), None)


def particle_of(verb: Token) -> Token | None:
    """The particle that stands at a verb ("play down", "hit back")."""
    near = (c for c in verb.children if c.i == verb.i + 1)
    return next((c for c in near if c.dep_ == "prt" or c.tag_ == "RP"), None)


def is_verb(token: Token) -> bool:
    """Whether a word is a verb (auxiliaries included)."""
    return token.pos_ in ("VERB", "AUX")


def is_noun(token: Token) -> bool:
    """Whether a word can name somebody."""
    return token.pos_ in ("NOUN", "PROPN", "PRON") or token.tag_ in ("CD", "DT")


def around(words: Words, segment: Span, frame: Span) -> tuple[Span, ...]:
    """What stands before and after a frame."""
    inside = words.quotation(frame.start)
    if inside:
        segment = Span(max(segment.start, inside.inner.start), min(segment.end, inside.inner.end))
    left = words.trim(segment.start, frame.start)
    right = words.trim(frame.end, segment.end)
    pieces = [left] if says(words, left) or _is_subject(words, left, right) else []
    if says(words, right) and (not pieces or words.text[frame.end : frame.end + 1] == ","):
        end = right.end
        while end > right.start and words.text[end - 1] in ". ":
            end -= 1
        pieces.append(Span(right.start, end))
    return tuple(pieces)


def _is_subject(words: Words, left: Span, right: Span) -> bool:
    """Whether a lone word before a frame is the subject of what follows: "Turnout, in the view of
    most, will be low"."""
    tokens = words.within(left)
    return len(tokens) == 1 and tokens[0].dep_ in SUBJECTS and tokens[0].head.idx >= right.start


def says(words: Words, span: Span) -> bool:
    """Whether a stretch has more than one word ("But according to" has not)."""
    return sum(any(c.isalnum() for c in t.text) for t in words.within(span)) > 1
