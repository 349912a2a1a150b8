"""What has changed between two versions of a table: events added, changed and deleted.

Living tables are revised: rows come, go and are corrected. Events are matched by `event_id`. Each
row is told from its other version by one number, so that a million rows compare in seconds; cells
are looked at one by one only where they will be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.store import numbers
from webapp.store.build import COMPUTED
from webapp.store.dataset import Dataset

SHOWN = 200
"""Events of each kind whose details are kept."""
BATCH = 100_000
Hashes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Brief:
    """One event in short. `date` is as the table writes it."""

    event_id: str
    date: str
    title: str


@dataclass(frozen=True)
class Cell:
    """One cell that differs: its column, what stood there and what stands there now."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """An event that both versions have, as it is now, and the cells that differ."""

    event: Brief
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Difference:
    """How two versions differ: how many events of each kind, and the first of them in full."""

    old_version: str
    new_version: str
    added: int
    changed: int
    deleted: int
    same: int
    first_added: tuple[Brief, ...] = ()
    first_changed: tuple[Change, ...] = ()
    first_deleted: tuple[Brief, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted)

    @property
    def words(self) -> str:
        """`12 added, 3 changed, 1 deleted`; `no event differs` where none does."""
        counts = {"added": self.added, "changed": self.changed, "deleted": self.deleted}
        listed = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
        return listed or "no event differs"


def compare(old: Dataset, new: Dataset, most: int = SHOWN) -> Difference:
    """How `new` differs from `old`, with the details of at most `most` events of each kind.

    Details are in time order. A column that only one version has counts as empty in the other.
    """
    ids = _id_hashes(old), _id_hashes(new)
    _, at_old, at_new = np.intersect1d(*ids, assume_unique=True, return_indices=True)
    deleted, added = _others(len(old), at_old), _others(len(new), at_new)
    differs = row_hashes(old)[at_old] != row_hashes(new)[at_new]
    changed_old, changed_new = at_old[differs], at_new[differs]
    first = np.argsort(changed_new, kind="stable")[:most]
    return Difference(
        old_version=old.version,
        new_version=new.version,
        added=len(added),
        changed=len(changed_new),
        deleted=len(deleted),
        same=len(at_new) - len(changed_new),
        first_added=tuple(_brief(new, row) for row in added[:most].tolist()),
        first_changed=tuple(_changes(old, new, changed_old[first], changed_new[first])),
        first_deleted=tuple(_brief(old, row) for row in deleted[:most].tolist()),
    )


def _others(size: int, rows: Rows) -> Rows:
    """The row numbers that are not among `rows`."""
    apart = np.ones(size, dtype=bool)
    apart[rows] = False
    return np.flatnonzero(apart)


def _id_hashes(data: Dataset) -> Hashes:
    """One number for each identifier; two of a million agree by chance once in 10^7 tables."""
    return _by_batch(data, lambda start, stop: _texts(data.events["event_id"].iloc[start:stop]))


def row_hashes(data: Dataset) -> Hashes:
    """One number for each row, from all its cells but what the app computes.

    Cells are added up, each mixed with the name of its column; an empty cell adds nothing. So the
    order of columns does not matter, nor does a column without any value.
    """
    total = np.zeros(len(data), dtype=np.uint64)
    for name in columns_of(data):
        salt = _salt(name)
        for start in range(0, len(data), BATCH):
            part = data.events[name].iloc[start : start + BATCH]
            total[start : start + BATCH] += _mixed(*_cells(part, name), salt)
    return total


def columns_of(data: Dataset) -> list[str]:
    """The columns that come from the file."""
    return [str(name) for name in data.events.columns if name not in COMPUTED]


def _by_batch(data: Dataset, make: Callable[[int, int], Hashes]) -> Hashes:
    parts = [make(start, start + BATCH) for start in range(0, len(data), BATCH)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _salt(name: str) -> np.uint64:
    return np.uint64(pd.util.hash_array(np.array([name], dtype=object), categorize=False)[0])


def _mixed(hashes: Hashes, present: npt.NDArray[np.bool_], salt: np.uint64) -> Hashes:
    """Hashes of cells made those of cells of one column: multiplied by an odd number and shifted,
    so that two columns that swap their values do not add up to the same."""
    with np.errstate(over="ignore"):
        mixed = (hashes ^ salt) * (salt | np.uint64(1))
        mixed ^= mixed >> np.uint64(29)
    mixed[~present] = 0
    return mixed


def _cells(cells: pd.Series, name: str) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """Hashes of the cells of a column, and which of them hold anything."""
    if name in numbers.NAMES:
        values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
        return pd.util.hash_array(values, categorize=False), ~np.isnan(values)
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return _coded(cells)
    present = np.asarray((cells != "").fillna(False), dtype=bool) & cells.notna().to_numpy()
    return _texts(cells), present


def _coded(cells: pd.Series) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """Each category of the batch is hashed once."""
    values, codes = np.unique(cells.cat.codes.to_numpy(), return_inverse=True)
    categories = cells.cat.categories
    texts = ["" if code < 0 else str(categories[code]) for code in values.tolist()]
    hashes = pd.util.hash_array(np.array(texts, dtype=object), categorize=False)
    present = np.array([bool(text) for text in texts], dtype=bool)
    return hashes[codes], present[codes]


def _texts(cells: pd.Series) -> Hashes:
    return pd.util.hash_array(np.asarray(cells.astype(object), dtype=object), categorize=False)


# Details, of a few


def _brief(data: Dataset, row: int) -> Brief:
    event = data.events.iloc[row]
    return Brief(str(event["event_id"]), str(event["date"]), str(event["title"]))


def _changes(old: Dataset, new: Dataset, old_rows: Rows, new_rows: Rows) -> Iterator[Change]:
    names = list(dict.fromkeys([*columns_of(new), *columns_of(old)]))
    for before, after in zip(old_rows.tolist(), new_rows.tolist(), strict=True):
        cells = old.events.iloc[before].to_dict(), new.events.iloc[after].to_dict()
        texts = [(name, *(_text(row.get(name)) for row in cells)) for name in names]
        differing = tuple(Cell(*text) for text in texts if text[1] != text[2])
        yield Change(_brief(new, after), differing)


def _text(value: Any) -> str:
    """A cell as it is shown; empty for one that holds nothing."""
    if value is None or pd.isna(value):
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
