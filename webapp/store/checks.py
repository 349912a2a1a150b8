"""What makes a row good: the rules of the codebook as a pandera schema plus rules across columns.

A rule is a name, the column it reads, whether breaking it leaves the row out, and what would be
right. All broken rules are collected at once (pandera's lazy mode).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from webapp.model import vocabulary as words
from webapp.model.columns import EVENT_COLUMNS, ID_PATTERN, QUOTE_LENGTH, TITLE_LENGTH
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import Problem, Severity

Test = Callable[["pd.Series[str]"], "pd.Series[bool]"]
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """One rule on one column. `test` is true where a cell is right; `advice` says what would be."""

    column: str
    name: str
    test: Test
    advice: str
    severity: Severity = "error"


def _each(test: Callable[[str], bool]) -> Test:
    """A test of single values, asked once for each different value."""
    return lambda cells: cells.map({value: test(value) for value in cells.unique()}).astype(bool)


def _optional(test: Callable[[str], bool]) -> Test:
    return _each(lambda value: value == "" or test(value))


def _one_of(codes: tuple[str, ...]) -> tuple[Test, str]:
    allowed = set(codes)
    return _each(lambda value: value in allowed), "must be one of " + ", ".join(codes)


def _is_date(value: str) -> bool:
    try:
        parse_date(value)
    except DateError:
        return False
    return True


def _number_between(low: float, high: float) -> Callable[[str], bool]:
    def test(value: str) -> bool:
        return _NUMBER.fullmatch(value) is not None and low <= float(value) <= high

    return test


def is_whole(value: str) -> bool:
    """Whether a cell is a whole number that fits an offset or a count."""
    return re.fullmatch(r"\d{1,15}", value, re.ASCII) is not None


_type_test, _type_advice = _one_of(tuple(words.TYPE_BY_CODE))
_status_test, _status_advice = _one_of(tuple(words.STATUS_BY_CODE))
_basis_test, _basis_advice = _one_of(tuple(words.BASIS_BY_CODE))
_low, _high = TITLE_LENGTH

EVENT_RULES: tuple[Rule, ...] = (
    Rule(
        "event_id",
        "form",
        lambda cells: cells.str.fullmatch(ID_PATTERN).astype(bool),
        "must be 3 to 64 of the characters a-z, 0-9 and -",
    ),
    Rule(
        "event_id",
        "unique",
        lambda cells: ~cells.duplicated(),
        "stands in line {first} already; each event needs its own identifier",
    ),
    Rule("date", "edtf", _each(_is_date), "is not a date"),
    Rule("event_type", "vocabulary", _type_test, _type_advice),
    Rule("claim_status", "vocabulary", _status_test, _status_advice),
    Rule("date_basis", "vocabulary", _basis_test, _basis_advice),
    Rule("title", "present", lambda cells: cells.str.strip().ne(""), "must say what happened"),
    Rule(
        "title",
        "length",
        lambda cells: cells.str.len().between(_low, _high) | cells.str.strip().eq(""),
        f"must have {_low} to {_high} characters",
        "warning",
    ),
    Rule(
        "source_id",
        "present",
        _each(lambda value: bool(value.strip())),
        "must name a source in sources.csv",
    ),
    Rule(
        "latitude",
        "degrees",
        _optional(_number_between(-90, 90)),
        "must be decimal degrees from -90 to 90; shown as unknown",
        "warning",
    ),
    Rule(
        "longitude",
        "degrees",
        _optional(_number_between(-180, 180)),
        "must be decimal degrees from -180 to 180; shown as unknown",
        "warning",
    ),
    Rule(
        "fatalities",
        "whole",
        _optional(is_whole),
        "must be a whole number, 0 or more; shown as unknown",
        "warning",
    ),
    Rule(
        "quote",
        "length",
        lambda cells: cells.str.len() <= QUOTE_LENGTH,
        f"must have at most {QUOTE_LENGTH} characters",
        "warning",
    ),
    Rule(
        "quote_start",
        "whole",
        _optional(is_whole),
        "must be a whole number of characters from 0",
        "warning",
    ),
    Rule(
        "quote_end",
        "whole",
        _optional(is_whole),
        "must be a whole number of characters from 0",
        "warning",
    ),
)

SCHEMA = pa.DataFrameSchema(
    {
        column.name: pa.Column(
            checks=[
                pa.Check(rule.test, name=rule.name, error=rule.name)
                for rule in EVENT_RULES
                if rule.column == column.name
            ],
            required=column.required,
        )
        for column in EVENT_COLUMNS
    },
    strict=False,
)


def check_events(
    file: str, cells: pd.DataFrame, sources: set[str], unique: bool = True
) -> list[Problem]:
    """Every problem of a table of text cells, indexed by the line of each row.

    `sources` are the known source ids. Required columns must be there (see `require_columns`).
    Without `unique` an identifier may be there twice: whoever has all batches looks at that.
    """
    try:
        SCHEMA.validate(cells, lazy=True)
        found: list[Problem] = []
    except SchemaErrors as errors:
        failures = errors.failure_cases
        kept = failures if unique else failures[failures["check"] != "unique"]
        found = _from_failures(file, cells, kept)
    found += _across_columns(file, cells, sources)
    return sorted(found, key=lambda problem: problem.row)


def missing_columns(names: list[str]) -> list[str]:
    """Required columns that a header lacks."""
    return [column.name for column in EVENT_COLUMNS if column.required and column.name not in names]


def _from_failures(file: str, cells: pd.DataFrame, failures: pd.DataFrame) -> list[Problem]:
    """pandera's failure cases as problems in words."""
    rules = {(rule.column, rule.name): rule for rule in EVENT_RULES}
    first_lines = _first_lines(cells["event_id"]) if "unique" in set(failures["check"]) else {}
    problems = []
    for failure in failures.itertuples():
        rule = rules[str(failure.column), str(failure.check)]
        value = str(failure.failure_case)
        advice = _advice(rule, value)
        if rule.name == "unique":
            advice = advice.format(first=first_lines[value])
        problems.append(
            Problem(file, int(str(failure.index)), rule.column, value, advice, rule.severity)
        )
    return problems


