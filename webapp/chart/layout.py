"""Where each event's mark, bar and title go, in pixels of the plot area (y downwards).

Labelled level: every event has a row of its own, its title beside its mark. Stacked level: marks
share rows wherever they do not touch, so that none hides another.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.chart.textfit import text_width, wrap
from webapp.chart.timescale import TimeScale
from webapp.model.dates import EventDate

LABEL_FONT = 13
LINE = 17.0
ROW = 25.0
STACK_ROW = 13.0
BUSY_DAY = 6
"""A day with more marks than this in a lane has them side by side, where it is wide enough."""
MARK = 11.0
GAP = 9.0
LANE_PAD = 9.0
LANE_HEAD = 26.0
OPEN_LENGTH = 84.0
LEAST_BAR = 7.0


@dataclass(frozen=True)
class Item:
    """An event to lay out: its row in the dataset, its lane, date and title, and all its cells.
    It is `again` in the lane of another source that reports it."""

    row: int
    lane: int
    date: EventDate
    label: str
    event: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    again: bool = False


@dataclass(frozen=True)
class Span:
    """A bar from `left` to `right`; `soft` ends fade, `open` ends have an arrow.

    A bar that goes on beyond the window is `cut` there: no edge marks an end that it does not have.
    """

    left: float
    right: float
    soft_left: bool
    soft_right: bool
    open_left: bool
    open_right: bool
    cut_left: bool = False
    cut_right: bool = False


@dataclass(frozen=True)
class Box:
    """A title: its lines and the rectangle that they fill. `left` is where the text begins."""

    lines: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Placed:
    """An event in its place. `x` is the mark's centre; `box` is None where there is no title."""

    item: Item
    x: float
    y: float
    height: float
    span: Span | None
    box: Box | None


@dataclass(frozen=True)
class LaneBand:
    """One lane: its name lines, and its top and bottom."""

    name: str
    top: float
    bottom: float


@dataclass
class Layout:
    """All that is drawn, and the height of the plot area."""

    placed: list[Placed] = field(default_factory=list)
    bands: list[LaneBand] = field(default_factory=list)
    height: float = 0.0
    heads: bool = False


def date_span(date: EventDate, scale: TimeScale) -> tuple[float, Span | None]:
    """Where the mark goes, and the bar for what is not a plain day.

    A day's mark stands in the middle of its day. A bar's mark stands inside its first known end,
    never in the middle as if that were the date.
    """
    if date.precision == "day" and date.earliest is not None:
        x = scale.at(date.earliest + 0.5)
        soft = Span(x - 16, x + 16, True, True, False, False) if date.approximate else None
        return x, soft
    span = _bar(date, scale)
    inset = min(MARK * 0.8, (span.right - span.left) / 2)
    at_right = span.open_left and not span.open_right
    return (span.right - inset if at_right else span.left + inset), span


def _bar(date: EventDate, scale: TimeScale) -> Span:
    """The bar of a span. An open end fades over a fixed length: nobody says how far it reaches."""
    first, last = date.earliest, date.latest
    if first is None and last is None:
        return Span(scale.segments[0].left, scale.segments[-1].right, True, True, True, True)
    if first is None or last is None:
        day = last if last is not None else first or 0
        edge = scale.at(day + 1 if last is not None else day)
        segment = scale.segment_of(day)
        low = max(segment.left, edge - OPEN_LENGTH) if first is None else edge
        high = min(segment.right, edge + OPEN_LENGTH) if last is None else edge
        if high - low < 2 * LEAST_BAR:
            low, high = (
                (low - 2 * LEAST_BAR, high) if first is None else (low, high + 2 * LEAST_BAR)
            )
        return Span(low, high, first is None, last is None, first is None, last is None)
    cut_left, cut_right = first < scale.segments[0].first, last >= scale.segments[-1].end
    left = 0.0 if cut_left else scale.at(first)
    right = scale.width if cut_right else scale.at(last + 1)
    if right - left < LEAST_BAR:
        middle = (left + right) / 2
        left, right = middle - LEAST_BAR / 2, middle + LEAST_BAR / 2
    soft_left, soft_right = date.soft_start and not cut_left, date.soft_end and not cut_right
    return Span(left, right, soft_left, soft_right, False, False, cut_left, cut_right)


