"""Ticks of the time axis: few enough to read, and never ambiguous about day, month or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.chart.textfit import text_width
from webapp.chart.timescale import Segment, TimeScale
from webapp.model.days import MONTHS_SHORT, from_day, month_length, to_day, year_words

FONT = 12
GAP = 12.0
LEAST_STEP = 24.0
EDGE = 10.0
"""Pixels beside the plot that are there on every chart; a label that reaches further is cut off."""

_DAY_STEPS = (1, 2, 3, 5, 7, 15)
_MONTH_STEPS = (1, 2, 3, 6)


@dataclass(frozen=True)
class Tick:
    """A label of one or two lines (the year below) at a pixel."""

    x: float
    upper: str
    lower: str


@dataclass(frozen=True)
class _Mark:
    """Where a tick could stand: its segment, its day, and whether it names a day, month or year."""

    segment: int
    day: int
    unit: str
    x: float


def scale_ticks(scale: TimeScale, spread: float, event_days: Sequence[int] = ()) -> list[Tick]:
    """Ticks of all segments, from left to right.

    `event_days` are days to label before all others, the most important first: the days on which
    something is marked tell a reader more than round ones.
    """
    chosen: list[_Mark] = []
    wanted = [_event_mark(scale, day) for day in event_days]
    for mark in [*filter(None, wanted), *_regular(scale, spread)]:
        if _fits(mark, scale, spread) and all(_clear(mark, other, spread, GAP) for other in chosen):
            chosen.append(mark)
    return _labelled(sorted(chosen, key=lambda mark: mark.x))


def _event_mark(scale: TimeScale, day: int) -> _Mark | None:
    for number, segment in enumerate(scale.segments):
        if segment.first <= day < segment.end:
            return _Mark(number, day, "day", scale.at(day + 0.5))
    return None


def _regular(scale: TimeScale, spread: float) -> list[_Mark]:
    """Ticks at even steps, as fine as fits in each segment."""
    marks: list[_Mark] = []
    for number, segment in enumerate(scale.segments):
        for unit, size in _steps(segment):
            found = [
                _Mark(number, day, unit, scale.at(day + (0.5 if unit == "day" else 0)))
                for day in _days(segment, unit, size)
            ]
            found = [mark for mark in found if _fits(mark, scale, spread)]
            pairs = pairwise(found)
            if found and all(_clear(a, b, spread, GAP) for a, b in pairs):
                marks += found
                break
        else:
            middle = (segment.first + segment.end) // 2
            marks.append(_Mark(number, middle, "day", scale.at(middle + 0.5)))
    return marks


def _steps(segment: Segment) -> Iterator[tuple[str, int]]:
    """Steps from fine to coarse, beginning where a label could fit at all."""
    for days in _DAY_STEPS:
        if segment.day_width * days >= LEAST_STEP:
            yield "day", days
    narrow = segment.right - segment.left < 130 and segment.end - segment.first >= 365
    for months in () if narrow else _MONTH_STEPS:
        if segment.day_width * months * 30 >= LEAST_STEP:
            yield "month", months
    years = 1
    while years <= 10**6:
        for factor in (1, 2, 5):
            if segment.day_width * years * factor * 365 >= LEAST_STEP:
                yield "year", years * factor
        years *= 10


def _days(segment: Segment, unit: str, size: int) -> Iterator[int]:
    """The days on which ticks of a step stand, within the segment."""
    for start, length in _units(segment, unit, size):
        numbers = range(0, 31, size) if unit == "day" else range(1)
        for number in numbers:
            # Steps count from the first of each month; one too near to the next first is left out.
            crowded = size > 1 and unit == "day" and number and length - number < (size + 1) // 2
            if segment.first <= start + number < segment.end and number < length and not crowded:
                yield start + number


def _units(segment: Segment, unit: str, size: int) -> Iterator[tuple[int, int]]:
    """First day and length of each year, or of each month that is stepped through."""
    year, month, _ = from_day(segment.first)
    if unit == "year":
        year, month, months = year - year % size, 1, 12 * size
    else:
        months = size if unit == "month" else 1
        month = 1 + (month - 1) // months * months
    while (start := to_day(year, month, 1)) < segment.end:
        yield start, month_length(year, month)
        year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1


def _upper(mark: _Mark) -> str:
    year, month, number = from_day(mark.day)
    if mark.unit == "year":
        return year_words(year)
    name = MONTHS_SHORT[month - 1]
    return f"{number} {name}" if mark.unit == "day" else name


def _fits(mark: _Mark, scale: TimeScale, spread: float) -> bool:
    """Whether a label lies within the picture."""
    half = _width(mark, spread) / 2
    return mark.x - half >= -EDGE and mark.x + half <= scale.width + EDGE


def _clear(a: _Mark, b: _Mark, spread: float, gap: float) -> bool:
    """Whether two labels keep their distance, the years below them included."""
    return abs(a.x - b.x) >= (_width(a, spread) + _width(b, spread)) / 2 + gap


def _width(mark: _Mark, spread: float) -> float:
    year = year_words(from_day(mark.day)[0])
    return max(text_width(_upper(mark), FONT, spread), text_width(year, FONT, spread))


def _labelled(marks: list[_Mark]) -> list[Tick]:
    """Ticks with their words; the year is named where it changes and where a segment begins."""
    ticks: list[Tick] = []
    shown: tuple[int, int] | None = None
    for mark in marks:
        place = mark.segment, from_day(mark.day)[0]
        lower = year_words(place[1]) if mark.unit != "year" and place != shown else ""
        ticks.append(Tick(mark.x, _upper(mark), lower))
        shown = place
    return ticks
