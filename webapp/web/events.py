"""The permanent page of one event."""

from __future__ import annotations

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as BaseResponse

from webapp.model.problems import shorten
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.web.errors import NotFound
from webapp.web.htmx import render
from webapp.web.linking import with_reports
from webapp.web.present import panel
from webapp.web.state import dataset, name_shown

blueprint = Blueprint("events", __name__, url_prefix="/events")


@blueprint.get("/<event_id>")
def page(event_id: str) -> BaseResponse:
    """One event, whatever the filters; the panel is the same partial."""
    data = dataset()
    shown_as = name_shown(data, event_id)
    if shown_as != event_id:
        return redirect(f"/events/{shown_as}")
    if data.find(event_id) is None:
        raise NotFound(f"No event is called “{shorten(event_id)}” in this table.")
    view = View(data, ViewArgs(event=event_id))
    shown = with_reports(panel(view, event_id))
    return render(
        "events/page.html",
        "timeline/_panel.html",
        panel=shown,
        data=data,
        args=view.args,
        title=f"{shown.label} – {data.title}",
    )
