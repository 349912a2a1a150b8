"""Progress of loading on the terminal: a bar that is redrawn, or plain lines in a log."""

from __future__ import annotations

import sys
import threading
import time
from typing import TextIO

from webapp.cli.say import plain
from webapp.export.progress import progress_words
from webapp.store.progress import Progress

BAR = 24
BAR_SECONDS, LINE_SECONDS = 0.1, 5.0
QUIET = 1.0
"""Seconds of loading of which nothing is said: what is over at once needs no bar."""


class ProgressBar:
    """Takes reports of progress, also from another thread, and shows some of them."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._drawn = False
        self._last = 0.0
        self._lock = threading.Lock()

    def __call__(self, progress: Progress) -> None:
        """Show a report, if the last one is some time ago."""
        every = BAR_SECONDS if self._stream.isatty() else LINE_SECONDS
        with self._lock:
            now = time.monotonic()
            if progress.seconds < QUIET or now - self._last < every:
                return
            self._last = now
            self._write(progress)

    def _write(self, progress: Progress) -> None:
        words = plain(progress_words(progress))
        if not self._stream.isatty():
            print(words, file=self._stream, flush=True)
            return
        done = round(BAR * (progress.done or 0))
        bar = "#" * done + "." * (BAR - done)
        print(f"\r\x1b[K[{bar}] {words}", end="", file=self._stream, flush=True)
        self._drawn = True

    def close(self) -> None:
        """End the line of the bar."""
        with self._lock:
            if self._drawn:
                print(file=self._stream, flush=True)
            self._drawn = False
