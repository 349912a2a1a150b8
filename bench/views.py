"""Random views of an invented table, as addresses; the same seed gives the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import numpy as np

from bench.generate import FIRST_YEAR, LAST_YEAR, STATUSES, make_world
from bench.invented import TYPES, WORDS

LANES = ("party", "type", "speaker", "source")
CHANCES = {"party": 0.5, "type": 0.4, "status": 0.3, "window": 0.5, "q": 0.2}
"""How often a view has each filter. A view without any gets a party."""


def views(seed: int) -> Iterator[tuple[str, bool]]:
    """Query strings without end, and whether a view searches for words."""
    dice = np.random.default_rng(seed)
    parties = make_world().parties.to_pylist()
    while True:
        pairs = _pairs(dice, parties)
        yield urlencode(pairs), any(name == "q" for name, _ in pairs)


def _pairs(dice: np.random.Generator, parties: list[str]) -> list[tuple[str, str]]:
    has = {name: dice.random() < chance for name, chance in CHANCES.items()}
    pairs: list[tuple[str, str]] = []
    if has["party"] or not any(has.values()):
        pairs.append(("party", parties[min(int(dice.zipf(1.5)) - 1, len(parties) - 1)]))
    if has["type"]:
        pairs += [("type", str(code)) for code in dice.choice(TYPES, 2, replace=False)]
    if has["status"]:
        pairs.append(("status", str(dice.choice(list(STATUSES)))))
    if has["window"]:
        pairs += _window(dice)
    if has["q"]:
        pairs.append(("q", " ".join(dice.choice(WORDS, 2, replace=False))))
    if dice.random() < 0.2:
        pairs.append(("by", str(dice.choice(LANES))))
    return pairs


def _window(dice: np.random.Generator) -> list[tuple[str, str]]:
    """From days to decades."""
    first = int(dice.integers(FIRST_YEAR, LAST_YEAR))
    if dice.random() < 0.5:
        return [("from", str(first)), ("to", str(int(dice.integers(first, LAST_YEAR + 1))))]
    month = int(dice.integers(1, 13))
    return [("from", f"{first}-{month:02d}-01"), ("to", f"{first}-{month:02d}-28")]
