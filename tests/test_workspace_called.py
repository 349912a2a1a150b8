"""The name of the timeline: kept in the workspace, in its backups, and told to all who show it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom import SAME, accept_all, kept, newsroom, workspace_of
from tests.workspace_places import place, with_article, workspace
from webapp.workspace.called import MOST, OLD_FILE, tidy
from webapp.workspace.live import TITLE, LiveWorkspace
from webapp.workspace.packed import MANIFEST
from webapp.workspace.store import open_workspace

__all__ = ["place", "workspace"]
NAME = "The war of the north – “Nord” \U0001f54a"


def shown(live: LiveWorkspace) -> str:
    return live.get().dataset.title


def test_everybody_who_shows_the_workspace_sees_its_name_at_once(workspace, place):
    with closing(open_workspace(place)) as other:
        here, there = LiveWorkspace(workspace), LiveWorkspace(other)
        assert (shown(here), shown(there)) == (TITLE, TITLE)
        assert workspace.name_timeline(NAME, "ann") == NAME
        assert (shown(here), shown(there)) == (NAME, NAME)
        other.name_timeline("", "bob")
        assert (shown(here), shown(there)) == (TITLE, TITLE)
    told = [(entry.who, entry.action, entry.why) for entry in workspace.log()]
    assert told == [("bob", "name timeline", ""), ("ann", "name timeline", NAME)]


def test_the_page_names_it_in_either_database(place):
    app = newsroom(place)
    accept_all(app, kept(app))
    client = app.test_client()
    client.post("/articles/name", data={"name": NAME}, headers=SAME)
    assert workspace_of(app).timeline_name() == NAME
    form = BeautifulSoup(client.get("/articles").text, "html.parser")
    assert form.select_one("form[action='/articles/name'] input")["value"] == NAME
    heading = BeautifulSoup(client.get("/").text, "html.parser").select_one(".dataset h1")
    assert heading.text == NAME
    workspace_of(app).close()


def test_undo_in_an_article_leaves_the_name(workspace):
    article, (met, _) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.name_timeline(NAME, "ann")
    workspace.undo(article.id, "ann")
    assert workspace.timeline_name() == NAME


NAMES = [
    ("  Two\n lines ", "Two lines"),
    ("x" * 300, "x" * MOST),
    ("a\0b\ud800\u202e", "a\ufffdb\ufffd\ufffd"),
    (" \n ", ""),
]


@pytest.mark.parametrize(("given_name", "kept"), NAMES)
def test_a_name_is_kept_on_one_line(workspace, given_name, kept):
    assert workspace.name_timeline(given_name, "ann") == kept
    assert workspace.timeline_name() == kept


@given(st.text(max_size=300))
def test_a_tidy_name_stays_as_it_is(name):
    assert tidy(tidy(name)) == tidy(name)
    assert len(tidy(name)) <= MOST


def test_restoring_brings_back_the_name_of_that_time(workspace, tmp_path):
    with_article(workspace)
    workspace.name_timeline(NAME, "ann")
    workspace.backup(tmp_path / "a.backup")
    workspace.name_timeline("Another one", "ann")
    live = LiveWorkspace(workspace)
    workspace.restore(tmp_path / "a.backup", force=True)
    assert (workspace.timeline_name(), shown(live)) == (NAME, NAME)


LATER = ("settings", "fronts")
"""Tables of backups that the first layout did not have."""


def test_a_backup_of_an_earlier_version_has_no_name(workspace, tmp_path):
    with_article(workspace)
    workspace.backup(tmp_path / "now.backup")
    with (
        zipfile.ZipFile(tmp_path / "now.backup") as now,
        zipfile.ZipFile(tmp_path / "old.backup", "w") as old,
    ):
        manifest = json.loads(now.read(MANIFEST)) | {"layout": "0001"}
        for later in LATER:
            del manifest["tables"][later]
        for name in now.namelist():
            if name not in (MANIFEST, *(f"{later}.jsonl" for later in LATER)):
                old.writestr(name, now.read(name))
        old.writestr(MANIFEST, json.dumps(manifest))
    workspace.name_timeline(NAME, "ann")
    workspace.restore(tmp_path / "old.backup", force=True)
    assert workspace.timeline_name() == ""
    assert len(workspace.articles()) == 1


# The file of earlier versions


def with_file(folder: Path, data: bytes) -> Path:
    open_workspace(folder).close()
    (folder / OLD_FILE).write_bytes(data)
    return folder / OLD_FILE


@pytest.mark.parametrize("known", ["", "A newer one"])
def test_the_file_of_an_earlier_version_is_taken_over_once(tmp_path, known):
    path = with_file(tmp_path, f"{NAME}\n".encode())
    if known:
        path.rename(tmp_path / "aside")
        with closing(open_workspace(tmp_path)) as first:
            first.name_timeline(known, "ann")
        (tmp_path / "aside").rename(path)
    with closing(open_workspace(tmp_path)) as opened:
        assert opened.timeline_name() == (known or NAME)
    assert not path.exists()
    with closing(open_workspace(tmp_path)) as again:
        assert again.timeline_name() == (known or NAME)
        again.name_timeline("", "ann")
    with closing(open_workspace(tmp_path)) as last:
        assert last.timeline_name() == "", "what was taken away stays away"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"  \n"])
def test_a_file_that_says_nothing_is_left_alone(tmp_path, data):
    path = with_file(tmp_path, data)
    with closing(open_workspace(tmp_path)) as opened:
        assert (opened.timeline_name(), opened.revision()) == ("", 0)
    assert path.read_bytes() == data


def test_while_nothing_can_be_written_the_workspace_still_opens(tmp_path):
    path = with_file(tmp_path, NAME.encode())
    with (
        closing(_held_by_another(tmp_path)),
        closing(open_workspace(tmp_path, wait=0.1)) as opened,
    ):
        assert opened.articles() == ()
    assert path.exists(), "for the next time"
    with closing(open_workspace(tmp_path)) as opened:
        assert opened.timeline_name() == NAME


def _held_by_another(folder: Path):
    """Another program that writes for long."""
    connection = sqlite3.connect(folder / "workspace.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection
