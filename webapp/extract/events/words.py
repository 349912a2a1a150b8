"""The word lists of the rules for events. They are data: `words.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

LISTS = Path(__file__).with_name("words.toml")


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, str] = tomllib.loads(LISTS.read_text("utf-8"))
    return {name: tuple(words.split()) for name, words in found.items()}


def ordered(name: str) -> tuple[str, ...]:
    """The words of a list in their order."""
    return _lists()[name]


def listed(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError for a list that is not there."""
    return frozenset(_lists()[name])
