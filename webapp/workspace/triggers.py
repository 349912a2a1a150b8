"""Tables to which rows can only be added: the database itself refuses anything else."""

from __future__ import annotations

import sqlalchemy as sa

REFUSAL = "entries of the log are never changed"
ACTIONS = ("UPDATE", "DELETE")
FUNCTION = "conflict_timeline_refuse"


def protect(connection: sa.Connection, table: str) -> None:
    """Refuse every change of rows that are there."""
    for statement in _statements(connection, table):
        connection.exec_driver_sql(statement)


def unprotect(connection: sa.Connection, table: str) -> None:
    """Allow changes again; only restoring another workspace over this one does that."""
    on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    for action in _actions(connection):
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, action)}{on}")


def _actions(connection: sa.Connection) -> tuple[str, ...]:
    return (*ACTIONS, "TRUNCATE") if connection.dialect.name == "postgresql" else ACTIONS


def _name(table: str, action: str) -> str:
    return f"{table}_refuses_{action.lower()}"


def _statements(connection: sa.Connection, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        return [
            f"CREATE TRIGGER {_name(table, action)} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for action in ACTIONS
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {_name(table, action)} BEFORE {action} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        for action in _actions(connection)
    ]
    return [function, *triggers]
