"""Every word on the chart as a Plotly annotation: titles, lane names, cuts, ticks below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp.chart.layout import LABEL_FONT, LINE, Box, Layout, Placed
from webapp.chart.marks import plotly_text
from webapp.chart.palette import Tones
from webapp.chart.textfit import text_width, wrap_to
from webapp.chart.ticks import Tick
from webapp.chart.timescale import Cut, TimeScale, duration_words
from webapp.query.view import View

Dict = dict[str, Any]
CUT_FONT = 11
CUT_GAP = 10.0
CUT_ROW = 18.0
TICKS_ROOM = 46.0
"""Room above the plot for ticks of two lines; the words of cuts go above that."""


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


def titles(
    view: View, scale: TimeScale, plot: Plot, layout: Layout, tones: Tones, transparent: bool
) -> list[Dict]:
    """Titles of the labelled level; a click on one opens its event."""
    grounds = [
        tones.lane if number % 2 == 0 else tones.ground for number in range(len(layout.bands))
    ]
    return [
        plot.note(
            "<br>".join(plotly_text(line) for line in placed.box.lines),
            placed.box.left,
            (placed.box.top + placed.box.bottom) / 2,
            name=str(placed.item.event["event_id"]),
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


def lane_names(
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


def cut_words(
    plot: Plot, scale: TimeScale, layout: Layout, spread: float, tones: Tones
) -> tuple[list[Dict], list[Dict]]:
    """The length of each cut: upright in its band where no title stands, else above the ticks."""
    boxes = [placed.box for placed in layout.placed if placed.box]
    font = {"size": CUT_FONT, "color": tones.muted}
    upright: list[Dict] = []
    crossed: list[Cut] = []
    for cut in scale.cuts:
        need = text_width(cut.words, CUT_FONT, spread) + CUT_GAP
        middle = _free_stretch(boxes, cut, layout.height, need)
        x = (cut.left + cut.right) / 2
        if middle is None:
            crossed.append(cut)
        else:
            upright.append(plot.note(cut.words, x, middle, textangle=-90, font=font))
    y = -TICKS_ROOM - CUT_ROW / 2 + 2
    above = [
        plot.note(text, left, y, xanchor="left", font=font)
        for text, left in _side_by_side(crossed, plot.width, spread)
    ]
    return upright, above


def _side_by_side(cuts: Sequence[Cut], width: float, spread: float) -> list[tuple[str, float]]:
    """Words of cuts and where they begin, each as near to its cut as the others let it."""
    texts = [cut.words for cut in cuts]
    widths = [text_width(text, CUT_FONT, spread) + CUT_GAP for text in texts]
    if sum(widths) > width:
        texts = [duration_words(cut.days) for cut in cuts]
        widths = [text_width(text, CUT_FONT, spread) + CUT_GAP for text in texts]
    lefts, reach = [], 0.0
    for cut, wide in zip(cuts, widths, strict=True):
        lefts.append(max((cut.left + cut.right - wide + CUT_GAP) / 2, reach))
        reach = lefts[-1] + wide
    limit = width + CUT_GAP
    for at in reversed(range(len(cuts))):
        lefts[at] = limit = min(lefts[at], limit - widths[at])
    return list(zip(texts, lefts, strict=True))


def _free_stretch(boxes: Sequence[Box], cut: Cut, height: float, need: float) -> float | None:
    """Middle of the longest stretch of a band that no title crosses, if it is long enough."""
    taken = sorted((b.top, b.bottom) for b in boxes if b.left < cut.right and b.right > cut.left)
    best, start = (0.0, 0.0), 0.0
    for top, bottom in [*taken, (height, height)]:
        if top - start > best[1] - best[0]:
            best = (start, top)
        start = max(start, bottom)
    return (best[0] + best[1]) / 2 if best[1] - best[0] >= need else None


def lower_ticks(plot: Plot, ticks: list[Tick], tones: Tones) -> list[Dict]:
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
