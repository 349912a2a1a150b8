"""For which parties a noun phrase stands: "Ukrainian officials", "the Kyiv government", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.country import home_of
from webapp.extract.parties.crowds import KEPT, NO_CERTAIN, describes, own_words
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import is_state, main_pair, within
from webapp.extract.parties.refer import (
    is_definite,
    is_pair,
    is_pronoun,
    named_by_kind,
    of_pronoun,
    office_before,
    pair_before,
    same_before,
)
from webapp.extract.parties.stands import after, is_met, stands_for, with_others

Names = tuple[str, ...]
Parties = Sequence[PartyName]

LONGEST = 90
"""No name of a party is longer, in characters."""
DEEPEST = 6
"""How many nouns deep a party is looked for ("the head of a committee of the council of ...")."""
LOYAL = 30
"""How far behind "loyal to" the party is looked for, in characters."""
_LOYAL = re.compile(r",? (?:(?:who|that) are |still |nominally )?loyal to (?:the )?")
_BESIDE = frozenset(
    ("amod", "compound", "poss", "nmod", "nummod", "det", "predet", "advmod", "quantmod", "case")
)
_PEOPLE = (
    "office",
    "institution",
    "force",
    "weapon",
    "armed",
    "vague",
    "civil",
    "speaks",
    "belongs",
)


def party_of_phrase(head: Token, parties: Parties, document: Document) -> Names:
    """The parties that a phrase stands for, given the word that heads it; those of the words
    that are joined to it by "and" too. Empty for those who are no party (residents, witnesses).

    `parties` is what `find_parties` gave for the document.
    """
    found: list[str] = []
    for word in (head, *_joined(head)):
        found.extend(_one(word, parties, document))
    return tuple(dict.fromkeys(found))


def _joined(head: Token) -> Iterator[Token]:
    """The words joined to one, and to those: "A, B and C" is a chain, which may be long."""
    waiting = [head]
    while waiting:
        for word in waiting.pop().children:
            if word.dep_ == "conj" and word.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                yield word
                waiting.append(word)


def _one(head: Token, parties: Parties, document: Document, deep: int = 0) -> Names:
    """Cases in order: a word for somebody named elsewhere; a name; a name beside or after the
    noun, or its owner; what the kind of the noun tells; the words themselves."""
    subject = stands_for(head)
    if subject is not None and deep < DEEPEST:
        members = (subject, *_joined(subject)) if with_others(head) else (subject,)
        return tuple(name for w in members for name in _one(w, parties, document, deep + 1))
    if is_pronoun(head):
        return of_pronoun(head, parties, document)
    if is_kind(head.lemma_, "border"):
        return ()
    if is_pair(head):
        return pair_before(head, parties, document)
    return (
        _many_of_a_people(head)
        or _named_with_others(head, parties, document)
        or _known_group(head, parties, document)
        or _loyal_to(head, parties, document)
        or _not_of_the_state(head, document)
        or _people_of_their_own(head, document)
        or _names_beside(head, parties, document)
        or (() if _is_owned(head) else _names_after(head, parties))
        or _of_owner(head, parties, document)
        or _names_after(head, parties)
        or _of_whole(head, parties, document)
        or _of_kind(head, parties, document)
        or own_words(head, document)
    )


def _covering(word: Token, parties: Parties) -> Names:
    """The party whose name holds the word."""
    held = within(Span(max(0, word.idx - LONGEST), word.idx + 1), parties)
    return tuple(p.name for p in held if p.span.end > word.idx)


def _known_group(head: Token, parties: Parties, document: Document) -> Names:
    """ "The U.N. agency, UNRWA": the body itself rather than whose it is; "the Lebanese group":
    the group named last."""
    for word in (*_appositions(head), *_known_as(head)):
        own = [name for name in _covering(word, parties) if not is_state(name)]
        if own:
            return tuple(own)
    group = is_kind(head.lemma_, "as_group") and head.tag_ == "NN" and is_definite(head)
    return named_by_kind(head, parties, document) if group else ()


def _people_of_their_own(head: Token, document: Document) -> Names:
    """ "Israeli settlers", "Mozambican exiles", where they act, do not act for their state."""
    acts = head.dep_ == "nsubj" or head.head.dep_ == "agent"
    named = any(w.dep_ == "amod" and w.text[:1].isupper() for w in head.children)
    if not (acts and named and is_kind(head.lemma_, "of_their_own")):
        return ()
    return own_words(head, document) if head.tag_ == "NNS" else ()


def _loyal_to(head: Token, parties: Parties, document: Document) -> Names:
    """ "Forces loyal to eastern commander X", "troops allied with the Front": the others' own."""
    joins = _LOYAL.match(document.text, head.idx + len(head.text))
    if not joins or not is_kind(head.lemma_, "force", "armed", "civil", "office"):
        return ()
    near = within(Span(joins.end(), joins.end() + LOYAL), parties)
    own = (p.name for p in near if not p.as_place and not is_kind(p.name, "umbrella"))
    return next(((name,) for name in own), ())


