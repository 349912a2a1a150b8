"""Which rows name which party, by the combinations of parties that occur."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model.vocabulary import split_parties

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Parties:
    """Parties of each row, by way of the combinations of actors and recipients that occur.

    Row i has the combination `codes[i]`; combination c names `names[m]` for each m of
    `members[starts[c] : starts[c + 1]]`, each party once. Names are in order of how many rows name
    them.
    """

    names: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    starts: npt.NDArray[np.intp]
    members: npt.NDArray[np.intp]

    @property
    def combinations(self) -> int:
        """How many different combinations occur."""
        return len(self.starts) - 1

    def mask(self, wanted: tuple[str, ...]) -> Mask:
        """Rows that name any of the wanted parties."""
        chosen = set(wanted)
        codes = [code for code, name in enumerate(self.names) if name in chosen]
        owners = np.repeat(np.arange(self.combinations), np.diff(self.starts))
        hit = np.zeros(self.combinations, dtype=bool)
        hit[owners[np.isin(self.members, codes)]] = True
        found: Mask = hit[self.codes]
        return found

    def counts(self, combinations: Counts) -> Counts:
        """How many rows name each party, from how many have each combination."""
        weights = np.repeat(combinations, np.diff(self.starts))
        counted = np.bincount(self.members, weights, minlength=len(self.names))
        return counted.astype(np.intp)


def parties_of(actors: pd.Series, recipients: pd.Series) -> Parties:
    """The parties of a table. Both columns are categories of `;`-separated names."""
    recipient_cells = recipients.cat.categories
    pairs = actors.cat.codes.to_numpy(np.int64) * (len(recipient_cells) + 1)
    pairs += recipients.cat.codes.to_numpy(np.int64)
    codes, values = pd.factorize(pairs)
    split = [
        _names(actors.cat.categories[int(value) // (len(recipient_cells) + 1)])
        + _names(recipient_cells[int(value) % (len(recipient_cells) + 1)])
        for value in values
    ]
    return _ordered(codes.astype(np.int32), [tuple(dict.fromkeys(names)) for names in split])


def _names(cell: object) -> tuple[str, ...]:
    return split_parties(str(cell))


def _ordered(codes: npt.NDArray[np.int32], split: list[tuple[str, ...]]) -> Parties:
    """Names by frequency, then by alphabet."""
    starts = np.concatenate([[0], np.cumsum([len(names) for names in split], dtype=np.intp)])
    flat = np.array([name for names in split for name in names], dtype=object)
    members, names = pd.factorize(flat)
    each = np.bincount(codes, minlength=len(split))
    totals = np.bincount(members, np.repeat(each, np.diff(starts)), minlength=len(names))
    order = sorted(range(len(names)), key=lambda i: (-totals[i], str(names[i])))
    rank = np.empty(len(names), dtype=np.intp)
    rank[order] = np.arange(len(names))
    ordered = rank[members] if len(members) else np.zeros(0, dtype=np.intp)
    return Parties(tuple(str(names[i]) for i in order), codes, starts.astype(np.intp), ordered)
