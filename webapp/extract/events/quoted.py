"""What stands in somebody's words: the word that reports, and what governs what is said."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.base import Report
from webapp.extract.events.context import Article
from webapp.extract.events.who import head_of
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import type_of
from webapp.extract.types.base import UNREAL
from webapp.extract.types.clause import children, lemma, subjects

NO_SPEAKERS = listed("no_speakers")
VERSIONS = listed("versions")
NOT_EVENTS = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})
"""Roles in which a word only describes another one."""


def cue_of(report: Report, article: Article) -> Token | None:
    """The word that reports."""
    return head_of(report.cue, article) if report.cue else None


def wants(voice: Report, article: Article) -> bool:
    """Whether a report is of what is demanded, promised, threatened or denied."""
    cue = cue_of(voice, article)
    typing = type_of(cue) if cue is not None else None
    return typing is not None and typing.code in UNREAL


def earlier_version(voice: Report, article: Article) -> bool:
    """ "An earlier version said ...": what a correction takes back."""
    cue = cue_of(voice, article)
    named = {lemma(t) for s in (subjects(cue) if cue is not None else ()) for t in s.subtree}
    return bool(named & {"early", "earlier", "previous"}) and bool(VERSIONS & named)


def is_said(report: Report, article: Article) -> bool:
    """Whether somebody says a whole clause, or anything at all in quotation marks."""
    quoted = bool(article.words.quotations_in(report.content[0])) or report.kind == "direct"
    if quoted:
        return True
    words = [t for span in report.content for t in article.words.within(span)]
    head = head_of(report.source, article) if report.source else None
    source = bool(report.speaker or report.source)
    if head is not None and lemma(head) in NO_SPEAKERS:
        return False
    return source and any(is_verb(t) and t.dep_ not in NOT_EVENTS for t in words)


def content_roots(report: Report, article: Article) -> list[Token]:
    """The verbs (or other words) that govern what is said, one for each clause of it."""
    tokens = [t for s in report.content for t in article.words.within(s) if not t.text.isspace()]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    found = [t for t in tops if is_verb(t) or t.pos_ in ("NOUN", "ADJ", "PROPN")]
    verbs = [t for t in found if is_verb(t)]
    return [one for verb in verbs or found[:1] for one in (verb, *_coordinated(verb))]


def _coordinated(verb: Token) -> Iterator[Token]:
    for child in children(verb, "conj"):
        if is_verb(child):
            yield child
            yield from _coordinated(child)
