"""Arithmetic and tables of the benchmarks."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil


def median(values: Sequence[float]) -> float:
    """The middle one. Raises ValueError without values."""
    if not values:
        raise ValueError("there is nothing to take the median of")
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """Below it lie so many percent of the values, 1 to 99. Raises ValueError without values."""
    if not values:
        raise ValueError("there is nothing to take a percentile of")
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """`ours / theirs`; None where one of them was not measured."""
    return ours / theirs if ours is not None and theirs else None


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def number(value: float | None, unit: str = "") -> str:
    """With three digits that say something; a dash where there is none."""
    if value is None:
        return "–"
    digits = 2 if value < 1 else 1 if value < 10 else 0
    return f"{value:,.{digits}f}{unit}"


def verdict(value: float | None, aim: float, least: bool = False) -> str:
    """Whether a figure meets its aim: at most it, or at least it."""
    if value is None:
        return "not measured"
    return "met" if (value >= aim if least else value <= aim) else "missed"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """What it was measured on, in a line."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    """Its name where the system tells it, else its kind."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8", "replace").splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
