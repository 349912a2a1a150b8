"""Settings: defaults, then the environment, then what the caller passes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.export.paths import ROOT

PREFIX = "CONFLICT_TIMELINE_"
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DEFAULTS: dict[str, Any] = {
    "EVENTS": ROOT / "data" / "events.csv",
    "SOURCES": None,
    "TITLE": "",
    "MAX_FILE_MB": 512,
    "TRUSTED_HOSTS": LOCAL_HOSTS,
}
SETTING_HELP = {
    "EVENTS": "the table of events",
    "SOURCES": "the table of sources; by default sources.csv beside the events",
    "TITLE": "title of the page; by default that of the only source, or the file's name",
    "MAX_FILE_MB": "files above this size are refused",
}


def settings(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings; paths absolute."""
    found = dict(DEFAULTS)
    for name in SETTING_HELP:
        value = os.environ.get(PREFIX + name)
        if value:
            found[name] = value
    found.update(given or {})
    found["EVENTS"] = Path(found["EVENTS"]).absolute()
    found["SOURCES"] = Path(found["SOURCES"] or found["EVENTS"].with_name("sources.csv")).absolute()
    found["MAX_FILE_MB"] = int(found["MAX_FILE_MB"])
    return found
