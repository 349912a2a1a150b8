"""Settings: defaults, then the environment, then what the caller passes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.export.paths import ROOT
from webapp.store.cache import Cache, default_folder
from webapp.store.load import LoadOptions
from webapp.store.progress import Report, silent
from webapp.store.reading import Limits

PREFIX = "CONFLICT_TIMELINE_"
PROXIES_MOST = 10
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DEFAULTS: dict[str, Any] = {
    "EVENTS": ROOT / "data" / "events.csv",
    "SOURCES": None,
    "TITLE": "",
    "MAPPING": None,
    "MAX_FILE_MB": 65536,
    "DASK": "",
    "DATA": "",
    "CACHE": "",
    "CACHE_MB": 8192,
    "WORKSPACE": "",
    "DATABASE": "",
    "PUBLIC": False,
    "PRIVATE": False,
    "HTTPS": False,
    "PROXIES": 0,
    "SECRET_KEY": "",
    "TRUSTED_HOSTS": LOCAL_HOSTS,
}
SETTING_HELP = {
    "EVENTS": f"the table of events; several files are separated by `{os.pathsep}`",
    "SOURCES": "the table of sources; by default sources.csv beside the events",
    "TITLE": "title of the page; by default that of the only source, or the file's name",
    "MAPPING": "which columns of a table of unknown format are what; by default beside the table",
    "MAX_FILE_MB": "files above this size are refused",
    "DATA": "folder of opened files; by default the user's data folder",
    "DASK": "address of a Dask scheduler (tcp://HOST:PORT) for a folder of parts",
    "CACHE": "folder of the copies of large tables; by default the user's cache folder",
    "CACHE_MB": "size of that folder; 0 keeps no copies",
    "WORKSPACE": "folder of articles and decisions; by default the user's data folder",
    "DATABASE": "postgresql+psycopg://... instead of that folder",
    "PUBLIC": "1 when others reach the page, for example through a proxy on this computer",
    "PRIVATE": "1 when only people with an account may read; it implies PUBLIC",
    "HTTPS": "1 when a proxy serves the app over https, so that sessions never travel otherwise",
    "PROXIES": "how many proxies stand before the app, one behind the other; it implies PUBLIC",
    "SECRET_KEY": "what signs sessions; by default a key is made and kept in the data folder",
}


def settings(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings; paths absolute."""
    found = dict(DEFAULTS)
    for name in SETTING_HELP:
        value = os.environ.get(PREFIX + name)
        if value:
            found[name] = value
    found.update(given or {})
    named = found["EVENTS"] != DEFAULTS["EVENTS"] or "EVENTS" in (given or {})
    found.setdefault("FILES_GIVEN", named)
    events = found["EVENTS"]
    several = events.split(os.pathsep) if isinstance(events, str) else events
    paths = [several] if isinstance(several, Path) else list(several)
    found["EVENTS"] = tuple(Path(path).absolute() for path in paths)
    found["SOURCES"] = Path(found["SOURCES"]).absolute() if found["SOURCES"] else None
    found["MAPPING"] = Path(found["MAPPING"]).absolute() if found["MAPPING"] else None
    for name in ("PUBLIC", "PRIVATE", "HTTPS"):
        found[name] = str(found[name]).lower() in ("1", "true", "yes", "on")
    for name in ("MAX_FILE_MB", "CACHE_MB"):
        found[name] = int(found[name])
    return found | _behind(found, given or {})


def _behind(found: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What proxies before the app bring with them: whoever comes may be anybody, and the name that
    they ask for is not this computer's. Raises ValueError."""
    text = str(found["PROXIES"]).strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= PROXIES_MOST):
        raise ValueError(
            f"{PREFIX}PROXIES is a number from 0 to {PROXIES_MOST}, not {found['PROXIES']!r}"
        )
    if not int(text):
        return {"PROXIES": 0}
    hosts = given.get("TRUSTED_HOSTS")
    return {"PROXIES": int(text), "PUBLIC": True, "TRUSTED_HOSTS": hosts}


def load_options(config: Mapping[str, Any], progress: Report = silent) -> LoadOptions:
    """How the configured files are read."""
    folder = Path(config["CACHE"]) if config["CACHE"] else default_folder()
    cache = Cache(folder, config["CACHE_MB"] * 2**20) if config["CACHE_MB"] else None
    limits = Limits(file_bytes=config["MAX_FILE_MB"] * 2**20)
    return LoadOptions(
        config["SOURCES"], config["TITLE"], config["MAPPING"], cache, progress, limits
    )


def is_public(config: Mapping[str, Any]) -> bool:
    """Whether others than the user of this computer may be reading.

    An app that answers to names that are not this computer's own counts as public, however it came
    to do so: what may not be passed on is then not given out.
    """
    hosts = config["TRUSTED_HOSTS"]
    asked = config["PUBLIC"] or config["PRIVATE"]
    return bool(asked) or hosts is None or not set(hosts) <= set(LOCAL_HOSTS)
