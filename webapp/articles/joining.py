"""Lines that were broken to fit a page, joined again; a word divided at a line's end made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_DIVIDED = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\Z")
_BEGINS = re.compile(r"[^\W_]+")
_SUSPENDS = frozenset(("and", "or", "to"))
"""What follows a hyphen that stands for a word to come: "short- and long-term"."""
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
    pieces = [line.strip() for line in lines]
    for at, (line, following) in enumerate(pairwise(pieces)):
        pieces[at] = line if not line else _before(line, following)
    return "".join(pieces)


def _before(line: str, following: str) -> str:
    """A line as it stands before the next one: with a space, or without the hyphen of a word that
    goes on there."""
    divided, begins = _DIVIDED.search(line[-60:]), _BEGINS.match(following)
    if divided and divided[2] == "\u00ad":
        return line[:-1]
    if not divided or not begins or begins.group() in _SUSPENDS:
        return f"{line} "
    own = not begins.group().islower() or (divided[2] == "-" and divided[1].casefold() in _KEEPS)
    return line if own else line[:-1]


JOINED = (
    "The lines of the text were broken to fit a page; they were joined to paragraphs. Positions "
    "of quotes are counted in the joined text."
)
LEAST_LINES = 6
NARROWEST, WIDEST = 40, 110
"""Characters of the longest lines of a text that was broken to fit a page."""
FULL = 0.5
"""Share of the lines that end within a sentence, because the next word would not have fitted."""
_SLACK = 3
_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•–—])\s")
_ENDS = re.compile(r"[.!?…:][\"”’')\]]*\Z")
_LINES = re.compile(r"\r\n|\r|\n")


def with_whole_lines(text: str) -> str | None:
    """The text with the lines of each paragraph joined, None where its lines are paragraphs.

    Lines are broken to fit when hardly one is longer than a page is wide, and half of them are so
    long that the first word of the next would not have fitted, and end within a sentence.
    """
    lines = [line.rstrip() for line in _LINES.split(text)]
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < LEAST_LINES or not NARROWEST <= lengths[-1] <= WIDEST:
        return None
    width = lengths[int(0.9 * (len(lengths) - 1))] - _SLACK
    breaks = [_broken(a, b, width) for a, b in pairwise(lines)]
    within = sum(b and not _ENDS.search(line) for line, b in zip(lines, breaks, strict=False))
    if within < FULL * len(lengths):
        return None
    whole: list[list[str]] = [lines[:1]]
    for line, broken in zip(lines[1:], breaks, strict=True):
        if broken:
            whole[-1].append(line)
        else:
            whole.append([line])
    return "\n".join(map(join_lines, whole))


def _broken(line: str, following: str, width: int) -> bool:
    """Whether a line ends because the first word of the next did not fit."""
    first = following.split(maxsplit=1)[:1]
    if not line or not first or _ITEM.match(following):
        return False
    return len(line) + 1 + len(first[0]) > width
