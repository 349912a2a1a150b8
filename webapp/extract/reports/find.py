"""Reports of an article: who says what, in the order of the text."""

from __future__ import annotations

from webapp.extract.base import Document, Report, ReportKind, Span
from webapp.extract.language import Parsed
from webapp.extract.reports.clauses import Found, by_verbs
from webapp.extract.reports.loose import with_loose
from webapp.extract.reports.phrases import by_phrases
from webapp.extract.reports.speakers import Speakers
from webapp.extract.reports.words import Words

GUESSES = ("before a quotation",)
DIRECT_LEAST = 0.9
"""The share of words between quotation marks from which on a content is direct."""


def find_reports(document: Document, parsed: Parsed) -> tuple[Report, ...]:
    """Who says what in an article, in the order of the text. `parsed` is `document.text` parsed."""
    words = Words(document, parsed)
    founds = with_loose(words, distinct([*by_verbs(words), *by_phrases(words)]))
    speakers = Speakers(words, founds)
    reports = {(f.content, f.cue): _report(words, f, speakers) for f in founds}
    return tuple(sorted(reports.values(), key=lambda r: (r.content[0].start, -r.content[-1].end)))


def distinct(founds: list[Found]) -> list[Found]:
    """Reports without those that a better one makes needless: the guess that the quotation after
    a verb is its object, where another verb holds the quotation; "refused" beside "say"."""
    held = [p for f in founds if f.rule not in GUESSES for p in f.content]
    return [f for f in founds if f.rule not in GUESSES or not _held(f, held)]


def _held(found: Found, pieces: list[Span]) -> bool:
    return any(p.overlaps(q) for p in found.content for q in pieces)


def _report(words: Words, found: Found, speakers: Speakers) -> Report:
    content = tuple(sorted(set(found.content)))
    who = speakers.of(found)
    return Report(
        content=content,
        cue=found.cue,
        source=found.source.span if found.source else None,
        speaker=who.name,
        kind=kind_of(words, content),
        rule=found.rule,
        speaker_span=who.span,
        role_span=who.role,
    )


def kind_of(words: Words, content: tuple[Span, ...]) -> ReportKind:
    """Direct where (nearly) all words are between quotation marks, indirect where none is."""
    tokens = [t for piece in content for t in words.within(piece) if t.text[:1].isalnum()]
    quoted = sum(words.quotation(t.idx) is not None for t in tokens)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_LEAST * len(tokens) else "mixed"
