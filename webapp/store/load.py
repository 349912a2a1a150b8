"""Loading files into a dataset: recognise, convert, check, build, keep a copy."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

import pandas as pd
import psutil

from webapp.model.columns import EVENT_COLUMNS, EVENT_NAMES, NATIVE_NAMES, SOURCE_NAMES
from webapp.model.problems import InputError, Problem
from webapp.model.terms import Terms
from webapp.store.build import TEXT, TableBuilder
from webapp.store.cache import LAYOUT as CACHE_LAYOUT
from webapp.store.cache import LEAST_BYTES, Cache
from webapp.store.checks import missing_columns
from webapp.store.dataset import Dataset
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.registry import recognise
from webapp.store.mapping import Mapping, format_of, load_mapping, mapping_beside
from webapp.store.problemlist import ProblemList
from webapp.store.progress import Progress, Report, silent
from webapp.store.reading import Limits, OpenTable, digest_of, open_tables
from webapp.store.sources import empty_sources, load_sources

HEADROOM = 3.0
"""What a table takes while it is put into order, as a multiple of what its batches take."""
RESERVE = 256 * 2**20
"""Bytes of memory that are left to everything else."""
OURS = 4
"""With so many of our required columns a table is meant to be one of the codebook's."""


class Builder(Protocol):
    """What takes the batches of files."""

    problems: ProblemList
    sources: set[str]
    rows: int

    @property
    def nbytes(self) -> int:
        """Bytes of memory held."""

    def add(self, file: str, batch: Converted) -> None:
        """Take a batch."""


B = TypeVar("B", bound=Builder)


class NeedsMapping(InputError):  # noqa: N818
    """A table of no known format: somebody must say which column is what."""

    def __init__(self, path: Path, head: Head) -> None:
        names = ", ".join(name or "(no name)" for name in head.names[:40])
        super().__init__(
            f"{path.name} is in none of the known formats. Its columns are: {names}. "
            "Say which of them is the date, the parties, the type and the text."
        )
        self.path, self.head = path, head


@dataclass(frozen=True)
class LoadOptions:
    """How files are read. `sources` is sources.csv beside the first file where it is None."""

    sources: Path | None = None
    title: str = ""
    mapping: Path | None = None
    cache: Cache | None = None
    progress: Report = silent
    limits: Limits = field(default_factory=Limits)


def load_dataset(
    events_path: Path, sources_path: Path, title: str = "", max_bytes: int | None = None
) -> Dataset:
    """The dataset of one table and its sources, without a cache.

    Bad rows and cells become problems. Raises InputError when the events cannot be read at all.
    """
    limits = Limits() if max_bytes is None else replace(Limits(), file_bytes=max_bytes)
    return load_tables([events_path], LoadOptions(sources_path, title, limits=limits))


def read_files(paths: Sequence[Path], options: LoadOptions) -> list[Path]:
    """Every file that the table depends on, whether it is there or not."""
    mappings = [options.mapping] if options.mapping else [mapping_beside(path) for path in paths]
    return [*paths, sources_path(paths, options), *mappings]


def load_tables(paths: Sequence[Path], options: LoadOptions | None = None) -> Dataset:
    """The dataset of one or more files of any known format.

    Bad rows and cells become problems. Raises NeedsMapping when a table is in no known format, and
    InputError when a file cannot be read at all or the table does not fit into memory.
    """
    options = options or LoadOptions()
    version = version_of(paths, options)
    size = sum(path.stat().st_size for path in paths)
    cache = options.cache if size >= LEAST_BYTES else None
    kept = cache.load(version) if cache else None
    if kept is not None:
        return kept
    dataset = Loading(paths, options).run(version)
    if cache:
        cache.save(version, dataset)
    return dataset


