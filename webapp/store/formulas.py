"""Cells that no spreadsheet runs as a formula, there and back without a loss."""

from __future__ import annotations

from webapp.model.columns import EXPORT_NOTE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the start of a formula, the full-width forms included."""


def escape_formula(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would begin a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def unescape_formula(cell: str) -> str:
    """The inverse of `escape_formula`."""
    escaped = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS)
    return cell[1:] if escaped else cell


def plain_columns(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """The columns of a file, by name, as they were before our own export escaped them.

    Its extra column marks an export as ours; files without it are left alone.
    """
    if EXPORT_NOTE not in columns:
        return columns
    return {
        unescape_formula(name): [unescape_formula(cell) for cell in cells]
        for name, cells in columns.items()
        if name != EXPORT_NOTE
    }
