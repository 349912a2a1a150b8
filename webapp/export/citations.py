"""Citations of a source, and of an event: its quote in a source. Plain, BibTeX, CSL-JSON, RIS.

Nothing is invented. A field that the table leaves empty is absent; a name is not split into given
and family name unless the table does so with a comma; the kind of document is the general one of
each format (`@misc`, `document`, `GEN`), because the table does not say it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from webapp.export.dateparts import Parts, csl_date, single
from webapp.export.rows import Row, one_line, sentence, text_of, whole
from webapp.model.dates import DateError, EventDate, parse_date
from webapp.model.days import MONTHS_SHORT, year_words
from webapp.model.vocabulary import split_parties
from webapp.query import words
from webapp.store.sources import is_web_address

BIBTEX_ESCAPES = str.maketrans(
    {
        # Named commands, because BibTeX counts the brace of `\{` as a brace.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "$&#%_"},
    }
)
ADDRESS_ESCAPES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})

# Plain


def source_plain(source: Row) -> str:
    """A source in one line: `Jane Roe, “Title,” Publisher, 13 March 2022. https://…`."""
    tail = ", ".join(filter(None, [text_of(source, "publisher"), _date_words(source, "published")]))
    people = _authors(source)
    head = f"{', '.join(people)}, " if people else ""
    parts = [f"{head}{_quoted_title(source, bool(tail))}{' ' * bool(tail)}{tail}."]
    parts += [_address(source, "url")]
    if archived := _address(source, "archive_url"):
        parts.append(f"Archived copy: {archived}")
    if read := _date_words(source, "retrieved"):
        parts.append(f"Retrieved {read}.")
    return " ".join(filter(None, parts))


def event_plain(event: Row, date: EventDate, source: Row | None) -> str:
    """An event in one line: its source, the quote with its place, the coding with its status."""
    return " ".join([source_plain(_source(event, source)), *_event_remarks(event, date)])


def _quoted_title(source: Row, more: bool) -> str:
    """The title in quotation marks; of a source without one, its identifier."""
    title = text_of(source, "title")
    if not title:
        return f"Source “{text_of(source, 'source_id')}”{',' * more}"
    comma = "," if more and title[-1] not in ".,;:?!" else ""
    return f"“{title}{comma}”"


def _event_remarks(event: Row, date: EventDate) -> list[str]:
    """The sentences that a citation of an event adds to that of its source."""
    remarks = []
    if quote := text_of(event, "quote"):
        remarks.append(f"Quoted: “{quote}”{_place_in_text(event)}.")
    title, status = text_of(event, "title"), one_line(words.status(event))
    remarks.append(f"Event “{text_of(event, 'event_id')}”: {title} [{status}], {date.caption}.")
    return remarks


def _place_in_text(event: Row) -> str:
    start, end = whole(event.get("quote_start")), whole(event.get("quote_end"))
    return "" if start is None or end is None else f" (characters {start}–{end})"


# CSL-JSON


def source_csl(source: Row) -> dict[str, Any]:
    """A source as an item of CSL-JSON."""
    texts = {
        "title": text_of(source, "title"),
        "publisher": text_of(source, "publisher"),
        "language": text_of(source, "language"),
        "URL": _address(source, "url"),
        "note": " ".join(_source_remarks(source)),
    }
    dates = {"issued": text_of(source, "published"), "accessed": text_of(source, "retrieved")}
    people = [_csl_name(name) for name in _authors(source)]
    return (
        {"id": cite_key(text_of(source, "source_id")), "type": "document"}
        | ({"author": people} if people else {})
        | {name: text for name, text in texts.items() if text}
        | {name: csl_date(text) for name, text in dates.items() if text}
    )


def event_csl(event: Row, date: EventDate, source: Row | None) -> dict[str, Any]:
    """An event as an item of CSL-JSON: its source, with the quote and the coding as a note."""
    row = _source(event, source)
    note = " ".join([*_event_remarks(event, date), *_source_remarks(row)])
    return source_csl(row) | {"id": event_key(event), "note": note}


def _csl_name(name: str) -> dict[str, str]:
    split = _family_and_given(name)
    return {"family": split[0], "given": split[1]} if split else {"literal": name}


# BibTeX


def source_bibtex(source: Row) -> str:
    """A source as a BibTeX entry."""
    remarks = [*_date_remark(source), *_source_remarks(source)]
    return _bibtex(cite_key(text_of(source, "source_id")), source, remarks)


def event_bibtex(event: Row, date: EventDate, source: Row | None) -> str:
    """An event as a BibTeX entry: its source, with the quote and the coding in the note."""
    row = _source(event, source)
    remarks = [*_event_remarks(event, date), *_date_remark(row), *_source_remarks(row)]
    return _bibtex(event_key(event), row, remarks)


def escape_bibtex(text: str) -> str:
    """Text that stands between braces and stays there, and that LaTeX prints as it is."""
    return one_line(text).translate(BIBTEX_ESCAPES)


def _bibtex(key: str, source: Row, remarks: list[str]) -> str:
    """An entry with one field a line. Values come with their own braces."""
    people = " and ".join(_bibtex_name(name) for name in _authors(source))
    texts = {
        "title": f"{{{escape_bibtex(text_of(source, 'title'))}}}",
        "howpublished": escape_bibtex(text_of(source, "publisher")),
        "language": escape_bibtex(text_of(source, "language")),
        "url": _address(source, "url").translate(ADDRESS_ESCAPES),
        "urldate": _iso_day(source, "retrieved"),
        "note": escape_bibtex(" ".join(remarks)),
    }
    fields = [("author", f"{{{people}}}")] if people else []
    fields += [(name, f"{{{text}}}") for name, text in texts.items() if text not in ("", "{}")]
    fields += _bibtex_date(_single_date(source, "published"))
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@misc{{{key},\n{lines}}}\n"


def _bibtex_name(name: str) -> str:
    """A name in braces, so that an “and” or a comma in it does not make it two."""
    split = _family_and_given(name) or (name,)
    return ", ".join(f"{{{escape_bibtex(part)}}}" for part in split)


def _bibtex_date(parts: Parts | None) -> list[tuple[str, str]]:
    if not parts:
        return []
    fields = [("year", f"{{{year_words(parts[0])}}}")]
    fields += [("month", MONTHS_SHORT[month - 1].lower()) for month in parts[1:2]]
    return fields + [("day", f"{{{day}}}") for day in parts[2:3]]


# RIS


def source_ris(source: Row) -> str:
    """A source as a RIS record."""
    remarks = [*_date_remark(source), *_source_remarks(source)]
    return _ris(cite_key(text_of(source, "source_id")), source, remarks)


def event_ris(event: Row, date: EventDate, source: Row | None) -> str:
    """An event as a RIS record: its source, with the quote and the coding as notes."""
    row = _source(event, source)
    remarks = [*_event_remarks(event, date), *_date_remark(row), *_source_remarks(row)]
    return _ris(event_key(event), row, remarks)


def _ris(key: str, source: Row, remarks: list[str]) -> str:
    """A record with one tag a line. Values have no line break, so none can begin a tag."""
    year = _ris_date(source, "published")[:4]
    tags = [
        ("TY", "GEN"),
        ("ID", key),
        *(("AU", name) for name in _authors(source)),
        ("TI", text_of(source, "title")),
        ("PB", text_of(source, "publisher")),
        ("PY", year),
        ("DA", _ris_date(source, "published")),
        ("Y2", _ris_date(source, "retrieved")),
        ("LA", text_of(source, "language")),
        ("UR", _address(source, "url")),
        *(("N1", remark) for remark in remarks),
    ]
    lines = "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value)
    return f"{lines}ER  - \r\n"


def _ris_date(source: Row, name: str) -> str:
    """`2022/03/13/approximate`: year, month, day and other information, the unknown left empty."""
    date = _date(source, name)
    parts = single(date) if date else None
    if date is None or not parts or not 1 <= parts[0] <= 9999:
        return ""
    known = [f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]
    return "/".join([*known, *[""] * (3 - len(known)), "approximate" * date.approximate])


# What all formats share


def cite_key(text: str) -> str:
    """A key of letters, digits and hyphens; text that had to be changed keeps apart by a hash."""
    safe = re.sub(r"[^A-Za-z0-9-]+", "-", text)[:64]
    if safe == text and text:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe.strip('-') or 'source'}-{digest}"


def event_key(event: Row) -> str:
    """The key of an event's citation: that of its source and its own, for they may be the same."""
    return f"{cite_key(text_of(event, 'source_id'))}:{cite_key(text_of(event, 'event_id'))}"


