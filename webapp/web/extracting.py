"""Finding events in the background: one article after the other, with word of how far it is."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal, Protocol

from flask import current_app

from webapp.extract.article import extract_article
from webapp.extract.base import Proposal
from webapp.extract.language import HOW, MODELS, NEVER
from webapp.model.problems import InputError
from webapp.workspace.base import Article, WorkspaceError
from webapp.workspace.store import Workspace

FINDER = "conflict-timeline-finder"
MOST_WAITING = 50
"""Articles that wait at once. More are refused rather than piled up."""
LONGEST = 500_000
"""Characters of a text in which events are looked for: minutes, and half a gigabyte."""
KEPT = 200
"""Finished jobs that are remembered, so that a late look at the page still learns the outcome."""

log = logging.getLogger(__name__)
JobState = Literal["waiting", "working", "done", "failed", "stopped"]
Tell = Callable[[float, str], None]
"""Told which share of the work is done, from 0 to 1, and what is being done now."""


class Extract(Protocol):
    """What finds events in an article."""

    def __call__(self, article: Article, tell: Tell) -> Sequence[Proposal]:
        """The proposals, in the order of the text. Raises InputError, in words."""


@dataclass(frozen=True)
class Job:
    """The finding of events in one article: how far it is, or how it ended.

    `found` counts the new proposals; `message` tells why it failed.
    """

    article_id: str
    state: JobState
    stage: str = ""
    done: float = 0.0
    found: int = 0
    message: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "stopped")


class Stopped(Exception):  # noqa: N818  (somebody wanted it so)
    """The finding of events was called off."""


@dataclass(frozen=True)
class _Task:
    workspace: Workspace
    article: Article
    who: str


def events_of(article: Article, tell: Tell) -> Sequence[Proposal]:
    """What the English parser and our rules find."""
    found = extract_article(article.text, article.fields.get("published", ""), progress=tell)
    return found.proposals


def parser_installed() -> bool:
    """Whether there is a parser, without loading it (which takes a second)."""
    return any(_usable(module, package) for module, package in MODELS)


def _usable(module: str, package: str) -> bool:
    try:
        return version(package) != NEVER and find_spec(module) is not None
    except PackageNotFoundError:
        return False


class Finder:
    """Finds events with one thread for all articles: a parser takes all of a core and much memory.

    The thread starts with the first article. What waits is lost when the app ends; the article is
    kept, and its page offers to find its events again.
    """

    def __init__(
        self,
        extract: Extract,
        ready: Callable[[], bool] = lambda: True,
        waiting: int = MOST_WAITING,
    ) -> None:
        self.ready = ready
        self._extract = extract
        self._jobs: dict[str, Job] = {}
        self._stopped: set[str] = set()
        self._lock = threading.Lock()
        self._tasks: queue.Queue[_Task] = queue.Queue(waiting)
        self._thread: threading.Thread | None = None

    def start(self, workspace: Workspace, article: Article, who: str) -> Job:
        """Find the events of an article, unless that is under way. Raises InputError when there is
        no parser, the text is too long or too much waits."""
        if not self.ready():
            raise InputError(HOW)
        if len(article.text) > LONGEST:
            raise InputError(
                f"Events are found in texts of up to {LONGEST:,} characters; this one has "
                f"{len(article.text):,}. Add it in parts, or mark its events by hand."
            )
        with self._lock:
            job = self._jobs.get(article.id)
            if job is not None and not job.is_over:
                return job
            try:
                self._tasks.put_nowait(_Task(workspace, article, who))
            except queue.Full:
                raise InputError(
                    "Many articles wait for their events to be found. Try again in a minute."
                ) from None
            self._stopped.discard(article.id)
            job = Job(article.id, "waiting")
            self._note(job)
            self._run()
            return job

    def job(self, article_id: str) -> Job | None:
        """How far an article is, None where nothing was asked for."""
        with self._lock:
            return self._jobs.get(article_id)

    def stop(self, article_id: str) -> None:
        """Call off what waits or is under way for an article; nothing of it is kept."""
        with self._lock:
            job = self._jobs.get(article_id)
            if job is not None and not job.is_over:
                self._stopped.add(article_id)

    def _note(self, job: Job) -> None:
        self._jobs.pop(job.article_id, None)  # the newest go to the end
        self._jobs[job.article_id] = job
        over = [name for name, kept in self._jobs.items() if kept.is_over]
        for name in over[: max(0, len(over) - KEPT)]:
            del self._jobs[name]

    def _change(self, job: Job) -> None:
        with self._lock:
            self._note(job)

    def _run(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, daemon=True, name="find events")
            self._thread.start()

    def _work(self) -> None:
        while True:
            self._find(self._tasks.get())

    def _find(self, task: _Task) -> None:
        """One article. Whatever goes wrong is told of this article; the thread goes on."""
        job = Job(task.article.id, "working", "Loading the parser")
        self._change(job)

        def tell(done: float, stage: str) -> None:
            if job.article_id in self._stopped:
                raise Stopped
            self._change(replace(job, stage=stage, done=done))

        try:
            tell(0.0, job.stage)
            proposals = self._extract(task.article, tell)
            tell(1.0, "Saving the proposals")
            new = task.workspace.propose(task.article.id, proposals, task.who)
            self._change(Job(job.article_id, "done", found=len(new)))
        except Stopped:
            self._change(Job(job.article_id, "stopped"))
        except (InputError, WorkspaceError) as error:
            self._change(Job(job.article_id, "failed", message=str(error)))
        except Exception:
            log.exception("finding events in %s failed", job.article_id)
            words = "This is a fault of the app, not of the article. The log tells more."
            self._change(Job(job.article_id, "failed", message=words))


def finder() -> Finder:
    """The finder of the running app."""
    found: Finder = current_app.extensions[FINDER]
    return found
