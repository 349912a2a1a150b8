"""Any sequence of decisions of two people: the log tells just what the tables hold."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_workspace_kill import check
from tests.workspace_places import MET, SHELLED, with_article, with_other
from webapp.workspace.base import Item, WorkspaceError
from webapp.workspace.live import LiveWorkspace
from webapp.workspace.store import Workspace, open_workspace

Act = Callable[[Workspace, Sequence[Item], str], object]
ACTS: dict[str, Act] = {
    "accept": lambda w, i, who: w.accept(i[0].id, i[0].version, who),
    "accept as the same": lambda w, i, who: w.accept(i[0].id, i[0].version, who, MET),
    "edit": lambda w, i, who: w.edit(i[0].id, i[0].version, {"place": f"By {who}"}, who),
    "reject": lambda w, i, who: w.reject(i[0].id, i[0].version, who),
    "reopen": lambda w, i, who: w.reopen(i[0].id, i[0].version, who),
    "split": lambda w, i, who: w.split(i[0].id, i[0].version, sum(i[0].clause) // 2, who),
    "merge": lambda w, i, who: w.merge([(x.id, x.version) for x in i[:2]], who),
    "own": lambda w, i, who: w.own(i[0].article_id, *i[0].clause, SHELLED, who),
    "link": lambda w, i, who: w.link([x.id for x in i[:2]], who),
    "unlink": lambda w, i, who: w.unlink(i[0].id, who),
    "set apart": lambda w, i, who: w.set_apart([x.id for x in i[:2]], who),
    "undo": lambda w, i, who: w.undo(i[0].article_id, who),
    "propose": lambda w, i, who: w.propose(i[0].article_id, [], who),
    "remove": lambda w, i, who: w.remove_article(i[0].article_id, 1, who),
}
STEPS = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 5), st.sampled_from(["ann", "bob"]))


@settings(max_examples=12, deadline=None)
@given(st.lists(STEPS, min_size=5, max_size=20))
def test_after_any_sequence_everything_fits_together(steps):
    with tempfile.TemporaryDirectory() as folder, closing(open_workspace(folder)) as workspace:
        articles = (with_article(workspace)[0].id, with_other(workspace)[0].id)
        live = LiveWorkspace(workspace)
        for name, chosen, who in steps:
            items = [item for article in articles for item in _items(workspace, article)]
            if items:
                turned = items[chosen % len(items) :] + items[: chosen % len(items)]
                with suppress(WorkspaceError):
                    ACTS[name](workspace, turned, who)
            _check(workspace, live)
        check(workspace, {})


def _items(workspace: Workspace, article_id: str) -> tuple[Item, ...]:
    with suppress(WorkspaceError):
        return workspace.items(article_id)
    return ()


def _check(workspace: Workspace, live: LiveWorkspace) -> None:
    """Names are those of one event each; the timeline has each group once, and all of it."""
    accepted = [
        item
        for article in workspace.articles()
        for item in workspace.items(article.id)
        if item.state == "accepted"
    ]
    names = Counter(item.fields["event_id"] for item in accepted)
    assert not [name for name, count in names.items() if count > 1]
    groups = {item.group if item.group is not None else f"item {item.id}" for item in accepted}
    now = live.get()
    assert now.stale == ""
    assert len(now.dataset) == len(groups)
    assert sorted(workspace.events()[0]["event_id"]) == sorted(names)
    assert all(live.reports_of(name) for name in names)
