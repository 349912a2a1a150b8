"""Reading a CSV file into rows, whatever editor it came from.

Nothing here knows what the columns mean. Bytes that are not UTF-8 are read as Windows-1252 and said
so; short and long rows are reported and kept apart.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

from webapp.model.problems import InputError, Problem

MAX_BYTES = 512 * 1024 * 1024
"""Above this a text table needs more memory than a small machine has (about 8 times its size)."""

csv.field_size_limit(16 * 1024 * 1024)


@dataclass
class RawTable:
    """A file as text: column names, one list a column, and the line on which each row begins."""

    file: str
    columns: dict[str, list[str]]
    lines: list[int]
    digest: str
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)


def read_csv(path: Path, max_bytes: int = MAX_BYTES) -> RawTable:
    """The rows of a CSV file as text.

    Raises InputError, with a message for the user, when there is no table to read at all: a missing
    or unreadable file, a folder, an empty file, a file over `max_bytes`, no header.
    """
    data = read_bytes(path, max_bytes)
    text, problems = _decode(path.name, data)
    table = _parse(path.name, text, hashlib.sha256(data).hexdigest())
    table.problems[:0] = problems
    return table


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file, or an InputError that says why not."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a file. Name a CSV file in it.")
        if size > max_bytes:
            raise InputError(
                f"{path} has {size / 2**20:,.0f} MB; tables up to {max_bytes / 2**20:,.0f} MB are read. "
                "Split it, for example by year."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} does not exist. Check the name and the folder.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read by this user. Check its permissions.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not data.strip():
        raise InputError(f"{path} is empty. It needs a header row with the column names.")
    return data


def _decode(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Text of the bytes; a note where they are not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise InputError(f"{name} begins as UTF-16 but is broken. Save it as UTF-8.") from None
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start : error.start + 1]
        note = Problem(
            name,
            line,
            "",
            f"byte 0x{bad.hex()}",
            "the file is not UTF-8 and was read as Windows-1252 (Latin-1); accents may be wrong. "
            "Save it as UTF-8.",
            "warning",
        )
        return data.decode("cp1252", errors="replace"), [note]


def _parse(name: str, text: str, digest: str) -> RawTable:
    """Rows of a text. Blank lines are passed over; rows of a wrong length are reported."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=False)
    header = [cell.strip() for cell in next(reader, [])]
    _check_header(name, header)
    columns: dict[str, list[str]] = {column: [] for column in header}
    table = RawTable(name, columns, [], digest)
    cells = list(columns.values())
    width = len(header)
    line = reader.line_num + 1
    try:
        for row in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != width:
                table.problems.append(_wrong_length(name, start, row, width))
                continue
            table.lines.append(start)
            for column, cell in zip(cells, row, strict=True):
                column.append(cell)
    except csv.Error as error:
        table.problems.append(
            Problem(name, line, "", "", f"the file cannot be read from this line on: {error}")
        )
    return table


def _check_header(name: str, header: list[str]) -> None:
    """Raise InputError unless the header can name columns."""
    if not any(header):
        raise InputError(f"{name} has no header row. Its first line must name the columns.")
    repeated = sorted({column for column in header if header.count(column) > 1})
    if repeated:
        raise InputError(f"{name} names the column {repeated[0]!r} twice. Rename or remove one.")


def _wrong_length(name: str, line: int, row: list[str], width: int) -> Problem:
    hint = "a comma inside a cell needs quotation marks around the cell" if len(row) > width else (
        "cells are missing at the end, or a quotation mark is not closed"
    )
    return Problem(
        name, line, "", ",".join(row), f"has {len(row)} cells where the header has {width}; {hint}"
    )
