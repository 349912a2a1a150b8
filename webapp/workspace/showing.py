"""What the timeline shows of a workspace, read at one moment: events with all their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from webapp.workspace.base import Item, LogEntry
from webapp.workspace.called import ACTION, read_name
from webapp.workspace.cells import dumps, fields_of
from webapp.workspace.records import entry_of
from webapp.workspace.schema import articles, counter, fronts, log
from webapp.workspace.tables import accepted_items, frames

Reports = tuple[Item, ...]
WHOLE = ("import", "restore", ACTION)
"""Actions of which the log does not list what they changed."""
MANY = 100
"""Entries that are looked at one by one."""
AT_ONCE = 2000
"""Reports that are asked for in one question: databases take so many values and no more."""


@dataclass(frozen=True)
class Shown:
    """A moment of a workspace. `name` is that which people have given the timeline. `sources` are
    text cells in the columns of sources.csv; `articles` has titles by id, empty where there is
    none: both of the articles that have an accepted event, so that nothing is shown of one that
    waits for its review. Each of `events` is all reports of one event, the one that was accepted
    first in front."""

    revision: int
    name: str
    events: tuple[Reports, ...]
    sources: pd.DataFrame
    articles: dict[str, str]


def changed_since(connection: sa.Connection, revision: int) -> bool:
    """Whether anything that is shown may have changed since a revision: the log tells, so that a
    decision on a proposal costs no look at all accepted events."""
    chosen = sa.select(log, sa.false().label("undone")).where(log.c.seq > revision).limit(MANY)
    entries = [entry_of(row) for row in connection.execute(chosen)]
    return len(entries) == MANY or any(map(_is_shown, entries))


def _is_shown(entry: LogEntry) -> bool:
    """Whether an action has to do with an accepted event or the description of an article."""
    parts = (entry.before, entry.after)
    accepted = (item.state == "accepted" for part in parts for item in part.items)
    described = any(part.article is not None for part in parts)
    return entry.action in WHOLE or described or any(accepted)


def revision_of(connection: sa.Connection) -> int:
    """The number of the newest write."""
    return int(connection.execute(sa.select(counter.c.revision)).scalar_one())


def shown(connection: sa.Connection) -> Shown:
    """What is to be shown now."""
    revision = revision_of(connection)
    events = events_of(connection, accepted_items(connection))
    told = {item.article_id for reports in events for item in reports}
    sources = frames(connection)[1]
    known = sources[sources["source_id"].isin(told)].reset_index(drop=True)
    titles = {name: title for name, title in _titles(connection).items() if name in told}
    return Shown(revision, read_name(connection), events, known, titles)


def _titles(connection: sa.Connection) -> dict[str, str]:
    chosen = sa.select(articles.c.id, articles.c.fields).where(~articles.c.removed)
    return {row.id: fields_of(row.fields).get("title", "") for row in connection.execute(chosen)}


def events_of(connection: sa.Connection, accepted: Iterable[Item]) -> tuple[Reports, ...]:
    """Accepted items, those of a group together, the one that is shown in front."""
    together: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in accepted:
        key = ("item", item.id) if item.group is None else ("group", item.group)
        together[key].append(item)
    several = [item for reports in together.values() if len(reports) > 1 for item in reports]
    since = _accepted_since(connection, several)
    first = _in_front(connection) if several else frozenset()
    return tuple(_in_order(reports, since, first) for reports in together.values())


def _in_order(
    reports: list[Item], since: dict[int, int], first: frozenset[tuple[int | None, int]]
) -> Reports:
    def place(item: Item) -> tuple[bool, int, int]:
        return (item.group, item.id) not in first, since.get(item.id, 0), item.id

    return tuple(sorted(reports, key=place))


def _in_front(connection: sa.Connection) -> frozenset[tuple[int | None, int]]:
    """Groups and the reports that are in front of them, as imported files say."""
    chosen = sa.select(fronts.c.group_id, fronts.c.item_id)
    return frozenset((row.group_id, row.item_id) for row in connection.execute(chosen))


def _accepted_since(connection: sa.Connection, reports: Iterable[Item]) -> dict[int, int]:
    """The entry of the log with which each item was accepted first. Imported ones have none: they
    came accepted, and go first."""
    by_text = {dumps((item.id,)): item.id for item in reports}
    texts = list(by_text)
    since = {}
    for start in range(0, len(texts), AT_ONCE):
        chosen = (
            sa.select(log.c.item_ids, sa.func.min(log.c.seq).label("seq"))
            .where(log.c.action == "accept", log.c.item_ids.in_(texts[start : start + AT_ONCE]))
            .group_by(log.c.item_ids)
        )
        for row in connection.execute(chosen):
            since[by_text[row.item_ids]] = int(row.seq)
    return since
