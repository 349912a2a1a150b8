"""The name that people have given the timeline of a workspace.

Earlier versions kept it in a small file beside the database, which no backup had and a database on
a server could not have; what is found there is taken over once.
"""

from __future__ import annotations

from contextlib import suppress

import sqlalchemy as sa

from webapp.model.text import printable
from webapp.workspace.base import WorkspaceError
from webapp.workspace.cells import storable
from webapp.workspace.database import Database
from webapp.workspace.journal import Action, acting
from webapp.workspace.schema import settings

TITLE = "title"
OLD_FILE = "title.txt"
MOST = 120
"""Characters of a name; more would not stand in a heading."""
ACTION = "name timeline"
"""What the log calls it."""


def read_name(connection: sa.Connection) -> str:
    """The name that was given; empty where none was."""
    return _held(connection) or ""


def give_name(action: Action, name: str) -> str:
    """Keep a name, and give it as it is kept; an empty one takes the old one away."""
    name = tidy(name)
    action.why = name
    action.connection.execute(sa.delete(settings).where(settings.c.name == TITLE))
    action.connection.execute(sa.insert(settings).values(name=TITLE, value=name))
    return name


def _held(connection: sa.Connection) -> str | None:
    chosen = sa.select(settings.c.value).where(settings.c.name == TITLE)
    return connection.execute(chosen).scalar_one_or_none()


def take_over(database: Database, who: str) -> None:
    """Read the file of an earlier version into the workspace, and take it away. A name that is in
    the workspace already is newer, and so is none."""
    path = database.file.parent / OLD_FILE if database.file else None
    try:
        old = tidy(path.read_text(encoding="utf-8")) if path else ""
    except (OSError, UnicodeDecodeError):
        return
    if not old or path is None:
        return
    # Where nothing can be written at present, the rest can be read all the same.
    with suppress(WorkspaceError, OSError):
        with database.reading() as connection:
            known = _held(connection) is not None
        if not known:
            with acting(database, ACTION, who) as action:
                give_name(action, old)
        path.unlink()


def tidy(name: str) -> str:
    """A name on one line, without what cannot be printed or kept, not too long."""
    return printable(storable(" ".join(name[: 10 * MOST].split())))[:MOST].strip()
