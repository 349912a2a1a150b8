"""Taking back one's last action, also after a restart."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from tests.workspace_places import (
    MET,
    place,
    proposal,
    with_article,
    with_other,
    workspace,
)
from webapp.workspace.base import Conflict, Item
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]


def content(items: tuple[Item, ...]) -> list[Item]:
    """Without the version, and the name: once given, that stays with its event."""
    return [
        replace(item, version=0, fields={k: v for k, v in item.fields.items() if k != "event_id"})
        for item in items
    ]


def accept(w: Workspace, met: Item, _: Item) -> None:
    w.accept(met.id, met.version, "ann", {"place": "Merrin, Aland"})


def edit(w: Workspace, met: Item, _: Item) -> None:
    w.edit(met.id, met.version, {"quote": "met in Merrin", "date": ""}, "ann")


def reject(w: Workspace, met: Item, _: Item) -> None:
    w.reject(met.id, met.version, "ann")


def split(w: Workspace, met: Item, _: Item) -> None:
    w.split(met.id, met.version, met.clause[0] + 10, "ann")


def merge(w: Workspace, met: Item, shelled: Item) -> None:
    w.merge([(met.id, met.version), (shelled.id, shelled.version)], "ann")


def own(w: Workspace, met: Item, _: Item) -> None:
    w.own(met.article_id, 0, 5, {}, "ann")


ACTIONS = (accept, edit, reject, split, merge, own)


@pytest.mark.parametrize("act", ACTIONS)
def test_every_decision_is_taken_back_also_after_a_restart(place, act):
    with closing(open_workspace(place)) as before:
        article, (met, shelled) = with_article(before)
        act(before, met, shelled)
    with closing(open_workspace(place)) as workspace:
        entry = workspace.undo(article.id, "ann")
        assert entry is not None
        assert (entry.action, entry.who) == ("undo", "ann")
        assert content(workspace.items(article.id)) == content((met, shelled))
        undone = {e.action: e.undone for e in workspace.log()}
        assert undone == {"undo": False, act.__name__: True, "propose": False, "add": False}
        assert workspace.undo(article.id, "ann") is None, "adding and proposing stay"


@pytest.mark.parametrize("act", ACTIONS)
def test_what_was_taken_back_can_be_done_again(workspace, act):
    article, (met, shelled) = with_article(workspace)
    act(workspace, met, shelled)
    once = content(workspace.items(article.id))
    workspace.undo(article.id, "ann")
    act(workspace, workspace.item(met.id), workspace.item(shelled.id))
    again = content(workspace.items(article.id))
    assert [replace(item, id=0) for item in again] == [replace(item, id=0) for item in once]


def test_a_name_that_was_given_once_is_never_given_to_another_event(workspace):
    """A link to the first would lead to the second."""
    article, (met, shelled) = with_article(workspace)
    first = workspace.accept(met.id, met.version, "ann").fields["event_id"]
    workspace.undo(article.id, "ann")
    other = workspace.accept(shelled.id, shelled.version, "bob", MET).fields["event_id"]
    assert other == f"{first}-2"
    again = workspace.accept(met.id, workspace.item(met.id).version, "ann")
    assert again.fields["event_id"] == first


def test_one_after_the_other_is_taken_back(workspace):
    article, (met, shelled) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    workspace.reopen(met.id, accepted.version, "ann")
    workspace.reject(shelled.id, shelled.version, "ann")
    states = []
    while workspace.undo(article.id, "ann"):
        states.append([item.state for item in workspace.items(article.id)])
    assert states == [["open", "open"], ["accepted", "open"], ["open", "open"]]


def test_only_ones_own_actions_in_this_article_are_taken_back(workspace):
    article, (met, shelled) = with_article(workspace)
    _, other = with_other(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.reject(shelled.id, shelled.version, "bob")
    workspace.reject(other.id, other.version, "ann")
    workspace.undo(article.id, "ann")
    assert [item.state for item in workspace.items(article.id)] == ["open", "rejected"]
    assert workspace.item(other.id).state == "rejected"


def test_what_somebody_has_changed_since_is_not_taken_back(workspace):
    article, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    changed = workspace.edit(met.id, accepted.version, {"place": "Elsewhere"}, "bob")
    with pytest.raises(Conflict, match="accept") as told:
        workspace.undo(article.id, "ann")
    assert told.value.current == changed
    workspace.undo(article.id, "bob")
    assert workspace.undo(article.id, "ann") is not None, "bob took his change back"


def test_parts_that_were_decided_keep_a_split(workspace):
    article, (met, _) = with_article(workspace)
    first, _ = workspace.split(met.id, met.version, met.clause[0] + 10, "ann")
    workspace.reject(first.id, first.version, "bob")
    with pytest.raises(Conflict):
        workspace.undo(article.id, "ann")


def test_a_description_is_taken_back(workspace):
    article, _ = with_article(workspace)
    workspace.update_article(article.id, article.version, {"title": "Another"}, "ann")
    workspace.undo(article.id, "ann")
    assert workspace.article(article.id).fields == article.fields


def test_a_description_that_was_changed_since_is_not_taken_back(workspace):
    article, _ = with_article(workspace)
    mine = workspace.update_article(article.id, article.version, {"title": "Mine"}, "ann")
    theirs = workspace.update_article(article.id, mine.version, {"title": "Theirs"}, "bob")
    with pytest.raises(Conflict, match="article was changed since") as told:
        workspace.undo(article.id, "ann")
    assert told.value.current == theirs


def test_a_removed_article_comes_back_with_its_events(workspace):
    article, (met, _) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.remove_article(article.id, article.version, "ann")
    workspace.undo(article.id, "ann")
    assert len(workspace.items(article.id)) == 2
    assert workspace.events()[0]["title"].tolist() == [MET["title"]]


def test_new_proposals_after_a_decision_do_not_hinder(workspace):
    article, (met, _) = with_article(workspace)
    workspace.reject(met.id, met.version, "ann")
    workspace.propose(article.id, [proposal(article.text, "Talks resume", MET)], "ann")
    workspace.undo(article.id, "ann")
    assert workspace.item(met.id).state == "open"
