"""Figures that were measured, kept so that the plot and the tables can be made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "measured"


def keep(name: str, machine: str, figures: Any) -> None:
    """Write the figures of a run to `bench/measured/NAME.json`."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine, "figures": figures}, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(name: str) -> tuple[str, Any]:
    """The machine and the figures of the last run that was kept. Raises OSError without one."""
    found = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found["machine"], found["figures"]
