"""One event, several reports: linking items of different articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import sqlalchemy as sa

from webapp.model.dates import DateError, parse_date
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.journal import Action
from webapp.workspace.records import find_item, item_of, present
from webapp.workspace.schema import apart, items

PAIRS_MOST = 500
"""Pairs that are offered at once; more would not be looked at."""


def link(action: Action, ids: Sequence[int]) -> tuple[Item, ...]:
    """Call accepted items reports of one event. Groups that they are in already become one."""
    found = [find_item(action.connection, number) for number in dict.fromkeys(ids)]
    if len(found) < 2:
        raise WorkspaceError("Linking needs at least two different reports.")
    if any(item.state != "accepted" for item in found):
        raise WorkspaceError("Only accepted events can be linked. Accept them first.")
    groups = {item.group for item in found if item.group is not None}
    others = [item for group in sorted(groups) for item in in_group(action.connection, group)]
    members = {item.id: item for item in (*found, *others)}
    number = min(groups) if groups else action.seq  # which no group had before
    return tuple(_moved(action, item, number) for item in members.values())


def _moved(action: Action, item: Item, group: int | None) -> Item:
    return item if item.group == group else action.change(item, replace(item, group=group))


def unlink(action: Action, item_id: int) -> Item:
    """Take a report out of its group; a group of one is none."""
    item = find_item(action.connection, item_id)
    if item.group is None:
        raise WorkspaceError("This event is not linked with another one.")
    rest = [other for other in in_group(action.connection, item.group) if other.id != item.id]
    if len(rest) == 1:
        _moved(action, rest[0], None)
    return _moved(action, item, None)


def set_apart(action: Action, ids: Sequence[int]) -> None:
    """Call items different events, so that they are not offered for linking again."""
    found = [find_item(action.connection, number) for number in dict.fromkeys(ids)]
    for item in found:
        action.about(item.article_id)
        action.touched.append(item.id)
    told = _apart(action.connection)
    new = [pair for pair in combinations(sorted(item.id for item in found), 2) if pair not in told]
    if new:
        values = [{"first_id": first, "second_id": second} for first, second in new]
        action.connection.execute(sa.insert(apart), values)


def in_group(connection: sa.Connection, group: int) -> tuple[Item, ...]:
    """The accepted items of a group."""
    chosen = (
        sa.select(items)
        .where(items.c.group_id == group, items.c.state == "accepted", present())
        .order_by(items.c.id)
    )
    return tuple(item_of(row) for row in connection.execute(chosen))


def candidates(connection: sa.Connection) -> tuple[tuple[Item, Item], ...]:
    """Pairs of accepted items of different articles that may be one event: the same day and type,
    a party in common, not linked and not called different. At most PAIRS_MOST."""
    chosen = sa.select(items).where(items.c.state == "accepted", present()).order_by(items.c.id)
    alike: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for row in connection.execute(chosen):
        item = item_of(row)
        day = _day(item.fields.get("date", ""))
        if day is not None:
            alike[day, item.fields.get("event_type", "")].append(item)
    told = _apart(connection)
    pairs = []
    for first, second in _pairs(alike.values()):
        if (first.id, second.id) not in told:
            pairs.append((first, second))
        if len(pairs) == PAIRS_MOST:
            break
    return tuple(pairs)


def _pairs(kinds: Iterable[list[Item]]) -> Iterable[tuple[Item, Item]]:
    for kind in kinds:
        if len({item.article_id for item in kind}) < 2:
            continue  # a large table has thousands of a day, all of one source
        for first, second in combinations(kind, 2):
            linked = first.group is not None and first.group == second.group
            if first.article_id != second.article_id and not linked and _share(first, second):
                yield first, second


def _share(first: Item, second: Item) -> bool:
    return bool(_parties(first) & _parties(second))


def _parties(item: Item) -> set[str]:
    cells = (item.fields.get(name, "") for name in ("actors", "recipients"))
    return {name.strip() for cell in cells for name in cell.split(";")} - {""}


def _day(text: str) -> int | None:
    """The day of a date that is one."""
    try:
        date = parse_date(text)
    except DateError:
        return None
    return date.earliest if date.precision == "day" else None


def _apart(connection: sa.Connection) -> set[tuple[int, int]]:
    chosen = sa.select(apart.c.first_id, apart.c.second_id)
    return {(row.first_id, row.second_id) for row in connection.execute(chosen)}
