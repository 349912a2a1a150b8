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
    lanes: npt.NDArray[np.intp],
    firsts: Days,
    lasts: Days,
    lane_count: int,
    scale: TimeScale,
    bin_width: float = BIN,
) -> list[Cell]:
    """Cells with at least one event. `firsts` and `lasts` (inclusive) are the spans of the events.

    Bins are whole days, about `bin_width` pixels wide.
    """
    cells: list[Cell] = []
    for segment in scale.segments:
        bins = _Bins(segment, max(1, round(bin_width / segment.day_width)))
        here = (firsts < segment.end) & (lasts >= segment.first)
        cells += _cells(bins, scale, lanes[here], firsts[here], lasts[here], lane_count)
    return cells


def _cells(
    bins: _Bins,
    scale: TimeScale,
    lanes: npt.NDArray[np.intp],
    firsts: Days,
    lasts: Days,
    lane_count: int,
) -> Iterator[Cell]:
    start, stop = bins.of(firsts), bins.of(lasts)
    inside = (firsts >= bins.segment.first) & (lasts < bins.segment.end)
    sure = (start == stop) & inside
    slots = lane_count * bins.count
    within = np.bincount(lanes[sure] * bins.count + start[sure], minlength=slots)
    spread = ~sure
    shape = lanes[spread], start[spread], stop[spread], lane_count, bins.count
    possibly = _running(*shape, np.ones(int(spread.sum())))
    share = _running(*shape, 1 / (stop[spread] - start[spread] + 1))
    for slot in np.flatnonzero((within > 0) | (possibly > 0.5)):
        lane, number = divmod(int(slot), bins.count)
        first = bins.segment.first + number * bins.days
        last = min(first + bins.days, bins.segment.end) - 1
        yield Cell(
            lane,
            first,
            last,
            scale.at(first),
            scale.at(last + 1),
            int(within[slot]),
            round(float(possibly[slot])),
            float(within[slot] + share[slot]),
        )


def _running(
    lanes: npt.NDArray[np.intp],
    start: Days,
    stop: Days,
    lane_count: int,
    bin_count: int,
    weights: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """The weights of the spans that cover each bin: up where a span begins, down after its end."""
    width = bin_count + 1
    size = lane_count * width
    up = np.bincount(lanes * width + start, weights, minlength=size)
    down = np.bincount(lanes * width + stop + 1, weights, minlength=size)
    covered = np.cumsum((up - down).reshape(lane_count, width), axis=1)
    return covered[:, :bin_count].ravel()
