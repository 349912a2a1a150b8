"""From a pasted text to the timeline and back into the article, as a person goes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.needs import missing
from tests.newsroom import (
    OTHER_STORY,
    STORY,
    accept_all,
    fake_extract,
    kept,
    newsroom,
    workspace_of,
)
from webapp import create_app
from webapp.extract.base import Proposal
from webapp.web.extracting import FINDER, Finder, events_of, parser_installed
from webapp.workspace.base import Article

Open = Callable[..., Page]
Serve = Callable[[Flask], str]
DRAWN = "#chart[data-drawn=labelled]"
TITLE = STORY.splitlines()[0]


def slowly(go: threading.Event) -> Callable[..., Sequence[Proposal]]:
    """An extractor that waits half way, so that its progress can be seen."""

    def extract(article: Article, tell: Callable[[float, str], None]) -> Sequence[Proposal]:
        tell(0.5, "Reading the sentences")
        go.wait(20)
        return fake_extract(article, tell)

    return extract


def paste(page: Page, text: str) -> None:
    """Paste a text as a person does: the page's own field, then its button."""
    page.get_by_label("Paste the text of the article").fill(text)
    page.get_by_role("button", name="Read the article").click()


def test_a_pasted_article_becomes_a_timeline(open_page: Open, serve: Serve, tmp_path: Path):
    go = threading.Event()
    app = newsroom(tmp_path, slowly(go))
    page = open_page("/", at=serve(app))
    page.get_by_role("link", name="Add an article").click()
    paste(page, STORY)
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.locator("#f-published-words")).to_have_text("That is: 13 March 2022.")
    page.get_by_label("Published").fill("2022-03")
    expect(page.locator("#f-published-words")).to_have_text("That is: March 2022.")
    page.get_by_label("Published").fill("2022-03-13")
    page.get_by_label("Publisher").fill("The Paper")
    page.get_by_role("button", name="Keep and find events").click()
    expect(page.locator("#finding")).to_contain_text("Reading the sentences (50%)")
    go.set()
    page.wait_for_url(re.compile("/review$"))
    page.go_back()
    assert "/finding" not in page.url, "the page that waited is not come back to"
    article = workspace_of(app).articles()[0].id
    accept_all(app, article)
    page.goto("/")
    page.wait_for_selector(DRAWN)
    expect(page.locator("#list .row")).to_have_count(2)


def test_the_panel_leads_into_the_article_and_the_article_back(
    open_page: Open, serve: Serve, tmp_path: Path
):
    app = newsroom(tmp_path)
    article = kept(app, text=STORY + "\nA long way down.\n" * 60, publisher="The Paper")
    event = accept_all(app, article)[1].fields
    page = open_page("/", at=serve(app), viewport=(1440, 500))
    page.wait_for_selector(DRAWN)
    page.locator(f"#list a[data-event='{event['event_id']}']").click()
    page.get_by_role("link", name="Show in the article").click()
    page.wait_for_url(re.compile(rf"/articles/{article}\?event="))
    chosen = page.locator("mark.chosen")
    expect(chosen).to_have_text(event["quote"])
    expect(chosen).to_be_in_viewport()
    expect(page.locator("li.chosen")).to_be_in_viewport()
    chosen.get_by_role("link").click()
    page.wait_for_selector(DRAWN)
    expect(page.locator("#panel-title")).to_contain_text(event["title"])


def test_reports_are_linked_compared_and_separated(open_page: Open, serve: Serve, tmp_path: Path):
    app = newsroom(tmp_path)
    for text, dead in ((STORY, "9"), (OTHER_STORY, "7")):
        for item in accept_all(app, kept(app, text, publisher=f"Paper with {dead}")):
            if item.fields["event_type"] == "ASSAULT":
                workspace_of(app).edit(item.id, item.version, {"fatalities": dead}, "ann")
    page = open_page("/", at=serve(app))
    page.get_by_role("link", name="Compare them").click()
    offer = page.locator(".offer", has_text="disagree on fatalities")
    offer.get_by_role("button", name="One event").click()
    expect(page.get_by_role("status")).to_contain_text("Linked")
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.wait_for_selector(DRAWN)
    expect(page.locator(".dataset .span")).to_contain_text("3 events, 4 reports")
    page.locator("#list a", has_text="assault").click()
    reports = page.locator("#panel .reports")
    expect(reports).to_contain_text("disagree on fatalities")
    expect(reports.locator(".differs .says")).to_have_text(["9", "7"])
    reports.get_by_role("button", name="Separate this report").last.click()
    page.wait_for_selector(DRAWN)
    expect(page.locator(".dataset .span")).to_contain_text("4 events,")


def test_the_preview_is_drawn_marked_and_leads_to_the_review(
    open_page: Open, serve: Serve, tmp_path: Path
):
    app = newsroom(tmp_path)
    article = kept(app)
    page = open_page(f"/articles/{article}/preview", at=serve(app))
    page.wait_for_selector(DRAWN)
    expect(page.locator("#chart")).to_contain_text("Not reviewed")
    page.get_by_role("link", name="Type", exact=True).click()
    expect(page).to_have_url(re.compile("/preview.by=type$"))
    page.wait_for_selector(DRAWN)
    page.locator("#list a.event-link").first.click()
    page.wait_for_url(re.compile(r"/review\?item="))


