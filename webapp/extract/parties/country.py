"""The state that a text is about: whose "the army", "police" and "the minister" are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.parties.lexicon import fold, rows, words_of
from webapp.extract.parties.memo import keep_last
from webapp.extract.parties.pairs import helps, is_state, main_pair

Parties = Sequence[PartyName]

LEAST = 2
"""How often a state, or a town of it, must be named for a text to be about it, and what these
mentions must weigh together: who condemns and mediates from outside weighs less."""
CLEAR = 1.5
"""How many times as much as for the second must speak for the first."""
LEAD = 400
"""Where a text begins, in characters: what is named there weighs more."""
NEAR = 60
"""How far from the name of a state the words are looked at, in characters."""
MENTION, FROM_OUTSIDE, BODY, AT_FIRST, TOWN = 1.0, 0.5, 1.0, 1.0, 1.0
_WORKED_OUT = ("institution", "office", "person", "group", "short form")
_BODY = (
    r"(?:government|governments?|army|military|police|parliament|junta|president|prime minister|"
    r"minister|ministry|senate|congress|court|troops|soldiers|forces|gendarmes|authorities|cabinet|"
    r"lawmakers?|opposition|constitution|election|navy|officials?|general|rebels|politics)"
)
_BODY_AFTER = re.compile(rf"(?:'s?)?(?: [\w-]+){{0,2}} {_BODY}\b")
_BODY_BEFORE = re.compile(rf"\b{_BODY}s? (?:of|in)(?: the)? $", re.IGNORECASE)
_POWER_BEFORE = re.compile(r"\b(?:power|coup|regime|junta|elections?|uprising|revolt) in $")
_TOWN_AFTER = re.compile(
    r"(?:'s)?(?: [\w-]+){0,2} (?:town|city|port|province|village|region|district|state|capital|"
    r"island|suburb|county|department)\b"
)
_ABROAD = re.compile(
    r"(?:'s?)? (?:border|frontier|embassy|consulate|ambassador|envoy|diplomats?|airspace|"
    r"mediators?|"
    r"exiles|refugees|mercenaries)\b"
)
_BORDER_BEFORE = re.compile(
    r"(?:border|frontier|borders) with $|\b(?:exile in|fled to|ambassador to|neighbou?ring) $"
)
_LOOKS_ON = re.compile(
    r",?(?: (?:also|has|have|had|meanwhile|since|earlier))* (?:condemn|urge|calls? (?:on|for)|"
    r"called (?:on|for)|"
    r"welcom|offer|prais|congratulat|mediat|host|recall|commend|expres|promis|pledg|appeal|"
    r"impos|evacuat|advis|warn)\w*"
)
_VENUE_AFTER = re.compile(
    r" (?:[Aa]ccords?|[Aa]greements?|[Dd]eclaration|[Tt]alks|[Ss]ummit|[Pp]rocess|[Pp]rotocol|"
    r"[Tt]reaty)"
    r"\b"
)
_VENUE_BEFORE = re.compile(
    r"\b(?:talks|negotiations|meeting|met|meet|summit|round|signed|session|conference|said|spoke)"
    r"(?: \w+){0,2} in $"
)
_RIVAL_AFTER = re.compile(r" and (?:the )?[A-Z]")
_BEFORE_TOWN = re.compile(r"[a-z,] $|(?:^|\n)$")


def home_of(parties: Parties, document: Document) -> str:
    """The state that a document is about, by all of its mentions; empty if none is."""
    return _home_of(tuple(parties), document)


@keep_last
def _home_of(parties: tuple[PartyName, ...], document: Document) -> str:
    text = fold(document.text)
    named = [p for p in parties if is_state(p.name) and not p.rule.startswith(_WORKED_OUT)]
    weights: Counter[str] = Counter()
    counts = Counter(party.name for party in named)
    for earlier, party in zip([None, *named], named, strict=False):
        if helps(party, document.text):
            continue
        if earlier is None or not _same_place(earlier, party, text):
            weights[party.name] += _weight(party.span, text)  # type: ignore[assignment]
    for state in _of_towns(text, [party.span for party in parties]):
        weights[state] += TOWN  # type: ignore[assignment]
        counts[state] += 1
    (first, most), (_, next_most) = [*weights.most_common(2), ("", 0), ("", 0)][:2]
    if counts[first] >= LEAST and most >= max(LEAST, CLEAR * next_most):
        return first
    return _at_war_within(parties, document)


def _at_war_within(parties: tuple[PartyName, ...], document: Document) -> str:
    """The one of the two sides that is a state, where the other is none; empty if both are."""
    states = [name for name in main_pair(parties, document) if is_state(name)]
    return states[0] if len(states) == 1 else ""


def _same_place(one: PartyName, other: PartyName, text: str) -> bool:
    """ "Oslo, Norway": one place that two names tell."""
    return one.name == other.name and text[one.span.end : other.span.start] == ", "


def _weight(span: Span, text: str) -> float:
    """What a mention tells: much if it names the state's own bodies or towns, little if the state
    looks on from outside, nothing if it is only a border or where others met."""
    before, after = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    if _ABROAD.match(after) or _BORDER_BEFORE.search(before):
        return 0.0
    if _VENUE_AFTER.match(after) or _VENUE_BEFORE.search(before):
        return 0.0
    if _LOOKS_ON.match(after):
        return FROM_OUTSIDE
    own = _BODY_AFTER.match(after) or _TOWN_AFTER.match(after)
    introduced = _BODY_BEFORE.search(before) or _POWER_BEFORE.search(before)
    at_war = introduced and _RIVAL_AFTER.match(after)
    begins = AT_FIRST if span.start < LEAD else 0.0
    return MENTION + begins + BODY * bool(own) + 2 * BODY * (bool(introduced) + bool(at_war))


def _of_towns(text: str, named: Iterable[Span]) -> Iterator[str]:
    """The state of each town or province that the text names as a place."""
    taken = sorted(named)
    for match in _towns().finditer(text):
        span = Span(*match.span())
        at = bisect_left(taken, span.start, key=lambda held: held.end - 1)
        free = at == len(taken) or taken[at].start >= span.end
        if free and _BEFORE_TOWN.search(text[max(0, span.start - 2) : span.start]):
            yield _states_of_towns()[match.group().casefold()]


def states_of_towns(text: str) -> list[str]:
    """The states whose towns a passage names, in order."""
    return list(dict.fromkeys(_of_towns(fold(text), ())))


@lru_cache(maxsize=1)
def _states_of_towns() -> dict[str, str]:
    table = rows("cities.csv")
    return {place.casefold(): row["state"] for row in table for place in words_of(row["places"])}


@lru_cache(maxsize=1)
def _towns() -> re.Pattern[str]:
    """Towns as they are written, or in the capital letters of a dateline."""
    places = [place for row in rows("cities.csv") for place in words_of(row["places"])]
    forms = sorted({*places, *map(str.upper, places)}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-]| [A-Z][a-z])")
