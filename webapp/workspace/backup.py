"""Everything in one file: SQLite's own copy, or a zip of JSON lines from a server; and back.

Either kind restores into either kind of database, so that a workspace can move to a server.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from webapp.workspace import packed
from webapp.workspace.base import WorkspaceError
from webapp.workspace.cells import now
from webapp.workspace.database import Database, in_file, next_revision
from webapp.workspace.journal import Action
from webapp.workspace.migrate import bring_up_to_date, is_known
from webapp.workspace.schema import APPEND_ONLY, TABLES, articles, counter, items, users
from webapp.workspace.triggers import protect, unprotect

LITE = b"SQLite format 3\0"
ZIP = b"PK\x03\x04"
BATCH = 2000
PRIVATE = 0o600
"""Unpublished articles and hashes of passwords are in it."""


def backup(database: Database, path: Path) -> None:
    """Write a consistent copy, also while others write. An older file of that name is replaced
    when the new one is whole. Raises WorkspaceError."""
    if database.file is not None and path.exists() and path.samefile(database.file):
        raise WorkspaceError("That is the workspace itself. Give the backup another name.")
    with database.told(), _replacing(path) as new:
        if database.file is not None:
            _copy(database.file, new)
        else:
            with database.reading() as connection:
                packed.pack(connection, new)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its name in the end."""
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".backup-")
        os.close(handle)
        new = Path(name)
        try:
            yield new
            new.chmod(PRIVATE)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"The backup {path} cannot be written: {error.strerror or error}. Name another file."
        ) from error


def _copy(old: Path, new: Path) -> None:
    """SQLite's copy of what is committed, checked, in one file without a log beside it."""
    address = f"{old.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(new)) as to:
        try:
            source.backup(to)
            to.execute("PRAGMA journal_mode = DELETE")
            _refuse_damaged(to, old)
        except sqlite3.OperationalError as error:
            raise WorkspaceError(
                f"The copy of {old} could not be written into {new.parent}: {error}. Nothing was "
                "changed; make room or name another folder."
            ) from error


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path)


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
    kind = _kind(path)
    assert copy.file is not None, "the copy is in a file"  # noqa: S101
    if kind == "lite":
        with copy.told():
            _copy(path, copy.file)
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
    for table in reversed(TABLES):
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
