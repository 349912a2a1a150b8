"""`backup` and `restore`: a whole workspace in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.say import say
from webapp.cli.workplace import FOLDER, THERE, contents, opened, place_options, who


@click.command(short_help="Write a whole workspace into one file.")
@click.argument("file", type=FOLDER)
@place_options
def backup(file: Path, workspace: Path | None, database: str | None) -> None:
    """Write everything that the workspace holds into FILE, also while it is being used.

    FILE holds unpublished articles and hashes of passwords: only its owner may read it. An older
    FILE is replaced once the new one is whole.
    """
    with opened(workspace, database) as found:
        found.backup(file)
        say(f"{file}: {contents(found)} of {found.where} ({file.stat().st_size:,} bytes).")


@click.command(short_help="Fill a workspace from a backup.")
@click.argument("file", type=THERE)
@click.option("--force", is_flag=True, help="Replace what the workspace holds.")
@place_options
def restore(file: Path, force: bool, workspace: Path | None, database: str | None) -> None:
    """Fill an empty workspace from FILE, which `backup` has written.

    A backup of a folder also restores into a PostgreSQL database, and the other way round. A
    damaged one changes nothing.
    """
    with opened(workspace, database, make=True) as found:
        found.restore(file, force, who())
        say(f"{found.where} holds what {file} held: {contents(found)}.")
