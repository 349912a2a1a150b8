"""What a database complains of, in words that say what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

NOTHING_LOST = "Nothing that was saved before is lost."


def words(error: object, where: str) -> str:
    """A failure in words. `where` names the database without its password."""
    if isinstance(error, sqlite3.Error):
        return _lite(error, where)
    return _postgres(error, where)


def busy(where: str) -> str:
    """Somebody else keeps the database from being written."""
    return (
        f"The workspace {where} is being used by another program and could not be written. "
        f"Close that program or try again. {NOTHING_LOST}"
    )


def full(where: str) -> str:
    """There is no space left."""
    return (
        f"The disk that holds the workspace {where} is full; this was not saved. Make room and "
        f"try again. {NOTHING_LOST}"
    )


def refused_by_disk(where: str) -> str:
    """The disk does not take or give what is asked: a quota, a limit, a failing disk."""
    return (
        f"The disk that holds the workspace {where} could not be written or read: it may be full, "
        f"over a quota, or failing; this was not saved. {NOTHING_LOST}"
    )


def gone(where: str) -> str:
    """The file is not there any more."""
    return (
        f"The workspace {where} is gone: its file was moved or deleted while it was in use. Put it "
        "back, or name another folder with --workspace."
    )


def read_only(where: str) -> str:
    """Nothing may be written there."""
    return (
        f"The workspace {where} may not be written by this user. Change the permissions of its "
        f"folder, or name another one with --workspace. {NOTHING_LOST}"
    )


def not_made(path: Path, error: OSError) -> str:
    """A folder or file cannot be made."""
    return (
        f"{path} cannot be made: {error.strerror or error}. Name another folder with --workspace."
    )


def no_database(where: str) -> str:
    """The file is something else, or damaged."""
    return (
        f"{where} is not a workspace, or it is damaged. It was left as it is. Name another folder "
        "with --workspace, or restore a backup into another folder: python run.py restore."
    )


def _lite(error: sqlite3.Error, where: str) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    told = {
        sqlite3.SQLITE_BUSY: busy,
        sqlite3.SQLITE_LOCKED: busy,
        sqlite3.SQLITE_FULL: full,
        sqlite3.SQLITE_IOERR: refused_by_disk,
        sqlite3.SQLITE_READONLY: read_only,
        sqlite3.SQLITE_PERM: read_only,
        sqlite3.SQLITE_CANTOPEN: read_only,
        sqlite3.SQLITE_NOTADB: no_database,
        sqlite3.SQLITE_CORRUPT: no_database,
    }.get((code or 0) & 0xFF)  # the lower eight bits name the kind, the others the occasion
    if told:
        return told(where)
    return f"The workspace {where} could not be used: {error}. {NOTHING_LOST}"


def _postgres(error: object, where: str) -> str:
    state = getattr(error, "sqlstate", None)
    if state in ("55P03", "40001", "40P01"):
        return busy(where)
    if state == "53100":
        return full(where)
    if state in ("25006", "42501"):
        return (
            f"The user of the database {where} may not write (or make tables) there. Ask whoever "
            "looks after the server for the rights."
        )
    first = next(iter(str(error).strip().splitlines()), "no reason given")
    if state is None or state.startswith(("08", "28", "3D", "57P")):
        return (
            f"The database {where} cannot be reached: {first.rstrip('.')}. Check the address, the "
            f"name, the password, and that the server runs. {NOTHING_LOST}"
        )
    return f"The database {where} refused: {first.rstrip('.')}. {NOTHING_LOST}"
