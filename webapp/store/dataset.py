"""The table in memory: typed, checked, sorted by time, never changed once made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model.dates import EventDate, parse_date
from webapp.model.problems import Problem
from webapp.model.terms import Terms
from webapp.store.formulas import FORMULA_STARTS as FORMULA_STARTS
from webapp.store.formulas import escape_formula as escape_formula
from webapp.store.formulas import unescape_formula as unescape_formula
from webapp.store.parties import Parties, parties_of
from webapp.store.search import TextSearch
from webapp.store.second import Named, Others, parties_named, second_rows, sources_named
from webapp.store.spans import OPEN_END as OPEN_END
from webapp.store.spans import OPEN_START as OPEN_START
from webapp.store.spans import Spans

CODED = (
    "event_type",
    "claim_status",
    "date_basis",
    "source_id",
    "actors",
    "recipients",
    "speaker",
    "date",
)
"""Columns that are categories in every table; of the others those with few different cells are."""


def most_frequent_first(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Names by how often they occur, then by alphabet."""
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


@dataclass(frozen=True, eq=False)
class Dataset:
    """Events, sources and problems of one version of the files.

    `events` has the columns of the codebook as text and categories, numbers as nullable numbers,
    and the computed `precision`, `approximate`, `quad_class` and `line`. Rows are in time order and
    numbered from 0; `spans` has their days. `reported` tells how many reports each event rests on
    where the table is one of reports.
    """

    name: str
    title: str
    events: pd.DataFrame
    sources: pd.DataFrame
    problems: tuple[Problem, ...]
    version: str
    spans: Spans = field(repr=False)
    terms: Terms = field(default_factory=Terms)
    format: str = "Conflict Timeline"
    left_out: int = 0
    opened: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())
    others: Others = field(default_factory=dict, repr=False)
    """By name of an event that several sources report the cells of its other reports; the first
    one is its row."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    """What other layers have worked out once of this table."""

    def __len__(self) -> int:
        return len(self.events)

    def prepare(self) -> None:
        """Work out what every page needs, so that the first reader does not wait for it."""
        for column in CODED:
            self.values(column)
        _ = self.parties, self.source_names, self.span_totals, self.bounds, self.span

    def find(self, event_id: str) -> int | None:
        """Row number of an event, None where there is none of this name."""
        return self._search.find("event_id", event_id)

    def frame(self, rows: npt.NDArray[np.intp]) -> pd.DataFrame:
        """The given rows of the table of events."""
        return self.events.iloc[rows]

    def records(self, rows: npt.NDArray[np.intp] | list[int]) -> list[dict[str, Any]]:
        """The given rows as plain mappings. All reading of single events goes through here."""
        frame = self.frame(np.asarray(rows, dtype=np.intp))
        return [
            {str(name): value for name, value in record.items()}
            for record in frame.to_dict("records")
        ]

    def record(self, row: int) -> dict[str, Any]:
        """One row as a plain mapping."""
        return self.records([row])[0]

    @property
    def party_names(self) -> tuple[str, ...]:
        """Every party, the most frequent first; last those that only other reports name."""
        return tuple(dict.fromkeys((*self.parties.names, *sorted(self.also_parties))))

    @cached_property
    def source_names(self) -> tuple[str, ...]:
        """Every source_id, the most frequent first."""
        more = dict.fromkeys(self.also_rows, 0)
        return most_frequent_first(more | self.totals("source_id"))

    @cached_property
    def also_rows(self) -> dict[str, npt.NDArray[np.intp]]:
        """By source the rows that it reports too, but that stand under another source."""
        return self._second(sources_named)

    @cached_property
    def also_parties(self) -> dict[str, npt.NDArray[np.intp]]:
        """By party the rows of which another report names it, and the first one does not."""
        return self._second(parties_named)

    def _second(self, named: Named) -> dict[str, npt.NDArray[np.intp]]:
        places = {self.find(name): reports for name, reports in self.others.items()}
        rows = [row for row in places if row is not None]
        return second_rows(rows, self.records(rows), [places[row] for row in rows], named)

    @property
    def columns(self) -> list[str]:
        """Names of the columns of the table of events."""
        return [str(name) for name in self.events.columns]

    @cached_property
    def span_totals(self) -> npt.NDArray[np.intp]:
        """How many events of the whole table have each span."""
        return np.bincount(self.spans.codes, minlength=len(self.spans))

    def totals(self, column: str) -> dict[str, int]:
        """How many events of the whole table have each value of a coded column."""
        values = self.values(column)
        counts = np.bincount(self._codes[column], minlength=len(values))
        return dict(zip(values, counts.tolist(), strict=True))

    def text_mask(self, word: str) -> npt.NDArray[np.bool_]:
        """Rows whose text has a word somewhere, in upper or lower case."""
        return self._search.mask(word)

    @cached_property
    def _search(self) -> TextSearch:
        return TextSearch(self.events)

    def codes(self, column: str) -> npt.NDArray[np.integer]:
        """The category number of each row, for a column of categories."""
        return self._codes[column]

    def values(self, column: str) -> list[str]:
        """The categories of a column. They are the same list each time: not to be changed."""
        if column not in self._values:
            self._values[column] = self.events[column].cat.categories.astype(object).tolist()
        return self._values[column]

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _codes(self) -> dict[str, npt.NDArray[np.integer]]:
        return {name: self.events[name].cat.codes.to_numpy() for name in CODED}

    @cached_property
    def parties(self) -> Parties:
        """Actors and recipients of each event."""
        return parties_of(self.events["actors"], self.events["recipients"])

    @property
    def first_days(self) -> npt.NDArray[np.int64]:
        """First possible day of each event."""
        return self.spans.first[self.spans.codes]

    @property
    def last_days(self) -> npt.NDArray[np.int64]:
        """Last possible day of each event."""
        return self.spans.last[self.spans.codes]

    @cached_property
    def reports(self) -> npt.NDArray[np.int64] | None:
        """How many reports each event rests on; None where the table does not count them."""
        if "reports" not in self.events or not self.events["reports"].notna().any():
            return None
        return self.events["reports"].fillna(1).to_numpy(dtype=np.int64)

    @cached_property
    def bounds(self) -> tuple[int, int] | None:
        """First and last known day, None when there is none."""
        known = np.concatenate([self.spans.first, self.spans.last])
        known = known[(known > OPEN_START) & (known < OPEN_END)]
        return (int(known.min()), int(known.max())) if len(known) else None

    @cached_property
    def span(self) -> str:
        """First to last date in words, no more exact than the dates are."""
        if not len(self):
            return "no dates"
        starts = self.spans.first[self.spans.first > OPEN_START]
        ends = self.spans.last[self.spans.last < OPEN_END]
        first = self._date_at(self.spans.first == starts.min(), 0) if len(starts) else ""
        last = self._date_at(self.spans.last == ends.max(), -1) if len(ends) else ""
        if not first or not last:
            return f"from {first}" if first else f"until {last}" if last else "dates unknown"
        return first if first == last else f"{first} to {last}"

    def _date_at(self, bounding: npt.NDArray[np.bool_], side: int) -> str:
        """The words of the date that bounds the table on one side: the least exact one there is."""
        texts = self.events["date"][bounding[self.spans.codes]].unique()
        dates = [parse_date(str(text).split("/")[side]) for text in texts]
        widest = max(dates, key=lambda date: (date.latest or 0) - (date.earliest or 0))
        return widest.caption.removeprefix("about ").removesuffix(" (uncertain)")

    def date(self, row: int) -> EventDate:
        """The date of a row."""
        return parse_date(str(self.record(row)["date"]))
