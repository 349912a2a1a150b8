"""One event, several reports: pairs that may be one are offered, linked, called different.

The panel of an event has all its reports side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.model.problems import shorten
from webapp.web.addresses import article_url, event_url, quote_in_article_url
from webapp.web.desk import desk, workspace
from webapp.web.errors import NotFound, Told
from webapp.web.htmx import render
from webapp.web.people import may, require, require_to_write
from webapp.web.present import Guess, Panel
from webapp.web.reports import Comparison, compare
from webapp.web.review_cards import LABELS
from webapp.web.review_reasons import reason_of
from webapp.web.showing import live_desk
from webapp.workspace.base import Article, Item, WorkspaceError
from webapp.workspace.linking import days_apart, likeness, parties_of, shared_words

blueprint = Blueprint("linking", __name__, url_prefix="/duplicates")
PAIRS = "conflict-timeline-pairs"
SHOWN = 20
"""Pairs on one page."""
DAYS_APART = 10
"""How far apart in time reports may be that are offered to be linked by hand."""
NUMBER_MOST = 15
WORDS_MOST = 200
Pairs = tuple[tuple[Item, Item], ...]


class BadNumber(Told):
    """A 400 whose message says what the form lacks."""

    code = 400


class NotLinked(Told):
    """A 409 whose message says why nothing was linked or separated."""

    code = 409


@dataclass(frozen=True)
class Offer:
    """Two reports that may be of one event."""

    first: int
    second: int
    comparison: Comparison


def pairs() -> Pairs:
    """The pairs that wait for a decision."""
    found = workspace().candidates() if desk().exists else ()
    current_app.extensions[PAIRS] = _version(), len(found)
    return found


def waiting() -> int:
    """How many pairs wait for a decision of the person who asks; counted anew when the timeline has
    changed, since that takes a look at every accepted event."""
    if not may("editor"):
        return 0
    version, count = current_app.extensions.get(PAIRS, ("", 0))
    return int(count) if version == _version() else len(pairs())


def _version() -> str:
    """The version of the accepted events."""
    live = live_desk()
    if live is not None:
        return live.get().dataset.version
    return f"revision {workspace().revision()}" if desk().exists else "nothing"


# The panel


def with_reports(shown: Panel) -> Panel:
    """The panel with the way into the article, and with all reports where there are several."""
    live = live_desk()
    try:
        if live is None:
            return replace(shown, article_url=_held_elsewhere(shown))
        items = live.reports_of(shown.event_id)
        told = compare(items, _articles(items))
    except WorkspaceError:
        return shown  # the page says that the table is not the newest
    if not may("reader"):
        told = told.without_articles()
    return replace(
        shown,
        article_url=told.reports[0].article_url if told.reports else "",
        comparison=told if len(items) > 1 else None,
        guesses=_guesses(items[0]) if items else (),
    )


def _guesses(item: Item) -> tuple[Guess, ...]:
    """The fields of a report that the app guessed; what a person has written is none."""
    return tuple(
        Guess(name, label, reason_of(item.evidence[name].rule))
        for name, label in LABELS.items()
        if name in item.evidence and item.evidence[name].guess and item.fields.get(name)
    )


def _held_elsewhere(shown: Panel) -> str:
    """Where the quote of an event of a file stands, if the workspace has the very text that the
    file's source describes."""
    digest = shown.source.text_sha256
    if not digest or shown.quote_at is None or not desk().exists or not may("reader"):
        return ""
    article_id = workspace().holding(digest)
    return quote_in_article_url(article_id, shown.quote_at, shown.event_id) if article_id else ""


@dataclass(frozen=True)
class Held:
    """What the workspace has of a source: the page of the article, and whether it has a text."""

    url: str
    text: bool


def held_source(source_id: str) -> Held | None:
    """What the workspace has of a source, where the timeline shows the workspace."""
    if live_desk() is None or not desk().exists:
        return None
    try:
        article = workspace().article(source_id)
    except WorkspaceError:
        return None
    return Held(article_url(article.id), bool(article.text))


def _articles(items: Iterable[Item]) -> dict[str, Article]:
    held = workspace()
    return {name: held.article(name) for name in {item.article_id for item in items}}


# Pairs


