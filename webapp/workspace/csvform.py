"""How a CSV file was written: column names, line ends, quotation marks, byte order mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product

from webapp.workspace.cells import dumps, loads

BOM = b"\xef\xbb\xbf"
SPECIAL = ',"\r\n'
"""Characters that make quotation marks around a cell necessary."""


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
    cells = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    lines = (",".join(_quoted(cell, style.quote_all) for cell in line) for line in cells)
    text = style.ending.join(lines) + (style.ending if style.last_ending else "")
    return (BOM if style.mark else b"") + text.encode("utf-8")


def _quoted(cell: str, always: bool) -> str:
    """A cell as it is written. Python's own writer leaves some line ends without the quotation
    marks that they need."""
    if not (always or any(character in cell for character in SPECIAL)):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def style_of(data: bytes, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Style:
    """The style in which the rows give just these bytes; the default where none does."""
    mark = data.startswith(BOM)
    last = data.endswith((b"\n", b"\r"))
    for ending, quote_all in product(("\r\n", "\n"), (False, True)):
        style = Style(ending, quote_all, mark, last)
        if written(columns, rows, style) == data:
            return style
    return DEFAULT
