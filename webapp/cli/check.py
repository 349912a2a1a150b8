"""`check`: everything that is wrong with a table, and what it holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import numpy as np
import pandas as pd

from webapp.cli.quotes import Compared, compare
from webapp.cli.say import CannotRead, configured, say
from webapp.model.dates import PRECISIONS
from webapp.model.problems import InputError, Problem
from webapp.model.vocabulary import BASIS_BY_CODE, STATUS_BY_CODE, TYPE_BY_CODE
from webapp.store.dataset import Dataset
from webapp.store.load import load_tables, sources_path
from webapp.web.config import load_options

Counts = dict[str, int]
FILE = click.Path(path_type=Path)


@click.command()
@click.argument("events", nargs=-1, type=FILE)
@click.option("--sources", type=FILE, help="Table of sources. [default: sources.csv beside EVENTS]")
@click.option("--mapping", type=FILE, help="Mapping of a table of unknown format.")
@click.option("--article", type=FILE, help="Text to compare the quotes with (UTF-8).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def check(
    events: tuple[Path, ...],
    sources: Path | None,
    mapping: Path | None,
    article: Path | None,
    as_json: bool,
) -> None:
    """Check the table EVENTS (by default the one that the app shows).

    Every problem is printed: file, line, column, value and what would be right. With --article,
    every quote is compared with the text that it comes from. Ends with 0 if nothing is wrong, 1 if
    something is, 2 if a file cannot be read at all.
    """
    try:
        report = _report(events, sources, mapping, article)
    except (InputError, CannotRead) as error:
        if not as_json:
            raise CannotRead(str(error)) from error
        _print_json({"ok": False, "error": str(error)})
        sys.exit(2)
    if as_json:
        _print_json(report)
    else:
        _print_lines(report)
    sys.exit(0 if report["ok"] else 1)


def _report(
    events: tuple[Path, ...], sources: Path | None, mapping: Path | None, article: Path | None
) -> dict[str, Any]:
    """What `--json` prints, with `problems` as Problem. Raises InputError."""
    found = configured({"EVENTS": events, "SOURCES": sources, "MAPPING": mapping})
    options = load_options(found)
    dataset = load_tables(found["EVENTS"], options)
    described = sources_path(found["EVENTS"], options)
    compared = compare(dataset, described.name, article) if article else None
    problems = [*dataset.problems, *(compared.problems if compared else ())]
    return {
        "ok": not problems,
        "events_file": ", ".join(map(str, found["EVENTS"])),
        "sources_file": str(described),
        "title": dataset.title,
        "span": dataset.span,
        "events": len(dataset),
        "article": _article(compared),
        "counts": counts(dataset),
        "problems": problems,
    }


def _article(compared: Compared | None) -> dict[str, object] | None:
    if compared is None:
        return None
    wrong = sum(problem.column == "quote" for problem in compared.problems)
    return {
        "file": compared.article,
        "source_id": compared.source_id,
        "quotes_compared": compared.quotes,
        "quotes_wrong": wrong,
    }


def counts(dataset: Dataset) -> dict[str, Counts]:
    """How many events there are of each type, status and so on, in a fixed order."""
    events, parties = dataset.events, dataset.parties
    each = np.bincount(parties.codes, minlength=parties.combinations)
    members = parties.counts(each).tolist()
    return {
        "type": _count(events["event_type"], TYPE_BY_CODE),
        "claim status": _count(events["claim_status"], STATUS_BY_CODE),
        "date precision": _count(events["precision"], PRECISIONS),
        "date basis": _count(events["date_basis"], BASIS_BY_CODE),
        "party": dict(zip(parties.names, members, strict=True)),
        "source": _count(events["source_id"], events["source_id"].cat.categories),
    }


def _count(cells: pd.Series, order: Iterable[str]) -> Counts:
    numbers = cells.astype("str").value_counts()
    return {value: int(numbers[value]) for value in order if value in numbers}


def _print_json(report: dict[str, Any]) -> None:
    """ASCII only, and DEL spelled out, so that no cell reaches the terminal as it is."""
    text = json.dumps(report, indent=2, default=Problem.as_dict)
    click.echo(text.replace("\x7f", "\\u007f"))


def _print_lines(report: dict[str, Any]) -> None:
    for problem in report["problems"]:
        say(str(problem))
    if report["problems"]:
        say("")
    say(f"{report['title']}: {_number(report['events'], 'event')}, {report['span']}")
    for name, found in report["counts"].items():
        listed = ", ".join(f"{value} {number}" for value, number in found.items())
        say(f"  by {name}: {listed or 'none'}")
    article = report["article"]
    if article:
        right = article["quotes_compared"] - article["quotes_wrong"]
        of = f"{right} of {_number(article['quotes_compared'], 'quote')}"
        say(f"  compared with {article['file']}: {of} stand there word for word")
    problems = _number(len(report["problems"]), "problem")
    say("No problems." if report["ok"] else f"{problems}.")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
