"""What the formats of conflict data share: reading native cells, noting what is wrong, ids, titles.

Everything works on different values, not on rows: a million rows have few different dates, parties
and types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model.columns import EVENT_NAMES, NATIVE_NAMES, TITLE_LENGTH
from webapp.model.problems import Problem, Severity, shorten
from webapp.store.formats.base import Converted
from webapp.store.formats.daytext import read_date, with_century

Mask = npt.NDArray[np.bool_]
Sources = dict[str, dict[str, str]]
_TAKEN = frozenset((*EVENT_NAMES, *NATIVE_NAMES))
_WHOLE = re.compile(r"(\d{1,15})(?:\.0+)?", re.ASCII)
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d*)?(?:e[+-]?\d{1,2})?", re.ASCII | re.IGNORECASE)


def plain(name: str) -> str:
    """A column name as formats know it: `EVENT_DATE`, `Event Date` and `event-date` are one."""
    return re.sub(r"[\s_-]+", "_", name.strip().strip("\ufeff").casefold())


def each(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """The cells changed; `change` is asked once for each different value."""
    codes, values = pd.factorize(cells)
    changed = np.array([change(str(value)) for value in values] or [""], dtype=object)
    return pd.Series(changed[codes], index=cells.index, dtype=object)


def each_row(change: Callable[..., str], *columns: pd.Series) -> pd.Series:
    """One cell from several, row by row."""
    made = [change(*row) for row in zip(*columns, strict=True)]
    return pd.Series(made, index=columns[0].index, dtype=object)


def together(columns: Iterable[pd.Series]) -> tuple[npt.NDArray[np.intp], list[tuple[str, ...]]]:
    """Row i has the combination `combinations[codes[i]]` of the cells of the columns."""
    held = list(columns)
    joined = held[0].astype(object)
    for column in held[1:]:
        joined = joined + "\x1f" + column.astype(object)
    codes, values = pd.factorize(joined)
    return codes, [tuple(str(value).split("\x1f")) for value in values]


def spread(codes: npt.NDArray[np.intp], values: list[str], index: pd.Index) -> pd.Series:
    """Values of combinations, as cells of rows."""
    return pd.Series(np.array(values or [""], dtype=object)[codes], index=index, dtype=object)


def each_of(change: Callable[..., str], *columns: pd.Series) -> pd.Series:
    """One cell from several; `change` is asked once for each combination that occurs."""
    codes, found = together(columns)
    return spread(codes, [change(*cells) for cells in found], columns[0].index)


@dataclass
class Table:
    """A batch of native rows that becomes events, with the problems found on the way.

    `key` names the format; `empty` are cells that mean nothing (`None` in some).
    """

    file: str
    key: str
    cells: pd.DataFrame
    empty: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names: dict[str, str] = {}
        self._texts: dict[str, pd.Series] = {}
        for name in self.cells.columns:
            self.names.setdefault(plain(str(name)), str(name))
        self.out: Mask = np.zeros(len(self.cells), dtype=bool)

    @property
    def index(self) -> pd.Index:
        """The line of each row."""
        return self.cells.index

    def blank(self, text: str = "") -> pd.Series:
        """The same text in every row."""
        return pd.Series(text, index=self.index, dtype=object)

    def text(self, name: str) -> pd.Series:
        """The cells of a native column without white space around them; blank where it is not."""
        if name not in self.names:
            return self.blank()
        if name not in self._texts:
            nothing = {"", *self.empty}
            self._texts[name] = each(
                self.cells[self.names[name]].fillna(""),
                lambda value: "" if (tidy := _tidied(value)) in nothing else tidy,
            )
        return self._texts[name]

    def first(self, *names: str) -> str:
        """The first of several names of one column that the table has; else the first of all."""
        return next((name for name in names if name in self.names), names[0])

    def lacks(self, names: Iterable[str], means: str) -> None:
        """Say once for a file which of the columns it should have are missing."""
        absent = [name for name in names if name not in self.names]
        begins = not len(self.index) or int(self.index[0]) <= 3
        if absent and begins:
            many = "s" * (len(absent) > 1)
            message = f"the column{many} {', '.join(absent)} {'are' if many else 'is'} missing"
            self._note(1, absent[0], "", f"{message}; {means}", "warning")

    def warn(self, name: str, values: pd.Series, where: Mask, say: Callable[[str], str]) -> None:
        """A warning for each different value where the mask is true, at its first line."""
        if not where.any():
            return
        found = values[where]
        lines = found.index
        codes, different = pd.factorize(found)
        counts = np.bincount(codes, minlength=len(different))
        starts = np.full(len(different), len(found))
        np.minimum.at(starts, codes, np.arange(len(found)))
        for value, count, start in zip(different, counts, starts, strict=True):
            more = f" (said once for {count:,} rows from here on)" if count > 1 else ""
            self._note(int(lines[start]), name, str(value), say(str(value)) + more, "warning")

    def reject(self, name: str, values: pd.Series, where: Mask, say: Callable[[str], str]) -> None:
        """An error for each row where the mask is true: the row is left out."""
        where = where & ~self.out
        for line, value in zip(self.index[where], values[where], strict=True):
            self._note(int(line), name, str(value), say(str(value)), "error")
        self.out |= where

    def _note(self, line: int, name: str, value: str, message: str, severity: Severity) -> None:
        column = self.names.get(name, name)
        self.problems.append(Problem(self.file, line, column, value, message, severity))

    def whole(self, name: str) -> pd.Series:
        """Counts, 0 or more. What is none is empty, with a warning."""
        cells = self.text(name)
        numbers = each(cells, lambda value: _as_whole(value) or "")
        self.warn(name, cells, bad(cells, numbers), _whole_advice)
        return numbers

    def degrees(self, name: str, limit: int) -> pd.Series:
        """Decimal degrees up to `limit`. A decimal comma is mended, what is none is empty."""
        cells = self.text(name)
        numbers = each(cells, lambda value: _as_degrees(value, limit))
        commas = mask(cells, lambda value: "," in value) & (numbers != "").to_numpy()
        self.warn(name, cells, commas, lambda v: f"has a decimal comma; read as {_point(v)}")
        self.warn(
            name,
            cells,
            bad(cells, numbers),
            lambda value: f"must be decimal degrees from -{limit} to {limit}; shown as unknown",
        )
        return numbers

    def ids(self, prefix: str, cells: pd.Series, name: str) -> pd.Series:
        """Permanent identifiers from native ones. A row without one gets that of its content."""
        lower = cells.astype("str").str.lower()
        made: pd.Series = prefix + "-" + lower.str.replace(r"[^a-z0-9]+", "-", regex=True)
        made = made.str.strip("-").astype(object)
        long = (made.str.len() > 64).to_numpy(dtype=bool)
        made[long] = hashed(prefix, cells[long])
        without = (cells == "").to_numpy(dtype=bool)
        if without.any():
            held = self.cells.loc[without].astype(str)
            made[without] = hashed(prefix, held.agg("\x1f".join, axis=1))
            self.warn(
                name, cells, without, lambda _: "is empty; an identifier is made from the whole row"
            )
        return made

    def converted(
        self,
        events: dict[str, pd.Series],
        told: Iterable[str],
        sources: Sources,
    ) -> Converted:
        """The events, with every native column that is not wholly told by them."""
        hidden = {self.names[name] for name in told if name in self.names}
        for native in map(str, self.cells.columns):
            if native not in hidden:
                events[self._extra(native, events)] = self._cleared(native)
        table = pd.DataFrame(events, index=self.index).astype("str")
        if self.out.any():
            table = table.loc[~self.out]
        self.problems.sort(key=lambda problem: problem.row)
        return Converted(table, self.problems, sources)

    def _extra(self, native: str, events: dict[str, pd.Series]) -> str:
        """The name of a native column beside ours."""
        clash = plain(native) in _TAKEN or native in events
        name = f"{self.key}_{plain(native)}" if clash else native.strip().strip("\ufeff")
        return name if name not in events else f"{name} ({self.key})"

    def _cleared(self, native: str) -> pd.Series:
        cells = self.cells[native].fillna("")
        if not self.empty:
            return cells
        return each(cells, lambda value: "" if value.strip() in self.empty else value)


def _tidied(cell: str) -> str:
    """A cell without white space around it, and without the mark that joins cells here."""
    return cell.replace("\x1f", " ").strip()


def mask(cells: pd.Series, test: Callable[[str], bool]) -> Mask:
    """Rows whose cell passes a test that is asked once for each different value."""
    codes, values = pd.factorize(cells)
    passed = np.array([test(str(value)) for value in values] or [False], dtype=bool)
    found: Mask = passed[codes]
    return found


def bad(cells: pd.Series, read: pd.Series) -> Mask:
    """Rows where a cell is not empty but nothing could be read from it."""
    found: Mask = ((cells != "") & (read == "")).to_numpy(dtype=bool)
    return found


def _as_whole(value: str) -> str:
    match = _WHOLE.fullmatch(value)
    return str(int(match[1])) if match else ""


def _whole_advice(value: str) -> str:
    near = re.sub(r"[\s,.](?=\d{3}(?:\D|$))", "", value)
    meant = f"; write {near} if that is meant" if near != value and near.isdecimal() else ""
    return f"must be a whole number, 0 or more; shown as unknown{meant}"


def _point(value: str) -> str:
    return value.replace(",", ".") if value.count(",") == 1 and "." not in value else value


def _as_degrees(value: str, limit: int) -> str:
    number = _point(value)
    good = _DEGREES.fullmatch(number) and abs(float(number)) <= limit
    return number.rstrip(".") if good else ""


def hashed(prefix: str, cells: pd.Series) -> pd.Series:
    """Identifiers from the text of the cells: the same text always has the same one."""
    texts = cells.astype(object).to_numpy()
    numbers = pd.util.hash_array(texts, categorize=False)
    return pd.Series([f"{prefix}-{n:016x}" for n in numbers], index=cells.index, dtype=object)


def slug(text: str, other: str) -> str:
    """A name as `source_id`; one that begins with `other` where too little of it can be one."""
    made = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:64].strip("-")
    return made if len(made) >= 3 else str(hashed(other, pd.Series([text])).iloc[0])


def party(name: str) -> str:
    """A name as one party: a `;` in it must not make two of it."""
    return re.sub(r"\s+", " ", name.replace(";", ",")).strip(" ,")


def publishers(
    table: Table, name: str, key: str, dataset: dict[str, str]
) -> tuple[pd.Series, Sources]:
    """Source ids by the publisher in a column, and their rows; without one the dataset itself."""
    cells = table.text(name)
    ids = each(cells, lambda value: slug(value, key) if value else key)
    sources: Sources = {}
    for value in map(str, pd.unique(cells)):
        source_id = slug(value, key) if value else key
        row = {"title": value, "publisher": value, "note": f"Named in {dataset['title']}."}
        sources.setdefault(source_id, (row if value else dataset) | {"source_id": source_id})
    return ids, sources


def host(url: str) -> str:
    """The host of a web address without `www.`, empty for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or re.search(r"\s", url):
        return ""
    return (parts.hostname or "").removeprefix("www.")


