"""What the commands share: safe words for the terminal, errors, where the files are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import click

from webapp.web.config import settings


def plain(text: str) -> str:
    """Text that cannot drive a terminal: controls, escapes and invisible marks are spelled out."""
    return "".join(c if c.isprintable() else _spelled(c) for c in text)


def _spelled(character: str) -> str:
    """`\\x1b` for an escape, `\\u202e` for a mark that reverses the text after it."""
    return character.encode("unicode_escape").decode("ascii")


def say(text: str) -> None:
    """One line on standard output."""
    click.echo(plain(text))


class CannotRead(click.ClickException):
    """What was named cannot be read or used at all. Ends the program with status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message on standard error."""
        click.echo(plain(f"Error: {self.message}"), file=file, err=file is None)


def configured(given: Mapping[str, object]) -> dict[str, Any]:
    """The app's settings with those `given` that are not empty. Raises CannotRead for a bad one."""
    try:
        return settings({name: value for name, value in given.items() if value})
    except ValueError as error:
        raise CannotRead(f"A setting in the environment cannot be used: {error}") from error
