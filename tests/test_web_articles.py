"""Adding an article: the list, paste or file, what was guessed, keeping, finding events."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.newsroom import PARTIAL, SAME, STORY, accept_all, fake_extract, kept, newsroom
from tests.newsroom import workspace_of as desk_of
from webapp.articles.base import LIMITS
from webapp.model.problems import InputError
from webapp.web.extracting import FINDER, Finder
from webapp.workspace.base import WorkspaceError
from webapp.workspace.store import Workspace

ATTACK = '<script>alert(1)</script>" onload=x <img src=x onerror=y>'


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return newsroom(tmp_path / "desk")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html5lib")  # type: ignore[attr-defined]


def form_of(page: BeautifulSoup, action: str) -> dict[str, str]:
    """What a browser would send of a form, as it stands."""
    form = page.select_one(f"form[action='{action}']")
    assert form, f"there is a form to {action}"
    found = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    found |= {one["name"]: one.text.removeprefix("\n") for one in form.select("textarea[name]")}
    found.pop("file", None)
    return found


def wait_until_over(app: Flask, article_id: str) -> object:
    finder: Finder = app.extensions[FINDER]
    for _ in range(400):
        job = finder.job(article_id)
        if job and job.is_over:
            return job
        time.sleep(0.01)
    pytest.fail("the events were never found")


# The list


def test_an_empty_list_explains_itself_in_three_steps_and_makes_no_files(client, tmp_path):
    page = soup(client.get("/articles"))
    assert len(page.select(".how li")) == 3
    assert page.select_one("a[href='/articles/new']")
    assert not (tmp_path / "desk").exists(), "a reader makes no workspace"


def test_every_page_leads_to_the_articles(client):
    for path in ("/", "/sources", "/codebook", "/articles", "/articles/new", "/nowhere"):
        assert soup(client.get(path)).select_one("header nav a[href='/articles']"), path


def test_the_list_tells_how_far_each_article_is_and_what_comes_next(app, client):
    first = kept(app)
    line = soup(client.get("/articles")).select_one(".article-line")
    assert "2 to review" in line.text
    assert line.select_one(f"a[href='/articles/{first}/review']").text.startswith("Review 2 prop")
    accept_all(app, first)
    line = soup(client.get("/articles")).select_one(".article-line")
    assert "2 events on the timeline" in line.text
    assert line.select_one(".button").text.startswith("Read it")


def test_an_article_without_events_offers_to_find_them(app, client):
    article = desk_of(app).add_article(STORY, {"title": "A story"}, "ann")
    line = soup(client.get("/articles")).select_one(".article-line")
    assert line.select_one(f"form[action='/articles/{article.id}/find'] button")


# Adding


def test_a_pasted_text_is_read_guessed_corrected_kept_and_its_events_found(app, client):
    look = soup(client.post("/articles/new", data={"text": STORY}, headers=SAME))
    form = form_of(look, "/articles")
    assert form["text"] == STORY
    assert form["title"] == "Norland and Sudland meet in the capital"
    assert form["published"] == "2022-03-13"
    assert "13 March 2022" in look.select_one("#f-published-words").text
    assert "Guessed" in look.select_one("#f-title ~ .why").text
    answer = client.post("/articles", data=form | {"publisher": "The Paper"}, headers=SAME)
    assert answer.status_code == 303
    path = urlsplit(answer.headers["Location"]).path
    assert path.endswith("/finding")
    article_id = path.split("/")[2]
    assert wait_until_over(app, article_id).found == 2
    assert client.get(path).headers["Location"] == f"/articles/{article_id}/review"
    assert desk_of(app).article(article_id).fields["publisher"] == "The Paper"
    assert desk_of(app).article(article_id).text == STORY


def test_a_text_that_was_corrected_is_kept_as_corrected(app, client):
    data = {"text": STORY.replace("Nine", "Ten"), "title": "A story", "then": "keep"}
    answer = client.post("/articles", data=data, headers=SAME)
    article_id = answer.headers["Location"].split("/")[2]
    assert "Ten people died" in desk_of(app).article(article_id).text
    assert app.extensions[FINDER].job(article_id) is None, "only kept, as asked"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        pytest.param(STORY.encode(), "story.txt", "held talks", id="a text"),
        pytest.param(
            f"<html><head><title>T</title></head><body><article><h1>A meeting</h1>"
            f"<p>{STORY.replace(chr(10), ' ') * 3}</p></article></body></html>".encode(),
            "story.html",
            "held talks",
            id="a saved page",
        ),
    ],
)
def test_a_file_is_read(client, data, name, words):
    sent = {"file": (io.BytesIO(data), name)}
    look = soup(client.post("/articles/new", data=sent, headers=SAME))
    assert words in form_of(look, "/articles")["text"]


REFUSED = [
    ("nothing at all", {}, 400, "Paste the text"),
    ("white space only", {"text": " \n "}, 400, "Paste the text"),
    ("both", {"text": "x", "file": (io.BytesIO(b"y"), "y.txt")}, 400, "not both"),
    ("an empty file", {"file": (io.BytesIO(b""), "y.txt")}, 400, "y.txt"),
    ("an image", {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 64), "a.png")}, 400, "a.png"),
    ("a damaged PDF", {"file": (io.BytesIO(b"%PDF-1.7 no"), "a.pdf")}, 400, "a.pdf"),
    ("too long a text", {"text": "word " * 500_000}, 400, "characters"),
]


@pytest.mark.parametrize(
    ("data", "code", "words"), [pytest.param(d, c, w, id=n) for n, d, c, w in REFUSED]
)
def test_what_is_no_article_is_told_in_words(client, data, code, words):
    # Each file may be read once: the table above is shared by repeated runs.
    data = {k: (io.BytesIO(v[0].getvalue()), v[1]) if k == "file" else v for k, v in data.items()}
    answer = client.post("/articles/new", data=data, headers=SAME)
    assert answer.status_code == code
    assert words in soup(answer).select_one("[role=alert]").text


def test_a_text_of_two_million_characters_is_taken(client):
    text = ("Ceasefire talks go on. " * 100 + "\n\n") * 850
    text = text[: LIMITS.characters - 1]
    answer = client.post("/articles", data={"text": text, "title": "Long"}, headers=SAME)
    assert answer.status_code == 303


def test_more_than_an_article_is_refused_in_words(client):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
    body = head + b"x" * (LIMITS.upload_bytes + 3 * 1024 * 1024) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    answer = client.post("/articles/new", data=body, content_type=kind, headers=SAME)
    assert answer.status_code == 413
    assert "10 MB" in soup(answer).select_one("[role=alert]").text


def test_a_bad_date_comes_back_with_words_and_nothing_is_lost(app, client):
    data = {"text": STORY, "title": "Mine", "published": "13/03/2022", "why_title": "a reason"}
    answer = client.post("/articles", data=data | {"notice": "Kept along"}, headers=SAME)
    assert answer.status_code == 400
    page = soup(answer)
    assert "2022-03-13" in page.select_one("#f-published-wrong").text
    form = form_of(page, "/articles")
    assert (form["text"], form["title"], form["published"]) == (STORY, "Mine", "13/03/2022")
    assert "a reason" in page.select_one("#f-title ~ .why").text
    assert "Kept along" in page.select_one(".notice:not(.serious)").text
    assert desk_of(app).articles() == ()


def test_the_same_text_again_leads_to_the_article_that_is_there(app, client):
    first = kept(app)
    answer = client.post("/articles", data={"text": STORY, "title": "Again"}, headers=SAME)
    assert answer.status_code == 409
    assert soup(answer).select_one(f"[role=alert] a[href='/articles/{first}']")
    assert len(desk_of(app).articles()) == 1


def test_a_text_that_is_there_is_told_before_the_description_is_written(app, client):
    first = kept(app)
    look = soup(client.post("/articles/new", data={"text": STORY}, headers=SAME))
    assert look.select_one(f"[role=alert] a[href='/articles/{first}']")


def test_without_a_parser_the_article_is_kept_and_the_page_says_how_to_get_it(tmp_path):
    app = newsroom(tmp_path, extract=None)
    client = app.test_client()
    look = soup(client.post("/articles/new", data={"text": STORY}, headers=SAME))
    assert "make extract" in look.text
    answer = client.post("/articles", data=form_of(look, "/articles"), headers=SAME)
    page = soup(client.get(answer.headers["Location"]))
    assert "make extract" in page.text
    assert page.select_one("a[href$='/review']"), "events can be marked by hand"
    assert client.post(f"{answer.headers['Location']}/find", headers=SAME).status_code == 503


def test_hostile_words_stay_words(app, client):
    look = soup(client.post("/articles/new", data={"text": f"{ATTACK}\n\n{STORY}"}, headers=SAME))
    assert not look.select("script:not([src]), img, [onload]")
    data = {"text": f"{ATTACK}\n\n{STORY}", "title": ATTACK, "publisher": ATTACK}
    where = client.post("/articles", data=data | {"then": "keep"}, headers=SAME)
    for path in ("/articles", where.headers["Location"], where.headers["Location"] + "/describe"):
        page = soup(client.get(path))
        assert not page.select("script:not([src]), main img, [onload]"), path
        assert "alert(1)" in page.text or "alert(1)" in str(page.select("input"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param("published=2022-03", "March 2022", id="a month in words"),
        pytest.param("published=13/03/2022", "write 2022-03-13", id="what would be right"),
        pytest.param("published=", "", id="nothing for nothing"),
        pytest.param("", "", id="no argument"),
        pytest.param("retrieved=" + "9" * 3000, "", id="far too long"),
    ],
)
def test_dates_are_told_in_words_while_they_are_written(client, query, words):
    answer = client.get(f"/articles/new/date?{query}", headers=PARTIAL)
    assert answer.status_code == 200
    assert words in answer.text


# Finding events


def slow(started: threading.Event, go: threading.Event) -> Callable[..., object]:
    def extract(article: object, tell: Callable[[float, str], None]) -> object:
        tell(0.25, "Reading the sentences")
        started.set()
        go.wait(10)
        return fake_extract(article, tell)  # type: ignore[arg-type]

    return extract


def test_the_page_that_waits_tells_how_far_it_is_and_moves_on(tmp_path):
    started, go = threading.Event(), threading.Event()
    app = newsroom(tmp_path, slow(started, go))
    client = app.test_client()
    sent = client.post("/articles", data={"text": STORY, "title": "A story"}, headers=SAME)
    path = sent.headers["Location"]
    started.wait(10)
    page = soup(client.get(path))
    assert page.select_one("progress")["value"] == "25"
    assert "Reading the sentences" in page.select_one("#finding").text
    assert page.select_one("noscript meta[http-equiv=refresh]") or "refresh" in str(page.head)
    part = soup(client.get(path, headers=PARTIAL))
    assert part.select_one("#finding[hx-get]")
    assert "being found" in soup(client.get(path.removesuffix("/finding"))).text
    assert "See how far it is" in soup(client.get("/articles")).text
    go.set()
    wait_until_over(app, "a-story")
    assert client.get(path, headers=PARTIAL).headers["HX-Refresh"] == "true"
    assert client.get(path).headers["Location"].endswith("/review")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(InputError("The date is none."), "The date is none.", id="words are told"),
        pytest.param(KeyError("x"), "fault of the app", id="a fault is called one"),
    ],
)
def test_a_failure_is_told_and_can_be_tried_again(tmp_path, error, words):
    def broken(article: object, tell: object) -> object:
        raise error

    app = newsroom(tmp_path, broken)
    client = app.test_client()
    sent = client.post("/articles", data={"text": STORY, "title": "A story"}, headers=SAME)
    wait_until_over(app, "a-story")
    page = soup(client.get(sent.headers["Location"]))
    assert words in page.select_one("[role=alert]").text
    assert page.select_one("form[action='/articles/a-story/find']")
    assert not page.select("[hx-get], form[action$='/stop']"), "nothing is under way any more"
    again = client.get(sent.headers["Location"], headers=PARTIAL)
    assert again.headers["HX-Refresh"] == "true", "the page that waits is told as well"
    app.extensions[FINDER] = Finder(fake_extract)
    assert client.post("/articles/a-story/find", headers=SAME).status_code == 303
    assert wait_until_over(app, "a-story").found == 2


def test_finding_can_be_stopped_and_nothing_of_it_is_kept(tmp_path):
    started, go = threading.Event(), threading.Event()
    app = newsroom(tmp_path, slow(started, go))
    client = app.test_client()
    sent = client.post("/articles", data={"text": STORY, "title": "A story"}, headers=SAME)
    started.wait(10)
    page = soup(client.get(sent.headers["Location"]))
    assert page.select_one("form[action='/articles/a-story/stop'] button")
    assert client.post("/articles/a-story/stop", headers=SAME).status_code == 303
    go.set()
    assert wait_until_over(app, "a-story").state == "stopped"
    assert client.get(sent.headers["Location"]).headers["Location"] == "/articles/a-story"
    assert desk_of(app).items("a-story") == ()
    assert client.post("/articles/a-story/find", headers=SAME).status_code == 303
    assert wait_until_over(app, "a-story").found == 2


def test_stopping_what_is_not_under_way_changes_nothing(app, client):
    article_id = kept(app)
    answer = client.post(f"/articles/{article_id}/stop", headers=SAME)
    assert answer.headers["Location"] == f"/articles/{article_id}/finding"
    assert len(desk_of(app).items(article_id)) == 2


def test_an_article_that_is_being_read_is_not_begun_twice_and_a_full_queue_says_so(tmp_path):
    started, go = threading.Event(), threading.Event()
    app = newsroom(tmp_path)
    held = desk_of(app)
    articles = [held.add_article(f"{STORY}\n{n}", {"title": f"No {n}"}, "ann") for n in range(3)]
    finder = Finder(slow(started, go), waiting=1)  # type: ignore[arg-type]
    finder.start(held, articles[0], "ann")
    started.wait(10)
    assert finder.start(held, articles[0], "ann").state == "working"
    finder.start(held, articles[1], "ann")
    with pytest.raises(InputError, match="Try again"):
        finder.start(held, articles[2], "ann")
    go.set()


def test_finding_again_replaces_only_what_nobody_touched(app, client):
    article_id = kept(app)
    held = desk_of(app)
    first, second = held.items(article_id)
    held.accept(first.id, first.version, "ann")
    app.extensions[FINDER] = Finder(lambda article, tell: [])
    answer = client.post(f"/articles/{article_id}/find", headers=SAME)
    assert answer.headers["Location"] == f"/articles/{article_id}/finding"
    wait_until_over(app, article_id)
    now = {item.id: item.state for item in held.items(article_id)}
    assert now == {first.id: "accepted"}, f"the open proposal {second.id} made way"


def test_finding_of_an_article_that_was_never_begun_leads_to_it(app, client):
    article_id = kept(app)
    answer = client.get(f"/articles/{article_id}/finding")
    assert answer.headers["Location"] == f"/articles/{article_id}"


# Who may


WRITES = ("/articles/new", "/articles", "/articles/x/find", "/articles/x/describe")
WRITES += ("/articles/x/remove", "/articles/x/undo", "/articles/x/stop")


@pytest.mark.parametrize("path", WRITES)
def test_another_site_cannot_write(client, path):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(path, data={"text": STORY}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", WRITES)
def test_where_others_read_nobody_writes_without_an_account(tmp_path, path):
    client = newsroom(tmp_path, PUBLIC=True).test_client()
    assert client.post(path, data={"text": STORY}, headers=SAME).status_code == 403
    assert client.get("/articles/new").status_code == 403
    assert not soup(client.get("/articles")).select("form, a[href='/articles/new']")


def test_what_could_not_be_guessed_and_matters_is_said(client):
    text = "Gespräche gehen weiter\n\nDie Unterhändler trafen sich am Sonntag und gingen wieder."
    look = soup(client.post("/articles/new", data={"text": text}, headers=SAME))
    notices = " ".join(notice.text for notice in look.select(".notice"))
    assert "does not say when it was published" in notices
    assert "does not look like English" in notices
    plain = soup(client.post("/articles/new", data={"text": STORY * 3}, headers=SAME))
    assert "published" not in " ".join(notice.text for notice in plain.select(".notice"))


def test_an_article_that_is_back_is_not_called_removed(app, client):
    name = kept(app)
    assert not soup(client.get(f"/articles?removed={name}")).select("form[action$='/undo']")
    assert soup(client.get("/articles?removed=gone")).select("form[action='/articles/gone/undo']")


def test_a_workspace_that_cannot_be_written_loses_no_word(app, client, monkeypatch):
    def full(*_: object) -> None:
        raise WorkspaceError("The disk is full. Make room and try again.")

    monkeypatch.setattr(Workspace, "add_article", full)
    answer = client.post("/articles", data={"text": STORY, "title": "Mine"}, headers=SAME)
    assert answer.status_code == 503
    page = soup(answer)
    assert "Make room" in page.select_one("[role=alert]").text
    form = form_of(page, "/articles")
    assert (form["text"], form["title"]) == (STORY, "Mine")


PATHS = ("", "/new", "/{}", "/{}/describe", "/{}/remove", "/{}/find", "/{}/stop", "/{}/undo")
NAMES = ("text", "title", "published", "url", "version", "why", "then", "notice", "event", "quote")
FORMS = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=6)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(PATHS), values=FORMS, name=st.sampled_from(["a-story", "nobody"]))
def test_no_form_and_no_address_breaks_a_page(app, client, path, values, name):
    if not desk_of(app).articles():
        desk_of(app).add_article(STORY, {"title": "A story"}, "ann")
    clean = {key: value.encode("utf-8", "replace").decode() for key, value in values.items()}
    url = f"/articles{path.format(name)}"
    assert client.get(url, query_string=clean).status_code < 500
    assert client.post(url, data=clean, headers=SAME).status_code < 500
