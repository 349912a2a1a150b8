"""What reading shares: limits, a table that is open, a batch of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from webapp.model.problems import InputError, Problem
from webapp.store.formats.base import Head

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """What a file may ask of this computer. All in bytes but the last two.

    `file_bytes` is the size on disk, `expanded_bytes` that of what a compressed file holds;
    `whole_bytes` is for kinds that are read as a whole (Excel). `ratio` is how many times its size
    a compressed file may grow to, counted from `ratio_from` bytes on.
    """

    file_bytes: int = 64 * 1024 * MB
    expanded_bytes: int = 256 * 1024 * MB
    whole_bytes: int = 256 * MB
    ratio_from: int = 64 * MB
    ratio: int = 200
    columns: int = 2000


@dataclass(frozen=True)
class Batch:
    """Rows as text cells, indexed by the line on which each begins; bytes read of the file."""

    cells: pd.DataFrame
    consumed: int
    problems: list[Problem] = field(default_factory=list)


Rows = Callable[["tuple[str, ...] | None", "tuple[str, ...] | None"], Iterator[Batch]]


@dataclass(frozen=True)
class OpenTable:
    """A table that can be read. `file` is what it is called in problems, `size` its bytes."""

    file: str
    size: int
    head: Head
    read: Rows = field(repr=False)
    read_unquoted: Rows | None = field(default=None, repr=False)

    def batches(
        self,
        names: tuple[str, ...] | None = None,
        header: tuple[str, ...] | None = None,
        quoted: bool = True,
    ) -> Iterator[Batch]:
        """The rows. With `names` the first row is data and the columns are called so; with
        `header` the first row is a header that is replaced by that. `quoted`: see Format."""
        read = self.read if quoted or self.read_unquoted is None else self.read_unquoted
        return read(names, header)


def with_notes(table: OpenTable, notes: list[Problem]) -> OpenTable:
    """The table, with problems of what it came in that are told with its first rows."""

    def noted(read: Rows) -> Rows:
        def batches(
            names: tuple[str, ...] | None, header: tuple[str, ...] | None
        ) -> Iterator[Batch]:
            found = notes
            for batch in read(names, header):
                yield replace(batch, problems=[*found, *batch.problems])
                found = []

        return batches

    unquoted = noted(table.read_unquoted) if table.read_unquoted else None
    return replace(table, read=noted(table.read), read_unquoted=unquoted)


def check_file(path: Path, limits: Limits) -> int:
    """The size of a file. Raises InputError, in words, when it cannot be read."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a file. Name a table in it.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is a device or a pipe, not a file. Save it as a file first.")
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist. Check the name and the folder.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read by this user. Check its permissions.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if size > limits.file_bytes:
        raise InputError(
            f"{path} has {size / MB:,.0f} MB; tables up to {limits.file_bytes / MB:,.0f} MB are "
            "read. Split it, for example by year."
        )
    if not start.strip() and size <= len(start):
        raise InputError(f"{path} is empty. It needs a header row with the column names.")
    return size


def digest_of(path: Path, limits: Limits) -> str:
    """SHA-256 of the content of a file. Raises InputError when it cannot be read."""
    check_file(path, limits)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def unique_names(file: str, cells: list[str], limits: Limits) -> tuple[list[str], list[Problem]]:
    """Column names as they are used: those without a name or with one twice get another.

    Raises InputError when the row cannot be a header.
    """
    if len(cells) > limits.columns:
        raise InputError(
            f"{file} has {len(cells):,} columns; up to {limits.columns:,} are read. "
            "Is the separator right?"
        )
    names: list[str] = []
    problems = []
    for number, cell in enumerate(cells, 1):
        name = base = cell.strip() or f"column {number}"
        again = 2
        while name in names:
            name, again = f"{base} ({again})", again + 1
        if name != cell.strip():
            what = "is there twice" if cell.strip() else "has no name"
            message = f"this column {what}; it is called “{name}” here"
            problems.append(Problem(file, 1, cell.strip(), "", message, "warning"))
        names.append(name)
    return names, problems
