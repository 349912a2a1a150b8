"""Problems of a large table: all are counted, the first of each kind are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from webapp.model.problems import Problem

MOST_OF_A_KIND = 1000
"""Problems kept for one file, column and severity: a wrong column has one in every row."""


@dataclass
class ProblemList:
    """Problems as they are found. `left_out` counts rows that are not in the table."""

    kept: list[Problem] = field(default_factory=list)
    left_out: int = 0
    _counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take problems. Several errors of one row leave out one row; a call has whole rows."""
        bad = set()
        for problem in problems:
            kind = (problem.file, problem.column, problem.severity)
            self._counts[kind] += 1
            if self._counts[kind] <= MOST_OF_A_KIND:
                self.kept.append(problem)
            if problem.severity == "error" and problem.row:
                bad.add((problem.file, problem.row))
        self.left_out += len(bad)

    def closed(self) -> tuple[Problem, ...]:
        """What was kept, by file and row, and for each kind how many more there are."""
        more = [
            Problem(
                file,
                0,
                column,
                "",
                f"{count - MOST_OF_A_KIND:,} more problems of this column are not listed",
                "warning",
            )
            for (file, column, _), count in self._counts.items()
            if count > MOST_OF_A_KIND
        ]
        return (*sorted(self.kept, key=lambda problem: problem.row), *more)
