"""The self-contained page, the captioned figure and the export command."""

from __future__ import annotations

import base64
import hashlib
import importlib
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from webapp.chart.figure import FigureOptions
from webapp.cli import commands
from webapp.export import image
from webapp.export.figure import captioned_figure
from webapp.export.page import html_page
from webapp.query.args import ViewArgs
from webapp.query.view import View

TODAY = date(2026, 11, 23)


@pytest.fixture
def talks(dataset):
    return View(dataset, ViewArgs(party=("Russia",), type=("CONSULT",)))


def test_the_page_holds_every_event_of_the_view_with_quote_and_status(talks):
    page = BeautifulSoup(html_page(talks, TODAY), "html5lib")
    entries = page.select("li.event")
    assert [entry["id"] for entry in entries] == list(
        talks.dataset.events["event_id"].iloc[talks.rows]
    )
    for entry, quote in zip(entries, talks.dataset.events["quote"].iloc[talks.rows], strict=True):
        assert quote in entry.select_one("blockquote").text
    assert page.select_one(".sentence").text.startswith("Showing 3 of 29 events")
    assert "exported 2026-11-23" in page.select_one("footer").text


def test_the_page_fetches_nothing_and_its_policy_lets_run_just_its_own_scripts(talks):
    page = BeautifulSoup(html_page(talks, TODAY), "html5lib")
    assert not page.select("script[src], link, img, iframe, [style], a[href^=http]")
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.startswith("default-src 'none'")
    for script in page.select("script:not([type]), style"):
        digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_page_of_an_empty_view_says_so_and_has_no_chart(dataset):
    view = View(dataset, ViewArgs(q="no such words"))
    page = BeautifulSoup(html_page(view, TODAY), "html5lib")
    assert page.select_one("#chart") is None
    assert "None of 29 events match" in page.select_one(".sentence").text


def annotation_words(figure):
    return " ".join(note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"])


def test_an_image_says_what_it_shows_and_on_what_it_rests(talks):
    figure = captioned_figure(talks, FigureOptions(width=1200), TODAY)
    go.Figure({"data": figure["data"], "layout": figure["layout"]})
    words = annotation_words(figure)
    for part in (
        talks.dataset.title,
        "Showing 3 of 29 events: party is Russia, type is Talks",
        "Jack Phillips",
        "Maxim Guchek/BelTA via Reuters",
        "exported 2026-11-23",
    ):
        assert part in words, part


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        pytest.param("compressed", "time scale cut: 35 years without events", id="a cut is noted"),
        pytest.param("true", "time scale true, without cuts", id="a true scale says so"),
    ],
)
def test_an_image_notes_its_time_scale(dataset, scale, words):
    figure = captioned_figure(
        View(dataset, ViewArgs(scale=scale)), FigureOptions(width=1200), TODAY
    )
    assert words in annotation_words(figure)


@pytest.mark.parametrize("width", [300, 700, 1200, 2400])
def test_the_caption_leaves_the_chart_as_it_is_and_makes_room_for_itself(dataset, width):
    view = View(dataset, ViewArgs())
    figure = captioned_figure(view, FigureOptions(width=width), TODAY)
    margin, plot = figure["layout"]["margin"], figure["meta"]["plot"]
    assert figure["layout"]["height"] == round(plot[1] + margin["t"] + margin["b"])
    top = max(note["y"] for note in figure["layout"]["annotations"])
    assert (top - 1) * plot[1] <= margin["t"]


def run(*arguments: str):
    return CliRunner().invoke(commands, ["export", *arguments])


@pytest.mark.parametrize("ending", ["html", "csv", "sources.csv", "json", "timelinejs.json", "bib"])
def test_the_command_writes_each_format_with_the_page_s_filters(tmp_path: Path, ending: str):
    out = tmp_path / f"view.{ending}"
    result = run(str(out), "--party", "Russia", "--type", "CONSULT", "--from", "2022")
    assert result.exit_code == 0, result.output
    assert "3 of 29 events" in result.output
    assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["out.zip"], "names no format", id="an unknown ending lists the known ones"),
        pytest.param(["out.csv", "--party", "Atlantis"], "Atlantis", id="an unknown party"),
        pytest.param(["out.csv", "--from", "13/03/2022"], "2022-03-13", id="a date out of order"),
        pytest.param(["out.csv", "--by", "colour"], "party, type", id="an unknown lane"),
        pytest.param(["out.csv", "--events", "absent.csv"], "does not exist", id="no such table"),
        pytest.param(["no/such/folder/out.csv"], "cannot be written", id="no such folder"),
    ],
)
def test_the_command_names_what_is_wrong(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_without_kaleido_the_command_says_how_to_get_it(tmp_path, monkeypatch):
    def no_kaleido(name: str):
        raise ImportError(name)

    monkeypatch.setattr(image.importlib, "import_module", no_kaleido)
    result = run(str(tmp_path / "view.png"))
    assert result.exit_code == 2
    assert "requirements-image.txt" in result.output


def test_without_a_browser_the_command_says_what_is_missing(tmp_path, monkeypatch):
    class Broken:
        def PageGenerator(self, **_: object) -> None:  # noqa: N802
            return None

        def calc_fig_sync(self, *_: object, **__: object) -> bytes:
            raise RuntimeError("no browser here")

    monkeypatch.setattr(image.importlib, "import_module", lambda name: Broken())
    result = run(str(tmp_path / "view.svg"))
    assert result.exit_code == 2
    assert "no browser here" in result.output
    assert "Chromium" in result.output


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_images_are_drawn_where_kaleido_and_a_browser_are(tmp_path, ending):
    if importlib.util.find_spec("kaleido") is None:
        pytest.skip("Kaleido is not installed (pip install -r requirements-image.txt)")
    out = tmp_path / f"view.{ending}"
    result = run(str(out), "--party", "United States", "--width", "900")
    if "Chromium" in result.output:
        pytest.skip(f"no browser for Kaleido: {result.output}")
    assert result.exit_code == 0, result.output
    start = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF"}[ending]
    assert out.read_bytes().startswith(start)
