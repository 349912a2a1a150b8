"""A problem found in a file: where, what value, what would be right."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class InputError(Exception):
    """A file that cannot be read as a table at all. The message is for the user."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    `row` is the line on which the record begins, counting the header as line 1; 0 means the file as
    a whole. An `error` leaves the row out of the table, a `warning` lets it in.
    """

    file: str
    row: int
    column: str
    value: str
    message: str
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """File, row and column in words, without the parts that do not apply."""
        parts = [self.file]
        if self.row:
            parts.append(f"line {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        shown = f" {shorten(self.value)!r}:" if self.value else ""
        effect = "row left out" if self.severity == "error" and self.row else self.severity
        return f"{self.where}:{shown} {self.message} [{effect}]"

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)


def shorten(text: str, length: int = 80) -> str:
    """`text` cut to `length` characters, the cut marked by an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
