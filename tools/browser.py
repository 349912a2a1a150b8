"""Finding an installed Chromium or Chrome, starting it, serving the app to it.

Shared by the browser tests, the benchmark and the screenshot; the app itself needs none of it.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright

SETTING = "CONFLICT_TIMELINE_BROWSER"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW_TO_GET = (
    "no Chromium or Chrome was found. On Debian: apt-get install chromium; elsewhere: "
    f"python -m playwright install chromium; or name one by {SETTING}=/path/to/chrome"
)
LAUNCH_ARGS = (
    "--no-sandbox",  # as root, in CI
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DRAWN = '#chart[data-drawn]:not([data-drawn="failed"])'
"""The chart's script sets the attribute when Plotly has finished drawing."""


def find_browser(playwright: Playwright) -> str | None:
    """Path of a browser: the one named in the environment, Playwright's own, the system's."""
    named = os.environ.get(SETTING)
    if named:
        return named
    own = playwright.chromium.executable_path
    installed = (shutil.which(command) for command in COMMANDS)
    candidates = (own if Path(own).exists() else None, *installed, *MAC_PATHS)
    return next((path for path in candidates if path and Path(path).exists()), None)


def launch(playwright: Playwright) -> Browser:
    """A headless browser. Raises FileNotFoundError that says how to get one."""
    path = find_browser(playwright)
    if path is None:
        raise FileNotFoundError(HOW_TO_GET)
    return playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGS))


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app behind waitress on a free port of this computer; gives `http://127.0.0.1:PORT`."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Closing from inside the loop: it ends when nothing is left to wait for.
        everything = server._map
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(everything, ignore_all=True))
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()


def wait_until_drawn(page: Page, timeout: float = 15_000) -> None:
    """Wait for the chart, at most `timeout` milliseconds."""
    page.locator(DRAWN).wait_for(state="attached", timeout=timeout)
