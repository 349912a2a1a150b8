"""Keys faster than the server answers: none is lost, and none meets the wrong event."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Watch
from tests.needs import ROOT
from tests.reviewing import Case, app_in, short_case
from webapp import create_app

Open = Callable[..., Page]
IS_CURRENT = re.compile(r"\bis-current\b")
TAKES = 0.4
"""Seconds that each answer takes."""


def slow(app: Flask) -> Flask:
    """The app, answering late what the scripts ask."""
    at_once = app.wsgi_app

    def late(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if "HTTP_HX_REQUEST" in environ:
            time.sleep(TAKES)
        return at_once(environ, start)

    app.wsgi_app = late  # type: ignore[method-assign, assignment]
    return app


@pytest.fixture
def short(tmp_path: Path) -> Iterator[Case]:
    """Three proposals; the last one cannot be accepted as it is."""
    made = short_case(slow(app_in(tmp_path / "workspace")))
    yield made
    made.workspace.close()


def press(page: Page, keys: Iterable[str]) -> None:
    """Keys one right after the other: single characters, or names as `Enter`."""
    for key in keys:
        page.keyboard.press(key)


def settled(page: Page) -> None:
    """Wait until nothing is under way any more."""
    page.wait_for_timeout(TAKES * 1000)
    expect(page.locator("[aria-busy], .htmx-request")).to_have_count(0, timeout=10_000)


REVIEWS = [
    # keys, what becomes of the three proposals, which one is current
    ("aa", ["accepted", "accepted", "open"], 2),
    ("ja", ["open", "accepted", "open"], 2),
    ("jka", ["accepted", "open", "open"], 1),
    ("jjka", ["open", "accepted", "open"], 2),
    ("aka", ["accepted", "open", "open"], 1),
    ("au", ["open", "open", "open"], 0),
    ("aua", ["accepted", "open", "open"], 1),
    (["r", "Enter", "a"], ["rejected", "accepted", "open"], 2),
    (["a", "r", "t", "w", "i", "c", "e", "Enter"], ["accepted", "rejected", "open"], 2),
    (["j", "r", "x", "y", "Backspace", "Enter", "k"], ["open", "rejected", "open"], 1),
    (["a", "e", "Escape", "a"], ["accepted", "accepted", "open"], 2),
]


@pytest.mark.parametrize(("keys", "states", "at"), REVIEWS)
def test_each_key_of_the_review_does_what_it_does_when_pressed_slowly(
    keys: Iterable[str], states: list[str], at: int, open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(page.locator(".proposal.is-current")).to_have_count(1)
    press(page, keys)
    current = page.locator(f"#event-{short.items[at].id}")
    expect(current).to_have_class(IS_CURRENT, timeout=10_000)
    settled(page)
    assert [short.now(number).state for number in range(3)] == states
    expect(current).to_have_class(IS_CURRENT)
    if "t" in keys or "x" in keys:
        said = [entry.why for entry in short.workspace.log() if entry.action == "reject"]
        assert said == ["twice" if "t" in keys else "x"], "what is typed after r is the reason"


@pytest.mark.parametrize("later", ["u", "ku", "ja", "ra"])
def test_what_was_pressed_after_an_answer_that_refuses_is_not_done(
    later: str, open_page: Open, serve: Serve, short: Case, watch: Watch
) -> None:
    """It was meant for the event after the one that cannot be accepted."""
    watch.allow("400")
    page = open_page(short.url, at=serve(short.app))
    press(page, "aa")
    press(page, "a" + later)
    told = page.locator(".proposal.is-current .proposal-body > .notice")
    expect(told).to_contain_text("still needs", timeout=10_000)
    settled(page)
    assert [short.now(number).state for number in range(3)] == ["accepted", "accepted", "open"]
    expect(page.locator("#said")).to_contain_text("pressed after it was not done")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Taken back", timeout=10_000)


def test_what_was_pressed_before_the_app_fell_silent_is_not_done(
    open_page: Open, serve: Serve, short: Case, watch: Watch
) -> None:
    watch.allow("ERR_FAILED")
    watch.allow("Failed to fetch")
    page = open_page(short.url, at=serve(short.app))
    page.route("**/accept", lambda route: (page.wait_for_timeout(300), route.abort()))
    press(page, "aja")
    expect(page.locator("#notice")).to_contain_text("does not answer", timeout=10_000)
    settled(page)
    assert [short.now(number).state for number in range(3)] == ["open"] * 3


def test_words_that_are_typed_while_a_date_is_read_stay_words(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(f"{short.url}?item={short.items[2].id}", at=serve(short.app))
    page.keyboard.press("e")
    form = page.locator(".proposal.is-current")
    expect(form.get_by_label("Title")).to_be_focused(timeout=10_000)
    form.get_by_label("Date needed").fill("2022-03")
    form.get_by_label("Place").press_sequentially("jakarta")
    expect(form.get_by_label("Place")).to_have_value("jakarta")


@pytest.mark.parametrize("keys", ["e", "ae", "je"])
def test_words_that_are_typed_before_their_form_is_there_stand_in_it(
    keys: str, open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(page.locator(".proposal.is-current")).to_have_count(1)
    press(page, [*keys, *"Now june: "])
    title = page.locator(".proposal.is-current").get_by_label("Title")
    expect(title).to_have_value(re.compile("Now june: "), timeout=10_000)
    settled(page)
    assert [short.now(number).state for number in range(3)].count("accepted") == keys.count("a")


# The timeline


@pytest.fixture
def timeline(serve: Serve) -> str:
    return serve(slow(create_app({"EVENTS": ROOT / "data" / "events.csv", "TESTING": True})))


def names(page: Page) -> list[str]:
    links = page.locator("#list a[data-event]")
    return [str(link.get_attribute("data-event")) for link in links.all()]


STEPS = [
    # keys, the event that is open in the end by its place in the list, from 1; 0 is none
    ("jj", 2),
    ("jjj", 3),
    ("jjkjj", 3),
    (["ArrowRight", "ArrowRight", "ArrowLeft"], 1),
    (["j", "j", "Escape"], 0),
    (["j", "Escape", "j", "j"], 2),
    ("j" * 12, 6),  # one under way and five that wait
]


@pytest.mark.parametrize(("keys", "place"), STEPS)
def test_steps_on_the_timeline_wait_for_each_other(
    keys: Iterable[str], place: int, open_page: Open, timeline: str
) -> None:
    page = open_page("/", at=timeline)
    page.wait_for_selector("#chart[data-drawn=labelled]")
    listed = names(page)
    press(page, keys)
    page.wait_for_timeout(TAKES * 1000 * min(len(list(keys)), 6) + 300)
    settled(page)
    if place:
        expect(page.locator("#panel")).to_have_attribute("data-event", listed[place - 1])
        expect(page.locator("#list a[aria-current=true]")).to_have_attribute(
            "data-event", listed[place - 1]
        )
        assert f"event={listed[place - 1]}" in page.url
    else:
        expect(page.locator("#panel-title")).to_have_count(0)
        assert "event=" not in page.url


def test_of_two_events_that_are_clicked_the_last_one_opens(open_page: Open, timeline: str) -> None:
    page = open_page("/", at=timeline)
    page.wait_for_selector("#chart[data-drawn=labelled]")
    listed = names(page)
    for name in listed[:3]:
        page.locator(f"#list a[data-event={name}]").click()
    expect(page.locator("#panel")).to_have_attribute("data-event", listed[2], timeout=10_000)
    settled(page)
    expect(page.locator("#panel")).to_have_attribute("data-event", listed[2])
    assert f"event={listed[2]}" in page.url
