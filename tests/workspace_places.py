"""Workspaces for tests: in a file and on a server, with an article and proposals of its words.

Use the fixtures with `from tests.workspace_places import place, workspace`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.needs import missing
from tests.postgres import server
from webapp.extract.base import Evidence, Proposal, Span
from webapp.workspace.base import Article, Item
from webapp.workspace.store import Workspace, open_workspace

KINDS = ("sqlite", "postgresql")

TEXT = """Talks resume in Merrin

Delegates of Aland and Borland met in Merrin on 4 May 2021. Aland said on 5 May 2021 that Borland
had shelled a bridge. A ceasefire is expected in June 2021.
"""
FIELDS = {"title": "Talks resume in Merrin", "publisher": "The Paper", "published": "2021-05-05"}

OTHER_TEXT = """Envoys sit down again

Envoys of Aland and of Borland sat down on 4 May 2021 in the town of Merrin, officials said.
"""
OTHER_FIELDS = {"title": "Envoys sit down again", "publisher": "The Post"}

MET = {
    "date": "2021-05-04",
    "date_basis": "stated",
    "title": "Aland and Borland meet in Merrin",
    "event_type": "CONSULT",
    "actors": "Aland;Borland",
    "claim_status": "reported",
    "place": "Merrin",
}
SHELLED = {
    "date": "2021-05-05",
    "date_basis": "stated",
    "title": "Aland says Borland shelled a bridge",
    "event_type": "ASSAULT",
    "actors": "Borland",
    "speaker": "Aland",
    "claim_status": "alleged",
}
MET_WORDS = "Delegates of Aland and Borland met in Merrin on 4 May 2021."
SHELLED_WORDS = "Borland\nhad shelled a bridge"
OTHER_WORDS = "Envoys of Aland and of Borland sat down on 4 May 2021"


@cache
def template() -> str:
    """A database on the server with all tables, from which others are copied quickly."""
    made = server()
    url = made.new()
    open_workspace(url).close()
    return url.rpartition("/")[2]


def need_postgres() -> None:
    """Skip the test (fail it in CI) where the driver or the server is missing."""
    if find_spec("psycopg") is None:
        missing("needs the packages of requirements-postgres.txt")
    server()


FREE: list[str] = []
"""Databases on the server that tests have given back, empty: making one takes a while."""
EMPTY = """
SET session_replication_role = replica;
TRUNCATE counter, articles, items, log, log_articles, apart, fronts, layouts, users, settings,
sessions RESTART IDENTITY;
INSERT INTO counter (id, revision) VALUES (1, 0);
"""


@contextmanager
def lent_place(kind: str, folder: Path) -> Iterator[str]:
    """As `new_place`, for a test that leaves nothing but rows behind."""
    url = FREE.pop() if kind == "postgresql" and FREE else new_place(kind, folder)
    yield url
    if "://" in url:
        server().sql(EMPTY, url.rpartition("/")[2])
        FREE.append(url)


def new_place(kind: str, folder: Path) -> str:
    """Where a new workspace of a kind can be opened. It has its tables already on the server."""
    if kind == "sqlite":
        return str(folder / "workspace")
    need_postgres()
    return server().new(template())


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a workspace, on both kinds of database."""
    with lent_place(request.param, tmp_path) as lent:
        yield lent


@pytest.fixture
def workspace(place: str) -> Iterator[Workspace]:
    """An empty workspace on both kinds of database."""
    with closing(open_workspace(place)) as opened:
        yield opened


def proposal(text: str, words: str, fields: dict[str, str]) -> Proposal:
    """A proposal on words of a text, which are its quote."""
    start = text.index(words)
    span = Span(start, start + len(words))
    quoted = {"quote": words, "quote_start": str(span.start), "quote_end": str(span.end)}
    evidence = {
        name: Evidence(value, span, f"test.{name}", guess=name == "title")
        for name, value in {**quoted, **fields}.items()
    }
    return Proposal(span, span, evidence)


def with_article(workspace: Workspace, who: str = "ann") -> tuple[Article, tuple[Item, ...]]:
    """The article with its two proposals."""
    article = workspace.add_article(TEXT, FIELDS, who)
    found = [
        proposal(article.text, MET_WORDS, MET),
        proposal(article.text, SHELLED_WORDS, SHELLED),
    ]
    return article, workspace.propose(article.id, found, who)


def with_other(workspace: Workspace, who: str = "bob") -> tuple[Article, Item]:
    """Another article that tells of the same meeting."""
    article = workspace.add_article(OTHER_TEXT, OTHER_FIELDS, who)
    told = proposal(article.text, OTHER_WORDS, {**MET, "title": "Envoys sit down in Merrin"})
    return article, workspace.propose(article.id, [told], who)[0]
