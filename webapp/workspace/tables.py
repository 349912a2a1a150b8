"""The two tables of the codebook: taken in without a loss, and given out as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE, SOURCE_NAMES
from webapp.model.problems import InputError, Problem
from webapp.store.checks import check_events, is_whole, missing_columns
from webapp.store.csvfile import MAX_BYTES, RawTable, read_bytes, read_csv
from webapp.store.formats import own
from webapp.store.sources import row_problems
from webapp.workspace import links
from webapp.workspace.base import Article, Item, Position, WorkspaceError
from webapp.workspace.cells import dumps, fields_of, filled, is_storable
from webapp.workspace.csvform import Layout, style_of, written
from webapp.workspace.journal import Action
from webapp.workspace.links import Link
from webapp.workspace.records import Row, article_of, item_of, item_values, present
from webapp.workspace.schema import articles, items, layouts
from webapp.workspace.sources import insert, next_position

TOLD = 3
"""Problems of a refused file that are told; `check` lists them all."""
BATCH = 5000
NAME_MOST = 500
"""Characters of the name of a source that nobody has described; databases index it."""
Rows = list[dict[str, str]]
Check = Callable[[RawTable], list[Problem]]


@dataclass(frozen=True)
class Table:
    """A file as it was: its layout, and its cells by column."""

    layout: Layout
    rows: Rows


@dataclass(frozen=True)
class Given:
    """What is imported: events, sources where there is a table of them, and which events are one.
    `notes` are problems that cost nothing."""

    events: Table
    sources: Table | None
    links: tuple[Link, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True)
class Imported:
    """How many events a file has, how many of them and of its sources and links are new, and
    problems that cost nothing."""

    events: int
    added: int
    sources: int
    links: int
    notes: tuple[Problem, ...]


def read(events_path: Path) -> Given:
    """events.csv, and beside it sources.csv and links.csv. Raises WorkspaceError unless every row
    can be kept."""
    sources_path = events_path.with_name("sources.csv")
    notes: list[Problem] = []
    there = sources_path.is_file()
    sources = _table(sources_path, _source_problems, notes) if there else None
    known = {row["source_id"] for row in sources.rows} if sources else set()

    def check(raw: RawTable) -> list[Problem]:
        return _event_problems(raw, known)

    events = _table(events_path, check, notes)
    links_path = events_path.with_name(links.FILE)
    linked = links.read(links_path, notes) if links_path.is_file() else ()
    return Given(events, sources, linked, tuple(notes))


def _table(path: Path, check: Check, notes: list[Problem]) -> Table:
    try:
        raw = read_csv(path)
        data = read_bytes(path, MAX_BYTES)
    except InputError as error:
        raise WorkspaceError(str(error)) from error
    raw = _unescaped(raw)
    found = [*raw.problems, *check(raw)]
    _refuse(path, found)
    notes += found
    names = tuple(raw.columns)
    rows = [
        dict(zip(names, cells, strict=True)) for cells in zip(*raw.columns.values(), strict=True)
    ]
    return Table(Layout(names, style_of(data, names, rows)), rows)


def _unescaped(raw: RawTable) -> RawTable:
    """Our own export, which makes cells safe for spreadsheets, as it was before."""
    if EXPORT_NOTE not in raw.columns:
        return raw
    plain = own.convert(raw.file, pd.DataFrame(raw.columns, dtype="str")).events
    columns = {str(name): plain[name].tolist() for name in plain}
    return RawTable(raw.file, columns, raw.lines, raw.digest, raw.problems)


def _refuse(path: Path, problems: Iterable[Problem]) -> None:
    """Raise WorkspaceError when rows would be lost. What is only a warning is kept as it is."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if not errors:
        return
    told = "; ".join(f"{e.where}: {e.message}" for e in errors[:TOLD])
    more = f"; and {len(errors) - TOLD:,} more" if len(errors) > TOLD else ""
    raise WorkspaceError(
        f"{path.name} was not taken over, because rows of it would be lost: {told}{more}. "
        f"Mend them; `python run.py check {path.name}` lists everything."
    )


def _event_problems(raw: RawTable, known: set[str]) -> list[Problem]:
    absent = missing_columns(list(raw.columns))
    if absent:
        raise WorkspaceError(
            f"{raw.file} lacks the column{'s' * (len(absent) > 1)} {', '.join(absent)}. A table in "
            "another form can be written in ours first: python run.py export events.csv --events "
            f"{raw.file}."
        )
    found = check_events(raw.file, pd.DataFrame(raw.columns, index=raw.lines, dtype="str"), known)
    return [*found, *_bad_names(raw)]


