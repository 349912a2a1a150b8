"""What the pages of articles show: frozen, typed, ready to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.extract.text import read_document
from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.web.addresses import QUOTED, anchor_of, article_url, event_in_article_url, event_url
from webapp.web.extracting import Job
from webapp.web.marking import Mark as Words
from webapp.web.marking import MarkedBlock, marked
from webapp.web.present import Mark, mark_of
from webapp.workspace.base import Article, ArticleSummary, Item, LogEntry

DEEDS = {
    "add": "added the article",
    "describe": "changed its description",
    "remove": "removed the article",
    "propose": "had events proposed",
    "accept": "accepted an event",
    "edit": "edited an event",
    "reject": "rejected a proposal",
    "reopen": "opened a decision again",
    "split": "split an event in two",
    "merge": "merged events",
    "own": "marked an event by hand",
    "link": "linked reports of one event",
    "unlink": "separated reports that were linked",
    "set apart": "said that reports are of different events",
    "undo": "took back the last action",
    "import": "imported a table",
}


@dataclass(frozen=True)
class Step:
    """What to do next with an article: a link, or a button that posts to the address."""

    label: str
    url: str
    posts: bool = False
    main: bool = True


@dataclass(frozen=True)
class ArticleLine:
    """An article in the list."""

    title: str
    url: str
    about: str
    counts: str
    step: Step


@dataclass(frozen=True)
class Deed:
    """An entry of the log in words. `when` is UTC in words, `moment` for machines."""

    who: str
    what: str
    why: str
    when: str
    moment: str
    undone: bool


@dataclass(frozen=True)
class EventInText:
    """An accepted event as the reading page lists it: its mark and the address of its words."""

    event_id: str
    title: str
    mark: Mark
    date: str
    quote: str
    anchor: str
    words_url: str
    timeline_url: str
    placed: bool


def plural(count: int, noun: str, nouns: str = "") -> str:
    """`1 event`, `12 events`."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def article_line(
    found: ArticleSummary, job: Job | None, edits: bool, can_find: bool
) -> ArticleLine:
    """An article with its numbers and what comes next."""
    about = ", ".join(part for part in (found.publisher, _date(found.published)) if part)
    return ArticleLine(
        found.title or found.id,
        article_url(found.id),
        about or "publisher and date are not known",
        _counts(found, edits),
        _next_step(found, job, edits, can_find),
    )


def _counts(found: ArticleSummary, edits: bool) -> str:
    accepted = f"{plural(found.accepted, 'event')} on the timeline"
    if not edits:
        return accepted
    parts = [f"{found.open:,} to review"] if found.open else []
    rejected = [f"{found.rejected:,} rejected"] if found.rejected else []
    return ", ".join([*parts, accepted, *rejected])


def _next_step(found: ArticleSummary, job: Job | None, edits: bool, can_find: bool) -> Step:
    at = found.id
    read = Step("Read it", article_url(at), main=False)
    if not edits:
        return read
    if job is not None and not job.is_over:
        return Step("See how far it is", article_url(at, "finding"))
    if found.open:
        return Step(f"Review {plural(found.open, 'proposal')}", article_url(at, "review"))
    if found.accepted or found.rejected:
        return read
    if can_find:
        return Step("Find events", article_url(at, "find"), posts=True)
    return Step("Mark events by hand", article_url(at, "review"))


def _date(text: str) -> str:
    try:
        return parse_date(text).caption if text else ""
    except DateError:
        return text


def deeds(entries: Iterable[LogEntry]) -> tuple[Deed, ...]:
    """The log in words, the newest first."""
    return tuple(
        Deed(
            entry.who,
            DEEDS.get(entry.action, entry.action),
            "" if entry.action == "undo" else entry.why,
            _moment(entry.when),
            entry.when,
            entry.undone,
        )
        for entry in entries
    )


def deed_of(entry: LogEntry | None) -> str:
    """`accepted an event`: an entry of the log in words, empty where there is none."""
    return DEEDS.get(entry.action, entry.action) if entry else ""


def _moment(text: str) -> str:
    """`13 March 2022, 14:05 UTC`."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def accepted_in(items: Iterable[Item]) -> tuple[Item, ...]:
    """The accepted ones of the items of an article."""
    return tuple(item for item in items if item.state == "accepted")


def events_in_text(article: Article, items: Sequence[Item]) -> tuple[EventInText, ...]:
    """Accepted events in the order of the text."""
    return tuple(_event(article, item) for item in items)


def _event(article: Article, item: Item) -> EventInText:
    event_id = item.fields["event_id"]
    return EventInText(
        event_id,
        item.fields["title"],
        mark_of(with_quad_class(item.fields)),
        _date(item.fields["date"]),
        item.fields.get("quote", ""),
        anchor_of(event_id),
        event_in_article_url(article.id, event_id),
        event_url(event_id),
        item.clause[0] < item.clause[1] <= len(article.text),
    )


def with_quad_class(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of an event with the quad class of its type, as marks need it."""
    from_type = TYPE_BY_CODE.get(fields.get("event_type", ""))
    return {**fields, "quad_class": from_type.quad_class if from_type else "none"}


def blocks_of(
    article: Article, items: Iterable[Item], quoted: tuple[int, int] | None = None
) -> tuple[MarkedBlock, ...]:
    """The paragraphs of an article with the words of its events marked by their event_id, and the
    place that another table quotes."""
    marks = [Words(item.fields["event_id"], *item.clause) for item in items]
    marks += [Words(QUOTED, *quoted)] if quoted else []
    return marked(article.text, read_document(article.text).blocks, marks)
