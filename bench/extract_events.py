"""Scores extraction against hand-coded tables: `python -m bench.extract_events DIR`.

DIR holds `NAME.txt` beside `NAME.csv` (columns of events.csv). The publication date comes from
`NAME.source.csv` or `sources.csv` beside it, or from `--published`. A single pair is scored with
`--text FILE --events FILE`.

Proposals and coded events are matched one to one by what they highlight: leniently where half of
the shorter passage is covered, strictly where intersection over union is at least a half and the
type is right. Fields are compared on the lenient matches.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.assignment import assign
from webapp.extract.article import extract_article
from webapp.extract.base import Proposal, Span
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError
from webapp.model.text import normalise

FIELDS = ("type", "date", "date overlaps", "basis", "actors", "recipients", "status", "speaker")
_TITLES = re.compile(
    r"the|an?|m(?:r|s|rs)|dr|gen|brig|col|lt|maj|capt|sgt|president|minister|secretary|bishop"
)


@dataclass(frozen=True)
class Coded:
    """An event of the gold table: what it highlights and its cells."""

    span: Span
    cells: dict[str, str]


@dataclass
class Score:
    """Counts of one article, or of several added up."""

    gold: int = 0
    found: int = 0
    lenient: int = 0
    strict: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    parties_gold: int = 0
    parties_found: int = 0
    parties_right: int = 0

    def add(self, other: Score) -> None:
        """Count another article in."""
        for name in ("gold", "found", "lenient", "strict"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("parties_gold", "parties_found", "parties_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in FIELDS:
            self.right[name] += other.right[name]


@dataclass(frozen=True)
class Scored:
    """One article with its score and what was matched with what, for `--errors`."""

    name: str
    text: str
    score: Score
    pairs: tuple[tuple[Coded, Proposal], ...]
    missed: tuple[Coded, ...]
    extra: tuple[Proposal, ...]


def covered(one: Span, other: Span) -> float:
    """The share of the shorter span that the other one covers."""
    shorter = min(one.end - one.start, other.end - other.start)
    return _shared(one, other) / shorter if shorter else 0.0


def overlap(one: Span, other: Span) -> float:
    """Intersection over union."""
    shared = _shared(one, other)
    union = (one.end - one.start) + (other.end - other.start) - shared
    return shared / union if union else 0.0


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def match(gold: Sequence[Coded], found: Sequence[Proposal], strict: bool) -> list[tuple[int, int]]:
    """Pairs of positions (coded, proposed): as many as can be, the closest ones; on ties those
    of the same type."""
    weights = [[_weight(coded, proposal, strict) for proposal in found] for coded in gold]
    return [(row, column) for row, column in assign(weights) if weights[row][column] > 0]


def _weight(coded: Coded, proposal: Proposal, strict: bool) -> float:
    near = overlap(coded.span, proposal.clause)
    same = coded.cells["event_type"] == proposal.value("event_type")
    if strict:
        return 1 + near / 1000 if near >= 0.5 and same else 0.0
    if covered(coded.span, proposal.clause) < 0.5:
        return 0.0
    return 1 + near / 100 + same / 50


def compare(coded: Coded, proposal: Proposal) -> dict[str, bool]:
    """Which fields of a match are right."""
    cells, value = coded.cells, proposal.value
    return {
        "type": cells["event_type"] == value("event_type"),
        "date": cells["date"] == value("date"),
        "date overlaps": dates_overlap(cells["date"], value("date")),
        "basis": cells["date_basis"] == value("date_basis"),
        "actors": names(cells["actors"]) == names(value("actors")),
        "recipients": names(cells["recipients"]) == names(value("recipients")),
        "status": cells["claim_status"] == value("claim_status"),
        "speaker": same_speaker(cells["speaker"], value("speaker")),
    }


def names(cell: str) -> frozenset[str]:
    """The parties of a cell, compared without case and articles."""
    parts = (re.sub(r"^the ", "", name.strip().casefold()) for name in cell.split(";"))
    return frozenset(name for name in parts if name)


def dates_overlap(one: str, other: str) -> bool:
    """Whether two EDTF dates share a day."""
    try:
        first, second = parse_date(one), parse_date(other)
    except DateError:
        return False
    return first.overlaps(second.earliest, second.latest)


def same_speaker(one: str, other: str) -> bool:
    """Whether two speakers are the same: the same words, or the same last one (the surname)."""
    first, second = _speaker_words(one), _speaker_words(other)
    if not first or not second:
        return not first and not second
    return first == second or first[-1] == second[-1]


def _speaker_words(name: str) -> list[str]:
    words = re.findall(r"[\w’'-]+", name.replace("’s ", " ").replace("'s ", " ").casefold())
    return [word for word in words if not _TITLES.fullmatch(word)]


def score(name: str, text: str, gold: Sequence[Coded], published: str) -> Scored:
    """Extract one article and compare. Raises InputError without the parser."""
    found = extract_article(text, published).proposals
    pairs = match(gold, found, strict=False)
    result = Score(len(gold), len(found), len(pairs), len(match(gold, found, strict=True)))
    matched = tuple((gold[row], found[column]) for row, column in pairs)
    for coded, proposal in matched:
        _count(result, coded, proposal)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    missed = tuple(coded for row, coded in enumerate(gold) if row not in rows)
    extra = tuple(proposal for column, proposal in enumerate(found) if column not in columns)
    return Scored(name, text, result, matched, missed, extra)


def _count(result: Score, coded: Coded, proposal: Proposal) -> None:
    for field_name, right in compare(coded, proposal).items():
        result.right[field_name] += right
    both = ("actors", "recipients")
    wanted = frozenset().union(*(names(coded.cells[column]) for column in both))
    given = frozenset().union(*(names(proposal.value(column)) for column in both))
    result.parties_gold += len(wanted)
    result.parties_found += len(given)
    result.parties_right += len(wanted & given)


def read_gold(path: Path, text: str) -> list[Coded]:
    """The coded events of a table, each with its place in the text.

    Raises InputError for a quote that the text does not have.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]
    return [Coded(_place(path, row, text), {**_EMPTY, **row}) for row in rows if row.get("quote")]


