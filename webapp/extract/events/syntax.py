"""Whether a verb tells of something that happened: negation, future, wishes, conditions."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types.clause import children, lemma, subjects

NEGATIONS = listed("negations")
CONDITIONS = listed("conditions")
FUTURE = listed("future")
MODALS = listed("modals")
POSSIBLE = listed("possible")
WOULD = listed("would")
PLANNED = listed("planned")
REAL = listed("real")
UNREAL_BEFORE = listed("unreal_before")
ONLY_MEANT = listed("only_meant")
LINKS = frozenset(
    {"xcomp", "advcl", "acl", "ccomp", "pcomp", "prep", "conj", "dobj", "pobj", "attr"}
)
"""How a clause hangs on one whose wish or plan it may be."""


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs of a word and its head, from the word upwards."""
    while token.head.i != token.i:
        yield token, token.head
        token = token.head


def above(token: Token) -> list[Token]:
    """The words that govern a word, from the nearest upwards."""
    return [head for _, head in ancestors(token)]


def negated(verb: Token) -> bool:
    """Whether the clause says that it does not happen."""
    if any(c.dep_ in ("neg", "preconj") and lemma(c) in NEGATIONS for c in verb.children):
        return True
    if any(lemma(c) in ("never", "neither") for c in children(verb, "advmod", "cc", "preconj")):
        return True
    if verb.dep_ == "conj" and any(lemma(c) in ("neither", "nor") for c in verb.head.children):
        return True
    return any(_none(subject) for subject in subjects(verb))


def _none(noun: Token) -> bool:
    before = [c for c in noun.children if c.i < noun.i and c.dep_ != "relcl"]
    return lemma(noun) in NEGATIONS or any(lemma(c) in NEGATIONS for c in before)


def auxiliaries(verb: Token) -> set[str]:
    """Its auxiliaries in small letters, also those of the verb that it is coordinated with."""
    own = {c.text.lower() for c in children(verb, "aux", "auxpass")}
    shared = verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj")
    if not own and shared and verb.tag_ == verb.head.tag_:
        return auxiliaries(verb.head)
    return own


def future(verb: Token) -> bool:
    """Whether the clause is about what is to come."""
    if auxiliaries(verb) & FUTURE or _plans(verb):
        return True
    return any(low.dep_ == "xcomp" and _plans(up) for low, up in ancestors(verb))


def _plans(verb: Token) -> bool:
    """ "plans to", "is expected to", "is working to"."""
    if lemma(verb) == "be":
        return any(_infinitive(c) for c in children(verb, "xcomp"))
    if lemma(verb) not in PLANNED:
        return False
    return verb.tag_ == "VBN" or verb.pos_ == "ADJ" or bool(children(verb, "xcomp", "advcl"))


def modal(verb: Token) -> bool:
    """Whether the clause says only that it may, might or would happen."""
    return bool(auxiliaries(verb) & MODALS)


def possible(verb: Token) -> bool:
    """Whether the clause says that it may or would happen."""
    return bool(auxiliaries(verb) & POSSIBLE)


def future_or_would(verb: Token) -> bool:
    """Whether the clause is about what is to come, as seen from now or from then."""
    return bool(auxiliaries(verb) & (FUTURE | WOULD))


def counterfactual(verb: Token) -> bool:
    """Whether it is told as what has not happened: "had it been", "would have", "if"."""
    found = auxiliaries(verb)
    if found & MODALS and "have" in found:
        return True
    for word in (verb, *above(verb)):
        if _conditional(word) or _inverted(word):
            return True
        if word.dep_ == "advcl" and (future(word.head) or modal(word.head)):
            return True
        if word.dep_ in ("relcl", "ROOT"):
            return False
    return False


def _conditional(verb: Token) -> bool:
    """ "if ...", "whether ...": the clause with the conjunction."""
    marks = children(verb, "mark", "advmod")
    inside = verb.dep_ in ("advcl", "ccomp", "pcomp")
    return inside and any(lemma(mark) in CONDITIONS for mark in marks)


def _inverted(verb: Token) -> bool:
    """ "Had the line been accepted": the auxiliary before the subject, no conjunction."""
    first = children(verb, "aux", "auxpass")[:1]
    subject = children(verb, "nsubj", "nsubjpass")[:1]
    if not first or not subject or children(verb, "mark"):
        return False
    return first[0].text.lower() in ("had", "were", "should") and first[0].i < subject[0].i


def wished(word: Token) -> bool:
    """Whether it stands in what is wanted, planned or prevented: "to lift the siege"."""
    for low, up in ancestors(word):
        if low.dep_ not in LINKS or (low.dep_ == "conj" and stands_apart(low, up)):
            return False
        if _infinitive(low) and not _happened(low, up):
            return True
        if low.dep_ == "prep" and lemma(low) in UNREAL_BEFORE:
            return True
    return False


def stands_apart(low: Token, up: Token) -> bool:
    """Whether a coordinated verb is finite beside one that is not ("fired to disperse them and
    *arrested* two"), or has its own subject: it does not share the wish."""
    finite = low.tag_ in ("VBD", "VBZ", "VBP") and up.tag_ in ("VB", "VBG")
    return finite or bool(children(low, "nsubj"))


def outside_content(verb: Token, cue: Token) -> bool:
    """ "denied that it *had been* there and *blamed* others": the tense tells that the second verb
    belongs beside the one that reports, whatever the parser says."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or children(verb, "nsubj", "nsubjpass", "aux"):
        return False
    if verb.head.head.i != cue.i:
        return False
    if verb.head.tag_ in ("VB", "VBG"):
        return True
    return "had" in {c.text.lower() for c in children(verb.head, "aux")}


def top_of(verb: Token) -> Token:
    """The verb that says when an infinitive happens: "*is working* to send", "*began* to leave"."""
    up = verb.head
    governed = verb.dep_ == "xcomp" and _infinitive(verb) and _happened(verb, up)
    return top_of(up) if governed and is_verb(up) else verb


def _infinitive(verb: Token) -> bool:
    return any(a.text.lower() == "to" for a in children(verb, "aux"))


def _happened(low: Token, up: Token) -> bool:
    """ "began to", "is said to have": infinitives of what took place, or is planned for a day."""
    if low.dep_ not in ("xcomp", "ccomp"):
        return False
    return _plans(up) or (is_verb(up) and lemma(up) in REAL)


def only_meant(verb: Token) -> bool:
    """ "debate a motion on *expelling* troops", "on suspicion of *helping* the enemy"."""
    if verb.dep_ == "conj" and verb.tag_ == "VBG":
        return only_meant(verb.head)
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or verb.head.dep_ != "prep":
        return False
    ruler = verb.head.head
    charged = lemma(ruler) in ("accuse", "convict") and ruler.dep_ != "acl"
    return lemma(ruler) in ONLY_MEANT and not charged


def participle_beside(verb: Token) -> bool:
    """ "killing 14 people" beside a main clause: part of that event, not one of its own."""
    if verb.dep_ == "conj" and is_verb(verb.head):
        return not children(verb, "nsubj") and participle_beside(verb.head)
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and not children(verb, "mark", "nsubj")
