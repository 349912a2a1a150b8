"""Writes come from our own pages only."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from webapp.web.errors import Refused


def require_same_origin() -> None:
    """Raise Refused unless the request comes from a page of this very app.

    Browsers say where a request comes from in headers that no page can set; a client without them
    is no browser, and has no reader's rights to abuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("same-origin", "none"):
        # The origin is not looked at: our own policy keeps browsers from sending it.
        return
    origin = request.headers.get("Origin")
    if site is not None or (origin is not None and urlsplit(origin).netloc != request.host):
        raise Refused("This was asked for by another site. Do it from the page of this app.")