def _first_lines(cells: pd.Series[str]) -> dict[str, int]:
    """The line on which each value stands first."""
    first = cells.drop_duplicates()
    return dict(zip(first, map(int, first.index), strict=True))


@lru_cache(maxsize=1024)  # a large table repeats its mistakes
def _advice(rule: Rule, value: str) -> str:
    """What would be right instead of a value: exactly that where it can be told, else the rule."""
    if rule.name == "edtf":
        return _date_advice(value)
    if rule.name in ("unique", "present", "length"):
        return rule.advice
    if not value:
        return f"is empty; it {rule.advice}"
    if value != value.strip() and _right(rule, value.strip()):
        return f"has white space around it; write {value.strip()}"
    meant = _meant(rule, value)
    return f"{rule.advice}; write {meant} if that is meant" if meant else rule.advice


def _right(rule: Rule, value: str) -> bool:
    return bool(rule.test(pd.Series([value], dtype="str")).iloc[0])


def _meant(rule: Rule, value: str) -> str:
    """A right value that lies near: other case, the label for the code, a slip, a decimal comma."""
    if rule.name == "vocabulary":
        return _nearest_code(rule.column, value.strip())
    near = value.strip().replace(",", ".")
    if rule.column == "event_id":
        near = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
    return near if near != value and _right(rule, near) else ""


def _nearest_code(column: str, value: str) -> str:
    coded: dict[str, Sequence[words.EventType | words.ClaimStatus | words.DateBasis]] = {
        "event_type": words.EVENT_TYPES,
        "claim_status": words.CLAIM_STATUSES,
        "date_basis": words.DATE_BASES,
    }
    names = {name.casefold(): c.code for c in coded[column] for name in (c.label, c.code)}
    found = difflib.get_close_matches(value.casefold()[:40], names, n=1, cutoff=0.75)
    return names[found[0]] if found else ""


def _date_advice(value: str) -> str:
    """The date parser's own words."""
    try:
        parse_date(value)
    except DateError as error:
        return str(error)
    return "is not a date"


def _across_columns(file: str, cells: pd.DataFrame, sources: set[str]) -> list[Problem]:
    """Rules that read more than one column. None of them leaves a row out."""
    problems: list[Problem] = []

    def warn(rows: pd.Series, column: str, message: str) -> None:
        for line in cells.index[rows.to_numpy()]:
            value = str(cells.at[line, column])
            problems.append(Problem(file, int(line), column, value, message, "warning"))

    blank = pd.Series("", index=cells.index)
    speaker, status = cells.get("speaker", blank), cells["claim_status"]
    # What is expected without a speaker, the source expects in its own voice.
    warn(
        status.isin(words.SPOKEN) & (speaker.str.strip() == "") & ("speaker" in cells),
        "speaker",
        "is empty, but a claimed or alleged event must name whose words carry it",
    )
    known = cells["source_id"].isin(sources) | (cells["source_id"].str.strip() == "")
    # Once for each source, or a table without sources.csv would drown what else is wrong.
    warn(
        ~known & ~cells["source_id"].duplicated(),
        "source_id",
        "is not described in sources.csv (said once for all its rows); add a row for it there",
    )
    if {"quote", "quote_start", "quote_end"} <= set(cells):
        problems += _quote_offsets(file, cells)
    return problems


def _quote_offsets(file: str, cells: pd.DataFrame) -> list[Problem]:
    """Offsets stand beside every quote, and are as far apart as the quote is long."""
    problems = []
    parts = [cells[name] for name in ("quote", "quote_start", "quote_end")]
    # Where all three are empty there is nothing to compare: most tables have no quotes at all.
    given = (parts[0] != "") | (parts[1] != "") | (parts[2] != "")
    columns = zip(cells.index[given], *(part[given] for part in parts), strict=True)
    for line, quote, start, end in columns:
        if not (quote and start and end):
            message = "a quote and both offsets go together; give all three or none"
        elif is_whole(start) and is_whole(end) and int(end) - int(start) != len(quote):
            apart, length = int(end) - int(start), len(quote)
            message = f"the offsets are {apart} apart but the quote has {length} characters"
        else:
            continue
        problems.append(
            Problem(file, int(line), "quote_start", f"{start} to {end}", message, "warning")
        )
    return problems
