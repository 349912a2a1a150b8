"""Whether the name of a state, or of its capital, says where something happened or who acted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.lexicon import fold, is_kind
from webapp.extract.parties.tokens import Tokens

LONGEST_LIST = 40
"""How many words of a list are followed back to its first."""
_NAMED = ("name of", "capital")
_TO_OR_FROM = frozenset(("to", "from", "for"))
_BEFORE = re.compile(
    r"(?:\b(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Greater|"
    r"north|south|east|west|northern|southern|eastern|western|central|northeastern|northwestern|"
    r"southeastern|southwestern|north-eastern|north-western|south-eastern|south-western|mainland|"
    r"downtown|neighbou?ring|nearby|rural|outside|capital|capital,|city of|region of|"
    r"government-held|rebel-held|occupied|war-torn|home in|born in)\s|\bcapital, )$"
)
_CITY_BEFORE = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*, $")


def with_places(
    found: Iterable[PartyName], document: Document, tokens: Tokens
) -> tuple[PartyName, ...]:
    """The mentions, those marked that only say where."""
    text = fold(document.text)
    return tuple(
        PartyName(p.span, p.name, f"{p.rule}, as a place", True)
        if _is_place(p, text, tokens)
        else p
        for p in found
    )


def _is_place(party: PartyName, text: str, tokens: Tokens) -> bool:
    """Cases in order: not a name of a place; what stands around it; the word that governs it."""
    held = tokens.within(party.span)
    if not held:
        return False
    if party.rule == "adjective":
        return _colours_a_place(held[-1])
    if not party.rule.startswith(_NAMED):
        return False
    if _speaks(party.span, tokens):
        return False
    if party.rule == "name of a region" and not _acts(held[-1]):
        return True
    if is_kind(party.span.of(text), "river") and _has_article(held[0]):
        return True
    before = text[max(0, party.span.start - 40) : party.span.start].replace("\n", ". ")
    city = _CITY_BEFORE.search(before)
    if _BEFORE.search(before) or (city and _follows_place(party.span, tokens)):
        return True
    return _in_dateline(party.span, text) or _governed(party, held)


def _speaks(span: Span, tokens: Tokens) -> bool:
    """Whether a finite verb follows the name, or another name and then a verb ("New Delhi and
    Islamabad said"), and no preposition stands before it."""
    earlier, later = tokens.before(span.start, 1), tokens.after(span.end, 5)
    listed = bool(later) and later[0].text == "and"
    if earlier and (earlier[0].pos_ == "ADP" or (earlier[0].text == "," and not listed)):
        return False
    if listed:
        later = later[1:]
        while later and later[0].pos_ == "PROPN":
            later = later[1:]
    return bool(later) and later[0].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _follows_place(span: Span, tokens: Tokens) -> bool:
    """Whether "Town, " stands before the name: an apposition, not a list."""
    earlier = tokens.before(span.start, 2)
    held = tokens.within(span)
    after = tokens.after(span.end, 1)
    listed = held and (held[-1].dep_ == "conj" or (after and after[0].text.lower() in "and or"))
    return len(earlier) == 2 and earlier[1].pos_ == "PROPN" and not listed


def _in_dateline(span: Span, text: str) -> bool:
    """Whether a line begins with the name as with a dateline ("GENEVA, May 3 (AP) —")."""
    begin = text.rfind("\n", 0, span.start) + 1
    if span.start - begin > 40:
        return False
    line = text[begin : begin + 80]
    match = re.match(
        r"[A-Z][A-Z' ./-]{2,}(?:, [^—–\n]{1,40}?)?\s?(?:\([^)\n]*\))?\s?(?:[—–]|--?)", line
    )
    return bool(match and span.end - begin <= match.end())


def _first_of_list(token: Token) -> Token:
    """The first of the words that one is joined to ("Iran, Iraq and Oman")."""
    for _ in range(LONGEST_LIST):
        if token.dep_ not in ("conj", "appos") or token.head.i > token.i:
            break
        token = token.head
    return token


def _has_article(token: Token) -> bool:
    """ "The Niger" is a river."""
    return any(word.text.lower() == "the" for word in token.children)


def _acts(token: Token) -> bool:
    """Whether a word, or the people it describes, is the subject of a verb."""
    if token.dep_ in ("compound", "poss", "nmod") and is_kind(
        token.head.lemma_, "force", "armed", "office", "vague", "institution"
    ):
        return True
    token = _first_of_list(token)
    return token.dep_ in ("nsubj", "nsubjpass", "agent")


def _colours_a_place(token: Token) -> bool:
    """ "The Polish border", "Armenian hamlet": the adjective says where the place is."""
    head = token.head
    return token.dep_ in ("amod", "compound", "nmod") and _is_place_noun(head)


def _is_place_noun(token: Token) -> bool:
    return is_kind(token.lemma_, "place")


def _governed(party: PartyName, held: list[Token]) -> bool:
    """By the preposition, the noun or the verb that governs the name."""
    token = held[-1]
    if any(t.head not in held for t in held):
        token = next((t for t in reversed(held) if t.head not in held), token)
    if token.dep_ in ("compound", "poss", "nmod") and _is_place_noun(token.head):
        return True
    if party.rule == "capital" and token.dep_ in ("compound", "nmod"):
        return is_kind(token.head.lemma_, "meeting")
    token = _first_of_list(token)
    head, capital = token.head, party.rule == "capital"
    if token.dep_ == "pobj":
        return _after_preposition(head, capital)
    return capital and token.dep_ in ("dobj", "nsubjpass") and is_kind(head.lemma_, "reaching")


def _carries(verb: Token) -> bool:
    """Whether a verb of moving moves things to somebody ("flew arms to Biafra"), not people."""
    moved = [word for word in verb.children if word.dep_ == "dobj"]
    people = ("force", "office", "civil", "armed", "none", "vague")
    return any(not is_kind(word.lemma_, *people) and word.pos_ == "NOUN" for word in moved)


def _after_preposition(preposition: Token, capital: bool) -> bool:
    word, ruler = preposition.text.lower(), preposition.head
    if is_kind(word, "where"):
        return True
    if word not in _TO_OR_FROM:
        return False
    lemma = ruler.lemma_.lower()
    if is_kind(lemma, "moving"):
        return not _carries(ruler)
    gives = ruler.pos_ in ("NOUN", "PROPN") or is_kind(lemma, "giving")
    return capital and word != "for" and not gives
