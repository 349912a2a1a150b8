"""One parse for a whole article: paragraph by paragraph, with the text stage's sentences.

Paragraphs are parsed in groups, so memory depends on the group and not on the article's length;
the words are put together again with their positions in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Protocol, runtime_checkable

from webapp.extract.base import Block, Document, Span
from webapp.extract.language import Parsed, Parser

Progress = Callable[[float, str], None]
"""Told how far the work is (0 to 1) and in words what it does."""

GROUP = 16
LONGEST = 10_000
"""Paragraphs parsed at once; characters of one piece. A longer paragraph is parsed in pieces."""


RUN = re.compile(r"\S{500}")
"""What is longer without a space is no word, and cut: the time to tell words apart grows with the
square of it."""


@runtime_checkable
class Pipeline(Protocol):
    """A parser that takes words already told apart, many texts at once."""

    def make_doc(self, text: str) -> Any:
        """The words of a text, not parsed."""

    def pipe(self, docs: Iterable[Any], *, batch_size: int) -> Iterator[Any]:
        """Parse many."""


def parse(document: Document, parser: Parser, progress: Progress | None = None) -> Parsed:
    """The words of an article, `idx` counted in the whole text."""
    if not isinstance(parser, Pipeline) or not document.text.strip():
        return parser(document.text)
    pieces = list(_pieces(document, parser))
    done = []
    for piece in parser.pipe(pieces, batch_size=GROUP):
        done.append(piece)
        if progress:
            progress(len(done) / len(pieces), "Reading the sentences")
    parsed: Parsed = type(done[0]).from_docs(done, ensure_whitespace=False)
    return parsed


def _pieces(document: Document, parser: Pipeline) -> Iterator[Any]:
    """Paragraphs, each with the white space behind it, which together are the text."""
    begins = [0, *(block.span.start for block in document.blocks[1:]), len(document.text)]
    sentences = [sentence.start for sentence in document.sentences]
    for block, (start, end) in zip(document.blocks, pairwise(begins), strict=True):
        starts = _within(sentences, block)
        yield from _paragraph(document, starts, Span(start, end), parser)


def _paragraph(
    document: Document, starts: set[int], whole: Span, parser: Pipeline
) -> Iterator[Any]:
    runs = {run.end() for run in RUN.finditer(document.text, whole.start, whole.end)}
    cuts = sorted({*_cuts(starts, whole), *runs})
    for start, end in pairwise(cuts):
        piece = parser.make_doc(_on_one_line(document.text[start:end]))
        for word in piece:
            word.is_sent_start = word.idx + start in starts or word.i == 0
        yield piece


def _on_one_line(text: str) -> str:
    """A text with spaces for the line breaks within it, so that none stands between its words."""
    inner = text.strip()
    return text.replace(inner, inner.replace("\n", " "))


def _within(sentences: list[int], block: Block) -> set[int]:
    """Where sentences begin in a paragraph, of those of the article in order."""
    first = bisect_left(sentences, block.span.start)
    return set(sentences[first : bisect_right(sentences, block.span.end - 1)])


def _cuts(starts: set[int], whole: Span) -> Iterator[int]:
    """Where a paragraph is cut: at its ends, and where it would be too long for the parser."""
    yield whole.start
    last = whole.start
    for start in sorted(starts):
        while start - last > LONGEST:
            last += LONGEST
            yield last
        if start > last + LONGEST // 2:
            yield start
            last = start
    while whole.end - last > LONGEST:
        last += LONGEST
        yield last
    yield whole.end
