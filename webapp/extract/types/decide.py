"""The event that a verb, a noun or an adjective names, with what it governs."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.base import Span
from webapp.extract.language import Token
from webapp.extract.types.base import COOPERATION, HOSTILE, Typing
from webapp.extract.types.clause import (
    children,
    complements,
    coordinated,
    lemma,
    objects,
    prepositions,
)
from webapp.extract.types.lexicon import Entry
from webapp.extract.types.match import entry_of
from webapp.extract.types.mood import Mood, mood_of

PERFORMED = frozenset({"REQUEST", "ACCUSE", "STATEMENT", "THREATEN", "REJECT"})
"""Types that words perform: a modal verb before them changes little."""


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


def adjusted(head: Token, code: str, rule: str, mood: Mood, *more: Token) -> Typing:
    """A typing after negation and modality."""
    new, why = moved(code, mood)
    return make(head, new, f"{rule}; {why}" if why else rule, mood, *more)


def noun_arguments(head: Token) -> Iterator[Token]:
    """Nouns that a light verb or a verb of beginning and ending may take its event from."""
    for thing in [*objects(head), *children(head, "nsubj")]:
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


def through_noun(head: Token, entry: Entry) -> Typing | None:
    """Light verbs: "carried out air strikes", "held talks"."""
    found = named_by_nouns(head)
    if found is None:
        return make(head, entry.code, entry.rule, mood_of(head)) if entry.code else None
    code, rule, noun = found
    return adjusted(head, code, f"{rule} ({lemma(head)})", mood_of(head), noun)


def through_content(head: Token, entry: Entry) -> Typing | None:
    """Verbs of beginning, going on, trying: the verb or noun that they govern decides."""
    for verb in complements(head):
        inner = type_of(verb)
        if inner is not None:
            code, why = moved(inner.code, mood_of(head))
            rule = f"{inner.rule}; {why}" if why else inner.rule
            return make(head, code, rule, mood_of(head), verb)
    return through_noun(head, entry)


def type_of(head: Token) -> Typing | None:
    """The event that a word and what it governs name; None when they name none."""
    entry = entry_of(head)
    if entry is None or entry.kind == "none":
        return None
    if entry.kind == "light":
        return through_noun(head, entry)
    if entry.kind == "aspect":
        return through_content(head, entry)
    return adjusted(head, entry.code, entry.rule, mood_of(head))
