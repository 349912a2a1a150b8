"""What Alembic runs. The connection is handed over, within a transaction, by `migrate`."""

from __future__ import annotations

from alembic import context

from webapp.workspace.schema import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=False,  # the caller's transaction holds it all
)
context.run_migrations()
