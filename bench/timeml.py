"""TimeML files as text with the time expressions that people marked in it.

Read are `.tml` files (TimeML, TIMEX3 with `value`) and `.xml` files of older make (TIMEX2 with
`val`). The text is that of the TEXT elements; tags within it (EVENT, SIGNAL, s) are looked through.
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
from webapp.model.text import normalise

SUFFIXES = (".tml", ".xml")
TAGS = ("TIMEX3", "TIMEX2", "TIMEX")
DATED = ("DCT", "DATETIME", "DATE_TIME", "DATELINE", "DATE")
"""Elements outside the text that hold the day of publication."""
TEXTS = ("TEXT", "BODY")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>")
_ENTITY = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)(\w+;)?")
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
    marked: list[Marked] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)

    def take(self, piece: str | None) -> None:
        text = normalise(piece or "")
        self.pieces.append(text)
        self.length += len(text)

    def visit(self, element: Element) -> None:
        start = self.length
        self.take(element.text)
        for child in element:
            self.visit(child)
            self.take(child.tail)
        if _tag(element) in TAGS and self.length > start:
            self._mark(element, Span(start, self.length))

    def _mark(self, element: Element, span: Span) -> None:
        if _is_creation(element):
            self.ignored.append(span)
        else:
            self.marked.append(Marked(span, _value(element), element.get("type", "")))


def read_folder(folder: Path) -> Iterator[MarkedText | TimeMLError]:
    """Each file below a folder, in the order of names; a broken one as what is wrong with it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            try:
                yield read_file(path, path.relative_to(folder).as_posix())
            except TimeMLError as error:
                yield error


def read_file(path: Path, name: str = "") -> MarkedText:
    """One file. Raises TimeMLError naming what is wrong."""
    name = name or path.name
    try:
        root = _root(_decoded(path.read_bytes()))
    except (ParseError, DefusedXmlException, OSError, RecursionError) as error:
        raise TimeMLError(f"{name} is not well-formed XML: {error}") from error
    texts = _texts(root)
    if not texts:
        raise TimeMLError(f"{name} has no TEXT element")
    walk = _Walk()
    for number, text in enumerate(texts):
        walk.take("\n\n" if number else "")
        walk.visit(text)
    whole = "".join(walk.pieces)
    if normalise(whole) != whole:
        raise TimeMLError(f"{name} parts a letter from its accent by a tag")
    return MarkedText(name, whole, _created(root), tuple(walk.marked), tuple(walk.ignored))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _root(source: str) -> Element:
    """The tree. Entities of HTML and bare ampersands, which older files have, are taken as meant;
    a file of several elements without one around them gets one."""
    source = _DOCTYPE.sub("", _DECLARATION.sub("", source))
    source = _ENTITY.sub(_entity, source)
    try:
        root: Element = fromstring(source)
    except ParseError as error:
        if "junk after document element" not in str(error):
            raise
        root = fromstring(f"<all>{source}</all>")
    return root


def _entity(match: re.Match[str]) -> str:
    known = html.unescape(match.group())
    return html.escape(known) if match[1] and known != match.group() else f"&amp;{match[1] or ''}"


def _tag(element: Element) -> str:
    """The name of an element without its namespace; of comments, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _texts(root: Element) -> list[Element]:
    """The outermost TEXT elements; BODY where there are none."""
    for name in TEXTS:
        found = [element for element in root.iter() if _tag(element) == name]
        inner = {id(e) for outer in found for e in outer.iter() if e is not outer}
        if found:
            return [element for element in found if id(element) not in inner]
    return []


def _is_creation(element: Element) -> bool:
    return element.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME")


def _value(element: Element) -> str:
    return (element.get("value") or element.get("val") or element.get("VAL") or "").strip()


def _created(root: Element) -> str:
    """The day of creation: of the element that says so, else of one where it usually stands."""
    marks = [element for element in root.iter() if _tag(element) in TAGS]
    dates = [_edtf(_value(element)) for element in marks if _is_creation(element)]
    for place in (e for name in DATED for e in root.iter() if _tag(e) == name):
        dates += [_edtf(_value(element)) for element in place.iter() if _tag(element) in TAGS]
        dates += [_edtf("".join(place.itertext()).strip())]
    return next((date for date in dates if date), "")


def _edtf(value: str) -> str:
    """Of 1998-02-27T08:59 or 19980227 the day, else year and month, or nothing."""
    day = _DAY.match(value)
    if day:
        return "-".join(day.groups())
    month = _MONTH.match(value)
    return "-".join(part for part in month.groups() if part) if month else ""
