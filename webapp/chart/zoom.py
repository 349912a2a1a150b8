"""Windows of time that zooming and panning lead to, and the overview of where the window lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webapp.chart.timescale import TimeScale, build_scale
from webapp.model.dates import MAX_YEAR, parse_date
from webapp.model.days import from_day, iso
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.store.spans import OPEN_END, OPEN_START, Days

LEAST_DAYS = 3
NOMINAL_WIDTH = 1000.0
OVERVIEW_BINS = 100


@dataclass(frozen=True)
class ZoomLink:
    """One button of the chart; `url` is empty where there is nowhere to go."""

    key: str
    label: str
    url: str


@dataclass(frozen=True)
class Overview:
    """Counts over the whole table (left and width 0 to 100, height 0 to 1) and the window."""

    bars: tuple[tuple[float, float, float], ...]
    left: float
    width: float


def window_args(args: ViewArgs, first: int, last: int) -> ViewArgs:
    """The view with a window of whole days (of whole years beyond four digits)."""
    return args.but(first=parse_date(window_text(first)), last=parse_date(window_text(last)))


def window_text(day: int) -> str:
    """A day as an argument of the view; of years beyond four digits EDTF writes no days.

    What lies beyond the years that the app takes becomes the last of them.
    """
    year = min(max(from_day(day)[0], -MAX_YEAR), MAX_YEAR)
    return iso(day) if -9999 <= year <= 9999 else f"Y{year}"


def bounded_spans(view: View) -> tuple[Days, Days, npt.NDArray[np.intp]]:
    """First days, exclusive ends and counts of the spans in view that have a known end.

    An open end is put where the known one is.
    """
    spans, counts = view.selection.spans, view.selection.span_counts
    known = (counts > 0) & ((spans.first > OPEN_START) | (spans.last < OPEN_END))
    first, last = spans.first[known], spans.last[known]
    starts = np.where(first > OPEN_START, first, last)
    return starts, np.where(last < OPEN_END, last, first) + 1, counts[known]


def zoom_links(view: View) -> list[ZoomLink]:
    """In, out, earlier, later and whole; each a plain link that works without a script."""
    args, whole = view.args, view.dataset.bounds
    if whole is None:
        return []
    windowed = args.first is not None or args.last is not None
    low = args.first_day if args.first_day is not None else whole[0]
    high = args.last_day if args.last_day is not None else whole[1]
    days = high - low + 1
    inner = _inner(view, low, high)
    step = max(1, days // 2)
    wider = (low - step, high + step)
    covers = wider[0] <= whole[0] and wider[1] >= whole[1]
    all_time = args.but(first=None, last=None).url()
    return [
        ZoomLink("in", "Zoom in", _url(args, *inner) if inner else ""),
        ZoomLink(
            "out", "Zoom out", (all_time if covers else _url(args, *wider)) if windowed else ""
        ),
        ZoomLink(
            "earlier",
            "Earlier",
            _url(args, low - step, high - step) if windowed and low > whole[0] else "",
        ),
        ZoomLink(
            "later",
            "Later",
            _url(args, low + step, high + step) if windowed and high < whole[1] else "",
        ),
        ZoomLink("all", "Whole time", all_time if windowed else ""),
    ]


def _url(args: ViewArgs, first: int, last: int) -> str:
    return window_args(args, first, last).url()


def _inner(view: View, low: int, high: int) -> tuple[int, int] | None:
    """Where zooming in leads: the busiest stretch between cuts, or half around the median."""
    if high - low + 1 <= LEAST_DAYS or not view.count:
        return None
    starts, ends, counts = bounded_spans(view)
    first = np.clip(starts, low, high)
    ends = np.clip(ends, first + 1, high + 1)
    scale = build_scale(first, ends, (low, high), NOMINAL_WIDTH, counts=counts)
    if len(scale.segments) > 1:
        return _busiest(scale, first, counts)
    half = max(LEAST_DAYS, (high - low + 1) // 2)
    start = int(np.clip(_median(first, counts, low) - half // 2, low, high - half + 1))
    return start, start + half - 1


def _median(days: Days, counts: npt.NDArray[np.intp], otherwise: int) -> int:
    """The day before and after which there are as many events."""
    if not len(days):
        return otherwise
    order = np.argsort(days, kind="stable")
    reached = np.cumsum(counts[order])
    return int(days[order][np.searchsorted(reached, reached[-1] / 2)])


def _busiest(scale: TimeScale, firsts: Days, weights: npt.NDArray[np.intp]) -> tuple[int, int]:
    counts = [int(weights[(firsts >= s.first) & (firsts < s.end)].sum()) for s in scale.segments]
    best = scale.segments[counts.index(max(counts))]
    return best.first, best.end - 1


def overview(view: View) -> Overview | None:
    """The strip that shows where the window lies, or None when the whole time is shown."""
    args, whole = view.args, view.dataset.bounds
    if whole is None or (args.first is None and args.last is None):
        return None
    low = min(whole[0], args.first_day if args.first_day is not None else whole[0])
    high = max(whole[1], args.last_day if args.last_day is not None else whole[1]) + 1
    spans = view.dataset.spans
    known = spans.first > OPEN_START
    weights = view.dataset.span_totals[known]
    counts, _ = np.histogram(
        spans.first[known], bins=OVERVIEW_BINS, range=(low, high), weights=weights
    )
    heights = np.log1p(counts) / np.log1p(max(int(counts.max()), 1))
    size = 100 / OVERVIEW_BINS
    bars = tuple(
        (round(i * size, 2), size, round(float(h), 3)) for i, h in enumerate(heights) if h > 0
    )
    first = args.first_day if args.first_day is not None else low
    end = (args.last_day if args.last_day is not None else high - 1) + 1
    left = 100 * (first - low) / (high - low)
    return Overview(bars, round(left, 2), round(max(100 * (end - first) / (high - low), 0.5), 2))
