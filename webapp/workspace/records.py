"""Rows of the tables as the types of `base`, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from webapp.workspace.base import (
    Article,
    ArticleState,
    FieldEvidence,
    Item,
    LogEntry,
    NotFound,
    Snapshot,
)
from webapp.workspace.cells import dumps, fields_of, is_storable, loads
from webapp.workspace.schema import articles, items

SHOWN = ("open", "accepted", "rejected")
"""States of items that are to be seen; split and merged ones live on in others."""
HIGHEST = 2**63 - 1
"""What a database takes for the number of a row."""
Row = sa.Row[Any]


def article_of(row: Row) -> Article:
    """An article with its text."""
    return Article(row.id, row.text, fields_of(row.fields), row.added, row.version)


def find_article(connection: sa.Connection, article_id: str) -> Article:
    """An article that is not removed. Raises NotFound."""
    chosen = sa.select(articles).where(articles.c.id == article_id, ~articles.c.removed)
    row = connection.execute(chosen).one_or_none() if is_storable(article_id) else None
    if row is None:
        raise NotFound(f"There is no article called {article_id!r} in this workspace (any more).")
    return article_of(row)


def item_of(row: Row) -> Item:
    """An item."""
    return Item(
        row.id,
        row.article_id,
        row.kind,
        row.state,
        row.version,
        (row.clause_start, row.clause_end),
        (row.sentence_start, row.sentence_end),
        fields_of(row.fields),
        _evidence(loads(row.evidence)),
        row.group_id,
    )


def _evidence(found: dict[str, list[Any]]) -> dict[str, FieldEvidence]:
    return {name: FieldEvidence(*parts) for name, parts in found.items()}


def item_values(item: Item) -> dict[str, Any]:
    """The columns of an item's row, without `id`, `origin` and `gone`."""
    return {
        "article_id": item.article_id,
        "kind": item.kind,
        "state": item.state,
        "version": item.version,
        "clause_start": item.clause[0],
        "clause_end": item.clause[1],
        "sentence_start": item.sentence[0],
        "sentence_end": item.sentence[1],
        "fields": dumps(item.fields),
        "evidence": dumps({name: _parts(found) for name, found in item.evidence.items()}),
        "group_id": item.group,
        "event_id": item.fields.get("event_id"),
    }


def _parts(found: FieldEvidence) -> list[object]:
    return [found.start, found.end, found.rule, found.guess]


def present() -> sa.ColumnElement[bool]:
    """Items that are there: neither replaced nor undone, in an article that is not removed."""
    removed = sa.select(articles.c.id).where(articles.c.removed)
    return sa.and_(~items.c.gone, items.c.article_id.not_in(removed))


def find_item(connection: sa.Connection, item_id: int) -> Item:
    """An item that is there. Raises NotFound."""
    chosen = sa.select(items).where(items.c.id == item_id, present())
    row = connection.execute(chosen).one_or_none() if 0 < item_id <= HIGHEST else None
    if row is None:
        raise NotFound(
            "This event is not there any more: its article was removed, or it was replaced by new "
            "proposals. Load the page again."
        )
    return item_of(row)


def items_in(connection: sa.Connection, article_id: str) -> tuple[Item, ...]:
    """The items of an article that are to be seen, in the order of the text."""
    chosen = (
        sa.select(items)
        .where(items.c.article_id == article_id, ~items.c.gone, items.c.state.in_(SHOWN))
        .order_by(items.c.clause_start, items.c.clause_end, items.c.id)
    )
    return tuple(item_of(row) for row in connection.execute(chosen))


def snapshot_text(snapshot: Snapshot) -> str:
    """A snapshot as JSON."""
    return dumps(asdict(snapshot))


def snapshot_of(text: str) -> Snapshot:
    """A snapshot out of JSON."""
    found = loads(text)
    state = found["article"]
    kept = tuple(_item_from(plain) for plain in found["items"])
    return Snapshot(kept, ArticleState(**state) if state else None)


def _item_from(plain: dict[str, Any]) -> Item:
    evidence = {name: FieldEvidence(**parts) for name, parts in plain["evidence"].items()}
    spans: Sequence[tuple[int, int]] = [tuple(plain[name]) for name in ("clause", "sentence")]
    return Item(**{**plain, "clause": spans[0], "sentence": spans[1], "evidence": evidence})


def entry_of(row: Row) -> LogEntry:
    """An entry of the log; the row has `undone` beside the table's columns."""
    return LogEntry(
        row.seq,
        row.at,
        row.who,
        row.action,
        row.article_id,
        tuple(loads(row.item_ids)),
        row.why,
        bool(row.undone),
        snapshot_of(row.before),
        snapshot_of(row.after),
    )
