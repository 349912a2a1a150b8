"""The first layout."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from webapp.workspace.triggers import protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
ITEM = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def text(name: str, nullable: bool = False) -> sa.Column[str]:
    """A column of text."""
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, nullable: bool = False) -> sa.Column[int]:
    """A column of whole numbers of any size."""
    return sa.Column(name, BIG, nullable=nullable)


def flag(name: str) -> sa.Column[bool]:
    """A column of yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    """Make all tables of the first layout."""
    _counter()
    _articles()
    _items()
    _log()
    _others()
    for table in ("log", "log_articles"):
        protect(op.get_bind(), table)


def _counter() -> None:
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), nullable=False),
        number("revision"),
        sa.PrimaryKeyConstraint("id", name="pk_counter"),
    )
    op.bulk_insert(counter, [{"id": 1, "revision": 0}])


def _articles() -> None:
    op.create_table(
        "articles",
        text("id"),
        number("position"),
        text("text"),
        text("sha256"),
        text("fields"),
        text("added"),
        sa.Column("version", sa.Integer(), nullable=False),
        flag("listed"),
        flag("removed"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_sha256", "articles", ["sha256"])


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", ITEM, nullable=False),
        text("article_id"),
        text("kind"),
        text("state"),
        sa.Column("version", sa.Integer(), nullable=False),
        *map(number, ("clause_start", "clause_end", "sentence_start", "sentence_end")),
        text("fields"),
        text("evidence"),
        number("group_id", nullable=True),
        text("event_id", nullable=True),
        text("origin"),
        flag("gone"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_items_article_id"),
    )
    op.create_index("ix_items_article_id_gone", "items", ["article_id", "gone"])
    for column in ("event_id", "group_id", "state"):
        op.create_index(f"ix_items_{column}", "items", [column])
    op.create_index(
        "uq_items_event_id",
        "items",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("state = 'accepted' AND gone = 0"),
        postgresql_where=sa.text("state = 'accepted' AND NOT gone"),
    )


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        *map(text, ("at", "who", "action")),
        text("article_id", nullable=True),
        *map(text, ("item_ids", "why", "before", "after")),
        number("undoes", nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_log"),
    )
    op.create_index("ix_log_undoes", "log", ["undoes"])
    op.create_table(
        "log_articles",
        text("article_id"),
        number("seq"),
        sa.PrimaryKeyConstraint("article_id", "seq", name="pk_log_articles"),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name="fk_log_articles_seq"),
    )


def _others() -> None:
    op.create_table(
        "apart",
        number("first_id"),
        number("second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_apart"),
        sa.ForeignKeyConstraint(["first_id"], ["items.id"], name="fk_apart_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["items.id"], name="fk_apart_second_id"),
    )
    op.create_table(
        "layouts",
        *map(text, ("name", "columns", "style")),
        sa.PrimaryKeyConstraint("name", name="pk_layouts"),
    )
    op.create_table(
        "users",
        *map(text, ("name", "role", "hash", "added")),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
