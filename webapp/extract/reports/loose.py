"""Quotations that no verb of their sentence reports: those that go on, and those after a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from webapp.extract.base import Block, Quotation, Span
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.sources import Source, phrase
from webapp.extract.reports.words import SUBJECTS, Words, is_noun, past

SENTENCE_LEAST = 4
"""A quotation of fewer words that stands in a sentence of the writer's is a word in doubt."""
_LINE = re.compile(r"(?P<who>[A-Z][A-Z'’. -]{1,40}|[QA])(?: \([^()]{1,60}\))?: +(?=\S)")
"""A line of a transcript: "KOVALCHUK: Good morning." """


def with_loose(words: Words, founds: list[Found]) -> list[Found]:
    """All reports, and those of quotations that none of them holds; pieces that go on in the
    same paragraph are added to the report that they continue."""
    made = sorted(founds, key=_place)
    for line in _lines(words):
        made.append(line)
    for quotation in words.quotations:
        if not any(p.overlaps(quotation.span) for f in _near(made, quotation) for p in f.content):
            _add(words, made, quotation)
    return sorted(made, key=_place)


def _place(found: Found) -> tuple[int, int]:
    return found.content[0].start, found.content[-1].end


def _near(founds: list[Found], quotation: Quotation) -> list[Found]:
    return [f for f in founds if f.content[0].start < quotation.span.end]


def _lines(words: Words) -> Iterator[Found]:
    """Lines of a transcript that no quotation marks are put around."""
    for block in words.document.blocks:
        match = _LINE.match(words.text, block.span.start, block.span.end)
        if match and block.kind == "body":
            span = Span(match.start("who"), match.end("who"))
            heads = words.within(span)
            if heads:
                content = (words.trim(match.end(), block.span.end),)
                yield Found(content, Span(span.end, span.end + 1), Source(span, heads[-1]), "line")


def _add(words: Words, founds: list[Found], quotation: Quotation) -> None:
    """Put a quotation where it belongs, if that can be told."""
    unit = words.unit(quotation.span.start)
    if not _alone(words, unit):
        found = _by_colon(words, unit, quotation)
        if found:
            founds.append(found)
        return
    before = _same_block(words, founds, quotation)
    if before is not None:
        place = founds.index(before)
        founds[place] = replace(before, content=(*before.content, quotation.span))
        return
    other = _other_block(words, founds, quotation)
    if other is not None:
        founds.append(Found((quotation.span,), other.cue, other.source, "goes on"))


def _alone(words: Words, unit: Span) -> bool:
    """Whether a unit has no word outside quotation marks."""
    return all(
        words.quotation(t.idx) for t in words.within(unit) if any(c.isalnum() for c in t.text)
    )


def _same_block(words: Words, founds: list[Found], quotation: Quotation) -> Found | None:
    """The last report with a quotation that stands before, in the same paragraph."""
    block = words.block_number(quotation.span.start)
    before = [
        f
        for f in founds
        if f.cue.end <= quotation.span.start
        and words.block_number(f.cue.start) == block
        and f.source is not None
        and not words.quotation(f.cue.start)
    ]
    return max(before, key=lambda f: f.cue.start, default=None)


def _other_block(words: Words, founds: list[Found], quotation: Quotation) -> Found | None:
    """The report of the paragraph before that ends in a quotation; else the one that the next
    paragraph begins with."""
    number = words.block_number(quotation.span.start)
    before = _last_of(words, founds, number - 1)
    after = _first_of(words, founds, number + 1)
    if before is not None and not _left_open(words, before) and not quotation.closed and after:
        return after
    return before or after


def _left_open(words: Words, found: Found) -> bool:
    last = words.quotation(found.content[-1].end - 1)
    return last is not None and not last.closed


def _last_of(words: Words, founds: list[Found], number: int) -> Found | None:
    """The last report of a paragraph, where a quotation is in it."""
    inside = [
        f
        for f in founds
        if f.source is not None
        and any(words.block_number(p.start) == number for p in f.content)
        and any(words.quotations_in(p) for p in f.content)
    ]
    return max(inside, key=lambda f: f.content[-1].end, default=None)


def _first_of(words: Words, founds: list[Found], number: int) -> Found | None:
    """The first report of a paragraph, where the paragraph begins with its quotation."""
    blocks = words.document.blocks
    if number >= len(blocks):
        return None
    start = blocks[number].span.start
    return next((f for f in founds if f.content[0].start == start and f.source), None)


def _by_colon(words: Words, unit: Span, quotation: Quotation) -> Found | None:
    """Her answer: "A." / "A": Mayor digs in."""
    before = words.text[unit.start : quotation.span.start].rstrip()
    after = words.text[quotation.span.end : unit.end].lstrip()
    if before.endswith(":"):
        noun = _subject_in(words, Span(unit.start, quotation.span.start))
    elif after.startswith(":") and quotation.span.start == unit.start:
        noun = _subject_in(words, Span(quotation.span.end, unit.end))
    else:
        return None
    if noun is None:
        return None
    source = phrase(words, noun, noun) or Source(Span(noun.idx, past(noun)), noun)
    colon = words.text.index(":", quotation.span.end if after.startswith(":") else unit.start)
    return Found((quotation.span,), Span(colon, colon + 1), source, "colon")


def _subject_in(words: Words, span: Span) -> Token | None:
    """The first subject in a stretch, else its first noun."""
    tokens = [t for t in words.within(span) if is_noun(t) and not words.quotation(t.idx)]
    subjects = [t for t in tokens if t.dep_ in SUBJECTS]
    return next(iter([*subjects, *tokens]), None)


def is_body(block: Block) -> bool:
    """Whether a block is text of the article."""
    return block.kind in ("body", "headline", "caption")
