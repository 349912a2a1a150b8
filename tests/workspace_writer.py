"""A program that writes into a workspace until it is killed: `python -m tests.workspace_writer`.

It takes lines `PLACE FILE SEED` from standard input. For each it starts a process that does one
action after the other and, once an action has returned, adds a line about it to FILE: that action
is acknowledged. It prints the number of the process and, at the next line (`wait`), how it ended.
Starting from a process that has all modules in memory makes a kill cost milliseconds.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict
from itertools import count

from webapp.extract.base import Evidence, Proposal, Span
from webapp.workspace.base import Invalid, Item, WorkspaceError
from webapp.workspace.store import Workspace, open_workspace

WORDS = "Delegates of both sides met in the town on 4 May 2021 and agreed to meet again. "
SIZES = (1, 5, 50, 2500)
"""How often an article has the words: some are large, so that a kill falls into a write."""
FIELDS = {
    "date": "2021-05-04",
    "date_basis": "stated",
    "title": "Both sides meet in the town",
    "event_type": "CONSULT",
    "actors": "A;B",
    "claim_status": "reported",
}
Acted = Callable[[Workspace, random.Random], object]


def add(workspace: Workspace, chance: random.Random) -> None:
    """A new article with two proposals."""
    text = f"{chance.random()} {WORDS * chance.choice(SIZES)}"
    article = workspace.add_article(text, {"title": "A report"}, "ann")
    start = text.index("Delegates")
    workspace.propose(article.id, [_proposal(text, start + n) for n in (0, 20)], "ann")


def _proposal(text: str, start: int) -> Proposal:
    span = Span(start, start + 40)
    quote = {"quote": span.of(text), "quote_start": str(start), "quote_end": str(start + 40)}
    found = {name: Evidence(value, span, "test") for name, value in {**FIELDS, **quote}.items()}
    return Proposal(span, span, found)


def decide(workspace: Workspace, chance: random.Random) -> None:
    """Something with a random event of a random article."""
    item = _any(workspace, chance)
    if item is None:
        return
    if item.state == "open":
        act = chance.choice(
            (workspace.accept, workspace.reject, _edit(workspace), _split(workspace))
        )
    else:
        act = workspace.reopen
    with suppress(Invalid):  # a part of one word cannot be split
        act(item.id, item.version, "ann")


def _any(workspace: Workspace, chance: random.Random) -> Item | None:
    articles = workspace.articles()
    items = workspace.items(chance.choice(articles).id) if articles else ()
    return chance.choice(items) if items else None


def _edit(workspace: Workspace) -> Callable[[int, int, str], Item]:
    return lambda number, version, who: workspace.edit(
        number, version, {"place": f"Town {version}"}, who
    )


def _split(workspace: Workspace) -> Callable[[int, int, str], object]:
    def split(number: int, version: int, who: str) -> object:
        return workspace.split(number, version, workspace.item(number).clause[0] + 10, who)

    return split


def undo(workspace: Workspace, chance: random.Random) -> None:
    """Take something back."""
    articles = workspace.articles()
    if articles:
        workspace.undo(chance.choice(articles).id, "ann")


def write(place: str, told: str, seed: int) -> None:
    """Act until the process ends, or the database cannot be used."""
    chance = random.Random(seed)  # noqa: S311
    with closing(open_workspace(place)) as workspace, open(told, "ab", buffering=0) as file:  # noqa: PTH123
        seen = workspace.revision()
        for _ in count():
            chance.choices((add, decide, undo), (2, 6, 1))[0](workspace, chance)
            now = workspace.revision()
            entries = workspace.log(limit=now - seen) if now > seen else ()
            seen = now
            lines = [json.dumps(asdict(entry)) for entry in entries]
            file.write("".join(f"{line}\n" for line in lines).encode())


def _warm_up() -> None:
    """Do everything once, so that the writers have in memory what is made at the first time."""
    chance = random.Random(1)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, closing(open_workspace(folder)) as workspace:
        add(workspace, chance)
        for _ in range(20):
            decide(workspace, chance)


def serve() -> None:
    """Start and await writers as standard input says."""
    _warm_up()
    for line in sys.stdin:
        place, told, seed = line.split("\t")
        child = os.fork()
        if not child:
            try:
                write(place, told, int(seed))
            except WorkspaceError as error:
                print(error, file=sys.stderr, flush=True)
            finally:
                os._exit(0)
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    serve()
