"""The current view as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app

from webapp.export.about import file_name
from webapp.export.registry import FORMATS
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.web.config import is_public
from webapp.web.errors import NotFound, Refused
from webapp.web.state import asked

blueprint = Blueprint("exports", __name__)


@dataclass(frozen=True)
class Menu:
    """The data exports of a view. `refused` says why there are none; empty where there are."""

    refused: str
    entries: tuple[tuple[str, str, str], ...]
    """Label, help and address of each."""


def menu(view: View) -> Menu:
    """What the export menu offers."""
    args = view.args.but(event="")
    entries = ((f.label, f.help, args.url(f"/export.{key}")) for key, f in FORMATS.items())
    return Menu(refusal(view.dataset), tuple(entries))


def refusal(data: Dataset) -> str:
    """Why the rows of a table are not given out as a file, empty where they are.

    On the user's own computer nothing is passed on: the file is theirs already.
    """
    if data.terms.redistribution != "refused" or not is_public(current_app.config):
        return ""
    return (
        "The terms of this table do not allow its rows to be passed on, so they are not given out "
        "as a file from a page that others can reach. Images of the chart are; they carry the "
        "credit. Whoever has the table can export from it on their own computer."
    )


@blueprint.get("/export.<path:extension>")
def export(extension: str) -> Response:
    """The view in one of the formats, with a name that says what it shows."""
    if extension not in FORMATS:
        listed = ", ".join(FORMATS)
        raise NotFound(f"There is no export of this kind. There are: {listed}.")
    seen = asked()
    refused = refusal(seen.view.dataset)
    if refused:
        raise Refused(refused)
    form = FORMATS[extension]
    response = Response(
        form.render(seen.view, datetime.now(UTC).date()), seen.status, mimetype=form.media_type
    )
    name = file_name(seen.view, extension)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
