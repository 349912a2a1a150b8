"""Who is logged in: kept here and not in the cookie alone, so that a session can be ended.

The cookie has a long random word, the database only what the word is hashed to: who reads the
database, or a copy of it, cannot log in with what is there. Sessions are no part of a backup.
"""

from __future__ import annotations

import hashlib
import secrets
import time

import sqlalchemy as sa

from webapp.workspace.base import NotFound, User
from webapp.workspace.database import Database
from webapp.workspace.schema import sessions
from webapp.workspace.users import get

WORD_MOST = 100
"""Characters of a word that are looked at; ours have 43."""


def begin(database: Database, user: User, seconds: float) -> str:
    """Log a user in for so long; gives the word for the cookie. Sessions whose time is over make
    way by the by."""
    word, now = secrets.token_urlsafe(32), time.time()
    values = {
        "id": _hashed(word),
        "name": user.name,
        "stamp": user.stamp,
        "ends": int(now + seconds),
    }
    with database.changing() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.ends <= now))
        connection.execute(sa.insert(sessions).values(values))
    return word


def holder(connection: sa.Connection, word: str) -> User | None:
    """Whose session has this word; None where it has ended or never was. The password and the role
    must still be those with which it began."""
    chosen = sa.select(sessions).where(sessions.c.id == _hashed(word))
    row = connection.execute(chosen).one_or_none()
    if row is None or row.ends <= time.time():
        return None
    try:
        user = get(connection, row.name)
    except NotFound:
        return None
    return user if user.stamp == row.stamp else None


def end(database: Database, word: str) -> None:
    """Log out: the word is worth nothing from now on, whoever has a copy of it."""
    with database.changing() as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.id == _hashed(word)))


def _hashed(word: str) -> str:
    return hashlib.sha256(word[:WORD_MOST].encode("utf-8", "replace")).hexdigest()
