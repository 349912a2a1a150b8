"""Which report of an event is in front, where an imported file says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of the reports in front."""
    op.create_table(
        "fronts",
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", name="pk_fronts"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_fronts_item_id"),
    )
