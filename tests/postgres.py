"""A PostgreSQL server of the tests' own, from what the computer has installed.

It listens on 127.0.0.1 and a socket in a temporary folder, and ends with the tests.
"""

from __future__ import annotations

import atexit
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.needs import missing

OWNER = "postgres"
"""The server refuses to run as root; Debian's packages make this user."""
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=60")
CAREFUL = ("fsync=on", "full_page_writes=on", "max_connections=20")


@dataclass
class Server:
    """A running server. `url(name)` is the address of one of its databases."""

    folder: Path
    programs: Path
    user: str | None
    settings: tuple[str, ...]
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None
    numbers: count[int] = field(default_factory=count)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [part for setting in self.settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                (self.programs / "postgres", "-D", self.folder / "data", "-p", str(self.port),
                 "-k", self.folder, "-h", "127.0.0.1", *options),
                stdout=log, stderr=log, cwd=self.folder, **_as(self.user),
            )  # fmt: skip
        self._wait()

    def crash(self) -> None:
        """End it at once, without anything being written: the quickest way that leaves nothing
        running. What was under way is cut off, as when the computer loses its power."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)

    def _wait(self) -> None:
        command = (self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port))
        for _ in range(400):
            if subprocess.run(command, check=False).returncode == 0:
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text("utf-8", "replace"))

    def url(self, name: str, password: str = "") -> str:
        secret = password or self.password
        return f"postgresql+psycopg://{OWNER}:{secret}@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, name: str = "postgres") -> str:
        """Let the server's own client run a statement."""
        options = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1")
        command = (self.programs / "psql", *options, "-p", str(self.port), "-U", OWNER, name)
        environment = {**os.environ, "PGPASSWORD": self.password}
        done = subprocess.run(
            command, input=statement, text=True, env=environment, capture_output=True, check=True
        )
        return done.stdout.strip()

    def new(self, template: str = "template0") -> str:
        """The URL of a new database."""
        name = f"test_{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


def programs() -> Path | None:
    """The folder of the newest installed server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_number)
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


def _number(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdecimal() else 0


@cache
def server() -> Server:
    """The server, started by the first test that asks. Skips the test where none is installed."""
    return _made(QUICK)


@cache
def careful_server() -> Server:
    """Another one, which may be crashed: it writes as a server does that must not lose anything."""
    return _made(CAREFUL)


def _made(settings: tuple[str, ...]) -> Server:
    found = programs()
    if found is None:
        missing("PostgreSQL's server is not installed (Debian: postgresql)")
    try:
        account = pwd.getpwnam(OWNER) if os.geteuid() == 0 else None
    except KeyError:
        missing(f"as root the server needs the user {OWNER}")
    folder = Path(tempfile.mkdtemp(prefix="ct-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    user = OWNER if account else None
    made = Server(folder, found, user, settings, _free_port(), secrets.token_hex(12))
    _fill_folder(made)
    made.start()
    atexit.register(made.crash)
    return made


def _as(user: str | None) -> dict[str, Any]:
    """How to run a program as another user."""
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def _fill_folder(made: Server) -> None:
    secret = made.folder / "password"
    secret.write_text(made.password)
    secret.chmod(0o644)
    options = (
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--wal-segsize=1",
        "-U",
        OWNER,
    )
    subprocess.run(
        (made.programs / "initdb", *options, f"--pwfile={secret}", "-D", made.folder / "data"),
        check=True, capture_output=True, cwd=made.folder, **_as(made.user),
    )  # fmt: skip
    secret.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
