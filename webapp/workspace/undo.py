"""Taking back one's last action. It needs nothing but the log, so that it survives a restart."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from webapp.workspace.base import Article, ArticleState, Conflict, Item, LogEntry
from webapp.workspace.cells import dumps, is_storable
from webapp.workspace.journal import Action, rows_by_id, state_of
from webapp.workspace.records import article_of, entry_of
from webapp.workspace.schema import articles, log, log_articles

UNDOABLE = (
    *("accept", "edit", "reject", "reopen", "split", "merge", "own", "link", "unlink"),
    *("describe", "remove"),
)
"""Decisions of a person. Adding, importing and proposing are not taken back by a slip of a key."""


class NothingToUndo(Exception):  # noqa: N818
    """The person has done nothing in the article that is not undone yet."""


def undo(action: Action, article_id: str) -> LogEntry:
    """Take back the last action of `action.who` in an article.

    Raises NothingToUndo, and Conflict when somebody has changed what it changed since.
    """
    entry = last(action.connection, article_id, action.who)
    if entry is None:
        raise NothingToUndo
    action.undoes = entry.seq
    action.why = f"{entry.action} of {entry.when} undone"
    action.about(article_id)
    _restore_items(action, entry)
    if entry.before.article and entry.after.article:
        _restore_article(action, entry.before.article, entry.after.article)
    return action.entry()


def last(connection: sa.Connection, article_id: str, who: str) -> LogEntry | None:
    """The newest action of a person in an article that has not been undone."""
    if not is_storable(article_id):
        return None
    other = log.alias("other")
    chosen = (
        sa.select(log, sa.false().label("undone"))
        .join(log_articles, log_articles.c.seq == log.c.seq)
        .where(log_articles.c.article_id == article_id, log.c.who == who)
        .where(log.c.action.in_(UNDOABLE))
        .where(~sa.exists().where(other.c.undoes == log.c.seq))
        .order_by(log.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(chosen).one_or_none()
    return entry_of(row) if row else None


def _restore_items(action: Action, entry: LogEntry) -> None:
    before = {item.id: item for item in entry.before.items}
    after = {item.id: item for item in entry.after.items}
    found = rows_by_id(action.connection, entry.item_ids)
    for item_id in entry.item_ids:
        _refuse_changed(entry, found.get(item_id), after.get(item_id))
    # What the action made goes first: what it replaced may need its name back.
    for item_id, made in after.items():
        if item_id not in before:
            action.take_away(found[item_id] or made)
    for item_id, old in before.items():
        now = found[item_id] or old
        action.change(now, replace(old, fields=_with_name(old.fields, now)))


def _with_name(fields: dict[str, str], now: Item) -> dict[str, str]:
    """A name that was given once stays with its event: else another one could get it, and links to
    the first would lead to the second."""
    name = now.fields.get("event_id")
    return {"event_id": name, **fields} if name else fields


def _refuse_changed(entry: LogEntry, now: Item | None, left: Item | None) -> None:
    """Raise Conflict unless an item is as the action left it. Versions differ after an undo, and
    a name may have been given."""
    if _content(now) == _content(left):
        return
    current = now or left
    assert current is not None, "an action leaves or takes away every item that it names"  # noqa: S101
    raise Conflict(
        f"Your last action here ({entry.action}) cannot be undone: the event was changed since, "
        "perhaps by somebody else. This is how it is now.",
        current,
    )


def _content(item: Item | None) -> Item | None:
    if item is None:
        return None
    unnamed = {name: value for name, value in item.fields.items() if name != "event_id"}
    return replace(item, version=0, fields=unnamed)


def _restore_article(action: Action, before: ArticleState, after: ArticleState) -> None:
    row = action.connection.execute(sa.select(articles).where(articles.c.id == after.id)).one()
    article = article_of(row)
    if (article.fields, row.removed) != (after.fields, after.removed):
        raise Conflict("The article was changed since; its change cannot be undone.", article)
    version = article.version + 1
    values = {"fields": dumps(before.fields), "removed": before.removed, "version": version}
    action.connection.execute(sa.update(articles).where(articles.c.id == article.id).values(values))
    action.article_before = state_of(article, row.removed)
    restored: Article = replace(article, fields=before.fields, version=version)
    action.article_after = state_of(restored, before.removed)
