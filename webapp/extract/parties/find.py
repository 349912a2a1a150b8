"""The parties that an article names, in order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Parsed
from webapp.extract.parties.armed import find_armed
from webapp.extract.parties.country import home_of
from webapp.extract.parties.groups import find_groups
from webapp.extract.parties.home import find_institutions
from webapp.extract.parties.names import Name, read_names
from webapp.extract.parties.namesakes import without_people
from webapp.extract.parties.people import RULE as PERSON
from webapp.extract.parties.people import People
from webapp.extract.parties.places import with_places
from webapp.extract.parties.spoken import find_again, find_crowds
from webapp.extract.parties.tokens import Tokens

LEADER = "leader"


def find_parties(document: Document, parsed: Parsed) -> tuple[PartyName, ...]:
    """The mentions of parties, in order, none within another.

    First the names of the tables and the groups that the text introduces, then armed groups
    without a name ("the rebels") and bodies of a state ("the army"), then persons, last groups in
    their own words ("the students"): each step uses what the ones before it know.
    """
    tokens = Tokens(parsed)
    listed = without_people(map(_mention, read_names(document.text)), tokens)
    named = with_places(_apart([*find_groups(document, listed), *listed]), document, tokens)
    home = home_of(named, document)
    named = tuple(_apart([*find_armed(document, tokens, named), *named]))
    known = _apart([*named, *find_institutions(document, tokens, named, home)])
    named = tuple(_apart([*known, *People(document, tokens, known, home).find()]))
    with_crowds = tuple(_apart([*named, *find_crowds(document, tokens, named)]))
    return tuple(_apart([*with_crowds, *find_again(document, tokens, with_crowds)]))


def _mention(name: Name) -> PartyName:
    return PartyName(name.span, name.entries[0].name, name.entries[0].rule)


def _apart(found: Iterable[PartyName]) -> list[PartyName]:
    """In order; of two that overlap, the one that comes first in the list stays."""
    kept: list[PartyName] = []
    for party in found:
        if not _overlaps(party.span, kept):
            insort(kept, party, key=lambda held: held.span)
    return kept


def _overlaps(span: Span, kept: Sequence[PartyName]) -> bool:
    """Whether a stretch shares a character with one of some that are apart and in order."""
    at = bisect_left(kept, span.start, key=lambda held: held.span.end - 1)
    return at < len(kept) and kept[at].span.overlaps(span)


def party_in(span: Span, parties: Iterable[PartyName]) -> tuple[PartyName, ...]:
    """The mentions within a stretch of the text."""
    return tuple(party for party in parties if span.holds(party.span))


def person_parties(parties: Iterable[PartyName], document: Document) -> dict[str, str]:
    """The party of each person that the text names, by the words it is named with."""
    return {
        party.span.of(document.text): party.name
        for party in parties
        if party.rule.startswith((PERSON, LEADER))
    }
