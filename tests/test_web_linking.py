"""One event, several reports: offered in pairs, linked, told apart, side by side in the panel."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom import (
    OTHER_STORY,
    PARTIAL,
    SAME,
    STORY,
    accept_all,
    kept,
    newsroom,
    workspace_of,
)
from webapp.extract.base import Evidence, Proposal, Span
from webapp.model.text import sha256
from webapp.web.reports import UNKNOWN, compare
from webapp.workspace.base import Article, Item


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return newsroom(tmp_path / "desk")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def two(app: Flask) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The accepted events of two articles on the same talks and the same shelling."""
    first = kept(app, publisher="The Paper", published="2022-03-13")
    second = kept(app, OTHER_STORY, publisher="The Other Paper", published="2022-03-14")
    return accept_all(app, first), accept_all(app, second)


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


def linked(app: Flask, two: tuple[tuple[Item, ...], tuple[Item, ...]]) -> str:
    """Link the two reports of the shelling, which differ in the dead; gives the event's name."""
    held = workspace_of(app)
    pair = []
    for items, dead in zip(two, ("9", "7"), strict=True):
        item = next(i for i in items if i.fields["event_type"] == "ASSAULT")
        pair.append(held.edit(item.id, item.version, {"fatalities": dead}, "ann"))
    held.link([item.id for item in pair], "ann")
    return pair[0].fields["event_id"]


# Offered


def test_pairs_are_offered_side_by_side_and_told_of(client, two):
    page = soup(client.get("/duplicates"))
    assert len(page.select(".offer")) == 2
    for pair in page.select(".offer"):
        heads = [th.text for th in pair.select("thead th")]
        assert "The Paper13 March 2022" in heads[0]
        assert "The Other Paper14 March 2022" in heads[1]
        assert len(pair.select("blockquote")) == 2
    for path in ("/", "/articles"):
        assert "2 pairs of reports" in soup(client.get(path)).text


def test_one_event_is_one_mark_that_rests_on_two_reports(app, client, two):
    form = soup(client.get("/duplicates")).select_one("form[action='/duplicates/link']")
    data = {one["name"]: one["value"] for one in form.select("input")}
    answer = client.post("/duplicates/link", data=data, headers=SAME)
    assert answer.headers["Location"] == "/duplicates?did=linked"
    assert len(soup(client.get("/duplicates?did=linked")).select(".offer")) == 1
    page = soup(client.get("/"))
    assert "3 events, 4 reports" in page.select_one(".dataset .span").text
    assert "(4 reports)" in page.select_one("#sentence").text
    assert len(page.select("#list .row")) == 3


def test_different_events_are_not_offered_again(client, two):
    for _ in range(2):
        form = soup(client.get("/duplicates")).select_one("form[action='/duplicates/apart']")
        data = {one["name"]: one["value"] for one in form.select("input")}
        assert client.post("/duplicates/apart", data=data, headers=SAME).status_code == 303
    assert not soup(client.get("/duplicates")).select(".offer")
    assert "4 events" in soup(client.get("/")).select_one(".dataset .span").text


def test_what_is_not_offered_can_be_linked_by_hand(app, client, two):
    held = workspace_of(app)
    other = next(i for i in two[1] if i.fields["event_type"] == "ASSAULT")
    held.edit(other.id, other.version, {"date": "2022-03-08"}, "ann")
    assert len(soup(client.get("/duplicates")).select(".offer")) == 1
    event = next(i for i in two[0] if i.fields["event_type"] == "ASSAULT").fields["event_id"]
    panel = soup(client.get(f"/?event={event}"))
    path = panel.select_one(f"a[href='/duplicates/{event}']")["href"]
    page = soup(client.get(path))
    assert "The reports disagree on date." in page.text
    form = page.select_one(f"form:has([value='{other.id}'])")
    data = {one["name"]: one["value"] for one in form.select("input")}
    answer = client.post("/duplicates/link", data=data, headers=SAME)
    assert answer.headers["Location"] == f"/?event={event}"
    assert "disagree on date" in soup(client.get(f"/?event={event}")).select_one(".reports").text


