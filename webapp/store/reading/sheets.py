"""Excel and OpenDocument spreadsheets, by way of calamine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pandas as pd
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from webapp.model.problems import InputError, Problem
from webapp.store.build import TEXT
from webapp.store.csvfile import wrong_length
from webapp.store.formats.base import Head
from webapp.store.reading.base import MB, Batch, Limits, OpenTable, unique_names
from webapp.store.reading.sheetscan import Scan, scan_sheets

ROWS = 50_000


def open_sheet(file: str, data: bytes, limits: Limits) -> OpenTable:
    """The first sheet with rows. Raises InputError when there is none that can be read."""
    if len(data) > limits.whole_bytes:
        raise InputError(
            f"{file} has {len(data) / MB:,.0f} MB; spreadsheets up to "
            f"{limits.whole_bytes / MB:,.0f} MB are read. Save it as CSV."
        )
    scan = scan_sheets(file, io.BytesIO(data), limits) if data[:2] == b"PK" else Scan()
    full = _full_sheets(file, data)
    if not full:
        raise InputError(f"{file} has no rows in any sheet.")
    sheet, others = full[0], [other.name for other in full[1:]]
    # With what is empty above and at the left: lines are numbered as in the spreadsheet.
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    table = _Sheet(file, sheet.name, others, _trimmed(rows), limits, scan)
    return OpenTable(file, len(data), table.head, table.batches)


def _full_sheets(file: str, data: bytes) -> list[CalamineSheet]:
    """The sheets with rows; those that have more than one, if there are any."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except PasswordError:
        raise InputError(f"{file} is locked with a password. Save it without one.") from None
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise InputError(f"{file} is no spreadsheet that can be read ({error}).") from error
    filled = [sheet for sheet in sheets if sheet.height]
    return [sheet for sheet in filled if sheet.height > 1] or filled


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the columns that are empty at their left."""
    empty = min((_leading(row) for row in rows if any(row)), default=0)
    return [row[empty:] for row in rows] if empty else rows


def _leading(row: list[str]) -> int:
    return next(at for at, cell in enumerate(row) if cell)


class _Sheet:
    """One sheet as text cells."""

    def __init__(
        self,
        file: str,
        name: str,
        others: list[str],
        rows: list[list[str]],
        limits: Limits,
        scan: Scan,
    ) -> None:
        self.file, self.name, self.others, self.limits = file, name, others, limits
        self.scan = scan
        self.rows = rows
        # Notes above the table are common; the header is the first row that is as wide as it.
        width = max(_filled(row) for row in rows[:50])
        self.first = next(i for i, row in enumerate(rows) if _filled(row) * 2 > width)
        sample = rows[self.first : self.first + 50]
        self.head = Head(
            tuple(cell.strip() for cell in sample[0]), tuple(map(tuple, sample)), "excel", ","
        )

    def batches(
        self, names: tuple[str, ...] | None, header: tuple[str, ...] | None
    ) -> Iterator[Batch]:
        """The rows below the header."""
        problems = list(self._notes())
        start = self.first if names is not None else self.first + 1
        given = names or header
        if given is None:
            found, more = unique_names(self.file, self.rows[self.first], self.limits)
            problems += more
            given = tuple(found)
        for at in range(start, max(len(self.rows), start + 1), ROWS):
            rows = [
                (number, row)
                for number, row in enumerate(self.rows[at : at + ROWS], at + 1)
                if any(cell.strip() for cell in row)
            ]
            good = [(number, row) for number, row in rows if len(row) == len(given)]
            wrong = [(number, row) for number, row in rows if len(row) != len(given)]
            problems += [wrong_length(self.file, n, row, len(given)) for n, row in wrong]
            cells = {name: [row[i] for _, row in good] for i, name in enumerate(given)}
            index = pd.Index([number for number, _ in good], dtype="int64")
            yield Batch(pd.DataFrame(cells, index=index, dtype=TEXT), 0, problems)
            problems = []

    def _notes(self) -> Iterator[Problem]:
        if self.others:
            listed = ", ".join(self.others[:5])
            message = f"only the sheet “{self.name}” was read; there are also: {listed}"
            yield Problem(self.file, 0, "", "", message, "warning")
        above = sum(any(cell.strip() for cell in row) for row in self.rows[: self.first])
        if above:
            message = f"the {above} row{'s' * (above > 1)} above the table were passed over"
            yield Problem(self.file, 1, "", "", message, "warning")
        if self.scan.formulas:
            more = f" and {self.scan.formulas - 1:,} more" if self.scan.formulas > 1 else ""
            message = (
                f"the cell {self.scan.first_formula}{more} holds a formula without its result and "
                "is shown as empty; open the file in a spreadsheet program and save it again"
            )
            yield Problem(self.file, 0, "", "", message, "warning")


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO, times of midnight left out."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).encode("utf-8", "replace").decode()
