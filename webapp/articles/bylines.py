"""Who wrote an article, by its byline, the agency's closing line or the author's biography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.articles.base import Guess
from webapp.articles.lines import Lines
from webapp.articles.names import is_body, is_named_body, is_person, is_role, is_surely_person
from webapp.articles.written import DATE
from webapp.extract.base import Span

_BY = re.compile(r"(?:Written\s+|Story\s+)?(?:By|BY|by):?\s+(?P<names>\S.{1,160})")
_REPORTING = re.compile(
    r"\(?(?:Additional\s+)?Reporting\s+by\s+(?P<names>[^;.)]{3,200})", re.IGNORECASE
)
_BIOGRAPHY = re.compile(
    r"(?P<name>[^\W\d_][\w.'’ -]{3,50}?)\s+(?:is|was)\s+(?:an?|the)\s+(?P<what>[^.]{0,120}?"
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|analyst)\b[^.]{0,40}?)"
    r"(?:\s+(?:for|at|with)\s+(?P<body>(?:[Tt]he\s+)?[^\W\d_a-z][^.,;]{2,60}?))?"
    r"(?:[.,;]|\s+(?:who|where|based|covering)\b|\Z)"
)
_JOINED = re.compile(
    r"\bjoined\s+(?P<body>(?:[Tt]he\s+)?[A-Z][\w-]*(?:\s+(?:of|[A-Z][\w-]*)){0,5})"
)
_PIECES = re.compile(r"\s*(?:,|;|\||/|–|—|·|•|\s-\s|\band\b|&)\s*", re.IGNORECASE)
_PLACE = re.compile(r"\s+in\s+[^\W\d_].*\Z")
_ALONE = re.compile(r"(?P<name>\S.{2,60})")
_PIECE = re.compile(r"(?P<name>[^|·•,–—\s](?:[^|·•,–—]*[^|·•,–—\s])?)")
_WITH_DATE = re.compile(
    r"(?P<name>\S[^|·•]{2,60}?)\s*[|·•,–—-]\s*(?:[^|·•,–—.]{2,60}[|·•,–—]\s*)?"
    rf"(?:{DATE.pattern})"
)
AROUND = re.compile(
    r"(?:[\s|·•,–—-]|\bat\b|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?|[ap]\.?m\.?|\b[A-Z]{2,5}\b|\(|\)"
    r"|\d\s+min(?:ute)?s?\s+read|[Uu]pdated\s+(?:\d+|an?)\s+\w+\s+ago)*"
)
"""What may stand beside a date in a line that has only that: a time, a zone, strokes."""
_STROKES = re.compile(r"\s*[|·•,–—]\s*|\s-\s")
_LONE_LINES = 6


def authors(lines: Lines, bodies: bool = False) -> Iterator[Guess]:
    """Who wrote it, names joined with "; ". With `bodies`, whom the byline says they work for.

    1. A byline: `By Jane Doe and John Roe`. 2. An agency's closing line: `Reporting by Jane Doe`.
    3. The biography at the end. 4. A name that has one of the first lines for itself, or shares it
    with a date.
    """
    for span in lines.head:
        match = _BY.fullmatch(lines.of(span))
        if match:
            yield from _named(span, match, "the byline", bodies)
    if bodies:
        yield from _beside_dates(lines)
        return
    for span in lines.edge:
        match = _REPORTING.match(lines.of(span))
        if match:
            yield from _named(span, match, "the line that says who reported", False)
    yield from (guess for column, guess in biography(lines) if column == "authors")
    for span in lines.head[1:_LONE_LINES]:
        match = _WITH_DATE.match(lines.of(span)) or _ALONE.fullmatch(lines.of(span))
        if match and is_surely_person(_in_small(match["name"])):
            yield lines.guess(span, match, "name", "a line of its own that looks like a name")


def _beside_dates(lines: Lines) -> Iterator[Guess]:
    """`Jane Doe | Example Post | March 13, 2022`: the publisher in a line with a date."""
    for span in lines.head[1:_LONE_LINES]:
        words = lines.of(span)
        date = DATE.search(words)
        around = (words[: date.start()], words[date.end() :]) if date else ()
        for match in _PIECE.finditer(words) if around and all(map(names_source, around)) else ():
            if is_named_body(match["name"]):
                yield lines.guess(span, match, "name", "a line that has only names and a date")


def names_source(words: str) -> bool:
    """Whether words beside a date only name people and publishers: "Jane Doe | Example Post"."""
    pieces = (piece.strip() for piece in _STROKES.split(words))
    return all(
        AROUND.fullmatch(p) or _BY.fullmatch(p) or is_surely_person(p) or is_named_body(p)
        for p in pieces
    )


def _in_small(words: str) -> str:
    """A name in capitals as it is written otherwise, to see whether it is one."""
    return words.title() if words.isupper() else words


def _named(line: Span, match: re.Match[str], why: str, bodies: bool) -> Iterator[Guess]:
    """The people, or the bodies, in a list of names."""
    wanted = is_body if bodies else is_person
    start = line.start + match.start("names")
    found: list[tuple[str, Span]] = []
    for words, at in _pieces(match["names"]):
        if is_role(words) and bodies:
            continue
        if wanted(words):
            found.append((words, Span(start + at, start + at + len(words))))
        elif not bodies and not is_role(words) and not is_body(words):
            break  # From here on the line speaks of something else.
    if found:
        span = Span(found[0][1].start, found[-1][1].end)
        yield Guess("; ".join(dict.fromkeys(words for words, _ in found)), why, span)


def _pieces(names: str) -> Iterator[tuple[str, int]]:
    """What stands between commas and "and", with where it begins; dates end the list."""
    date = DATE.search(names)
    names = names[: date.start()] if date else names
    start = 0
    for match in [*_PIECES.finditer(names), None]:
        piece = names[start : match.start() if match else len(names)]
        words = _PLACE.sub("", piece).strip(" .:")
        if words:
            yield words, start + piece.index(words)
        start = match.end() if match else start


def biography(lines: Lines) -> Iterator[tuple[str, Guess]]:
    """Author and publisher as the lines about the author say them."""
    for span in lines.foot or lines.head[-3:]:
        match = _BIOGRAPHY.match(lines.of(span))
        if match and is_person(match["name"]):
            yield "authors", lines.guess(span, match, "name", "the lines about the author")
            body = match if match["body"] else _JOINED.search(lines.of(span))
            if body:
                yield "publisher", lines.guess(span, body, "body", "the lines about the author")
