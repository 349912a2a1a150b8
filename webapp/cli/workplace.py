"""What the commands on a workspace share: where it is, opening it, failures in words."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from webapp.cli.say import CannotRead, configured
from webapp.workspace.base import WorkspaceError
from webapp.workspace.database import default_folder, is_there
from webapp.workspace.store import MACHINE, Workspace, open_workspace

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path)
THERE = click.Path(path_type=Path, exists=True, dir_okay=False)
"""A file that must be there, so that a slip in its name makes no empty workspace."""


def place_options(command: F) -> F:
    """Add the options `--workspace` and `--database`, which `opened` takes."""
    folder = click.option(
        "--workspace",
        type=FOLDER,
        metavar="DIR",
        help="Folder of the workspace. [default: in the user's data folder]",
    )
    database = click.option(
        "--database",
        metavar="URL",
        help="PostgreSQL database of the workspace: postgresql+psycopg://USER@HOST/NAME.",
    )
    return folder(database(command))


def place_of(workspace: Path | None, database: str | None) -> Path | str:
    """A folder, or the URL of a database: what was given, else the settings."""
    if workspace and database:
        raise click.UsageError("Name a folder (--workspace) or a database (--database), not both.")
    if workspace:
        return workspace.expanduser().absolute()
    config = configured({"DATABASE": database})
    return str(config["DATABASE"]) or Path(config["WORKSPACE"] or default_folder()).absolute()


@contextmanager
def opened(workspace: Path | None, database: str | None, make: bool = False) -> Iterator[Workspace]:
    """The workspace, made where there is none if `make`. Its failures end the command with
    status 2."""
    place = place_of(workspace, database)
    if not make and isinstance(place, Path) and not is_there(place):
        raise CannotRead(f"There is no workspace in {place}. Name its folder with --workspace.")
    try:
        found = open_workspace(place)
        try:
            yield found
        finally:
            found.close()
    except WorkspaceError as error:
        raise CannotRead(str(error)) from error


def who() -> str:
    """What the log calls whoever runs a command."""
    try:
        return f"{getpass.getuser()} ({MACHINE})"
    except (KeyError, OSError):
        return MACHINE


def several(count: int, noun: str) -> str:
    """`1 event`, `1,200 events`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def contents(workspace: Workspace) -> str:
    """What a workspace holds, in words."""
    articles = workspace.articles()
    counts = (
        several(len(articles), "article"),
        several(sum(article.accepted for article in articles), "accepted event"),
        several(len(workspace.users()), "account"),
    )
    return ", ".join(counts)
