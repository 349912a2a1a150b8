"""`serve` on a workspace: which table it shows, and what it says when the workspace is no good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.newsroom import STORY, accept_all, kept, newsroom, workspace_of
from webapp import cli
from webapp.cli import serve as serving
from webapp.workspace.database import FILE


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What `serve` would have served: the app, host, port and whether to open it."""
    calls: list[Any] = []
    monkeypatch.setattr(serving, "_serve", lambda *arguments: calls.append(arguments))
    return calls


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.commands, [str(argument) for argument in arguments])


def heading(served: list[Any]) -> str:
    """The title of what the served app shows."""
    page = served[0][0].test_client().get("/").text
    return page.split("<h1>")[1].split("</h1>")[0]


def test_a_workspace_that_is_named_is_shown_even_when_it_is_empty(served, tmp_path):
    assert run("--workspace", tmp_path / "new").exit_code == 0
    assert heading(served) == "Your articles"


def test_its_events_are_shown_and_the_setting_of_a_database_is_overruled(
    served, tmp_path, monkeypatch
):
    app = newsroom(tmp_path)
    accept_all(app, kept(app))
    workspace_of(app).close()
    monkeypatch.setenv("CONFLICT_TIMELINE_DATABASE", "postgresql+psycopg://nobody@127.0.0.1:9/x")
    assert run("serve", "--workspace", tmp_path).exit_code == 0
    assert heading(served) == STORY.splitlines()[0]


def test_a_file_that_is_named_too_is_shown_and_the_articles_go_into_the_workspace(
    served, tmp_path, make_files
):
    events, _ = make_files([{}])
    assert run(events, "--workspace", tmp_path / "desk").exit_code == 0
    assert heading(served) == "A report"
    assert workspace_of(served[0][0]).where == str(tmp_path / "desk" / FILE)


def test_without_either_the_example_is_shown_until_there_are_events(served, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert run().exit_code == 0
    app = served[0][0]
    example = heading(served)
    accept_all(app, kept(app))
    assert example != heading(served) == STORY.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--workspace", "HERE"], "not a workspace", id="a damaged file"),
        pytest.param(
            ["--database", "postgresql+psycopg://nobody@127.0.0.1:9/x"],
            "cannot be reached",
            id="a server that does not answer",
        ),
        pytest.param(["--database", "mysql://x"], "postgresql", id="another kind of database"),
        pytest.param(["--workspace", "HERE", "--database", "x"], "not both", id="both"),
    ],
)
def test_a_workspace_that_is_no_good_is_told_in_words(served, tmp_path: Path, arguments, words):
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    result = run(*[tmp_path if argument == "HERE" else argument for argument in arguments])
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not served
