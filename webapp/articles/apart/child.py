"""The child's side, run as a script: sets its own bounds, reads one file, prints what it found.

A hostile file may make a parser loop, take all memory or crash; here that costs only this process.
It may not open a connection to anywhere either.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = {"page": "trafilatura lxml_html_clean", "pdf": "pypdf", "word": "defusedxml"}
_NETWORK = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")


def main(order: str) -> None:
    """Read the file on the input as ordered, and print the answer as one JSON object."""
    wish = json.loads(order)
    sys.stdout.buffer.write(json.dumps(answer(wish["kind"], wish["limits"])).encode("ascii"))


def answer(kind: str, limits: dict[str, int]) -> dict[str, Any]:
    """What was found in the file on the input, or the problem with it.

    A problem reads on after the name of the file.
    """
    _only_our_package()
    try:
        reader = import_module(f"webapp.articles.apart.{kind}")
    except ImportError as error:
        install = f"python -m pip install {PACKAGES[kind]}"
        return {"problem": f"cannot be read without a package ({error}): {install}"}
    bounds = import_module("webapp.articles.base").ArticleLimits(**limits)
    known = import_module("webapp.model.problems").InputError
    _bound(bounds.memory_bytes, bounds.seconds)
    try:
        return asdict(reader.read(sys.stdin.buffer.read(), bounds))
    except known as error:
        return {"problem": str(error)}
    except MemoryError:
        return {
            "problem": "was not read: it needs more memory than an article may cost. Copy the "
            "text of the article from it and paste that."
        }
    except Exception as error:
        # Whatever a parser does on a hostile file; its own words would help nobody.
        return {
            "problem": f"is damaged ({type(error).__name__}). Save or fetch it anew, or copy "
            "the text of the article from it and paste that."
        }


def _only_our_package() -> None:
    """Let `webapp.articles` be imported without `webapp`, which would load the whole app."""
    package = ModuleType("webapp")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["webapp"] = package


def _bound(memory: int, seconds: int) -> None:
    """No network, no other programs; no more memory and time than given, where systems can."""
    sys.addaudithook(_refuse)
    if find_spec("resource"):
        resource = import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _refuse(event: str, _: object) -> None:
    if event in _NETWORK or event in _PROGRAMS:
        raise PermissionError(f"{event} while reading an article")


if __name__ == "__main__":
    main(sys.argv[1])
