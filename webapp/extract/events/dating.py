"""Which time expression dates an event, and what is assumed where none does."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from webapp.extract.base import Evidence, Span, TimeExpression
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.shifts import days_of, is_open, same_deed
from webapp.extract.events.status import SPOKEN
from webapp.extract.events.syntax import above, auxiliaries
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb, start_of
from webapp.extract.types import type_of
from webapp.extract.types.clause import lemma
from webapp.model.dates import DateError, EventDate, parse_date
from webapp.model.days import iso

CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "pcomp", "xcomp", "parataxis"}
)
INSIDE = frozenset({"xcomp", "pcomp", "acl", "advcl"})
"""Clauses within an act whose dates may be its own ("is due to meet on Friday")."""
WEEK, MONTH = 7, 31
EARLIER = frozenset({"previous", "earlier", "prior", "past", "former"})


@dataclass(frozen=True)
class Dated:
    """A date with its basis and the words that give it."""

    date: Evidence
    basis: Evidence
    words: Evidence | None = None


@dataclass
class Clock:
    """Goes through the events of an article in order and remembers what was dated last.

    `last` is the date of the last event told in the article's own line, `block` its paragraph and
    `speaker` whose words it was; `current` is the latest day of the news told so far.
    """

    article: Article
    last: Evidence | None = None
    block: int = -1
    speaker: str = ""
    current: str = ""
    told: list[tuple[Token, int]] = field(default_factory=list)
    """The words of the acts that are dated to the day, with their days."""

    def date(self, draft: Draft, speaker: str = "") -> Dated:
        """The date of an event: its own words, those of its paragraph, else what was told last."""
        time = own_time(draft, self.article) or _heading(draft, self.article)
        found = _stated(time, draft, self.article) if time else self._undated(draft, speaker)
        if not _nested(draft):
            self._remember(found, draft, bool(time))
            self.speaker = speaker
        day = _parsed(found.date.value)
        if time and day and day.precision == "day" and day.latest is not None:
            heads = (draft.head, draft.beside)
            self.told += [(head, day.latest) for head in heads if head is not None]
        if time and draft.status != "expected" and self._is_news(found.date.value):
            self.current = max(self.current, found.date.value)
        return found

    def _remember(self, found: Dated, draft: Draft, dated: bool) -> None:
        number = self.article.words.block_number(draft.head.idx)
        if dated or number != self.block:
            self.last, self.block = found.date, number

    def _is_news(self, date: str) -> bool:
        """Whether a date is a day of the week before the publication."""
        found, published = _parsed(date), _parsed(self.article.published)
        if found is None or published is None or published.latest is None or found.latest is None:
            return False
        return found.precision == "day" and 0 <= published.latest - found.latest <= WEEK

    def _undated(self, draft: Draft, speaker: str) -> Dated:
        if _counts_from_elsewhere(draft, self.article):
            return self._counted(draft) or self._bounded()
        told = _told_day(draft, self.article)
        if told is not None and self._is_news(told.date):
            return _stated(told, draft, self.article)
        return _earlier(draft, self.article) or self._assumed(draft, speaker)

    def _bounded(self) -> Dated:
        """What is not dated and is not of the day of the other news."""
        published = _parsed(self.article.published)
        known = published is not None and published.latest is not None
        return _month_of(published) if known and published is not None else _UNKNOWN

    def _counted(self, draft: Draft) -> Dated | None:
        """ "Two days after they fired on the convoy": from the event told before in these words."""
        shift = next(iter(_open_times(draft, self.article)), None)
        days = days_of(shift, self.article.text) if shift else None
        if shift is None or days is None:
            return None
        after = Span(shift.span.end, self.article.words.unit(draft.head.idx).end)
        verb = next((t for t in self.article.words.within(after) if is_verb(t)), None)
        for told, day in reversed(self.told) if verb is not None and verb.i != draft.head.i else ():
            if verb is not None and same_deed(verb, told):
                rule = "date: counted from what was told before"
                date = Evidence(iso(day + days), shift.span, rule)
                return Dated(date, replace(date, value="resolved"), replace(date, value=""))
        return None

    def _assumed(self, draft: Draft, speaker: str) -> Dated:
        """News is of the latest day told, or that of publication, unless its paragraph has just
        told another day."""
        published = _parsed(self.article.published)
        if published is None or published.latest is None:
            known = self.last is not None and self.last.value != "XXXX"
            return _resolved(self.last, "told last") if self.last and known else _UNKNOWN
        exact = published.precision == "day" and not published.approximate
        number = self.article.words.block_number(draft.head.idx)
        if self.last is not None and "first person" in draft.rule:
            return _resolved(self.last, "told last")
        if self.last is not None and self.block == number:
            return self._beside(self.last, speaker, published)
        if (exact or self.current) and not _told_of_past(draft):
            today = Evidence(self.current or iso(published.latest), None, "")
            return _resolved(today, "the day of the other news")
        return _month_of(published)

    def _beside(self, last: Evidence, speaker: str, published: EventDate) -> Dated:
        """In the paragraph of another date: that of the same speaker, of the news, or of a story of
        long ago; else only the publication bounds it."""
        told = _parsed(last.value)
        long_ago = told is not None and told.latest is not None and published.latest is not None
        if long_ago and told and (published.latest or 0) - (told.latest or 0) > MONTH:
            return _resolved(last, "told before in the paragraph")
        if last.value == (self.current or iso(published.latest or 0)):
            return _resolved(last, "the day of the other news")
        if speaker and speaker == self.speaker:
            return _resolved(last, "the same speaker before")
        return _month_of(published)


def _told_of_past(draft: Draft) -> bool:
    """Whether somebody tells of an act that is over by then: its day is not that of the words."""
    said = draft.form == "act" and draft.voice is not None and draft.typing.code not in SPOKEN
    return said and draft.status in ("claimed", "alleged") and draft.head.tag_ in ("VBD", "VBN")


def _resolved(last: Evidence, why: str) -> Dated:
    rule = f"date: {why}"
    return Dated(
        Evidence(last.value, last.span, rule, True), Evidence("resolved", last.span, rule, True)
    )


_UNKNOWN = Dated(
    Evidence("XXXX", None, "date: nothing dates it", True),
    Evidence("unknown", None, "date: nothing dates it"),
)


def _month_of(published: EventDate) -> Dated:
    """The month of publication, approximately: only the report bounds it."""
    month = iso(published.latest or 0)[:-3]
    rule = "date: bounded by the publication"
    return Dated(Evidence(f"{month}~", None, rule, True), Evidence("publication", None, rule))


def _stated(time: TimeExpression, draft: Draft, article: Article) -> Dated:
    rule = f"time: {time.rule}"
    own = article.words.unit(draft.head.idx).holds(time.span)
    named = _NAMED_DAY.fullmatch(time.span.of(article.text)) is not None
    basis = "resolved" if not own or time.span.start == _line(draft, article) else time.basis
    if own and basis == time.basis and named:
        basis = "stated"
    leaning = basis == "resolved" and not article.published  # on what the text told before
    return Dated(
        Evidence(_bounded(time, draft, article), time.span, rule, leaning),
        Evidence(basis, time.span, rule, leaning),
        Evidence("", time.span, rule),
    )


_NAMED_DAY = re.compile(
    r"(?:(?:on|in|about|around|of) )?(?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?",
    re.IGNORECASE,
)


def _line(draft: Draft, article: Article) -> int:
    """Where the paragraph of an event begins; -1 unless a heading opens it."""
    number = article.words.block_number(draft.head.idx)
    span = article.document.blocks[number].span
    return span.start if _opens(article, span, alone=False) else -1


def _bounded(time: TimeExpression, draft: Draft, article: Article) -> str:
    """A date with an open end, closed where the event cannot go on: "since Tuesday" ends with the
    publication for what has been done, "since 3 August, when" is that day."""
    start = time.date.removesuffix("/..")
    if start == time.date:
        return time.date
    if draft.head.dep_ == "relcl":
        return start
    published, first = _parsed(article.published), _parsed(start)
    done = draft.form == "act" and {"have", "has", "had"} & auxiliaries(draft.head)
    if done and published and first and first.precision == "day" and published.precision == "day":
        return f"{start}/{iso(published.latest or 0)}"
    return time.date


def _earlier(draft: Draft, article: Article) -> Dated | None:
    """ "three previous rounds": at some time before the publication."""
    published = _parsed(article.published)
    if published is None or published.latest is None or draft.form != "noun":
        return None
    words = [w for w in draft.head.subtree if lemma(w) in EARLIER and w.dep_ == "amod"]
    if not words:
        return None
    span = Span(start_of(draft.head), words[-1].head.idx + len(words[-1].head.text))
    rule = "date: before the publication"
    date = Evidence(f"../{iso(published.latest)}", span, rule)
    return Dated(date, Evidence("resolved", span, rule), Evidence("", span, rule))


def _parsed(text: str) -> EventDate | None:
    try:
        return parse_date(text) if text else None
    except DateError:
        return None


def is_to_come(date: str, published: str) -> bool:
    """Whether a date begins after the publication."""
    when, day = _parsed(date), _parsed(published)
    if when is None or day is None or when.earliest is None or day.latest is None:
        return False
    return when.earliest > day.latest


def _nested(draft: Draft) -> bool:
    """Whether it is told in passing: in somebody's words, or beside another clause."""
    if draft.form == "statement":
        return False
    return draft.voice is not None or draft.form == "noun" or draft.head.dep_ == "relcl"


