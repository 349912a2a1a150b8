"""The database beneath: where it is, its transactions, and its failures in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.workspace import failures
from webapp.workspace.base import WorkspaceError
from webapp.workspace.schema import counter

FILE = "workspace.db"
WAIT = 5.0
"""Seconds to wait for another writer, or for a server to answer."""
POSTGRES = ("postgresql", "postgresql+psycopg", "postgres")
WRITES = "conflict_timeline_writes"


def default_folder() -> Path:
    """The user's own data folder."""
    return user_data_path("conflict-timeline", appauthor=False)


def is_there(folder: Path) -> bool:
    """Whether a folder holds a workspace, as far as this user may see."""
    return _file_number(folder / FILE) is not None


@dataclass(frozen=True)
class Database:
    """An engine, what to call it in messages (no password), and its file if it is one."""

    engine: sa.Engine
    where: str
    file: Path | None
    wait: float

    @property
    def label(self) -> str:
        """Where it is, in short: the file, or the name of the database and its server."""
        if self.file is not None:
            return str(self.file)
        url = self.engine.url
        return f"{url.database or 'a database'} on {url.host or 'this computer'}"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one moment, however many statements it has."""
        with self.told(), self.engine.connect() as connection:
            if self.file is None:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def changing(self) -> Iterator[sa.Connection]:
        """A transaction that may write: all of it is kept for good, or nothing."""
        with self.told(), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                if self.file is None:
                    limit = sa.func.set_config("lock_timeout", f"{self.wait * 1000:.0f}ms", True)
                    connection.execute(sa.select(limit))
                yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Failures of the database as WorkspaceError."""
        try:
            yield
        except DBAPIError as error:
            raise WorkspaceError(failures.words(error.orig, self.where)) from error
        except sqlite3.Error as error:
            raise WorkspaceError(failures.words(error, self.where)) from error
        except PoolTimeout as error:
            raise WorkspaceError(failures.busy(self.where)) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def next_revision(connection: sa.Connection) -> int:
    """Raise the counter. Whoever has done so writes alone until the transaction ends."""
    raised = sa.update(counter).values(revision=counter.c.revision + 1)
    return int(connection.execute(raised.returning(counter.c.revision)).scalar_one())


def connect(place: str | Path | None, wait: float = WAIT) -> Database:
    """The database of a folder (made where it is missing) or at a URL.

    Raises WorkspaceError when there is none, or none of a kind that is known.
    """
    if isinstance(place, str) and "://" in place:
        return _at(_url(place), wait)
    return in_file(_folder(Path(place) if place else default_folder()) / FILE, wait)


def in_file(path: Path, wait: float = WAIT) -> Database:
    """The SQLite database of a file, which must be there when the first connection is made."""

    def connect_to_file() -> sqlite3.Connection:
        if _file_number(path) is None:
            raise WorkspaceError(failures.gone(str(path)))
        address = f"{path.absolute().as_uri()}?mode=rw"  # never made by the way
        return sqlite3.connect(address, wait, check_same_thread=False, uri=True)

    url = URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, creator=connect_to_file)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    _watch(engine, path)
    return Database(engine, str(path), path, wait)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Every new connection to SQLite: what is acknowledged has reached the disk."""
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # what macOS needs for the same
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    """Writers queue up at the beginning: one that has read cannot fail to write later."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _watch(engine: sa.Engine, path: Path) -> None:
    """Notice a file that was moved away or replaced: what is written into the old one is lost."""

    def remember(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _file_number(path)

    def compare(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        found = _file_number(path)
        if found is None:
            raise WorkspaceError(failures.gone(str(path)))
        if found != record.info["file"]:
            raise DisconnectionError("the file was replaced")  # the pool opens the new one

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _file_number(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _folder(folder: Path) -> Path:
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # unpublished articles are in it
    except FileExistsError:
        raise WorkspaceError(
            f"{folder} is a file. Name the folder that the workspace is (or will be) in."
        ) from None
    except OSError as error:
        raise WorkspaceError(failures.not_made(folder, error)) from error
    return folder


def _url(address: str) -> URL:
    try:
        url = sa.make_url(address)
    except (ArgumentError, ValueError):
        raise WorkspaceError(
            "The address of the database cannot be read. It looks like "
            "postgresql+psycopg://user:password@host/name."
        ) from None
    if "@" in f"{url.host}{url.database}":
        raise WorkspaceError(
            "The address of the database has more than one @. Write those of the password as %40 "
            "(and / as %2F, : as %3A)."
        )
    if url.drivername not in POSTGRES:
        raise WorkspaceError(
            f"Databases of the kind {url.drivername} are not known. Give "
            "postgresql+psycopg://user:password@host/name, or a folder with --workspace."
        )
    return url.set(drivername="postgresql+psycopg")


def _at(url: URL, wait: float) -> Database:
    arguments = {"connect_timeout": max(2, round(wait)), "client_encoding": "utf8"}
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args=arguments)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise WorkspaceError(
            "PostgreSQL needs the package psycopg, which is not installed: "
            "python -m pip install -r requirements-postgres.txt."
        ) from None
    # Parameters are left out: they may hold a password as well.
    where = url.set(query={}).render_as_string(hide_password=True)
    return Database(engine, where, None, wait)
