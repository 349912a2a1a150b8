"""Tables that nobody foresaw: a mapping says which of their columns is what."""

from __future__ import annotations

from webapp.store.mapping.base import FIELDS, Field, Mapping
from webapp.store.mapping.convert import format_of
from webapp.store.mapping.files import load_mapping, mapping_beside, save_mapping
from webapp.store.mapping.guess import Guess, guess

__all__ = [
    "FIELDS",
    "Field",
    "Guess",
    "Mapping",
    "format_of",
    "guess",
    "load_mapping",
    "mapping_beside",
    "save_mapping",
]
