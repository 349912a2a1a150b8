"""`user`: the accounts of people who may log in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from webapp.cli.say import CannotRead, say
from webapp.cli.workplace import opened, place_options, who
from webapp.web.config import PREFIX
from webapp.workspace.base import ROLES
from webapp.workspace.users import LEAST

PASSWORD = f"{PREFIX}PASSWORD"
ROLE = click.Choice(ROLES)


@click.group(short_help="Accounts of people who may log in.")
def user() -> None:
    """Accounts of people who may log in where others than you reach the app.

    Readers read the articles, editors also review them, admins also look after accounts. Without
    any account everybody else only sees the timeline.
    """


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, default="editor", show_default=True, help="What they may do.")
@place_options
def add(name: str, role: str, workspace: Path | None, database: str | None) -> None:
    """Make an account. The password is asked twice and not shown.

    Scripts write it into the first line of standard input, or set CONFLICT_TIMELINE_PASSWORD.
    """
    with opened(workspace, database, make=True) as found:
        made = found.add_user(name, _password(), role, who())
        say(f"{made.name} can log in as {made.role} ({found.where}).")


@user.command("list")
@place_options
def list_(workspace: Path | None, database: str | None) -> None:
    """List the accounts: name, role, since when."""
    with opened(workspace, database) as found:
        users = found.users()
    for account in users:
        say(f"{account.name}  {account.role}  since {account.added[:10]}")
    if not users:
        say("There are no accounts. Add one: python run.py user add NAME")


@user.command()
@click.argument("name")
@click.argument("role", type=ROLE)
@place_options
def role(name: str, role: str, workspace: Path | None, database: str | None) -> None:
    """Change what an account may do; its sessions end."""
    with opened(workspace, database) as found:
        changed = found.set_role(name, role, who())
        say(f"{changed.name} is {changed.role} now and has to log in again.")


@user.command()
@click.argument("name")
@place_options
def password(name: str, workspace: Path | None, database: str | None) -> None:
    """Change the password of an account; its sessions end. It is asked as by `add`."""
    with opened(workspace, database) as found:
        found.user(name)  # before anything is asked
        changed = found.set_password(name, _password(), who())
        say(f"{changed.name} has a new password and has to log in again.")


@user.command()
@click.argument("name")
@place_options
def remove(name: str, workspace: Path | None, database: str | None) -> None:
    """Delete an account; its sessions end. What it did stays in the log."""
    with opened(workspace, database) as found:
        found.remove_user(name, who())
        say(f"{name} has no account any more.")


def _password() -> str:
    """From the environment, from a script, or asked at the terminal. Never an argument: those are
    to be seen in the list of running programs."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if sys.stdin.isatty():
        text = f"Password (at least {LEAST} characters)"
        return str(click.prompt(text, hide_input=True, confirmation_prompt="Once more"))
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise CannotRead("The password on standard input is not UTF-8.") from None
    if not line:
        raise CannotRead(f"No password was given. Write it to standard input, or set {PASSWORD}.")
    return line.rstrip("\r\n")
