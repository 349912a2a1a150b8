"""A look into spreadsheets before they are read as a whole: how large they become, what they lack.

The library that reads them sets aside memory for every cell of the rectangle from the first to the
last one, filled or not; where there is not enough of it, the whole program ends.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from webapp.model.problems import InputError
from webapp.store.reading.base import MB, Limits

MOST_CELLS = 40_000_000
"""Cells of a sheet: about 1.3 GB of memory."""
OVERLAP = 64 * 1024
"""Bytes of a part that are looked at again with the next one, for what the cut divides."""

_REF = re.compile(rb"""<c\b[^>]*?\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_NO_RESULT = re.compile(
    rb"""<c\b[^>]*?\sr\s*=\s*["']([A-Z]{1,3}\d{1,7})["'][^>]*><f\b(?:[^>]*/>|[^>]*>[^<]*</f>)"""
    rb"""(?:<v\s*/>|<v></v>)?</c>"""
)
_ROW_OR_CELL = re.compile(rb"<table:(table-row|table-cell)\b([^>]*)>")
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,9})")


@dataclass
class Scan:
    """What was found: the largest sheet's size in cells, and formulas without a stored result."""

    cells: int = 0
    first_formula: str = ""
    formulas: int = 0


def scan_sheets(file: str, data: BinaryIO, limits: Limits) -> Scan:
    """Look through a zipped spreadsheet. Raises InputError for one that would grow too large.

    What it says of its own size may be a lie, so it is unpacked once, without being kept.
    """
    found = Scan()
    try:
        with zipfile.ZipFile(data) as archive:
            total = 0
            for info in archive.infolist():
                look = _look(file, info.filename)
                for part in _parts(archive, info):
                    total += len(part)
                    _check_size(file, total, limits)
                    if look:
                        look.take(part, found)
                        _check_cells(file, found)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{file} is a damaged or locked spreadsheet ({error}).") from error
    return found


def _parts(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as stream:
        while part := stream.read(MB):
            yield part


def _check_size(file: str, total: int, limits: Limits) -> None:
    if total > limits.whole_bytes * 4:
        raise InputError(
            f"{file} was not read: it expands to more than {total / MB:,.0f} MB. Save it as CSV."
        )


def _check_cells(file: str, found: Scan) -> None:
    if found.cells > MOST_CELLS:
        raise InputError(
            f"{file} was not read: one of its sheets reaches over {found.cells:,} cells; up to "
            f"{MOST_CELLS:,} are read. Delete what stands far outside of the table, or save it as "
            "CSV."
        )


def _look(file: str, name: str) -> _ExcelSheet | _OpenSheet | None:
    """What looks at a part of the archive."""
    if re.fullmatch(r"xl/.*sheet\d*\.bin", name, re.IGNORECASE):
        raise InputError(f"{file} is a binary Excel file (.xlsb). Save it as .xlsx or CSV.")
    if name.casefold().startswith("xl/") and name.casefold().endswith(".xml"):
        return _ExcelSheet()
    return _OpenSheet() if name == "content.xml" else None


class _ExcelSheet:
    """One sheet of Office Open XML."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._rest = b""
        self._seen = b""

    def take(self, part: bytes, found: Scan) -> None:
        """Look at the next bytes."""
        data = self._rest + part
        cut = data.rfind(b"</c>") + 4 if b"</c>" in data else max(0, len(data) - OVERLAP)
        whole, self._rest = data[:cut], data[cut:][-OVERLAP:]
        for letters, digits in set(_REF.findall(data)):
            self.row = max(self.row, int(digits))
            self.column = max(self.column, _number(letters))
        found.cells = max(found.cells, self.row * self.column)
        for match in _NO_RESULT.finditer(whole):
            found.first_formula = found.first_formula or match[1].decode()
            found.formulas += 1


class _OpenSheet:
    """The sheets of OpenDocument: rows and cells may be repeated without end."""

    def __init__(self) -> None:
        self._rows = 1
        self._rest = b""

    def take(self, part: bytes, found: Scan) -> None:
        """Look at the next bytes. Empty cells are cheap, however often they are repeated."""
        data = self._rest + part
        cut = data.rfind(b">") + 1
        whole, self._rest = data[:cut], data[cut:][-OVERLAP:]
        for match in _ROW_OR_CELL.finditer(whole):
            repeated = _REPEATED.search(match[2])
            times = int(repeated[1]) if repeated else 1
            if match[1] == b"table-row":
                self._rows = times
            elif b"value" in match[2] or b"formula" in match[2]:
                found.cells += self._rows * times


def _number(letters: bytes) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
