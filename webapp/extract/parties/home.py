"""Whose "the army", "the government" or "police" is where the text does not say it each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.country import states_of_towns
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import is_state, sentence_number, within
from webapp.extract.parties.refer import is_definite
from webapp.extract.parties.stands import is_met
from webapp.extract.parties.tokens import Tokens, end_of

RULE, OFFICE = "institution", "office"
NEAR = 300
"""How far back a state that was named with a body still tells whose it is, in characters."""
_OTHERS = frozenset(
    ("local", "foreign", "rival", "provincial", "regional", "municipal", "shadow", "world", "other")
)
_ALWAYS_MANY = frozenset(("authorities", "police"))
_NOT_NOW = frozenset(("former", "ex", "late", "future", "onetime", "honorary"))
_SOME = frozenset(("a", "an", "any", "no", "each", "every", "another", "some", "neither", "both"))


@dataclass(frozen=True)
class Body:
    """A body of a state in the text: its words, the noun, and the state that the words name."""

    span: Span
    noun: str
    head: Token
    state: str


def find_institutions(
    document: Document, tokens: Tokens, named: Sequence[PartyName], home: str
) -> list[PartyName]:
    """Mentions of bodies of a state that the words around them do not name. `named` is in order,
    `home` the state that the text is about."""
    found: list[PartyName] = []
    told: dict[str, tuple[str, int]] = {}
    for body in _bodies(tokens, named):
        if body.state:
            told[body.noun] = (body.state, body.span.start)
        elif _is_meant(body.head) and (not _is_office(body.noun) or _stands_alone(body.head)):
            state, how = _whose(body, named, document, told, home)
            if state:
                rule = OFFICE if _is_office(body.noun) else RULE
                found.append(PartyName(body.span, state, f"{rule}, {how}"))
    return found


def _bodies(tokens: Tokens, named: Sequence[PartyName]) -> Iterator[Body]:
    previous: Token | None = None
    for token in tokens.all:
        if token.pos_ in ("NOUN", "PROPN"):
            two = f"{previous.lemma_} {token.lemma_}".lower() if previous else ""
            plain = f"{previous.text} {token.text}".lower() if previous else ""
            noun = next((n for n in (plain, two, token.lemma_.lower()) if _is_body(n)), "")
            one = token.tag_ not in ("NNS", "NNPS") or token.text.lower() in _ALWAYS_MANY
            if noun and (one or noun == plain):
                first = previous if previous and " " in noun else token
                span = Span(first.idx, end_of(token))
                if not any(p.span.overlaps(span) for p in within(_around(span), named)):
                    yield Body(span, noun, token, _named_state(token, tokens, named))
        previous = token


def _is_body(noun: str) -> bool:
    return is_kind(noun, "state_body", "alone_office")


def _is_office(noun: str) -> bool:
    return is_kind(noun, "alone_office")


def _around(span: Span) -> Span:
    return Span(max(0, span.start - 60), span.end)


def _named_state(head: Token, tokens: Tokens, named: Sequence[PartyName]) -> str:
    """The party that the phrase names itself: "Colombian government", "Government of Yemen"."""
    places = [w.idx for w in tokens.all[head.left_edge.i : head.i]]
    places += [
        w.idx
        for of in head.children
        if of.dep_ == "prep" and (of.text.lower() == "of" or (of.text == "in" and not is_met(head)))
        for w in of.children
    ]
    for place in places:
        for party in within(Span(max(0, place - 60), place + 1), named):
            if party.span.end > place:
                return party.name
    return ""


def _is_meant(head: Token) -> bool:
    """Whether the noun means one certain body: not "a government", not "local authorities"."""
    own = {word.text.lower() for word in head.children if word.i < head.i}
    names = [w for w in head.children if w.i < head.i and w.pos_ == "PROPN" and w.dep_ != "appos"]
    strange = [w for w in names if not is_kind(w.text.lower(), "state_word", "state_body")]
    return not (own & _OTHERS or own & _SOME or strange or (own & {"two"}))


def _stands_alone(head: Token) -> bool:
    """Whether "the president" has no name and is nobody's in particular ("of the union")."""
    beside = list(head.children)
    owned = any(
        w.dep_ == "poss" or (w.dep_ == "prep" and w.text in ("of", "for") and not _of_a_land(w))
        for w in beside
    )
    told = any(w.text.lower() in _NOT_NOW for w in beside)
    titled = head.dep_ == "compound" or any(w.dep_ == "appos" for w in beside)
    return is_definite(head) and not (owned or told or titled)


def _of_a_land(of: Token) -> bool:
    """ "The president of the republic"."""
    return any(is_kind(word.lemma_, "as_state") for word in of.children)


def _whose(
    body: Body,
    named: Sequence[PartyName],
    document: Document,
    told: dict[str, tuple[str, int]],
    home: str,
) -> tuple[str, str]:
    """The state, and how it is known; cases in order of how sure they are."""
    place = body.span.start
    phrase = body.head.head if body.head.dep_ == "compound" else body.head
    if any(is_kind(w.text, "owner") for w in phrase.children):  # "its army (spokesman)"
        return _named_first(place, named, document), "of the party named before"
    state, at = told.get(body.noun, ("", 0))
    if state and (place - at < NEAR or state == home or not home):
        return state, "named before with its state"
    if home:
        return home, "of the state that the text is about"
    number = sentence_number(document, place)
    for sentence in reversed(document.sentences[max(0, number - 1) : number + 1]):
        here = {p.name for p in within(sentence, named) if is_state(p.name) and p.as_place}
        here |= set(states_of_towns(sentence.of(document.text)))
        if len(here) == 1 and "\n" not in document.text[sentence.start : place]:
            return here.pop(), "of the place in the sentence"
    near = within(Span(max(0, place - NEAR), place), named)
    states = {p.name for p in near if is_state(p.name) and not p.as_place}
    only = len(states) == 1 and body.noun != "police"
    return (states.pop(), "of the only state named before it") if only else ("", "")


def _named_first(place: int, named: Sequence[PartyName], document: Document) -> str:
    """The party named last in the sentence before a place, or first in the sentence before it."""
    number = sentence_number(document, place - 1)
    this = document.sentences[number] if number < len(document.sentences) else Span(place, place)
    here = [p for p in within(Span(this.start, place), named) if not p.as_place]
    if here:
        return here[-1].name
    earlier = within(document.sentences[number - 1], named) if number else ()
    return next((p.name for p in earlier if not p.as_place), "")
