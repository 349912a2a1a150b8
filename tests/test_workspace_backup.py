"""A workspace in one file, and back: from either kind of database into either kind."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.needs import ROOT
from tests.workspace_places import (
    KINDS,
    new_place,
    place,
    with_article,
    with_other,
    workspace,
)
from webapp.workspace.base import WorkspaceError
from webapp.workspace.live import LiveWorkspace
from webapp.workspace.packed import MANIFEST
from webapp.workspace.schema import TABLES
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]
SECRET = "correct horse battery"
Rows = dict[str, list[tuple[object, ...]]]


def fill(workspace: Workspace) -> None:
    """Something in every table."""
    workspace.import_tables(ROOT / "data" / "events.csv", "ann")
    article, (met, shelled) = with_article(workspace)
    _, other = with_other(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.accept(other.id, other.version, "bob", why="näher am “Text” \U0001f54a")
    workspace.set_apart([met.id, other.id], "ann")
    workspace.link([met.id, other.id], "ann")
    workspace.reject(shelled.id, shelled.version, "ann")
    workspace.undo(article.id, "ann")
    workspace.add_user("ann", SECRET, "admin")
    workspace.name_timeline("The war of the north", "ann")
    _put_in_front(workspace)


def _put_in_front(workspace: Workspace) -> None:
    """As an imported links.csv does."""
    with tempfile.TemporaryDirectory() as folder:
        events, _ = workspace.export_tables(Path(folder))[:2]
        names = workspace.events()[0]["event_id"].tolist()[:2]
        rows = ("event_id,same_event_as", ",".join(names), "")
        events.with_name("links.csv").write_text("\n".join(rows))
        workspace.import_tables(events, "ann")


def everything(workspace: Workspace) -> Rows:
    with workspace.database.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in TABLES
        }


def restored(rows: Rows) -> Rows:
    """Without what restoring adds: its entry in the log, and the number of that."""
    kept = {name: found for name, found in rows.items() if name != "counter"}
    kept["log"] = [row for row in rows["log"] if row[3] != "restore"]
    return kept


@pytest.fixture(scope="module", params=KINDS)
def filled(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("filled")
    with closing(open_workspace(new_place(request.param, folder))) as opened:
        fill(opened)
        yield opened


@pytest.fixture(scope="module")
def copy(filled, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("copy") / "copy.backup"
    filled.backup(path)
    return path


def test_the_example_has_something_in_every_table(filled):
    assert [name for name, rows in everything(filled).items() if not rows] == []


def test_everything_is_restored(filled, copy, workspace):
    workspace.restore(copy, who="root")
    assert restored(everything(workspace)) == restored(everything(filled))
    assert workspace.check_user("ann", SECRET).role == "admin"
    assert workspace.timeline_name() == "The war of the north"
    assert LiveWorkspace(workspace).get().dataset.title == "The war of the north"
    assert workspace.revision() > filled.revision()
    entry = workspace.log()[0]
    assert (entry.who, entry.action, entry.why) == ("root", "restore", "copy.backup")


def test_nobody_is_logged_in_by_a_backup(filled, copy, workspace, tmp_path):
    """What has ended since does not come back, and the file of a workspace brings none either."""
    word = filled.begin_session(filled.user("ann"), 3600.0)
    filled.backup(tmp_path / "later.backup")
    with zipfile.ZipFile(tmp_path / "later.backup") as archive:
        assert "sessions.jsonl" not in archive.namelist()
    workspace.restore(tmp_path / "later.backup")
    assert workspace.session(word) is None
    here = workspace.begin_session(workspace.user("ann"), 3600.0)
    workspace.restore(tmp_path / "later.backup", force=True)
    assert workspace.session(here) is None, "the same account, before and after"
    if filled.database.file:
        workspace.restore(filled.database.file, force=True)
        assert workspace.session(word) is None


def test_work_goes_on_in_what_was_restored(copy, workspace):
    workspace.restore(copy)
    article = "the-paper-talks-resume-in-merrin"
    numbers = {item.id for item in workspace.items(article)}
    made = workspace.own(article, 0, 5, {}, "ann")
    assert made.id not in numbers
    assert workspace.undo(article, "ann") is not None
    assert workspace.undo(article, "ann") is not None, "what was done before the backup as well"


def test_what_is_there_is_replaced_only_by_force(copy, workspace, tmp_path):
    workspace.add_article("Another text.", {"title": "Only here"}, "cid")
    before = everything(workspace)
    with pytest.raises(WorkspaceError, match=r"not empty.*--force"):
        workspace.restore(copy)
    assert everything(workspace) == before
    live = LiveWorkspace(workspace)
    workspace.restore(copy, force=True)
    assert "Only here" not in [summary.title for summary in workspace.articles()]
    assert len(live.get().dataset) > 20, "readers notice"
    _refuse_change_of_the_log(workspace)


def _refuse_change_of_the_log(workspace: Workspace) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="never changed"):  # noqa: SIM117
        with workspace.database.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM log")


def test_the_file_of_a_workspace_is_a_backup_as_well(workspace, tmp_path):
    with closing(open_workspace(tmp_path / "other")) as other:
        fill(other)
        expected = everything(other)
    workspace.restore(tmp_path / "other" / "workspace.db")
    assert restored(everything(workspace)) == restored(expected)


def test_a_backup_while_others_write_is_of_one_moment(place, tmp_path):
    with closing(open_workspace(place)) as first:
        stop = threading.Event()

        def write() -> None:
            with closing(open_workspace(place)) as own:
                number = 0
                while not stop.is_set():
                    own.add_article(f"Article {number}", {}, "ann")
                    number += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                first.backup(tmp_path / f"{number}.backup")
        finally:
            stop.set()
            writer.join()
    for number in range(5):
        with closing(open_workspace(tmp_path / f"restored-{number}")) as other:
            other.restore(tmp_path / f"{number}.backup")
            entries = other.log(limit=10**6)
            assert len(other.articles()) == len(entries) - 1


# What is no backup, or a damaged one

Damage = dict[str, bytes]


def rewrite(copy: Path, path: Path, change: dict[str, bytes | None]) -> Path:
    """A backup with other members; None takes one away."""
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return path


def member(copy: Path, name: str) -> bytes:
    with zipfile.ZipFile(copy) as archive:
        return archive.read(name)


def refused(workspace: Workspace, path: Path, words: str) -> None:
    before = everything(workspace)
    with pytest.raises(WorkspaceError, match=words):
        workspace.restore(path, force=True)
    assert everything(workspace) == before


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_off_backup_is_refused(copy, workspace, tmp_path, share):
    data = copy.read_bytes()
    path = tmp_path / "cut"
    path.write_bytes(data[: int(len(data) * share)])
    refused(workspace, path, "no backup|damaged")


def test_a_backup_with_any_byte_changed_is_refused_or_the_same(tmp_path):
    """Twenty places of the file; a byte that means nothing may change (a time in the archive)."""
    with closing(open_workspace(tmp_path / "source")) as source:
        fill(source)
        source.backup(tmp_path / "copy")
        expected = restored(everything(source))
    data = (tmp_path / "copy").read_bytes()
    outcomes = []
    for at in range(5, len(data), len(data) // 20):
        path = tmp_path / "changed"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x21]) + data[at + 1 :])
        with closing(open_workspace(tmp_path / f"into-{at}")) as other:
            try:
                other.restore(path)
            except WorkspaceError:
                outcomes.append("refused")
                assert other.revision() == 0
            else:
                outcomes.append("the same")
                assert restored(everything(other)) == expected
    assert outcomes.count("refused") > 15


def test_a_backup_whose_content_is_not_what_was_written_is_refused(copy, workspace, tmp_path):
    articles = member(copy, "articles.jsonl")
    changes: dict[str, dict[str, bytes | None]] = {
        "a word": {"articles.jsonl": articles.replace(b"Merrin", b"Berlin")},
        "a line": {"articles.jsonl": articles.split(b"\n", 1)[1]},
        "no JSON": {"articles.jsonl": b"{" + articles},
        "no rows": {"articles.jsonl": b""},
        "a table": {"log.jsonl": None},
        "manifest": {MANIFEST: None},
        "other manifest": {MANIFEST: b"[]"},
        "no format": {MANIFEST: b'{"format": "another"}'},
    }
    for name, change in changes.items():
        refused(workspace, rewrite(copy, tmp_path / name, change), "no backup|damaged")


def test_a_backup_without_one_of_its_tables_is_refused(copy, workspace, tmp_path):
    manifest = json.loads(member(copy, MANIFEST))
    del manifest["tables"]["users"]
    change = {MANIFEST: json.dumps(manifest).encode()}
    refused(workspace, rewrite(copy, tmp_path / "less", change), "damaged")


def test_a_newer_backup_is_refused(copy, workspace, tmp_path):
    manifest = json.loads(member(copy, MANIFEST)) | {"layout": "9999"}
    change = {MANIFEST: json.dumps(manifest).encode()}
    refused(workspace, rewrite(copy, tmp_path / "newer", change), "newer version .*layout 9999")


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"SQLite format 3\0", b"title,place\n", b"\0" * 99]
)
def test_another_file_is_no_backup(workspace, tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    refused(workspace, path, "no backup|damaged")


def test_another_zip_or_database_is_no_backup(workspace, tmp_path):
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("a", "b")
    refused(workspace, tmp_path / "zip", "no backup")
    with closing(sqlite3.connect(tmp_path / "db")) as connection:
        connection.execute("CREATE TABLE notes (a)")
    refused(workspace, tmp_path / "db", "another program")


def test_a_backup_that_is_not_there(workspace, tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be read: No such file"):
        workspace.restore(tmp_path / "nothing")
    with pytest.raises(WorkspaceError, match="cannot be read: Is a directory"):
        workspace.restore(tmp_path)


def test_a_damaged_file_of_a_workspace_is_refused(workspace, tmp_path):
    with closing(open_workspace(tmp_path / "other")) as other:
        fill(other)
    path = tmp_path / "other" / "workspace.db"
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    refused(workspace, path, "damaged")


def test_rows_that_lead_nowhere_are_damage(workspace, tmp_path):
    with closing(open_workspace(tmp_path / "other")) as other:
        fill(other)
    path = tmp_path / "other" / "workspace.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO apart VALUES (777, 888)")
    refused(workspace, path, "damaged")
    other = open_workspace(tmp_path / "other")
    with closing(other), pytest.raises(WorkspaceError, match="is damaged"):
        other.backup(tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


# Where a backup cannot be written


def test_the_workspace_itself_is_no_place_for_its_backup(tmp_path):
    with closing(open_workspace(tmp_path)) as workspace:
        with pytest.raises(WorkspaceError, match="workspace itself"):
            workspace.backup(tmp_path / "workspace.db")
        assert workspace.revision() == 0


def test_an_older_backup_stays_when_the_new_one_fails(filled, tmp_path, monkeypatch):
    path = tmp_path / "copy"
    path.write_text("the older one")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("webapp.workspace.packed._pack_table", fails)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        filled.backup(path)
    assert path.read_text() == "the older one"
    assert [found.name for found in tmp_path.iterdir()] == ["copy"], "nothing is left lying about"


def test_a_backup_into_a_folder_that_cannot_be(filled, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        filled.backup(tmp_path / "file" / "copy")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        filled.backup(tmp_path)
