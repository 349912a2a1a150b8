"""Which table the timeline shows: files, the example, the workspace; and how it goes over."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.newsroom import OTHER_STORY, SAME, STORY, accept_all, kept, newsroom, workspace_of
from webapp import create_app
from webapp.web import showing
from webapp.workspace.base import WorkspaceError
from webapp.workspace.database import FILE


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


def title(client: FlaskClient) -> str:
    heading = soup(client.get("/")).select_one(".dataset h1")
    assert heading
    return heading.text


def without_files(folder: Path, monkeypatch: pytest.MonkeyPatch, **config: object) -> Flask:
    """The app as `python run.py` starts it, with the user's data folder elsewhere."""
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return create_app({"TESTING": True, **config})


def accept_on_the_page(app: Flask, article: str) -> None:
    """Accept the first open proposal as the review does."""
    item = next(i for i in workspace_of(app).items(article) if i.state == "open")
    path = f"/articles/{article}/review/{item.id}/accept"
    answer = app.test_client().post(path, data={"version": item.version}, headers=SAME)
    assert answer.status_code < 400


def test_a_named_workspace_is_shown_even_when_it_is_empty_and_says_how_to_begin(tmp_path):
    client = newsroom(tmp_path / "desk").test_client()
    page = soup(client.get("/"))
    assert page.select_one(".dataset h1").text == "Your articles"
    assert page.select_one(".nothing a[href='/articles/new']")
    assert not (tmp_path / "desk").exists(), "looking makes no workspace"
    for path in ("/figure.json", "/sources", "/codebook", "/problems", "/healthz", "/export.csv"):
        assert client.get(path).status_code == 200, path


def test_an_accepted_event_is_there_at_the_very_next_request(tmp_path):
    app = newsroom(tmp_path)
    client = app.test_client()
    article = kept(app)
    assert "2 proposals" in soup(client.get("/")).select_one(".nothing").text
    accept_on_the_page(app, article)
    page = soup(client.get("/"))
    assert len(page.select("#list .row")) == 1
    assert "1 proposal in your articles waits" in page.select_one(".banners").text
    event = page.select_one("#list a[data-event]")["data-event"]
    assert client.get(f"/events/{event}").status_code == 200


def test_without_files_the_example_is_shown_until_an_event_is_accepted(tmp_path, monkeypatch):
    app = without_files(tmp_path, monkeypatch)
    client = app.test_client()
    example = title(client)
    article = kept(app)
    assert title(client) == example, "an open proposal is nothing to show"
    accept_all(app, article)
    page = soup(client.get("/"))
    assert page.select_one(".dataset h1").text == STORY.splitlines()[0]
    assert "because an event in them was accepted" in page.select_one(".banner").text
    assert "the example" in page.select_one(".banner").text


def test_without_files_a_workspace_with_events_is_shown_from_the_start(tmp_path, monkeypatch):
    first = without_files(tmp_path, monkeypatch)
    accept_all(first, kept(first))
    workspace_of(first).close()
    again = without_files(tmp_path, monkeypatch).test_client()
    assert title(again) == STORY.splitlines()[0]
    assert not soup(again.get("/")).select(".banner"), "nothing was left by itself"


def test_files_that_were_named_stay_until_an_event_is_accepted_on_the_page(tmp_path, make_files):
    events, _ = make_files([{}])
    app = newsroom(tmp_path / "desk", EVENTS=events)
    client = app.test_client()
    article = kept(app)
    assert title(client) == "A report"
    first = workspace_of(app).items(article)[0]
    workspace_of(app).accept(first.id, first.version, "somebody in another window")
    assert title(client) == "A report"
    accept_on_the_page(app, article)
    page = soup(client.get("/"))
    assert page.select_one(".dataset h1").text == STORY.splitlines()[0]
    assert "events.csv" in page.select_one(".banner").text


def test_a_rejection_or_a_refused_acceptance_moves_nothing(tmp_path, make_files):
    events, _ = make_files([{}])
    app = newsroom(tmp_path / "desk", EVENTS=events)
    client = app.test_client()
    article = kept(app)
    first, second = workspace_of(app).items(article)
    base = f"/articles/{article}/review"
    client.post(f"{base}/{first.id}/reject", data={"version": first.version}, headers=SAME)
    client.post(f"{base}/{second.id}/accept", data={"version": 9}, headers=SAME)
    assert title(client) == "A report"


