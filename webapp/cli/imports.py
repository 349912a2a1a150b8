"""`import` and `export-workspace`: the two tables of the codebook, into a workspace and out."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.say import say
from webapp.cli.workplace import FOLDER, THERE, opened, place_options, several, who
from webapp.workspace.tables import Imported

NOTES = 5
"""Notes on a file that are told; `check` lists all."""


@click.command("import", short_help="Take a table of events into a workspace.")
@click.argument("events", type=THERE)
@place_options
def import_(events: Path, workspace: Path | None, database: str | None) -> None:
    """Add the events of the table EVENTS, and of sources.csv beside it, as accepted ones.

    Where links.csv stands beside them, the events that it names are linked as reports of one event.

    All rows are taken, or none: a row that cannot be read, or an identifier that is there with
    other cells, is told and nothing is changed. Rows that are there already stay as they are.
    """
    with opened(workspace, database, make=True) as found:
        made = found.import_tables(events, who())
        _tell(made, events)
        say(f"{found.where}: {_words(made)} from {events}.")


def _tell(made: Imported, events: Path) -> None:
    for problem in made.notes[:NOTES]:
        click.echo(f"Note: {problem}", err=True)
    more = len(made.notes) - NOTES
    if more > 0:
        click.echo(f"Note: {more:,} more; `python run.py check {events}` lists them.", err=True)


def _words(made: Imported) -> str:
    there = made.events - made.added
    words = f"{several(made.added, 'event')} and {several(made.sources, 'source')} added"
    if made.links:
        words += f", {several(made.links, 'report')} linked"
    return f"{words} ({several(there, 'event')} there already)" if there else words


@click.command("export-workspace", short_help="Write the accepted events of a workspace as tables.")
@click.argument("folder", type=FOLDER)
@place_options
def export_workspace(folder: Path, workspace: Path | None, database: str | None) -> None:
    """Write events.csv and sources.csv into FOLDER: every accepted event, every cell as it is.

    Where events are linked as reports of one event, links.csv says so; `import` reads it again.

    What was imported and not changed comes out byte for byte. `export` writes views instead: with
    filters, as images, pages and citations.
    """
    with opened(workspace, database) as found:
        written = found.export_tables(folder)
        events, sources = found.events()
    counts = {"event": len(events), "source": len(sources)}
    for path, noun in zip(written, ("event", "source", "link"), strict=False):
        # No name of an event has a line break, so that links are lines but the first.
        count = counts[noun] if noun in counts else path.read_bytes().count(b"\n") - 1
        say(f"{path}: {several(count, noun)}.")
