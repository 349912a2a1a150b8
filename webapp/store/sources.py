"""Reading `sources.csv`: what the events rest on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from webapp.model.columns import ID_PATTERN, SOURCE_NAMES
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError, Problem
from webapp.store.csvfile import MAX_BYTES, read_csv
from webapp.store.formulas import plain_columns


def empty_sources() -> pd.DataFrame:
    """A table of sources without rows."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in SOURCE_NAMES}).set_index(
        "source_id", drop=False
    )


def load_sources(path: Path, max_bytes: int = MAX_BYTES) -> tuple[pd.DataFrame, list[Problem], str]:
    """Sources by `source_id` as text, problems, and a digest of the file.

    A missing or unreadable file gives no sources and one problem: the events are still worth
    showing.
    """
    try:
        raw = read_csv(path, max_bytes)
    except InputError as error:
        return empty_sources(), [Problem(path.name, 0, "", "", str(error), "warning")], ""
    problems = list(raw.problems)
    if "source_id" not in raw.columns:
        problems.append(Problem(path.name, 1, "source_id", "", "the column is missing", "warning"))
        return empty_sources(), problems, raw.digest
    table = pd.DataFrame(plain_columns(raw.columns), dtype="str")
    for name in SOURCE_NAMES:
        if name not in table:
            table[name] = ""
    good = []
    seen: set[str] = set()
    rows = zip(*(table[name] for name in SOURCE_NAMES), strict=True)
    for line, cells in zip(raw.lines, rows, strict=True):
        row = dict(zip(SOURCE_NAMES, cells, strict=True))
        found = list(row_problems(path.name, line, row, seen))
        problems += found
        good.append(not any(problem.severity == "error" for problem in found))
        seen.add(row["source_id"])
    return table.loc[good].set_index("source_id", drop=False), problems, raw.digest


def row_problems(file: str, line: int, row: dict[str, str], seen: set[str]) -> list[Problem]:
    """What is wrong with one source. Only its identifier can leave it out."""
    problems = []
    source_id = row["source_id"]
    if not re.fullmatch(ID_PATTERN, source_id):
        advice = "must be 3 to 64 of the characters a-z, 0-9 and -"
        problems.append(Problem(file, line, "source_id", source_id, advice))
    elif source_id in seen:
        advice = "stands in an earlier row already"
        problems.append(Problem(file, line, "source_id", source_id, advice))
    for column in ("published", "retrieved"):
        try:
            if row[column]:
                parse_date(row[column])
        except DateError as error:
            problems.append(Problem(file, line, column, row[column], str(error), "warning"))
    if row["text_length"] and not row["text_length"].isdecimal():
        advice = "must be a whole number: the code points of the normalised text"
        problems.append(Problem(file, line, "text_length", row["text_length"], advice, "warning"))
    if row["text_sha256"] and not re.fullmatch(r"[0-9a-f]{64}", row["text_sha256"]):
        advice = "must be the SHA-256 of the normalised text, 64 of the characters 0-9 and a-f"
        problems.append(Problem(file, line, "text_sha256", row["text_sha256"], advice, "warning"))
    for column in ("url", "archive_url"):
        if row[column] and not is_web_address(row[column]):
            advice = "must begin with http:// or https://; it is shown as text, not as a link"
            problems.append(Problem(file, line, column, row[column], advice, "warning"))
    return problems


def is_web_address(address: str) -> bool:
    """Whether an address may be made a link: http or https, with a host, nothing that hides it."""
    if any(character.isspace() or not character.isprintable() for character in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
