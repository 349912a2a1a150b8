"""gzip and zip: what they hold, as streams that stop before a bomb goes off."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from webapp.model.problems import InputError
from webapp.store.reading.base import MB, Limits

MOST_MEMBERS = 1000


class _Unpacking(Protocol):
    def read1(self, size: int) -> bytes: ...

    def close(self) -> None: ...


class Bounded(io.RawIOBase):
    """A stream of expanded bytes that refuses to grow beyond the limits.

    `packed` tells how many packed bytes have been read so far.
    """

    def __init__(
        self,
        file: str,
        stream: _Unpacking,
        limits: Limits,
        packed: Callable[[], int],
    ) -> None:
        self._file, self._stream, self._limits, self._packed = file, stream, limits, packed
        self._count = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer. Raises InputError for a bomb, OSError for damaged data."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            # What comes before the end of truncated data must not be lost with its error.
            data = self._stream.read1(len(view))
        except (zlib.error, zipfile.BadZipFile, EOFError) as error:
            raise OSError(f"damaged: {error}") from error
        self._count += len(data)
        self._check()
        view[: len(data)] = data
        return len(data)

    def _check(self) -> None:
        packed = max(self._packed(), 1)
        too_dense = self._count > self._limits.ratio_from and (
            self._count / packed > self._limits.ratio
        )
        if too_dense or self._count > self._limits.expanded_bytes:
            raise InputError(
                f"{self._file} was not read: {packed / MB:,.1f} MB of it expand to more than "
                f"{self._count / MB:,.0f} MB, as in a file made to fill the computer. "
                "Unpack it yourself if you trust it."
            )

    @property
    def consumed(self) -> int:
        """Packed bytes read so far."""
        return self._packed()

    def close(self) -> None:
        """Close the streams below as well."""
        if not self.closed:
            self._stream.close()
        super().close()


def open_gzip(path: Path, limits: Limits) -> io.BufferedReader:
    """What a gzip file holds."""
    raw = path.open("rb")
    unpacked = gzip.GzipFile(fileobj=raw)
    # A GzipFile closes what it has opened itself, and this it has not.
    unpacked.myfileobj = raw  # type: ignore[assignment]
    return io.BufferedReader(Bounded(path.name, unpacked, limits, raw.tell))


def members(path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The tables of a zip file. Raises InputError when there is none that may be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = [info for info in archive.infolist() if not _aside(info.filename)]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise InputError(
            f"{path.name} is a damaged zip file ({error}). Fetch or make it anew."
        ) from error
    if not listed:
        raise InputError(f"{path.name} holds no file. It should hold a table.")
    if len(listed) > MOST_MEMBERS:
        raise InputError(
            f"{path.name} holds {len(listed):,} files; up to {MOST_MEMBERS:,} are read."
        )
    for info in listed:
        if info.flag_bits & 1:
            raise InputError(f"{path.name} is locked with a password. Unpack it first.")
        if info.file_size > limits.expanded_bytes:
            raise InputError(
                f"{path.name}/{info.filename} expands to {info.file_size / MB:,.0f} MB; up to "
                f"{limits.expanded_bytes / MB:,.0f} MB are read."
            )
    return listed


def _aside(name: str) -> bool:
    """Folders, and what systems leave in archives beside the files."""
    parts = name.split("/")
    return name.endswith("/") or parts[0] == "__MACOSX" or parts[-1].startswith(".")


def open_member(path: Path, info: zipfile.ZipInfo, limits: Limits) -> io.BufferedReader:
    """One file of a zip file."""
    archive = zipfile.ZipFile(path)
    try:
        stream = cast(zipfile.ZipExtFile, archive.open(info))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        archive.close()
        raise InputError(f"{path.name}/{info.filename} cannot be unpacked: {error}.") from error
    name = f"{path.name}/{info.filename}"

    def packed() -> int:
        return info.compress_size - int(getattr(stream, "_compress_left", 0))

    return io.BufferedReader(Bounded(name, stream, limits, packed))
