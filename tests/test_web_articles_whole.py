"""Every page of articles and of reports: whole, without code in it, its names unique and found."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.newsroom import OTHER_STORY, SAME, STORY, accept_all, kept, newsroom, workspace_of
from webapp.web.security import HEADERS

PAGES = (
    *("/articles", "/articles?removed=gone", "/articles/new", "/articles/FIRST"),
    *("/articles/FIRST?event=EVENT", "/articles/FIRST?quote=0-9&event=EVENT"),
    *("/articles/FIRST/describe", "/articles/FIRST/remove", "/articles/THIRD/preview"),
    *("/duplicates", "/duplicates?did=linked", "/duplicates/EVENT", "/?event=LINKED"),
    *("/events/LINKED", "/tables", "/sources/SECOND", "/articles/nobody", "LOOK", "WRONG"),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, dict[str, str]]:
    """A client on a workspace with something on every page, and what the addresses stand for."""
    app = newsroom(tmp_path_factory.mktemp("whole"))
    first = kept(app, publisher="The Paper", published="2022-03-13", url="https://paper.example/1")
    second = kept(app, OTHER_STORY, publisher="The Other Paper", published="2022-03-14")
    events = [accept_all(app, name) for name in (first, second)]
    workspace_of(app).link([items[1].id for items in events], "ann")
    names = {"FIRST": first, "SECOND": second, "THIRD": kept(app, STORY + "\nMore followed.\n")}
    names |= {"EVENT": events[0][0].fields["event_id"], "LINKED": events[0][1].fields["event_id"]}
    return app.test_client(), names


def page_of(full: tuple[FlaskClient, dict[str, str]], path: str) -> BeautifulSoup:
    client, names = full
    text = {"text": STORY.replace("Nine", "Ten"), "published": "13/03/2022", "title": ""}
    if path in ("LOOK", "WRONG"):
        url = "/articles/new" if path == "LOOK" else "/articles"
        answer = client.post(url, data=text, headers=SAME)
    else:
        for name, value in names.items():
            path = path.replace(name, value)
        answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    return BeautifulSoup(answer.data, "html.parser")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_holds_no_code(full, path):
    page = page_of(full, path)
    assert len(page.select("main#view")) == 1
    assert len(page.select("h1")) == 1
    assert page.select_one("title").text.strip()
    assert not page.select("script:not([src]), style, [style], [hx-on], base, iframe, object")
    for element in page.select("*"):
        for name, value in element.attrs.items():
            assert not name.startswith("on"), f"{name} on {element.name}"
            if name in ("src", "action"):
                assert not urlsplit(value).scheme
    for link in page.select("a[href]"):
        assert urlsplit(link["href"]).scheme in ("", "https"), link["href"]


@pytest.mark.parametrize("path", PAGES)
def test_names_are_unique_and_what_refers_to_one_finds_it(full, path):
    page = page_of(full, path)
    ids = [element["id"] for element in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for element in page.select(f"[{attribute}]"):
            assert not set(element[attribute].split()) - set(ids), element
    for element in page.select("[hx-target]"):
        assert element["hx-target"].removeprefix("#") in ids


@pytest.mark.parametrize("path", PAGES)
def test_what_a_script_asks_for_has_a_plain_twin(full, path):
    for element in page_of(full, path).select("[hx-get], [hx-post]"):
        plain = element.get("href") or element.get("action")
        parent = element.find_parent("form")
        assert plain or (parent and parent.get("action")) or element.get("id") == "finding", element


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name(full, path):
    page = page_of(full, path)
    labelled = {label["for"] for label in page.select("label[for]")}
    for control in page.select("main input:not([type=hidden]), main textarea, main select"):
        named = control.get("id") in labelled or control.find_parent("label")
        assert named or control.get("aria-label"), control
    for button in page.select("main button, main a"):
        assert button.text.strip() or button.get("aria-label"), button


def test_the_folder_of_the_workspace_is_told_to_nobody_beyond_this_computer(tmp_path: Path):
    app = newsroom(tmp_path / "secret-folder", PUBLIC=True)
    accept_all(app, kept(app))
    for path in ("/", "/tables", "/articles", "/healthz", "/sources", "/problems"):
        assert "secret-folder" not in app.test_client().get(path).text, path
