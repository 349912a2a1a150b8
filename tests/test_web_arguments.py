"""Bad arguments never break anything: what each route says to each of them, and a short fuzz."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp import create_app
from webapp.export.registry import FORMATS
from webapp.query.args import ARGUMENT_NAMES, MAX_TEXT, MAX_VALUES

STRIKE = "alleged-strike-training-base"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
DATE = "is not a date. Write a year, a month or a day"

# Query, status, words that the page says (none: it says nothing), events that are left.
BAD = [
    pytest.param("party=Atlantis", 200, "no party is called “Atlantis”", 29, id="unknown party"),
    pytest.param("type=consult", 200, "no type is called “consult”", 29, id="type in lower case"),
    pytest.param("status=true", 200, "no status is called “true”", 29, id="unknown status"),
    pytest.param("source=../etc", 200, "no source is called “../etc”", 29, id="a path as source"),
    pytest.param("party=Russia&party=Atlantis", 200, "called “Atlantis”", 21, id="one known party"),
    pytest.param("party=", 200, "", 29, id="an empty value"),
    pytest.param("party=Russia&party=Russia", 200, "", 21, id="the same value twice"),
    pytest.param("party=" + "&party=".join(map(str, range(500))), 200, "called “0”", 29, id="500"),
    pytest.param("party=" + "x" * 9_000, 200, "called “" + "x" * 60 + "”", 29, id="a long value"),
    pytest.param("from=13/03/2022", 400, f"“13/03/2022” {DATE}", 29, id="a date as people write"),
    pytest.param("from=2022-02-30", 400, f"“2022-02-30” {DATE}", 29, id="no day of the calendar"),
    pytest.param("from=2022-13", 400, DATE, 29, id="a thirteenth month"),
    pytest.param("from=yesterday", 400, DATE, 29, id="a word"),
    pytest.param("from=2022/2023", 400, DATE, 29, id="an interval"),
    pytest.param("to=../2022", 400, DATE, 29, id="an open interval"),
    pytest.param("to=XXXX", 400, DATE, 29, id="an unknown date"),
    pytest.param("to=2022-03-13T12:00", 400, DATE, 29, id="a time of day"),
    pytest.param("from=" + "9" * 5_000, 400, DATE, 29, id="a number without end"),
    pytest.param("from=Y" + "9" * 40, 400, DATE, 29, id="a year beyond all years"),
    pytest.param("from=Y1e9", 400, DATE, 29, id="a year with an exponent"),
    pytest.param("from=nan", 400, DATE, 29, id="not a number"),
    pytest.param("from=%00", 400, DATE, 29, id="NUL as date"),
    pytest.param("from=２０２２", 400, DATE, 29, id="full-width digits"),
    pytest.param("from=2022&to=2021", 400, "2022 comes after 2021", 29, id="the wrong way round"),
    pytest.param("from=bad&from=2022", 200, "", 28, id="the last of repeated dates counts"),
    pytest.param("from=+2022-03-13+", 200, "", 25, id="white space around a date"),
    pytest.param("from=-0044&to=Y12000", 200, "", 29, id="from BC to the far future"),
    pytest.param("from=Y200000&to=Y240000", 200, "", 0, id="a window where nothing happened"),
    pytest.param("from=Y-250000&to=Y250000", 200, "", 29, id="the widest window"),
    pytest.param("from=Y250001", 400, DATE, 29, id="one year too far"),
    pytest.param("q=" + "x" * 5_000, 200, f"first {MAX_TEXT} characters", 0, id="a long search"),
    pytest.param("q=%00%01%1b", 200, "", 0, id="control characters in the search"),
    pytest.param("q=%ff%fe", 200, "", 0, id="bytes that are no UTF-8"),
    pytest.param("q=%ed%a0%80", 200, "", 0, id="half a surrogate pair"),
    pytest.param("q=(.*[", 200, "", 0, id="an expression is only text"),
    pytest.param("q=%25s+{0}+{{7*7}}+%24{x}", 200, "", 0, id="templates are only text"),
    pytest.param("q=+++", 200, "", 29, id="a search for spaces"),
    pytest.param("by=colour", 200, "“by” takes one of party, type", 29, id="unknown lanes"),
    pytest.param("scale=log", 200, "“scale” takes one of compressed", 29, id="unknown scale"),
    pytest.param("page=0", 200, "", 29, id="page 0"),
    pytest.param("page=999999999999999999999", 200, "", 29, id="a page far beyond"),
    pytest.param("page=-1", 200, "“page” takes a whole number", 29, id="a negative page"),
    pytest.param("page=1e3", 200, "“page” takes a whole number", 29, id="a page with an exponent"),
    pytest.param("page=²", 200, "“page” takes a whole number", 29, id="a page in superscript"),
    pytest.param("event=nobody", 200, "No event is called “nobody”", 29, id="unknown event"),
    pytest.param("event=<script>", 200, "called “<script>”", 29, id="mark-up as event"),
    pytest.param("event=%E2%80%AEx%00", 200, "called “\ufffdx", 29, id="text that turns round"),
    pytest.param("event=" + "e" * 5_000, 200, "No event is called", 29, id="a long event"),
    pytest.param("nonsense=1&__proto__=2&=3&&&", 200, "", 29, id="arguments of nobody"),
    pytest.param("%", 200, "", 29, id="a lone percent sign"),
    pytest.param("?????&;;;", 200, "", 29, id="punctuation"),
]
FIGURE = [
    pytest.param("w=nan", 1080, id="not a number"),
    pytest.param("w=inf", 4000, id="infinite"),
    pytest.param("w=-inf", 280, id="less than nothing"),
    pytest.param("w=-5", 280, id="negative"),
    pytest.param("w=1e308", 4000, id="huge"),
    pytest.param("w=999999999999999999999999", 4000, id="very huge"),
    pytest.param("w=wide", 1080, id="a word"),
    pytest.param("w=", 1080, id="empty"),
    pytest.param("w=%00", 1080, id="NUL"),
    pytest.param("w=500.4", 500, id="a fraction"),
    pytest.param("k=nan&theme=neon&ground=mud&caption=2", 1080, id="every option wrong"),
    pytest.param("k=1e9&theme=dark", 1080, id="a very wide font"),
    pytest.param("k=-1&caption=1", 1080, id="a font of less than nothing"),
]


class ReadingClient(FlaskClient):
    """A client that reads each answer to its end, so that no file stays open."""

    def open(self, *args, **options):
        return super().open(*args, buffered=True, **options)


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    app = create_app({"TESTING": True})
    app.test_client_class = ReadingClient
    return app.test_client()


@pytest.mark.parametrize(("query", "status", "said", "left"), BAD)
def test_bad_arguments_are_ignored_and_named(shipped, query, status, said, left):
    answer = shipped.get(f"/?{query}")
    assert answer.status_code == status
    soup = BeautifulSoup(answer.data, "html.parser")
    notices = " ".join(notice.text for notice in soup.select(".notice[role=alert]"))
    assert said in notices
    assert bool(notices) == bool(said)
    assert bool(soup.select(".notice.serious")) == (status == 400)
    assert len(soup.select("#list [data-row]")) == left
    assert len(notices) < 200 * MAX_VALUES
    assert not soup.select("script:not([src]), .notice *")


@pytest.mark.parametrize(("query", "status", "said", "left"), BAD)
def test_every_route_with_arguments_agrees(shipped, query, status, said, left):
    figure = shipped.get(f"/figure.json?{query}")
    assert figure.status_code == status
    assert figure.json["meta"]["count"] == left
    assert said.replace("\ufffd", "\u202e") in " ".join(figure.json["meta"]["notices"])
    assert shipped.get(f"/panel?{query}", headers=PARTIAL).status_code == status
    assert shipped.get(f"/?{query}", headers=PARTIAL).status_code == status
    sent = shipped.get(f"/panel?{query}")
    assert sent.status_code == 302
    assert shipped.get(sent.headers["Location"]).status_code == 200
    exported = shipped.get(f"/export.json?{query}")
    assert exported.status_code == status
    assert len(exported.json["events"]) == left
    for name in FORMATS:
        if name != "html":
            assert shipped.get(f"/export.{name}?{query}").status_code == status, name


@pytest.mark.parametrize(("query", "width"), FIGURE)
def test_a_figure_is_drawn_whatever_is_asked_for(shipped, query, width):
    answer = shipped.get(f"/figure.json?{query}")
    assert answer.status_code == 200
    json.loads(answer.data, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert answer.json["layout"]["width"] == width


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/events/%00", id="NUL"),
        pytest.param("/events/%ff%fe", id="no UTF-8"),
        pytest.param("/events/" + "x" * 9_000, id="very long"),
        pytest.param("/events/..%2f..%2fetc%2fpasswd", id="a way out"),
        pytest.param("/events/<script>alert(1)</script>", id="mark-up"),
        pytest.param("/events/{{7*7}}", id="a template"),
        pytest.param("/sources/%E2%80%AEtxt.exe", id="text that turns round"),
        pytest.param("/sources/a/b/c", id="deep"),
        pytest.param("/export.", id="no kind"),
        pytest.param("/export.php", id="an unknown kind"),
        pytest.param("/export.csv/../x", id="a path in the kind"),
        pytest.param("/export.%0d%0aSet-Cookie:x=1", id="a header in the kind"),
        pytest.param("/" + "a/" * 2_000, id="very deep"),
        pytest.param("/static/", id="a folder"),
        pytest.param("/.git/config", id="what is not served"),
    ],
)
def test_what_is_not_there_is_said_with_a_page(shipped, path):
    answer = shipped.get(path)
    assert answer.status_code == 404
    soup = BeautifulSoup(answer.data, "html.parser")
    assert soup.select_one(".error h1").text == "Nothing here"
    assert len(soup.select_one(".error").text) < 400
    assert not soup.select("script:not([src]), .error script")
    assert "49" not in soup.select_one(".error").text
    assert "Set-Cookie" not in answer.headers
    assert not any(mark in soup.text for mark in ("\x00", "\u202e", "\x0d\x0aSet"))


@pytest.mark.parametrize("header", ["HX-Request", "HX-Request-Type", "HX-History-Restore-Request"])
@pytest.mark.parametrize("value", ["", "TRUE", "1", "partial", "x" * 5_000, "\xff"])
def test_strange_htmx_headers_get_a_page(shipped, header, value):
    answer = shipped.get("/", headers={header: value})
    assert answer.status_code == 200
    assert BeautifulSoup(answer.data, "html.parser").select_one("header.site")


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "html"])
def test_the_name_of_a_file_holds_nothing_but_plain_characters(shipped, name):
    query = {"q": '"; rm -rf /\r\nX-Evil: 1\u202e/../..\x00', "from": "2022", "to": "2022"}
    answer = shipped.get(f"/export.{name}", query_string=query)
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    found = answer.headers["Content-Disposition"]
    stem = found.removeprefix('attachment; filename="').removesuffix('"')
    assert all(c.isascii() and (c.isalnum() or c in "-_.") for c in stem)
    assert stem.endswith(f".{name}")


ROUTES = ["/", "/panel", "/figure.json", "/export.csv", "/export.json", "/export.bib"]
ROUTES += ["/sources", "/codebook", "/problems", "/healthz", f"/events/{STRIKE}", "/export.ris"]
NAMES = [*ARGUMENT_NAMES, "w", "k", "theme", "caption", "ground", "x"]
VALUES = st.one_of(
    st.sampled_from(["Russia", "CONSULT", "claimed", "2022-03-13", "2022", "Y12000", "-0044"]),
    st.sampled_from(["nan", "inf", "-1", "0", "1e9", "", "true", STRIKE, "../..", "\x00", "%"]),
    st.text(max_size=30),
    st.from_regex(r"[-Y0-9X~?%/.T]{1,14}", fullmatch=True),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(ROUTES),
    st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6),
    st.booleans(),
)
def test_no_query_breaks_any_route(shipped, route, pairs, part):
    query = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    grouped: dict[str, list[str]] = {}
    for name, value in query:
        grouped.setdefault(name, []).append(value)
    headers = PARTIAL if part else {}
    answer = shipped.get(route, query_string=grouped, headers=headers)
    assert answer.status_code in (200, 302, 400)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["/", "/figure.json", "/export.csv"]), st.binary(max_size=40))
def test_no_bytes_break_any_route(shipped, route, raw):
    query = "".join(f"%{byte:02x}" if byte % 3 else chr(byte % 94 + 33) for byte in raw)
    assert shipped.get(f"{route}?{query}").status_code in (200, 400)
    assert shipped.get(f"{route}?q={query}").status_code in (200, 400)