def test_reports_to_link_by_hand_are_searched_for(client, two):
    event = next(i for i in two[0] if i.fields["event_type"] == "ASSAULT").fields["event_id"]
    page = soup(client.get(f"/duplicates/{event}"))
    titles = [h2.text for h2 in page.select(".others h2")]
    assert ["assault" in title for title in titles] == [True, False], "the likest first"
    found = soup(client.get(f"/duplicates/{event}?q=DELEGATIONS+sunday"))
    assert ["consult" in h2.text for h2 in found.select(".others h2")] == [True]
    none = soup(client.get(f"/duplicates/{event}?q=%3Cb%3Enowhere"))
    assert "has these words" in none.text
    assert none.select_one("#q")["value"] == "<b>nowhere"


# The panel


def test_a_guess_stays_a_guess_after_it_is_accepted(app, client):
    held = workspace_of(app)
    article = held.add_article("It rained.", {"title": "Rain in the capital"}, "ann")
    values = {
        "title": "Rain falls on the capital",
        "event_type": "OTHER",
        "date_basis": "resolved",
        "claim_status": "reported",
        "quote": "It rained.",
        "quote_start": "0",
        "quote_end": "10",
    }
    span = Span(0, 10)
    known = {name: Evidence(value, span, "a test's rule") for name, value in values.items()}
    guessed = {"date": ("2022-03-11", "date: the day of the other news"), "place": ("Doha", "near")}
    known |= {k: Evidence(v, None, rule, guess=True) for k, (v, rule) in guessed.items()}
    [item] = held.propose(article.id, [Proposal(span, span, known)], "ann")
    item = held.accept(item.id, item.version, "ann")
    event = item.fields["event_id"]
    panel = soup(client.get(f"/?event={event}")).select_one("#panel")
    assert "A guess of the app: nothing near dates it" in panel.text
    assert "Worked out" not in panel.text
    assert "Place: near" in panel.select_one(".guesses").text
    held.edit(item.id, item.version, {"date": "2022-03-12"}, "ann")
    panel = soup(client.get(f"/?event={event}")).select_one("#panel")
    assert "A guess of the app" not in panel.text, "now a person has written it"


def test_the_panel_marks_where_reports_disagree_and_shows_both(app, client, two):
    event = linked(app, two)
    for path in (f"/?event={event}", f"/events/{event}", f"/panel?event={event}"):
        panel = soup(client.get(path, headers=PARTIAL if path.startswith("/panel") else {}))
        reports = panel.select_one(".reports")
        assert "2 reports of this event" in reports.text
        assert "disagree on fatalities" in reports.text
        row = reports.select_one("tr.differs")
        assert [cell.text for cell in row.select("td .says")] == ["9", "7"]
        assert len(reports.select("tr")) == 3, "head, what differs, quotes"
        assert len(reports.select("blockquote")) == 2


def test_the_panel_leads_to_the_words_in_the_article(client, two):
    item = two[0][0]
    event = item.fields["event_id"]
    link = soup(client.get(f"/?event={event}")).select_one("#in-article")["href"]
    assert link == f"/articles/{item.article_id}?event={event}#words-{event}"
    assert soup(client.get(link)).select_one(f"#words-{event}[data-chosen]")


def test_the_address_of_the_other_report_leads_to_the_event(app, client, two):
    event = linked(app, two)
    other = next(i for i in two[1] if i.fields["event_type"] == "ASSAULT").fields["event_id"]
    assert other != event
    assert client.get(f"/events/{other}").headers["Location"] == f"/events/{event}"
    assert soup(client.get(f"/?event={other}")).select_one(f"#panel[data-event='{event}']")
    article = soup(client.get(f"/articles/{two[1][0].article_id}"))
    assert article.select_one(f".article-events a[href='/?event={other}']")


