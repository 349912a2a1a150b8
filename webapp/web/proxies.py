"""Who asks, where proxies stand between the reader and the app."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def install(app: Flask) -> None:
    """Take address, protocol and host from what the proxies say, as many of them as are trusted.

    Without proxies nothing is taken from there: everybody can write these headers. Each proxy adds
    the address that it was asked from at the end, so that counting from there passes over what the
    reader has written.
    """
    count = app.config["PROXIES"]
    if count:
        fixed: Any = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = fixed  # type: ignore[method-assign]
