"""Tables in parts: a folder of Parquet parts in time order, for what one memory does not hold.

Writing needs no more memory than one part: rows are first spilled by month, then each month (or a
few small ones together) is checked, put into order and written. A part is laid out like a copy in
the cache, so that whoever opens it gets an ordinary dataset.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from webapp.model.dates import parse_date
from webapp.model.problems import InputError, Problem
from webapp.model.terms import Terms
from webapp.store.build import TEXT, TableBuilder, complete
from webapp.store.cache import read_entry, write_entry
from webapp.store.checks import check_events
from webapp.store.dataset import Dataset
from webapp.store.formats.base import Converted
from webapp.store.problemlist import ProblemList
from webapp.store.spans import OPEN_END, OPEN_START

LAYOUT = 1
ROWS = 500_000
"""Rows of a part, unless a single month has more."""
SPILL_ROWS = 500_000
"""Rows held before they are written to the spill files."""
MANIFEST = "manifest.json"
MONTH = 30.436875
OPEN_BUCKET = -(10**9)


@dataclass(frozen=True)
class Part:
    """One part: its folder, rows and reports, and the days that its events span."""

    folder: str
    rows: int
    first_day: int
    last_day: int

    def overlaps(self, first: int | None, last: int | None) -> bool:
        """Whether any of its events may lie in a window of days."""
        return (first is None or self.last_day >= first) and (
            last is None or self.first_day <= last
        )


@dataclass(frozen=True)
class Manifest:
    """What a folder of parts says of itself. `totals` has, by column, the events of each value."""

    name: str
    title: str
    version: str
    format: str
    terms: Terms
    parts: tuple[Part, ...]
    left_out: int
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]
    counts_reports: bool
    span: str
    folder: Path = field(default=Path())

    @property
    def rows(self) -> int:
        """Events of all parts."""
        return sum(part.rows for part in self.parts)

    def place(self, part: Part) -> str:
        """Where a part lies, for a process that may have another working directory."""
        return str(self.folder / part.folder)

    def sources(self) -> pd.DataFrame:
        """The described sources by `source_id`."""
        read = pq.read_table(self.folder / "sources.parquet")
        table: pd.DataFrame = read.to_pandas().astype(TEXT)
        return table.set_index("source_id", drop=False)

    def totals(self) -> dict[str, dict[str, int]]:
        """By `party`, `source_id` and so on: how many events have each value."""
        table = pq.read_table(self.folder / "totals.parquet").to_pydict()
        found: dict[str, dict[str, int]] = {}
        for name, value, count in zip(table["column"], table["value"], table["count"], strict=True):
            found.setdefault(name, {})[value] = count
        return found


def is_parted(path: Path) -> bool:
    """Whether a path is a folder of parts."""
    return (path / MANIFEST).is_file()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder. Raises InputError, in words."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="ascii"))
        if told["layout"] != LAYOUT:
            raise InputError(
                f"{folder} was written by another version of this program. Write it anew with "
                "`python run.py partition`."
            )
        return Manifest(
            told["name"],
            told["title"],
            told["version"],
            told["format"],
            Terms(**told["terms"]),
            tuple(Part(**part) for part in told["parts"]),
            told["left_out"],
            tuple(Problem(**problem) for problem in told["problems"]),
            tuple(told["columns"]),
            told["counts_reports"],
            told["span"],
            folder.absolute(),
        )
    except FileNotFoundError:
        raise InputError(f"{folder} is no folder of parts: it has no {MANIFEST}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder / MANIFEST} cannot be read ({error}).") from error


@dataclass
class Spill:
    """Takes batches as a builder does, and keeps them on disk by month."""

    folder: Path
    sources: set[str]
    grouped: bool = False
    problems: ProblemList = field(default_factory=ProblemList)
    rows: int = 0
    _held: dict[int, list[pd.DataFrame]] = field(default_factory=dict)
    _held_rows: int = 0
    _files: dict[int, list[Path]] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        """Nothing that grows with the table: it is on disk."""
        return 0

    def add(self, file: str, batch: Converted) -> None:
        """Check a batch and keep its good rows."""
        cells = complete(batch.events)
        found = check_events(file, cells, self.sources, unique=False)
        self.sources |= {p.value for p in found if p.column == "source_id"}
        self.problems.extend([*batch.problems, *found])
        bad = {problem.row for problem in found if problem.severity == "error"}
        good = cells[~cells.index.isin(bad)].assign(_file=file)
        good["_line"] = good.index.astype("int64")
        months = {value: _month(value) for value in good["date"].unique()}
        for month, rows in good.groupby(good["date"].map(months).astype("int64"), sort=False):
            self._held.setdefault(int(str(month)), []).append(rows)
        self._held_rows += len(good)
        self.rows += len(good)
        if self._held_rows >= SPILL_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        for month, frames in self._held.items():
            files = self._files.setdefault(month, [])
            path = self.folder / f"spill-{month}-{len(files)}.parquet"
            pq.write_table(pa.Table.from_pandas(pd.concat(frames), preserve_index=False), path)
            files.append(path)
        self._held, self._held_rows = {}, 0

    def groups(self, most: int) -> Iterator[TableBuilder]:
        """A builder for each part, in time order. Its rows have been checked already."""
        self.flush()
        builder = TableBuilder(self.sources, self.grouped)
        for month in sorted(self._files):
            frames = [pq.read_table(path).to_pandas().astype(TEXT) for path in self._files[month]]
            rows = sum(len(frame) for frame in frames)
            if builder.rows and builder.rows + rows > most:
                yield builder
                builder = TableBuilder(self.sources, self.grouped)
            for frame in frames:
                _give(builder, frame.fillna(""))
        if builder.rows:
            yield builder


def _month(date: str) -> int:
    """The month in which an event begins, counted from 1970; one of its own for open beginnings."""
    first = parse_date(date).earliest
    return OPEN_BUCKET if first is None else int(first // MONTH)


def _give(builder: TableBuilder, frame: pd.DataFrame) -> None:
    for file, rows in frame.groupby("_file", sort=False):
        index = rows["_line"].astype("int64")
        cells = rows.drop(columns=["_file", "_line"]).set_index(index)
        builder.keep(str(file), cells.rename_axis(None))


def write_part(folder: Path, number: int, dataset: Dataset) -> Part:
    """Write one part."""
    name = f"part-{number:05d}"
    place = folder / name
    place.mkdir()
    write_entry(place, dataset)
    first, last = dataset.spans.first, dataset.spans.last
    return Part(
        name,
        len(dataset),
        int(first.min()) if len(first) else OPEN_START,
        int(last.max()) if len(last) else OPEN_END,
    )


def write_manifest(manifest: Manifest, sources: pd.DataFrame, totals: dict[str, Any]) -> None:
    """Write what the folder says of itself, the manifest last: with it the folder is whole."""
    table = pa.Table.from_pandas(sources.astype(TEXT), preserve_index=False)
    pq.write_table(table, manifest.folder / "sources.parquet")
    rows = [(c, v, n) for c, counts in totals.items() for v, n in counts.items()]
    columns, values, counts = zip(*rows, strict=True) if rows else ((), (), ())
    listed = {
        "column": pa.array(columns, pa.string()),
        "value": pa.array(values, pa.string()),
        "count": pa.array(counts, pa.int64()),
    }
    pq.write_table(pa.table(listed), manifest.folder / "totals.parquet")
    told = asdict(manifest)
    told.pop("folder")
    text = json.dumps({"layout": LAYOUT, **told}, ensure_ascii=True)
    (manifest.folder / MANIFEST).write_text(text, encoding="ascii")


def open_part(place: str) -> Dataset:
    """The dataset of one part. Raises InputError when it is gone or damaged."""
    try:
        return read_entry(Path(place))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise InputError(f"The part {place} cannot be read ({error}).") from error


def remove_spill(folder: Path) -> None:
    """Remove the spill files of a folder."""
    shutil.rmtree(folder, ignore_errors=True)