def test_a_report_is_separated_again(app, client, two):
    event = linked(app, two)
    forms = soup(client.get(f"/?event={event}")).select("form[action='/duplicates/unlink']")
    assert len(forms) == 2
    data = {one["name"]: one["value"] for one in forms[1].select("input")}
    assert client.post("/duplicates/unlink", data=data, headers=SAME).status_code == 303
    assert not soup(client.get(f"/?event={event}")).select(".reports")
    assert "4 events," in soup(client.get("/")).select_one(".dataset .span").text


def test_the_page_of_a_source_counts_its_reports_of_events_shown_elsewhere(app, client, two):
    linked(app, two)
    first, second = (items[0].article_id for items in two)
    page = soup(client.get(f"/sources/{second}"))
    assert page.select_one(f"a.button[href='/articles/{second}']")
    assert page.select_one("h2").text == "2 events in the order of the text"
    assert "1 of them stands on the timeline under another source" in page.text
    assert "not kept here" not in page.text
    other = soup(client.get(f"/sources/{first}"))
    assert other.select_one("h2").text == "2 events in the order of the text"
    assert "another source" not in other.text
    cards = {card.a["href"]: card.p.text for card in soup(client.get("/sources")).select(".card")}
    assert cards[f"/sources/{first}"] == "2 events"
    assert cards[f"/sources/{second}"].startswith("2 events. 1 of them stands on the timeline")


def test_the_page_of_a_source_quotes_its_own_words(app, client, two):
    linked(app, two)
    second = two[1][0].article_id
    told = soup(client.get(f"/sources/{second}")).select(".in-text li")
    talks, shelling = (one.blockquote.text for one in told)
    assert "met for talks on Sunday" in talks, "in the order of its own text"
    assert "Seven people had died" in shelling
    under = told[1].select_one(".meta a")
    assert under["href"] == f"/sources/{two[0][0].article_id}"
    assert under.text == STORY.splitlines()[0]
    assert not told[0].select(".meta a")


def test_an_event_with_one_report_has_no_comparison(client, two):
    page = soup(client.get(f"/?event={two[0][0].fields['event_id']}"))
    assert not page.select(".reports")


def test_an_event_of_a_file_leads_into_the_text_that_its_source_describes(tmp_path, make_files):
    start = STORY.index("Nine people")
    event = {"quote": "Nine people died", "quote_start": start, "quote_end": start + 16}
    source = {"text_sha256": sha256(STORY), "text_length": len(STORY)}
    events, _ = make_files([event], [source])
    app = newsroom(tmp_path / "desk", EVENTS=events)
    client = app.test_client()
    assert not soup(client.get("/?event=event-1")).select("#in-article")
    article = kept(app)
    link = soup(client.get("/?event=event-1")).select_one("#in-article")["href"]
    page = soup(client.get(link))
    assert page.select_one("mark.chosen").text == "Nine people died"
    assert page.select_one(f"#{link.partition('#')[2]}")
    assert page.select_one(".notice a[href='/?event=event-1']")
    for place in ("5-5", "9-1", "0-99999", "x", "1-2-3", "-1-4"):
        path = f"/articles/{article}?quote={place}"
        assert not soup(client.get(path)).select("mark.chosen"), place


def test_the_example_has_no_articles_to_lead_to(tmp_path, make_files):
    events, _ = make_files([{}])
    client = newsroom(tmp_path / "desk", EVENTS=events).test_client()
    page = soup(client.get("/?event=event-1"))
    assert not page.select("#in-article, .reports, a[href^='/duplicates']")


# Found, and in every export


def test_the_other_report_is_found_by_its_source_and_its_words(app, client, two):
    event = linked(app, two)
    second = two[1][0].article_id
    for query in (f"source={second}", "q=had+died", "q=Seven"):
        page = soup(client.get(f"/?{query}"))
        names = [link["data-event"] for link in page.select("#list a[data-event]")]
        assert event in names, query
    facet = (
        soup(client.get("/")).select_one(f"#filters input[value='{second}']").find_parent("label")
    )
    assert "2" in facet.text, "its talks and the shelling that stands under the other"
    both = soup(client.get(f"/?source={second}")).select("#list a[data-event]")
    assert len(both) == 2


