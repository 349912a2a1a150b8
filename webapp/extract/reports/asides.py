"""Asides: what the quotations of an article tell of the words and thoughts of others, what is
expected or asked without anybody named. Annotators mark them; no event of a timeline is one."""

from __future__ import annotations

from collections.abc import Container, Iterator

from webapp.extract.base import Span
from webapp.extract.cues import Cue, cue_of_verb
from webapp.extract.language import Token
from webapp.extract.reports import complements, objects
from webapp.extract.reports.clauses import Clause, Found, has_to, is_finite
from webapp.extract.reports.sources import Source, is_passive, source_of
from webapp.extract.reports.verbs import (
    FIRST,
    ORDERS,
    asked,
    completes,
    cue_of,
    cue_span,
    frame_of,
    within,
)
from webapp.extract.reports.words import SUBJECTS, Words, child, end_of, is_verb, start_of

CASES = (complements.complement, complements.infinitive)
"""What a quotation tells of others: clauses, and what they want or promise to do."""
FORESEEN = frozenset(("expect", "ask", "suppose", "consider", "fear", "hope"))
"""Verbs whose passive tells what nobody in particular says ("is expected to stay")."""


def by_asides(words: Words, taken: Container[Span]) -> Iterator[Found]:
    """Asides of an article whose cues are not in `taken`."""
    for token in words.tokens:
        cue = cue_of(token) if is_verb(token) else None
        if cue is None or cue_span(token) in taken:
            continue
        found = _of_nobody(words, token, cue) or _within_quotation(words, token, cue)
        if found:
            yield found


def _within_quotation(words: Words, verb: Token, cue: Cue) -> Found | None:
    """ "“She thinks they lie,” he said." """
    inside = words.quotation(verb.idx)
    source = source_of(words, verb) if inside else None
    if inside is None or source is None or not inside.span.holds(source.span):
        return None
    if not is_finite(verb) or is_passive(verb) or completes(verb):
        return None
    cases = [complements.complement] if _is_own(source) else list(CASES)
    if cue.kind == "promise":
        cases.append(objects.plain_object)
    clause = _clause(words, verb, cue, source)
    for case in cases:
        content = [p for piece in case(clause) if (p := within(clause, piece)).end > p.start]
        if content:
            return Found(tuple(content), cue_span(verb), source, "within a quotation")
    return None


def _is_own(source: Source) -> bool:
    return source.head.text.lower() in FIRST


def _clause(words: Words, verb: Token, cue: Cue, source: Source | None) -> Clause:
    unit = words.unit(verb.idx)
    frame = frame_of(words, verb, source, unit)
    return Clause(words, verb, cue, source, unit, frame, source is None)


def _of_nobody(words: Words, verb: Token, cue: Cue) -> Found | None:
    """ "Asked whether he would go, he laughed." / "We were told that it would hold." / "Rates are
    expected to fall." """
    if not is_passive(verb) or source_of(words, verb) is not None:
        return None
    clause = _clause(words, verb, cue, None)
    content: list[Span] = []
    if asked(words, verb) or verb.lemma_.lower() in ORDERS:
        content = [within(clause, piece) for piece in complements.complement(clause)]
    if not content and verb.lemma_.lower() in FORESEEN | ORDERS:
        content = list(_foreseen(clause))
    content = [piece for piece in content if piece.end > piece.start]
    return Found(tuple(content), cue_span(verb), None, "nobody named") if content else None


def _foreseen(clause: Clause) -> Iterator[Span]:
    """The subject, and what it is to do: "the bank is expected to hold rates"."""
    verb = clause.verb
    to = next((c for c in verb.children if c.dep_ == "xcomp" and has_to(c)), None)
    subject = child(verb, *SUBJECTS)
    if to is None or subject is None or child(verb, "auxpass") is None:
        return
    if cue_of_verb(to.text, to.lemma_) is not None and child(to, "ccomp") is not None:
        return  # it is a report of its own: "is expected to say that"
    yield clause.words.trim(start_of(subject), end_of(subject))
    yield within(clause, Span(start_of(to), end_of(to)))
