"""Sources, codebook, help, and the list of problems in the files."""

from __future__ import annotations

from typing import Any

import numpy as np
from flask import Blueprint, Response

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
from webapp.web.present import Mark, event_line, rows_left_out, source_card, terms_card
from webapp.web.state import current, dataset

blueprint = Blueprint("reference", __name__)
MOST_SHOWN = 500
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
    frame = data.frame(view.rows)
    starts = frame["quote_start"].fillna(2**40).to_numpy(dtype=np.int64)
    rows = view.rows[np.argsort(starts, kind="stable")][:MOST_SHOWN]
    card = source_card(data, source_id)
    return _page(
        "sources/page.html",
        data,
        f"{card.title} – {data.title}",
        source=card,
        lines=[event_line(view, int(row)) for row in rows],
        quotes=[str(quote) for quote in data.frame(rows)["quote"]],
        timeline_url=view.args.url(),
        held=held_source(source_id, card.events),
    )


def _source_ids(data: Dataset) -> list[str]:
    """Described sources first, then those that events name without a description."""
    used = data.values("source_id")
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
