"""What a request works on: the current dataset and the view that its arguments ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app, request

from webapp.query.args import Notice, ViewArgs, read_args
from webapp.query.select import Selection, SelectionCache
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.live import Current
from webapp.web.config import is_public
from webapp.web.opening import Live

EXTENSION = "conflict-timeline"
SELECTIONS = "conflict-timeline-selections"
ASK = "Please tell whoever looks after this app."
"""Said to others than the user of this computer of a table that cannot be read any more."""


@dataclass(frozen=True)
class Asked:
    """The view of a request, what was ignored of its arguments, and whether the table is stale."""

    view: View
    notices: list[Notice]
    stale: str

    @property
    def status(self) -> int:
        """400 when an argument is malformed, else 200."""
        return 400 if any(notice.invalid for notice in self.notices) else 200


def current() -> Current:
    """The current dataset with its staleness."""
    live: Live = current_app.extensions[EXTENSION]
    now = live.get()
    # Why it cannot be read names folders of this computer.
    return replace(now, stale=ASK) if now.stale and is_public(current_app.config) else now


def dataset() -> Dataset:
    """The current dataset."""
    return current().dataset


def _selection(data: Dataset, args: ViewArgs) -> Selection:
    """What the filters let through; page, figure and panel share it."""
    kept: SelectionCache = current_app.extensions[SELECTIONS]
    return kept.get(data, args.filters)


def asked() -> Asked:
    """The view that the request's arguments ask for."""
    now = current()
    data = now.dataset
    args, notices = read_args(
        request.args.to_dict(flat=False),
        data.party_names,
        data.source_names,
    )
    args = replace(args, event=name_shown(data, args.event))
    if args.event and data.find(args.event) is None:
        message = f"No event is called “{args.event}” in this table."
        notices.append(Notice("event", message))
        args = args.but(event="", page=args.page)
    return Asked(_on_its_page(View(data, args, _selection(data, args))), notices, now.stale)


def name_shown(data: Dataset, event_id: str) -> str:
    """The name under which the table has an event: another one where it stands for several reports
    of which `event_id` is one. The name itself where the table does not know it either."""
    live = current_app.extensions[EXTENSION]
    event_of = getattr(live, "event_of", None)
    if not event_id or event_of is None or data.find(event_id) is not None:
        return event_id
    return str(event_of(event_id)) or event_id


def _on_its_page(view: View) -> View:
    """The view with the page of the list that is shown in its address."""
    if view.page == view.args.page:
        return view
    return replace(view, args=view.args.but(page=view.page))
