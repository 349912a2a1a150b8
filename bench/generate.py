"""Makes tables of invented events: `python -m bench.generate 1000000 FILE`.

The skew is that of real tables of conflict: quiet decades, bursts of days, most of it recent; a few
parties in most events and many in few; most dates days, the rest months, years, ranges and open
ends. The same seed gives the same table. Rows stand in no order, which is the harder case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import click
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from bench.invented import TYPES, VERBS, places, sentences, source_rows, speakers, states
from webapp.model.columns import EVENT_NAMES, SOURCE_NAMES

SEED = 20220313
BATCH = 250_000
PARTIES, SOURCES, PLACES, SENTENCES, SPEAKERS = 300, 500, 5_000, 20_000, 2_000
FIRST_YEAR, LAST_YEAR = 1946, 2025
PRECISIONS = {"day": 0.85, "month": 0.07, "year": 0.03, "range": 0.045, "open": 0.005}
BASES = {"stated": 0.7, "resolved": 0.2, "publication": 0.1}
STATUSES = {"reported": 0.6, "claimed": 0.25, "alleged": 0.1, "expected": 0.05}
TYPE_SHARES = dict(
    zip(TYPES, (22, 8, 16, 7, 2, 3, 3, 2, 5, 6, 3, 3, 4, 2, 2, 4, 7, 1), strict=True)
)
Codes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"


@dataclass(frozen=True)
class World:
    """What events are drawn from. `chances` are cumulative, one a day from `first_day`."""

    first_day: int
    chances: np.ndarray[tuple[int], np.dtype[np.float64]]
    parties: pa.Array
    sources: pa.Array
    places: pa.Array
    sentences: pa.Array
    speakers: pa.Array


def make_world(seed: int = SEED) -> World:
    """The same for every number of events."""
    dice = np.random.default_rng([seed, 0])
    first = np.datetime64(f"{FIRST_YEAR}-01-01")
    days = int((np.datetime64(f"{LAST_YEAR + 1}-01-01") - first).astype(int))
    return World(
        int(first.astype(int)),
        np.cumsum(_weights(dice, days)),
        pa.array(states(dice, PARTIES)),
        pa.array([row["source_id"] for row in source_rows(SOURCES)]),
        pa.array(places(dice, PLACES)),
        pa.array(sentences(dice, SENTENCES)),
        pa.array(speakers(dice, SPEAKERS)),
    )


def _weights(dice: np.random.Generator, days: int) -> np.ndarray:
    """Chance of each day: it grows with time, with crises that swell and fade, weekly rests."""
    weights = np.exp(np.linspace(0, 5, days))
    for start in dice.integers(0, days, 60):
        length = int(dice.integers(10, 700))
        tail = np.exp(-np.arange(min(length * 3, days - start)) / length)
        weights[start : start + len(tail)] *= 1 + dice.exponential(4) * tail
    weights *= dice.gamma(3, 1, days)
    weights[np.arange(days) % 7 > 4] *= 0.6
    return np.asarray(weights / weights.sum())


def zipf(dice: np.random.Generator, size: int, most: int, power: float = 1.1) -> Codes:
    """Numbers below `most`, the small ones far more often."""
    ranks = np.arange(1, most + 1) ** -power
    return np.asarray(np.searchsorted(np.cumsum(ranks / ranks.sum()), dice.random(size)))


def one_of(dice: np.random.Generator, size: int, shares: Mapping[str, float]) -> pa.Array:
    """Names by their shares, as text."""
    bounds = np.cumsum(list(shares.values())) / sum(shares.values())
    codes = np.minimum(np.searchsorted(bounds, dice.random(size)), len(shares) - 1)
    return pa.array(list(shares)).take(pa.array(codes))


def batches(events: int, text: bool = True, seed: int = SEED) -> Iterator[pa.Table]:
    """Tables of at most BATCH rows with the columns of the codebook, every cell text."""
    world = make_world(seed)
    for number, first in enumerate(range(0, events, BATCH)):
        dice = np.random.default_rng([seed, events, number])
        yield _batch(world, dice, first, min(BATCH, events - first), text)


def _batch(world: World, dice: np.random.Generator, first: int, size: int, text: bool) -> pa.Table:
    kinds = one_of(dice, size, TYPE_SHARES)
    leading = zipf(dice, size, PARTIES)
    # Distinct from the leading party, and more often than not a common one.
    other = (leading + 1 + zipf(dice, size, PARTIES - 1)) % PARTIES
    third = (other + 1 + zipf(dice, size, PARTIES - 2)) % PARTIES
    third = np.where(third == leading, (third + 1) % PARTIES, third)
    third = np.where(third == other, (third + 2) % PARTIES, third)
    ids = pc.utf8_lpad(pa.array(np.arange(first, first + size)).cast(pa.string()), 8, "0")
    status = one_of(dice, size, STATUSES)
    columns = {
        "event_id": _join("", "ev-", ids),
        "date": _dates(world, dice, size),
        "date_basis": one_of(dice, size, BASES),
        "event_type": kinds,
        "claim_status": status,
        "speaker": _only(pc.not_equal(status, "reported"), _drawn(dice, size, world.speakers)),
        "source_id": _drawn(dice, size, world.sources),
        **_who(world, dice, leading, other, third),
        **_what(world, dice, kinds, leading, other),
    }
    if text:
        columns |= _words(world, dice, size)
    empty = pa.array([""]).take(pa.array(np.zeros(size, np.int8)))
    return pa.table({name: columns.get(name, empty) for name in EVENT_NAMES})


def _drawn(dice: np.random.Generator, size: int, names: pa.Array) -> pa.Array:
    return names.take(pa.array(zipf(dice, size, len(names))))


def _only(mask: pa.Array, cells: pa.Array) -> pa.Array:
    """The cells where the mask holds, elsewhere empty ones."""
    return pc.if_else(mask, cells, "")


def _join(separator: str, *parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, separator)


def _who(
    world: World, dice: np.random.Generator, leading: Codes, other: Codes, third: Codes
) -> dict[str, pa.Array]:
    """Acting parties (one, or two) and those addressed (none, one, or two)."""
    names = [world.parties.take(pa.array(codes)) for codes in (leading, other, third)]
    together, addressed = dice.random(len(leading)) < 0.25, dice.random(len(leading))
    lone = pc.if_else(pa.array(addressed < 0.6), names[1], "")
    both = _join(";", names[1], names[2])
    return {
        "actors": pc.if_else(pa.array(together), _join(";", names[0], names[1]), names[0]),
        "recipients": pc.if_else(
            pa.array(together), names[2], pc.if_else(pa.array(addressed > 0.88), both, lone)
        ),
    }


def _what(
    world: World, dice: np.random.Generator, kinds: pa.Array, leading: Codes, other: Codes
) -> dict[str, pa.Array]:
    """Title, place, and the dead of half the attacks."""
    verbs = pa.array([VERBS[kind] for kind in TYPES])
    verb = verbs.take(pc.index_in(kinds, pa.array(list(TYPES))))
    size = len(leading)
    place = _drawn(dice, size, world.places)
    names = [world.parties.take(pa.array(codes)) for codes in (leading, other)]
    title = _join(" ", names[0], verb, names[1], "near", place)
    killed = pc.and_(pc.equal(kinds, "ASSAULT"), pa.array(dice.random(size) < 0.5))
    dead = pa.array(dice.geometric(0.15, size) - 1).cast(pa.string())
    return {
        "title": title,
        "place": _only(pa.array(dice.random(size) < 0.7), place),
        "fatalities": _only(killed, dead),
    }


def _words(world: World, dice: np.random.Generator, size: int) -> dict[str, pa.Array]:
    """A quote of two sentences, where it stands in its source, and the words that date it."""
    halves = [world.sentences.take(pa.array(dice.integers(0, SENTENCES, size))) for _ in range(2)]
    quote = _join(" ", *halves)
    start = dice.integers(0, 6_000, size)
    end = start + np.asarray(pc.utf8_length(quote))
    dated = pa.array(["", "on that day", "a day later", "earlier this week", "last month"])
    return {
        "quote": quote,
        "quote_start": pa.array(start).cast(pa.string()),
        "quote_end": pa.array(end).cast(pa.string()),
        "date_text": _drawn(dice, size, dated),
    }


def _dates(world: World, dice: np.random.Generator, size: int) -> pa.Array:
    """EDTF as people know dates: mostly a day, else a month, a year, a range, an open end."""
    at = np.searchsorted(world.chances, dice.random(size))
    at = np.minimum(at, len(world.chances) - 1) + world.first_day
    upto = at + dice.integers(1, 30, size)
    day, last = (pa.array(np.datetime_as_string(days.astype("M8[D]"))) for days in (at, upto))
    known = one_of(dice, size, PRECISIONS)
    forms = {
        "month": pc.utf8_slice_codeunits(day, 0, 7),
        "year": pc.utf8_slice_codeunits(day, 0, 4),
        "range": _join("/", day, last),
        "open": pc.if_else(
            pa.array(dice.random(size) < 0.5), _join("", day, "/.."), _join("", "../", day)
        ),
    }
    found = day
    for name, cells in forms.items():
        found = pc.if_else(pc.equal(known, name), cells, found)
    return found


def write_sources(folder: Path) -> None:
    """Write sources.csv, which every table that is made here needs beside it."""
    rows = [{name: row.get(name, "") for name in SOURCE_NAMES} for row in source_rows(SOURCES)]
    pyarrow.csv.write_csv(pa.Table.from_pylist(rows), folder / "sources.csv")


def write_csv(path: Path, events: int, text: bool = True, seed: int = SEED) -> None:
    """Write a table as CSV, and its sources beside it."""
    write_sources(path.parent)
    schema = pa.schema([(name, pa.string()) for name in EVENT_NAMES])
    # Quotation marks only where a cell needs them, as spreadsheets write it.
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    with pyarrow.csv.CSVWriter(path, schema, write_options=options) as file:
        for table in batches(events, text, seed):
            file.write_table(table)


def write_parquet(path: Path, events: int, text: bool = True, seed: int = SEED) -> None:
    """Write a table as Parquet, and its sources beside it."""
    write_sources(path.parent)
    schema = pa.schema([(name, pa.string()) for name in EVENT_NAMES])
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for table in batches(events, text, seed):
            file.write_table(table)


def write(path: Path, events: int, text: bool = True, seed: int = SEED) -> None:
    """Write a table in the form that the file's name says."""
    (write_parquet if path.suffix == ".parquet" else write_csv)(path, events, text, seed)


@click.command()
@click.argument("events", type=click.IntRange(min=1))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--text/--no-text", default=True, show_default=True, help="Quotes too.")
@click.option("--seed", default=SEED, show_default=True)
def main(events: int, file: Path, text: bool, seed: int) -> None:
    """Write EVENTS invented events to FILE (.csv or .parquet), and sources.csv beside it."""
    write(file, events, text, seed)


if __name__ == "__main__":
    main()
