"""How far the loading of a table is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """A moment of loading: rows so far, the share done (0 to 1, None when unknown), seconds."""

    file: str
    rows: int
    done: float | None
    seconds: float
    stage: str = "Reading"

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds left, as far as can be told."""
        if not self.done or self.seconds <= 0:
            return None
        return self.seconds * (1 - self.done) / self.done


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """Report nothing."""
