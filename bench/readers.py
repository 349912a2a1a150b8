"""Many readers at once, and a new version of the table meanwhile: `python -m bench.readers`.

Each reader is a thread with a connection of its own that opens random views, their figures and
panels, for a bounded time, on this computer only. After a third of the time the file is replaced;
no request may fail, and the new version must be shown in the end.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import click
import numpy as np

from bench import generate, results
from bench.serving import FRAGMENT, Served, get, serving
from bench.size import FIGURE
from bench.timing import machine, median, number, percentile, table
from bench.views import views

GRACE = 240.0
"""Seconds after the readers have stopped in which the new version must be shown."""


@dataclass
class Visits:
    """What the readers saw: milliseconds by route, and what failed, in words."""

    readers: int
    seconds: float
    pause: float
    taken: dict[str, list[float]] = field(default_factory=dict)
    failed: Counter[str] = field(default_factory=Counter)
    swapped: bool = False
    swap_seconds: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, route: str, milliseconds: float) -> None:
        """Note an answer."""
        with self.lock:
            self.taken.setdefault(route, []).append(milliseconds)

    def fail(self, route: str, error: Exception) -> None:
        """Note a request that was not answered as it should be."""
        with self.lock:
            self.failed[f"{route}: {type(error).__name__}: {error}"] += 1

    @property
    def figures(self) -> dict[str, object]:
        """What is kept of them: all but the lock."""
        names = [each.name for each in fields(self) if each.name != "lock"]
        return {name: getattr(self, name) for name in names}

    @property
    def requests(self) -> int:
        """How many were answered."""
        return sum(map(len, self.taken.values()))


def read(app: Served, visits: Visits, seed: int, events: int, until: float) -> None:
    """One reader: a view, its figure, an event of it; then a pause."""
    dice = np.random.default_rng([seed, 1])
    connection = app.connect()
    for query, _ in views(seed):
        event = int(dice.integers(events))
        asked = (
            ("part", f"/?{query}", FRAGMENT),
            ("figure", f"{FIGURE}&{query}", {}),
            ("panel", f"/panel?event=ev-{event:08d}", FRAGMENT),
            ("page", "/", {}),
        )
        # A whole page is opened now and then, the rest are parts of it.
        for route, path, headers in asked[: 4 if dice.random() < 0.2 else 3]:
            if time.monotonic() >= until:
                connection.close()
                return
            connection = _visit(app, connection, visits, (route, path, headers))
        time.sleep(max(0.0, min(dice.exponential(visits.pause), until - time.monotonic())))


def _visit(
    app: Served,
    connection: http.client.HTTPConnection,
    visits: Visits,
    asked: tuple[str, str, dict[str, str]],
) -> http.client.HTTPConnection:
    """Ask once; after a failure with a new connection, so that one failure is one."""
    route, path, headers = asked
    begin = time.perf_counter()
    try:
        get(connection, path, headers)
    except (OSError, RuntimeError, http.client.HTTPException) as error:
        visits.fail(route, error)
        connection.close()
        return app.connect()
    visits.add(route, (time.perf_counter() - begin) * 1000)
    return connection


def version(app: Served) -> str:
    """Which version of the table is shown."""
    connection = app.connect()
    try:
        return str(json.loads(get(connection, "/healthz"))["data"])
    finally:
        connection.close()


def visit(app: Served, visits: Visits, events: int, new: Path, file: Path) -> None:
    """Let the readers read, and replace the file meanwhile."""
    until = time.monotonic() + visits.seconds
    threads = [
        threading.Thread(target=read, args=(app, visits, seed, events, until), daemon=True)
        for seed in range(visits.readers)
    ]
    before = version(app)
    for thread in threads:
        thread.start()
    time.sleep(visits.seconds / 3)
    new.replace(file)
    begin = time.monotonic()
    while time.monotonic() < until + GRACE and not visits.swapped:
        time.sleep(0.5)
        visits.swapped = version(app) != before
    visits.swap_seconds = time.monotonic() - begin if visits.swapped else None
    for thread in threads:
        thread.join(timeout=max(0.0, until - time.monotonic()) + 120)


def report(visits: Visits) -> str:
    """What was asked, how long it took, what failed."""
    rows = [
        [
            route,
            f"{len(taken):,}",
            *(number(value, " ms") for value in (median(taken), *_tails(taken))),
        ]
        for route, taken in sorted(visits.taken.items())
    ]
    shown = (
        f"shown {number(visits.swap_seconds)} s after the file was replaced"
        if visits.swapped
        else "NOT shown"
    )
    failed = "\n".join(f"- {count} x {words}" for words, count in visits.failed.most_common(20))
    return "\n\n".join(
        (
            f"{visits.readers} readers for {visits.seconds:g} s, pausing {visits.pause:g} s on "
            f"average: {visits.requests:,} answers, {visits.failed.total()} errors; the new "
            f"version was {shown}.",
            table(("route", "answers", "p50", "p95", "p99"), rows),
            failed,
        )
    ).rstrip()


def _tails(taken: Sequence[float]) -> tuple[float, float]:
    return percentile(taken, 95), percentile(taken, 99)


@click.command()
@click.option("--events", default=1_000_000, show_default=True)
@click.option("--readers", default=50, show_default=True, type=click.IntRange(1, 200))
@click.option("--seconds", default=90.0, show_default=True, type=click.FloatRange(1, 600))
@click.option("--pause", default=1.0, show_default=True, help="Mean seconds between two views.")
@click.option("--keep", is_flag=True, help="Keep the figures in bench/measured.")
def main(events: int, readers: int, seconds: float, pause: float, keep: bool) -> None:
    """Print how long readers wait and whether any request fails; exit with 1 if one does."""
    visits = Visits(readers, seconds, pause)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "new").mkdir()
        file, new = folder / "events.csv", folder / "new" / "events.csv"
        generate.write(file, events)
        generate.write(new, events, seed=generate.SEED + 1)
        click.echo("loading", err=True)
        with serving([file], folder / "cache") as app:
            click.echo("reading", err=True)
            visit(app, visits, events, new, file)
    click.echo(f"{machine()}\n\n{report(visits)}")
    if keep:
        results.keep("readers", machine(), visits.figures)
    raise SystemExit(1 if visits.failed or not visits.swapped else 0)


if __name__ == "__main__":
    main()
