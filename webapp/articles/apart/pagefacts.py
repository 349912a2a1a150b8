"""What a web page says of itself: title, publisher, authors, date, address, language.

Publishers write it three ways: as linked data (JSON-LD), as meta elements, and marked in the text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from webapp.model.dates import DateError, parse_date

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

Said: TypeAlias = dict[str, tuple[str, str]]
MOST = 300
"""Characters of a value; longer ones are no titles and no names."""

_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage)\Z")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?![\d])")
_ISO_SHORT = re.compile(r"\d{4}(?:-\d\d)?")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"]+)\s*-->")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title", "parsely-title"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "application-name"),
    "authors": (
        "author",
        "article:author",
        "citation_author",
        "dc.creator",
        "parsely-author",
        "byl",
        "sailthru.author",
    ),
    "published": (
        "article:published_time",
        "datepublished",
        "citation_publication_date",
        "parsely-pub-date",
        "dc.date",
        "dc.date.issued",
        "date",
        "pubdate",
        "publishdate",
        "sailthru.date",
    ),
    "url": ("og:url", "parsely-link"),
    "language": ("og:locale", "content-language", "dc.language"),
}
"""Names of meta elements by column, the best first, in small letters."""


def particulars(tree: Element, text: str) -> Said:
    """Column: value and where the page says it. The first that gives a sound value counts."""
    said: Said = {}
    for column, value, why in _candidates(tree, text):
        sound = _sound(column, value)
        if sound and column not in said:
            said[column] = (sound, why)
    if "title" in said and "publisher" in said:
        title, why = said["title"]
        said["title"] = (_without_name(title, said["publisher"][0]), why)
    return said


def _without_name(title: str, publisher: str) -> str:
    """A title without the publisher's name that pages put behind it: "Talks resume | The Paper"."""
    return re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}\Z", "", title) or title


def _candidates(tree: Element, text: str) -> Iterator[tuple[str, str, str]]:
    yield from _linked(tree)
    yield from _meta(tree)
    yield from _marked(tree)
    saved = _SAVED_FROM.search(text[:4096])
    if saved:
        yield "url", saved[1], "the browser noted it in the page when it was saved"


def _linked(tree: Element) -> Iterator[tuple[str, str, str]]:
    """Linked data that describe an article (or, if there is none, the page)."""
    why = "the page's own description (linked data)"
    things = [
        t for one in tree.xpath("//script[@type='application/ld+json']") for t in _things(one)
    ]
    for thing in sorted(things, key=lambda t: "WebPage" in _types(t)):
        yield "title", _text(thing.get("headline")), why
        yield "authors", "; ".join(_names(thing.get("author"))), why
        yield "published", _text(thing.get("datePublished")), why
        yield "publisher", "; ".join(_names(thing.get("publisher"))), why
        yield "language", _text(thing.get("inLanguage")), why
        yield "url", _text(thing.get("url")), why


def _things(script: Element) -> Iterator[dict[str, Any]]:
    try:
        waiting = [json.loads(script.text_content(), strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            waiting.append(thing.get("@graph"))
            if any(_ARTICLE.match(kind) for kind in _types(thing)):
                yield thing


def _types(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = _text(one.get("name") if isinstance(one, dict) else one)
        if name:
            yield name


def _text(value: object) -> str:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _meta(tree: Element) -> Iterator[tuple[str, str, str]]:
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().casefold()
            if name:
                found.setdefault(name, []).append(_text(element.get("content")))
    for column, names in _META.items():
        for name in names:
            values = found.get(name, [])
            joined = (
                "; ".join(dict.fromkeys(values)) if column == "authors" else "".join(values[:1])
            )
            yield column, joined, f"the page's own description ({name})"


_BYLINE = "contains(@class, 'byline') or contains(@class, 'author')"
_MARKS = (
    ("url", "//link[@rel='canonical']/@href", "the page names it as its address"),
    ("language", "/html/@lang | /html/@xml:lang", "the page names it as its language"),
    ("title", "//h1//text()[normalize-space()]/ancestor::h1[1]", "the heading of the page"),
    ("authors", "//*[@rel='author' or @itemprop='author']", "the page marks it as the author"),
    ("published", "//*[@itemprop='datePublished']/@datetime", "the page marks it as the date"),
    ("published", "//time[@pubdate]/@datetime", "the page marks it as the date"),
    ("published", "//article//time/@datetime", "the first time that the article marks"),
    ("title", "//title", "the title of the page"),
    ("authors", f"//*[{_BYLINE}][starts-with(normalize-space(), 'By ')]", "the page's byline"),
)


def _marked(tree: Element) -> Iterator[tuple[str, str, str]]:
    """What elements and attributes of the text itself say."""
    for column, path, why in _MARKS:
        for found in tree.xpath(path)[:1]:
            value = found if isinstance(found, str) else found.text_content()
            yield column, _text(value), why
    days = {_day(_text(moment)) for moment in tree.xpath("//time/@datetime")} - {""}
    if len(days) == 1:
        yield "published", days.pop(), "the only day that the page marks as a time"


def _sound(column: str, value: str) -> str:
    """The value in the form of its column, empty when it is none."""
    if not value or len(value) > MOST:
        return ""
    return _FORMS[column](value)


def _day(value: str) -> str:
    """The day of a date in ISO form as it stands there: its zone is the publisher's."""
    day = _ISO_DAY.match(value) or _ISO_SHORT.fullmatch(value)
    try:
        return parse_date(day.group()).text if day else ""
    except DateError:
        return ""


def _address(value: str) -> str:
    return value if re.fullmatch(r"https?://[^\s<>\"]+", value) else ""


def _tag(value: str) -> str:
    """A language as BCP 47 writes it: `en_GB` is `en-GB`."""
    return value.replace("_", "-") if _LANGUAGE.fullmatch(value) else ""


def _people(value: str) -> str:
    """Names without "By"; an address or an account in their place says nothing."""
    parts = re.split(r"\s*;\s*", re.sub(r"^by[:\s]\s*", "", value, flags=re.IGNORECASE))
    return "; ".join(dict.fromkeys(p for p in parts if p and not re.search(r"https?:|[@/]", p)))


_FORMS: dict[str, Callable[[str], str]] = {
    "title": str,
    "publisher": str,
    "authors": _people,
    "published": _day,
    "url": _address,
    "language": _tag,
}