@blueprint.get("")
def page() -> Response:
    """Pairs of reports that may be of one event."""
    require("editor")
    found = pairs()
    return render(
        "linking/page.html",
        "linking/page.html",
        title="Same event? – Conflict Timeline",
        offers=[_offer(pair) for pair in found[:SHOWN]],
        total=len(found),
        did=request.args.get("did", ""),
    )


def _offer(pair: tuple[Item, Item]) -> Offer:
    first, second = pair
    return Offer(first.id, second.id, compare(pair, _articles(pair)))


@blueprint.get("/<event_id>")
def by_hand(event_id: str) -> Response:
    """Reports that may be linked with an event by hand, the likest first; `?q=` searches for words
    among those of all days."""
    require("editor")
    items = _reports(event_id)
    wanted = shorten(request.args.get("q", "").strip(), WORDS_MOST)
    found = _near(items, wanted)
    return render(
        "linking/by_hand.html",
        "linking/by_hand.html",
        title=f"Link {items[0].fields['title']} – Conflict Timeline",
        event=items[0],
        event_url=event_url(items[0].fields["event_id"]),
        offers=[_offer((items[0], other)) for other in found[:SHOWN]],
        total=len(found),
        wanted=wanted,
        days=DAYS_APART,
    )


def _reports(event_id: str) -> tuple[Item, ...]:
    live = live_desk()
    items = live.reports_of(event_id) if live else ()
    if not items:
        raise NotFound("No event of your articles with this name is on the timeline.")
    return items


def _near(items: Sequence[Item], wanted: str) -> list[Item]:
    """Accepted events of other articles, the likest first: those within some days, or those with
    the words that are wanted."""
    told = {item.article_id for item in items}
    others = (item for event in workspace().shown().events for item in event)
    ranked = [
        (_rank(items[0], other), other.id, other)
        for other in others
        if other.article_id not in told and _wanted(items[0], other, wanted)
    ]
    return [other for *_, other in sorted(ranked, key=lambda one: one[:2])]


def _wanted(item: Item, other: Item, wanted: str) -> bool:
    if wanted:
        text = " ".join(other.fields.values()).casefold()
        return all(word in text for word in wanted.casefold().split())
    days = days_apart(item, other)
    return days is not None and days <= DAYS_APART


def _rank(item: Item, other: Item) -> tuple[float, float, int]:
    """What is like comes first, then what shares most, then what is nearest in time."""
    days = days_apart(item, other)
    shared = shared_words(item, other) + bool(parties_of(item) & parties_of(other))
    return -likeness(item, other), -shared, DAYS_APART if days is None else days


# Deciding


@blueprint.post("/link")
def link() -> BaseResponse:
    """Call two reports reports of one event."""
    who = require_to_write("editor").name
    numbers = [_number("first"), _number("second")]
    try:
        items = workspace().link(numbers, who)
    except WorkspaceError as error:
        raise _told(error) from error
    if request.form.get("then") == "event":
        return redirect(event_url(items[0].fields["event_id"]), 303)
    return redirect("/duplicates?did=linked", 303)


@blueprint.post("/apart")
def apart() -> BaseResponse:
    """Call two reports reports of different events: they are not offered again."""
    who = require_to_write("editor").name
    numbers = [_number("first"), _number("second")]
    try:
        workspace().set_apart(numbers, who)
        pairs()  # the timeline has not changed, but what is offered has
    except WorkspaceError as error:
        raise _told(error) from error
    return redirect("/duplicates?did=apart", 303)


@blueprint.post("/unlink")
def unlink() -> BaseResponse:
    """Take a report out of its event: it is an event of its own again."""
    who = require_to_write("editor").name
    number = _number("item")
    try:
        item = workspace().unlink(number, who)
    except WorkspaceError as error:
        raise _told(error) from error
    return redirect(event_url(item.fields["event_id"]), 303)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= NUMBER_MOST):
        raise BadNumber(f"“{name}” must be the number of a report. Load the page again.")
    return int(text)


def _told(error: WorkspaceError) -> Exception:
    """Kinds of failures have answers of their own; what cannot be linked is a conflict."""
    return error if type(error) is not WorkspaceError else NotLinked(str(error))
