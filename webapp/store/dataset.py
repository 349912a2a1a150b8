"""The table in memory: typed, checked, sorted by time, never changed once made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model import vocabulary as words
from webapp.model.columns import EVENT_NAMES
from webapp.model.dates import PRECISIONS, EventDate, parse_date
from webapp.model.problems import InputError, Problem
from webapp.store.checks import check_events, is_whole, missing_columns
from webapp.store.csvfile import MAX_BYTES, RawTable, read_csv
from webapp.store.formulas import FORMULA_STARTS as FORMULA_STARTS
from webapp.store.formulas import escape_formula as escape_formula
from webapp.store.formulas import plain_columns
from webapp.store.formulas import unescape_formula as unescape_formula
from webapp.store.sources import load_sources

OPEN_START = -(2**40)
OPEN_END = 2**40
"""Day numbers that stand for an open end in the integer columns: before and after every date."""

NUMBERS = ("latitude", "longitude", "fatalities", "quote_start", "quote_end")


@dataclass(frozen=True)
class Membership:
    """Which rows name which value, for columns with several values a cell.

    `rows` and `codes` are parallel: row `rows[i]` names `names[codes[i]]`. Rows ascend.
    """

    names: tuple[str, ...]
    rows: npt.NDArray[np.int32]
    codes: npt.NDArray[np.int32]

    def mask(self, wanted: tuple[str, ...], length: int) -> npt.NDArray[np.bool_]:
        """Rows, of `length`, that name any of the wanted values."""
        codes = [i for i, name in enumerate(self.names) if name in set(wanted)]
        mask = np.zeros(length, dtype=bool)
        mask[self.rows[np.isin(self.codes, codes)]] = True
        return mask

    def counts(self, rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        """How many of the given rows name each value."""
        return np.bincount(self.codes[rows[self.rows]], minlength=len(self.names))


@dataclass(frozen=True)
class Dataset:
    """Events, sources and problems of one version of the files.

    `events` has the columns of the codebook as text and categories, numbers as nullable numbers,
    and the computed `earliest` and `latest` (datetime64[s], NaT at an open end), `precision`,
    `approximate`, `quad_class`, `line`. Rows are in time order and numbered from 0.
    """

    name: str
    title: str
    events: pd.DataFrame
    sources: pd.DataFrame
    problems: tuple[Problem, ...]
    version: str
    first_days: npt.NDArray[np.int64] = field(repr=False)
    last_days: npt.NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row number by event id."""
        return {event_id: row for row, event_id in enumerate(self.events["event_id"])}

    @cached_property
    def parties(self) -> Membership:
        """Actors and recipients of each event."""
        joined = self.events["actors"] + words.PARTY_SEPARATOR + self.events["recipients"]
        return _membership(joined)

    @cached_property
    def search_text(self) -> pd.Series:
        """Lower-case text that the search box looks in."""
        columns = ["title", "quote", "actors", "recipients", "speaker", "speaker_role", "place"]
        text = self.events[columns[0]].astype("str")
        for column in columns[1:]:
            text = text + "\n" + self.events[column].astype("str")
        return text.str.casefold()

    @cached_property
    def span(self) -> str:
        """First to last date in words, no more exact than the dates are."""
        if not len(self):
            return "no dates"
        starts = self.first_days[self.first_days > OPEN_START]
        ends = self.last_days[self.last_days < OPEN_END]
        first = self._date_at(self.first_days == starts.min(), 0) if len(starts) else ""
        last = self._date_at(self.last_days == ends.max(), -1) if len(ends) else ""
        if not first or not last:
            return f"from {first}" if first else f"until {last}" if last else "dates unknown"
        return first if first == last else f"{first} to {last}"

    def _date_at(self, bounding: npt.NDArray[np.bool_], side: int) -> str:
        """The words of the date that bounds the table on one side: the least exact one there is."""
        texts = self.events["date"][bounding].unique()
        dates = [parse_date(str(text).split("/")[side]) for text in texts]
        widest = max(dates, key=lambda date: (date.latest or 0) - (date.earliest or 0))
        return widest.caption.removeprefix("about ").removesuffix(" (uncertain)")

    def date(self, row: int) -> EventDate:
        """The date of a row."""
        return parse_date(str(self.events["date"].iat[row]))


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
    cells = _cells(raw)
    found = check_events(raw.file, cells, set(sources.index))
    left_out = {problem.row for problem in found if problem.severity == "error"}
    events, first, last = _typed(cells[~cells.index.isin(left_out)])
    by_line = sorted([*raw.problems, *found], key=lambda problem: problem.row)
    problems = (*_header_problems(raw), *by_line, *source_problems)
    version = hashlib.sha256(f"{raw.digest}{source_digest}{title}".encode()).hexdigest()[:16]
    return Dataset(
        events_path.name,
        title or _title(events_path, sources, events),
        events,
        sources,
        problems,
        version,
        first,
        last,
    )


def _separator_hint(names: list[str]) -> str:
    """Advice for a table that another separator than the comma has been used for."""
    if len(names) > 1 or not ({";", "\t"} & set(names[0])):
        return ""
    return " Its cells seem to be separated by semicolons or tabs; save it with commas."


def _cells(raw: RawTable) -> pd.DataFrame:
    """Text cells by line, with every column of the codebook."""
    cells = pd.DataFrame(raw.columns, index=raw.lines, dtype="str")
    for name in EVENT_NAMES:
        if name not in cells:
            cells[name] = ""
    return cells


