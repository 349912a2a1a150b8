"""The tables and their migrations, and databases that are not ours."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from tests.postgres import server
from tests.workspace_places import KINDS, need_postgres, place, with_article, workspace
from webapp.workspace.base import WorkspaceError
from webapp.workspace.database import connect, in_file
from webapp.workspace.migrate import bring_up_to_date, current, head, write_ahead
from webapp.workspace.schema import METADATA, VERSION_TABLE
from webapp.workspace.store import open_workspace

__all__ = ["place", "workspace"]


def test_the_tables_are_what_the_newest_migration_leaves(workspace):
    with workspace.database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert current(connection) == head()


def test_keys_lead_somewhere(workspace):
    statement = "INSERT INTO apart (first_id, second_id) VALUES (7, 8)"
    with pytest.raises(sa.exc.IntegrityError), workspace.database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_no_two_accepted_events_have_one_name(workspace):
    """The database's last word, should the code be wrong one day."""
    _, (met, shelled) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    name = accepted.fields["event_id"]
    statement = f"UPDATE items SET event_id = '{name}', state = 'accepted' WHERE id = {shelled.id}"  # noqa: S608
    with pytest.raises(sa.exc.IntegrityError), workspace.database.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_opening_again_keeps_everything(place):
    with closing(open_workspace(place)) as first:
        article, items = with_article(first)
    with closing(open_workspace(place)) as second:
        assert second.items(article.id) == items
        assert second.article(article.id) == article


OLD_USER = """
INSERT INTO users (name, role, hash, added)
VALUES ('ann', 'editor', 'no hash', '2024-01-01T00:00:00.000Z')
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_workspace_of_the_first_layout_is_brought_up_to_date(kind, tmp_path):
    """With what it holds; nobody has to do anything."""
    if kind == "postgresql":
        need_postgres()
    place = server().new() if kind == "postgresql" else str(tmp_path)
    with closing(connect(place)) as database:
        bring_up_to_date(database, "0001")
        with database.changing() as connection:
            connection.exec_driver_sql(OLD_USER)
    with closing(open_workspace(place)) as workspace:
        ann = workspace.user("ann")
        assert workspace.session(workspace.begin_session(ann, 60.0)) == ann
        with workspace.database.reading() as connection:
            assert current(connection) == head()


def test_what_is_saved_has_reached_the_disk(tmp_path):
    with closing(open_workspace(tmp_path)) as workspace, workspace.database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_only_its_owner_may_read_it(tmp_path):
    folder = tmp_path / "new"
    open_workspace(folder).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "workspace.db").stat().st_mode & 0o777 == 0o600
    open_workspace(tmp_path).close()
    assert (tmp_path / "workspace.db").stat().st_mode & 0o777 == 0o600, "also in a folder for all"


def test_who_is_writing_just_now_does_not_keep_the_log_from_being_changed(tmp_path):
    """SQLite would not wait: it refuses at once, however long it is told to."""
    path = tmp_path / "workspace.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        leaving = threading.Timer(0.3, writer.execute, ["ROLLBACK"])
        leaving.start()
        write_ahead(in_file(path, wait=30))
        leaving.join()


# Newer, or not ours


def test_a_newer_layout_is_refused_and_left_alone(place):
    with closing(open_workspace(place)) as workspace:
        _, items = with_article(workspace)
        _set_layout(workspace.database.engine, "9999")
    with pytest.raises(WorkspaceError, match=r"newer version .*layout 9999.*knows up to 000"):
        open_workspace(place)
    with closing(open_workspace_at_layout(place)) as workspace:
        assert workspace.items(items[0].article_id) == items


def _set_layout(engine: sa.Engine, layout: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{layout}'")  # noqa: S608


def open_workspace_at_layout(place: str):
    """The workspace, its layout set back to what it is."""
    if "://" in place:
        engine = sa.create_engine(place)
    else:
        engine = sa.create_engine(f"sqlite:///{place}/workspace.db")
    _set_layout(engine, head())
    engine.dispose()
    return open_workspace(place)


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "workspace.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match=r"another program .*table notes"):
        open_workspace(tmp_path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["workspace.db"]


def test_a_database_on_a_server_may_have_tables_of_others_but_not_of_our_names():
    need_postgres()
    url = server().new()
    name = url.rpartition("/")[2]
    server().sql("CREATE TABLE notes (text text)", name)
    open_workspace(url).close()
    other = server().new()
    server().sql("CREATE TABLE items (text text)", other.rpartition("/")[2])
    with pytest.raises(WorkspaceError, match=r"another program .*table items"):
        open_workspace(other)


def test_a_database_that_cannot_hold_all_characters_is_refused():
    need_postgres()
    server().sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    with pytest.raises(WorkspaceError, match=r"keeps text as LATIN1.*ENCODING 'UTF8'"):
        open_workspace(server().url("latin"))


def test_an_empty_file_becomes_a_workspace(tmp_path):
    (tmp_path / "workspace.db").touch()
    with closing(open_workspace(tmp_path)) as workspace:
        assert workspace.revision() == 0


def test_many_programs_make_it_at_once(tmp_path):
    need_postgres()
    folders = [str(tmp_path / f"new-{number}") for number in range(5)]
    databases = [server().new() for _ in range(3)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        for place in (*folders, *databases):
            assert pool.map(_open, [place] * 3, chunksize=1) == [""] * 3
            with closing(open_workspace(place)) as workspace:
                assert len(workspace.articles()) == 3


def _open(place: str) -> str:
    """Open it and write something; what went wrong, if anything."""
    try:
        with closing(open_workspace(place)) as workspace:
            workspace.add_article(f"By {multiprocessing.current_process().name}", {}, "ann")
            return ""
    except Exception as error:
        return repr(error)


# A file that moves


def test_a_file_that_was_replaced_is_noticed(tmp_path):
    """What is written into a file that lies nowhere would be lost."""
    with closing(open_workspace(tmp_path)) as workspace:
        with_article(workspace)
        with closing(open_workspace(tmp_path / "other")) as other:
            other.add_article("Another text.", {"title": "In the other file"}, "bob")
        _move(tmp_path / "other", tmp_path)
        assert [found.title for found in workspace.articles()] == ["In the other file"]
        workspace.add_article("One more text.", {"title": "Written into it"}, "ann")
    with closing(open_workspace(tmp_path)) as again:
        assert len(again.articles()) == 2


def _move(source: Path, target: Path) -> None:
    for name in ("workspace.db-wal", "workspace.db-shm"):
        (target / name).unlink(missing_ok=True)
    (source / "workspace.db").replace(target / "workspace.db")


def test_a_file_that_is_gone_is_told_and_not_made_anew(tmp_path):
    with closing(open_workspace(tmp_path)) as workspace:
        with_article(workspace)
        (tmp_path / "workspace.db").rename(tmp_path / "elsewhere.db")
        for act in (workspace.articles, lambda: workspace.add_article("A text.", {}, "ann")):
            with pytest.raises(WorkspaceError, match="is gone"):
                act()
        assert not (tmp_path / "workspace.db").exists()
