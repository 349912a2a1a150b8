"""Quotations of a paragraph, between marks of every kind. A bad mark costs one quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Quotation, Span
from webapp.extract.language import TITLES

DOUBLE = {
    "“": '”"',
    "„": "“”",
    "«": "»",
    "»": "«",
    '"': '"”',
    "`": "'",
    "‹": "›",
}
"""Marks that open a quotation, and what may close it. "`" stands for two of them, as in TeX."""
SINGLE = {"‘": "’'", "'": "'"}
OPENING = frozenset((*DOUBLE, *SINGLE))
SINGLE_MOST = 1500
"""How many characters a quotation between single marks may have; an apostrophe opens none."""
UNCLOSED_LEAST = 20
"""How many characters a quotation has at least that goes on in the next paragraph."""
UNMARKED_MOST = 3
"""Words that a quotation between single straight marks may have before an "s' " ends it."""
_VERBS = (
    "said|says|added|adds|told|tells|wrote|asked|asks|insisted|warned|explained|noted|continued"
    "|recalled|replied|argued|claimed|declared|concluded|shouted|yelled|cried|tweeted|wondered"
    "|demanded|exclaimed|joked|responded"
)
_TITLE = rf"(?:{'|'.join(TITLES)})\."
ATTRIBUTED = re.compile(
    rf"(?=[A-Z])(?:{_TITLE} |[^.?!“\"\n ]+ ){{1,14}}?(?:{_VERBS})\b"
    r"(?!:| (?:that|whether|if|why|how|he|she|they|it|there|we|I|the \w+ (?:is|was|had|has))\b)"
)
"""What follows the quotation of a question when it tells who asked: "Ms. Reyes asked a crowd"."""
_SAID = re.compile(
    r",? (?:he|she|they|it|(?:the |[Mm]rs?\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) "
    rf"(?:{_VERBS})\b"
)
_SAID_BY = re.compile(r", said (?:[A-Z]|the |a |an |one |his |her |its )")
_STOP = re.compile(r"[.!?…](?= |$)")
_ELISION = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|n|round)\b", re.IGNORECASE)


def quotations(text: str, block: Span, goes_on: bool) -> Iterator[Quotation]:
    """Quotations of one paragraph; those within others are not told. `goes_on`: the next
    paragraph opens with a mark, so that one which is not closed here runs on there."""
    at = block.start
    while at < block.end:
        found = _opened(text, at, block, goes_on)
        if found and found.inner.of(text).strip():
            yield found
            at = found.span.end
        else:
            at += 1


def _opened(text: str, at: int, block: Span, goes_on: bool) -> Quotation | None:
    """The quotation that a mark opens, if it does."""
    mark = text[at]
    if mark in DOUBLE and _may_open(text, at, block):
        return _double(text, at, block, goes_on)
    if mark in SINGLE and _may_open(text, at, block) and not _ELISION.match(text, at):
        return _single(text, at, block, goes_on)
    return None


def _may_open(text: str, at: int, block: Span) -> bool:
    """A mark opens at the start, after a space, a bracket or a dash, and before a word. Curly
    double marks open anywhere; a TeX mark is two."""
    if text[at] in "“„«":
        return True
    if text[at] == "`" and text[at : at + 2] != "``":
        return False
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    return (before.isspace() or before in '([{—–-:/“"‘') and not after.isspace()


def _double(text: str, at: int, block: Span, goes_on: bool) -> Quotation | None:
    mark = text[at]
    width = 2 if mark == "`" else 1
    for place in range(at + width, block.end):
        if _closes(text, place, mark, block):
            return Quotation(Span(at, place + width), Span(at + width, place))
        if place > at + width and text[place] == mark and _may_open(text, place, block):
            return _cut(text, at, width, Span(block.start, place), at == block.start)
    return _cut(text, at, width, block, goes_on or at == block.start)


def _closes(text: str, place: int, mark: str, block: Span) -> bool:
    """A straight mark closes where it does not open: after a word or before a space."""
    if text[place] not in DOUBLE[mark]:
        return False
    if mark == "`":
        return text[place : place + 2] == "''"
    if text[place] == '"' and text[place - 1].isspace():
        return not _may_open(text, place, block)
    if text[place] == '"' and mark == "“":
        return text.find("”", place, block.end) < 0
    return not (text[place] == '"' and _is_inches(text, place, block))


def _is_inches(text: str, place: int, block: Span) -> bool:
    """6" of snow."""
    after = text[place + 1 : place + 2]
    return text[place - 1].isdigit() and after == " " and text.find('"', place + 1, block.end) > 0


def _cut(text: str, at: int, width: int, within: Span, to_the_end: bool) -> Quotation | None:
    """A quotation whose closing mark is missing: it ends before ", he said", else at the end of
    the paragraph where it may run on, else with its sentence."""
    said = _SAID.search(text, at + width, within.end) or _SAID_BY.search(
        text, at + width, within.end
    )
    end = within.end
    if said:
        comma = text[said.start()] == ","
        end = said.start() + comma
    elif not to_the_end:
        stop = _STOP.search(text, at + width, within.end)
        end = stop.end() if stop else within.end
    while end > at + width and text[end - 1].isspace():
        end -= 1
    if end <= at + width:
        return None
    return Quotation(Span(at, end), Span(at + width, end), False)


def _single(text: str, at: int, block: Span, goes_on: bool) -> Quotation | None:
    """A quotation between single marks. The plural possessive ("the bishops' plan") looks like a
    closing mark, and is passed over where a better one follows."""
    mark = text[at]
    doubtful = None
    last = min(block.end, at + SINGLE_MOST)
    for place in range(at + 1, last):
        if text[place] == mark and place > at + 1 and _may_open(text, place, block):
            break
        if text[place] not in SINGLE[mark] or text[place + 1 : place + 2].isalnum():
            continue
        if text[place - 1] not in "sS" or not text[place + 1 : place + 2].isspace():
            return _closed_single(text, at, place)
        doubtful = place if doubtful is None else doubtful
    if doubtful is None or (goes_on and text[doubtful + 2 : doubtful + 3].islower()):
        return _running(text, at, block, goes_on)
    few = len(text[at:doubtful].split()) <= UNMARKED_MOST
    return _closed_single(text, at, doubtful) if mark == "‘" or few else None


def _closed_single(text: str, at: int, place: int) -> Quotation | None:
    """One mark stands for nothing where a space is before it, as in ' this '."""
    if text[place - 1].isspace():
        place_of_word = len(text[at:place].rstrip()) + at
        if text[place_of_word - 1] not in ",.!?":
            return None
    return Quotation(Span(at, place + 1), Span(at + 1, place))


def _running(text: str, at: int, block: Span, goes_on: bool) -> Quotation | None:
    """A mark that nothing closes, of words that go on in the next paragraph: a curly one that
    opens a paragraph, and one that opens a sentence where the next paragraph opens with a mark."""
    opens = text[at] == "‘" and at == block.start
    sentence = text[at + 1 : at + 2].isupper() and text[block.end - 1] in ".!?…:,"
    long = block.end - at > UNCLOSED_LEAST
    if (opens and long) or (goes_on and sentence):
        return _cut(text, at, 1, block, True)
    return None
