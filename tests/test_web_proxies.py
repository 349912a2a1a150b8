"""Behind proxies: who asks, from which address, and what nobody may claim where there are none."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask, jsonify, request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.needs import ROOT
from tests.newsroom import newsroom, workspace_of
from webapp.cli.say import CannotRead, configured
from webapp.web.attempts import FREE, FREE_SHARED, Attempts
from webapp.web.config import is_public
from webapp.workspace import users
from webapp.workspace.store import open_workspace

SAME = {"Sec-Fetch-Site": "same-origin"}
PROXY, READER = "127.0.0.1", "203.0.113.7"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def app_behind(folder: Path, proxies: object) -> Flask:
    app = newsroom(folder, PROXIES=proxies)

    @app.get("/probe")
    def probe():
        return jsonify(address=request.remote_addr, secure=request.is_secure, host=request.host)

    return app


ADDRESSES = [
    # how many proxies, what they and the reader have written, whom the app takes it to be from
    (0, None, PROXY),
    (0, READER, PROXY),
    (1, READER, READER),
    (1, f"10.9.9.9, {READER}", READER),
    (1, f"10.9.9.9,10.8.8.8 ,{READER}", READER),
    (1, None, PROXY),
    (1, "", PROXY),
    (2, f"{READER}, 198.51.100.1", READER),
    (2, f"10.9.9.9, {READER}, 198.51.100.1", READER),
    (2, READER, PROXY),  # nobody may pass by one of them
    (1, "2001:db8::7", "2001:db8::7"),
]


@pytest.mark.parametrize(("proxies", "header", "expected"), ADDRESSES)
def test_the_address_is_that_which_the_trusted_proxies_name(
    proxies: int, header: str | None, expected: str, tmp_path: Path
) -> None:
    headers = {} if header is None else {"X-Forwarded-For": header}
    answer = app_behind(tmp_path, proxies).test_client().get("/probe", headers=headers)
    assert answer.json["address"] == expected  # type: ignore[index]


FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example"}


@pytest.mark.parametrize(
    ("proxies", "secure", "host"), [(0, False, "localhost"), (1, True, "news.example")]
)
def test_protocol_and_name_are_the_readers_only_behind_a_proxy(
    proxies: int, secure: bool, host: str, tmp_path: Path
) -> None:
    found = app_behind(tmp_path, proxies).test_client().get("/probe", headers=FORWARDED).json
    assert found == {"address": PROXY, "secure": secure, "host": host}


def test_behind_a_proxy_nobody_is_the_person_at_the_computer(tmp_path: Path) -> None:
    app = app_behind(tmp_path, 1)
    assert is_public(app.config)
    assert app.test_client().post("/articles/new", headers=SAME).status_code in (401, 403)
    there = app.test_client().get("/", headers={"Host": "news.example"})
    assert there.status_code == 200, "whatever name the proxy hands on"


@pytest.mark.parametrize(("site", "status"), [("news.example", 303), ("evil.example", 403)])
def test_forms_are_taken_from_the_name_that_the_reader_sees(
    site: str, status: int, tmp_path: Path
) -> None:
    """Over plain http a browser says no more than the origin."""
    app = app_behind(tmp_path, 1)
    workspace_of(app).add_user("ann", "seven quiet lamps", "editor")
    form = {"name": "ann", "password": "seven quiet lamps"}
    headers = {"Origin": f"https://{site}", **FORWARDED}
    assert app.test_client().post("/login", data=form, headers=headers).status_code == status


@pytest.mark.parametrize("value", ["1.5", "-1", "yes", "11", "²", "1" * 30])
def test_a_number_of_proxies_that_is_none_is_told(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFLICT_TIMELINE_PROXIES", value)
    with pytest.raises(CannotRead, match=r"PROXIES is a number from 0 to 10, not "):
        configured({})


def test_no_proxies_by_default_nor_by_a_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (configured({})["PROXIES"], configured({})["PUBLIC"]) == (0, False)
    monkeypatch.setenv("CONFLICT_TIMELINE_PROXIES", " 0 ")
    assert (configured({})["PROXIES"], configured({})["PUBLIC"]) == (0, False)
    monkeypatch.setenv("CONFLICT_TIMELINE_PROXIES", "2")
    assert (configured({})["PROXIES"], configured({})["PUBLIC"]) == (2, True)


# Wrong passwords


def wrong(client: FlaskClient, name: str, address: str) -> int:
    form = {"name": name, "password": "no such password"}
    headers = {**SAME, "X-Forwarded-For": address}
    return client.post("/login", data=form, headers=headers).status_code


def test_wrong_passwords_are_counted_by_the_readers_address(tmp_path: Path) -> None:
    app = app_behind(tmp_path, 1)
    workspace_of(app).add_user("ann", "seven quiet lamps", "editor")
    client = app.test_client()
    assert [wrong(client, "ann", READER) for _ in range(FREE + 1)] == [403] * FREE + [429]
    assert wrong(client, "ann", f"10.9.9.9, {READER}") == 429, "nobody gets around it by a header"
    assert wrong(client, "ann", "203.0.113.8") == 403, "and nobody else is kept out"


def test_without_a_trusted_proxy_the_header_is_no_way_around_the_waits(tmp_path: Path) -> None:
    app = newsroom(tmp_path, PUBLIC=True)
    workspace_of(app).add_user("ann", "seven quiet lamps", "editor")
    client = app.test_client()
    found = [wrong(client, "ann", f"203.0.113.{number}") for number in range(FREE + 1)]
    assert found == [403] * FREE + [429]


def test_one_name_from_many_addresses_waits_too(tmp_path: Path) -> None:
    app = app_behind(tmp_path, 1)
    workspace_of(app).add_user("ann", "seven quiet lamps", "editor")
    client = app.test_client()
    found = [wrong(client, "ann", f"203.0.113.{number}") for number in range(FREE_SHARED + 1)]
    assert found == [403] * FREE_SHARED + [429]
    assert wrong(client, "bob", "203.0.113.250") == 403


ONE_PLACE = [
    # two addresses, and whether they count as one
    ("203.0.113.7", "203.0.113.8", False),
    ("203.0.113.7", "::ffff:203.0.113.7", True),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ("203.0.113.7:4000", "203.0.113.7:4001", True),
    ("203.0.113.7:4000", "203.0.113.7", True),
    ("203.0.113.7:4000", "203.0.113.8:4000", False),
    ("[2001:db8:1:2::1]:4000", "[2001:db8:1:2::2]:4001", True),
    ("[2001:db8:1:2::1]", "2001:db8:1:2::1", True),
    ("[2001:db8:1:2::1]:4000", "[2001:db8:1:3::1]:4000", False),
    ("::1", "::1", True),
    ("unknown", "unknown", True),
    ("unknown", "_hidden", False),
    ("x" * 200, "x" * 150, True),
]


@pytest.mark.parametrize(("one", "other", "same"), ONE_PLACE)
def test_what_counts_as_one_address(one: str, other: str, same: bool) -> None:
    attempts = Attempts(lambda: 0.0)
    for _ in range(FREE):
        attempts.begin("ann", one)
    assert (attempts.begin("ann", other) > 0) == same


@given(st.text())
def test_any_text_of_a_header_counts_as_some_address(address: str) -> None:
    attempts = Attempts(lambda: 0.0)
    assert attempts.begin("ann", address) == 0.0
    attempts.succeeded("ann", address)


# The program itself


def test_the_program_sees_what_a_trusted_proxy_says_and_only_then(tmp_path: Path) -> None:
    """Its server drops such headers otherwise, before the app could see them."""
    opened = open_workspace(tmp_path / "desk")
    opened.add_user("ann", "seven quiet lamps", "editor")
    opened.close()
    for proxies, expected in (("1", [403] * (FREE + 1)), ("", [403] * FREE + [429])):
        assert _asked_of_the_program(tmp_path, proxies) == expected


def _asked_of_the_program(folder: Path, proxies: str) -> list[int]:
    """How it answers wrong passwords that a proxy hands on from different addresses."""
    command = [sys.executable, ROOT / "run.py", "--port", "0", "--workspace", folder / "desk"]
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "CONFLICT_TIMELINE_PUBLIC": "1",
        "CONFLICT_TIMELINE_PROXIES": proxies,
    }
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            url = next(filter(None, (re.search(r"http://\S+", line) for line in program.stdout)))[0]
            return [_login(url, f"203.0.113.{number}") for number in range(FREE + 1)]
        finally:
            program.terminate()


def _login(url: str, address: str) -> int:
    form = urllib.parse.urlencode({"name": "ann", "password": "no such password"}).encode()
    asked = urllib.request.Request(f"{url}login", form, {"X-Forwarded-For": address})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
