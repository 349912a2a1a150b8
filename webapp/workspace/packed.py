"""A workspace as a zip of JSON lines: one member for each table, and what is in them."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from webapp.workspace.base import WorkspaceError
from webapp.workspace.cells import dumps, loads
from webapp.workspace.migrate import current
from webapp.workspace.schema import PASSING, TABLES, VERSION_TABLE

FORMAT = "conflict-timeline-workspace"
MANIFEST = "manifest.json"
BATCH = 2000
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, SQLAlchemyError),
)
"""What a damaged file may raise while it is unpacked, read as JSON and put into tables."""


def pack(connection: sa.Connection, path: Path) -> None:
    """Write all tables as one transaction sees them."""
    connection = connection.execution_options(stream_results=True, yield_per=BATCH)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        found = {table.name: _pack_table(connection, table, archive) for table in TABLES}
        manifest = {"format": FORMAT, "layout": current(connection), "tables": found}
        archive.writestr(MANIFEST, dumps(manifest))


def _pack_table(
    connection: sa.Connection, table: sa.Table, archive: zipfile.ZipFile
) -> dict[str, object]:
    rows, digest = 0, hashlib.sha256()
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
        for row in connection.execute(sa.select(table)).mappings():
            line = dumps(dict(row)).encode("ascii") + b"\n"
            member.write(line)
            digest.update(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def layout(path: Path) -> str:
    """The layout of the tables in a packed workspace. Raises WorkspaceError for another zip."""
    return str(_manifest(path)["layout"])


def _manifest(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as archive:
            found: dict[str, Any] = loads(archive.read(MANIFEST).decode("ascii"))
        if found["format"] == FORMAT and found["layout"] and isinstance(found["tables"], dict):
            return found
    except BROKEN:
        pass
    raise WorkspaceError(f"{path} is no backup of a workspace, or it is damaged.")


def unpack(path: Path, connection: sa.Connection) -> None:
    """Fill the empty tables of the layout that the backup has. Raises WorkspaceError when a line
    is missing or has been changed."""
    held = sa.MetaData()
    held.reflect(connection)
    apart = (*PASSING, VERSION_TABLE)
    by_name = {table.name: table for table in held.sorted_tables if table.name not in apart}
    told = _manifest(path)["tables"]
    if told.keys() != by_name.keys():
        raise _broken(path)
    for table in by_name.values():
        connection.execute(sa.delete(table))
    try:
        with zipfile.ZipFile(path) as archive:
            for name, table in by_name.items():
                _unpack_table(archive, table, told[name], connection)
    except BROKEN as error:
        raise _broken(path) from error


def _unpack_table(
    archive: zipfile.ZipFile, table: sa.Table, told: dict[str, Any], connection: sa.Connection
) -> None:
    digest = hashlib.sha256()
    with archive.open(f"{table.name}.jsonl") as member:
        for part in _parts(_rows(member, digest)):
            connection.execute(sa.insert(table), part)
    if digest.hexdigest() != told["sha256"]:
        raise ValueError(f"{table.name} is not what was packed")


def _rows(lines: Iterable[bytes], digest: hashlib._Hash) -> Iterator[dict[str, Any]]:
    for line in lines:
        digest.update(line)
        yield json.loads(line)


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(rows, BATCH)):
        yield part


def _broken(path: Path) -> WorkspaceError:
    return WorkspaceError(f"{path} is damaged; nothing was changed. Take another backup.")
