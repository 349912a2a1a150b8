"""The event that a verb, a noun or an adjective names, with what it governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from webapp.extract.base import Span
from webapp.extract.language import Token
from webapp.extract.types.base import COOPERATION, HOSTILE, Typing
from webapp.extract.types.clause import (
    DEEPEST,
    children,
    complements,
    coordinated,
    is_verb,
    lemma,
    objects,
    prepositions,
    subjects,
)
from webapp.extract.types.lexicon import Entry
from webapp.extract.types.match import entry_of
from webapp.extract.types.mood import Mood, mood_of

SPEAKERS = frozenset({"it", "they", "we", "i", "he", "she"})
HARMFUL = HOSTILE - {"MOBILIZE"}
"""What nobody promises as a service; troops may be promised as help."""


def span_of(tokens: list[Token]) -> Span:
    """From the first to the last of some words."""
    start = min(t.idx for t in tokens)
    return Span(start, max(t.idx + len(t.text) for t in tokens))


def deciding_words(head: Token) -> list[Token]:
    """The word with its particles and auxiliaries."""
    return [head, *children(head, "prt", "neg", "aux", "auxpass")]


def make(head: Token, code: str, rule: str, mood: Mood, *more: Token) -> Typing:
    """A typing of a word, spanning the words that decided."""
    span = span_of([*deciding_words(head), *more])
    return Typing(code, span, head.i, rule, mood.expected, mood.negated)


def moved(code: str, mood: Mood) -> tuple[str, str]:
    """The type that a mood makes of a type, and the rule that says so (empty: unchanged)."""
    if mood.duty and code in COOPERATION and not mood.negated:
        return "REQUEST", "what must be done is demanded"
    if mood.negated and code in COOPERATION:
        return "REJECT", "denied cooperation is a refusal"
    if mood.negated and code in HOSTILE:
        return ("STATEMENT" if mood.expected else "REJECT"), "a harmful deed denied"
    if (mood.future or mood.possible) and code in COOPERATION - {"AGREE"}:
        return "AGREE", "cooperation to come is a promise"
    if (mood.future or mood.possible) and code in HOSTILE:
        return "THREATEN", "harm to come is a threat"
    return code, ""


def denied_by_row(entry: Entry, mood: Mood) -> Mood:
    """A mood without the "no" that a row itself asks for ("had *no* comment")."""
    asked = any(c.wanted and c.words & {"no", "not"} for c in entry.when)
    return replace(mood, negated=False) if asked else mood


def adjusted(head: Token, code: str, rule: str, mood: Mood, *more: Token) -> Typing:
    """A typing after negation and modality."""
    new, why = moved(code, mood)
    return make(head, new, f"{rule}; {why}" if why else rule, mood, *more)


def mood_around(head: Token) -> Mood:
    """The mood of a verb, or of the verb that a predicate hangs on ("is not ready")."""
    predicate = head.dep_ in ("acomp", "attr", "oprd") and is_verb(head.head)
    return mood_of(head.head if predicate else head)


def noun_arguments(head: Token) -> Iterator[Token]:
    """Nouns that a light verb or a verb of beginning and ending may take its event from."""
    for thing in [*objects(head), *subjects(head), *children(head, "attr")]:
        yield from coordinated(thing)
    for prep in prepositions(head):
        yield from children(prep, "pobj")


def named_by_nouns(head: Token) -> tuple[str, str, Token] | None:
    """Type, rule and noun of the first argument that names an event."""
    for noun in noun_arguments(head):
        for word in (noun, *partitive_content(noun)):
            entry = entry_of(word)
            if entry is not None and entry.code:
                return entry.code, entry.rule, word
    return None


def partitive_content(noun: Token) -> Iterator[Token]:
    """The talks of "a round of talks"."""
    for of in children(noun, "prep"):
        if lemma(of) == "of":
            yield from children(of, "pobj")


def through_noun(head: Token, entry: Entry, depth: int = 0) -> Typing | None:
    """Light verbs: "carried out air strikes", "held talks"."""
    mood = mood_around(head)
    found = named_by_nouns(head)
    if found is None:
        return make(head, entry.code, entry.rule, mood) if entry.code else None
    code, rule, noun = found
    return adjusted(head, code, f"{rule} ({lemma(head)})", mood, noun)


def inner_event(head: Token, depth: int) -> Typing | None:
    """The event that a governed clause names."""
    found = (type_of(verb, depth - 1) for verb in complements(head) if depth)
    return next((typing for typing in found if typing is not None), None)


def through_content(head: Token, entry: Entry, depth: int) -> Typing | None:
    """Verbs of beginning, going on, trying: the verb or noun that they govern decides."""
    inner = inner_event(head, depth)
    if inner is None:
        return through_noun(head, entry)
    return again(head, inner, *moved(inner.code, mood_around(head)))


def again(head: Token, inner: Typing, code: str, why: str) -> Typing:
    """The event of a governed clause, put down to the verb that governs it."""
    rule = f"{inner.rule}; {why}" if why else inner.rule
    mood = mood_around(head)
    span = span_of(deciding_words(head))
    span = Span(min(span.start, inner.span.start), max(span.end, inner.span.end))
    expected = mood.expected or inner.expected
    return Typing(code, span, head.i, rule, expected, mood.negated or inner.negated)


def decided(head: Token, entry: Entry, depth: int) -> Typing | None:
    """Plans of others ("is due to meet") and decisions: cooperation to come is a promise."""
    inner = inner_event(head, depth) or through_noun(head, entry)
    if inner is None:
        return None
    agreed = inner.code in COOPERATION
    code, why = ("AGREE", "cooperation to come is a promise") if agreed else (inner.code, "")
    return replace(again(head, inner, code, why), expected=True)


def warned(head: Token, entry: Entry, depth: int) -> Typing | None:
    """Warnings: of one's own deeds to come they are threats, of anything else statements."""
    inner = inner_event(head, depth)
    if inner is not None and inner.expected and inner.code not in ("STATEMENT", "REQUEST"):
        return again(head, inner, "THREATEN", f"{entry.rule}; a warning of deeds is a threat")
    mood = mood_around(head)
    if any(threatens_deed(verb) for verb in complements(head)):
        return make(head, "THREATEN", f"{entry.rule}; a warning of deeds is a threat", mood)
    return make(head, entry.code, entry.rule, mood)


