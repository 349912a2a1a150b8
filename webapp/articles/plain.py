"""Bytes to text: how a text is encoded, and whether it is a text at all."""

from __future__ import annotations

import codecs
import re

from webapp.articles.kinds import TAKEN
from webapp.model.problems import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_PAGES = re.compile(r"(?:cp|iso8859|koi8|mac|gb|big5|shift_jis|euc|windows|johab|tis)")
"""Names of encodings for letters; Python knows others, which no page is written in."""
_LOOK = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x7f\ufffd]")
MOST_CONTROLS = 0.02
"""Share of control characters and characters that could not be read, from which a file is none of
text."""
FALL_BACK = (
    "The text is not in UTF-8; it was read as Windows-1252. Check letters with accents and "
    "quotation marks."
)


def decode_article(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file and notices. Raises InputError when it is not text."""
    text, notices = _decode(data)
    strange = len(_CONTROLS.findall(text))
    if strange > MOST_CONTROLS * len(text):
        raise InputError(f"{file} is not a text, and no kind of file that is known. {TAKEN}")
    return text, notices


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    wide = _wide(data[:_LOOK])
    if wide:
        return _marked(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _other(data)


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        notice = "Some characters of the file are damaged; they are shown as \ufffd."
        return data.decode(encoding, "replace"), (notice,)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark, by the zero bytes that it has between Latin letters."""
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _other(data: bytes) -> tuple[str, tuple[str, ...]]:
    """What is not UTF-8: as a web page declares it, or else Windows-1252."""
    declared = _DECLARED.search(data[:_LOOK]) or _DECLARED_XML.search(data[:_LOOK])
    if declared:
        try:
            encoding = codecs.lookup(declared[1].decode("ascii", "replace"))
            if _PAGES.match(encoding.name):
                return data.decode(encoding.name), ()
        except (LookupError, UnicodeError):
            pass
    return data.decode("cp1252", "replace"), (FALL_BACK,)
