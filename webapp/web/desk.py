"""The workspace of the app: opened when it is first needed, so that readers make no files."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app

from webapp.workspace.database import default_folder, is_there
from webapp.workspace.store import Workspace, open_workspace

DESK = "conflict-timeline-desk"


class Desk:
    """Where the workspace is, and the workspace itself once somebody has asked for it."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._place: str | Path = config["DATABASE"] or Path(
            config["WORKSPACE"] or default_folder()
        )
        self._lock = threading.Lock()
        self._opened: Workspace | None = None

    @property
    def where(self) -> str:
        """The folder, or what a person may be told of a database on a server."""
        return "a database on a server" if isinstance(self._place, str) else str(self._place)

    @property
    def exists(self) -> bool:
        """Whether there is a workspace already: a database on a server, or a file."""
        return isinstance(self._place, str) or is_there(self._place)

    def open(self) -> Workspace:
        """The workspace, made where there is none. Raises WorkspaceError, in words."""
        with self._lock:
            if self._opened is None:
                self._opened = open_workspace(self._place)
            return self._opened


def desk() -> Desk:
    """The desk of the running app."""
    found: Desk = current_app.extensions[DESK]
    return found


def workspace() -> Workspace:
    """The workspace of the running app, made where there is none. Raises WorkspaceError."""
    return desk().open()
