"""Views of a table in parts: every answer is a sum over the parts, or a slice of one of them.

The sums are made of what webapp.query.partwork finds in each part.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model.dates import EventDate, parse_date
from webapp.model.problems import InputError
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE
from webapp.query.args import Filters
from webapp.query.partwork import (
    Summary,
    count_lanes,
    count_spans,
    count_values,
    find_event,
    place_of,
    summarise,
    take_events,
    take_rows,
)
from webapp.query.select import Counts, Rows
from webapp.store.dataset import most_frequent_first
from webapp.store.parts import Manifest, Part
from webapp.store.second import Others
from webapp.store.spans import OPEN_END, OPEN_START, Days, Spans

T = TypeVar("T")
MOST_ROWS = 1_000_000
"""Rows that one answer brings together; above this an export asks for narrower filters."""
REMEMBERED = 20_000
"""Single events that are kept after they have been fetched."""


class Runner(Protocol):
    """Runs a function once for each part and gives the answers in order."""

    def each(self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> list[T]:
        """`function(*call)` for every call."""


class HereRunner:
    """Runs in this process, one part after the other."""

    def each(self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> list[T]:
        """`function(*call)` for every call."""
        return [function(*call) for call in calls]


class PartedDataset:
    """A table in parts, with what the views need of a dataset."""

    def __init__(self, manifest: Manifest, runner: Runner) -> None:
        self.manifest, self.runner = manifest, runner
        self.name, self.title, self.version = manifest.name, manifest.title, manifest.version
        self.terms, self.format = manifest.terms, manifest.format
        self.problems, self.left_out = manifest.problems, manifest.left_out
        self.span, self.columns = manifest.span, list(manifest.columns)
        self.sources = manifest.sources()
        self.memo: dict[str, Any] = {}
        self._totals = manifest.totals()
        self._lock = threading.Lock()
        self._events: OrderedDict[int, dict[str, Any]] = OrderedDict()
        rows = [part.rows for part in manifest.parts]
        self.starts = np.concatenate([[0], np.cumsum(rows, dtype=np.int64)])

    @property
    def others(self) -> Others:
        """Tables in parts know one report of each event."""
        return {}

    @property
    def also_rows(self) -> dict[str, npt.NDArray[np.intp]]:
        """No source has events in the second place."""
        return {}

    def __len__(self) -> int:
        return self.manifest.rows

    def select(self, filters: Filters) -> PartedSelection:
        """What passes the filters."""
        return PartedSelection(self, filters)

    @property
    def party_names(self) -> tuple[str, ...]:
        """Every party, the most frequent first."""
        return most_frequent_first(self._totals.get("party", {}))

    @property
    def source_names(self) -> tuple[str, ...]:
        """Every source_id, the most frequent first."""
        return most_frequent_first(self._totals.get("source_id", {}))

    def values(self, column: str) -> list[str]:
        """The values of a coded column."""
        return list(self._totals.get(column, {}))

    def totals(self, column: str) -> dict[str, int]:
        """How many events of the whole table have each value of a coded column."""
        return self._totals.get(column, {})

    @property
    def reports(self) -> bool | None:
        """Whether reports are counted: not None when they are."""
        return True if self.manifest.counts_reports else None

    @cached_property
    def bounds(self) -> tuple[int, int] | None:
        """First and last known day."""
        known = np.concatenate([self.spans.first, self.spans.last])
        known = known[(known > OPEN_START) & (known < OPEN_END)]
        return (int(known.min()), int(known.max())) if len(known) else None

    @cached_property
    def _whole(self) -> tuple[Spans, Counts]:
        places = [(self.manifest.place(part),) for part in self.manifest.parts]
        return merge_spans(self.runner.each(count_spans, places))

    @property
    def spans(self) -> Spans:
        """The different spans of the whole table."""
        return self._whole[0]

    @property
    def span_totals(self) -> Counts:
        """How many events of the whole table have each span."""
        return self._whole[1]

    def find(self, event_id: str) -> int | None:
        """Row number of an event, None where there is none of this name."""
        places = [(self.manifest.place(part), event_id) for part in self.manifest.parts]
        for number, row in enumerate(self.runner.each(find_event, places)):
            if row is not None:
                return int(self.starts[number]) + row
        return None

    def part_of(self, row: int) -> int:
        """The number of the part that has a row."""
        return int(np.searchsorted(self.starts, row, side="right")) - 1

    def frame(self, rows: npt.NDArray[np.intp]) -> pd.DataFrame:
        """The given rows of the table of events."""
        wanted = np.asarray(rows, dtype=np.int64)
        owners = np.searchsorted(self.starts, wanted, side="right") - 1
        calls, places = [], []
        for number in np.unique(owners):
            at = np.flatnonzero(owners == number)
            local = (wanted[at] - self.starts[number]).tolist()
            calls.append((self.manifest.place(self.manifest.parts[number]), local))
            places.append(at)
        if not calls:
            return pd.DataFrame({name: pd.Series(dtype=object) for name in self.columns})
        frames = self.runner.each(take_events, calls)
        joined = pd.concat(frames, ignore_index=True)
        return joined.iloc[np.argsort(np.concatenate(places), kind="stable")]

    def records(self, rows: npt.NDArray[np.intp] | list[int]) -> list[dict[str, Any]]:
        """The given rows as plain mappings; those fetched of late are not fetched again."""
        numbers = [int(row) for row in rows]
        with self._lock:
            found = {row: self._events[row] for row in numbers if row in self._events}
        missing = [row for row in dict.fromkeys(numbers) if row not in found]
        if missing:
            fetched = self.frame(np.asarray(missing, dtype=np.intp)).to_dict("records")
            found |= {
                row: {str(name): value for name, value in record.items()}
                for row, record in zip(missing, fetched, strict=True)
            }
            with self._lock:
                self._events.update({row: found[row] for row in missing[-REMEMBERED:]})
                while len(self._events) > REMEMBERED:
                    self._events.popitem(last=False)
        return [found[row] for row in numbers]

    def record(self, row: int) -> dict[str, Any]:
        """One row as a plain mapping."""
        return self.records([row])[0]

    def date(self, row: int) -> EventDate:
        """The date of a row."""
        return parse_date(str(self.record(row)["date"]))


@dataclass(frozen=True)
class PartedSelection:
    """The rows of a table in parts that pass the filters."""

    dataset: PartedDataset
    filters: Filters
    _facets: dict[str, dict[str, int]] = field(default_factory=dict)

    @cached_property
    def _parts(self) -> list[tuple[int, Part]]:
        """The parts that may have events in the window of days."""
        first, last = self.filters.first_day, self.filters.last_day
        parts = enumerate(self.dataset.manifest.parts)
        return [(number, part) for number, part in parts if part.overlaps(first, last)]

    def _ask(self, function: Callable[..., T], *more: Any) -> list[T]:
        """A function once for each part that matters."""
        manifest = self.dataset.manifest
        calls = [(manifest.place(part), self.filters, *more) for _, part in self._parts]
        return self.dataset.runner.each(function, calls)

    @cached_property
    def _summaries(self) -> list[Summary]:
        return self._ask(summarise)

    @property
    def count(self) -> int:
        """How many events pass."""
        return sum(summary.count for summary in self._summaries)

    @property
    def reports(self) -> int | None:
        """How many reports these events rest on; None where the table does not count them."""
        if self.dataset.reports is None:
            return None
        return sum(s.count if s.reports is None else s.reports for s in self._summaries)

    @property
    def rows(self) -> Rows:
        """Row numbers of the events that pass, in time order."""
        if self.count > MOST_ROWS:
            raise InputError(
                f"{self.count:,} events are more than one answer can hold ({MOST_ROWS:,}). "
                "Narrow the filters, for example the dates."
            )
        return self.slice(0, self.count)

    @cached_property
    def _merged(self) -> tuple[Spans, Counts]:
        return merge_spans([(s.first, s.last, s.spans) for s in self._summaries])

    @property
    def spans(self) -> Spans:
        """The different spans of the events that pass."""
        return self._merged[0]

    @property
    def span_counts(self) -> Counts:
        """How many of the events have each span."""
        return self._merged[1]

    @property
    def possible(self) -> int:
        """How many of the events reach beyond the date window."""
        beyond = self.spans.beyond(self.filters.first_day, self.filters.last_day)
        return int(self.span_counts[beyond].sum())

    def is_possible(self, row: int) -> bool:
        """Whether an event reaches beyond the date window."""
        date = self.dataset.date(row)
        return not date.within(self.filters.first_day, self.filters.last_day)

    def facet(self, name: str) -> dict[str, int]:
        """Events by value of a facet under the other filters, for every value of the table."""
        if name not in self._facets:
            total: Counter[str] = Counter()
            for summary in self._summaries:
                total.update(summary.facets[name])
            self._facets[name] = {value: total[value] for value in self._known(name)}
        return self._facets[name]

    def _known(self, name: str) -> Iterable[str]:
        """The values of a facet in their order."""
        if name in ("type", "status"):
            return tuple(TYPE_BY_CODE if name == "type" else STATUS_BY_CODE)
        return self.dataset.party_names if name == "party" else self.dataset.source_names

    def by_value(self, column: str) -> dict[str, int]:
        """How many of the events have each value of a coded column."""
        total: Counter[str] = Counter()
        for counts in self._ask(count_values, column):
            total.update(counts)
        return dict(total)

    def by_lane(self, column: str, lanes: Mapping[str, int], lane_count: int) -> Counts:
        """Events by lane and span, shape (lanes, spans)."""
        found = np.zeros((lane_count, len(self.spans)), dtype=np.intp)
        # What has no lane of its own belongs to the last one and need not be sent.
        named = {value: lane for value, lane in lanes.items() if lane != lane_count - 1}
        index = {pair: at for at, pair in enumerate(_pairs(self.spans.first, self.spans.last))}
        for first, last, counts in self._ask(count_lanes, column, named, lane_count):
            at = [index[pair] for pair in _pairs(first, last)]
            found[:, at] += counts
        return found

    def slice(self, start: int, stop: int) -> Rows:
        """Row numbers of the events from the `start`th to before the `stop`th."""
        calls, offsets, before = [], [], 0
        for (number, part), summary in zip(self._parts, self._summaries, strict=True):
            low, high = max(start - before, 0), min(stop - before, summary.count)
            if low < high:
                calls.append((self.dataset.manifest.place(part), self.filters, low, high))
                offsets.append(int(self.dataset.starts[number]))
            before += summary.count
        taken = self.dataset.runner.each(take_rows, calls)
        shifted = [rows + offset for rows, offset in zip(taken, offsets, strict=True)]
        return np.concatenate(shifted) if shifted else np.zeros(0, dtype=np.intp)

    def position(self, row: int) -> tuple[int, bool]:
        """How many of the events come before a row, and whether the row is one of them."""
        owner, before = self.dataset.part_of(row), 0
        for (number, part), summary in zip(self._parts, self._summaries, strict=True):
            if number < owner:
                before += summary.count
            elif number == owner:
                call = (self.dataset.manifest.place(part), self.filters)
                local = row - int(self.dataset.starts[number])
                ((at, here),) = self.dataset.runner.each(place_of, [(*call, local)])
                return before + at, here
        return before, False


def _pairs(first: Days, last: Days) -> list[tuple[int, int]]:
    return list(zip(first.tolist(), last.tolist(), strict=True))


def merge_spans(parts: Sequence[tuple[Days, Days, Counts]]) -> tuple[Spans, Counts]:
    """The spans of all parts, each once and in order, and the sums of their counts."""
    none = np.zeros(0, dtype=np.int64)
    first = np.concatenate([none, *(part[0] for part in parts)])
    last = np.concatenate([none, *(part[1] for part in parts)])
    counts = np.concatenate([none, *(part[2] for part in parts)])
    order = np.lexsort((last, first))
    first, last, counts = first[order], last[order], counts[order]
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    numbers = np.cumsum(new) - 1
    spans = Spans(first[new], last[new], np.zeros(0, dtype=np.int32))
    totals = np.bincount(numbers, counts, minlength=int(new.sum())) if len(first) else counts
    return spans, totals.astype(np.intp)
