"""How a CSV file was written: column names, line ends, quotation marks, byte order mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Literal

from webapp.workspace.cells import dumps, loads

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Style:
    """One of the usual ways to write a CSV file. The default is RFC 4180."""

    ending: str = "\r\n"
    quote_all: bool = False
    mark: bool = False
    last_ending: bool = True


DEFAULT = Style()


@dataclass(frozen=True)
class Layout:
    """Columns in their order, and the style."""

    columns: tuple[str, ...]
    style: Style = DEFAULT

    def as_text(self) -> tuple[str, str]:
        """Columns and style as JSON."""
        return dumps(self.columns), dumps(asdict(self.style))

    @staticmethod
    def of(columns: str, style: str) -> Layout:
        """What `as_text` has written."""
        return Layout(tuple(loads(columns)), Style(**loads(style)))

    def with_columns(self, more: Iterable[str]) -> Layout:
        """With further columns at the end."""
        return Layout(tuple(dict.fromkeys((*self.columns, *more))), self.style)


def written(columns: Sequence[str], rows: Iterable[Mapping[str, str]], style: Style) -> bytes:
    """A table as the bytes of a file."""
    buffer = io.StringIO(newline="")
    quoting: Literal[0, 1] = 1 if style.quote_all else 0  # csv.QUOTE_ALL, csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, quoting=quoting, lineterminator=style.ending)
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    text = buffer.getvalue()
    if not style.last_ending:
        text = text.removesuffix(style.ending)
    return (BOM if style.mark else b"") + text.encode("utf-8")


def style_of(data: bytes, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Style:
    """The style in which the rows give just these bytes; the default where none does."""
    mark = data.startswith(BOM)
    last = data.endswith((b"\n", b"\r"))
    for ending, quote_all in product(("\r\n", "\n"), (False, True)):
        style = Style(ending, quote_all, mark, last)
        if written(columns, rows, style) == data:
            return style
    return DEFAULT
