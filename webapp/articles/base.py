"""What reading an article gives, and how much is read at most."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.extract.base import Span

MB = 1024 * 1024


@dataclass(frozen=True)
class ArticleLimits:
    """Bounds on what one article may cost.

    `upload_bytes` of the file, `expanded_bytes` of what a packed one holds, `characters` of the
    text, `pages` of a PDF; `seconds` and `memory_bytes` for the programs that take web pages and
    PDFs apart.
    """

    upload_bytes: int = 10 * MB
    expanded_bytes: int = 60 * MB
    characters: int = 2_000_000
    pages: int = 500
    seconds: int = 30
    memory_bytes: int = 1536 * MB


LIMITS = ArticleLimits()


@dataclass(frozen=True)
class Guess:
    """A value for a column of `sources.csv` that a person should look at.

    `why` is a phrase that tells where it comes from; `span` are the words in the text that say it,
    None where the text does not (a file's own particulars).
    """

    value: str
    why: str
    span: Span | None = None


@dataclass(frozen=True)
class ReadArticle:
    """An article as read: the normalised text, guesses by column of `sources.csv`, and what the
    reader of it should know. A column without a guess is not there."""

    text: str
    fields: dict[str, Guess] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def value(self, column: str) -> str:
        """The value guessed for a column, empty when there is none."""
        guess = self.fields.get(column)
        return guess.value if guess else ""


@dataclass(frozen=True)
class Found:
    """What a file holds: its text, what it says of itself (column: value and why), notices."""

    text: str
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