def _header_problems(raw: RawTable) -> list[Problem]:
    """Columns that the codebook does not know are kept, and said so."""
    extra = [name for name in raw.columns if name not in EVENT_NAMES]
    advice = "is not a column of the codebook; it is kept and exported, but not shown"
    return [Problem(raw.file, 1, name or "(no name)", "", advice, "warning") for name in extra]


def _typed(
    cells: pd.DataFrame,
) -> tuple[pd.DataFrame, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Good text cells as a typed table in time order, with its bounds as day numbers."""
    dates = {value: parse_date(value) for value in cells["date"].unique()}
    first = _days(cells["date"], {k: d.earliest for k, d in dates.items()}, OPEN_START)
    last = _days(cells["date"], {k: d.latest for k, d in dates.items()}, OPEN_END)
    events = cells.assign(
        event_type=_category(cells["event_type"], tuple(words.TYPE_BY_CODE)),
        claim_status=_category(cells["claim_status"], tuple(words.STATUS_BY_CODE)),
        date_basis=_category(cells["date_basis"], tuple(words.BASIS_BY_CODE)),
        source_id=cells["source_id"].astype("category"),
        precision=_category(
            cells["date"].map({k: d.precision for k, d in dates.items()}), PRECISIONS
        ),
        approximate=cells["date"].map({k: d.approximate for k, d in dates.items()}).astype(bool),
        quad_class=_category(
            cells["event_type"].map({t.code: t.quad_class for t in words.EVENT_TYPES}),
            tuple(words.QUAD_BY_KEY),
        ),
        earliest=_stamps(first, OPEN_START),
        latest=_stamps(last, OPEN_END),
        line=cells.index.to_numpy(),
        **{name: _numbers(cells[name], name) for name in NUMBERS},
    )
    starts = pd.to_numeric(events["quote_start"]).fillna(0).to_numpy()
    order = np.lexsort((events["line"].to_numpy(), starts, last, first))
    return events.iloc[order].reset_index(drop=True), first[order], last[order]


def _category(cells: pd.Series, codes: tuple[str, ...]) -> pd.Series:
    return pd.Series(pd.Categorical(cells, categories=codes), index=cells.index)


def _days(cells: pd.Series, days: dict[str, int | None], missing: int) -> npt.NDArray[np.int64]:
    filled = {key: missing if day is None else day for key, day in days.items()}
    return np.asarray(cells.map(filled), dtype=np.int64)


def _stamps(days: npt.NDArray[np.int64], missing: int) -> npt.NDArray[np.datetime64]:
    """Days as datetimes in seconds, which reach beyond any date that we take."""
    stamps = np.where(days == missing, 0, days).astype("datetime64[D]").astype("datetime64[s]")
    stamps[days == missing] = np.datetime64("NaT")
    return stamps


def _numbers(cells: pd.Series, name: str) -> pd.Series:
    """Numbers where the cell holds one (a cell that does not has been reported)."""
    if name in ("latitude", "longitude"):
        limit = 90.0 if name == "latitude" else 180.0
        degrees = pd.to_numeric(cells.where(cells != ""), errors="coerce").astype("Float64")
        return degrees.where(degrees.abs() <= limit)
    whole = {value: value if is_whole(value) else None for value in cells.unique()}
    return pd.to_numeric(cells.map(whole)).astype("Int64")


def _membership(cells: pd.Series) -> Membership:
    """Split `;` cells into row and code pairs; names in order of how often they occur."""
    codes, uniques = pd.factorize(cells)
    split = [words.split_parties(str(value)) for value in uniques]
    lengths = np.array([len(names) for names in split], dtype=np.int64)
    flat = [name for names in split for name in names]
    flat_codes, names = pd.factorize(np.array(flat, dtype=object))
    starts = np.concatenate(([0], np.cumsum(lengths)))[:-1] if len(lengths) else lengths
    per_row = lengths[codes] if len(codes) else np.array([], dtype=np.int64)
    rows = np.repeat(np.arange(len(codes)), per_row)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(per_row) - per_row, per_row)
    members = flat_codes[np.repeat(starts[codes], per_row) + within] if len(rows) else rows
    return _most_frequent_first(names, rows, members)


def _most_frequent_first(
    names: npt.NDArray[np.object_], rows: npt.NDArray[np.int64], codes: npt.NDArray[np.int64]
) -> Membership:
    counts = np.bincount(codes.astype(np.int64), minlength=len(names))
    order = sorted(range(len(names)), key=lambda i: (-counts[i], str(names[i])))
    rank = np.empty(len(names), dtype=np.int32)
    rank[order] = np.arange(len(names), dtype=np.int32)
    recoded = rank[codes] if len(rows) else np.array([], dtype=np.int32)
    return Membership(tuple(str(names[i]) for i in order), rows.astype(np.int32), recoded)


def _title(path: Path, sources: pd.DataFrame, events: pd.DataFrame) -> str:
    """A title where none was given: that of the only source, else the file's name."""
    used = [source for source in events["source_id"].unique() if source in sources.index]
    if len(used) == 1 and sources.at[used[0], "title"]:
        return str(sources.at[used[0], "title"])
    return path.stem.replace("_", " ").replace("-", " ")
