"""Which row of the lexicon a word fits best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.extract.language import Token
from webapp.extract.types.clause import lemma, slots
from webapp.extract.types.lexicon import Condition, Entry, lexicon

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}


def holds(condition: Condition, found: Mapping[str, set[str]]) -> bool:
    """Whether the clause has (or lacks) one of the words in the slot."""
    present = found.get(condition.slot, set())
    hit = bool(present) if "*" in condition.words else bool(condition.words & present)
    return hit is condition.wanted


def entry_of(token: Token) -> Entry | None:
    """The row whose conditions all hold and say most; of equals, the first in the file."""
    if token.ent_type_ == "DATE" and token.text[:1].isupper():
        return None  # the month of March is no march
    part = PARTS.get(token.pos_, "")
    entries = lexicon().get((part, lemma(token)), ())
    if entries:
        return best(entries, slots(token))
    return entry_of_doing(token) if part == "noun" else None


def best(entries: Sequence[Entry], found: Mapping[str, set[str]]) -> Entry | None:
    """The row that says most of those whose conditions hold."""
    fitting = [e for e in entries if all(holds(c, found) for c in e.when)]
    return min(fitting, key=lambda e: (-e.weight, e.order), default=None)


def entry_of_doing(noun: Token) -> Entry | None:
    """The row of the verb in a noun like "the reopening of the border": its "of" is the object."""
    found = slots(noun)
    found["obj"] = found["of"]
    for verb in verbs_of(lemma(noun)) if found["obj"] else ():
        entry = best(lexicon().get(("verb", verb), ()), found)
        if entry is not None:
            return entry
    return None


def verbs_of(word: str) -> tuple[str, ...]:
    """Verbs that a noun in "-ing" may come from: lift, free(e), cut(t)."""
    stem = word.removesuffix("ing")
    return () if stem == word else (stem, f"{stem}e", stem[:-1])
