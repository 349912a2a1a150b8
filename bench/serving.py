"""The app in a process of its own, asked over HTTP on this computer, and what it takes."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

ROOT = Path(__file__).resolve().parent.parent
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
AGAIN = 0.02
"""Seconds between two looks whether the table is there."""


@dataclass(frozen=True)
class Served:
    """A running app: `seconds` from the start of its process to the first page with the table."""

    address: str
    seconds: float
    process: psutil.Process

    def connect(self) -> http.client.HTTPConnection:
        """A connection that stays open, as a browser's does."""
        return http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=120)

    def memory(self) -> float:
        """Megabytes that are resident now."""
        return float(self.process.memory_info().rss) / 1e6

    def peak(self) -> float | None:
        """Most megabytes that were ever resident, where the system tells it."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))
        return int(found[1]) * 1024 / 1e6 if found else None


@contextmanager
def serving(files: Sequence[Path], cache: Path, limit: float = 900) -> Iterator[Served]:
    """Serve files (none: the shipped table) with copies kept in `cache`.

    Raises RuntimeError with what the program said when it ends, or takes longer than `limit`
    seconds.
    """
    command = [sys.executable, str(ROOT / "run.py"), "serve", "--port", "0", *map(str, files)]
    settings = {"PYTHONUNBUFFERED": "1", "CONFLICT_TIMELINE_CACHE": str(cache)}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        begin = time.perf_counter()
        program = subprocess.Popen(
            command, stdout=said, stderr=said, env={**os.environ, **settings}, cwd=ROOT
        )
        try:
            address = _wait(program, said.fileno(), begin + limit)
            taken = time.perf_counter() - begin
            yield Served(address, taken, psutil.Process(program.pid))
        finally:
            program.terminate()
            program.wait(timeout=30)


def _wait(program: subprocess.Popen[bytes], said: int, until: float) -> str:
    """The address, once a page with the table was answered."""
    address = ""
    while time.perf_counter() < until:
        words = os.pread(said, 100_000, 0).decode("utf-8", "replace")
        if program.poll() is not None:
            raise RuntimeError(f"the app ended: {words}")
        found = re.search(r"http://[\d.]+:\d+", words)
        if found and _answers(found[0]):
            address = found[0]
            break
        time.sleep(AGAIN)
    if not address:
        raise RuntimeError(f"the table was not there in time: {words}")
    return address


def _answers(address: str) -> bool:
    """Whether the page is there. A 503 says that it is still being loaded."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
    except OSError:
        return False
    finally:
        connection.close()
    if answer.status not in (200, 503):
        raise RuntimeError(f"/ answered {answer.status}")
    return answer.status == 200


def get(
    connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str] | None = None
) -> bytes:
    """The body of an answer. Raises RuntimeError unless it is a 200."""
    connection.request("GET", path, headers={"Accept-Encoding": "identity", **(headers or {})})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def packed(body: bytes) -> float:
    """Kilobytes as gzip sends them."""
    return len(gzip.compress(body, 6)) / 1000
