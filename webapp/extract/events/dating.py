"""Which time expression dates an event, and what is assumed where none does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from webapp.extract.base import Evidence, Span, TimeExpression
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.governing import (
    governing,
    heading,
    is_to_come,
    open_times,
    opens,
    own_time,
    parsed_date,
    promised_time,
    usable,
)
from webapp.extract.events.shifts import days_of, same_deed
from webapp.extract.events.status import SPOKEN
from webapp.extract.events.syntax import above, auxiliaries
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb, start_of
from webapp.extract.types.clause import children, lemma
from webapp.model.dates import EventDate
from webapp.model.days import iso

WEEK, MONTH = 7, 31
FRESH = 2
"""Days after which the latest day told is no longer that of what is said now."""
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

    def __post_init__(self) -> None:
        """The day of the news may stand in the headline: "What happened on Wednesday"."""
        first = self.article.document.blocks[:1]
        for time in usable(self.article, first[0].span) if first else ():
            named = _WEEKDAY.fullmatch(time.span.of(self.article.text))
            if first[0].kind == "headline" and named and self._is_news(time.date):
                self.current = max(self.current, time.date)

    def date(self, draft: Draft, speaker: str = "") -> Dated:
        """The date of an event: its own words, those of its paragraph, else what was told last."""
        counted = self._beside_main(draft)
        time = own_time(draft, self.article) or heading(draft, self.article)
        if counted is not None:
            found, time = counted, None
        else:
            found = _stated(time, draft, self.article) if time else self._undated(draft, speaker)
        if not _nested(draft):
            self._remember(found, draft, bool(time))
            self.speaker = speaker
        day = parsed_date(found.date.value)
        if time and day and day.precision == "day" and day.latest is not None:
            heads = (draft.head, draft.beside)
            self.told += [(head, day.latest) for head in heads if head is not None]
        if time and draft.status != "expected" and self._is_news(found.date.value):
            self.current = max(self.current, found.date.value)
        return found

    def _remember(self, found: Dated, draft: Draft, dated: bool) -> None:
        number = self.article.words.block_number(draft.head.idx)
        if is_to_come(found.date.value, self.article.published):
            return
        if found.basis.value == "publication" and _is_present(draft.head):
            return  # what is so now says nothing of the day of what follows
        if dated or number != self.block:
            self.last, self.block = found.date, number

    def _is_news(self, date: str) -> bool:
        """Whether a date is a day of the week before the publication."""
        found, published = parsed_date(date), parsed_date(self.article.published)
        if found is None or published is None or published.latest is None or found.latest is None:
            return False
        return found.precision == "day" and 0 <= published.latest - found.latest <= WEEK

    def _undated(self, draft: Draft, speaker: str) -> Dated:
        if open_times(draft, self.article):
            return self._counted(draft) or self._bounded()
        coming = promised_time(draft, self.article)
        if coming is not None:
            return _stated(coming, draft, self.article)
        since = self._since_then(draft)
        if since is not None:
            return since
        told = _told_day(draft, self.article)
        if told is not None and self._is_news(told.date):
            return _stated(told, draft, self.article)
        return _earlier(draft, self.article) or self._assumed(draft, speaker)

    def _bounded(self) -> Dated:
        """What is not dated and is not of the day of the other news."""
        published = parsed_date(self.article.published)
        known = published is not None and published.latest is not None
        return _month_of(published) if known and published is not None else _UNKNOWN

    def _is_standing(self, draft: Draft) -> bool:
        """Whether it is told as what is so now ("has offered to mediate", "denies it"), not as news
        of the day: not in the first paragraph, nor in reports by the hour."""
        number = self.article.words.block_number(draft.head.idx)
        if draft.voice is not None and draft.form == "act":
            return False
        if self.article.live or number == self.article.lead or draft.status == "expected":
            return False
        return _is_present(draft.head) and self.article.tells_of_past

    def _beside_main(self, draft: Draft) -> Dated | None:
        """ "The strike came *two days after* the ministers met": they met two days before it."""
        shift = next(reversed(open_times(draft, self.article)), None)
        days = days_of(shift, self.article.text) if shift else None
        main = next((t for t in above(draft.head) if is_verb(t)), None)
        if shift is None or days is None or main is None or not main.i < draft.head.i:
            return None
        marks = [c for c in children(draft.head, "mark", "prep") if c.idx > shift.span.end]
        between = self.article.text[shift.span.end : marks[0].idx] if marks else "-"
        base = self._day_of(main) if not between.strip() else None
        if base is None:
            return None
        date = Evidence(iso(base - days), shift.span, "date: counted back from the main clause")
        return Dated(date, replace(date, value="resolved"), replace(date, value=""))

    def _day_of(self, verb: Token) -> int | None:
        """The day of what a verb tells: the one in its clause, else that of the news."""
        unit = self.article.words.unit(verb.idx)
        held = [t for t in usable(self.article, unit) if governing(t, self.article) == verb]
        news = held[0].date if held else self.current or self.article.published
        day = parsed_date(news)
        return day.latest if day and day.precision == "day" else None

    def _counted(self, draft: Draft) -> Dated | None:
        """ "Two days after they fired on the convoy": from the event told before in these words."""
        shift = next(iter(open_times(draft, self.article)), None)
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

    def _since_then(self, draft: Draft) -> Dated | None:
        """ "Since then 11 ships have been let in": from what was told last to the publication."""
        start = parsed_date(self.last.value) if self.last else None
        published = parsed_date(self.article.published)
        if self.last is None or start is None or published is None or published.latest is None:
            return None
        unit = self.article.words.unit(draft.head.idx)
        found = _SINCE_THEN.search(self.article.text, unit.start, unit.end)
        closed = start.precision in ("day", "month", "year") and not start.approximate
        if found is None or not closed or not {"have", "has"} & auxiliaries(draft.head):
            return None
        span = Span(found.start(), found.end())
        end = iso(published.latest) if published.precision == "day" else ".."
        date = Evidence(f"{self.last.value}/{end}", span, "date: since what was told last", True)
        return Dated(date, replace(date, value="resolved"), replace(date, value=""))

    def _assumed(self, draft: Draft, speaker: str) -> Dated:
        """News is of the latest day told, or that of publication, unless its paragraph has just
        told another day."""
        published = parsed_date(self.article.published)
        if published is None or published.latest is None:
            known = self.last is not None and self.last.value != "XXXX"
            return _resolved(self.last, "told last") if self.last and known else _UNKNOWN
        exact = published.precision == "day" and not published.approximate
        number = self.article.words.block_number(draft.head.idx)
        if self.last is not None and "first person" in draft.rule:
            return _resolved(self.last, "told last")
        if self.last is not None and _is_then(draft, self.article):
            return _resolved(self.last, "at the time of what was told last")
        if _is_charged(draft) or self._is_standing(draft):
            return _month_of(published)
        if self.last is not None and self.block == number:
            return self._beside(self.last, speaker, published)
        if (exact or self.current) and not _told_of_past(draft):
            today = Evidence(self.current or iso(published.latest), None, "")
            return _resolved(today, "the day of the other news")
        return _month_of(published)

    def _beside(self, last: Evidence, speaker: str, published: EventDate) -> Dated:
        """In the paragraph of another date: that of the same speaker, of the news, or of a story of
        long ago; else only the publication bounds it."""
        told = parsed_date(last.value)
        long_ago = told is not None and told.latest is not None and published.latest is not None
        if long_ago and told and (published.latest or 0) - (told.latest or 0) > MONTH:
            return _resolved(_whole(last), "told before in the paragraph")
        if last.value == (self.current or iso(published.latest or 0)):
            return _resolved(last, "the day of the other news")
        if speaker and speaker == self.speaker:
            return _resolved(last, "the same speaker before")
        return _month_of(published)


def _whole(last: Evidence) -> Evidence:
    """The month of "at the end of January", for what else is told of that time."""
    months = {date[:7] for date in last.value.split("/")}
    return replace(last, value=months.pop()) if len(months) == 1 and "/" in last.value else last


def _is_present(verb: Token) -> bool:
    """Whether the clause is in the present or the present perfect ("has offered", "denies")."""
    if any(lemma(c) in ("just", "now", "still") for c in children(verb, "advmod")):
        return False
    helping = auxiliaries(verb)
    if helping:
        return bool(helping & {"has", "have"}) and verb.tag_ == "VBN"
    return verb.tag_ in ("VBZ", "VBP")


def _is_charged(draft: Draft) -> bool:
    """Whether somebody is only charged with it, at no time that is told."""
    return draft.status == "alleged" and draft.voice is None and draft.head.dep_ == "pcomp"


_THEN = re.compile(r"\bat (?:the|that) time(?! (?:of|when|that)\b)|\bback then\b")


def _is_then(draft: Draft, article: Article) -> bool:
    """ "denied at the time that it had hit a hospital": of the day that was told last."""
    return _THEN.search(draft.clause.of(article.text)) is not None


def _told_of_past(draft: Draft) -> bool:
    """Whether somebody tells of an act that is over by then: its day is not that of the words."""
    said = draft.form == "act" and draft.voice is not None and draft.typing.code not in SPOKEN
    past = bool(auxiliaries(draft.head) & {"had", "has", "have"})
    return said and draft.status in ("claimed", "alleged") and past


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


_WEEKDAY = re.compile(r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_NAMED_DAY = re.compile(
    r"(?:(?:on|in|about|around|of) )?(?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?",
    re.IGNORECASE,
)


def _line(draft: Draft, article: Article) -> int:
    """Where the paragraph of an event begins; -1 unless a heading opens it."""
    number = article.words.block_number(draft.head.idx)
    span = article.document.blocks[number].span
    return span.start if opens(article, span, alone=False) else -1


def _bounded(time: TimeExpression, draft: Draft, article: Article) -> str:
    """A date with an open end, closed where the event cannot go on: "since Tuesday" ends with the
    publication for what has been done, "since 3 August, when" is that day."""
    start = time.date.removesuffix("/..")
    if start == time.date and not _goes_on(time, draft, article):
        return time.date
    if draft.head.dep_ == "relcl":
        return start
    published, first = parsed_date(article.published), parsed_date(start)
    done = draft.form == "act" and {"have", "has", "had"} & auxiliaries(draft.head)
    if done and published and first and first.precision == "day" and published.precision == "day":
        return f"{start}/{iso(published.latest or 0)}"
    return f"{start}/.."


_SINCE_THEN = re.compile(r"\b(?:since then|ever since)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:ever )?since (?:the )?$", re.IGNORECASE)


def _goes_on(time: TimeExpression, draft: Draft, article: Article) -> bool:
    """ "has carried out raids since 2019": begun then and not over."""
    if "/" in time.date or "~" in time.date or not {"have", "has"} & auxiliaries(draft.head):
        return False
    return _SINCE.search(article.text, max(0, time.span.start - 12), time.span.start) is not None


def _earlier(draft: Draft, article: Article) -> Dated | None:
    """ "three previous rounds": at some time before the publication."""
    published = parsed_date(article.published)
    if published is None or published.latest is None or draft.form != "noun":
        return None
    words = [w for w in draft.head.subtree if lemma(w) in EARLIER and w.dep_ == "amod"]
    if not words:
        return None
    span = Span(start_of(draft.head), words[-1].head.idx + len(words[-1].head.text))
    rule = "date: before the publication"
    date = Evidence(f"../{iso(published.latest)}", span, rule)
    return Dated(date, Evidence("resolved", span, rule), Evidence("", span, rule))


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
