"""Parquet files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from webapp.model.problems import InputError
from webapp.store.build import TEXT
from webapp.store.formats.base import Head
from webapp.store.reading.base import MB, Batch, Limits, OpenTable, unique_names

ROWS = 50_000
SAMPLE_ROWS = 50
BATCH_TEXT = 64 * MB
"""Characters of a batch, as the first rows have them."""
DAMAGE = (OSError, ValueError, OverflowError, MemoryError, pa.ArrowException)


def open_parquet(file: str, path: Path, limits: Limits) -> OpenTable:
    """A Parquet file. Raises InputError when it is damaged or would grow too large."""
    try:
        parquet = pq.ParquetFile(path)
        names = [str(name) for name in parquet.schema_arrow.names]
        _check(file, parquet, limits)
        first = next(parquet.iter_batches(batch_size=SAMPLE_ROWS), None)
        columns = [_texts(column).to_list() for column in first.columns] if first else []
    except DAMAGE as error:
        raise InputError(f"{file} is a damaged or incomplete Parquet file ({error}).") from error
    sample = [names, *(list(row) for row in zip(*columns, strict=True))]
    head = Head(tuple(name.strip() for name in names), tuple(map(tuple, sample)), "parquet", ",")
    rows = _batch_rows(sample[1:])
    table = _Parquet(file, path.stat().st_size, parquet, names, rows, limits)
    return OpenTable(file, table.size, head, table.batches)


def _check(file: str, parquet: pq.ParquetFile, limits: Limits) -> None:
    """Refuse what has no columns, too many, or would grow beyond the limit."""
    found = parquet.metadata
    if not parquet.schema_arrow.names:
        raise InputError(f"{file} has no columns.")
    unique_names(file, list(parquet.schema_arrow.names), limits)
    expanded = sum(found.row_group(at).total_byte_size for at in range(found.num_row_groups))
    if expanded > limits.expanded_bytes:
        raise InputError(
            f"{file} expands to {expanded / MB:,.0f} MB; up to {limits.expanded_bytes / MB:,.0f} "
            "MB are read. Split it, for example by year."
        )


def _batch_rows(rows: list[list[str]]) -> int:
    """Rows of a batch: fewer where they are long, as of a text that is stored once and repeated."""
    text = sum(len(cell) for row in rows for cell in row)
    return max(1, min(ROWS, BATCH_TEXT * len(rows) // max(text, 1))) if rows else ROWS


@dataclass(frozen=True)
class _Parquet:
    """A file that is open."""

    file: str
    size: int
    parquet: pq.ParquetFile
    names: list[str]
    rows: int
    limits: Limits

    def batches(
        self, given: tuple[str, ...] | None, header: tuple[str, ...] | None
    ) -> Iterator[Batch]:
        """The rows; where there are none, one batch without any."""
        found, problems = unique_names(self.file, self.names, self.limits)
        used = list(given or header or found)
        total = max(self.parquet.metadata.num_rows, 1)
        row = 0
        try:
            for batch in self.parquet.iter_batches(batch_size=self.rows):
                # The line that the row would have in a file with a header.
                index = pd.RangeIndex(row + 2, row + 2 + batch.num_rows)
                columns = zip(used, batch.columns, strict=True)
                cells = {name: _texts(column).to_numpy() for name, column in columns}
                row += batch.num_rows
                frame = pd.DataFrame(cells, index=index, dtype=TEXT)
                yield Batch(frame, self.size * row // total, problems)
                problems = []
        except DAMAGE as error:
            raise InputError(
                f"{self.file} cannot be read after row {row:,} ({error}). Is it damaged?"
            ) from error
        if not row:
            yield Batch(pd.DataFrame(columns=used, dtype=TEXT), self.size, problems)


def _texts(column: pa.Array) -> pd.Series:
    """A column as text: dates as ISO, whole numbers without a point, nothing for nothing."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        texts = column.cast(pa.large_string()).fill_null("")
        return pd.Series(texts.to_pandas(), dtype=TEXT)
    if pa.types.is_integer(column.type):
        return pd.Series(column.cast(pa.large_string()).fill_null("").to_pandas(), dtype=TEXT)
    if pa.types.is_floating(column.type) and column.type != pa.float64():
        # What 0.1 was before it was stored with fewer digits.
        column = pa.array(
            [None if v is None else float(v) for v in column.cast("string").to_pylist()]
        )
    return pd.Series([_text(value) for value in _values(column)], dtype=TEXT)


def _values(column: pa.Array) -> list[object]:
    """The cells. Days beyond the years 1 to 9999, and zones that are not known here, as numbers."""
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError, KeyError, pa.ArrowException):
        plain = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
        return list(column.cast(plain).to_pylist())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if _is_whole(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _is_whole(value: float) -> bool:
    """Whether a number is whole, and small enough for all its digits to be true."""
    return value.is_integer() and abs(value) < 2**53
