"""One event, several reports: linking items of different articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

import sqlalchemy as sa

from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import TYPE_BY_CODE, split_parties
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.journal import Action
from webapp.workspace.records import find_item, item_of, present
from webapp.workspace.schema import apart, items

PAIRS_MOST = 500
"""Pairs that are offered at once; more would not be looked at."""
COMPARED_MOST = 300_000
"""Pairs that are compared: some seconds of work, where tables of thousands lie over each other."""
SPAN_MOST = 32
"""Days of an event that is still compared; of a whole year everything could be a part."""
WORDS_LEAST = 0.3
"""The share of words in common that stands in for a party that nobody is named as."""
LETTERS_LEAST = 4
"""Letters of a word that tells something."""
Ranked = tuple[float, int, int, tuple[Item, Item]]


def link(action: Action, ids: Sequence[int]) -> tuple[Item, ...]:
    """Call accepted items reports of one event. Groups that they are in already become one."""
    return join(action, ids, action.seq)


def join(action: Action, ids: Sequence[int], new: int) -> tuple[Item, ...]:
    """As `link`; `new` is the number of the group where it is a new one, which none had before."""
    found = [find_item(action.connection, number) for number in dict.fromkeys(ids)]
    if len(found) < 2:
        raise WorkspaceError("Linking needs at least two different reports.")
    if any(item.state != "accepted" for item in found):
        raise WorkspaceError("Only accepted events can be linked. Accept them first.")
    groups = {item.group for item in found if item.group is not None}
    others = [item for group in sorted(groups) for item in in_group(action.connection, group)]
    members = {item.id: item for item in (*found, *others)}
    number = min(groups) if groups else new
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
    """Pairs of accepted items of different articles that may be one event, the likest first: not
    linked and not called different, and for each event only the likest of an article. At most
    PAIRS_MOST. See `likeness` for what makes two alike."""
    chosen = sa.select(items).where(items.c.state == "accepted", present()).order_by(items.c.id)
    found = [item_of(row) for row in connection.execute(chosen)]
    told = _apart(connection)
    ranked = [
        (-how, first.id, second.id, (first, second))
        for first, second in islice(_near(found), COMPARED_MOST)
        if (first.id, second.id) not in told and (how := likeness(first, second))
    ]
    return tuple(islice(_likest(sorted(ranked), found), PAIRS_MOST))


def _likest(ranked: Iterable[Ranked], found: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Of ranked pairs those whose events have no likelier partner in the article of the other."""
    taken = _linked_with(found)
    for *_, (first, second) in ranked:
        keys = {(first.id, second.article_id), (second.id, first.article_id)}
        if not keys & taken:
            taken |= keys
            yield first, second


def _linked_with(found: Iterable[Item]) -> set[tuple[int, str]]:
    """Each linked item with the articles of the reports that it is linked with."""
    groups: dict[int, list[Item]] = defaultdict(list)
    for item in found:
        if item.group is not None:
            groups[item.group].append(item)
    return {
        (one.id, other.article_id) for group in groups.values() for one in group for other in group
    }


def _near(found: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs of different articles at most a day apart whose types are of one class, each once."""
    by_day: dict[tuple[str, int], dict[int, Item]] = defaultdict(dict)
    for item in found:
        span, kind = span_of(item), _quad(item)
        if span is None or span[1] - span[0] >= SPAN_MOST or not kind:
            continue
        near = {
            other.id: other
            for day in range(span[0] - 1, span[1] + 2)
            for other in by_day.get((kind, day), {}).values()
            if other.article_id != item.article_id
        }
        for other in near.values():
            yield other, item
        for day in range(span[0], span[1] + 1):
            by_day[kind, day][item.id] = item


def likeness(first: Item, second: Item) -> float:
    """How much two reports look like reports of one event; 0 where they do not.

    They do within a day when they are of one type, on the same day when only the class of their
    types is one, and share a party, the place or, where one of them names no party, some words.
    """
    days, same = days_apart(first, second), _same(first, second, "event_type")
    if days is None or days > (1 if same else 0) or _quad(first) != _quad(second):
        return 0.0
    party, place = bool(parties_of(first) & parties_of(second)), _same(first, second, "place")
    words = shared_words(first, second)
    unnamed = not (parties_of(first) and parties_of(second))
    if not (party or place or (unnamed and words >= WORDS_LEAST)):
        return 0.0
    dead = _same(first, second, "fatalities")
    return 1 + 4 * words + 2 * (same + party) + 1.5 * (place + dead) - days


def shared_words(first: Item, second: Item) -> float:
    """The share of the words of titles and quotes that two reports have in common, 0 to 1."""
    one, other = _words(first), _words(second)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _words(item: Item) -> set[str]:
    text = f"{item.fields.get('title', '')} {item.fields.get('quote', '')}"
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= LETTERS_LEAST}


def _same(first: Item, second: Item, name: str) -> bool:
    one, other = (item.fields.get(name, "").strip().casefold() for item in (first, second))
    return one == other != ""


def parties_of(item: Item) -> set[str]:
    """Who an event is of, whatever the side."""
    cells = (item.fields.get(name, "") for name in ("actors", "recipients"))
    return {name for cell in cells for name in split_parties(cell)}


def _quad(item: Item) -> str:
    kind = TYPE_BY_CODE.get(item.fields.get("event_type", ""))
    return kind.quad_class if kind else ""


def days_apart(one: Item, other: Item) -> int | None:
    """Days between the spans of two events, 0 where they overlap; None where one has no bounds."""
    mine, theirs = span_of(one), span_of(other)
    if mine is None or theirs is None:
        return None
    return max(0, theirs[0] - mine[1], mine[0] - theirs[1])


def span_of(item: Item) -> tuple[int, int] | None:
    """The first and the last day of an event; None where it has no bounds."""
    try:
        date = parse_date(item.fields.get("date", ""))
    except DateError:
        return None
    if date.earliest is None or date.latest is None:
        return None
    return date.earliest, date.latest


def _apart(connection: sa.Connection) -> set[tuple[int, int]]:
    chosen = sa.select(apart.c.first_id, apart.c.second_id)
    return {(row.first_id, row.second_id) for row in connection.execute(chosen)}
