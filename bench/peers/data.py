"""The events of a table in the forms that the peers take."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from webapp.model.dates import parse_date
from webapp.model.days import iso

Row = Mapping[str, str]
Timed = tuple[Row, str, str]


def rows_of(path: Path) -> list[Row]:
    """Rows of a table of the codebook, every cell text."""
    head = pyarrow.csv.read_csv(path).column_names
    types = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(head, pa.string()))
    rows: list[Row] = pyarrow.csv.read_csv(path, convert_options=types).to_pylist()
    return rows


def timed(rows: list[Row]) -> Iterator[Timed]:
    """Each row with its first and last day, as ISO 8601. An open end is the other one."""
    for row in rows:
        date = parse_date(row["date"])
        first = date.earliest if date.earliest is not None else date.latest
        last = date.latest if date.latest is not None else date.earliest
        if first is not None and last is not None:
            yield row, iso(first), iso(last)


def for_vis(rows: list[Row]) -> list[dict[str, Any]]:
    """Items of vis-timeline."""
    return [_item(number, *event) for number, event in enumerate(timed(rows))]


def _item(number: int, row: Row, first: str, last: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": number, "content": row["title"], "start": first}
    return item if first == last else item | {"end": last, "type": "range"}


def for_timelinejs(rows: list[Row]) -> dict[str, Any]:
    """The JSON of TimelineJS."""
    return {"events": [_slide(*event) for event in timed(rows)]}


def _slide(row: Row, first: str, last: str) -> dict[str, Any]:
    slide: dict[str, Any] = {
        "unique_id": row["event_id"],
        "start_date": _parts(first),
        "text": {"headline": row["title"], "text": row["quote"]},
    }
    return slide if first == last else slide | {"end_date": _parts(last)}


def _parts(day: str) -> dict[str, str]:
    return dict(zip(("year", "month", "day"), day.split("-"), strict=True))


def write(table: Path, folder: Path) -> None:
    """Write `vis.json` and `timelinejs.json` of a table into a folder."""
    rows = rows_of(table)
    for name, make in (("vis", for_vis), ("timelinejs", for_timelinejs)):
        (folder / f"{name}.json").write_text(json.dumps(make(rows)), encoding="utf-8")
