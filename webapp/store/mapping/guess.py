"""What the columns of a table could be: guesses, each with its reason. None decides by itself.

Headers are compared with words that people use for a field; cells decide what headers leave open.
The order of day and month is taken only from a cell that has one reading, and only where no cell
says otherwise.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from webapp.model.vocabulary import TYPE_BY_CODE
from webapp.store.formats.base import Head
from webapp.store.formats.common import host
from webapp.store.mapping.base import FIELDS, DayOrder, Mapping
from webapp.store.mapping.dates import How, Unread, to_edtf

HERE = Path(__file__).parent
MOST_TYPES = 60
"""Different values up to which a column can be one of types."""
SEPARATORS = (";", "|", " / ", "\n")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d\d)(?:[T ,].*)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(?:\d{1,2}[-/.]){2}\d\d|\d{1,2}[- ][^\W\d]+\.?[- ]\d\d")


@dataclass(frozen=True)
class Guess:
    """A mapping filled in as far as it can be, why, and what somebody must say.

    `reasons` are by field. `questions` may hold `date`, `day_order` and `century`; `examples` has
    the cell that each of the latter two is about.
    """

    mapping: Mapping
    reasons: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)


def guess(head: Head) -> Guess:
    """What the columns of a table could be, from its header and the sample of its rows."""
    columns = _columns(head)
    chosen, reasons = _by_header(columns)
    _by_cells(columns, chosen, reasons)
    order, order_reason, example = _day_order(columns, chosen)
    questions = [] if {"date", "year"} & chosen.keys() else ["date"]
    if example and not order:
        questions.append("day_order")
    short = _short_year(columns, chosen)
    if short:
        questions.append("century")
    if order_reason:
        reasons["day_order"] = order_reason
    mapping = Mapping(
        chosen,
        order,
        None,
        _separator(columns, chosen, reasons),
        _types(columns, chosen),
    )
    examples = {"day_order": example, "century": short}
    return Guess(mapping, reasons, questions, {key: text for key, text in examples.items() if text})


Columns = dict[str, list[str]]


def _columns(head: Head) -> Columns:
    """The cells of each column that has a name, without the empty ones."""
    rows = head.sample[1:]
    return {
        name: [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        for at, name in reversed(list(enumerate(head.names)))
        if name
    }


@cache
def _words(file: str) -> dict[str, tuple[str, ...]]:
    """Words by what they mean, as a table of ours has them."""
    with (HERE / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))[1:]
    return {key: tuple(words.split("|")) for key, words in rows}


def plain(name: str) -> str:
    """A header as it is compared: `EventDate`, `event_date` and `Event date:` are one."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", name)
    return re.sub(r"[\W_]+", " ", apart.casefold()).strip()


def _score(header: str, words: Iterable[str]) -> float:
    """How well a header fits: 3 for the word itself, less for a part of it, 0 for nothing."""
    name = plain(header)
    best = 0.0
    for at, word in enumerate(map(plain, words)):
        early = 1 - at / 1000
        if name == word:
            best = max(best, 2 + early)
        elif len(word) > 2 and re.search(rf"\b{re.escape(word)}\b", name):
            best = max(best, (0.2 + len(word) / len(name)) * early)
    return best


def _by_header(columns: Columns) -> tuple[dict[str, str], dict[str, str]]:
    """Fields by the names of columns: the best fit first, no column twice."""
    words = _words("header_words.csv")
    scores = [
        (_score(name, words[field.name]), -rank, field.name, name)
        for rank, field in enumerate(FIELDS)
        for name in columns
    ]
    chosen: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for score, _, key, name in sorted(scores, key=lambda found: found[:2], reverse=True):
        if score < 0.5 or key in chosen or name in chosen.values():
            continue
        if _FITS.get(key, _any)(columns[name]):
            chosen[key] = name
            reasons[key] = f"the column is called “{name}”"
    _settle_dates(columns, chosen, reasons)
    return chosen, reasons


def _any(cells: list[str]) -> bool:
    return True


