"""TimeML files as text with the time expressions that people marked in it.

Read are `.tml` files (TimeML, TIMEX3 with `value`) and `.xml` and `.sgm` files of older make
(TIMEX2 with `val`), whatever the case of their names, tags, attributes and values. The text is that
of the TEXT elements, or of the whole TimeML element where it has none, as in TimeBank; tags within
it (EVENT, SIGNAL, s) are looked through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from webapp.extract.base import Span
from webapp.extract.text import read_document
from webapp.extract.times import find_times
from webapp.model.text import normalise

SUFFIXES = (".tml", ".timeml", ".xml", ".sgm", ".sgml")
TAGS = ("TIMEX3", "TIMEX2", "TIMEX")
DATED = ("DCT", "DATETIME", "DATE_TIME", "DATELINE", "DATE")
"""Elements outside the text that hold the day of publication."""
TEXTS = ("TEXT", "BODY")
ABOUT = (
    *DATED,
    "DOCID",
    "DOCNO",
    "DOCTYPE",
    "EXTRAINFO",
    "MAKEINSTANCE",
    "TLINK",
    "SLINK",
    "ALINK",
)
"""Elements beside the text in a file whose text has no element of its own."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>")
_ENTITY = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)(\w+;)?", re.DOTALL
)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AMERICAN = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4}|\d\d)(?!\d)")
TURN = 50
"""Two digits below it are a year of this century."""
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")


class TimeMLError(ValueError):
    """A file that can't be read, in words."""


@dataclass(frozen=True)
class Marked:
    """A time expression as a person marked it. `kind` is empty where the file has no type."""

    span: Span
    value: str
    kind: str


@dataclass(frozen=True)
class MarkedText:
    """A text, the day of its creation in EDTF (empty if unknown), and what is marked in it.

    `ignored` are stretches that give the day of creation itself.
    """

    name: str
    text: str
    created: str
    marked: tuple[Marked, ...]
    ignored: tuple[Span, ...] = ()


@dataclass
class _Walk:
    """What is gathered on the way through a text."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    skipped: tuple[str, ...] = ()
    """Elements whose text isn't the article's."""
    marked: list[Marked] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)

    def take(self, piece: str | None) -> None:
        text = normalise(piece or "")
        self.pieces.append(text)
        self.length += len(text)

    def visit(self, element: Element) -> None:
        start = self.length
        if not isinstance(element.tag, str) or _tag(element) in self.skipped:
            return
        self.take(element.text)
        for child in element:
            self.visit(child)
            self.take(child.tail)
        if _tag(element) in TAGS:
            self._trim(element, start)

    def _trim(self, element: Element, start: int) -> None:
        """Mark what an element holds, without the white space at its ends."""
        words = "".join(self.pieces)[start:]
        begin = start + len(words) - len(words.lstrip())
        if words.strip():
            self._mark(element, Span(begin, begin + len(words.strip())))

    def _mark(self, element: Element, span: Span) -> None:
        if _is_creation(element):
            self.ignored.append(span)
        else:
            kind = _attribute(element, "type").upper()
            self.marked.append(Marked(span, _value(element), kind))


def read_folder(folder: Path) -> Iterator[MarkedText | TimeMLError]:
    """Each file below a folder (or the one file), in the order of names; a broken one as what is
    wrong with it."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.suffix.lower() in SUFFIXES and path.is_file():
            name = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
            try:
                yield read_file(path, name)
            except TimeMLError as error:
                yield error


def read_file(path: Path, name: str = "") -> MarkedText:
    """One file. Raises TimeMLError naming what is wrong."""
    name = name or path.name
    try:
        root = _root(_decoded(path.read_bytes()))
        texts = _texts(root)
        walk = _Walk(skipped=ABOUT if texts == [root] else ())
        for number, text in enumerate(texts):
            walk.take("\n\n" if number else "")
            walk.visit(text)
    except (ParseError, DefusedXmlException, OSError, RecursionError) as error:
        raise TimeMLError(f"{name} is not well-formed XML: {error}") from error
    if not texts:
        raise TimeMLError(f"{name} has no TEXT element")
    whole = "".join(walk.pieces)
    if normalise(whole) != whole:
        raise TimeMLError(f"{name} parts a letter from its accent by a tag")
    return MarkedText(name, whole, _created(root), tuple(walk.marked), tuple(walk.ignored))


