"""A reader who is faster than the page: what is typed, ticked or opened before an answer counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tools.browser import wait_until_drawn

Open = Callable[..., Page]
MakeApp = Callable[..., Flask]
HTMX = "**/vendor/htmx*"


class Held:
    """Requests of a page that wait until they are let through."""

    def __init__(self, page: Page, what: Any) -> None:
        self.page = page
        self.released = False
        self.waiting: list[Route] = []
        page.route(what, self._meet)

    def _meet(self, route: Route) -> None:
        if self.released:
            route.continue_()
        else:
            self.waiting.append(route)

    def wait_for(self, count: int) -> None:
        """Until so many wait; Playwright tells of them only while it is asked something."""
        for _ in range(100):
            if len(self.waiting) >= count:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{len(self.waiting)} of {count} requests were made")

    def release(self) -> None:
        """Let through those that wait, and all later ones."""
        self.released = True
        for route in self.waiting:
            route.continue_()


def is_view(url: str) -> bool:
    """Whether an address is of the timeline itself, under some filter."""
    return "/?" in url


def loading(page: Page, address: str) -> Held:
    """Go to an address, of which all has come but htmx."""
    scripts = Held(page, HTMX)
    page.goto(address, wait_until="commit")
    scripts.wait_for(1)
    return scripts


def test_a_name_typed_while_the_values_still_load_is_found(
    serve: Callable[[Flask], str], open_page: Open, make_app: MakeApp
) -> None:
    rows = [{"event_id": f"e-{n}", "actors": f"Group {n:03d}"} for n in range(300)]
    page = open_page(None, at=serve(make_app(rows)))
    scripts = loading(page, "/values/party")
    page.locator("#find").press_sequentially("group 123")
    scripts.release()
    expect(page.locator(".value-list li")).to_have_count(1)
    expect(page.locator("#find")).to_have_value("group 123")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("party", "Russia", "party is Russia", id="a box is ticked"),
        pytest.param("q", "pentagon", "text contains “pentagon”", id="a word is typed"),
        pytest.param("from", "2022-03-13", "13 March 2022", id="a date is typed"),
    ],
)
def test_what_is_chosen_while_the_timeline_still_loads_filters_it(
    open_page: Open, name: str, value: str, said: str
) -> None:
    page = open_page(None)
    scripts = loading(page, "/")
    field = page.locator(f"#filters input[name={name}]")
    if name == "party":
        page.locator(f"#filters input[name=party][value={value}]").check()
    else:
        field.fill(value)
        field.press("Tab")
    scripts.release()
    expect(page.locator("#sentence")).to_contain_text(said)


def test_nothing_is_asked_when_nothing_was_chosen_while_the_page_loaded(open_page: Open) -> None:
    page = open_page(None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if is_view(request.url) else None)
    scripts = loading(page, "/?party=Russia&q=talks")
    scripts.release()
    wait_until_drawn(page)
    page.wait_for_timeout(500)
    assert len(asked) == 1


def test_an_event_opened_while_a_filter_is_awaited_stays_open(open_page: Open) -> None:
    page = open_page("/")
    wait_until_drawn(page)
    views = Held(page, is_view)
    page.locator("#filters input[name=party][value=Russia]").check()
    views.wait_for(1)
    page.locator("#list a[data-event=western-officials-escalation]").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    views.release()
    expect(page.locator("#sentence")).to_contain_text("party is Russia")
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator("#panel")).to_have_attribute("data-event", "western-officials-escalation")
    assert "party=Russia" in page.url
    assert "event=western-officials-escalation" in page.url


def test_leaving_the_search_for_an_event_asks_for_the_same_view_no_second_time(
    open_page: Open,
) -> None:
    page = open_page("/")
    wait_until_drawn(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if is_view(request.url) else None)
    page.locator("#q").press_sequentially("pentagon")
    expect(page.locator("#list [data-row]")).to_have_count(1)
    page.locator("#list a[data-event]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator("#panel-title")).to_be_focused()
    assert len(asked) == 1


def test_a_wrong_date_that_is_taken_out_again_is_asked_for(open_page: Open, watch: Any) -> None:
    watch.allow("400")
    page = open_page("/")
    wait_until_drawn(page)
    field = page.locator("#from")
    field.fill("soon")
    field.press("Enter")
    expect(page.get_by_text("soon").first).to_be_visible()
    page.locator("#from").fill("")
    page.locator("#from").press("Enter")
    expect(page.get_by_text("soon")).to_have_count(0)


def test_apply_asks_again_for_what_is_shown(open_page: Open) -> None:
    page = open_page("/?party=Russia")
    wait_until_drawn(page)
    with page.expect_request(lambda request: is_view(request.url)):
        page.locator("#q").press("Enter")


def test_filters_work_after_a_step_back_that_failed(open_page: Open, watch: Any) -> None:
    watch.allow("ERR_")
    watch.allow("fetch")
    page = open_page("/")
    wait_until_drawn(page)
    box = page.locator("#filters input[name=party][value=Russia]")
    box.check()
    expect(page.locator("#sentence")).to_contain_text("party is Russia")
    page.route("**/*", lambda route: route.abort())
    page.go_back(wait_until="commit")
    page.wait_for_timeout(300)
    page.unroute("**/*")
    box.uncheck()
    expect(page.locator("#sentence")).not_to_contain_text("party is Russia")


def test_an_event_opened_right_after_a_word_was_typed_stays_open(open_page: Open) -> None:
    page = open_page("/")
    wait_until_drawn(page)
    page.locator("#q").press_sequentially("escalation")
    page.locator("#list a[data-event=western-officials-escalation]").click()
    expect(page.locator("#sentence")).to_contain_text("text contains “escalation”")
    expect(page.locator("#panel")).to_have_attribute("data-event", "western-officials-escalation")
    page.wait_for_timeout(500)
    expect(page.locator("#panel-title")).to_be_visible()
    assert "q=escalation" in page.url
    assert "event=western-officials-escalation" in page.url


def test_the_next_event_pressed_while_a_filter_is_awaited_opens_in_the_new_view(
    open_page: Open,
) -> None:
    page = open_page("/?event=western-officials-escalation")
    wait_until_drawn(page)
    before = page.locator("#panel-before").get_attribute("href") or ""
    views = Held(page, is_view)
    page.locator("#filters input[name=status][value=claimed]").check()
    views.wait_for(1)
    page.locator("#panel-before").click()
    views.release()
    expect(page.locator("#sentence")).to_contain_text("status is Claimed")
    wanted = before.partition("event=")[2].partition("&")[0]
    expect(page.locator("#panel")).to_have_attribute("data-event", wanted)


def test_an_event_closed_while_a_zoom_is_awaited_is_closed(open_page: Open) -> None:
    page = open_page("/?event=western-officials-escalation")
    wait_until_drawn(page)
    views = Held(page, is_view)
    page.locator("#zoom-in").click()
    views.wait_for(1)
    page.locator("#panel-close").click()
    views.release()
    expect(page.locator("#sentence")).not_to_contain_text("all 29")
    expect(page.locator("#panel.is-open")).to_have_count(0)
