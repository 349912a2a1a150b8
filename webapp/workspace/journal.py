"""Actions: what changes together, and the entry in the log that tells of it. And their undoing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from webapp.workspace.base import (
    Article,
    ArticleState,
    Conflict,
    Item,
    LogEntry,
    Snapshot,
    State,
)
from webapp.workspace.cells import WHO_MOST, WHY_MOST, dumps, is_storable, now, short
from webapp.workspace.database import Database, next_revision
from webapp.workspace.records import (
    entry_of,
    find_item,
    item_of,
    item_values,
    snapshot_text,
)
from webapp.workspace.schema import items, log, log_articles

DONE = {
    "open": "is open again",
    "accepted": "has been accepted",
    "rejected": "has been rejected",
    "split": "has been split",
    "merged": "has been merged with another one",
}


@dataclass
class Action:
    """One action under way. What it changes is noted, so that it can be told and undone."""

    connection: sa.Connection
    seq: int
    name: str
    who: str
    why: str
    at: str
    undoes: int | None = None
    before: dict[int, Item] = field(default_factory=dict)
    after: dict[int, Item] = field(default_factory=dict)
    article_before: ArticleState | None = None
    article_after: ArticleState | None = None
    articles: list[str] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)

    def about(self, article_id: str) -> None:
        """Note that an article has to do with it."""
        if article_id not in self.articles:
            self.articles.append(article_id)

    def held(self, item_id: int, version: int, states: Sequence[State]) -> Item:
        """An item, as somebody has seen it. Raises Conflict when it has changed since or is in
        another state than those for which the action is meant, and NotFound."""
        item = find_item(self.connection, item_id)
        if item.version != version:
            raise Conflict(
                f"Somebody else was faster: the event {DONE[item.state]} or was changed since you "
                "opened it. This is how it is now; nothing of yours was saved.",
                item,
            )
        if item.state not in states:
            raise Conflict(f"This cannot be done: the event {DONE[item.state]}.", item)
        return item

    def change(self, old: Item, new: Item) -> Item:
        """Save an item with a new version; `old` is what it was."""
        new = replace(new, version=old.version + 1)
        values = item_values(new) | {"gone": False}
        self.connection.execute(sa.update(items).where(items.c.id == old.id).values(values))
        self._note(old, new)
        return new

    def add(self, new: Item, origin: str = "") -> Item:
        """Save a new item; gives it with its number."""
        values = item_values(new) | {"origin": origin, "gone": False}
        made = self.connection.execute(sa.insert(items).values(values).returning(items.c.id))
        new = replace(new, id=made.scalar_one())
        self._note(None, new)
        return new

    def take_away(self, old: Item) -> None:
        """Let an item go; its row stays for the log."""
        values = {"gone": True, "version": old.version + 1}
        self.connection.execute(sa.update(items).where(items.c.id == old.id).values(values))
        self._note(old, None)

    def _note(self, old: Item | None, new: Item | None) -> None:
        if old is not None:
            self.before.setdefault(old.id, old)
            self.about(old.article_id)
        if new is not None:
            self.after[new.id] = new
            self.about(new.article_id)

    def entry(self) -> LogEntry:
        """What the log will say."""
        ids = tuple(dict.fromkeys((*self.before, *self.after, *self.touched)))
        return LogEntry(
            self.seq,
            self.at,
            self.who,
            self.name,
            self.articles[0] if self.articles else None,
            ids,
            self.why,
            False,
            Snapshot(tuple(self.before.values()), self.article_before),
            Snapshot(tuple(self.after.values()), self.article_after),
        )

    def write(self) -> None:
        """Add the entry to the log."""
        entry = self.entry()
        values = {
            "seq": entry.seq,
            "at": entry.when,
            "who": entry.who,
            "action": entry.action,
            "article_id": entry.article_id,
            "item_ids": dumps(entry.item_ids),
            "why": entry.why,
            "before": snapshot_text(entry.before),
            "after": snapshot_text(entry.after),
            "undoes": self.undoes,
        }
        self.connection.execute(sa.insert(log).values(values))
        touched = [{"article_id": article_id, "seq": self.seq} for article_id in self.articles]
        if touched:
            self.connection.execute(sa.insert(log_articles), touched)


@contextmanager
def acting(database: Database, name: str, who: str, why: str = "") -> Iterator[Action]:
    """An action: everything in it is saved with its entry in the log, or nothing at all."""
    with database.changing() as connection:
        seq = next_revision(connection)
        who, why = short(who, WHO_MOST) or "somebody", short(why, WHY_MOST)
        action = Action(connection, seq, name, who, why, now())
        yield action
        action.write()


def state_of(article: Article, removed: bool = False) -> ArticleState:
    """What the log keeps of an article: everything but its text, which does not change."""
    return ArticleState(article.id, article.fields, article.version, removed)


def entries(connection: sa.Connection, article_id: str | None, limit: int) -> tuple[LogEntry, ...]:
    """The newest entries, the newest first."""
    if article_id is not None and not is_storable(article_id):
        return ()
    chosen = _with_undone().order_by(log.c.seq.desc()).limit(limit)
    if article_id is not None:
        touching = sa.select(log_articles.c.seq).where(log_articles.c.article_id == article_id)
        chosen = chosen.where(log.c.seq.in_(touching))
    return tuple(entry_of(row) for row in connection.execute(chosen))


def _with_undone() -> sa.Select[tuple[object, ...]]:
    other = log.alias("other")
    undone = sa.exists().where(other.c.undoes == log.c.seq)
    return sa.select(log, undone.label("undone"))


def rows_by_id(connection: sa.Connection, ids: Sequence[int]) -> Mapping[int, Item | None]:
    """Items by number; None for those that are gone, also when their article is removed."""
    chosen = sa.select(items).where(items.c.id.in_(list(ids)))
    return {r.id: None if r.gone else item_of(r) for r in connection.execute(chosen)}
