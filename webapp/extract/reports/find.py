"""Reports of an article: who says what, in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from webapp.extract.base import Document, Report, ReportKind, Span
from webapp.extract.language import Parsed
from webapp.extract.reports.asides import by_asides
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.loose import with_loose
from webapp.extract.reports.phrases import by_phrases
from webapp.extract.reports.speakers import Speakers
from webapp.extract.reports.tags import GUESS, with_closing
from webapp.extract.reports.verbs import by_verbs
from webapp.extract.reports.words import Words

LEADING = ("that", "to")
"""Words before a quotation that leave a content direct ("promised to “answer every shot”")."""
GUESSES = (GUESS,)
DIRECT_LEAST = 0.9
"""The share of words between quotation marks from which on a content is direct."""


def find_reports(document: Document, parsed: Parsed, asides: bool = False) -> tuple[Report, ...]:
    """Who says what in an article, in the order of the text. `parsed` is `document.text` parsed.

    With `asides` also those reports that are no event of their own.
    """
    words = Words(document, parsed)
    sure = distinct([*by_verbs(words), *by_phrases(words)])
    founds = with_loose(words, with_closing(words, sure))
    reports = _reports(words, founds)
    if asides:
        within = list(by_asides(words, {found.cue for found in founds}))
        reports |= {
            key: replace(report, aside=True) for key, report in _reports(words, within).items()
        }
    return tuple(sorted(reports.values(), key=lambda r: (r.content[0].start, -r.content[-1].end)))


def _reports(words: Words, founds: list[Found]) -> dict[tuple[object, ...], Report]:
    """By content and cue, so that none is told twice."""
    speakers = Speakers(words, founds)
    return {(f.content, f.cue): _report(words, f, speakers) for f in founds}


def distinct(founds: list[Found]) -> list[Found]:
    """Reports without those that a better one makes needless: the guess that the quotation after
    a verb is its object, where another verb holds the quotation; "refused" beside "say"."""
    sure = [f for f in founds if f.rule not in GUESSES]
    kept = [f for f in founds if f.rule not in GUESSES or not _held(f, sure)]
    alike: defaultdict[Span, list[Found]] = defaultdict(list)
    for found in kept:
        alike[found.content[-1]].append(found)
    return [f for f in kept if not any(_better(other, f) for other in alike[f.content[-1]])]


def _better(other: Found, found: Found) -> bool:
    """Whether another report that ends with the same words is to be kept: it is the one with a
    source, or whose verb the words belong to, or the first ("told police in a statement that",
    "said, without offering proof, that")."""
    if other is found:
        return False
    if (other.source is None) != (found.source is None):
        return found.source is None
    if found.rule == other.rule == GUESS:
        return other.cue.start > found.cue.start
    return (found.rule == "noun", found.cue.start) > (other.rule == "noun", other.cue.start)


def _held(found: Found, others: list[Found]) -> bool:
    """Whether another report holds the content, unless it holds the whole of this one."""
    pieces = [p for f in others for p in f.content if not p.overlaps(found.cue)]
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
    counts = [words.count(piece) for piece in content]
    spoken, quoted = sum(s for s, _ in counts), sum(q for _, q in counts)
    first = words.within(Span(content[0].start, content[0].start + 1))
    lead = bool(first) and first[0].text.lower() in LEADING and not words.quotation(first[0].idx)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT_LEAST * (spoken - lead) else "mixed"
