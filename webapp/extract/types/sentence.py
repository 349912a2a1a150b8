"""All event words of a sentence, and the one type of a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.extract.language import Token
from webapp.extract.types.base import UNREAL, Typing
from webapp.extract.types.clause import children, complements, is_verb
from webapp.extract.types.decide import make, noun_arguments, type_of
from webapp.extract.types.match import entry_of
from webapp.extract.types.mood import Mood

NOT_AN_EVENT = frozenset({"compound", "nmod", "amod", "npadvmod"})
"""Roles in which a noun only describes another ("attack helicopters")."""


def kind_of(token: Token) -> str:
    """The kind of the row that a word fits, empty when there is none."""
    entry = entry_of(token)
    return entry.kind if entry else ""


def content_of(head: Token) -> Iterator[Token]:
    """Everything that hangs on a word but for clauses of their own standing."""
    for child in head.children:
        if child.dep_ in ("relcl", "advcl", "conj", "parataxis", "nsubj") and is_verb(head):
            continue
        yield child
        yield from content_of(child)


def governed(head: Token, typing: Typing) -> set[int]:
    """The words that name no event of their own because this one governs them."""
    kind = kind_of(head)
    if kind == "attitude" or (typing.code in UNREAL and kind in ("act", "light", "aspect")):
        return {t.i for t in content_of(head)}
    if kind in ("light", "aspect"):
        return {t.i for t in (*noun_arguments(head), *complements(head))}
    return set()


def candidates(tokens: Sequence[Token]) -> list[tuple[Token, Typing]]:
    """Words that name an event when they are looked at alone."""
    found = []
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ in NOT_AN_EVENT:
            continue
        typing = type_of(token)
        if typing is not None:
            found.append((token, typing))
    return found


def triggers(tokens: Sequence[Token]) -> tuple[Typing, ...]:
    """Every event word of a sentence in order, without those that another one governs.

    A verb that only reports counts when what it reports names no event.
    """
    found = candidates(tokens)
    hidden: set[int] = set()
    for head, typing in found:
        if head.i not in hidden:
            hidden |= governed(head, typing)
    kept = [(head, typing) for head, typing in found if head.i not in hidden]
    events = {head.i for head, _ in kept}
    return tuple(t for head, t in kept if not is_mere_report(head, events))


def is_mere_report(head: Token, events: set[int]) -> bool:
    """Whether a verb only reports an event that has its own word."""
    if kind_of(head) != "report":
        return False
    return any(t.i in events for verb in complements(head) for t in verb.subtree)


def root_of(tokens: Sequence[Token]) -> Token | None:
    """The head of the sentence."""
    return next((t for t in tokens if t.head is t or t.dep_ == "ROOT"), None)


def main_event(head: Token) -> Typing | None:
    """The event of the main verb; of what it says, where it only says something."""
    typing = type_of(head)
    if typing is not None and kind_of(head) != "report":
        return typing
    inner = (main_event(verb) for verb in (*complements(head), *children(head, "attr", "acomp")))
    found = next((one for one in inner if one is not None), None)
    return found or typing


def classify(tokens: Sequence[Token]) -> Typing:
    """The one type of a whole sentence: the main verb's, else that of the first event word."""
    root = root_of(tokens)
    main = main_event(root) if root is not None else None
    if main is not None and main.code != "STATEMENT":
        return main
    others = [one for one in triggers(tokens) if one.code != "STATEMENT"]
    if main is None and others:
        return others[0]
    return main or fallback(tokens)


def fallback(tokens: Sequence[Token]) -> Typing:
    """Words without an event: a statement where somebody speaks, else an incident."""
    for token in tokens:
        if kind_of(token) == "report":
            return make(token, "STATEMENT", "fallback: somebody speaks", Mood())
    return make(tokens[0], "OTHER", "fallback: no event word", Mood())
