"""Which events pass the filters, and how many have which value: the part that must be fast.

Everything here is sums over rows, so that a table in parts gives the sums of its parts.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from webapp.query.args import Filters
from webapp.store.dataset import Dataset
from webapp.store.spans import Spans

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
Counts = npt.NDArray[np.intp]

COLUMNS = {"type": "event_type", "status": "claim_status", "source": "source_id"}
"""The coded column of each facet but that of the parties, which has several values a row."""


@dataclass(frozen=True)
class Selection:
    """The rows of a dataset that pass the filters."""

    dataset: Dataset
    filters: Filters

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        """Rows that pass each filter that is set."""
        data, filters = self.dataset, self.filters
        masks = {}
        if filters.party:
            masks["party"] = data.parties.mask(filters.party)
        for name in filters.party:
            masks["party"][data.also_parties.get(name, [])] = True
        for name, column in COLUMNS.items():
            wanted: Sequence[str] = getattr(filters, name)
            if wanted:
                masks[name] = _among(data, column, wanted)
        for name in filters.source:
            masks["source"][data.also_rows.get(name, [])] = True
        for number, word in enumerate(filters.words):
            masks[f"q{number}"] = data.text_mask(word)
        if filters.first_day is not None or filters.last_day is not None:
            window = data.spans.window(filters.first_day, filters.last_day)
            masks["window"] = window[data.spans.codes]
        return masks

    def _passing(self, leave_out: str = "") -> Mask | None:
        """Rows that pass every filter but one; None when that is all rows."""
        masks = [mask for name, mask in self._masks.items() if name != leave_out]
        if not masks:
            return None
        passing = masks[0].copy()
        for mask in masks[1:]:
            passing &= mask
        return passing

    @cached_property
    def mask(self) -> Mask | None:
        """Rows that pass; None when all do."""
        return self._passing()

    @cached_property
    def count(self) -> int:
        """How many events pass."""
        return len(self.dataset) if self.mask is None else int(np.count_nonzero(self.mask))

    @cached_property
    def rows(self) -> Rows:
        """Row numbers of the events that pass, in time order."""
        return np.arange(len(self.dataset)) if self.mask is None else np.flatnonzero(self.mask)

    @cached_property
    def reports(self) -> int | None:
        """How many reports these events rest on; None where the table does not count them."""
        reports = self.dataset.reports
        if reports is None:
            return None
        return int(reports.sum() if self.mask is None else reports[self.mask].sum())

    def is_possible(self, row: int) -> bool:
        """Whether an event reaches beyond the date window."""
        return bool(self._beyond[self.dataset.spans.codes[row]])

    @property
    def possible(self) -> int:
        """How many of the events reach beyond the date window."""
        return int(self.span_counts[self._beyond].sum())

    @cached_property
    def _beyond(self) -> Mask:
        return self.dataset.spans.beyond(self.filters.first_day, self.filters.last_day)

    @cached_property
    def span_counts(self) -> Counts:
        """How many of the events have each span of the dataset."""
        return _counted(self.dataset.spans.codes, self.mask, len(self.dataset.spans))

    @property
    def spans(self) -> Spans:
        """The different spans that `span_counts` and `by_lane` count."""
        return self.dataset.spans

    def by_lane(self, column: str, lanes: Mapping[str, int], lane_count: int) -> Counts:
        """Events by lane and span, shape (lanes, spans).

        `lanes` has the lane of each value of a coded column; the others belong to the last one.
        """
        spans = self.dataset.spans
        lookup = lane_lookup(self.dataset.values(column), lanes, lane_count)
        slots = lookup[self.dataset.codes(column)] * np.int32(len(spans)) + spans.codes
        counted = _counted(slots, self.mask, lane_count * len(spans))
        if column == "source_id":
            counted = counted + self._lanes_also(lookup, lanes, lane_count)
        return counted.reshape(lane_count, len(spans))

    def _lanes_also(
        self, lookup: npt.NDArray[np.int32], lanes: Mapping[str, int], lane_count: int
    ) -> Counts:
        """What `by_lane` counts of sources that report an event in the second place: once in each
        lane, and not in the one in which it stands already."""
        data = self.dataset
        own = lookup[data.codes("source_id")]
        more = {
            (int(row), lanes.get(name, lane_count - 1))
            for name, rows in data.also_rows.items()
            for row in self._among_passing(rows)
        }
        slots = [
            lane * len(data.spans) + int(data.spans.codes[row])
            for row, lane in more
            if lane != own[row]
        ]
        return np.bincount(np.array(slots, dtype=np.intp), minlength=lane_count * len(data.spans))

    def _among_passing(self, rows: Rows) -> Rows:
        """Those of the rows that pass."""
        return rows if self.mask is None else rows[self.mask[rows]]

    def by_value(self, column: str) -> dict[str, int]:
        """How many of the events have each value of a coded column; values without events are
        left out. A source counts the events that it reports in the second place too."""
        values = self.dataset.values(column)
        counted = _counted(self.dataset.codes(column), self.mask, len(values))
        found = {values[code]: int(counted[code]) for code in np.flatnonzero(counted)}
        if column == "source_id":
            for name, rows in self.dataset.also_rows.items():
                if more := len(self._among_passing(rows)):
                    found[name] = found.get(name, 0) + more
        return found

    def slice(self, start: int, stop: int) -> Rows:
        """Row numbers of the events from the `start`th to before the `stop`th."""
        return self.rows[start:stop]

    def position(self, row: int) -> tuple[int, bool]:
        """How many of the events come before a row, and whether the row is one of them."""
        at = int(np.searchsorted(self.rows, row))
        return at, at < self.count and int(self.rows[at]) == row

    @cached_property
    def _facets(self) -> dict[str, dict[str, int]]:
        return {}

    def facet(self, name: str) -> dict[str, int]:
        """Events by value of a facet, under the other filters."""
        if name not in self._facets:
            others = self._passing(leave_out=name) if name in self._masks else self.mask
            self._facets[name] = self._facet(name, others)
        return self._facets[name]

    def _facet(self, name: str, others: Mask | None) -> dict[str, int]:
        data = self.dataset
        if name == "party":
            parties = data.parties
            combinations = _counted(parties.codes, others, parties.combinations)
            found = dict(zip(parties.names, parties.counts(combinations).tolist(), strict=True))
            return _with_second(found, data.party_names, data.also_parties, others)
        values = data.values(COLUMNS[name])
        counted = _counted(data.codes(COLUMNS[name]), others, len(values)).tolist()
        found = dict(zip(values, counted, strict=True))
        if name != "source":
            return found
        return _with_second(found, data.source_names, data.also_rows, others)


def select(dataset: Dataset, filters: Filters) -> Selection:
    """What passes the filters: here, or in the way that the dataset has of its own."""
    own = getattr(dataset, "select", None)
    selection: Selection = own(filters) if own else Selection(dataset, filters)
    return selection


class SelectionCache:
    """The last few selections. A page, its figure and its panels are all of the same one."""

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Filters], Selection] = OrderedDict()

    def get(self, dataset: Dataset, filters: Filters) -> Selection:
        """The selection of a dataset by filters, from before where there is one.

        Those of another version of the table are let go, or they would keep it in memory.
        """
        with self._lock:
            for key in [k for k, kept in self._kept.items() if kept.dataset is not dataset]:
                del self._kept[key]
            found = self._kept.pop((dataset.version, filters), None)
            found = found or select(dataset, filters)
            self._kept[dataset.version, filters] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def lane_lookup(
    values: Sequence[str], lanes: Mapping[str, int], lane_count: int
) -> npt.NDArray[np.int32]:
    """The lane of each value, the last one for those that have none of their own."""
    return np.array([lanes.get(value, lane_count - 1) for value in values], dtype=np.int32)


def _with_second(
    found: Mapping[str, int], names: Sequence[str], also: Mapping[str, Rows], others: Mask | None
) -> dict[str, int]:
    """Counts by value, with the events of which only another report has it."""
    counts = {name: found.get(name, 0) for name in names}
    for name, rows in also.items():
        counts[name] += len(rows) if others is None else int(np.count_nonzero(others[rows]))
    return counts


def _among(data: Dataset, column: str, wanted: Sequence[str]) -> Mask:
    """Rows whose cell is one of the wanted values."""
    hit = np.array([value in wanted for value in data.values(column)], dtype=bool)
    found: Mask = hit[data.codes(column)]
    return found


def _counted(codes: npt.NDArray[np.integer], mask: Mask | None, size: int) -> Counts:
    """How often each code occurs among the rows of the mask."""
    return np.bincount(codes if mask is None else codes[mask], minlength=size)
