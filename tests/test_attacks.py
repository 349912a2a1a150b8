"""What a stranger who means harm and a reader who takes no care may try."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.needs import english_parser
from tests.newsroom import OTHER_STORY, SAME, STORY, kept, newsroom, workspace_of
from webapp.cli import extract, serve
from webapp.cli.say import CannotRead
from webapp.extract import parsing
from webapp.extract.article import extract_article
from webapp.extract.text import read_document
from webapp.web.attempts import FREE, FREE_SHARED, Attempts
from webapp.workspace import users

PASSWORD = "seven quiet lamps"


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose; how slow is not what is tested here."""
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Flask]:
    """An app that others reach, with an account of each role and an article not reviewed yet."""
    app = newsroom(tmp_path / "desk", PUBLIC=True, TESTING=False)
    for role in ("reader", "editor", "admin"):
        workspace_of(app).add_user(f"{role}-1", PASSWORD, role)
    kept(app)
    yield app
    workspace_of(app).close()


def log_in(client: FlaskClient, name: str, password: str = PASSWORD, **form: str) -> TestResponse:
    return client.post("/login", data={"name": name, "password": password, **form}, headers=SAME)


# Logging in

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "//[",
    "http://[",
    "/\t/evil.example",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_from_the_login_to_another_site(public: Flask, address: str) -> None:
    asked = public.test_client().get("/login", query_string={"next": address})
    answer = log_in(public.test_client(), "reader-1", next=address)
    assert (asked.status_code, answer.status_code) == (200, 303)
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("origin", ["http://[", "null", "", "file://", "http://localhost.evil"])
def test_a_strange_origin_is_refused_in_words(public: Flask, origin: str) -> None:
    answer = public.test_client().post("/login", headers={"Origin": origin})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_forms_say_over_plain_http_too_that_they_are_ours(public: Flask) -> None:
    """Without an origin, which `no-referrer` holds back, nobody could log in there."""
    client = public.test_client()
    assert client.get("/login").headers["Referrer-Policy"] == "same-origin"
    form = {"name": "reader-1", "password": PASSWORD}
    answer = client.post("/login", data=form, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303


def test_an_account_has_one_count_however_its_name_is_typed(public: Flask) -> None:
    client = public.test_client()
    for name in ("editor-1", "ｅditor-1", "editor-１", "EDITOR-1", "ｅｄitor-1")[:FREE]:
        assert log_in(client, name, "wrong").status_code == 403
    assert log_in(client, "editor－1").status_code == 429


def test_many_tries_at_the_same_moment_are_no_way_around_the_waits(public: Flask) -> None:
    def wrong(_: int) -> int:
        return log_in(public.test_client(), "editor-1", "wrong").status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(wrong, range(24)))
    assert statuses.count(403) == FREE
    assert set(statuses) == {403, 429}


def test_right_passwords_never_add_up_to_a_wait() -> None:
    attempts = Attempts(lambda: 0.0)
    for _ in range(2 * FREE_SHARED):
        assert attempts.begin("ann", "10.0.0.1") == 0.0
        attempts.succeeded("ann", "10.0.0.1")
    attempts.begin("ann", "10.0.0.1")
    attempts.succeeded("ann", "10.0.0.1")
    assert not attempts._failed


def test_an_app_for_people_with_an_account_takes_nobody_for_its_owner(tmp_path: Path) -> None:
    """A proxy on the same computer looks like somebody at it."""
    app = newsroom(tmp_path / "desk", PRIVATE=True)
    client = app.test_client()
    assert client.get("/articles").status_code in (303, 403)
    assert client.post("/articles", data={"text": "x"}, headers=SAME).status_code == 403


def test_logging_out_where_nobody_can_log_in_is_no_fault(tmp_path: Path) -> None:
    client = newsroom(tmp_path / "desk", TESTING=False).test_client()
    assert client.post("/logout", headers=SAME).status_code == 303


# What strangers learn


def test_an_article_that_waits_for_its_review_is_told_of_like_none(public: Flask) -> None:
    client, name = public.test_client(), kept(public, OTHER_STORY)
    waits, nothing = client.get(f"/articles/{name}"), client.get("/articles/no-such-article")
    assert (waits.status_code, nothing.status_code) == (404, 404)
    assert waits.text.replace(name, "no-such-article") == nothing.text


def test_a_workspace_that_breaks_does_not_tell_strangers_where_it_is(
    public: Flask, tmp_path: Path
) -> None:
    workspace_of(public).close()
    for file in (tmp_path / "desk").glob("workspace.db*"):
        file.write_bytes(b"no database at all" * 1000)
    client = public.test_client()
    for address in ("/articles", "/", "/healthz", "/problems", "/sources", "/articles/any/review"):
        answer = client.get(address)
        assert str(tmp_path) not in answer.text, address
        assert answer.status_code in (200, 303, 503), address
    assert "finds the reason in its log" in client.get("/articles").text


