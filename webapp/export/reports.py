"""All reports of an event, each with its date and its source, ready to be cited."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.export.rows import Row, source_row
from webapp.model.dates import DateError, EventDate, parse_date
from webapp.store.dataset import Dataset


@dataclass(frozen=True)
class Cited:
    """One report: its cells, its date, and the source that it is from."""

    event: Row
    date: EventDate
    source: Row


def reports_of(data: Dataset, event: Row, date: EventDate) -> list[Cited]:
    """The report that is the row of an event, then the others that tell of it."""
    others = data.others.get(str(event["event_id"]), ())
    reports = [(event, date), *((other, _date(other, date)) for other in others)]
    return [
        Cited(cells, when, source_row(data, str(cells["source_id"]))) for cells, when in reports
    ]


def _date(cells: Row, otherwise: EventDate) -> EventDate:
    try:
        return parse_date(str(cells["date"]))
    except DateError:
        return otherwise
