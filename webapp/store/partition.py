"""Writing a table in parts, from files of any format and any size."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from webapp.model.problems import InputError
from webapp.store.dataset import CODED, Dataset
from webapp.store.load import Loading, LoadOptions, version_of
from webapp.store.parts import (
    MANIFEST,
    ROWS,
    Manifest,
    Part,
    Spill,
    read_manifest,
    write_manifest,
    write_part,
)
from webapp.store.sources import empty_sources

COUNTED = tuple(name for name in CODED if name != "date")


def partition(
    paths: Sequence[Path], folder: Path, options: LoadOptions | None = None, rows: int = ROWS
) -> Manifest:
    """Write the events of files as parts of about `rows` rows into a new folder.

    An identifier that occurs twice is found within a month, not across months. Raises InputError
    when a file cannot be read or the folder cannot be written.
    """
    options = options or LoadOptions()
    version = version_of(paths, options)
    _make(folder)
    loading = Loading(paths, options)
    try:
        with tempfile.TemporaryDirectory(prefix="spill-", dir=folder) as spilled:
            return _write(folder, Path(spilled), loading, version, rows)
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{folder} cannot be written: {reason}.") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty. Name a new folder for the parts.")
    except FileExistsError:
        raise InputError(f"{folder} is a file. Name a new folder for the parts.") from None
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{folder} cannot be made: {reason}.") from error


def _write(folder: Path, spilled: Path, loading: Loading, version: str, rows: int) -> Manifest:
    spill, sources = loading.fill(lambda known, grouped: Spill(spilled, known, grouped))
    parts: list[Part] = []
    totals: dict[str, Counter[str]] = {}
    bounds: list[Dataset] = []
    columns: tuple[str, ...] = ()
    counts_reports = False
    for builder in spill.groups(rows):
        events, spans = builder.finish()
        part = Dataset("", "", events, empty_sources(), (), version, spans)
        parts.append(write_part(folder, len(parts), part))
        spill.problems.extend(builder.problems.kept)
        _count(part, totals)
        bounds = [*bounds[:1], part]
        columns = tuple(dict.fromkeys((*columns, *part.columns)))
        counts_reports |= part.reports is not None
        done = sum(part.rows for part in parts) / max(spill.rows, 1)
        loading.tell(loading.name, sum(p.rows for p in parts), done, "Writing the parts")
    manifest = Manifest(
        loading.name,
        loading.title(sources, set(totals.get("source_id", ()))),
        version,
        loading.labels,
        loading.terms,
        tuple(parts),
        spill.problems.left_out,
        spill.problems.closed(),
        columns,
        counts_reports,
        _span(bounds),
        folder,
    )
    write_manifest(manifest, sources, {name: dict(count) for name, count in totals.items()})
    return read_manifest(folder)


def _count(part: Dataset, totals: dict[str, Counter[str]]) -> None:
    """Add the events of a part to the totals of each value."""
    for name in COUNTED:
        found = {value: count for value, count in part.totals(name).items() if count}
        totals.setdefault(name, Counter()).update(found)
    each = np.bincount(part.parties.codes, minlength=part.parties.combinations)
    counts = part.parties.counts(each).tolist()
    totals.setdefault("party", Counter()).update(dict(zip(part.parties.names, counts, strict=True)))


def _span(parts: list[Dataset]) -> str:
    """First to last date in words: of the first and the last part, which are in time order."""
    if not parts:
        return "no dates"
    if len(parts) == 1:
        return parts[0].span
    first = parts[0].span.split(" to ")[0].removeprefix("from ")
    last = parts[-1].span.split(" to ")[-1].removeprefix("until ")
    return f"{first} to {last}"


__all__ = ["MANIFEST", "partition"]
