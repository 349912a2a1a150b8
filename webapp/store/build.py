"""From batches of text cells to a typed table: codes for what repeats, Arrow text for the rest.

A batch is checked and packed as it comes, so that the text of a file is never held as Python
objects as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from webapp.model import vocabulary as words
from webapp.model.columns import EVENT_NAMES
from webapp.model.dates import PRECISIONS, parse_date
from webapp.store import numbers
from webapp.store.checks import check_events
from webapp.store.dataset import CODED
from webapp.store.formats.base import Converted
from webapp.store.grouping import Duplicates, settle
from webapp.store.problemlist import ProblemList
from webapp.store.spans import OPEN_END, OPEN_START, Spans, spans_of

FEW = 0.5
"""A column is one of categories when it has at most this many different cells a row."""

COMPUTED = ("precision", "approximate", "quad_class", "file", "line")
"""Columns that loading adds to the table of events; no column of a file."""

VOCABULARY = {
    "event_type": tuple(words.TYPE_BY_CODE),
    "claim_status": tuple(words.STATUS_BY_CODE),
    "date_basis": tuple(words.BASIS_BY_CODE),
}
TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
Order = npt.NDArray[np.intp]


@dataclass
class TableBuilder:
    """Takes batches, gives the typed table.

    `sources` are the known source ids; a source that is not among them is named once.
    """

    sources: set[str]
    grouped: bool = False
    problems: ProblemList = field(default_factory=ProblemList)
    rows: int = 0
    _chunks: dict[str, list[pa.Array]] = field(default_factory=dict)
    _sizes: list[int] = field(default_factory=list)

    def add(self, file: str, batch: Converted) -> None:
        """Check a batch and keep its good rows."""
        cells = complete(batch.events)
        found = check_events(file, cells, self.sources, unique=False)
        self.sources |= {p.value for p in found if p.column == "source_id"}
        # A row may have been found wanting by its format and by the codebook: said once for each.
        self.problems.extend([*batch.problems, *found])
        bad = {problem.row for problem in found if problem.severity == "error"}
        good = cells[~cells.index.isin(bad)] if bad else cells
        self.keep(file, good)

    def keep(self, file: str, cells: pd.DataFrame) -> None:
        """Keep rows that are known to be good."""
        packed = {str(name): _pack(cells[name]) for name in cells}
        packed |= {name: _pack_number(cells[name], name) for name in numbers.NAMES if name in cells}
        packed["file"] = _pack(pd.Series([file], dtype=TEXT).repeat(len(cells)))
        packed["line"] = pa.array(cells.index.to_numpy(dtype=np.int64))
        for name, array in packed.items():
            chunks = self._chunks.setdefault(name, [])
            # A column that earlier batches lacked is empty there.
            chunks += [_blank(name, size) for size in self._sizes[len(chunks) :]]
            chunks.append(array)
        for name in self._chunks.keys() - packed.keys():
            self._chunks[name].append(_blank(name, len(cells)))
        self._sizes.append(len(cells))
        self.rows += len(cells)

    @property
    def nbytes(self) -> int:
        """Bytes held so far."""
        return sum(array.nbytes for chunks in self._chunks.values() for array in chunks)

    def finish(self) -> tuple[pd.DataFrame, Spans]:
        """The table in time order and its spans. Repeated identifiers are grouped or left out."""
        if not self._chunks:
            self.keep("", complete(pd.DataFrame({"event_id": pd.Series(dtype=TEXT)})))
        ids = pa.chunked_array(self._chunks["event_id"])
        duplicates = Duplicates.of(ids)
        kept = settle(duplicates, self._chunks, self.problems, self.grouped)
        dates = _dates(_categories(self._chunks["date"], ()))
        order = self._order(dates, kept)
        frame = {"event_id": _column("event_id", self._chunks.pop("event_id"), order)}
        for name in (*EVENT_NAMES, *list(self._chunks)):
            if name in self._chunks:
                frame[name] = _column(name, self._chunks.pop(name), order)
        frame["line"] = frame["line"].astype(np.int64)
        events = pd.DataFrame(frame)
        spans = dates.spans(events["date"])
        return _computed(events, dates), spans

    def _order(self, dates: _Dates, kept: Order | None) -> Order:
        """Rows by time, then in the order of the source."""
        rank = dates.rank[_category_codes(self._chunks["date"], dates.texts)]
        order: Order = np.arange(len(rank)) if kept is None else kept
        starts = pa.chunked_array(self._chunks["quote_start"])
        if starts.null_count < len(starts):
            offsets = starts.fill_null(0).to_numpy()
            sources = _categories(self._chunks["source_id"], ())
            codes = sources.codes
            first_seen = np.full(len(sources.categories) + 1, len(codes))
            np.minimum.at(first_seen, codes, np.arange(len(codes)))
            order = order[np.lexsort((offsets[order], first_seen[codes[order]]))]
        return order[np.argsort(rank[order], kind="stable")]


@dataclass(frozen=True)
class _Dates:
    """The different dates of a table: texts, days, and their rank in time."""

    texts: list[str]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    rank: npt.NDArray[np.int64]

    def spans(self, cells: pd.Series) -> Spans:
        """The spans of date cells in time order. Their categories are `texts`."""
        codes = cells.cat.codes.to_numpy()
        return spans_of(self.first[codes], self.last[codes])


def _dates(cells: pd.Categorical) -> _Dates:
    texts = [str(text) for text in cells.categories]
    parsed = [parse_date(text) for text in texts]
    first = np.array(
        [OPEN_START if d.earliest is None else d.earliest for d in parsed], dtype=np.int64
    )
    last = np.array([OPEN_END if d.latest is None else d.latest for d in parsed], dtype=np.int64)
    order = np.lexsort((last, first))
    steps = np.ones(len(order), dtype=np.int64)
    steps[1:] = (np.diff(first[order]) != 0) | (np.diff(last[order]) != 0)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.cumsum(steps)
    return _Dates(texts, first, last, rank)


def complete(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with every column of the codebook; extra ones that clash with ours renamed."""
    clash = {name: f"{name} (file)" for name in cells if name in COMPUTED}
    cells = cells.rename(columns=clash) if clash else cells
    absent = {name: "" for name in EVENT_NAMES if name not in cells}
    return cells.assign(**absent).astype(TEXT) if absent else cells


