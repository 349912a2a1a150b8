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
    Item,
    LaneBand,
    Layout,
    labelled,
    stacked,
)
from webapp.chart.marks import plotly_text, traces
from webapp.chart.notes import (
    CUT_ROW,
    TICKS_ROOM,
    Plot,
    cut_words,
    lane_names,
    lower_ticks,
    titles,
)
from webapp.chart.palette import TONES, Tones, rgba
from webapp.chart.textfit import DEFAULT_SPREAD, text_width
from webapp.chart.ticks import Tick, scale_ticks
from webapp.chart.timescale import Cut, TimeScale, build_scale
from webapp.chart.zoom import bounded_spans, window_text
from webapp.model.dates import parse_date
from webapp.model.days import day_words
from webapp.model.problems import shorten
from webapp.model.vocabulary import split_parties
from webapp.query import words
from webapp.query.view import View
from webapp.store.dataset import OPEN_END, OPEN_START

Dict = dict[str, Any]
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
LABELLED_MOST = 60
TITLE_MOST, SPEAKER_MOST = 120, 60
STACKED_MOST = 5000
STACKED_ROWS = 90
HEAT_LANE = 34.0
BOTTOM, RIGHT = 42.0, 12.0
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
    starts, ends, counts = bounded_spans(view)
    window = (view.args.first_day, view.args.last_day)
    if window[0] is not None or window[1] is not None:
        low = window[0] if window[0] is not None else OPEN_START
        high = window[1] + 1 if window[1] is not None else OPEN_END
        starts, ends = np.clip(starts, low, high - 1), np.clip(ends, low + 1, high)
    return build_scale(starts, ends, window, width, view.args.scale == "compressed", counts)


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
    found = []
    for row, event in zip(view.rows.tolist(), view.dataset.records(view.rows), strict=True):
        label = words.label(event | _short(event))
        if view.is_possible(row):
            label += " (possibly)"
        date = parse_date(str(event["date"]))
        others = view.dataset.others.get(str(event["event_id"]), ())
        for number, lane in enumerate(lanes.of(event, others)):
            found.append(Item(row, lane, date, label, event, again=number > 0))
    return found


def _short(event: words.Event) -> Dict:
    """Title and speaker at most as long as a label can show, so that the speaker is never cut off
    together with the end of a title."""
    return {
        "title": shorten(str(event["title"]), TITLE_MOST),
        "speaker": shorten(str(event["speaker"]), SPEAKER_MOST),
    }


def _places(view: View, layout: Layout) -> Dict:
    """Where each event is, and from which lane to which its arrow goes, by event id."""
    middles = {band.name: (band.top + band.bottom) / 2 for band in layout.bands}
    rows, arrows = {}, {}
    for placed in (placed for placed in layout.placed if not placed.item.again):
        event_id = str(placed.item.event["event_id"])
        rows[event_id] = [round(placed.x, 1), round(placed.y, 1), round(placed.height, 1)]
        recipients = split_parties(str(placed.item.event["recipients"]))
        targets = [middles[n] for n in (lane_of((r,)) for r in recipients) if n in middles]
        if targets and view.args.by == "party":
            arrows[event_id] = [round(y, 1) for y in targets]
    return {"rows": rows, "arrows": arrows}


def _heat(view: View, lanes: Lanes, scale: TimeScale, options: FigureOptions) -> Drawing:
    """Counts by lane and stretch of time; each cell leads to its events."""
    spans = view.selection.spans
    counts = view.selection.by_lane(lanes.column, lanes.places, len(lanes.names))
    cells = heat.heat_cells(counts, spans.first, spans.last, scale)
    narrow = _heads(options)
    step = HEAT_LANE + (22 if narrow else 0)
    bands = [LaneBand(n, i * step, (i + 1) * step) for i, n in enumerate(lanes.names)]
    layout = Layout([], bands, step * len(bands), narrow)
    most = max((cell.weight for cell in cells), default=1.0)
    trace = _heat_trace(cells, lanes.names, most, step, TONES[options.theme])
    windows = [[window_text(cell.first), window_text(cell.last)] for cell in cells]
    return Drawing("heat", layout, [trace], {"cells": windows, "rows": {}, "arrows": {}})


def _heat_trace(
    cells: list[heat.Cell], names: Sequence[str], most: float, step: float, tones: Tones
) -> Dict:
    base = "#0067a8" if tones.ground == "#ffffff" else "#56b4e9"
    top = np.log1p(max(most, 1.0))
    shades = [rgba(base, round(0.12 + 0.88 * np.log1p(c.weight) / top, 3)) for c in cells]
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
    """What a cell counts, in the terms of the window that a click on it leads to."""
    count = cell.within + cell.possibly
    noun = "event" if count == 1 else "events"
    span = day_words(cell.first)
    if cell.last != cell.first:
        span += f" to {day_words(cell.last)}"
    lines = [f"{count:,} {noun}", plotly_text(lane), span]
    if cell.possibly:
        lines.insert(1, f"{cell.possibly:,} of them only possibly in these days")
    return "<br>".join(lines)


def _assemble(
    view: View, drawing: Drawing, scale: TimeScale, gutter: float, options: FigureOptions
) -> Dict:
    tones = TONES[options.theme]
    layout = drawing.layout
    ticks = scale_ticks(scale, options.spread, _event_days(layout)) if _dated(view) else []
    plot = Plot(scale.width, layout.height)
    upright, above = cut_words(plot, scale, layout, options.spread, tones)
    top = TICKS_ROOM + (CUT_ROW if above else 0)
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
        *titles(view, scale, plot, layout, tones, options.transparent),
        *lane_names(plot, layout, gutter, options.spread, tones),
        *upright,
        *above,
        *lower_ticks(plot, ticks, tones),
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


def _dated(view: View) -> bool:
    """Whether anything gives the time scale a date; without one, ticks would invent it."""
    args = view.args
    return len(bounded_spans(view)[0]) > 0 or args.first is not None or args.last is not None


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
