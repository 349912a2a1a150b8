"""Nobody gets a 500: bad arguments, odd tables, years beyond the calendar."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.query.args import ARGUMENT_HELP

ROUTES = ("/", "/panel", "/figure.json", "/export.csv", "/export.json", "/export.html")
BAD = (
    "party=Atlantis",
    "type=NOTHING&type=CONSULT",
    "status=%00",
    "source=..%2F..%2Fetc",
    "q=" + "x" * 5000,
    "q=%ff%fe",
    "q=%ED%A0%80",
    "from=13/03/2022",
    "from=2022-13-45&to=never",
    "from=2023&to=2022",
    "from=../2022",
    "from=-9999&to=Y200000",
    "from=Y" + "9" * 400,
    "by=colour&scale=log",
    "event=nobody",
    "event=%3Cscript%3E",
    "page=-1",
    "page=99999999999999999999",
    "page=1e9",
    "w=nan&k=inf",
    "w=-5&k=-5&theme=%3Cb%3E&ground=x&caption=2",
    "&".join("party=Russia" for _ in range(300)),
    "%00=%00&=&&==",
)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("query", BAD, ids=[query[:30] for query in BAD])
def test_a_bad_argument_is_clamped_ignored_or_named(client, route, query):
    assert client.get(f"{route}?{query}").status_code in (200, 302, 400, 404)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        pytest.param("from=13/03/2022", 400, "13/03/2022", id="a bad date is a 400 that names it"),
        pytest.param("from=2023&to=2022", 400, "2023", id="a window the wrong way round too"),
        pytest.param("party=Atlantis", 200, "Atlantis", id="an unknown party is ignored, said so"),
        pytest.param("by=colour", 200, "party, type", id="an unknown lane lists the known ones"),
        pytest.param("event=nobody", 200, "nobody", id="an unknown event is said"),
        pytest.param("page=x", 200, "whole number", id="a page that is no number"),
    ],
)
def test_the_reader_is_told_what_was_wrong(client, query, status, words):
    answer = client.get(f"/?{query}")
    notices = BeautifulSoup(answer.data, "html5lib").select(".notice")
    assert answer.status_code == status
    assert any(words in notice.text for notice in notices)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    route=st.sampled_from((*ROUTES[:5], "/sources", "/events/x")),
    pairs=st.lists(
        st.tuples(st.sampled_from([*ARGUMENT_HELP, "w", "k", "theme", "x"]), st.text(max_size=30)),
        max_size=5,
    ),
)
def test_no_query_string_breaks_a_route(client, route, pairs):
    clean = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    assert client.get(route, query_string=clean).status_code < 500


DATES = ["-0044-03-15", "Y-12000", "Y12000", "XXXX", "../..", "0000", "201X", "1500/2500"]


@pytest.mark.parametrize("dates", [*([date] for date in DATES), DATES], ids=str)
def test_dates_beyond_the_calendar_reach_every_screen_and_export(make_app, dates):
    rows = [{"event_id": f"event-{i}", "date": date} for i, date in enumerate(dates)]
    client = make_app(rows).test_client()
    page = BeautifulSoup(client.get("/?event=event-0").data, "html5lib")
    assert len(page.select("#list [data-row]")) == len(dates)
    links = [a["href"] for a in page.select("a[id^=zoom]")]
    exports = [a["href"] for a in page.select("#export-menu a")]
    for path in ["/figure.json", "/figure.json?scale=true&caption=1", *links, *exports]:
        assert client.get(path).status_code == 200, path


def test_a_header_without_rows_says_what_to_do(make_app):
    page = BeautifulSoup(make_app([]).test_client().get("/").data, "html5lib")
    assert "no events" in page.select_one(".nothing").text
