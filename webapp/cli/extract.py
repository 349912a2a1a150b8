"""`extract`: what an article tells, as proposed events."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from webapp.articles.base import LIMITS, ReadArticle
from webapp.articles.read import read_article
from webapp.cli.say import CannotRead, plain, say
from webapp.extract.article import Extraction, extract_article
from webapp.extract.base import Proposal, Span
from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE, ID_PATTERN
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE
from webapp.store.formulas import escape_formula
from webapp.workspace.naming import slug

UNREVIEWED = "proposed, not reviewed: compare each with the article before it is used"
WIDTH = 96
ENOUGH = LIMITS.upload_bytes + 1
"""Bytes that are read: one more than an article may have tells that it is too large."""


@click.command(short_help="Propose events from an article.")
@click.argument("article", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--published", default="", metavar="DATE", help="Date of publication (EDTF).")
@click.option("--source-id", default="", metavar="ID", help="Its source_id. [default: the file]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    help="A list to read, a table, or everything with its evidence. [default: text; csv with -o]",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write to a file.")
def extract(
    article: Path, published: str, source_id: str, form: str | None, out: Path | None
) -> None:
    """Propose the events of ARTICLE: a .txt, .html, .docx or .pdf file, or - for standard input.

    The date of publication is guessed from the article where none is given. All is worked out on
    this computer. Proposals are not reviewed. Ends with 0, or with 2 if the article cannot be read.
    """
    if source_id and not re.fullmatch(ID_PATTERN, source_id):
        raise CannotRead(
            f"--source-id {source_id!r} must be 3 to 64 of the characters a-z, 0-9, -."
        )
    read = _read(article)
    date = _published(published, read)
    for notice in read.notices:
        click.echo(plain(f"Note: {notice}"), err=True)
    found = _extracted(read, date)
    source = source_id or slug("" if str(article) == "-" else article.stem, "article")
    form = form or ("csv" if out else "text")
    text = _FORMS[form](found, source, date)
    if out:
        _write(out, text)
        say(f"{out}: {_count(found.proposals)} {UNREVIEWED}.")
    else:
        _print(text)
        if form != "text":
            click.echo(plain(f"{_count(found.proposals)} {UNREVIEWED}."), err=True)


def _read(article: Path) -> ReadArticle:
    """The article of a file or of standard input. Raises CannotRead."""
    try:
        if str(article) == "-":
            return read_article(sys.stdin.buffer.read(ENOUGH), "Standard input")
        with article.open("rb") as file:
            return read_article(file.read(ENOUGH), article.name)
    except OSError as error:
        raise CannotRead(f"{article} cannot be read: {error.strerror or error}.") from error
    except InputError as error:
        raise CannotRead(str(error)) from error


def _published(given: str, read: ReadArticle) -> str:
    """The date of publication: as given, else as guessed, else unknown; says which."""
    if given:
        try:
            parse_date(given)
        except DateError as error:
            raise CannotRead(f"--published {given!r} {error}") from error
        return given
    guess = read.fields.get("published")
    if guess is None:
        words = "The article does not say when it was published; --published DATE tells it."
    else:
        words = f"Published {guess.value}: {guess.why}; --published DATE says otherwise."
    click.echo(plain(f"Note: {words}"), err=True)
    return guess.value if guess else ""


def _extracted(read: ReadArticle, published: str) -> Extraction:
    try:
        return extract_article(read.text, published)
    except InputError as error:
        raise CannotRead(str(error)) from error


def _print(text: str) -> None:
    """On a terminal nothing that could drive it; to another program every character as it is."""
    if sys.stdout.isatty():
        lines = re.split(r"\r?\n", text.rstrip("\r\n"))
        text = "".join(f"{plain(line)}\n" for line in lines)
    click.echo(text.encode("utf-8"), nl=False)


def _write(out: Path, text: str) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise CannotRead(f"{out} cannot be written: {error.strerror or error}.") from error


def _count(proposals: Sequence[Proposal]) -> str:
    return f"{len(proposals):,} event{'' if len(proposals) == 1 else 's'}"


def event_ids(proposals: Sequence[Proposal]) -> Iterator[str]:
    """An identifier for each, made from its date and title; none twice."""
    used: set[str] = set()
    for proposal in proposals:
        stem = slug(f"{proposal.value('date')} {proposal.value('title')}", "event")[:56].strip("-")
        name, number = stem, 2
        while name in used:
            name, number = f"{stem}-{number}", number + 1
        used.add(name)
        yield name


def rows(proposals: Sequence[Proposal], source_id: str) -> Iterator[dict[str, str]]:
    """The proposals in the columns of events.csv."""
    for event_id, proposal in zip(event_ids(proposals), proposals, strict=True):
        cells = {name: proposal.value(name) for name in EVENT_NAMES}
        yield {**cells, "event_id": event_id, "source_id": source_id}


def _as_csv(found: Extraction, source_id: str, published: str) -> str:
    """As our other exports: no cell is a formula, and the note in the first row says what it is."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*EVENT_NAMES, EXPORT_NOTE])
    note = f"{UNREVIEWED[0].upper()}{UNREVIEWED[1:]}"
    for row in rows(found.proposals, source_id):
        writer.writerow([*map(escape_formula, row.values()), note])
        note = ""
    return file.getvalue()


def _as_json(found: Extraction, source_id: str, published: str) -> str:
    text = found.document.text
    cells = rows(found.proposals, source_id)
    proposed = [
        {
            "event": row,
            "clause": asdict(proposal.clause),
            "sentence": {**asdict(proposal.sentence), "text": proposal.sentence.of(text)},
            "evidence": {name: asdict(found) for name, found in proposal.fields.items()},
        }
        for row, proposal in zip(cells, found.proposals, strict=True)
    ]
    whole: dict[str, Any] = {"reviewed": False, "published": published, "proposals": proposed}
    return json.dumps(whole, indent=2).replace("\x7f", "\\u007f") + "\n"


def _as_text(found: Extraction, source_id: str, published: str) -> str:
    lines = [f"{_count(found.proposals)} {UNREVIEWED}."]
    for proposal in found.proposals:
        lines += ["", *_lines(proposal, found.document.text)]
    return "".join(f"{plain(line)}\n" for line in lines)


def _lines(proposal: Proposal, text: str) -> Iterator[str]:
    value = proposal.value
    kind, status = TYPE_BY_CODE[value("event_type")], STATUS_BY_CODE[value("claim_status")]
    basis = value("date_basis")
    because = f"{basis}: {value('date_text')!r}" if value("date_text") else basis
    yield f"{value('date')}  {value('title')}"
    yield f"    {kind.label}, {status.label.lower()}; date {because}"
    if value("actors") or value("recipients"):
        yield f"    {value('actors') or '?'} -> {value('recipients') or '?'}"
    if value("speaker"):
        role = value("speaker_role")
        yield f"    speaker: {value('speaker')}{f', {role}' if role else ''}"
    if value("place") or value("fatalities"):
        parts = (value("place"), value("fatalities") and f"{value('fatalities')} dead")
        yield f"    {', '.join(part for part in parts if part)}"
    yield from textwrap.wrap(
        _quoted(proposal.clause, text),
        WIDTH - 4,
        initial_indent="    | ",
        subsequent_indent="    | ",
    )


def _quoted(clause: Span, text: str) -> str:
    return clause.of(text)


_FORMS: dict[str, Callable[[Extraction, str, str], str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": _as_json,
}
