"""Opening what the settings name: files, or a folder of parts, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from webapp.model.problems import InputError
from webapp.query.cluster import ClusterRunner
from webapp.query.parts import HereRunner, PartedDataset, Runner
from webapp.store.dataset import Dataset
from webapp.store.live import Current, LiveDataset
from webapp.store.parts import MANIFEST, is_parted, read_manifest
from webapp.store.progress import Progress, Report, silent
from webapp.web.config import load_options


class Live(Protocol):
    """What serves the current dataset."""

    paths: tuple[Path, ...]
    on_swap: Callable[[Dataset, Dataset], None] | None

    @property
    def progress(self) -> Progress:
        """How far loading is."""

    def get(self) -> Current:
        """The current dataset."""

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until there is one, or it is known that there will be none."""


class LiveParts:
    """A folder of parts, read anew when its manifest is replaced."""

    def __init__(self, folder: Path, runner: Runner) -> None:
        """Raises InputError when the folder cannot be read."""
        self.paths: tuple[Path, ...] = (folder,)
        self.on_swap: Callable[[Dataset, Dataset], None] | None = None
        self._runner = runner
        self._seen = self._stamp()
        self._dataset = PartedDataset(read_manifest(folder), runner)

    @property
    def progress(self) -> Progress:
        """All is done: nothing is loaded beforehand."""
        return Progress(self.paths[0].name, len(self._dataset), 1.0, 0.0)

    def wait(self, seconds: float | None = None) -> bool:
        """There is always a dataset."""
        return True

    def get(self) -> Current:
        """The current dataset, and why it is not the newest where that cannot be read."""
        stale = ""
        found = self._stamp()
        if found != self._seen:
            try:
                self._dataset = PartedDataset(read_manifest(self.paths[0]), self._runner)
                self._seen = found
            except InputError as error:
                stale = str(error)
        # It has all that views ask of a dataset; what only files have, nobody asks of it.
        return Current(cast(Dataset, self._dataset), stale)

    def _stamp(self) -> float:
        try:
            return (self.paths[0] / MANIFEST).stat().st_mtime
        except OSError:
            return 0.0


def open_live(config: Mapping[str, Any], progress: Report = silent) -> Live:
    """What the settings name. Raises InputError when it cannot be read at all."""
    paths: tuple[Path, ...] = config["EVENTS"]
    parted = [path for path in paths if is_parted(path)]
    if config["DASK"] and not parted:
        raise InputError(
            "A cluster reads tables in parts. Write one first: "
            "`python run.py partition FILE... FOLDER`."
        )
    if not parted:
        return LiveDataset(paths, load_options(config, progress))
    if len(paths) > 1:
        raise InputError("A folder of parts is opened alone, not together with other files.")
    return LiveParts(paths[0], ClusterRunner(config["DASK"]) if config["DASK"] else HereRunner())
