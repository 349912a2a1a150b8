"""Equal rows: each gets a name of its own, by its number among them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

PARTS = 16
"""Sorted parts of names seen before they are put together: a table of millions is looked up
quickly, and takes eight bytes a row."""


class Repeats:
    """Remembers the names that were given, over all batches of a table."""

    def __init__(self) -> None:
        self._seen: list[npt.NDArray[np.uint64]] = []
        self._counts: dict[int, int] = {}

    def numbered(self, names: pd.Series) -> pd.Series:
        """The names; the second row of a name ends in `-2`, the third in `-3`."""
        hashes = pd.util.hash_array(names.to_numpy(dtype=object), categorize=False)
        repeated = pd.Series(hashes).duplicated(keep=False).to_numpy() | self._known(hashes)
        self._remember(hashes)
        if not repeated.any():
            return names
        made = names.to_numpy(dtype=object).copy()
        for at in np.flatnonzero(repeated):
            made[at] = self._named(str(made[at]), int(hashes[at]))
        return pd.Series(made, index=names.index, dtype=object)

    def _named(self, name: str, key: int) -> str:
        number = self._counts.get(key, int(self._before(key))) + 1
        self._counts[key] = number
        return name if number == 1 else f"{name}-{number}"

    def _before(self, key: int) -> bool:
        """Whether an earlier batch had a name once."""
        return bool(self._known(np.array([key], dtype=np.uint64), self._seen[:-1])[0])

    def _known(
        self,
        hashes: npt.NDArray[np.uint64],
        parts: list[npt.NDArray[np.uint64]] | None = None,
    ) -> npt.NDArray[np.bool_]:
        known = np.zeros(len(hashes), dtype=bool)
        for part in self._seen if parts is None else parts:
            at = np.minimum(np.searchsorted(part, hashes), len(part) - 1)
            known |= part[at] == hashes
        return known

    def _remember(self, hashes: npt.NDArray[np.uint64]) -> None:
        if len(self._seen) > PARTS:
            self._seen = [np.unique(np.concatenate(self._seen))]
        if len(hashes):
            self._seen.append(np.unique(hashes))
