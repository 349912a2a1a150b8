"""A view as CSV: the table's own columns, so that it loads again, made safe for spreadsheets.

Every cell stands in quotation marks, so that a program which also splits at semicolons or tabs does
not make a formula of the second party of a cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

import pandas as pd

from webapp.export.about import about
from webapp.export.rows import file_columns, is_missing, source_columns, source_ids
from webapp.model.columns import EXPORT_NOTE
from webapp.query.view import View
from webapp.store import numbers
from webapp.store.formulas import escape_formula


def events_csv(view: View, today: date) -> bytes:
    """The events in view with the columns of their file, and a note in the first row."""
    events = view.dataset.frame(view.rows)
    return _table(events, file_columns(events), about(view, today).line)


def sources_csv(view: View, today: date) -> bytes:
    """The described sources of the events in view, and a note in the first row."""
    sources = view.dataset.sources
    used = sources[sources.index.isin(source_ids(view))]
    return _table(used, source_columns(sources), about(view, today).line)


def _table(table: pd.DataFrame, names: list[str], note: str) -> bytes:
    """UTF-8 without a byte order mark, lines that end in CRLF."""
    columns = [_cells(table[name], name) for name in names]
    notes = [escape_formula(note), *[""] * (len(table) - 1)][: len(table)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*map(escape_formula, names), EXPORT_NOTE])
    writer.writerows(zip(*columns, notes, strict=True))
    return buffer.getvalue().encode("utf-8", "replace")


def _cells(column: pd.Series, name: str) -> list[str]:
    values: Iterable[object] = column.tolist()
    if name in numbers.NAMES:
        return [_number(value) for value in values]
    return ["" if is_missing(value) else escape_formula(str(value)) for value in values]


def _number(value: object) -> str:
    """The shortest digits that read back as the same number. A minus sign is no formula here."""
    return "" if is_missing(value) else str(value).removesuffix(".0")