def _told_day(draft: Draft, article: Article) -> TimeExpression | None:
    """ "The toll rose to 17 on Sunday, they said": the one day that a statement speaks of, where
    nothing dates the words themselves."""
    report = draft.own or draft.voice
    if draft.form != "statement" or report is None or draft.status == "expected":
        return None
    pieces = (span for span in report.content if not article.words.quotations_in(span))
    days = [t for span in pieces for t in usable(article, span)]
    return days[0] if len(days) == 1 else None


def _counts_from_elsewhere(draft: Draft, article: Article) -> bool:
    """Whether the words that date an event leave open when: a weekday that nothing counts, "two
    days after" another event."""
    return bool(_open_times(draft, article))


def _open_times(draft: Draft, article: Article) -> list[TimeExpression]:
    """The expressions that date an act, or the clause that it is in, and leave open when."""
    unit = article.words.unit(draft.head.idx)
    held = article.times_in(unit) if draft.form == "act" else []
    found = (t for t in held if is_open(t, article.text))
    return [t for t in found if _ranked(t, draft, article, _rank) in (0, 1, 3)]


def usable(article: Article, span: Span) -> list[TimeExpression]:
    """Time expressions of a stretch that give a date."""
    return [time for time in article.times_in(span) if _parsed(time.date) is not None]


