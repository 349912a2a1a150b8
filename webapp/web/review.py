"""Reviewing an article: every proposal is accepted, corrected or rejected by a person.

Each action is a plain form that leads back to the page; with a script its answer is the parts of
the page that it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from webapp.web.desk import workspace
from webapp.web.errors import NotFound, Told
from webapp.web.htmx import VARY
from webapp.web.people import require, require_to_write
from webapp.web.review_forms import (
    PARTIES_MOST,
    date_answer,
    fields_from,
    form_fields,
    party_hint,
)
from webapp.web.review_screen import (
    SEEN,
    Body,
    NewEvent,
    Outcome,
    Screen,
    answer,
    editing,
    item_of,
    load,
    next_open,
    splitting,
    words_of,
)
from webapp.web.review_words import begun, between, tidy
from webapp.workspace.base import Article, Conflict, Invalid, Item, Position

blueprint = Blueprint("review", __name__, url_prefix="/articles/<article_id>/review")
WHOLE_MOST = 15
"""Digits of a number that a form sends."""


class Unreadable(Told):
    """A 400 whose message says what the form lacks."""

    code = 400


def whole(name: str) -> int:
    """A whole number of the form or the address. Raises Unreadable."""
    text = request.values.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= WHOLE_MOST):
        raise Unreadable(f"“{name}” must be a whole number. Load the page again and repeat it.")
    return int(text)


# Reading


@blueprint.get("")
def page(article_id: str) -> Response:
    """The article and its events; `?show=` filters them, `?item=` names the current one."""
    require("editor")
    wanted = request.args.get("item", "")
    screen = load(article_id, int(wanted) if wanted.isdigit() and len(wanted) < 16 else None)
    return _page(screen, request.args.get("did", ""))


def _page(screen: Screen, did: str) -> Response:
    return answer(screen, Outcome(said=did if words_of(did) else "", whole=True))


@blueprint.get("/<int:item_id>")
def card(article_id: str, item_id: int) -> Response:
    """One event becomes the current one."""
    require("editor")
    return answer(_at(item_of(article_id, item_id)), Outcome())


@blueprint.get("/<int:item_id>/edit")
def edit_form(article_id: str, item_id: int) -> Response:
    """All fields of an event, to be written."""
    require("editor")
    item = item_of(article_id, item_id)
    return answer(_at(item), Outcome(body=editing(item)))


@blueprint.get("/<int:item_id>/split")
def split_form(article_id: str, item_id: int) -> Response:
    """The words of an event, to choose where the second one begins."""
    require("editor")
    screen = _at(item_of(article_id, item_id))
    return answer(screen, Outcome(body=_parting(screen)))


def _parting(screen: Screen, notice: str = "") -> Body:
    assert screen.current is not None, "a screen at an event has it"  # noqa: S101
    return splitting(screen.current, screen.article, notice)


@blueprint.get("/date")
def date(article_id: str) -> Response:
    """What a date means, while it is typed."""
    require("editor")
    found = date_answer(request.args.get("date", ""))
    response = Response(render_template("review/_date.html", answer=found))
    response.vary.update(VARY)
    return response


@blueprint.get("/party")
def party(article_id: str) -> Response:
    """Which party a name is another name of, while it is typed."""
    require("editor")
    names = request.args.getlist("name")[:PARTIES_MOST]
    response = Response(render_template("review/_party.html", hint=party_hint(names)))
    response.vary.update(VARY)
    return response


def _at(item: Item) -> Screen:
    """The screen with an event as the current one, whatever the filter. Raises NotFound."""
    if item.state not in SEEN:
        raise NotFound("This event was split or merged; its parts are in the list.")
    screen = load(item.article_id, item.id)
    return replace(screen, current=item)


# Deciding


@blueprint.post("/<int:item_id>/accept")
def accept(article_id: str, item_id: int) -> Response:
    """Put an event on the timeline."""
    who = require_to_write("editor").name
    item, version = item_of(article_id, item_id), whole("version")
    try:
        now = workspace().accept(item_id, version, who)
    except Invalid as error:
        notice = "Not accepted: it still needs something."
        body = editing(item, problems=error, notice=notice)
        return answer(_at(item), Outcome(body=body, status=400))
    except Conflict as error:
        return _changed(article_id, error, "accept it")
    return _decided("accepted", item, now)


@blueprint.post("/<int:item_id>/reject")
def reject(article_id: str, item_id: int) -> Response:
    """Say no to an event, with a reason if there is one."""
    who, why = require_to_write("editor").name, request.form.get("why", "")
    item, version = item_of(article_id, item_id), whole("version")
    try:
        now = workspace().reject(item_id, version, who, why)
    except Conflict as error:
        return _changed(article_id, error, "reject it", why)
    return _decided("rejected", item, now)


@blueprint.post("/<int:item_id>/reopen")
def reopen(article_id: str, item_id: int) -> Response:
    """Make an event open again."""
    who = require_to_write("editor").name
    item, version = item_of(article_id, item_id), whole("version")
    try:
        now = workspace().reopen(item_id, version, who)
    except Conflict as error:
        return _changed(article_id, error, "open it again")
    return _decided("reopened", item, now)


@blueprint.post("/<int:item_id>/edit")
def edit(article_id: str, item_id: int) -> Response:
    """Save what was written, and accept the event where that was asked for."""
    who, fields = require_to_write("editor").name, fields_from(request.form)
    item, version = item_of(article_id, item_id), whole("version")
    accepts = request.form.get("then") == "accept" and item.state != "accepted"
    desk = workspace()
    try:
        if accepts:
            now = desk.accept(item_id, version, who, fields)
        else:
            now = desk.edit(item_id, version, fields, who)
    except Invalid as error:
        body = editing(item, fields, error, notice="Nothing is saved yet.")
        return answer(_at(item), Outcome(body=body, status=400))
    except Conflict as error:
        return _overtaken(article_id, error, fields)
    return _decided("accepted" if accepts else "saved", item, now)


def _decided(did: str, was: Item, now: Item) -> Response:
    """The answer to an action on one event; the next open one is current where that was asked."""
    screen = load(now.article_id, now.id)
    if request.form.get("then") == "next" or screen.current is None or screen.current.id != now.id:
        following = next_open(screen.items, now)
        screen = screen.with_current(following.id if following else now.id)
    return answer(screen, Outcome(did, was=(was,), now=(now,)))


def _changed(article_id: str, error: Conflict, wish: str, why: str = "") -> Response:
    """Somebody was faster: the event as it is now, beside what was wanted."""
    notice = f"{error} You wanted to {wish}: look at it as it is now and decide again."
    return _conflict(article_id, error, Outcome(body=Body(why=why), notice=notice))


def _overtaken(article_id: str, error: Conflict, typed: Mapping[str, str]) -> Response:
    """Somebody was faster: what was typed stays in the form, with what stands there now."""
    current = error.current
    if not isinstance(current, Item) or current.state not in SEEN:
        notice = f"{error} What you wrote is below, to copy: {_listed(typed)}"
        return _conflict(article_id, error, Outcome(notice=notice))
    notice = (
        "Somebody changed this event while you were writing. Nothing of yours is lost or saved: "
        "where it now differs, the other value stands below yours."
    )
    body = editing(current, typed, now=current.fields, notice=notice)
    return _conflict(article_id, error, Outcome(body=body))


def _listed(typed: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in typed.items() if value)


def _conflict(article_id: str, error: Conflict, outcome: Outcome) -> Response:
    """A 409 with the current state: of the event if it is to be seen, and of the list."""
    current = error.current
    seen = isinstance(current, Item) and current.state in SEEN
    screen = _at(current) if isinstance(current, Item) and seen else load(article_id)
    now = (current,) if isinstance(current, Item) else ()
    told = Outcome(
        now=now, whole=True, body=outcome.body, new=outcome.new, notice=outcome.notice, status=409
    )
    return answer(screen, told)


# Splitting, merging, taking back


@blueprint.post("/<int:item_id>/split")
def split(article_id: str, item_id: int) -> Response:
    """Two events out of one."""
    who = require_to_write("editor").name
    item, version = item_of(article_id, item_id), whole("version")
    if not request.form.get("at"):
        return _not_split(item, "Choose the word with which the second event begins.")
    try:
        first, second = workspace().split(item_id, version, whole("at"), who)
    except Invalid as error:
        return _not_split(item, f"The place {error.problems.get('at', error)}.")
    except Conflict as error:
        return _changed(article_id, error, "split it")
    return answer(load(article_id, first.id), Outcome("split", was=(item,), now=(first, second)))


def _not_split(item: Item, notice: str) -> Response:
    screen = _at(item)
    return answer(screen, Outcome(body=_parting(screen, notice), status=400))


@blueprint.post("/merge")
def merge(article_id: str) -> Response:
    """One event out of several that are checked."""
    who = require_to_write("editor").name
    pairs = list(dict.fromkeys(_pair(text) for text in request.form.getlist("pair")[:100]))
    if len(pairs) < 2:
        raise Unreadable("Mark at least two events to merge them.")
    was = tuple(item_of(article_id, number) for number, _ in pairs)
    try:
        made = workspace().merge(pairs, who)
    except Conflict as error:
        return _changed(article_id, error, "merge it with others")
    return answer(load(article_id, made.id), Outcome("merged", was=was, now=(made,)))


def _pair(text: str) -> tuple[int, int]:
    """`12:3`, the number of an event and the version that was seen."""
    number, _, version = text.partition(":")
    if not (number.isdigit() and version.isdigit() and text.isascii() and len(text) < 31):
        raise Unreadable("A marked event is not named as this page names them. Load it again.")
    return int(number), int(version)


@blueprint.post("/undo")
def undo(article_id: str) -> Response:
    """Take back one's own last action in this article."""
    who = require_to_write("editor").name
    load(article_id)
    last = workspace().undoable(article_id, who)
    try:
        entry = workspace().undo(article_id, who)
    except Conflict as error:
        return _conflict(article_id, error, Outcome(notice=str(error)))
    if entry is None:
        return answer(load(article_id), Outcome("nothing"))
    was, now = entry.before.items, entry.after.items
    seen = next((item.id for item in now if item.state in SEEN), None)
    did = f"undone-{last.action}" if last else "undone"
    return answer(load(article_id, seen), Outcome(did, was=was, now=now))


