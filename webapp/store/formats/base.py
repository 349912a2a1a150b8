"""What a format is: how it is recognised, and how its rows become rows of the codebook.

A format sees text cells only, whatever kind of file they come from, and a batch of rows at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from webapp.model.problems import Problem
from webapp.model.terms import Terms


@dataclass(frozen=True)
class Head:
    """The beginning of a table, by which its format is recognised.

    `names` are the cells of the first row, stripped; `sample` are the cells of the first rows, the
    first one included (it is a row of data where a format has no header). `kind` is what the file
    is: `csv` (any separated text), `excel` or `parquet`; `separator` is that of a text file.
    """

    names: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    kind: str = "csv"
    separator: str = ","


@dataclass(frozen=True)
class Converted:
    """A batch of rows in the columns of the codebook.

    `events` are text cells indexed by the line of each row: the columns of EVENT_COLUMNS and
    NATIVE_COLUMNS (both in webapp.model.columns) that the format fills, and after them every native
    column that is not wholly told by these, under its own name. `sources` are rows of sources.csv
    (missing columns are empty) by `source_id`; the first row given for an id stays. A row that
    cannot become an event is left out of `events` and has a problem of severity `error`.
    """

    events: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Format:
    """One format.

    `recognise` answers from the head alone. `convert` takes the file's name (for problems) and the
    text cells of a batch, indexed by line, with the header's names as columns, or with `headless`
    where the file has no header. `lenient_header`: names of columns by which to mend the header of
    a file, from the head; used before `convert` (None leaves it). With `grouped`, rows that have
    the same `event_id` are reports of one event: the first stays, `reports` are added up, and
    `native_id` and `source_text` are joined. Where a format is not `quoted`, a quotation mark in
    tab-separated text is a character like any other and does not hold a cell together.
    """

    key: str
    label: str
    terms: Terms
    recognise: Callable[[Head], bool]
    convert: Callable[[str, pd.DataFrame], Converted]
    headless: Callable[[Head], tuple[str, ...] | None] = lambda head: None
    lenient_header: Callable[[Head], tuple[str, ...] | None] = lambda head: None
    grouped: bool = False
    quoted: bool = True
