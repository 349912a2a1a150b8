"""A table whose every text is hostile: nothing runs, nothing breaks out of its place."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

HOSTILE = [
    "<script>window.pwned = 1</script> says Side A",
    "<img src=x onerror='window.pwned=1'> in a title",
    "</script><script>window.pwned=1</script> closes",
    '<b>bold</b> <a href="javascript:window.pwned=1">link</a>',
    "%{customdata} {{7*7}} ${7*7} $x^2$ and more",
    "turned \u202e around \u2066 and back again",
    "zero\u200bwidth and \u05e2\u05d1\u05e8\u05d9\u05ea and \U0001f680 rocket",
    "long " + "x" * 10_000,
    "with a NUL \x00 and an escape \x1b[31m in it",
    '=HYPERLINK("http://127.0.0.2/","click")',
]
SOURCE = {
    "source_id": "report-1",
    "title": "<script>window.pwned=1</script>",
    "publisher": "<img src=x onerror=window.pwned=1>",
    "url": "javascript:window.pwned=1",
    "archive_url": "data:text/html,<script>window.pwned=1</script>",
    "note": "<svg onload=window.pwned=1>",
}


@pytest.fixture
def hostile_app(make_app: Any) -> Any:
    rows = [
        {
            "event_id": f"hostile-{number}",
            "title": text,
            "quote": text,
            "quote_start": 0,
            "quote_end": len(text),
            "actors": text.replace(";", ",")[:300],
            "speaker": text,
            "speaker_role": text,
            "place": text,
            "date_text": text,
            "claim_status": "claimed",
        }
        for number, text in enumerate(HOSTILE)
    ]
    return make_app(rows, [SOURCE])


@pytest.fixture
def hostile_site(hostile_app: Any, serve: Any) -> str:
    return str(serve(hostile_app))


def clean(page: Page) -> None:
    """Nothing ran, and nothing pushes the page sideways."""
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert page.locator("a[href^='javascript:'], a[href^='data:'], main script").count() == 0


def test_pages_panel_and_hover_stay_as_they_are(
    open_page: Callable[..., Page], hostile_site: str
) -> None:
    page = open_page("/", at=hostile_site)
    page.wait_for_selector("#chart[data-drawn]")
    clean(page)
    for mark in page.locator("#chart .scatterlayer .point").all()[:12]:
        box = mark.bounding_box()
        if box:
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("#chart a, #chart image, #chart script").count() == 0
    paths = [f"/?event=hostile-{number}" for number in range(len(HOSTILE))]
    for path in [*paths, "/sources", "/sources/report-1", "/problems", "/events/hostile-1"]:
        page.goto(path)
        clean(page)


def test_an_exported_image_holds_no_code(
    open_page: Callable[..., Page], hostile_site: str, tmp_path: Any
) -> None:
    page = open_page("/", at=hostile_site)
    page.wait_for_selector("#chart[data-drawn]")
    page.locator("#export-menu summary").click()
    with page.expect_download() as started:
        page.locator("button[data-image=svg]").click()
    saved = tmp_path / "image.svg"
    started.value.save_as(saved)
    for element in ET.parse(saved).iter():  # noqa: S314 (our own image)
        assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "image", "a")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "javascript:" not in value.lower() or name == "data-unformatted"


def test_the_exported_page_runs_only_its_own_scripts(
    open_page: Callable[..., Page], hostile_app: Any, hostile_site: str, tmp_path: Any
) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes(hostile_app.test_client().get("/export.html").data)
    page = open_page(None, at=hostile_site)
    page.context.unroute_all()
    page.goto(saved.as_uri())
    page.wait_for_selector("#chart[data-drawn]")
    assert page.evaluate("window.pwned") is None
    assert page.locator("a[href^='javascript:']").count() == 0
