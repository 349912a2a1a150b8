"""A Word document (.docx) to paragraphs: a zip file with XML. Runs in the child.

Only the text is wanted, so its one part is read here and not by a library that loads the whole
document, images included. Names of elements are compared without their name space: the strict and
the usual form differ in it alone.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from webapp.articles.base import MB, ArticleLimits, Found
from webapp.articles.kinds import TAKEN
from webapp.model.problems import InputError

MAIN = "word/document.xml"
MOST_MEMBERS = 5000
MOST_ELEMENTS = 3_000_000
"""About five seconds; the longest text that is taken needs a fraction of them."""
DEEPEST = 400
"""Elements within elements; a table in a table in a text box needs fewer than a hundred."""
MOST_NOTES = 256 * 1024
"""Bytes of the small part that says which part is the main one."""
_CHUNK = 256 * 1024

_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset(("Fallback", "del", "moveFrom"))
"""What holds a second copy of a text, or a text that is deleted or moved away."""
_HEADLINES = ("title", "heading1", "titel", "titre", "ttulo", "berschrift1", "überschrift1")
_OTHERS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("content.xml", "an OpenDocument file; open it in Word or LibreOffice and save it as .docx"),
)
TOO_LARGE = (
    "expands to more than a document of words may have, as in a file made to fill the computer. "
    "Copy the text of the article from it and paste that."
)
HOSTILE = (
    "defines XML entities or nests without end, which no Word document does; it was not read. "
    "Copy the text of the article from it and paste that."
)
LOCKED = "is locked with a password. Save a copy without one."
DAMAGED = "is damaged. Open it in Word or LibreOffice and save it anew as .docx."


_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ParseError),
    *(EOFError, OSError, LookupError, ValueError, RuntimeError, OverflowError),
)
"""What reading a zip file or XML that is damaged has been seen to raise."""


class _Bounded(io.RawIOBase):
    """A stream that refuses to grow: what a zip file says of its sizes may be a lie."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._left = stream, most

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises InputError beyond the bound."""
        data = self._stream.read(_CHUNK if size < 0 else min(size, _CHUNK))
        self._left -= len(data)
        if self._left < 0:
            raise InputError(TOO_LARGE)
        return data


def read(data: bytes, limits: ArticleLimits) -> Found:
    """The text of a document. Raises InputError for other, damaged, hostile and oversized ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _main_part(archive, limits)
            with archive.open(main) as part:
                return _found(_paragraphs(_Bounded(part, limits.expanded_bytes)), limits)
    except DefusedXmlException as error:
        raise InputError(HOSTILE) from error
    except _BROKEN as error:
        raise InputError(DAMAGED) from error


def _main_part(archive: zipfile.ZipFile, limits: ArticleLimits) -> zipfile.ZipInfo:
    """The part with the text, if the zip file is a document that may be unpacked."""
    names = archive.namelist()
    if len(names) > MOST_MEMBERS:
        raise InputError(f"holds {len(names):,} files, which no document does. {TAKEN}")
    name = _named_main(archive) if "_rels/.rels" in names else MAIN
    if name not in names:
        name = MAIN
    if name not in names or not name.startswith("word/"):
        raise InputError(f"is {_other(names)}. {TAKEN}")
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise InputError(LOCKED)
    if info.file_size > limits.expanded_bytes:
        raise InputError(f"says that it expands to {info.file_size / MB:,.0f} MB, and {TOO_LARGE}")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(DAMAGED)
    return info


def _named_main(archive: zipfile.ZipFile) -> str:
    """The main part as the document names it; some programs call it `word/document2.xml`."""
    info = archive.getinfo("_rels/.rels")
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return MAIN
    with archive.open(info) as part:
        for _, element in iterparse(_Bounded(part, MOST_NOTES), forbid_dtd=True):
            if str(element.get("Type")).endswith("/officeDocument"):
                return posixpath.normpath(str(element.get("Target")).lstrip("/"))
    return MAIN


def _other(names: list[str]) -> str:
    """What a zip file is that is no Word document."""
    for start, words in _OTHERS:
        if any(name.startswith(start) for name in names):
            return words
    return "a packed file (zip); unpack it and take the article from it"


def _paragraphs(stream: _Bounded) -> Iterator[tuple[str, str]]:
    """Style and text of each paragraph in order; one within another (a text box) comes first."""
    above: list[Element] = []
    waiting: list[tuple[list[str], list[str]]] = []
    skipped = 0
    events = iterparse(stream, ("start", "end"), forbid_dtd=True)
    for number, (event, element) in enumerate(events):
        if number > 2 * MOST_ELEMENTS:
            raise InputError(TOO_LARGE)
        name = _local(element)
        if event == "start":
            above.append(element)
            if len(above) > DEEPEST:
                raise InputError(HOSTILE)
            skipped += name in _SKIPPED
            if name == "p":
                waiting.append(([], []))
            continue
        above.pop()
        if above:
            del above[-1][-1]  # What has been read is not kept: no tree grows.
        skipped -= name in _SKIPPED
        if name == "p":
            style, words = waiting.pop()
            if not skipped:
                yield "".join(style), "".join(words)
        elif waiting and not skipped:
            _take(element, name, _local(above[-1]) if above else "", *waiting[-1])


def _take(element: Element, name: str, parent: str, style: list[str], words: list[str]) -> None:
    """Add what an element says to its paragraph."""
    if name == "t":
        words.append(element.text or "")
    elif name in _SIGNS and parent == "r":
        words.append(_SIGNS[name])
    elif name == "pStyle":
        style.extend(value for key, value in element.items() if key.endswith("val"))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _found(paragraphs: Iterator[tuple[str, str]], limits: ArticleLimits) -> Found:
    """The paragraphs as a text, and the title if one is styled as such."""
    texts: list[str] = []
    headlines: list[str] = []
    left = limits.characters
    for style, text in paragraphs:
        words = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        left -= len(words)
        if left < 0:
            break
        if words:
            texts.append(words)
        if words and style.casefold() in _HEADLINES:
            headlines.append(words.replace("\n", " "))
    why = "the document sets it as its title"
    said = {"title": (headlines[0], why)} if headlines and len(headlines[0]) <= 200 else {}
    if left < 0:
        raise InputError(
            f"has more than {limits.characters:,} characters. Take the article alone, or divide it."
        )
    return Found("\n\n".join(texts), said)
