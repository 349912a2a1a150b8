"""Addresses of static files, with a hash of their content, so that they may be cached for long."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, request

from webapp import __version__
from webapp.chart.shapes import mark_path

YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Give templates `asset(name)`, `mark_path(type)` and `version`."""
    hashes: dict[str, tuple[int, str]] = {}

    def content_hash(name: str) -> str:
        path = Path(app.static_folder or "") / name
        changed = path.stat().st_mtime_ns
        known = hashes.get(name)
        if known is None or known[0] != changed:
            known = changed, hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            hashes[name] = known
        return known[1]

    def asset(name: str) -> str:
        # Not `url_for`: a request for a host that is not ours has no address to build from, and
        # its error page needs these too.
        return f"{app.static_url_path}/{name}?v={content_hash(name)}"

    @app.after_request
    def cache_static(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
            response.cache_control.max_age = YEAR
            response.cache_control.public = True
            response.cache_control.immutable = True
            response.cache_control.no_cache = None
        return response

    app.jinja_env.globals.update(asset=asset, mark_path=mark_path, version=__version__)
