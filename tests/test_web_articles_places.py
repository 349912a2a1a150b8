"""From a pasted text to linked reports and an export, on both kinds of database."""

from __future__ import annotations

import time

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.newsroom import OTHER_STORY, SAME, STORY, newsroom, workspace_of
from tests.workspace_places import place
from webapp.web.extracting import FINDER

__all__ = ["place"]


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


def add(client: FlaskClient, text: str, publisher: str) -> str:
    """Keep an article and accept all that is found in it, by the pages; gives its id."""
    data = {"text": text, "title": text.splitlines()[0], "publisher": publisher}
    where = client.post("/articles", data=data, headers=SAME).headers["Location"]
    article = where.split("/")[2]
    finder = client.application.extensions[FINDER]
    while not finder.job(article).is_over:
        time.sleep(0.01)
    for item in workspace_of(client.application).items(article):
        path = f"/articles/{article}/review/{item.id}/accept"
        assert client.post(path, data={"version": item.version}, headers=SAME).status_code < 400
    return article


def test_two_articles_become_one_timeline(place):
    app = newsroom(place)
    client = app.test_client()
    first, second = add(client, STORY, "The Paper"), add(client, OTHER_STORY, "The Other Paper")
    assert "4 events" in soup(client.get("/")).select_one(".dataset .span").text
    for _ in range(2):
        form = soup(client.get("/duplicates")).select_one("form[action='/duplicates/link']")
        data = {one["name"]: one["value"] for one in form.select("input")}
        assert client.post("/duplicates/link", data=data, headers=SAME).status_code == 303
    assert "2 events, 4 reports" in soup(client.get("/")).select_one(".dataset .span").text
    assert len(soup(client.get(f"/articles/{second}")).select("mark.said")) == 2
    assert client.get("/export.csv").text.count("The Paper; The Other Paper") == 2
    client.post(f"/articles/{first}/undo", headers=SAME)
    assert "3 events, 4 reports" in soup(client.get("/")).select_one(".dataset .span").text
    version = str(workspace_of(app).article(second).version)
    client.post(f"/articles/{second}/remove", data={"version": version}, headers=SAME)
    assert "2 events, " in soup(client.get("/")).select_one(".dataset .span").text
    client.post(f"/articles/{second}/undo", headers=SAME)
    workspace_of(app).close()
    again = newsroom(place)
    page = soup(again.test_client().get("/"))
    assert "3 events, 4 reports" in page.select_one(".dataset .span").text
    workspace_of(again).close()