def test_the_person_at_the_computer_is_told_where_the_broken_workspace_is(tmp_path: Path) -> None:
    app = newsroom(tmp_path / "desk", TESTING=False)
    kept(app)
    workspace_of(app).close()
    for file in (tmp_path / "desk").glob("workspace.db*"):
        file.write_bytes(b"no database at all" * 1000)
    answer = app.test_client().get("/articles")
    assert answer.status_code == 503
    assert str(tmp_path) in answer.text


# Texts made to take all time and memory


class Pieces:
    """A parser that only notes which pieces it is given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def make_doc(self, text: str) -> list[str]:
        self.given.append(text)
        return []

    def pipe(self, docs: list[str], *, batch_size: int) -> list[str]:
        return docs


@pytest.mark.parametrize("text", ['"' * 20_000, "x" * 9_999 + " y. " + "(" * 20_000])
def test_no_run_without_a_space_is_parsed_as_one(text: str) -> None:
    parser = Pieces()
    list(parsing._pieces(read_document(text), parser))
    assert "".join(parser.given) == text
    assert max(len(run) for piece in parser.given for run in piece.split()) <= 500


# Careless titles


@pytest.mark.parametrize("title", ["New", "new!", " N e w ", "¡New!"])
def test_an_article_called_new_has_a_page_of_its_own(tmp_path: Path, title: str) -> None:
    app = newsroom(tmp_path / "desk")
    form = {"text": "Norland met Sudland.", "title": title, "then": "keep"}
    client = app.test_client()
    answer = client.post("/articles", data=form, headers=SAME)
    assert answer.headers["Location"] != "/articles/new"
    assert "Norland met Sudland." in client.get(answer.headers["Location"]).text


def test_where_a_place_is_does_not_depend_on_how_it_is_looked_up() -> None:
    text = STORY + "\nA. B? “C! D.”\n\n\n" + OTHER_STORY
    document = read_document(text)
    for at in range(-1, len(text) + 2):
        blocks = [block for block in document.blocks if block.span.start <= at < block.span.end]
        sentences = [place for place in document.sentences if place.start <= at < place.end]
        assert document.block_of(at) == next(iter(blocks), None)
        assert document.sentence_of(at) == next(iter(sentences), None)


def test_the_finding_of_events_can_be_stopped_between_any_two_of_them() -> None:
    parser = english_parser()
    told: list[str] = []

    def tell(share: float, what: str) -> None:
        told.append(what)
        if told.count("Looking for events") > 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        extract_article(STORY, "2022-03-13", parser, tell)
    assert told.count("Looking for events") == 3


# What others may send


@pytest.mark.parametrize(("public", "most"), [(True, 2**26), (False, 2**30)])
def test_strangers_cannot_fill_the_disk_with_one_request(
    public: bool, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, int] = {}

    def instead(app: Flask, **settings: int) -> None:
        asked.update(settings)
        raise OSError

    monkeypatch.setattr("waitress.create_server", instead)
    with pytest.raises(CannotRead):
        serve._serve(newsroom(tmp_path / "desk", PUBLIC=public), "127.0.0.1", 0, False)
    assert asked["max_request_body_size"] == most


ESCAPES = "Norland \x1b[31maccused\x07 Sudland\r\n\u202eof it\r\n"


@pytest.mark.parametrize(
    ("terminal", "printed"),
    [
        (True, "Norland \\x1b[31maccused\\x07 Sudland\n\\u202eof it\n"),
        (False, ESCAPES),
    ],
)
def test_a_table_drives_no_terminal_and_reaches_programs_as_it_is(
    terminal: bool,
    printed: str,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    extract._print(ESCAPES)
    assert capfdbinary.readouterr().out.decode() == printed


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    answer = CliRunner().invoke(extract.extract, ["/dev/zero"])
    assert answer.exit_code == 2
    assert "articles of up to 10 MB are read" in answer.output


def test_a_text_that_would_take_hours_is_refused_in_words_and_others_go_on(tmp_path: Path) -> None:
    app = newsroom(tmp_path / "desk", TESTING=False)
    client, name = app.test_client(), kept(app, STORY + "word " * 100_001)
    answer = client.post(f"/articles/{name}/find", headers=SAME)
    assert answer.status_code == 503
    assert "texts of up to 500,000 characters" in answer.text
    other = kept(app, OTHER_STORY)
    assert client.post(f"/articles/{other}/find", headers=SAME).status_code == 303


@pytest.mark.parametrize(
    "path", ["é" * 300, "/" + "x" * 5000, f"/tmp/{'é' * 300}.csv", "~nobody/x"]
)
def test_a_path_that_no_file_can_have_is_told(path: str, tmp_path: Path) -> None:
    client = newsroom(tmp_path / "desk", TESTING=False).test_client()
    answers = [
        client.post("/tables/open", data={"path": path}, headers=SAME),
        client.post("/tables/map", data={"path": path}, headers=SAME),
        client.get("/tables/map", query_string={"path": path}),
    ]
    assert [answer.status_code for answer in answers] == [400, 404, 404]
