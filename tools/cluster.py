"""A Dask scheduler with workers on loopback, for tests and benchmarks. It ends what it started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


class Cluster:
    """A scheduler and worker processes of one thread each."""

    def __init__(self, folder: Path, workers: int = 2, paths: tuple[Path, ...] = (ROOT,)) -> None:
        """`folder` takes the log; `paths` is where the workers find modules."""
        self._paths = os.pathsep.join(map(str, paths))
        self._log = (folder / "cluster.log").open("a")
        self.processes: list[subprocess.Popen[bytes]] = []
        told = folder / f"scheduler-{time.monotonic_ns()}.json"
        local = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler", *local, "--port", "0", "--scheduler-file", str(told)
        )
        self.address = _address(told)
        alone = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
        self.workers = [
            self._start("distributed.cli.dask_worker", self.address, *local, *alone)
            for _ in range(workers)
        ]

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", module, *arguments],
            stdout=self._log,
            stderr=self._log,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": self._paths},
        )
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """End every process."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        self._log.close()


def _address(told: Path) -> str:
    """The address that the scheduler has written down. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told.is_file() and told.read_text().strip():
            return str(json.loads(told.read_text())["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler has not started")
