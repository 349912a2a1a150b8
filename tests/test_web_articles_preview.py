"""The marked preview: what nobody has reviewed is shown as such, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.newsroom import PARTIAL, kept, newsroom, workspace_of
from webapp.web.preview import NOT_REVIEWED


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return newsroom(tmp_path / "desk")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def article(app: Flask) -> str:
    """An article with one accepted and one open proposal."""
    name = kept(app)
    first = workspace_of(app).items(name)[0]
    workspace_of(app).accept(first.id, first.version, "ann")
    return name


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


def test_every_unreviewed_title_carries_the_mark_and_only_those(app, client, article):
    page = soup(client.get(f"/articles/{article}/preview"))
    titles = [link.text for link in page.select("#list a.event-link")]
    assert sorted(title.startswith(NOT_REVIEWED) for title in titles) == [False, True]
    assert "1 proposal that nobody has reviewed" in page.select_one(".banner").text
    open_one = workspace_of(app).items(article)[1]
    links = [link["href"] for link in page.select("#list a.event-link")]
    assert f"/articles/{article}/review?item={open_one.id}#event-{open_one.id}" in links


def test_a_row_of_the_preview_is_a_row_of_the_timeline_but_for_its_link(app, client, article):
    held = workspace_of(app)
    for item in held.items(article):
        if item.state == "open":
            held.accept(item.id, item.version, "ann")
    rows = [
        soup(client.get(path)).select("#list .day")
        for path in ("/", f"/articles/{article}/preview")
    ]
    for days in rows:
        for link in [link for day in days for link in day.select("a.event-link")]:
            assert link.text
            link.decompose()
    listed = [[" ".join(str(day).split()) for day in days] for days in rows]
    assert listed[0] == listed[1]
    assert len(listed[0]) == 2


def test_the_chart_of_the_preview_has_the_mark_too(client, article):
    answer = client.get(f"/articles/{article}/preview/figure.json")
    assert answer.status_code == 200
    assert NOT_REVIEWED in answer.text


def test_nothing_unreviewed_is_on_the_timeline_or_in_an_export(client, article):
    for path in ("/", "/figure.json", "/export.csv", "/export.json", "/export.html", "/sources"):
        assert NOT_REVIEWED not in client.get(path).text, path
        assert "assault in the story" not in client.get(path).text, path


def test_a_part_of_the_preview_is_the_page_without_its_frame(client, article):
    part = client.get(f"/articles/{article}/preview?by=type", headers=PARTIAL).text
    assert part.lstrip().startswith("<main id=")
    assert soup(client.get(f"/articles/{article}/preview?by=type")).select_one("#lanes-type")


def test_what_cannot_be_shown_is_listed_with_its_reason(app, client, article):
    held = workspace_of(app)
    text = held.article(article).text
    start = text.index("Nine people")
    held.own(article, start, start + 11, {"title": "Nine people die in the village"}, "ann")
    page = soup(client.get(f"/articles/{article}/preview"))
    left = page.select_one("#left-out").parent
    assert "Nine people die" in left.text
    assert "date" in left.text


def test_an_article_without_events_has_an_empty_preview(app, client):
    article = workspace_of(app).add_article("Only words.", {"title": "Words"}, "ann")
    answer = client.get(f"/articles/{article.id}/preview")
    assert answer.status_code == 200
    assert "nothing to show yet" in answer.text


@pytest.mark.parametrize(
    "query", ["by=colour", "from=13/03/2022", "from=2023&to=2022", "event=x", "page=x", "w=nan"]
)
def test_bad_arguments_never_break_it(client, article, query):
    for path in ("preview", "preview/figure.json"):
        assert client.get(f"/articles/{article}/{path}?{query}").status_code in (200, 400)


def test_an_article_with_nothing_accepted_shows_all_as_unreviewed(app, client):
    other = kept(app, text="Norland and Sudland held talks on Sunday. Nothing else happened.")
    page = soup(client.get(f"/articles/{other}/preview"))
    assert [a.text[: len(NOT_REVIEWED)] for a in page.select("a.event-link")] == [NOT_REVIEWED]
