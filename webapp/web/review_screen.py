"""The review screen as a whole: which event is current, what its card shows, what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Response, redirect, request

from webapp.model.text import printable
from webapp.web.desk import workspace
from webapp.web.errors import NotFound
from webapp.web.htmx import VARY, render, wants_fragment
from webapp.web.review_cards import (
    SHOWS,
    Card,
    Show,
    blocks_of,
    card_of,
    choices_of,
    date_words,
    page_url,
    progress_of,
    shown_in,
    touched_blocks,
)
from webapp.web.review_forms import Field, form_fields, general_problems, suggestions
from webapp.web.review_words import Word, parties_of, words_in
from webapp.web.state import dataset
from webapp.workspace.base import Article, Invalid, Item

DONE = {
    "accepted": "Accepted.",
    "saved": "Saved.",
    "rejected": "Rejected.",
    "reopened": "Open again.",
    "split": "Split in two.",
    "merged": "Merged into one.",
    "made": "Made an event of these words.",
    "undone": "Taken back.",
    "nothing": "There is nothing of yours to take back.",
}
"""What is said after an action, and what the address of the page may ask to be said."""
SEEN = ("open", "accepted", "rejected")
"""States of events that a list may have; split and merged ones live on in others."""


@dataclass(frozen=True)
class Body:
    """What the current card shows below its title, and what was typed there."""

    kind: Literal["read", "edit", "split"] = "read"
    fields: tuple[Field, ...] = ()
    problems: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    why: str = ""
    notice: str = ""
    changed: bool = False
    """Whether the form holds what is not saved."""


@dataclass(frozen=True)
class NewEvent:
    """The form for an event of one's own: to find its words, or to write its fields."""

    kind: Literal["find", "write"]
    start: int = 0
    end: int = 0
    quote: str = ""
    fields: tuple[Field, ...] = ()
    problems: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    found: dict[str, str] = field(default_factory=dict)
    """Problems of the words by box: `first`, `last`, `words`."""


@dataclass(frozen=True)
class Screen:
    """An article with its events, a filter, and the event that is current."""

    article: Article
    items: tuple[Item, ...]
    show: Show
    current: Item | None

    @property
    def shown(self) -> tuple[Item, ...]:
        """The events in the list."""
        return shown_in(self.items, self.show)

    def url(self, *parts: object) -> str:
        """An address below that of the screen."""
        return "/".join(("/articles", self.article.id, "review", *map(str, parts)))


@dataclass(frozen=True)
class Outcome:
    """What an action has changed and what to say of it.

    `did` is a key of DONE, and so is `said` where the page only repeats it. `was` and `now` are the
    events that it changed, before and after it; `whole` asks for the list as a whole, for others
    may have changed it too. `body` is for the current card; `new` for the form of a new
    event, `closes` takes that away.
    """

    did: str = ""
    said: str = ""
    was: tuple[Item, ...] = ()
    now: tuple[Item, ...] = ()
    whole: bool = False
    body: Body = Body()
    new: NewEvent | None = None
    closes: bool = False
    notice: str = ""
    status: int = 200


def asked_show() -> Show:
    """The filter that the request names; all events where it names none that there is."""
    wanted = request.values.get("show", "")
    return next((key for key, _ in SHOWS if key == wanted), "all")


def load(article_id: str, current: int | None = None) -> Screen:
    """The screen of an article. Without a current event it is the first that is open.

    Raises NotFound of the workspace, and NotFound where only a description is held.
    """
    desk = workspace()
    article = desk.article(article_id)
    if not article.text:
        raise NotFound(
            "The text of this article is not in the workspace, only its description. Add the "
            "article to review its events."
        )
    items, show = desk.items(article_id), asked_show()
    return Screen(article, items, show, _current(items, show, current))


def _current(items: tuple[Item, ...], show: Show, wanted: int | None) -> Item | None:
    shown = shown_in(items, show)
    named = [item for item in shown if item.id == wanted]
    undecided = [item for item in shown if item.state == "open"]
    return next(iter((*named, *undecided, *shown)), None)


