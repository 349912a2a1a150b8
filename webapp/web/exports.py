"""The current view as a file."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response

from webapp.export.about import file_name
from webapp.export.registry import FORMATS
from webapp.web.errors import NotFound
from webapp.web.state import asked

blueprint = Blueprint("exports", __name__)


@blueprint.get("/export.<path:extension>")
def export(extension: str) -> Response:
    """The view in one of the formats, with a name that says what it shows."""
    if extension not in FORMATS:
        listed = ", ".join(FORMATS)
        raise NotFound(f"There is no export of this kind. There are: {listed}.")
    seen = asked()
    form = FORMATS[extension]
    response = Response(
        form.render(seen.view, datetime.now(UTC).date()), seen.status, mimetype=form.media_type
    )
    name = file_name(seen.view, extension)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
