"""Which row of the lexicon a word fits best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.extract.language import Token
from webapp.extract.types.clause import lemma, slots
from webapp.extract.types.lexicon import Condition, Entry, lexicon

PASTS = {"clung": "cling", "dug": "dig", "flung": "fling", "shot": "shoot", "struck": "strike"}
PASTS |= {"retook": "retake", "withdrew": "withdraw", "rebuilt": "rebuild", "sank": "sink"}
PASTS |= {"slew": "slay", "sprang": "spring", "shrank": "shrink", "slunk": "slink", "hove": "heave"}
PASTS |= {verb: verb for verb in ("hit", "cut", "shut", "split", "shed", "beset", "quit", "rid")}
"""Verbs by pasts that a parser may not know, or take for nouns."""
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
    if not entries and part == "verb":
        entries = entries_of_form(token.text.lower())
    if entries:
        return best(entries, slots(token))
    return entry_of_doing(token) if part == "noun" else None


def entries_of_form(form: str) -> tuple[Entry, ...]:
    """The rows of the verb that a form comes from, where the parser has made up a verb of its own
    ("readmitted" of "readmitte", "dined" of "din")."""
    if form in PASTS:
        return lexicon().get(("verb", PASTS[form]), ())
    for ending in ("ied", "ed", "ing", "ies", "s"):
        stem = form.removesuffix(ending)
        if stem == form:
            continue
        for verb in (f"{stem}y",) if ending[0] == "i" and ending != "ing" else verbs_of_stem(stem):
            if ("verb", verb) in lexicon():
                return lexicon()["verb", verb]
    return ()


def verbs_of_stem(stem: str) -> tuple[str, ...]:
    """What a stem may be of: "lift", "free(e)", "cut(t)"."""
    return stem, f"{stem}e", stem[:-1]


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
    return () if stem == word else verbs_of_stem(stem)
