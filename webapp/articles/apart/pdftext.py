"""Lines of a PDF to paragraphs: what is printed on every page goes, divided words are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from unicodedata import normalize

from webapp.articles.base import Found
from webapp.articles.joining import join_lines

JOINED = (
    "The lines of the PDF were put together to paragraphs, and headers and footers left out. "
    "Check the text against the PDF."
)
EDGE = 2
"""Lines at the top and at the bottom of a page that may be its header or footer."""
REPEATED = 0.6
"""Share of the pages that a header or footer stands on."""
WIDE_GAP = 1.25
"""Times the usual distance of lines, from which a paragraph ends."""
SHORT = 0.7
"""Share of a full line, below which one that ends a sentence ends its paragraph."""
INDENT = (0.6, 6.0)
"""Letter heights by which the first line of a paragraph is indented."""
LARGER = 1.1
HEADLINE = 1.25
"""Times the usual height of letters: another kind of text, and a headline."""

_NUMBERING = re.compile(r"(?:page\s*)?[-–—\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.I)
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?:\s*[AP]M)?\b.*", re.I)
"""What browsers print above a page: the time of printing and the title."""
_ADDRESS = re.compile(r"(https?://[^\s<>\"]+)(?:\s+\d{1,4}\s*/\s*\d{1,4})?")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_ENDS = re.compile(r"[.!?…:][\"”’')\]]*\Z")


@dataclass(frozen=True)
class Line:
    """A line on a page (counted from 0): left edge, base line from the bottom, letter height."""

    text: str
    page: int
    x: float
    y: float
    height: float


def text_of(lines: list[Line], title: str) -> Found:
    """The text of all lines and what the document says of itself."""
    aside = _headers(lines)
    kept = [line for line in lines if line not in aside] or lines
    paragraphs = [join_lines([line.text for line in part]) for part in _divided(kept)]
    text = _LIGATURE.sub(lambda m: normalize("NFKC", m[0]), "\n\n".join(paragraphs))
    return Found(text, _said(kept, aside, title), (JOINED,))


def _headers(lines: list[Line]) -> set[Line]:
    """Lines at the edges of pages that are no part of the article."""
    edges = [line for page in _pages(lines) for line in _edges(page)]
    pages = len({line.page for line in lines})
    counts = Counter((key, line.page) for line in edges for key in [_key(line)])
    on_pages = Counter(key for key, _ in counts)
    often = max(2, REPEATED * pages)
    return {
        line
        for line in edges
        if on_pages[_key(line)] >= often
        or any(form.fullmatch(line.text) for form in (_NUMBERING, _PRINTED, _ADDRESS))
    }


def _pages(lines: Iterable[Line]) -> list[list[Line]]:
    return [list(page) for _, page in groupby(lines, key=lambda line: line.page)]


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.y)
    return [*by_height[:EDGE], *by_height[-EDGE:]]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


@dataclass(frozen=True)
class _Usual:
    """What is usual in a document: the distance of lines (in letter heights, 0 if there is none),
    letter height, left edge by page, characters of a full line."""

    gap: float
    height: float
    margin: dict[int, float]
    width: int


def _usual(lines: list[Line]) -> _Usual:
    steps = [(a.y - b.y) / a.height for a, b in pairwise(lines) if a.page == b.page and a.height]
    gaps = [step for step in steps if 0 < step < 4]
    margin = {
        p[0].page: Counter(float(round(x.x)) for x in p).most_common(1) for p in _pages(lines)
    }
    lengths = sorted(len(line.text) for line in lines)
    return _Usual(
        median(gaps) if gaps else 0.0,
        median(line.height for line in lines),
        {page: common[0][0] for page, common in margin.items()},
        lengths[int(0.8 * (len(lengths) - 1))],
    )


def _divided(lines: list[Line]) -> list[list[Line]]:
    """The lines of each paragraph."""
    usual = _usual(lines)
    parts = [lines[:1]]
    for before, line in pairwise(lines):
        if _begins(before, line, usual):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _begins(before: Line, line: Line, usual: _Usual) -> bool:
    """Whether a line begins a paragraph.

    1. Its letters are larger or smaller. 2. It stands farther below than lines do. 3. It is
    indented and the one before, which ends a sentence, is not. 4. The one before ends a sentence
    and is short, or is the last of a page or column.
    """
    small, large = sorted((before.height, line.height))
    if large > small * LARGER:
        return True
    ends = bool(_ENDS.search(before.text))
    step = before.y - line.y
    if before.page != line.page or step < -usual.height:
        return ends
    if usual.gap and step > usual.gap * before.height * WIDE_GAP:
        return True
    return ends and (_indented(before, line, usual) or len(before.text) < SHORT * usual.width)


def _indented(before: Line, line: Line, usual: _Usual) -> bool:
    least, most = INDENT[0] * usual.height, INDENT[1] * usual.height
    return least < line.x - before.x < most and line.x > usual.margin[line.page] + least


def _said(kept: list[Line], aside: set[Line], title: str) -> dict[str, tuple[str, str]]:
    """The title and, where a browser printed it at the edge, the address."""
    said: dict[str, tuple[str, str]] = {}
    headline = _headline(kept)
    everything = " ".join(line.text for line in kept).casefold()
    plain = " ".join(title.split())
    if headline:
        said["title"] = (headline, "the largest words on the first page")
    elif plain and plain.casefold() in everything:
        said["title"] = (plain, "the PDF's own title, which its text has as well")
    addresses = [m[1] for line in aside for m in [_ADDRESS.fullmatch(line.text)] if m]
    if addresses and len(set(addresses)) == 1:
        said["url"] = (addresses[0], "printed at the edge of the pages")
    return said


def _headline(lines: list[Line]) -> str:
    """The largest words of the first page, if they are clearly larger than the rest."""
    first = [line for line in lines if line.page == lines[0].page]
    largest = max(line.height for line in first)
    if largest < HEADLINE * median(line.height for line in lines):
        return ""
    words = " ".join(line.text for line in first if line.height > largest / LARGER)
    return words if len(words) <= 200 else ""
