"""From days to pixels and back, with long empty stretches cut out.

Within a segment time is linear. A cut is a band of fixed width that stands for a stretch without
events. The largest stretch is cut first, while it is over a third of its segment's span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

MOST_SEGMENTS = 4
CUT_SHARE = 1 / 3
CUT_WIDTH = 40.0
LEAST_WIDTH = 64.0
LEAST_CUT = 7
PAD = 14.0


@dataclass(frozen=True)
class Segment:
    """Days `first` to `end` (exclusive) on pixels `left` to `right`."""

    first: int
    end: int
    left: float
    right: float

    @property
    def day_width(self) -> float:
        """Pixels of one day."""
        return (self.right - self.left) / (self.end - self.first)


@dataclass(frozen=True)
class Cut:
    """A stretch of `days` without events, drawn as a band from `left` to `right` pixels."""

    days: int
    left: float
    right: float

    @property
    def words(self) -> str:
        """`36 years without events`."""
        return f"{duration_words(self.days)} without events"


@dataclass(frozen=True)
class TimeScale:
    """Segments from left to right, with cuts between them."""

    segments: tuple[Segment, ...]
    cuts: tuple[Cut, ...]
    width: float

    def x(self, days: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Pixels of days (fractions allowed); days outside are put at the nearest edge."""
        knots = [edge for s in self.segments for edge in (s.first, s.end)]
        pixels = [edge for s in self.segments for edge in (s.left, s.right)]
        return np.interp(np.asarray(days, dtype=np.float64), knots, pixels)

    def at(self, day: float) -> float:
        """Pixel of one day."""
        return float(self.x(day))

    def segment_of(self, day: int) -> Segment:
        """The segment that holds a day, or the nearest one."""
        for segment in self.segments:
            if day < segment.end:
                return segment
        return self.segments[-1]


def duration_words(days: int) -> str:
    """A stretch of days in its largest fitting unit, rounded down."""
    for unit, length in (("year", 365.2425), ("month", 30.436875), ("day", 1)):
        count = int(days / length)
        if count >= (2 if unit == "month" else 1):
            return f"{count:,} {unit}{'s' * (count != 1)}"
    return "less than a day"


def build_scale(
    firsts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    window: tuple[int | None, int | None],
    width: float,
    compressed: bool = True,
    counts: npt.NDArray[np.intp] | None = None,
) -> TimeScale:
    """The scale for spans of days.

    `firsts` and `ends` (exclusive) are the bounded spans, any order, each of `counts` events (of
    one each if None); `window` is the first and the last day that the reader asked for, shown as a
    whole. `width` is in pixels.
    """
    counts = np.ones(len(firsts), dtype=np.intp) if counts is None else counts
    start, stop = _domain(firsts, ends, window)
    merged = _merged(firsts, ends, start, stop)
    pieces = [(start, stop)]
    most = min(MOST_SEGMENTS, max(1, int(width // (LEAST_WIDTH + CUT_WIDTH))))
    if compressed:
        pieces = _cut(merged, start, stop, most)
    return _place(pieces, [_events_in(firsts, ends, counts, *piece) for piece in pieces], width)


def _domain(
    firsts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    window: tuple[int | None, int | None],
) -> tuple[int, int]:
    """First day and exclusive end of what is drawn."""
    start = int(firsts.min()) if len(firsts) else (window[0] or 0)
    stop = int(ends.max()) if len(ends) else start + 1
    if window[0] is not None:
        start = window[0]
    if window[1] is not None:
        stop = window[1] + 1
    return start, max(stop, start + 1)


def _merged(
    firsts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], start: int, stop: int
) -> list[tuple[int, int]]:
    """Stretches with events, in order, joined where they touch, within the domain."""
    merged: list[tuple[int, int]] = []
    order = np.argsort(firsts, kind="stable")
    reach = np.maximum.accumulate(ends[order])
    breaks = np.flatnonzero(firsts[order][1:] > reach[:-1]) + 1
    for rows in np.split(np.arange(len(order)), breaks):
        if len(rows):
            low = max(start, int(firsts[order][rows[0]]))
            high = min(stop, int(reach[rows[-1]]))
            if high > low:
                merged.append((low, high))
    return merged


def _cut(
    merged: Sequence[tuple[int, int]], start: int, stop: int, most: int
) -> list[tuple[int, int]]:
    """Pieces of the domain that are left when the largest gaps are cut out."""
    gaps = [(after[0] - before[1], before[1], after[0]) for before, after in pairwise(merged)]
    pieces = [(start, stop)]
    for length, left, right in sorted(gaps, reverse=True):
        whole = next((p for p in pieces if p[0] <= left and right <= p[1]), None)
        if len(pieces) >= most or whole is None or length < LEAST_CUT:
            break
        if length > CUT_SHARE * (whole[1] - whole[0]):
            at = pieces.index(whole)
            pieces[at : at + 1] = [(whole[0], left), (right, whole[1])]
    return pieces


def _events_in(
    firsts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    counts: npt.NDArray[np.intp],
    start: int,
    stop: int,
) -> int:
    return int(counts[(firsts < stop) & (ends > start)].sum())


def _place(pieces: list[tuple[int, int]], events: list[int], width: float) -> TimeScale:
    """Share the width out: by the number of events, damped, never under `LEAST_WIDTH`."""
    room = max(width - 2 * PAD - CUT_WIDTH * (len(pieces) - 1), 1.0)
    widths = _shares([max(count, 1) ** 0.75 for count in events], room)
    segments, cuts, left = [], [], PAD
    for number, ((first, end), share) in enumerate(zip(pieces, widths, strict=True)):
        if number:
            cuts.append(Cut(first - pieces[number - 1][1], left, left + CUT_WIDTH))
            left += CUT_WIDTH
        segments.append(Segment(first, end, left, left + share))
        left += share
    return TimeScale(tuple(segments), tuple(cuts), width)


def _shares(weights: list[float], room: float) -> list[float]:
    """Widths in proportion to the weights, each at least `LEAST_WIDTH` where there is room."""
    least = min(LEAST_WIDTH, room / len(weights))
    spare = room - least * len(weights)
    return [least + spare * weight / sum(weights) for weight in weights]