def _share(cells: list[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _is_date(cell: str) -> bool:
    """Whether a cell is a date, in whatever order its numbers stand."""
    try:
        return any(to_edtf(cell, How(order, "2000")) != "XXXX" for order in ("dmy", "mdy"))
    except Unread:
        return bool(_NUMBERS.fullmatch(cell))


def _dates(cells: list[str]) -> bool:
    return not cells or _share(cells, _is_date) > 0.5


def _is_number(cell: str, limit: float) -> bool:
    try:
        return abs(float(cell.replace(",", "."))) <= limit
    except ValueError:
        return False


def _numbers(limit: float) -> Callable[[list[str]], bool]:
    return lambda cells: not cells or _share(cells, lambda cell: _is_number(cell, limit)) > 0.5


def _addresses(cells: list[str]) -> bool:
    return not cells or _share(cells, host) > 0.5


def _counted(cells: list[str]) -> bool:
    """Whether the cells count rows: such numbers change when a row is put in, so they name none."""
    return len(cells) > 1 and any(
        cells == [str(number) for number in range(start, start + len(cells))] for start in (0, 1)
    )


_FITS: dict[str, Callable[[list[str]], bool]] = {
    "date": _dates,
    "date_end": _dates,
    "year": _numbers(9999),
    "day": _numbers(31),
    "latitude": _numbers(90),
    "longitude": _numbers(180),
    "fatalities": _numbers(1e9),
    "source_url": _addresses,
    "event_id": lambda cells: len(set(cells)) == len(cells) and not _counted(cells),
    "event_type": lambda cells: len(set(cells)) <= MOST_TYPES,
    "claim_status": lambda cells: (
        not cells
        or _share(
            cells,
            lambda cell: cell.casefold() in ("reported", "claimed", "alleged", "expected"),
        )
        > 0.5
    ),
}


def _settle_dates(columns: Columns, chosen: dict[str, str], reasons: dict[str, str]) -> None:
    """A date and its parts are two ways to say one thing: the date, where there is one."""
    drop = ("year", "month", "day") if "date" in chosen else ("date_end",)
    if "date" not in chosen and "year" not in chosen:
        drop = ("date_end", "month", "day")
    for name in drop:
        chosen.pop(name, None)
        reasons.pop(name, None)
    if "month" not in chosen:
        chosen.pop("day", None)
        reasons.pop("day", None)


def _by_cells(columns: Columns, chosen: dict[str, str], reasons: dict[str, str]) -> None:
    """What the headers leave open, from the cells."""
    free = {name: cells for name, cells in columns.items() if name not in chosen.values()}
    if not {"date", "year"} & chosen.keys():
        dated = [
            name for name in reversed(free) if free[name] and _share(free[name], _is_date) > 0.8
        ]
        if dated:
            chosen["date"] = dated[0]
            reasons["date"] = f"its cells are dates, such as “{free.pop(dated[0])[0][:40]}”"
    if not {"title", "description"} & chosen.keys():
        longest = max(free, key=lambda name: _length(free[name]), default="")
        if longest and _length(free[longest]) >= 25:
            chosen["description"] = longest
            reasons["description"] = "its cells are the longest texts"
            free.pop(longest)
    if "source_url" not in chosen:
        links = [name for name in reversed(free) if free[name] and _share(free[name], host) > 0.8]
        if links and links[0] not in chosen.values():
            chosen["source_url"] = links[0]
            reasons["source_url"] = "its cells are web addresses"


def _length(cells: list[str]) -> float:
    """The mean length of the cells that are not addresses."""
    texts = [cell for cell in cells if not host(cell)]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _dated(columns: Columns, chosen: dict[str, str]) -> list[str]:
    return [c for name in ("date", "date_end") if name in chosen for c in columns[chosen[name]]]


def _day_order(columns: Columns, chosen: dict[str, str]) -> tuple[DayOrder | None, str, str]:
    """The order of day and month, why, and a cell that leaves it open.

    A number above 12 can only be a day. Where some cells say one order and some the other, or none
    says any, there is no answer.
    """
    open_cell = ""
    votes: dict[DayOrder, str] = {}
    for cell in _dated(columns, chosen):
        match = _NUMBERS.fullmatch(cell)
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 31:
            votes.setdefault("ymd", cell)
        elif first > 12:
            votes.setdefault("dmy", cell)
        elif second > 12:
            votes.setdefault("mdy", cell)
        elif first != second:
            open_cell = open_cell or cell
    if len(votes) == 1:
        order, cell = next(iter(votes.items()))
        if len(re.split(r"[-/.]", cell)[-1][:4].strip()) == 4 or order == "mdy":
            words = {"dmy": "the day first", "mdy": "the month first"}.get(order, "the year first")
            return order, f"“{cell[:40]}” can only have {words}", open_cell
        return None, "", open_cell or cell
    if len(votes) > 1:
        both = " and ".join(f"“{cell[:40]}”" for cell in votes.values())
        return None, f"{both} contradict each other", open_cell or next(iter(votes.values()))
    return None, "", open_cell


def _short_year(columns: Columns, chosen: dict[str, str]) -> str:
    """A cell whose year has two digits."""
    return next((c for c in _dated(columns, chosen) if _SHORT_YEAR.fullmatch(c)), "")


def _separator(columns: Columns, chosen: dict[str, str], reasons: dict[str, str]) -> str:
    """What stands between parties. A comma does not count: names have commas, too."""
    cells = [
        c for name in ("actors", "recipients") if name in chosen for c in columns[chosen[name]]
    ]
    for mark in SEPARATORS:
        found = next((cell for cell in cells if mark in cell), "")
        if found:
            reasons["party_separator"] = f"it stands in “{found[:60]}”"
            return mark.strip() or mark
    return ";"


def _types(columns: Columns, chosen: dict[str, str]) -> dict[str, str]:
    """Event types for the values of the type column whose words tell them."""
    if "event_type" not in chosen:
        return {}
    values = list(dict.fromkeys(columns[chosen["event_type"]]))[:MOST_TYPES]
    found = {value: type_of(value) for value in values}
    return {value: code for value, code in found.items() if code}


def type_of(value: str) -> str:
    """The event type that a value names, empty where its words name none or several."""
    name = plain(value)
    for kind in TYPE_BY_CODE.values():
        if name in (kind.code.casefold(), plain(kind.label)):
            return kind.code
    scores = {
        code: max((len(word) for word in map(plain, words) if _has(name, word)), default=0)
        for code, words in _words("type_words.csv").items()
    }
    best = max(scores.values(), default=0)
    codes = [code for code, score in scores.items() if score == best and best]
    return codes[0] if len(codes) == 1 else ""


def _has(name: str, word: str) -> bool:
    """Whether a value has a word, also in the plural."""
    return re.search(rf"\b{re.escape(word)}(?:s|es|e|en)?\b", name) is not None