def test_beyond_this_computer_named_files_stay(tmp_path, make_files):
    events, _ = make_files([{}])
    app = newsroom(tmp_path / "desk", EVENTS=events, PUBLIC=True)
    accept_all(app, kept(app))
    assert title(app.test_client()) == "A report"


def test_open_a_table_leads_to_the_articles_and_to_the_example(tmp_path, make_files):
    events, _ = make_files([{}])
    app = newsroom(tmp_path / "desk", EVENTS=events)
    client = app.test_client()
    accept_all(app, kept(app))
    page = soup(client.get("/tables"))
    assert "2 accepted events" in page.select_one("form[action='/tables/articles']").text
    assert client.post("/tables/articles", headers=SAME).status_code == 303
    assert title(client) == STORY.splitlines()[0]
    assert client.post("/tables/example", headers=SAME).status_code == 303
    assert (
        "shown at present"
        not in soup(client.get("/tables")).select_one("form[action='/tables/articles']").text
    )
    assert title(client) != STORY.splitlines()[0]


def test_the_article_says_that_the_timeline_shows_another_table(tmp_path, make_files):
    events, _ = make_files([{}])
    app = newsroom(tmp_path / "desk", EVENTS=events)
    client = app.test_client()
    article = kept(app)
    path, button = f"/articles/{article}", "form[action='/tables/articles'] button"
    assert not soup(client.get(path)).select(button), "nothing is accepted yet"
    accept_all(app, article)
    assert soup(client.get(path)).select_one(button)
    client.post("/tables/articles", headers=SAME)
    assert not soup(client.get(path)).select(button)


@pytest.mark.parametrize("path", ["/tables/articles", "/tables/example"])
def test_only_the_person_at_this_computer_changes_what_is_shown(tmp_path, path):
    client = newsroom(tmp_path).test_client()
    assert client.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    public = newsroom(tmp_path, PUBLIC=True).test_client()
    assert public.post(path, headers=SAME).status_code == 403


def test_the_note_goes_after_a_while(tmp_path, monkeypatch):
    app = without_files(tmp_path, monkeypatch)
    client = app.test_client()
    accept_all(app, kept(app))
    assert soup(client.get("/")).select(".banner")
    later = showing.time.monotonic() + showing.SAID_FOR + 1
    monkeypatch.setattr(showing, "time", SimpleNamespace(monotonic=lambda: later))
    assert not soup(client.get("/")).select(".banner")


def test_a_workspace_that_cannot_be_read_leaves_the_example_and_is_told(tmp_path, monkeypatch):
    folder = tmp_path / "conflict-timeline"
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(b"this is no database" * 100)
    client = without_files(tmp_path, monkeypatch).test_client()
    assert client.get("/").status_code == 200
    answer = client.get("/articles")
    assert answer.status_code == 503
    assert "not a workspace" in soup(answer).select_one("[role=alert]").text
    assert client.get("/tables").status_code == 200
    with pytest.raises(WorkspaceError, match="not a workspace"):
        newsroom(folder)


def test_the_timeline_is_given_a_name_that_stays(tmp_path):
    app = newsroom(tmp_path / "desk")
    client = app.test_client()
    for text in (STORY, OTHER_STORY):
        accept_all(app, kept(app, text))
    assert soup(client.get("/")).select_one(".dataset h1").text == "Your articles"
    form = soup(client.get("/articles")).select_one("form[action='/articles/name']")
    assert form.select_one("input[name=name]")["value"] == ""
    given = {"name": "  The war <b>of</b>\n the north  "}
    answer = client.post("/articles/name", data=given, headers=SAME)
    assert answer.headers["Location"] == "/articles"
    again = newsroom(tmp_path / "desk").test_client()
    for one in (client, again):
        assert soup(one.get("/")).select_one(".dataset h1").text == "The war <b>of</b> the north"
    client.post("/articles/name", data={"name": ""}, headers=SAME)
    assert soup(client.get("/")).select_one(".dataset h1").text == "Your articles"


def test_where_a_setting_names_the_timeline_the_page_does_not(tmp_path):
    app = newsroom(tmp_path / "desk", TITLE="Given")
    accept_all(app, kept(app))
    client = app.test_client()
    assert not soup(client.get("/articles")).select("form[action='/articles/name']")
    assert client.post("/articles/name", data={"name": "Mine"}, headers=SAME).status_code == 404
    assert (
        client.post("/articles/name", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )
    assert soup(client.get("/")).select_one(".dataset h1").text == "Given"
