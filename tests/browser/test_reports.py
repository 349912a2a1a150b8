"""An event that several sources report, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.test_web_reports import THIRD
from tests.test_web_reports import app as several

Open = Callable[..., Page]
__all__ = ["several"]
TITLE = "Sudland: assault in the story"


def test_the_mark_in_the_lane_of_each_source_opens_the_event(
    open_page: Open, serve: Serve, several: Flask
) -> None:
    page = open_page("/?by=source", at=serve(several))
    page.wait_for_selector("#chart[data-drawn=labelled]")
    titles = page.locator("#chart .annotation", has_text=TITLE)
    expect(titles).to_have_count(3)
    expect(page.locator("#list .row", has_text=TITLE)).to_have_count(1)
    for number in range(3):
        titles.nth(number).locator("text").click()
        expect(page.locator("#panel-title")).to_contain_text(TITLE)
        expect(page.locator("#chart-over .ring, #chart-over circle")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("#panel-title")).to_have_count(0)


def test_the_citation_that_is_copied_has_every_report(
    open_page: Open, serve: Serve, several: Flask
) -> None:
    page = open_page(
        f"/?source={THIRD}", at=serve(several), permissions=["clipboard-read", "clipboard-write"]
    )
    page.locator("#list .event-link").click()
    page.get_by_role("button", name="Copy RIS").click()
    expect(page.locator("#copied")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count("TY  - GEN") == 3
