"""Who stands against whom: what the mentions of a text tell as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.parties.lexicon import is_kind, lexicon
from webapp.extract.parties.memo import keep_last

Parties = Sequence[PartyName]

EVEN = 0.3
"""How often the one side of a conflict is named at least, for each time the other one is."""

_NO_SIDE = frozenset(
    ("alliance", "organ", "agency", "mission", "court", "bank", "ngo", "church", "company")
)
_STATES = frozenset(("state", "historical", "territory"))
_LINK = re.compile(r"\W*(?:and|and the|and of the|with|with the|versus|vs\.?|against|[-–])\W*")
_HELPS = re.compile(
    r"(?:brokered|mediated|hosted|facilitated|backed|guaranteed|sponsored|supported|proposed|"
    r"welcomed|watched) by (?:the )?(?:[A-Z][\w ]+ and (?:the )?)?$"
)
MOST = 8
"""How many parties of a sentence are compared with one another."""
LINKED = 3
"""What two parties weigh that are linked, against two that only share a sentence."""


def is_state(name: str) -> bool:
    """Whether a party is a state (of today or of the past) or a territory."""
    return lexicon().kind(name) in _STATES


def is_armed(name: str) -> bool:
    """Whether a party is an armed group."""
    return lexicon().kind(name) == "armed"


def bears_arms(name: str) -> bool:
    """Whether a party is an armed group, by the tables or, if they do not know it, by its name."""
    words = [] if lexicon().kind(name) else name.split()
    return is_armed(name) or any(is_kind(word, "under_arms") for word in words)


def at_war(sides: Sequence[str]) -> bool:
    """Whether one of the two sides is a state and the other one an armed group."""
    return len(sides) == 2 and sum(map(is_state, sides)) == 1 and any(map(bears_arms, sides))


def is_alliance(name: str) -> bool:
    """Whether a party is an alliance of states."""
    return lexicon().kind(name) == "alliance"


def is_church(name: str) -> bool:
    """Whether a party is a church."""
    return lexicon().kind(name) == "church"


def takes_sides(name: str) -> bool:
    """Whether a party can be a side of a conflict: no alliance, agency or court is, and of those
    that only the text knows, no committee."""
    kind = lexicon().kind(name)
    return kind not in _NO_SIDE if kind else any(is_kind(w, "fights") for w in name.split())


def before(place: int, parties: Parties) -> Parties:
    """The mentions before a place."""
    return parties[: bisect_left(parties, place, key=lambda party: party.span.start)]


def within(span: Span, parties: Parties) -> Parties:
    """The mentions that begin in a stretch."""
    first = bisect_left(parties, span.start, key=lambda party: party.span.start)
    return parties[first : bisect_left(parties, span.end, key=lambda party: party.span.start)]


def sentence_number(document: Document, place: int) -> int:
    """Which sentence holds a place; the next one, or their number, where none does."""
    return bisect_left(document.sentences, place + 1, key=lambda span: span.end)


def sentence_at(document: Document, place: int) -> Span:
    """The sentence that holds a place; nothing but the place where none does."""
    number = sentence_number(document, place)
    held = document.sentences[number : number + 1]
    return held[0] if held and held[0].start <= place else Span(place, place)


def main_pair(parties: Parties, document: Document) -> tuple[str, ...]:
    """The two sides that a text speaks of most: often named, and often together."""
    return _main_pair(tuple(parties), document)


@keep_last
def _main_pair(parties: tuple[PartyName, ...], document: Document) -> tuple[str, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in document.sentences:
        counts.update(_met(within(sentence, parties), document.text))
    named = Counter(party.name for party in parties if _is_side(party))
    often = [pair for pair in counts if min(named[name] for name in pair) > 1 or len(named) == 2]
    return max(often, key=lambda pair: _rank(pair, counts[pair], named), default=())


def opposed(parties: Parties, document: Document) -> tuple[str, ...]:
    """The two sides, if the text speaks of both of them much: not where one is the state that all
    of it is about and the other one of many whom that deals with."""
    pair = main_pair(parties, document)
    named = Counter(party.name for party in parties if _is_side(party))
    counts = sorted(named[name] for name in pair)
    return pair if pair and counts[0] >= EVEN * counts[-1] else ()


def _rank(pair: tuple[str, str], together: int, named: Counter[str]) -> tuple[int, int]:
    """How often the two stand together, times how often the one is named that is named less;
    twice that for a state and those who are none. Then how often both are named."""
    counts = [named[name] for name in pair]
    unlike = sum(map(is_state, pair)) == 1
    return together * min(counts) * (2 if unlike else 1), sum(counts)


def other_side(name: str, parties: Parties, document: Document) -> str:
    """The other of the two sides that a text speaks of most; empty where a party is neither."""
    pair = main_pair(parties, document)
    return next((side for side in pair if side != name), "") if name in pair else ""


def _is_side(party: PartyName) -> bool:
    """Whether a mention can be that of a side. An adjective tells one even where it says where
    something is ("the Armenian hamlet")."""
    return takes_sides(party.name) and (not party.as_place or "adjective" in party.rule)


def _pairs(held: Parties, text: str) -> Counter[tuple[str, str]]:
    """The pairs of a sentence, those that are linked ("A and B") weighing more."""
    sides = [party for party in held if _is_side(party) and not helps(party, text)]
    counts: Counter[tuple[str, str]] = Counter()
    for one, other in pairwise(sides):
        if one.name != other.name:
            linked = _LINK.fullmatch(text[one.span.end : other.span.start])
            counts[_pair(one, other)] += LINKED if linked else 1
    return counts


def _met(held: Parties, text: str) -> Counter[tuple[str, str]]:
    """The pairs that the text speaks of in a sentence, near to one another or not. Two that are
    linked are no sides where a third one follows: "Iran and Syria accused Israel"."""
    counts = _pairs(held, text)
    sides = [party for party in held if _is_side(party) and not helps(party, text)]
    last = {party.name: party.span.start for party in sides}
    names = list(last)[:MOST]
    for one, other in combinations(names, 2):
        first, second = sorted((one, other))
        third = any(last[name] > max(last[one], last[other]) for name in names)
        if third or not counts[first, second]:
            counts[first, second] = 1
    return counts


def _pair(one: PartyName, other: PartyName) -> tuple[str, str]:
    first, second = sorted((one.name, other.name))
    return first, second


def helps(party: PartyName, text: str) -> bool:
    """ "Brokered by Egypt and Qatar": these two are not the sides."""
    return bool(_HELPS.search(text[max(0, party.span.start - 60) : party.span.start]))


def linked_before(place: int, parties: Parties, document: Document) -> tuple[str, ...]:
    """The two that are linked ("A and B") in the sentence of a place or the one before it."""
    number = sentence_number(document, place - 1)
    for sentence in reversed(document.sentences[max(0, number - 1) : number + 1]):
        earlier = [p for p in within(sentence, parties) if p.span.start < place]
        counts = _pairs(earlier, document.text)
        linked = [pair for pair, count in counts.items() if count >= LINKED]
        if linked:
            return linked[-1]
    return ()
