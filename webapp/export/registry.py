"""The formats that a view can be exported as. Page and command line offer what stands here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from webapp.export.about import about
from webapp.export.citations import source_bibtex, source_csl, source_ris
from webapp.export.csvdata import events_csv, sources_csv
from webapp.export.jsondata import dump, events_json
from webapp.export.page import html_page
from webapp.export.rows import sources_of
from webapp.export.timelinejs import timelinejs_json
from webapp.query.view import View


@dataclass(frozen=True)
class Format:
    """One format. `name` is its extension and its URL's; `render` takes the day of export in UTC.

    Every format is UTF-8; `media_type` comes without parameters.
    """

    name: str
    media_type: str
    label: str
    help: str
    render: Callable[[View, date], bytes]


def sources_bib(view: View, today: date) -> bytes:
    """The sources of the events in view as BibTeX, after lines that say what this is."""
    # Outside an entry BibTeX passes over everything but an @.
    what = about(view, today)
    note = "".join(f"% {line}\n" for line in [*what.sentences, what.licence]).replace("@", "(at)")
    return _utf8("\n".join([note, *map(source_bibtex, sources_of(view))]))


def sources_ris(view: View, today: date) -> bytes:
    """The sources of the events in view as RIS, which has no room for a note of its own."""
    return _utf8("".join(map(source_ris, sources_of(view))))


def sources_csl(view: View, today: date) -> bytes:
    """The sources of the events in view as CSL-JSON, which has no room for a note of its own."""
    return dump([source_csl(source) for source in sources_of(view)])


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format(
            "html",
            "text/html",
            "Page (HTML)",
            "One file with chart, list and quotes that works from disk and offline.",
            html_page,
        ),
        Format(
            "csv",
            "text/csv",
            "Events (CSV)",
            "The events as a table that opens in a spreadsheet and loads again here.",
            events_csv,
        ),
        Format(
            "sources.csv",
            "text/csv",
            "Sources (CSV)",
            "The sources of these events as a table.",
            sources_csv,
        ),
        Format(
            "json",
            "application/json",
            "Events and sources (JSON)",
            "Everything for programs, with what is computed of each event.",
            events_json,
        ),
        Format(
            "timelinejs.json",
            "application/json",
            "TimelineJS (JSON)",
            "Slides for TimelineJS, with dates as far as they are known.",
            timelinejs_json,
        ),
        Format(
            "bib",
            "application/x-bibtex",
            "Sources (BibTeX)",
            "The sources of these events for LaTeX.",
            sources_bib,
        ),
        Format(
            "ris",
            "application/x-research-info-systems",
            "Sources (RIS)",
            "The sources of these events for reference managers.",
            sources_ris,
        ),
        Format(
            "csl.json",
            "application/vnd.citationstyles.csl+json",
            "Sources (CSL-JSON)",
            "The sources of these events for Zotero, Pandoc and other users of CSL.",
            sources_csl,
        ),
    )
}
