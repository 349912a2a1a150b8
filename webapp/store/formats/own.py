"""The codebook's own table: a coded article, or our own CSV export."""

from __future__ import annotations

import pandas as pd

from webapp.model.columns import EVENT_COLUMNS, EXPORT_NOTE
from webapp.model.terms import Terms
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formulas import FORMULA_STARTS, unescape_formula

REQUIRED = frozenset(column.name for column in EVENT_COLUMNS if column.required)


def recognise(head: Head) -> bool:
    """Whether all required columns are there (an export may have escaped the names of others)."""
    return set(head.names) >= REQUIRED


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """The cells as they are; those of our own export as they were before it escaped them."""
    if EXPORT_NOTE not in cells:
        return Converted(cells)
    plain = cells.drop(columns=EXPORT_NOTE)
    for name in plain:
        escaped = plain[name].str.startswith("'") & plain[name].str.lstrip("'").str.startswith(
            FORMULA_STARTS
        )
        if escaped.any():
            plain[name] = plain[name].mask(escaped, plain[name].map(unescape_formula))
    return Converted(plain.rename(columns=lambda name: unescape_formula(str(name))))


FORMAT = Format("own", "Conflict Timeline", Terms(), recognise, convert)
