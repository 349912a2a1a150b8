"""What the exports share: events and sources of a view as plain rows, text kept on its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE, NATIVE_NAMES, SOURCE_NAMES
from webapp.query.view import View
from webapp.store.dataset import Dataset

Row = Mapping[Any, Any]
"""One row of the table of events or of sources."""

COMPUTED = ("precision", "approximate", "quad_class", "file", "line")
"""Columns that loading adds to the table of events; no column of a file."""

_BREAKOUT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(value: object) -> str:
    """Text on one line that stays in its place.

    White space becomes single spaces; control characters and the marks that turn the direction of
    the text around them are left out; half a surrogate pair, which no file can hold, is replaced.
    """
    spaced = " ".join(str(value).split())
    return _SURROGATE.sub("\ufffd", _BREAKOUT.sub("", spaced))


def text_of(row: Row, name: str) -> str:
    """A cell on one line; empty when the row lacks the column or the value."""
    value = row.get(name)
    return "" if is_missing(value) else one_line(value)


def sentence(text: str) -> str:
    """Text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, pandas' NA or NaT, or not a number."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value is pd.NA or value is pd.NaT


def whole(value: object) -> int | None:
    """A count or an offset as a plain number, None where the cell holds none."""
    return None if is_missing(value) or value == "" else int(str(value))


def file_columns(events: pd.DataFrame) -> list[str]:
    """Columns of the codebook in its order, then those that only this table's file has."""
    known = (*EVENT_NAMES, *COMPUTED)
    return [*EVENT_NAMES, *(str(name) for name in events.columns if name not in known)]


def native_columns(names: Iterable[object]) -> list[str]:
    """The optional columns for tables from elsewhere that this table has."""
    return [name for name in NATIVE_NAMES if name in set(names)]


def extra_columns(names: Iterable[object]) -> list[str]:
    """Columns of the file that neither the codebook nor the native columns know, in its order."""
    known = (*EVENT_NAMES, *NATIVE_NAMES, *COMPUTED)
    return [str(name) for name in names if name not in known]


def source_columns(sources: pd.DataFrame) -> list[str]:
    """Columns of the sources in the codebook's order, then those that only this file has."""
    known = (*SOURCE_NAMES, EXPORT_NOTE)
    return [*SOURCE_NAMES, *(str(name) for name in sources.columns if name not in known)]


def events_of(view: View) -> list[tuple[int, dict[str, Any]]]:
    """Row number and row of each event in view, in time order."""
    records = view.dataset.records(view.rows)
    return [(int(row), record) for row, record in zip(view.rows, records, strict=True)]


def source_ids(view: View) -> list[str]:
    """Sources that the events in view name: those of the table in its order, then the unknown."""
    used = dict.fromkeys(view.selection.by_value("source_id"))
    known = [str(source_id) for source_id in view.dataset.sources.index if source_id in used]
    return list(dict.fromkeys([*known, *used]))


def source_row(dataset: Dataset, source_id: str) -> dict[str, str]:
    """The row of a source; of one that the table does not describe, its identifier alone."""
    if source_id not in dataset.sources.index:
        return {"source_id": source_id}
    row = dataset.sources.loc[source_id]
    return {str(name): str(value) for name, value in row.items() if not is_missing(value)}


def sources_of(view: View) -> list[dict[str, str]]:
    """The sources that the events in view rest on."""
    return [source_row(view.dataset, source_id) for source_id in source_ids(view)]
