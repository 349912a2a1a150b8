"""The permanent page of one event."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.model.problems import shorten
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.web.errors import NotFound
from webapp.web.htmx import render
from webapp.web.present import panel
from webapp.web.state import dataset

blueprint = Blueprint("events", __name__, url_prefix="/events")


@blueprint.get("/<event_id>")
def page(event_id: str) -> Response:
    """One event, whatever the filters; the panel is the same partial."""
    data = dataset()
    if data.find(event_id) is None:
        raise NotFound(f"No event is called “{shorten(event_id)}” in this table.")
    view = View(data, ViewArgs(event=event_id))
    shown = panel(view, event_id)
    return render(
        "events/page.html",
        "timeline/_panel.html",
        panel=shown,
        data=data,
        args=view.args,
        title=f"{shown.label} – {data.title}",
    )