def _bad_names(raw: RawTable) -> Iterable[Problem]:
    """Sources whose names cannot be those of articles."""
    for line, name in zip(raw.lines, raw.columns["source_id"], strict=True):
        if not (is_storable(name) and len(name) <= NAME_MOST):
            advice = f"must have at most {NAME_MOST} characters, none of them a NUL"
            yield Problem(raw.file, line, "source_id", name, advice)


def _source_problems(raw: RawTable) -> list[Problem]:
    if "source_id" not in raw.columns:
        raise WorkspaceError(f"{raw.file} lacks the column source_id.")
    seen: set[str] = set()
    found: list[Problem] = []
    columns = [raw.columns.get(name, [""] * len(raw)) for name in SOURCE_NAMES]
    for line, cells in zip(raw.lines, zip(*columns, strict=True), strict=True):
        row = dict(zip(SOURCE_NAMES, cells, strict=True))
        found += row_problems(raw.file, line, row, seen)
        seen.add(row["source_id"])
    return found


def take(action: Action, given: Given) -> Imported:
    """Add the rows that are not there yet.

    Raises WorkspaceError when an identifier is there with other cells: neither is overwritten.
    """
    rows = given.sources.rows if given.sources else []
    new = _take_sources(action, rows, {row["source_id"] for row in given.events.rows})
    _take_events(action, given.events.rows)
    _keep_layout(action.connection, "events", given.events.layout)
    if given.sources:
        _keep_layout(action.connection, "sources", given.sources.layout)
    added = len(action.touched)
    return Imported(
        len(given.events.rows), added, new, links.take(action, given.links), given.notes
    )


def _take_sources(action: Action, rows: Rows, named: set[str]) -> int:
    """Add sources, the described ones in the order of their file; gives how many are new."""
    held = {row.id: row for row in action.connection.execute(sa.select(articles))}
    described = {row["source_id"]: filled(row) for row in rows}
    bare = {name: {"source_id": name} for name in sorted(named - described.keys())}
    new = next_position(action.connection)
    for position, (name, row) in enumerate({**described, **bare}.items(), new):
        action.about(name)
        if name not in held:
            article = Article(name, "", row, action.at, 1)
            insert(action, article, position, row.get("text_sha256", ""), name in described)
        else:
            _meet(action.connection, held[name], row, name in described)
    return len((described | bare).keys() - held.keys())


def _meet(connection: sa.Connection, held: Row, row: dict[str, str], listed: bool) -> None:
    """A source that is there already: the same, or named so far and described now, or removed and
    now wanted again. Raises WorkspaceError when it is another one."""
    fields = fields_of(held.fields)
    if any(fields.get(name, value) != value for name, value in row.items()):
        raise _differs("source", held.id)
    if held.listed >= listed and not held.removed:
        return
    values = {
        "fields": dumps({**fields, **row}),
        "listed": held.listed or listed,
        "removed": False,
        "version": held.version + 1,
        "sha256": held.sha256 or row.get("text_sha256", ""),
    }
    connection.execute(sa.update(articles).where(articles.c.id == held.id).values(values))


def _differs(what: str, name: str) -> WorkspaceError:
    return WorkspaceError(
        f"The {what} {name} is in the workspace already, with other cells. Nothing was taken over. "
        f"Rename it in the file, or change it in the workspace."
    )


def _take_events(action: Action, rows: Rows) -> None:
    held = _held(action.connection)
    taken = _of_removed(action.connection)
    new = []
    for cells in rows:
        row = filled(cells)
        name = row["event_id"]
        if name in taken:
            raise WorkspaceError(
                f"The event {name} is in the article {taken[name]}, which was removed. Nothing was "
                "taken over. Undo the removal, or rename the event in the file."
            )
        if name not in held:
            new.append(_values(row))
        elif {"source_id": row["source_id"], **held[name]} != row:
            raise _differs("event", name)
    for start in range(0, len(new), BATCH):
        part = new[start : start + BATCH]
        made = sa.insert(items).returning(items.c.id, sort_by_parameter_order=True)
        action.touched += action.connection.execute(made, part).scalars()


