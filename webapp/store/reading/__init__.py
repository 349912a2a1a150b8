"""Opening files, by what they hold and not by what they are called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO

from webapp.model.problems import InputError, Problem
from webapp.store.formats.base import Head
from webapp.store.reading.base import Batch, Limits, OpenTable, check_file, digest_of, with_notes
from webapp.store.reading.columns import open_parquet
from webapp.store.reading.packed import members, open_gzip, open_member
from webapp.store.reading.sheets import open_sheet
from webapp.store.reading.text import Source, head_of, read_text

GZIP, ZIP, PARQUET, OLE = b"\x1f\x8b", b"PK", b"PAR1", b"\xd0\xcf\x11\xe0"
OFFICE = ("[Content_Types].xml", "mimetype")
"""Files at the top of an archive that make it a spreadsheet (Office Open XML, OpenDocument)."""

__all__ = ["Batch", "Limits", "OpenTable", "digest_of", "open_tables"]


def open_tables(path: Path, limits: Limits) -> list[OpenTable]:
    """The tables of a file. Raises InputError, in words, when there is none that can be read."""
    size = check_file(path, limits)
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(GZIP):
        return [_text(Source(path.name, lambda: open_gzip(path, limits), _packed), size, limits)]
    if start.startswith(PARQUET):
        return [open_parquet(path.name, path, limits)]
    if start.startswith(OLE):
        return [open_sheet(path.name, path.read_bytes(), limits)]
    if start.startswith(ZIP):
        return _zip(path, size, limits)
    return [_text(Source(path.name, lambda: path.open("rb"), lambda s: s.tell()), size, limits)]


def _packed(stream: BinaryIO) -> int:
    raw = stream.raw if isinstance(stream, io.BufferedReader) else stream
    return int(getattr(raw, "consumed", 0))


def _text(source: Source, size: int, limits: Limits) -> OpenTable:
    head = head_of(source)
    return OpenTable(
        source.file,
        size,
        head,
        lambda names, header: read_text(source, head, limits, names, header),
        lambda names, header: read_text(source, head, limits, names, header, quoted=False),
    )


def _zip(path: Path, size: int, limits: Limits) -> list[OpenTable]:
    """A spreadsheet, or an archive of tables."""
    listed = members(path, limits)
    if any(info.filename in OFFICE for info in listed):
        return [open_sheet(path.name, _whole(path, limits), limits)]
    return _tables_of(path, listed, limits)


def _tables_of(path: Path, listed: list[zipfile.ZipInfo], limits: Limits) -> list[OpenTable]:
    """The tables of an archive. What else is in it, such as a codebook, is passed over, and said.

    Raises the first member's InputError when there is no table at all.
    """
    tables, passed = [], []
    for info in listed:
        try:
            tables.append(_member(path, info, limits))
        except InputError as error:
            passed.append(error)
    if not tables:
        raise passed[0]
    # A text without regular columns is a note to the reader, where there are tables beside it.
    wide = [table for table in tables if _is_regular(table.head)] or tables
    notes = [f"was passed over: {error}" for error in passed]
    notes += [
        f"{t.file} was passed over: it has no regular columns" for t in tables if t not in wide
    ]
    problems = [Problem(path.name, 0, "", "", note, "warning") for note in notes]
    return [with_notes(wide[0], problems), *wide[1:]] if problems else wide


def _is_regular(head: Head) -> bool:
    """Whether most rows are as long as the first, and that has more than one cell."""
    width = len(head.names)
    return width > 1 and sum(len(row) == width for row in head.sample) * 2 > len(head.sample)


def _member(path: Path, info: zipfile.ZipInfo, limits: Limits) -> OpenTable:
    name = f"{path.name}/{info.filename}"
    with open_member(path, info, limits) as stream:
        try:
            start = stream.read1(8)
            whole = start.startswith((ZIP, OLE))
            data = start + stream.read(limits.whole_bytes + 1) if whole else b""
        except OSError as error:
            raise InputError(f"{name} cannot be unpacked: {error}.") from error
        if start.startswith((GZIP, PARQUET)) or (start.startswith(ZIP) and not _is_office(data)):
            raise InputError(f"{name} is packed inside a packed file. Unpack {path.name} first.")
        if whole:
            return open_sheet(name, data, limits)
    source = Source(name, lambda: open_member(path, info, limits), _packed)
    return _text(source, info.compress_size, limits)


def _is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name in OFFICE for name in archive.namelist())
    except zipfile.BadZipFile:
        # What is damaged is refused as such when it is opened.
        return True


def _whole(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.whole_bytes + 1)
