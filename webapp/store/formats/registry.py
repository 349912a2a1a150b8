"""The known formats, in the order in which a table is tried on them."""

from __future__ import annotations

from webapp.store.formats import acled, gdelt, icews, own, polecat, timelinejs, ucdp
from webapp.store.formats.base import Format, Head

FORMATS: tuple[Format, ...] = (
    own.FORMAT,
    acled.FORMAT,
    ucdp.FORMAT,
    icews.FORMAT,
    polecat.FORMAT,
    timelinejs.FORMAT,
    *gdelt.FORMATS,
)


def recognise(head: Head) -> Format | None:
    """The format of a table, None when it is in none of them."""
    return next((form for form in FORMATS if form.recognise(head)), None)
