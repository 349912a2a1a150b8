"""A marked preview: the timeline as it would be if every open proposal were accepted as it stands.

It has addresses of its own and is in no export; `/` shows only what a person has accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from flask import Blueprint, Response, request

from webapp.model.columns import EVENT_NAMES, SOURCE_NAMES
from webapp.model.problems import Problem
from webapp.query.args import LANE_LABELS, LANES, read_args
from webapp.query.view import View
from webapp.store.build import TableBuilder
from webapp.store.dataset import Dataset
from webapp.store.formats.base import Converted
from webapp.web.addresses import article_url, review_url, title_of
from webapp.web.articles_page import held
from webapp.web.articles_present import plural
from webapp.web.desk import workspace
from webapp.web.htmx import render
from webapp.web.people import require
from webapp.web.present import DateGroup, EventLine, date_groups
from webapp.web.state import Asked
from webapp.web.timeline import drawn, legend
from webapp.workspace.base import Article, Item

blueprint = Blueprint("preview", __name__, url_prefix="/articles/<article_id>/preview")
NOT_REVIEWED = "Not reviewed: "
"""Before the title of a proposal, so that chart, list and image all carry the mark."""
SHOWN = ("open", "accepted")
LISTED_MOST = 2000


@dataclass(frozen=True)
class LeftOut:
    """A proposal that cannot be shown yet, and why."""

    title: str
    why: str
    url: str


@dataclass(frozen=True)
class Preview:
    """The dataset of a preview, the items by the event_id that it gives them, what is left out."""

    dataset: Dataset
    items: dict[str, Item]
    left_out: tuple[LeftOut, ...]


def preview_of(article: Article, items: Sequence[Item]) -> Preview:
    """The open and accepted items of an article as a table."""
    named = {_name(item): item for item in items if item.state in SHOWN}
    rows = [_row(name, item) for name, item in named.items()]
    builder = TableBuilder({article.id})
    if rows:
        builder.add("preview", Converted(_cells(rows)))
    events, spans = builder.finish()
    sources = pd.DataFrame([{n: article.fields.get(n, "") for n in SOURCE_NAMES}], dtype="str")
    dataset = Dataset(
        "preview",
        title_of(article),
        events,
        sources.assign(source_id=article.id).set_index("source_id", drop=False),
        (),
        f"preview-{article.id}",
        spans,
    )
    return Preview(dataset, named, _left_out(builder.problems.closed(), list(named.values())))


def _name(item: Item) -> str:
    return item.fields.get("event_id") or f"proposal-{item.id}"


def _row(name: str, item: Item) -> dict[str, str]:
    title = item.fields.get("title", "") or "without a title yet"
    mark = NOT_REVIEWED if item.state == "open" else ""
    return {
        **item.fields,
        "event_id": name,
        "title": f"{mark}{title}",
        "source_id": item.article_id,
    }


def _cells(rows: list[dict[str, str]]) -> pd.DataFrame:
    cells = {name: [row.get(name, "") for row in rows] for name in EVENT_NAMES}
    return pd.DataFrame(cells, index=range(1, len(rows) + 1), dtype="str")


def _left_out(problems: Iterable[Problem], items: Sequence[Item]) -> tuple[LeftOut, ...]:
    """For each row with an error its first one. A row is told by its number, from 1."""
    found: dict[int, LeftOut] = {}
    for problem in problems:
        if problem.severity == "error" and problem.row not in found:
            item = items[problem.row - 1]
            title = item.fields.get("title", "") or item.fields.get("quote", "")
            why = f"{problem.column} {problem.message}"
            found[problem.row] = LeftOut(title, why, review_url(item))
    return tuple(found.values())


@blueprint.get("")
def page(article_id: str) -> Response:
    """Chart and list, every unreviewed event marked as such."""
    require("editor")
    article = held(article_id)
    preview, seen = _asked(article)
    return render(
        "articles/preview.html",
        "articles/_preview.html",
        status=seen.status,
        **_context(article, preview, seen),
    )


@blueprint.get("/figure.json")
def figure(article_id: str) -> Response:
    """The figure of the preview."""
    require("editor")
    return drawn(_asked(held(article_id))[1])


def _asked(article: Article) -> tuple[Preview, Asked]:
    preview = preview_of(article, workspace().items(article.id))
    args, notices = read_args(
        request.args.to_dict(flat=False), preview.dataset.party_names, [article.id]
    )
    return preview, Asked(View(preview.dataset, args.but(event="")), notices, "")


def _context(article: Article, preview: Preview, seen: Asked) -> dict[str, Any]:
    view, url = seen.view, article_url(article.id, "preview")
    waiting = sum(item.state == "open" for item in preview.items.values())
    return {
        "title": f"Preview of {title_of(article)} – Conflict Timeline",
        "heading": title_of(article),
        "url": article_url(article.id),
        "waiting": waiting,
        "waiting_words": plural(waiting, "proposal that nobody has", "proposals that nobody has"),
        "view": view,
        "notices": seen.notices,
        "here": view.args.url(url),
        "figure_url": view.args.url(f"{url}/figure.json"),
        "lanes": [
            (LANE_LABELS[by], view.args.but(by=by).url(url), by == view.args.by) for by in LANES
        ],
        "whole_url": url if view.args.filtered else "",
        "groups": _groups(view, preview),
        "left_out": preview.left_out,
        "legend": legend(view),
    }


def _groups(view: View, preview: Preview) -> list[DateGroup]:
    """The events in time order; each leads to the place where it is reviewed."""
    return [
        replace(group, lines=tuple(_line(line, preview) for line in group.lines))
        for group in date_groups(view, view.rows[:LISTED_MOST])
    ]


def _line(line: EventLine, preview: Preview) -> EventLine:
    url = review_url(preview.items[line.event_id])
    return replace(line, url=url, panel_url=url, current=False)
