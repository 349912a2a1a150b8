"""Which row of the lexicon a word fits best."""

from __future__ import annotations

from webapp.extract.language import Token
from webapp.extract.types.clause import is_verb, lemma, slots
from webapp.extract.types.lexicon import Condition, Entry, lexicon

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}


def holds(condition: Condition, found: dict[str, set[str]]) -> bool:
    """Whether the clause has (or lacks) one of the words in the slot."""
    present = found.get(condition.slot, set())
    hit = bool(present) if "*" in condition.words else bool(condition.words & present)
    return hit is condition.wanted


def entry_of(token: Token) -> Entry | None:
    """The row with most conditions that all hold; of equals, the first in the file."""
    part = PARTS.get(token.pos_, "verb" if is_verb(token) else "")
    entries = lexicon().get((part, lemma(token)), ())
    if not entries:
        return None
    found = slots(token)
    fitting = [e for e in entries if all(holds(c, found) for c in e.when)]
    return min(fitting, key=lambda e: (-len(e.when), e.order), default=None)
