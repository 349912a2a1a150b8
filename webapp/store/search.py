"""Finding text in the table, without a second copy of it."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SEARCHED = (
    "title",
    "quote",
    "description",
    "actors",
    "recipients",
    "speaker",
    "speaker_role",
    "place",
    "native_type",
    "source_text",
)
"""Columns that the search box looks in; those that a table lacks are passed over."""

REMEMBERED = 16

Mask = npt.NDArray[np.bool_]


class TextSearch:
    """Search in the text columns of a table, with the last words remembered.

    A column of categories is searched once a category. Arrow's search takes upper for lower case
    (simple case folding) as fast as it compares bytes: some 1.4 GB a second and core.
    """

    def __init__(self, events: pd.DataFrame) -> None:
        self._events = events
        self._lock = threading.Lock()
        self._found: OrderedDict[str, npt.NDArray[np.uint8]] = OrderedDict()

    def find(self, column: str, value: str) -> int | None:
        """The first row that has exactly this text in a column."""
        if not _encodable(value):
            return None
        at = pc.index(_arrow(self._events[column]), pa.scalar(value, _type(self._events[column])))
        return None if at.as_py() < 0 else int(at.as_py())

    def mask(self, word: str) -> Mask:
        """Rows that have a word in one of the searched columns."""
        size = len(self._events)
        with self._lock:
            packed = self._found.get(word)
        if packed is None:
            packed = np.packbits(self._look(word))
            with self._lock:
                self._found[word] = packed
                while len(self._found) > REMEMBERED:
                    self._found.popitem(last=False)
        return np.unpackbits(packed, count=size).astype(bool)

    def _look(self, word: str) -> Mask:
        found = np.zeros(len(self._events), dtype=bool)
        if not _encodable(word):
            return found
        for name in SEARCHED:
            if name in self._events:
                found |= _contains(self._events[name], word)
        return found


def _contains(cells: pd.Series, word: str) -> Mask:
    if isinstance(cells.dtype, pd.CategoricalDtype):
        hits = _contains(pd.Series(cells.cat.categories.astype("str")), word)
        # The last entry answers for code -1, a missing cell.
        return np.append(hits, False)[cells.cat.codes.to_numpy()]
    matched = _matched(_arrow(cells), word.casefold())
    return np.asarray(matched.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def _matched(texts: pa.ChunkedArray, folded: str) -> pa.ChunkedArray:
    """Case folding makes two letters of ß, which the simple folding of the search does not."""
    if "ss" not in folded:
        return pc.match_substring(texts, folded, ignore_case=True)
    pattern = re.escape(folded).replace("ss", "(?:ss|ß)")
    return pc.match_substring_regex(texts, pattern, ignore_case=True)


def _arrow(cells: pd.Series) -> pa.ChunkedArray:
    """The Arrow array behind a column of text, without a copy."""
    array = pa.array(cells.array) if len(cells) else pa.array([], pa.large_string())
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _type(cells: pd.Series) -> pa.DataType:
    return _arrow(cells).type


def _encodable(text: str) -> bool:
    """Whether text can be encoded at all; half a surrogate pair is in no column."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
