"""Columns of numbers: from text cells to numbers, each in the smallest type that holds it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from webapp.store.checks import is_whole

LIMITS = {"latitude": 90.0, "longitude": 180.0}
DEGREES = tuple(LIMITS)
WHOLE = ("fatalities", "fatalities_low", "fatalities_high", "reports", "quote_start", "quote_end")
NAMES = (*DEGREES, *WHOLE)


def parse(cells: pd.Series, name: str) -> pd.Series:
    """Numbers where the cell holds one (a cell that does not has been reported)."""
    if name in DEGREES:
        degrees = pd.to_numeric(cells.where(cells != ""), errors="coerce").astype("Float64")
        return degrees.where(degrees.abs() <= LIMITS[name])
    whole = {value: int(value) for value in cells.unique() if is_whole(value)}
    return cells.map(whole).astype("Int64")


def is_kept(cell: str, name: str) -> bool:
    """Whether `parse` keeps a cell; text of any other column stays as it is."""
    if name in WHOLE:
        return is_whole(cell)
    if name not in DEGREES:
        return True
    try:
        return abs(float(cell)) <= LIMITS[name]
    except ValueError:
        return False


def value(cell: str, name: str) -> str | int | float:
    """A filled cell that `parse` keeps: a number in a column of numbers, else its text."""
    if name in WHOLE:
        return int(cell)
    return float(cell) if name in DEGREES else cell


def narrow(numbers: pa.ChunkedArray, name: str) -> pd.Series:
    """The numbers of a column as pandas holds them: Float64, or the smallest Int that fits."""
    if name in DEGREES:
        return from_arrow(pd.Float64Dtype(), numbers.cast(pa.float64()))
    largest = pc.max(numbers).as_py() or 0
    for dtype, bits in ((pd.Int8Dtype(), 7), (pd.Int16Dtype(), 15), (pd.Int32Dtype(), 31)):
        if largest < 2**bits:
            return from_arrow(dtype, numbers.cast(pa.from_numpy_dtype(dtype.type)))
    return from_arrow(pd.Int64Dtype(), numbers.cast(pa.int64()))


def from_arrow(dtype: Any, values: pa.ChunkedArray) -> pd.Series:
    """A pandas column of Arrow values, by way of pandas' protocol for that (no copy of text)."""
    return pd.Series(dtype.__from_arrow__(values))