def titles(
    first: pd.Series, second: pd.Series, act: pd.Series, place: pd.Series, deaths: pd.Series
) -> pd.Series:
    """Headlines of 8 to 90 characters: who, towards whom, what, where, how many deaths."""
    return each_row(title, first, second, act, place, deaths)


def title(first: str, second: str, act: str, place: str, deaths: str) -> str:
    """One headline. What is too long loses the place's surroundings, then the parties' ends."""
    first = first or "Unnamed party"
    who = f"{first} – {second}" if second else first
    toll = "" if deaths in ("", "0") else f", {deaths} death{'s' * (deaths != '1')}"
    longest = TITLE_LENGTH[1]
    for where in (place, place.split(",")[0]) if place else ("",):
        made = f"{who}: {act}{f' in {where}' if where else ''}{toll}"
        if len(made) <= longest:
            return made if len(made) >= TITLE_LENGTH[0] else f"Event – {made}"
    tail = f": {shorten(act, 40)}{toll}"
    return _fitting(first, second, longest - len(tail)) + tail


def _fitting(first: str, second: str, room: int) -> str:
    """Both parties in the room there is; the shorter one is cut last."""
    if not second:
        return shorten(first, room)
    room -= 3
    least = room // 2
    left = shorten(first, max(least, room - len(second)))
    return f"{left} – {shorten(second, room - len(left))}"


def dates(table: Table, name: str, year: str = "") -> pd.Series:
    """The dates of a column as EDTF.

    The column `year` tells the century of `18-Jul-97`. Where there is no date, its cell is taken
    and said so; a row without that is left out.
    """
    cells = table.text(name)
    readings = {value: read_date(value) for value in pd.unique(cells)}
    read = each(cells, lambda value: readings[value].date)
    noted = mask(cells, lambda value: bool(readings[value].date and readings[value].note))
    table.warn(name, cells, noted, lambda value: readings[value].note)
    years = each(table.text(year), lambda v: read_date(v).date[:4]) if year else table.blank()
    if ((read == "") & (years != "")).any():
        read = read.where(read != "", each_of(with_century, cells, years))
    saved = ((read == "") & (years != "")).to_numpy(dtype=bool)
    table.warn(
        name, cells, saved, lambda v: f"{readings[v].note}; only the year, from {year}, is shown"
    )
    lost = ((read == "") & (years == "")).to_numpy(dtype=bool)
    table.reject(name, cells, lost, lambda value: readings[value].note)
    return read.where(read != "", years)
