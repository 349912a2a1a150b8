"""Who may do what where others reach the app; logging in, and how often it may be tried."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask, jsonify
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import create_app
from webapp.web.attempts import FREE, FREE_SHARED, LONGEST_WAIT, Attempts
from webapp.web.people import person, require, require_to_write
from webapp.workspace import users
from webapp.workspace.base import WorkspaceError
from webapp.workspace.store import Workspace, open_workspace

SAME = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "seven quiet lamps"
MakeFiles = Callable[..., tuple[Path, Path]]
MakeClient = Callable[..., FlaskClient]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    # Hashing is slow on purpose; how slow is not what is tested here.
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    opened = open_workspace(tmp_path / "desk")
    for role in ("reader", "editor", "admin"):
        opened.add_user(f"{role}-1", PASSWORD, role)
    yield opened
    opened.close()


def probes(app: Flask) -> None:
    """Addresses that ask for roles, as the pages do."""

    @app.get("/probe/<role>")
    def probe(role: str):
        return jsonify(name=require(role).name)  # type: ignore[arg-type]

    @app.post("/probe/<role>")
    def write(role: str):
        return jsonify(name=require_to_write(role).name)  # type: ignore[arg-type]

    @app.get("/probe/me")
    def me():
        return jsonify(name=person().name, role=person().role)


@pytest.fixture
def make_client(make_files: MakeFiles, tmp_path: Path) -> MakeClient:
    def make(**config: object) -> FlaskClient:
        events, _ = make_files([{}])
        given = {"EVENTS": events, "WORKSPACE": str(tmp_path / "desk"), "PUBLIC": True, **config}
        app = create_app(given)
        probes(app)
        return app.test_client()

    return make


def log_in(client: FlaskClient, name: str, password: str = PASSWORD, **form: str) -> TestResponse:
    return client.post("/login", data={"name": name, "password": password, **form}, headers=SAME)


def page(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


ROLES = [
    # who, what a request needs, reading, writing
    ("", "reader", 303, 401),
    ("", "editor", 303, 401),
    ("reader-1", "reader", 200, 200),
    ("reader-1", "editor", 403, 403),
    ("editor-1", "editor", 200, 200),
    ("editor-1", "admin", 403, 403),
    ("admin-1", "editor", 200, 200),
    ("admin-1", "admin", 200, 200),
]


@pytest.mark.parametrize(("who", "role", "reading", "writing"), ROLES)
def test_a_role_may_what_it_says(
    who: str, role: str, reading: int, writing: int, workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    if who:
        log_in(client, who)
    assert client.get(f"/probe/{role}").status_code == reading
    assert client.post(f"/probe/{role}", headers=SAME).status_code == writing


def test_on_this_computer_the_person_at_it_may_do_everything(make_client: MakeClient) -> None:
    client = make_client(PUBLIC=False)
    assert client.get("/probe/me").json["role"] == "admin"  # type: ignore[index]
    assert client.post("/probe/admin", headers=SAME).status_code == 200
    assert "nothing to log in for" in client.get("/login").text
    assert client.get("/account").status_code == 404


def test_without_accounts_an_app_for_others_only_shows(make_client: MakeClient) -> None:
    client = make_client()
    answer = client.post("/probe/editor", headers=SAME)
    assert answer.status_code == 403
    assert "user add" in page(answer).get_text()
    assert "user add" in client.get("/login").text
    assert log_in(client, "editor-1").status_code == 200, "there is nothing to compare with"
    assert client.get("/").status_code == 200


def test_another_site_cannot_write_for_somebody_who_is_logged_in(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    log_in(client, "editor-1")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert client.post("/probe/editor", headers=headers).status_code == 403
        assert client.post("/login", data={"name": "x"}, headers=headers).status_code == 403


def test_logging_in_leads_back_to_the_page_that_asked_for_it(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    sent = client.get("/probe/reader?a=1")
    assert sent.headers["Location"] == "/login?next=%2Fprobe%2Freader%3Fa%3D1"
    hidden = page(client.get(sent.headers["Location"])).select_one("input[name=next]")
    assert hidden is not None
    answer = log_in(client, "reader-1", next=str(hidden["value"]))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/probe/reader?a=1")
    assert client.get("/login").status_code == 303, "who is logged in is not asked again"


@pytest.mark.parametrize(
    "elsewhere",
    ["http://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nb"],
)
def test_logging_in_never_leads_to_another_site(
    elsewhere: str, workspace: Workspace, make_client: MakeClient
) -> None:
    assert log_in(make_client(), "reader-1", next=elsewhere).headers["Location"] == "/"


WRONG = [
    ("a wrong password", "editor-1", "seven loud lamps"),
    ("an unknown name", "nobody", PASSWORD),
    ("no password", "editor-1", ""),
    ("nothing", "", ""),
    ("a zero character", "editor-1\0", PASSWORD),
    ("a very long password", "editor-1", "x" * 100_000),
]


@pytest.mark.parametrize(
    ("name", "password"), [pytest.param(n, p, id=told) for told, n, p in WRONG]
)
def test_wrong_names_and_passwords_are_told_alike(
    name: str, password: str, workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    answer = log_in(client, name, password)
    alert = page(answer).select_one("[role=alert]")
    assert answer.status_code == 403
    assert alert is not None
    assert alert.get_text() == "There is no account with this name and password."
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]


def test_after_several_wrong_passwords_even_the_right_one_has_to_wait(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    for _ in range(FREE):
        assert log_in(client, "editor-1", "wrong").status_code == 403
    answer = log_in(client, "editor-1")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15
    assert log_in(client, "reader-1").status_code == 303, "others are not kept out"


def test_a_new_password_ends_the_sessions_of_the_old_one(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    other = client.application.test_client()
    log_in(client, "reader-1")
    log_in(other, "reader-1")
    form = {"old": PASSWORD, "new": "nine loud lamps", "again": "nine loud lamps"}
    assert client.post("/account/password", data=form, headers=SAME).status_code == 303
    assert client.get("/probe/reader").status_code == 200, "the one that changed it stays"
    assert other.get("/probe/reader").status_code == 303
    assert log_in(other, "reader-1", "nine loud lamps").status_code == 303


CHANGES = [
    ("the old one is wrong", {"old": "no"}, "old", 403),
    ("the new ones differ", {"again": "something else"}, "again", 400),
    ("too short", {"new": "short", "again": "short"}, "new", 400),
]


@pytest.mark.parametrize(
    ("form", "field", "status"), [pytest.param(f, c, s, id=told) for told, f, c, s in CHANGES]
)
def test_a_password_that_cannot_be_changed_is_told_at_its_field(
    form: dict[str, str], field: str, status: int, workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    log_in(client, "reader-1")
    whole = {"old": PASSWORD, "new": "nine loud lamps", "again": "nine loud lamps", **form}
    answer = client.post("/account/password", data=whole, headers=SAME)
    assert answer.status_code == status
    assert page(answer).select_one(f"#{field}-problem") is not None
    assert workspace.check_user("reader-1", PASSWORD) is not None


def test_a_changed_role_and_a_removed_account_end_the_session(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    log_in(client, "editor-1")
    workspace.set_role("editor-1", "reader")
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]
    log_in(client, "reader-1")
    workspace.remove_user("reader-1")
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]


def test_logging_out_ends_the_session(workspace: Workspace, make_client: MakeClient) -> None:
    client = make_client()
    log_in(client, "reader-1")
    assert page(client.get("/")).select_one("a[href='/account']") is not None
    assert client.post("/logout", headers=SAME).status_code == 303
    assert client.get("/probe/reader").status_code == 303


def with_cookie_of(client: FlaskClient) -> FlaskClient:
    """Another browser that has got hold of the cookie."""
    found = client.get_cookie("conflict_timeline")
    assert found is not None
    other = client.application.test_client()
    other.set_cookie("conflict_timeline", found.value)
    return other


ENDINGS: list[tuple[str, Callable[[FlaskClient, Workspace], object]]] = [
    ("logging out", lambda c, _: c.post("/logout", headers=SAME)),
    ("logging in anew", lambda c, _: log_in(c, "reader-1")),
    ("a new password", lambda c, _: c.post("/account/password", data=NEW, headers=SAME)),
    ("a new role", lambda _, w: w.set_role("reader-1", "editor")),
    ("the account is removed", lambda _, w: w.remove_user("reader-1")),
]
NEW = {"old": PASSWORD, "new": "nine loud lamps", "again": "nine loud lamps"}


@pytest.mark.parametrize("ends", [pytest.param(act, id=told) for told, act in ENDINGS])
def test_a_copy_of_the_cookie_is_worth_nothing_after_the_end(
    ends: Callable[[FlaskClient, Workspace], object],
    workspace: Workspace,
    make_client: MakeClient,
) -> None:
    client = make_client()
    log_in(client, "reader-1")
    thief = with_cookie_of(client)
    assert thief.get("/probe/reader").status_code == 200
    ends(client, workspace)
    assert thief.get("/probe/me").json["role"] is None  # type: ignore[index]
    sent = thief.get("/probe/reader")
    assert (sent.status_code, sent.headers["Location"]) == (303, "/login?next=%2Fprobe%2Freader")
    told = page(thief.get(sent.headers["Location"])).select_one("main [role=status]")
    assert told is not None
    assert told.get_text() == "Your session has ended. Log in again to go on."
    written = thief.post("/probe/reader", headers=SAME)
    assert written.status_code == 401
    assert "Your session has ended" in page(written).get_text()
    assert thief.get("/").status_code == 200, "the timeline is for all"
    assert log_in(thief, "editor-1").status_code == 303
    assert thief.get("/probe/me").json["name"] == "editor-1"  # type: ignore[index]


def test_logging_out_here_leaves_other_browsers_alone(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    other = client.application.test_client()
    log_in(client, "reader-1")
    log_in(other, "reader-1")
    client.post("/logout", headers=SAME)
    assert other.get("/probe/reader").status_code == 200


def test_the_cookie_of_an_older_version_is_refused_kindly(
    workspace: Workspace, make_client: MakeClient
) -> None:
    """It named the account and what its password and role were hashed to."""
    client = make_client()
    ann = workspace.user("editor-1")
    with client.session_transaction() as session:
        session.update(name=ann.name, stamp=ann.stamp)
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]
    assert client.get("/").status_code == 200
    assert "Your session has ended" in client.get("/login?next=/account").text
    assert log_in(client, "editor-1").status_code == 303
    assert client.get("/probe/editor").status_code == 200


def test_who_has_no_cookie_is_not_told_of_an_end(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client()
    assert "has ended" not in client.get("/login").text
    log_in(client, "reader-1")
    client.post("/logout", headers=SAME)
    assert "has ended" not in client.get("/login").text, "who has logged out knows"
    assert "has ended" not in log_in(with_old(client), "reader-1", "wrong").text


def with_old(client: FlaskClient) -> FlaskClient:
    other = client.application.test_client()
    with other.session_transaction() as session:
        session["word"] = "of a session that is over"
    return other


def test_on_this_computer_a_cookie_of_another_time_does_nothing(make_client: MakeClient) -> None:
    client = make_client(PUBLIC=False, SECRET_KEY="k" * 32)
    with client.session_transaction() as session:
        session["word"] = "of a session that is over"
    assert client.get("/probe/me").json["role"] == "admin"  # type: ignore[index]
    assert "has ended" not in client.get("/login").text
    assert client.post("/logout", headers=SAME).status_code == 303
    assert client.get("/probe/me").json["role"] == "admin"  # type: ignore[index]


def test_the_cookie_is_kept_from_scripts_and_other_sites(
    workspace: Workspace, make_client: MakeClient
) -> None:
    plain = log_in(make_client(), "reader-1").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    assert "Secure" in log_in(make_client(HTTPS=True), "reader-1").headers["Set-Cookie"]


def test_a_forged_cookie_is_nobody(workspace: Workspace, make_client: MakeClient) -> None:
    client = make_client()
    client.set_cookie("conflict_timeline", "eyJuYW1lIjoiYWRtaW4tMSJ9.aaaaaa.bbbbbbbbbbbbbbbb")
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]


def test_the_key_is_kept_from_others_and_lasts(
    workspace: Workspace, make_client: MakeClient, tmp_path: Path
) -> None:
    client = make_client()
    log_in(client, "reader-1")
    cookie = client.get_cookie("conflict_timeline")
    assert cookie is not None
    mode = (tmp_path / "desk" / "session.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    again = make_client()
    again.set_cookie("conflict_timeline", cookie.value)
    assert again.get("/probe/reader").status_code == 200, "a restart logs nobody out"


def test_a_private_app_is_closed_to_strangers(
    workspace: Workspace, make_client: MakeClient
) -> None:
    client = make_client(PRIVATE=True)
    assert client.get("/").headers["Location"].startswith("/login")
    assert client.get("/figure.json").status_code == 401
    assert client.get("/export.csv").status_code in (303, 401)
    assert client.get("/login").status_code == 200
    with client.get("/static/css/app.css") as sheet:
        assert sheet.status_code == 200
    log_in(client, "reader-1")
    assert client.get("/").status_code == 200


def test_a_workspace_that_breaks_is_told_on_a_page(
    workspace: Workspace, make_client: MakeClient, tmp_path: Path
) -> None:
    client = make_client()
    log_in(client, "reader-1")
    client.application.extensions["conflict-timeline-desk"].open().close()
    for file in (tmp_path / "desk").glob("workspace.db*"):
        file.write_bytes(b"no database at all" * 100)
    answer = client.get("/probe/reader")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text


# How often


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_waits_double_up_to_a_bound_and_are_forgotten() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    assert [attempts.begin("ann", "10.0.0.1") for _ in range(FREE)] == [0.0] * FREE
    waits = []
    for _ in range(10):
        waits.append(attempts.begin("ann", "10.0.0.1"))
        clock.now += waits[-1]
        assert attempts.begin("ann", "10.0.0.1") == 0.0, "after the wait it may be tried"
    assert waits[:3] == [15.0, 30.0, 60.0]
    assert max(waits) == LONGEST_WAIT
    assert attempts.begin("ann", "10.0.0.2") == 0.0, "elsewhere she may still log in"
    assert attempts.begin("bob", "10.0.0.1") == 0.0
    clock.now += 3601.0
    assert attempts.begin("ann", "10.0.0.1") == 0.0


def test_an_address_that_tries_many_names_waits_too() -> None:
    attempts = Attempts(Clock())
    for number in range(FREE_SHARED):
        attempts.begin(f"name-{number}", "10.0.0.1")
    assert attempts.begin("new", "10.0.0.1") > 0
    assert attempts.begin("new", "10.0.0.2") == 0.0


def test_success_begins_anew_and_memory_is_bounded() -> None:
    attempts = Attempts(Clock())
    for _ in range(FREE):
        attempts.begin("ann", "a")
    attempts.succeeded("ann", "a")
    assert attempts.begin("ann", "a") == 0.0
    for number in range(12_000):
        attempts.begin(f"n{number}", f"a{number}")
    assert len(attempts._failed) <= 10_000


def test_a_logout_that_fails_can_be_tried_again(
    workspace: Workspace, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word of the session is in the browser alone: without it nobody could end it."""
    client = make_client()
    log_in(client, "editor-1")
    copy = client.get_cookie("conflict_timeline")
    assert copy is not None

    def busy(*_: object) -> None:
        raise WorkspaceError("Another program writes at present.")

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "end_session", busy)
        assert client.post("/logout", headers=SAME).status_code == 503
    assert client.post("/logout", headers=SAME).status_code == 303
    client.set_cookie("conflict_timeline", copy.value)
    assert client.get("/probe/me").json["role"] is None  # type: ignore[index]
