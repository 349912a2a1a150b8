"""Whether a text is English, by how much of it the commonest English words are."""

from __future__ import annotations

import re

ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "that", "is", "was", "for", "with", "it", "as", "by", "from"),
        *("said", "at", "are", "were", "has", "have", "had", "be", "been", "this", "which", "who"),
        *("not", "but", "they", "their", "his", "her", "he", "she", "we", "would", "will", "its"),
    )
)
"""Without those that other languages write alike ("in", "a", "on", "an", "me", "so")."""
LEAST = 0.18
"""Share of these words; English news has a third, other languages of Europe below a tenth."""
LOOKED_AT = 20_000
"""Characters from the start that are looked at."""
FEWEST = 20
"""Words, below which nothing is said."""
ENOUGH = 60
"""Words, below which a text is not said to be in another language."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language_of(text: str) -> str:
    """`en`, or nothing where that cannot be told."""
    words = [word.casefold() for word in _WORD.findall(text[:LOOKED_AT])]
    if len(words) < FEWEST:
        return ""
    return "en" if sum(word in ENGLISH for word in words) >= LEAST * len(words) else ""


def may_be_english(text: str) -> bool:
    """Whether a text has too few words for saying that it is not English, and one that is."""
    words = [word.casefold() for word in _WORD.findall(text[:LOOKED_AT])]
    return len(words) < ENOUGH and not ENGLISH.isdisjoint(words)
