"""Logging in and out in a real browser, and what a copy of the cookie is worth afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.newsroom import newsroom, workspace_of
from webapp.workspace import users

Open = Callable[..., Page]
PASSWORD = "seven quiet lamps"


def test_logging_out_ends_the_session_for_a_copy_of_the_cookie_too(
    open_page: Open, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    app = newsroom(tmp_path, PUBLIC=True)
    workspace_of(app).add_user("ann", PASSWORD, "editor")
    site = serve(app)
    page = open_page("/login?next=/account", at=site)
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    other = open_page("/account", at=site, storage_state=page.context.storage_state())
    expect(other.get_by_role("heading", level=1)).to_have_text("Your account")

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()

    other.reload()
    told = "Your session has ended. Log in again to go on."
    expect(other.get_by_role("status")).to_have_text(told)
    other.get_by_label("Name").fill("ann")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other).to_have_url(f"{site}/account")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
