"""For which parties a noun phrase stands: "Ukrainian officials", "the two sides", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import (
    before,
    home_state,
    is_armed,
    linked_before,
    main_pair,
    within,
)
from webapp.extract.parties.tokens import end_of

Names = tuple[str, ...]
Parties = Sequence[PartyName]

_EACH = frozenset(("each", "one"))
_BESIDE = frozenset(
    ("amod", "compound", "poss", "nmod", "nummod", "det", "predet", "advmod", "quantmod", "case")
)
_COUNTS = re.compile(
    r"^(?:(?:the|a|an|some|several|many|most|few|all|other|more|these|those|both|about|around|"
    r"nearly|at least|dozens of|hundreds of|thousands of|scores of|tens of thousands of|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*|his|her|its|their|"
    r"our|any|no|each|every|certain|various)\s+)+",
    re.IGNORECASE,
)
_KEPT = ("armed", "civil", "vague", "office")


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
    for word in head.children:
        if word.dep_ == "conj" and word.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            yield word
            yield from _joined(word)


def _one(head: Token, parties: Parties, document: Document) -> Names:
    """Cases in order: a pronoun; two sides; a name; a name beside or after the noun; a known
    kind of body or people; what the words say themselves."""
    noun = head.lemma_.lower()
    if is_kind(head.text, "he", "they", "it", "i"):
        return _of_pronoun(head, parties, document)
    if _is_pair(head, noun):
        return _pair_before(head, parties, document)
    named = _covering(head, parties)
    if named:
        return named
    beside = _names_beside(head, parties) or _names_after(head, parties, document)
    if beside:
        return beside
    if is_kind(noun, "armed") and _is_definite(head):
        group = _armed_before(head, parties)
        if group:
            return group
    if is_kind(noun, "institution", "force"):
        return _home(head, parties)
    return _words(head, noun, document)


def _covering(head: Token, parties: Parties) -> Names:
    """The party whose name holds the word."""
    held = within(Span(head.idx - 60, head.idx + 1), parties)
    return tuple(p.name for p in held if p.span.end > head.idx)[-1:]


def _beside(head: Token) -> Iterator[Token]:
    """The words before a noun that belong to it, at any depth."""
    for word in head.children:
        if word.i < head.i and (word.dep_ in _BESIDE or word.pos_ in ("PROPN", "ADJ")):
            yield from _beside(word)
            yield word
            yield from (w for w in _joined(word) if w.i < head.i)


def _names_beside(head: Token, parties: Parties) -> Names:
    """Adjectives and names before the noun: "Russian and Ukrainian negotiators"."""
    found = [name for word in _beside(head) for name in _covering_any(word, parties)]
    return tuple(dict.fromkeys(found))


def _covering_any(word: Token, parties: Parties) -> Names:
    held = within(Span(max(0, word.idx - 60), word.idx + 1), parties)
    return tuple(p.name for p in held if p.span.end > word.idx)


def _names_after(head: Token, parties: Parties, document: Document) -> Names:
    """What follows the noun: "envoys of the army", "an adviser to President X"; an apposition
    ("X, the Russian mediator"); last a place ("officials in Kyiv")."""
    people = is_kind(head.lemma_, "office", "institution", "force", "armed", "vague", "civil")
    if not (people or head.pos_ == "PROPN" or head.ent_type_ == "PERSON"):
        return ()
    for dependents in (_after(head, "of"), _appositions(head), _after(head, "where")):
        for word in dependents:
            found = _named(word, parties, document)
            if found:
                return found
    return ()


def _named(word: Token, parties: Parties, document: Document) -> Names:
    """The parties of a dependent, names only: its vague words are not those of the whole."""
    found = [
        name
        for each in (word, *_joined(word))
        for name in (
            _covering(each, parties)
            or _names_beside(each, parties)
            or _names_after(each, parties, document)
        )
    ]
    return tuple(dict.fromkeys(found))


def _after(head: Token, kind: str) -> Iterator[Token]:
    advises = is_kind(head.lemma_, "advises")
    for word in head.children:
        if word.dep_ == "prep" and (
            is_kind(word.text, kind) or (advises and word.text.lower() == "to")
        ):
            yield from (w for w in word.children if w.dep_ == "pobj")


def _appositions(head: Token) -> Iterable[Token]:
    return [word for word in head.children if word.dep_ == "appos"]


def _is_pair(head: Token, noun: str) -> bool:
    """ "Both", "the two sides", "neither country", "each side", "the parties"."""
    own = {word.text.lower() for word in head.children if word.i < head.i}
    if noun in ("both", "neither", "either"):
        return True
    if noun in ("each", "other") and head.dep_ in ("dobj", "pobj", "nsubj"):
        return noun == "each" or "each" in own
    if not is_kind(noun, "sides"):
        return False
    if any(is_kind(word, "two") for word in own) or (own & _EACH and noun == "side"):
        return True
    return noun in ("side", "party") and head.tag_ == "NNS" and "the" in own and len(own) == 1


def _pair_before(head: Token, parties: Parties, document: Document) -> Names:
    return linked_before(head.idx, parties, document) or main_pair(parties, document)


def _armed_before(head: Token, parties: Parties) -> Names:
    named = [p.name for p in before(head.idx, parties) if is_armed(p.name)]
    return tuple(named[-1:])


def _is_definite(head: Token) -> bool:
    return any(word.text.lower() in ("the", "these", "those") for word in head.children)


def _home(head: Token, parties: Parties) -> Names:
    """ "The army", "soldiers": those of the state that the text is about."""
    owner = next((w for w in head.children if w.dep_ == "poss"), None)
    if owner is not None:
        return ()
    home = home_state(parties)
    return (home,) if home else ()


def _words(head: Token, noun: str, document: Document) -> Names:
    """The words of a vague group ("Western officials"), without article and number."""
    if is_kind(noun, "none") or not is_kind(noun, *_KEPT):
        return ()
    if is_kind(noun, "office") and head.tag_ != "NNS" and not is_kind(noun, "armed", "civil"):
        return ()
    first = min([head.i, *(w.left_edge.i for w in head.children if _describes(w, head))])
    start = next((w.idx for w in _beside(head) if w.i == first), head.idx)
    words = _COUNTS.sub("", document.text[start : end_of(head)])
    return (" ".join(words.split()).strip("“”\"'‘’ "),) if words else ()


def _describes(word: Token, head: Token) -> bool:
    return word.i < head.i and word.dep_ in ("amod", "compound", "nmod")


# Pronouns


def _of_pronoun(head: Token, parties: Parties, document: Document) -> Names:
    """He and she are the last person, they the last that acted, it the last body or state."""
    word = head.text.lower()
    earlier = [p for p in before(head.idx, parties) if not p.as_place]
    if is_kind(word, "he"):
        people = [p.name for p in earlier if p.rule.startswith(("person", "leader"))]
        return tuple(people[-1:])
    if is_kind(word, "i"):
        return ()
    sentence = document.sentence_of(head.idx) or Span(0, 0)
    here = [p for p in earlier if p.span.start >= sentence.start]
    if not here:
        number = document.sentences.index(sentence) if sentence in document.sentences else 0
        last = document.sentences[number - 1] if number else Span(0, 0)
        here = [p for p in earlier if p.span.start >= last.start]
    if not here:
        return ()
    return _antecedent(here, word, document)


def _antecedent(here: Parties, word: str, document: Document) -> Names:
    if is_kind(word, "they"):
        pair = linked_before(here[-1].span.end + 1, here, document)
        if pair:
            return pair
    return (here[0].name,)
