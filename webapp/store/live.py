"""The current dataset, reloaded when its files change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from webapp.model.problems import InputError
from webapp.store.dataset import Dataset
from webapp.store.load import LoadOptions, load_tables, read_files
from webapp.store.progress import Progress, Report

Fingerprint = tuple[tuple[int, int, int] | None, ...]
LOOK_AGAIN = 0.5
"""Seconds between two looks at the files, so that a busy page does not ask for each request."""
SETTLED = 0.1
"""Seconds without a change after which a file counts as written: an editor may still be at it."""
AT_ONCE = 20 * 2**20
"""Files up to so many bytes are loaded while whoever asks waits; larger ones in the background."""


class StillLoading(Exception):  # noqa: N818  (it is a state, not an error)
    """There is no dataset yet; `progress` tells how far it is."""

    def __init__(self, progress: Progress) -> None:
        super().__init__("the table is being loaded")
        self.progress = progress


class LoadFailed(Exception):  # noqa: N818
    """The table could not be loaded in the background. The message is for the user."""

    def __init__(self, cause: InputError) -> None:
        super().__init__(str(cause))
        self.cause = cause


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

    def __init__(self, paths: Sequence[Path], options: LoadOptions | None = None) -> None:
        """Raises InputError when small files cannot be read; of large ones `get` tells."""
        self.paths = tuple(paths)
        self.on_swap: Callable[[Dataset, Dataset], None] | None = None
        """Called with the version before and the new one, before the new one is shown."""
        given = options or LoadOptions()
        self._tell = given.progress
        self.options = replace(given, progress=self._told)
        self._progress = Progress(self.paths[0].name, 0, None, 0.0)
        self._lock = threading.Lock()
        self._seen: Fingerprint = ()
        self._current: Current | None = None
        self._failed: InputError | None = None
        self._looked = time.monotonic()
        self._ready = threading.Event()
        if self.is_large:
            threading.Thread(target=self._load_first, daemon=True).start()
        else:
            self._seen = self._fingerprint()
            self._set(Current(load_tables(self.paths, self.options)))

    @property
    def is_large(self) -> bool:
        """Whether loading takes long enough to be done in the background."""
        sizes = (stamp[1] for stamp in map(_stamp, self.paths) if stamp)
        return sum(sizes) > AT_ONCE

    @property
    def progress(self) -> Progress:
        """How far loading is."""
        return self._progress

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is a dataset, or it is known that there will be none."""
        return self._ready.wait(seconds)

    def get(self) -> Current:
        """The current dataset. One thread reloads; the others get the one before meanwhile.

        Raises StillLoading or LoadFailed while there is none.
        """
        if self._current is None:
            if self._failed is not None:
                raise LoadFailed(self._failed)
            raise StillLoading(self._progress)
        if time.monotonic() - self._looked >= LOOK_AGAIN and self._lock.acquire(blocking=False):
            if self.is_large:
                threading.Thread(target=self._look_and_release, daemon=True).start()
            else:
                self._look_and_release()
        return self._current

    def _load_first(self) -> None:
        """Load in the background. What changes meanwhile is seen by the first look."""
        self._seen = self._fingerprint()
        try:
            self._set(Current(load_tables(self.paths, self.options)))
        except InputError as error:
            self._failed = error
        except MemoryError:
            self._failed = InputError("The table does not fit into the memory of this computer.")
        finally:
            self._ready.set()

    def _set(self, loaded: Current) -> None:
        loaded.dataset.prepare()
        before = self._current.dataset if self._current is not None else None
        if self.on_swap and before is not None and loaded.dataset.version != before.version:
            self.on_swap(before, loaded.dataset)
        self._current = loaded
        self._ready.set()

    def _told(self, progress: Progress) -> None:
        self._progress = progress
        self._tell(progress)

    def _look_and_release(self) -> None:
        try:
            self._look()
        finally:
            self._looked = time.monotonic()
            self._lock.release()

    def _look(self) -> None:
        found = self._fingerprint()
        if found != self._seen and self._settled(found):
            loaded = self._reload()
            if self._fingerprint() == found:
                self._set(loaded)
                self._seen = found

    def _settled(self, found: Fingerprint) -> bool:
        """Whether the files rest: they stay as they were found for a moment.

        Their age does not tell, a file that is being emptied has its old time for a while.
        """
        time.sleep(SETTLED)
        return self._fingerprint() == found

    def _reload(self) -> Current:
        before = self._current
        if before is None:
            raise RuntimeError("a table is reloaded only after it has been loaded")
        try:
            return Current(load_tables(self.paths, self.options))
        except InputError as error:
            return Current(before.dataset, str(error))

    def _fingerprint(self) -> Fingerprint:
        """Time, size and number of every file; None for one that is not there."""
        return tuple(_stamp(path) for path in read_files(self.paths, self.options))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


__all__ = ["Current", "LiveDataset", "LoadFailed", "Report", "StillLoading"]
