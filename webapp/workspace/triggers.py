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
    for action in _actions(connection, table):
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, action)}{on}")


def _actions(connection: sa.Connection, table: str) -> tuple[str, ...]:
    """What is refused. INSERT OR REPLACE of SQLite changes a row without an UPDATE."""
    if connection.dialect.name == "postgresql":
        return (*ACTIONS, "TRUNCATE")
    return (*ACTIONS, "INSERT") if table == "log" else ACTIONS


def _name(table: str, action: str) -> str:
    return f"{table}_refuses_{action.lower()}"


def _lite(table: str, action: str) -> str:
    """A trigger of SQLite; new rows are refused where their number is there already."""
    there = "WHEN EXISTS (SELECT 1 FROM log WHERE seq = NEW.seq) " if action == "INSERT" else ""
    return (
        f"CREATE TRIGGER {_name(table, action)} BEFORE {action} ON {table} {there}"
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _statements(connection: sa.Connection, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        return [_lite(table, action) for action in _actions(connection, table)]
    function = (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {_name(table, action)} BEFORE {action} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        for action in _actions(connection, table)
    ]
    return [function, *triggers]
