"""The page of a large table before it is there."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from webapp import create_app
from webapp.cli.progress import ProgressBar
from webapp.export.progress import duration, progress_words
from webapp.model.problems import InputError
from webapp.store import live
from webapp.store.load import LoadOptions
from webapp.store.progress import Progress
from webapp.web.state import EXTENSION

MakeFiles = Callable[..., tuple[Path, Path]]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def told() -> threading.Event:
    """Whether the load has told how far it is."""
    return threading.Event()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, told: threading.Event) -> Iterator[threading.Event]:
    """Every table counts as large, and none is loaded before the gate opens."""
    opened = threading.Event()
    load = live.load_tables

    def wait(paths: Any, options: LoadOptions) -> Any:
        options.progress(Progress("events.csv", 12_345, 0.5, 10.0))
        told.set()
        opened.wait(20)
        return load(paths, options)

    monkeypatch.setattr(live, "AT_ONCE", -1)
    monkeypatch.setattr(live, "load_tables", wait)
    yield opened
    opened.set()


@pytest.fixture
def client(gate: threading.Event, told: threading.Event, make_files: MakeFiles) -> FlaskClient:
    events, _ = make_files([{}])
    client = create_app({"EVENTS": events}).test_client()
    assert told.wait(10)
    return client


def test_a_page_says_how_far_it_is(client: FlaskClient) -> None:
    answer = client.get("/?party=A")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("progress")["value"] == "50"  # type: ignore[index]
    assert "12,345 rows, 1,200 a second, about 10 seconds left" in page.get_text()
    assert page.select_one("noscript meta[http-equiv=refresh]")


@pytest.mark.parametrize("path", ["/figure.json", "/healthz"])
def test_programs_are_told_in_json(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.get_json()["status"]) == (503, "loading")


def test_the_waiting_page_asks_again_and_is_told_when_it_is_done(
    client: FlaskClient, gate: threading.Event
) -> None:
    waiting = client.get("/loading", headers=PARTIAL)
    assert waiting.status_code == 200
    assert BeautifulSoup(waiting.text, "html.parser").select_one("#loading[hx-get='/loading']")
    gate.set()
    assert client.application.extensions[EXTENSION].wait(10)
    assert client.get("/loading", headers=PARTIAL).headers["HX-Refresh"] == "true"
    assert client.get("/loading").headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_table_that_cannot_be_loaded_is_told(
    make_files: MakeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InputError("events.csv needs about 900 GB of memory.")

    monkeypatch.setattr(live, "AT_ONCE", -1)
    monkeypatch.setattr(live, "load_tables", fail)
    app = create_app({"EVENTS": make_files([{}])[0]})
    assert app.extensions[EXTENSION].wait(10)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "about 900 GB of memory" in answer.text


WORDS = [
    ("nothing is known yet", Progress("a.csv", 0, None, 0.0), "Reading a.csv"),
    (
        "a part",
        Progress("a.csv", 500, 0.25, 5.0),
        "Reading a.csv: 25%, 500 rows, 100 a second, about 15 seconds left",
    ),
    (
        "the end",
        Progress("a.csv", 500, 1.0, 5.0, "Putting into order"),
        "Putting into order a.csv: 100%, 500 rows, 100 a second",
    ),
]


@pytest.mark.parametrize(("progress", "words"), [pytest.param(p, w, id=n) for n, p, w in WORDS])
def test_progress_in_words(progress: Progress, words: str) -> None:
    assert progress_words(progress) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "about 1 second"),
        (80, "about 80 seconds"),
        (150, "about 2 minutes"),
        (9000, "about 2 hours"),
    ],
)
def test_a_stretch_of_time_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_log_gets_a_line_now_and_then_and_a_terminal_a_bar() -> None:
    log = io.StringIO()
    bar = ProgressBar(log)
    bar(Progress("a\x1b.csv", 1, 0.1, 0.5))
    assert log.getvalue() == "", "what is over at once needs no bar"
    for _ in range(5):
        bar(Progress("a\x1b.csv", 100, 0.5, 2.0))
    assert log.getvalue().count("\n") == 1
    assert "\x1b" not in log.getvalue()
    log.isatty = lambda: True  # type: ignore[method-assign]
    terminal = ProgressBar(log)
    terminal(Progress("a.csv", 100, 0.5, 2.0))
    terminal.close()
    assert "[############............]" in log.getvalue()
