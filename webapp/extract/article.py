"""From an article to proposals: every stage, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.base import Document, PartyName, Proposal, Report, TimeExpression
from webapp.extract.events.find import find_events
from webapp.extract.language import Parser, load_parser
from webapp.extract.merge import merge
from webapp.extract.parsing import Progress, parse
from webapp.extract.parties import find_parties
from webapp.extract.reports import find_reports
from webapp.extract.text import read_document
from webapp.extract.times import find_times

_PARSED = 0.75
"""Share of the time that the parser takes."""


@dataclass(frozen=True)
class Extraction:
    """What was found in an article; positions are those of the normalised `document.text`."""

    document: Document
    proposals: tuple[Proposal, ...]
    times: tuple[TimeExpression, ...]
    parties: tuple[PartyName, ...]
    reports: tuple[Report, ...]


def extract_article(
    text: str,
    published: str = "",
    parser: Parser | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """Proposed events of an article, in the order of the text.

    `published` is the date of publication in EDTF, empty if unknown. `progress` is called with a
    share of the work (0 to 1) and what is done now. Raises InputError without a parser, and for a
    date that is none.
    """
    tell = progress or _silent
    tell(0.0, "Taking the text apart")
    document = read_document(text)
    times = find_times(document, published)
    parser = parser or load_parser()
    parsed = parse(document, parser, lambda share, what: tell(0.05 + _PARSED * share, what))
    tell(0.05 + _PARSED, "Looking for parties")
    parties = find_parties(document, parsed)
    tell(0.85, "Looking for who says what")
    reports = find_reports(document, parsed)
    tell(0.9, "Looking for events")

    def each(share: float) -> None:
        tell(0.9 + 0.1 * share, "Looking for events")

    found = find_events(document, parsed, times, parties, reports, published, each)
    proposals = merge(found, document)
    tell(1.0, "Done")
    return Extraction(document, proposals, times, parties, reports)


def _silent(share: float, what: str) -> None:
    """Tells nobody."""
