"""Reports of a text in the form that the tables of the tests have them."""

from __future__ import annotations

import re

from tests.needs import english_parser
from webapp.extract.base import Report
from webapp.extract.parsing import parse
from webapp.extract.reports import find_reports
from webapp.extract.text import read_document

Row = tuple[str, str, str, str]
"""Content (pieces joined by " / "), source, speaker, kind."""
Table = list[tuple[str, str, list[Row]]]
"""A name, a text, and its reports."""
D, M, I = "direct", "mixed", "indirect"  # noqa: E741
_EDGE = " .,;:—–-“”\"‘’'«»„`"


def reports_of(text: str, asides: bool = False) -> tuple[str, tuple[Report, ...]]:
    """The normalised text and its reports."""
    document = read_document(text)
    return document.text, find_reports(document, parse(document, english_parser()), asides)


def rows_of(text: str, aside: bool = False) -> list[Row]:
    """The reports of a text as rows; with `aside`, those that its quotations tell of others."""
    read, reports = reports_of(text, aside)
    return [_row(report, read) for report in reports if report.aside == aside]


def _row(report: Report, text: str) -> Row:
    content = " / ".join(_bare(span.of(text)) for span in report.content)
    source = _bare(report.source.of(text)) if report.source else ""
    return content, source, report.speaker, report.kind


def _bare(words: str) -> str:
    """Words without marks at their edges, and without "that"; white space in one form."""
    words = re.sub(r"\s+", " ", words).strip(_EDGE)
    return re.sub(r"^(?:that|to) ", "", words).strip(_EDGE)
