"""Parquet files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from webapp.model.problems import InputError
from webapp.store.build import TEXT
from webapp.store.formats.base import Head
from webapp.store.reading.base import Batch, Limits, OpenTable, unique_names

ROWS = 50_000
SAMPLE_ROWS = 50
DAMAGE = (OSError, ValueError, pa.ArrowException)


def open_parquet(file: str, path: Path, limits: Limits) -> OpenTable:
    """A Parquet file. Raises InputError when it is damaged."""
    try:
        parquet = pq.ParquetFile(path)
        names = [str(name) for name in parquet.schema_arrow.names]
        first = next(parquet.iter_batches(batch_size=SAMPLE_ROWS), None)
    except DAMAGE as error:
        raise InputError(f"{file} is a damaged or incomplete Parquet file ({error}).") from error
    sample = [names]
    if first is not None:
        columns = [_texts(column).to_list() for column in first.columns]
        sample += [list(row) for row in zip(*columns, strict=True)]
    head = Head(tuple(name.strip() for name in names), tuple(map(tuple, sample)), "parquet", ",")
    size = path.stat().st_size

    def read(given: tuple[str, ...] | None, header: tuple[str, ...] | None) -> Iterator[Batch]:
        found, problems = unique_names(file, names, limits)
        used = list(given or header or found)
        total = max(parquet.metadata.num_rows, 1)
        row = 0
        try:
            for batch in parquet.iter_batches(batch_size=ROWS):
                # The line that the row would have in a file with a header.
                index = pd.RangeIndex(row + 2, row + 2 + batch.num_rows)
                columns = zip(used, batch.columns, strict=True)
                cells = {name: _texts(column).to_numpy() for name, column in columns}
                row += batch.num_rows
                frame = pd.DataFrame(cells, index=index, dtype=TEXT)
                yield Batch(frame, size * row // total, problems)
                problems = []
        except DAMAGE as error:
            raise InputError(f"{file} is damaged after row {row:,} ({error}).") from error

    return OpenTable(file, size, head, read)


def _texts(column: pa.Array) -> pd.Series:
    """A column as text: dates as ISO, whole numbers without a point, nothing for nothing."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        texts = column.cast(pa.large_string()).fill_null("")
        return pd.Series(texts.to_pandas(), dtype=TEXT)
    if pa.types.is_integer(column.type):
        return pd.Series(column.cast(pa.large_string()).fill_null("").to_pandas(), dtype=TEXT)
    return pd.Series([_text(value) for value in column.to_pylist()], dtype=TEXT)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
