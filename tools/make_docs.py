"""Writes the documents that are made from the code: `python -m tools.make_docs`.

docs/data-format.md comes from the columns and the vocabulary, docs/command-line.md from the
commands, settings and arguments. `tests/test_repo.py` fails when one of them is behind the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from webapp.cli import commands
from webapp.model import vocabulary as words
from webapp.model.columns import EVENT_COLUMNS, EXPORT_NOTE, SOURCE_COLUMNS, Column
from webapp.model.dates import EventDate, parse_date
from webapp.model.days import iso
from webapp.query.args import ARGUMENT_HELP, FACETS
from webapp.web.config import PREFIX, SETTING_HELP

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- Made by `make docs` from the code. Changes made here are lost. -->\n"
DATES = (
    ("on 13 March 2022", "2022-03-13"),
    ("in March 2022", "2022-03"),
    ("in 1986", "1986"),
    ("about 2 March 2022", "2022-03-02~"),
    ("perhaps in 1986", "1986?"),
    ("from 24 February to 2 March 2022", "2022-02-24/2022-03-02"),
    ("in early 2022", "2022-01/2022-04~"),
    ("before 14 March 2022", "../2022-03-13"),
    ("since 2014", "2014/.."),
    ("in the 2010s", "201X"),
    ("in 44 BC", "-0043"),
    ("nothing that dates it", "XXXX"),
)

DATA_INTRODUCTION = """# Data format

A dataset is two tables in CSV (RFC 4180, UTF-8, with a header row): one of events, by default
`data/events.csv`, and beside it `sources.csv`. Columns may stand in any order; optional ones may
be absent; columns that are not listed here are kept and exported but not shown. What breaks a
rule is reported with line, column and value, by the app and by `python run.py check`: a row whose
required cells cannot be used is left out, everything else is kept.

"""
DATES_TEXT = """Dates are written in EDTF (ISO 8601-2, levels 0 and 1) and claim no more than the
source does. A month stays a month; nobody fills in a day. Times of day are not taken, nor dates
whose order of day and month would have to be guessed. Years before 1 are counted as astronomers
do: `0000` is 1 BC.

"""
COMPUTED = """`parties` (actors and recipients), `quad_class`, `earliest`, `latest`, `precision`
and `approximate` are computed and never stored. Our own CSV exports have one more column,
`{note}`, which says what the file holds; such a file loads again as it is.

"""
OFFSETS = """## Quotes and offsets

`quote_start` and `quote_end` count the characters (Unicode code points) of the *normalised text*
of the source: decoded as UTF-8, Unicode NFC, line ends as LF, every other white-space character
as one ordinary space. `text[quote_start:quote_end]` is the quote, exactly. `text_length` and
`text_sha256` in `sources.csv` belong to the same text, so that whoever has the document can tell
whether it is the same version: `python run.py check --article FILE`. The document itself is not
part of the data.
"""
COMMAND_INTRODUCTION = """# Command line, settings and addresses

`python run.py` takes a command and its options. Without a command it serves the timeline, so that
`python run.py my-events.csv --open` is enough.

"""
SETTINGS_TEXT = """## Settings

Environment variables; what the command line says goes first.

"""
ARGUMENTS_TEXT = """## Arguments of the page

The address holds the whole view: copy it and somebody else sees the same. The exports take the
same arguments. {facets} may be repeated: values of one name are alternatives, different names
narrow each other down.

"""


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table and a blank line."""
    lines = [list(header), ["---"] * len(list(header)), *map(list, rows)]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`"


def _columns(columns: Iterable[Column]) -> str:
    rows = ((_code(c.name), "yes" if c.required else "", c.form, c.help) for c in columns)
    return table(("column", "required", "form", "meaning"), rows)


def _bounds(date: EventDate) -> str:
    ends = (date.earliest, date.latest)
    first, last = ("open" if end is None else iso(end) for end in ends)
    return first if first == last else f"{first} to {last}"


def _date_row(said: str, notation: str) -> tuple[str, ...]:
    date = parse_date(notation)
    return said, _code(notation), date.caption, date.precision, _bounds(date)


def data_format() -> str:
    """docs/data-format.md"""
    types = (
        (_code(t.code), t.label, words.QUAD_BY_KEY[t.quad_class].label, t.definition)
        for t in words.EVENT_TYPES
    )
    statuses = ((_code(s.code), s.definition) for s in words.CLAIM_STATUSES)
    bases = ((_code(b.code), b.definition) for b in words.DATE_BASES)
    dates = (_date_row(*example) for example in DATES)
    return "".join(
        (
            NOTE + DATA_INTRODUCTION,
            "## Events\n\n" + _columns(EVENT_COLUMNS) + COMPUTED.format(note=EXPORT_NOTE),
            "## Sources\n\n" + _columns(SOURCE_COLUMNS),
            "## Dates\n\n" + DATES_TEXT,
            table(("the source says", "date", "shown as", "precision", "days"), dates),
            "### Date basis: how the date is known\n\n" + table(("basis", "meaning"), bases),
            "## Event types\n\n",
            "After PLOVER 2.0, with two types more that a news article needs.\n\n",
            table(("type", "label", "class", "meaning"), types),
            "## Claim status: who vouches for it\n\n" + table(("status", "meaning"), statuses),
            OFFSETS,
        )
    )


def _option(parameter: click.Parameter, context: click.Context) -> tuple[str, str]:
    """Name and help of an option or an argument, as click shows them."""
    record = parameter.get_help_record(context)
    return (_code(record[0]), record[1]) if record else (_code(parameter.make_metavar(context)), "")


def _command(command: click.Command, before: str = "") -> str:
    context = click.Context(command, info_name=command.name)
    name = f"{before} {command.name}".strip()
    help_text = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    usage = f"python run.py {name} {' '.join(command.collect_usage_pieces(context))}"
    rows = (_option(p, context) for p in command.get_params(context) if isinstance(p, click.Option))
    text = f"{'###' if before else '##'} {name}\n\n    {usage}\n\n{help_text}\n\n"
    if isinstance(command, click.Group):
        return text + "".join(_command(part, name) for part in command.commands.values())
    return text + table(("option", "meaning"), rows)


def command_line() -> str:
    """docs/command-line.md"""
    settings = ((_code(PREFIX + name), text) for name, text in SETTING_HELP.items())
    arguments = ((_code(name), text) for name, text in ARGUMENT_HELP.items())
    facets = ", ".join(map(_code, FACETS))
    return (
        "".join(
            (
                NOTE + COMMAND_INTRODUCTION,
                *map(_command, commands.commands.values()),
                SETTINGS_TEXT + table(("variable", "meaning"), settings),
                ARGUMENTS_TEXT.format(facets=facets) + table(("argument", "meaning"), arguments),
            )
        ).rstrip()
        + "\n"
    )


MADE = {"data-format.md": data_format, "command-line.md": command_line}


def main() -> None:
    """Write every document."""
    for name, make in MADE.items():
        (DOCS / name).write_text(make(), "utf-8")


if __name__ == "__main__":
    main()
