"""Opening another table from the page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from webapp import create_app

MakeFiles = Callable[..., tuple[Path, Path]]
SAME = {"Sec-Fetch-Site": "same-origin"}
INCIDENTS = """Nr;Datum;Wer;Was geschah;Art
1;03/04/2022;A;Shelling of a block;Attack
2;05/04/2022;B;Video talks;Talks
"""


@pytest.fixture
def client(make_files: MakeFiles, tmp_path: Path) -> FlaskClient:
    events, _ = make_files([{}])
    return create_app({"EVENTS": events, "DATA": str(tmp_path / "data")}).test_client()


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.csv"
    path.write_text(INCIDENTS, encoding="utf-8")
    return path


def page(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def title(client: FlaskClient) -> str:
    return page(client.get("/").text).select_one("h1").get_text()  # type: ignore[union-attr]


def test_a_known_format_opens_by_its_path(client: FlaskClient, make_files: MakeFiles) -> None:
    events, _ = make_files([{}, {}], [{"title": "Another report"}], name="other")
    answer = client.post("/tables/open", data={"path": str(events)}, headers=SAME)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert title(client) == "Another report"
    assert str(events) in client.get("/tables").text, "it is among those opened before"


def test_an_uploaded_file_is_kept_under_a_harmless_name(
    client: FlaskClient, make_files: MakeFiles, tmp_path: Path
) -> None:
    events, _ = make_files([{}], name="up")
    data = {"file": (io.BytesIO(events.read_bytes()), "../../my events.csv")}
    assert client.post("/tables/upload", data=data, headers=SAME).status_code == 303
    kept = [path.name for path in (tmp_path / "data" / "tables").iterdir()]
    assert "my-events.csv" in kept
    assert not (tmp_path / "my events.csv").exists()


def test_a_table_of_no_known_format_is_asked_about_and_opens(
    client: FlaskClient, incidents: Path
) -> None:
    answer = client.post("/tables/open", data={"path": str(incidents)}, headers=SAME)
    assert answer.headers["Location"].startswith("/tables/map?path=")
    screen = page(client.get(answer.headers["Location"]).text)
    chosen = {
        one["name"]: one.select_one("option[selected]")["value"]  # type: ignore[index]
        for one in screen.select(".map-fields select")
        if one.select_one("option[selected]")
    }
    assert (chosen["date"], chosen["actors"], chosen["description"]) == (
        "Datum",
        "Wer",
        "Was geschah",
    )
    assert "03/04/2022" in screen.select_one("fieldset .notice").get_text()  # type: ignore[union-attr]
    assert not screen.select("input[name=day_order][checked]:not([value=''])"), "never guessed"
    form = {**chosen, "path": str(incidents), "day_order": "mdy", "party_separator": ";"}
    preview = page(client.get("/tables/map", query_string=form).text)
    assert "2022-03-04" in preview.select("table.sample")[1].get_text()
    saved = client.post("/tables/map", data=form, headers=SAME)
    assert saved.headers["Location"] == "/"
    mapping = json.loads(incidents.with_name("incidents.csv.mapping.json").read_text())
    assert mapping["day_order"] == "mdy"
    assert "4 March 2022" in client.get("/").text


def test_a_mapping_without_a_date_is_sent_back_with_words(
    client: FlaskClient, incidents: Path
) -> None:
    form = {"path": str(incidents), "date": "", "title": "Was geschah"}
    answer = client.post("/tables/map", data=form, headers=SAME)
    assert answer.status_code == 400
    assert page(answer.text).select(".notice.serious")


BAD = [
    ("no such file", {"path": "/no/such/file.csv"}, 400, "does not exist"),
    ("a relative path", {"path": "events.csv"}, 400, "whole path"),
    ("nothing", {"path": " "}, 400, "Write the path"),
    ("a folder", {"path": "/"}, 400, "is a folder"),
]


@pytest.mark.parametrize(
    ("form", "code", "words"), [pytest.param(f, c, w, id=n) for n, f, c, w in BAD]
)
def test_what_cannot_be_opened_is_told_and_the_table_stays(
    client: FlaskClient, form: dict[str, str], code: int, words: str
) -> None:
    before = title(client)
    answer = client.post("/tables/open", data=form, headers=SAME)
    assert answer.status_code == code
    assert words in answer.text
    assert title(client) == before


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="from another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="from another port"),
        pytest.param({"Origin": "http://example.com"}, id="an older browser"),
        pytest.param({"Origin": "null"}, id="from nowhere"),
    ],
)
def test_other_sites_open_nothing(
    client: FlaskClient, incidents: Path, headers: dict[str, str]
) -> None:
    answer = client.post("/tables/open", data={"path": str(incidents)}, headers=headers)
    assert answer.status_code == 403
    assert "by another site" in answer.text


def test_beyond_this_computer_nobody_opens_tables(make_files: MakeFiles, incidents: Path) -> None:
    events, _ = make_files([{}])
    client = create_app({"EVENTS": events, "PUBLIC": True}).test_client()
    assert not page(client.get("/tables").text).select("form")
    for answer in (
        client.post("/tables/open", data={"path": str(incidents)}, headers=SAME),
        client.get(f"/tables/map?path={incidents}"),
    ):
        assert answer.status_code == 403
