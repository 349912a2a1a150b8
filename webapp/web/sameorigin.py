"""Writes come from our own pages only."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from webapp.web.errors import Refused


def require_same_origin() -> None:
    """Raise Refused unless the request comes from a page of this very app.

    Browsers say where a request comes from in headers that no page can set: over https and on this
    computer in the first one, over plain http in the second one only. A client without them is no
    browser, and has no reader's rights to abuse.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("same-origin", "none"):
        return
    origin = request.headers.get("Origin")
    if site is not None or (origin is not None and _host(origin) != request.host):
        raise Refused("This was asked for by another site. Do it from the page of this app.")


def _host(origin: str) -> str:
    """The computer and port of an origin; empty for what is none, as `null`."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
