"""Lines that were broken to fit a page, joined again; a word divided at a line's end made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIVIDED = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\Z")
_BEGINS = re.compile(r"[^\W\d_]+")
_KEEPS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty"),
        *("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "half", "self"),
        *("non", "anti", "pro", "ex", "vice", "well", "long", "short", "high", "low", "so", "all"),
        *("cross", "state", "mid", "post", "pre", "multi", "semi"),
    )
)
"""First parts after which a hyphen at the end of a line is the word's own."""


def join_lines(lines: Sequence[str]) -> str:
    """The lines of one paragraph as one line."""
    text = ""
    for line in lines:
        text = _joined(text, line.strip()) if text else line.strip()
    return text


def _joined(text: str, line: str) -> str:
    divided, begins = _DIVIDED.search(text[-60:]), _BEGINS.match(line)
    if not divided or not begins or not begins.group().islower():
        return f"{text} {line}" if not divided or divided[2] != "\u00ad" else text[:-1] + line
    own = divided[2] == "-" and divided[1].casefold() in _KEEPS
    return text + line if own else text[:-1] + line
