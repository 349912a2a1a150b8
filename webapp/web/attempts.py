"""How often somebody may try a password: few times at once, then slower and slower."""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address

FREE = 5
"""Wrong passwords for one name from one address before the first wait."""
FREE_SHARED = 50
"""The same for a name from anywhere, and for an address with any name: a whole office may share
one, and nobody should be able to lock somebody else out with a few tries."""
FIRST_WAIT, LONGEST_WAIT = 15.0, 900.0
FORGET = 3600.0
"""Seconds after which what failed is forgotten."""
MOST_KEPT = 10_000
ADDRESS_MOST = 100
"""Characters of an address that are looked at: behind a proxy it is text that came in."""
ONE_HOME = 64
"""Bits of an IPv6 address that a provider gives to one customer, who may take any below them."""

_WITH_PORT = re.compile(r"\[([^\[\]]*)\](?::\d*)?|([\d.]+):\d*", re.ASCII)


@dataclass
class Attempts:
    """Counts what failed. `clock` gives seconds."""

    clock: Callable[[], float] = time.monotonic
    _failed: OrderedDict[tuple[str, str], tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str, address: str) -> float:
        """Seconds until this name may be tried from this address again. Where it is 0, a try begins
        that counts as failed until it has succeeded, so that many at the same moment are no way
        around the waits."""
        with self._lock:
            wait = max(self._wait(key, free) for key, free in _keys(name, address))
            if not wait:
                self._count(name, address)
            return wait

    def succeeded(self, name: str, address: str) -> None:
        """A password was right: this name from this address begins anew, and the try that has
        begun counts for nothing."""
        own, *shared = (key for key, _ in _keys(name, address))
        with self._lock:
            self._failed.pop(own, None)
            for key in shared:
                count, at = self._failed.pop(key, (0, 0.0))
                if count > 1:
                    self._failed[key] = (count - 1, at)

    def _count(self, name: str, address: str) -> None:
        for key, _ in _keys(name, address):
            count, at = self._failed.pop(key, (0, 0.0))
            fresh = self.clock() - at < FORGET
            self._failed[key] = (count + 1 if fresh else 1, self.clock())
        while len(self._failed) > MOST_KEPT:
            self._failed.popitem(last=False)

    def _wait(self, key: tuple[str, str], free: int) -> float:
        count, at = self._failed.get(key, (0, 0.0))
        passed = self.clock() - at
        if count < free or passed >= FORGET:
            return 0.0
        wait: float = min(FIRST_WAIT * 2 ** min(count - free, 10), LONGEST_WAIT)
        return max(0.0, wait - passed)


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    # One account, one count: its name may be typed in several ways (full-width letters are the
    # same to the accounts).
    name = unicodedata.normalize("NFKC", name).casefold()
    address = _place(address)
    return (((name, address), FREE), ((name, ""), FREE_SHARED), (("", address), FREE_SHARED))


def _place(address: str) -> str:
    """What counts as one address. Some proxies write the port beside it, which is another one with
    each connection."""
    with_port = _WITH_PORT.fullmatch(address[:ADDRESS_MOST])
    try:
        found = ip_address(with_port[1] or with_port[2] if with_port else address)
    except ValueError:
        return address[:ADDRESS_MOST]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), ONE_HOME), strict=False).network_address)
