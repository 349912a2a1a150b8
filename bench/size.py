"""How ours grows with the number of events: `python -m bench.size`.

For each size a process of its own serves an invented table; the shipped table of the article is
served beside it, and both are drawn in turn. Everything is asked over HTTP.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from bench import generate, results
from bench.drawing import draw
from bench.serving import FRAGMENT, Served, get, packed, serving
from bench.timing import machine, median, number, percentile, ratio, table, timed, verdict
from bench.views import views
from tools.browser import launch

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
WITHOUT_TEXT = 10_000_000
"""From so many events on, tables have no quotes."""
FILTERS = 200
LOADS = 7
FIGURE = "/figure.json?w=1080&k=100"
AIMS = {
    "drawn": ("first drawn, against the article's", 1.5),
    "kilobytes": ("largest answer, kB compressed", 100.0),
}
AIMS_OF_A_MILLION = {"p95": ("filter to redrawn, p95, ms", 50.0), "memory": ("memory, MB", 1e3)}
AIMS_OF_TEN = {"p95": ("filter to redrawn, p95, ms", 500.0), "memory": ("memory, MB", 4e3)}


@dataclass
class Figures:
    """What was measured at one size: seconds, milliseconds, kilobytes (gzip), megabytes.

    `fragments` and `figures` are the two answers of each random filter, `searched` says which of
    them look for words.
    """

    events: int
    text: bool = True
    file: float = 0.0
    cold: float = 0.0
    warm: float = 0.0
    cold_peak: float | None = None
    page: float = 0.0
    panel: float = 0.0
    page_kb: float = 0.0
    figure_kb: float = 0.0
    panel_kb: float = 0.0
    fragment_kb: float = 0.0
    memory: float = 0.0
    peak: float | None = None
    fragments: list[float] = field(default_factory=list)
    figures: list[float] = field(default_factory=list)
    searched: list[bool] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    readable: list[float] = field(default_factory=list)
    article_drawn: list[float] = field(default_factory=list)

    @property
    def redrawn(self) -> list[float]:
        """Milliseconds of the server from a filter to what redraws the page."""
        return [sum(both) for both in zip(self.fragments, self.figures, strict=True)]

    def redrawn_where(self, searched: bool) -> list[float]:
        """The same of the views that look for words, or of those that do not."""
        pairs = zip(self.redrawn, self.searched, strict=True)
        return [value for value, search in pairs if search == searched]

    @property
    def kilobytes(self) -> float:
        """The largest answer."""
        return max(self.page_kb, self.figure_kb, self.panel_kb, self.fragment_kb)

    @property
    def against_article(self) -> float | None:
        """Time to the first drawing, as a multiple of that of the article's table."""
        if not self.drawn or not self.article_drawn:
            return None
        return ratio(median(self.drawn), median(self.article_drawn))


def measure(browser: Browser, events: int, form: str, folder: Path) -> Figures:
    """All figures of one size."""
    found = Figures(events, text=events < WITHOUT_TEXT)
    file = folder / f"events.{form}"
    _say(f"{events:,} events: making the table")
    generate.write(file, events, found.text)
    found.file = file.stat().st_size / 1e6
    cache = folder / "cache"
    _say("loading it for the first time")
    with serving([file], cache) as first:
        found.cold, found.cold_peak = first.seconds, first.peak()
    _say("loading it again")
    with serving([file], cache) as again, serving([], cache) as article:
        found.warm = again.seconds
        _ask(again, found)
        _say("drawing it")
        _draw(browser, again, article, found)
        found.memory, found.peak = again.memory(), again.peak()
    return found


def _say(words: str) -> None:
    click.echo(words, err=True)


def _ask(app: Served, found: Figures) -> None:
    connection = app.connect()
    page = get(connection, "/")
    panel = f"/panel?event={_an_event(page)}"
    found.page_kb = packed(page)
    found.figure_kb = packed(get(connection, FIGURE))
    found.panel_kb = packed(get(connection, panel, FRAGMENT))
    found.page = median([timed(lambda: get(connection, "/")) for _ in range(20)])
    found.panel = median([timed(lambda: get(connection, panel, FRAGMENT)) for _ in range(20)])
    _filter(connection, found)


def _an_event(page: bytes) -> str:
    """The first event that the page links to. Raises RuntimeError without one."""
    linked = re.search(rb'href="/\?(?:[^"]*&amp;)?event=([a-z0-9-]+)', page)
    if linked is None:
        raise RuntimeError("the page links to no event")
    return linked[1].decode()


