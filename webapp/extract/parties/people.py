"""Persons whose office or description names a party, and every later mention of them.

"Iranian Foreign Minister X", "X, an adviser to the Ukrainian president", "the Russian mediator,
Colonel X", "Speaking for Iran, X"; then "X" and the surname alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.lexicon import fold, is_kind, lexicon
from webapp.extract.parties.pairs import (
    before,
    is_church,
    is_state,
    sentence_at,
    sentence_number,
    within,
)
from webapp.extract.parties.refer import is_definite, named_by_kind, office_before
from webapp.extract.parties.tokens import Tokens, end_of, span_of

RULE = "person"
UN = "United Nations"
Mentions = Sequence[PartyName]

_BETWEEN = frozenset(("PROPN", "NOUN", "ADJ", "ADP", "DET", "PART", "CCONJ", "NUM"))
_EASTERN = frozenset(
    ("China", "Taiwan", "North Korea", "South Korea", "Vietnam", "Cambodia", "Hong Kong", "Korea")
)
_SIDE = re.compile(
    r"(?:Speaking (?:for|on behalf of)|On behalf of|On|For|From)(?: the)? $", re.IGNORECASE
)
_PART = re.compile(r"(?:'s|') (?:side|part|behalf),(?: [^,]+,)? ")
_ASIDE = re.compile(r",(?: [^,]+,)? ")
_CALLED = re.compile(
    r",? (?:who (?:calls|called) (?:him|her)self|who (?:goes|went) by the name(?: of)?|"
    r"(?:who is |who was )?(?:better |widely |also |only )?(?:known|identified)(?: only)? as|"
    r"going by the name(?: of)?|calling (?:him|her)self|nicknamed|named|called)"
    r"(?: (?:Major|Commander|Comandante|General|Colonel|Captain))? $"
)
_GENITIVE = frozenset(("'s", "’s", "'", "’"))
_BODIES = ("as_group", "as_agency", "as_alliance", "as_court")
_JOINTS = frozenset((",", "'s", "’s", "-"))
MOST_BEFORE, MOST_AFTER = 14, 26
"""How many words an office before or after a name may take."""


@dataclass(frozen=True)
class Person:
    """A person as first named: the words of the name, the party, and how it is known."""

    span: Span
    party: str
    how: str


class People:
    """The persons of one text and the parties that they belong to."""

    def __init__(self, document: Document, tokens: Tokens, named: Mentions, home: str) -> None:
        self.document = document
        self.text = fold(document.text)
        self.tokens = tokens
        self.named = named
        self.home = home

    def find(self) -> list[PartyName]:
        """Mentions of all persons whose party is known, full names and surnames."""
        known: dict[str, Person] = {}
        for words in self._names():
            key = span_of(words).of(self.text)
            if key not in known and (person := self._person(words)):
                known[key] = person
        return list(self._mentions(known.values()))

    def _names(self) -> Iterator[list[Token]]:
        """Names of persons as the parser sees them, and those that follow an office."""
        seen: set[int] = set()
        sources = (self.tokens.entities("PERSON"), self._after_offices(), self._subjects())
        for words in chain.from_iterable(sources):
            name = _bare(words)
            if name and name[0].i not in seen and not self._is_party(name):
                seen.add(name[0].i)
                yield name

    def _after_offices(self) -> Iterator[list[Token]]:
        """ "Minister Delia Monteverde": capitalised words after an office, whatever the parser
        took them for."""
        every = self.tokens.all
        for token in every:
            if is_kind(token.lemma_, "office") or is_kind(token.text, "title"):
                words = []
                for word in every[token.i + 1 : token.i + 5]:
                    if not (
                        word.text[:1].isupper()
                        or word.text in "-'"
                        or is_kind(word.text, "particle")
                    ):
                        break
                    words.append(word)
                while words and not words[-1].text[:1].isupper():
                    words.pop()
                if len(words) > 1 and not is_kind(words[0].lemma_, "office", "state_word"):
                    yield words

    def _subjects(self) -> Iterator[list[Token]]:
        """Two or three capitalised words that are the subject of a verb or an apposition."""
        for token in self.tokens.all:
            if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "appos", "nsubjpass"):
                words = [w for w in token.children if w.dep_ == "compound" and w.pos_ == "PROPN"]
                if words and words[0].i == token.i - len(words) and len(words) < 3:
                    yield [*words, token]

    def _is_party(self, name: Sequence[Token]) -> bool:
        span = span_of(name)
        return any(
            p.span.overlaps(span) for p in within(Span(span.start - 60, span.end), self.named)
        )

    def _person(self, name: Sequence[Token]) -> Person | None:
        """Cases in order: what stands before the name, after it, around it, before alone."""
        span = span_of(name)
        cases = (self._office_before, self._office_after, self._side_before, self._home_office)
        for case in (*cases, self._office_again):
            party, how = case(span)
            if party:
                return Person(span, party, how)
        return None

    def _office_before(self, span: Span) -> tuple[str, str]:
        """ "U.S. Deputy Secretary of State X", "the Russian mediator, Colonel X"; "its ambassador
        in Bogotá, X" (the party that the sentence names first)."""
        held: list[Token] = []
        office = False
        for word in self.tokens.before(self._start(span), MOST_BEFORE):
            text = word.text.lower()
            owner = is_kind(text, "owner")
            if not (owner or text in _JOINTS or (word.pos_ in _BETWEEN and "\n" not in text)):
                break
            if office and held[-1].text in _GENITIVE and is_kind(word.lemma_, *_BODIES):
                named = named_by_kind(word, self.named, self.document)
                return "".join(named[:1]), "office in a group named before"
            if owner and office:
                return self._first_before(word.idx), "office with its owner"
            held.append(word)
            office = office or _is_office(word)
            if text == "," and not (office or len(held) == 1):
                break
        return (self._nearest(held), "office before the name") if office else ("", "")

    def _start(self, span: Span) -> int:
        """Where a name begins with the words that introduce it ("known as Major X")."""
        called = _CALLED.search(self.text[max(0, span.start - 60) : span.start])
        return span.start - len(called.group()) if called else span.start

    def _nearest(self, held: Sequence[Token]) -> str:
        """The party nearest to the office; one behind "to" is whom the office deals with."""
        if not held or any(is_kind(word.text, "no_state") for word in held):
            return ""  # "the Haitian gang leader X"
        stretch = Span(held[-1].idx, end_of(held[0]))
        mentions = list(within(stretch, self.named))
        own = [p for p in mentions if not self._is_addressed(p)]
        settled = [p for p in own if not p.as_place] or own
        return settled[-1].name if settled else ""

    def _is_addressed(self, party: PartyName) -> bool:
        earlier = [w.text.lower() for w in self.tokens.before(party.span.start, 2)]
        words = earlier[1:] if earlier[:1] == ["the"] else earlier[:1]
        return words == ["to"] or (party.as_place and words == ["in"])

    def _office_after(self, span: Span) -> tuple[str, str]:
        """ "X, an aide to Peruvian President Y, wrote", "X, who heads the Senate's committee"."""
        words = self.tokens.after(span.end, MOST_AFTER)
        if not words or words[0].text not in (",", "(", "–", "—"):
            return "", ""
        held: list[Token] = []
        for word in words[1:]:
            if (
                word.pos_ in ("VERB", "AUX")
                or "\n" in word.text
                or word.text in (".", ";", "“", '"')
            ):
                break
            if word.text == "," and any(_is_office(w) for w in held):
                break
            held.append(word)
        if not any(_is_office(word) for word in held[:10]):
            return "", ""
        stretch = Span(held[0].idx, end_of(held[-1]))
        found = [p for p in within(stretch, self.named) if not self._is_addressed(p)]
        own = [p for p in found if not p.as_place] or found
        return (own[0].name, "office after the name") if own else ("", "")

    def _side_before(self, span: Span) -> tuple[str, str]:
        """ "On Russia's side, X"; "Speaking for Iran, which had asked to take part, X"."""
        sentence = sentence_at(self.document, span.start)
        for party in within(Span(sentence.start, span.start), self.named)[:1]:
            start = self.text[sentence.start : party.span.start]
            rest = self.text[party.span.end : span.start]
            said = start.lower().startswith(("speaking", "on behalf"))
            if _SIDE.fullmatch(start) and (
                _PART.fullmatch(rest) or (said and _ASIDE.fullmatch(rest))
            ):
                return party.name, "speaks for a side"
        return "", ""

    def _home_office(self, span: Span) -> tuple[str, str]:
        """ "Defence Minister X": an office of the state that the text is about; "a spokeswoman,
        X": the party named last."""
        held = []
        for word in self.tokens.before(span.start, 6):
            if word.pos_ in ("VERB", "AUX", "PRON") or "\n" in word.text or word.text in ".;":
                break
            held.append(word)
        if self._is_of_the_un(held):
            return UN, "office of the United Nations"
        if any(word.text.lower() == "opposition" for word in held[:4]):
            return "opposition", "of the opposition"
        if any(_is_home_office(word, held) for word in held[:4]):
            political = any(is_kind(word.lemma_, "political_office") for word in held[:4])
            state = self._acting_state(span.start) if political else self.home
            return state, "office of the state that the text is about"
        if any(is_kind(word.lemma_, "speaks") for word in held[:3]):
            return self._first_before(span.start), "speaks for the party named before"
        if any(is_kind(word.lemma_, "of_church") for word in held[:3]):
            churches = [p for p in before(span.start, self.named) if is_church(p.name)]
            return (churches[-1].name, "office of the church named last") if churches else ("", "")
        return "", ""

    def _is_of_the_un(self, held: Sequence[Token]) -> bool:
        """ "The Deputy Secretary-General, X": of the United Nations, if the text speaks of them and
        of no other body that has one."""
        words = " ".join(word.text.lower() for word in reversed(held))
        titled = "secretary-general" in words.replace(" - ", "-").replace("y g", "y-g")
        bodies = {p.name for p in self.named if lexicon().kind(p.name) in ("alliance", "organ")}
        return titled and UN in bodies and len(bodies) == 1

    def _office_again(self, span: Span) -> tuple[str, str]:
        """ "The Secretary General, X", after the Secretary General of a body was spoken of."""
        words = self.tokens.before(span.start, 5)
        if words and words[0].text == ",":
            words = words[1:]
        while words and is_kind(words[0].text, "title"):
            words = words[1:]
        if words and words[0].text == ",":
            words = words[1:]
        if words and is_kind(words[0].lemma_, "office") and is_definite(words[0]):
            return "".join(office_before(words[0], self.named, self.document)[:1]), "office again"
        return "", ""

    def _acting_state(self, place: int) -> str:
        """The state that the sentence is about, else that of the text, else the one just named."""
        sentence = sentence_at(self.document, place)
        here = [p for p in within(Span(sentence.start, place), self.named) if not p.as_place]
        if here and is_state(here[0].name):
            return here[0].name
        near = [p for p in within(Span(place - 300, place), self.named) if is_state(p.name)]
        last = [p.name for p in near if not p.as_place][-1:]
        return self.home or "".join(last)

    def _first_here(self, place: int) -> str:
        sentence = sentence_at(self.document, place - 1)
        held = [p for p in within(Span(sentence.start, place), self.named) if not p.as_place]
        return held[0].name if held else ""

    def _first_before(self, place: int) -> str:
        """What the sentence names first, or the one before it: most often its subject."""
        number = sentence_number(self.document, place - 1)
        for sentence in reversed(self.document.sentences[max(0, number - 1) : number + 1]):
            name = self._first_here(min(place, sentence.end))
            if name:
                return name
        return ""

    def _mentions(self, people: Iterable[Person]) -> Iterator[PartyName]:
        for person in people:
            for name in _forms(person.span.of(self.text), person.party):
                pattern = (
                    rf"(?<![\w-]){re.escape(name)}(?![\w-]| [A-Z][a-z]+ (?:City|Street|Times))"
                )
                for match in re.finditer(pattern, self.text):
                    yield PartyName(Span(*match.span()), person.party, f"{RULE}, {person.how}")


