"""Where marks, bars and titles go: nothing overlaps, nothing leaves the plot, nothing is lost."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.chart.heat import heat_cells
from webapp.chart.layout import (
    MARK,
    OPEN_LENGTH,
    Box,
    Item,
    Layout,
    Placed,
    date_span,
    labelled,
    stacked,
)
from webapp.chart.palette import QUAD_COLORS, SYMBOLS, THEMES, TONES
from webapp.chart.shapes import PATHS, mark_path
from webapp.chart.timescale import TimeScale, build_scale
from webapp.model.dates import parse_date
from webapp.model.days import to_day
from webapp.model.vocabulary import QUAD_CLASSES, TYPE_BY_CODE
from webapp.store.dataset import OPEN_END, OPEN_START

DATES = [
    *(f"2022-03-{day:02d}" for day in range(1, 29)),
    *("2022-03", "2022", "2021-12~", "2022-03-02~", "1986", "1986-04-26"),
    *("2022-02-24/2022-03-02", "../2022-03-13", "2014/..", "XXXX", "2022-02~/2022-03-13", "../.."),
    *("-0044-03-15", "Y-12000", "Y12000", "198X", "0000", "9999-12-31"),
]
LANES = ("Russia", "Ukraine & Russia", "A very long name of a body that nobody has ever shortened")

titles = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=160),
    st.sampled_from(["Russia and Ukraine hold talks", "Ж" * 150, "漢字" * 60, "word " * 35]),
)
events = st.lists(
    st.tuples(st.sampled_from(DATES), st.integers(0, 2), titles), min_size=1, max_size=40
)


def items_of(found: list[tuple[str, int, str]]) -> list[Item]:
    return [Item(n, lane, parse_date(date), title) for n, (date, lane, title) in enumerate(found)]


def scale_for(items: list[Item], width: float, compressed: bool = True) -> TimeScale:
    dates = [item.date for item in items if item.date.earliest is not None or item.date.latest]
    firsts = [d.earliest if d.earliest is not None else d.latest for d in dates]
    ends = [(d.latest if d.latest is not None else d.earliest or 0) + 1 for d in dates]
    return build_scale(
        np.array(firsts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        (None, None),
        width,
        compressed,
    )


def overlap(one: Box, other: Box) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    above = one.bottom <= other.top + 1e-6 or other.bottom <= one.top + 1e-6
    return not (beside or above)


def check_bands(layout: Layout, items: list[Item]) -> None:
    assert sorted(p.item.row for p in layout.placed) == [item.row for item in items]
    assert layout.bands[0].top == 0
    assert layout.bands[-1].bottom <= layout.height
    for before, after in zip(layout.bands, layout.bands[1:], strict=False):
        assert before.bottom == after.top
    for placed in layout.placed:
        band = layout.bands[placed.item.lane]
        assert band.top <= placed.y - placed.height / 2
        assert placed.y + placed.height / 2 <= band.bottom


@settings(max_examples=120, deadline=None)
@given(events, st.floats(258, 3900), st.floats(0.9, 1.5), st.booleans(), st.booleans())
def test_titles_stay_in_the_plot_and_off_each_other(found, width, spread, compressed, heads):
    items = items_of(found)
    scale = scale_for(items, width, compressed)
    layout = labelled(items, LANES, scale, spread, heads)
    check_bands(layout, items)
    boxes = [placed.box for placed in layout.placed if placed.box]
    assert len(boxes) == len(items)
    for placed, box in zip(layout.placed, boxes, strict=True):
        assert 0 <= placed.x <= width
        assert box.left >= -1e-6
        assert box.right <= width + 1e-6
        assert box.top >= placed.y - placed.height / 2 - 1e-6
        assert not box.left < placed.x < box.right, "a title covers its own mark"
        assert "".join("".join(box.lines).split()) == "".join(placed.item.label.split())
    for number, box in enumerate(boxes):
        assert not any(overlap(box, other) for other in boxes[number + 1 :])


def footprint(placed: Placed) -> Box:
    span = placed.span
    left = min(placed.x - MARK / 2, span.left if span else placed.x)
    right = max(placed.x + MARK / 2, span.right if span else placed.x)
    return Box((), left, right, placed.y - MARK / 2, placed.y + MARK / 2)


@settings(max_examples=120, deadline=None)
@given(events, st.floats(258, 3900), st.booleans(), st.booleans())
def test_stacked_marks_and_bars_never_lie_on_each_other(found, width, compressed, heads):
    items = items_of(found)
    layout = stacked(items, LANES, scale_for(items, width, compressed), 200, heads)
    assert layout
    check_bands(layout, items)
    prints = [footprint(placed) for placed in layout.placed]
    for number, one in enumerate(prints):
        assert not any(overlap(one, other) for other in prints[number + 1 :])


def test_a_narrow_day_with_more_marks_than_rows_is_not_stacked():
    items = items_of([("2022-03-13", 0, "x")] * 91)
    year = items_of([("2022-01-01", 0, "x"), ("2022-12-31", 0, "x")])
    scale = scale_for(year, 800, compressed=False)
    assert stacked(items, LANES, scale, 90) is None
    assert stacked(items[:88], LANES, scale, 90) is not None


@pytest.mark.parametrize("count", [7, 91, 500])
def test_marks_of_a_wide_day_stand_side_by_side_within_it(count):
    items = items_of([("2022-03-13", 0, "x")] * count)
    scale = scale_for(items, 800)
    layout = stacked(items, LANES, scale, 90)
    assert layout is not None
    day = to_day(2022, 3, 13)
    places = [(placed.x, placed.y) for placed in layout.placed]
    assert len(set(places)) == count
    assert min(x for x, _ in places) - MARK / 2 >= scale.at(day)
    assert max(x for x, _ in places) + MARK / 2 <= scale.at(day + 1)
    same_row = sorted(x for x, y in places if y == places[0][1])
    assert all(b - a > MARK for a, b in pairwise(same_row))


@pytest.mark.parametrize(
    ("date", "soft", "opened"),
    [
        pytest.param("2022-03", (False, False), (False, False), id="a month has firm ends"),
        pytest.param("1986", (False, False), (False, False), id="a year has firm ends"),
        pytest.param("2022-03~", (True, True), (False, False), id="about a month is soft"),
        pytest.param("2022-02~/2022-03-13", (True, False), (False, False), id="one soft end"),
        pytest.param("../2022-03-13", (True, False), (True, False), id="no beginning: an arrow"),
        pytest.param("2014/..", (False, True), (False, True), id="no end: an arrow"),
        pytest.param("XXXX", (True, True), (True, True), id="unknown: open on both sides"),
    ],
)
def test_bars_say_how_their_ends_are_known(date, soft, opened):
    items = items_of([("1980", 0, "x"), ("2022-03-20", 0, "x"), (date, 0, "x")])
    scale = scale_for(items, 900)
    x, span = date_span(items[2].date, scale)
    assert span
    assert (span.soft_left, span.soft_right) == soft
    assert (span.open_left, span.open_right) == opened
    middle = (span.left + span.right) / 2
    assert abs(x - middle) > 3 or span.right - span.left < 2.5 * MARK, "a mark amid its span"
    if date == "1986":
        earliest, latest = items[2].date.earliest, items[2].date.latest
        assert span.left == pytest.approx(scale.at(earliest or 0))
        assert span.right == pytest.approx(scale.at((latest or 0) + 1))
    if sum(opened) == 1:
        assert span.right - span.left <= OPEN_LENGTH + 1e-6


def test_a_plain_day_is_a_mark_in_the_middle_of_its_day_without_a_bar():
    items = items_of([("2022-03-13", 0, "x"), ("2022-03-14", 0, "x")])
    scale = scale_for(items, 900)
    x, span = date_span(items[0].date, scale)
    assert span is None
    assert x == scale.at(to_day(2022, 3, 13) + 0.5)


bounds = st.tuples(
    st.integers(0, 2), st.integers(18_900, 19_200), st.sampled_from([0, 0, 0, 1, 30, 400])
)


@settings(max_examples=80, deadline=None)
@given(st.lists(bounds, min_size=1, max_size=60), st.floats(258, 3900), st.booleans())
def test_each_cell_of_the_strip_counts_what_a_window_of_its_days_would_show(
    found, width, open_ends
):
    lanes = np.array([lane for lane, _, _ in found], dtype=np.intp)
    firsts = np.array([first for _, first, _ in found], dtype=np.int64)
    lasts = firsts + np.array([length for *_, length in found], dtype=np.int64)
    scale = build_scale(firsts, lasts + 1, (None, None), width, True)
    if open_ends:
        firsts[0], lasts[-1] = OPEN_START, OPEN_END
    counts = np.zeros((3, len(lanes)), dtype=np.intp)
    counts[lanes, np.arange(len(lanes))] = 1
    cells = heat_cells(counts, firsts, lasts, scale)
    for cell in cells:
        here = (lanes == cell.lane) & (firsts <= cell.last) & (lasts >= cell.first)
        sure = here & (firsts >= cell.first) & (lasts <= cell.last)
        assert (cell.within, cell.possibly) == (sure.sum(), here.sum() - sure.sum())
        assert cell.weight > 0
        assert 0 <= cell.left < cell.right <= width
    for lane, first, last in zip(lanes, firsts, lasts, strict=True):
        covered = [c for c in cells if c.lane == lane and c.first <= last and c.last >= first]
        assert covered, "an event is in no cell"
    single = int((firsts == lasts).sum())
    assert sum(cell.within for cell in cells) >= single


def test_the_strip_counts_every_event_of_a_known_day_once():
    generator = np.random.default_rng(1)
    days = generator.integers(19_000, 19_090, 6_000)
    scale = build_scale(days, days + 1, (None, None), 900.0, True)
    cells = heat_cells(np.ones((1, 6_000), dtype=np.intp), days, days, scale)
    assert sum(cell.within for cell in cells) == 6_000
    assert sum(cell.possibly for cell in cells) == 0


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_every_ground_and_words_can_be_read(theme):
    tones = TONES[theme]
    grounds = (tones.ground, tones.lane, tones.cut)
    assert set(QUAD_COLORS[theme]) == {quad.key for quad in QUAD_CLASSES} | {"none"}
    for color in QUAD_COLORS[theme].values():
        assert min(contrast(color, ground) for ground in grounds) >= 3
    for color in (tones.text, tones.muted):
        assert min(contrast(color, ground) for ground in grounds) >= 4.5


def test_every_type_has_a_shape_of_its_own_and_every_shape_a_path():
    assert set(SYMBOLS) == set(TYPE_BY_CODE)
    assert max(Counter(SYMBOLS.values()).values()) == 1
    paths = [mark_path(code) for code in TYPE_BY_CODE]
    assert len(set(paths)) == len(paths)
    assert set(PATHS) == set(SYMBOLS.values())
    assert all(path.startswith("M") and path.endswith("Z") for path in paths)
