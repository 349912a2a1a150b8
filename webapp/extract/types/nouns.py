"""Whether an event noun tells of an event, or only refers to one ("progress in the talks")."""

from __future__ import annotations

from webapp.extract.language import Token
from webapp.extract.types.clause import DEEPEST, below, is_verb, lemma
from webapp.extract.types.match import entry_of

DATES = frozenset({"DATE", "TIME"})
NAMED = frozenset({"GPE", "LOC", "FAC", "ORG", "NORP", "PERSON"})
NEW = {"a", "an", "another", "one", "many", "several", "dozen", "first", "new", "fresh", "more"}
NEW |= {"latest", "previous", "repeated", "renewed", "heavy", "fierce", "series", "wave", "spate"}
"""Words that introduce an event rather than point back to one."""
WISHED = {"want", "need", "avoid", "prevent", "fear", "risk", "avert", "deter", "mean"}
"""Verbs whose object need not have happened."""
CLAUSES = frozenset({"relcl", "acl", "advcl", "conj", "appos"})
CORE = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "attr"})


def is_detailed(noun: Token) -> bool:
    """Whether the phrase says when, where, by whom or against whom."""
    return any(t.ent_type_ in DATES | NAMED for t in below(noun, CLAUSES) if t.dep_ != "det")


def is_new(noun: Token) -> bool:
    """Whether the phrase brings something new: "a rally", "three strikes", bare plurals."""
    words = [t for t in noun.children if t.dep_ in ("det", "amod", "nummod", "poss")]
    if any(lemma(t) in NEW or t.dep_ == "nummod" for t in words):
        return True
    return noun.tag_ == "NNS" and not any(t.dep_ in ("det", "poss") for t in words)


def is_condemned(noun: Token) -> bool:
    """Whether somebody condemns, or charges another with, what the noun names."""
    head = noun.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    entry = entry_of(head) if is_verb(head) else None
    return entry is not None and entry.code == "ACCUSE"


def is_part_of_story(noun: Token) -> bool:
    """Whether the noun is subject or object of a verb that tells what happens to it."""
    verb = noun.head
    return noun.dep_ in CORE and is_verb(verb) and lemma(verb) not in ("be", "have")


def whole(noun: Token) -> Token:
    """The round of "a round of talks": the head of the phrase that the noun stands in."""
    for _ in range(DEEPEST):
        of = noun.head
        if noun.dep_ != "pobj" or lemma(of) != "of" or of.head.pos_ != "NOUN":
            break
        noun = of.head
    return noun


def tells_of_event(noun: Token) -> bool:
    """Whether an event noun is itself the news, so far as its phrase shows."""
    noun = whole(noun)
    if noun.dep_ in CORE and lemma(noun.head) in WISHED:
        return False
    if noun.head.i == noun.i or is_condemned(noun):
        return True
    return is_detailed(noun) or (is_new(noun) and is_part_of_story(noun))