def _is_home_office(word: Token, held: Sequence[Token]) -> bool:
    """Whether a word is an office of a state: a general, not a secretary-general."""
    secretary = any(w.text.lower() in ("secretary", "secretary-") for w in held)
    office = is_kind(word.lemma_, "home_office") and word.tag_ != "NNS"
    if word.lemma_.lower() == "secretary":  # "Defence Secretary X", not that of a union
        return any(is_kind(w.text, "cabinet") for w in held)
    return office and not (secretary and word.lemma_.lower() == "general")


def _is_office(word: Token) -> bool:
    return is_kind(word.lemma_, "office", "speaks", "home_office") or is_kind(word.text, "title")


def _bare(words: Sequence[Token]) -> list[Token]:
    """The name without titles, offices, genitives and words in small letters at its ends."""
    name = [w for w in words if w.text not in ("'s", "’s", "’", "'")]
    while name and (
        not name[0].text[:1].isupper() or is_kind(name[0].text, "title") or _is_office(name[0])
    ):
        name.pop(0)
    while name and not name[-1].text[:1].isupper():
        name.pop()
    return name


def _forms(name: str, party: str) -> list[str]:
    """The full name, the surname, and the family name that comes first in the east of Asia."""
    words = name.split()
    if len(words) == 1:
        return [name]
    start = len(words) - 1
    while start > 1 and is_kind(words[start - 1], "particle"):
        start -= 1
    forms = [name, " ".join(words[start:])]
    if party in _EASTERN and len(words) in (2, 3):
        forms.append(words[0])
    return forms
