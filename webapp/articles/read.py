"""An article from a file or from what was pasted. Nothing is fetched from anywhere."""

from __future__ import annotations

from dataclasses import replace

from webapp.articles.apart.run import take_apart
from webapp.articles.base import LIMITS, MB, ArticleLimits, Found, Guess, ReadArticle
from webapp.articles.guess import guesses, locate
from webapp.articles.joining import JOINED, with_whole_lines
from webapp.articles.kinds import is_page, kind_of
from webapp.articles.plain import decode_article
from webapp.model.problems import InputError, shorten
from webapp.model.text import normalise, printable


def read_article(data: bytes, name: str = "", limits: ArticleLimits = LIMITS) -> ReadArticle:
    """The article that a file holds. `name` only says in messages which file it is.

    Raises InputError, with what would be right, for a file that holds no article.
    """
    file = shorten(printable(name.strip()), 60) or "The file"
    if len(data) > limits.upload_bytes:
        raise InputError(
            f"{file} has {len(data) / MB:,.1f} MB; articles of up to "
            f"{limits.upload_bytes / MB:,.0f} MB are read. Save the article alone, or paste its "
            "text."
        )
    return _finish(_found(data, file, limits), file, limits)


def read_pasted(text: str, limits: ArticleLimits = LIMITS) -> ReadArticle:
    """The article that was pasted. Raises InputError when it is empty or too long."""
    return _finish(_from_lines(text), "The pasted text", limits)


def _found(data: bytes, file: str, limits: ArticleLimits) -> Found:
    kind = kind_of(data, file)
    if kind in ("pdf", "word"):
        return take_apart(kind, data, file, limits)
    text, notices = decode_article(data, file)
    if not is_page(text):
        return _from_lines(text, notices)
    found = take_apart("page", text.encode("utf-8", "replace"), file, limits)
    return replace(found, notices=(*notices, *found.notices))


def _finish(found: Found, file: str, limits: ArticleLimits) -> ReadArticle:
    if len(found.text) > limits.characters:
        raise InputError(
            f"{file} has more than {limits.characters:,} characters, which is more than an article "
            "may have. Take the article alone, or divide it."
        )
    text = normalise(_storable(found.text))
    if not text.strip():
        raise InputError(f"{file} holds no text. It should hold the words of an article.")
    said = {c: Guess(v, why, locate(text, v)) for c, (v, why) in found.said.items()}
    return ReadArticle(text, guesses(text) | said, found.notices)


def _storable(text: str) -> str:
    """Halves of characters and the zero character, which no database takes, become U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def _from_lines(text: str, notices: tuple[str, ...] = ()) -> Found:
    """A plain text, its lines joined where they were broken to fit a page."""
    whole = with_whole_lines(text)
    return Found(text, {}, notices) if whole is None else Found(whole, {}, (*notices, JOINED))
