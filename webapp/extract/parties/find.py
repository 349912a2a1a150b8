"""The parties that an article names, in order."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Parsed
from webapp.extract.parties.names import read_names
from webapp.extract.parties.places import with_places
from webapp.extract.parties.tokens import Tokens


def find_parties(document: Document, parsed: Parsed) -> tuple[PartyName, ...]:
    """The mentions of parties, in order, none within another."""
    tokens = Tokens(parsed)
    named = [
        PartyName(n.span, n.entries[0].name, n.entries[0].rule) for n in read_names(document.text)
    ]
    return with_places(_apart(named), document, tokens)


def _apart(found: Iterable[PartyName]) -> list[PartyName]:
    """In order; of two that overlap, the one that comes first in the list stays."""
    kept: list[PartyName] = []
    for party in found:
        if not any(party.span.overlaps(other.span) for other in kept):
            kept.append(party)
    return sorted(kept, key=lambda party: party.span)


def party_in(span: Span, parties: Iterable[PartyName]) -> tuple[PartyName, ...]:
    """The mentions within a stretch of the text."""
    return tuple(party for party in parties if span.holds(party.span))


def person_parties(
    document: Document, parsed: Parsed, parties: Iterable[PartyName]
) -> dict[str, str]:
    """The party of each person that the text names, by the words it is named with."""
    text = document.text
    return {
        party.span.of(text): party.name
        for party in parties
        if party.rule.startswith(("person", "leader"))
    }
