"""Articles: adding, describing, removing, listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from webapp.model.columns import SOURCE_NAMES
from webapp.model.text import normalise, sha256
from webapp.workspace.base import (
    AlreadyThere,
    Article,
    ArticleSummary,
    Conflict,
    Invalid,
    WorkspaceError,
)
from webapp.workspace.cells import cleaned, dumps, fields_of, filled, storable, unknown
from webapp.workspace.checking import refuse_source
from webapp.workspace.journal import Action, state_of
from webapp.workspace.naming import article_name
from webapp.workspace.records import SHOWN, article_of, find_article
from webapp.workspace.schema import articles, items

GIVEN = ("source_id", "text_length", "text_sha256")
"""Columns that follow from the article itself; nobody writes them."""
TOLD = ("title", "publisher", "published")


def add(action: Action, text: str, fields: Mapping[str, str]) -> Article:
    """Keep an article. Raises AlreadyThere for a text that is there, and Invalid.

    Where an imported table describes a source by the hash of this very text, the text is joined to
    it: its events can then be shown in the article.
    """
    text = normalise(storable(text))
    if not text.strip():
        raise WorkspaceError("The article has no text. Paste its words, or open its file.")
    fields = _described(fields)
    waiting = _same(action.connection, text)
    article = _join(action, waiting, text, fields) if waiting else _new(action, text, fields)
    action.about(article.id)
    action.article_after = state_of(article)
    return article


def _described(fields: Mapping[str, str]) -> dict[str, str]:
    wrong = unknown(fields, SOURCE_NAMES)
    if wrong:
        raise Invalid(wrong)
    return filled(cleaned({name: fields[name] for name in fields if name not in GIVEN}))


def _same(connection: sa.Connection, text: str) -> Article | None:
    """A source that is described and waits for this text. Raises AlreadyThere."""
    chosen = sa.select(articles).where(articles.c.sha256 == sha256(text), ~articles.c.removed)
    found = [article_of(row) for row in connection.execute(chosen)]
    for article in found:
        if article.text:
            title = article.fields.get("title") or article.id
            raise AlreadyThere(
                f"This text is in the workspace already: “{title}” ({article.id}).", article.id
            )
    return found[0] if found else None


def holding(connection: sa.Connection, digest: str) -> str:
    """The article that has the text with a hash; empty where there is none."""
    chosen = sa.select(articles.c.id).where(
        articles.c.sha256 == digest, articles.c.text != "", ~articles.c.removed
    )
    return connection.execute(chosen).scalar() or ""


def _new(action: Action, text: str, fields: dict[str, str]) -> Article:
    connection = action.connection
    name = article_name(connection, fields.get("publisher", ""), fields.get("title", ""))
    digest = sha256(text)
    fields |= {"source_id": name, "text_length": str(len(text)), "text_sha256": digest}
    refuse_source(fields, name)
    article = Article(name, text, fields, action.at, 1)
    insert(action, article, next_position(action.connection), digest)
    return article


def next_position(connection: sa.Connection) -> int:
    """The place of a new article in the order in which articles came."""
    highest = connection.execute(sa.select(sa.func.max(articles.c.position))).scalar()
    return int(highest or 0) + 1


def insert(
    action: Action, article: Article, position: int, digest: str, listed: bool = True
) -> None:
    """Add the row of an article."""
    values = {
        "id": article.id,
        "position": position,
        "text": article.text,
        "sha256": digest,
        "fields": dumps(article.fields),
        "added": article.added,
        "version": article.version,
        "listed": listed,
        "removed": False,
    }
    action.connection.execute(sa.insert(articles).values(values))


def _join(action: Action, article: Article, text: str, fields: dict[str, str]) -> Article:
    """The described source with its text. What was described goes before what was guessed."""
    action.article_before = state_of(article)
    joined = replace(article, text=text, fields={**fields, **article.fields})
    return _save(action, article, joined)


def _save(action: Action, old: Article, new: Article, removed: bool = False) -> Article:
    new = replace(new, version=old.version + 1)
    values = {
        "text": new.text,
        "fields": dumps(new.fields),
        "version": new.version,
        "removed": removed,
    }
    action.connection.execute(sa.update(articles).where(articles.c.id == old.id).values(values))
    return new


def describe(action: Action, article_id: str, version: int, fields: Mapping[str, str]) -> Article:
    """Change columns of the description of an article; empty ones are cleared."""
    article = _held(action, article_id, version)
    wrong = {
        name: "follows from the article and cannot be changed"
        for name in GIVEN
        if name in fields and fields[name] != article.fields.get(name, "")
    } | unknown(fields, (*SOURCE_NAMES, *article.fields))
    if wrong:
        raise Invalid(wrong)
    new = replace(article, fields=filled({**article.fields, **cleaned(fields)}))
    refuse_source(new.fields, article.id)
    new = _save(action, article, new)
    action.article_before, action.article_after = state_of(article), state_of(new)
    return new


def remove(action: Action, article_id: str, version: int) -> None:
    """Take an article with its events off the timeline. The log and its rows stay."""
    article = _held(action, article_id, version)
    new = _save(action, article, article, removed=True)
    action.article_before, action.article_after = state_of(article), state_of(new, removed=True)


def _held(action: Action, article_id: str, version: int) -> Article:
    article = find_article(action.connection, article_id)
    action.about(article.id)
    if article.version != version:
        raise Conflict(
            "Somebody else has changed this article since you opened it. This is how it is now; "
            "nothing of yours was saved.",
            article,
        )
    return article


def summaries(connection: sa.Connection) -> tuple[ArticleSummary, ...]:
    """All articles that are not removed, the newest first."""
    counts = _counts(connection)
    chosen = (
        sa.select(articles.c.id, articles.c.fields)
        .where(~articles.c.removed)
        .order_by(articles.c.position.desc(), articles.c.id)
    )
    return tuple(
        _summary(row.id, fields_of(row.fields), counts) for row in connection.execute(chosen)
    )


def _counts(connection: sa.Connection) -> dict[tuple[str, str], int]:
    chosen = (
        sa.select(items.c.article_id, items.c.state, sa.func.count())
        .where(~items.c.gone)
        .group_by(items.c.article_id, items.c.state)
    )
    return {(row[0], row[1]): int(row[2]) for row in connection.execute(chosen)}


def _summary(
    article_id: str, fields: dict[str, str], counts: dict[tuple[str, str], int]
) -> ArticleSummary:
    title, publisher, published = (fields.get(name, "") for name in TOLD)
    numbers = [counts.get((article_id, state), 0) for state in SHOWN]
    return ArticleSummary(article_id, title, publisher, published, *numbers)
