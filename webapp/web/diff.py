"""What has changed in the table since the app opened it: the banner's sentence and `/changes`."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app

from webapp.model.dates import DateError, parse_date
from webapp.store.dataset import Dataset
from webapp.store.diff import Brief, Difference, compare
from webapp.web.htmx import render
from webapp.web.opening import Live
from webapp.web.state import dataset

blueprint = Blueprint("changes", __name__)
EXTENSION = "conflict-timeline-changes"
KEPT = 5
"""Reloads whose differences are kept; of each only counts and its first events."""


@dataclass(frozen=True)
class Reload:
    """One reload that changed events. `at` is in words, UTC."""

    at: str
    difference: Difference


@dataclass
class ChangeLog:
    """The last reloads, the newest first."""

    reloads: deque[Reload] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, before: Dataset, after: Dataset) -> None:
        """Keep how a new version differs. Neither version is held on to."""
        found = compare(before, after)
        if found:
            at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
            self.reloads.appendleft(Reload(at, found))


def watch(app: Flask, live: Live) -> None:
    """Note the changes of a table from now on, and forget those of another."""
    log = app.extensions[EXTENSION] = ChangeLog()
    live.on_swap = log.note


def forget(app: Flask) -> None:
    """Note no changes from now on: of a workspace its log tells."""
    app.extensions[EXTENSION] = ChangeLog()


def latest(data: Dataset) -> Reload | None:
    """The reload that led to this version of the table, None when it is as it was opened."""
    reloads = tuple(_log().reloads)
    if not reloads or reloads[0].difference.new_version != data.version:
        return None
    return reloads[0]


def _log() -> ChangeLog:
    log: ChangeLog = current_app.extensions.setdefault(EXTENSION, ChangeLog())
    return log


@blueprint.get("/changes")
def changes() -> Response:
    """What the last reloads have changed."""
    data = dataset()
    reloads = tuple(_log().reloads)
    return render(
        "diff/page.html",
        "diff/page.html",
        reloads=reloads,
        known=_known(data, reloads),
        date_words=date_words,
        data=data,
        title=f"Changes – {data.title}",
    )


def _known(data: Dataset, reloads: tuple[Reload, ...]) -> set[str]:
    """Which of the named events the table still has, and a link leads to."""
    found = (reload.difference for reload in reloads)
    named: set[str] = set()
    for difference in found:
        events: list[Brief] = [*difference.first_added]
        events += [change.event for change in difference.first_changed]
        named |= {event.event_id for event in events}
    return {event_id for event_id in named if data.find(event_id) is not None}


def date_words(text: str) -> str:
    """A date in words."""
    try:
        return parse_date(text).caption
    except DateError:
        return text
