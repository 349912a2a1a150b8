"""A view as JSON for TimelineJS, whose slides hold HTML: every text of the table is escaped.

TimelineJS wants a start date for every event. It is given the known parts of a date alone, and the
date in words to show. Where only the latest day is known it gets that, and the slide says so; an
event without any known day cannot be placed and is named on the title slide.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from webapp.export.about import About, about
from webapp.export.citations import source_plain
from webapp.export.dateparts import Parts, ends
from webapp.export.jsondata import dump
from webapp.export.rows import Row, events_of, one_line, source_ids, source_row, text_of
from webapp.model.dates import EventDate
from webapp.query import words
from webapp.query.view import View
from webapp.store.sources import is_web_address

NO_START = "It is not known when this began; the marker stands at the latest date that it can have."
OUTSIDE = "This may lie outside the dates that were asked for."


def timelinejs_json(view: View, today: date) -> bytes:
    """A title slide that says what this is, and one slide for each event that can be placed."""
    sources = {name: source_row(view.dataset, name) for name in source_ids(view)}
    slides, left_out = [], []
    for row, event in events_of(view):
        when = view.dataset.date(row)
        dates, cautions = _dates(when), [OUTSIDE] * view.is_possible(row)
        if not dates:
            left_out.append(words.label(event))
            continue
        if when.earliest is None:
            cautions.insert(0, NO_START)
        others = view.dataset.others.get(str(event["event_id"]), ())
        told_by = dict.fromkeys(str(report["source_id"]) for report in (event, *others))
        text = _slide_text(event, [sources[name] for name in told_by], cautions)
        slides.append(dates | _slide(event, when, text))
    return dump({"title": _title_slide(about(view, today), left_out), "events": slides})


def _title_slide(what: About, left_out: list[str]) -> dict[str, Any]:
    """The slide before the first: all that the export says of itself."""
    lines = [*what.sentences[1:], *what.source_lines]
    if left_out:
        lines.append(f"Not on the line, because no day is known: {'; '.join(left_out)}.")
    text = "".join(_paragraph(line) for line in [*lines, what.licence])
    return {"autolink": False, "text": {"headline": _html(what.title), "text": text}}


def _dates(when: EventDate) -> dict[str, Any]:
    """Start, and end where it is known and another than the start; nothing where both are open."""
    first, last = ends(when)
    start = first or last
    dates = {"start_date": _date(start)} if start else {}
    if first and last and first != last:
        dates["end_date"] = _date(last)
    return dates


def _slide(event: Row, when: EventDate, text: str) -> dict[str, Any]:
    """One event without its dates. `text` is HTML."""
    return {
        "display_date": _html(when.caption),
        "unique_id": text_of(event, "event_id"),
        "group": _html(words.type_label(event)),
        "autolink": False,
        "text": {"headline": _html(words.label(event)), "text": text},
    }


def _slide_text(event: Row, sources: list[Row], cautions: list[str]) -> str:
    """Quote, who vouches, who acts on whom, cautions, the sources that report it."""
    quote = text_of(event, "quote")
    lines = [words.status_sentence(event, "the source"), words.parties(event), *cautions]
    return (
        (f"<blockquote>{_html(quote)}</blockquote>" if quote else "")
        + "".join(_paragraph(line) for line in lines if line)
        + "".join(f"<p>{_linked(source)}</p>" for source in sources)
    )


def _linked(source: Row) -> str:
    """The citation, as a link where the table has an address that may be one."""
    address, citation = str(source.get("url") or ""), _html(source_plain(source))
    return f'<a href="{escape(address)}">{citation}</a>' if is_web_address(address) else citation


def _date(parts: Parts) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), parts, strict=False))


def _paragraph(text: str) -> str:
    return f"<p>{_html(text)}</p>"


def _html(text: str) -> str:
    return escape(one_line(text))
