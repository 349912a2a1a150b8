"""The name that a person has given the timeline of a workspace: a small file beside its database.

A database on a server has no such file; its timeline is named by the setting TITLE. Nor is the name
in a backup.
"""

from __future__ import annotations

from pathlib import Path

from webapp.model.text import printable
from webapp.workspace.base import WorkspaceError
from webapp.workspace.database import Database
from webapp.workspace.files import save

FILE = "title.txt"
MOST = 120
"""Characters of a name; more would not stand in a heading."""


def name_file(database: Database) -> Path | None:
    """Where the name is kept; None where there is no folder for it."""
    return database.file.parent / FILE if database.file else None


def read_name(database: Database) -> str:
    """The name that was given; empty where none was, or where it cannot be read."""
    path = name_file(database)
    try:
        return tidy(path.read_text(encoding="utf-8")) if path else ""
    except (OSError, UnicodeDecodeError):
        return ""


def save_name(database: Database, name: str) -> None:
    """Keep a name; an empty one takes the old one away. Raises WorkspaceError."""
    path = name_file(database)
    if path is None:
        raise WorkspaceError("The timeline of a database on a server is named with --title.")
    save(path, f"{tidy(name)}\n".encode())


def tidy(name: str) -> str:
    """A name on one line, without what cannot be printed, not too long."""
    return printable(" ".join(name[: 10 * MOST].split()))[:MOST].strip()
