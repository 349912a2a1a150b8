"""What a table from elsewhere tells of an event beyond the codebook, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from webapp.export.rows import extra_columns
from webapp.query import words
from webapp.store.dataset import Dataset
from webapp.store.sources import is_web_address


@dataclass(frozen=True)
class Native:
    """The native fields of an event; empty texts where there are none.

    `address` is a link that may be followed, `address_text` one that may not. `cells` are the other
    columns of the row, name and value, those without a value left out.
    """

    description: str
    original_type: str
    original_id: str
    reports: str
    sources: str
    address: str
    address_text: str
    cells: tuple[tuple[str, str], ...]


def native(data: Dataset, event: words.Event) -> Native:
    """What the table's own columns say of an event."""
    address = cell(event, "source_url")
    followed = is_web_address(address)
    return Native(
        description=cell(event, "description"),
        original_type=original_type(data.format, cell(event, "native_type")),
        original_id=cell(event, "native_id").replace(";", "; "),
        reports=reports(cell(event, "reports")),
        sources=cell(event, "source_text"),
        address=address if followed else "",
        address_text="" if followed else address,
        cells=tuple(_others(data, event)),
    )


def _others(data: Dataset, event: words.Event) -> list[tuple[str, str]]:
    return [(n, cell(event, n)) for n in extra_columns(data.columns) if cell(event, n)]


def original_type(label: str, code: str) -> str:
    """The type in the table's own vocabulary, with the name of that: `ACLED · Battles`."""
    return code if not code or code.startswith(label) else f"{label} · {code}"


def reports(count: str) -> str:
    """`rests on 12 reports`."""
    if not count:
        return ""
    return f"rests on {int(count):,} report{'' if count == '1' else 's'}"


def fatalities(event: words.Event) -> str:
    """`12`, `12 (between 8 and 20)`, or an empty text."""
    best = _number(event, "fatalities")
    low, high = _number(event, "fatalities_low"), _number(event, "fatalities_high")
    around = _range(low, high) if (low, high) != (best, best) else ""
    if not best or not around:
        return best or around
    return f"{best} ({around})"


def _range(low: str, high: str) -> str:
    if low and high:
        return f"between {low} and {high}"
    return f"at least {low}" if low else f"at most {high}" if high else ""


def _number(event: words.Event, name: str) -> str:
    text = cell(event, name)
    return f"{int(text):,}" if text else ""


def cell(event: words.Event, name: str) -> str:
    """A cell as text; empty where the table has no such column, or no value in it."""
    value = event.get(name)
    return "" if value is None or pd.isna(value) else str(value)
