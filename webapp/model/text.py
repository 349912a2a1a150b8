"""The normalised text that offsets, length and hash of a source refer to, and quotes in it."""

from __future__ import annotations

import hashlib
import unicodedata


def normalise(text: str) -> str:
    """Unicode NFC, CRLF and CR to LF, every other white space to one ordinary space each.

    Only NFC and CRLF can change the length; offsets are counted in the result (CODEBOOK,
    "Normalised text").
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if c != "\n" and c.isspace() else c for c in composed)


def decode(data: bytes) -> str:
    """The normalised text of a UTF-8 file.

    Raises UnicodeDecodeError if it is not UTF-8. A byte order mark is a mark, not text.
    """
    return normalise(data.decode("utf-8-sig"))


def sha256(text: str) -> str:
    """Hash of a normalised text, as `sources.csv` records it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def quote_problem(text: str, quote: str, start: int, end: int) -> str | None:
    """Why `text[start:end]` is not `quote`, or None when it is."""
    if text[start:end] == quote:
        return None
    found = text.find(quote)
    if found >= 0:
        return f"the quote stands at {found} to {found + len(quote)}, not at {start} to {end}"
    return (
        f"the text at {start} to {end} reads {text[start:end][:60]!r}; the quote is not in the text"
    )


_REORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HIDDEN = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *map(ord, _REORDERING)], "\ufffd"
) | {ord(space): " " for space in "\t\n\r"}


def printable(text: str) -> str:
    """Text for the screen: controls and marks that reorder text become visible U+FFFD.

    The table keeps the text as it is; only what is shown is made harmless.
    """
    return text.translate(_HIDDEN)


def printable_lines(text: str) -> str:
    """As `printable`, line breaks kept."""
    return "\n".join(printable(line) for line in text.split("\n"))
