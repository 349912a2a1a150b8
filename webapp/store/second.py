"""Events that several sources report: what the reports in the second place add to their row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from webapp.model.vocabulary import split_parties

Cells = Mapping[str, str]
Others = Mapping[str, tuple[Cells, ...]]
"""By name of an event the cells of its other reports."""
Rows = npt.NDArray[np.intp]
Named = Callable[[Mapping[str, Any]], Iterable[str]]


def sources_named(cells: Mapping[str, Any]) -> tuple[str, ...]:
    """The source of a report."""
    return (str(cells["source_id"]),)


def parties_named(cells: Mapping[str, Any]) -> tuple[str, ...]:
    """The parties of a report, whatever their side."""
    sides = (str(cells.get(name) or "") for name in ("actors", "recipients"))
    return tuple(name for side in sides for name in split_parties(side))


def second_rows(
    rows: Sequence[int],
    events: Sequence[Mapping[str, Any]],
    others: Sequence[Sequence[Cells]],
    named: Named,
) -> dict[str, Rows]:
    """By value the rows of which only another report has it. `events` are the cells of `rows`, and
    `others` their other reports."""
    found: dict[str, list[int]] = {}
    for row, event, reports in zip(rows, events, others, strict=True):
        own = set(named(event))
        for value in dict.fromkeys(value for report in reports for value in named(report)):
            if value not in own:
                found.setdefault(value, []).append(row)
    return {value: np.array(sorted(held), dtype=np.intp) for value, held in found.items()}
