"""The timeline: page, panel and figure, all of the same view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.chart.figure import WIDTHS, FigureOptions, build_figure
from webapp.chart.palette import THEMES
from webapp.chart.textfit import DEFAULT_SPREAD
from webapp.chart.zoom import overview, zoom_links
from webapp.export.figure import captioned_figure
from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.query import words
from webapp.query.args import LANE_LABELS, LANES, SCALE_LABELS, SCALES
from webapp.query.view import View
from webapp.web.desk import desk
from webapp.web.diff import latest
from webapp.web.exports import menu
from webapp.web.htmx import VARY, render, wants_fragment
from webapp.web.linking import waiting, with_reports
from webapp.web.paging import pager
from webapp.web.people import may
from webapp.web.present import (
    Mark,
    date_groups,
    hidden_fields,
    known_row,
    panel,
    rows_left_out,
    terms_card,
)
from webapp.web.showing import live_desk, showing
from webapp.web.state import Asked, asked
from webapp.web.values import values_urls
from webapp.workspace.base import WorkspaceError

blueprint = Blueprint("timeline", __name__)


@blueprint.get("/")
def page() -> Response:
    """The timeline of a view; the part that filters change where htmx asks for it."""
    seen = asked()
    return render(
        "timeline/page.html",
        "timeline/_view.html",
        status=seen.status,
        push=seen.view.args.url(),
        **view_context(seen),
    )


@blueprint.get("/panel")
def panel_part() -> BaseResponse:
    """The panel alone; a browser that comes here by itself is sent to the page."""
    seen = asked()
    if not wants_fragment():
        answer = redirect(seen.view.args.url())
        answer.vary.update(VARY)
        return answer
    return render(
        "timeline/page.html",
        "timeline/_panel.html",
        status=seen.status,
        panel=_open_panel(seen.view),
        title=page_title(seen.view),
        args=seen.view.args,
    )


@blueprint.get("/figure.json")
def figure() -> Response:
    """The Plotly figure of a view, for a width, a theme and a font; with a caption for images.

    `meta.notices` says what was ignored of the arguments.
    """
    return drawn(asked())


def drawn(seen: Asked) -> Response:
    """The figure of a view in the form that the request asks for."""
    options = FigureOptions(
        width=round(_number("w", 1080, *WIDTHS)),
        theme=_theme(),
        spread=_number("k", DEFAULT_SPREAD * 100, 70, 200) / 100,
        transparent=request.args.get("ground") == "transparent",
    )
    make = captioned_figure if request.args.get("caption") == "1" else build_figure
    made = make(seen.view, options)
    made["meta"]["notices"] = [notice.message for notice in seen.notices]
    body = orjson.dumps(made, option=orjson.OPT_SERIALIZE_NUMPY)
    return Response(body, seen.status, mimetype="application/json")


def _theme() -> str:
    asked_for = request.args.get("theme", "light")
    return asked_for if asked_for in THEMES else "light"


def _number(name: str, default: float, low: float, high: float) -> float:
    """A number from the query string, within bounds; the default where it is none."""
    try:
        value = float(request.args.get(name, default))
    except ValueError:
        return default
    return min(max(value, low), high) if value == value else default


def view_context(seen: Asked) -> dict[str, Any]:
    """What the templates of the timeline need."""
    view = seen.view
    return {
        "view": view,
        "args": view.args,
        "data": view.dataset,
        "notices": seen.notices,
        "stale": seen.stale,
        "changed": latest(view.dataset),
        "desk": _desk_words(),
        "reports": _reports(view),
        "left_out": rows_left_out(view.dataset),
        "title": page_title(view),
        "groups": date_groups(view, view.page_rows),
        "panel": _open_panel(view),
        "hidden": hidden_fields(view.args),
        "lanes": [
            (LANE_LABELS[by], view.args.but(by=by).url(), by == view.args.by) for by in LANES
        ],
        "scales": [
            (SCALE_LABELS[s], view.args.but(scale=s).url(), s == view.args.scale) for s in SCALES
        ],
        "zoom": zoom_links(view),
        "overview": overview(view),
        "legend": legend(view),
        "pager": pager(view),
        "figure_url": view.args.but(event="").url("/figure.json"),
        "clear_url": view.args.unfiltered().url(),
        "exports": menu(view),
        "values_urls": values_urls(view.args),
        "terms": terms_card(view.dataset),
    }


@dataclass(frozen=True)
class DeskWords:
    """What the timeline says of the workspace. `left` names the table that the app has left for it
    by itself, `pairs` counts reports that may be of one event, `waiting` proposals to review."""

    shown: bool
    left: str
    pairs: int
    waiting: int


def _desk_words() -> DeskWords:
    shown = live_desk() is not None
    if not may("editor") or not shown:
        return DeskWords(shown, "", 0, 0)
    try:
        open_items = sum(a.open for a in desk().open().articles()) if desk().exists else 0
        return DeskWords(shown, showing().left, waiting(), open_items)
    except WorkspaceError:
        return DeskWords(shown, "", 0, 0)  # the table says that it is not the newest


def _reports(view: View) -> int | None:
    """How many reports the whole table rests on, where it counts them."""
    reports = view.dataset.reports
    return int(reports.sum()) if isinstance(reports, np.ndarray) else None


def _open_panel(view: View) -> Any:
    return with_reports(panel(view, view.args.event)) if view.args.event else None


def page_title(view: View) -> str:
    """Title of the browser's tab: the open event, or the filters, then the table."""
    data = view.dataset
    if view.args.event:
        first = words.label(data.record(known_row(data, view.args.event)))
    else:
        first = view.conditions_text
    return f"{first} – {data.title}" if first else f"{data.title} – Conflict Timeline"


def legend(view: View) -> list[Mark]:
    """Marks of the types in view, in the order of the vocabulary."""
    present = view.selection.by_value("event_type")
    return [
        Mark(code, kind.quad_class, True, kind.label)
        for code, kind in TYPE_BY_CODE.items()
        if code in present
    ]
