"""The lexicon: which words name which type, on which conditions. The lists are data files.

A row of `lexicon/*.tsv` has `words` (lemmas separated by blanks, each of them on the same
conditions), `part` (`verb`, `noun`, `adj`), `when`, `type`, `kind` and an `example`.

`when` is a list of conditions separated by blanks, all of which must hold:

- `obj=talks|@relations`: one of these words, or of the group `relations` in `groups.toml`, is in
  the object (or the subject of a passive). `*` is any word, `#GPE` a name of that kind,
  `#PAIR` several subjects.
- `subj=`, `prt=` (particle), `comp=` (verb of a complement), `with=`, `on=` and the other
  prepositions, `mod=` (adjectives and nouns before a noun), `head=` (the word that it hangs on),
  `aim=` ("to" and a verb), `attr=` (what is said of the object or subject), `text=` (the very form
  or its tag), `all=` (anywhere in the clause).
- `!obj=`: there is no such word.

`kind` says what becomes of the words that it governs: `act` (nothing), `attitude` (what is wanted,
promised or refused has not happened), `charge` (what is charged may have happened), `report` (the
content decides), `light` (the noun decides), `aspect` (what begins or ends decides).
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
LISTS = HERE / "lexicon"
GROUPS = HERE / "groups.toml"
KINDS = {"act", "attitude", "charge", "report", "warn", "source", "light", "aspect", "decide"}
KINDS |= {"none"}
WEIGHTS = {"obj": 1.2, "attr": 1.2, "subj": 0.9}
"""How much a condition on a slot says; 1 for the others."""


@dataclass(frozen=True)
class Condition:
    """A slot of the clause and the words of which one must (or must not) be in it."""

    slot: str
    words: frozenset[str]
    wanted: bool = True

    @property
    def weight(self) -> float:
        """How much it says: a certain word more than any word, presence more than absence."""
        share = 0.3 if "*" in self.words else 1.0 - min(len(self.words), 100) / 1000
        return WEIGHTS.get(self.slot, 1.0) * (share if self.wanted else 0.2)


@dataclass(frozen=True)
class Entry:
    """A row of the lexicon for one of its words. `order` is its place among all rows."""

    word: str
    part: str
    when: tuple[Condition, ...]
    code: str
    kind: str
    example: str
    order: int

    @property
    def weight(self) -> float:
        """How much its conditions say together: the row that says most wins."""
        return sum(condition.weight for condition in self.when)

    @property
    def rule(self) -> str:
        """The rule in words, for the reader who asks why."""
        shown = " ".join([self.word, *(f"{c.slot}" for c in self.when if c.wanted)])
        return f"lexicon: {shown} -> {self.code or self.kind}"


@lru_cache(maxsize=1)
def groups() -> dict[str, frozenset[str]]:
    """The groups of nouns that conditions name."""
    found = tomllib.loads(GROUPS.read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in found.items()}


def read_condition(text: str) -> Condition:
    """`obj=talks|@relations` as a condition. Raises KeyError for a group that is not there."""
    slot, _, values = text.partition("=")
    words: set[str] = set()
    for value in values.split("|"):
        words |= groups()[value[1:]] if value.startswith("@") else {value}
    return Condition(slot.lstrip("!"), frozenset(words), not slot.startswith("!"))


def rows() -> list[dict[str, str]]:
    """All rows as they stand in the files."""
    found: list[dict[str, str]] = []
    for path in sorted(LISTS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file, delimiter="\t")
    return found


def entries_of(row: dict[str, str], order: int) -> list[Entry]:
    """The entries of one row, one for each of its words."""
    when = tuple(read_condition(part) for part in row["when"].split())
    return [
        Entry(word, row["part"], when, row["type"], row["kind"] or "act", row["example"], order)
        for word in row["words"].split()
    ]


@lru_cache(maxsize=1)
def lexicon() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries by part of speech and lemma."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for order, row in enumerate(rows()):
        for entry in entries_of(row, order):
            found[entry.part, entry.word].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
