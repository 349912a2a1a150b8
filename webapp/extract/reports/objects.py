"""What is said as the object of the verb: "denied the claims", "the survey found a fall"."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.base import Span
from webapp.extract.cues import noun_cue
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Clause, is_finite, stretch
from webapp.extract.reports.sources import RELATIVE, Source
from webapp.extract.reports.words import (
    Words,
    child,
    end_of,
    particle_of,
    past,
    start_of,
)

ANY_OBJECT = (
    *("deny", "play down", "downplay", "rule out"),
    *("forecast", "predict", "foresee", "describe"),
)
"""Verbs that may have any object; others that deny or state have a noun that reports ("rejected
the claim")."""
FELT = frozenset(
    (
        *("concern", "doubt", "hope", "fear", "optimism", "confidence", "regret", "scepticism"),
        *("skepticism", "support", "worry", "alarm", "outrage", "anger", "dismay", "surprise"),
        *("disappointment", "condolence", "sympathy", "gratitude", "solidarity", "reservation"),
        *("unease", "frustration", "willingness", "readiness", "interest", "remorse", "relief"),
    )
)
"""What somebody expresses or voices."""
SIGHT_LEAST = 3
"""Words of what is described, at least."""
EXPRESSES = ("express", "voice")
"""Verbs that take a feeling, which somebody has about a thing."""
DONE = ("tion", "sion", "ment", "ance", "ence", "ure", "ing", "al", "ade", "age")
"""Endings of nouns for what is done, which an order may be for ("ordered an evacuation")."""
DEEDS = frozenset(
    (
        *("halt", "strike", "airstrike", "probe", "review", "inquiry", "ban", "stop", "end"),
        *(
            "release",
            "arrest",
            "return",
            "attack",
            "search",
            "recount",
            "freeze",
            "raid",
            "shutdown",
        ),
        *("audit", "lockdown", "curfew", "retreat", "assault", "cut", "march", "stay", "advance"),
    )
)
"""Others of them."""
UNSAID = frozenset(("anonymity", "comment", "interview"))
"""What is asked for, offered or denied without being what somebody says."""
FINDS = ("show", "find", "put", "reveal", "have", "give", "suggest", "indicate", "estimate")
"""What polls and reports do to what they find."""
COUNTS = frozenset(
    (
        *("poll", "survey", "study", "research", "data", "figure", "figures", "statistic", "audit"),
        *("statistics", "result", "results", "analysis", "number", "census", "forecast", "report"),
        *("projection", "estimate", "review", "inquiry", "investigation", "canvass", "index"),
    )
)
"""What finds something."""


def plain_object(clause: Clause) -> Iterator[Span]:
    """They denied the claims. / She demanded an apology."""
    if not clause.takes("object") or clause.passive:
        return
    noun = child(clause.verb, "dobj") or _of_particle(clause.verb)
    if noun is None or noun.i < clause.verb.i or noun.pos_ == "PRON":
        return
    if noun.lemma_.lower() in UNSAID or not _may_be_ordered(clause, noun):
        return
    strict = clause.cue.kind in ("denial", "statement") and clause.cue.word not in ANY_OBJECT
    if clause.cue.word in EXPRESSES and not _is_felt(noun):
        return
    if clause.cue.word == "describe":
        yield from _described(clause, noun)
    elif not strict or noun_cue(noun.lemma_) or clause.cue.word in EXPRESSES:
        yield stretch(clause, max(start_of(noun), clause.after), end_of(noun))


def _is_felt(noun: Token) -> bool:
    """Whether somebody expresses a feeling about a thing; "voiced hope that" is a report of the
    noun."""
    return noun.lemma_.lower() in FELT and child(noun, "acl", "ccomp", "relcl") is None


def _described(clause: Clause, noun: Token) -> Iterator[Span]:
    """They described a square full of smoke. Not "to describe talks", which tells of nothing."""
    verb = clause.verb
    if is_finite(verb):
        parts = [c for c in verb.children if c.i > noun.i and c.dep_ in ("prep", "advcl", "relcl")]
        if not parts and len(list(noun.subtree)) < SIGHT_LEAST:
            return  # "described the men" tells nothing
        end = max([end_of(noun), *(end_of(c) for c in parts)])
        yield stretch(clause, max(start_of(noun), clause.after), end)


def claimed_before(words: Words, verb: Token, source: Source | None) -> tuple[Span, Source] | None:
    """ "A, an allegation Haines has denied": what is denied stands before as a noun that reports.
    The parser may take it for a part of the name behind it."""
    after = [c for c in verb.children if c.i > verb.i]
    own = any(c.dep_ in ("dobj", "ccomp", "xcomp", "prt", "oprd") or c.text == "as" for c in after)
    near = Span(past(verb), past(verb) + len(" as a “"))
    if source is None or own or words.quotations_in(near):
        return None
    noun = verb.head
    who = child(verb, "nsubj")
    if verb.dep_ == "relcl" and _is_claim(noun) and who is not None:
        if who.tag_ not in RELATIVE and noun.i < who.i:
            return Span(start_of(noun), past(noun)), source
        return None
    inside = words.within(source.span)
    comma = words.text[: source.span.start].rstrip()[-1:] == ","
    if comma and len(inside) > 2 and inside[0].text in ("a", "an") and _is_claim(inside[1]):
        rest = Span(inside[2].idx, source.span.end)
        return Span(inside[0].idx, past(inside[1])), Source(rest, source.head, source.near)
    return None


def _is_claim(noun: Token) -> bool:
    """Whether a noun is one of what is said, and not of what is offered or asked for."""
    cue = noun_cue(noun.lemma_)
    return cue is not None and cue.kind in ("statement", "charge", "belief")


def findings(clause: Clause) -> Iterator[Span]:
    """Polls show Colfax ahead. / A survey found him with 38 percent. / The figures show a fall."""
    verb, source = clause.verb, clause.source
    noun = child(verb, "dobj")
    if source is None or noun is None or clause.passive or verb.lemma_.lower() not in FINDS:
        return
    if source.head.lemma_.lower() in COUNTS and child(verb, "ccomp") is None:
        parts = [c for c in verb.children if c.dep_ in ("dobj", "advmod", "prep", "oprd", "acomp")]
        ends = [end_of(c) for c in parts if c.i > verb.i]
        yield stretch(clause, max(start_of(noun), clause.after), max(ends))


def _may_be_ordered(clause: Clause, noun: Token) -> bool:
    """Whether an order is one to do something, and not for a meal."""
    if clause.cue.word != "order":
        return True
    return noun.lemma_.lower() in DEEDS or noun.lemma_.lower().endswith(DONE)


def _of_particle(verb: Token) -> Token | None:
    """ "Played down the quarrel": the object that the parser hangs on the particle."""
    particle = particle_of(verb)
    return child(particle, "pobj") if particle is not None else None
