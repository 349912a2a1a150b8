"""What is shown while a large table is being loaded."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, jsonify, make_response, redirect, request
from flask import render_template as template
from werkzeug.wrappers import Response as BaseResponse

from webapp.export.progress import progress_words
from webapp.store.live import LoadFailed, StillLoading
from webapp.web.errors import Unavailable, told
from webapp.web.htmx import VARY, wants_fragment
from webapp.web.opening import Live
from webapp.web.state import EXTENSION

blueprint = Blueprint("loading", __name__)
AGAIN = 1
"""Seconds after which the page asks again."""


@blueprint.get("/loading")
def loading() -> BaseResponse:
    """How far it is, for the page that waits; a browser that is done is sent to the timeline."""
    live: Live = current_app.extensions[EXTENSION]
    try:
        live.get()
    except StillLoading as state:
        answer = _answer(state)
        # The waiting page asks again and again; for it this is no error.
        answer.status_code = 200 if wants_fragment() else 503
        return answer
    if not wants_fragment():
        return redirect("/", 303)
    # htmx loads the page anew, at the address where the reader wanted to go.
    answer = make_response("")
    answer.headers["HX-Refresh"] = "true"
    answer.vary.update(VARY)
    return answer


def _answer(state: StillLoading) -> Response:
    """503 with how far it is, in the form that was asked for."""
    progress = state.progress
    words = progress_words(progress)
    if request.path.endswith((".json", "/healthz")):
        response = jsonify(status="loading", message=words, rows=progress.rows)
    else:
        page = "loading/_progress.html" if wants_fragment() else "loading/page.html"
        text = template(
            page,
            title="Loading – Conflict Timeline",
            words=words,
            percent=None if progress.done is None else round(100 * progress.done),
            again=AGAIN,
        )
        response = make_response(text)
        response.vary.update(VARY)
    response.status_code = 503
    response.headers["Retry-After"] = str(AGAIN)
    return response


def install(app: Flask) -> None:
    """Answer every request with how far loading is, until there is a table."""

    @app.errorhandler(StillLoading)
    def still_loading(state: StillLoading) -> Response:
        return _answer(state)

    @app.errorhandler(LoadFailed)
    def failed(error: LoadFailed) -> Response:
        return told(Unavailable(str(error)))
