"""When an article was published, by the lines that say so; which agency's dateline it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.articles.base import Guess
from webapp.articles.bylines import AROUND, names_source
from webapp.articles.lines import Lines
from webapp.articles.written import DATE, WrittenDate, written_dates
from webapp.extract.base import Span

_PUBLISHED = re.compile(
    r"\b(?:(?:first|originally)\s+)?(?:published|posted|issued|publication\s+date|date(?=:))"
    r"(?:\s+(?:on|at))?\s*:?\s*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5})?,?\s*)?\Z",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:(?:last\s+)?(?:updated|modified|revised))(?:\s+(?:on|at))?\s*:?\s*"
    r"(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5})?,?\s*)?\Z",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|revised|corrected)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][^\W\d_a-z.'’-]+(?:[ ,.'’/-]+[^\W\d_]+){0,6}?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w.'’]+)?)?,?\s*"
    rf"(?P<date>{DATE.pattern})?,?\s*(?P<agency>\([^()]{{2,40}}\))?\s*(?:(?:—|–|--|-|:)\s|\Z)"
)
_SMALL = r"(?:at|on|of|in|the|and|by|for|from|to|de|der|la|le)\b"
_NAMES = re.compile(rf"(?:[\W\d_]|{_SMALL}|[ap]\.?m\b|[^\W\d_a-z][\w.'’]*+)*+")
"""Names, times and small words, as in a line that names town, paper or issue beside a date."""
_NAMES_MOST = 120
"""Characters beside a date that may name who wrote and who published it."""
STORY = 100_000
"""Characters of the story in which dates are looked for."""
_BEFORE = 60
"""Characters before a date that may say what it is the date of."""


def published(lines: Lines, agency: bool = False) -> Iterator[Guess]:
    """When it was published, in EDTF; with `agency`, the agency that the dateline names.

    1. `Published on March 13, 2022`. 2. A line that has only a date, or a byline with one. 3. The
    dateline. 4. A line of names and a date. 5. `Updated ...`. A date with a `~` is inferred: a year
    was added, or it is the update's.
    """
    if agency:
        yield from _agency(lines)
        return
    dates = [(s, d) for s in lines.edge for d in _dates(lines, s)]
    yield from _introduced(lines, dates, _PUBLISHED, "", "the text says that it was published then")
    for span, date in dates:
        if date.edtf() and span in lines.head and _alone(lines, span, date):
            yield _guess(date, date.edtf(), "a line of its own above the text")
    yield from _dateline(lines)
    for span, date in dates:
        if date.edtf() and span in lines.head and _only_names(lines, span, date):
            yield _guess(date, date.edtf(), "a line above the text that has only names and a date")
    yield from _introduced(lines, dates, _UPDATED, "~", "the text says that it was updated then")
    yield from _latest(lines)


def _dates(lines: Lines, span: Span) -> list[WrittenDate]:
    return list(written_dates(lines.text, span.start, span.start + len(lines.of(span))))


def _introduced(
    lines: Lines,
    dates: list[tuple[Span, WrittenDate]],
    pattern: re.Pattern[str],
    mark: str,
    why: str,
) -> Iterator[Guess]:
    """Dates before which stand the words of a pattern."""
    for span, date in dates:
        before = lines.text[max(span.start, date.span.start - _BEFORE) : date.span.start]
        if date.edtf() and pattern.search(before):
            yield _guess(date, date.edtf() + mark, why)


def _alone(lines: Lines, span: Span, date: WrittenDate) -> bool:
    """Whether a line has nothing but the date, or also who wrote it and who published it."""
    before = lines.text[span.start : date.span.start]
    after = lines.text[date.span.end : span.end]
    byline = re.fullmatch(r"(?:By|BY) [^.]{3,80}?\s*[|·•,–—-]\s*", before)
    if (AROUND.fullmatch(before) or byline) and AROUND.fullmatch(after):
        return True
    named = span != lines.all[0] and len(before) + len(after) <= _NAMES_MOST
    return named and all(map(names_source, (before, after)))


def names_and_date(lines: Lines, span: Span) -> bool:
    """Whether a line has nothing but names and a full date."""
    return any(d.edtf() and _only_names(lines, span, d) for d in _dates(lines, span))


def _only_names(lines: Lines, span: Span, date: WrittenDate) -> bool:
    """Whether beside a date a short line has names alone: `Kyiv, 13 March 2022 (AP)`."""
    before = lines.text[span.start : date.span.start]
    after = lines.text[date.span.end : span.end]
    if len(before) + len(after) > _NAMES_MOST or _CHANGED.search(before):
        return False
    return all(_NAMES.fullmatch(words) for words in (before, after))


def _dateline(lines: Lines) -> Iterator[Guess]:
    """`KYIV, March 13 (Agency) —`: its year is the only one that dates of the text have."""
    for span in lines.head:
        match = _DATELINE.match(lines.of(span))
        if not match or not match["date"] or not (match["place"] or match["agency"]):
            continue
        if _CHANGED.search(match["place"] or ""):
            continue
        start = span.start + match.start("date")
        for date in written_dates(lines.text, start, start + len(match["date"])):
            if date.year and date.edtf():
                yield _guess(date, date.edtf(), "the dateline")
            year = only_year(lines)
            if not date.year and year and date.edtf(year):
                why = f"the dateline; its year is the only one that the text names ({year})"
                yield _guess(date, f"{date.edtf(year)}~", why)


def _latest(lines: Lines) -> Iterator[Guess]:
    """The latest day named without a year and not as a day to come, in the only year named."""
    year = only_year(lines)
    dates = [d for d in written_dates(lines.text, 0, STORY) if not d.year and d.edtf(year)]
    told = [d for d in dates if not _TO_COME.search(_clause(lines.text, d.span.start))]
    if told:
        last = max(told, key=lambda date: (date.month, date.day))
        why = f"the latest day that the story tells of, in the only year that it names ({year})"
        yield _guess(last, f"{last.edtf(year)}~", why)


def _clause(text: str, at: int) -> str:
    """What stands before a position in its sentence, as far as it matters."""
    return re.split(r"[.!?\n]\s", text[max(0, at - 200) : at])[-1]


_TO_COME = re.compile(
    r"\b(?:will|would|until|till|before|by|due|scheduled|planned|plans?|expected|next|ahead of"
    r"|upcoming|shall|starting|deadline)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def only_year(lines: Lines) -> int:
    """The year that the dates and the copyright line of a text name, 0 unless it is one only."""
    years = {date.year for date in written_dates(lines.text, 0, STORY) if date.year}
    for span in lines.foot:
        words = lines.of(span)
        if words.startswith(("©", "(c)", "Copyright")):
            years |= {int(year) for year in _YEARS.findall(words)}
    return years.pop() if len(years) == 1 else 0


def _agency(lines: Lines) -> Iterator[Guess]:
    for span in lines.head:
        match = _DATELINE.match(lines.of(span))
        if match and match["agency"] and (match["place"] or match["date"]):
            start, end = (span.start + at for at in match.span("agency"))
            words = match["agency"][1:-1].strip()
            inner = Span(start + 1, end - 1)
            if words and not re.search(r"\d", words):
                yield Guess(words, "the agency in the dateline", inner)


def _guess(date: WrittenDate, value: str, why: str) -> Guess:
    return Guess(value, why, date.span)
