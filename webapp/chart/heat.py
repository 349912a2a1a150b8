"""Counts by lane and stretch of time, for views with too many events to draw one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webapp.chart.timescale import TimeScale

BIN = 7.0


@dataclass(frozen=True)
class Cell:
    """A cell of the strip: a lane, its days `first` to `last`, its pixels and how many events."""

    lane: int
    first: int
    last: int
    left: float
    right: float
    count: int


def heat_cells(
    lanes: npt.NDArray[np.intp],
    firsts: npt.NDArray[np.int64],
    lane_count: int,
    scale: TimeScale,
    bin_width: float = BIN,
) -> list[Cell]:
    """Cells with at least one event; each event counts once, on its first known day.

    Bins are whole days, at least `bin_width` pixels wide.
    """
    cells: list[Cell] = []
    for segment in scale.segments:
        days = max(1, round(bin_width / segment.day_width))
        bins = -(-(segment.end - segment.first) // days)
        inside = (firsts >= segment.first) & (firsts < segment.end)
        slots = lanes[inside] * bins + (firsts[inside] - segment.first) // days
        counts = np.bincount(slots, minlength=lane_count * bins)
        for slot in np.flatnonzero(counts):
            lane, number = divmod(int(slot), bins)
            first = segment.first + number * days
            last = min(first + days, segment.end) - 1
            left, right = scale.at(first), scale.at(last + 1)
            cells.append(Cell(lane, first, last, left, right, int(counts[slot])))
    return cells
