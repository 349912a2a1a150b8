"""An article as paragraphs in which stretches of words are marked, ready to print.

Marks may overlap and lie within each other, so that a paragraph is cut where any of them begins or
ends. Each piece knows all the marks that cover it; none of them splits a code point.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.extract.base import Block, BlockKind


@dataclass(frozen=True)
class Mark:
    """Words to mark: `text[start:end]`, and the name by which its pieces are known."""

    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A piece of a paragraph that is covered by the same marks throughout.

    `start` is its position in the article. `ids` are in the order of the marks that were given;
    `begins` are those of them that cover no earlier piece, `ends` those that cover no later one.
    """

    text: str
    start: int
    ids: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The position behind it."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class MarkedBlock:
    """A paragraph in pieces; `number` counts the paragraphs of the article from 0."""

    number: int
    kind: BlockKind
    segments: tuple[Segment, ...]


def marked(text: str, blocks: Sequence[Block], marks: Iterable[Mark]) -> tuple[MarkedBlock, ...]:
    """The paragraphs of an article, cut where marks begin and end.

    Joined, the pieces of a block are its words. What a mark covers between two blocks or beyond
    the text is not printed; an empty mark covers nothing.
    """
    whole = [mark for mark in marks if mark.start < mark.end]
    seats = _seats(blocks, whole)
    found = [
        MarkedBlock(number, block.kind, _segments(text, block, seats.get(number, ())))
        for number, block in enumerate(blocks)
    ]
    return _with_ends(found)


def _seats(blocks: Sequence[Block], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """By the number of a block, the marks that cover some of it. Blocks are in order, apart."""
    starts = [block.span.start for block in blocks]
    ends = [block.span.end for block in blocks]
    seats: dict[int, list[Mark]] = {}
    for mark in marks:
        first, last = bisect_right(ends, mark.start), bisect_left(starts, mark.end)
        for number in range(first, last):
            seats.setdefault(number, []).append(mark)
    return seats


def _segments(text: str, block: Block, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """A block in pieces, from one cut to the next. `active` are the marks over the piece."""
    start, end = block.span.start, block.span.end
    edges = {start, end} | {at for m in marks for at in (m.start, m.end) if start < at < end}
    cuts = sorted(edges)
    opening = sorted(enumerate(marks), key=lambda pair: pair[1].start)
    active: dict[int, Mark] = {}
    pieces: list[Segment] = []
    next_one = 0
    for left, right in pairwise(cuts):
        active = {order: mark for order, mark in active.items() if mark.end > left}
        while next_one < len(opening) and opening[next_one][1].start <= left:
            order, mark = opening[next_one]
            active[order] = mark
            next_one += 1
        ids = tuple(active[order].id for order in sorted(active))
        pieces.append(Segment(text[left:right], left, ids))
    return tuple(pieces)


def _with_ends(blocks: Sequence[MarkedBlock]) -> tuple[MarkedBlock, ...]:
    """With the first and the last piece of each mark named."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for segment in (s for block in blocks for s in block.segments):
        for name in segment.ids:
            first.setdefault(name, segment.start)
            last[name] = segment.start
    return tuple(
        MarkedBlock(b.number, b.kind, tuple(_told(s, first, last) for s in b.segments))
        for b in blocks
    )


def _told(segment: Segment, first: dict[str, int], last: dict[str, int]) -> Segment:
    begins = tuple(name for name in segment.ids if first[name] == segment.start)
    ends = tuple(name for name in segment.ids if last[name] == segment.start)
    return Segment(segment.text, segment.start, segment.ids, begins, ends)
