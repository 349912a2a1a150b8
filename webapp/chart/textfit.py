"""How wide a text will be, and how to break it into lines.

Widths are Helvetica's, in thousandths of the type size, which Arial and Liberation Sans share. The
browser says how much wider its own font runs (`spread`), so labels are placed by true widths.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_GROUPS = {
    222: "ijl",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    500: "Jckszvxy",
    556: "#$0123456789?Labdeghnopqu_",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "W",
}
_WIDTHS = {character: width for width, group in _GROUPS.items() for character in group} | {
    '"': 355,
    "'": 191,
    "%": 889,
    "*": 389,
    "@": 1015,
    "^": 469,
    "{": 334,
    "|": 260,
    "}": 334,
    "…": 1000,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "–": 556,
    "—": 1000,
    "·": 278,
    "→": 1000,
}
_OTHER, _WIDE = 640, 1050
DEFAULT_SPREAD = 1.18
"""What DejaVu Sans, the widest usual fallback, needs over Helvetica. Used where nobody measured."""

_SAMPLE = "Ukraine says that 14 of the 25 events between Russia and Western officials were talks"


def font_sample() -> tuple[str, float]:
    """A text and its width here at 100 px: the browser measures the same and reports the ratio."""
    return _SAMPLE, round(text_width(_SAMPLE, 100, 1), 1)


def text_width(text: str, size: float, spread: float = DEFAULT_SPREAD) -> float:
    """Width of one line in pixels at a type size in pixels."""
    total = 0
    for character in text:
        width = _WIDTHS.get(character)
        if width is None:
            width = _character_width(character)
        total += width
    return total * size * spread / 1000


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def wrap(text: str, size: float, width: float, spread: float = DEFAULT_SPREAD) -> list[str]:
    """Lines of at most `width` pixels, broken at spaces, and inside a word only if it must be."""
    lines: list[str] = []
    line, used = "", 0.0
    space = text_width(" ", size, spread)
    for word in text.split():
        wide = text_width(word, size, spread)
        if line and used + space + wide <= width:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        *broken, line = [word] if wide <= width else _break_word(word, size, width, spread)
        lines += broken
        used = text_width(line, size, spread)
    return [*lines, line] if line or not lines else lines


def _break_word(word: str, size: float, width: float, spread: float) -> list[str]:
    """Pieces of one word, each within `width` or one character long."""
    pieces, start, used = [], 0, 0.0
    for at, character in enumerate(word):
        wide = text_width(character, size, spread)
        if at > start and used + wide > width:
            pieces.append(word[start:at])
            start, used = at, 0.0
        used += wide
    return [*pieces, word[start:]]


def wrap_to(
    text: str, size: float, width: float, spread: float = DEFAULT_SPREAD, most: int = 4
) -> list[str]:
    """As `wrap`, with an ellipsis where more than `most` lines would be needed."""
    lines = wrap(text, size, width, spread)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(last + "…", size, spread) > width:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]
