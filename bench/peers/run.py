"""Our first drawing against that of two peers: `python -m bench.peers.run`.

The same invented events in the same Chromium, one page after the other in turn, each in a new
context with nothing cached. The peers come from `npm ci` in bench/peers.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, sync_playwright

from bench import generate, results
from bench.drawing import draw
from bench.peers import data
from bench.serving import serving
from bench.timing import machine, median, number, ratio, table, verdict
from tools.browser import launch

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
SIZES = (25, 1_000, 10_000, 100_000)
REPEATS = {25: 11, 1_000: 7, 10_000: 3}
"""Loads of each page; at sizes that are not named, one."""
LIMIT = 90.0
"""Seconds after which a page is given up."""
OURS = "ours"
PEERS = {
    "TimelineJS": "timelinejs.html?data=timelinejs.json",
    "vis-timeline, stacked": "vis.html?data=vis.json&mode=stacked",
    "vis-timeline, one row": "vis.html?data=vis.json&mode=flat",
    "vis-timeline, clustered": "vis.html?data=vis.json&mode=cluster",
}
MOST = {"TimelineJS": 10_000}
"""A peer that takes this long there is not asked beyond it."""
VIS = "vis-timeline"
AIMS = {
    ("TimelineJS", 25): (1.4, False),
    (VIS, 25): (1.4, False),
    ("TimelineJS", 1_000): (1.0, False),
    (VIS, 1_000): (1.0, False),
    ("TimelineJS", 10_000): (10.0, True),
    (VIS, 10_000): (3.0, True),
    (VIS, 100_000): (20.0, True),
}
"""Most that ours may take as a multiple of theirs, or (True) how many times faster it must be."""


@dataclass
class Contest:
    """Milliseconds to the first drawing, by page, of one table."""

    events: int
    drawn: dict[str, list[float]] = field(default_factory=dict)
    readable: list[float] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    def median(self, name: str) -> float | None:
        """The middle of what a page took; None when it was not measured or did not get there."""
        return median(self.drawn[name]) if self.drawn.get(name) else None


class Files(SimpleHTTPRequestHandler):
    """Pages, modules and the data of this run, over connections that stay open."""

    protocol_version = "HTTP/1.1"
    folders: dict[str, Path]

    def translate_path(self, path: str) -> str:
        """A file in one of the folders, never outside of them."""
        first, _, rest = urlsplit(path).path.lstrip("/").partition("/")
        folder = self.folders.get(first, HERE / "nothing")
        found = (folder / rest).resolve()
        return str(found if found.is_relative_to(folder.resolve()) else HERE / "nothing")

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextmanager
def pages(made: Path) -> Iterator[str]:
    """The address of the peers' pages, on a free port of this computer."""
    folders = {"pages": HERE / "pages", "modules": MODULES, "data": made}
    handler = type("Folders", (Files,), {"folders": folders})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def install() -> None:
    """Have npm fetch the peers at the versions of the lock file. Raises ClickException."""
    if MODULES.exists():
        return
    if shutil.which("npm") is None:
        raise click.ClickException("the peers are installed by npm, which is not here")
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=HERE, check=True)


def contest(browser: Browser, events: int, repeats: int) -> Contest:
    """Draw one table by all in turn, after one round that does not count."""
    with ExitStack() as stack:
        made = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        generate.write_csv(made / "events.csv", events)
        data.write(made / "events.csv", made)
        base = stack.enter_context(pages(made))
        ours = stack.enter_context(serving([made / "events.csv"], made / "cache"))
        urls = {name: f"{base}/pages/{page}" for name, page in PEERS.items()}
        return _in_turn(browser, events, {OURS: f"{ours.address}/"} | urls, repeats)


def _in_turn(browser: Browser, events: int, urls: dict[str, str], repeats: int) -> Contest:
    found = Contest(events)
    left = [name for name in urls if events <= MOST.get(name, events)]
    for turn in range(-1 if repeats > 1 else 0, repeats):
        for name in tuple(left):
            drawn = draw(browser, urls[name], LIMIT)
            if drawn.drawn is None:
                left.remove(name)
                found.given_up.append(name)
            elif turn >= 0:
                found.drawn.setdefault(name, []).append(drawn.drawn)
                found.readable += [drawn.readable] if drawn.readable and name == OURS else []
        click.echo(f"{events:,} events, round {turn + 1} of {repeats}", err=True)
    return found


def rows(contests: Sequence[Contest]) -> Iterator[list[str]]:
    """Lines of the table: ours and a peer, how they compare, and whether that is the aim."""
    for found in contests:
        ours = found.median(OURS)
        yield [
            f"{found.events:,}",
            OURS,
            number(ours, " ms"),
            f"list readable: {number(median(found.readable), ' ms')}" if found.readable else "–",
            "–",
        ]
        for name in PEERS:
            yield [f"{found.events:,}", name, *line(found, name, ours)]


def line(found: Contest, name: str, ours: float | None) -> list[str]:
    """What a peer took, how ours compares, and whether that is the aim."""
    theirs = found.median(name)
    if name in found.given_up:
        theirs, shown = LIMIT * 1000, f"over {LIMIT:.0f} s"
    else:
        shown = number(theirs, " ms") if theirs else "not tried"
    share = ratio(ours, theirs)
    if share is None:
        return [shown, "–", "–"]
    compared = (
        f"{number(share)} times theirs" if share >= 1 else f"{number(1 / share)} times faster"
    )
    if name in found.given_up:
        compared = f"over {compared}"
    return [shown, compared, aimed(name, found.events, share)]


def aimed(name: str, events: int, share: float) -> str:
    """The aim in words, and whether a share of their time meets it."""
    aim, faster = AIMS.get((name.partition(",")[0], events), (0.0, False))
    if not aim:
        return "–"
    if faster:
        return f"at least {aim:g} times faster: {verdict(1 / share, aim, least=True)}"
    return f"at most {aim:g} times theirs: {verdict(share, aim)}"


HEAD = ("events", "page", "first drawn", "ours is", "aim")


def report(contests: Sequence[Contest]) -> str:
    """The table."""
    return table(HEAD, list(rows(contests)))


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, help="Events; repeatable.")
@click.option("--repeats", type=int, help="Loads of each page, whatever the size.")
@click.option("--keep", is_flag=True, help="Keep the figures in bench/measured.")
def main(sizes: tuple[int, ...], repeats: int | None, keep: bool) -> None:
    """Print how long the first drawing takes, ours and theirs."""
    install()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        version = browser.version
        found = [contest(browser, size, repeats or REPEATS.get(size, 1)) for size in sizes or SIZES]
        browser.close()
    where = f"{machine()}, Chromium {version}"
    click.echo(f"{where}\n\n{report(found)}")
    if keep:
        results.keep("peers", where, [vars(each) for each in found])


if __name__ == "__main__":
    main()
