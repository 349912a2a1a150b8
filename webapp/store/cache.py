"""A Parquet copy of each large table, so that it opens in a second the next time.

An entry is a folder named by what it was made from (the content of the files, and all that decides
how they are read). It is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import platformdirs
import pyarrow as pa
import pyarrow.parquet as pq

from webapp.model.problems import Problem
from webapp.model.terms import Terms
from webapp.store import numbers
from webapp.store.build import TEXT, category
from webapp.store.dataset import Dataset
from webapp.store.spans import Spans

LAYOUT = "1"
"""Changes when the files of an entry, or the meaning of what they hold, change."""
LEAST_BYTES = 4 * 2**20
"""Files below this size are read again: that is as fast."""
MOST_BYTES = 8 * 2**30
UNUSED_PARTS = 3600.0
"""Seconds after which a part that nobody finished is removed."""

_SPAN = "_span"
_log = logging.getLogger("webapp")


@dataclass(frozen=True)
class Cache:
    """A folder of entries, bounded in size: those that were not opened for longest go first."""

    folder: Path
    most_bytes: int = MOST_BYTES

    def load(self, key: str) -> Dataset | None:
        """The table of an entry; None when there is none. A damaged entry is removed."""
        place = self.folder / key
        if not place.is_dir():
            return None
        try:
            dataset = read_entry(place)
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
            _log.warning("%s is damaged and is made anew: %s", place, error)
            shutil.rmtree(place, ignore_errors=True)
            return None
        _touch(place)
        return dataset

    def save(self, key: str, dataset: Dataset) -> bool:
        """Keep a table. False when that was not possible: the table is shown all the same."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(prefix="part-", dir=self.folder))
        except OSError as error:
            _log.warning("No copy of the table was kept in %s: %s", self.folder, error)
            return False
        try:
            write_entry(part, dataset)
            part.replace(self.folder / key)
        except (OSError, pa.ArrowException) as error:
            shutil.rmtree(part, ignore_errors=True)
            _log.warning("No copy of the table was kept in %s: %s", self.folder, error)
            return (self.folder / key).is_dir()
        self._shrink(key)
        return True

    def _shrink(self, newest: str) -> None:
        """Remove what was not opened for longest until the rest fits."""
        found = [path for path in self.folder.iterdir() if path.is_dir()]
        for path in found:
            if path.name.startswith("part-") and time.time() - _opened(path) > UNUSED_PARTS:
                shutil.rmtree(path, ignore_errors=True)
        entries = sorted((path for path in found if not path.name.startswith("part-")), key=_opened)
        total = sum(_size(path) for path in entries)
        for path in entries:
            if total <= self.most_bytes or path.name == newest:
                continue
            total -= _size(path)
            shutil.rmtree(path, ignore_errors=True)


def default_folder() -> Path:
    """The user's cache folder by the XDG rules (or what the system has in its place)."""
    return Path(platformdirs.user_cache_dir("conflict-timeline", appauthor=False))


def _opened(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _size(path: Path) -> int:
    try:
        return sum(file.stat().st_size for file in path.iterdir())
    except OSError:
        return 0


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        _log.info("%s cannot be marked as used", path)


def write_entry(folder: Path, dataset: Dataset) -> None:
    """Write a table into an empty folder."""
    columns: dict[str, Any] = {}
    categories: dict[str, list[str]] = {}
    for name, cells in dataset.events.items():
        if isinstance(cells.dtype, pd.CategoricalDtype):
            categories[str(name)] = [str(value) for value in cells.cat.categories]
            columns[str(name)] = pa.array(cells.cat.codes.to_numpy())
        else:
            columns[str(name)] = pa.array(cells.array, from_pandas=True)
    columns[_SPAN] = pa.array(dataset.spans.codes)
    _write_table(folder / "events.parquet", pa.table(columns))
    lists = {
        name: pa.array([values], pa.list_(pa.large_string())) for name, values in categories.items()
    }
    _write_table(folder / "categories.parquet", pa.table(lists))
    spans = {"first": dataset.spans.first, "last": dataset.spans.last}
    _write_table(folder / "spans.parquet", pa.table(spans))
    sources = pa.Table.from_pandas(dataset.sources.astype(TEXT), preserve_index=False)
    _write_table(folder / "sources.parquet", sources)
    meta = {
        "name": dataset.name,
        "title": dataset.title,
        "version": dataset.version,
        "format": dataset.format,
        "left_out": dataset.left_out,
        "terms": asdict(dataset.terms),
        "problems": [problem.as_dict() for problem in dataset.problems],
    }
    # Half a surrogate pair may stand in a problem; JSON escapes carry it.
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=True), encoding="ascii")


def _write_table(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="lz4", use_dictionary=False)


def read_entry(folder: Path) -> Dataset:
    """The table of a folder. Raises OSError, ValueError, KeyError, TypeError or ArrowException."""
    meta = json.loads((folder / "meta.json").read_text(encoding="ascii"))
    lists = pq.read_table(folder / "categories.parquet").to_pydict()
    file = pq.ParquetFile(folder / "events.parquet")
    frame = {}
    # Column by column: what one leaves behind is free again before the next is read.
    for name in file.schema_arrow.names:
        if name != _SPAN:
            frame[name] = _column(name, file.read([name])[name], lists)
    spans = pq.read_table(folder / "spans.parquet")
    sources = pq.read_table(folder / "sources.parquet").to_pandas().astype(TEXT)
    return Dataset(
        meta["name"],
        meta["title"],
        pd.DataFrame(frame, copy=False),
        sources.set_index("source_id", drop=False),
        tuple(Problem(**problem) for problem in meta["problems"]),
        meta["version"],
        Spans(
            spans["first"].to_numpy(),
            spans["last"].to_numpy(),
            file.read([_SPAN])[_SPAN].to_numpy(),
        ),
        Terms(**meta["terms"]),
        meta["format"],
        meta["left_out"],
    )


def _column(name: str, cells: pa.ChunkedArray, lists: dict[str, list[list[str]]]) -> pd.Series:
    if name in lists:
        return pd.Series(category(cells.to_numpy(), lists[name][0]))
    if name in numbers.NAMES:
        return numbers.narrow(cells, name)
    if pa.types.is_boolean(cells.type):
        return pd.Series(np.asarray(cells.to_numpy(), dtype=bool))
    if pa.types.is_integer(cells.type):
        return pd.Series(cells.to_numpy())
    text = pa.chunked_array([cells.combine_chunks()]) if cells.num_chunks != 1 else cells
    return numbers.from_arrow(TEXT, text)