def test_all_of_it_works_without_a_script(open_page: Open, serve: Serve, tmp_path: Path):
    app = newsroom(tmp_path)
    page = open_page("/articles", at=serve(app), javascript=False)
    page.get_by_role("link", name="Add an article").first.click()
    paste(page, STORY)
    page.get_by_role("button", name="Keep and find events").click()
    for _ in range(100):
        if page.url.endswith("/review"):
            break
        time.sleep(0.05)
        page.reload()
    assert page.url.endswith("/review")
    article = workspace_of(app).articles()[0].id
    accept_all(app, article)
    page.goto("/articles")
    page.get_by_role("link", name="Read it").click()
    expect(page.locator("mark.said")).to_have_count(2)
    page.locator(".article-events a", has_text="assault").first.click()
    expect(page.locator("mark.chosen")).to_be_in_viewport()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove the article").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("mark.said")).to_have_count(2)


def test_the_keyboard_alone_adds_an_article(open_page: Open, serve: Serve, tmp_path: Path):
    app = newsroom(tmp_path)
    page = open_page("/articles/new", at=serve(app))
    page.get_by_label("Paste the text of the article").focus()
    page.keyboard.insert_text(STORY)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Read the article")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(".look-form")
    page.get_by_role("textbox", name="Text as it was read").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/review$"))


def test_the_parser_finds_events_in_a_pasted_article(open_page: Open, serve: Serve, tmp_path: Path):
    if not parser_installed():
        missing("the English parser is not installed: make extract")
    app = newsroom(tmp_path)
    app.extensions[FINDER] = Finder(events_of, parser_installed)
    page = open_page("/articles/new", at=serve(app))
    paste(page, STORY)
    page.get_by_role("button", name="Keep and find events").click()
    page.wait_for_url(re.compile("/review$"), timeout=60_000)
    found = workspace_of(app).items(workspace_of(app).articles()[0].id)
    assert len(found) >= 2


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, dict[str, str]]:
    """A workspace with something on every page, and the addresses of those pages."""
    app = newsroom(tmp_path_factory.mktemp("full"))
    first = kept(app, publisher="The Paper", published="2022-03-13", url="https://paper.example/1")
    second = kept(app, OTHER_STORY, publisher="The Other Paper", published="2022-03-14")
    events = [accept_all(app, name) for name in (first, second)]
    held = workspace_of(app)
    held.link([items[1].id for items in events], "ann")
    third = kept(app, STORY + "\nMore followed.\n")
    event = events[0][0].fields["event_id"]
    linked = events[0][1].fields["event_id"]
    pages = {
        "list": "/articles",
        "new": "/articles/new",
        "reading": f"/articles/{first}?event={event}#words-{event}",
        "describe": f"/articles/{first}/describe",
        "remove": f"/articles/{first}/remove",
        "preview": f"/articles/{third}/preview",
        "pairs": "/duplicates",
        "by hand": f"/duplicates/{event}",
        "panel": f"/?event={linked}",
        "event": f"/events/{linked}",
        "tables": "/tables",
    }
    return app, pages


LOOKS: list[dict[str, Any]] = [
    {"viewport": (1440, 900)},
    {"viewport": (1440, 900), "color_scheme": "dark"},
    {"viewport": (390, 844)},
]


@pytest.mark.parametrize("look", LOOKS, ids=["wide, light", "wide, dark", "phone"])
def test_every_page_keeps_wcag_and_fits(open_page: Open, serve: Serve, axe: Any, full: Any, look):
    app, pages = full
    site = serve(app)
    page = open_page("/articles", at=site, **look)
    for name, path in pages.items():
        page.goto(path)
        if name in ("panel", "preview"):
            page.wait_for_selector("#chart[data-drawn]")
        assert axe(page) == [], name
        crumb = page.locator(".crumb")
        if crumb.count():
            assert crumb.first.bounding_box()["width"] > 200, f"{name}: all in one column"
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{name} scrolls sideways"


def test_the_second_step_keeps_wcag_with_problems_shown(
    open_page: Open, serve: Serve, axe: Any, tmp_path: Path, watch: Any
):
    watch.allow("400")
    page = open_page("/articles/new", at=serve(newsroom(tmp_path)))
    paste(page, STORY)
    assert axe(page) == []
    page.get_by_label("Published").fill("13/03/2022")
    page.get_by_role("button", name="Keep only").click()
    expect(page.get_by_role("alert")).to_contain_text("another look")
    assert axe(page) == []


def test_print_shows_the_text_and_leaves_the_buttons_out(open_page: Open, serve: Serve, full: Any):
    app, pages = full
    page = open_page(pages["reading"], at=serve(app))
    page.emulate_media(media="print")
    expect(page.locator(".article-text")).to_be_visible()
    expect(page.locator(".article-acts")).to_be_hidden()
    expect(page.locator("header nav")).to_be_hidden()


def test_a_newcomer_gets_from_the_example_to_a_timeline_of_her_own(
    open_page: Open, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Without any file or folder named: a file is chosen, reviewed on the page, and exported."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    app = create_app({"TESTING": True})
    app.extensions[FINDER] = Finder(fake_extract)
    page = open_page("/", at=serve(app))
    page.wait_for_selector(DRAWN)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Add an article").click()
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    page.get_by_label("Or choose its file").set_input_files(story)
    page.get_by_role("button", name="Read the article").click()
    page.get_by_role("button", name="Keep and find events").click()
    page.wait_for_url(re.compile("/review$"))
    for number in (1, 2):
        page.get_by_role("button", name="Accept and next").click()
        expect(page.locator("main")).to_contain_text(re.compile(rf"\b{number} of \d+ reviewed"))
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.wait_for_selector(DRAWN)
    expect(page.locator(".dataset h1")).to_have_text(TITLE)
    expect(page.locator(".banner").first).to_contain_text(
        "the timeline now shows your articles", ignore_case=True
    )
    expect(page.locator("#list .row")).to_have_count(2)
    page.locator("#export-menu summary").click()
    with page.expect_download() as download:
        page.locator("#export-menu a[href^='/export.csv']").click()
    assert "held talks on Sunday" in Path(download.value.path()).read_text("utf-8")
