"""Killed at any moment of a write: what was acknowledged is there, and all of it fits together."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.needs import ROOT
from tests.postgres import careful_server
from tests.workspace_places import need_postgres, new_place
from webapp.workspace.base import Item
from webapp.workspace.records import item_of
from webapp.workspace.schema import items
from webapp.workspace.store import Workspace, open_workspace

KILLS = {"sqlite": 30, "postgresql": 10}
CRASHES = 3
LONGEST = 0.08
"""Seconds from the first action to the kill, at most."""


class Writers:
    """Starts processes that write. See tests/workspace_writer.py."""

    def __init__(self, place: str, folder: Path) -> None:
        self.place, self.told = place, folder / "acknowledged"
        self.told.touch()
        self.program = subprocess.Popen(
            (sys.executable, "-m", "tests.workspace_writer"), cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def begin(self, seed: int) -> int:
        """Start one and wait for its first word; gives the number of its process."""
        size = self.told.stat().st_size
        self._say(f"{self.place}\t{self.told}\t{seed}")
        process = int(self._hear())
        deadline = time.monotonic() + 20
        while self.told.stat().st_size == size and time.monotonic() < deadline:
            time.sleep(0.001)
        return process

    def ended(self) -> int:
        """Wait for its end; the signal that ended it."""
        self._say("wait")
        return int(self._hear())

    def acknowledged(self) -> dict[int, dict[str, object]]:
        """Entries of the log that were acknowledged, by number. A last line may be cut off."""
        lines = self.told.read_text().split("\n")[:-1]
        return {entry["seq"]: entry for entry in map(json.loads, lines)}

    def close(self) -> None:
        self.program.communicate(timeout=20)

    def _say(self, line: str) -> None:
        assert self.program.stdin
        self.program.stdin.write(f"{line}\n")

    def _hear(self) -> str:
        assert self.program.stdout
        return self.program.stdout.readline()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20210504)  # noqa: S311


def check(workspace: Workspace, acknowledged: dict[int, dict[str, object]]) -> int:
    """Everything that was acknowledged is in the log as it was, and the log tells just what the
    tables hold. Gives the number of entries."""
    entries = workspace.log(limit=10**6)
    found = {entry.seq: json.loads(json.dumps(asdict(entry))) for entry in entries}
    for seq, entry in acknowledged.items():
        # Whether it has been undone since is no part of the entry.
        assert {**found[seq], "undone": None} == {**entry, "undone": None}
    assert sorted(found) == list(range(1, len(found) + 1)), "numbers without a gap"
    assert workspace.revision() == len(found)
    assert _replayed(workspace) == _held(workspace)
    return len(found)


def _replayed(workspace: Workspace) -> dict[int, Item]:
    """The items as the log tells, from its first entry to its last."""
    found: dict[int, Item] = {}
    for entry in reversed(workspace.log(limit=10**6)):
        for item in entry.before.items:
            found.pop(item.id, None)
        found |= {item.id: item for item in entry.after.items}
    return found


def _held(workspace: Workspace) -> dict[int, Item]:
    """The items as the tables have them, those of removed articles as well."""
    with workspace.database.reading() as connection:
        rows = connection.execute(sa.select(items).where(~items.c.gone))
        return {row.id: item_of(row) for row in rows}


@pytest.fixture(params=KILLS)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def writers(kind: str, tmp_path: Path) -> Iterator[Writers]:
    made = Writers(new_place(kind, tmp_path), tmp_path)
    yield made
    made.close()


def test_a_killed_writer_loses_nothing_that_was_acknowledged(kind, writers, chance):
    entries = 0
    for number in range(KILLS[kind]):
        process = writers.begin(number)
        time.sleep(chance.random() * LONGEST)
        os.kill(process, signal.SIGKILL)
        assert writers.ended() == signal.SIGKILL
        with closing(open_workspace(writers.place)) as workspace:
            count = check(workspace, writers.acknowledged())
        assert entries < count
        entries = count
    assert entries - len(writers.acknowledged()) <= 2 * KILLS[kind], "what was just being said"
    if kind == "sqlite":
        path = Path(writers.place) / "workspace.db"
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_server_that_crashes_loses_nothing_that_was_acknowledged(tmp_path, chance):
    need_postgres()
    server = careful_server()
    writers = Writers(server.new(), tmp_path)
    try:
        for number in range(CRASHES):
            writers.begin(number)
            time.sleep(chance.random() * LONGEST)
            server.crash()
            assert writers.ended() == 0, "the writer was told"
            server.start()
            with closing(open_workspace(writers.place)) as workspace:
                assert check(workspace, writers.acknowledged()) > 0
    finally:
        writers.close()
