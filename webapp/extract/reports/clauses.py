"""What is said: the content that a verb reports, by where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from webapp.extract.base import Quotation, Span
from webapp.extract.cues import Cue, verb_cue
from webapp.extract.language import Token
from webapp.extract.reports.sources import Source, is_passive, source_of
from webapp.extract.reports.words import (
    Words,
    child,
    end_of,
    is_verb,
    past,
    start_of,
)

CLAUSES = ("ccomp", "xcomp", "advcl", "parataxis", "conj", "relcl", "acl")
HEARSAY = frozenset(
    ("say", "report", "allege", "believe", "think", "claim", "rumour", "rumor", "understand")
)
"""Verbs that report in the passive without naming anybody ("is said to have left")."""
FIRST = frozenset(("i", "we", "you"))
OBJECTS = ("dobj", "attr", "oprd", "pobj", "dative")


@dataclass(frozen=True)
class Found:
    """A report before its speaker is known."""

    content: tuple[Span, ...]
    cue: Span
    source: Source | None
    rule: str


@dataclass(frozen=True)
class Clause:
    """A verb that reports: its source, the unit that it stands in, and the frame, which is the
    verb with its subject and adverbials, without what is said."""

    words: Words
    verb: Token
    cue: Cue
    source: Source | None
    unit: Span
    frame: Span
    passive: bool

    @property
    def after(self) -> int:
        """Where the verb ends."""
        return past(self.verb)

    def takes(self, *names: str) -> bool:
        """Whether the verb may take one of these."""
        return bool(self.cue.takes & set(names))


def by_verbs(words: Words) -> Iterator[Found]:
    """Reports of all verbs of an article."""
    for token in words.tokens:
        cue = verb_cue(token.lemma_) if is_verb(token) else None
        if cue and token.dep_ not in ("amod", "compound", "aux", "auxpass"):
            found = _by_verb(words, token, cue)
            if found:
                yield found


def _by_verb(words: Words, verb: Token, cue: Cue) -> Found | None:
    """The first case that fits."""
    source = source_of(words, verb)
    passive = is_passive(verb)
    if not _counts(words, verb, cue, source, passive):
        return None
    unit = words.unit(verb.idx)
    clause = Clause(words, verb, cue, source, unit, _frame(words, verb, source, unit), passive)
    for name, case in _CASES:
        content = [piece for piece in case(clause) if piece.end > piece.start]
        if content:
            return Found(tuple(content), _cue_span(verb), source, name)
    return None


def _cue_span(verb: Token) -> Span:
    particle = child(verb, "prt")
    near = particle is not None and particle.i == verb.i + 1
    return Span(verb.idx, past(particle) if particle is not None and near else past(verb))


def _counts(words: Words, verb: Token, cue: Cue, source: Source | None, passive: bool) -> bool:
    """Whether somebody says something here: a verb without a source reports only in the passive,
    and what "I think" in a quotation adds is not told apart."""
    if source is None:
        return passive
    inside = words.quotation(verb.idx)
    if inside is None:
        return True
    if cue.kind not in ("statement", "question", "denial", "charge"):
        return False
    return source.head.text.lower() not in FIRST and inside.span.holds(source.span)


def _frame(words: Words, verb: Token, source: Source | None, unit: Span) -> Span:
    """From the subject or the verb to the last adverbial that holds no clause and no quotation."""
    own = [c.idx for c in verb.children if c.dep_ in ("aux", "neg", "auxpass") and c.i < verb.i]
    start, end = min([verb.idx, *own]), past(verb)
    if source and source.near:
        start, end = min(start, source.span.start), max(end, source.span.end)
    for dependent in verb.children:
        if dependent.i <= verb.i or dependent.dep_ in CLAUSES or dependent.dep_ == "punct":
            continue
        if words.quotations_in(Span(end, end_of(dependent))):
            break
        end = max(end, end_of(dependent))
    return Span(max(start, unit.start), min(end, unit.end))


# What stands where


def _after_a_quotation(clause: Clause) -> Iterator[Span]:
    """ "A," he said. / "A," said Ann Lee, the envoy. / "A," he said, "b." / A is "b," he said."""
    words, unit = clause.words, clause.unit
    left = words.trim(unit.start, clause.frame.start)
    held = words.quotation(left.end - 1) if left.end > left.start else None
    if not held or held.span.end != left.end or words.quotation(clause.verb.idx) == held:
        return
    if not _set_off(words, held) or not clause.takes("quote", "that"):
        return
    start = held.span.start if _only_marks(words, unit.start, held.span.start) else unit.start
    yield Span(start, held.span.end)
    yield from _going_on(clause)


def _only_marks(words: Words, start: int, end: int) -> bool:
    return not any(c.isalnum() for c in words.text[start:end])


def _set_off(words: Words, quotation: Quotation) -> bool:
    """Whether a comma, a stop or the like stands at the end of a quotation."""
    near = words.text[quotation.inner.end - 1 : quotation.inner.end]
    near += words.text[quotation.span.end : quotation.span.end + 2]
    return any(mark in near for mark in ",.?!;—–-…")


def _going_on(clause: Clause) -> Iterator[Span]:
    """The rest of a quotation that the frame interrupts."""
    words = clause.words
    rest = words.trim(clause.frame.end, clause.unit.end)
    following = words.quotation(rest.start) if rest.end > rest.start else None
    if following and following.span.start == rest.start:
        yield following.span


def _complement(clause: Clause) -> Iterator[Span]:
    """He said (that) A. / He asked whether A. / He told them A."""
    if not clause.takes("that", "wh"):
        return
    verb = clause.verb
    for dependent in verb.children:
        clausal = dependent.dep_ == "ccomp" and (is_verb(dependent) or dependent.tag_ == "JJ")
        if clausal and dependent.i > verb.i and not _has_to(dependent):
            yield _stretch(clause, max(start_of(dependent), clause.after), end_of(dependent))
            return


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_.lower() == "to" for c in verb.children)


def _stretch(clause: Clause, start: int, end: int) -> Span:
    """A piece of content, within the unit, with its quotations whole."""
    words = clause.words
    span = words.trim(start, min(end, clause.unit.end))
    if words.quotation(clause.verb.idx):
        return span
    following = words.quotation(span.end) or words.quotation(span.end + 1)
    if following and following.span.start <= span.end + 1:
        span = Span(span.start, following.span.end)
    whole = words.whole(span.start, span.end) if span.end > span.start else span
    return _without_stop(words, whole)


def _without_stop(words: Words, span: Span) -> Span:
    end = span.end
    while end > span.start and words.text[end - 1] in ". ":
        end -= 1
    return Span(span.start, end)


def _infinitive(clause: Clause) -> Iterator[Span]:
    """He promised to leave. / She urged both sides to stop. / They called on him to resign."""
    if clause.passive or not clause.takes("to", "obj-to"):
        return
    verb = clause.verb
    for dependent in verb.children:
        if dependent.i > verb.i and dependent.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
            own = dependent.dep_ == "xcomp"
            start = clause.after if clause.takes("obj-to") else start_of(dependent)
            if _has_to(dependent) and (own or clause.takes("obj-to") or _has_subject(dependent)):
                yield _stretch(clause, max(start, clause.after), end_of(dependent))
                return


def _has_subject(verb: Token) -> bool:
    return child(verb, "nsubj", "nsubjpass") is not None


def _gerund(clause: Clause) -> Iterator[Span]:
    """They denied firing. / He admitted having known."""
    if not clause.takes("ing"):
        return
    for dependent in clause.verb.children:
        verbal = dependent.dep_ in ("xcomp", "ccomp") and dependent.tag_ == "VBG"
        if verbal and dependent.i > clause.verb.i:
            yield _stretch(clause, max(start_of(dependent), clause.after), end_of(dependent))
            return


def _phrase(clause: Clause) -> Iterator[Span]:
    """Accused X of A. / Warned of A. / Described X as A. / Called for A."""
    names = ("of", "for", "as", "against", "at")
    for dependent in _prepositions(clause.verb):
        word = dependent.lemma_.lower()
        if word in names and clause.takes(word):
            yield from _from_object(clause, dependent)
            return


def _prepositions(verb: Token) -> Iterator[Token]:
    """Prepositions after a verb; the parser may hang them on its object ("accused X of")."""
    for dependent in verb.children:
        if dependent.i > verb.i and dependent.dep_ == "prep":
            yield dependent
        elif dependent.i > verb.i and dependent.dep_ in OBJECTS:
            yield from (c for c in dependent.children if c.dep_ == "prep" and c.i > dependent.i)


def _from_object(clause: Clause, last: Token) -> Iterator[Span]:
    """From the object, if any, to the end of a phrase; in the passive the object is before."""
    if clause.passive:
        subject = child(clause.verb, "nsubjpass")
        if subject is not None:
            yield clause.words.trim(start_of(subject), end_of(subject))
        yield _stretch(clause, start_of(last), end_of(last))
        return
    objects = [c for c in clause.verb.children if c.dep_ in OBJECTS and c.i > clause.verb.i]
    before = [start_of(c) for c in objects if c.i < last.i]
    start = min([start_of(last), *before])
    yield _stretch(clause, max(start, clause.after), end_of(last))


def _named(clause: Clause) -> Iterator[Span]:
    """They called it "a crime"."""
    if not clause.takes("object-complement") or clause.passive:
        return
    verb = clause.verb
    right = [c for c in verb.children if c.i > verb.i and c.dep_ in ("oprd", "ccomp", "xcomp")]
    if right:
        yield _stretch(clause, clause.after, end_of(right[0]))


def _before_a_quotation(clause: Clause) -> Iterator[Span]:
    """He said: "A." / He told them on Monday, "A." / They condemned it as "A"."""
    words = clause.words
    if not clause.takes("quote") or words.quotation(clause.verb.idx):
        return
    ahead = words.quotations_in(Span(clause.after, clause.unit.end))
    if not ahead or _other_verb(clause, ahead[0].span.start):
        return
    quotation = ahead[0].span
    close = words.trim(clause.frame.end, quotation.start)
    alone = close.end <= close.start or clause.cue.kind in ("statement", "manner")
    colon = words.text[clause.after : quotation.start].rstrip().endswith((":", ","))
    start = quotation.start if alone or colon else clause.after
    yield words.trim(start, quotation.end)


def _other_verb(clause: Clause, end: int) -> bool:
    """Whether another finite verb stands between the verb and a place."""
    between = clause.words.within(Span(clause.after, end))
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between)


def _after_a_clause(clause: Clause) -> Iterator[Span]:
    """A, he said. / A, said Ann Lee. / A, he said, b."""
    words, verb, unit = clause.words, clause.verb, clause.unit
    if not clause.takes("that") or words.quotation(verb.idx) or not clause.source:
        return
    if not clause.source.near or clause.passive:
        return
    start, end = clause.frame.start, clause.frame.end
    before = words.text[unit.start : start].rstrip()
    if not before.endswith((",", "—", "–", "-", "?", "!", "”", '"', "’")):
        return
    left = words.trim(unit.start, start)
    rest = words.trim(end, unit.end)
    inside = verb.dep_ == "parataxis" or _spans(verb, unit, clause)
    has_verb = any(is_verb(t) for t in words.within(left))
    if not (has_verb or (inside and rest.end > rest.start)):
        return
    if not (_left_clause(verb, clause) or inside or verb.dep_ in ("ROOT", "conj", "ccomp")):
        return
    yield Span(_left_start(clause, left), left.end)
    if inside and rest.end > rest.start and words.text[end : end + 1] == ",":
        yield _without_stop(words, rest)


def _left_clause(verb: Token, clause: Clause) -> bool:
    return any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)


def _spans(verb: Token, unit: Span, clause: Clause) -> bool:
    """Whether the verb is set into the clause of another verb that stands after it."""
    head = verb.head
    return verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and head.i > verb.i


def _left_start(clause: Clause, left: Span) -> int:
    """Where the clause before begins; "But" at its front is the writer's."""
    return left.start


def _object(clause: Clause) -> Iterator[Span]:
    """They denied the claims. / She demanded an apology."""
    if not clause.takes("object") or clause.passive:
        return
    noun = child(clause.verb, "dobj")
    if noun is not None and noun.i > clause.verb.i and noun.pos_ != "PRON":
        yield _stretch(clause, max(start_of(noun), clause.after), end_of(noun))


def _hearsay(clause: Clause) -> Iterator[Span]:
    """He is said to have left."""
    verb = clause.verb
    if not clause.passive or verb.lemma_.lower() not in HEARSAY:
        return
    subject = child(verb, "nsubjpass")
    to = next((c for c in verb.children if c.dep_ == "xcomp" and _has_to(c)), None)
    if subject is not None and to is not None:
        yield clause.words.trim(start_of(subject), end_of(subject))
        yield _stretch(clause, start_of(to), end_of(to))


_CASES: tuple[tuple[str, Callable[[Clause], Iterator[Span]]], ...] = (
    ("after a quotation", _after_a_quotation),
    ("hearsay", _hearsay),
    ("named", _named),
    ("complement", _complement),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("phrase", _phrase),
    ("before a quotation", _before_a_quotation),
    ("after a clause", _after_a_clause),
    ("object", _object),
)
