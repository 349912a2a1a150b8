"""The timeline of a workspace: at once what was decided, one row for all reports of an event."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.needs import ROOT
from tests.workspace_places import (
    MET,
    SHELLED,
    place,
    with_article,
    with_other,
    workspace,
)
from webapp import create_app
from webapp.export.registry import FORMATS
from webapp.store.dataset import Dataset
from webapp.web.state import EXTENSION
from webapp.workspace.base import WorkspaceError
from webapp.workspace.live import LiveWorkspace
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]
PAGES = ("/", "/?by=type", "/?q=talks", "/sources", "/codebook", "/help", "/problems", "/changes")
OTHERS = ("/healthz", "/figure.json", "/figure.json?caption=1", "/panel", "/values/party")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(tmp_path / "workspace")) as made:
        yield made


def titles(data: Dataset) -> list[str]:
    return data.events["title"].astype("str").tolist()


def both_accepted(workspace: Workspace) -> tuple[int, int]:
    """The meeting in both articles, accepted; the one of the second article first."""
    _, (met, _) = with_article(workspace)
    _, other = with_other(workspace)
    workspace.accept(other.id, other.version, "bob")
    workspace.accept(met.id, met.version, "ann")
    return met.id, other.id


def test_what_is_accepted_is_there_at_once_and_nothing_else(workspace):
    live = LiveWorkspace(workspace)
    assert len(live.get().dataset) == 0
    _, (met, shelled) = with_article(workspace)
    assert len(live.get().dataset) == 0
    workspace.accept(shelled.id, shelled.version, "ann")
    accepted = workspace.accept(met.id, met.version, "ann")
    data = live.get().dataset
    assert titles(data) == [MET["title"], SHELLED["title"]]
    assert data.record(0)["source_id"] == "the-paper-talks-resume-in-merrin"
    assert data.sources["publisher"].tolist() == ["The Paper"]
    assert data.problems == ()
    workspace.reject(met.id, accepted.version, "ann")
    assert titles(live.get().dataset) == [SHELLED["title"]]


def test_it_says_where_it_is_without_a_password(workspace, place):
    [where] = LiveWorkspace(workspace).paths
    if "://" in place:
        assert str(where) == f"{place.rpartition('/')[2]} on 127.0.0.1"
    else:
        assert str(where) == f"{place}/workspace.db"


def test_another_program_decides_and_it_is_there_at_once(workspace, place):
    live = LiveWorkspace(workspace)
    with closing(open_workspace(place)) as other:
        _, (met, _) = with_article(other)
        other.accept(met.id, met.version, "ann")
    assert titles(live.get().dataset) == [MET["title"]]


def test_the_table_stays_the_same_while_nothing_that_is_shown_changes(opened, monkeypatch):
    live = LiveWorkspace(opened)
    _, (met, shelled) = with_article(opened)
    opened.accept(met.id, met.version, "ann")
    data = live.get().dataset
    monkeypatch.setattr("webapp.workspace.showing.accepted_items", None)  # not even looked at
    edited = opened.edit(shelled.id, shelled.version, {"place": "Merrin"}, "ann")
    assert live.get().dataset is data
    opened.reject(shelled.id, edited.version, "ann")
    opened.undo(shelled.article_id, "ann")
    opened.propose(shelled.article_id, [], "ann")
    opened.add_user("bob", "correct horse battery", "editor")
    now = live.get()
    assert (now.dataset, now.stale) == (data, "")


def test_after_many_decisions_at_once_the_table_is_the_newest(opened):
    live = LiveWorkspace(opened)
    _, (met, shelled) = with_article(opened)
    version = met.version
    for _ in range(60):
        version = opened.reject(met.id, version, "ann").version
        version = opened.reopen(met.id, version, "ann").version
    opened.accept(shelled.id, shelled.version, "ann")
    assert titles(live.get().dataset) == [SHELLED["title"]]


def test_a_restored_workspace_is_shown_at_once(opened, tmp_path):
    _, (met, _) = with_article(opened)
    opened.backup(tmp_path / "copy")
    opened.accept(met.id, met.version, "ann")
    live = LiveWorkspace(opened)
    opened.restore(tmp_path / "copy", force=True)
    assert len(live.get().dataset) == 0


def test_a_swap_is_told_with_the_version_before(opened):
    live = LiveWorkspace(opened)
    told = []
    live.on_swap = lambda before, after: told.append((len(before), len(after)))
    _, (met, _) = with_article(opened)
    opened.accept(met.id, met.version, "ann")
    live.get()
    live.get()
    assert told == [(0, 1)]


def test_reports_of_one_event_are_one_row_with_both_counts(workspace):
    live = LiveWorkspace(workspace)
    met, other = both_accepted(workspace)
    assert len(live.get().dataset) == 2
    assert live.get().dataset.reports is None
    workspace.link([met, other], "ann")
    data = live.get().dataset
    assert titles(data) == ["Envoys sit down in Merrin"], "the one that was accepted first"
    assert data.reports.tolist() == [2]
    assert data.record(0)["source_text"] == "The Post; The Paper"
    workspace.unlink(met, "ann")
    assert live.get().dataset.reports is None
    assert len(live.get().dataset) == 2


def test_every_report_leads_to_the_event(workspace):
    live = LiveWorkspace(workspace)
    met, other = both_accepted(workspace)
    workspace.link([met, other], "ann")
    shown = live.get().dataset.record(0)["event_id"]
    hidden = workspace.item(met).fields["event_id"]
    assert [item.id for item in live.reports_of(shown)] == [other, met]
    assert live.reports_of(hidden) == live.reports_of(shown)
    assert (live.event_of(hidden), live.event_of(shown)) == (shown, shown)
    assert (live.reports_of("nobody"), live.event_of("nobody")) == ((), "")


def test_when_the_first_report_goes_the_next_one_is_the_event(workspace):
    live = LiveWorkspace(workspace)
    met, other = both_accepted(workspace)
    linked = workspace.link([met, other], "ann")
    version = next(item.version for item in linked if item.id == other)
    workspace.reject(other, version, "bob")
    data = live.get().dataset
    assert titles(data) == [MET["title"]]
    assert data.reports is None


def test_an_imported_event_goes_before_the_reports_that_are_linked_to_it(opened, make_files):
    events, _ = make_files([{**MET, "event_id": "the-meeting", "reports": 3}])
    opened.import_tables(events, "ann")
    _, other = with_other(opened)
    opened.accept(other.id, other.version, "bob")
    imported = opened.items("report-1")[0]
    opened.link([imported.id, other.id], "ann")
    data = LiveWorkspace(opened).get().dataset
    assert data.record(0)["event_id"] == "the-meeting"
    assert data.reports.tolist() == [4], "the imported row stood for three already"


@pytest.mark.parametrize(
    ("given", "articles", "title"),
    [
        ("", 0, "Your articles"),
        ("", 1, "Talks resume in Merrin"),
        ("", 2, "Your articles"),
        ("The war", 1, "The war"),
    ],
)
def test_title(opened, given, articles, title):
    live = LiveWorkspace(opened, given)
    if articles:
        _, (met, _) = with_article(opened)
        assert live.get().dataset.title in ("Your articles", given), "it waits for its review"
        opened.accept(met.id, met.version, "ann")
    if articles > 1:
        _, other = with_other(opened)
        opened.accept(other.id, other.version, "ann")
    assert live.get().dataset.title == title


def test_the_shipped_table_is_the_same_from_a_workspace(opened, dataset):
    opened.import_tables(ROOT / "data" / "events.csv", "ann")
    data = LiveWorkspace(opened).get().dataset
    assert data.title == dataset.title
    columns = [name for name in dataset.columns if name not in ("file", "line")]
    assert data.events[columns].astype("str").equals(dataset.events[columns].astype("str"))
    assert data.sources.equals(dataset.sources)


def test_a_source_that_nobody_described_is_no_problem(opened, make_files):
    events, sources = make_files([{}])
    sources.unlink()
    opened.import_tables(events, "ann")
    data = LiveWorkspace(opened).get().dataset
    assert (len(data), data.problems) == (1, ())


def test_while_it_cannot_be_read_the_last_table_stays(opened, monkeypatch):
    live = LiveWorkspace(opened)
    _, (met, _) = with_article(opened)
    opened.accept(met.id, met.version, "ann")
    live.get()

    def fails() -> int:
        raise WorkspaceError("It is locked.")

    monkeypatch.setattr(opened, "revision", fails)
    now = live.get()
    assert (len(now.dataset), now.stale) == (1, "It is locked.")


def test_readers_and_a_writer_at_once_see_what_was_decided_before_they_asked(opened):
    live = LiveWorkspace(opened)
    _, (met, shelled) = with_article(opened)
    failures = []

    def read() -> None:
        for _ in range(40):
            before = sum(summary.accepted for summary in opened.articles())
            if len(live.get().dataset) < before:
                failures.append(before)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    opened.accept(met.id, met.version, "ann")
    opened.accept(shelled.id, shelled.version, "ann")
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(live.get().dataset) == 2


# The app on it


def app_on(workspace: Workspace) -> Flask:
    app = create_app({"TESTING": True})
    app.extensions[EXTENSION] = LiveWorkspace(workspace)
    return app


@pytest.fixture
def empty(opened) -> FlaskClient:
    return app_on(opened).test_client()


@pytest.mark.parametrize("path", [*PAGES, *OTHERS, *(f"/export.{name}" for name in FORMATS)])
def test_an_empty_workspace_has_every_page_and_export(empty, path):
    answer = empty.get(path, follow_redirects=True)
    assert answer.status_code == 200
    answer.close()


def test_an_empty_workspace_says_that_it_is_empty(empty):
    page = empty.get("/").get_data(as_text=True)
    assert "Your articles" in page


@pytest.mark.parametrize("path", [*PAGES, *OTHERS, *(f"/export.{name}" for name in FORMATS)])
def test_linked_reports_are_on_every_page_and_export(opened, path):
    met, other = both_accepted(opened)
    opened.link([met, other], "ann")
    answer = app_on(opened).test_client().get(path, follow_redirects=True)
    assert answer.status_code == 200
    answer.close()


def test_the_page_shows_both_counts(opened):
    met, other = both_accepted(opened)
    opened.link([met, other], "ann")
    page = app_on(opened).test_client().get("/").get_data(as_text=True)
    assert "1 event (2 reports)" in page


NO_NUMBERS = ["abc", "1.5", "-1", "9" * 25, "٣", "nan", "1e3"]
NUMBERS = ("quote_start", "quote_end", "fatalities", "latitude", "longitude", "reports")


def client_with(cell: str, workspace: Workspace, folder: Path) -> FlaskClient:
    """An event with a second report, in which all numbers are a cell."""
    head = ("event_id", "date", "date_basis", "title", "event_type", "claim_status", "source_id")
    known = ("2021-05-04", "stated", "Talks were held", "CONSULT", "reported")
    lines = [[*head, "quote", *NUMBERS], ["ev-1", *known, "one", "words", *"123456"]]
    lines += [["ev-2", *known, "two", "words", *[cell] * len(NUMBERS)]]
    (folder / "events.csv").write_text("".join(f"{','.join(line)}\n" for line in lines), "utf-8")
    (folder / "links.csv").write_text("event_id,same_event_as\nev-2,ev-1\n", "utf-8")
    assert workspace.import_tables(folder / "events.csv", "ann").links == 1
    return create_app({"WORKSPACE": str(folder / "workspace")}).test_client()


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_number_in_another_report_is_unknown_as_in_a_row(cell, opened, tmp_path):
    client = client_with(cell, opened, tmp_path)
    exports = [f"/export.{name}" for name in FORMATS if name != "png"]
    for address in ("/", "/?event=ev-1", "/events/ev-2", "/sources/two", *exports):
        assert client.get(address, follow_redirects=True).status_code == 200, address
    (other,) = client.get("/export.json").json["events"][0]["other_reports"]
    assert "fatalities" not in other


def test_data_for_programs_have_numbers_of_other_reports_as_numbers(opened, tmp_path):
    (event,) = client_with("7", opened, tmp_path).get("/export.json").json["events"]
    (other,) = event["other_reports"]
    assert [repr(other[name]) for name in NUMBERS] == ["7", "7", "7", "7.0", "7.0", "7"]
