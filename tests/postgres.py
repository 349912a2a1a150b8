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

from tests.needs import missing

OWNER = "postgres"
"""The server refuses to run as root; Debian's packages make this user."""
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=60")


@dataclass
class Server:
    """A running server. `url(name)` is the address of one of its databases."""

    folder: Path
    programs: Path
    port: int
    password: str
    process: subprocess.Popen[bytes]
    numbers: count[int] = field(default_factory=count)

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
    return _started(found, folder, OWNER if account else None)


def _started(found: Path, folder: Path, user: str | None) -> Server:
    password = secrets.token_hex(12)
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644)
    options = ("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "-U", OWNER)
    run = {"user": user, "group": user, "extra_groups": []} if user else {}
    subprocess.run(
        (found / "initdb", *options, f"--pwfile={secret}", "-D", folder / "data"),
        check=True, capture_output=True, cwd=folder, **run,
    )  # fmt: skip
    secret.unlink()
    port = _free_port()
    settings = [part for setting in QUICK for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            (found / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder,
             "-h", "127.0.0.1", *settings),
            stdout=log, stderr=log, cwd=folder, **run,
        )  # fmt: skip
    atexit.register(_stop, process)
    made = Server(folder, found, port, password, process)
    _wait(made)
    return made


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(made: Server) -> None:
    command = (made.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(made.port))
    for _ in range(200):
        if subprocess.run(command, check=False).returncode == 0:
            return
        if made.process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError((made.folder / "log").read_text("utf-8", "replace"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """The quickest way to end that leaves nothing running."""
    if process.poll() is None:
        process.send_signal(signal.SIGQUIT)
        process.wait(20)
