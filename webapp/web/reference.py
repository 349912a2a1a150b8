"""Sources, codebook, help, and the list of problems in the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from flask import Blueprint, Response

from webapp.export.rows import Row, is_missing, whole
from webapp.model.columns import EVENT_COLUMNS
from webapp.model.problems import shorten
from webapp.model.vocabulary import CLAIM_STATUSES, DATE_BASES, EVENT_TYPES, QUAD_CLASSES
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.web.errors import NotFound
from webapp.web.exports import refusal
from webapp.web.htmx import render
from webapp.web.linking import held_source
from webapp.web.present import EventLine, Mark, event_line, rows_left_out, source_card, terms_card
from webapp.web.state import current, dataset

blueprint = Blueprint("reference", __name__)
MOST_SHOWN = 500
NOWHERE = 2**40
"""Where words stand whose place in the text is not known: behind all others."""
DATE_EXAMPLES = (
    ("2022-03-13", "13 March 2022", "that day"),
    ("2022-03", "March 2022", "some time in that month; drawn as the whole month"),
    ("1986", "1986", "some time in that year"),
    ("2022-03-02~", "about 2 March 2022", "approximate: the ends of the bar are soft"),
    ("2022-02-24/2022-03-02", "24 February to 2 March 2022", "within these days, or all through"),
    ("../2022-03-13", "on or before 13 March 2022", "the beginning is not known: an arrow"),
    ("2014/..", "since 2014", "no end is given: an arrow"),
)


@blueprint.get("/sources")
def sources() -> Response:
    """What the events rest on."""
    data = dataset()
    cards = [source_card(data, source_id) for source_id in _source_ids(data)]
    return _page(
        "sources/list.html",
        data,
        f"Sources – {data.title}",
        sources=cards,
        terms=terms_card(data),
        refused=refusal(data),
    )


@blueprint.get("/sources/<path:source_id>")
def source(source_id: str) -> Response:
    """One source with its events in the order of its text."""
    data = dataset()
    if source_id not in _source_ids(data):
        raise NotFound(f"No source is called “{shorten(source_id)}” in this table.")
    view = View(data, ViewArgs(source=(source_id,)))
    rows = view.rows[np.argsort(_starts(view, source_id), kind="stable")][:MOST_SHOWN]
    card = source_card(data, source_id)
    return _page(
        "sources/page.html",
        data,
        f"{card.title} – {data.title}",
        source=card,
        told=[_told(view, int(row), source_id) for row in rows],
        timeline_url=view.args.url(),
        held=held_source(source_id),
    )


@dataclass(frozen=True)
class Told:
    """An event in the words of one source. `elsewhere` is the source under which it stands on the
    timeline, with its title, where that is another one."""

    line: EventLine
    quote: str
    elsewhere: tuple[str, str] | None


def _starts(view: View, source_id: str) -> npt.NDArray[np.int64]:
    """Where the words of each event in view begin in the text of a source."""
    data = view.dataset
    # A column of small numbers is of a type that has no room for `NOWHERE`.
    cells = data.frame(view.rows)["quote_start"].astype("Int64")
    starts: npt.NDArray[np.int64] = np.array(cells.fillna(NOWHERE), dtype=np.int64)
    second = data.also_rows.get(source_id, ())
    for at in np.flatnonzero(np.isin(view.rows, np.asarray(second))):
        start = whole(_report(data, int(view.rows[at]), source_id).get("quote_start"))
        starts[at] = NOWHERE if start is None else start
    return starts


def _told(view: View, row: int, source_id: str) -> Told:
    """An event in the words of the report of a source."""
    data = view.dataset
    first = str(data.record(row)["source_id"])
    quote = _report(data, row, source_id)["quote"]
    elsewhere = (first, view.label("source", first)) if first != source_id else None
    return Told(event_line(view, row), "" if is_missing(quote) else str(quote), elsewhere)


def _report(data: Dataset, row: int, source_id: str) -> Row:
    """The cells of the report that a source has of an event."""
    event = data.record(row)
    others = data.others.get(str(event["event_id"]), ())
    reports = (cells for cells in (event, *others) if str(cells["source_id"]) == source_id)
    return next(reports, event)


def _source_ids(data: Dataset) -> list[str]:
    """Described sources first, then those that events name without a description."""
    used = [*data.values("source_id"), *data.also_rows]
    return list(dict.fromkeys([*map(str, data.sources.index), *used]))


@blueprint.get("/codebook")
def codebook() -> Response:
    """Types, statuses and dates, as they are used here."""
    data = dataset()
    types = [
        (
            quad,
            [
                (t, Mark(t.code, t.quad_class, True, t.label))
                for t in EVENT_TYPES
                if t.quad_class == quad.key
            ],
        )
        for quad in QUAD_CLASSES
    ]
    return _page(
        "reference/codebook.html",
        data,
        "Codebook – Conflict Timeline",
        types=types,
        statuses=CLAIM_STATUSES,
        bases=DATE_BASES,
        columns=EVENT_COLUMNS,
        dates=DATE_EXAMPLES,
        open_mark=Mark("STATEMENT", "statement", False, "open"),
        filled_mark=Mark("STATEMENT", "statement", True, "filled"),
    )


@blueprint.get("/help")
def help_page() -> Response:
    """Keyboard, reading the chart, addresses."""
    data = dataset()
    return _page("reference/help.html", data, "Help – Conflict Timeline")


@blueprint.get("/problems")
def problems() -> Response:
    """Every problem of the files, with what would be right."""
    now = current()
    data = now.dataset
    return _page(
        "reference/problems.html",
        data,
        f"Problems – {data.title}",
        problems=data.problems[:MOST_SHOWN],
        total=len(data.problems),
        left_out=rows_left_out(data),
        stale=now.stale,
    )


def _page(template: str, data: Dataset, title: str, **context: Any) -> Response:
    return render(template, template, data=data, title=title, **context)
