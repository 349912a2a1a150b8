"""A web page to the paragraphs of its article. Runs in the child; imports what only it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from lxml import html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from webapp.articles.apart.pagefacts import Element, particulars
from webapp.articles.base import ArticleLimits, Found
from webapp.model.problems import InputError

_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "code"))
_CAPTIONS = (
    "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
    " | //*[contains(concat(' ', @class, ' '), ' image-caption ')]"
)
_ASIDE = frozenset(
    (
        "title",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "footer",
        "form",
        "button",
        "select",
    )
)
_PARAGRAPHS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre"),
        *("br", "hr", "figcaption", "section", "article", "header", "main", "dt", "dd"),
    )
)
_ADVERTISEMENT = re.compile(
    r"advertisement|(?:advertisement\W+)?(?:story|article) continues below(?: advertisement)?\W*",
    re.IGNORECASE,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML, in which trees of pages are made, cannot hold."""
PLAINLY = (
    "The article on the page could not be told from the rest, so all of the page's text was taken. "
    "Check it, and paste the article instead if there is too much."
)


def read(data: bytes, limits: ArticleLimits) -> Found:
    """The article of a page (bytes in UTF-8). Raises InputError when the page has no text."""
    text = _CONTROLS.sub(" ", data.decode("utf-8", "replace"))
    tree = _tree(text)
    said = particulars(tree, text) if tree is not None else {}
    paragraphs = _article(tree) if tree is not None else []
    notices: tuple[str, ...] = ()
    if not paragraphs:
        paragraphs, notices = _plainly(text), (PLAINLY,)
    if not paragraphs:
        raise InputError(
            "is a web page without text; some pages fetch theirs only in the browser. Copy the "
            "text of the article from the browser and paste that."
        )
    headline = said.get("title", ("", ""))[0]
    if headline and not any(_same(headline, one) for one in paragraphs[:3]):
        paragraphs.insert(0, headline)
    return Found(_bounded(paragraphs, limits.characters), said, notices)


def _tree(text: str) -> Element | None:
    """The page as a tree, None where there is none. Entities are not expanded, nothing fetched."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, recover=True, remove_pis=True
    )
    try:
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (ValueError, html.etree.LxmlError):
        return None


def _article(tree: Element) -> list[str]:
    """The paragraphs of what looks like the article: headings, captions, text, lists, tables."""
    _keep_captions(tree)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return []
    body = getattr(found, "body", None)
    return [] if body is None else list(_paragraphs(body))


def _keep_captions(tree: Element) -> None:
    """Make captions paragraphs: what finds articles drops figures with all that is in them."""
    for caption in tree.xpath(_CAPTIONS):
        words = _one_line(caption.text_content())
        figure = next(caption.iterancestors("figure"), caption)
        parent = figure.getparent()
        if words and parent is not None:
            paragraph = html.Element("p")
            paragraph.text = words
            parent.insert(parent.index(figure), paragraph)
            caption.text = ""
            for child in list(caption):
                caption.remove(child)


def _paragraphs(body: Element) -> Iterator[str]:
    """Text of each block in order; a line break within one divides it."""
    for block in body.iter(*_BLOCKS):
        if not any(above.tag in _BLOCKS for above in block.iterancestors()):
            lines = map(_one_line, "".join(_pieces(block)).split("\n"))
            yield from (line for line in lines if line and not _ADVERTISEMENT.fullmatch(line))


def _pieces(block: Element) -> Iterator[str]:
    for event, part in html.etree.iterwalk(block, events=("start", "end")):
        divides = part.tag == "lb" or (part.tag in _BLOCKS and part is not block)
        if event == "start":
            yield "\n" if divides else ""
            yield part.text or ""
        elif part is not block:
            yield "\n" if divides else ""
            yield part.tail or ""


class _Plain(HTMLParser):
    """All text of a page outside scripts and navigation. It keeps no tree, so depth is nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._aside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if not self._aside and tag in _ASIDE:
            self._aside = tag
        if tag in _PARAGRAPHS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag == self._aside:
            self._aside = ""
        if tag in _PARAGRAPHS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._aside:
            self.pieces.append(data.replace("\n", " "))


def _plainly(text: str) -> list[str]:
    plain = _Plain()
    plain.feed(text)
    plain.close()
    return list(filter(None, map(_one_line, "".join(plain.pieces).split("\n"))))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same(one: str, other: str) -> bool:
    return _one_line(one).casefold() == _one_line(other).casefold()


def _bounded(paragraphs: list[str], most: int) -> str:
    """The paragraphs as a text, one character more than allowed when they are too many."""
    return "\n\n".join(paragraphs)[: most + 1]
