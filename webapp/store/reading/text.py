"""Separated text (CSV, TSV and their kin), a batch at a time, whatever the encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

import pandas as pd

from webapp.model.problems import InputError, Problem
from webapp.store.build import TEXT
from webapp.store.csvfile import MAX_CELL, csv_reason, unclosed, wrong_length
from webapp.store.formats.base import Head
from webapp.store.reading.base import Batch, Limits, unique_names

SEPARATORS = (",", "\t", ";", "|")
SAMPLE = 64 * 1024
SAMPLE_ROWS = 50
ROWS = 50_000
"""Rows of a batch."""
BATCH_TEXT = 64 * 2**20
"""Characters of a batch, for tables with long cells."""
MOST_NAMED = 200
"""Rows of a wrong length that are named one by one; after that only counted."""

MAX_LINE = 4 * MAX_CELL
"""Characters of a line. A longer one would be held in memory as a whole."""
PACKED = (
    (b"\x1f\x8b", "a gzip file"),
    (b"PK\x03\x04", "a zip file or a spreadsheet"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"BZh", "a bzip2 file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"Rar!", "a RAR archive"),
)
"""First bytes of what is not unpacked, or not when it is packed twice."""
_SEPARATOR_HINT = re.compile("sep=(.)\r?\n", re.IGNORECASE)
"""A first line by which Excel is told the separator."""

_BAD = re.compile("[\udc80-\udcff]")

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True)
class Source:
    """Where the bytes of a text come from: how to open it, and how far a stream of it is."""

    file: str
    open: Callable[[], io.BufferedReader]
    consumed: Callable[[BinaryIO], int]


@dataclass
class _Lines:
    """Decoded lines. Notes which were not UTF-8, where NUL stood, and that the end was reached."""

    file: str
    stream: BinaryIO
    encoding: str
    number: int = 0
    ended: bool = False
    foreign: list[int] = field(default_factory=list)
    foreign_count: int = 0
    nul: int = 0
    broken: str = ""

    def __iter__(self) -> Iterator[str]:
        text = io.TextIOWrapper(self.stream, self.encoding, "surrogateescape", newline="")
        try:
            # Never a whole line at once: a file without line ends could fill the memory.
            for line in iter(lambda: text.readline(MAX_LINE), ""):
                self.number += 1
                if len(line) >= MAX_LINE:
                    raise InputError(
                        f"{self.file} has more than {MAX_LINE // 2**20} million characters in line "
                        f"{self.number:,}. Is it a table, with a line for each row?"
                    )
                if self.number == 1 and _SEPARATOR_HINT.fullmatch(line):
                    continue
                yield line if line.isascii() and "\0" not in line else self._mended(line)
        except (EOFError, OSError, UnicodeDecodeError, ValueError) as error:
            # A truncated archive or a UTF-16 file with half a character: what came is kept.
            self.broken = str(error) or type(error).__name__
        # The stream outlives its wrapper: it tells how far it has been read.
        text.detach()
        self.ended = True

    def _mended(self, line: str) -> str:
        """A line that is not UTF-8 is read as Windows-1252; the others stay as they are."""
        if "\0" in line and not self.nul:
            self.nul = self.number
        if not _BAD.search(line):
            return line
        self.foreign_count += 1
        if not self.foreign:
            self.foreign.append(self.number)
        return line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")

    def notes(self) -> Iterator[Problem]:
        """What there is to say of the lines as a whole."""
        if self.foreign:
            many = f"; {self.foreign_count:,} lines" if self.foreign_count > 1 else ""
            advice = (
                f"this line is not UTF-8 and was read as Windows-1252 (Latin-1){many}; accents "
                "may be wrong. Save the file as UTF-8."
            )
            yield Problem(self.file, self.foreign[0], "", "", advice, "warning")
        if self.nul:
            advice = "the file has NUL characters, shown as \ufffd; it may be damaged"
            yield Problem(self.file, self.nul, "", "byte 0x00", advice, "warning")
        if self.broken:
            advice = f"the file ends before its end ({self.broken}); the rows up to here are shown"
            yield Problem(self.file, max(self.number, 1), "", "", advice, "warning")


def head_of(source: Source) -> Head:
    """The head of a text table. Raises InputError for what is no table."""
    with source.open() as stream:
        data = _first_bytes(stream)
    _refuse_packed(source.file, data)
    encoding = _encoding(source.file, data)
    text = data.decode(encoding, "surrogateescape" if encoding == "utf-8-sig" else "replace")
    _refuse_other_kinds(source.file, text)
    whole = len(data) < SAMPLE
    hint = _SEPARATOR_HINT.match(text)
    text = text[hint.end() :] if hint else text
    separator = hint[1] if hint else sniff(text, whole)
    rows = _sample(text, separator, whole)
    if not rows:
        raise InputError(f"{source.file} has no header row. Its first line must name the columns.")
    first = tuple(cell.strip() for cell in rows[0])
    return Head(first, tuple(tuple(row) for row in rows), "csv", separator)


def _first_bytes(stream: io.BufferedReader) -> bytes:
    data = b""
    try:
        while len(data) < SAMPLE:
            # A little at a time: what came before the end of a truncated archive is kept.
            part = stream.read1(min(4096, SAMPLE - len(data)))
            if not part:
                break
            data += part
    except (EOFError, OSError):
        # A truncated archive: its beginning is still worth looking at.
        pass
    return data


def _encoding(file: str, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data[:400].count(b"\0") * 3 > len(data[:400]):
        raise InputError(f"{file} looks like UTF-16 without a byte order mark. Save it as UTF-8.")
    return "utf-8-sig"


def _refuse_packed(file: str, data: bytes) -> None:
    """Raise InputError for the first bytes of a packed file or an archive."""
    packed = next((kind for start, kind in PACKED if data.startswith(start)), "")
    packed = "a tar archive" if data[257:262] == b"ustar" else packed
    if packed:
        raise InputError(f"{file} is or holds {packed}. Unpack it first.")


def _refuse_other_kinds(file: str, text: str) -> None:
    """Raise InputError for text that is something else than a table."""
    start = text.lstrip()[:200].lower()
    kinds = (
        (("<!doctype", "<html", "<?xml", "<svg"), "a web page or XML"),
        (('{"', "{\n", "{\r", "[{", "[\n", '{ "'), "JSON"),
        (("%pdf",), "a PDF"),
    )
    for starts, kind in kinds:
        if start.startswith(starts):
            raise InputError(f"{file} is {kind}, not a table. Export it as CSV.")
    controls = sum(c < " " and c not in "\t\r\n\x0c\0" for c in text[:4096])
    if controls > len(text[:4096]) * 0.3:
        raise InputError(f"{file} is no table in text; it holds binary data of an unknown kind.")


def sniff(text: str, whole: bool = True) -> str:
    """The separator under which the rows are most alike in length, the longer rows first."""

    def merit(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in _sample(text, separator, whole)]
        if not widths:
            return (0.0, 0)
        width, count = Counter(widths).most_common(1)[0]
        # The header decides where the rows are broken: it has no text that could be split.
        share = count / len(widths) if width > 1 else 0.0
        return (share if share >= 0.5 else share / 2, min(widths[0], width) if width > 1 else 0)

    best = max(SEPARATORS, key=lambda s: (round(merit(s)[0], 1), merit(s)[1]))
    return best if merit(best)[1] > 1 else ","


def _sample(text: str, separator: str, whole: bool) -> list[list[str]]:
    """The first rows, with quotation marks that hold cells together or, where more rows are as
    long as the first one then, without."""
    rows = _parsed(text, separator, whole, csv.QUOTE_MINIMAL)
    if separator != "\t" or '"' not in text:
        return rows
    plain = _parsed(text, separator, whole, csv.QUOTE_NONE)
    return plain if _alike(plain) > _alike(rows) else rows


def _alike(rows: list[list[str]]) -> int:
    """How many rows are as long as the first."""
    return sum(len(row) == len(rows[0]) for row in rows)


def _parsed(text: str, separator: str, whole: bool, quoting: Literal[0, 3]) -> list[list[str]]:
    """The first rows. The last one of a text that goes on may be cut and is left out."""
    rows = []
    lines = io.StringIO(text, newline="")
    try:
        for row in csv.reader(lines, delimiter=separator, quoting=quoting):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows if whole or len(rows) < 2 else rows[:-1][:SAMPLE_ROWS]


def read_text(
    source: Source,
    head: Head,
    limits: Limits,
    names: tuple[str, ...] | None = None,
    header: tuple[str, ...] | None = None,
    quoted: bool = True,
) -> Iterator[Batch]:
    """The rows of a text table in batches. Rows of a wrong length become problems."""
    with source.open() as stream:
        start = _first_bytes(stream)[:4]
    utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf16 else "utf-8-sig"
    # A table of such a format that was saved again by a program may have all its cells quoted.
    again = start.removeprefix(codecs.BOM_UTF8).startswith(b'"')
    plain = not quoted and head.separator == "\t" and not again
    quoting: Literal[0, 3] = csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
    with source.open() as stream:
        lines = _Lines(source.file, stream, encoding)
        reader = csv.reader(iter(lines), delimiter=head.separator, quoting=quoting)
        yield from _Rows(source, limits, lines, reader, stream, names, header).batches()


@dataclass
class _Rows:
    """One pass through the rows."""

    source: Source
    limits: Limits
    lines: _Lines
    reader: Iterator[list[str]]
    stream: BinaryIO
    given: tuple[str, ...] | None
    header: tuple[str, ...] | None
    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0

    def batches(self) -> Iterator[Batch]:
        names = self._names()
        columns: list[list[str]] = [[] for _ in names]
        starts: list[int] = []
        text = 0
        for start, row in self._rows(len(names)):
            starts.append(start)
            for column, cell in zip(columns, row, strict=True):
                column.append(cell)
                text += len(cell)
            if len(starts) >= ROWS or text >= BATCH_TEXT:
                yield self._batch(names, columns, starts)
                columns, starts, text = [[] for _ in names], [], 0
        if self.wrong > MOST_NAMED:
            message = f"{self.wrong - MOST_NAMED:,} more rows have a wrong number of cells"
            self.problems.append(Problem(self.source.file, 0, "", "", message))
        self.problems.extend(self.lines.notes())
        yield self._batch(names, columns, starts)

    def _batch(self, names: list[str], columns: list[list[str]], starts: list[int]) -> Batch:
        cells = {name: _clean(column) for name, column in zip(names, columns, strict=True)}
        table = pd.DataFrame(cells, index=pd.Index(starts, dtype="int64"), dtype=TEXT)
        found, self.problems = self.problems, []
        return Batch(table, self.source.consumed(self.stream), found)

    def _names(self) -> list[str]:
        """The columns: given, or those of the header row."""
        if self.given is not None:
            return list(self.given)
        try:
            row = next((row for row in self.reader if any(cell.strip() for cell in row)), [])
        except csv.Error as error:
            reason = csv_reason(error)
            raise InputError(f"{self.source.file} has no readable header row: {reason}.") from None
        if self.lines.ended and any(row) and self._open_quote(row):
            raise InputError(
                f"{self.source.file} opens a quotation mark in its header and never closes it."
            )
        if not any(cell.strip() for cell in row):
            raise InputError(
                f"{self.source.file} has no header row. Its first line must name the columns."
            )
        if self.header is not None:
            return list(self.header)
        names, problems = unique_names(self.source.file, row, self.limits)
        self.problems += problems
        return names

    def _open_quote(self, row: list[str]) -> bool:
        return any("\n" in cell for cell in row)

    def _rows(self, width: int) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each row that has as many cells as the header."""
        line = self.lines.number + 1
        while True:
            try:
                row = next(self.reader, None)
            except csv.Error as error:
                message = f"the file cannot be read from this line on: {csv_reason(error)}"
                self.problems.append(Problem(self.source.file, line, "", "", message))
                return
            if row is None:
                return
            start, line = line, self.lines.number + 1
            if self.lines.ended and not self.lines.broken:
                self.problems.append(unclosed(self.source.file, start, self.lines.number, row))
            elif not any(cell.strip() for cell in row):
                continue
            elif len(row) > width and not any(cell.strip() for cell in row[width:]):
                yield start, row[:width]
            elif len(row) != width:
                self._wrong(start, row, width)
            else:
                yield start, row

    def _wrong(self, start: int, row: list[str], width: int) -> None:
        self.wrong += 1
        if self.wrong <= MOST_NAMED:
            self.problems.append(wrong_length(self.source.file, start, row, width))


def _clean(cells: list[str]) -> list[str]:
    """Cells that Arrow can hold: half a surrogate pair, which UTF-16 may have, is replaced."""
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return [cell.encode("utf-8", "replace").decode() for cell in cells]
    return cells
