"""`log`: who has done what in a workspace, when and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.say import say
from webapp.cli.workplace import opened, place_options
from webapp.workspace.base import LogEntry


@click.command(short_help="Say who has done what in a workspace.")
@click.option("--article", metavar="ID", help="Only what has to do with this article.")
@click.option(
    "--most",
    default=100,
    show_default=True,
    type=click.IntRange(1, 10**9),
    metavar="NUMBER",
    help="Entries to show.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: before and after as well.")
@place_options
def log(
    article: str | None, most: int, as_json: bool, workspace: Path | None, database: str | None
) -> None:
    """Print the log of the workspace, the newest entry first: number, when (UTC), who, what.

    Entries can be added only; the database itself refuses to change them.
    """
    with opened(workspace, database) as found:
        entries = found.log(article, most)
    if as_json:
        text = json.dumps([asdict(entry) for entry in entries], indent=2)
        click.echo(text.replace("\x7f", "\\u007f"))
        return
    for entry in entries:
        say(_line(entry))
    if not entries:
        say("Nothing has been done yet.")


def _line(entry: LogEntry) -> str:
    about = [entry.article_id or "", *_events(entry)]
    notes = [entry.why, "undone since" if entry.undone else ""]
    words = " ".join(part for part in (entry.action, *about) if part)
    told = "; ".join(note for note in notes if note)
    return f"{entry.seq}  {entry.when}  {entry.who}: {words}{f' ({told})' if told else ''}"


def _events(entry: LogEntry) -> list[str]:
    """The numbers of the events that it is about, unless there are many."""
    if len(entry.item_ids) > 3:
        return [f"{len(entry.item_ids):,} events"]
    return [f"#{number}" for number in entry.item_ids]