def test_the_words_of_all_reports_are_in_the_exports(app, client, two):
    linked(app, two)
    second = next(i for i in two[1] if i.fields["event_type"] == "ASSAULT")
    quote = second.fields["quote"]
    for path in ("/export.html", "/export.csv", "/export.json"):
        words = client.get(path).get_data(as_text=True)
        assert quote in words, path
        assert "Also reported by The Other Paper" in words, path
        assert "14 March 2022" in words, path
        assert "It differs: fatalities 7." in words, path
    panel = soup(client.get(f"/?event={two[0][1].fields['event_id']}"))
    assert not panel.select("#panel .told"), "it has them side by side"


def test_what_another_report_tells_otherwise_is_told_in_words(app, client, two):
    linked(app, two)
    second = next(i for i in two[1] if i.fields["event_type"] == "ASSAULT")
    second = workspace_of(app).item(second.id)
    changes = {"event_type": "COERCE", "actors": "Russia;Belarus", "date": "2022-03"}
    workspace_of(app).edit(second.id, second.version, changes, "ann")
    words = "It differs: date March 2022, type Coerce, actors Russia and Belarus, fatalities 7."
    assert words in client.get("/export.csv").get_data(as_text=True)


# Exports


def test_exports_have_one_row_an_event_and_tell_of_all_reports(app, client, two):
    event = linked(app, two)
    rows = list(csv.DictReader(io.StringIO(client.get("/export.csv").text)))
    row = next(row for row in rows if row["event_id"] == event)
    assert len(rows) == 3
    assert row["reports"] == "2"
    assert row["source_text"] == "The Paper; The Other Paper"
    other = next(i for i in two[1] if i.fields["event_type"] == "ASSAULT").fields["event_id"]
    assert row["native_id"] == f"{event};{other}"
    found = json.loads(client.get("/export.json").text)["events"]
    told = next(one for one in found if one["event_id"] == event)
    assert told["native"].pop("description").startswith("Also reported by The Other Paper, ")
    assert told["native"] == {
        "reports": 2,
        "source_text": "The Paper; The Other Paper",
        "native_id": f"{event};{other}",
    }
    assert "4 reports" in client.get("/export.html").text


def test_an_event_is_linked_by_hand_by_whoever_comes_there_first(app, client, two):
    event = two[0][0].fields["event_id"]
    assert client.get(f"/duplicates/{event}").status_code == 200, "no page was asked for before"


# Bad input, and who may


@pytest.mark.parametrize("path", ["link", "apart", "unlink"])
def test_numbers_that_are_none_are_a_400(client, path):
    for value in ("", "x", "-1", "1.5", "9" * 30, "\u0661"):
        data = {"first": value, "second": value, "item": value}
        assert client.post(f"/duplicates/{path}", data=data, headers=SAME).status_code == 400


@pytest.mark.parametrize(
    ("path", "data", "code", "words"),
    [
        pytest.param("link", {"first": "1", "second": "1"}, 409, "two different", id="the same"),
        pytest.param("link", {"first": "1", "second": "999"}, 404, "not there", id="unknown"),
        pytest.param(
            "apart", {"first": "1", "second": "999"}, 404, "not there", id="apart unknown"
        ),
        pytest.param("unlink", {"item": "1"}, 409, "not linked", id="unlinking what is not linked"),
    ],
)
def test_what_cannot_be_done_is_told(client, two, path, data, code, words):
    answer = client.post(f"/duplicates/{path}", data=data, headers=SAME)
    assert answer.status_code == code
    assert words in soup(answer).select_one("[role=alert]").text


def test_an_open_proposal_is_not_linked(app, client, two):
    third = kept(app, OTHER_STORY + "\nMore.\n")
    item = workspace_of(app).items(third)[0]
    data = {"first": str(two[0][0].id), "second": str(item.id)}
    answer = client.post("/duplicates/link", data=data, headers=SAME)
    assert answer.status_code == 409
    assert "accepted" in soup(answer).select_one("[role=alert]").text


