"""Where articles and the words of their events are, and what articles are called."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from webapp.model.text import printable
from webapp.workspace.base import Article, Item

QUOTED = "Quote"
"""The name of the words that an event of another table quotes; no event is called so."""


def article_url(article_id: str, *parts: str) -> str:
    """The address of an article or of one of its pages."""
    return "/".join(("/articles", quote(article_id, safe=""), *parts))


def anchor_of(event_id: str) -> str:
    """The name of the place in the page where the words of an event begin."""
    return f"words-{event_id}"


def event_in_article_url(article_id: str, event_id: str) -> str:
    """The article, opened at the words of an event."""
    query = urlencode({"event": event_id})
    return f"{article_url(article_id)}?{query}#{anchor_of(event_id)}"


def quote_in_article_url(article_id: str, place: tuple[int, int], event_id: str) -> str:
    """The article, opened at a place of its text that an event of another table quotes."""
    query = urlencode({"quote": f"{place[0]}-{place[1]}", "event": event_id})
    return f"{article_url(article_id)}?{query}#{anchor_of(QUOTED)}"


def review_url(item: Item) -> str:
    """The review, opened at an item."""
    return f"{article_url(item.article_id, 'review')}?item={item.id}#event-{item.id}"


def event_url(event_id: str) -> str:
    """The timeline with the panel of an event open."""
    return f"/?{urlencode({'event': event_id})}"


def title_of(article: Article) -> str:
    """The title of an article, or its name."""
    return printable(article.fields.get("title", "") or article.id)
