"""Names and sentences for invented events. Nothing in them is about anybody."""

from __future__ import annotations

import numpy as np

from webapp.model.vocabulary import TYPE_BY_CODE

TYPES = tuple(TYPE_BY_CODE)
VERBS = {
    "STATEMENT": "comments on",
    "AGREE": "agrees to meet",
    "CONSULT": "holds talks with",
    "SUPPORT": "praises",
    "CONCEDE": "declares a ceasefire with",
    "COOPERATE": "repairs a line with",
    "AID": "sends relief to",
    "RETREAT": "withdraws before",
    "REQUEST": "demands an answer from",
    "ACCUSE": "accuses",
    "REJECT": "refuses an offer of",
    "THREATEN": "warns",
    "PROTEST": "marches against",
    "SANCTION": "limits trade with",
    "MOBILIZE": "moves troops towards",
    "COERCE": "blocks a port of",
    "ASSAULT": "shells",
    "OTHER": "has an outage beside",
}
# fmt: off
_STARTS = (
    "B", "D", "F", "G", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Br", "Dr", "Kr", "Sv",
    "Tr",
)
_MIDDLES = ("a", "e", "i", "o", "u", "al", "en", "ir", "or", "ul", "an", "es")
_ENDS = ("ria", "land", "stan", "via", "dor", "mark", "nia", "ssa", "ton", "gar")
_ROLES = ("Minister", "Envoy", "Governor", "General", "Mayor", "Spokesperson")
WORDS = (
    "the", "a", "of", "in", "on", "at", "and", "but", "after", "before", "while", "border",
    "river", "convoy", "talks", "bridge", "harbour", "winter", "council", "army", "police",
    "market", "power", "line", "village", "district", "commander", "minister", "envoy",
    "ceasefire", "corridor", "prisoners", "shelling", "road", "hospital", "school", "report",
    "night", "morning", "week", "said", "reached", "left", "crossed", "held", "began", "ended",
    "reopened", "refused", "promised", "moved", "returned", "waited", "watched", "counted",
    "northern", "southern", "eastern", "western", "old", "new", "quiet", "heavy", "early", "late",
    "several", "hundreds",
)
# fmt: on


def _names(dice: np.random.Generator, count: int) -> list[str]:
    """So many different made-up names."""
    found: dict[str, None] = {}
    while len(found) < count:
        parts = (_STARTS, _MIDDLES, _STARTS, _MIDDLES, _ENDS)
        start, vowel, middle, second, end = (part[dice.integers(len(part))] for part in parts)
        found[f"{start}{vowel}{middle.lower()}{second}{end}"] = None
    return list(found)


def states(dice: np.random.Generator, count: int) -> list[str]:
    """Names of parties; one in five is a group within another."""
    names = _names(dice, count)
    return [f"{name} Front" if number % 5 == 4 else name for number, name in enumerate(names)]


def places(dice: np.random.Generator, count: int) -> list[str]:
    """Names of places."""
    return _names(dice, count)


def speakers(dice: np.random.Generator, count: int) -> list[str]:
    """An office and a name."""
    names = _names(dice, count)
    return [f"{_ROLES[number % len(_ROLES)]} {name}" for number, name in enumerate(names)]


def sentences(dice: np.random.Generator, count: int) -> list[str]:
    """Sentences of 6 to 20 words, at most 150 characters."""
    found = []
    for length in dice.integers(6, 21, count):
        chosen = " ".join(WORDS[code] for code in dice.integers(0, len(WORDS), length))
        found.append(f"{chosen[:149].rstrip().capitalize()}.")
    return found


def source_rows(count: int) -> list[dict[str, str]]:
    """Rows of sources.csv; those that are often cited come first."""
    return [
        {
            "source_id": f"source-{number:03d}",
            "title": f"Report number {number} of the invented press",
            "publisher": f"Press agency {number % 40}",
            "published": str(2025 - number % 30),
            "language": "en",
        }
        for number in range(count)
    ]
