"""Spreadsheets for TimelineJS: a row a slide, the date in parts, text in HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

import pandas as pd

from webapp.model.columns import TITLE_LENGTH
from webapp.model.problems import shorten
from webapp.model.terms import Terms
from webapp.model.vocabulary import EVENT_TYPES
from webapp.store.formats import cameo
from webapp.store.formats.base import Converted, Format, Head
from webapp.store.formats.common import (
    Mask,
    Table,
    each,
    each_of,
    each_row,
    hashed,
    mask,
    plain,
    slug,
)
from webapp.store.formats.dateparts import PARTS, SpanReading, read_span
from webapp.store.formats.markup import plain_text
from webapp.store.sources import is_web_address

ESSENTIAL = {"year", "headline"}
MARKS = {
    "end_year",
    "end_month",
    "end_day",
    "display_date",
    "media",
    "media_credit",
    "media_caption",
    "media_thumbnail",
    "background",
}
ENOUGH = 2
"""Marks that a table must have beside the essential columns: others use those names too."""
EXPECTED = ("month", "day", "end_year", "end_month", "end_day", "text")
KINDS = ("", "title", "era", "timeline", "slide")
TYPE_BY_NAME = {name.casefold(): t.code for t in EVENT_TYPES for name in (t.code, t.label)}
TOLD = {*PARTS, "display_date", "headline", "text", "type", "group"}


def recognise(head: Head) -> bool:
    """Whether year and headline are there, and enough others of the template's columns."""
    names = {plain(name) for name in head.names}
    return names >= ESSENTIAL and len(names & MARKS) >= ENOUGH


def convert(file: str, cells: pd.DataFrame) -> Converted:
    """Slides as events. The title slide is none: it names the table.

    An era is shown as an event over its span. Nobody vouches for a slide but whoever made the
    spreadsheet, which is the only source.
    """
    titles = _title_slides(cells)
    table = Table(file, "timelinejs", cells.loc[~titles])
    table.lacks(EXPECTED, "what it would tell is left empty")
    kind = each(table.text("type"), str.casefold)
    date = _dates(table)
    headline = _headlines(table)
    group = table.text("group")
    source_id = slug(PurePosixPath(file).stem, "timelinejs")
    events = {
        "event_id": _ids(date, headline, table.cells),
        "date": date,
        "date_basis": table.blank("stated"),
        "date_text": each(table.text("display_date"), _line),
        "title": each(headline, _fitting),
        "event_type": each(group, _event_type),
        "actors": _actors(table, group),
        "claim_status": table.blank("reported"),
        "source_id": table.blank(source_id),
        "description": each_row(_description, headline, table.text("text")),
        "native_type": each_of(_native_type, kind, group),
        "source_text": each(table.text("media_credit"), _line),
        "source_url": each(table.text("media"), lambda v: v if is_web_address(v) else ""),
    }
    odd = mask(kind, lambda value: value not in KINDS)
    table.warn("type", table.text("type"), odd, lambda _: "is no type of slide; shown as an event")
    told = TOLD | ({"media"} if _all_addresses(table.text("media")) else set())
    source = _source(file, cells.loc[titles]) | {"source_id": source_id}
    return table.converted(events, told, {source_id: source})


def _title_slides(cells: pd.DataFrame) -> Mask:
    return mask(Table("", "", cells).text("type"), lambda value: value.casefold() == "title")


def _source(file: str, titles: pd.DataFrame) -> dict[str, str]:
    """The spreadsheet as a source, named by its first title slide."""
    slide = Table(file, "timelinejs", titles.iloc[:1])
    words = [
        _line(slide.text(name).iloc[0]) if len(titles) else "" for name in ("headline", "text")
    ]
    name = PurePosixPath(file).stem.replace("_", " ").replace("-", " ")
    return {"title": words[0] or name, "note": " ".join(["TimelineJS spreadsheet.", words[1]])}


def _dates(table: Table) -> pd.Series:
    """The dates as EDTF, from the parts that there are. Rows without a year are left out."""
    columns = [table.text(name) for name in PARTS]
    shown = table.text("display_date")
    read: dict[tuple[str, ...], SpanReading] = {}

    def reading(*cells: str) -> SpanReading:
        if cells not in read:
            read[cells] = read_span(cells)
        return read[cells]

    dates = each_of(lambda *cells: reading(*cells).date, *columns)
    for number, name in enumerate(PARTS):
        notes = each_of(lambda *cells, at=number: reading(*cells).notes.get(at, ""), *columns)
        for note in filter(None, map(str, pd.unique(notes))):
            here, lost = (notes == note).to_numpy(dtype=bool), (dates == "").to_numpy(dtype=bool)
            table.warn(name, columns[number], here & ~lost, _saying(note))
            table.reject(name, columns[number], here & lost, _saying(note))
    return each_of(_about, dates, shown)


