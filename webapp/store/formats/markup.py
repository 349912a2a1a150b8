"""HTML that people write into cells, as plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    ("br", "p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "tr", "table", "hr")
)
HIDDEN = frozenset(("script", "style", "template", "noscript"))


def plain_text(markup: str) -> str:
    """The text that a reader would see, blocks on lines of their own, addresses of links after
    their words. Cells without markup stay as they are, but for the white space around them."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    parser = _Text()
    try:
        parser.feed(markup)
        parser.close()
    except AssertionError:
        # The parser of the standard library gives up so on marked sections that are none ("<![a;").
        return markup.strip()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in parser.text.split("\n"))
    return "\n".join(filter(None, lines))


class _Text(HTMLParser):
    """Collects what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._hidden = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that begins."""
        self._hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.text += "\n"
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        """A tag that ends: the address of a link is told unless its words are that address."""
        self._hidden -= tag in HIDDEN and self._hidden > 0
        if tag in BLOCKS:
            self.text += "\n"
        if tag == "a" and self._links:
            address, start = self._links.pop()
            if re.match(r"https?://", address) and self.text[start:].strip() != address:
                self.text += f" ({address})"

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._hidden:
            self.text += data
