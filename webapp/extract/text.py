"""The first stage: paragraphs and what they are, sentences, quotations. Nothing changes length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from webapp.extract.base import Block, BlockKind, Document, Quotation, Span
from webapp.extract.language import TITLES
from webapp.extract.lines import paragraphs
from webapp.extract.quotations import ATTRIBUTED, OPENING, quotations
from webapp.model.text import normalise

HEADLINE_MOST = 160
BYLINE_MOST = 60

_CREDIT = re.compile(r"\([^()]*(?:/|via |Photo|Getty|Reuters|AP|AFP|Images)[^()]*\)\s*$")
_BYLINE = re.compile(r"(?:By )?[A-Z][\w.'’-]+(?: (?:and |[A-Z][\w.'’-]*)){0,6}")
_BIOGRAPHY = re.compile(
    r"(?:is|was) an? (?:[\w-]+ ){0,4}(?:reporter|journalist|correspondent|editor|writer|columnist)"
)
_ABBREVIATIONS = frozenset(
    (
        *TITLES,
        *("Sr", "Jr", "Jan", "Feb", "Mar", "Apr"),
        *("Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu"),
        *("Fri", "Sat", "Sun", "Inc", "Ltd", "Co", "Corp", "vs", "etc", "No", "Fig", "al"),
        *("approx", "ca", "e.g", "i.e", "cf", "U.S", "U.K", "U.N", "E.U", "D.C", "a.m", "p.m"),
    )
)
_DATELINE = re.compile(
    r"[A-Z][A-Z/'’. -]{2,40}(?:,? (?:[A-Z][\w.]{1,12}|\d{1,4}),?){0,5}(?: ?\([^()\n]{2,40}\))?"
    r"(?: ?— ?| [–-] | -- )(?=\S)"
)
_MARK = re.compile(r"(?:[•●○▪▫■□◆◦‣►▶·*]|[-–—](?=\s))\s*")
"""What begins an item of a list: no word of its sentence."""
_ASKED_ON = re.compile(r"[?!…][\"”’'»]")
_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s|$)")


def read_document(text: str) -> Document:
    """An article in its parts. The text is normalised first; offsets refer to the result."""
    text = normalise(text)
    blocks = tuple(_blocks(text))
    sentences = tuple(s for block in blocks for s in _sentences(text, block.span))
    return Document(text, blocks, sentences, tuple(_quotations(text, blocks)))


def _blocks(text: str) -> Iterator[Block]:
    """Each paragraph, and what it is, by what it looks like and where it stands."""
    parts = list(paragraphs(text))
    body_seen = False
    for number, span in enumerate(parts):
        kind = _kind(span.of(text), number, body_seen, len(parts))
        body_seen |= kind == "body"
        yield Block(span, kind)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    return start + left, start + len(line.rstrip()) if line.strip() else start + left


def _kind(line: str, number: int, body_seen: bool, count: int) -> BlockKind:
    """What a line is. When in doubt it is body text, so that no event is lost."""
    if _CREDIT.search(line):
        return "caption"
    ends = line.rstrip("\"”’')").endswith((".", "!", "?", "…", ":"))
    if not body_seen and not ends:
        if number and len(line) <= BYLINE_MOST and _BYLINE.fullmatch(line):
            return "byline"
        if len(line) <= HEADLINE_MOST:
            return "headline"
    if number >= count - 3 and _BIOGRAPHY.search(line[:120]):
        return "biography"
    return "body"


def _sentences(text: str, block: Span) -> Iterator[Span]:
    """Sentences of a paragraph. A full stop after an abbreviation or an initial ends none; a
    dateline ("GENEVA, March 3 (Agency) -") is one; the mark of a list belongs to none."""
    dateline = _DATELINE.match(text, block.start, block.end)
    mark = _MARK.match(text, block.start, block.end)
    start = dateline.end() if dateline else mark.end() if mark else block.start
    if dateline:
        yield Span(*_trimmed(text, *dateline.span()))
    for match in _END.finditer(text, start, block.end):
        if _ends_sentence(text, match, block.end):
            yield Span(start, match.end())
            start = match.end()
            while start < block.end and text[start].isspace():
                start += 1
    if start < block.end:
        yield Span(start, block.end)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    rest = text[match.end() : end].lstrip()
    if not rest:
        return True
    if _ASKED_ON.search(match.group()) and ATTRIBUTED.match(rest):
        return False
    first = rest.lstrip("“„«\"‘'([")[:1]
    if not (first.isupper() or first.isdigit() or not first.isalpha()):
        return False
    if match.group().startswith("."):
        word = re.search(r"[\w.]*$", text[max(0, match.start() - 20) : match.start()])
        before = word.group() if word else ""
        return not (before in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", before))
    return True


def _quotations(text: str, blocks: Sequence[Block]) -> Iterator[Quotation]:
    """Quotations of all paragraphs."""
    for block, following in zip(blocks, (*blocks[1:], None), strict=False):
        opens = following is not None and text[following.span.start] in OPENING
        yield from quotations(text, block.span, opens)
