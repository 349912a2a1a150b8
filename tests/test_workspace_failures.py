"""What can go wrong with a database: each is told in words, and nothing that was saved is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.postgres import server
from tests.workspace_places import need_postgres, place, with_article, workspace
from webapp.workspace import failures
from webapp.workspace.base import WorkspaceError
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]
NOBODY = 65534
LOST = "Nothing that was saved before is lost"


def titles(workspace: Workspace) -> list[str]:
    return [article.title for article in workspace.articles()]


def add(workspace: Workspace, number: int, size: int = 2000) -> str:
    """An article of some size; gives its title."""
    title = f"Article {number}"
    workspace.add_article(f"{number} " * size, {"title": title}, "ann")
    return title


def fill(workspace: Workspace, saved: list[str]) -> None:
    """Add articles until one cannot be saved; `saved` gets those that were."""
    for number in range(1, 50):
        saved.append(add(workspace, number))


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    return found == ("ok",)


# A full disk


def test_on_a_full_disk_nothing_is_half_saved(tmp_path):
    """SQLite is told that there is no room for more pages: what it does on a full disk."""
    with closing(open_workspace(tmp_path)) as workspace:
        saved = [add(workspace, 0)]
        with workspace.database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def small(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + 8}")

        workspace.database.engine.dispose()
        sa.event.listen(workspace.database.engine, "connect", small)
        with pytest.raises(WorkspaceError, match=f"is full; this was not saved.*{LOST}"):
            fill(workspace, saved)
        assert titles(workspace)[::-1] == saved
        assert len(workspace.log(limit=1000)) == len(saved)
        sa.event.remove(workspace.database.engine, "connect", small)
        workspace.database.engine.dispose()
        saved.append(add(workspace, 99))
        assert titles(workspace)[::-1] == saved
    assert is_sound(tmp_path / "workspace.db")


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The kernel lets no file of this process grow over so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 1, 100, 4096, 9000, 20_000, 50_001])
def test_where_the_kernel_refuses_to_write_nothing_is_half_saved(tmp_path, room):
    """As a quota does: the write-ahead log is cut wherever the limit falls."""
    with closing(open_workspace(tmp_path)) as workspace:
        saved = [add(workspace, 0)]
        log = tmp_path / "workspace.db-wal"
        with files_up_to(log.stat().st_size + room):
            with pytest.raises(WorkspaceError, match=f"full.*this was not saved.*{LOST}"):
                fill(workspace, saved)
            assert titles(workspace)[::-1] == saved, "reading goes on"
        saved.append(add(workspace, 99))
        assert titles(workspace)[::-1] == saved
    with closing(open_workspace(tmp_path)) as again:
        assert titles(again)[::-1] == saved
    assert is_sound(tmp_path / "workspace.db")


# A folder or file that may not be written


@contextmanager
def somebody_else() -> Iterator[None]:
    """Without the rights of root, who may do everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A workspace with an article, in a folder that everybody may enter."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    with closing(open_workspace(made)) as workspace:
        with_article(workspace)
    if os.geteuid() == 0:
        for path in (made, *made.iterdir()):
            os.chown(path, NOBODY, NOBODY)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def test_a_read_only_folder(folder):
    content = (folder / "workspace.db").read_bytes()
    folder.chmod(0o555)
    with somebody_else(), pytest.raises(WorkspaceError, match=f"may not be written.*{LOST}"):
        open_workspace(folder)
    folder.chmod(0o755)
    assert (folder / "workspace.db").read_bytes() == content
    with somebody_else(), closing(open_workspace(folder)) as workspace:
        assert len(workspace.articles()) == 1


def test_a_read_only_file_can_be_read(folder):
    (folder / "workspace.db").chmod(0o444)
    with somebody_else(), closing(open_workspace(folder)) as workspace:
        assert len(workspace.articles()) == 1
        with pytest.raises(WorkspaceError, match="may not be written"):
            add(workspace, 1)
        assert len(workspace.articles()) == 1


@pytest.mark.parametrize("mode", [0o000, 0o600])
def test_a_folder_that_may_not_be_entered(folder, mode):
    folder.chmod(mode)
    with somebody_else(), pytest.raises(WorkspaceError, match=r"cannot be made|may not|is gone"):
        open_workspace(folder)


def test_a_new_folder_where_none_may_be_made(folder):
    folder.chmod(0o555)
    with somebody_else():
        for place in (folder / "new", folder / "new" / "deeper"):
            with pytest.raises(WorkspaceError, match="cannot be made: Permission denied"):
                open_workspace(place)


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="is a file"):
        open_workspace(tmp_path / "file")
    with pytest.raises(WorkspaceError, match="cannot be made"):
        open_workspace(tmp_path / "file" / "new")


# A locked database


