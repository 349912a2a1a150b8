"""The review screen as a whole: which event is current, what its card shows, what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from flask import Response, redirect, request

from webapp.model.text import printable
from webapp.web.addresses import article_url, event_url
from webapp.web.articles_present import DEEDS, deed_of
from webapp.web.desk import workspace
from webapp.web.errors import NotFound
from webapp.web.htmx import VARY, render, wants_fragment
from webapp.web.linking import waiting
from webapp.web.marking import MarkedBlock
from webapp.web.people import person
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
from webapp.web.review_words import Word, all_parties, parties_of, words_in
from webapp.web.showing import live_desk
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
UNDONE = "undone-"
"""What is said after an action was taken back; the action follows."""
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

    @cached_property
    def shown(self) -> tuple[Item, ...]:
        """The events in the list."""
        return shown_in(self.items, self.show)

    @cached_property
    def known(self) -> frozenset[str]:
        """The numbers of the events in the list, as marks have them."""
        return frozenset(str(item.id) for item in self.shown)

    def url(self, *parts: object) -> str:
        """An address below that of the screen."""
        return article_url(self.article.id, "review", *map(str, parts))

    def about(self, *parts: str) -> str:
        """An address of the article itself."""
        return article_url(self.article.id, *parts)

    def at(self, item: str) -> str:
        """The screen with an event as the current one; the filter stays if it lets that through."""
        return page_url(self.article.id, self.show if item in self.known else "all", int(item))

    def with_current(self, wanted: int) -> Screen:
        """The same with another event as the current one, if the list has it."""
        return replace(self, current=_current(self.items, self.show, wanted))


@dataclass(frozen=True)
class Parts:
    """Which parts of the page an answer draws again.

    `whole` is the whole list; else `gone` are cards that leave it, `fresh` those that are drawn
    again. `touched` are the paragraphs whose marks have changed.
    """

    whole: bool
    gone: tuple[int, ...]
    fresh: frozenset[int]
    touched: tuple[MarkedBlock, ...]


@dataclass(frozen=True)
class Outcome:
    """What an action has changed and what to say of it.

    `did` is a key of DONE (or UNDONE with an action), and so is `said` where the page only repeats
    it. `was` and `now` are the events that it changed, before and after it; `whole` asks for the
    list as a whole, for others may have changed it too. `body` is for the current card; `new` for
    the form of a new event, `closes` takes that away.
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


def words_of(did: str) -> str:
    """What is said of what was done; empty where it is nothing that can be done."""
    deed = DEEDS.get(did.removeprefix(UNDONE), "") if did.startswith(UNDONE) else ""
    return f"Taken back: you {deed}." if deed else DONE.get(did, "")


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
    blocks = blocks_of(screen.article.text, screen.items)
    parts = _parts(screen, outcome, blocks)
    context = _context(screen, outcome) | {"blocks": blocks, "parts": parts}
    context["cards"] = _cards(screen, parts if wants_fragment() else None)
    response = render("review/page.html", "review/_answer.html", outcome.status, **context)
    response.vary.update(VARY)
    return response


def _context(screen: Screen, outcome: Outcome) -> dict[str, Any]:
    article, progress = screen.article, progress_of(screen.items)
    heading = article.fields.get("title", "") or article.id
    said = words_of(outcome.did or outcome.said)
    return {
        "title": f"Review: {printable(heading)}",
        "heading": heading,
        "about": _about(article),
        "screen": screen,
        "outcome": outcome,
        "progress": progress,
        "choices": choices_of(article.id, progress, screen.show),
        "states": {str(item.id): item.state for item in screen.items},
        "names": {str(item.id): item.fields.get("title", "") for item in screen.items},
        "event_url": _event_url(screen.current),
        "undoing": deed_of(workspace().undoable(article.id, person().name)),
        "pairs": waiting() if progress.over else 0,
        "parties": _suggested(screen, outcome),
        "said": f"{said} {progress.sentence}." if said else "",
    }


def _event_url(item: Item | None) -> str:
    """Where the timeline has an accepted event; a report that is linked stands under another."""
    name = item.fields.get("event_id", "") if item else ""
    live = live_desk()
    return event_url((live.event_of(name) if live else "") or name)


def _about(article: Article) -> str:
    published = date_words(article.fields.get("published", ""))
    return ", ".join(part for part in (article.fields.get("publisher", ""), published) if part)


def _cards(screen: Screen, parts: Parts | None) -> tuple[Card, ...]:
    """The cards of the list, or those of them that are drawn again."""
    now = screen.current.id if screen.current else None
    some = None if parts is None or parts.whole else parts.fresh
    items = [item for item in screen.shown if some is None or item.id in some]
    return tuple(card_of(i, screen.article.text, screen.show, i.id == now) for i in items)


def _suggested(screen: Screen, outcome: Outcome) -> tuple[str, ...]:
    """Names of parties to offer, where a form asks for them."""
    if outcome.body.kind != "edit" and not outcome.new:
        return ()
    return suggestions((*parties_of(screen.items), *dataset().party_names[:200], *all_parties()))


def _parts(screen: Screen, outcome: Outcome, blocks: Sequence[MarkedBlock]) -> Parts:
    """What an answer draws again: cards that entered the list make it all of it."""
    changed = (*outcome.was, *outcome.now)
    before = {item.id for item in shown_in(outcome.was, screen.show) if item.state in SEEN}
    after = {item.id for item in screen.shown} & {item.id for item in changed}
    current = {screen.current.id} if screen.current else set()
    return Parts(
        outcome.whole or not after <= before,
        tuple(sorted(before - after)),
        frozenset(after | current),
        touched_blocks(screen.article.text, blocks, changed),
    )
