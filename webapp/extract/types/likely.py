"""Which type the words of a sentence go with most, where no rule decides.

`counts.tsv` says of each word in how many sentences of each type it stands, among the sentences of
`bench/gold/types` (without those held out) and the examples of the lexicon. Words are taken as
independent (naive Bayes); the row of "*" has the sentences of each type. `^say` is a sentence
whose main word is "say". The table is made by `python -m tools.make_type_counts`.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from webapp.extract.language import Token
from webapp.extract.types.clause import lemma

COUNTS = Path(__file__).with_name("counts.tsv")
TOTAL = "*"
NAMES = frozenset(
    {"GPE", "NORP", "PERSON", "DATE", "CARDINAL", "ORG", "LOC", "TIME", "MONEY", "ORDINAL"}
)
"""Kinds of names, which say nothing of what happens."""
UNSEEN = 0.03
"""What a word counts in a type that it was never seen with."""
CAUTION = 2.0
"""By how much the evidence is divided for the share: words are not independent."""


class Likely(NamedTuple):
    """A type, the share of it among all types (0 to 1), and the word that speaks for it most."""

    code: str
    share: float
    token: Token


@lru_cache(maxsize=1)
def counts() -> dict[str, Counter[str]]:
    """Sentences of each type by word."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        pairs = {row["word"]: [part.split(":") for part in row["counts"].split()] for row in rows}
    return {word: Counter({code: int(n) for code, n in found}) for word, found in pairs.items()}


def words_of(tokens: Sequence[Token]) -> dict[str, Token]:
    """The words that count, with where they stand."""
    found: dict[str, Token] = {}
    for token in tokens:
        if token.ent_type_ in NAMES or not token.text[0].isalpha():
            continue
        found.setdefault(lemma(token), token)
        if token.dep_ == "ROOT":
            found.setdefault(f"^{lemma(token)}", token)
    return found


def likeliest(tokens: Sequence[Token]) -> Likely | None:
    """The type that the words go with most; None where none of them is known."""
    known = {word: token for word, token in words_of(tokens).items() if word in counts()}
    known.pop(TOTAL, None)
    if not known:
        return None
    total = counts()[TOTAL]
    scores = {
        code: math.log(total[code]) + sum(evidence(word, code) for word in known) for code in total
    }
    code = max(scores, key=lambda one: scores[one])
    rest = sum(math.exp((score - scores[code]) / CAUTION) for score in scores.values())
    token = known[max(known, key=lambda word: evidence(word, code) - everywhere(word))]
    return Likely(code, 1 / rest, token)


def evidence(word: str, code: str) -> float:
    """How likely a word is in a sentence of a type (its logarithm)."""
    return math.log((counts()[word][code] + UNSEEN) / (counts()[TOTAL][code] + 2 * UNSEEN))


def everywhere(word: str) -> float:
    """How likely a word is in any sentence (its logarithm)."""
    return math.log(counts()[word].total() / counts()[TOTAL].total())
