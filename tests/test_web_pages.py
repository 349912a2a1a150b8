"""Every page and fragment of the shipped table: what it holds, links to, and is sent with."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from webapp import create_app
from webapp.export.registry import FORMATS
from webapp.web.security import HEADERS

STRIKE = "alleged-strike-training-base"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
RESTORE = {"HX-Request": "true", "HX-Request-Type": "full", "HX-History-Restore-Request": "true"}
PAGES = [
    *("/", f"/?event={STRIKE}", "/?party=Western+officials&type=AID", "/?by=type&scale=true"),
    *("/?from=2022-03-12&to=2022-03-13", "/?q=talks&status=claimed&page=2", "/?from=bad"),
    *("/sources", "/sources/ceasefire-talks-2022", "/codebook", "/help", "/problems"),
    *(f"/events/{STRIKE}", "/events/nobody", "/sources/nowhere", "/nowhere"),
]
OTHERS = ["/healthz", "/figure.json", "/panel", "/static/css/app.css", "/static/nothing"]
EXPORTS = [f"/export.{name}" for name in FORMATS]


class ReadingClient(FlaskClient):
    """A client that reads each answer to its end, so that no file stays open."""

    def open(self, *args, **options):
        return super().open(*args, buffered=True, **options)


@pytest.fixture(scope="module")
def module_client() -> FlaskClient:
    app = create_app({"TESTING": True})
    app.test_client_class = ReadingClient
    return app.test_client()


def soup_of(client: FlaskClient, path: str, **headers: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path, headers=headers).data, "html.parser")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_holds_no_inline_code(module_client, path):
    soup = soup_of(module_client, path)
    assert soup.select_one("html[lang]")
    assert soup.select_one("title").text.strip()
    assert len(soup.select("main#view")) == 1
    assert len(soup.select("h1")) == 1
    assert not soup.select("script:not([src]), style, [style], [hx-on], base, iframe, object")
    for element in soup.select("*"):
        for name, value in element.attrs.items():
            assert not name.startswith(("on", "hx-on")), f"{name} on {element.name}"
            if name in ("href", "src", "action"):
                assert not urlsplit(value).scheme, "nothing leads away from this table's page"
    for element in soup.select("script[src], link[href], img[src]"):
        assert (element.get("src") or element.get("href")).startswith("/static/")


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique_and_what_refers_to_one_finds_it(module_client, path):
    soup = soup_of(module_client, path)
    ids = [element["id"] for element in soup.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby", "form", "data-copy"):
        for element in soup.select(f"[{attribute}]"):
            if element.name != "input" or path == "/" or attribute != "form":
                missing = set(element[attribute].split()) - set(ids)
                assert not missing - {"filters"}
    for link in soup.select("a[href^='#']"):
        assert link["href"][1:] in ids
    for element in soup.select("[hx-target]"):
        assert element["hx-target"].removeprefix("#") in [*ids, "panel"]


@pytest.mark.parametrize("path", PAGES)
def test_whatever_htmx_does_a_plain_link_or_form_does_too(module_client, path):
    for element in soup_of(module_client, path).select("[hx-get]"):
        if element.name == "form":
            assert element["action"] == element["hx-get"]
            assert element["method"] == "get"
            assert element.select_one("button[type=submit]")
            continue
        assert element.name == "a"
        asked, plain = urlsplit(element["hx-get"]), urlsplit(element["href"])
        assert asked.query == plain.query
        assert plain.path == "/"
        assert element["hx-push-url"] in ("true", element["href"])
    assert not soup_of(module_client, path).select("[hx-post], [hx-put], [hx-delete], [hx-patch]")


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/?") or path == "/"])
def test_the_fragment_is_the_same_element_of_the_page(module_client, path):
    page = soup_of(module_client, path)
    answer = module_client.get(path, headers=PARTIAL)
    part = BeautifulSoup(answer.data, "html.parser")
    assert not part.select("title, header.site")
    assert str(part.select_one("#view")) == str(page.select_one("#view"))
    panel = soup_of(module_client, path.replace("/", "/panel", 1), **PARTIAL)
    assert str(panel.select_one("#panel")) == str(page.select_one("#panel"))


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        pytest.param({}, True, id="a browser gets the page"),
        pytest.param(PARTIAL, False, id="htmx gets the part"),
        pytest.param(RESTORE, True, id="Back gets the page"),
        pytest.param({**PARTIAL, **RESTORE}, True, id="Back gets the page, whatever else is said"),
        pytest.param({"HX-Request": "true"}, True, id="a boosted request gets the page"),
        pytest.param({"HX-Target": "view"}, True, id="a target alone decides nothing"),
    ],
)
def test_who_gets_the_page_and_who_the_part(module_client, headers, whole):
    for path in ("/", "/nowhere"):
        soup = soup_of(module_client, path, **headers)
        assert bool(soup.select_one("header.site")) == whole


def test_the_panel_alone_is_for_htmx_and_a_browser_is_sent_to_the_page(module_client):
    answer = module_client.get(f"/panel?event={STRIKE}&party=Russia&nonsense=1")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/?party=Russia&event={STRIKE}"
    part = BeautifulSoup(module_client.get("/panel", headers=PARTIAL).data, "html.parser")
    assert [element.name for element in part.find_all(recursive=False)] == ["section"]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS, *EXPORTS, "/export.exe", "/static/"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_every_answer_carries_the_headers(module_client, path, method):
    answer = module_client.open(path, method=method)
    assert answer.status_code < 500
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    if path.startswith("/static/css") and method in ("GET", "HEAD"):
        assert "no-cache" in answer.headers["Cache-Control"]
    elif not (path.startswith("/static") and method == "OPTIONS"):
        assert "no-store" in answer.headers["Cache-Control"]
    if answer.mimetype == "text/html" and method == "GET" and "export" not in path:
        assert {"HX-Request", "HX-Request-Type", "HX-History-Restore-Request"} <= set(answer.vary)
    if method == "HEAD":
        whole = module_client.get(path)
        assert answer.data == b""
        assert answer.status_code == whole.status_code
        assert answer.mimetype == whole.mimetype
    if method in ("POST", "DELETE") and answer.status_code == 405:
        assert "GET" in answer.headers["Allow"]


def test_static_files_are_kept_for_a_year_by_their_hash_only(module_client):
    soup = soup_of(module_client, "/")
    address = soup.select_one("link[rel=stylesheet]")["href"]
    assert re.fullmatch(r"/static/css/app\.css\?v=[0-9a-f]{12}", address)
    kept = module_client.get(address).headers["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept
    assert "immutable" not in module_client.get("/static/css/app.css").headers["Cache-Control"]
    assert module_client.get("/static/..%2frun.py?v=1").status_code == 404
    assert module_client.get("/static/%2e%2e/run.py?v=1").status_code == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("localhost", 200, id="localhost"),
        pytest.param("localhost:5000", 200, id="with a port"),
        pytest.param("127.0.0.1:8000", 200, id="the loopback address"),
        pytest.param(
            "[::1]:8000",
            200,
            id="the loopback address, version 6",
            marks=pytest.mark.xfail(
                reason="Werkzeug cuts what it trusts at the first colon, so it trusts no such name"
            ),
        ),
        pytest.param("evil.example", 400, id="another name, as a rebinding attack would send"),
        pytest.param("localhost.evil.example", 400, id="a name that begins like ours"),
        pytest.param("evil.example:80@localhost", 400, id="a name with a user"),
        pytest.param("localhost/evil", 400, id="a path in the name"),
    ],
)
def test_only_requests_for_this_computer_are_answered(module_client, host, status):
    for path in ("/", "/healthz", "/figure.json", "/static/css/app.css", f"/events/{STRIKE}"):
        answer = module_client.get(path, headers={"Host": host})
        assert answer.status_code == status
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert status == 200 or b"Podolyak" not in answer.data
        assert b"evil.example" not in answer.data


def test_errors_say_the_same_as_page_part_and_json(module_client):
    page = soup_of(module_client, "/events/nobody").select_one(".error")
    part = soup_of(module_client, "/events/nobody", **PARTIAL).select_one(".error")
    assert str(page) == str(part)
    assert "No event is called “nobody”" in page.text
    wrong = module_client.get("/nowhere.json")
    assert wrong.status_code == 404
    assert set(wrong.json) == {"error", "message"}


def test_liveness(module_client):
    answer = module_client.get("/healthz")
    assert answer.json["status"] == "ok"
    assert (answer.json["events"], answer.json["problems"]) == (29, 0)
    assert len(answer.json["data"]) == 16


# What is shown


def test_the_counts_of_the_filters_are_what_one_gets(module_client):
    soup = soup_of(module_client, "/?party=Russia")
    for box in soup.select("#filters input[type=checkbox]:not([checked])"):
        count = int(box.find_parent("label").select_one(".count").find(string=re.compile(r"\d")))
        assert box.has_attr("disabled") == (count == 0)
        if box["name"] == "party" or not count:
            continue
        query = {"party": "Russia", box["name"]: box["value"]}
        found = BeautifulSoup(module_client.get("/", query_string=query).data, "html.parser")
        assert len(found.select("#list [data-row]")) == count


def test_a_filter_is_told_in_the_sentence_the_chips_the_title_and_the_form(module_client):
    soup = soup_of(module_client, "/?party=Russia&type=CONSULT&q=talks&from=2022-03&by=type")
    sentence = soup.select_one("#sentence").text
    assert sentence.startswith("Showing ")
    for words in ("party is Russia", "type is Talks", "text contains “talks”", "from March 2022"):
        assert words in sentence
        assert words in soup.select_one("title").text
    chips = [chip["href"] for chip in soup.select(".chip")]
    assert [set(parse_qs(urlsplit(chip).query)) for chip in chips] == [
        {"type", "q", "from", "by"},
        {"party", "q", "from", "by"},
        {"party", "type", "from", "by"},
        {"party", "type", "q", "by"},
    ]
    assert soup.select_one("#clear-all")["href"] == "/?by=type"
    assert soup.select_one("#filters [name=by][value=type][type=hidden]")
    checked = [box["value"] for box in soup.select("#filters [checked]")]
    assert checked == ["Russia", "CONSULT"]
    assert soup.select_one("#from")["value"] == "2022-03"
    assert soup.select_one("#q")["value"] == "talks"
    assert soup.select_one(".badge").text == "4 active"


def test_no_result_says_so_and_offers_a_way_out(module_client):
    soup = soup_of(module_client, "/?party=Western+officials&type=AID&by=type")
    assert soup.select_one("#sentence").text.startswith("None of 29 events match")
    assert soup.select_one(".nothing a.button")["href"] == "/?by=type"
    assert not soup.select("#chart, #list [data-row], #list h2")


def test_events_that_may_lie_outside_the_dates_are_marked_everywhere(module_client):
    where = "?from=2022-03-12&to=2022-03-13"
    soup = soup_of(module_client, f"/{where}&event=corridors-agreed")
    marked = {row["data-row"] for row in soup.select("#list [data-row]:has(.possibly)")}
    assert "corridors-agreed" in marked
    assert STRIKE not in marked
    assert soup.select_one("#panel .possibly")
    notices = [notice.text for notice in soup.select(".notice")]
    assert any(text.startswith(f"{len(marked)} of these only possibly") for text in notices)
    listed = module_client.get(f"/export.json{where}").json
    assert {e["event_id"] for e in listed["events"] if e["possibly"]} == marked


def test_list_and_panel_give_every_claim_its_speaker(module_client, dataset):
    listed = soup_of(module_client, "/")
    exported = {e["event_id"]: e for e in module_client.get("/export.json").json["events"]}
    for event in dataset.events.to_dict("records"):
        event_id, speaker, status = event["event_id"], event["speaker"], event["claim_status"]
        row = listed.select_one(f"[data-row={event_id}] .status").text
        panel = soup_of(module_client, f"/events/{event_id}").select_one("#panel")
        said = status if status == "reported" else f"{status} by {speaker}"
        assert row == said
        assert exported[event_id]["status_words"] == said
        assert status == "reported" or speaker in panel.select_one(".vouch").text
        mark = listed.select_one(f"[data-row={event_id}] svg.mark")
        assert ("open" in mark["class"]) == (status != "reported")


def test_the_panel_answers_what_who_when_and_where(module_client, dataset):
    soup = soup_of(module_client, f"/?event={STRIKE}&party=Russia").select_one("#panel")
    event = dataset.events.iloc[dataset.find(STRIKE)]
    assert event["quote"] in soup.select_one(".quote").text
    assert event["speaker"] in soup.select_one(".speaker").text
    assert "alleges" in soup.select_one(".vouch").text.lower() or "allege" in soup.text
    assert soup.select_one(".nth").text.endswith(" of 19") or " of " in soup.select_one(".nth").text
    for citation in ("plain", "bibtex", "csl"):
        assert soup.select_one(f"#cite-{citation}").text.strip()
    for name in ("panel-before", "panel-after"):
        assert "party=Russia" in soup.select_one(f"#{name}")["href"]
    assert soup.select_one("#panel-close")["href"] == "/?party=Russia"


def test_the_event_page_shows_the_very_panel_and_leads_to_the_timeline(module_client):
    own = soup_of(module_client, f"/events/{STRIKE}")
    assert str(own.select_one("#panel")) == str(
        soup_of(module_client, f"/?event={STRIKE}").select_one("#panel")
    )
    assert own.select_one(".crumb a")["href"] == f"/?event={STRIKE}"


def test_previous_and_next_lead_through_the_list_and_back(module_client):
    ids = [row["data-row"] for row in soup_of(module_client, "/").select("#list [data-row]")]
    walked, event_id = [], ids[0]
    while event_id:
        walked.append(event_id)
        after = soup_of(module_client, f"/?event={event_id}").select_one("#panel-after")
        event_id = parse_qs(urlsplit(after["href"]).query)["event"][0] if after else ""
    assert walked == ids


def test_a_source_lists_its_events_in_the_order_of_the_text(module_client, dataset):
    soup = soup_of(module_client, "/sources/ceasefire-talks-2022")
    order = [link["href"].split("/")[-1] for link in soup.select("ol.in-text a")]
    assert order == list(dataset.events.sort_values("quote_start", kind="stable")["event_id"])


@pytest.mark.parametrize("place", ["7", "700", "70000", ""])
def test_events_without_a_place_in_the_text_stand_behind_the_others(place, make_files):
    events, _ = make_files([{}, {"quote_start": place}])
    client = create_app({"EVENTS": events}).test_client()
    soup = soup_of(client, "/sources/report-1")
    order = [link["href"].split("/")[-1] for link in soup.select("ol.in-text a[href^='/events']")]
    assert order == (["event-2", "event-1"] if place else ["event-1", "event-2"])


@pytest.mark.parametrize("path", ["/", "/sources", "/codebook", f"/events/{STRIKE}", "/?by=type"])
def test_every_link_of_a_page_leads_somewhere(module_client, path):
    soup = soup_of(module_client, path)
    addresses = {a["href"] for a in soup.select("a[href^='/']")} | {soup.select_one("link")["href"]}
    for address in addresses:
        if not address.startswith("/export."):
            assert module_client.get(address).status_code == 200, address
