"""Reading an article with its events, describing it, removing it, undoing; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.newsroom import SAME, STORY, accept_all, kept, newsroom, workspace_of
from webapp import __version__
from webapp.web.people import person
from webapp.workspace import users


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return newsroom(tmp_path / "desk")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def article(app: Flask) -> str:
    return kept(app, publisher="The Paper", published="2022-03-13", url="https://paper.example/1")


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


# Reading


def test_the_words_of_accepted_events_are_marked_in_the_whole_text(app, client, article):
    events = accept_all(app, article)
    page = soup(client.get(f"/articles/{article}"))
    text = page.select_one(".article-text")
    whole = "\n".join(block.text for block in text.select(".block"))
    assert whole.split() == STORY.split(), "no word is lost or doubled"
    marked = [mark.text for mark in text.select("mark.said")]
    assert marked == [event.fields["quote"] for event in events]
    for event in events:
        assert text.select_one(f"#words-{event.fields['event_id']}")
        assert page.select_one(f".article-events a[href='/?event={event.fields['event_id']}']")


def test_unreviewed_and_rejected_proposals_are_not_marked(app, client, article):
    held = workspace_of(app)
    first, _ = held.items(article)
    held.reject(first.id, first.version, "ann")
    page = soup(client.get(f"/articles/{article}"))
    assert not page.select("mark")
    assert "1 proposal to review" in page.select_one(".counts").text
    assert "1 rejected" in page.select_one(".counts").text


def test_one_event_is_emphasised_and_leads_back_to_the_timeline(app, client, article):
    event = accept_all(app, article)[1].fields["event_id"]
    page = soup(client.get(f"/articles/{article}?event={event}"))
    assert len(page.select("mark.chosen")) == 1
    assert page.select_one("li.chosen a[aria-current]")["href"].endswith(f"#words-{event}")
    assert page.select_one(f"mark.chosen a[href='/?event={event}']")


@pytest.mark.parametrize("wanted", ["nobody", "<b>x</b>", "x" * 3000, "\x00"])
def test_an_unknown_event_is_said(app, client, article, wanted):
    page = soup(client.get(f"/articles/{article}", query_string={"event": wanted}))
    assert "accepted in this article" in page.select_one(".notice").text
    assert not page.select(".notice b, mark.chosen")


def test_the_log_is_told_in_words(app, client, article):
    accept_all(app, article)
    deeds = [li.text for li in soup(client.get(f"/articles/{article}")).select(".deeds li")]
    assert len(deeds) == 4
    assert "ann accepted an event" in deeds[0]
    assert "ann added the article" in deeds[-1]


def test_an_address_that_is_none_is_no_link(app, client):
    held = workspace_of(app)
    article = held.add_article("Some words of a text.", {"title": "A text"}, "ann")
    page = soup(client.get(f"/articles/{article.id}"))
    assert not page.select("dl a")


def test_a_source_without_its_text_says_how_to_add_it(app, client, make_files):
    events, _ = make_files([{}])
    workspace_of(app).import_tables(events, "ann")
    page = soup(client.get("/articles/report-1"))
    assert "not its text" in page.select_one(".reading .notice").text
    assert not page.select("form[action$='/find']")
    assert client.post("/articles/report-1/find", headers=SAME).status_code == 400


# Describing


def test_the_description_is_changed_and_the_change_undone(app, client, article):
    form = soup(client.get(f"/articles/{article}/describe"))
    assert form.select_one("#f-publisher")["value"] == "The Paper"
    assert not form.select(".why"), "what a person has kept is no guess any more"
    data = {one["name"]: one.get("value", "") for one in form.select("form input[name]")}
    data["publisher"] = "The Other Paper"
    where = client.post(f"/articles/{article}/describe", data=data, headers=SAME)
    assert (where.status_code, where.headers["Location"]) == (303, f"/articles/{article}")
    page = soup(client.get(f"/articles/{article}"))
    assert "The Other Paper" in page.select_one("dl").text
    client.post(f"/articles/{article}/undo", headers=SAME)
    assert workspace_of(app).article(article).fields["publisher"] == "The Paper"


def test_what_would_break_a_rule_is_said_beside_its_field(client, article):
    data = {"version": "1", "title": "T", "url": "javascript:alert(1)", "published": "soon"}
    answer = client.post(f"/articles/{article}/describe", data=data, headers=SAME)
    assert answer.status_code == 400
    page = soup(answer)
    assert page.select_one("#f-url-wrong")
    assert page.select_one("#f-published-wrong")
    assert page.select_one("#f-title")["value"] == "T"


def test_two_people_at_one_description_the_second_sees_both(app, client, article):
    fields = {"title": "Hers", "publisher": "The Paper"}
    workspace_of(app).update_article(article, 1, fields, "bea")
    data = {"version": "1", "title": "Mine", "publisher": "The Paper"}
    answer = client.post(f"/articles/{article}/describe", data=data, headers=SAME)
    assert answer.status_code == 409
    page = soup(answer)
    assert page.select_one("#f-title")["value"] == "Mine"
    assert "Hers" in page.select_one("#f-title ~ .wrong").text
    assert page.select_one("input[name=version]")["value"] == "2"
    assert workspace_of(app).article(article).fields["title"] == "Hers"
    again = client.post(f"/articles/{article}/describe", data=data | {"version": "2"}, headers=SAME)
    assert again.status_code == 303


# Removing


def test_removing_asks_first_and_can_be_undone(app, client, article):
    accept_all(app, article)
    ask = soup(client.get(f"/articles/{article}/remove"))
    assert "2 events on the timeline" in ask.text
    data = {"version": ask.select_one("input[name=version]")["value"], "why": "not mine"}
    where = client.post(f"/articles/{article}/remove", data=data, headers=SAME)
    assert client.get(f"/articles/{article}").status_code == 404
    gone = soup(client.get(where.headers["Location"]))
    undo = gone.select_one(f"form[action='/articles/{article}/undo']")
    assert undo, "the page that follows offers to undo"
    assert client.post(undo["action"], headers=SAME).status_code == 303
    assert len(soup(client.get(f"/articles/{article}")).select("mark")) == 2


def test_removing_what_has_changed_meanwhile_asks_again(client, article):
    answer = client.post(f"/articles/{article}/remove", data={"version": "7"}, headers=SAME)
    assert answer.status_code == 409
    assert client.get(f"/articles/{article}").status_code == 200


def test_after_another_date_of_publication_events_are_to_be_found_again(client, article):
    form = soup(client.get(f"/articles/{article}/describe")).select_one("main form")
    data = {i["name"]: i.get("value", "") for i in form.select("input[name], textarea[name]")}
    same = client.post(f"/articles/{article}/describe", data=data, headers=SAME)
    assert same.headers["Location"] == f"/articles/{article}"
    data |= {"version": "2", "published": "2022-04-01"}
    answer = client.post(f"/articles/{article}/describe", data=data, headers=SAME)
    page = soup(client.get(answer.headers["Location"]))
    assert "counted from another day" in page.select_one(".notice").text
    assert page.select(f"form.notice[action='/articles/{article}/find'] button")
    assert not soup(client.get(f"/articles/{article}")).select("form.notice[action$='/find']")


def test_undo_does_not_overrule_somebody_else(app, client, article):
    held = workspace_of(app)
    with app.test_request_context("/"):
        me = person().name
    held.update_article(article, 1, {"title": "Mine"}, me)
    held.update_article(article, 2, {"title": "Hers"}, "bea")
    answer = client.post(f"/articles/{article}/undo", headers=SAME)
    assert answer.status_code == 409
    assert "cannot be undone" in soup(answer).select_one("[role=alert]").text


@pytest.mark.parametrize("path", ["", "/describe", "/remove", "/finding", "/preview", "/review"])
def test_the_foot_of_every_page_names_the_version_of_the_app(client, article, path):
    page = soup(client.get(f"/articles/{article}{path}", follow_redirects=True))
    assert f"Conflict Timeline {__version__}." in page.select_one("footer").text


# Bad input


@pytest.mark.parametrize(
    "path", ["", "/describe", "/remove", "/finding", "/preview", "/nowhere", "/review/x"]
)
def test_an_unknown_article_is_a_page_that_says_so(client, article, path):
    for name in ("nobody", "%3Cb%3E", "x" * 2000, "%00", "..%2F..%2Fetc"):
        answer = client.get(f"/articles/{name}{path}")
        assert answer.status_code == 404
        assert soup(answer).select_one("h1")


@pytest.mark.parametrize("path", ["find", "describe", "remove", "undo"])
def test_nothing_is_made_by_writing_to_an_unknown_article(tmp_path, path):
    client = newsroom(tmp_path / "none").test_client()
    assert client.post(f"/articles/nobody/{path}", headers=SAME).status_code == 404
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "1.5", "\u0661"])
def test_a_version_that_is_none_changes_nothing(app, client, article, version):
    data = {"version": version, "title": "Changed"}
    for path in ("describe", "remove"):
        answer = client.post(f"/articles/{article}/{path}", data=data, headers=SAME)
        assert answer.status_code == 409
    assert workspace_of(app).article(article).version == 1


# Where others read


def test_strangers_see_events_and_their_quotes_not_the_text(tmp_path):
    home = newsroom(tmp_path)
    article = kept(home)
    events = accept_all(home, article)
    workspace_of(home).close()
    client = newsroom(tmp_path, PUBLIC=True).test_client()
    page = soup(client.get(f"/articles/{article}"))
    assert not page.select(".article-text, .deeds, form, a[href$='/review']")
    assert [q.text for q in page.select("blockquote")] == [e.fields["quote"] for e in events]
    assert "Nine people died" not in page.text
    for path in ("describe", "remove", "finding", "preview"):
        assert client.get(f"/articles/{article}/{path}").status_code == 403


def test_strangers_see_nothing_of_an_article_that_waits_for_its_review(tmp_path, app, article):
    client = newsroom(tmp_path / "desk", PUBLIC=True).test_client()
    assert client.get(f"/articles/{article}").status_code == 404
    for path in ("/articles", "/", "/sources", f"/sources/{article}"):
        assert "Norland" not in client.get(path).text, path


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; how slow is not what is tested here."""
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def logged_in(folder: Path, role: str) -> FlaskClient:
    """Somebody with an account of a role, where others reach the app."""
    app = newsroom(folder, PUBLIC=True)
    workspace_of(app).add_user(f"{role}-1", "seven quiet lamps", role)
    client = app.test_client()
    data = {"name": f"{role}-1", "password": "seven quiet lamps"}
    assert client.post("/login", data=data, headers=SAME).status_code == 303
    return client