def version_of(paths: Sequence[Path], options: LoadOptions) -> str:
    """What decides what is shown: the content of every file, the title, the layout of copies."""
    digest = hashlib.sha256(CACHE_LAYOUT.encode())
    for number, path in enumerate(read_files(paths, options)):
        needed = number < len(paths)
        content = digest_of(path, options.limits) if needed else _digest_if_any(path, options)
        # Names decide too: they are in problems and, where no title is given, on the page.
        name = path.name if len(paths) > 1 and needed else ""
        digest.update(f"{name}\0{content}\0".encode("utf-8", "surrogateescape"))
    digest.update(options.title.encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def _digest_if_any(path: Path, options: LoadOptions) -> str:
    """The content of a file that the table can do without."""
    try:
        return digest_of(path, options.limits)
    except InputError:
        return "-"


def sources_path(paths: Sequence[Path], options: LoadOptions) -> Path:
    """The table of sources: the one that was named, or that beside the first file."""
    return options.sources or paths[0].with_name("sources.csv")


class Loading:
    """One run of loading: the files one after the other into one builder."""

    def __init__(self, paths: Sequence[Path], options: LoadOptions) -> None:
        self.paths, self.options = paths, options
        self.started = time.monotonic()
        self.total = sum(path.stat().st_size for path in paths) or 1
        self.before = 0
        self.memory = psutil.virtual_memory().available - RESERVE
        self.formats: list[Format] = []
        self.found_sources: dict[str, dict[str, str]] = {}

    def fill(self, make: Callable[[set[str], bool], B]) -> tuple[B, pd.DataFrame]:
        """A builder with all rows, and the described sources."""
        opened = [(path, table) for path in self.paths for table in self._open(path)]
        pairs = [(path, table, self._format(path, table)) for path, table in opened]
        ours = any(form.key == "own" for *_, form in pairs)
        sources, problems = self._sources(ours)
        builder = make(set(sources.index), any(form.grouped for *_, form in pairs))
        for _, table, form in pairs:
            self.formats.append(form)
            self._add(table, form, builder)
        self.tell(self.paths[-1].name, builder.rows, 1.0, "Putting into order")
        builder.problems.extend(problems)
        return builder, _with_found(sources, self.found_sources)

    def run(self, version: str) -> Dataset:
        """The dataset."""
        builder, described = self.fill(TableBuilder)
        events, spans = builder.finish()
        return Dataset(
            self.name,
            self.title(described, {str(source) for source in events["source_id"].unique()}),
            events,
            described,
            builder.problems.closed(),
            version,
            spans,
            self.terms,
            self.labels,
            builder.problems.left_out,
        )

    @property
    def name(self) -> str:
        """The names of the files."""
        return ", ".join(path.name for path in self.paths)

    @property
    def labels(self) -> str:
        """The names of the formats."""
        return ", ".join(dict.fromkeys(form.label for form in self.formats))

    @property
    def terms(self) -> Terms:
        """The terms of all files together."""
        return _terms(self.formats)

    def _open(self, path: Path) -> Iterable[OpenTable]:
        return open_tables(path, self.options.limits)

    def _format(self, path: Path, table: OpenTable) -> Format:
        mapping = self._mapping(path)
        if mapping is not None:
            return format_of(mapping)
        found = recognise(table.head)
        if found is not None:
            return found
        required = [column.name for column in EVENT_COLUMNS if column.required]
        if len(set(required) & set(table.head.names)) >= OURS:
            raise _lacking(table)
        raise NeedsMapping(path, table.head)

    def _mapping(self, path: Path) -> Mapping | None:
        """The mapping that was asked for, or the one that was saved beside the file."""
        if self.options.mapping:
            return load_mapping(self.options.mapping)
        beside = mapping_beside(path)
        return load_mapping(beside) if beside.is_file() else None

    def _sources(self, ours: bool) -> tuple[pd.DataFrame, list[Problem]]:
        """The described sources. Only a table of the codebook must have them."""
        path = sources_path(self.paths, self.options)
        if not ours and not self.options.sources and not path.is_file():
            return empty_sources(), []
        sources, problems, _ = load_sources(path, self.options.limits.file_bytes)
        return sources, list(problems)

    def _add(self, table: OpenTable, form: Format, builder: Builder) -> None:
        names = form.headless(table.head)
        mended = form.lenient_header(table.head) if names is None else None
        for number, batch in enumerate(table.batches(names, mended, form.quoted)):
            builder.problems.extend(batch.problems)
            converted = form.convert(table.file, batch.cells)
            if form.key == "own" and number == 0:
                builder.problems.extend(_unknown_columns(table.file, converted))
            for source_id, row in converted.sources.items():
                self.found_sources.setdefault(source_id, row)
            builder.sources |= set(converted.sources)
            builder.add(table.file, converted)
            done = min(1.0, (self.before + batch.consumed) / self.total)
            self.tell(table.file, builder.rows, done, "Reading")
            self._refuse_too_large(builder, done)
        self.before += table.size

    def tell(self, file: str, rows: int, done: float, stage: str) -> None:
        """Report how far it is."""
        seconds = time.monotonic() - self.started
        self.options.progress(Progress(file, rows, done, seconds, stage))

    def _refuse_too_large(self, builder: Builder, done: float) -> None:
        """Raise InputError when the table will not fit, judged by what has been read so far."""
        needed = builder.nbytes / max(done, 0.001) * HEADROOM
        if builder.rows and needed > self.memory:
            raise InputError(
                f"The table needs about {needed / 2**30:,.1f} GB of memory and "
                f"{max(self.memory, 0) / 2**30:,.1f} GB are free. Split it, for example by year, "
                "or hand it to several computers with --dask."
            )

    def title(self, sources: pd.DataFrame, named: set[str]) -> str:
        """The title: the one given, that of the only source, else the file's name."""
        used = [source for source in named if source in sources.index]
        if self.options.title:
            return self.options.title
        if len(used) == 1 and sources.at[used[0], "title"]:
            return str(sources.at[used[0], "title"])
        name = self.paths[0].stem.replace("_", " ").replace("-", " ")
        others = len(self.paths) - 1
        return f"{name} and {others} more file{'s' * (others > 1)}" if others else name


def _unknown_columns(file: str, converted: Converted) -> Iterator[Problem]:
    """Columns that the codebook does not know are kept, and said so."""
    advice = "is not a column of the codebook; it is kept, exported and shown with the original row"
    for name in converted.events:
        if name not in (*EVENT_NAMES, *NATIVE_NAMES):
            yield Problem(file, 1, str(name), "", advice, "warning")


def _lacking(table: OpenTable) -> InputError:
    """A table of ours from which columns are missing."""
    absent = missing_columns(list(table.head.names))
    return InputError(
        f"{table.file} lacks the column{'s' * (len(absent) > 1)} {', '.join(absent)}. "
        f"Its header has: {', '.join(table.head.names)}."
    )


def _with_found(sources: pd.DataFrame, found: dict[str, dict[str, str]]) -> pd.DataFrame:
    """The described sources, and those that the formats found."""
    new = [
        {name: row.get(name, "") for name in SOURCE_NAMES} | {"source_id": source_id}
        for source_id, row in found.items()
        if source_id not in sources.index
    ]
    if not new:
        return sources
    added = pd.DataFrame(new, dtype=TEXT).set_index("source_id", drop=False)
    return pd.concat([sources, added]).fillna("") if len(sources) else added


def _terms(formats: list[Format]) -> Terms:
    """The terms of the whole: those of the strictest part, with the credits of all."""
    parts = list(dict.fromkeys(form.terms for form in formats))
    if len(parts) == 1:
        return parts[0]
    order = ("refused", "unknown", "credit", "free")
    strictest = min(parts, key=lambda terms: order.index(terms.redistribution))
    credit = " ".join(dict.fromkeys(terms.credit for terms in parts if terms.credit))
    licence = "; ".join(dict.fromkeys(terms.licence for terms in parts if terms.licence))
    return replace(strictest, credit=credit, licence=licence)
