"""Accounts: names, roles and passwords (Argon2id)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.workspace.base import ROLES, Invalid, NotFound, Role, User
from webapp.workspace.database import Database
from webapp.workspace.journal import Action
from webapp.workspace.records import Row
from webapp.workspace.schema import sessions, users

LEAST, MOST = 10, 1000
NAME = re.compile(r"[\w][\w.@+-]{0,63}")
HASHER = PasswordHasher()


@cache
def _nobody() -> str:
    """Compared with where there is no such user, so that the time of the answer does not tell."""
    return HASHER.hash("nobody has this password")


def add(action: Action, name: str, password: str, role: str) -> User:
    """A new account. Raises Invalid."""
    name = _name(name)
    for other in listed(action.connection):
        if other.name.casefold() == name.casefold():
            raise Invalid({"name": f"{other.name} has an account already"})
    values = {"name": name, "role": _role(role), "hash": _hash(password), "added": action.at}
    action.connection.execute(sa.insert(users).values(values))
    action.why = f"{name}, {role}"
    return get(action.connection, name)


def check(database: Database, name: str, password: str) -> User | None:
    """Who has this name and password; None where nobody has. Takes as long either way."""
    with database.reading() as connection:
        row = _find(connection, _plain(name))
    nobody = _nobody()  # made on either path, for the same reason
    right = _matches(row.hash if row else nobody, password)
    return _user(row) if row and right else None


def _matches(hashed: str, password: str) -> bool:
    if len(password) > MOST:
        password = ""
    try:
        return HASHER.verify(hashed, _plain(password).encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False


def get(connection: sa.Connection, name: str) -> User:
    """An account. Raises NotFound."""
    row = _find(connection, _plain(name))
    if row is None:
        raise NotFound(f"There is no account called {name!r}.")
    return _user(row)


def listed(connection: sa.Connection) -> tuple[User, ...]:
    """All accounts by name."""
    found = connection.execute(sa.select(users)).all()
    return tuple(sorted(map(_user, found), key=lambda user: user.name))


def set_role(action: Action, name: str, role: str) -> User:
    """Change what an account may do; its sessions end."""
    return _change(action, name, "role", _role(role))


def set_password(action: Action, name: str, password: str) -> User:
    """Change a password; the sessions of the account end."""
    return _change(action, name, "hash", _hash(password))


def _change(action: Action, name: str, column: str, value: str) -> User:
    user = get(action.connection, name)
    action.connection.execute(
        sa.update(users).where(users.c.name == user.name).values({column: value})
    )
    _end_sessions(action.connection, user)
    action.why = f"{user.name}, {value}" if column == "role" else user.name
    return get(action.connection, user.name)


def remove(action: Action, name: str) -> None:
    """Delete an account; its sessions end. What it did stays in the log. Raises NotFound."""
    user = get(action.connection, name)
    _end_sessions(action.connection, user)
    action.connection.execute(sa.delete(users).where(users.c.name == user.name))
    action.why = user.name


def _end_sessions(connection: sa.Connection, user: User) -> None:
    """Log an account out everywhere."""
    connection.execute(sa.delete(sessions).where(sessions.c.name == user.name))


def _find(connection: sa.Connection, name: str) -> Row | None:
    if "\0" in name:
        return None
    return connection.execute(sa.select(users).where(users.c.name == name)).one_or_none()


def _user(row: Row) -> User:
    stamp = hashlib.sha256(f"{row.hash}\n{row.role}\n{row.added}".encode()).hexdigest()[:24]
    return User(row.name, row.role, row.added, stamp)


def _plain(text: str) -> str:
    """One form of what can be typed in several ways."""
    return unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode())


def _name(name: str) -> str:
    name = _plain(name)
    if not NAME.fullmatch(name):
        raise Invalid({"name": "must have 1 to 64 letters, digits or . _ @ + - and no space"})
    return name


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise Invalid({"role": f"must be one of {', '.join(ROLES)}"})


def _hash(password: str) -> str:
    if not LEAST <= len(password) <= MOST:
        raise Invalid({"password": f"must have {LEAST} to {MOST:,} characters"})
    return HASHER.hash(_plain(password).encode("utf-8", "replace"))
