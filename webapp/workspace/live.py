"""The accepted events of a workspace as the table that the timeline shows, always the newest."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from webapp.model.columns import EVENT_NAMES, SOURCE_NAMES
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import Problem
from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.store import numbers
from webapp.store.build import TableBuilder
from webapp.store.checks import is_whole
from webapp.store.dataset import Dataset
from webapp.store.formats.base import Converted
from webapp.store.live import Current
from webapp.store.progress import Progress
from webapp.store.sources import row_problems
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.cells import dumps
from webapp.workspace.showing import Reports, Shown
from webapp.workspace.store import Workspace

NAME = "workspace"
TITLE = "Your articles"
ALSO = "Also reported by "
"""What begins the words on the other reports of an event."""
DIFFERING = ("date", "event_type", "actors", "recipients", "place", "fatalities")
"""What the reports of an event may tell differently."""
Row = dict[str, str]


@dataclass(frozen=True)
class _Held:
    """One version: what it was made of, and all reports of an event by the name of each."""

    revision: int
    current: Current
    reports: Mapping[str, Reports]


class LiveWorkspace:
    """Serves the timeline of a workspace. Whoever asks after a decision gets a table with it.

    Where the workspace cannot be read for a while, the last table stays, with the reason. It has
    what `webapp.web.opening.Live` asks for.
    """

    def __init__(self, workspace: Workspace, title: str = "") -> None:
        """Raises WorkspaceError when the workspace cannot be read."""
        self.workspace = workspace
        self.paths: tuple[Path, ...] = (Path(workspace.database.label),)
        self.on_swap: Callable[[Dataset, Dataset], None] | None = None
        self._title = title
        self._lock = threading.Lock()
        self._held = self._made(workspace.shown())

    @property
    def progress(self) -> Progress:
        """All is done: there is always a table."""
        return Progress(NAME, len(self._held.current.dataset), 1.0, 0.0)

    def wait(self, seconds: float | None = None) -> bool:
        """There is always a table."""
        return True

    def get(self) -> Current:
        """The table as the workspace is now."""
        try:
            if self.workspace.revision() != self._held.revision:
                self._renew()
        except WorkspaceError as error:
            return Current(self._held.current.dataset, str(error))
        return self._held.current

    def reports_of(self, event_id: str) -> Reports:
        """All reports of an event of the table that `get` gave last, the one that it shows in
        front; `event_id` may be that of any of them. Empty where it is not on the timeline."""
        return self._held.reports.get(event_id, ())

    def event_of(self, event_id: str) -> str:
        """The name under which an event is on the timeline; that of another report leads to it,
        so that its address goes on to work. Empty where it is not on the timeline."""
        reports = self.reports_of(event_id)
        return reports[0].fields["event_id"] if reports else ""

    def _renew(self) -> None:
        """Only one reader makes the new table; the others wait, so that all see the decision."""
        with self._lock:
            held = self._held
            revision, shown = self.workspace.shown_since(held.revision)
            if shown is not None:
                self._held = self._made(shown, held.current.dataset)
            elif revision != held.revision:
                self._held = replace(held, revision=revision)

    def _made(self, shown: Shown, before: Dataset | None = None) -> _Held:
        """The version of a moment. Where nothing that is shown has changed, the table stays, and
        with it what was worked out of it."""
        names, cited = _names(shown), _cited(shown)
        rows = [_row(reports, names, cited) for reports in shown.events]
        title = self._title or shown.name or _title(shown)
        version = _version(rows, shown, title)
        reports = {item.fields["event_id"]: event for event in shown.events for item in event}
        if before is not None and before.version == version:
            return _Held(shown.revision, Current(before), reports)
        dataset = replace(_dataset(rows, shown, title, version), others=_others(shown))
        dataset.prepare()
        if self.on_swap and before is not None:
            self.on_swap(before, dataset)
        return _Held(shown.revision, Current(dataset), reports)


def _title(shown: Shown) -> str:
    """The title of the only article, or that of all."""
    only = next(iter(shown.articles.values())) if len(shown.articles) == 1 else ""
    return only or TITLE


def _names(shown: Shown) -> dict[str, str]:
    """What to call each article: its publisher, else its title."""
    publishers = shown.sources.set_index("source_id")["publisher"].to_dict()
    return {name: publishers.get(name) or title or name for name, title in shown.articles.items()}


def _cited(shown: Shown) -> dict[str, str]:
    """Each article as one cites it in a line: `The Paper, “Talks begin”, 13 March 2022, https://…`"""
    rows = shown.sources.set_index("source_id").to_dict("index")
    return {
        name: _citation({str(k): str(v) for k, v in rows.get(name, {}).items()}, title or name)
        for name, title in shown.articles.items()
    }


def _citation(row: Row, title: str) -> str:
    parts = (row.get("authors", "").replace(";", ", "), row.get("publisher", ""), f"“{title}”")
    more = (_day(row.get("published", "")), row.get("url", ""))
    return ", ".join(part for part in (*parts, *more) if part)


def _day(text: str) -> str:
    try:
        return parse_date(text).caption if text else ""
    except DateError:
        return text


def _row(reports: Reports, names: Mapping[str, str], cited: Mapping[str, str]) -> Row:
    """An event with its number of reports, who they are from and what they are called, where there
    are several."""
    first = {**reports[0].fields, "source_id": reports[0].article_id}
    if len(reports) == 1:
        return first
    tellers = "; ".join(dict.fromkeys(names[item.article_id] for item in reports))
    called = ";".join(item.fields["event_id"] for item in reports)
    told = {"source_text": tellers, "native_id": called}
    said = [first.get("description", ""), *(_also(item, first, cited) for item in reports[1:])]
    more = {"reports": str(sum(map(_count, reports))), "description": "\n".join(filter(None, said))}
    return told | first | more


def _others(shown: Shown) -> dict[str, tuple[Row, ...]]:
    """By name of an event the cells of its other reports."""
    return {
        first.fields["event_id"]: tuple(map(_cells_of, others))
        for first, *others in shown.events
        if others
    }


def _cells_of(item: Item) -> Row:
    """The cells of a report that is no row. As in a row, a cell that should hold a number and does
    not is an empty one: whoever reads it relies on that."""
    told = {name: cell for name, cell in item.fields.items() if numbers.is_kept(cell, name)}
    return dict.fromkeys(EVENT_NAMES, "") | told | {"source_id": item.article_id}


def _also(item: Item, first: Mapping[str, str], cited: Mapping[str, str]) -> str:
    """Another report of an event in words: searched, and in every export, as the first one is. What
    it tells otherwise than the first is said, as the panel does."""
    fields = item.fields
    quote = f": “{fields['quote']}”" if fields.get("quote") else ""
    told = [
        _in_words(name, value)
        for name in DIFFERING
        if (value := fields.get(name, "")) and value != first.get(name, "")
    ]
    differs = f" It differs: {', '.join(told)}." if told else ""
    return f"{ALSO}{cited[item.article_id]} – {fields.get('title', '')}{quote}{differs}"


def _in_words(name: str, value: str) -> str:
    """`date 13 March 2022`, `type Attack`, `actors Ukraine and Russia`."""
    if name == "date":
        return f"date {_day(value)}"
    if name == "event_type":
        return f"type {TYPE_BY_CODE[value].label if value in TYPE_BY_CODE else value}"
    return f"{name} {value.replace(';', ' and ')}"


def _count(item: Item) -> int:
    """How many reports an item stands for: an imported one may tell."""
    told = item.fields.get("reports", "")
    return int(told) if is_whole(told) else 1


def _version(rows: Iterable[Row], shown: Shown, title: str) -> str:
    """What decides what is shown, in short."""
    digest = hashlib.sha256(dumps([title, *shown.articles]).encode())
    others = (report for reports in _others(shown).values() for report in reports)
    for row in (*rows, *others, *shown.sources.to_dict("records")):
        digest.update(dumps(row).encode() + b"\n")
    return digest.hexdigest()[:16]


def _dataset(rows: list[Row], shown: Shown, title: str, version: str) -> Dataset:
    """Rows through the checks that a file goes through. A source without a description is none of
    the reader's making, so that nothing is said of it."""
    builder = TableBuilder(set(shown.articles))
    if rows:
        builder.add(NAME, Converted(_cells(rows)))
    builder.problems.extend(_source_problems(shown.sources))
    events, spans = builder.finish()
    return Dataset(
        NAME,
        title,
        events,
        shown.sources.set_index("source_id", drop=False),
        builder.problems.closed(),
        version,
        spans,
        left_out=builder.problems.left_out,
    )


def _cells(rows: list[Row]) -> pd.DataFrame:
    names = dict.fromkeys((*EVENT_NAMES, *(name for row in rows for name in row)))
    cells = {name: [row.get(name, "") for row in rows] for name in names}
    return pd.DataFrame(cells, index=range(1, len(rows) + 1), dtype="str")


def _source_problems(sources: pd.DataFrame) -> Iterable[Problem]:
    for line, row in enumerate(sources[list(SOURCE_NAMES)].to_dict("records"), 1):
        yield from row_problems(NAME, line, {str(k): str(v) for k, v in row.items()}, set())
