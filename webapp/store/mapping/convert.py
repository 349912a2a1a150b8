"""From a mapping to a format: its tables become events of the codebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

import numpy as np
import pandas as pd

from webapp.model.columns import ID_PATTERN, TITLE_LENGTH
from webapp.model.problems import InputError, shorten
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE
from webapp.store.formats.base import Converted, Format
from webapp.store.formats.common import (
    Sources,
    Table,
    bad,
    each,
    each_of,
    each_row,
    hashed,
    host,
    party,
    slug,
)
from webapp.store.formats.common import title as headline
from webapp.store.mapping.base import Mapping
from webapp.store.mapping.dates import UNKNOWN, How, Unread, from_parts, span, to_edtf
from webapp.store.mapping.repeats import Repeats

DATE_FIELDS = ("date", "date_end", "year", "month", "day")
CONTENT = ("title", "description", "quote", "actors", "recipients", "event_type", "place")
"""What makes an event the same one: its date and these. Other columns may be corrected freely."""
TOLD = ("latitude", "longitude", "fatalities", "place", "speaker", "recipients", "actors", "title")
"""Fields that the event shows as they are; the columns of others stay beside it."""
Build = Callable[[str, pd.DataFrame], Converted]

QUOTES = '“”"'


def format_of(mapping: Mapping) -> Format:
    """The format that a mapping makes. It counts repeated rows, so each table needs its own."""
    return Format("mapped", "Mapped table", mapping.terms, lambda head: False, _convert(mapping))


def _convert(mapping: Mapping) -> Build:
    repeats = Repeats()

    def convert(file: str, cells: pd.DataFrame) -> Converted:
        return _Batch(file, cells, mapping, repeats).converted()

    return convert


class _Batch:
    """One batch of rows. `table` knows the columns by the fields that they are mapped to."""

    def __init__(self, file: str, cells: pd.DataFrame, mapping: Mapping, repeats: Repeats) -> None:
        self.mapping, self.repeats = mapping, repeats
        _require(file, list(map(str, cells.columns)), mapping)
        self.how = How(mapping.day_order, mapping.century)
        self.table = Table(file, "mapped", cells)
        self.table.names = dict(mapping.columns)
        self.text = self.table.text

    def converted(self) -> Converted:
        """The events, problems and sources of the batch."""
        self._leave_out_blank()
        dates = self._dates()
        types = self._types()
        actors, recipients = (self._parties(name) for name in ("actors", "recipients"))
        deaths = self.table.whole("fatalities")
        statement = self._statement()
        full = self._full_title(statement, actors, recipients, types, deaths)
        titles = each(full, fitting)
        sources, rows = self._sources()
        events = {
            "event_id": self._ids(dates),
            "date": dates,
            "date_basis": each(dates, lambda date: "unknown" if date == "XXXX" else "stated"),
            "date_text": self._date_text(dates),
            "title": titles,
            "event_type": types,
            "actors": actors,
            "recipients": recipients,
            "speaker": self.text("speaker"),
            "claim_status": self._statuses(),
            "place": self.text("place"),
            "latitude": self.table.degrees("latitude", 90),
            "longitude": self.table.degrees("longitude", 180),
            "fatalities": deaths,
            "source_id": sources,
            "description": self._described(statement, full, titles),
            "native_type": self.text("event_type"),
            "native_id": self.text("event_id"),
            "source_text": self.text("source"),
            "source_url": self._urls(),
        }
        return self.table.converted(events, self._told(), rows)

    def _told(self) -> list[str]:
        """Fields whose columns need not be kept beside the event, as it shows all of them."""
        return [name for name in self.mapping.columns if name not in ("latitude", "longitude")]

    def _leave_out_blank(self) -> None:
        """Rows without anything in the mapped columns are no events: spacers, sums, remarks."""
        names = [name for name in (*DATE_FIELDS, *CONTENT) if name in self.table.names]
        blank = np.ones(len(self.table.index), dtype=bool)
        for name in names:
            blank &= (self.text(name) == "").to_numpy(dtype=bool)
        first = names[0]
        self.table.reject(
            first,
            self.text(first),
            blank,
            lambda _: "is empty, as are all other columns of the mapping in this row",
        )

    def _dates(self) -> pd.Series:
        """Dates as EDTF. Rows whose date has no reading are left out, with a problem."""
        if "date" not in self.table.names:
            return self._read(from_parts, "year", "month", "day")
        if "date_end" in self.table.names:
            return self._read(span, "date", "date_end")
        return self._read(to_edtf, "date")

    def _read(self, read: Callable[..., str], *names: str) -> pd.Series:
        cells = [self.text(name) for name in names]
        shown = each_of(_shown, *cells)
        found = each_of(lambda *texts: _reading(read, texts, self.how)[0], *cells)
        reasons = each_of(lambda *t: _reading(read, t, self.how)[1], *cells)
        why = dict(zip(shown, reasons, strict=True))
        unread = (found == "").to_numpy(dtype=bool)
        self.table.reject(names[0], shown, unread, lambda value: why[value])
        unknown = (found == "XXXX").to_numpy(dtype=bool) & ~self.table.out
        self.table.warn(names[0], shown, unknown, _not_dated)
        return found.where(found != "", "XXXX")

    def _date_text(self, dates: pd.Series) -> pd.Series:
        """The words of the table, where they are more than the date itself."""
        name = "date" if "date" in self.table.names else "year"
        if name == "year":
            return self.table.blank()
        return each_of(
            lambda text, date: "" if text[:10] == date or text.casefold() in UNKNOWN else text,
            self.text(name),
            dates,
        )

    def _types(self) -> pd.Series:
        cells = self.text("event_type")
        if "event_type" not in self.table.names:
            return self.table.blank("OTHER")
        known = {value.casefold(): code for value, code in self.mapping.types.items()}
        known |= {name.casefold(): t.code for t in TYPE_BY_CODE.values() for name in (t.code,)}
        found = each(cells, lambda value: known.get(value.casefold(), ""))
        self.table.warn(
            "event_type",
            cells,
            bad(cells, found),
            lambda _: "has no event type in the mapping; shown as “Other”",
        )
        return found.where(found != "", "OTHER")

    def _parties(self, name: str) -> pd.Series:
        mark = self.mapping.party_separator

        def split(cell: str) -> str:
            parts = re.split(r"\n", cell) if not mark.strip() else cell.split(mark)
            names = [party(part) for part in parts]
            return ";".join(dict.fromkeys(name for name in names if name))

        return each(self.text(name), split)

    def _statuses(self) -> pd.Series:
        cells = self.text("claim_status")
        found = each(cells, lambda value: value.casefold() if _is_status(value) else "")
        self.table.warn(
            "claim_status",
            cells,
            bad(cells, found),
            lambda _: f"must be one of {', '.join(STATUS_BY_CODE)}; shown as {self.mapping.status}",
        )
        return found.where(found != "", self.mapping.status)

    def _statement(self) -> pd.Series:
        """What the table says of the event: its text, then its quote in quotation marks."""
        return each_of(
            lambda text, quote: f"{text} “{quote.strip(QUOTES)}”".strip() if quote else text,
            self.text("description"),
            self.text("quote"),
        )

    def _full_title(
        self,
        statement: pd.Series,
        actors: pd.Series,
        recipients: pd.Series,
        types: pd.Series,
        deaths: pd.Series,
    ) -> pd.Series:
        given = self.text("title")
        found = given.where(given != "", each(statement, _first_sentence))
        empty = (found == "").to_numpy(dtype=bool)
        if not empty.any():
            return found
        native = self.text("event_type")
        acts = native.where(native != "", each(types, lambda code: TYPE_BY_CODE[code].label))
        sides = [each(cells, lambda cell: cell.split(";")[0]) for cells in (actors, recipients)]
        columns = [cells[empty] for cells in (*sides, acts, self.text("place"), deaths)]
        made = found.copy()
        made[empty] = each_row(headline, *columns)
        return made

    def _described(self, statement: pd.Series, full: pd.Series, titles: pd.Series) -> pd.Series:
        """The text; or the whole of a title that had to be cut."""
        cut = ((statement == "") & (full != titles) & full.str.len().gt(TITLE_LENGTH[1])).to_numpy()
        return statement.where(~cut, full)

    def _urls(self) -> pd.Series:
        """Web addresses; those that stand in the column of the source count too."""
        given = self.text("source_url")
        of_source = each(self.text("source"), lambda cell: cell if host(cell) else "")
        return given.where(given != "", of_source)

    def _sources(self) -> tuple[pd.Series, Sources]:
        """Source ids and their rows: one for each source named; else the table itself."""
        name = self.mapping.source or PurePath(self.table.file).name
        default = slug(name, "table")
        rows: Sources = {default: {"source_id": default, "title": name}}
        rows[default]["credit"] = self.mapping.terms.credit
        cells = each(self.text("source"), lambda cell: host(cell) or cell)
        for cell in map(str, pd.unique(cells)):
            if cell:
                key = slug(cell, "source")
                row = {"source_id": key, "title": cell, "publisher": cell}
                rows.setdefault(key, row | {"note": f"Named in {name}."})
        return each(cells, lambda cell: slug(cell, "source") if cell else default), rows

    def _ids(self, dates: pd.Series) -> pd.Series:
        """Permanent identifiers: of the column that holds them, else of the content."""
        given = self.text("event_id")
        made = each(given, identifier)
        without = (given == "").to_numpy(dtype=bool)
        if without.any():
            names = [name for name in CONTENT if name in self.table.names]
            parts = [dates, *(self.text(name) for name in names)]
            joined = parts[0].astype(object)
            for part in parts[1:]:
                joined = joined + "\x1f" + part.astype(object)
            kept = without & ~self.table.out
            made[without] = hashed("row", joined[without])
            made[kept] = self.repeats.numbered(made[kept])
        return made


def _require(file: str, names: list[str], mapping: Mapping) -> None:
    absent = [column for column in mapping.columns.values() if column not in names]
    if absent:
        many = "s" * (len(absent) > 1)
        raise InputError(
            f"{file} lacks the column{many} {', '.join(absent)} that its mapping names. "
            f"Its columns are: {', '.join(names)}. Correct the mapping, or choose the columns anew."
        )


def _reading(read: Callable[..., str], texts: tuple[str, ...], how: How) -> tuple[str, str]:
    """What cells are read as, and why not."""
    try:
        return read(*texts, how), ""
    except Unread as error:
        return "", str(error)


def _shown(*cells: str) -> str:
    """Cells of a date together, as a problem names them."""
    return " / ".join(cells) if len(cells) > 1 and any(cells) else cells[0]


def _not_dated(value: str) -> str:
    what = "says that the date is not known" if value.strip(" /") else "is empty"
    return f"{what}; shown as “date unknown”"


def _is_status(value: str) -> bool:
    return value.casefold() in STATUS_BY_CODE


def _first_sentence(text: str) -> str:
    plain = re.sub(r"\s+", " ", text).strip()
    match = re.match(r"(.{20,88}?[.!?])(?= [^\W\d_]*[A-ZÀ-ÞА-Я“\"])", plain)
    return match[1].rstrip(".") if match else plain


def fitting(text: str) -> str:
    """A title of 8 to 90 characters: cut at a word, the cut marked by an ellipsis."""
    plain = re.sub(r"\s+", " ", text).strip()
    least, most = TITLE_LENGTH
    if len(plain) < least:
        return f"Event – {plain}" if plain else "Event without a title"
    if len(plain) <= most:
        return plain
    cut = plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut}…" if len(cut) > most // 2 else shorten(plain, most)


def identifier(text: str) -> str:
    """A native identifier as one of ours. What cannot stay as it is gets a hash, so that two
    that differ stay two."""
    if not text or re.fullmatch(ID_PATTERN, text):
        return text
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if plain == text:
        return f"event-{text}"
    digest = hashed("id", pd.Series([text])).iloc[0].removeprefix("id-")
    return f"{plain[:40].strip('-') or 'event'}-{digest}"
