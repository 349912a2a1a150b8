"""Progress of loading in words, for the terminal and for the page."""

from __future__ import annotations

from webapp.store.progress import Progress


def progress_words(progress: Progress) -> str:
    """`Reading events.csv: 35%, 350,000 rows, 62,000 a second, about 10 seconds left`."""
    parts = [f"{progress.stage} {progress.file}"]
    if progress.done is not None:
        parts[0] += f": {progress.done:.0%}"
    if progress.rows:
        parts.append(f"{progress.rows:,} rows")
        parts.append(f"{_rounded(progress.rate):,} a second")
    left = progress.left
    if left is not None and left >= 1:
        parts.append(f"{duration(left)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A stretch of time in its largest unit, as a guess is told."""
    for unit, length in (("hour", 3600), ("minute", 60)):
        if seconds >= 1.5 * length:
            return f"about {round(seconds / length)} {unit}s"
    count = max(1, round(seconds))
    return f"about {count} second{'s' * (count != 1)}"


def _rounded(rate: float) -> int:
    """A rate to two digits: more of them would only flicker."""
    whole = int(rate)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return int(round(whole / step) * step)
