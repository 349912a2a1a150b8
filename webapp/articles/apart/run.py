"""The parent's side: runs `child.py` on a file, stops it in time, and says what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from webapp.articles.base import ArticleLimits, Found
from webapp.model.problems import InputError

_PLACES = threading.BoundedSemaphore(2)
"""Files taken apart at the same time, so that many uploads do not add up to all memory."""
CHILD = Path(__file__).with_name("child.py")
_SETTINGS = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "PYTHONPATH", "HOME")
"""Environment that the child gets: enough to start, no passwords and no proxies."""


def take_apart(kind: str, data: bytes, file: str, limits: ArticleLimits) -> Found:
    """What a web page (`kind` "page", bytes in UTF-8), a Word document ("word") or a PDF ("pdf")
    holds.

    Raises InputError when it cannot be read within the limits.
    """
    if not _PLACES.acquire(timeout=limits.seconds):
        raise InputError(f"{file} was not read: others are being read. Try again in a minute.")
    try:
        return _answer(_run(kind, data, limits), file)
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"{file} was not read: taking it apart needs more than {limits.seconds} seconds. "
            "Copy the text of the article from it and paste that."
        ) from error
    finally:
        _PLACES.release()


def _run(kind: str, data: bytes, limits: ArticleLimits) -> subprocess.CompletedProcess[bytes]:
    order = json.dumps({"kind": kind, "limits": asdict(limits)})
    command = [sys.executable, "-P", "-X", "utf8", str(CHILD), order]
    return subprocess.run(  # noqa: S603 (our own file; the data only come on its input)
        command,
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=limits.seconds,
        env={name: os.environ[name] for name in _SETTINGS if name in os.environ},
        check=False,
    )


def _answer(done: subprocess.CompletedProcess[bytes], file: str) -> Found:
    """What the child printed: one JSON object, with a `problem` or with what it found."""
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise InputError(
            f"{file} was not read: taking it apart needs more memory or time than an article may "
            "cost. Copy the text of the article from it and paste that."
        ) from error
    if "problem" in said:
        raise InputError(f"{file} {said['problem']}")
    fields = {column: (value, why) for column, (value, why) in said["said"].items()}
    return Found(said["text"], fields, tuple(said["notices"]))
