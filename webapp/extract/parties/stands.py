"""Words that stand for another word of the same sentence: "who", "whose", "dozens of"."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.language import Token
from webapp.extract.parties.lexicon import is_kind

_RELATIVE = frozenset(("who", "which", "that", "whom"))


def stands_for(head: Token) -> Token | None:
    """The word that a word of the same sentence stands for; None where it stands for itself."""
    cases = (_antecedent, _owner_before, _counted, _reporting, _beside_subject)
    return next((word for case in cases if (word := case(head)) is not None), None)


def with_others(head: Token) -> bool:
    """Whether all members of a list are meant: "Germany and France, which", "thousands of farmers
    and students"."""
    if _counted(head) is not None:
        return True
    before = _antecedent(head)
    return before is not None and any(w.dep_ == "conj" and w.i < head.i for w in before.children)


def after(head: Token, kind: str) -> Iterator[Token]:
    """The nouns behind the prepositions of a kind; "to" counts after an adviser alone."""
    advises = is_kind(head.lemma_, "advises")
    for word in head.children:
        if word.dep_ == "prep" and (
            is_kind(word.text, kind) or (advises and word.text.lower() == "to")
        ):
            yield from (w for w in word.children if w.dep_ == "pobj")


def _owner_before(head: Token) -> Token | None:
    """ "Mali, *whose rulers* expelled the troops": the noun that the clause belongs to."""
    whose = any(w.dep_ == "poss" and w.text.lower() == "whose" for w in head.children)
    verb = head.head
    while whose and verb.dep_ in ("prep", "pobj", "xcomp", "dobj") and verb.head.i != verb.i:
        verb = verb.head
    return verb.head if whose and verb.dep_ == "relcl" and verb.head.i < head.i else None


def _antecedent(head: Token) -> Token | None:
    """What "who" or "which" stands for: the noun that its clause belongs to."""
    if head.text.lower() in _RELATIVE and head.head.dep_ == "relcl" and head.head.head.i < head.i:
        noun = head.head.head  # "the Front, a former rebel group that signed": the Front
        return noun.head if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" else noun
    return None


def _reporting(head: Token) -> Token | None:
    """Who says it, for a pronoun in what is said: "the rebels claimed they had fled"."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or not is_kind(head.text, "he", "they", "it"):
        return None
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return None
    saying = (w for w in verb.head.children if w.dep_ == "nsubj" and w.i < verb.i)
    return next((w for w in saying if _can_be(head, w)), None)


def _beside_subject(head: Token) -> Token | None:
    """The subject of the clause before, for one of many or of one that agrees with it: "the two
    sides met, and they agreed"."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or not is_kind(head.text, "they", "it"):
        return None
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
        return None
    acting = (w for w in verb.head.children if w.dep_ in ("nsubj", "nsubjpass") and w.i < verb.i)
    return next((w for w in acting if _can_be(head, w)), None)


def _can_be(pronoun: Token, word: Token) -> bool:
    """Whether a pronoun and a noun agree: "they" and "he" are no "it"."""
    if word.pos_ not in ("NOUN", "PROPN"):
        return False
    many = word.tag_ in ("NNS", "NNPS") or any(w.dep_ == "conj" for w in word.children)
    return not many if is_kind(pronoun.text, "he", "it") else True


def _counted(head: Token) -> Token | None:
    """The protesters in "dozens of protesters"."""
    if not is_kind(head.lemma_, "quantity"):
        return None
    return next((word for word in after(head, "of") if word.i - head.i < 8), None)


def is_met(head: Token) -> bool:
    """ "Talks with the government in Geneva": the place is that of the talks."""
    talks = head.head.head
    joins = head.dep_ == "pobj" and head.head.text in ("with", "to", "between")
    return joins and is_kind(talks.lemma_, "met")
