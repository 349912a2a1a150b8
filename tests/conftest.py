"""Fixtures of all tests: the shipped table, tables made for a test, the app on either."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.needs import ROOT, article_path, english_parser, missing
from webapp import create_app
from webapp.extract.language import Parser
from webapp.model.columns import EVENT_NAMES, SOURCE_NAMES
from webapp.model.text import decode
from webapp.store.dataset import Dataset
from webapp.store.load import load_dataset

Rows = Iterable[Mapping[str, object]]
MakeFiles = Callable[..., tuple[Path, Path]]

EVENT = {
    "date": "2022-03-13",
    "date_basis": "stated",
    "title": "Side A meets side B in the town",
    "event_type": "CONSULT",
    "actors": "A;B",
    "claim_status": "reported",
    "source_id": "report-1",
}
SOURCE = {"source_id": "report-1", "title": "A report", "publisher": "The Paper", "language": "en"}


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or changes the articles of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data-home")))
        yield


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting of the computer must not decide what a test sees."""
    for name in ("EVENTS", "SOURCES", "TITLE", "MAX_FILE_MB", "WORKSPACE", "DATABASE"):
        monkeypatch.delenv(f"CONFLICT_TIMELINE_{name}", raising=False)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The shipped table."""
    return load_dataset(ROOT / "data" / "events.csv", ROOT / "data" / "sources.csv")


@pytest.fixture(scope="session")
def article_text() -> str:
    """The normalised text that the shipped table codes. It is not part of the repository."""
    path = article_path()
    if not path.exists():
        missing(
            "the article is not here; set CONFLICT_TIMELINE_ARTICLES to the folder that holds "
            "ceasefire-talks.txt"
        )
    return decode(path.read_bytes())


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The English parser; without it a test is skipped, or fails where nothing may be skipped."""
    return english_parser()


@pytest.fixture
def make_files(tmp_path: Path) -> MakeFiles:
    """A function that writes `events.csv` and `sources.csv` and gives their paths.

    Each row says only what matters; the rest is filled in. Columns that the codebook does not know
    follow the others. `sources` defaults to one source; `name` is a folder, for several tables.
    """

    def make(rows: Rows, sources: Rows | None = None, name: str = "table") -> tuple[Path, Path]:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        events = [{"event_id": f"event-{n}", **EVENT, **row} for n, row in enumerate(rows, 1)]
        described = [{**SOURCE, **row} for row in (sources if sources is not None else [{}])]
        _write(folder / "events.csv", EVENT_NAMES, events)
        _write(folder / "sources.csv", SOURCE_NAMES, described)
        return folder / "events.csv", folder / "sources.csv"

    return make


def _write(path: Path, names: Iterable[str], rows: list[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys([*names, *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def app() -> Flask:
    """The app on the shipped table."""
    return create_app({"EVENTS": ROOT / "data" / "events.csv", "TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the app on the shipped table."""
    return app.test_client()


@pytest.fixture
def make_app(make_files: MakeFiles) -> Callable[..., Flask]:
    """A function that gives the app on a table made as by `make_files`."""

    def make(rows: Rows, sources: Rows | None = None, name: str = "table", **config: Any) -> Flask:
        events, described = make_files(rows, sources, name)
        return create_app({"EVENTS": events, "SOURCES": described, "TESTING": True, **config})

    return make
