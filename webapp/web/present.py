"""What templates get: frozen, typed, ready to print. No template computes or builds an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote as percent

import pandas as pd

from webapp.export.native import Native, fatalities, native
from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import BASIS_BY_CODE, STATUS_BY_CODE, TYPE_BY_CODE, EventType
from webapp.query import words
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.sources import is_web_address
from webapp.web.citing import Citation, citations_of
from webapp.web.reports import Comparison


@dataclass(frozen=True)
class Mark:
    """The mark of an event: shape, colour class, filled or open."""

    event_type: str
    quad_class: str
    filled: bool
    label: str


@dataclass(frozen=True)
class EventLine:
    """One event in a list."""

    event_id: str
    title: str
    label: str
    date: str
    parties: str
    status: str
    mark: Mark
    possibly: bool
    current: bool
    url: str
    panel_url: str
    moves: bool
    """Whether it stands on another page of the list, so that opening it changes the page."""
    quote: str
    """Its words in the source, and `source` who published them: for paper, which has no panel."""
    source: str


@dataclass(frozen=True)
class DateGroup:
    """Events under one date."""

    heading: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True)
class SourceCard:
    """A source as the panel and the source pages show it. Absent fields are empty."""

    source_id: str
    known: bool
    title: str
    publisher: str
    authors: str
    published: str
    credit: str
    note: str
    language: str
    retrieved: str
    text_length: str
    text_sha256: str
    url: str
    archive_url: str
    address_text: str
    quote_url: str
    events: int
    also: int
    """How many of the events stand on the timeline under another source."""


@dataclass(frozen=True)
class Guess:
    """A field whose value the app guessed and a person accepted, and why the app did."""

    name: str
    label: str
    reason: str


@dataclass(frozen=True)
class Panel:
    """All that the panel of an event tells."""

    event_id: str
    title: str
    label: str
    quote: str
    offsets: str
    speaker: str
    speaker_role: str
    status: str
    status_label: str
    status_sentence: str
    date: str
    date_edtf: str
    date_text: str
    date_basis: str
    date_definition: str
    parties: str
    event_type: EventType
    mark: Mark
    place: str
    position: str
    fatalities: str
    native: Native
    source: SourceCard
    citations: tuple[Citation, ...]
    in_view: bool
    possibly: bool
    nth: str
    page_url: str
    close_url: str
    close_panel_url: str
    before: EventLine | None
    after: EventLine | None
    article_url: str = ""
    """Where the words stand in the article, where its text is here."""
    quote_at: tuple[int, int] | None = None
    """The place of the quote in the text of its source."""
    comparison: Comparison | None = None
    """All reports of the event, where there are several."""
    guesses: tuple[Guess, ...] = ()
    cited: int = 1
    """How many reports of the event each form of its citation has."""

    @property
    def date_guess(self) -> str:
        """Why the app guessed this date; empty where it is no guess."""
        return next((guess.reason for guess in self.guesses if guess.name == "date"), "")

    @property
    def other_guesses(self) -> tuple[Guess, ...]:
        """The guesses but that of the date."""
        return tuple(guess for guess in self.guesses if guess.name != "date")


def mark_of(event: words.Event) -> Mark:
    """The mark of an event, with its meaning in words."""
    status = str(event["claim_status"])
    event_type = str(event["event_type"])
    label = f"{TYPE_BY_CODE[event_type].label}, {status}"
    return Mark(event_type, str(event["quad_class"]), status == "reported", label)


def event_line(
    view: View, row: int, page: int = 0, event: dict[str, Any] | None = None, source: str = ""
) -> EventLine:
    """One event of the list, with the links that open it in this view.

    `page` is the page of the list that it stands on, by default the one that is shown; `event` is
    the row where it has been read already, `source` who published its words.
    """
    event = event or view.dataset.record(row)
    page = page or view.page
    args = view.args.but(event=str(event["event_id"]), page=page)
    return EventLine(
        str(event["event_id"]),
        str(event["title"]),
        words.label(event),
        parse_date(str(event["date"])).caption,
        words.parties(event),
        words.status(event),
        mark_of(event),
        view.is_possible(row),
        view.args.event == event["event_id"],
        args.url(),
        args.url("/panel"),
        page != view.page,
        str(event["quote"]),
        source,
    )


def _publisher(data: Dataset, source_id: str) -> str:
    """Who published a source, or what it is called."""
    row = _source_row(data, source_id) or {}
    return str(row.get("publisher") or row.get("title") or source_id)


def _neighbour(view: View, row: int | None) -> EventLine | None:
    return None if row is None else event_line(view, row, view.page_of(row) or 0)


def date_groups(view: View, rows: Iterable[int]) -> list[DateGroup]:
    """Events in time order, those of the same date together."""
    numbers = [int(row) for row in rows]
    records = view.dataset.records(numbers)
    by = {name: _publisher(view.dataset, name) for name in {str(r["source_id"]) for r in records}}
    lines = [
        event_line(view, row, 0, event, by[str(event["source_id"])])
        for row, event in zip(numbers, records, strict=True)
    ]
    return [
        DateGroup(heading, tuple(group))
        for heading, group in groupby(lines, lambda line: line.date)
    ]


def panel(view: View, event_id: str) -> Panel:
    """The panel of an event of the table."""
    data = view.dataset
    row = known_row(data, event_id)
    event: dict[str, Any] = data.record(row)
    date = data.date(row)
    source = source_card(data, str(event["source_id"]), str(event["quote"]))
    before, after = view.neighbours(row)
    closed = view.args.but(event="", page=view.page)
    status = STATUS_BY_CODE[str(event["claim_status"])]
    basis = BASIS_BY_CODE[str(event["date_basis"])]
    return Panel(
        event_id=event_id,
        title=str(event["title"]),
        label=words.label(event),
        quote=str(event["quote"]),
        offsets=_offsets(event),
        speaker=str(event["speaker"]),
        speaker_role=str(event["speaker_role"]),
        status=words.status(event),
        status_label=status.label,
        status_sentence=words.status_sentence(event, _voice(data)),
        date=date.caption,
        date_edtf=date.text,
        date_text=str(event["date_text"]),
        date_basis=basis.label,
        date_definition=basis.definition,
        parties=words.parties(event),
        event_type=TYPE_BY_CODE[str(event["event_type"])],
        mark=mark_of(event),
        place=str(event["place"]),
        position=_position(event),
        fatalities=fatalities(event),
        native=native(data, event),
        source=source,
        citations=citations_of(event, data, row),
        in_view=view.position(row) is not None,
        possibly=view.is_possible(row),
        nth=_nth(view, row),
        page_url=f"/events/{event_id}",
        close_url=closed.url(),
        close_panel_url=closed.url("/panel"),
        before=_neighbour(view, before),
        after=_neighbour(view, after),
        quote_at=_quote_at(event),
        cited=1 + len(data.others.get(event_id, ())),
    )


def known_row(data: Dataset, event_id: str) -> int:
    """The row of an event that the table has. Raises KeyError for another."""
    row = data.find(event_id)
    if row is None:
        raise KeyError(event_id)
    return row


def source_total(data: Dataset, source_id: str) -> int:
    """How many events a source reports, those that stand under another source among them."""
    if "source totals" not in data.memo:
        data.memo["source totals"] = data.totals("source_id")
    own = int(data.memo["source totals"].get(source_id, 0))
    return own + len(data.also_rows.get(source_id, ()))


def _nth(view: View, row: int) -> str:
    at = view.position(row)
    if at is None:
        return "not in the current view"
    return f"{at + 1:,} of {view.count:,}"


def _voice(data: Dataset) -> str:
    """Who speaks where nobody is quoted: the document, or the table that was coded from many."""
    return "the source" if data.format == "Conflict Timeline" else "the table"


def rows_left_out(data: Dataset) -> int:
    """How many rows of the files are not shown: one row may have several errors."""
    return data.left_out


def _quote_at(event: words.Event) -> tuple[int, int] | None:
    if pd.isna(event["quote_start"]) or pd.isna(event["quote_end"]):
        return None
    return int(event["quote_start"]), int(event["quote_end"])


def _offsets(event: words.Event) -> str:
    place = _quote_at(event)
    return f"characters {place[0]:,} to {place[1]:,}" if place else ""


def _position(event: words.Event) -> str:
    if pd.isna(event["latitude"]) or pd.isna(event["longitude"]):
        return ""
    return f"{event['latitude']:g}, {event['longitude']:g}"


def _source_row(data: Dataset, source_id: str) -> dict[str, Any] | None:
    if source_id not in data.sources.index:
        return None
    return {str(k): v for k, v in data.sources.loc[source_id].to_dict().items()}


def source_card(data: Dataset, source_id: str, quote: str = "") -> SourceCard:
    """A source; one that `sources.csv` does not describe has only its identifier."""
    row = _source_row(data, source_id) or {}

    def text(name: str) -> str:
        return str(row.get(name, ""))

    url = text("url") if is_web_address(text("url")) else ""
    archive = text("archive_url") if is_web_address(text("archive_url")) else ""
    return SourceCard(
        source_id,
        bool(row),
        text("title") or source_id,
        text("publisher"),
        ", ".join(part.strip() for part in text("authors").split(";") if part.strip()),
        _date_words(text("published")),
        text("credit"),
        text("note"),
        text("language"),
        _date_words(text("retrieved")),
        text("text_length"),
        text("text_sha256"),
        url,
        archive,
        text("url") if text("url") and not url else "",
        f"{url}#:~:text={_text_fragment(quote)}" if url and quote and "#" not in url else url,
        source_total(data, source_id),
        len(data.also_rows.get(source_id, ())),
    )


def _date_words(text: str) -> str:
    """An EDTF date in words; what is no date (reported as a problem) as it stands."""
    try:
        return parse_date(text).caption if text else ""
    except DateError:
        return text


def _text_fragment(quote: str) -> str:
    """A quote as a text fragment: whole when short, else its first and last words."""
    parts = quote.split()
    if len(parts) <= 8:
        return _fragment_part(quote)
    return f"{_fragment_part(' '.join(parts[:4]))},{_fragment_part(' '.join(parts[-4:]))}"


def _fragment_part(text: str) -> str:
    return percent(text, safe="").replace("-", "%2D")


def hidden_fields(args: ViewArgs) -> list[tuple[str, str]]:
    """View options that the filter form carries along."""
    return [(name, value) for name, value in args.pairs() if name in ("by", "scale")]


@dataclass(frozen=True)
class TermsCard:
    """The terms of a table. `url` is one that may be made a link, or empty."""

    credit: str
    sentence: str
    url: str


def terms_card(data: Dataset) -> TermsCard | None:
    """The terms of a table as the pages show them, None where none are known."""
    terms = data.terms
    if not terms.known:
        return None
    url = terms.url if is_web_address(terms.url) else ""
    return TermsCard(terms.credit.rstrip("."), terms.sentence, url)
