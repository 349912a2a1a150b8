"""Texts whose lines are broken at a width: a phrase may go on in the next line."""

from __future__ import annotations

import re

from webapp.extract.base import Document
from webapp.extract.text import read_document

FEWEST = 3
"""Breaks within sentences that make a text one of broken lines."""
SHORT = 40
"""Characters of a line that ends before the width: a heading, or the end of a paragraph."""
_BREAK = re.compile(r"(?<=[^\s])[ ]*\n(?=[^\s])")
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*\s*$")


def unbroken(document: Document) -> Document:
    """The document with a space for each break within a paragraph, of the same length; itself if
    its lines are paragraphs."""
    text = document.text
    breaks = [match.end() - 1 for match in _BREAK.finditer(text)]
    inner = [at for at in breaks if _is_inner(text, at)]
    if len(inner) < FEWEST or 2 * len(inner) < len(breaks):
        return document
    chars = list(text)
    for at in breaks:
        if _is_inner(text, at) or at - text.rfind("\n", 0, at) > SHORT:
            chars[at] = " "
    return read_document("".join(chars))


def _is_inner(text: str, at: int) -> bool:
    """Whether the line is no heading and goes on: it doesn't end a sentence."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if text[at + 1].islower():
        return len(line) > SHORT // 2
    return len(line) > SHORT and not _ENDS.search(line)
