"""Quotations that no verb of their sentence reports: those that go on, and those after a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from webapp.extract.base import Block, Quotation, Span
from webapp.extract.cues import cue_of_verb
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.people import can_speak, kind_of_noun
from webapp.extract.reports.sources import Source, phrase
from webapp.extract.reports.tags import tag_of
from webapp.extract.reports.words import (
    SUBJECTS,
    Words,
    child,
    end_of,
    is_noun,
    is_verb,
    past,
    start_of,
)

_HEADLINE = re.compile(r"(?P<who>[A-Z][\w.’' -]{1,40}): +(?=\S)")
_SAYS = re.compile(r"(?P<what>.{8,}), (?P<who>[^,\n]{2,40}) (?P<cue>[a-z]{3,9}s?)")
_NAMED_LINE = re.compile(r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): +(?=\S)")
TURNS = 2
"""How often somebody speaks in a transcript whose names are not in capitals."""
_LINE = re.compile(r"(?P<who>[A-Z][A-Z'’. -]{1,40}|[QA])(?: \([^()]{1,60}\))?: +(?=\S)")
"""A line of a transcript: "KOVALCHUK: Good morning." """


def with_loose(words: Words, founds: list[Found]) -> list[Found]:
    """All reports, and those of quotations that none of them holds; pieces that go on in the
    same paragraph are added to the report that they continue."""
    return _Loose(words, [*founds, *_lines(words), *_new(_headlines(words), founds)]).all()


def _new(made: Iterable[Found], founds: list[Found]) -> list[Found]:
    """Those whose cue is not yet that of a report."""
    cues = {found.cue for found in founds}
    return [found for found in made if found.cue not in cues]


def _headline_end(words: Words, block: Block) -> Iterator[Found]:
    """Headlines that end with who says it: "Talks have failed, envoy says"."""
    match = _SAYS.fullmatch(words.text, block.span.start, block.span.end)
    if not match or not cue_of_verb(match["cue"], match["cue"]):
        return
    span, cue = Span(*match.span("who")), Span(*match.span("cue"))
    tokens = words.within(span)
    if tokens and not words.quotation(span.start):
        yield Found((Span(*match.span("what")),), cue, Source(span, tokens[-1]), "headline")


class _Loose:
    """The reports by paragraph, with what no report holds put where it belongs."""

    def __init__(self, words: Words, founds: list[Found]) -> None:
        self._words = words
        self._blocks: dict[int, list[Found]] = {}
        self._quoted: dict[int, bool] = {}
        self._covered = bytearray(len(words.text))
        for found in founds:
            self._keep(found)

    def all(self) -> list[Found]:
        """All reports. An open quotation goes on in the next paragraph, and that in the next: so
        first from the last one up."""
        free = [q for q in self._words.quotations if not any(self._range(q.span))]
        for quotation in free:
            told = tag_of(self._words, quotation)
            if told:
                self._keep(told)
        free = [q for q in free if not any(self._range(q.span))]
        for quotation in reversed(free):
            if not quotation.closed and self._alone(quotation):
                self._into_next(quotation)
        for quotation in free:
            if not any(self._range(quotation.span)):
                self._add(quotation)
        return list(dict.fromkeys(f for founds in self._blocks.values() for f in founds))

    def _range(self, span: Span) -> bytearray:
        return self._covered[span.start : span.end]

    def _keep(self, found: Found) -> None:
        outside = not self._words.quotation(found.cue.start)
        for piece in found.content if outside else ():
            self._covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
        for number in self._numbers(found):
            self._blocks.setdefault(number, []).append(found)

    def _numbers(self, found: Found) -> set[int]:
        """The paragraphs where a report begins, has its cue, and ends."""
        places = (found.content[0].start, found.cue.start, found.content[-1].start)
        return {self._words.block_number(place) for place in places}

    def _alone(self, quotation: Quotation) -> bool:
        """Whether the sentence of a quotation has no word outside quotation marks."""
        number = self._words.unit_number(quotation.span.start)
        if number not in self._quoted:
            tokens = self._words.within(self._words.unit(quotation.span.start))
            spoken = [t for t in tokens if any(c.isalnum() for c in t.text)]
            self._quoted[number] = all(self._words.quotation(t.idx) for t in spoken)
        return self._quoted[number]

    def _merge(self, found: Found, quotation: Quotation) -> None:
        content = tuple(sorted((*found.content, quotation.span)))
        for number in self._numbers(found):
            self._blocks[number].remove(found)
        self._keep(replace(found, content=content))

    def _into_next(self, quotation: Quotation) -> None:
        """One that is left open goes on in the next paragraph, which says whose it is."""
        number = self._words.block_number(quotation.span.start)
        before, after = self._last_of(number - 1), self._first_of(number + 1)
        if after is not None and not (before is not None and _left_open(self._words, before)):
            self._merge(after, quotation)

    def _add(self, quotation: Quotation) -> None:
        """Put a quotation where it belongs, if that can be told."""
        unit = self._words.unit(quotation.span.start)
        if not self._alone(quotation):
            resumed = self._resumed(quotation, unit)
            found = None if resumed else _by_colon(self._words, unit, quotation)
            if resumed:
                self._merge(resumed, quotation)
            elif found:
                self._keep(found)
            return
        number = self._words.block_number(quotation.span.start)
        before = self._last_of(number - 1)
        beside = self._beside(quotation)
        if beside is not None and not self._is_aside(beside, number):
            known = [f for f in self._blocks.get(number, []) if f.cue == beside.cue]
            if known:
                self._merge(known[0], quotation)
            else:
                self._keep(beside)
            return
        same = self._same_block(quotation, number)
        if same is None and before is not None and _left_open(self._words, before):
            same = before
        beat = self._beat(quotation) if same is None else None
        if same is not None:
            self._merge(same, quotation)
        elif beat is not None:
            self._keep(beat)
        elif before is not None:
            self._keep(Found((quotation.span,), before.cue, before.source, "goes on"))

    def _resumed(self, quotation: Quotation, unit: Span) -> Found | None:
        """ "A," she said, her voice breaking, "b." The report that a quotation goes on with."""
        text = self._words.text
        number = self._words.block_number(unit.start)
        before = [
            f
            for f in self._blocks.get(number, [])
            if unit.start <= f.content[-1].start < f.cue.start < quotation.span.start
            and unit.start <= f.cue.start
        ]
        last = max(before, key=lambda f: f.cue.start, default=None)
        held = self._words.quotation(last.content[-1].end - 1) if last else None
        comma = text[: quotation.span.start].rstrip()[-1:] in (",", "—", "–")
        broken = held is not None and text[held.inner.end - 1] in ",—–-"
        return last if comma and broken else None

    def _is_aside(self, beside: Found, number: int) -> bool:
        """ "A," Lee said. He paused. "B." What the speaker does is no report of its own."""
        before = [f for f in self._blocks.get(number, []) if f.cue.end < beside.cue.start]
        same = [
            f.source.head.text
            for f in before
            if f.source and any(self._words.quotations_in(p) for p in f.content)
        ]
        head = beside.source.head if beside.source else None
        return bool(head and same and (head.pos_ == "PRON" or head.text == same[-1]))

    def _beside(self, quotation: Quotation) -> Found | None:
        """Lee laughed. "Never.": the sentence just before reports nothing, and somebody is its
        subject."""
        unit = self._words.unit(quotation.span.start)
        before = self._words.unit(unit.start - 1) if unit.start else unit
        return self._told_by(quotation, before) if before.end <= unit.start else None

    def _beat(self, quotation: Quotation) -> Found | None:
        """ "Never." Lee laughed. The sentence after a quotation that opens a paragraph."""
        unit = self._words.unit(quotation.span.start)
        after = self._words.unit(unit.end + 1)
        block = self._words.document.blocks[self._words.block_number(unit.start)]
        opens = block.span.start == quotation.span.start and after.start >= unit.end
        return self._told_by(quotation, after) if opens else None

    def _told_by(self, quotation: Quotation, unit: Span) -> Found | None:
        """A quotation of whoever is the subject of a sentence beside it that reports nothing."""
        words = self._words
        number = words.block_number(quotation.span.start)
        if words.block_number(unit.start) != number or any(self._range(unit)):
            return None
        for token in words.within(unit):
            if token.dep_ in SUBJECTS and token.head.dep_ == "ROOT" and _somebody(token):
                cue = Span(token.head.idx, past(token.head))
                return Found((quotation.span,), cue, phrase(words, token.head, token), "beside")
        return None

    def _same_block(self, quotation: Quotation, number: int) -> Found | None:
        """The last report that stands before, in the same paragraph."""
        before = [
            f
            for f in self._blocks.get(number, [])
            if f.cue.end <= quotation.span.start
            and self._words.block_number(f.cue.start) == number
            and f.source is not None
            and not self._words.quotation(f.cue.start)
        ]
        return max(before, key=lambda f: f.cue.start, default=None)

    def _last_of(self, number: int) -> Found | None:
        """The last report of a paragraph, where a quotation is in it."""
        words = self._words
        inside = [
            f
            for f in self._blocks.get(number, [])
            if f.source is not None
            and words.block_number(f.content[-1].start) == number
            and any(words.quotations_in(p) for p in f.content)
        ]
        return max(inside, key=lambda f: f.content[-1].end, default=None)

    def _first_of(self, number: int) -> Found | None:
        """The first report of a paragraph, where the paragraph begins with its quotation."""
        blocks = self._words.document.blocks
        if number >= len(blocks):
            return None
        start = blocks[number].span.start
        inside = self._blocks.get(number, [])
        return next((f for f in inside if f.content[0].start == start and f.source), None)


def _lines(words: Words) -> Iterator[Found]:
    """Lines of a transcript that no quotation marks are put around."""
    blocks = words.document.blocks
    named = [_NAMED_LINE.match(words.text, b.span.start, b.span.end) for b in blocks]
    names = Counter(match["who"] for match in named if match)
    for block, other in zip(blocks, named, strict=True):
        match = _LINE.match(words.text, block.span.start, block.span.end)
        if not match and other and names[other["who"]] >= TURNS and len(names) > 1:
            match = other
        if match and block.kind == "body":
            span = Span(match.start("who"), match.end("who"))
            heads = words.within(span)
            if heads:
                content = (words.trim(match.end(), block.span.end),)
                yield Found(content, Span(span.end, span.end + 1), Source(span, heads[-1]), "line")


def _headlines(words: Words) -> Iterator[Found]:
    """Headlines that begin with who says it: "Minister: Talks have failed"."""
    for block in words.document.blocks:
        match = _HEADLINE.match(words.text, block.span.start, block.span.end)
        if block.kind == "headline" and not match:
            yield from _headline_end(words, block)
        if not match or block.kind != "headline":
            continue
        span = Span(match.start("who"), match.end("who"))
        tokens = words.within(span)
        rest = Span(match.end(), block.span.end)
        verb = any(is_verb(t) for t in words.within(rest)) or bool(words.quotations_in(rest))
        verb = verb and not match["who"].isupper()
        if verb and tokens and can_speak(tokens[-1]) and not words.quotation(span.start):
            source = Source(span, tokens[-1])
            yield Found((rest,), Span(span.end, span.end + 1), source, "headline")


def _left_open(words: Words, found: Found) -> bool:
    last = words.quotation(found.content[-1].end - 1)
    return last is not None and not last.closed


def _somebody(token: Token) -> bool:
    """Whether a subject is a person: "he", a name, "the minister"."""
    if token.pos_ == "PRON":
        return token.text.lower() in ("he", "she")
    return token.ent_type_ == "PERSON" or (kind_of_noun(token) == "noun" and token.tag_ == "NN")


def _by_colon(words: Words, unit: Span, quotation: Quotation) -> Found | None:
    """Her answer: "A." / "A": Mayor digs in."""
    before = words.text[unit.start : quotation.span.start].rstrip()
    after = words.text[quotation.span.end : unit.end].lstrip()
    if before.endswith(":"):
        noun = _subject_in(words, Span(unit.start, quotation.span.start))
    elif after.startswith(":") and quotation.span.start == unit.start:
        noun = _subject_in(words, Span(quotation.span.end, unit.end))
        noun = noun if noun is not None and can_speak(noun) else None
    else:
        return None
    if noun is None:
        return None
    colon = words.text.index(":", quotation.span.end if after.startswith(":") else unit.start)
    end = min(end_of(noun), colon) if colon > noun.idx else end_of(noun)
    owner = child(noun, "poss") if not can_speak(noun) or kind_of_noun(noun) == "document" else None
    source = Source(words.trim(start_of(noun), end), owner if owner is not None else noun)
    return Found((quotation.span,), Span(colon, colon + 1), source, "colon")


def _subject_in(words: Words, span: Span) -> Token | None:
    """The first subject in a stretch, else its first noun."""
    tokens = [t for t in words.within(span) if is_noun(t) and not words.quotation(t.idx)]
    subjects = [t for t in tokens if t.dep_ in SUBJECTS]
    people = [t for t in reversed(tokens) if t.ent_type_ == "PERSON"]
    return next(iter([*subjects, *people, *tokens]), None)
