"""Placeholder until the mapping of unforeseen tables is in: none is ever found."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

Mapping = NoReturn


def mapping_beside(path: Path) -> Path:
    """Where the mapping of a file is saved."""
    return path.with_name(f"{path.name}.mapping.json")


def load_mapping(path: Path) -> Mapping:
    """The mapping in a file."""
    raise NotImplementedError(path)


def format_of(mapping: Mapping) -> Mapping:
    """The format that a mapping makes."""
    raise NotImplementedError(mapping)
