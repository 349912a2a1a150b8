"""A PDF to lines with their places on the page. Runs in the child."""

from __future__ import annotations

import io
import math
import re
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from webapp.articles.apart.pdftext import Line, text_of
from webapp.articles.base import ArticleLimits, Found
from webapp.model.problems import InputError

NO_TEXT = (
    "has no text: its pages are images, as a scanner or a screenshot makes them. Run text "
    "recognition (OCR) on it first, or copy or type the text."
)
LOCKED = (
    "is locked with a password. Save a copy without one, or copy the text of the article and "
    "paste that."
)
DAMAGED = (
    "is a damaged PDF or only a part of one. Fetch or save it anew, or copy the text of the "
    "article and paste that."
)


def read(data: bytes, limits: ArticleLimits) -> Found:
    """The text of a PDF and what it says of itself. Raises InputError when there is none."""
    try:
        reader = _open(data)
        _check_pages(reader, limits)
        lines = _all_lines(reader, limits)
        about = reader.metadata
        title = str(about.get("/Title") or "") if about else ""
    except DependencyError as error:
        raise InputError(LOCKED) from error
    except PyPdfError as error:
        raise InputError(DAMAGED) from error
    if not any(re.search(r"\w", line.text) for line in lines):
        raise InputError(NO_TEXT)
    return text_of(lines, title)


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(LOCKED)
    return reader


def _check_pages(reader: PdfReader, limits: ArticleLimits) -> None:
    """What the file says of its length, before the list of its pages is made."""
    root: Any = reader.root_object
    count = root["/Pages"].get("/Count", 0)
    if isinstance(count, int) and count > limits.pages:
        raise InputError(
            f"has {count:,} pages; up to {limits.pages:,} are read. Save the pages of the article "
            "as a PDF of their own."
        )


def _all_lines(reader: PdfReader, limits: ArticleLimits) -> list[Line]:
    """The lines of all pages. The count may lie, so pages and characters are counted as well."""
    lines: list[Line] = []
    characters = 0
    for number, page in enumerate(reader.pages):
        found = _lines(page, number)
        lines += found
        characters += sum(len(line.text) for line in found)
        if number >= limits.pages or characters > limits.characters:
            raise InputError(
                f"has more than {limits.pages:,} pages or {limits.characters:,} characters, which "
                "is more than an article may have. Save its pages as a PDF of their own."
            )
    return lines


def _lines(page: PageObject, number: int) -> list[Line]:
    """Lines of a page in the order in which they are drawn, each with its place and height."""
    pieces: list[tuple[str, tuple[float, float, float]]] = []

    def keep(text: str, outer: Any, inner: Any, _: object, size: Any) -> None:
        pieces.append((text, _place(outer, inner, size)))

    page.extract_text(visitor_text=keep)
    lines: list[Line] = []
    words, place = "", (0.0, 0.0, 0.0)
    for text, at in pieces:
        for nth, part in enumerate(text.split("\n")):
            if nth:
                lines += _line(words, number, place)
                words = ""
            if part.strip() and not words.strip():
                place = at
            words += part
    return lines + _line(words, number, place)


def _line(words: str, page: int, place: tuple[float, float, float]) -> list[Line]:
    text = " ".join(words.split())
    return [Line(text, page, *place)] if text else []


def _place(outer: Any, inner: Any, size: Any) -> tuple[float, float, float]:
    """Left edge, base line (from the bottom) and height on the page, in points, of a piece of text
    drawn with a matrix within a matrix. What is out of all measure counts as 0."""
    a, b, c, d, e, f = (float(number) for number in outer)
    x, y = float(inner[4]), float(inner[5])
    up = (inner[2] * a + inner[3] * c, inner[2] * b + inner[3] * d)
    found = (x * a + y * c + e, x * b + y * d + f, float(size) * math.hypot(*up))
    return found if all(map(math.isfinite, found)) else (0.0, 0.0, 0.0)
