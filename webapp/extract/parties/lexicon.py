"""Names of parties, read from the tables beside this module.

`states.csv` (states, territories, regions and states of the past: adjectives, capitals, other
names), `bodies.csv` (seats of power, forces and services of states, alliances, agencies, armed
groups, movements, peoples), `leaders.csv` (holders of offices whom reports name without their
state), `apart.csv` (names that hold the name of a party and are none: newspapers, seas, treaties),
`rivals.csv` (words that tell a state from what shares its name), `cities.csv` (towns and provinces,
which tell what country a text is about and are no names of parties) and `words.csv` (kinds of
people, bodies and places, of verbs and of prepositions). All are written for this project; the list
of states was checked for gaps against `countryinfo` (MIT licence), from which nothing was copied.

A name with `?` at its end is weak: it counts only in a text that names the same party, or one of
those in the column `near`, by a name that is not weak. A canonical name with brackets ("Diet
(Japan)") is a label that no text is searched for.

An armed group is a party of its own; the army of a state is the state. A region that has its own
authorities (Somaliland, Transnistria), or that is fought over (Gaza, Kashmir, Tigray), keeps its
name rather than that of a state, so that nobody is made to own it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ATOM = re.compile(r"\w+")
SHOUTED = 4
"""Shorter names are not looked for in capital letters: they might be abbreviations."""
SPOKEN = 5
"""Shorter names in capital letters are not looked for as words."""


@dataclass(frozen=True)
class Entry:
    """What a name stands for. `kind` is that of the table; `rule` says how the name does it."""

    name: str
    rule: str
    kind: str
    weak: bool = False
    near: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """Entries by folded name, the numbers of words that names have by their first word (longest
    first), and the kind of each party."""

    entries: dict[str, tuple[Entry, ...]]
    lengths: dict[str, tuple[int, ...]]
    kinds: dict[str, str]

    def kind(self, name: str) -> str:
        """The kind of a party; empty for one that is not listed."""
        return self.kinds.get(name, "")


def _fold_letter(letter: str) -> str:
    if letter in "’‘ʼʻ`´":
        return "'"
    if letter in "‐‑–":
        return "-"
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


def fold(text: str) -> str:
    """The text without accents and with one kind of apostrophe and hyphen. Lengths stay."""
    return text if text.isascii() else "".join(map(_fold_letter, text))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(cell: str) -> list[str]:
    """The words or names of a cell."""
    return [word for word in cell.split("|") if word]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """All names, read once."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for alias, entry in (*_states(), *_bodies(), *_leaders(), *_apart()):
        for key in _keys(alias, entry):
            if entry not in entries[key]:
                entries[key].append(entry)
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in entries:
        atoms = ATOM.findall(key)
        lengths[atoms[0]].add(len(atoms))
    return Lexicon(
        {key: tuple(found) for key, found in entries.items()},
        {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()},
        {row["name"]: row["kind"] for row in (*rows("bodies.csv"), *rows("states.csv"))},
    )


def _keys(alias: str, entry: Entry) -> Iterator[str]:
    """What to look for: the folded name without article and last full stop, and in capitals."""
    key = fold(alias).removesuffix(".")
    if not entry.weak:
        key = key.removeprefix("the ")
    yield key
    if len(key) >= SHOUTED and not entry.weak and key != key.upper():
        yield key.upper()
    if len(key) >= SPOKEN and not entry.weak and key.isalpha() and key == key.upper():
        yield key.capitalize()  # "Unesco", as British newspapers have it


def _named(
    aliases: Iterable[str], party: str, rule: str, kind: str, near: Iterable[str] = ()
) -> Iterator[tuple[str, Entry]]:
    for alias in aliases:
        weak = alias.endswith("?")
        yield alias.removesuffix("?"), Entry(party, rule, kind, weak, frozenset(near))


def _label(name: str) -> list[str]:
    return [] if "(" in name else [name]


_A = {
    "state": "a state",
    "historical": "a state of the past",
    "territory": "a territory",
    "region": "a region",
}


def _states() -> Iterator[tuple[str, Entry]]:
    for row in rows("states.csv"):
        names = [*_label(row["name"]), *words_of(row["also"])]
        kind = row["kind"]
        yield from _named(names, row["name"], f"name of {_A[kind]}", kind)
        yield from _named(words_of(row["adjectives"]), row["name"], "adjective", kind)
        yield from _named(words_of(row["capitals"]), row["name"], "capital", kind)


def _bodies() -> Iterator[tuple[str, Entry]]:
    for row in rows("bodies.csv"):
        names = [*_label(row["name"]), *words_of(row["also"])]
        party, kind, near = row["party"] or row["name"], row["kind"], words_of(row["near"])
        yield from _named(names, party, kind, kind, near)


def _leaders() -> Iterator[tuple[str, Entry]]:
    for row in rows("leaders.csv"):
        yield from _named(words_of(row["given"]), row["party"], "leader", "leader")
        yield from _named(words_of(row["alone"]), row["party"], "leader", "leader")


def _apart() -> Iterator[tuple[str, Entry]]:
    for row in rows("apart.csv"):
        yield from _named(words_of(row["words"]), "", f"apart: {row['kind']}", "apart")


@lru_cache(maxsize=1)
def kinds_of_words() -> dict[str, frozenset[str]]:
    """The kinds of each word (`office`, `institution`, `force`, `moving`, ...), by lemma."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows("words.csv"):
        for word in words_of(row["words"]):
            kinds[word.lower()].add(row["kind"])
    return {word: frozenset(found) for word, found in kinds.items()}


def is_kind(word: str, *kinds: str) -> bool:
    """Whether a word (its lemma) is of one of the kinds."""
    return not kinds_of_words().get(word.lower(), frozenset()).isdisjoint(kinds)
