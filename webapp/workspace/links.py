"""links.csv: which rows of events.csv are reports of one event. Beside the tables, in and out.

One row for each report but the one that the timeline shows: its `event_id`, and that of the event
that it is `same_event_as`. The tables themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from webapp.model.problems import InputError, Problem, shorten
from webapp.store.csvfile import read_csv
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.csvform import DEFAULT, written
from webapp.workspace.database import next_revision
from webapp.workspace.journal import Action
from webapp.workspace.linking import join
from webapp.workspace.records import present
from webapp.workspace.schema import fronts, items

FILE = "links.csv"
COLUMNS = ("event_id", "same_event_as")
Member = tuple[int, int | None]
"""Number and group of an event."""
TOLD = 3
"""Problems that are told."""


@dataclass(frozen=True)
class Link:
    """A row, with the line on which it stands."""

    line: int
    event_id: str
    same_event_as: str


# In


def read(path: Path, notes: list[Problem]) -> tuple[Link, ...]:
    """The links of a file. Raises WorkspaceError unless every one can be kept."""
    try:
        raw = read_csv(path)
    except InputError as error:
        raise WorkspaceError(str(error)) from error
    lacking = [name for name in COLUMNS if name not in raw.columns]
    if lacking:
        columns = f"column{'s' * (len(lacking) > 1)} {' and '.join(lacking)}"
        raise WorkspaceError(
            f"{path.name} lacks the {columns}: beside a table of events it says which rows are "
            "reports of one event. Another file of this name has to go elsewhere first."
        )
    pairs = zip(raw.lines, *(raw.columns[name] for name in COLUMNS), strict=True)
    found = tuple(Link(line, event_id.strip(), other.strip()) for line, event_id, other in pairs)
    _refuse([*raw.problems, *_mistaken(found)])
    notes += [problem for problem in raw.problems if problem.severity != "error"]
    for name in raw.columns:
        if name not in COLUMNS:
            notes.append(
                Problem(FILE, 1, name, "", "is no column of links; it is not kept", "warning")
            )
    return found


def _mistaken(links: Iterable[Link]) -> Iterator[Problem]:
    for link in links:
        for name in COLUMNS:
            if not getattr(link, name):
                yield Problem(FILE, link.line, name, "", "must name an event")
        if link.event_id and link.event_id == link.same_event_as:
            advice = "must name another event than event_id"
            yield Problem(FILE, link.line, COLUMNS[1], link.event_id, advice)


def _refuse(problems: Sequence[Problem]) -> None:
    """Raise WorkspaceError when a link would be lost."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return
    told = "; ".join(f"{error.where}: {error.message}" for error in errors[:TOLD])
    more = f"; and {len(errors) - TOLD:,} more" if len(errors) > TOLD else ""
    raise WorkspaceError(f"Nothing was taken over, because links would be lost: {told}{more}.")


def take(action: Action, links: Sequence[Link]) -> int:
    """Link what the file says is one event; gives how many links are new.

    Raises WorkspaceError when it names an event that is neither in the file of the events nor
    accepted in the workspace.
    """
    known = _accepted(action.connection)
    _refuse(list(_unknown(links, known)))
    new = [link for link in links if not _linked(known[link.event_id], known[link.same_event_as])]
    events = _together(new)
    for number, names in enumerate(events):
        members = [known[name] for name in names]
        # The number of an action is that of one new group; each further one takes the next.
        group = next_revision(action.connection) if number else action.seq
        joined = join(action, [item_id for item_id, _ in members], group)
        if all(before is None for _, before in members):
            shown = {"group_id": joined[0].group, "item_id": members[0][0]}
            action.connection.execute(sa.insert(fronts).values(shown))
    # A link that is there twice, or closes a circle, says nothing new.
    return sum(len(names) - 1 for names in events)


def _accepted(connection: sa.Connection) -> dict[str, Member]:
    """The accepted events, by name."""
    chosen = sa.select(items.c.id, items.c.event_id, items.c.group_id)
    chosen = chosen.where(items.c.state == "accepted", present())
    return {row.event_id: (row.id, row.group_id) for row in connection.execute(chosen)}


def _unknown(links: Iterable[Link], known: Mapping[str, object]) -> Iterator[Problem]:
    for link in links:
        for name in COLUMNS:
            value = getattr(link, name)
            if value not in known:
                advice = (
                    f"no event is called {shorten(value)!r}, neither in the table of events nor "
                    "among those that are accepted in the workspace"
                )
                yield Problem(FILE, link.line, name, value, advice)


def _linked(one: Member, other: Member) -> bool:
    return one[1] is not None and one[1] == other[1]


def _together(links: Iterable[Link]) -> list[list[str]]:
    """Names of each event's reports, in front the one that is the same as no other; in a circle
    the first one that closes none."""
    group_of: dict[str, list[str]] = {}
    for link in links:
        first = group_of.setdefault(link.same_event_as, [link.same_event_as])
        second = group_of.setdefault(link.event_id, [link.event_id])
        if first is second:
            continue
        # The smaller one moves: else all of a long chain would move again with each link.
        large, small = (first, second) if len(first) >= len(second) else (second, first)
        large += small
        if large is second:
            at = len(large) - len(small)
            large[0], large[at] = large[at], large[0]
        group_of.update(dict.fromkeys(small, large))
    return list({id(names): names for names in group_of.values()}.values())


# Out


def files(accepted: Sequence[Item], events: Iterable[Sequence[Item]]) -> dict[str, bytes]:
    """The file, where anything is linked. `accepted` are the rows of events.csv in their order,
    `events` all reports of each event, the one that is shown in front."""
    places = {item.id: place for place, item in enumerate(accepted)}
    found = sorted(
        (places[item.id], item.fields["event_id"], first.fields["event_id"])
        for first, *others in events
        for item in others
    )
    rows = [dict(zip(COLUMNS, names, strict=True)) for _, *names in found]
    return {FILE: written(COLUMNS, rows, DEFAULT)} if rows else {}


def none_any_more(folder: Path) -> dict[str, bytes]:
    """A file without rows, where one is left over from an export when there still were links."""
    header = written(COLUMNS, (), DEFAULT)
    try:
        with (folder / FILE).open("rb") as file:
            return {FILE: header} if file.read(len(header)) == header else {}
    except OSError:
        return {}
