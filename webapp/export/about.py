"""What an export says of itself, and what its file is called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import webapp
from webapp.export.citations import source_plain
from webapp.export.rows import one_line, sentence, sources_of, text_of
from webapp.query.args import FACETS, SCALE_LABELS
from webapp.query.view import View

SOFTWARE = "Conflict Timeline"
LICENCE = (
    "The quotes belong to their publishers and are cited as short passages, not licensed. The "
    "coding (titles, dates, types, parties, claim status) is this table's reading of its sources; "
    "a claim status says who vouches for an event, not whether it is true."
)
NO_TERMS = "The table names no licence of its own: ask its makers before passing it on."
LISTED_SOURCES = 20
"""Sources named in a note: a cell of a spreadsheet holds 32,767 characters."""
PART_LENGTH = 40
STEM_LENGTH = 120


@dataclass(frozen=True)
class SourceNote:
    """One source that an export rests on, with the credit line that goes wherever it goes."""

    source_id: str
    citation: str
    credit: str

    @property
    def text(self) -> str:
        """Citation and credit in one line."""
        return f"{self.citation} Credit: {sentence(self.credit)}" if self.credit else self.citation


@dataclass(frozen=True)
class About:
    """What an export says of itself. Every text is one line; `exported` is a day of UTC.

    `shown` of `total` events are in it; `possibly` of those shown may lie outside the date window.
    `query` is the path and query string that show the same events on the page.
    """

    software: str
    version: str
    title: str
    sentence: str
    shown: int
    total: int
    possibly: int
    conditions: tuple[str, ...]
    query: str
    time_scale: str
    exported: str
    sources: tuple[SourceNote, ...]
    licence: str = f"{LICENCE} {NO_TERMS}"
    credit: str = ""
    terms: str = ""
    """Licence and conditions of the table in one sentence or two, empty where none are known."""

    @property
    def made_by(self) -> str:
        """Program, version and day: `Conflict Timeline 0.1.0, exported 2026-11-23 (UTC)`."""
        return f"{self.software} {self.version}, exported {self.exported} (UTC)"

    @property
    def caution(self) -> str:
        """How many events may lie outside the date window, or an empty text."""
        verb = "lies" if self.possibly == 1 else "lie"
        return (
            f"{self.possibly} of them only possibly {verb} in these dates" if self.possibly else ""
        )

    @property
    def sentences(self) -> list[str]:
        """Everything but the sources and the licence, for a caption or a heading."""
        shown = f"{self.sentence} ({self.caution})." if self.caution else f"{self.sentence}."
        return [
            sentence(self.title),
            shown,
            f"{self.made_by}.",
            f"View: {self.query}",
            *self.credit_lines,
        ]

    @property
    def credit_lines(self) -> list[str]:
        """Whom the table asks to credit, where it asks."""
        return [f"Credit: {sentence(self.credit)}"] if self.credit else []

    @property
    def source_lines(self) -> list[str]:
        """One line for each source, and one for how many more there are."""
        lines = [f"Source: {source.text}" for source in self.sources[:LISTED_SOURCES]]
        more = len(self.sources) - LISTED_SOURCES
        return (
            [*lines, f"{more:,} more sources: see the export of the sources."]
            if more > 0
            else lines
        )

    @property
    def line(self) -> str:
        """All of it on one line."""
        return " | ".join([*self.sentences, *self.source_lines, self.licence])

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def about(view: View, today: date) -> About:
    """What an export of a view says of itself. `today` is the day of the export in UTC."""
    return About(
        software=SOFTWARE,
        version=webapp.__version__,
        title=one_line(view.dataset.title),
        sentence=one_line(view.sentence),
        shown=view.count,
        total=view.total,
        possibly=view.selection.possible,
        conditions=tuple(one_line(text) for _, text in view.conditions),
        query=_query(view),
        time_scale=SCALE_LABELS[view.args.scale].lower(),
        exported=today.isoformat(),
        sources=tuple(
            SourceNote(text_of(row, "source_id"), source_plain(row), text_of(row, "credit"))
            for row in sources_of(view)
        ),
        licence=f"{LICENCE} {terms_of(view) or NO_TERMS}",
        credit=one_line(view.dataset.terms.credit),
        terms=terms_of(view),
    )


def terms_of(view: View) -> str:
    """The terms of the table in words, or an empty text where it has none."""
    terms = view.dataset.terms
    address = f" {one_line(terms.url)}" if terms.url else ""
    return f"{one_line(terms.sentence)}{address}" if terms.known else ""


def _query(view: View) -> str:
    """Path and query of the view. Half a surrogate pair, as a terminal may give, has no URL."""
    args = view.args
    return args.but(event="", q=args.q.encode("utf-8", "replace").decode()).url()


def file_name(view: View, extension: str) -> str:
    """A file name for an export of a view: `conflict-timeline_party-russia_3-of-29.csv`.

    Letters a to z, digits, hyphens and underscores. Filters that would make the name longer than
    STEM_LENGTH are left out, which `_more` says.
    """
    end = f"{view.count}-of-{view.total}"
    stem = slug(SOFTWARE)
    for part in _name_parts(view):
        if len(stem) + len(part) + len(end) + 2 > STEM_LENGTH:
            stem += "_more"
            break
        stem += f"_{part}"
    return f"{stem}_{end}.{extension}"


def _name_parts(view: View) -> list[str]:
    """One part for each filter: `party-russia-ukraine`, `from-2022-03-11`."""
    args = view.args
    found = {name: [view.label(name, v) for v in getattr(args, name)] for name in FACETS}
    found["text"] = [args.q] if args.q else []
    found["from"] = [args.first.text] if args.first else []
    found["to"] = [args.last.text] if args.last else []
    return [
        "-".join([name, *filter(None, map(slug, values))])[:PART_LENGTH].rstrip("-")
        for name, values in found.items()
        if values
    ]


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits with single hyphens; empty if the text has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
