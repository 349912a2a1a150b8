"""The figure of a view with its caption inside the picture, so that an image can stand alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from webapp.chart.figure import FigureOptions, build_figure
from webapp.chart.marks import plotly_text
from webapp.chart.notes import Plot
from webapp.chart.palette import QUAD_COLORS, SYMBOLS, TONES
from webapp.chart.textfit import text_width, wrap
from webapp.export.about import About, about, file_name
from webapp.export.rows import sources_of, text_of
from webapp.model.vocabulary import QUAD_BY_KEY, TYPE_BY_CODE
from webapp.query.view import View

TITLE_FONT, TEXT_FONT, SMALL_FONT = 20, 14, 11.5
EDGE = 12.0
LEGEND_ROW = 24.0
MARK_ROOM = 58.0


def captioned_figure(
    view: View, options: FigureOptions | None = None, today: date | None = None
) -> dict[str, Any]:
    """As `build_figure`, with title and filter sentence above, and legend, counts, sources, credit,
    day of export and cuts below. `today` is the day of export in UTC."""
    options = options or FigureOptions()
    what = about(view, today or datetime.now(UTC).date())
    room = options.width - 2 * EDGE
    title = wrap(what.title, TITLE_FONT, room / 1.06, options.spread)
    sentence = wrap(f"{what.sentence}.", TEXT_FONT, room, options.spread)
    legend = _legend(view, options)
    plain = build_figure(view, options)
    notes = [
        line
        for text in _notes(view, what, plain["meta"]["cuts"], bool(legend))
        for line in wrap(text, SMALL_FONT, room, options.spread)
    ]
    legend_height = _legend_rows(legend, room, options.spread) * LEGEND_ROW
    above = len(title) * 26 + len(sentence) * 19 + 18
    below = legend_height + len(notes) * 16 + 20
    figure = build_figure(view, replace(options, above=above, below=below))
    layout = figure["layout"]
    left, top, tones = EDGE - layout["margin"]["l"], -layout["margin"]["t"], TONES[options.theme]
    plot = Plot(*figure["meta"]["plot"])
    layout["annotations"] += [
        _block(plot, title, left, top + 10, TITLE_FONT, tones.text, bold=True),
        _block(plot, sentence, left, top + 14 + len(title) * 26, TEXT_FONT, tones.text),
        _block(plot, notes, left, plot.height + 48 + legend_height, SMALL_FONT, tones.muted),
    ]
    figure["data"] += legend
    figure["meta"]["file"] = file_name(view, "png").removesuffix(".png")
    _place_legend(figure, left, legend)
    return figure


def _notes(view: View, what: About, cuts: list[str], marks: bool) -> list[str]:
    """What stands below the picture."""
    scale = f"time scale cut: {', '.join(cuts)}" if cuts else "time scale true, without cuts"
    notes = [f"{what.shown:,} of {what.total:,} events; {scale}."]
    if what.caution:
        notes.append(f"{what.caution[0].upper()}{what.caution[1:]}.")
    if marks:
        notes.append(
            "Filled marks: the source says it in its own voice. Open marks: a speaker claims, "
            "alleges or expects it. Bars: some time within; soft ends approximate, arrows open."
        )
    notes += [f"Source: {source.text}" for source in what.sources[:6]]
    if len(what.sources) > 6:
        notes.append(f"and {len(what.sources) - 6:,} more sources.")
    notes += what.credit_lines
    if what.terms:
        notes.append(f"{what.terms} {_accessed(view)}")
    return [*notes, f"{what.made_by}."]


def _accessed(view: View) -> str:
    """When the table was got, as those who make living tables ask a picture to say.

    That of the sources where they tell it (their citations do), else the day of opening the table.
    """
    if any(text_of(row, "retrieved") for row in sources_of(view)):
        return ""
    return f"Table opened {view.dataset.opened.isoformat()} (UTC)."


def _legend(view: View, options: FigureOptions) -> list[dict[str, Any]]:
    """One empty trace for each type in view, for Plotly's legend."""
    present = view.selection.by_value("event_type")
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": f"{kind.label}",
            "hoverinfo": "skip",
            "showlegend": True,
            "marker": {
                "symbol": SYMBOLS[code],
                "size": 11,
                "color": QUAD_COLORS[options.theme][kind.quad_class],
            },
        }
        for code, kind in TYPE_BY_CODE.items()
        if code in present and kind.quad_class in QUAD_BY_KEY
    ]


def _legend_rows(legend: list[dict[str, Any]], room: float, spread: float) -> int:
    """How many rows Plotly needs for the legend: it makes all its columns as wide as the widest."""
    if not legend:
        return 0
    widest = max(text_width(trace["name"], 12, spread) for trace in legend) + MARK_ROOM
    return -(-len(legend) // max(1, int(room // widest)))


def _place_legend(figure: dict[str, Any], left: float, legend: list[dict[str, Any]]) -> None:
    width, height = figure["meta"]["plot"]
    figure["layout"]["showlegend"] = bool(legend)
    figure["layout"]["legend"] = {
        "orientation": "h",
        "x": left / width,
        "xanchor": "left",
        "y": -44 / height,
        "yanchor": "top",
        "font": {"size": 12},
        "bgcolor": "rgba(0,0,0,0)",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _block(
    plot: Plot,
    lines: list[str],
    left: float,
    top: float,
    size: float,
    color: str,
    bold: bool = False,
) -> dict[str, Any]:
    """Lines of text with their upper left corner at pixels of the plot area."""
    font: dict[str, Any] = {"size": size, "color": color}
    if bold:
        font["weight"] = 700
    text = "<br>".join(plotly_text(line) for line in lines)
    return plot.note(text, left, top, xanchor="left", yanchor="top", align="left", font=font)
