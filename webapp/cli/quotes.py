"""Comparing every quote of a table with the text that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from webapp.model import text as texts
from webapp.model.problems import InputError, Problem
from webapp.store.dataset import Dataset


@dataclass(frozen=True)
class Compared:
    """What became of the comparison: which source the text is, how many quotes were compared."""

    article: str
    source_id: str
    quotes: int
    problems: tuple[Problem, ...]


def read_article(path: Path) -> str:
    """The normalised text of an article. Raises InputError when it cannot be read as UTF-8."""
    try:
        return texts.decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def compare(dataset: Dataset, sources_file: str, path: Path) -> Compared:
    """Every quote of the source whose text `path` holds, compared with it.

    Raises InputError when the text cannot be read.
    """
    text = read_article(path)
    source = _source_of(dataset.sources, text)
    if source is None:
        message = (
            "this text has the recorded length and hash of none of the sources, "
            "so no quote was compared with it"
        )
        return Compared(path.name, "", 0, (Problem(path.name, 0, "", "", message),))
    rows = dataset.events[dataset.events["source_id"] == source["source_id"]]
    rows = rows[rows["quote_start"].notna() & rows["quote_end"].notna() & (rows["quote"] != "")]
    problems = (*_text_problems(sources_file, source, text), *_quotes(dataset.name, rows, text))
    return Compared(path.name, source["source_id"], len(rows), problems)


def _source_of(sources: pd.DataFrame, text: str) -> dict[str, str] | None:
    """The source whose hash the text has; else the one with its length; else the only one."""
    for column, value in (("text_sha256", texts.sha256(text)), ("text_length", str(len(text)))):
        found = sources[sources[column].str.lower() == value]
        if len(found) == 1:
            return _record(found)
    return _record(sources) if len(sources) == 1 else None


def _record(sources: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(value) for name, value in sources.iloc[0].items()}


def _text_problems(file: str, source: dict[str, str], text: str) -> Iterator[Problem]:
    """Length and hash as recorded against those of the text. An empty cell claims nothing."""
    actual = {"text_length": str(len(text)), "text_sha256": texts.sha256(text)}
    for column, value in actual.items():
        recorded = source[column]
        if recorded and recorded.lower() != value:
            message = (
                f"the text given for {source['source_id']} has {value}; is it another version?"
            )
            yield Problem(file, 0, column, recorded, message)


def _quotes(file: str, rows: pd.DataFrame, text: str) -> Iterator[Problem]:
    columns = (rows[name] for name in ("line", "quote", "quote_start", "quote_end"))
    for line, quote, start, end in zip(*columns, strict=True):
        message = texts.quote_problem(text, str(quote), int(start), int(end))
        if message:
            yield Problem(file, int(line), "quote", str(quote), message, "warning")
