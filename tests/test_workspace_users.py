"""Accounts: names, roles, passwords."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from argon2 import Parameters, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from tests.workspace_places import place, workspace
from webapp.workspace.base import Invalid, NotFound
from webapp.workspace.schema import sessions, users

__all__ = ["place", "workspace"]
SECRET = "correct horse battery"


def test_an_account_is_known_by_its_password(workspace):
    made = workspace.add_user("ann", SECRET, "editor")
    assert workspace.check_user("ann", SECRET) == made == workspace.user("ann")
    for name, password in [("ann", "wrong"), ("ann", ""), ("bob", SECRET), ("a\0n", SECRET)]:
        assert workspace.check_user(name, password) is None
    assert workspace.check_user("ann", SECRET * 1000) is None
    assert workspace.check_user("\ud800", "\ud800") is None


def test_the_password_is_kept_as_a_hash_that_costs_memory_and_time(workspace):
    workspace.add_user("ann", SECRET, "editor")
    with workspace.database.reading() as connection:
        hashed = connection.execute(sa.select(users.c.hash)).scalar_one()
    assert SECRET not in hashed
    found = extract_parameters(hashed)
    assert isinstance(found, Parameters)
    assert found == RFC_9106_LOW_MEMORY
    log = str(workspace.log())
    assert SECRET not in log
    assert hashed not in log


def test_one_form_of_what_is_typed_in_several_ways(workspace):
    workspace.add_user("zoe\u0308", "pa\u0308sswo\u0308rter", "reader")
    assert workspace.check_user("zoë", "pässwörter").name == "zoë"


@pytest.mark.parametrize(
    ("name", "password", "role", "column"),
    [
        ("", SECRET, "editor", "name"),
        ("ann smith", SECRET, "editor", "name"),
        ("-ann", SECRET, "editor", "name"),
        ("a" * 65, SECRET, "editor", "name"),
        ("a\0", SECRET, "editor", "name"),
        ("ann\n", SECRET, "editor", "name"),
        ("bob", SECRET, "editor", "name"),
        ("BOB", SECRET, "editor", "name"),
        ("ann", "too short", "editor", "password"),
        ("ann", "x" * 1001, "editor", "password"),
        ("ann", SECRET, "owner", "role"),
    ],
)
def test_what_is_no_account(workspace, name, password, role, column):
    workspace.add_user("bob", SECRET, "admin")
    with pytest.raises(Invalid) as told:
        workspace.add_user(name, password, role)
    assert set(told.value.problems) == {column}
    assert [user.name for user in workspace.users()] == ["bob"]


def test_role_and_password_change_and_end_sessions(workspace):
    first = workspace.add_user("ann", SECRET, "reader")
    second = workspace.set_role("ann", "admin", "root")
    third = workspace.set_password("ann", "another password", "root")
    assert second.role == "admin"
    assert len({first.stamp, second.stamp, third.stamp}) == 3
    assert workspace.check_user("ann", SECRET) is None
    assert workspace.check_user("ann", "another password") == third
    with pytest.raises(Invalid):
        workspace.set_role("ann", "owner")
    with pytest.raises(Invalid):
        workspace.set_password("ann", "short")


def test_a_removed_account_is_gone_and_its_actions_stay(workspace):
    workspace.add_user("ann", SECRET, "editor", "root")
    workspace.add_article("A text.", {}, "ann")
    workspace.remove_user("ann", "root")
    assert workspace.users() == ()
    assert workspace.check_user("ann", SECRET) is None
    told = [(entry.who, entry.action, entry.why) for entry in workspace.log()]
    assert told == [
        ("root", "remove user", "ann"),
        ("ann", "add", ""),
        ("root", "add user", "ann, editor"),
    ]


@pytest.mark.parametrize("name", ["ann", "", "\0", "\ud800", "x" * 10_000])
def test_an_account_that_is_not_there(workspace, name):
    for act in (
        workspace.user,
        workspace.remove_user,
        lambda n: workspace.set_role(n, "admin"),
        lambda n: workspace.set_password(n, SECRET),
    ):
        with pytest.raises(NotFound):
            act(name)


def test_accounts_are_listed_by_name(workspace):
    for name in ("bob", "ann", "cid"):
        workspace.add_user(name, SECRET, "reader")
    assert [user.name for user in workspace.users()] == ["ann", "bob", "cid"]


# Sessions

HOUR = 3600.0


def test_a_session_is_known_by_its_word_until_it_ends(workspace):
    ann = workspace.add_user("ann", SECRET, "editor")
    here, there = (workspace.begin_session(ann, HOUR) for _ in range(2))
    assert workspace.session(here) == workspace.session(there) == ann
    revision, log = workspace.revision(), len(workspace.log())
    workspace.end_session(here)
    workspace.end_session(here)
    assert (workspace.session(here), workspace.session(there)) == (None, ann)
    assert (workspace.revision(), len(workspace.log())) == (revision, log), "nothing is changed"


@pytest.mark.parametrize("word", ["", "\0", "\ud800", "x" * 100_000, "ann"])
def test_a_word_of_no_session(workspace, word):
    workspace.begin_session(workspace.add_user("ann", SECRET, "editor"), HOUR)
    assert workspace.session(word) is None
    workspace.end_session(word)


ENDINGS = [
    ("a new role", lambda w: w.set_role("ann", "admin")),
    ("the same role", lambda w: w.set_role("ann", "editor")),
    ("a new password", lambda w: w.set_password("ann", "another password")),
    ("the same password", lambda w: w.set_password("ann", SECRET)),
    ("no account any more", lambda w: w.remove_user("ann")),
]


@pytest.mark.parametrize("change", [pytest.param(act, id=told) for told, act in ENDINGS])
def test_what_ends_all_sessions_of_an_account_and_of_no_other(workspace, change):
    ann, bob = (workspace.add_user(name, SECRET, "editor") for name in ("ann", "bob"))
    words = [workspace.begin_session(user, HOUR) for user in (ann, ann, bob)]
    change(workspace)
    assert [workspace.session(word) for word in words] == [None, None, bob]
    if ann not in workspace.users():
        return
    again = workspace.begin_session(workspace.user("ann"), HOUR)
    assert workspace.session(again) == workspace.user("ann")


def test_a_session_that_began_while_the_password_changed_is_none(workspace):
    """Somebody logs in with the old password, at the very moment in which it is changed."""
    before = workspace.add_user("ann", SECRET, "editor")
    workspace.set_password("ann", "another password")
    assert workspace.session(workspace.begin_session(before, HOUR)) is None


def test_an_account_that_comes_again_does_not_bring_back_its_sessions(workspace):
    word = workspace.begin_session(workspace.add_user("ann", SECRET, "editor"), HOUR)
    workspace.remove_user("ann")
    workspace.add_user("ann", SECRET, "editor")
    assert workspace.session(word) is None


def test_a_session_whose_time_is_over_is_none_and_makes_way(workspace):
    ann = workspace.add_user("ann", SECRET, "editor")
    assert workspace.session(workspace.begin_session(ann, -1)) is None
    word = workspace.begin_session(ann, HOUR)
    with workspace.database.reading() as connection:
        kept = connection.execute(sa.select(sessions)).all()
    assert len(kept) == 1
    assert word not in str(kept), "what is kept lets nobody in"
