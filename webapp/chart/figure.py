"""The figure of a view: a plain dict in Plotly's terms, and what the page's script needs beside it.

A plain dict, because building `plotly.graph_objects` takes some ten times as long; the tests put it
through `go.Figure`, which validates every attribute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from webapp.chart import heat
from webapp.chart.lanes import Lanes, assign_lanes, lane_of
from webapp.chart.layout import (
    LABEL_FONT,
    LINE,
    Box,
    Item,
    LaneBand,
    Layout,
    Placed,
    labelled,
    stacked,
)
from webapp.chart.marks import plotly_text, traces
from webapp.chart.palette import TONES, Tones, rgba
from webapp.chart.textfit import DEFAULT_SPREAD, text_width, wrap_to
from webapp.chart.ticks import Tick, scale_ticks
from webapp.chart.timescale import Cut, TimeScale, build_scale
from webapp.model.days import day_words, iso
from webapp.model.vocabulary import split_parties
from webapp.query import words
from webapp.query.view import View
from webapp.store.dataset import OPEN_END, OPEN_START

Dict = dict[str, Any]
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
LABELLED_MOST = 60
STACKED_MOST = 5000
STACKED_ROWS = 90
HEAT_LANE = 34.0
TOP, BOTTOM, RIGHT = 46.0, 42.0, 12.0
CUT_FONT = 11
CUT_ROW = 18.0
WIDTHS = (280, 4000)
NARROW = 620


@dataclass(frozen=True)
class FigureOptions:
    """What the figure is for: pixels of width, theme, how wide the font runs, extra space for words
    above and below (exports), transparent ground."""

    width: int = 1080
    theme: str = "light"
    spread: float = DEFAULT_SPREAD
    above: float = 0.0
    below: float = 0.0
    transparent: bool = False


@dataclass(frozen=True)
class Drawing:
    """What one level of detail has drawn, before axes and words are added."""

    level: str
    layout: Layout
    traces: list[Dict]
    meta: Dict


def build_figure(view: View, options: FigureOptions | None = None) -> Dict:
    """`{"data", "layout", "meta"}` of a view.

    x runs from 0 to the plot's width and y from its height to 0, both in pixels; `meta.scale` maps
    pixels back to days, `meta.rows` gives each event's place, `meta.level` the level of detail.
    """
    options = options or FigureOptions()
    lanes = assign_lanes(view)
    gutter = _gutter(lanes.names, options)
    scale = _scale(view, options.width - gutter - RIGHT)
    drawing = _draw(view, lanes, scale, options)
    return _assemble(view, drawing, scale, gutter, options)


def _gutter(names: Sequence[str], options: FigureOptions) -> float:
    """Width at the left for lane names; on narrow charts the names stand above their lanes."""
    if _heads(options):
        return 10.0
    longest = max((text_width(n, LABEL_FONT, options.spread) for n in names), default=0)
    return float(min(max(longest * 1.08 + 18, 90), 150))


def _heads(options: FigureOptions) -> bool:
    """Whether lane names stand above their lanes, for want of room beside them."""
    return options.width < NARROW


def _scale(view: View, width: float) -> TimeScale:
    """The time scale over the bounded days of the view and its window."""
    data, rows = view.dataset, view.rows
    first, last = data.first_days[rows], data.last_days[rows]
    bounded = (first > OPEN_START) | (last < OPEN_END)
    first, last = first[bounded], last[bounded]
    starts = np.where(first > OPEN_START, first, last)
    ends = np.where(last < OPEN_END, last, first) + 1
    window = (view.args.first_day, view.args.last_day)
    if window[0] is not None or window[1] is not None:
        low = window[0] if window[0] is not None else OPEN_START
        high = window[1] + 1 if window[1] is not None else OPEN_END
        starts, ends = np.clip(starts, low, high - 1), np.clip(ends, low + 1, high)
    return build_scale(starts, ends, window, width, view.args.scale == "compressed")


def _draw(view: View, lanes: Lanes, scale: TimeScale, options: FigureOptions) -> Drawing:
    """The finest level of detail that the number of events allows."""
    if view.count <= STACKED_MOST:
        items = _items(view, lanes)
        layout: Layout | None
        if view.count <= LABELLED_MOST:
            level, layout = (
                "labelled",
                labelled(items, lanes.names, scale, options.spread, _heads(options)),
            )
        else:
            level, layout = (
                "stacked",
                stacked(items, lanes.names, scale, STACKED_ROWS, _heads(options)),
            )
        if layout is not None:
            return Drawing(
                level, layout, traces(view, layout, options.theme), _places(view, layout)
            )
    return _heat(view, lanes, scale, options)


def _items(view: View, lanes: Lanes) -> list[Item]:
    events = view.dataset.events.iloc[view.rows].to_dict("records")
    found = []
    for row, lane, event in zip(view.rows.tolist(), lanes.codes.tolist(), events, strict=True):
        label = words.label(event)
        if row in view.possibly:
            label += " (possibly)"
        found.append(Item(row, lane, view.dataset.date(row), label))
    return found


def _places(view: View, layout: Layout) -> Dict:
    """Where each event is, and from which lane to which its arrow goes, by event id."""
    events = view.dataset.events
    middles = {band.name: (band.top + band.bottom) / 2 for band in layout.bands}
    rows, arrows = {}, {}
    for placed in layout.placed:
        event_id = str(events["event_id"].iat[placed.item.row])
        rows[event_id] = [round(placed.x, 1), round(placed.y, 1), round(placed.height, 1)]
        recipients = split_parties(str(events["recipients"].iat[placed.item.row]))
        targets = [middles[n] for n in (lane_of((r,)) for r in recipients) if n in middles]
        if targets and view.args.by == "party":
            arrows[event_id] = [round(y, 1) for y in targets]
    return {"rows": rows, "arrows": arrows}


def _heat(view: View, lanes: Lanes, scale: TimeScale, options: FigureOptions) -> Drawing:
    """Counts by lane and stretch of time; each cell leads to its events."""
    data, rows = view.dataset, view.rows
    firsts = np.where(
        data.first_days[rows] > OPEN_START, data.first_days[rows], data.last_days[rows]
    )
    if view.args.first_day is not None:
        firsts = np.maximum(firsts, view.args.first_day)
    cells = heat.heat_cells(lanes.codes, firsts, len(lanes.names), scale)
    narrow = _heads(options)
    step = HEAT_LANE + (22 if narrow else 0)
    bands = [LaneBand(n, i * step, (i + 1) * step) for i, n in enumerate(lanes.names)]
    layout = Layout([], bands, step * len(bands), narrow)
    most = max((cell.count for cell in cells), default=1)
    trace = _heat_trace(cells, lanes.names, most, step, TONES[options.theme])
    windows = [[iso(cell.first), iso(cell.last)] for cell in cells]
    return Drawing("heat", layout, [trace], {"cells": windows, "rows": {}, "arrows": {}})


def _heat_trace(
    cells: list[heat.Cell], names: Sequence[str], most: int, step: float, tones: Tones
) -> Dict:
    base = "#0067a8" if tones.ground == "#ffffff" else "#56b4e9"
    shades = [rgba(base, round(0.15 + 0.85 * np.log1p(c.count) / np.log1p(most), 3)) for c in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Events",
        "base": [round(c.left, 1) for c in cells],
        "x": [round(c.right - c.left, 2) for c in cells],
        "y": [(c.lane + 1) * step - HEAT_LANE / 2 for c in cells],
        "width": HEAT_LANE - 8,
        "marker": {"color": shades, "line": {"width": 0}},
        "customdata": list(range(len(cells))),
        "hovertext": [_cell_text(cell, names[cell.lane]) for cell in cells],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _cell_text(cell: heat.Cell, lane: str) -> str:
    noun = "event" if cell.count == 1 else "events"
    span = day_words(cell.first)
    if cell.last != cell.first:
        span += f" to {day_words(cell.last)}"
    return f"{cell.count:,} {noun}<br>{plotly_text(lane)}<br>{span}"


def _assemble(
    view: View, drawing: Drawing, scale: TimeScale, gutter: float, options: FigureOptions
) -> Dict:
    tones = TONES[options.theme]
    layout = drawing.layout
    ticks = scale_ticks(scale, options.spread, _event_days(layout))
    plot = Plot(scale.width, layout.height)
    upright, above = _cut_words(plot, scale, layout, options.spread, tones)
    top = TOP + (CUT_ROW if above else 0)
    margin = {
        "l": gutter,
        "r": RIGHT,
        "t": top + options.above,
        "b": BOTTOM + options.below,
        "pad": 0,
    }
    meta = {
        **drawing.meta,
        "level": drawing.level,
        "count": view.count,
        "margin": margin,
        "scale": [[s.first, s.end, round(s.left, 2), round(s.right, 2)] for s in scale.segments],
        "plot": [scale.width, layout.height],
        "above": top,
        "cuts": [cut.words for cut in scale.cuts],
    }
    annotations = [
        *_titles(view, scale, plot, layout, tones, options.transparent),
        *_lane_names(plot, layout, gutter, options.spread, tones),
        *upright,
        *above,
        *_lower_ticks(plot, ticks, tones),
    ]
    figure_layout = {
        "template": "none",
        "width": options.width,
        "height": round(layout.height + margin["t"] + margin["b"]),
        "margin": margin,
        "autosize": False,
        "paper_bgcolor": "rgba(0,0,0,0)" if options.transparent else tones.ground,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": LABEL_FONT, "color": tones.text},
        "showlegend": False,
        "barmode": "overlay",
        "bargap": 0,
        "dragmode": "zoom",
        "hovermode": "closest",
        "hoverdistance": 14,
        "hoverlabel": _hover_style(tones),
        "transition": {"duration": 0},
        "xaxis": _x_axis(scale.width, ticks, tones),
        "yaxis": _y_axis(layout.height),
        "shapes": [*_bands(layout, gutter, scale.width, tones), *_cut_bands(scale.cuts, tones)],
        "annotations": annotations,
    }
    return {"data": drawing.traces, "layout": figure_layout, "meta": meta}


def _event_days(layout: Layout) -> list[int]:
    """Days that are marked in the labelled level, the busiest first."""
    dates = (placed.item.date for placed in layout.placed if placed.box)
    counts = Counter(date.earliest for date in dates if date.precision == "day")
    return [day for day, _ in counts.most_common() if day is not None]


def _hover_style(tones: Tones) -> Dict:
    font = {"family": FONT, "size": 13, "color": tones.text}
    return {"align": "left", "bgcolor": tones.ground, "bordercolor": tones.muted, "font": font}


def _x_axis(width: float, ticks: list[Tick], tones: Tones) -> Dict:
    return {
        "type": "linear",
        "range": [0, width],
        "side": "top",
        "tickmode": "array",
        "tickvals": [round(t.x, 1) for t in ticks],
        "ticktext": [f"{t.upper}<br>{t.lower}" if t.lower else t.upper for t in ticks],
        "tickfont": {"size": 12, "color": tones.muted},
        "tickangle": 0,
        "ticks": "",
        "showgrid": True,
        "gridcolor": tones.rule,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "fixedrange": False,
    }


def _y_axis(height: float) -> Dict:
    return {"range": [height, 0], "visible": False, "fixedrange": True, "zeroline": False}


def _bands(layout: Layout, gutter: float, width: float, tones: Tones) -> list[Dict]:
    """Every other lane shaded, from edge to edge."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": -gutter / width,
            "x1": 1 + RIGHT / width,
            "yref": "y",
            "y0": round(band.top, 1),
            "y1": round(band.bottom, 1),
            "fillcolor": tones.lane,
            "line": {"width": 0},
            "layer": "below",
        }
        for band in layout.bands[::2]
    ]


