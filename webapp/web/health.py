"""Liveness."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp import __version__
from webapp.web.state import current

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Version, number of events, number of problems, and whether the table is stale."""
    now = current()
    data = now.dataset
    return jsonify(
        status="stale" if now.stale else "ok",
        version=__version__,
        events=len(data),
        sources=len(data.sources),
        problems=len(data.problems),
        data=data.version,
    )
