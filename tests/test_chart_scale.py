"""The time scale, its cuts and its ticks, on whatever spans and widths there may be."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from webapp.chart.textfit import text_width, wrap, wrap_to
from webapp.chart.ticks import FONT, GAP, Tick, scale_ticks
from webapp.chart.timescale import (
    LEAST_CUT,
    MOST_SEGMENTS,
    TimeScale,
    build_scale,
    duration_words,
)
from webapp.model.dates import MAX_YEAR
from webapp.model.days import MONTHS_SHORT, from_day, to_day

FAR = to_day(MAX_YEAR, 12, 31)
CHART_EDGE = 10.0
"""The narrowest margin beside the plot; a label that reaches beyond it is cut off."""

days = st.one_of(
    st.integers(to_day(2021, 1, 1), to_day(2023, 12, 31)),
    st.integers(to_day(-500, 1, 1), to_day(3000, 1, 1)),
    st.integers(-FAR, FAR),
)
lengths = st.one_of(st.just(1), st.integers(1, 400), st.integers(1, 100_000))
spans = st.lists(st.tuples(days, lengths), max_size=30)
widths = st.floats(240, 4000)


def scale_of(
    found: list[tuple[int, int]],
    width: float,
    compressed: bool = True,
    window: tuple[int | None, int | None] = (None, None),
) -> TimeScale:
    firsts = np.array([first for first, _ in found], dtype=np.int64)
    ends = firsts + np.array([length for _, length in found], dtype=np.int64)
    return build_scale(firsts, ends, window, width, compressed)


@settings(max_examples=150, deadline=None)
@given(spans, widths, st.booleans())
@example([(0, 1)], 240, True)
@example([], 240, True)
@example([(-FAR, 1), (0, 1), (FAR, 1)], 240, True)
def test_segments_are_ordered_within_the_width_and_hold_every_event(found, width, compressed):
    scale = scale_of(found, width, compressed)
    assert 1 <= len(scale.segments) <= (MOST_SEGMENTS if compressed else 1)
    assert len(scale.cuts) == len(scale.segments) - 1
    edges = [edge for s in scale.segments for edge in (s.left, s.right)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= width + 1e-6
    for segment in scale.segments:
        assert segment.right - segment.left > 1
        assert segment.end > segment.first
    for first, length in found:
        home = [s for s in scale.segments if s.first <= first and first + length <= s.end]
        assert len(home) == 1, "a span lies across a cut"


@settings(max_examples=150, deadline=None)
@given(spans, widths)
def test_a_cut_stands_only_where_nothing_happened_and_says_how_long(found, width):
    scale = scale_of(found, width)
    for (before, after), cut in zip(pairwise(scale.segments), scale.cuts, strict=True):
        assert cut.days == after.first - before.end >= LEAST_CUT
        assert before.right == pytest.approx(cut.left)
        assert after.left == pytest.approx(cut.right)
        assert not any(f < after.first and f + length > before.end for f, length in found)
        assert cut.words == f"{duration_words(cut.days)} without events"


@settings(max_examples=150, deadline=None)
@given(spans, widths, st.lists(days, min_size=2, max_size=20))
def test_time_never_runs_backwards_and_days_come_back_from_their_pixels(found, width, asked):
    scale = scale_of(found, width)
    xs = scale.x(sorted(asked))
    assert list(xs) == sorted(xs)
    for segment in scale.segments:
        for day in (segment.first, (segment.first + segment.end) // 2, segment.end - 1):
            x = scale.at(day)
            share = (x - segment.left) / (segment.right - segment.left)
            back = segment.first + share * (segment.end - segment.first)
            assert back == pytest.approx(day, abs=(segment.end - segment.first) * 1e-6 + 1e-6)
        assert scale.segment_of(segment.first) is segment
        assert scale.segment_of(segment.end - 1) is segment


@settings(max_examples=60, deadline=None)
@given(spans, widths, days, lengths)
def test_a_window_is_shown_from_its_first_to_its_last_day(found, width, first, length):
    last = first + length
    inside = [(max(f, first), 1) for f, n in found if f <= last and f + n > first]
    scale = scale_of(inside, width, True, (first, last))
    assert scale.segments[0].first == first
    assert scale.segments[-1].end == last + 1


def extent(tick: Tick, spread: float) -> tuple[float, float]:
    wide = max(text_width(tick.upper, FONT, spread), text_width(tick.lower, FONT, spread))
    return tick.x - wide / 2, tick.x + wide / 2


@settings(max_examples=150, deadline=None)
@given(spans, widths, st.floats(0.9, 1.5), st.booleans())
@example([(to_day(-12000, 1, 1), 365), (to_day(12000, 1, 1), 365)], 258, 1.18, True)
@example([(to_day(2022, 12, 25), 20)], 258, 1.18, True)
def test_ticks_do_not_touch_and_leave_no_doubt_about_the_year(found, width, spread, compressed):
    scale = scale_of(found, width, compressed)
    event_days = [first for first, length in found if length == 1]
    ticks = scale_ticks(scale, spread, event_days)
    assert ticks
    for one, other in pairwise(ticks):
        assert extent(one, spread)[1] + GAP <= extent(other, spread)[0] + 1e-6
    for tick in ticks:
        left, right = extent(tick, spread)
        assert left >= -CHART_EDGE
        assert right <= width + CHART_EDGE
        named = tick.upper.split()[-1]
        assert named in MONTHS_SHORT or named.isdigit() or named == "BC"
    # The first tick of every segment names its year, so no day or month has to be guessed.
    for segment in scale.segments:
        inside = [t for t in ticks if segment.left - 1 <= t.x <= segment.right + 1]
        if inside and inside[0].upper.split()[-1] in MONTHS_SHORT:
            assert inside[0].lower


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(to_day(2019, 1, 1), to_day(2024, 1, 1)), min_size=1), widths)
def test_every_tick_stands_at_the_day_that_it_names(found, width):
    scale = scale_of([(day, 1) for day in found], width)
    year = ""
    for tick in scale_ticks(scale, 1.18, found):
        year = tick.lower or year
        parts = tick.upper.split()
        if parts[-1] in MONTHS_SHORT:
            number = int(parts[0]) if len(parts) == 2 else 1
            day = to_day(int(year), MONTHS_SHORT.index(parts[-1]) + 1, number)
            at = scale.at(day + (0.5 if len(parts) == 2 else 0))
        else:
            year = tick.upper
            at = scale.at(to_day(int(year), 1, 1))
        assert tick.x == pytest.approx(at, abs=0.01), (tick, from_day(day))


@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(1, "1 day", id="one day"),
        pytest.param(45, "45 days", id="less than two months in days"),
        pytest.param(61, "2 months", id="two months"),
        pytest.param(366, "1 year", id="a year"),
        pytest.param(13_148, "35 years", id="rounded down"),
        pytest.param(4_000_000, "10,951 years", id="thousands have a comma"),
    ],
)
def test_lengths_of_cuts_in_words(length, said):
    assert duration_words(length) == said


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.floats(20, 600), st.floats(0.8, 2))
def test_wrapped_lines_fit_and_lose_nothing(text, width, spread):
    lines = wrap(text, 13, width, spread)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert len(line) == 1 or text_width(line, 13, spread) <= width + 1e-6
    few = wrap_to(text, 13, width, spread, most=2)
    assert len(few) <= max(2, min(len(lines), 2))
    assert few == lines if len(lines) <= 2 else few[-1].endswith("…")


@pytest.mark.parametrize("text", ["x" * 10_000, "\u200b" * 10_000, "word " * 2_000])
def test_a_very_long_text_is_wrapped_at_once(text):
    assert "".join(wrap(text, 13, 300)) == text.replace(" ", "") or " " in text
