"""What the review screen shows of an article and its events: frozen, typed, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from webapp.extract.base import Document
from webapp.extract.text import read_document
from webapp.model.columns import QUOTE_LENGTH
from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import (
    BASIS_BY_CODE,
    SPOKEN,
    STATUS_BY_CODE,
    TYPE_BY_CODE,
    split_parties,
)
from webapp.query import words
from webapp.web.addresses import article_url
from webapp.web.marking import Mark as Stretch
from webapp.web.marking import MarkedBlock, marked
from webapp.web.present import Mark
from webapp.web.review_reasons import reason_of
from webapp.workspace.base import Item, State

Show = Literal["all", "open", "accepted", "rejected"]
SHOWS: tuple[tuple[Show, str], ...] = (
    ("all", "All"),
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("rejected", "Rejected"),
)
SIGNS = {"open": "○", "accepted": "✓", "rejected": "✕"}
"""Beside the words for the states, so that no state is told by colour alone."""
UNTITLED = "An event without a title yet"
COMMON = ("date", "event_type", "actors", "recipients", "place")
NEEDED = ("date", "event_type")
"""Fields that are shown as unknown where nothing is known, for nothing is accepted without them."""
LACKING = {
    "title": "a title",
    "date": "a date",
    "date_basis": "how its date is known",
    "event_type": "a type",
    "claim_status": "a status",
}
"""What an event cannot be accepted without, in words."""
MARKS = ("“", "”", '"', "«", "»", "„")
VOICE = ("speaker", "speaker_role")
STATUS = "claim_status"
RARE = ("latitude", "longitude", "fatalities")
LABELS = {
    "date": "Date",
    "event_type": "Type",
    "actors": "Actors",
    "recipients": "Recipients",
    "speaker": "Speaker",
    "speaker_role": "Role",
    "claim_status": "Status",
    "place": "Place",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "fatalities": "Fatalities",
}


@dataclass(frozen=True)
class Words:
    """Words of the article and where they stand; `anchor` is the paragraph that holds them.

    `whole` tells that they are all the words of the event, so that they need not be said again.
    """

    text: str
    start: int
    end: int
    anchor: str
    whole: bool = False


@dataclass(frozen=True)
class Fact:
    """A field of an event: its value in words, what supports it, and how it was found."""

    name: str
    label: str
    value: str
    note: str
    words: Words | None
    reason: str
    guess: bool


@dataclass(frozen=True)
class Card:
    """An event as the list has it.

    The rest is read only where it is the current one: `facts`, `voice` (speaker and role),
    `vouching` (the status), and the labels of those fields of which nothing is known.
    """

    id: int
    version: int
    kind: str
    state: State
    sign: str
    title: str
    mark: Mark | None
    date: str
    parties: str
    status: str
    status_label: str
    status_sentence: str
    quote: str
    event_id: str
    start: int
    end: int
    url: str
    needs: str = ""
    """What it lacks to be accepted as it is: `a speaker and a type`."""
    facts: tuple[Fact, ...] = ()
    voice: tuple[Fact, ...] = ()
    vouching: Fact | None = None
    unknown: str = ""

    @property
    def has_marks(self) -> bool:
        """Whether the quote brings quotation marks of its own."""
        return self.quote.startswith(MARKS) or self.quote.endswith(MARKS)


@dataclass(frozen=True)
class Progress:
    """How far the review is."""

    open: int
    accepted: int
    rejected: int

    @property
    def total(self) -> int:
        """All events of the article that are to be seen."""
        return self.open + self.accepted + self.rejected

    @property
    def reviewed(self) -> int:
        """Those about which somebody has decided."""
        return self.accepted + self.rejected

    @property
    def over(self) -> bool:
        """Whether there were events and none is open."""
        return self.total > 0 and not self.open

    @property
    def sentence(self) -> str:
        """`7 of 29 reviewed`."""
        return f"{self.reviewed} of {self.total} reviewed"


@dataclass(frozen=True)
class Choice:
    """One of the filters of the list, with the number of events behind it."""

    key: Show
    label: str
    count: int
    url: str
    current: bool


def page_url(article_id: str, show: str = "all", item: int | None = None, **more: str) -> str:
    """The address of the screen with a filter and a current event, down to its card."""
    query = {"show": show} if show != "all" else {}
    query |= {"item": str(item)} if item else {}
    query |= more
    asked = f"?{urlencode(query)}" if query else ""
    return f"{article_url(article_id, 'review')}{asked}{f'#event-{item}' if item else ''}"


@lru_cache(maxsize=8)
def document_of(text: str) -> Document:
    """An article in its parts; kept, because every action on it asks again."""
    return read_document(text)


def progress_of(items: Iterable[Item]) -> Progress:
    """How far the review of these events is."""
    states = [item.state for item in items]
    return Progress(*(states.count(state) for state in ("open", "accepted", "rejected")))


def choices_of(article_id: str, progress: Progress, show: Show) -> tuple[Choice, ...]:
    """The filters of the list."""
    counts = {
        "all": progress.total,
        "open": progress.open,
        "accepted": progress.accepted,
        "rejected": progress.rejected,
    }
    return tuple(
        Choice(key, label, counts[key], page_url(article_id, key), key == show)
        for key, label in SHOWS
    )


def shown_in(items: Iterable[Item], show: Show) -> tuple[Item, ...]:
    """The events that a filter lets through."""
    return tuple(item for item in items if show in ("all", item.state))


def blocks_of(text: str, items: Iterable[Item]) -> tuple[MarkedBlock, ...]:
    """The paragraphs of an article with the words of each event marked by its number."""
    marks = [Stretch(str(item.id), *item.clause) for item in items]
    return marked(text, document_of(text).blocks, marks)


def touched_blocks(
    text: str, blocks: Sequence[MarkedBlock], changed: Iterable[Item]
) -> tuple[MarkedBlock, ...]:
    """The paragraphs that hold words of any of these events."""
    spans = [block.span for block in document_of(text).blocks]
    places = [item.clause for item in changed]
    return tuple(
        block
        for block, span in zip(blocks, spans, strict=True)
        if any(start < span.end and span.start < end for start, end in places)
    )


def card_of(item: Item, text: str, show: Show, full: bool = False) -> Card:
    """An event as a card; `full` with every field and what supports it."""
    brief = _brief(item, text, show)
    if not full:
        return brief
    facts = {name: _fact(item, name, text) for name in (*COMMON, *VOICE, STATUS, *RARE)}
    told = [facts[name] for name in (*COMMON, *RARE) if facts[name].value or name in NEEDED]
    silent = [facts[name].label for name in (*COMMON, *VOICE) if not facts[name].value]
    return replace(
        brief,
        facts=tuple(told),
        voice=tuple(facts[name] for name in VOICE if facts[name].value),
        vouching=facts[STATUS],
        unknown=", ".join(label.lower() for label in silent if label not in ("Date", "Type")),
    )


def _brief(item: Item, text: str, show: Show) -> Card:
    fields = _with_all(item)
    status = STATUS_BY_CODE.get(fields["claim_status"])
    return Card(
        item.id,
        item.version,
        item.kind,
        item.state,
        SIGNS.get(item.state, ""),
        fields["title"] or UNTITLED,
        _mark(fields),
        date_words(fields["date"]) or "date unknown",
        words.parties(fields),
        words.status(fields) if status else "status unknown",
        status.label if status else "Unknown",
        words.status_sentence(fields, "the article")
        if status
        else "It is not known yet who vouches for this.",
        fields["quote"] or text[slice(*item.clause)],
        fields["event_id"],
        *item.clause,
        page_url(item.article_id, show, item.id),
        needs_of(fields) if item.state != "accepted" else "",
    )


def needs_of(fields: Mapping[str, str]) -> str:
    """What an event lacks to be accepted, seen at a glance; the rules look again when it is."""
    empty = {name for name in LACKING if not fields.get(name, "").strip()}
    empty -= {"date_basis"} if "date" in empty else set()  # one is not told without the other
    found = [said for name, said in LACKING.items() if name in empty]
    if fields.get(STATUS) in SPOKEN and not fields.get("speaker", "").strip():
        found.append("a speaker")
    if len(fields.get("quote", "")) > QUOTE_LENGTH:
        found.append("a shorter quote")
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def _with_all(item: Item) -> dict[str, str]:
    """The fields of an event; those that are not there are empty."""
    names = (
        *COMMON,
        *VOICE,
        STATUS,
        *RARE,
        "title",
        "quote",
        "event_id",
        "date_basis",
        "date_text",
    )
    return {**dict.fromkeys(names, ""), **item.fields}


def _mark(fields: dict[str, str]) -> Mark | None:
    """The mark of the chart; None where the type is not known."""
    kind = TYPE_BY_CODE.get(fields["event_type"])
    if kind is None:
        return None
    status = fields["claim_status"]
    label = f"{kind.label}, {status}" if status else kind.label
    return Mark(kind.code, kind.quad_class, status == "reported", label)


def date_words(text: str) -> str:
    """A date in words; what is no date as it stands."""
    try:
        return parse_date(text).caption if text else ""
    except DateError:
        return text


def _fact(item: Item, name: str, text: str) -> Fact:
    """What is known of one field, with the words and the rule behind it."""
    found = item.evidence.get(name)
    value, note = _in_words(name, _with_all(item))
    if found is None:
        reason = "" if not value or item.kind == "imported" else reason_of("person")
        return Fact(name, LABELS[name], value, note, None, reason, False)
    place = _words(text, found.start, found.end)
    if place and (place.start, place.end) == item.clause:
        place = replace(place, whole=True)
    return Fact(name, LABELS[name], value, note, place, reason_of(found.rule), found.guess)


def _words(text: str, start: int | None, end: int | None) -> Words | None:
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    blocks = document_of(text).blocks
    number = next((n for n, b in enumerate(blocks) if b.span.start <= start < b.span.end), 0)
    return Words(text[start:end], start, end, f"block-{number}")


def _in_words(name: str, fields: dict[str, str]) -> tuple[str, str]:
    """The value of a field as a reader says it, and what explains it."""
    value = fields[name]
    if name == "date" and value:
        basis = BASIS_BY_CODE.get(fields["date_basis"])
        known = basis.label if basis else "how it is known is not said"
        return date_words(value), f"{value}, {known}"
    if name == "event_type" and value in TYPE_BY_CODE:
        return TYPE_BY_CODE[value].label, TYPE_BY_CODE[value].definition
    if name == "claim_status" and value in STATUS_BY_CODE:
        return STATUS_BY_CODE[value].label, ""
    if name in ("actors", "recipients"):
        return ", ".join(split_parties(value)), ""
    return value, ""
