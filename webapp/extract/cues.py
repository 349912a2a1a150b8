"""Words that report: verbs and nouns, their kind, and what they take. The list is `cues.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MEND_LEAST = 5
"""Letters that a form has at least whose lemma is mended."""
LIST = Path(__file__).with_name("cues.csv")


@dataclass(frozen=True)
class Cue:
    """A word that reports.

    `kind` is statement, belief, denial, demand, promise, charge, judgement, question or manner.
    `takes` names what may follow it: `that` (a clause; with `marked` only one that begins so),
    `quote` (words between marks), `wh` (an indirect question), `to` (an infinitive of its own
    subject), `obj-to` (one of its object), `of`, `for`, `as` and the like (a phrase; `prep-to`
    one with "to"), `object`, `ing`, `object-complement` ("called it a crime").
    """

    word: str
    part: str
    kind: str
    takes: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> dict[tuple[str, str], Cue]:
    """All of them by part of speech (`verb`, `noun`, `adjective`) and lemma."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        found = [Cue(r["cue"], r["part"], r["kind"], frozenset(r["takes"].split())) for r in rows]
    return {(cue.part, cue.word): cue for cue in found}


def verb_cue(lemma: str) -> Cue | None:
    """The cue that a verb is, by its lemma."""
    return cues().get(("verb", lemma.lower()))


def cue_of_verb(text: str, lemma: str) -> Cue | None:
    """The cue that a form of a verb is. Where the lemma is none the form is tried, since "hopes"
    may be taken for one of "hop"."""
    found = verb_cue(lemma)
    word = text.lower()
    if found or len(word) < MEND_LEAST:
        return found
    stems = (
        cut for end in ("s", "d", "es", "ed") if word.endswith(end) for cut in [word[: -len(end)]]
    )
    return next((cue for stem in stems if (cue := verb_cue(stem))), None)


def adjective_cue(word: str) -> Cue | None:
    """The cue that an adjective is."""
    return cues().get(("adjective", word.lower()))


def noun_cue(lemma: str) -> Cue | None:
    """The cue that a noun is, by its lemma."""
    return cues().get(("noun", lemma.lower()))
