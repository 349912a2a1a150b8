"""One article: reading it with its events, describing it, finding its events, removing, undoing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.model.problems import InputError, shorten
from webapp.model.text import printable
from webapp.store.sources import is_web_address
from webapp.web.addresses import QUOTED, article_url, event_url, title_of
from webapp.web.articles_form import date_words, form_fields, written
from webapp.web.articles_present import (
    accepted_in,
    blocks_of,
    deed_of,
    deeds,
    events_in_text,
    plural,
)
from webapp.web.config import is_public
from webapp.web.desk import desk, workspace
from webapp.web.errors import NotFound
from webapp.web.extracting import Job, finder
from webapp.web.htmx import VARY, render, wants_fragment
from webapp.web.people import may, person, require, require_to_write
from webapp.web.showing import live_desk
from webapp.workspace.base import Article, Conflict, Invalid, Item
from webapp.workspace.base import NotFound as NotInWorkspace

blueprint = Blueprint("article", __name__, url_prefix="/articles/<article_id>")
LOG_SHOWN = 50
RECOUNT = "dates=other"
"""Asks the page to say that the dates were counted from another day."""


@blueprint.get("")
def page(article_id: str) -> Response:
    """The article with the words of its accepted events marked, opened at one of them."""
    return _page(held(article_id))


def _no_article(article_id: str) -> str:
    return f"No article is called “{shorten(article_id)}” here."


def held(article_id: str) -> Article:
    """An article that is in the workspace. Raises NotFound; no workspace is made to look for it."""
    if not desk().exists:
        raise NotFound(_no_article(article_id))
    try:
        return workspace().article(article_id)
    except NotInWorkspace:
        # In the words for one that waits for its review: strangers learn nothing from them.
        raise NotFound(_no_article(article_id)) from None


def _page(article: Article, error: str = "", status: int = 200) -> Response:
    items = workspace().items(article.id)
    accepted = accepted_in(items)
    wanted = request.args.get("event", "")
    quoted = _quoted(article)
    names = {item.fields["event_id"] for item in accepted}
    chosen = QUOTED if quoted else wanted if wanted in names else ""
    reads, edits = may("reader"), may("editor")
    if not reads and not accepted:
        raise NotFound(_no_article(article.id))  # it waits for its review
    events = events_in_text(article, accepted)
    entries = workspace().log(article.id, LOG_SHOWN) if reads else ()
    return render(
        "articles/page.html",
        "articles/page.html",
        status=status,
        title=f"{title_of(article)} – Conflict Timeline",
        article=article,
        heading=title_of(article),
        about=_about(article),
        events=events,
        by_id={event.event_id: event for event in events},
        blocks=blocks_of(article, accepted, quoted) if reads else (),
        chosen=chosen,
        elsewhere=bool(accepted) and edits and live_desk() is None,
        local=not is_public(current_app.config),
        back=event_url(wanted) if quoted and wanted else "",
        notice=_unknown_event(wanted) if wanted and not chosen else "",
        error=error,
        reads=reads,
        edits=edits,
        counts=_counts(items if edits else accepted),
        open_items=sum(item.state == "open" for item in items),
        job=finder().job(article.id) if edits else None,
        can_find=finder().ready(),
        can_mark=bool(article.text),
        recount=edits and bool(items) and f"dates={request.args.get('dates', '')}" == RECOUNT,
        deeds=deeds(entries),
        undoing=_undoing(article.id),
        url=article_url(article.id),
    )


def _quoted(article: Article) -> tuple[int, int] | None:
    """The place of the text that the address asks for, if the text has it."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.args.get("quote", ""), re.ASCII)
    if not match:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= len(article.text) else None


def _unknown_event(event_id: str) -> str:
    return (
        f"No event called “{shorten(event_id)}” is accepted in this article (any more). "
        "The events that are stand below."
    )


def _about(article: Article) -> list[tuple[str, str, bool]]:
    """Label, value and whether it is an address that may be followed, of what is described."""
    return [
        (field.label, _told(field.name, field.value), is_web_address(field.value))
        for field in form_fields(article.fields)
        if field.value and field.name != "title"
    ]


def _told(name: str, value: str) -> str:
    if name in ("published", "retrieved"):
        return date_words(value).removeprefix("That is: ").removesuffix(".")
    return ", ".join(part.strip() for part in value.split(";")) if name == "authors" else value


def _counts(items: Sequence[Item]) -> str:
    """`3 proposals to review, 12 events on the timeline, 2 rejected`."""
    numbers = {state: sum(item.state == state for item in items) for state in STATES}
    parts = [
        (numbers["open"], f"{plural(numbers['open'], 'proposal')} to review"),
        (1, f"{plural(numbers['accepted'], 'event')} on the timeline"),
        (numbers["rejected"], f"{numbers['rejected']:,} rejected"),
    ]
    return ", ".join(words for number, words in parts if number)


STATES = ("open", "accepted", "rejected")


def _undoing(article_id: str) -> str:
    """What the person who asks would take back, in words; empty where there is nothing."""
    return deed_of(workspace().undoable(article_id, person().name)) if may("editor") else ""


# Describing


