"""Placed events as Plotly traces: bars, their ends, arrows of open ends, and marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from webapp.chart.layout import MARK, Layout, Placed, Span
from webapp.chart.palette import QUAD_COLORS, rgba, symbol
from webapp.model.text import printable
from webapp.query import words
from webapp.query.view import View

Dict = dict[str, Any]
FADE_STEPS = 6
FADE_LENGTH = 48.0
FILL = 0.26
BAR = 17.0
STACKED_BAR = 8.0


def plotly_text(text: str) -> str:
    """Untrusted text for Plotly, which reads `<b>`, `<a>` and entities in what it shows.

    We write no such tags ourselves either, but `<br>`: Plotly makes inline styles of them,
    which the content security policy refuses.
    """
    shown = printable(text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def hover_text(event: words.Event, caption: str, possibly: bool) -> str:
    """Title, date, status and the first words of the quote, broken into short lines."""
    lines = [_broken(str(event["title"]), 200), _broken(caption, 120)]
    if possibly:
        lines.append("possibly outside the chosen dates")
    lines.append(_broken(f"{words.type_label(event)}, {words.status(event)}", 160))
    quote = str(event["quote"])
    if quote:
        lines.append(f"“{_broken(quote, 140)}”")
    return "<br>".join(lines)


def _broken(text: str, most: int, width: int = 52) -> str:
    """Escaped text of at most `most` characters in lines of about `width`."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    lines, line = [], ""
    for word in cut.split():
        for piece in (word[i : i + width] for i in range(0, len(word), width)):
            if line and len(line) + len(piece) >= width:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    return "<br>".join(plotly_text(part) for part in [*lines, line])


@dataclass
class _Bars:
    """Columns of the bar trace."""

    base: list[float] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)
    color: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def add(
        self,
        left: float,
        right: float,
        placed: Placed,
        color: str,
        height: float,
        id_text: tuple[str, str],
    ) -> None:
        self.base.append(round(left, 1))
        self.x.append(round(right - left, 2))
        self.y.append(round(placed.y, 1))
        self.width.append(height)
        self.color.append(color)
        self.ids.append(id_text[0])
        self.text.append(id_text[1])


def traces(view: View, layout: Layout, theme: str) -> list[Dict]:
    """Traces for the labelled and the stacked level; `customdata` is the event id of each point."""
    bars = _Bars()
    arrows: dict[str, list[Any]] = {"x": [], "y": [], "symbol": [], "color": []}
    marks: dict[str, list[Any]] = {
        "x": [],
        "y": [],
        "symbol": [],
        "color": [],
        "id": [],
        "text": [],
    }
    for placed in layout.placed:
        event = placed.item.event
        color = QUAD_COLORS[theme][event["quad_class"]]
        text = hover_text(event, placed.item.date.caption, view.is_possible(placed.item.row))
        if placed.span:
            height = BAR if placed.box else STACKED_BAR
            for left, right, fill in _pieces(placed.span, color):
                bars.add(left, right, placed, fill, height, (event["event_id"], text))
            _add_arrows(arrows, placed, placed.span, color)
        marks["x"].append(round(placed.x, 1))
        marks["y"].append(round(placed.y, 1))
        marks["symbol"].append(symbol(event["event_type"], event["claim_status"]))
        marks["color"].append(color)
        marks["id"].append(event["event_id"])
        marks["text"].append(text)
    return [_bar_trace(bars), _arrow_trace(arrows), _mark_trace(marks)]


def _pieces(span: Span, color: str) -> Iterator[tuple[float, float, str]]:
    """A bar in pieces: firm in the middle, with an edge at a known end, fading at a soft one."""
    length = span.right - span.left
    both = span.soft_left and span.soft_right
    fade = min(FADE_LENGTH, length * (0.45 if both else 0.6))
    low = span.left + (fade if span.soft_left else 0)
    high = span.right - (fade if span.soft_right else 0)
    step = fade / FADE_STEPS
    for number in range(FADE_STEPS):
        fill = rgba(color, round(FILL * (number + 0.6) / FADE_STEPS, 3))
        if span.soft_left:
            yield span.left + number * step, span.left + (number + 1) * step, fill
        if span.soft_right:
            yield span.right - (number + 1) * step, span.right - number * step, fill
    yield low, high, rgba(color, FILL)
    if not (span.soft_left or span.cut_left):
        yield span.left, span.left + 2, rgba(color, 0.9)
    if not (span.soft_right or span.cut_right):
        yield span.right - 2, span.right, rgba(color, 0.9)


def _add_arrows(arrows: dict[str, list[Any]], placed: Placed, span: Span, color: str) -> None:
    ends = ((span.open_left, span.left, "arrow-left"), (span.open_right, span.right, "arrow-right"))
    for is_open, x, name in ends:
        if is_open:
            arrows["x"].append(round(x, 1))
            arrows["y"].append(round(placed.y, 1))
            arrows["symbol"].append(name)
            arrows["color"].append(color)


def _bar_trace(bars: _Bars) -> Dict:
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Spans",
        "base": bars.base,
        "x": bars.x,
        "y": bars.y,
        "width": bars.width,
        "marker": {"color": bars.color, "line": {"width": 0}},
        "customdata": bars.ids,
        "hovertext": bars.text,
        "hoverinfo": "text",
        "showlegend": False,
    }


def _arrow_trace(arrows: dict[str, list[Any]]) -> Dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Open ends",
        "x": arrows["x"],
        "y": arrows["y"],
        "marker": {"symbol": arrows["symbol"], "color": arrows["color"], "size": 9},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _mark_trace(marks: dict[str, list[Any]]) -> Dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Events",
        "x": marks["x"],
        "y": marks["y"],
        "marker": {
            "symbol": marks["symbol"],
            "color": marks["color"],
            "size": MARK,
            "line": {"width": 1.8, "color": marks["color"]},
            "opacity": 1,
        },
        "customdata": marks["id"],
        "hovertext": marks["text"],
        "hoverinfo": "text",
        "showlegend": False,
        "cliponaxis": False,
    }
