"""Loading files into a dataset."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from webapp.model.columns import EVENT_NAMES, NATIVE_NAMES
from webapp.model.problems import InputError, Problem
from webapp.store.build import TEXT, TableBuilder
from webapp.store.checks import missing_columns
from webapp.store.csvfile import MAX_BYTES, RawTable, read_csv
from webapp.store.dataset import Dataset
from webapp.store.formats.base import Converted
from webapp.store.formulas import plain_columns
from webapp.store.sources import load_sources


def load_dataset(
    events_path: Path, sources_path: Path, title: str = "", max_bytes: int = MAX_BYTES
) -> Dataset:
    """The dataset of two files.

    Bad rows and cells become problems. Raises InputError when the events cannot be read at all.
    """
    raw = read_csv(events_path, max_bytes)
    raw.columns = plain_columns(raw.columns)
    absent = missing_columns(list(raw.columns))
    if absent:
        raise InputError(
            f"{raw.file} lacks the column{'s' * (len(absent) > 1)} {', '.join(absent)}. "
            f"Its header has: {', '.join(raw.columns)}.{_separator_hint(list(raw.columns))}"
        )
    sources, source_problems, source_digest = load_sources(sources_path, max_bytes)
    builder = TableBuilder(set(sources.index))
    builder.problems.extend([*_header_problems(raw), *raw.problems])
    cells = pd.DataFrame(raw.columns, index=raw.lines, dtype=TEXT)
    builder.add(raw.file, Converted(cells))
    events, spans = builder.finish()
    builder.problems.extend(source_problems)
    version = hashlib.sha256(f"{raw.digest}{source_digest}{title}".encode()).hexdigest()[:16]
    return Dataset(
        events_path.name,
        title or _title(events_path, sources, events),
        events,
        sources,
        builder.problems.closed(),
        version,
        spans,
        left_out=builder.problems.left_out,
    )


def _separator_hint(names: list[str]) -> str:
    """Advice for a table that another separator than the comma has been used for."""
    if len(names) > 1 or not ({";", "\t"} & set(names[0])):
        return ""
    return " Its cells seem to be separated by semicolons or tabs; save it with commas."


def _header_problems(raw: RawTable) -> list[Problem]:
    """Columns that the codebook does not know are kept, and said so."""
    extra = [name for name in raw.columns if name not in (*EVENT_NAMES, *NATIVE_NAMES)]
    advice = "is not a column of the codebook; it is kept and exported, but not shown"
    return [Problem(raw.file, 1, name or "(no name)", "", advice, "warning") for name in extra]


def _title(path: Path, sources: pd.DataFrame, events: pd.DataFrame) -> str:
    """A title where none was given: that of the only source, else the file's name."""
    used = [source for source in events["source_id"].unique() if source in sources.index]
    if len(used) == 1 and sources.at[used[0], "title"]:
        return str(sources.at[used[0], "title"])
    return path.stem.replace("_", " ").replace("-", " ")