def test_while_another_program_writes_reading_goes_on(tmp_path):
    with closing(open_workspace(tmp_path, wait=0.2)) as workspace:
        saved = [add(workspace, 0)]
        with closing(sqlite3.connect(tmp_path / "workspace.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(WorkspaceError, match=f"used by another program.*{LOST}"):
                add(workspace, 1)
            assert titles(workspace) == saved
            with closing(open_workspace(tmp_path, wait=0.2)) as another:
                assert titles(another) == saved
        saved.append(add(workspace, 2))
        assert titles(workspace)[::-1] == saved


def test_a_database_that_another_program_keeps_for_itself(tmp_path):
    with closing(open_workspace(tmp_path)) as workspace:
        add(workspace, 0)
    with closing(sqlite3.connect(tmp_path / "workspace.db")) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkspaceError, match="used by another program"):
            open_workspace(tmp_path, wait=0.2)


def test_who_waits_long_enough_gets_through(place):
    with closing(open_workspace(place, wait=20)) as workspace:
        released = threading.Event()

        def hold() -> None:
            with closing(open_workspace(place)) as other, other.database.changing() as connection:
                connection.exec_driver_sql("UPDATE counter SET revision = revision")
                held.set()
                released.wait(10)

        held = threading.Event()
        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(10)
        threading.Timer(0.3, released.set).start()
        add(workspace, 1)
        holder.join()
        assert titles(workspace) == ["Article 1"]


def test_a_writer_on_a_server_does_not_wait_for_ever():
    need_postgres()
    with closing(open_workspace(server().new(), wait=0.3)) as workspace:
        with workspace.database.changing() as connection:
            connection.exec_driver_sql("UPDATE counter SET revision = revision")
            with pytest.raises(WorkspaceError, match="used by another program"):
                add(workspace, 1)
            assert titles(workspace) == []
        assert add(workspace, 2) == titles(workspace)[0]


# A damaged file


@pytest.mark.parametrize(
    "content", [b"title,place\n" * 500, b"\0" * 8192, b"SQLite format 3\0 but"]
)
def test_another_file_in_its_place_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "workspace.db"
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match=r"not a workspace, or it is damaged.*run.py restore"):
        open_workspace(tmp_path)
    assert path.read_bytes() == content


def read_all(folder: Path) -> None:
    """Read everything, and write it into a backup."""
    with closing(open_workspace(folder)) as workspace:
        for article in workspace.articles():
            workspace.article(article.id)
        workspace.log(limit=1000)
        workspace.backup(folder / "copy")


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_damage_within_the_file_is_told(tmp_path, share):
    with closing(open_workspace(tmp_path)) as workspace:
        for number in range(30):
            add(workspace, number)
    path = tmp_path / "workspace.db"
    data = bytearray(path.read_bytes())
    start = int(len(data) * share)
    data[start:] = b"\xa5" * (len(data) - start)
    path.write_bytes(data)
    with pytest.raises(WorkspaceError, match="damaged"):
        read_all(tmp_path)
    assert not (tmp_path / "copy").exists()


# A server


def dead_url() -> str:
    return "postgresql+psycopg://ann:verysecret@127.0.0.1:9/team?sslpassword=verysecret"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param(dead_url, "cannot be reached: .*the server runs", id="nothing listens"),
        pytest.param(
            lambda: server().url("postgres", "verysecret"),
            "password authentication",
            id="wrong password",
        ),
        pytest.param(
            lambda: server().url("nowhere"), 'database "nowhere" does not exist', id="no database"
        ),
        pytest.param(
            lambda: f"{server().url('postgres')}?colour=verysecret",
            "invalid connection option",
            id="parameter",
        ),
        pytest.param(
            lambda: "postgresql+psycopg://ann@host.invalid/team", "cannot be reached", id="no host"
        ),
    ],
)
def test_a_server_that_cannot_be_used(url, words):
    need_postgres()
    with pytest.raises(WorkspaceError, match=words) as told:
        open_workspace(url(), wait=2)
    assert "verysecret" not in str(told.value)
    assert server().password not in str(told.value)


def test_without_the_package_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WorkspaceError, match=r"pip install -r requirements-postgres\.txt"):
        open_workspace(dead_url())


def test_a_user_who_may_only_read():
    need_postgres()
    url = server().new()
    open_workspace(url).close()
    name = url.rpartition("/")[2]
    server().sql(
        "CREATE ROLE reader LOGIN PASSWORD 'of-the-reader';"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        name,
    )
    theirs = url.replace(f"postgres:{server().password}@", "reader:of-the-reader@")
    with closing(open_workspace(theirs)) as workspace:
        assert workspace.articles() == ()
        with pytest.raises(WorkspaceError, match="may not write"):
            add(workspace, 1)
    server().sql(f"CREATE DATABASE {name}_empty")
    with pytest.raises(WorkspaceError, match=r"may not write .or make tables"):
        open_workspace(theirs.replace(name, f"{name}_empty"))


def test_a_connection_that_was_cut_is_made_anew():
    need_postgres()
    url = server().new()
    with closing(open_workspace(url)) as workspace:
        add(workspace, 1)
        name = url.rpartition("/")[2]
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        server().sql(f"{cut} WHERE datname = '{name}'")
        assert titles(workspace) == ["Article 1"]


class ServerError(Exception):
    """An error of a server, with its code."""

    def __init__(self, code: str | None) -> None:
        super().__init__("the first line\nDETAIL: more")
        self.sqlstate = code


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53100", "is full"),
        ("55P03", "used by another program"),
        ("40001", "used by another program"),
        ("25006", "may not write"),
        ("57P01", "cannot be reached: the first line. Check"),
        ("08006", "cannot be reached"),
        (None, "cannot be reached"),
        ("XX000", "refused: the first line. Nothing"),
    ],
)
def test_failures_of_a_server_in_words(code, words):
    told = failures.words(ServerError(code), "the place")
    assert words in told
    assert "DETAIL" not in told