@pytest.mark.parametrize("name", ["nobody", "%3Cb%3E", "%00", "x" * 2000])
def test_linking_an_unknown_event_by_hand_is_a_404(client, two, name):
    assert client.get(f"/duplicates/{name}").status_code == 404


@pytest.mark.parametrize("path", ["link", "apart", "unlink"])
def test_only_editors_on_our_own_pages_decide(tmp_path, client, two, path):
    data = {"first": "1", "second": "3", "item": "1"}
    evil = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(f"/duplicates/{path}", data=data, headers=evil).status_code == 403
    public = newsroom(tmp_path / "desk", PUBLIC=True).test_client()
    assert public.post(f"/duplicates/{path}", data=data, headers=SAME).status_code == 403
    assert public.get("/duplicates").status_code == 403


def test_strangers_see_the_reports_but_nothing_to_decide(tmp_path, app, client, two):
    event = linked(app, two)
    public = newsroom(tmp_path / "desk", PUBLIC=True).test_client()
    panel = soup(public.get(f"/?event={event}"))
    assert len(panel.select(".reports blockquote")) == 2
    assert not panel.select("form[action^='/duplicates'], a[href^='/duplicates'], #in-article")
    assert "pair" not in soup(public.get("/articles")).text


# Comparing


def item(number: int, **fields: str) -> Item:
    return Item(number, "a", "own", "accepted", 1, (0, 1), (0, 1), fields, {}, None)


ARTICLE = {"a": Article("a", "x", {}, "", 1)}


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        pytest.param({"date": "2022"}, {"date": "2022-03"}, ["Date"], id="dates"),
        pytest.param({"date": "2022"}, {}, [], id="what is not said contradicts nothing"),
        pytest.param({"actors": "A;B"}, {"actors": "B;A"}, [], id="the order of parties is none"),
        pytest.param(
            {"actors": "A", "recipients": "B"},
            {"actors": "B", "recipients": "A"},
            ["Who"],
            id="who did it to whom",
        ),
        pytest.param({"speaker": "the ministry"}, {"speaker": "The  Ministry"}, [], id="capitals"),
        pytest.param({"place": "Kyiv"}, {"place": "Lviv"}, ["Place"], id="places"),
        pytest.param({"fatalities": "9"}, {"fatalities": "35"}, ["Fatalities"], id="numbers"),
        pytest.param(
            {"event_type": "ASSAULT", "claim_status": "reported"},
            {"event_type": "COERCE", "claim_status": "alleged"},
            ["Type", "Claim status"],
            id="type and status",
        ),
    ],
)
def test_reports_are_compared_field_by_field(one, other, differing):
    told = compare([item(1, **one), item(2, **other)], ARTICLE)
    assert [field.label for field in told.differing] == differing


@given(st.lists(st.sampled_from(["", "1", "2"]), min_size=2, max_size=5))
def test_a_field_differs_exactly_when_two_reports_say_different_things(values):
    told = compare([item(n, fatalities=value) for n, value in enumerate(values)], ARTICLE)
    said = {value for value in values if value}
    assert bool(told.differing) == (len(said) > 1)
    for field in told.fields:
        assert field.values == tuple(value or UNKNOWN for value in values)


@pytest.mark.parametrize(
    ("quote", "marks"),
    [
        pytest.param("Talks go on", 2, id="a quote without marks gets them"),
        pytest.param("“Talks go on,” he said", 0, id="one that begins with its own keeps those"),
        pytest.param('he said "talks go on"', 0, id="one that ends with its own too"),
        pytest.param("talks “go on” today", 2, id="marks within are part of the quote"),
    ],
)
def test_quotation_marks_are_not_doubled(tmp_path, make_files, quote, marks):
    events, _ = make_files([{"quote": quote, "quote_start": 0, "quote_end": len(quote)}])
    client = newsroom(tmp_path / "desk", EVENTS=events).test_client()
    panel = soup(client.get("/?event=event-1")).select_one("#panel")
    assert len(panel.select(".quote .q")) == marks
