"""Mentions that are no names: groups in their own words ("the students"), and what a group is
called once it is known ("the rebels", "the company")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.crowds import describes, own_words
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.phrase import party_of_phrase
from webapp.extract.parties.refer import CROWD, is_definite, named_by_kind, same_before
from webapp.extract.parties.tokens import Tokens, end_of

AGAIN = "short form, by what it is"
Mentions = tuple[PartyName, ...]


def find_crowds(document: Document, tokens: Tokens, named: Mentions) -> Iterator[PartyName]:
    """Groups that keep their words, where they act, and wherever else they are called the same."""
    held: dict[str, list[Token]] = defaultdict(list)
    acting: set[str] = set()
    for token in tokens.all:
        words = own_words(token, document) if token.pos_ in ("NOUN", "PROPN") else ()
        if words and party_of_phrase(token, named, document) == words:
            held[words[0].casefold()].append(token)
            if _acts(token):
                acting.add(words[0].casefold())
    for key in acting:
        for token in held[key]:
            (name,) = own_words(token, document)
            yield PartyName(Span(token.idx, end_of(token)), name, CROWD)


def _acts(token: Token) -> bool:
    """Whether a word is a subject, an agent, or counted by one ("hundreds of dockers")."""
    counts = token.head.head
    counted = (
        token.dep_ == "pobj" and token.head.text == "of" and is_kind(counts.lemma_, "quantity")
    )
    handled = token.dep_ in ("dobj", "nsubjpass") and is_kind(token.head.lemma_, "handled")
    acts = token.dep_ == "nsubj" or token.head.dep_ == "agent"
    return acts or handled or (counted and _acts(counts))


def find_again(document: Document, tokens: Tokens, named: Mentions) -> Iterator[PartyName]:
    """ "The rebels", "the group", "the union", where one group alone is known that fits."""
    for token in tokens.all:
        if token.pos_ == "NOUN" and is_kind(token.lemma_, "as_armed", "armed", "called_body"):
            bare = is_definite(token) and not any(describes(w, token) for w in token.children)
            same = same_before(token, named, document) if bare else ()
            found = same or (named_by_kind(token, named, document) if bare else ())
            if len(found) == 1:
                yield PartyName(Span(token.idx, end_of(token)), found[0], AGAIN)
