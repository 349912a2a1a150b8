"""Rows with the same identifier: a mistake in a table of events, the rule in a table of reports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from webapp.model.problems import Problem
from webapp.store.problemlist import ProblemList

JOINED = ("native_id", "source_text")
Order = npt.NDArray[np.intp]
Chunks = dict[str, list[pa.Array]]


@dataclass(frozen=True)
class Duplicates:
    """Rows whose identifier occurs more than once: their numbers, and for each the first such."""

    rows: Order
    firsts: Order
    total: int

    @classmethod
    def of(cls, ids: pa.ChunkedArray) -> Duplicates:
        """The duplicates of a column of identifiers.

        By hash first, so that no table of all the identifiers is made; then by the texts.
        """
        hashes = np.concatenate(
            [_hash(chunk) for chunk in ids.chunks] or [np.zeros(0, dtype=np.uint64)]
        )
        ordered = np.sort(hashes)
        repeated = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if not len(repeated):
            none = np.zeros(0, dtype=np.intp)
            return cls(none, none, len(hashes))
        rows = np.flatnonzero(np.isin(hashes, repeated))
        # The texts decide: two of them may have the same hash.
        codes, names = pd.factorize(np.asarray(_taken(ids.chunks, rows), dtype=object))
        firsts = np.full(len(names), len(hashes), dtype=np.intp)
        np.minimum.at(firsts, codes, rows)
        return cls(rows, firsts[codes], len(hashes))

    @property
    def later(self) -> npt.NDArray[np.bool_]:
        """Which of `rows` are not the first with their identifier."""
        different: npt.NDArray[np.bool_] = self.rows != self.firsts
        return different


def _hash(chunk: pa.Array) -> npt.NDArray[np.uint64]:
    plain = chunk.dictionary_decode() if pa.types.is_dictionary(chunk.type) else chunk
    texts = np.asarray(plain.to_numpy(zero_copy_only=False), dtype=object)
    return pd.util.hash_array(texts, categorize=False)


def _taken(chunks: list[pa.Array], rows: Order) -> list[str]:
    """The texts of some rows of a chunked column."""
    if not chunks:
        return []
    plain = [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in chunks]
    return [str(text) for text in pa.chunked_array(plain).take(pa.array(rows)).to_pylist()]


def settle(
    duplicates: Duplicates, chunks: Chunks, problems: ProblemList, grouped: bool
) -> Order | None:
    """The rows to keep, None for all.

    With `grouped` the first row of each identifier speaks for all of them: `reports` is their sum,
    `native_id` and `source_text` are joined. Otherwise the later ones are errors.
    """
    if not len(duplicates.rows):
        return None
    if grouped:
        _sum_reports(duplicates, chunks)
        for name in JOINED:
            if name in chunks:
                _join(duplicates, chunks, name)
    else:
        problems.extend(_repeated(duplicates, chunks))
    keep = np.ones(duplicates.total, dtype=bool)
    keep[duplicates.rows[duplicates.later]] = False
    return np.flatnonzero(keep)


def _repeated(duplicates: Duplicates, chunks: Chunks) -> list[Problem]:
    """One error for each row whose identifier an earlier row has."""
    later, firsts = duplicates.rows[duplicates.later], duplicates.firsts[duplicates.later]
    lines = pa.chunked_array(chunks["line"]).to_numpy()
    files, first_files = _taken(chunks["file"], later), _taken(chunks["file"], firsts)
    found = []
    columns = zip(later, firsts, files, first_files, _taken(chunks["event_id"], later), strict=True)
    for row, first, file, first_file, event_id in columns:
        where = f"line {lines[first]}" + (f" of {first_file}" if first_file != file else "")
        message = f"stands in {where} already; each event needs its own identifier"
        found.append(Problem(file, int(lines[row]), "event_id", event_id, message))
    return found


def _sum_reports(duplicates: Duplicates, chunks: Chunks) -> None:
    if "reports" in chunks:
        reports = pa.chunked_array(chunks["reports"]).fill_null(1).to_numpy().copy()
    else:
        reports = np.ones(duplicates.total, dtype=np.int64)
    later = duplicates.later
    np.add.at(reports, duplicates.firsts[later], reports[duplicates.rows[later]])
    chunks["reports"] = [pa.array(reports)]


def _join(duplicates: Duplicates, chunks: Chunks, name: str) -> None:
    """Each first row gets the different texts of all rows with its identifier."""
    texts = pd.Series(_taken(chunks[name], duplicates.rows), dtype=object)
    joined = texts.groupby(duplicates.firsts).agg(
        lambda cells: ";".join(dict.fromkeys(cell for cell in cells if cell))
    )
    plain = [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in chunks[name]]
    whole = pa.chunked_array(plain, pa.large_string()).combine_chunks()
    mask = np.zeros(duplicates.total, dtype=bool)
    mask[joined.index.to_numpy()] = True
    replaced = pc.replace_with_mask(
        whole, pa.array(mask), pa.array(joined.to_list(), pa.large_string())
    )
    chunks[name] = [replaced]