def _source(event: Row, source: Row | None) -> Row:
    """The source given; where there is none, what the event says of it."""
    return {"source_id": event["source_id"]} if source is None else source


def _authors(source: Row) -> list[str]:
    return [one_line(name) for name in split_parties(text_of(source, "authors"))]


def _family_and_given(name: str) -> tuple[str, str] | None:
    """Family and given name where one comma divides them; otherwise nobody guesses."""
    parts = [part.strip() for part in name.split(",")]
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def _address(source: Row, name: str) -> str:
    """An address that may be a link, else an empty text."""
    address = str(source.get(name) or "")
    return address if is_web_address(address) else ""


def _date(source: Row, name: str) -> EventDate | None:
    try:
        return parse_date(text_of(source, name))
    except DateError:
        return None


def _date_words(source: Row, name: str) -> str:
    """A date of a source in words; one that is no EDTF as it was written."""
    date = _date(source, name)
    return date.caption if date else text_of(source, name)


def _single_date(source: Row, name: str) -> Parts | None:
    date = _date(source, name)
    return single(date) if date else None


def _iso_day(source: Row, name: str) -> str:
    """A date as BibLaTeX takes it for `urldate`: a plain day, month or year, or nothing."""
    text = text_of(source, name)
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and _date(source, name) else ""


def _date_remark(source: Row) -> list[str]:
    """The date of publication in words where year, month and day would say too much or nothing."""
    date, text = _date(source, "published"), _date_words(source, "published")
    exact = date is not None and single(date) is not None and not date.approximate
    return [sentence(f"Published: {text}")] if text and not exact else []


def _source_remarks(source: Row) -> list[str]:
    """What the table says of a source beyond the usual fields; without a title, its identifier."""
    remarks = []
    if not text_of(source, "title"):
        remarks.append(f"Source “{text_of(source, 'source_id')}”.")
    if credit := text_of(source, "credit"):
        remarks.append(sentence(f"Credit: {credit}"))
    if archived := _address(source, "archive_url"):
        remarks.append(f"Archived copy: {archived}")
    if note := text_of(source, "note"):
        remarks.append(sentence(note))
    return remarks
