"""The tables, as the newest migration leaves them (a test compares the two)."""

from __future__ import annotations

import sqlalchemy as sa

VERSION_TABLE = "conflict_timeline_schema"
"""Where Alembic keeps which migration was the last one."""

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

counter = sa.Table(
    "counter",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
)
"""One row. Every write raises it first, so that writers wait for each other and the numbers of
the log are in the order in which the actions became visible."""

articles = sa.Table(
    "articles",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("listed", sa.Boolean, nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Index(None, "sha256"),
)
"""`fields` is JSON in ASCII, which keeps what PostgreSQL's own text cannot (the zero character).
`listed` is false for a source that events name and no table describes."""

items = sa.Table(
    "items",
    METADATA,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("clause_start", sa.BigInteger, nullable=False),
    sa.Column("clause_end", sa.BigInteger, nullable=False),
    sa.Column("sentence_start", sa.BigInteger, nullable=False),
    sa.Column("sentence_end", sa.BigInteger, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("group_id", sa.BigInteger),
    sa.Column("event_id", sa.Text),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Index(None, "article_id", "gone"),
    sa.Index(None, "event_id"),
    sa.Index(None, "group_id"),
    sa.Index(None, "state"),
    sa.Index(
        "uq_items_event_id",
        "event_id",
        unique=True,
        sqlite_where=sa.text("state = 'accepted' AND gone = 0"),
        postgresql_where=sa.text("state = 'accepted' AND NOT gone"),
    ),
)
"""`event_id` repeats that of `fields` and is set by the first acceptance. `origin` tells what the
extractor proposed, so that the same is not proposed again. A `gone` row is kept for the log. No
name is that of two accepted events, also not of articles that are removed: they may come back."""

log = sa.Table(
    "log",
    METADATA,
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("article_id", sa.Text),
    sa.Column("item_ids", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("undoes", sa.BigInteger),
    sa.Index(None, "undoes"),
)
"""Append only: triggers refuse any change. What an entry undoes is in the entry that undoes it."""

log_articles = sa.Table(
    "log_articles",
    METADATA,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.BigInteger, sa.ForeignKey("log.seq"), primary_key=True),
)
"""Which articles an action touched: linking touches several. Append only as well."""

apart = sa.Table(
    "apart",
    METADATA,
    sa.Column("first_id", sa.BigInteger, sa.ForeignKey("items.id"), primary_key=True),
    sa.Column("second_id", sa.BigInteger, sa.ForeignKey("items.id"), primary_key=True),
)
"""Pairs (smaller number first) that a person has called different events."""

fronts = sa.Table(
    "fronts",
    METADATA,
    sa.Column("group_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.BigInteger, sa.ForeignKey("items.id"), nullable=False),
)
"""Which report of a group the timeline shows, where an imported links.csv said so; of other groups
it is the one that was accepted first."""

layouts = sa.Table(
    "layouts",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("columns", sa.Text, nullable=False),
    sa.Column("style", sa.Text, nullable=False),
)
"""How the imported events.csv and sources.csv were written, so that they are written so again."""

users = sa.Table(
    "users",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("added", sa.Text, nullable=False),
)

settings = sa.Table(
    "settings",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
"""What people have set for the workspace: the `title` of its timeline."""

sessions = sa.Table(
    "sessions",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.Column("ends", sa.BigInteger, nullable=False),
    sa.Index(None, "name"),
    sa.Index(None, "ends"),
)
"""Who is logged in: `id` is the hash of the word in the cookie, `stamp` that of the user when it
began, `ends` in seconds since 1970."""

APPEND_ONLY = ("log", "log_articles")
PASSING = ("sessions",)
"""Tables that are no part of a backup: who is logged in here is not logged in elsewhere, and what
has ended does not come back."""
TABLES = tuple(table for table in METADATA.sorted_tables if table.name not in PASSING)
"""Tables that a backup holds."""
