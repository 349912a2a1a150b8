"""One handler for all errors: the page, the fragment or the JSON of it, in the same words."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as BaseResponse

from webapp.model.problems import InputError
from webapp.query.cluster import ClusterGone
from webapp.web.config import is_public
from webapp.web.htmx import VARY, wants_fragment
from webapp.workspace.base import NotFound as NotInWorkspace
from webapp.workspace.base import WorkspaceError

WORDS = {
    400: ("This request cannot be read", "Part of the address is malformed."),
    401: ("Log in first", "This is for people with an account."),
    403: ("Not allowed", "This may not be done from here."),
    404: ("Nothing here", "There is no page, event or source at this address."),
    405: ("Not possible", "This address takes no such request."),
    413: ("Too large", "What was sent is larger than this app takes."),
    503: ("Not now", "What this page needs does not answer at present."),
    500: ("Something broke", "This is a fault of the app, not yours. The log tells more."),
}


CLOSED = (
    "The articles cannot be read at present. Whoever looks after this app finds the reason in its "
    "log."
)
"""What strangers learn of a workspace that fails: where it is, is none of their business."""


class Told(HTTPException):
    """An error whose description is for the reader."""


class NotFound(Told):
    """A 404 whose message names what was looked for."""

    code = 404


class Refused(Told):
    """A 403 whose message says what is refused, and why."""

    code = 403


class LogInFirst(Told):
    """A 401 for somebody whom logging in would help."""

    code = 401
    description = "This is for people with an account. Log in and try again."


class TooMuch(Told):
    """A 413 whose message says what is too large, and what to do."""

    code = 413


class Unavailable(Told):
    """A 503 whose message says what does not answer."""

    code = 503


def install(app: Flask) -> None:
    """Answer every error with a page of ours."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return told(error)

    @app.errorhandler(LogInFirst)
    def log_in_first(error: LogInFirst) -> BaseResponse:
        if request.method == "GET" and not wants_fragment() and not _is_data():
            return redirect(f"/login?{urlencode({'next': request.full_path.rstrip('?')})}", 303)
        return told(error)

    @app.errorhandler(InputError)
    def unreadable(error: InputError) -> Response:
        return told(TooMuch(str(error)))

    @app.errorhandler(ClusterGone)
    def cluster_gone(error: ClusterGone) -> Response:
        response = told(Unavailable(str(error)))
        response.headers["Retry-After"] = "10"
        return response

    @app.errorhandler(NotInWorkspace)
    def not_in_workspace(error: NotInWorkspace) -> Response:
        return told(NotFound(str(error)))

    @app.errorhandler(WorkspaceError)
    def workspace_fails(error: WorkspaceError) -> Response:
        if _is_told_why():
            return told(Unavailable(str(error)))
        current_app.logger.error("the workspace fails at %s: %s", request.path, error)
        return told(Unavailable(CLOSED))

    @app.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        current_app.logger.exception("unexpected error at %s", request.path)
        return told(InternalServerError())


def _is_told_why() -> bool:
    """Whether who asks may know where the workspace is; who cannot be told apart may not."""
    person = g.get("person")
    return not is_public(current_app.config) or (person is not None and person.may("editor"))


def told(error: HTTPException) -> Response:
    """The page, the fragment or the JSON of an error."""
    code = error.code or 500
    if 300 <= code < 400:
        return Response(status=code, headers=list(error.get_headers()))
    heading, advice = WORDS.get(code, WORDS[400 if code < 500 else 500])
    message = error.description if isinstance(error, Told) and error.description else advice
    if _is_data():
        response = jsonify(error=heading, message=message)
    else:
        template = "errors/_error.html" if wants_fragment() else "errors/error.html"
        response = Response(render_template(template, heading=heading, message=message))
        response.vary.update(VARY)
    response.status_code = code
    response.cache_control.no_store = True
    if code == 405 and error.get_response():
        response.headers["Allow"] = error.get_response().headers.get("Allow", "GET")
    return response


def _is_data() -> bool:
    """Whether a program asks, not a page."""
    return request.path.endswith((".json", "/healthz"))
