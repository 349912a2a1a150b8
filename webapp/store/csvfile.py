"""Reading a CSV file into rows, whatever editor it came from.

Nothing here knows what the columns mean. Bytes that are not UTF-8 are read as Windows-1252 and said
so; short and long rows are reported and kept apart.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from webapp.model.problems import InputError, Problem, shorten

MAX_BYTES = 512 * 1024 * 1024
"""Above this a text table needs more memory than a small machine has (about 12 times its size)."""

MAX_CELL = 16 * 1024 * 1024
SHOWN = 200
"""Characters of a bad row that its problem quotes: an open quotation mark can swallow a file."""

csv.field_size_limit(MAX_CELL)


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
    or unreadable file, a folder, an empty file, a file over `max_bytes`, no usable header.
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
                f"{path} has {size / 2**20:,.0f} MB; tables up to {max_bytes / 2**20:,.0f} MB are "
                "read. Split it, for example by year."
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
    """Text of the bytes; notes where they are not UTF-8 or hold NUL characters."""
    notes: list[Problem] = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = _utf16(name, data)
    else:
        text = _utf8_or_latin(name, data, notes)
    if "\0" in text:
        notes.append(_nul_note(name, text))
    return text, notes


def _utf16(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        raise InputError(f"{name} begins as UTF-16 but is broken. Save it as UTF-8.") from None


def _utf8_or_latin(name: str, data: bytes, notes: list[Problem]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts positions after the byte order mark.
        plain = data.removeprefix(b"\xef\xbb\xbf")
        line = plain.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{plain[error.start : error.start + 1].hex()}"
        advice = (
            "the file is not UTF-8 and was read as Windows-1252 (Latin-1); accents may be wrong. "
            "Save it as UTF-8."
        )
        notes.append(Problem(name, line, "", byte, advice, "warning"))
        return plain.decode("cp1252", errors="replace")


def _nul_note(name: str, text: str) -> Problem:
    """A note on NUL characters. They stay in the table, as all text does; the page shows U+FFFD.

    Raises InputError when the first line is full of them, as in UTF-16 without its mark.
    """
    if text[:200].count("\0") * 3 > len(text[:200]):
        raise InputError(f"{name} looks like UTF-16 without a byte order mark. Save it as UTF-8.")
    line = text.count("\n", 0, text.index("\0")) + 1
    count = text.count("\0")
    advice = f"the file has {count:,} NUL characters, shown as \ufffd; it may be damaged"
    return Problem(name, line, "", "byte 0x00", advice, "warning")


class _Lines:
    """The lines of a text. A record that has been handed out after the end was still open there."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.ended = True


def _parse(name: str, text: str, digest: str) -> RawTable:
    """Rows of a text. Blank lines are passed over; rows of a wrong length are reported."""
    lines = _Lines(text)
    reader = csv.reader(lines, strict=False)
    table = RawTable(name, {column: [] for column in _header(name, reader, lines)}, [], digest)
    cells = list(table.columns.values())
    width = len(cells)
    line = reader.line_num + 1
    try:
        for row in reader:
            start, line = line, reader.line_num + 1
            if lines.ended:
                table.problems.append(unclosed(name, start, reader.line_num, row))
            elif not any(cell.strip() for cell in row):
                continue
            elif len(row) != width:
                table.problems.append(wrong_length(name, start, row, width))
            else:
                table.lines.append(start)
                for column, cell in zip(cells, row, strict=True):
                    column.append(cell)
    except csv.Error as error:
        advice = f"the file cannot be read from this line on: {csv_reason(error)}"
        table.problems.append(Problem(name, line, "", "", advice))
    return table


def _header(name: str, reader: Iterator[list[str]], lines: _Lines) -> list[str]:
    """The column names. Raises InputError unless the first row can name columns."""
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"{name} has no readable header row: {csv_reason(error)}.") from None
    if lines.ended and any(header):
        raise InputError(f"{name} opens a quotation mark in its header and never closes it.")
    if not any(header):
        raise InputError(f"{name} has no header row. Its first line must name the columns.")
    repeated = sorted({column for column in header if header.count(column) > 1})
    if repeated == [""]:
        raise InputError(f"{name} has columns without a name. Name or remove them in the header.")
    if repeated:
        raise InputError(f"{name} names the column {repeated[0]!r} twice. Rename or remove one.")
    return header


def csv_reason(error: csv.Error) -> str:
    """What a reader of CSV has stumbled over, in words."""
    if "field limit" in str(error):
        return f"a cell is longer than {MAX_CELL // 2**20} million characters"
    return str(error)


def unclosed(name: str, first: int, last: int, row: list[str]) -> Problem:
    """The record at the end of the file, which took in all that follows its open quotation mark."""
    lost = (
        f"lines {first} to {last} were taken for one row" if last > first else "the row ends in it"
    )
    advice = f"opens a quotation mark that is never closed, so {lost}; close it with another one"
    return Problem(name, first, "", shorten(",".join(row), SHOWN), advice)


def wrong_length(name: str, line: int, row: list[str], width: int) -> Problem:
    """A row with another number of cells than the header."""
    hint = "cells are missing at the end, or a quotation mark is not closed"
    if len(row) > width:
        hint = "a comma inside a cell needs quotation marks around the cell"
    advice = f"has {len(row)} cells where the header has {width}; {hint}"
    return Problem(name, line, "", shorten(",".join(row), SHOWN), advice)