# An event of one's own


@blueprint.get("/new")
def new_form(article_id: str) -> Response:
    """The form for an event on words that were selected, or one that asks for the words."""
    require("editor")
    screen = load(article_id, None)
    if request.args.get("start"):
        return _writing(screen, (whole("start"), whole("end")))
    first, last = request.args.get("first"), request.args.get("last", "")
    if first is None:
        return answer(screen, Outcome(new=NewEvent("find")))
    try:
        return _writing(screen, between(screen.article.text, first, last))
    except Invalid as error:
        found = NewEvent("find", first=first, last=last, found=error.problems)
        return answer(screen, Outcome(new=found, status=400))


def _writing(screen: Screen, place: Position) -> Response:
    try:
        start, end = tidy(screen.article.text, place)
    except Invalid as error:
        return answer(screen, Outcome(new=NewEvent("find", found=error.problems), status=400))
    start_with = begun(screen.article, (start, end), screen.items)
    fields = form_fields(start_with.fields, guesses=start_with.guesses)
    new = NewEvent("write", start, end, screen.article.text[start:end], fields)
    return answer(screen, Outcome(new=new))


@blueprint.post("/new")
def make(article_id: str) -> Response:
    """Make an event of words of the article, and accept it where that was asked for."""
    who, fields = require_to_write("editor").name, fields_from(request.form)
    start, end = whole("start"), whole("end")
    article = load(article_id).article
    try:
        made = workspace().own(article_id, start, end, fields, who)
    except Invalid as error:
        return _not_made(article, (start, end), fields, error)
    if request.form.get("then") != "accept":
        return answer(load(article_id, made.id), Outcome("made", now=(made,), closes=True))
    try:
        now = workspace().accept(made.id, made.version, who)
    except Invalid as error:
        notice = "It is kept as an open event. To be accepted it still needs something."
        body = editing(made, problems=error, notice=notice)
        return answer(
            _at(made), Outcome(now=(made,), whole=True, body=body, closes=True, status=400)
        )
    return answer(load(article_id, now.id), Outcome("accepted", now=(now,), closes=True))


def _not_made(
    article: Article, place: Position, fields: Mapping[str, str], error: Invalid
) -> Response:
    start, end = place
    new = NewEvent(
        "write",
        start,
        end,
        article.text[start:end] if start < end else "",
        form_fields(fields, error.problems),
        problems=tuple(f"{name} {words}" for name, words in error.problems.items()),
    )
    return answer(load(article.id), Outcome(new=new, status=400))