@pytest.mark.usefixtures("cheap_hashes")
def test_readers_with_an_account_read_the_text_and_change_nothing(tmp_path, app, article):
    events = accept_all(app, article)
    client = logged_in(tmp_path / "desk", "reader")
    page = soup(client.get(f"/articles/{article}"))
    assert len(page.select("mark.said")) == 2
    assert not page.select("main form, a[href$='/review'], a[href$='/describe']")
    for path in ("describe", "remove", "finding", "preview"):
        assert client.get(f"/articles/{article}/{path}").status_code == 403
    for path in ("describe", "remove", "find", "undo"):
        assert client.post(f"/articles/{article}/{path}", headers=SAME).status_code == 403
    event = events[0].fields["event_id"]
    assert soup(client.get(f"/?event={event}")).select("#in-article")


@pytest.mark.usefixtures("cheap_hashes")
def test_what_an_editor_with_an_account_does_is_in_the_log_under_that_name(tmp_path, app, article):
    client = logged_in(tmp_path / "desk", "editor")
    client.post(f"/articles/{article}/describe", data={"version": "1", "title": "T"}, headers=SAME)
    deed = soup(client.get(f"/articles/{article}")).select_one(".deeds li")
    assert "editor-1 changed its description" in deed.text
    assert soup(client.get(f"/articles/{article}")).select_one("form[action$='/undo'] button")
