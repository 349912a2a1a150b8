"""One proposal for an event that an article tells more than once."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.extract.base import Document, Proposal


def merge(proposals: Sequence[Proposal], document: Document) -> tuple[Proposal, ...]:
    """Proposals without those that tell again what another one tells better."""
    kept: list[Proposal] = []
    for proposal in proposals:
        if not any(_same(proposal, other) for other in kept):
            kept.append(proposal)
    return tuple(kept)


def _same(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals highlight the same words for the same type."""
    return one.clause == other.clause and one.value("event_type") == other.value("event_type")