def _cut_bands(cuts: Sequence[Cut], tones: Tones) -> list[Dict]:
    """Dotted bands across all lanes where time was left out."""
    shapes: list[Dict] = []
    for cut in cuts:
        left, right = round(cut.left + 4, 1), round(cut.right - 4, 1)
        edge = {"color": tones.muted, "width": 1, "dash": "dot"}
        common = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
        shapes.append(
            {"type": "rect", "x0": left, "x1": right, "fillcolor": tones.cut, "line": {"width": 0}}
            | common
        )
        shapes += [{"type": "line", "x0": x, "x1": x, "line": edge} | common for x in (left, right)]
    return shapes


@dataclass(frozen=True)
class Plot:
    """The plot area, in pixels."""

    width: float
    height: float

    def note(self, text: str, x: float, y: float, **more: Any) -> Dict:
        """An annotation without an arrow at pixels of the plot area, inside or outside of it.

        In paper coordinates, since Plotly hides annotations beyond the range of their axes.
        """
        place = {"x": round(x / self.width, 5), "y": round(1 - y / self.height, 5)}
        refs = {"xref": "paper", "yref": "paper", "showarrow": False, "borderpad": 0}
        return {"text": text, **place, **refs, "xanchor": "center", "yanchor": "middle", **more}


def _titles(
    view: View, scale: TimeScale, plot: Plot, layout: Layout, tones: Tones, transparent: bool
) -> list[Dict]:
    """Titles of the labelled level; a click on one opens its event."""
    ids = view.dataset.events["event_id"]
    grounds = [
        tones.lane if number % 2 == 0 else tones.ground for number in range(len(layout.bands))
    ]
    return [
        plot.note(
            "<br>".join(plotly_text(line) for line in placed.box.lines),
            placed.box.left,
            (placed.box.top + placed.box.bottom) / 2,
            name=str(ids.iat[placed.item.row]),
            xanchor="left",
            align="left" if placed.box.left >= placed.x else "right",
            captureevents=True,
            bgcolor=_title_ground(placed, scale, grounds[placed.item.lane], transparent),
            font={"size": LABEL_FONT, "color": tones.text},
        )
        for placed in layout.placed
        if placed.box
    ]


