"""Ticks of the time axis: few enough to read, and never ambiguous about day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.chart.textfit import text_width
from webapp.chart.timescale import Segment, TimeScale
from webapp.model.days import MONTHS_SHORT, from_day, to_day, year_words

FONT = 12
GAP = 14.0
_DAY_STEPS = (1, 2, 3, 5, 7, 15)
_MONTH_STEPS = (1, 2, 3, 6)


@dataclass(frozen=True)
class Tick:
    """A label of one or two lines (the year below) at a pixel."""

    x: float
    upper: str
    lower: str


def scale_ticks(scale: TimeScale, spread: float) -> list[Tick]:
    """Ticks of all segments, from left to right."""
    ticks: list[Tick] = []
    for segment in scale.segments:
        for step in _steps(segment):
            found = _segment_ticks(segment, scale, step)
            if _fits(found, spread, scale.width) and found:
                ticks += found
                break
        else:
            ticks += _segment_ticks(segment, scale, ("day", 10**9))
    return _apart(ticks, spread)


def _steps(segment: Segment) -> Iterator[tuple[str, int]]:
    """Steps from fine to coarse, beginning where a label could fit at all."""
    for days in _DAY_STEPS:
        if segment.day_width * days >= 24:
            yield "day", days
    for months in _MONTH_STEPS:
        if segment.day_width * months * 30 >= 24:
            yield "month", months
    years = 1
    while years <= 10**6:
        for factor in (1, 2, 5):
            if segment.day_width * years * factor * 365 >= 24:
                yield "year", years * factor
        years *= 10


def _segment_ticks(segment: Segment, scale: TimeScale, step: tuple[str, int]) -> list[Tick]:
    """Ticks of one step; the first one of a segment and the first one of a year name the year."""
    unit, size = step
    ticks: list[Tick] = []
    shown_year: int | None = None
    for day in _days(segment, unit, size):
        year, month, number = from_day(day)
        x = scale.at(day + (0.5 if unit == "day" else 0))
        if unit == "year":
            ticks.append(Tick(x, year_words(year), ""))
            continue
        upper = f"{number} {MONTHS_SHORT[month - 1]}" if unit == "day" else MONTHS_SHORT[month - 1]
        ticks.append(Tick(x, upper, year_words(year) if year != shown_year else ""))
        shown_year = year
    return ticks


def _days(segment: Segment, unit: str, size: int) -> Iterator[int]:
    """The days on which ticks of a step stand, within the segment."""
    first, last = segment.first, segment.end - 1
    year, month, _ = from_day(first)
    if size >= 10**9:
        yield first
        return
    if unit == "year":
        year -= year % size
        while (day := to_day(year, 1, 1)) <= last:
            if day >= first:
                yield day
            year += size
        return
    month = 1 + (month - 1) // size * size if unit == "month" else month
    while (start := to_day(year, month, 1)) <= last:
        numbers = range(1, 32, size) if unit == "day" else range(1, 2)
        after = to_day(year + (month == 12), month % 12 + 1, 1)
        for number in numbers:
            day = start + number - 1
            too_near = size > 1 and unit == "day" and after - day < (size + 1) // 2
            if first <= day <= last and day < after and not too_near:
                yield day
        month += size if unit == "month" else 1
        if month > 12:
            year, month = year + 1, 1


def _half(tick: Tick, spread: float) -> float:
    return max(text_width(tick.upper, FONT, spread), text_width(tick.lower, FONT, spread)) / 2


def _fits(ticks: list[Tick], spread: float, width: float) -> bool:
    """Whether no two labels touch."""
    pairs = zip(ticks, ticks[1:], strict=False)
    return all(b.x - a.x >= _half(a, spread) + _half(b, spread) + GAP for a, b in pairs)


def _apart(ticks: list[Tick], spread: float) -> list[Tick]:
    """Ticks without those that would touch one before (at the edges of two segments)."""
    kept: list[Tick] = []
    for tick in ticks:
        if kept and tick.x - kept[-1].x < _half(kept[-1], spread) + _half(tick, spread) + GAP / 2:
            continue
        kept.append(tick)
    return kept
