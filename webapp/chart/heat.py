"""Counts by lane and stretch of time, for views with too many events to draw one by one.

An event whose date is known no better than a month is not counted on the first of that month: it is
one that possibly lies in each bin of the month, as it would be in a window of those days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webapp.chart.timescale import Segment, TimeScale

BIN = 7.0
Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """A cell of the strip: a lane, its days `first` to `last`, its pixels `left` to `right`.

    `within` events surely lie in these days, `possibly` events may; together they are what a window
    of these days shows. `weight` shares each of the latter out evenly over the bins that it spans.
    """

    lane: int
    first: int
    last: int
    left: float
    right: float
    within: int
    possibly: int
    weight: float


@dataclass(frozen=True)
class _Bins:
    """The bins of one segment: how many, how many days each."""

    segment: Segment
    days: int

    @property
    def count(self) -> int:
        return -(-(self.segment.end - self.segment.first) // self.days)

    def of(self, days: Days) -> Days:
        """The bin of each day; days outside are in the nearest bin."""
        inside = np.clip(days, self.segment.first, self.segment.end - 1)
        bins: Days = (inside - self.segment.first) // self.days
        return bins


def heat_cells(
    counts: npt.NDArray[np.intp],
    firsts: Days,
    lasts: Days,
    scale: TimeScale,
    bin_width: float = BIN,
) -> list[Cell]:
    """Cells with at least one event.

    `firsts` and `lasts` (inclusive) are the different spans of the events, `counts` how many events
    of each lane have each of them, shape (lanes, spans). Bins are whole days, about `bin_width`
    pixels wide.
    """
    cells: list[Cell] = []
    for segment in scale.segments:
        bins = _Bins(segment, max(1, round(bin_width / segment.day_width)))
        here = (firsts < segment.end) & (lasts >= segment.first) & (counts.sum(axis=0) > 0)
        cells += _cells(bins, scale, counts[:, here], firsts[here], lasts[here])
    return cells


def _cells(
    bins: _Bins, scale: TimeScale, counts: npt.NDArray[np.intp], firsts: Days, lasts: Days
) -> Iterator[Cell]:
    start, stop = bins.of(firsts), bins.of(lasts)
    inside = (firsts >= bins.segment.first) & (lasts < bins.segment.end)
    sure = (start == stop) & inside
    within = np.zeros((len(counts), bins.count), dtype=np.intp)
    for lane, row in enumerate(counts):
        within[lane] = np.bincount(start[sure], row[sure], minlength=bins.count)
    spread = ~sure
    shape = start[spread], stop[spread], bins.count
    possibly = _running(counts[:, spread], *shape)
    share = _running(counts[:, spread] / (stop[spread] - start[spread] + 1), *shape)
    lanes, numbers = np.nonzero((within > 0) | (possibly > 0.5))
    first = bins.segment.first + numbers * bins.days
    last = np.minimum(first + bins.days, bins.segment.end) - 1
    columns = (
        lanes,
        first,
        last,
        scale.x(first),
        scale.x(last + 1),
        within[lanes, numbers],
        np.rint(possibly[lanes, numbers]).astype(np.intp),
        within[lanes, numbers] + share[lanes, numbers],
    )
    for cell in zip(*(column.tolist() for column in columns), strict=True):
        yield Cell(*cell)


def _running(
    counts: npt.NDArray[np.number], start: Days, stop: Days, bin_count: int
) -> npt.NDArray[np.float64]:
    """The events that cover each bin, by lane: up where a span begins, down after its end."""
    covered = np.zeros((len(counts), bin_count))
    for lane, row in enumerate(counts):
        up = np.bincount(start, row, minlength=bin_count + 1)
        down = np.bincount(stop + 1, row, minlength=bin_count + 1)
        covered[lane] = np.cumsum(up - down)[:bin_count]
    return covered
