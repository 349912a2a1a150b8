"""Opening another table: by upload, by its path on this computer, and by saying what is what."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import platformdirs
from flask import Blueprint, Flask, Response, current_app, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from webapp.model.problems import InputError, Problem
from webapp.model.vocabulary import EVENT_TYPES
from webapp.store.formats.base import Converted, Head
from webapp.store.load import NeedsMapping
from webapp.store.mapping import (
    FIELDS,
    Guess,
    Mapping,
    format_of,
    guess,
    mapping_beside,
    save_mapping,
)
from webapp.store.mapping.base import TYPE_KEY
from webapp.store.parts import is_parted
from webapp.store.reading import open_tables
from webapp.web.config import is_public, load_options, settings
from webapp.web.desk import desk
from webapp.web.errors import NotFound, Refused
from webapp.web.htmx import render
from webapp.web.opening import Live, open_live
from webapp.web.sameorigin import require_same_origin
from webapp.web.showing import EXAMPLE, accepted_in, show_files, show_workspace, showing
from webapp.web.state import EXTENSION
from webapp.workspace.base import WorkspaceError

blueprint = Blueprint("tables", __name__, url_prefix="/tables")
SAMPLE = 20
"""Rows that the mapping screen shows."""
RECENT = 8
UPLOAD_MB = 2048


@dataclass(frozen=True)
class Recent:
    """A table that was opened before."""

    name: str
    path: str
    folder: str


@dataclass(frozen=True)
class FieldRow:
    """One field of the mapping screen: what it means, what was chosen, and why."""

    name: str
    label: str
    help: str
    required: bool
    value: str
    choices: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True)
class Preview:
    """The first events as a mapping makes them."""

    events: tuple[dict[str, str], ...]
    problems: tuple[str, ...]
    rows: int
    good: int


@blueprint.get("")
def page() -> Response:
    """The page to open a table from."""
    return _page()


def _page(error: str = "", status: int = 200, path: str = "") -> Response:
    live: Live = current_app.extensions[EXTENSION]
    return render(
        "tables/page.html",
        "tables/page.html",
        status=status,
        title="Open a table – Conflict Timeline",
        error=error,
        path=path,
        public=is_public(current_app.config),
        articles=_articles_words(),
        shows=showing().kind,
        # Where things are on this computer is nobody else's business.
        current=[
            shown.name if is_public(current_app.config) else str(shown) for shown in live.paths
        ],
        recent=_recent(),
        upload_mb=UPLOAD_MB,
    )


def _articles_words() -> str:
    """What the workspace holds, for whoever may go over to it."""
    if is_public(current_app.config):
        return ""
    try:
        count = accepted_in(desk())
    except WorkspaceError as error:
        return str(error)
    return f"{count:,} accepted event{'' if count == 1 else 's'}" if count else "no events yet"


@blueprint.post("/articles")
def open_articles() -> BaseResponse:
    """Show the accepted events of the workspace."""
    _require_local()
    show_workspace(_app())
    return redirect("/", 303)


@blueprint.post("/example")
def open_example() -> BaseResponse:
    """Show the shipped example."""
    _require_local()
    switch(_app(), [EXAMPLE])
    return redirect("/", 303)


@blueprint.post("/open")
def open_path() -> BaseResponse:
    """Open a table by its path on this computer."""
    _require_local()
    text = request.form.get("path", "").strip().strip("\"'")
    if not text:
        return _page("Write the path of a table, or choose a file.", 400)
    return _open(Path(os.path.expanduser(text)))  # noqa: PTH111  (of an unknown user it is left)


@blueprint.post("/upload")
def upload() -> BaseResponse:
    """Take a file from the browser and open it."""
    _require_local()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page("Choose a file first.", 400)
    try:
        return _open(_kept(file))
    except OSError as error:
        return _page(f"The file could not be kept: {error.strerror or error}.", 507)


@blueprint.get("/map")
def mapping_form() -> BaseResponse:
    """Which column is what: guesses filled in, and the first events as they would be."""
    _require_local()
    return _mapping_page(_path_asked_for(request.args.get("path", "")), dict(request.args))


@blueprint.post("/map")
def mapping_save() -> BaseResponse:
    """Save a mapping beside its file and open the table."""
    _require_local()
    form = request.form.to_dict()
    path = _path_asked_for(form.get("path", ""))
    mapping, errors = Mapping.from_form(form)
    if errors:
        return _mapping_page(path, form, errors, 400)
    try:
        save_mapping(mapping, mapping_beside(path))
    except OSError as error:
        advice = f"The mapping cannot be saved beside the file: {error.strerror or error}."
        return _mapping_page(path, form, [advice], 400)
    return _open(path)


def _require_local() -> None:
    """Only the person at this computer opens tables, and only from our own pages."""
    if is_public(current_app.config):
        raise Refused(
            "Others can reach this app, so tables are opened on its own computer: "
            "python run.py serve FILE..."
        )
    require_same_origin()


def _path_asked_for(text: str) -> Path:
    path = Path(text)
    if not text or not os.path.isfile(path):  # noqa: PTH113  (a path too long raises nothing here)
        raise NotFound(f"There is no file at “{text[:200]}”. Open it anew.")
    return path


def _open(path: Path) -> BaseResponse:
    """Show a table, ask what its columns are, or say why it cannot be read."""
    if not path.is_absolute():
        return _page("Write the whole path, from the root folder on.", 400, str(path))
    try:
        if not is_parted(path):
            open_tables(path, load_options(current_app.config).limits)
        switch(_app(), [path])
    except NeedsMapping:
        return redirect(f"/tables/map?{_query(path)}", 303)
    except InputError as error:
        return _page(str(error), 400, str(path))
    except OSError as error:
        return _page(f"There can be no file at this path: {error.strerror}.", 400, str(path))
    _remember(path)
    return redirect("/", 303)


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _query(path: Path) -> str:
    return urlencode({"path": str(path)})


def switch(app: Flask, paths: Sequence[Path]) -> None:
    """Show other files from now on. Raises InputError when they cannot be read."""
    wanted = {"EVENTS": tuple(paths), "SOURCES": None, "TITLE": "", "MAPPING": None, "DASK": ""}
    config = {**app.config, **settings({**app.config, **wanted})}
    live = open_live(config)
    app.config.update(wanted)
    show_files(app, live)


# Files from the browser


def _folder() -> Path:
    given = current_app.config["DATA"]
    base = Path(given) if given else Path(platformdirs.user_data_dir("conflict-timeline", False))
    return base / "tables"


def _kept(file: FileStorage) -> Path:
    """Where an uploaded file is kept. Its name is made harmless; an older one is replaced."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.-]+", "-", Path(file.filename or "").name, flags=re.ASCII).strip("-.")
    place = folder / (stem[-80:] or "table")
    handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as target:
            file.save(target)
        Path(part).replace(place)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
    return place


