"""Bringing a database to the newest layout, and refusing one that is not ours or is newer."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from webapp.workspace import failures
from webapp.workspace.base import WorkspaceError
from webapp.workspace.database import Database, in_file
from webapp.workspace.files import PRIVATE
from webapp.workspace.schema import METADATA, VERSION_TABLE

SCRIPTS = Path(__file__).with_name("migrations")
LOCK = 0x6374696D656C696E
"""Number of PostgreSQL's advisory lock, so that two programs do not make the tables at once."""
PATIENCE = 12
"""Making tables takes longer than a change: another program is waited for so many times as long."""
_PAUSE = 0.05
_ONE_AT_A_TIME = threading.Lock()  # Alembic's context belongs to the whole process


def bring_up_to_date(database: Database, revision: str = "head") -> None:
    """Make the tables, or change those of an older version, all in one transaction.

    Raises WorkspaceError when the database is newer than this program or is another program's.
    """
    if database.file is not None:
        _create(database.file)
    with database.reading() as connection:  # without writing: it opens while somebody else writes
        if revision == "head" and current(connection) == head():
            return
        _refuse(connection, database)
    with _patient(database) as waiting:
        _change(waiting, revision)
    database.close()  # connections from before still have the old log and tables in mind


@contextmanager
def _patient(database: Database) -> Iterator[Database]:
    """The same database, which waits for another program that makes the tables just now."""
    wait = database.wait * PATIENCE
    if database.file is None:
        yield replace(database, wait=wait)
        return
    waiting = replace(in_file(database.file, wait), where=database.where)
    try:
        yield waiting
    finally:
        waiting.close()


def _change(database: Database, revision: str) -> None:
    if database.file is not None:
        write_ahead(database)
    with _ONE_AT_A_TIME, database.changing() as connection:
        if database.file is None:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        _refuse(connection, database)  # somebody may have made the tables in between
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@cache
def head() -> str:
    """The newest layout that this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current(connection: sa.Connection) -> str | None:
    """The layout of a database; None where there is none yet."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def is_known(revision: str) -> bool:
    """Whether a layout is this program's or one before it."""
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def _create(file: Path) -> None:
    """An empty file that only this user may read: unpublished articles will be in it."""
    try:
        if not file.exists():
            file.touch(PRIVATE)
    except OSError as error:
        raise WorkspaceError(failures.not_made(file, error)) from error


def write_ahead(database: Database) -> None:
    """SQLite's write-ahead log, for good: readers and a writer do not wait for each other.

    SQLite itself does not wait here: while another program writes, it says at once that the file is
    busy.
    """
    until = time.monotonic() + database.wait
    while True:
        with database.told(), database.engine.connect() as connection:
            raw = connection.connection.cursor()
            try:
                raw.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                kind = (error.sqlite_errorcode or 0) & 0xFF
                if kind != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            else:
                return
            finally:
                raw.close()
        time.sleep(_PAUSE)


def _refuse(connection: sa.Connection, database: Database) -> None:
    """Raise WorkspaceError for a database that must not be touched."""
    _refuse_foreign(connection, database)
    _refuse_newer(connection, database)
    if database.file is None:
        _refuse_encoding(connection, database)


def _refuse_encoding(connection: sa.Connection, database: Database) -> None:
    """Articles have characters of all scripts."""
    encoding = str(connection.exec_driver_sql("SHOW server_encoding").scalar_one())
    if encoding != "UTF8":
        raise WorkspaceError(
            f"The database {database.where} keeps text as {encoding}, which cannot hold all "
            "characters. Make one with ENCODING 'UTF8'."
        )


def _refuse_foreign(connection: sa.Connection, database: Database) -> None:
    """A database with tables but without our note of the layout is somebody else's."""
    names = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE in names:
        return
    foreign = names if database.file is not None else names & METADATA.tables.keys()
    if foreign:
        raise WorkspaceError(
            f"{database.where} is a database of another program (it has the table "
            f"{min(foreign)}). It was left as it is; name another one."
        )


def _refuse_newer(connection: sa.Connection, database: Database) -> None:
    found = current(connection)
    if found is not None and not is_known(found):
        raise WorkspaceError(
            f"The workspace {database.where} was made by a newer version of Conflict Timeline "
            f"(layout {found}; this version knows up to {head()}). It was left as it is; install "
            "the newer version."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
