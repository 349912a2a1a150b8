"""Takes the picture of the page that the README shows: `python -m tools.screenshot`.

docs/images/timeline.png is the shipped table, light, 1,440 pixels wide, with one event open.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.browser import launch, served, wait_until_drawn
from webapp import create_app

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "timeline.png"
ADDRESS = "/?event=alleged-strike-training-base"
SIZE = {"width": 1440, "height": 1000}


def photograph(browser: Browser, site: str, path: Path) -> None:
    """Write what the window of a browser shows of the page, as PNG."""
    context = browser.new_context(
        viewport=SIZE,
        color_scheme="light",
        locale="en-GB",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{site}{ADDRESS}")
    wait_until_drawn(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    context.close()


def main() -> None:
    """Write the picture, or say which browser is missing."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    # The shipped table, whatever table the environment names.
    app = create_app({"EVENTS": ROOT / "data" / "events.csv", "SOURCES": None, "TITLE": ""})
    with sync_playwright() as playwright, served(app) as site:
        try:
            browser = launch(playwright)
        except FileNotFoundError as error:
            sys.exit(str(error))
        photograph(browser, site, path)
        browser.close()
    print(f"Wrote {path} ({path.stat().st_size / 1000:,.0f} kB)")


if __name__ == "__main__":
    main()
