"""Measures the app on the shipped table and prints a Markdown table: `python -m bench.run`.

Start to first response (a new process), latency of `/` and of a panel over waitress on this
computer, time until the chart is drawn in Chromium, bytes of the page. docs/performance.md is
written from it.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tools.browser import HOW_TO_GET, find_browser, launch, wait_until_drawn

ROOT = Path(__file__).resolve().parent.parent
PANEL = {"HX-Request": "true", "HX-Request-Type": "partial"}
REQUESTS, STARTS, DRAWINGS = 200, 5, 9
Row = tuple[str, str, str]


@contextmanager
def started() -> Iterator[tuple[str, float]]:
    """The app in a new process: its address, and the seconds from start to first response."""
    begin = time.perf_counter()
    command = [sys.executable, str(ROOT / "run.py"), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert program.stdout is not None
        lines = (line.removeprefix("Open ").strip() for line in program.stdout)
        address = next(line for line in lines if line.startswith("http")).rstrip("/")
        get(connect(address), "/")
        yield address, time.perf_counter() - begin
    finally:
        program.terminate()
        program.wait(timeout=10)


def connect(address: str) -> http.client.HTTPConnection:
    """A connection that stays open, as a browser's does."""
    return http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)


def get(connection: http.client.HTTPConnection, path: str, **headers: str) -> bytes:
    """The body of an answer. Raises RuntimeError unless it is a 200."""
    connection.request("GET", path, headers={"Accept-Encoding": "identity", **headers})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds that each of so many calls took, after three that do not count."""
    for _ in range(3):
        work()
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def spread(values: Sequence[float]) -> tuple[str, str]:
    """Median and 95th percentile in milliseconds."""
    p95 = statistics.quantiles(values, n=20, method="inclusive")[-1]
    return f"{statistics.median(values):.1f} ms", f"{p95:.1f} ms"


def starts() -> Row:
    """Start to first response."""
    seconds = []
    for _ in range(STARTS):
        with started() as (_, taken):
            seconds.append(taken * 1000)
    return (f"start to first response ({STARTS} starts)", *spread(seconds))


def latencies(address: str) -> Iterator[Row]:
    """The page, and one event opened in it, one request after the other."""
    connection = connect(address)
    html = get(connection, "/").decode("utf-8")
    found = re.search(r'href="/\?(?:[^"]*&amp;)?event=([a-z0-9-]+)', html)
    if found is None:
        raise RuntimeError("the page links to no event")
    paths: tuple[tuple[str, dict[str, str]], ...] = (
        ("/", {}),
        (f"/panel?event={found[1]}", PANEL),
        ("/?party=Russia&q=talks", {}),
    )
    for path, headers in paths:
        values = timed(
            lambda path=path, headers=headers: get(connection, path, **headers), REQUESTS
        )
        yield (f"`{path}` ({REQUESTS} requests)", *spread(values))


def drawings(browser: Browser, address: str) -> tuple[Row, list[str]]:
    """From navigation to the drawn chart, nothing cached, and the paths that one load fetches."""
    values: list[float] = []
    fetched: list[str] = []
    for _ in range(DRAWINGS):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        begin = time.perf_counter()
        page.goto(f"{address}/", wait_until="commit")
        wait_until_drawn(page)
        values.append((time.perf_counter() - begin) * 1000)
        fetched = [url.removeprefix(address) for url in asked if url.startswith(address)]
        context.close()
    return (f"drawn in Chromium, nothing cached ({DRAWINGS} loads)", *spread(values)), fetched


def kind(path: str) -> str:
    """What a fetched address is, in the table's words."""
    if path.startswith("/static/vendor/plotly") and path.endswith(".js"):
        return "Plotly"
    names = {".css": "CSS", ".js": "other JavaScript", ".svg": "icon", ".json": "figure"}
    return names.get(Path(path).suffix, "HTML")


def weights(paths: Sequence[str], address: str) -> Iterator[Row]:
    """Bytes of each kind, as they are and as gzip would make them."""
    connection = connect(address)
    sums: dict[str, list[int]] = {}
    for path in paths:
        body = get(connection, path)
        total = sums.setdefault(kind(urlsplit(path).path), [0, 0])
        total[0] += len(body)
        total[1] += len(gzip.compress(body, 6))
    sums["all"] = [sum(column) for column in zip(*sums.values(), strict=True)]
    for name, (raw, packed) in sums.items():
        yield f"bytes: {name}", f"{raw / 1000:,.1f} kB", f"{packed / 1000:,.1f} kB gzipped"


def in_browser(address: str) -> Iterator[Row]:
    """The rows that need a browser; one that says so where there is none."""
    with sync_playwright() as playwright:
        if find_browser(playwright) is None:
            yield "drawn in Chromium", HOW_TO_GET, ""
            return
        browser = launch(playwright)
        row, paths = drawings(browser, address)
        browser.close()
    yield row
    yield from weights(paths, address)


def main() -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores\n")
    print("| what | median or raw | 95th percentile or gzipped |\n| --- | --- | --- |")
    rows = [starts()]
    with started() as (address, _):
        rows += [*latencies(address), *in_browser(address)]
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
