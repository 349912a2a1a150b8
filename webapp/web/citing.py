"""The citations of an event, as its panel offers them."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.export import citations
from webapp.export.jsondata import dump
from webapp.export.reports import reports_of
from webapp.query import words
from webapp.store.dataset import Dataset


@dataclass(frozen=True)
class Citation:
    """One way to cite, to copy: a name and a text."""

    key: str
    label: str
    text: str


def citations_of(event: words.Event, data: Dataset, row: int) -> tuple[Citation, ...]:
    """One of each form, with an entry for each report of the event."""
    cited = [(one.event, one.date, one.source) for one in reports_of(data, event, data.date(row))]
    ris = "".join(citations.event_ris(*one) for one in cited).replace("\r\n", "\n")
    return (
        Citation("plain", "Citation", "\n".join(citations.event_plain(*one) for one in cited)),
        Citation("bibtex", "BibTeX", "\n".join(citations.event_bibtex(*one) for one in cited)),
        Citation("ris", "RIS", ris),
        Citation("csl", "CSL-JSON", dump([citations.event_csl(*one) for one in cited]).decode()),
    )
