"""Which table the timeline shows: files that were named, the shipped example, or the workspace.

Files that were named are shown; without them the workspace, as soon as it has an accepted event or
was named itself; until then the example. On the user's own computer the app goes over to the
workspace by itself when somebody accepts an event in it, and says so for a while.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flask import Flask, Response, current_app, request

from webapp.export.paths import ROOT
from webapp.store.build import TableBuilder
from webapp.store.dataset import Dataset
from webapp.store.live import Current
from webapp.store.progress import Progress, Report
from webapp.store.sources import empty_sources
from webapp.web import diff
from webapp.web.config import is_public
from webapp.web.desk import DESK, Desk
from webapp.web.opening import Live, open_live
from webapp.web.state import EXTENSION
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.live import TITLE, LiveWorkspace

SHOWING = "conflict-timeline-showing"
EXAMPLE = ROOT / "data" / "events.csv"
SAID_FOR = 600.0
"""Seconds for which the page says that the app has gone over to the workspace by itself."""
ACCEPTING = ("review", "linking", "article")
"""Blueprints whose requests put events on the timeline."""
Kind = Literal["files", "example", "workspace"]


class LiveDesk:
    """The workspace as the timeline shows it: an empty table as long as there is none.

    Reading makes no workspace; the first article does.
    """

    def __init__(self, desk: Desk, title: str = "") -> None:
        """Raises WorkspaceError when there is a workspace that cannot be read."""
        self._desk = desk
        self._title = title
        self._live: LiveWorkspace | None = None
        self._empty = Current(_no_events(title or TITLE))
        self.on_swap: Callable[[Dataset, Dataset], None] | None = None
        self._open()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the workspace is, in words for a person."""
        live = self._open()
        return live.paths if live else (Path(self._desk.where),)

    @property
    def progress(self) -> Progress:
        """All is done: there is always a table."""
        return Progress("workspace", len(self.get().dataset), 1.0, 0.0)

    def wait(self, seconds: float | None = None) -> bool:
        """There is always a table."""
        return True

    def get(self) -> Current:
        """The table as the workspace is now."""
        live = self._open()
        return live.get() if live else self._empty

    def reports_of(self, event_id: str) -> tuple[Item, ...]:
        """All reports of an event on the timeline, the one in front first."""
        live = self._newest()
        return live.reports_of(event_id) if live else ()

    def event_of(self, event_id: str) -> str:
        """The name under which the timeline has an event that a report tells of, or nothing."""
        live = self._newest()
        return live.event_of(event_id) if live else ""

    def rename(self, name: str, who: str) -> None:
        """Give the timeline a name. Raises WorkspaceError."""
        live = self._open()
        if live:
            live.workspace.name_timeline(name, who)

    @property
    def can_rename(self) -> bool:
        """Whether a name that is given here would be shown: not where a setting gives one."""
        return not self._title and self._open() is not None

    @property
    def name(self) -> str:
        """The name that was given."""
        live = self._open()
        return live.workspace.timeline_name() if live else ""

    def _newest(self) -> LiveWorkspace | None:
        """The workspace once it has looked at what is new: a page may ask for reports first."""
        live = self._open()
        if live:
            live.get()
        return live

    def _open(self) -> LiveWorkspace | None:
        if self._live is None and self._desk.exists:
            self._live = LiveWorkspace(self._desk.open(), self._title)
        return self._live


def _no_events(title: str) -> Dataset:
    events, spans = TableBuilder(set()).finish()
    return Dataset("workspace", title, events, empty_sources(), (), "no workspace", spans)


@dataclass
class Showing:
    """What is shown. `accepted` is how many events the workspace had when files were last shown,
    None where that was not asked; `revision` is the one that was looked at; `before` names what
    the app has left by itself, until the clock shows `until`."""

    kind: Kind
    accepted: int | None = None
    revision: int = -1
    before: str = ""
    until: float = 0.0

    @property
    def left(self) -> str:
        """What the app has left by itself a while ago."""
        return self.before if time.monotonic() < self.until else ""


def showing() -> Showing:
    """What the running app shows."""
    found: Showing = current_app.extensions[SHOWING]
    return found


def live_desk() -> LiveDesk | None:
    """The workspace, where the timeline shows it."""
    live = current_app.extensions[EXTENSION]
    return live if isinstance(live, LiveDesk) else None


def begin(app: Flask, progress: Report) -> None:
    """Show what the settings ask for. Raises InputError and WorkspaceError."""
    desk: Desk = app.extensions[DESK]
    kind = _kind(app.config, desk)
    if kind == "workspace":
        show_workspace(app)
    else:
        show_files(app, open_live(app.config, progress), kind)


def _kind(config: Mapping[str, Any], desk: Desk) -> Kind:
    if config["FILES_GIVEN"]:
        return "files"
    if config["WORKSPACE"] or config["DATABASE"]:
        return "workspace"
    try:
        return "workspace" if accepted_in(desk) else "example"
    except WorkspaceError:
        return "example"  # the pages of the articles say what is wrong


def accepted_in(desk: Desk) -> int:
    """How many events the workspace has accepted."""
    return sum(article.accepted for article in desk.open().articles()) if desk.exists else 0


def show_files(app: Flask, live: Live, kind: Kind = "files") -> None:
    """Show files from now on."""
    diff.watch(app, live)
    app.extensions[EXTENSION] = live
    app.extensions[SHOWING] = Showing(kind)


def show_workspace(app: Flask, before: str = "") -> None:
    """Show the workspace from now on; `before` is what the app leaves by itself. Raises
    WorkspaceError when it cannot be read."""
    live = LiveDesk(app.extensions[DESK], app.config["TITLE"] if not before else "")
    diff.forget(app)
    app.extensions[EXTENSION] = live
    until = time.monotonic() + SAID_FOR if before else 0.0
    app.extensions[SHOWING] = Showing("workspace", before=before, until=until)


def install(app: Flask) -> None:
    """Go over to the workspace when its first event is accepted."""

    @app.before_request
    def before() -> None:
        now = showing()
        if now.kind == "example" and request.endpoint != "static":
            _leave_example(app, now)
        elif now.kind == "files" and now.accepted is None and _accepts():
            now.accepted = _accepted_or_none(app)

    @app.after_request
    def after(response: Response) -> Response:
        now = showing()
        if now.kind == "files" and _accepts() and response.status_code < 400:
            count = _accepted_or_none(app)
            if count and now.accepted is not None and count > now.accepted:
                show_workspace(app, _name(app))
            now.accepted = count
        return response


def _accepts() -> bool:
    """Whether a request may put an event on the timeline of a person at this computer."""
    if request.method != "POST" or is_public(current_app.config):
        return False
    return request.blueprint in ACCEPTING


def _leave_example(app: Flask, now: Showing) -> None:
    """Look at the workspace when it has changed since the last look."""
    desk: Desk = app.extensions[DESK]
    try:
        if not desk.exists or (revision := desk.open().revision()) == now.revision:
            return
        now.revision = revision
        if accepted_in(desk):
            show_workspace(app, _name(app))
    except WorkspaceError:
        return  # the pages of the articles say what is wrong


def _accepted_or_none(app: Flask) -> int | None:
    try:
        return accepted_in(app.extensions[DESK])
    except WorkspaceError:
        return None


def _name(app: Flask) -> str:
    """What is shown now, in words."""
    if app.extensions[SHOWING].kind == "example":
        return "the example"
    live: Live = app.extensions[EXTENSION]
    return ", ".join(path.name for path in live.paths)
