"""Page or fragment: the one place that reads htmx's headers."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

VARY = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request")


def wants_fragment() -> bool:
    """Whether htmx asks for a part of a page. A history restore gets the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type") == "partial"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render(page: str, fragment: str, status: int = 200, push: str = "", **context: Any) -> Response:
    """The page, or the fragment of it that htmx swaps in. `push` is the address that it shows."""
    partial = wants_fragment()
    response = make_response(render_template(fragment if partial else page, **context), status)
    response.vary.update(VARY)
    if partial and push:
        response.headers["HX-Push-Url"] = push
    return response
