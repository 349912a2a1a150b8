"""What a workspace holds and what can go wrong with it. All positions are code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["proposal", "own", "imported"]
State = Literal["open", "accepted", "rejected", "split", "merged"]
Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
Position = tuple[int, int]
"""Start and end (exclusive) in the normalised text of the article."""


@dataclass(frozen=True)
class Article:
    """A source. `fields` are columns of sources.csv (empty ones are not there); `text` is empty
    where only its description was imported; `added` is UTC in ISO 8601."""

    id: str
    text: str
    fields: dict[str, str]
    added: str
    version: int


@dataclass(frozen=True)
class ArticleSummary:
    """A line of the list of articles, with how many of its items are in which state."""

    id: str
    title: str
    publisher: str
    published: str
    open: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class FieldEvidence:
    """The words that support a field (None, None where there are none), the rule that read them,
    and whether it is a guess."""

    start: int | None
    end: int | None
    rule: str
    guess: bool


@dataclass(frozen=True)
class Item:
    """An event, proposed or coded by hand or imported, and what has been decided about it.

    `fields` are columns of events.csv; one that is not there is empty. `clause` are the words to
    highlight; they follow the quote when that is edited. `group` is the number that all reports of
    one event share. `version` grows with every change.
    """

    id: int
    article_id: str
    kind: Kind
    state: State
    version: int
    clause: Position
    sentence: Position
    fields: dict[str, str]
    evidence: dict[str, FieldEvidence]
    group: int | None


@dataclass(frozen=True)
class ArticleState:
    """What an action on an article changes: its description, or whether it is removed."""

    id: str
    fields: dict[str, str]
    version: int
    removed: bool


@dataclass(frozen=True)
class Snapshot:
    """What the subjects of an action were at a moment. Items that were not there are missing."""

    items: tuple[Item, ...] = ()
    article: ArticleState | None = None


@dataclass(frozen=True)
class LogEntry:
    """Who did what, when (UTC, ISO 8601) and why, with the state before and after it."""

    seq: int
    when: str
    who: str
    action: str
    article_id: str | None
    item_ids: tuple[int, ...]
    why: str
    undone: bool
    before: Snapshot = field(default_factory=Snapshot)
    after: Snapshot = field(default_factory=Snapshot)


@dataclass(frozen=True)
class User:
    """An account. `stamp` changes with the password and the role, which ends
    its sessions."""

    name: str
    role: Role
    added: str
    stamp: str


class WorkspaceError(Exception):
    """Something that the workspace cannot do. The message is for people."""


class NotFound(WorkspaceError):  # noqa: N818
    """There is no such article, item or user (any more)."""


class AlreadyThere(WorkspaceError):  # noqa: N818
    """The same text is in the workspace; `article_id` names it."""

    def __init__(self, message: str, article_id: str) -> None:
        super().__init__(message)
        self.article_id = article_id


class Conflict(WorkspaceError):  # noqa: N818
    """Somebody else has changed it since it was read; `current` is what it is now."""

    def __init__(self, message: str, current: Item | Article) -> None:
        super().__init__(message)
        self.current = current


class Invalid(WorkspaceError):  # noqa: N818
    """Values that the codebook does not allow; `problems` says by column what would be right."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{column} {words}" for column, words in problems.items()))
        self.problems = dict(problems)
