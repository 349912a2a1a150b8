"""All values of a filter, the pages of a long list, and what a table itself says of an event."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from webapp.query.args import ViewArgs
from webapp.query.select import Selection
from webapp.query.view import View
from webapp.store.parties import Parties
from webapp.web.values import values_page

MakeApp = Callable[..., Flask]
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def soup(client: FlaskClient, url: str, status: int = 200, **options: Any) -> BeautifulSoup:
    answer = client.get(url, **options)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [
        " ".join(element.get_text(" ", strip=True).split()) for element in page.select(selector)
    ]


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """450 events by 250 parties; the party of the first hundred is the same."""
    return [
        {
            "event_id": f"event-{n:03d}",
            "title": f"Thing number {n} happens",
            "date": f"{2021 + n // 336}-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}",
            "actors": "Common Party" if n < 100 else f"Party {n % 249:03d}",
            "event_type": "ASSAULT" if n % 2 else "CONSULT",
        }
        for n in range(450)
    ]


@pytest.fixture
def client(make_app: MakeApp, rows: list[dict[str, str]]) -> FlaskClient:
    return make_app(rows).test_client()


# Values


def test_the_filter_leads_to_all_its_values(client: FlaskClient) -> None:
    [link] = soup(client, "/?type=ASSAULT&event=event-001").select(".more a")
    assert link.get_text().endswith("more parties…")
    assert link["href"] == "/values/party?type=ASSAULT"
    shown = soup(client, str(link["href"]))
    assert texts(shown, "h1") == ["Parties"]
    assert "other filters: type is" in shown.select_one("main").get_text()


def test_values_come_with_their_counts_the_most_frequent_first(client: FlaskClient) -> None:
    page = soup(client, "/values/party")
    assert texts(page, ".value-list li")[0] == "Common Party 100 events"
    assert len(page.select(".value-list li")) == 200
    assert "1 to 200 of 250" in page.select_one("#values").get_text()


def test_values_by_name(client: FlaskClient) -> None:
    names = texts(soup(client, "/values/party?order=name"), ".value-list .value")
    assert names == sorted(names, key=str.casefold)


def test_the_second_page_of_values(client: FlaskClient) -> None:
    page = soup(client, "/values/party?page=2")
    assert len(page.select(".value-list li")) == 50
    assert [a["data-page"] for a in page.select(".pages a")] == ["first", "previous"]


def test_a_page_beyond_the_last_is_the_last(client: FlaskClient) -> None:
    assert len(soup(client, "/values/party?page=99").select(".value-list li")) == 50


def test_counts_are_those_under_the_other_filters(client: FlaskClient) -> None:
    page = soup(client, "/values/party?type=ASSAULT&party=Party+101&find=common")
    assert texts(page, ".value-list li") == ["Common Party 50 events"]


def test_finding_is_by_words_in_any_case(client: FlaskClient) -> None:
    page = soup(client, "/values/party?find=PARTY+101")
    assert texts(page, ".value-list .value") == ["Party 101"]
    assert "1 of 250 parties" in texts(page, "#values p")[0]


def test_a_value_toggles_the_filter_on_the_timeline(client: FlaskClient) -> None:
    [link] = soup(client, "/values/party?type=CONSULT&find=party+101").select(".value-list a")
    assert query(str(link["href"])) == {"type": ["CONSULT"], "party": ["Party 101"]}
    page = soup(client, "/values/party?party=Party+101&find=party+101")
    [link] = page.select(".value-list a")
    assert (link["href"], link["aria-current"]) == ("/", "true")


def test_a_value_without_events_is_no_link(client: FlaskClient) -> None:
    page = soup(client, "/values/party?from=2021-01-01&to=2021-01-01&find=party+249")
    assert not page.select(".value-list a")


def test_a_part_of_the_page_for_htmx(client: FlaskClient) -> None:
    answer = client.get("/values/party?find=common&order=name", headers=PART)
    assert answer.text.lstrip().startswith('<section id="values"')
    assert answer.headers["HX-Push-Url"] == "/values/party?find=common&order=name"


def test_the_form_carries_the_filters(client: FlaskClient) -> None:
    fields = soup(client, "/values/party?type=CONSULT&q=thing&page=2").select(".find input")
    assert {f["name"]: f["value"] for f in fields} == {"type": "CONSULT", "q": "thing", "find": ""}


@pytest.mark.parametrize("bad", ["page=x", "page=-1", "page=", "order=size", "find=%ED%A0%80"])
def test_bad_arguments_never_break_the_page(client: FlaskClient, bad: str) -> None:
    soup(client, f"/values/party?{bad}")


def test_a_bad_date_is_told(client: FlaskClient) -> None:
    assert "is not a date" in soup(client, "/values/party?from=x", 400).get_text()


def test_a_filter_that_does_not_exist(client: FlaskClient) -> None:
    assert "No filter is called" in soup(client, "/values/weather", 404).get_text()


@pytest.mark.parametrize("name", ["type", "status", "source"])
def test_every_filter_has_its_values(client: FlaskClient, name: str) -> None:
    assert soup(client, f"/values/{name}").select(".value-list li")


def test_what_a_table_says_is_escaped(make_app: MakeApp) -> None:
    client = make_app([{"actors": "<b>Bold</b>"}]).test_client()
    page = soup(client, "/values/party?find=%3Cb%3E")
    assert texts(page, ".value-list .value") == ["<b>Bold</b>"]
    assert not page.select("#values b:not(.x)")


def test_a_hundred_thousand_values_are_quick(make_app: MakeApp) -> None:
    app = make_app([{"actors": "A"}])
    with app.test_request_context():
        data = app.extensions["conflict-timeline"].get().dataset
        size = 100_000
        data = replace(data, memo={})
        names = tuple(f"Party of the number {n}" for n in range(size))
        each = np.arange(size + 1)
        data.__dict__["parties"] = Parties(names, np.zeros(1, np.int32), each, each[:-1])
        view = View(data, ViewArgs(), Selection(data, ViewArgs().filters))
        view.selection._facets["party"] = dict.fromkeys(names, 1)
        values_page(view, "party", "", "count", 1)
        best = min(_took(view, find) for find in ("", "", "99", "number 7"))
    assert best < 0.1


def _took(view: View, find: str) -> float:
    start = time.perf_counter()
    values_page(view, "party", find, "count", 3)
    return time.perf_counter() - start


# The pages of the list


def test_the_list_says_which_of_how_many_it_shows(client: FlaskClient) -> None:
    page = soup(client, "/?page=2")
    assert texts(page, "#list-range") == ["Events 201 to 400 of 450"]
    [nav, _] = page.select("#list .pages")
    links = {a["data-page"]: query(str(a["href"])).get("page") for a in nav.select("a")}
    assert links == {"first": None, "previous": None, "next": ["3"], "last": ["3"]}


def test_a_page_is_reached_by_its_number(client: FlaskClient) -> None:
    form = soup(client, "/?type=CONSULT&page=2&event=event-002").select("#list .pages form")[0]
    fields = {f["name"]: f["value"] for f in form.select("input")}
    assert fields == {"type": "CONSULT", "page": "2"}
    assert form["action"] == "/"


def test_the_list_shows_the_page_of_the_open_event(client: FlaskClient) -> None:
    page = soup(client, "/?event=event-440")
    assert texts(page, "#list-range") == ["Events 401 to 450 of 450"]
    assert page.select('#list a[data-event="event-440"][aria-current]')


def test_the_address_follows_the_page(client: FlaskClient) -> None:
    answer = client.get("/?event=event-440", headers=PART)
    assert query(answer.headers["HX-Push-Url"]) == {"event": ["event-440"], "page": ["3"]}


def ids_in_order(client: FlaskClient) -> list[str]:
    pages = [soup(client, f"/?page={n}") for n in (1, 2, 3)]
    return [str(a["data-event"]) for page in pages for a in page.select("#list a[data-event]")]


def test_next_and_previous_go_on_across_pages(client: FlaskClient) -> None:
    ids = ids_in_order(client)
    after = soup(client, f"/?event={ids[199]}").select_one("#panel-after")
    assert (after["hx-target"], query(str(after["href"]))["page"]) == ("#view", ["2"])
    before = soup(client, f"/?event={ids[200]}&page=2").select_one("#panel-before")
    assert (before["hx-target"], query(str(before["href"]))) == ("#view", {"event": [ids[199]]})
    within = soup(client, f"/?event={ids[5]}").select_one("#panel-after")
    assert within["hx-target"] == "#panel"


def test_an_event_out_of_view_leaves_the_list_where_it_is(client: FlaskClient) -> None:
    page = soup(client, "/?type=CONSULT&event=event-001")
    assert texts(page, "#list-range") == ["Events 1 to 200 of 225"]


# What the table itself says


NATIVE = {
    "description": "Fighting was reported near the <river>.",
    "native_type": "Battles · Armed clash",
    "native_id": "ABC1;ABC2",
    "reports": "12",
    "source_text": "Agency; Daily",
    "source_url": "https://example.org/1",
    "fatalities": "12",
    "fatalities_low": "8",
    "fatalities_high": "20",
    "iso": "804",
    "empty": "",
}


def test_the_panel_shows_native_fields(make_app: MakeApp) -> None:
    panel = soup(make_app([NATIVE]).test_client(), "/?event=event-1").select_one("#panel")
    assert texts(panel, ".told p") == ["Fighting was reported near the <river>."]
    assert not panel.select("blockquote")
    assert "gives no quote" in panel.get_text()
    told = panel.get_text(" ", strip=True)
    assert "Conflict Timeline · Battles · Armed clash" in told
    assert "rests on 12 reports" in told
    assert "12 (between 8 and 20)" in told
    assert panel.select_one("a.event-source")["href"] == "https://example.org/1"
    assert texts(panel, "#original-row dt") == ["Original identifier", "iso"]
    assert texts(panel, "#original-row dd") == ["ABC1; ABC2", "804"]


def test_only_a_web_address_becomes_a_link(make_app: MakeApp) -> None:
    row = {"source_url": "javascript:alert(1)", "quote": "words"}
    panel = soup(make_app([row]).test_client(), "/?event=event-1").select_one("#panel")
    assert not panel.select('a[href^="javascript"]')
    assert "javascript:alert(1)" in panel.get_text()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("", "", ""), []),
        (("3", "", ""), ["3"]),
        (("3", "3", "3"), ["3"]),
        (("", "1", "4"), ["between 1 and 4"]),
        (("1200", "1000", ""), ["1,200 (at least 1,000)"]),
        (("", "", "9"), ["at most 9"]),
    ],
)
def test_fatalities(make_app: MakeApp, cells: tuple[str, ...], words: list[str]) -> None:
    names = ("fatalities", "fatalities_low", "fatalities_high")
    client = make_app([dict(zip(names, cells, strict=True))]).test_client()
    fields = soup(client, "/?event=event-1").select("#panel .fields > div")
    found = [texts(f, "dd")[0] for f in fields if texts(f, "dt") == ["Fatalities"]]
    assert found == words
