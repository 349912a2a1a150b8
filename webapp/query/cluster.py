"""A Dask cluster as the runner of a table in parts.

Dask is asked for only here, and only when a scheduler is named.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from webapp.model.problems import InputError

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds that an answer may take before the cluster counts as gone."""
CONNECT = 5.0
"""Seconds in which a scheduler must answer a call."""


class ClusterGone(Exception):  # noqa: N818  (it is a state of the cluster)
    """The cluster does not answer. The message is for the user."""


class ClusterRunner:
    """Runs on the workers of a scheduler, each part by preference where it was opened before."""

    def __init__(self, address: str) -> None:
        """Raises InputError when Dask is not installed or no scheduler answers."""
        try:
            import distributed
        except ImportError:
            raise InputError(
                "A cluster needs the packages of requirements-dask.txt: "
                "pip install -r requirements-dask.txt"
            ) from None
        self._dask = distributed
        self.address = address
        self._lock = threading.Lock()
        self._client: Any = None
        try:
            self._connected()
        except ClusterGone as error:
            raise InputError(str(error)) from error

    def _connected(self) -> Any:
        with self._lock:
            if self._client is None or self._client.status not in ("running", "connecting"):
                try:
                    make: Any = self._dask.Client
                    self._client = make(self.address, timeout=CONNECT, set_as_default=False)
                except (OSError, TimeoutError, ValueError, TypeError) as error:
                    raise self._gone(error) from error
            return self._client

    def _gone(self, error: object) -> ClusterGone:
        return ClusterGone(
            f"The scheduler at {self.address} does not answer ({error or 'no answer in time'}). "
            "Start it again, or name another one with --dask; the table itself is unharmed."
        )

    def each(self, function: Callable[..., T], calls: Sequence[tuple[Any, ...]]) -> list[T]:
        """`function(*call)` for every call. Work of a worker that dies is done by another."""
        if not calls:
            return []
        client = self._connected()
        try:
            futures = client.map(function, *zip(*calls, strict=True), pure=False, retries=3)
            end = time.monotonic() + PATIENCE
            return [future.result(max(end - time.monotonic(), 0.1)) for future in futures]
        except InputError:
            raise
        except (OSError, TimeoutError, RuntimeError, self._dask.CancelledError) as error:
            self._drop()
            raise self._gone(type(error).__name__) from error

    def close(self) -> None:
        """Let go of the scheduler; the next call finds it again."""
        self._drop(wait=True)

    def _drop(self, wait: bool = False) -> None:
        with self._lock:
            client, self._client = self._client, None
        if client is not None and wait:
            client.close(timeout=2)
        elif client is not None:
            threading.Thread(target=client.close, kwargs={"timeout": 1}, daemon=True).start()
