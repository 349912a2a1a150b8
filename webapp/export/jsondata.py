"""A view as JSON: what it is, its events with what is computed of them, its sources."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from webapp.export.about import about
from webapp.export.rows import Row, events_of, extra_columns, is_missing, native_columns, sources_of
from webapp.model.columns import EVENT_NAMES
from webapp.model.dates import EventDate
from webapp.model.days import iso
from webapp.model.vocabulary import split_parties
from webapp.query import words
from webapp.query.view import View
from webapp.store import numbers
from webapp.store.dataset import Dataset


def events_json(view: View, today: date) -> bytes:
    """An object with `about`, `events` in time order and `sources`.

    Cells are as in the table: text as text, numbers as numbers or null. Columns that the codebook
    does not know stand under `native` (the optional ones of tables from elsewhere) and under
    `extra`, so that none can pass for a computed one. An event that several sources report has the
    filled cells of the others under `other_reports`.
    """
    table = view.dataset.columns
    others = {"native": native_columns(table), "extra": extra_columns(table)}
    events = [
        _event(event, view.dataset.date(row), others)
        | {"possibly": view.is_possible(row)}
        | _other_reports(view.dataset, event)
        for row, event in events_of(view)
    ]
    document = {
        "about": about(view, today).as_dict(),
        "events": events,
        "sources": sources_of(view),
    }
    return dump(document)


def dump(document: object) -> bytes:
    """JSON in UTF-8, indented for readers, with a final line end."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _event(event: Row, when: EventDate, others: dict[str, list[str]]) -> dict[str, Any]:
    """One event: its cells, then what the app computes of them."""
    return {
        **{name: _plain(event[name]) for name in EVENT_NAMES},
        "parties": split_parties(f"{event['actors']};{event['recipients']}"),
        "quad_class": str(event["quad_class"]),
        "earliest": _iso(when.earliest),
        "latest": _iso(when.latest),
        "precision": when.precision,
        "approximate": when.approximate,
        "date_words": when.caption,
        "status_words": words.status(event),
        "label": words.label(event),
        **{key: {n: _plain(event[n]) for n in names} for key, names in others.items()},
    }


def _other_reports(data: Dataset, event: Row) -> dict[str, Any]:
    others = data.others.get(str(event["event_id"]), ())
    filled = [
        {name: numbers.value(cell, name) for name, cell in other.items() if cell}
        for other in others
    ]
    return {"other_reports": filled} if filled else {}


def _plain(value: object) -> object:
    return None if is_missing(value) else value


def _iso(day: int | None) -> str | None:
    return None if day is None else iso(day)
