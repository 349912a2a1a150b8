"""Articles with proposals, as the tests of the review screen need them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from tests.needs import ROOT
from webapp import create_app
from webapp.extract.base import Evidence, Proposal, Span
from webapp.model.text import decode
from webapp.web.desk import DESK, Desk
from webapp.web.review_cards import document_of
from webapp.web.showing import show_workspace
from webapp.workspace.base import Article, Item
from webapp.workspace.store import Workspace

GOLD = ROOT / "bench" / "gold" / "dev"
SKIPPED = ("event_id", "source_id", "quote", "quote_start", "quote_end")
SHORT = """Talks begin in Doha

On March 11, Alpha accused Beta of an attack. Beta denied it and called for talks.

“We will come,” said Ann Roe, the foreign minister of Alpha."""


@dataclass(frozen=True)
class Case:
    """An app with one article, and its events in the order of the text."""

    app: Flask
    article: Article
    items: tuple[Item, ...]

    @property
    def workspace(self) -> Workspace:
        """The workspace of the app."""
        opened: Workspace = self.app.extensions[DESK].open()
        return opened

    @property
    def url(self) -> str:
        """The address of the review screen."""
        return f"/articles/{self.article.id}/review"

    def now(self, number: int) -> Item:
        """An event as it is now, by its place in the order of the text."""
        return self.workspace.item(self.items[number].id)


def app_in(folder: Path, **config: object) -> Flask:
    """An app on the shipped table with its workspace in a folder."""
    events = ROOT / "data" / "events.csv"
    return create_app({"EVENTS": events, "WORKSPACE": folder, "TESTING": True, **config})


def moved(app: Flask, folder: Path) -> Flask:
    """The same app with its workspace in another folder: much faster than another app."""
    app.extensions[DESK] = Desk({**app.config, "WORKSPACE": folder})
    show_workspace(app)
    return app


def case(app: Flask, text: str, fields: Mapping[str, str], proposals: list[Proposal]) -> Case:
    """An article in the workspace of an app, with these proposals."""
    workspace: Workspace = app.extensions[DESK].open()
    article = workspace.add_article(text, fields, "tests")
    workspace.propose(article.id, proposals, "tests")
    return Case(app, article, workspace.items(article.id))


def proposal(text: str, words: str, **fields: str | Evidence) -> Proposal:
    """A proposal on words of a text; plain values come without words that support them."""
    start = text.index(words)
    clause = Span(start, start + len(words))
    sentence = document_of(text).sentence_of(start) or clause
    quoted = {"quote": words, "quote_start": str(start), "quote_end": str(clause.end)}
    given = {name: Evidence(value, clause, "clause") for name, value in quoted.items()}
    for name, value in fields.items():
        given[name] = value if isinstance(value, Evidence) else Evidence(value, None, "test rule")
    return Proposal(clause, sentence, given)


def found(
    text: str, value: str, words: str, rule: str = "weekday", guess: bool = False
) -> Evidence:
    """A value that words of the text support."""
    start = text.index(words)
    return Evidence(value, Span(start, start + len(words)), rule, guess)


COMMON = {"date": "2022-03-11", "date_basis": "stated", "claim_status": "reported"}


def short_case(app: Flask) -> Case:
    """Three proposals on a text of three paragraphs. The last one has no type and no date yet."""
    accuse = {
        "title": "Alpha accuses Beta of an attack",
        "event_type": "ACCUSE",
        "actors": "Alpha",
        "recipients": "Beta",
    }
    deny = {"title": "Beta denies the attack", "event_type": "REJECT", "actors": "Beta"}
    come = {"title": "Ann Roe says that Alpha will come", "speaker": "Ann Roe"}
    proposals = [
        proposal(
            SHORT,
            "Alpha accused Beta of an attack",
            **{**COMMON, **accuse, "date": found(SHORT, "2022-03-11", "On March 11")},
        ),
        proposal(SHORT, "Beta denied it and called for talks", **COMMON, **deny),
        proposal(
            SHORT,
            "“We will come,”",
            **come,
            claim_status=found(SHORT, "expected", "will come", "future", guess=True),
        ),
    ]
    fields = {"title": "Talks begin in Doha", "publisher": "The Paper", "published": "2022-03-13"}
    return case(app, SHORT, fields, proposals)


def gold_case(app: Flask, name: str) -> Case:
    """A text of `bench/gold/dev` with its coded events as proposals."""
    text = decode((GOLD / f"{name}.txt").read_bytes())
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        proposals = [coded(text, row) for row in csv.DictReader(file)]
    with (GOLD / f"{name}.source.csv").open(encoding="utf-8", newline="") as file:
        source = next(csv.DictReader(file))
    kept = ("title", "publisher", "authors", "published", "language")
    return case(app, text, {key: source[key] for key in kept}, proposals)


def coded(text: str, row: Mapping[str, str]) -> Proposal:
    """A row of a coded table as a proposal; values that stand in the sentence point to it."""
    clause = Span(int(row["quote_start"]), int(row["quote_end"]))
    sentence = document_of(text).sentence_of(clause.start) or clause
    given = {
        name: Evidence(value, _place(text, row, name, sentence), f"{name} rule", name == "actors")
        for name, value in row.items()
        if value and name not in SKIPPED
    }
    for name in ("quote", "quote_start", "quote_end"):
        given[name] = Evidence(row[name], clause, "clause")
    return Proposal(clause, sentence, given)


def _place(text: str, row: Mapping[str, str], name: str, sentence: Span) -> Span | None:
    words = row["date_text"] if name.startswith("date") else row[name].partition(";")[0]
    at = text.find(words, sentence.start, sentence.end) if words else -1
    return Span(at, at + len(words)) if at >= 0 else None
