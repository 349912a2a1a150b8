"""Proposals of the extractor, as they come into the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa

from webapp.extract.base import Evidence, Proposal
from webapp.workspace.base import FieldEvidence, Item
from webapp.workspace.cells import filled, storable
from webapp.workspace.journal import Action
from webapp.workspace.records import find_article, item_of
from webapp.workspace.schema import items

NOT_PROPOSED = ("event_id", "source_id")
"""The workspace gives these itself."""


def propose(action: Action, article_id: str, proposals: Sequence[Proposal]) -> tuple[Item, ...]:
    """The new open items. Earlier proposals that nobody has touched make way for them; what a
    person has decided or edited stays, and the same is not proposed again."""
    article = find_article(action.connection, article_id)
    action.about(article.id)
    wanted = [(_item(article.id, proposal), origin(proposal)) for proposal in proposals]
    again = [_content(item) for item, _ in wanted]
    for item in _untouched(action.connection, article_id):
        if _content(item) not in again:
            action.take_away(item)
    known = _origins(action.connection, article_id)
    return tuple(action.add(item, came) for item, came in wanted if came not in known)


def _content(item: Item) -> Item:
    return replace(item, id=0)


def origin(proposal: Proposal) -> str:
    """What makes two proposals the same: the words and the type."""
    return f"{proposal.clause.start}-{proposal.clause.end}-{proposal.value('event_type')}"


def _untouched(connection: sa.Connection, article_id: str) -> tuple[Item, ...]:
    """Open proposals as they came. Parts of a split one have no origin: a person made them."""
    chosen = sa.select(items).where(
        items.c.article_id == article_id,
        ~items.c.gone,
        items.c.state == "open",
        items.c.version == 1,
        items.c.origin != "",
    )
    return tuple(item_of(row) for row in connection.execute(chosen))


def _origins(connection: sa.Connection, article_id: str) -> set[str]:
    chosen = sa.select(items.c.origin).where(items.c.article_id == article_id, ~items.c.gone)
    return {row.origin for row in connection.execute(chosen)} - {""}


def _item(article_id: str, proposal: Proposal) -> Item:
    clause, sentence = proposal.clause, proposal.sentence
    found = {name: e for name, e in proposal.fields.items() if name not in NOT_PROPOSED}
    return Item(
        0,
        article_id,
        "proposal",
        "open",
        1,
        (clause.start, clause.end),
        (sentence.start, sentence.end),
        filled(_values(found.items())),
        {name: _evidence(e) for name, e in found.items()},
        None,
    )


def _values(found: Iterable[tuple[str, Evidence]]) -> dict[str, str]:
    return {name: storable(evidence.value) for name, evidence in found}


def _evidence(evidence: Evidence) -> FieldEvidence:
    start, end = (evidence.span.start, evidence.span.end) if evidence.span else (None, None)
    return FieldEvidence(start, end, evidence.rule, evidence.guess)
