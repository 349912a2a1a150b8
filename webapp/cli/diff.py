"""`diff`: what has changed between two versions of a table."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.say import CannotRead, configured, say
from webapp.model.problems import InputError, shorten
from webapp.store.dataset import Dataset
from webapp.store.diff import SHOWN, Brief, Difference, compare
from webapp.store.load import load_tables
from webapp.web.config import load_options

FILE = click.Path(path_type=Path)


@click.command(short_help="Say what has changed between two versions of a table.")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--mapping", type=FILE, help="Which columns are what, for tables of unknown format.")
@click.option(
    "--most",
    default=SHOWN,
    show_default=True,
    type=click.IntRange(0),
    metavar="NUMBER",
    help="Events of each kind to list; the counts are always of all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def diff(old: Path, new: Path, mapping: Path | None, most: int, as_json: bool) -> None:
    """Compare two versions of a table: events added, changed and deleted, by their identifiers.

    Ends with 0 if no event differs, 1 if one does, 2 if a file cannot be read.
    """
    try:
        found = compare(_load(old, mapping), _load(new, mapping), most)
    except InputError as error:
        raise CannotRead(str(error)) from error
    if as_json:
        text = json.dumps(asdict(found), indent=2)
        click.echo(text.replace("\x7f", "\\u007f"))
    else:
        _print(found)
    sys.exit(1 if found else 0)


def _load(path: Path, mapping: Path | None) -> Dataset:
    found = configured({"EVENTS": (path,), "MAPPING": mapping})
    data = load_tables(found["EVENTS"], load_options(found))
    if data.left_out:
        note = f"Note: {data.left_out:,} rows of {path.name} cannot be read and are not compared."
        click.echo(note, err=True)
    return data


def _print(found: Difference) -> None:
    for brief in found.first_added:
        say(f"+ {_line(brief)}")
    _more(found.added - len(found.first_added), "added")
    for change in found.first_changed:
        say(f"~ {_line(change.event)}")
        for cell in change.cells:
            before, now = shorten(cell.old, 120), shorten(cell.new, 120)
            say(f"    {cell.column}: {before or '(empty)'} -> {now or '(empty)'}")
    _more(found.changed - len(found.first_changed), "changed")
    for brief in found.first_deleted:
        say(f"- {_line(brief)}")
    _more(found.deleted - len(found.first_deleted), "deleted")
    say(f"{found.words[0].upper()}{found.words[1:]}; {found.same:,} the same.")


def _line(brief: Brief) -> str:
    return f"{brief.event_id}  {brief.date}  {brief.title}"


def _more(count: int, kind: str) -> None:
    if count:
        say(f"  and {count:,} more {kind}")
