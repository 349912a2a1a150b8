"""Several people at one workspace, and the log of what they did, on both kinds of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy.exc import DBAPIError

from tests.workspace_places import place, with_article, with_other, workspace
from webapp.workspace.base import Conflict, Item
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]
SLUG = "the-paper-talks-resume-in-merrin"

# Two reviewers

Decision = Callable[[Workspace, Item], object]
DECISIONS: dict[str, Decision] = {
    "accept": lambda w, item: w.accept(item.id, item.version, "bob"),
    "edit": lambda w, item: w.edit(item.id, item.version, {"place": "Here"}, "bob"),
    "reject": lambda w, item: w.reject(item.id, item.version, "bob"),
    "split": lambda w, item: w.split(item.id, item.version, item.clause[0] + 10, "bob"),
    "merge": lambda w, item: w.merge([(item.id, item.version), (item.id + 1, 1)], "bob"),
}


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS)
def test_the_second_reviewer_is_told_what_it_is_now(workspace, decision):
    _, (met, _) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    with pytest.raises(Conflict, match="faster") as told:
        decision(workspace, met)
    assert told.value.current == workspace.item(met.id)
    assert told.value.current.state == "accepted"


@pytest.mark.parametrize(
    ("state", "decision"),
    [("accepted", "accept"), ("rejected", "reject"), ("rejected", "split"), ("split", "accept")],
)
def test_a_decision_must_suit_the_state(workspace, state, decision):
    _, (met, _) = with_article(workspace)
    do = {"accepted": "accept", "rejected": "reject", "split": "split"}[state]
    DECISIONS[do](workspace, met)
    with pytest.raises(Conflict, match="cannot be done"):
        DECISIONS[decision](workspace, workspace.item(met.id))


def test_of_many_reviewers_at_once_one_succeeds(place):
    """Each has a workspace of its own, as several programs would."""
    with closing(open_workspace(place)) as first:
        _, (met, _) = with_article(first)
        outcomes: list[str] = []
        barrier = threading.Barrier(6)

        def review(number: int) -> None:
            with closing(open_workspace(place)) as own:
                barrier.wait()
                try:
                    own.edit(met.id, met.version, {"place": f"Town {number}"}, f"user{number}")
                    outcomes.append("saved")
                except Conflict as told:
                    outcomes.append(f"conflict with version {told.current.version}")

        threads = [threading.Thread(target=review, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == [f"conflict with version {met.version + 1}"] * 5 + ["saved"]
        assert [entry.action for entry in first.log(limit=2)] == ["edit", "propose"]


def test_many_writers_of_different_articles_all_get_through(place):
    with closing(open_workspace(place)) as first:
        failures: list[Exception] = []

        def add(number: int) -> None:
            try:
                with closing(open_workspace(place)) as own:
                    for n in range(5):
                        own.add_article(f"Article {number} {n}", {}, "ann")
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=add, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(first.articles()) == 30
        numbers = [entry.seq for entry in first.log(limit=1000)]
        assert numbers == list(range(30, 0, -1))
        assert first.revision() == 30


# The log


def test_the_log_says_who_did_what_when_and_why(workspace):
    _, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "bob", why="  checked \n twice ")
    entry = workspace.log()[0]
    assert (entry.who, entry.action, entry.article_id) == ("bob", "accept", SLUG)
    assert entry.why == "checked twice"
    assert entry.item_ids == (met.id,)
    assert entry.before.items == (met,)
    assert entry.after.items == (accepted,)
    assert entry.when.endswith("Z")
    assert [e.action for e in workspace.log()] == ["accept", "propose", "add"]
    assert workspace.log(limit=1) == (entry,)


def test_the_log_of_one_article(workspace):
    with_article(workspace)
    other, _ = with_other(workspace)
    assert {entry.article_id for entry in workspace.log(other.id)} == {other.id}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET who = 'nobody'",
        "UPDATE log SET who = 'nobody' WHERE seq = 1",
        "DELETE FROM log",
        "DELETE FROM log_articles",
        "UPDATE log_articles SET seq = 1",
    ],
)
def test_the_database_itself_refuses_changes_of_the_log(workspace, statement):
    with_article(workspace)
    before = workspace.log()
    _refused(workspace, statement)
    assert workspace.log() == before


def test_an_entry_cannot_be_replaced_either(workspace):
    with_article(workspace)
    row = "(1, '', 'x', 'x', '[]', '', '{}', '{}')"
    insert = f"INTO log (seq, at, who, action, item_ids, why, before, after) VALUES {row}"
    statement = (
        f"INSERT OR REPLACE {insert}"
        if workspace.database.file
        else f"INSERT {insert} ON CONFLICT (seq) DO UPDATE SET who = 'x'"
    )
    _refused(workspace, statement)
    if not workspace.database.file:
        _refused(workspace, "TRUNCATE log CASCADE")


def _refused(workspace: Workspace, statement: str) -> None:
    """Run a statement past the application."""
    with pytest.raises(DBAPIError, match="never changed"), workspace.database.engine.begin() as c:
        c.exec_driver_sql(statement)


def test_the_revision_grows_with_every_write_and_only_then(workspace):
    before = workspace.revision()
    _, (met, _) = with_article(workspace)
    workspace.items(met.article_id)
    workspace.events()
    assert workspace.revision() == before + 2
    with pytest.raises(Conflict):
        workspace.accept(met.id, 9, "ann")
    assert workspace.revision() == before + 2