def labelled(
    items: list[Item], lanes: tuple[str, ...], scale: TimeScale, spread: float, heads: bool = False
) -> Layout:
    """Every event on a row of its own, in time order; `heads` leaves room for lane names."""
    layout = Layout(heads=heads)
    y = 0.0
    for number, name in enumerate(lanes):
        top = y
        y += LANE_HEAD if layout.heads else LANE_PAD
        for item in (item for item in items if item.lane == number):
            placed = _row(item, scale, y, spread)
            layout.placed.append(placed)
            y += placed.height
        y += LANE_PAD
        layout.bands.append(LaneBand(name, top, y))
    layout.height = max(y, 60.0)
    return layout


def _row(item: Item, scale: TimeScale, top: float, spread: float) -> Placed:
    """One event with its title, on a row as high as the title's lines."""
    x, span = date_span(item.date, scale)
    left, right = (span.left, span.right) if span and item.date.precision != "day" else (x, x)
    lines, start, width = _title(item.label, x, left - GAP, right + GAP, scale.width, spread)
    height = ROW + LINE * (len(lines) - 1)
    middle = top + height / 2
    half = LINE * len(lines) / 2
    box = Box(tuple(lines), start, start + width, middle - half, middle + half)
    return Placed(item, x, middle, height, span, box)


def _title(
    label: str, x: float, before: float, after: float, width: float, spread: float
) -> tuple[list[str], float, float]:
    """Lines of a title, where they begin and how wide they are.

    Right of the mark (over the rest of the bar, if there is one), else left of mark and bar, else
    in lines on the roomier side.
    """
    one = text_width(label, LABEL_FONT, spread)
    over = x + GAP if x + GAP < after else after
    if one <= width - over:
        return [label], over, one
    if one <= before:
        return [label], before - one, one
    room = max(width - over, before)
    lines = wrap(label, LABEL_FONT, room, spread)
    wide = max(text_width(line, LABEL_FONT, spread) for line in lines)
    return lines, over if width - over >= before else before - wide, wide


def stacked(
    items: list[Item], lanes: tuple[str, ...], scale: TimeScale, most_rows: int, heads: bool = False
) -> Layout | None:
    """Marks packed into as few rows as keep them apart, or None if over `most_rows` are needed."""
    layout = Layout(heads=heads)
    y, used = 0.0, 0
    for number, name in enumerate(lanes):
        top = y
        y += LANE_HEAD if layout.heads else LANE_PAD
        packed = list(_pack((item for item in items if item.lane == number), scale))
        rows = max((row for *_, row in packed), default=0) + 1
        used += rows
        if used > most_rows:
            return None
        for item, x, span, row in packed:
            middle = y + (row + 0.5) * STACK_ROW
            layout.placed.append(Placed(item, x, middle, STACK_ROW, span, None))
        y += rows * STACK_ROW + LANE_PAD
        layout.bands.append(LaneBand(name, top, y))
    layout.height = max(y, 60.0)
    return layout


def _side_by_side(
    items: Iterator[Item], scale: TimeScale
) -> Iterator[tuple[Item, float, Span | None]]:
    """Each item with its place; the marks of a busy day stand in columns within that day."""
    found = [(item, *date_span(item.date, scale)) for item in items]
    days = Counter(item.date.earliest or 0 for item, _, span in found if span is None)
    seen: Counter[int] = Counter()
    for item, x, span in found:
        day = item.date.earliest or 0
        if span is None and days[day] > BUSY_DAY:
            yield item, x + _column(days[day], seen[day], scale.at(day + 1) - scale.at(day)), None
            seen[day] += 1
        else:
            yield item, x, span


def _column(count: int, number: int, width: float) -> float:
    """How far from the middle of its day the mark of this number stands; inside the day always."""
    pitch = MARK + 3
    columns = max(1, min(int(width // pitch), -(-count // BUSY_DAY)))
    return (number % columns - (columns - 1) / 2) * pitch


def _pack(
    items: Iterator[Item], scale: TimeScale
) -> Iterator[tuple[Item, float, Span | None, int]]:
    """Each item with the lowest row that is free at its place (greedy interval partitioning)."""
    spans = []
    for item, x, span in _side_by_side(items, scale):
        left = min(x - MARK / 2, span.left if span else x)
        right = max(x + MARK / 2, span.right if span else x)
        spans.append((left, right, item.row, item, x, span))
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    rows = 0
    for left, right, _, item, x, span in sorted(spans, key=lambda entry: entry[:3]):
        while busy and busy[0][0] <= left:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            row = heapq.heappop(free)
        else:
            row, rows = rows, rows + 1
        heapq.heappush(busy, (right + 1, row))
        yield item, x, span, row