def _held(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """The cells of the events that have a name, by it."""
    chosen = sa.select(items).where(items.c.event_id.is_not(None), present())
    chosen = chosen.where(items.c.state.not_in(("split", "merged")))
    return {row.event_id: fields_of(row.fields) for row in connection.execute(chosen)}


def _of_removed(connection: sa.Connection) -> dict[str, str]:
    """Names of accepted events whose article is removed, and of which one."""
    chosen = (
        sa.select(items.c.event_id, items.c.article_id)
        .join(articles, articles.c.id == items.c.article_id)
        .where(articles.c.removed, items.c.state == "accepted", ~items.c.gone)
    )
    return {row.event_id: row.article_id for row in connection.execute(chosen)}


def _values(row: dict[str, str]) -> dict[str, object]:
    place = _place(row)
    item = Item(0, row["source_id"], "imported", "accepted", 1, place, place, row, {}, None)
    return item_values(item) | {"origin": "", "gone": False}


def _place(row: Mapping[str, str]) -> Position:
    start, end = (row.get(name, "") for name in ("quote_start", "quote_end"))
    return (int(start), int(end)) if is_whole(start) and is_whole(end) else (0, 0)


def _keep_layout(connection: sa.Connection, name: str, layout: Layout) -> None:
    """Remember how the first file was written; later ones only add columns."""
    known = layout_of(connection, name)
    columns, style = (known.with_columns(layout.columns) if known else layout).as_text()
    values = {"columns": columns, "style": style}
    if known:
        change = sa.update(layouts).where(layouts.c.name == name).values(values)
        connection.execute(change)
    else:
        connection.execute(sa.insert(layouts).values(name=name, **values))


def layout_of(connection: sa.Connection, name: str) -> Layout | None:
    """How an imported table was written."""
    row = connection.execute(sa.select(layouts).where(layouts.c.name == name)).one_or_none()
    return Layout.of(row.columns, row.style) if row else None


def accepted_items(connection: sa.Connection) -> list[Item]:
    """The accepted items: imported ones in the order of their file, then article by article in
    the order of the text."""
    chosen = (
        sa.select(items)
        .join(articles, articles.c.id == items.c.article_id)
        .where(items.c.state == "accepted", ~items.c.gone, ~articles.c.removed)
        .order_by(
            items.c.kind != "imported",
            sa.case((items.c.kind == "imported", 0), else_=articles.c.position),
            sa.case((items.c.kind == "imported", 0), else_=items.c.clause_start),
            items.c.id,
        )
    )
    return [item_of(row) for row in connection.execute(chosen)]


def accepted(connection: sa.Connection) -> Rows:
    """The cells of the accepted events."""
    return [_cells(item) for item in accepted_items(connection)]


def _cells(item: Item) -> dict[str, str]:
    return {**item.fields, "source_id": item.article_id}


def described(connection: sa.Connection) -> Rows:
    """The descriptions of the articles, in the order in which they came."""
    chosen = (
        sa.select(articles)
        .where(~articles.c.removed, articles.c.listed)
        .order_by(articles.c.position, articles.c.id)
    )
    return [article_of(row).fields for row in connection.execute(chosen)]


def frames(connection: sa.Connection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Accepted events and their sources as text cells; columns that were imported beside those of
    the codebook follow them."""
    events, sources = accepted(connection), described(connection)
    return _frame(events, EVENT_NAMES), _frame(sources, SOURCE_NAMES)


def _frame(rows: Rows, names: tuple[str, ...]) -> pd.DataFrame:
    columns = _with_more(names, rows)
    cells = {name: [row.get(name, "") for row in rows] for name in columns}
    return pd.DataFrame(cells, columns=list(columns), dtype="str")


def _with_more(names: Iterable[str], rows: Rows) -> tuple[str, ...]:
    """The names, and those of columns in which a row has a value."""
    return tuple(dict.fromkeys((*names, *(name for row in rows for name in row))))


def files(connection: sa.Connection) -> dict[str, bytes]:
    """events.csv and sources.csv, in the form in which they were imported if they were."""
    tables = {"events": accepted(connection), "sources": described(connection)}
    names = {"events": EVENT_NAMES, "sources": SOURCE_NAMES}
    found = {}
    for name, rows in tables.items():
        layout = layout_of(connection, name) or Layout(names[name])
        columns = _with_more(layout.columns, rows)
        found[f"{name}.csv"] = written(columns, rows, layout.style)
    return found