def _decoded(data: bytes) -> str:
    """By its byte order mark, else UTF-8, else as it says itself, else the usual one of old."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    told = _ENCODING.match(data.lstrip())
    for encoding in ("utf-8-sig", told[1].decode() if told else "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _root(source: str) -> Element:
    """The tree. Entities of HTML and bare ampersands, which older files have, are taken as meant;
    a file of several elements without one around them gets one."""
    source = _DECLARATION.sub("", _CONTROL.sub(" ", source))
    if "<!ENTITY" not in source:  # those are refused by the parser
        source = _DOCTYPE.sub("", source)
    source = _ENTITY.sub(_entity, source)
    try:
        root: Element = fromstring(source)
    except ParseError as error:
        if "junk after document element" not in str(error):
            raise
        root = fromstring(f"<all>{source}</all>")
    return root


def _entity(match: re.Match[str]) -> str:
    if match.group().startswith("<"):
        return match.group()
    known = html.unescape(match.group())
    return html.escape(known) if match[1] and known != match.group() else f"&amp;{match[1] or ''}"


def _tag(element: Element) -> str:
    """The name of an element in capitals, without its namespace; of comments, nothing."""
    return element.tag.rpartition("}")[2].upper() if isinstance(element.tag, str) else ""


def _attribute(element: Element, *names: str) -> str:
    """The first of some attributes, whatever the case of its name."""
    found = {key.lower(): value for key, value in element.attrib.items()}
    return next((found[name].strip() for name in names if found.get(name)), "")


def _texts(root: Element) -> list[Element]:
    """The outermost TEXT elements; BODY where there are none; else all of a TimeML element."""
    for name in TEXTS:
        found = [element for element in root.iter() if _tag(element) == name]
        inner = {id(e) for outer in found for e in outer.iter() if e is not outer}
        if found:
            return [element for element in found if id(element) not in inner]
    return [root] if _tag(root) == "TIMEML" and any(_tag(e) in TAGS for e in root.iter()) else []


def _is_creation(element: Element) -> bool:
    told = _attribute(element, "functionindocument").upper()
    return told in ("CREATION_TIME", "PUBLICATION_TIME")


def _value(element: Element) -> str:
    return _attribute(element, "value", "val").upper()


def _created(root: Element) -> str:
    """The day of creation: of the element that says so, else of one where it usually stands."""
    marks = [element for element in root.iter() if _tag(element) in TAGS]
    dates = [_edtf(_value(element)) for element in marks if _is_creation(element)]
    for place in (e for name in DATED for e in root.iter() if _tag(e) == name):
        dates += [_edtf(_value(element)) for element in place.iter() if _tag(element) in TAGS]
        dates += [_edtf(words := "".join(place.itertext()).strip()), _in_words(words)]
    return next((date for date in dates if date), "")


def _in_words(words: str) -> str:
    """Of "March 22, 2013" or 02/27/1998, as American files have it, the day; or nothing."""
    month_first = _AMERICAN.match(words)
    if month_first:
        month, day, year = (int(part) for part in month_first.groups())
        year += 0 if year > 99 else 2000 if year < TURN else 1900
        return f"{year:04d}-{month:02d}-{day:02d}" if month <= 12 and 1 <= day <= 31 else ""
    days = (time for time in find_times(read_document(words)) if time.kind in ("DATE", "TIME"))
    return next((time.date for time in days if time.basis == "stated" and time.date), "")


def _edtf(value: str) -> str:
    """Of 1998-02-27T08:59 or 19980227 the day, else year and month, or nothing."""
    day = _DAY.match(value)
    if day:
        return "-".join(day.groups())
    month = _MONTH.match(value)
    return "-".join(part for part in month.groups() if part) if month else ""
