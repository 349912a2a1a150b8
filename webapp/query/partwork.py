"""What runs where a part of a table is: in this process, or on a worker of a cluster.

Each function takes the place of a part first. They use the same Selection as a table in memory, so
that both must agree.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from webapp.query.args import FACETS, Filters
from webapp.query.select import Counts, Rows, Selection
from webapp.store.dataset import Dataset
from webapp.store.parts import open_part
from webapp.store.spans import Days

HELD_BYTES = 1024 * 2**20
"""Bytes of parts that one process keeps open."""


class _Held:
    """The parts that a process keeps open, the last used ones up to a number of bytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parts: OrderedDict[str, tuple[Dataset, int]] = OrderedDict()

    def get(self, place: str) -> Dataset:
        with self._lock:
            if place in self._parts:
                self._parts.move_to_end(place)
                return self._parts[place][0]
        part = open_part(place)
        size = int(part.events.memory_usage().sum())
        with self._lock:
            self._parts[place] = (part, size)
            while sum(s for _, s in self._parts.values()) > HELD_BYTES and len(self._parts) > 1:
                self._parts.popitem(last=False)
        return part


_held = _Held()


@dataclass(frozen=True)
class Summary:
    """What a part says of the events that pass the filters. Values without events are left out."""

    count: int
    reports: int | None
    facets: dict[str, dict[str, int]]
    first: Days
    last: Days
    spans: Counts


def summarise(place: str, filters: Filters) -> Summary:
    """Counts of a part."""
    chosen = Selection(_held.get(place), filters)
    here = np.flatnonzero(chosen.span_counts)
    return Summary(
        chosen.count,
        chosen.reports,
        {name: {v: n for v, n in chosen.facet(name).items() if n} for name in FACETS},
        chosen.spans.first[here],
        chosen.spans.last[here],
        chosen.span_counts[here],
    )


def count_values(place: str, filters: Filters, column: str) -> dict[str, int]:
    """Events of a part by value of a coded column."""
    return Selection(_held.get(place), filters).by_value(column)


def count_lanes(
    place: str, filters: Filters, column: str, lanes: dict[str, int], lane_count: int
) -> tuple[Days, Days, Counts]:
    """First days, last days and counts by lane of the spans of a part."""
    chosen = Selection(_held.get(place), filters)
    counts = chosen.by_lane(column, lanes, lane_count)
    here = np.flatnonzero(chosen.span_counts)
    return chosen.spans.first[here], chosen.spans.last[here], counts[:, here]


def take_rows(place: str, filters: Filters, start: int, stop: int) -> Rows:
    """Row numbers within a part of a slice of what passes."""
    return Selection(_held.get(place), filters).slice(start, stop)


def place_of(place: str, filters: Filters, row: int) -> tuple[int, bool]:
    """How many events of a part pass before a row, and whether that passes."""
    return Selection(_held.get(place), filters).position(row)


def take_events(place: str, rows: list[int]) -> pd.DataFrame:
    """Rows of a part."""
    frame = _held.get(place).frame(np.asarray(rows, dtype=np.intp))
    # Text instead of categories: these differ from part to part.
    return frame.astype(
        {n: object for n, c in frame.items() if isinstance(c.dtype, pd.CategoricalDtype)}
    )


def find_event(place: str, event_id: str) -> int | None:
    """The row of an event in a part."""
    return _held.get(place).find(event_id)


def count_spans(place: str) -> tuple[Days, Days, Counts]:
    """All spans of a part, and how many events have each."""
    part = _held.get(place)
    return part.spans.first, part.spans.last, part.span_totals
