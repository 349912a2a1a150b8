"""Everything in one file, and back.

A backup of either kind of database restores into either kind, so that a workspace can move to a
server. The file of a workspace (workspace.db) can be restored as well.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from webapp.workspace import failures, packed
from webapp.workspace.base import WorkspaceError
from webapp.workspace.cells import now
from webapp.workspace.database import Database, in_file, next_revision
from webapp.workspace.files import PRIVATE, replacing
from webapp.workspace.journal import Action
from webapp.workspace.migrate import bring_up_to_date, is_known
from webapp.workspace.schema import (
    APPEND_ONLY,
    TABLES,
    articles,
    counter,
    items,
    sessions,
    users,
)
from webapp.workspace.triggers import protect, unprotect

LITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
BATCH = 2000


def backup(database: Database, path: Path) -> None:
    """Write a consistent copy, also while others write. An older file of that name is replaced
    when the new one is whole. Raises WorkspaceError."""
    if database.file is not None and path.exists() and path.samefile(database.file):
        raise WorkspaceError("That is the workspace itself. Give the backup another name.")
    with replacing(path, PRIVATE) as new, database.reading() as connection:
        if database.file is not None and not _is_sound(connection):
            raise WorkspaceError(failures.no_database(database.where))
        packed.pack(connection, new)


def _is_sound(connection: sa.Connection) -> bool:
    """Whether SQLite finds no fault in its file."""
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return found == "ok" and orphan is None


def damaged(path: Path) -> WorkspaceError:
    """The error for a file that cannot be trusted."""
    return WorkspaceError(f"{path} is damaged; nothing was changed. Take another backup.")


def restore(database: Database, path: Path, force: bool, who: str) -> None:
    """Replace what a workspace holds by a backup, all in one transaction.

    Raises WorkspaceError when it is not empty (unless `force`), and when the file is no backup, is
    damaged or newer than this program.
    """
    with tempfile.TemporaryDirectory(prefix="conflict-timeline-") as folder:
        copy = replace(in_file(Path(folder) / "copy.db"), where=str(path))
        try:
            _unfold(path, copy)
            bring_up_to_date(copy)
            with copy.reading() as source, database.changing() as target:
                _pour(source, target, force, Action(target, 0, "restore", who, path.name, now()))
        finally:
            copy.close()


def _unfold(path: Path, copy: Database) -> None:
    """The backup as a SQLite database of our own, whatever kind it is."""
    if _kind(path) == "lite":
        _copy(path, copy)
        return
    layout = packed.layout(path)
    if not is_known(layout):
        raise WorkspaceError(
            f"{path} was made by a newer version of Conflict Timeline (layout {layout}). Install "
            "that version to restore it."
        )
    bring_up_to_date(copy, layout)
    with copy.changing() as connection:
        packed.unpack(path, connection)


def _copy(path: Path, copy: Database) -> None:
    """The file of another workspace, as SQLite reads it, if it is sound."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with (
        copy.told(),
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(str(copy.file))) as target,
    ):
        source.backup(target)
    with copy.reading() as connection:
        if not _is_sound(connection):
            raise damaged(path)


def _kind(path: Path) -> str:
    """Which kind of backup a file is, by how it begins."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(LITE))
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}.") from error
    if begins == LITE:
        return "lite"
    if begins.startswith(ZIP):
        return "packed"
    raise WorkspaceError(f"{path} is no backup of a workspace. Nothing was changed.")


def _pour(source: sa.Connection, target: sa.Connection, force: bool, action: Action) -> None:
    revision = next_revision(target)
    if not force and _holds_anything(target):
        raise WorkspaceError(
            "This workspace is not empty. Restore into another folder with --workspace, or replace "
            "what is here with --force."
        )
    for name in APPEND_ONLY:
        unprotect(target, name)
    for table in (sessions, *reversed(TABLES)):
        target.execute(sa.delete(table))
    for table in TABLES:
        _pour_table(source, target, table)
    for name in APPEND_ONLY:
        protect(target, name)
    _go_on(target, revision, action)


def _holds_anything(connection: sa.Connection) -> bool:
    return any(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
        for table in (articles, users)
    )


def _pour_table(source: sa.Connection, target: sa.Connection, table: sa.Table) -> None:
    """Copy the rows and count them."""
    for part in source.execute(sa.select(table)).mappings().partitions(BATCH):
        target.execute(sa.insert(table), [dict(row) for row in part])
    count = sa.select(sa.func.count()).select_from(table)
    if source.execute(count).scalar() != target.execute(count).scalar():
        raise WorkspaceError(f"Not all rows of {table.name} arrived; nothing was changed.")


def _go_on(target: sa.Connection, revision: int, action: Action) -> None:
    """Numbers go on above those of both workspaces, so that nobody takes the old for the new."""
    restored = int(target.execute(sa.select(counter.c.revision)).scalar_one())
    action.seq = max(revision, restored) + 1
    target.execute(sa.update(counter).values(revision=action.seq))
    if target.dialect.name == "postgresql":
        highest = sa.select(sa.func.coalesce(sa.func.max(items.c.id), 0) + 1).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence("items", "id")
        target.execute(sa.select(sa.func.setval(sequence, highest, False)))
    action.write()
