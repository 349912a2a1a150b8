"""links.csv: reports of one event leave with the tables and come back with them."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workspace_places import (
    KINDS,
    need_postgres,
    new_place,
    place,
    with_article,
    with_other,
    workspace,
)
from webapp import cli
from webapp.workspace import showing
from webapp.workspace.base import WorkspaceError
from webapp.workspace.links import Link, _together
from webapp.workspace.live import LiveWorkspace
from webapp.workspace.showing import events_of
from webapp.workspace.store import Workspace, open_workspace
from webapp.workspace.tables import accepted_items

__all__ = ["place", "workspace"]
HEADER = "event_id,same_event_as\r\n"
Events = list[list[str]]


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """Another workspace, of either kind."""
    with closing(open_workspace(new_place(request.param, tmp_path / "other"))) as opened:
        yield opened


def linked(workspace: Workspace) -> None:
    """The meeting in two articles; the one of the second was accepted first and is shown."""
    _, (met, shelled) = with_article(workspace)
    _, told = with_other(workspace)
    for item in (told, met, shelled):
        workspace.accept(item.id, item.version, "ann")
    workspace.link([met.id, told.id], "ann")


def events(workspace: Workspace) -> Events:
    """Names of all reports of each event, the one that is shown in front."""
    with workspace.database.reading() as connection:
        found = events_of(connection, accepted_items(connection))
    return [[item.fields["event_id"] for item in reports] for reports in found]


def tables_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# There and back


def test_links_leave_and_come_back_with_the_report_in_front(workspace, other, tmp_path):
    linked(workspace)
    written = workspace.export_tables(tmp_path / "out")
    assert [path.name for path in written] == ["events.csv", "sources.csv", "links.csv"]
    made = other.import_tables(tmp_path / "out" / "events.csv", "bob")
    assert (made.events, made.added, made.links, made.notes) == (3, 3, 1, ())
    assert sorted(events(other)) == sorted(events(workspace))
    shown = [LiveWorkspace(held).get().dataset for held in (workspace, other)]
    assert shown[0].events["title"].astype(str).tolist() == [
        "Envoys sit down in Merrin",
        "Aland says Borland shelled a bridge",
    ]
    assert len({tuple(data.events["title"].astype(str)) for data in shown}) == 1
    other.export_tables(tmp_path / "again")
    assert tables_in(tmp_path / "again") == tables_in(tmp_path / "out"), "byte for byte"


def test_importing_again_changes_nothing(workspace, other, tmp_path):
    linked(workspace)
    workspace.export_tables(tmp_path / "out")
    other.import_tables(tmp_path / "out" / "events.csv", "bob")
    before = events(other)
    made = other.import_tables(tmp_path / "out" / "events.csv", "bob")
    assert (made.added, made.links) == (0, 0)
    assert events(other) == before
    here = workspace.import_tables(tmp_path / "out" / "events.csv", "bob")
    assert (here.added, here.links) == (0, 0)


def test_the_links_are_in_the_log_and_can_be_taken_apart(workspace, other, tmp_path):
    linked(workspace)
    workspace.export_tables(tmp_path / "out")
    other.import_tables(tmp_path / "out" / "events.csv", "bob")
    entry = other.log()[0]
    assert entry.action == "import"
    groups = {item.group for item in entry.after.items}
    assert len(groups) == 1
    assert None not in groups
    first = entry.after.items[0]
    other.unlink(first.id, "bob")
    assert all(len(reports) == 1 for reports in events(other))
    assert len(LiveWorkspace(other).get().dataset) == 3


def test_without_links_there_is_no_file_and_an_old_one_is_emptied(workspace, tmp_path):
    linked(workspace)
    folder = tmp_path / "out"
    workspace.export_tables(folder)
    item = next(item for item in workspace.items("the-paper-talks-resume-in-merrin") if item.group)
    workspace.unlink(item.id, "ann")
    assert [path.name for path in workspace.export_tables(tmp_path / "new")] == [
        "events.csv",
        "sources.csv",
    ]
    workspace.export_tables(folder)
    assert (folder / "links.csv").read_text("utf-8") == HEADER.replace("\r\n", "\n")
    (folder / "links.csv").write_text("url\nhttp://mine.example\n")
    workspace.export_tables(folder)
    assert "mine.example" in (folder / "links.csv").read_text(), "a file of somebody else"


# By hand


@pytest.fixture
def six(make_files) -> Path:
    """A table of six events; links.csv is yet to be written beside it."""
    return make_files([{"title": f"Event {number}"} for number in range(1, 7)])[0]


def with_links(path: Path, *pairs: tuple[str, str]) -> Path:
    with path.with_name("links.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["event_id", "same_event_as"])
        writer.writerows(pairs)
    return path


def names(*numbers: int) -> list[str]:
    return [f"event-{number}" for number in numbers]


GROUPS = [
    # what is the same as what, and the reports of each event, the shown one in front
    ([(2, 1)], [[1, 2], [3], [4], [5], [6]]),
    ([(1, 2)], [[2, 1], [3], [4], [5], [6]]),
    ([(2, 1), (4, 3)], [[1, 2], [3, 4], [5], [6]]),
    ([(2, 1), (3, 1), (4, 1)], [[1, 2, 3, 4], [5], [6]]),
    ([(2, 1), (3, 2), (1, 6)], [[6, 1, 2, 3], [4], [5]]),
    ([(2, 1), (4, 3), (3, 1)], [[1, 2, 3, 4], [5], [6]]),
    ([(2, 1), (2, 1), (1, 2)], [[1, 2], [3], [4], [5], [6]]),
    ([], [[1], [2], [3], [4], [5], [6]]),
]


@pytest.mark.parametrize(("pairs", "expected"), GROUPS)
def test_what_a_file_calls_one_event(workspace, six, pairs, expected):
    path = with_links(six, *((f"event-{one}", f"event-{other}") for one, other in pairs))
    workspace.import_tables(path, "ann")
    assert sorted(events(workspace)) == sorted(names(*reports) for reports in expected)
    data = LiveWorkspace(workspace).get().dataset
    assert set(data.events["event_id"]) == {f"event-{reports[0]}" for reports in expected}
    revision = workspace.revision()
    article = workspace.add_article("A text.", {}, "ann")
    assert workspace.revision() == revision + 1
    assert workspace.log()[0].article_id == article.id


def test_events_that_are_here_already_can_be_linked(workspace, six, tmp_path):
    workspace.import_tables(six, "ann")
    made = workspace.import_tables(with_links(six, ("event-3", "event-1")), "ann")
    assert (made.added, made.links) == (0, 1)
    _, (met, _) = with_article(workspace)
    name = workspace.accept(met.id, met.version, "ann").fields["event_id"]
    made = workspace.import_tables(with_links(six, ("event-1", name)), "ann")
    assert made.links == 1
    assert ["event-1", "event-3", name] in events(workspace), "what was in front stays in front"


def test_the_report_in_front_goes_and_the_next_one_is_shown(workspace, six):
    workspace.import_tables(with_links(six, ("event-1", "event-2"), ("event-3", "event-2")), "ann")
    front = next(i for i in workspace.items("report-1") if i.fields["event_id"] == "event-2")
    workspace.reject(front.id, front.version, "ann")
    assert ["event-1", "event-3"] in events(workspace)


MISTAKES = [
    # rows of the file, what is told
    ([("event-2", "event-9")], ["line 2, column same_event_as", "'event-9'", "no event is called"]),
    ([("event-2", "event-1"), ("x", "event-1")], ["line 3, column event_id", "'x'"]),
    ([("event-2", "event-2")], ["line 2, column same_event_as", "another event than"]),
    ([("", "event-2")], ["line 2, column event_id", "must name an event"]),
    ([("event-2", " ")], ["line 2, column same_event_as", "must name an event"]),
    ([("a", "b"), ("c", "d")], ["line 2", "line 3", "and 1 more"]),
]


@pytest.mark.parametrize(("rows", "told"), MISTAKES)
def test_a_link_that_would_be_lost_is_told_and_nothing_is_taken_over(workspace, six, rows, told):
    with pytest.raises(WorkspaceError) as error:
        workspace.import_tables(with_links(six, *rows), "ann")
    assert str(error.value).startswith("Nothing was taken over, because links would be lost: links")
    for words in told:
        assert words in str(error.value)
    assert (workspace.log(), events(workspace)) == ((), [])


def test_an_event_that_is_not_accepted_is_no_report(workspace, six):
    _, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    workspace.reopen(met.id, accepted.version, "ann")
    with pytest.raises(WorkspaceError, match="among those that are accepted in the workspace"):
        workspace.import_tables(with_links(six, ("event-1", accepted.fields["event_id"])), "ann")


FILES = [
    (
        "another table",
        "url,name\nhttp://a.example,A\n",
        "lacks the columns event_id and same_event",
    ),
    ("half of it", "event_id,name\nevent-1,A\n", "lacks the column same_event_as"),
    ("nothing", "", "empty"),
    ("a row too short", "event_id,same_event_as\nevent-1\n", "line 2"),
]


@pytest.mark.parametrize(
    ("text", "told"), [pytest.param(text, told, id=name) for name, text, told in FILES]
)
def test_a_file_that_is_no_table_of_links_is_told(workspace, six, text, told):
    six.with_name("links.csv").write_text(text)
    with pytest.raises(WorkspaceError, match=told):
        workspace.import_tables(six, "ann")
    assert workspace.log() == ()


def test_a_further_column_is_told_and_costs_nothing(workspace, six):
    six.with_name("links.csv").write_text("event_id,same_event_as,why\nevent-2,event-1,same day\n")
    made = workspace.import_tables(six, "ann")
    assert [str(note) for note in made.notes if "title" not in str(note)] == [
        "links.csv, line 1, column why: is no column of links; it is not kept [warning]"
    ]
    assert made.links == 1


def test_a_header_alone_links_nothing(workspace, six):
    six.with_name("links.csv").write_text(HEADER)
    assert workspace.import_tables(six, "ann").links == 0


PAIRS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda p: p[0] != p[1]))


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_every_name_is_in_just_one_group_together_with_what_it_is_the_same_as(pairs):
    links = [Link(2, str(one), str(other)) for one, other in pairs]
    groups = _together(links)
    found = [name for group in groups for name in group]
    assert sorted(found) == sorted({str(number) for pair in pairs for number in pair})
    for link in links:
        assert any({link.event_id, link.same_event_as} <= set(group) for group in groups)


CHAINS = [
    # links, all reports of each event, the one in front first
    ("a=b b=c", "c a b"),
    ("b=c a=b", "c a b"),
    ("a=b c=d b=d", "d a b c"),
    ("a=b b=a", "b a"),
    ("a=b a=b", "b a"),
    ("b=a c=a d=a", "a b c d"),
    ("a=b b=c d=e c=d", "e a b c d"),
]


@pytest.mark.parametrize(("said", "expected"), CHAINS)
def test_the_report_that_is_the_same_as_no_other_is_in_front(said: str, expected: str) -> None:
    links = [Link(2, *pair.split("=")) for pair in said.split()]
    (names,) = _together(links)
    assert [names[0], *sorted(names[1:])] == expected.split()


@pytest.mark.parametrize("turned", [1, -1])
def test_a_long_chain_takes_no_longer_than_it_is(turned: int) -> None:
    links = [Link(2, str(number), str(number + 1)) for number in range(50_000)]
    began = time.process_time()
    (names,) = _together(links[::turned])
    assert (len(names), names[0]) == (50_001, "50000")
    assert time.process_time() - began < 10


def test_links_that_say_nothing_new_are_not_counted_and_long_names_are_told_in_short(
    workspace, make_files
):
    path = make_files([{}, {}, {}])[0]
    with_links(path, ("event-1", "x" * 100_000))
    with pytest.raises(WorkspaceError) as refused:
        workspace.import_tables(path, "ann")
    assert len(str(refused.value)) < 1000
    pairs = (("event-1", "event-2"), ("event-1", "event-2"), ("event-2", "event-1"))
    with_links(path, *pairs)
    assert workspace.import_tables(path, "ann").links == 1


def test_more_linked_reports_than_one_question_holds_are_shown(workspace, monkeypatch):
    linked(workspace)
    before = events(workspace)
    monkeypatch.setattr(showing, "AT_ONCE", 1)
    assert events(workspace) == before


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PAIRS)
def test_any_links_come_back_as_they_were(make_files, tmp_path_factory, pairs):
    path = make_files([{"title": f"Event {number}"} for number in range(1, 7)])[0]
    with_links(path, *((f"event-{one}", f"event-{other}") for one, other in pairs))
    folder = tmp_path_factory.mktemp("any")
    with (
        closing(open_workspace(folder / "first")) as first,
        closing(open_workspace(folder / "second")) as second,
    ):
        first.import_tables(path, "ann")
        first.export_tables(folder / "out")
        second.import_tables(folder / "out" / "events.csv", "ann")
        assert [(r[0], set(r)) for r in events(second)] == [(r[0], set(r)) for r in events(first)]
        second.export_tables(folder / "again")
    assert tables_in(folder / "again") == tables_in(folder / "out")
    path.with_name("links.csv").unlink()


# By command


def test_the_commands_tell_of_links(tmp_path):
    with closing(open_workspace(tmp_path / "desk")) as opened:
        linked(opened)
    run = CliRunner().invoke
    out = run(cli.commands, ["export-workspace", str(tmp_path / "out"), "--workspace",
                             str(tmp_path / "desk")])  # fmt: skip
    assert f"{tmp_path / 'out' / 'links.csv'}: 1 link." in out.output
    taken = run(cli.commands, ["import", str(tmp_path / "out" / "events.csv"), "--workspace",
                               str(tmp_path / "new")])  # fmt: skip
    assert "3 events and 2 sources added, 1 report linked from" in taken.output


def test_a_backup_keeps_the_report_in_front_in_either_database(workspace, six, tmp_path):
    need_postgres()
    workspace.import_tables(with_links(six, ("event-1", "event-2")), "ann")
    workspace.backup(tmp_path / "copy.backup")
    for kind in KINDS:
        with closing(open_workspace(new_place(kind, tmp_path / kind))) as restored:
            restored.restore(tmp_path / "copy.backup")
            assert events(restored) == events(workspace)
