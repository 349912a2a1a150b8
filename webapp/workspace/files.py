"""Files that are whole or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.workspace.base import WorkspaceError

PRIVATE = 0o600
OPEN = 0o644


@contextmanager
def replacing(path: Path, mode: int) -> Iterator[Path]:
    """A new file beside `path` that takes its name once all of it has reached the disk; until then
    an older one stays. Raises WorkspaceError when it cannot be written."""
    folder = path.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        os.close(handle)
        new = Path(name)
        try:
            yield new
            new.chmod(mode)
            _to_disk(new)
            new.replace(path)
            _to_disk(folder)  # the name as well
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be written: {error.strerror or error}. Make room or name another place."
        ) from error


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def save(path: Path, data: bytes) -> None:
    """Write a file. Raises WorkspaceError when it cannot be written."""
    with replacing(path, OPEN) as new:
        new.write_bytes(data)