@blueprint.get("/describe")
def describe_form(article_id: str) -> Response:
    """The description as a form."""
    require("editor")
    article = held(article_id)
    return _describing(article, article.fields)


@blueprint.post("/describe")
def describe(article_id: str) -> BaseResponse:
    """Change the description; where somebody else was faster, show both."""
    who = require_to_write("editor").name
    values = written(request.form)
    article = held(article_id)
    try:
        workspace().update_article(article.id, version_in(request.form), values, who)
    except Invalid as error:
        return _describing(article, values, error.problems, status=400)
    except Conflict as error:
        return _conflict(cast(Article, error.current), values, str(error))
    moved = values.get("published", "") != article.fields.get("published", "")
    return redirect(article_url(article.id) + (f"?{RECOUNT}" if moved else ""), 303)


def version_in(form: Mapping[str, str]) -> int:
    """The version that a form was made from; 0, which none has, where it is unreadable."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _conflict(current: Article, values: Mapping[str, str], words: str) -> Response:
    return _describing(current, values, error=words, status=409, now=current.fields)


def _describing(
    article: Article,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    error: str = "",
    status: int = 200,
    now: Mapping[str, str] | None = None,
) -> Response:
    return render(
        "articles/describe.html",
        "articles/describe.html",
        status=status,
        title=f"Description of {title_of(article)} – Conflict Timeline",
        heading=title_of(article),
        url=article_url(article.id),
        edition=article.version,
        fields=form_fields(values, None, problems, now),
        error=error or ("Not saved: the marked fields need another look." if problems else ""),
    )


# Removing and undoing


@blueprint.get("/remove")
def remove_form(article_id: str) -> Response:
    """Ask before an article is taken away."""
    require("editor")
    return _removing(held(article_id))


@blueprint.post("/remove")
def remove(article_id: str) -> BaseResponse:
    """Take an article and its events away."""
    who = require_to_write("editor").name
    article, why = held(article_id), request.form.get("why", "")
    try:
        workspace().remove_article(article.id, version_in(request.form), who, why)
    except Conflict as error:
        return _removing(cast(Article, error.current), str(error), 409)
    return redirect(f"/articles?{urlencode({'removed': article.id})}", 303)


def _removing(article: Article, error: str = "", status: int = 200) -> Response:
    return render(
        "articles/remove.html",
        "articles/remove.html",
        status=status,
        title=f"Remove {title_of(article)}? – Conflict Timeline",
        heading=title_of(article),
        url=article_url(article.id),
        edition=article.version,
        counts=_counts(workspace().items(article.id)),
        error=error,
    )


@blueprint.post("/undo")
def undo(article_id: str) -> BaseResponse:
    """Take back one's last action in the article, its removal too."""
    who = require_to_write("editor").name
    if not desk().exists:
        raise NotFound(_no_article(article_id))
    try:
        workspace().undo(article_id, who)
    except Conflict as error:
        return _page(held(article_id), str(error), 409)
    return redirect(article_url(held(article_id).id), 303)


# Finding events


@blueprint.post("/find")
def find(article_id: str) -> BaseResponse:
    """Begin to find events, for the first time or again."""
    who = require_to_write("editor").name
    article = held(article_id)
    if not article.text:
        words = "The text of this article is not here, only its description. Add the article first."
        return _page(article, words, 400)
    try:
        finder().start(workspace(), article, who)
    except InputError as error:
        return _page(article, str(error), 503)
    return redirect(article_url(article.id, "finding"), 303)


@blueprint.post("/stop")
def stop(article_id: str) -> BaseResponse:
    """Call off the finding of events."""
    require_to_write("editor")
    article = held(article_id)
    finder().stop(article.id)
    return redirect(article_url(article.id, "finding"), 303)


@blueprint.get("/finding")
def finding(article_id: str) -> BaseResponse:
    """How far it is; who has waited to the end is sent to the review."""
    require("editor")
    article = held(article_id)
    job = finder().job(article.id)
    if job is None or job.state == "stopped":
        return _go(article_url(article.id))
    if job.state == "done":
        return _go(article_url(article.id, "review"))
    if job.is_over and wants_fragment():
        return _go(article_url(article.id, "finding"))  # the whole page: nothing is to be stopped
    return _finding(article, job)


def _go(url: str) -> BaseResponse:
    """To another page, also where htmx asked for a part of this one."""
    if not wants_fragment():
        return redirect(url, 303)
    # Loaded anew, the page that waits is sent on, and "back" does not lead to it again.
    answer = make_response("")
    answer.headers["HX-Refresh"] = "true"
    answer.vary.update(VARY)
    return answer


def _finding(article: Article, job: Job) -> Response:
    return render(
        "articles/finding.html",
        "articles/_finding.html",
        title=f"Finding events in {title_of(article)} – Conflict Timeline",
        heading=title_of(article),
        url=article_url(article.id),
        job=job,
        percent=round(100 * min(max(job.done, 0.0), 1.0)),
        words=printable(_stage(job)),
    )


def _stage(job: Job) -> str:
    if job.state == "waiting":
        return "Waiting for another article to be finished"
    return job.stage
