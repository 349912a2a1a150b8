"""The workspace: every way to read and change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from webapp.extract.base import Proposal
from webapp.workspace import (
    backup,
    called,
    decisions,
    files,
    linking,
    links,
    proposing,
    records,
    sessions,
    showing,
    sources,
    tables,
    undo,
    users,
)
from webapp.workspace.base import Article, ArticleSummary, Item, LogEntry, User
from webapp.workspace.database import WAIT, Database, connect
from webapp.workspace.journal import Action, acting, entries
from webapp.workspace.migrate import bring_up_to_date

MACHINE = "command line"
"""Who acts where no user does."""


def open_workspace(place: str | Path | None = None, wait: float = WAIT) -> Workspace:
    """The workspace in a folder or at the URL of a PostgreSQL database, made where there is none.

    Without a place it is in the user's data folder. `wait` is how many seconds another writer is
    waited for. Raises WorkspaceError, in words, when it cannot be opened.
    """
    database = connect(place, wait)
    try:
        bring_up_to_date(database)
        called.take_over(database, MACHINE)
    except BaseException:
        database.close()
        raise
    return Workspace(database)


class Workspace:
    """Articles, items, decisions and accounts in one database. It may be used by several threads.

    Whatever changes something is saved with its entry in the log when it returns, and not at all
    when it raises. Every method raises WorkspaceError (or a kind of it) and nothing else.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def where(self) -> str:
        """The file, or the address without its password."""
        return self.database.where

    def close(self) -> None:
        """Give back the connections."""
        self.database.close()

    def revision(self) -> int:
        """A number that grows with every write."""
        with self._reading() as connection:
            return showing.revision_of(connection)

    # Articles

    def add_article(self, text: str, fields: Mapping[str, str], who: str) -> Article:
        """Keep an article, with columns of sources.csv. Raises AlreadyThere and Invalid."""
        with self._acting("add", who) as action:
            return sources.add(action, text, fields)

    def update_article(
        self, article_id: str, version: int, fields: Mapping[str, str], who: str
    ) -> Article:
        """Change columns of its description. Raises Conflict, Invalid, NotFound."""
        with self._acting("describe", who) as action:
            return sources.describe(action, article_id, version, fields)

    def remove_article(self, article_id: str, version: int, who: str, why: str = "") -> None:
        """Take it and its events away; `undo` brings them back. Raises Conflict, NotFound."""
        with self._acting("remove", who, why) as action:
            sources.remove(action, article_id, version)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Every article, the newest first."""
        with self._reading() as connection:
            return sources.summaries(connection)

    def article(self, article_id: str) -> Article:
        """One article with its text. Raises NotFound."""
        with self._reading() as connection:
            return records.find_article(connection, article_id)

    def holding(self, text_sha256: str) -> str:
        """The article that has the text with a hash; empty where there is none."""
        with self._reading() as connection:
            return sources.holding(connection, text_sha256)

    # Items

    def propose(self, article_id: str, proposals: Sequence[Proposal], who: str) -> tuple[Item, ...]:
        """Keep what the extractor found; gives the items that are new. Open proposals that nobody
        has touched make way; what was decided or edited stays and is not proposed again."""
        with self._acting("propose", who) as action:
            return proposing.propose(action, article_id, proposals)

    def items(self, article_id: str) -> tuple[Item, ...]:
        """Open, accepted and rejected items in the order of the text. Raises NotFound."""
        with self._reading() as connection:
            records.find_article(connection, article_id)
            return records.items_in(connection, article_id)

    def item(self, item_id: int) -> Item:
        """One item, also a split or merged one. Raises NotFound."""
        with self._reading() as connection:
            return records.find_item(connection, item_id)

    def accept(
        self,
        item_id: int,
        version: int,
        who: str,
        fields: Mapping[str, str] | None = None,
        why: str = "",
    ) -> Item:
        """Put an open or rejected item on the timeline, with changes of `fields` if any. Gives it
        its permanent event_id. Raises Invalid, Conflict, NotFound."""
        with self._acting("accept", who, why) as action:
            return decisions.accept(action, (item_id, version), fields)

    def edit(
        self, item_id: int, version: int, fields: Mapping[str, str], who: str, why: str = ""
    ) -> Item:
        """Change the given fields; an empty one is cleared. An open item may be left unfinished,
        but what is written must be right. Raises Invalid, Conflict, NotFound."""
        with self._acting("edit", who, why) as action:
            return decisions.edit(action, (item_id, version), fields)

    def reject(self, item_id: int, version: int, who: str, why: str = "") -> Item:
        """Say no to an open or accepted item. Raises Conflict, NotFound."""
        with self._acting("reject", who, why) as action:
            return decisions.reject(action, (item_id, version))

    def reopen(self, item_id: int, version: int, who: str) -> Item:
        """Make an accepted or rejected item open again. Raises Conflict, NotFound."""
        with self._acting("reopen", who) as action:
            return decisions.reopen(action, (item_id, version))

    def split(self, item_id: int, version: int, at: int, who: str) -> tuple[Item, Item]:
        """Two open items out of one, parted at a position of the text that lies within its clause.
        Raises Invalid (column `at`), Conflict, NotFound."""
        with self._acting("split", who) as action:
            return decisions.split(action, (item_id, version), at)

    def merge(self, pairs: Sequence[tuple[int, int]], who: str) -> Item:
        """One open item out of (id, version) of several in one article, with the fields of the
        first one. Raises Conflict, NotFound."""
        with self._acting("merge", who) as action:
            return decisions.merge(action, pairs)

    def own(
        self, article_id: str, start: int, end: int, fields: Mapping[str, str], who: str
    ) -> Item:
        """An open item of kind `own` on `text[start:end]`, which becomes its quote. `accept` puts
        it on the timeline. Raises Invalid, NotFound."""
        with self._acting("own", who) as action:
            return decisions.own(action, article_id, (start, end), fields)

    # The log

    def undo(self, article_id: str, who: str) -> LogEntry | None:
        """Take back the last action of this person in the article that is not undone yet; gives
        the entry of the undoing, None where there is nothing to undo. Adding, importing and
        proposing are not taken back. Raises Conflict when it was changed since."""
        try:
            with self._acting("undo", who) as action:
                return undo.undo(action, article_id)
        except undo.NothingToUndo:
            return None

    def undoable(self, article_id: str, who: str) -> LogEntry | None:
        """What `undo` would take back now, None where there is nothing."""
        with self._reading() as connection:
            return undo.last(connection, article_id, who)

    def log(self, article_id: str | None = None, limit: int = 100) -> tuple[LogEntry, ...]:
        """The newest entries, of one article or of all, the newest first."""
        with self._reading() as connection:
            return entries(connection, article_id, limit)

    # One event, several reports

    def link(self, item_ids: Sequence[int], who: str) -> tuple[Item, ...]:
        """Call accepted items reports of one event. Raises WorkspaceError, NotFound."""
        with self._acting("link", who) as action:
            return linking.link(action, item_ids)

    def unlink(self, item_id: int, who: str) -> Item:
        """Take an item out of its group."""
        with self._acting("unlink", who) as action:
            return linking.unlink(action, item_id)

    def set_apart(self, item_ids: Sequence[int], who: str) -> None:
        """Call items different events: `candidates` does not offer them again."""
        with self._acting("set apart", who) as action:
            linking.set_apart(action, item_ids)

    def candidates(self) -> tuple[tuple[Item, Item], ...]:
        """Pairs that may be the same event: accepted, of different articles, same day and type, a
        party in common, neither linked nor set apart."""
        with self._reading() as connection:
            return linking.candidates(connection)

    def group_items(self, group: int) -> tuple[Item, ...]:
        """The accepted items of a group."""
        with self._reading() as connection:
            return linking.in_group(connection, group)

    # Tables

    def events(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Accepted events and their sources as text cells, in the columns of events.csv and
        sources.csv; further columns of imported tables follow."""
        with self._reading() as connection:
            return tables.frames(connection)

    def shown(self) -> showing.Shown:
        """What the timeline shows, as it is at one moment."""
        with self._reading() as connection:
            return showing.shown(connection)

    def shown_since(self, revision: int) -> tuple[int, showing.Shown | None]:
        """The revision, and what the timeline shows where that may have changed since."""
        with self._reading() as connection:
            changed = showing.changed_since(connection, revision)
            now = showing.revision_of(connection)
            return now, showing.shown(connection) if changed else None

    def timeline_name(self) -> str:
        """The name that was given the timeline; empty where none was."""
        with self._reading() as connection:
            return called.read_name(connection)

    def name_timeline(self, name: str, who: str) -> str:
        """Give the timeline a name, and get it as it is kept; an empty one takes it away."""
        with self._acting(called.ACTION, who) as action:
            return called.give_name(action, name)

    def import_tables(self, events_path: Path, who: str) -> tables.Imported:
        """Take over events.csv, and sources.csv and links.csv beside it. Raises WorkspaceError when
        a row would be lost or an identifier has other cells here."""
        given = tables.read(events_path)
        with self._acting("import", who, events_path.name) as action:
            return tables.take(action, given)

    def export_tables(self, folder: Path) -> tuple[Path, ...]:
        """Write events.csv and sources.csv, byte for byte as imported where nothing has changed,
        and links.csv where events are linked. Raises WorkspaceError."""
        with self._reading() as connection:
            accepted = tables.accepted_items(connection)
            linked = links.files(accepted, showing.events_of(connection, accepted))
            written = tables.files(connection) | (linked or links.none_any_more(folder))
        for name, data in written.items():
            files.save(folder / name, data)
        return tuple(folder / name for name in written)

    # Copies

    def backup(self, path: Path) -> None:
        """Write everything into one file. Raises WorkspaceError."""
        backup.backup(self.database, path)

    def restore(self, path: Path, force: bool = False, who: str = MACHINE) -> None:
        """Fill an empty workspace from a backup, of either kind of database; with `force` replace
        what is there. Raises WorkspaceError unless the backup is whole."""
        backup.restore(self.database, path, force, who)

    # Accounts

    def add_user(self, name: str, password: str, role: str, who: str = MACHINE) -> User:
        """A new account. Raises Invalid (columns `name`, `password`, `role`)."""
        with self._acting("add user", who) as action:
            return users.add(action, name, password, role)

    def check_user(self, name: str, password: str) -> User | None:
        """The account with this name and password, if there is one."""
        return users.check(self.database, name, password)

    def user(self, name: str) -> User:
        """One account. Raises NotFound."""
        with self._reading() as connection:
            return users.get(connection, name)

    def users(self) -> tuple[User, ...]:
        """All accounts by name."""
        with self._reading() as connection:
            return users.listed(connection)

    def set_role(self, name: str, role: str, who: str = MACHINE) -> User:
        """Change what an account may do. Raises Invalid, NotFound."""
        with self._acting("set role", who) as action:
            return users.set_role(action, name, role)

    def set_password(self, name: str, password: str, who: str = MACHINE) -> User:
        """Change a password. Raises Invalid, NotFound."""
        with self._acting("set password", who) as action:
            return users.set_password(action, name, password)

    def remove_user(self, name: str, who: str = MACHINE) -> None:
        """Delete an account; what it did stays in the log. Raises NotFound."""
        with self._acting("remove user", who) as action:
            users.remove(action, name)

    def begin_session(self, user: User, seconds: float) -> str:
        """Log a user in for so long; gives the word by which the session is known."""
        return sessions.begin(self.database, user, seconds)

    def session(self, word: str) -> User | None:
        """Whose session is known by a word; None where it has ended."""
        with self._reading() as connection:
            return sessions.holder(connection, word)

    def end_session(self, word: str) -> None:
        """Log out: the session that is known by a word ends, for whoever has the word."""
        sessions.end(self.database, word)

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        return self.database.reading()

    def _acting(self, name: str, who: str, why: str = "") -> AbstractContextManager[Action]:
        return acting(self.database, name, who, why)
