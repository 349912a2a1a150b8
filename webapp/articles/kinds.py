"""What a file is, by what stands in it. Its name is never asked: names lie."""

from __future__ import annotations

import re
from typing import Literal

from webapp.model.problems import InputError

Kind = Literal["text", "page", "word", "pdf"]

TAKEN = "Articles are read from plain text, web pages (.html), Word (.docx) and PDF files."
_LOOK = 64 * 1024
"""Characters at the start of a text that are searched for the tags of a web page."""

_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title|span|table)\b",
    re.IGNORECASE,
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (_OLD_OFFICE, "an old Office document (.doc); open it in Word or LibreOffice, save as .docx"),
    (b"{\\rtf", "a rich text document (.rtf); open it in Word or LibreOffice, save as .docx"),
    (b"\x89PNG", "an image; an article is read from its text, so copy or type the text"),
    (b"\xff\xd8\xff", "an image; an article is read from its text, so copy or type the text"),
    (b"GIF8", "an image; an article is read from its text, so copy or type the text"),
    (b"II*\x00", "an image; an article is read from its text, so copy or type the text"),
    (b"MM\x00*", "an image; an article is read from its text, so copy or type the text"),
    (b"RIFF", "an image, sound or film; copy or type the text of the article"),
    (b"ID3", "a sound; copy or type the text of the article"),
    (b"\x1f\x8b", "a packed file (gzip); unpack it and take the article from it"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z); unpack it and take the article from it"),
    (b"Rar!", "a packed file (rar); unpack it and take the article from it"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"bplist00", "a web archive of Safari; save the page as HTML (page source)"),
    (b"SQLite format 3", "a database; copy the text of the article"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_MHTML = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?content-type:\s*multipart/", re.I
)


def kind_of(data: bytes, file: str) -> Kind:
    """The kind of an article's file, "text" for whatever may be plain text.

    Raises InputError for what is known to be something else.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "word"
    for start, words in _FOREIGN:
        if data.startswith(start) and not _only_letters(start, data):
            raise InputError(f"{file} is {words}. {TAKEN}")
    if _MHTML.match(data[:_LOOK]):
        raise InputError(
            f"{file} is a web archive or e-mail in several parts (.mhtml, .eml); save the page as "
            f'"HTML only", or copy its text. {TAKEN}'
        )
    return "text"


def _only_letters(start: bytes, data: bytes) -> bool:
    """Whether the sign of a foreign file may just as well be the first word of a text."""
    return start.isalnum() and b"\0" not in data[:1024]


def is_page(text: str) -> bool:
    """Whether a decoded text is a web page: it begins with a tag and has the tags of one."""
    start = text[:_LOOK].lstrip()
    return start.startswith("<") and _PAGE.search(start) is not None