def item_of(article_id: str, item_id: int) -> Item:
    """An event of the article. Raises NotFound."""
    item = workspace().item(item_id)
    if item.article_id != article_id:
        raise NotFound("This event is of another article.")
    return item


def next_open(items: Iterable[Item], after: Item) -> Item | None:
    """The next event in the text that nobody has decided about; at the end from the start again."""
    undecided = [item for item in items if item.state == "open" and item.id != after.id]
    later = [item for item in undecided if (item.clause, item.id) > (after.clause, after.id)]
    return next(iter((*later, *undecided)), None)


def editing(
    item: Item,
    typed: Mapping[str, str] | None = None,
    problems: Invalid | None = None,
    now: Mapping[str, str] | None = None,
    notice: str = "",
) -> Body:
    """The form of an event, with what was typed where something was."""
    wrong = problems.problems if problems else {}
    values = {**item.fields, **(typed or {})}
    return Body(
        "edit",
        form_fields(values, wrong, now),
        general_problems(wrong),
        notice=notice,
        changed=typed is not None and any(item.fields.get(k, "") != v for k, v in typed.items()),
    )


def splitting(item: Item, article: Article, notice: str = "") -> Body:
    """The words between which an event can be parted."""
    return Body("split", words=words_in(article.text, item.clause), notice=notice)


def answer(screen: Screen, outcome: Outcome) -> Response:
    """The page, or the parts of it that have changed; after an action without a script, the way
    back to the page."""
    if outcome.did and not wants_fragment():
        item = screen.current.id if screen.current else None
        back = redirect(page_url(screen.article.id, screen.show, item, did=outcome.did), 303)
        return Response(back.get_data(), 303, list(back.headers))
    context = _context(screen, outcome)
    if wants_fragment():
        context |= _parts(screen, outcome)
    response = render("review/page.html", "review/_answer.html", outcome.status, **context)
    response.vary.update(VARY)
    return response


def _context(screen: Screen, outcome: Outcome) -> dict[str, Any]:
    article, progress = screen.article, progress_of(screen.items)
    heading = article.fields.get("title", "") or article.id
    said = DONE.get(outcome.did or outcome.said, "")
    return {
        "title": f"Review: {printable(heading)}",
        "heading": heading,
        "about": _about(article),
        "screen": screen,
        "outcome": outcome,
        "progress": progress,
        "choices": choices_of(article.id, progress, screen.show),
        "cards": _cards(screen),
        "blocks": blocks_of(article.text, screen.items),
        "states": {str(item.id): item.state for item in screen.items},
        "names": {str(item.id): item.fields.get("title", "") for item in screen.items},
        "parties": _suggested(screen, outcome),
        "said": f"{said} {progress.sentence}." if said else "",
        "known": {str(item.id) for item in screen.shown},
    }


def _about(article: Article) -> str:
    published = date_words(article.fields.get("published", ""))
    return ", ".join(part for part in (article.fields.get("publisher", ""), published) if part)


def _cards(screen: Screen) -> tuple[Card, ...]:
    now = screen.current.id if screen.current else None
    return tuple(card_of(i, screen.article.text, screen.show, i.id == now) for i in screen.shown)


def _suggested(screen: Screen, outcome: Outcome) -> tuple[str, ...]:
    """Names of parties to offer, where a form asks for them."""
    if outcome.body.kind != "edit" and not outcome.new and wants_fragment():
        return ()
    return suggestions((*parties_of(screen.items), *dataset().party_names))


def _parts(screen: Screen, outcome: Outcome) -> dict[str, Any]:
    """For an answer in parts: which cards, whether the whole list, which paragraphs.

    `gone` are cards that leave the list, `fresh` those that are drawn again.
    """
    changed = (*outcome.was, *outcome.now)
    before = {item.id for item in shown_in(outcome.was, screen.show) if item.state in SEEN}
    shown = {item.id for item in screen.shown}
    after = shown & {item.id for item in changed}
    current = {screen.current.id} if screen.current else set()
    text = screen.article.text
    return {
        "whole": outcome.whole or not after <= before,
        "gone": sorted(before - after),
        "fresh": after | current,
        "touched": touched_blocks(text, blocks_of(text, screen.items), changed),
    }
