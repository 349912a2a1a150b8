"""Who is meant by words that name nobody: "they", "the two sides", "the group", "the minister".

All of it is a guess from what was named before; where nothing fits, nobody is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.lexicon import is_kind, lexicon
from webapp.extract.parties.pairs import (
    bears_arms,
    before,
    is_state,
    linked_before,
    main_pair,
    sentence_at,
    sentence_number,
    within,
)

Names = tuple[str, ...]
Parties = Sequence[PartyName]

CROWD = "group in its own words"
"""The rule of mentions of groups that have no name."""
NEAR_START = 48
"""How far from the beginning of a sentence its subject is looked for, in characters."""
MOST, FAR = 20, 6000
"""How many earlier mentions of an office are looked at, and how far back (characters)."""
_NAMING = ("adjective", "name of", "capital", "armed", "group the", "short form the")
_HOLDS_OFFICE = re.compile(
    r"(?:['’]s?)? (?:(?:foreign|defen[cs]e|interior|health|justice|finance|prime|vice|deputy|"
    r"information|acting|new) ){0,2}"
    r"(?:president|minister|premier|chancellor|ambassador|envoy|king|emir|governor)\b"
)
NEAREST = 30
"""How many earlier mentions are looked at for the same noun."""
RECENT = 200
"""How many earlier mentions of parties are looked at."""
FAR_BACK = 6
"""How many sentences back a person is looked for whom "he" or "she" can mean."""
_EACH = frozenset(("each", "one"))
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_KINDS = {
    "as_alliance": frozenset(("alliance",)),
    "as_agency": frozenset(("agency", "organ", "bank")),
    "as_court": frozenset(("court",)),
    "as_ngo": frozenset(("ngo",)),
}


def is_pronoun(word: Token) -> bool:
    """Whether the word stands for somebody named elsewhere."""
    return is_kind(word.text, "he", "they", "it", "i")


def of_pronoun(
    head: Token, parties: Parties, document: Document, others: frozenset[str] = frozenset()
) -> Names:
    """He and she are the last person, they the last group, the last two or the last that acted, it
    the last that acted; none of `others`. "I" and "we" are whoever speaks, which is not told here.
    """
    word = head.text
    if is_kind(word, "i"):
        return ()
    if is_kind(word, "he"):
        back = 1 if head.dep_ == "dobj" else FAR_BACK
        return _person_before(head.idx, back, parties, document)
    here, last = _here_and_before(head.idx, parties, document)
    here = [p for p in here if not _does(p, head) and p.name not in others]
    last = [p for p in last if p.name not in others]
    if is_kind(word, "it") and head.dep_ in ("dobj", "pobj"):
        return ()
    if is_kind(word, "they"):
        crowd = [p for p in here if p.rule == CROWD][-1:] or [p for p in last if p.rule == CROWD]
        if crowd:
            return (crowd[0].name,)
        pair = linked_before(head.idx, here or parties, document)
        if pair and others.isdisjoint(pair):
            return pair
    else:
        here, last = ([p for p in held if _is_one(p)] for held in (here, last))
    return tuple(party.name for party in (here or last)[:1])


def _is_one(party: PartyName) -> bool:
    """Whether "it" can be meant: no group of many that has no name."""
    return party.rule != CROWD or is_kind(party.name.split()[-1], "collective")


def _does(party: PartyName, done: Token) -> bool:
    """Whether a party does what is done to a pronoun: the two are not the same."""
    if done.dep_ != "dobj":
        return False
    subjects = (word for word in done.head.children if word.dep_ == "nsubj")
    return any(w.left_edge.idx <= party.span.start <= w.right_edge.idx for w in subjects)


def _here_and_before(
    place: int, parties: Parties, document: Document
) -> tuple[list[PartyName], list[PartyName]]:
    """The parties named before a place in its sentence, and those of the sentence before that are
    near its beginning."""
    number = sentence_number(document, place)
    if number >= len(document.sentences):
        return [], []
    this = document.sentences[number]
    here = [p for p in within(Span(this.start, place), parties) if not p.as_place]
    last: list[PartyName] = []
    if number:
        start = document.sentences[number - 1].start
        stretch = Span(start, min(start + NEAR_START, this.start))
        last = [p for p in within(stretch, parties) if not p.as_place]
    return here, last


def _person_before(place: int, back: int, parties: Parties, document: Document) -> Names:
    """The last person of this sentence or the few before it, else whoever the last sentence
    begins with ("The representative of Yemen ...")."""
    number = sentence_number(document, place)
    if not document.sentences:
        return ()
    first = document.sentences[max(0, min(number, len(document.sentences) - 1) - back)].start
    near = within(Span(first, place), parties)
    people = [p for p in near if _is_person(p, document)]
    here, last = _here_and_before(place, parties, document)
    alone = [p for p in here or last if p.rule != CROWD]
    chosen = _foremost(people, place, document) or alone[:1]
    return tuple(party.name for party in chosen)


def _is_person(party: PartyName, document: Document) -> bool:
    """A name, or an office that only its state tells: "Ukraine's president"."""
    if party.rule.startswith(("person", "leader", "office")):
        return True
    after = document.text[party.span.end : party.span.end + 60]
    return bool(party.rule.startswith(_NAMING) and _HOLDS_OFFICE.match(after))


def _foremost(people: Sequence[PartyName], place: int, document: Document) -> list[PartyName]:
    """The person whom "he" means: the last one of the same sentence; else whom the last sentence
    that names any begins with, since that is whom it tells of."""
    if not people:
        return []
    sentence = sentence_at(document, people[-1].span.start)
    if sentence.end > place:
        return [people[-1]]
    inside = [p for p in people if p.span.start >= sentence.start]
    begins = inside[0].span.start - sentence.start < NEAR_START
    return [inside[0] if begins else inside[-1]]


def is_pair(head: Token) -> bool:
    """ "Both", "the two sides", "neither country", "each other", "the parties"."""
    noun = head.lemma_.lower()
    beside = [word for word in head.children if word.i < head.i and word.dep_ != "preconj"]
    own = {word.text.lower() for word in beside}
    if noun in ("both", "neither", "either"):
        return True
    if noun in ("each", "other") and head.dep_ in ("dobj", "pobj", "nsubj"):
        return noun == "each" or "each" in own
    if any(word.dep_ in ("conj", "cc") for word in head.children):
        return False
    if any(is_kind(word, "two") for word in own):
        whose = any(word.dep_ == "prep" and word.text == "of" for word in head.children)
        if whose or own & {"opposition", "gang", "rebel", "protest", "union"}:
            return False  # "two exiled leaders of the movement", "two opposition leaders"
        if "two" in own and any(w.dep_ == "amod" and w.text[:1].isupper() for w in beside):
            return False  # "two Rwandan policemen"
        return is_kind(noun, "sides", "office", "institution", "force")
    if own & _EACH and noun == "side":
        return True
    plain = noun in ("side", "party", "belligerent", "faction") and head.tag_ == "NNS"
    if plain and noun != "faction" and "all" in own:
        return True
    return plain and own <= {"the", "warring", "opposing", "rival", "conflicting"} and bool(own)


def pair_before(head: Token, parties: Parties, document: Document) -> Names:
    """The two that were just named together, else the two that the text is about; of governments
    and countries, the last two states where those are not."""
    pair = linked_before(head.idx, parties, document) or main_pair(parties, document)
    if not is_kind(head.lemma_, "of_states") or all(map(is_state, pair)):
        return pair
    last = [p.name for p in before(head.idx, parties)[-RECENT:] if is_state(p.name)]
    two = tuple(dict.fromkeys(reversed(last)))[:2]
    return two if len(two) == 2 else pair


def is_definite(head: Token) -> bool:
    """Whether the noun has "the", "this" or "these"."""
    return any(word.text.lower() in _DEFINITE for word in head.children if word.i < head.i)


def same_before(head: Token, parties: Parties, document: Document) -> Names:
    """ "The mercenaries" after "Russian mercenaries": the last party with the same noun."""
    if not is_kind(head.lemma_, "armed", "force", "office", "civil"):
        return ()
    told = ("amod", "compound", "nmod", "poss", "pobj", "appos")
    near = [*head.children, *(w for prep in head.children for w in prep.children)]
    if any(w.dep_ in told for w in near):
        return ()
    noun = re.compile(rf"(?:'s|’s)?(?: [a-z]+)? {re.escape(head.text)}\b")
    for party in reversed(before(head.idx, parties)[-NEAREST:]):
        if noun.match(document.text, party.span.end) and party.rule.startswith(_NAMING):
            return (party.name,)
    return ()


def named_by_kind(head: Token, parties: Parties, document: Document) -> Names:
    """ "The rebels", "the alliance", "the agency", "the country": the last one of that kind."""
    noun = head.lemma_.lower()
    if head.tag_ in ("NNS", "NNPS") and is_kind(noun, "as_state"):
        return _counted_states(head, parties, document)
    if not is_kind(noun, "armed", "as_armed", "as_state", "called_body", *_KINDS):
        return ()
    earlier = before(head.idx, parties)[-RECENT:]
    called = _called_so(head, earlier) if is_kind(noun, "called_body") else ""
    if called:
        return (called,)
    acts = head.dep_ in ("nsubj", "nsubjpass", "poss")
    fitting = [p for p in earlier if _fits(noun, p) or (acts and _is_country(noun, p))]
    if any(is_kind(word.text, "helpful") for word in head.children):
        fitting = [p for p in fitting if not bears_arms(p.name)]  # "the aid group"
    if not fitting:
        return ()
    if is_kind(noun, "armed") and not is_kind(noun, "as_group"):
        if any(word.dep_ in ("amod", "compound") for word in head.children):
            return ()  # "the loyalist paramilitaries" are others than those just named
        often = Counter(party.name for party in fitting)
        return (max(reversed(fitting), key=lambda party: often[party.name]).name,)
    number = sentence_number(document, head.idx)
    start = document.sentences[number - 1].start if number else 0
    last = [party for party in fitting if party.span.start >= start]
    return ((last or fitting[-1:])[0].name,)


def _called_so(head: Token, earlier: Parties) -> str:
    """ "The union", "the league", "the company": the last one whose name holds the word."""
    if head.tag_ != "NN" or any(w.dep_ in ("amod", "compound", "nmod") for w in head.children):
        return ""
    noun = head.lemma_.lower()
    for party in reversed(earlier):
        words = party.name.lower().replace("'s", "").split()
        own = not lexicon().kind(party.name) or lexicon().kind(party.name) == "alliance"
        if own and (noun in words or party.rule.endswith(f": {noun}")):
            return party.name
    return ""


def _counted_states(head: Token, parties: Parties, document: Document) -> Names:
    """ "The three countries": the states that the sentence before names, if they are so many."""
    numbers = [word.text.lower() for word in head.children if word.text.lower() in _NUMBERS]
    number = sentence_number(document, head.idx)
    if not numbers or not number:
        return ()
    last = within(document.sentences[number - 1], parties)
    states = tuple(dict.fromkeys(p.name for p in last if is_state(p.name) and not p.as_place))
    return states if len(states) == _NUMBERS[numbers[0]] else ()


def _is_country(noun: str, party: PartyName) -> bool:
    return is_kind(noun, "as_state") and is_state(party.name)


def _fits(noun: str, party: PartyName) -> bool:
    if is_kind(noun, "as_armed", "armed") and bears_arms(party.name):
        return True
    if is_kind(noun, "as_armed") and _is_own_group(party):
        return True
    kind = lexicon().kind(party.name)
    return any(kind in kinds and is_kind(noun, word) for word, kinds in _KINDS.items())


def _is_own_group(party: PartyName) -> bool:
    own = party.rule.startswith(("group", "short form")) and party.rule != CROWD
    return own and not lexicon().kind(party.name)


def office_before(head: Token, parties: Parties, document: Document) -> Names:
    """ "The Special Envoy", "the minister": the party of the last person or body that the text
    has named with this office."""
    begin, word = max(0, head.idx - FAR), head.lemma_.lower()
    text = document.text[begin : head.idx].lower()
    place = len(text)
    for _ in range(MOST):
        place = text.rfind(word, 0, place)
        if place < 0:
            return ()
        at = begin + place
        sentence = sentence_at(document, at)
        around = Span(max(sentence.start, at - 40), at + len(word) + 40)
        near = [p for p in within(around, parties) if not p.as_place]
        if near:
            return (min(near, key=lambda p: abs(p.span.start - at)).name,)
    return ()
