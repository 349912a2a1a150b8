"""Spans of days: the time of many events in few numbers.

A table of a million events has some ten thousand different spans of days. What concerns time alone
(windows, the time scale, counts by bin) is worked out on the spans, not on the events.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

OPEN_START = -(2**40)
OPEN_END = 2**40
"""Day numbers that stand for an open end: before and after every date."""

Days = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Spans:
    """The different spans of a table in time order, and for each row the number of its own.

    `first` and `last` are days (inclusive), each pair once, ascending by both. `codes` never
    descends, since the rows of a table are in time order.
    """

    first: Days
    last: Days
    codes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.first)

    def window(self, first: int | None, last: int | None) -> Mask:
        """Which spans overlap the days `first` to `last` (None: without end)."""
        found = np.ones(len(self), dtype=bool)
        if first is not None:
            found &= self.last >= first
        if last is not None:
            found &= self.first <= last
        return found

    def beyond(self, first: int | None, last: int | None) -> Mask:
        """Which spans reach out of the days `first` to `last`."""
        found = np.zeros(len(self), dtype=bool)
        if first is not None:
            found |= self.first < first
        if last is not None:
            found |= self.last > last
        return found


def spans_of(first: Days, last: Days) -> Spans:
    """The spans of rows in time order. `first` and `last` are the days of each row."""
    if not len(first):
        return Spans(first, last, np.zeros(0, dtype=np.int32))
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Spans(first[new], last[new], (np.cumsum(new) - 1).astype(np.int32))