def _not_of_the_state(head: Token, document: Document) -> Names:
    """ "Two Belarusian opposition leaders", "a Haitian gang leader" do not stand for the state."""
    words = {w.text.lower() for w in head.children if w.dep_ in ("compound", "amod")}
    if not is_kind(head.lemma_, "office", "vague"):
        return ()
    if "opposition" in words and is_kind(head.lemma_, "vague", "speaks"):
        return ("opposition",)
    return own_words(head, document) if any(is_kind(word, "no_state") for word in words) else ()


def _many_of_a_people(head: Token) -> Names:
    """ "200 Ethiopians protested": these are not Ethiopia."""
    acts = head.dep_ == "nsubj" and is_kind(head.head.lemma_, "rises")
    return (head.text,) if acts and head.tag_ == "NNPS" and head.ent_type_ == "NORP" else ()


def _known_as(head: Token) -> Iterator[Token]:
    """ "Militiamen known as X", "a group called X"."""
    for word in head.children:
        if word.dep_ == "acl" and is_kind(word.lemma_, "known_as"):
            yield from (w for w in _near(word) if w.text[:1].isupper())


def _near(word: Token) -> Iterator[Token]:
    """The words below a verb and its prepositions, two deep."""
    for one in word.children:
        yield one
        yield from one.children


def _led_by(head: Token) -> Iterator[Token]:
    """ "A coalition led by X"."""
    for word in head.children:
        if word.dep_ == "acl" and is_kind(word.lemma_, "led"):
            agents = (w for w in word.children if w.dep_ == "agent")
            yield from (w for agent in agents for w in agent.children if w.dep_ == "pobj")


def _named_with_others(head: Token, parties: Parties, document: Document) -> Names:
    """The party whose name holds the noun, and those that are joined before it: "the Congolese
    army and M23 rebels" may be one phrase to the parser."""
    own = _covering(head, parties)
    rulers = (head, *_beside(head)) if own else ()
    if not any(w.text == "and" and w.i < head.i for ruler in rulers for w in ruler.children):
        return own
    return tuple(dict.fromkeys((*_names_beside(head, parties, document), *own)))


def _beside(head: Token) -> Iterator[Token]:
    """The words before a noun that belong to it, at any depth."""
    waiting, found = [head], []
    while waiting:
        ruler = waiting.pop()
        for word in ruler.children:
            beside = word.dep_ in _BESIDE or word.pos_ in ("PROPN", "ADJ")
            if word.i < head.i and (beside if word.i < ruler.i else word.dep_ == "conj"):
                found.append(word)
                waiting.append(word)
    yield from sorted(found, key=_place)


def _names_beside(head: Token, parties: Parties, document: Document | None = None) -> Names:
    """Adjectives and names before the noun: "Russian and Ukrainian negotiators"; in its line."""
    line = document.text.rfind("\n", 0, head.idx) if document else -1
    words = (word for word in _beside(head) if word.idx > line)
    found = [name for word in words for name in _covering(word, parties)]
    return tuple(dict.fromkeys(found))


def _names_after(head: Token, parties: Parties, deep: int = 0) -> Names:
    """What follows the noun: "envoys of the army", "an adviser to President X"; an apposition
    ("X, the Russian mediator"); last a place ("officials in Kyiv")."""
    if deep > DEEPEST or not (is_kind(head.lemma_, *_PEOPLE) or head.pos_ == "PROPN"):
        return ()
    place = () if is_kind(head.lemma_, "civil") or is_met(head) else after(head, "where")
    other = any(is_kind(word.text, "unsure") for word in head.children)
    led_by = () if other else _led_by(head)  # "another faction, led by X's cousin"
    for words in (after(head, "of"), _appositions(head), led_by, place):
        for word in words:
            found = _named(word, parties, deep + 1)
            if found:
                return found
    return ()


def _named(word: Token, parties: Parties, deep: int) -> Names:
    """The parties of a dependent, names only: its vague words are not those of the whole."""
    found = [
        name
        for each in (word, *_joined(word))
        for name in (
            _covering(each, parties)
            or _names_beside(each, parties)
            or _names_after(each, parties, deep)
        )
    ]
    return tuple(dict.fromkeys(found))


def _appositions(head: Token) -> Iterator[Token]:
    """What else the noun is called; not what somebody was before ("its envoy, the former Kenyan
    president")."""
    named = (word for word in head.children if word.dep_ == "appos")
    return (w for w in named if not any(is_kind(c.text, "no_more") for c in w.children))


def _of_whole(head: Token, parties: Parties, document: Document) -> Names:
    """ "Two exiled leaders *of the movement*", "a spokesman for *the group*"."""
    if not is_kind(head.lemma_, "office", "force", "speaks", "belongs"):
        return ()
    wholes = (w for w in after(head, "of") if is_kind(w.lemma_, "as_armed", "armed", "called_body"))
    return next((found for w in wholes if (found := named_by_kind(w, parties, document))), ())


