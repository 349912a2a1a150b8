"""The types of acts: those that a verb names by itself, and of what is still to come."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.base import Span
from webapp.extract.events.syntax import above, ancestors, auxiliaries, future
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import Typing, type_of
from webapp.extract.types.base import COOPERATION, HOSTILE
from webapp.extract.types.clause import children, lemma
from webapp.extract.types.decide import named_by_nouns, partitive_content
from webapp.extract.types.match import entry_of

NAMING = listed("naming")
GOOD = listed("good")
FAILURES = listed("failures")
REFUSALS = listed("refusals")
WISHES = listed("wishes")
LASTING = listed("lasting")
DELIBERATES = listed("deliberates")
PARTITIVES = listed("partitives")
HAPPENED_BY = listed("happenings")
"""Nouns of events that a clause may be about."""
NOUN_EVENTS = frozenset(
    {"CONSULT", "COOPERATE", "AID", "RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"}
    | {"ASSAULT", "OTHER", "CONCEDE"}
)


def is_neutral(typing: Typing | None) -> bool:
    """Whether a word only reports, so that what it reports decides."""
    return typing is None or typing.code == "STATEMENT"


def act_typing(verb: Token) -> Typing | None:
    """The type of what a verb does; of what is to come, the act's own type unless it is a
    meeting (which is agreed on) or a threat. None for a verb whose subject alone names an event
    ("the truce is holding")."""
    typing = type_of(verb) or _called_on(verb)
    if typing is None or _by_subject(verb, typing) or _only_wanted(verb):
        return None
    if lemma(verb) in FAILURES:
        return None
    if lemma(verb) in REFUSALS and children(verb, "xcomp"):
        return replace(typing, code="REJECT")
    if typing.code == "STATEMENT" and lemma(verb) in NAMING and named_as(verb):
        return replace(typing, code=named_as(verb))
    meets = typing.code == "CONSULT" or (is_neutral(typing) and lemma(verb) in DELIBERATES)
    if meets and future(verb):
        return replace(typing, code="AGREE", expected=True)
    own = _own_code(verb) if typing.expected and typing.code == "AGREE" else ""
    if own in COOPERATION - {"CONSULT", "SUPPORT"}:
        return replace(typing, code=own)
    return typing


def _only_wanted(verb: Token) -> bool:
    """ "wants to shell": the verb that it governs makes the type, and has not happened."""
    if lemma(verb) not in WISHES:
        return False
    return any("to" in auxiliaries(c) for c in children(verb, "xcomp"))


def named_as(verb: Token) -> str:
    """ "called the ban a farce", "described it as an escalation": a charge, unless it praises;
    empty where nothing is given a name."""
    as_what = [c for c in verb.subtree if c.dep_ == "prep" and lemma(c) == "as"]
    if not as_what and not children(verb, "ccomp", "oprd"):
        return ""
    return "SUPPORT" if {lemma(word) for word in verb.subtree} & GOOD else "ACCUSE"


def _called_on(verb: Token) -> Typing | None:
    """ "called on them, in a letter, to leave", where the parser hung the infinitive elsewhere."""
    on = [c for c in children(verb, "prep") if lemma(c) in ("on", "upon")]
    if lemma(verb) != "call" or not on:
        return None
    wanted = [t for t in verb.subtree if t.dep_ == "aux" and t.text.lower() == "to"]
    span = Span(verb.idx, verb.idx + len(verb.text))
    return Typing("REQUEST", span, verb.i, "call on ... to -> REQUEST") if wanted else None


def _own_code(verb: Token) -> str:
    """The type of a verb, or of the noun that it takes it from, without regard to its mood."""
    entry = entry_of(verb)
    if entry is None:
        return ""
    if entry.kind in ("light", "aspect"):
        named = named_by_nouns(verb)
        return named[0] if named else ""
    return entry.code


def _by_subject(verb: Token, typing: Typing) -> bool:
    """Whether the noun that made the type is only the subject of a verb of state."""
    entry = entry_of(verb)
    if lemma(verb) == "come":  # "the strike came two days after": told before
        return any(typing.span.start <= s.idx < verb.idx for s in children(verb, "nsubj"))
    if entry is None or entry.kind not in ("light", "aspect") or typing.code not in _STATES:
        return False
    lasting = verb.tag_ == "VBG" or lemma(verb) in LASTING
    return lasting and any(typing.span.start <= s.idx < verb.idx for s in children(verb, "nsubj"))


_STATES = COOPERATION | (HOSTILE - {"ASSAULT"})


def noun_typing(noun: Token) -> Typing | None:
    """The type of an event noun; that of the talks in "a round of talks"."""
    typing = type_of(noun)
    if typing is None and lemma(noun) in PARTITIVES:
        typing = next(filter(None, map(type_of, partitive_content(noun))), None)
    if typing is None and lemma(noun) == "round" and children(noun, "prep"):
        span = Span(noun.idx, noun.idx + len(noun.text))
        typing = Typing("CONSULT", span, noun.i, "a round between parties -> CONSULT")
    return typing if typing is not None and typing.code in NOUN_EVENTS else None


def charger_of(verb: Token) -> Token | None:
    """The verb that charges somebody with an act: "accused them of *shelling*"."""
    for low, up in ancestors(verb):
        if low.dep_ == "pcomp" and up.dep_ == "prep":
            verb = next((t for t in (up.head, *above(up.head)) if is_verb(t)), up.head)
            typing = type_of(verb) if is_verb(verb) else None
            return verb if typing is not None and typing.code == "ACCUSE" else None
        if low.dep_ not in ("conj", "pcomp"):
            return None
    return None
