"""One event, several reports."""

from __future__ import annotations

import pytest

from tests.workspace_places import MET, place, proposal, with_article, with_other, workspace
from webapp.workspace.base import Item, NotFound, WorkspaceError
from webapp.workspace.store import Workspace

__all__ = ["place", "workspace"]


def accepted_pair(workspace: Workspace) -> tuple[Item, Item]:
    _, (met, _) = with_article(workspace)
    _, other = with_other(workspace)
    return (
        workspace.accept(met.id, met.version, "ann"),
        workspace.accept(other.id, other.version, "bob"),
    )


def report(workspace: Workspace, number: int, fields: dict[str, str]) -> Item:
    """An accepted event of an article of its own."""
    article = workspace.add_article(f"Report {number}: they met.", {}, "ann")
    found = [proposal(article.text, "they met", {**MET, **fields})]
    [item] = workspace.propose(article.id, found, "ann")
    return workspace.accept(item.id, item.version, "ann")


def test_linked_reports_share_a_group(workspace):
    met, other = accepted_pair(workspace)
    linked = workspace.link([met.id, other.id], "ann")
    [group] = {item.group for item in linked}
    assert {item.id for item in workspace.group_items(group)} == {met.id, other.id}
    assert len(workspace.events()[0]) == 2, "the table has both"
    entry = workspace.log()[0]
    assert (entry.action, entry.item_ids) == ("link", (met.id, other.id))


def test_groups_that_are_linked_become_one(workspace):
    a, b, c, d = (report(workspace, n, {}) for n in range(4))
    workspace.link([a.id, b.id], "ann")
    workspace.link([c.id, d.id], "ann")
    linked = workspace.link([b.id, c.id], "ann")
    group = linked[0].group
    assert {item.id for item in workspace.group_items(group)} == {a.id, b.id, c.id, d.id}


def test_unlinking_leaves_no_group_of_one(workspace):
    met, other = accepted_pair(workspace)
    workspace.link([met.id, other.id], "ann")
    assert workspace.unlink(met.id, "ann").group is None
    assert workspace.item(other.id).group is None
    with pytest.raises(WorkspaceError, match="not linked"):
        workspace.unlink(met.id, "ann")


def test_linking_is_taken_back_from_either_article(workspace):
    met, other = accepted_pair(workspace)
    workspace.link([met.id, other.id], "ann")
    workspace.undo(other.article_id, "ann")
    assert workspace.item(met.id).group is None


def test_the_number_of_a_group_is_not_used_again(workspace):
    """Else undoing an unlinking would join two events."""
    a, b, c, d = (report(workspace, n, {}) for n in range(4))
    workspace.link([a.id, b.id], "ann")
    workspace.unlink(a.id, "ann")
    workspace.link([c.id, d.id], "bob")
    workspace.undo(a.article_id, "ann")
    group = workspace.item(a.id).group
    assert {item.id for item in workspace.group_items(group)} == {a.id, b.id}


@pytest.mark.parametrize("why", ["open", "twice", "unknown"])
def test_what_cannot_be_linked(workspace, why):
    met, _ = accepted_pair(workspace)
    third = workspace.items(met.article_id)[1]
    second, error, words = {
        "open": (third.id, WorkspaceError, "Accept them first"),
        "twice": (met.id, WorkspaceError, "two different"),
        "unknown": (10**20, NotFound, "not there"),
    }[why]
    with pytest.raises(error, match=words):
        workspace.link([met.id, second], "ann")
    assert workspace.item(met.id) == met


def test_a_rejected_report_is_not_in_its_group(workspace):
    met, other = accepted_pair(workspace)
    linked = workspace.link([met.id, other.id], "ann")
    workspace.reject(linked[0].id, linked[0].version, "ann")
    assert [item.id for item in workspace.group_items(linked[0].group)] == [linked[1].id]


def test_candidates_are_offered_until_they_are_decided(workspace):
    met, other = accepted_pair(workspace)
    assert workspace.candidates() == ((met, other),)
    workspace.set_apart([other.id, met.id], "ann")
    assert workspace.candidates() == ()
    workspace.set_apart([other.id, met.id], "ann")  # once more does no harm
    assert workspace.log()[0].action == "set apart"


def test_linked_ones_are_not_offered(workspace):
    met, other = accepted_pair(workspace)
    workspace.link([met.id, other.id], "ann")
    assert workspace.candidates() == ()


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, True),
        ({"actors": "Borland", "recipients": "Cadia"}, True),
        ({"actors": "Cadia"}, True),  # at the same place
        ({"actors": "Cadia", "place": "Elsewhere"}, False),
        ({"actors": ""}, True),  # in the same words
        ({"actors": "", "title": "Rain falls on the coast", "place": ""}, False),
        ({"date": "2021-05-05"}, True),
        ({"date": "2021-05-06"}, False),
        ({"date": "2021-05-05", "event_type": "AGREE"}, False),
        ({"date": "2021-05"}, True),
        ({"date": "2021"}, False),
        ({"event_type": "AGREE"}, True),
        ({"event_type": "ASSAULT"}, False),
    ],
)
def test_what_is_alike_makes_candidates(workspace, fields, offered):
    report(workspace, 1, {})
    report(workspace, 2, fields)
    assert bool(workspace.candidates()) == offered


def test_each_event_is_offered_with_its_likest_partner(workspace):
    """Two events of one article and two of another: two pairs, not four."""
    words = ("Alania and Borland meet on grain", "Alania and Borland meet on prisoners")
    items = []
    for number in range(2):
        article = workspace.add_article(f"Paper {number}. They met. They met again.", {}, "ann")
        told = [
            proposal(article.text, quote, {**MET, "title": title})
            for quote, title in zip(("They met.", "They met again."), words, strict=True)
        ]
        for item in workspace.propose(article.id, told, "ann"):
            items.append(workspace.accept(item.id, item.version, "ann"))
    pairs = [{first.id, second.id} for first, second in workspace.candidates()]
    grain, prisoners = ({items[n].id, items[n + 2].id} for n in range(2))
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, (grain, prisoners)))


def test_not_more_pairs_are_offered_than_a_person_would_look_at(workspace, monkeypatch):
    monkeypatch.setattr("webapp.workspace.linking.PAIRS_MOST", 2)
    for number in range(4):
        report(workspace, number, {})
    assert len(workspace.candidates()) == 2


def test_events_of_one_article_are_not_offered(workspace):
    _, (met, shelled) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.accept(shelled.id, shelled.version, "ann", MET)
    assert workspace.candidates() == ()
