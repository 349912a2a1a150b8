"""Content that depends on the verb: a clause, an infinitive, a phrase, an object."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.base import Span
from webapp.extract.cues import noun_cue
from webapp.extract.language import Token
from webapp.extract.reports.clauses import (
    REFUSALS,
    Clause,
    has_to,
    lacks_object,
    narrowed,
    refused,
    stretch,
)
from webapp.extract.reports.objects import COUNTS
from webapp.extract.reports.sources import RELATIVE, doing_of, misjoined
from webapp.extract.reports.words import (
    child,
    end_of,
    is_verb,
    past,
    start_of,
)

HEARSAY = frozenset(
    ("say", "report", "allege", "believe", "think", "claim", "rumour", "rumor", "understand")
)
"""Verbs that report in the passive without naming anybody ("is said to have left")."""
GERUND_FARTHEST = 2
"""How many words after its verb a gerund begins at most ("denied ever firing")."""
THAT_FARTHEST = 200
"""How many characters after its verb a clause begins at most."""
REASONS = ("because", "unless", "until", "if")
ASKING = ("ask", "wonder", "question", "inquire", "enquire")
"""Verbs after which an "if" asks."""
WISHES = ("want", "like", "prefer")
"""Verbs after which something is to be so: "wants the law changed"."""
QUESTIONS = ("why", "when", "how", "where", "what", "who", "whom", "which")
"""What somebody may not say, in a word."""
SILENCE = ("comment", "elaborate", "respond")
"""What somebody who says nothing declines to do."""
PHRASES = {w: w for w in ("of", "for", "as", "against", "at", "about", "on")} | {"to": "prep-to"}
"""Prepositions of phrases that report, and what the list calls them."""
NAMELESS = ("name", "identify", "quote")
"""What somebody asks not to be, which is no part of what is said."""
OBJECTS = ("dobj", "attr", "oprd", "pobj", "dative")


def complement(clause: Clause) -> Iterator[Span]:
    """He said (that) A. / He asked whether A. / He told them A."""
    if not clause.takes("that", "wh"):
        return
    verb = clause.verb
    for dependent in verb.children:
        asked = dependent.dep_ == "advcl" and verb.lemma_.lower() in ASKING
        if asked and dependent.i > verb.i and _begins_with_if(dependent):
            yield stretch(clause, start_of(dependent), end_of(dependent))
            return
        clausal = dependent.dep_ == "ccomp" and (is_verb(dependent) or dependent.tag_ == "JJ")
        if clausal and dependent.i > verb.i and not has_to(dependent):
            if clause.takes("marked") and not any(c.dep_ == "mark" for c in dependent.children):
                return
            if _that_before(clause, dependent) or _is_sight(clause, dependent):
                return
            end = min([end_of(dependent), *_foreign(dependent)])
            yield stretch(clause, _past_time(clause, dependent), end)
            return


def which_alone(clause: Clause) -> Iterator[Span]:
    """She would not say when. / He did not say for what."""
    tokens = clause.words.within(Span(clause.after, clause.unit.end))
    words = [t for t in tokens if not t.text.isspace()]
    last = next((k for k, t in enumerate(words) if not t.text[:1].isalnum()), len(words))
    asks = 0 < last <= 2 and words[last - 1].text.lower() in QUESTIONS
    if clause.takes("wh") and asks and (last == 1 or words[0].tag_ == "IN"):
        yield Span(words[0].idx, past(words[last - 1]))


def _that_at_once(clause: Clause) -> Token | None:
    """The "that" right behind the verb, whatever the parser takes it for: "allege that between"."""
    following = clause.words.tokens[clause.verb.i + 1 : clause.verb.i + 2]
    return next((t for t in following if t.text == "that" and t.tag_ == "IN"), None)


def that_at_once(clause: Clause) -> Iterator[Span]:
    """They allege that in May three men sold it: "that" begins a clause which the parser misses."""
    that = _that_at_once(clause) if clause.takes("that") else None
    if that is not None and not clause.words.quotation(clause.verb.idx):
        piece = narrowed(clause, stretch(clause, that.idx, clause.unit.end))
        if any(is_verb(t) for t in clause.words.within(piece)):
            yield piece


def _that_before(clause: Clause, said: Token) -> bool:
    """Whether a "that" stands between the verb and what the parser takes for all that is said:
    "told the police in a statement that A and that B"."""
    between = clause.words.within(Span(clause.after, start_of(said)))
    return any(t.text == "that" and t.dep_ == "mark" for t in between)


def _is_sight(clause: Clause, said: Token) -> bool:
    """ "The video shows him walking": only what counts (a poll) finds something so."""
    counts = clause.source is not None and clause.source.head.lemma_.lower() in COUNTS
    return clause.verb.lemma_.lower() == "show" and said.tag_ == "VBG" and not counts


def _begins_with_if(verb: Token) -> bool:
    marks = (c for c in verb.children if c.dep_ == "mark")
    return any(mark.text.lower() in ("if", "whether") for mark in marks)


def _past_time(clause: Clause, said: Token) -> int:
    """Where what is said begins: at "that", else behind the day that the parser puts into it
    ("said on Monday they had")."""
    that = next((c for c in said.children if c.text.lower() == "that" and c.dep_ == "mark"), None)
    start = max(start_of(said), clause.after)
    if that is not None and that.idx > start:
        return that.idx
    at_once = _that_at_once(clause)
    if at_once is not None:
        return at_once.idx
    tokens = [t for t in clause.words.within(Span(start, said.idx)) if t.pos_ != "SPACE"]
    subject = child(said, "nsubj", "nsubjpass", "expl")
    if subject is None or not tokens or subject.left_edge.idx <= start:
        return start
    lead = [t for t in tokens if t.idx < subject.left_edge.idx]
    dated = all(t.ent_type_ in ("DATE", "TIME") or t.tag_ == "IN" for t in lead)
    timed = any(t.ent_type_ in ("DATE", "TIME") for t in lead)
    return subject.left_edge.idx if dated and timed else start


def that_clause(clause: Clause) -> Iterator[Span]:
    """He said in a letter to the king that A: a clause that the parser hangs on another word."""
    if not clause.takes("that") or clause.words.quotation(clause.verb.idx):
        return
    end = min(clause.unit.end, clause.after + THAT_FARTHEST)
    for token in clause.words.within(Span(clause.after, end)):
        if token.text == "that" and token.tag_ in ("IN", "WDT") and token.head.i > token.i:
            said = token.head
            subject = child(said, "nsubj", "nsubjpass", "expl")
            noun = said.head if said.dep_ in ("acl", "relcl") else None
            of_object = noun is not None and (
                noun.dep_ in ("dobj", "nsubj")
                or (noun_cue(noun.lemma_) is not None and noun.head.text not in ("in", "with"))
            )
            own = subject is not None and subject.i != token.i
            if own and not of_object and (token.dep_ == "mark" or not lacks_object(said)):
                yield stretch(clause, token.idx, end_of(said))
            return
        if is_verb(token) or clause.words.quotation(token.idx):
            return


def _foreign(said: Token) -> Iterator[int]:
    """Where a verb that is wrongly joined to what is said begins, with its "and"."""
    joint = child(said, "cc")
    for dependent in said.children:
        if dependent.dep_ == "conj" and misjoined(dependent):
            yield joint.idx if joint is not None and joint.i < dependent.i else dependent.idx


def infinitive(clause: Clause) -> Iterator[Span]:
    """He promised to leave. / She urged both sides to stop. / They called on him to resign."""
    if clause.passive or not clause.takes("to", "obj-to"):
        return
    verb = clause.verb
    for dependent in verb.children:
        if dependent.i > verb.i and dependent.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
            own = dependent.dep_ == "xcomp"
            if verb.lemma_.lower() in REFUSALS and dependent.lemma_.lower() in SILENCE:
                return
            if verb.lemma_.lower() == "ask" and dependent.lemma_.lower() in NAMELESS:
                return
            if own and verb.lemma_.lower() == "tell" and child(verb, "dobj", "dative") is None:
                return
            if refused(dependent) and child(dependent, "ccomp") is not None:
                return
            start = clause.after if clause.takes("obj-to") else start_of(dependent)
            wished = verb.lemma_.lower() in WISHES and dependent.dep_ == "ccomp"
            if wished and dependent.tag_ in ("VBN", "VBD", "JJ") and _has_subject(dependent):
                yield stretch(clause, max(start_of(dependent), clause.after), end_of(dependent))
                return
            if has_to(dependent) and (own or clause.takes("obj-to") or _has_subject(dependent)):
                yield stretch(clause, max(start, clause.after), end_of(dependent))
                return


def _has_subject(verb: Token) -> bool:
    return child(verb, "nsubj", "nsubjpass") is not None


def gerund(clause: Clause) -> Iterator[Span]:
    """They denied firing. / He admitted having known."""
    if not clause.takes("ing"):
        return
    for dependent in clause.verb.children:
        clausal = dependent.dep_ in ("xcomp", "ccomp", "pcomp", "advcl")
        near = clause.verb.i < dependent.left_edge.i <= clause.verb.i + GERUND_FARTHEST
        comma = "," in clause.words.text[clause.after : dependent.left_edge.idx]
        if clausal and _is_gerund(dependent) and near and not comma:
            yield stretch(clause, max(start_of(dependent), clause.after), end_of(dependent))
            return


def _is_gerund(verb: Token) -> bool:
    """Firing, having fired."""
    return verb.tag_ == "VBG" or any(c.dep_ == "aux" and c.tag_ == "VBG" for c in verb.children)


def phrase_after(clause: Clause) -> Iterator[Span]:
    """Accused X of A. / Warned of A. / Described X as A. / Called for A."""
    for dependent in _prepositions(clause.verb):
        word = dependent.lemma_.lower()
        noun = child(dependent, "pobj")
        if clause.takes(PHRASES.get(word, "")) and (noun is None or noun.pos_ != "PRON"):
            yield from _from_object(clause, dependent)
            return


def _prepositions(verb: Token) -> Iterator[Token]:
    """Prepositions after a verb; the parser may hang them on its object ("accused X of")."""
    for dependent in verb.children:
        if dependent.i > verb.i and dependent.dep_ == "prep":
            yield dependent
        elif dependent.i > verb.i and dependent.dep_ in OBJECTS:
            yield from (c for c in dependent.children if c.dep_ == "prep" and c.i > dependent.i)
        elif dependent.dep_ == "agent":
            doer = child(dependent, "pobj")
            yield from doing_of(doer) if doer is not None else ()


def _from_object(clause: Clause, last: Token) -> Iterator[Span]:
    """From the object, if any, to the end of a phrase; in the passive the object is before."""
    if clause.passive:
        subject = child(clause.verb, "nsubjpass")
        if subject is not None:
            yield clause.words.trim(start_of(subject), end_of(subject))
        yield stretch(clause, start_of(last), end_of(last))
        return
    objects = [c for c in clause.verb.children if c.dep_ in OBJECTS and c.i > clause.verb.i]
    before = [start_of(c) for c in objects if c.i < last.i]
    what = child(clause.verb, "dobj", "nsubj")
    if what is not None and what.text.lower() == "what" and last.lemma_.lower() == "as":
        start = min((start_of(c) for c in last.children), default=start_of(last))
    else:
        start = min([start_of(last), *before])
    after = [end_of(c) for c in objects if c.i > last.i]
    end = max([_with_reason(clause, end_of(last)), *after])
    yield stretch(clause, max(start, clause.after), end)


def _with_reason(clause: Clause, end: int) -> int:
    """Where a phrase ends, with the clause that gives its reason: "of hiding it because"."""
    for dependent in clause.verb.children:
        first = dependent.left_edge
        follows = 0 <= first.idx - end <= 1 and first.text.lower() in REASONS
        if dependent.dep_ == "advcl" and follows:
            return end_of(dependent)
    return end


def named(clause: Clause) -> Iterator[Span]:
    """They called it "a crime"."""
    if not clause.takes("object-complement") or clause.passive:
        return
    verb = clause.verb
    right = [c for c in verb.children if c.i > verb.i and c.dep_ in ("oprd", "ccomp", "xcomp")]
    right = [c for c in right if not has_to(c)]
    itself = child(verb, "dobj")
    if right and not (itself is not None and itself.text.endswith(("self", "selves"))):
        yield stretch(clause, clause.after, end_of(right[0]))


def hearsay(clause: Clause) -> Iterator[Span]:
    """He is said to have left. / He was urged by his advisers to go. / They were told to go."""
    verb = clause.verb
    if not clause.passive or not (verb.lemma_.lower() in HEARSAY or clause.takes("obj-to")):
        return
    subject = child(verb, "nsubjpass")
    to = next((c for c in verb.children if c.dep_ == "xcomp" and has_to(c)), None)
    if subject is not None and to is not None:
        if subject.tag_ in RELATIVE:
            yield stretch(clause, start_of(to), end_of(to))
            return
        yield clause.words.trim(start_of(subject), end_of(subject))
        yield stretch(clause, start_of(to), end_of(to))