def _recent_file() -> Path:
    return _folder() / "recent.txt"


def _recent() -> list[Recent]:
    if is_public(current_app.config):
        return []
    try:
        lines = _recent_file().read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    paths = [Path(line) for line in lines if line and Path(line).exists()]
    return [Recent(path.name, str(path), str(path.parent)) for path in paths]


def _remember(path: Path) -> None:
    paths = [str(path), *(recent.path for recent in _recent() if recent.path != str(path))]
    try:
        _recent_file().parent.mkdir(parents=True, exist_ok=True)
        _recent_file().write_text("\n".join(paths[:RECENT]) + "\n", encoding="utf-8")
    except (OSError, ValueError):
        current_app.logger.info("the list of recent tables could not be written")


# The mapping screen


def _mapping_page(
    path: Path, form: dict[str, str], errors: Sequence[str] = (), status: int = 200
) -> Response:
    try:
        table = open_tables(path, load_options(current_app.config).limits)[0]
    except InputError as error:
        return _page(str(error), 400, str(path))
    guessed = guess(table.head)
    filled = dict(form) if "date" in form else {**guessed.mapping.to_form(), "path": str(path)}
    mapping, wrong = Mapping.from_form(filled)
    cells = next(iter(table.batches())).cells.head(SAMPLE)
    converted = None if wrong else format_of(mapping).convert(table.file, cells)
    return render(
        "tables/map.html",
        "tables/map.html",
        status=status,
        title=f"{path.name}: which column is what? – Conflict Timeline",
        file=table.file,
        path=str(path),
        fields=_fields(table.head, filled, guessed),
        names=list(cells.columns),
        sample=cells.to_numpy().tolist(),
        questions=guessed.questions,
        examples=guessed.examples,
        order_reason=guessed.reasons.get("day_order", ""),
        day_order=filled.get("day_order", ""),
        century=filled.get("century", ""),
        types=_types(filled, cells, event_types=mapping.columns.get("event_type", "")),
        type_choices=[(t.code, t.label) for t in EVENT_TYPES],
        separator=filled.get("party_separator", ";"),
        credit=filled.get("credit", ""),
        licence=filled.get("licence", ""),
        redistribution=filled.get("redistribution", "unknown"),
        errors=[*errors, *(w for w in wrong if w not in errors)] if "date" in form else [],
        preview=_preview(converted, len(cells)) if converted else None,
    )


def _types(
    filled: dict[str, str], cells: pd.DataFrame, event_types: str
) -> list[tuple[str, str, str]]:
    """Name of the form's field, value of the table and event type, for each value of the sample."""
    if event_types not in cells:
        return []
    values = [str(value) for value in cells[event_types].str.strip().unique() if value]
    named = [name.removeprefix(TYPE_KEY) for name in filled if name.startswith(TYPE_KEY)]
    every = dict.fromkeys([*values, *named])
    return [(f"{TYPE_KEY}{v}", v, filled.get(f"{TYPE_KEY}{v}", "")) for v in list(every)[:60]]


def _fields(head: Head, filled: dict[str, str], guessed: Guess) -> list[FieldRow]:
    choices = (("", "not in this table"), *((name, name) for name in head.names if name))
    return [
        FieldRow(
            field.name,
            field.label,
            field.help,
            field.required,
            filled.get(field.name, ""),
            choices,
            guessed.reasons.get(field.name, ""),
        )
        for field in FIELDS
    ]


def _preview(converted: Converted, rows: int) -> Preview:
    shown = ("date", "title", "actors", "recipients", "event_type", "place")
    events = converted.events
    records = [
        {name: str(record.get(name, "")) for name in shown}
        for record in events.head(8).to_dict("records")
    ]
    return Preview(tuple(records), tuple(map(_told, converted.problems[:8])), rows, len(events))


def _told(problem: Problem) -> str:
    return str(problem)
