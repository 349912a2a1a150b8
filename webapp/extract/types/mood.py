"""Whether a clause says that something is, will be, may be, must be or is not."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.language import Token
from webapp.extract.types.clause import DEEPEST, children, is_verb, lemma, own_objects

FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "'d", "’d"})
POSSIBLE = frozenset({"may", "might", "can", "could", "ca"})
DUTY = frozenset({"must", "should", "ought", "need"})
NONE = frozenset({"no", "neither", "nobody", "none", "nothing", "little"})


@dataclass(frozen=True)
class Mood:
    """How a clause is meant."""

    future: bool = False
    possible: bool = False
    duty: bool = False
    negated: bool = False

    @property
    def expected(self) -> bool:
        """Whether it has not happened yet, as far as the words say."""
        return self.future or self.possible or self.duty


def auxiliaries(verb: Token, depth: int = DEEPEST) -> set[str]:
    """The auxiliary words, also those shared with the verb that it is coordinated with."""
    own = {child.text.lower() for child in children(verb, "aux", "auxpass")}
    if not own and depth and verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ == "VB":
        return auxiliaries(verb.head, depth - 1)
    return own


def is_infinitive_of_plan(verb: Token) -> bool:
    """ "is to meet", "are to be deployed": to-infinitive of a form of "be"."""
    return verb.dep_ == "xcomp" and lemma(verb.head) == "be" and "to" in auxiliaries(verb)


def denies(word: Token) -> bool:
    """Whether a word below the verb denies it: "not", "never", "no shots"."""
    if word.dep_ == "neg" or word.text.lower() == "never":
        return True
    return word.text.lower() in NONE and word.dep_ in ("nsubj", "nsubjpass", "dobj")


def is_negated(verb: Token) -> bool:
    """Whether the clause denies its verb."""
    if any(denies(child) for child in verb.children):
        return True
    nouns = own_objects(verb) + children(verb, "nsubj", "nsubjpass", "attr")
    return any(leads_with_no(noun) for noun in nouns)


def leads_with_no(noun: Token) -> bool:
    """Whether a noun phrase begins with a "no": "no shots", "not one barrel", "not a bus"."""
    if any(t.text.lower() in ("no", "neither") for t in children(noun, "det")):
        return True
    return noun.left_edge.text.lower() == "not" and noun.left_edge.i < noun.i


def mood_of(verb: Token) -> Mood:
    """How the clause of a verb is meant."""
    words = auxiliaries(verb)
    return Mood(
        future=bool(words & FUTURE) or is_infinitive_of_plan(verb),
        possible=bool(words & POSSIBLE),
        duty=bool(words & DUTY),
        negated=is_negated(verb),
    )