def _pack(cells: pd.Series) -> pa.Array:
    """Text as Arrow: with a dictionary where cells repeat."""
    array = pa.array(cells.array, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    array = array.cast(pa.large_string()).fill_null("")
    if cells.name == "event_id":
        return array
    encoded = array.dictionary_encode()
    few = len(encoded.dictionary) <= max(1, FEW * len(array))
    return encoded if few or cells.name in CODED else array


def _pack_number(cells: pd.Series, name: str) -> pa.Array:
    return pa.array(numbers.parse(cells, name), from_pandas=True)


def _blank(name: str, size: int) -> pa.Array:
    if name in numbers.NAMES:
        return pa.nulls(size, pa.float64() if name in numbers.DEGREES else pa.int64())
    empty = pa.array([""], pa.large_string())
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), empty)


def _column(name: str, chunks: list[pa.Array], order: Order) -> pd.Series:
    """One finished column: its chunks joined and brought into order."""
    if name in numbers.NAMES:
        return numbers.narrow(pa.chunked_array(chunks).take(pa.array(order)), name)
    if name == "line":
        return pd.Series(pa.chunked_array(chunks).to_numpy()[order])
    if name in CODED or (name != "event_id" and _few(chunks)):
        cells = _categories(chunks, VOCABULARY.get(name, ()))
        return pd.Series(cells.take(order))
    text = pa.chunked_array([_plain(chunk) for chunk in chunks], pa.large_string())
    # One chunk, so that a row is found without a search through the chunks.
    joined = pa.chunked_array([text.combine_chunks().take(pa.array(order))], pa.large_string())
    return numbers.from_arrow(TEXT, joined)


def _few(chunks: Iterable[pa.Array]) -> bool:
    """Whether a column has few different cells: in every batch, and all together."""
    held = list(chunks)
    if not all(pa.types.is_dictionary(chunk.type) for chunk in held):
        return False
    distinct = pc.count_distinct(pa.chunked_array([chunk.dictionary for chunk in held])).as_py()
    return bool(distinct <= max(1, FEW * sum(len(chunk) for chunk in held)))


def _plain(chunk: pa.Array) -> pa.Array:
    return chunk.dictionary_decode() if pa.types.is_dictionary(chunk.type) else chunk


def _encoded(chunk: pa.Array) -> pa.Array:
    return chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()


def _categories(chunks: list[pa.Array], fixed: tuple[str, ...]) -> pd.Categorical:
    """The chunks of a coded column as one, with `fixed` categories or those that occur."""
    encoded = [_encoded(chunk) for chunk in chunks]
    unified = pa.chunked_array(encoded).unify_dictionaries()
    values = [str(value) for value in unified.chunk(0).dictionary.to_pylist()]
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in unified.chunks])
    if not fixed:
        return category(codes, values)
    place = {value: number for number, value in enumerate(fixed)}
    lookup = np.array([place.get(value, -1) for value in values], dtype=np.int64)
    return category(lookup[codes] if len(codes) else codes, fixed)


def category(codes: npt.NDArray[np.integer], values: Sequence[str]) -> pd.Categorical:
    """Cells by the number of their category."""
    cells: pd.Categorical = pd.Categorical.from_codes(codes, pd.Index(list(values), dtype=TEXT))
    return cells


def _category_codes(chunks: list[pa.Array], texts: list[str]) -> npt.NDArray[np.integer]:
    cells = _categories(chunks, ())
    if list(cells.categories) != texts:
        raise ValueError("the categories of a column changed while the table was built")
    return cells.codes


def _computed(events: pd.DataFrame, dates: _Dates) -> pd.DataFrame:
    """The table with what follows from type and date."""
    parsed = [parse_date(text) for text in dates.texts]
    codes = events["date"].cat.codes.to_numpy()
    precision = np.array([PRECISIONS.index(date.precision) for date in parsed], dtype=np.int8)
    approximate = np.array([date.approximate for date in parsed], dtype=bool)
    quads = list(words.QUAD_BY_KEY)
    kinds = [words.TYPE_BY_CODE[code].quad_class for code in VOCABULARY["event_type"]]
    quad = np.array([quads.index(key) for key in kinds], dtype=np.int8)
    return events.assign(
        precision=category(precision[codes], PRECISIONS),
        approximate=approximate[codes],
        quad_class=category(quad[events["event_type"].cat.codes.to_numpy()], quads),
    )
