"""When a page in Chromium has drawn its timeline, told by the page's own clock.

For every page alike: `drawn` is the end of the first animation frame after an element got the
attribute `data-drawn`, in milliseconds from the start of the navigation. Ours sets it when the
chart has been drawn; the pages of the peers set it when their library says that it has drawn.
`readable` is the end of the first frame in which the list of events is in the page.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TookTooLong

VIEWPORT = (1440, 900)
OBSERVE = """
(() => {
  const told = window.__told = {};
  // The frame that shows it has ended when the message after its callback arrives.
  const mark = (name) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { told[name] = performance.now(); };
    channel.port2.postMessage(0);
  });
  const observer = new MutationObserver((changes) => {
    observer.disconnect();
    told.value = changes[0].target.dataset.drawn;
    mark("drawn");
  });
  observer.observe(document, { subtree: true, attributeFilter: ["data-drawn"] });
  let frames = 0;
  const look = () => {
    if (document.querySelector("[data-row]")) mark("readable");
    else if (frames++ < 600) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True)
class Drawn:
    """Milliseconds from navigation; None where it did not happen in time, or has no list."""

    drawn: float | None
    readable: float | None
    elements: int


def draw(browser: Browser, url: str, limit: float = 30) -> Drawn:
    """Open a page with nothing cached, and wait at most `limit` seconds. Raises RuntimeError
    when the page said that drawing failed.
    """
    width, height = VIEWPORT
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        page = context.new_page()
        page.add_init_script(OBSERVE)
        return _wait(page, url, limit)
    finally:
        context.close()


def _wait(page: Page, url: str, limit: float) -> Drawn:
    until = time.monotonic() + limit
    page.set_default_timeout(limit * 1000)
    told: dict[str, Any] = {}
    try:
        page.goto(url, wait_until="commit")
        # A page that draws for long is not disturbed by questions: it answers when it is done.
        page.locator("[data-drawn]").first.wait_for(state="attached")
        while "drawn" not in told and time.monotonic() < until:
            told = page.evaluate("window.__told")
            time.sleep(0.01)
    except TookTooLong:
        return Drawn(None, None, 0)
    if told.get("value") == "failed":
        raise RuntimeError(f"{url} could not be drawn")
    elements = page.evaluate("document.getElementsByTagName('*').length")
    return Drawn(told.get("drawn"), told.get("readable"), elements)
