"""Guesses about a source from the text of an article. What the text does not say stays open.

An article speaks of itself in its first and last lines; what stands between is its story, whose
dates and names are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from webapp.articles.base import Guess
from webapp.articles.bylines import authors, biography
from webapp.articles.datelines import names_and_date, published
from webapp.articles.lines import Lines
from webapp.articles.names import is_body
from webapp.articles.tongue import language_of
from webapp.extract.base import Span

TITLE_MOST = 200
NAME_MOST = 70
"""Characters of a headline, and of a publisher's name."""
CREDIT_MOST = 200

_LABEL_WORDS = 2
_NO_TITLE = re.compile(
    r"(?:written\s+)?by:?\s.*|(?:first\s+)?(?:published|posted|updated|source|date)\b.*"
    r"|https?://\S+|\W*"
    r"|skip to (?:the )?(?:main )?(?:content|navigation|article)|(?:main )?menu|search|home"
    r"|(?:sign|log) (?:in|up)|subscribe(?: now)?|advertisements?|share(?: this)?(?: article)?"
    r"|breaking(?: news)?|live|read more:?.*",
    re.IGNORECASE,
)
"""First lines that are no headline: who wrote it, and what stands above it on a copied page."""
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s+)?"
    r"(?:by\s+)?(?P<name>[^\W\d_][^.|;()]{1,80}?)"
    r"(?:\.|\s+(?:all\s+rights|19\d\d|20\d\d)|\s*[|;(]|,?\s*\Z)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|publisher|published by):\s*(?P<name>[^\W\d_].{1,80})", re.I)
_ADDRESS = re.compile(
    r"(?:.{0,40}?\b(?:at|source|url|link|original|from|via|web|here)\b:?\s*)?<?"
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:)])>?[.,;)]?",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[^.]{3,150}\bcontributed\s+(?:\w+\s+){0,2}to\s+this\s+(?:report|article|story)\b.{0,40}"
)


def guesses(text: str) -> dict[str, Guess]:
    """Guesses by column of `sources.csv`, from a normalised text; for each the likeliest."""
    lines = Lines(text)
    found: dict[str, Guess] = {}
    for column, rule in _RULES:
        guess = next(rule(lines), None)
        if guess:
            found[column] = guess
    language = language_of(text)
    if language:
        found["language"] = Guess(language, "its commonest words are English")
    return found


def locate(text: str, value: str) -> Span | None:
    """Where a text says a value that comes from elsewhere, None where it does not."""
    at = text.find(value) if value else -1
    return Span(at, at + len(value)) if at >= 0 else None


def _title(lines: Lines) -> Iterator[Guess]:
    """The first line, if it is short, ends as no sentence does, and something follows it."""
    candidates = [s for s in lines.head if not _NO_TITLE.fullmatch(lines.of(s))][:2]
    for nth, span in enumerate(candidates):
        words = lines.of(span)
        if len(words) > TITLE_MOST or words.endswith((".", ",", ";", ":")) or len(lines.all) < 2:
            return
        above = not nth and len(candidates) > 1 and _looks_like_headline(lines.of(candidates[1]))
        if above and (len(words.split()) <= _LABEL_WORDS or names_and_date(lines, span)):
            continue
        why = "the first line of the text" if not nth else "the line under the first one"
        yield Guess(words, why, span)


def _looks_like_headline(words: str) -> bool:
    return len(words.split()) > _LABEL_WORDS + 1 and len(words) <= TITLE_MOST and words[-1] != "."


def _publisher(lines: Lines) -> Iterator[Guess]:
    """The copyright line, a line that names the source, the byline, the agency in the dateline, the
    biography of the author."""
    for span in (*lines.foot, *lines.head):
        for pattern, why in ((_COPYRIGHT, "the copyright line"), (_SOURCE, "the text names it")):
            match = pattern.match(lines.of(span))
            if match and len(match["name"]) <= NAME_MOST:
                yield lines.guess(span, match, "name", why)
    for guess in authors(lines, bodies=True):
        yield guess
    for guess in published(lines, agency=True):
        yield guess
    for name, guess in biography(lines):
        if name == "publisher" and is_body(guess.value):
            yield guess


def _url(lines: Lines) -> Iterator[Guess]:
    """The one address that has a line for itself, or a line that says that it leads there."""
    matches = [(s, _ADDRESS.fullmatch(lines.of(s))) for s in dict.fromkeys(lines.edge)]
    found = [(span, match) for span, match in matches if match]
    if len({match["url"] for _, match in found}) == 1:
        span, match = found[0]
        yield lines.guess(span, match, "url", "the only address that has a line of its own")


def _credit(lines: Lines) -> Iterator[Guess]:
    for span in lines.foot:
        match = _CREDIT.match(lines.of(span))
        if match and len(match[0]) <= CREDIT_MOST:
            yield lines.guess(span, match, 0, "the line that names who contributed")


_RULES: tuple[tuple[str, Callable[[Lines], Iterator[Guess]]], ...] = (
    ("title", _title),
    ("authors", authors),
    ("published", published),
    ("publisher", _publisher),
    ("url", _url),
    ("credit", _credit),
)
