"""Who is at the page and what they may do.

On this computer alone, it is the person at it, who may do everything. Where others reach the app,
everybody sees the timeline, and who has logged in does what the role of the account allows: readers
read the texts of the articles too, editors review them, admins also have the accounts in hand.
"""

from __future__ import annotations

import getpass
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, session

from webapp.model.problems import InputError
from webapp.web.config import is_public
from webapp.web.desk import desk
from webapp.web.errors import LogInFirst, Refused
from webapp.web.sameorigin import require_same_origin
from webapp.workspace.base import ROLES, Role, User, WorkspaceError
from webapp.workspace.database import default_folder

READ_ONLY = (
    "Others can reach this app and it has no accounts, so it only shows. To let people log in: "
    "python run.py user add NAME --role editor"
)
ENDED = "Your session has ended. Log in again to go on."
OPEN_TO_ALL = frozenset(("static", "accounts.login_form", "accounts.log_in", "health.healthz"))
"""What a private app gives to somebody who has not logged in."""
LASTS = timedelta(hours=12)
LOOK_AGAIN = 5.0
"""Seconds for which it is believed that there are accounts, or none."""
KEY_FILE = "session.key"
_ACCOUNTS = "conflict-timeline-accounts"
_WORD = "word"
"""Where the cookie has the word of its session; it says nothing else."""


@dataclass(frozen=True)
class Person:
    """Somebody who acts. `name` is what the log calls them; `role` is None for a stranger."""

    name: str
    role: Role | None

    def may(self, role: Role) -> bool:
        """Whether they have this role or a greater one."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


STRANGER = Person("", None)


def install(app: Flask) -> None:
    """Let sessions be signed, and keep strangers out of a private app."""
    app.config.update(
        SECRET_KEY=app.config["SECRET_KEY"] or None,
        PERMANENT_SESSION_LIFETIME=LASTS,
        SESSION_COOKIE_NAME="conflict_timeline",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["HTTPS"],
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    if is_public(app.config) and not app.secret_key:
        app.secret_key = _kept_key(app.config)

    @app.before_request
    def keep_strangers_out() -> None:
        if app.config["PRIVATE"] and request.endpoint not in OPEN_TO_ALL:
            require("reader")

    @app.context_processor
    def about_person() -> dict[str, object]:
        try:
            return {"who": person(), "may_log_in": may_log_in(), "can_edit": may("editor")}
        except WorkspaceError:
            # The page that says so must come all the same.
            return {"who": STRANGER, "may_log_in": False, "can_edit": False}


def _kept_key(config: Mapping[str, Any]) -> str:
    """The key that signs sessions, made once and readable by nobody else."""
    folder = Path(config["WORKSPACE"] or default_folder())
    path = folder / KEY_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_key(path)
        return path.read_text("ascii")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"The key for sessions cannot be kept in {path}: {reason}. Choose a folder that can be "
            "written with --workspace."
        ) from error


def _write_key(path: Path) -> None:
    """Whole or not at all: a second process that starts meanwhile keeps the first one's key."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        path.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def person() -> Person:
    """Who asks."""
    if "person" not in g:
        g.person = _found()
    found: Person = g.person
    return found


def _found() -> Person:
    if not is_public(current_app.config):
        return Person(_computer_user(), "admin")
    word = session.get(_WORD)
    user = desk().open().session(word) if isinstance(word, str) and desk().exists else None
    return Person(user.name, user.role) if user else STRANGER


def has_ended() -> bool:
    """Whether who asks brings the cookie of a session that is over: by logging out, a new password
    or role, or because it is of an older version of this app."""
    return is_public(current_app.config) and bool(session) and person() == STRANGER


def _computer_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody at this computer"


def remember(user: User) -> None:
    """Begin the session of a user; one that the browser had before ends."""
    forget()
    session.permanent = True
    session[_WORD] = desk().open().begin_session(user, LASTS.total_seconds())


def forget() -> None:
    """End the session, in the browser and here: a copy of the cookie is worth nothing either."""
    word = session.get(_WORD)
    # Here first: where that fails, the browser still has the word and can try again.
    if isinstance(word, str) and desk().exists:
        desk().open().end_session(word)
    session.clear()
    g.pop("person", None)


def may_log_in() -> bool:
    """Whether there is something to log in for: others reach the app, and it has accounts."""
    if not is_public(current_app.config) or not desk().exists:
        return False
    known, at = current_app.extensions.get(_ACCOUNTS, (False, -LOOK_AGAIN))
    if time.monotonic() - at >= LOOK_AGAIN:
        known = bool(desk().open().users())
        current_app.extensions[_ACCOUNTS] = (known, time.monotonic())
    return bool(known)


def may(role: Role) -> bool:
    """Whether who asks has this role or a greater one."""
    return person().may(role)


def require(role: Role) -> Person:
    """Who asks, for a request that only reads. Raises LogInFirst, or Refused where an account
    would not help."""
    found = person()
    if found.may(role):
        return found
    if found.role is not None:
        raise Refused(f"Your account is that of a {found.role}; this needs the role {role}.")
    if not may_log_in():
        raise Refused(READ_ONLY)
    raise LogInFirst(ENDED) if has_ended() else LogInFirst()


def require_to_write(role: Role = "editor") -> Person:
    """Who asks, for a request that changes something. Raises as `require` does, and Refused unless
    the request comes from a page of this app."""
    require_same_origin()
    return require(role)