def threatens_deed(verb: Token) -> bool:
    """Whether a warning is of what the speakers themselves will do."""
    mood = mood_of(verb)
    speaker = any(lemma(t) in SPEAKERS for t in children(verb, "nsubj"))
    return speaker and not mood.negated and (mood.future or mood.possible)


def wanted(head: Token, entry: Entry, depth: int) -> Typing | None:
    """Attitudes: a promise to harm is a threat, one to refuse is a refusal."""
    mood = denied_by_row(entry, mood_around(head))
    typing = adjusted(head, entry.code, entry.rule, mood)
    inner = inner_event(head, depth) if typing.code == "AGREE" else None
    if inner is None or inner.code not in HARMFUL | {"THREATEN", "REJECT"}:
        return typing
    harmful = inner.code in HARMFUL
    code = "THREATEN" if harmful else inner.code
    return again(head, inner, code, "harm promised is a threat" if harmful else "")


RULES = {
    "light": through_noun,
    "aspect": through_content,
    "decide": decided,
    "warn": warned,
    "attitude": wanted,
}
"""What makes the typing of a row of each kind; the others are taken as they stand."""


def type_of(head: Token, depth: int = DEEPEST) -> Typing | None:
    """The event that a word and what it governs name; None when they name none. `depth` is how
    many clauses within clauses are followed."""
    entry = entry_of(head)
    if entry is None or entry.kind == "none":
        return None
    rule = RULES.get(entry.kind)
    if rule is not None:
        return rule(head, entry, depth)
    return adjusted(head, entry.code, entry.rule, denied_by_row(entry, mood_around(head)))
