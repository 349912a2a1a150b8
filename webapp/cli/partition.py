"""`partition`: a table in parts, for what one memory does not hold."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.say import CannotRead, configured, say
from webapp.model.problems import InputError
from webapp.store.partition import partition as write_parts
from webapp.store.parts import ROWS
from webapp.web.config import load_options

FILE = click.Path(path_type=Path)


@click.command(short_help="Write a table in parts, for one that memory does not hold.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.argument("folder", type=FILE)
@click.option("--sources", type=FILE, help="Table of sources. [default: beside the first file]")
@click.option("--title", help="Title of the table.")
@click.option("--mapping", type=FILE, help="Mapping of a table of unknown format.")
@click.option(
    "--rows", default=ROWS, show_default=True, type=click.IntRange(1000), help="Of a part."
)
def partition(
    files: tuple[Path, ...],
    folder: Path,
    sources: Path | None,
    title: str | None,
    mapping: Path | None,
    rows: int,
) -> None:
    """Write the events of FILES into FOLDER as Parquet parts in time order.

    Memory is bounded by one part. `python run.py serve FOLDER` shows it, with `--dask
    tcp://HOST:PORT` on the workers of a Dask scheduler that can all read the folder.
    """
    config = configured({"EVENTS": files, "SOURCES": sources, "TITLE": title, "MAPPING": mapping})
    try:
        made = write_parts(config["EVENTS"], folder, load_options(config), rows)
    except InputError as error:
        raise CannotRead(str(error)) from error
    say(f"{folder}: {made.rows:,} events in {len(made.parts):,} parts, {made.span}.")
    if made.left_out:
        say(f"{made.left_out:,} rows were left out; `python run.py check` lists them.")
