"""Names that stay: slugs of articles and events, unique in the workspace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa

from webapp.workspace.schema import articles, items

MOST = 64
LEAST = 3
NOT_FREE = "new"
"""Never the name of an article: its address would be that of the page that adds one."""
SPARE = 6
"""Characters kept free for the number that makes a name unique."""


def slug(words: str, otherwise: str) -> str:
    """Words as a name of `[a-z0-9-]`, cut at a word; `otherwise` where they have no such letters.

    >>> slug("Zürich: talks begin!", "event")
    'zurich-talks-begin'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > MOST - SPARE:
        head = name[: MOST - SPARE + 1]
        name = (head[: head.rindex("-")] if "-" in head else head[:-1]).strip("-")
    return name if len(name) >= LEAST else f"{otherwise}-{name}".rstrip("-")


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _free(connection: sa.Connection, column: sa.Column[str], name: str) -> str:
    """The name, or the first of its numbered variants that was never used."""
    for candidate in _numbered(name):
        used = sa.select(sa.literal(1)).where(column == candidate).limit(1)
        if connection.execute(used).first() is None:
            return candidate
    raise AssertionError("numbers do not end")


def article_name(connection: sa.Connection, publisher: str, title: str) -> str:
    """A new name of an article."""
    name = slug(f"{publisher} {title}", "article")
    return _free(connection, articles.c.id, f"article-{name}" if name == NOT_FREE else name)


def event_name(connection: sa.Connection, date: str, title: str) -> str:
    """A new name of an event. Once given it stays, whatever date and title become."""
    return _free(connection, items.c.event_id, slug(f"{date} {title}", "event"))
