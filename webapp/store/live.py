"""The current dataset, reloaded when its files change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from webapp.model.problems import InputError
from webapp.store.csvfile import MAX_BYTES
from webapp.store.dataset import Dataset
from webapp.store.load import load_dataset

Fingerprint = tuple[tuple[int, int, int] | None, ...]
LOOK_AGAIN = 0.5
"""Seconds between two looks at the files, so that a busy page does not ask for each request."""
SETTLED = 0.1
"""Seconds without a change after which a file counts as written: an editor may still be at it."""


@dataclass(frozen=True)
class Current:
    """A dataset and, when the files have since become unreadable, why it is not the newest."""

    dataset: Dataset
    stale: str = ""


class LiveDataset:
    """Holds one dataset and swaps in a new one when a file changes.

    When the new version cannot be read, the last good one stays. A version that changes while it is
    being read is half written; it is not shown, the next look comes back to it.
    """

    def __init__(
        self, events: Path, sources: Path, title: str = "", max_bytes: int = MAX_BYTES
    ) -> None:
        self.events, self.sources, self.title, self.max_bytes = events, sources, title, max_bytes
        self._lock = threading.Lock()
        self._seen = self._fingerprint()
        self._current = Current(load_dataset(events, sources, title, max_bytes))
        self._looked = time.monotonic()

    def get(self) -> Current:
        """The current dataset. One thread reloads; the others get the one before meanwhile."""
        if time.monotonic() - self._looked >= LOOK_AGAIN and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._current

    def _look(self) -> None:
        found = self._fingerprint()
        if found != self._seen and self._settled(found):
            loaded = self._reload()
            if self._fingerprint() == found:
                self._current, self._seen = loaded, found
        self._looked = time.monotonic()

    def _settled(self, found: Fingerprint) -> bool:
        """Whether the files rest: they stay as they were found for a moment.

        Their age does not tell, a file that is being emptied has its old time for a while.
        """
        time.sleep(SETTLED)
        return self._fingerprint() == found

    def _reload(self) -> Current:
        try:
            return Current(load_dataset(self.events, self.sources, self.title, self.max_bytes))
        except InputError as error:
            return Current(self._current.dataset, str(error))

    def _fingerprint(self) -> Fingerprint:
        """Time, size and number of both files; None for one that is not there."""
        return tuple(_stamp(path) for path in (self.events, self.sources))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