_EMPTY = dict.fromkeys(
    ("event_type", "date", "date_basis", "actors", "recipients", "claim_status", "speaker"), ""
)


def _place(path: Path, row: dict[str, str], text: str) -> Span:
    """Where a quote stands: at its offsets if they are right, else nearest to them."""
    quote = normalise(row["quote"])
    start = int(row["quote_start"]) if row.get("quote_start", "").isdigit() else 0
    places = [found.start() for found in re.finditer(re.escape(quote), text)]
    if not places:
        raise InputError(f"{path.name}: the text has no passage {quote[:60]!r}")
    nearest = min(places, key=lambda place: abs(place - start))
    return Span(nearest, nearest + len(quote))


def published_of(text_file: Path) -> str:
    """The publication date in the source row of a text; empty where there is none."""
    beside = text_file.with_suffix(".source.csv")
    table = beside if beside.exists() else text_file.with_name("sources.csv")
    if not table.exists():
        return ""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    own = [row for row in rows if row.get("source_id") == text_file.stem]
    chosen = own or (rows if len(rows) == 1 else [])
    return (chosen[0].get("published") or "") if chosen else ""


def pairs_of(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Every text of a folder that has a table beside it."""
    for text in sorted(folder.glob("*.txt")):
        table = text.with_suffix(".csv")
        if table.exists():
            yield text, table


def run(pairs: Iterable[tuple[Path, Path]], published: str | None) -> Iterator[Scored]:
    """Score each text with its table. `published` stands in for every source row."""
    for text_file, table in pairs:
        text = normalise(text_file.read_text(encoding="utf-8-sig"))
        date = published_of(text_file) if published is None else published
        yield score(text_file.stem, text, read_gold(table, text), date)


def lines(name: str, result: Score) -> Iterator[str]:
    """The figures of one article, or of all."""
    yield f"{name}: {result.gold} coded, {result.found} proposed, {result.lenient} matched"
    for kind, count in (("lenient", result.lenient), ("strict", result.strict)):
        yield "  " + kind + " " + _figures(count, result.found, result.gold)
    matched = result.lenient or 1
    parts = (f"{field_name} {result.right[field_name] / matched:.2f}" for field_name in FIELDS)
    yield "  of the matched: " + ", ".join(parts)
    yield "  parties " + _figures(result.parties_right, result.parties_found, result.parties_gold)


def _figures(right: int, found: int, gold: int) -> str:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return f"P {precision:.2f} R {recall:.2f} F1 {f1:.2f}"


def errors(scored: Scored) -> Iterator[str]:
    """What was missed, proposed beyond the table, or has a wrong field."""
    for coded in scored.missed:
        yield f"  MISSED {coded.cells['event_type']}: {coded.span.of(scored.text)}"
    for proposal in scored.extra:
        yield f"  EXTRA {proposal.value('event_type')}: {proposal.clause.of(scored.text)}"
    for coded, proposal in scored.pairs:
        wrong = [name for name, right in compare(coded, proposal).items() if not right]
        near = overlap(coded.span, proposal.clause)
        if wrong or near < 0.5:
            yield f"  ({near:.2f}) {coded.span.of(scored.text)}"
        if near < 0.5:
            yield f"      proposed: {proposal.clause.of(scored.text)}"
        for name in wrong:
            if name != "date overlaps":
                column = _COLUMN.get(name, name)
                yield f"      {name}: {coded.cells[column]!r} was {proposal.value(column)!r}"


_COLUMN = {"type": "event_type", "basis": "date_basis", "status": "claim_status"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores. Ends with a message where something cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR")
    parser.add_argument("--text", type=Path, help="a single text, with --events")
    parser.add_argument("--events", type=Path, help="the hand-coded table of --text")
    parser.add_argument("--published", help="publication date (EDTF) of every text")
    parser.add_argument("--errors", action="store_true", help="list what is not as coded")
    given = parser.parse_args(arguments)
    if bool(given.folder) == bool(given.text and given.events):
        parser.error("give a folder, or --text with --events")
    pairs = list(pairs_of(given.folder)) if given.folder else [(given.text, given.events)]
    if not pairs:
        parser.error(f"{given.folder} holds no NAME.txt beside a NAME.csv")
    total = Score()
    try:
        for scored in run(pairs, given.published):
            total.add(scored.score)
            print(*lines(scored.name, scored.score), sep="\n")
            if given.errors:
                print(*errors(scored), sep="\n")
    except (InputError, OSError) as error:
        sys.exit(f"Error: {error}")
    if len(pairs) > 1:
        print(*lines("all", total), sep="\n")


if __name__ == "__main__":
    main()
