"""Values as they are kept: cleaned, and as JSON in ASCII."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.model.text import normalise
from webapp.workspace.base import Invalid

VALUE_MOST = 10_000
"""Characters of one value that a person writes; the codebook's longest has 320."""
WHO_MOST, WHY_MOST = 100, 1000
VERBATIM = ("quote", "date_text")
"""Columns whose words are the source's: white space in them stays."""


def now() -> str:
    """This moment, UTC in ISO 8601 with milliseconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def storable(text: str) -> str:
    """Text that every database and UTF-8 take: halves of characters and the zero character become
    U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def is_storable(text: str) -> bool:
    """Whether a name can stand in a database at all."""
    return storable(text) == text


def short(text: str, most: int) -> str:
    """A remark on one line, cut to a length."""
    return " ".join(storable(text).split())[:most]


def cleaned(fields: Mapping[str, str]) -> dict[str, str]:
    """Values as a person has written them, without the white space around. Raises Invalid for one
    that is far too long."""
    long = [name for name, value in fields.items() if len(value) > VALUE_MOST]
    if long:
        raise Invalid(dict.fromkeys(long, f"must have at most {VALUE_MOST:,} characters"))
    return {name: _clean(name, value) for name, value in fields.items()}


def _clean(name: str, value: str) -> str:
    text = normalise(storable(value))
    return text if name in VERBATIM and text.strip() else text.strip()


def filled(fields: Mapping[str, str]) -> dict[str, str]:
    """Without the columns that are empty."""
    return {name: value for name, value in fields.items() if value}


def dumps(value: object) -> str:
    """JSON in ASCII, so that any text survives any database."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def loads(text: str) -> Any:
    """What `dumps` has written."""
    return json.loads(text)


def fields_of(text: str) -> dict[str, str]:
    """Columns and values out of JSON."""
    found: dict[str, str] = json.loads(text)
    return found


def unknown(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """What is wrong with names of columns that are not known."""
    allowed = set(known)
    return {name: "is not a column of the codebook" for name in names if name not in allowed}