def _is_owned(head: Token) -> bool:
    """ "Its envoy", "her minister": whose they are comes before who they were."""
    own = any(w.dep_ == "poss" and is_kind(w.text, "owner") for w in head.children)
    return own and is_kind(head.lemma_, "office", "speaks")


def _of_owner(head: Token, parties: Parties, document: Document) -> Names:
    """ "Its gunners", "his officers"."""
    hurt = _hurt_by(head)
    if hurt is not None and is_kind(head.lemma_, *_PEOPLE, "owned", "owned_thing"):
        for word in head.children:
            if word.dep_ == "poss" and is_kind(word.text, "owner"):
                hurting = [
                    n
                    for w in hurt.children
                    if w.dep_ == "nsubj"
                    for n in _one(w, parties, document, DEEPEST)
                ]
                return of_pronoun(word, parties, document, frozenset(hurting))
    if is_kind(head.lemma_, *_PEOPLE, "owned"):
        for word in head.children:
            if word.dep_ == "poss" and is_kind(word.text, "owner"):
                subject = _subject_over(head)
                found = _one(subject, parties, document, DEEPEST) if subject is not None else ()
                return found or of_pronoun(word, parties, document)
            if word.dep_ == "poss" and is_definite(word):
                return named_by_kind(word, parties, document)
    return ()


def _hurt_by(head: Token) -> Token | None:
    """The verb of harm that a noun is the object of: its owner is not who does the harm ("police
    raided the union and arrested six of *its members*")."""
    word = head
    while (
        word.dep_ in ("pobj", "prep")
        and word.head.i < word.i
        and is_kind(word.text, "of") | (word.dep_ == "pobj")
    ):
        word = word.head
    harms = word.dep_ in ("dobj", "conj", "nsubjpass") and is_kind(word.head.lemma_, "hostile")
    return word.head if harms else None


def _subject_over(head: Token) -> Token | None:
    """The subject of the nearest clause that holds a noun and is not the noun: who its owner is
    ("Armenia must withdraw *its troops*", "Yerevan denied that *its army* had fired")."""
    verb = head
    for _ in range(DEEPEST):
        if verb.head.i == verb.i:
            return None
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            for word in verb.children:
                if word.dep_ in ("nsubj", "nsubjpass") and word.i < head.left_edge.i:
                    return None if is_pronoun(word) else word
    return None


def _of_kind(head: Token, parties: Parties, document: Document) -> Names:
    """What the kind of the noun tells: "the rebels", "the alliance", "the minister", "troops"."""
    noun = head.lemma_.lower()
    holders = _of_two_holders(head, parties, document)
    if holders:
        return holders
    if is_kind(noun, "peacekeeper"):
        return ("United Nations",) if any(p.name == "United Nations" for p in parties) else ()
    if is_definite(head):
        if same := same_before(head, parties, document):
            return same
        found = named_by_kind(head, parties, document)
        if not found and is_kind(noun, "office") and head.tag_ in ("NN", "NNP"):
            found = office_before(head, parties, document)
        if found:
            return found
    described = any(describes(word, head) for word in head.children)
    if noun == "force" and head.tag_ == "NN" and not is_definite(head):
        return ()  # "came into force"
    plain = noun == "official" and not described
    plain = plain or _holds_home_office(head, described)
    own = {word.text.lower() for word in head.children if word.i < head.i}
    if own & NO_CERTAIN:
        return ()
    if plain or (is_kind(noun, "institution", "force") and not is_kind(noun, *KEPT)):
        home = home_of(parties, document)
        return (home,) if home else ()
    return ()


def _holds_home_office(head: Token, described: bool) -> bool:
    """ "Senators", "officers", "the education minister": of the state that the text is about."""
    noun = head.lemma_.lower()
    if head.tag_ in ("NNS", "NNPS"):
        return is_kind(noun, "home_people") and not described
    return is_kind(noun, "home_office", "alone_office") and is_definite(head)


def _of_two_holders(head: Token, parties: Parties, document: Document) -> Names:
    """ "Foreign ministers X and Y": their parties if known, else one for each side."""
    start = max(0, head.idx - LONGEST)
    for match in _TWO_HOLDERS.finditer(document.text, start, head.idx + LONGEST):
        if match.start() <= head.idx < match.end():
            known = [party.name for party in within(Span(*match.span()), parties)]
            return tuple(dict.fromkeys(known)) or main_pair(parties, document)
    return ()


_TWO_HOLDERS = re.compile(
    r"\b(?:[Mm]inisters|[Pp]residents|[Pp]remiers|[Cc]hancellors|[Ee]nvoys)"
    r"(?: [A-Z][\w'’-]+){1,3} and(?: [A-Z][\w'’-]+){1,3}"
)


def _place(word: Token) -> int:
    return word.i
