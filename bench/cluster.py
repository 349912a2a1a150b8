"""How a table in parts grows with its parts and with the workers: `python -m bench.cluster`.

Each figure is the median of `REPEATS` answers in one run: the counts that a page needs (matching
events, every filter, spans) and one page of rows, for a table of a million events by default.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import click

from bench.generate import write_csv
from tools.cluster import Cluster
from webapp.query.args import Filters
from webapp.query.cluster import ClusterRunner
from webapp.query.parts import HereRunner, PartedDataset, Runner
from webapp.store.partition import partition
from webapp.store.parts import read_manifest

REPEATS = 7
PARTS = (4, 16, 64)
WORKERS = (1, 2)


@click.command()
@click.option("--events", default=1_000_000, show_default=True)
def main(events: int) -> None:
    """Print milliseconds by number of parts and workers."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_csv(folder / "events.csv", events, text=False)
        click.echo(f"{events:,} events; median of {REPEATS} answers in milliseconds")
        click.echo(f"{'parts':>8} {'here':>8} " + " ".join(f"{n:>3} worker" for n in WORKERS))
        for parts in PARTS:
            place = folder / f"parts-{parts}"
            partition([folder / "events.csv"], place, rows=max(events // parts, 10))
            count = len(read_manifest(place).parts)
            times = [_median(place, HereRunner())]
            times += [_on_cluster(folder, place, workers) for workers in WORKERS]
            click.echo(f"{count:>8} " + " ".join(f"{ms:>10.0f}" for ms in times))


def _on_cluster(folder: Path, place: Path, workers: int) -> float:
    cluster = Cluster(folder, workers)
    try:
        runner = ClusterRunner(cluster.address)
        median = _median(place, runner)
        runner.close()
        return median
    finally:
        cluster.stop()


def _median(place: Path, runner: Runner) -> float:
    """The median time of an answer; the first ones, which open the parts, do not count."""
    table = PartedDataset(read_manifest(place), runner)
    party = table.party_names[0]
    taken = []
    for number in range(REPEATS + 3):
        filters = Filters(party=(party,), first_day=number)
        begin = time.perf_counter()
        chosen = table.select(filters)
        table.records(chosen.slice(0, 200))
        if number >= 3:
            taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
