"""The watching itself: a browser test that cannot fail would prove nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Error

PAGES = {
    "/quiet": "<p>Nothing happens here.</p>",
    "/image": "<img alt='' src='http://127.0.0.2:9/track.gif'>",
    "/error": "<script>console.error('it broke')</script>",
    "/throws": "<script>nobody.knows()</script>",
    "/low-contrast": "<p style='color:#aaa;background:#fff'>Hard to read</p>",
}


@pytest.fixture
def other_site(serve: Callable[[Flask], str]) -> Iterator[str]:
    """A site with one fault a page."""
    app = Flask("faults")
    start = "<!doctype html><html lang=en><title>A page</title><link rel=icon href='data:,'><main>"
    for path, body in PAGES.items():
        app.add_url_rule(path, path, lambda body=body: f"{start}<h1>A page</h1>{body}")

    @app.get("/policy")
    def policy() -> tuple[str, dict[str, str]]:
        body = "<script>document.title = 'ran'</script>"
        return start + body, {"Content-Security-Policy": "default-src 'none'; img-src data:"}

    return serve(app)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param("/image", "another host", id="a request to another host is reported"),
        pytest.param("/error", "it broke", id="an error in the console is reported"),
        pytest.param("/throws", "nobody is not defined", id="an uncaught error is reported"),
        pytest.param("/policy", "policy: script-src", id="a breach of the policy is reported"),
    ],
)
def test_faults_are_seen(open_page, watch, other_site, path, words):
    open_page(path, at=other_site)
    assert any(words in text for text in watch.unexpected)
    watch.allow("")


def test_a_quiet_page_reports_nothing(open_page, watch, other_site):
    open_page("/quiet", at=other_site)
    assert watch.found == []


def test_a_request_to_another_host_does_not_get_through(open_page, watch, other_site):
    page = open_page(None, at=other_site)
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto("http://127.0.0.2:9/")
    watch.allow("another host")


def test_axe_finds_what_is_wrong(open_page, axe, other_site):
    found = axe(open_page("/low-contrast", at=other_site))
    assert [text.split(" ")[0] for text in found] == ["color-contrast"]


def test_axe_finds_nothing_on_a_plain_page(open_page, axe, other_site):
    assert axe(open_page("/quiet", at=other_site)) == []


def test_the_policy_of_the_app_lets_axe_in(open_page, axe):
    assert isinstance(axe(open_page("/healthz"), tags=["best-practice"]), list)
