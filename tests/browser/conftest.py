"""Fixtures of the browser tests: a served app, pages that are watched, axe-core.

Every page of a test is watched: what it asks of another host (which is not let through), what its
console calls an error, what breaks the content security policy. At the end all of it must be empty,
except what the test has announced by `watch.allow`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

from tests.needs import missing
from tools.browser import HOW_TO_GET, find_browser, launch, served

HERE = Path(__file__).parent
OpenPage = Callable[..., Page]
Serve = Callable[[Flask], str]
# What comes at all comes within milliseconds; a machine with much else to do may be slow.
expect.set_options(timeout=20_000)
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event => console.error(
  `policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder as `browser`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Watch:
    """What the pages of one test have done that they should not."""

    found: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, words: str) -> None:
        """Expect messages that contain `words`, for example the status of a page not found."""
        self.allowed.append(words)

    @property
    def unexpected(self) -> list[str]:
        """Everything that was found and not announced."""
        return [text for text in self.found if not any(words in text for words in self.allowed)]

    def over(self, context: BrowserContext, site: str) -> None:
        """Watch every page of a context that may only talk to `site`."""

        def only_the_site(route: Route) -> None:
            url = route.request.url
            if url.startswith((f"{site}/", "data:", "blob:")):
                route.continue_()
            else:
                self.found.append(f"request to another host: {url}")
                route.abort()

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.found.append(f"console {message.type}: {message.text}")

        context.route("**/*", only_the_site)
        context.on("console", note)
        context.on("weberror", lambda error: self.found.append(f"page error: {error.error}"))
        context.add_init_script(REPORT_VIOLATIONS)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the whole run."""
    if find_browser(playwright) is None:
        missing(HOW_TO_GET)
    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture(scope="session")
def site(browser: Browser, app: Flask) -> Iterator[str]:
    """Address of the shipped table's app, without a slash at the end."""
    with served(app) as url:
        yield url


@pytest.fixture
def serve(browser: Browser) -> Iterator[Serve]:
    """A function that serves another app until the test ends, and gives its address."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(served(app))


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What the pages of this test did; must hold nothing unexpected when the test ends."""
    watching = Watch()
    yield watching
    assert watching.unexpected == []


@pytest.fixture
def open_page(
    browser: Browser,
    request: pytest.FixtureRequest,
    watch: Watch,
    serve: Serve,  # before the pages, so that it ends after them, whatever a test names first
) -> Iterator[OpenPage]:
    """A function that opens a path in a browser of its own.

    `open_page("/?party=Russia", viewport=(390, 844), color_scheme="dark", javascript=False,
    locale="de-DE", timezone="America/Los_Angeles", at=serve(app), **context options)`.
    `path=None` leaves the page blank.
    """
    with ExitStack() as contexts:

        def open_(
            path: str | None = "/",
            *,
            at: str | None = None,
            viewport: tuple[int, int] = (1440, 900),
            color_scheme: str = "light",
            javascript: bool = True,
            locale: str = "en-GB",
            timezone: str = "Europe/Kyiv",
            **options: Any,
        ) -> Page:
            base: str = at or request.getfixturevalue("site")
            context = browser.new_context(
                base_url=base,
                viewport={"width": viewport[0], "height": viewport[1]},
                color_scheme=color_scheme,
                java_script_enabled=javascript,
                locale=locale,
                timezone_id=timezone,
                **options,
            )
            contexts.callback(context.close)
            watch.over(context, base)
            page = context.new_page()
            if path is not None:
                page.goto(path)
            return page

        yield open_


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """A function that gives what axe-core finds on a page against WCAG 2.2 AA.

    One line for each place: the rule, its impact, the element and what would help. Playwright's
    `evaluate` is not subject to the page's policy, so the page is tested as it is served.
    """

    def violations(page: Page, context: Any = None, tags: list[str] = WCAG_22_AA) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = Axe().run(page, context, options).response["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {node['target']}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations
