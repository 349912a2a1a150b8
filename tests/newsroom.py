"""An article of our own and an extractor that needs no parser, for tests of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from webapp import create_app
from webapp.extract.base import Evidence, Proposal, Span
from webapp.web.desk import DESK
from webapp.web.extracting import FINDER, Finder, Tell
from webapp.workspace.base import Article, Item
from webapp.workspace.store import Workspace

SAME = {"Sec-Fetch-Site": "same-origin"}
PARTIAL = {**SAME, "HX-Request": "true", "HX-Request-Type": "partial"}
STORY = """Norland and Sudland meet in the capital

By Ann Writer
March 13, 2022

NORTHTOWN — Norland and Sudland held talks on Sunday, the foreign ministry said in a statement.

“We expect an agreement within days,” the minister said after the meeting.

Norland accused Sudland of shelling a village on March 11. Nine people died, officials said.
"""
OTHER_STORY = """Talks between Norland and Sudland end without a result

The Other Paper
March 14, 2022

Delegations of Norland and Sudland met for talks on Sunday without a result, a diplomat said.

Seven people had died in the shelling of a village on March 11, the hospital said.
"""
_FOUND = (
    (r"[^.\n]*(?:held talks|met for talks) on Sunday", "CONSULT", "Norland;Sudland", "2022-03-13"),
    (r"[^.\n]*shelling (?:of )?a village on March 11", "ASSAULT", "Sudland", "2022-03-11"),
)


def fake_extract(article: Article, tell: Tell) -> Sequence[Proposal]:
    """Proposals on the sentences of the two stories, as the real extractor would give them."""
    tell(0.5, "Reading the sentences")
    found = []
    for pattern, event_type, actors, date in _FOUND:
        match = re.search(pattern, article.text)
        if match:
            found.append(_proposal(article.text, match, event_type, actors, date))
    return found


def _proposal(text: str, match: re.Match[str], event_type: str, actors: str, date: str) -> Proposal:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    span = Span(start, match.end())
    values = {
        "date": date,
        "date_basis": "resolved",
        "title": f"{actors.replace(';', ' and ')}: {event_type.lower()} in the story",
        "event_type": event_type,
        "actors": actors,
        "claim_status": "reported",
        "quote": span.of(text),
        "quote_start": str(span.start),
        "quote_end": str(span.end),
    }
    return Proposal(span, span, {k: Evidence(v, span, "a test's rule") for k, v in values.items()})


def newsroom(
    place: Path | str, extract: Callable[..., Any] | None = fake_extract, **config: Any
) -> Flask:
    """The app on a workspace of its own, in a folder or a database; without `extract` there is no
    parser."""
    name = "DATABASE" if "://" in str(place) else "WORKSPACE"
    app = create_app({name: str(place), "TESTING": True, **config})
    app.extensions[FINDER] = Finder(extract or fake_extract, lambda: extract is not None)
    return app


def workspace_of(app: Flask) -> Workspace:
    """The workspace of an app."""
    opened: Workspace = app.extensions[DESK].open()
    return opened


def kept(app: Flask, text: str = STORY, **fields: str) -> str:
    """Keep an article and its proposals without the pages; gives its id."""
    held = workspace_of(app)
    article = held.add_article(text, {"title": text.splitlines()[0], **fields}, "ann")
    held.propose(article.id, fake_extract(article, lambda *_: None), "ann")
    return article.id


def accept_all(app: Flask, article_id: str) -> tuple[Item, ...]:
    """Accept every proposal of an article."""
    held = workspace_of(app)
    return tuple(
        held.accept(item.id, item.version, "ann")
        for item in held.items(article_id)
        if item.state == "open"
    )
