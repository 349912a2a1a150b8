"""Logging in and out, and one's own password. Accounts are made on the computer of the app."""

from __future__ import annotations

import math
import threading

from flask import Blueprint, Flask, Response, current_app, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.web.attempts import Attempts
from webapp.web.config import is_public
from webapp.web.desk import desk
from webapp.web.errors import NotFound
from webapp.web.htmx import render
from webapp.web.people import (
    ENDED,
    forget,
    has_ended,
    may_log_in,
    person,
    remember,
    require,
    require_to_write,
)
from webapp.web.sameorigin import require_same_origin
from webapp.workspace.base import Invalid, User

blueprint = Blueprint("accounts", __name__)
_ATTEMPTS = "conflict-timeline-attempts"
_AT_ONCE = threading.BoundedSemaphore(2)
"""Comparing a password takes much memory on purpose; so not many are compared at the same time."""
WRONG = "There is no account with this name and password."
LONGEST = 1000
"""Characters of a name or password that are looked at."""


def install(app: Flask) -> None:
    """Begin to count wrong passwords."""
    app.extensions[_ATTEMPTS] = Attempts()


@blueprint.get("/login")
def login_form() -> BaseResponse:
    """The page to log in at."""
    if is_public(current_app.config) and person().name:
        return redirect(_next(), 303)
    return _form()


@blueprint.post("/login")
def log_in() -> BaseResponse:
    """Compare name and password; slower after several wrong ones."""
    require_same_origin()
    if not may_log_in():
        return _form()
    name, password = (request.form.get(key, "")[:LONGEST] for key in ("name", "password"))
    attempts: Attempts = current_app.extensions[_ATTEMPTS]
    address = request.remote_addr or ""
    wait = math.ceil(attempts.begin(name, address))
    if wait:
        return _too_often(name, wait)
    user = _checked(name, password)
    if user is None:
        return _form(WRONG, name, 403)
    attempts.succeeded(name, address)
    remember(user)
    return redirect(_next(), 303)


def _checked(name: str, password: str) -> User | None:
    with _AT_ONCE:
        return desk().open().check_user(name, password)


def _too_often(name: str, wait: int) -> Response:
    words = f"{wait} seconds" if wait < 120 else f"{math.ceil(wait / 60)} minutes"
    answer = _form(f"Too many wrong passwords. Try again in {words}.", name, 429)
    answer.headers["Retry-After"] = str(wait)
    return answer


@blueprint.post("/logout")
def log_out() -> BaseResponse:
    """End the session, if there is one: on this computer alone there are none."""
    require_same_origin()
    if is_public(current_app.config):
        forget()
    return redirect("/", 303)


@blueprint.get("/account")
def account() -> Response:
    """One's own account."""
    _require_accounts()
    require("reader")
    return _account()


@blueprint.post("/account/password")
def change_password() -> BaseResponse:
    """Change one's own password; other sessions of the account end."""
    _require_accounts()
    who = require_to_write("reader")
    old, new, again = (request.form.get(key, "") for key in ("old", "new", "again"))
    attempts: Attempts = current_app.extensions[_ATTEMPTS]
    address = request.remote_addr or ""
    wait = math.ceil(attempts.begin(who.name, address))
    if wait:
        return _account({"old": f"was wrong too often; try again in {wait} seconds"}, 429)
    if _checked(who.name, old[:LONGEST]) is None:
        return _account({"old": "is not your present password"}, 403)
    attempts.succeeded(who.name, address)
    if new != again:
        return _account({"again": "is not the same as the new one"}, 400)
    try:
        user = desk().open().set_password(who.name, new, who.name)
    except Invalid as error:
        return _account({"new": error.problems["password"]}, 400)
    remember(user)
    return redirect("/account?changed=1", 303)


def _require_accounts() -> None:
    """On this computer alone there is nobody but the person at it, who has no account."""
    if not is_public(current_app.config):
        raise NotFound("Accounts are for apps that others can reach; this one is yours alone.")


def _next() -> str:
    """Where to go after logging in: a page of this app, whatever the address says."""
    wanted = request.values.get("next", "/")
    # Two slashes at the start, of either kind, begin the name of another computer.
    harmless = wanted.startswith("/") and wanted[1:2] not in ("/", "\\")
    return wanted if harmless and wanted.isprintable() else "/"


def _form(error: str = "", name: str = "", status: int = 200) -> Response:
    return render(
        "accounts/login.html",
        "accounts/login.html",
        status=status,
        title="Log in – Conflict Timeline",
        error=error,
        ended=ENDED if not error and has_ended() else "",
        name=name,
        next=_next(),
        encrypted=request.is_secure or current_app.config["HTTPS"],
        local=not is_public(current_app.config),
    )


def _account(problems: dict[str, str] | None = None, status: int = 200) -> Response:
    return render(
        "accounts/account.html",
        "accounts/account.html",
        status=status,
        title="Your account – Conflict Timeline",
        problems=problems or {},
        changed="changed" in request.args and not problems,
    )