def _filter(connection: HTTPConnection, found: Figures) -> None:
    """Ask for random views, one after the other, as the page does: the part, then the figure."""
    for turn, (query, searches) in enumerate(islice(views(1), FILTERS + 5)):
        fragment, part = _asked(connection, f"/?{query}", FRAGMENT)
        figure, drawing = _asked(connection, f"{FIGURE}&{query}", {})
        if turn >= 5:  # what is made for the first question does not count
            found.fragments.append(fragment)
            found.figures.append(figure)
            found.searched.append(searches)
            found.fragment_kb = max(found.fragment_kb, packed(part))
            found.figure_kb = max(found.figure_kb, packed(drawing))


def _asked(
    connection: HTTPConnection, path: str, headers: Mapping[str, str]
) -> tuple[float, bytes]:
    """Milliseconds of an answer, and the answer."""
    begin = time.perf_counter()
    body = get(connection, path, headers)
    return (time.perf_counter() - begin) * 1000, body


def _draw(browser: Browser, app: Served, article: Served, found: Figures) -> None:
    for turn in range(LOADS + 1):
        ours = draw(browser, f"{app.address}/", 60)
        base = draw(browser, f"{article.address}/", 60)
        if turn and ours.drawn and base.drawn:
            found.drawn.append(ours.drawn)
            found.article_drawn.append(base.drawn)
            found.readable += [ours.readable] if ours.readable else []


HEAD = (
    "events",
    "file",
    "first open",
    "next open",
    "memory (most)",
    "page",
    "panel",
    "filter to redrawn p50 / p95",
    "without words p95",
    "with words p95",
    "page / part / figure, gzip",
    "drawn",
    "list readable",
    "drawn / article's",
)


def line(found: Figures) -> list[str]:
    """A line of the table."""
    kilobytes = (found.page_kb, found.fragment_kb, found.figure_kb)
    return [
        f"{found.events:,}" + ("" if found.text else ", no text"),
        number(found.file, " MB"),
        number(found.cold, " s"),
        number(found.warm, " s"),
        f"{number(found.memory)} ({number(found.peak)}) MB",
        number(found.page, " ms"),
        number(found.panel, " ms"),
        f"{number(median(found.redrawn))} / {number(percentile(found.redrawn, 95))} ms",
        *(number(percentile(found.redrawn_where(words), 95), " ms") for words in (False, True)),
        f"{' / '.join(map(number, kilobytes))} kB",
        number(median(found.drawn), " ms") if found.drawn else "–",
        number(median(found.readable), " ms") if found.readable else "–",
        number(found.against_article),
    ]


def aims(found: Figures) -> Iterator[list[str]]:
    """Lines of the table of aims."""
    figures = {
        "drawn": found.against_article,
        "kilobytes": found.kilobytes,
        "p95": percentile(found.redrawn, 95),
        "memory": found.memory,
    }
    more = {1_000_000: AIMS_OF_A_MILLION, 10_000_000: AIMS_OF_TEN}.get(found.events, {})
    for name, (words, most) in (AIMS | more).items():
        value = figures[name]
        yield [f"{found.events:,}", words, number(value), f"{most:g}", verdict(value, most)]


def report(measured: Sequence[Figures]) -> str:
    """The two tables."""
    lines = [row for found in measured for row in aims(found)]
    return "\n\n".join(
        (
            table(HEAD, [line(found) for found in measured]),
            table(("events", "what", "measured", "at most", "aim"), lines),
        )
    )


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, help="Events; repeatable.")
@click.option("--form", default="csv", show_default=True, type=click.Choice(["csv", "parquet"]))
@click.option("--keep", is_flag=True, help="Keep the figures in bench/measured.")
def main(sizes: tuple[int, ...], form: str, keep: bool) -> None:
    """Print what each size takes."""
    measured = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        where = f"{machine()}, Chromium {browser.version}"
        for events in sizes or SIZES:
            with tempfile.TemporaryDirectory() as folder:
                measured.append(measure(browser, events, form, Path(folder)))
        browser.close()
    click.echo(f"{where}\n\n{report(measured)}")
    if keep:
        results.keep("size", where, [asdict(found) for found in measured])


if __name__ == "__main__":
    main()
