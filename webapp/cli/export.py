"""`export`: a view as a file, with the same filters as the page."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

from webapp.cli.say import CannotRead, configured, say
from webapp.cli.workplace import opened, place_of, place_options
from webapp.export.image import IMAGE_FORMATS, ImageError, ImageOptions, render_image
from webapp.export.registry import FORMATS
from webapp.model.problems import InputError
from webapp.query.args import LANES, SCALES, read_args
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.load import load_tables
from webapp.web.config import load_options
from webapp.workspace.database import is_there
from webapp.workspace.live import LiveWorkspace

FILE = click.Path(path_type=Path)
ENDINGS = (*IMAGE_FORMATS, *FORMATS)


@click.command(short_help="Write a view as an image, a page or data.")
@click.argument("out", type=FILE)
@click.option("--events", type=FILE, help="Table of events. [default: data/events.csv]")
@click.option("--sources", type=FILE, help="Table of sources. [default: beside the events]")
@click.option("--title", help="Title of the table.")
@place_options
@click.option("--party", multiple=True, help="Actor or recipient; repeat for any of several.")
@click.option("--type", multiple=True, help="Event type, for example CONSULT; repeatable.")
@click.option("--status", multiple=True, help="Claim status; repeatable.")
@click.option("--source", multiple=True, help="source_id; repeatable.")
@click.option("--q", default="", help="Words that must all occur.")
@click.option("--from", "from_", default="", help="First day, month or year.")
@click.option("--to", default="", help="Last day, month or year.")
@click.option("--by", default="", help=f"Lanes: {', '.join(LANES)}.")
@click.option("--scale", default="", help=f"Time scale: {' or '.join(SCALES)}.")
@click.option("--width", default=1200, type=click.IntRange(280, 4000), help="Pixels of an image.")
@click.option("--transparent", is_flag=True, help="Leave the ground of an image transparent.")
def export(
    out: Path,
    events: Path | None,
    sources: Path | None,
    title: str | None,
    workspace: Path | None,
    database: str | None,
    width: int,
    transparent: bool,
    **filters: str | tuple[str, ...],
) -> None:
    """Write the events that pass the filters to OUT, whose ending names the format.

    With --workspace or --database these are the accepted events of the articles there.

    Images: png, svg, pdf (they need requirements-image.txt and a Chromium or Chrome). Others: html,
    csv, sources.csv, json, timelinejs.json, bib, ris, csl.json.
    """
    ending = _ending(out)
    if (workspace or database) and events:
        raise click.UsageError("Name --events or a workspace, not both.")
    accepted = _accepted(workspace, database, title) if workspace or database else None
    if accepted is None and not events and "CONFLICT_TIMELINE_EVENTS" not in os.environ:
        _tell_of_own()
    view = _view(_load(events, sources, title) if accepted is None else accepted, filters)
    today = datetime.now(UTC).date()
    data = _render(view, ending, today, ImageOptions(width=width, transparent=transparent))
    try:
        out.write_bytes(data)
    except OSError as error:
        raise CannotRead(f"{out} cannot be written: {error.strerror or error}.") from error
    say(f"{out}: {view.sentence} ({len(data):,} bytes).")


def _ending(out: Path) -> str:
    """The longest ending of the file's name that is a format."""
    found = [ending for ending in ENDINGS if out.name.lower().endswith(f".{ending}")]
    if not found:
        listed = ", ".join(ENDINGS)
        raise click.UsageError(f"{out.name} names no format. End it in one of: {listed}.")
    return max(found, key=len)


def _accepted(workspace: Path | None, database: str | None, title: str | None) -> Dataset:
    with opened(workspace, database) as found:
        return LiveWorkspace(found, title or "").get().dataset


def _tell_of_own() -> None:
    """Without a table named, the page shows what is accepted in the workspace; this does not."""
    place = place_of(None, None)
    if not isinstance(place, Path) or is_there(place):
        flag = f"--workspace {place}" if isinstance(place, Path) else "--database"
        note = f"Note: your accepted events are not in this; export them with {flag}."
        click.echo(note, err=True)


def _load(events: Path | None, sources: Path | None, title: str | None) -> Dataset:
    config = configured({"EVENTS": events, "SOURCES": sources, "TITLE": title})
    try:
        data = load_tables(config["EVENTS"], load_options(config))
    except InputError as error:
        raise CannotRead(str(error)) from error
    if data.problems:
        left_out = sum(problem.severity == "error" for problem in data.problems)
        note = f"{len(data.problems)} problems in the files, {left_out} rows left out"
        click.echo(f"Note: {note}; `python run.py check` lists them.", err=True)
    return data


def _view(data: Dataset, filters: dict[str, str | tuple[str, ...]]) -> View:
    """The view. An argument that the page would pass over is an error here: nobody is looking."""
    values = {
        name.rstrip("_"): list(value) if isinstance(value, tuple) else [value]
        for name, value in filters.items()
    }
    known = data.source_names
    args, notices = read_args(values, data.party_names, known)
    if notices:
        raise click.UsageError(" ".join(notice.message for notice in notices))
    return View(data, args)


def _render(view: View, ending: str, today: date, options: ImageOptions) -> bytes:
    if ending not in IMAGE_FORMATS:
        return FORMATS[ending].render(view, today)
    try:
        return render_image(view, ending, today, options)
    except ImageError as error:
        raise CannotRead(str(error)) from error
