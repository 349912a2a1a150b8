"""The terms of a table: shown, carried by what leaves the app, and kept to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from webapp.cli.serve import is_local
from webapp.export.about import about
from webapp.export.figure import captioned_figure
from webapp.export.registry import FORMATS
from webapp.model.terms import Terms
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.live import Current
from webapp.web.config import LOCAL_HOSTS, is_public
from webapp.web.state import EXTENSION

TODAY = date(2026, 11, 23)
TERMS = Terms("Terms of use", "Data by The Observatory", "refused", "https://example.org/terms")
WITH_ROOM = [name for name in FORMATS if name not in ("ris", "csl.json")]
MakeApp = Callable[..., Flask]


@pytest.fixture
def living(dataset: Dataset) -> Dataset:
    """The shipped events as if their table had such terms."""
    return replace(dataset, terms=TERMS, memo={})


@pytest.fixture
def make_client(make_app: MakeApp) -> Callable[..., FlaskClient]:
    """A function that gives a client of an app on a table with some terms."""

    def make(terms: Terms = TERMS, **config: Any) -> FlaskClient:
        app = make_app([{}], **config)
        live = app.extensions[EXTENSION]
        live._current = Current(replace(live.get().dataset, terms=terms))
        return app.test_client()

    return make


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).text, "html.parser")


@pytest.mark.parametrize("name", WITH_ROOM)
def test_every_export_with_room_carries_credit_and_terms(name: str, living: Dataset) -> None:
    text = FORMATS[name].render(View(living, ViewArgs()), TODAY).decode()
    assert "Data by The Observatory" in text
    assert "Its rows may not be passed on." in text


def test_exports_tell_what_the_table_itself_says(make_app: MakeApp) -> None:
    row = {"description": "A <clash>", "native_type": "Battles", "reports": "2", "iso": "804"}
    client = make_app([row]).test_client()
    [event] = json.loads(client.get("/export.json").text)["events"]
    assert event["native"] == {"description": "A <clash>", "native_type": "Battles", "reports": 2}
    assert event["extra"] == {"iso": "804"}
    page = client.get("/export.html").text
    assert "The table says: A &lt;clash&gt;" in page
    assert "rests on 2 reports" in page
    assert '"description"' in client.get("/export.csv").text.splitlines()[0]


def test_a_table_with_terms_is_not_said_to_have_none(living: Dataset, dataset: Dataset) -> None:
    assert "names no licence" in about(View(dataset, ViewArgs()), TODAY).licence
    assert "names no licence" not in about(View(living, ViewArgs()), TODAY).licence


def caption(data: Dataset) -> str:
    annotations = captioned_figure(View(data, ViewArgs()), today=TODAY)["layout"]["annotations"]
    return " ".join(str(a["text"]) for a in annotations).replace("<br>", " ")


def test_an_image_carries_credit_terms_and_the_day_of_access(living: Dataset) -> None:
    text = caption(replace(living, opened=date(2026, 11, 20)))
    assert "Credit: Data by The Observatory." in text
    assert "Licence: Terms of use." in text
    assert "Table opened 2026-11-20 (UTC)." in text


def test_the_day_on_which_a_source_was_read_goes_first(living: Dataset) -> None:
    read = living.sources.assign(retrieved="2022-03-14")
    text = caption(replace(living, sources=read))
    assert "Retrieved 14 March 2022" in text
    assert "Table opened" not in text


def test_the_page_and_the_sources_show_the_terms(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client()
    line = soup(client, "/").select_one(".terms-line")
    assert "Data by The Observatory." in line.get_text()
    assert line.select_one("a")["href"] == TERMS.url
    card = soup(client, "/sources").select_one("#terms").parent
    assert "Its rows may not be passed on." in card.get_text()


def test_a_table_without_terms_has_no_line_of_them(client: FlaskClient) -> None:
    assert not soup(client, "/").select(".terms-line")
    assert not soup(client, "/sources").select("#terms")


def test_an_address_that_is_none_is_no_link(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(replace(TERMS, url="javascript:alert(1)"))
    assert not soup(client, "/").select(".terms-line a")


PUBLIC = [
    pytest.param({"TRUSTED_HOSTS": None}, id="listening beyond this computer"),
    pytest.param({"TRUSTED_HOSTS": ["localhost", "lab.example"]}, id="another name"),
    pytest.param({"PUBLIC": True}, id="behind a proxy, as the setting says"),
]


@pytest.fixture(params=PUBLIC)
def public(request: pytest.FixtureRequest, make_client: Callable[..., FlaskClient]) -> FlaskClient:
    return make_client(**request.param)


@pytest.mark.parametrize("name", FORMATS)
def test_on_this_computer_every_export_works(
    name: str, make_client: Callable[..., FlaskClient]
) -> None:
    assert make_client().get(f"/export.{name}").status_code == 200


def test_rows_that_may_not_be_passed_on_are_refused_to_others(public: FlaskClient) -> None:
    for name in FORMATS:
        answer = public.get(f"/export.{name}")
        assert answer.status_code == 403
        assert "do not allow its rows to be passed on" in answer.text
        assert "event-1" not in answer.text


def test_the_menu_says_why_and_offers_none(public: FlaskClient) -> None:
    menu = soup(public, "/").select_one("#export-menu")
    assert not menu.select("a")
    assert len(menu.select('li[aria-disabled="true"]')) == len(FORMATS)
    assert "do not allow" in menu.select_one("#export-refused").get_text()
    assert menu.select("button[data-image]")
    assert not soup(public, "/sources").select('a[href^="/export"]')


def test_looking_is_not_passing_on(public: FlaskClient) -> None:
    assert public.get("/figure.json?caption=1").status_code == 200
    assert soup(public, "/").select("#list a[data-event]")


@pytest.mark.parametrize("redistribution", ["free", "credit", "unknown"])
def test_other_terms_refuse_nothing(
    redistribution: Any, make_client: Callable[..., FlaskClient]
) -> None:
    client = make_client(replace(TERMS, redistribution=redistribution), TRUSTED_HOSTS=None)
    assert client.get("/export.csv").status_code == 200


def test_public_by_the_environment(monkeypatch: pytest.MonkeyPatch, make_app: MakeApp) -> None:
    monkeypatch.setenv("CONFLICT_TIMELINE_PUBLIC", "1")
    assert is_public(make_app([{}]).config)
    monkeypatch.setenv("CONFLICT_TIMELINE_PUBLIC", "0")
    assert not is_public(make_app([{}]).config)


def test_an_address_of_this_computer_is_not_public() -> None:
    assert is_local("127.0.0.1")
    assert not is_public({"PUBLIC": False, "PRIVATE": False, "TRUSTED_HOSTS": LOCAL_HOSTS})
