"""Reports of different articles that may be of one event: offered in pairs, linked, separated."""

from __future__ import annotations

from flask import Blueprint, current_app

from webapp.web.desk import desk
from webapp.workspace.base import Item

blueprint = Blueprint("linking", __name__, url_prefix="/duplicates")
PAIRS = "conflict-timeline-pairs"
Pairs = tuple[tuple[Item, Item], ...]


def pairs() -> Pairs:
    """The pairs that wait for a decision; worked out anew when the workspace has changed."""
    if not desk().exists:
        return ()
    held = desk().open()
    revision = held.revision()
    kept: tuple[int, Pairs] = current_app.extensions.get(PAIRS, (-1, ()))
    if kept[0] != revision:
        kept = revision, held.candidates()
        current_app.extensions[PAIRS] = kept
    return kept[1]


def waiting() -> int:
    """How many pairs wait for a decision."""
    return len(pairs())
