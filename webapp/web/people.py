"""Who is at the page and what they may do.

On this computer alone, it is the person at it, who may do everything. Where others reach the app,
everybody reads, and those who have logged in do what the role of their account allows.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from flask import current_app

from webapp.web.config import is_public
from webapp.web.errors import Refused
from webapp.web.sameorigin import require_same_origin
from webapp.workspace.base import ROLES, Role

READ_ONLY = (
    "Others can reach this app, so it only shows. Editors log in with an account: "
    "python run.py user add NAME --role editor"
)


@dataclass(frozen=True)
class Person:
    """Somebody who acts. `name` is what the log calls them."""

    name: str
    role: Role


def person() -> Person:
    """Who asks. Somebody who has not logged in is a reader without a name."""
    if not is_public(current_app.config):
        return Person(_computer_user(), "admin")
    return Person("", "reader")


def _computer_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody at this computer"


def may(role: Role) -> bool:
    """Whether who asks has this role or a greater one."""
    return ROLES.index(person().role) >= ROLES.index(role)


def require(role: Role) -> Person:
    """Who asks, for a request that only reads. Raises Refused unless they have the role."""
    if not may(role):
        raise Refused(READ_ONLY)
    return person()


def require_to_write(role: Role = "editor") -> Person:
    """Who asks, for a request that changes something. Raises Refused unless they have the role and
    the request comes from a page of this app."""
    require_same_origin()
    return require(role)