def _title_ground(placed: Placed, scale: TimeScale, ground: str, transparent: bool) -> str:
    """A ground behind a title that crosses a cut: the band's edges must not run through it."""
    box, span = placed.box, placed.span
    crosses = box and any(box.left < cut.right and box.right > cut.left for cut in scale.cuts)
    on_bar = box and span and box.left < span.right and box.right > span.left
    return ground if crosses and not on_bar and not transparent else "rgba(0,0,0,0)"


def _lane_names(
    plot: Plot, layout: Layout, gutter: float, spread: float, tones: Tones
) -> list[Dict]:
    """Lane names, in the gutter or at the head of their lanes."""
    font = {"size": LABEL_FONT, "color": tones.text, "weight": 600}
    notes = []
    for band in layout.bands:
        if layout.heads:
            text = plotly_text(wrap_to(band.name, LABEL_FONT, plot.width / 1.08, spread, most=1)[0])
            notes.append(plot.note(text, 0, band.top + 13, xanchor="left", font=font))
            continue
        most = max(1, int((band.bottom - band.top) // LINE))
        lines = wrap_to(band.name, LABEL_FONT, (gutter - 16) / 1.08, spread, most)
        text = "<br>".join(plotly_text(line) for line in lines)
        middle = (band.top + band.bottom) / 2
        notes.append(plot.note(text, -8, middle, font=font, xanchor="right", align="right"))
    return notes


def _cut_words(
    plot: Plot, scale: TimeScale, layout: Layout, spread: float, tones: Tones
) -> tuple[list[Dict], list[Dict]]:
    """The length of each cut: upright in its band where no title stands, else above the ticks."""
    boxes = [placed.box for placed in layout.placed if placed.box]
    font = {"size": CUT_FONT, "color": tones.muted}
    upright: list[Dict] = []
    above: list[Dict] = []
    reach = 0.0
    for cut in scale.cuts:
        width = text_width(cut.words, CUT_FONT, spread)
        middle = _free_stretch(boxes, cut, layout.height, width + 10)
        x = (cut.left + cut.right) / 2
        if middle is not None:
            upright.append(plot.note(cut.words, x, middle, textangle=-90, font=font))
            continue
        left = min(max(x - width / 2, reach), plot.width - width)
        reach = left + width + 10
        above.append(plot.note(cut.words, left, -TOP - CUT_ROW / 2 + 2, xanchor="left", font=font))
    return upright, above


def _free_stretch(boxes: Sequence[Box], cut: Cut, height: float, need: float) -> float | None:
    """Middle of the longest stretch of a band that no title crosses, if it is long enough."""
    taken = sorted((b.top, b.bottom) for b in boxes if b.left < cut.right and b.right > cut.left)
    best, start = (0.0, 0.0), 0.0
    for top, bottom in [*taken, (height, height)]:
        if top - start > best[1] - best[0]:
            best = (start, top)
        start = max(start, bottom)
    return (best[0] + best[1]) / 2 if best[1] - best[0] >= need else None


def _lower_ticks(plot: Plot, ticks: list[Tick], tones: Tones) -> list[Dict]:
    """The ticks once more below a tall chart, where the upper ones are out of sight."""
    if plot.height < 480:
        return []
    font = {"size": 12, "color": tones.muted}
    return [
        plot.note(
            f"{t.upper}<br>{t.lower}" if t.lower else t.upper,
            t.x,
            plot.height + 5,
            yanchor="top",
            font=font,
        )
        for t in ticks
    ]