def own_time(draft: Draft, article: Article, most: int = 4) -> TimeExpression | None:
    """The expression in the sentence that governs the event, the nearest kind first.

    `most` is how far off it may be: 0 its own clause, 1 one within it, 3 one that governs it, 4
    what hangs loosely on it.
    """
    unit = article.words.unit(draft.head.idx)
    rank = _RANKS[draft.form if draft.typing.code not in SPOKEN else "statement"]
    ranked = []
    for time in usable(article, unit):
        found = _ranked(time, draft, article, rank)
        if found == 0 and draft.form == "act" and time.span.start > draft.clause.end:
            found = 4
        if found is not None and found <= most:
            ranked.append((found, abs(time.span.start - draft.head.idx), time.span.start, time))
    return min(ranked)[-1] if ranked else None


Rank = Callable[[Token, list[Token]], int | None]


def _ranked(time: TimeExpression, draft: Draft, article: Article, rank: Rank) -> int | None:
    """How closely an expression belongs to an event; None where it does not."""
    words = article.words.within(time.span)
    if not words or (article.words.quotation(words[0].idx) and draft.form == "statement"):
        return None
    inside = {w.i for w in words}
    top = next((w for w in words if w.head.i not in inside), words[0])
    return rank(draft.head, [top, *above(top)])


def _rank(head: Token, up: list[Token]) -> int | None:
    """0 in the clause of a verb itself, 1 in one within it, 3 in one that governs it."""
    verb = next((t for t in up if is_verb(t) and t.dep_ in CLAUSES), None)
    if head.dep_ == "relcl" and up[0].i == head.head.i:
        return 0
    if verb is None or verb.i == head.i:
        return 5 if _of_a_noun(head, up) else 0
    if head.i in {t.i for t in up}:
        if verb.dep_ == "conj" and verb.head.i == head.i and verb.tag_ in ("VBD", "VBN"):
            return 4  # "Shells hit the market and ten people died on Sunday"
        return 1 if verb.dep_ in INSIDE else None
    governs = verb.i in {t.i for t in above(head)}
    return 3 if governs and not (head.dep_ == "relcl" and up[0].i > head.i) else None


def _of_a_noun(head: Token, up: list[Token]) -> bool:
    """Whether an expression dates an event noun in the clause ("after a two-month standoff"), but
    not its subject ("Monday's strike killed two")."""
    nouns = [t for t in _between(up, head) if t.pos_ == "NOUN" and type_of(t)]
    return any(t.dep_ != "nsubj" or t.head.i != head.i for t in nouns)


def _between(up: list[Token], head: Token) -> Iterator[Token]:
    """The words that lie between a time expression and the word of the event, both left out."""
    return itertools.takewhile(lambda t: t.i != head.i, up[1:])


def _rank_of_noun(head: Token, up: list[Token]) -> int | None:
    """0 in the phrase of a noun, 2 in the clause around it; not in a clause or beside another
    event noun within the phrase."""
    if head.i in {t.i for t in up}:
        return None if any(is_verb(t) or type_of(t) for t in _between(up, head)) else 0
    verb = next((t for t in up if is_verb(t)), None)
    return 2 if verb is not None and verb.i in {t.i for t in above(head)} else None


def _rank_of_statement(head: Token, up: list[Token]) -> int | None:
    """0 beside the word that reports, 3 in a clause that governs it; not in what is said."""
    verb = next((t for t in up if is_verb(t) and t.dep_ in CLAUSES), None)
    if verb is None or verb.i == head.i:
        return None if _of_a_noun(head, up) else 0
    return 3 if verb.i in {t.i for t in above(head)} else None


_RANKS: dict[str, Rank] = {"act": _rank, "noun": _rank_of_noun, "statement": _rank_of_statement}


def _heading(draft: Draft, article: Article) -> TimeExpression | None:
    """The date that opens the paragraph ("Feb. 20: ..."), or that the line above consists of."""
    number = article.words.block_number(draft.head.idx)
    blocks = article.document.blocks
    opening = _opens(article, blocks[number].span, alone=False)
    if opening:
        return opening
    return _opens(article, blocks[number - 1].span, alone=True) if number else None


def _opens(article: Article, span: Span, alone: bool) -> TimeExpression | None:
    days = (time for time in usable(article, span) if time.kind != "TIME")
    first = next(days, None)
    if first is None or first.span.start - span.start > 2:
        return None
    rest = article.text[first.span.end : span.end].strip()
    return first if (not rest if alone else rest[:1] in (":", "—", "–")) else None