def _saying(note: str) -> Callable[[str], str]:
    return lambda value: note


_ABOUT = re.compile(r"(?:c\.|ca\.?\b|circa\b|about\b|around\b|approx)", re.IGNORECASE)


def _about(date: str, shown: str) -> str:
    """`1200` that is displayed as "c. 1200" is about 1200. EDTF has no mark for longer years."""
    if not _ABOUT.match(shown) or not date or date.startswith("Y"):
        return date
    first, *last = date.split("/")
    return "/".join([f"{first}~", *last])


def _line(markup: str) -> str:
    """HTML as one line of text."""
    return re.sub(r"\s+", " ", plain_text(markup)).strip()


def _headlines(table: Table) -> pd.Series:
    """Headlines as text; where there is none the beginning of the text, else the caption."""
    found = each(table.text("headline"), _line)
    for name in ("text", "media_caption"):
        found = found.where(found != "", each(table.text(name), lambda v: shorten(_line(v), 90)))
    message = "is empty, as is the text; write what happened"
    table.reject("headline", found, mask(found, lambda value: not value), lambda _: message)
    return found


def _fitting(headline: str) -> str:
    """A headline as a title of 8 to 90 characters."""
    least, most = TITLE_LENGTH
    return shorten(headline, most) if len(headline) >= least else f"Event – {headline}"


def _description(headline: str, text: str) -> str:
    """The text of the slide, after the headline where that is too long to be a title."""
    parts = [headline if len(headline) > TITLE_LENGTH[1] else "", plain_text(text)]
    return "\n".join(filter(None, parts))


def _event_type(group: str) -> str:
    """Groups are lanes of any meaning; those that our own export writes are types."""
    return TYPE_BY_NAME.get(_line(group).casefold(), "OTHER")


def _actors(table: Table, group: pd.Series) -> pd.Series:
    """The state that a group is called after. Any other group may be a topic or a place."""
    actors = each(group, _state)
    message = "is a lane called after a state; shown as the actor of its events"
    table.warn("group", group, mask(actors, bool), lambda _: message)
    return actors


def _state(group: str) -> str:
    """A state by its name, or by a code in capital letters: `Can` and `per` are words as well."""
    name = _line(group)
    return cameo.country(name) if len(name) > 3 or name.isupper() else ""


def _native_type(kind: str, group: str) -> str:
    shown = "Era" if kind == "era" else ""
    return " · ".join(filter(None, ("TimelineJS", shown, _line(group))))


def _all_addresses(cells: pd.Series) -> bool:
    return not mask(cells, lambda value: bool(value) and not is_web_address(value)).any()


def _ids(date: pd.Series, headline: pd.Series, cells: pd.DataFrame) -> pd.Series:
    """Identifiers from date and headline; where rows share them, from the whole row as well."""
    made = each_of(event_id, date, headline)
    twice = made.duplicated(keep=False).to_numpy(dtype=bool)
    if twice.any():
        rows = hashed("", cells.loc[twice].astype(str).agg("\x1f".join, axis=1))
        made[twice] = made[twice].str[:47] + rows
    return made


def event_id(date: str, headline: str) -> str:
    """`2022-03-13-talks-begin`; a hash stands for what a slug cannot hold of the headline."""
    when = ("minus-" if date.startswith(("-", "Y-")) else "") + _slug(date.replace("Y", ""))
    what = _slug(headline)
    letters = sum(c.isalnum() for c in headline)
    if len(when) + len(what) < 64 and sum(c.isalnum() for c in what) == letters:
        return f"{when}-{what}"
    digest = str(hashed("", pd.Series([headline])).iloc[0])
    return f"{when}-{what}"[: 64 - len(digest)].rstrip("-") + digest


def _slug(text: str) -> str:
    """Letters and digits without their accents, in lower case, the rest as hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


FORMAT = Format("timelinejs", "TimelineJS", Terms(), recognise, convert)
