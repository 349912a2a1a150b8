"""Which time expressions of a sentence belong to an event, and how closely."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from webapp.extract.base import Span, TimeExpression
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.shifts import is_open
from webapp.extract.events.status import SPOKEN
from webapp.extract.events.syntax import above, auxiliaries, future_or_would
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import type_of
from webapp.extract.types.clause import children, lemma
from webapp.model.dates import DateError, EventDate, parse_date

CLAUSES = frozenset(
    {"ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "pcomp", "xcomp", "parataxis"}
)
INSIDE = frozenset({"xcomp", "pcomp", "acl", "advcl"})
"""Clauses within an act whose dates may be its own ("is due to meet on Friday")."""
IN_THE_COURSE = frozenset({"in", "during", "at"})
"""Before an event noun: what is dated is the act too ("seized power in a coup on 25 October")."""
OPENING_MOST = 6
"""Characters before an expression that opens a sentence ("In ", "Late in")."""
_UNTIL = re.compile(r"\b(?:until|till) (?:the )?$|\bfor $", re.IGNORECASE)


def parsed_date(text: str) -> EventDate | None:
    """A date as the model reads it, None where it is none."""
    try:
        return parse_date(text) if text else None
    except DateError:
        return None


def is_to_come(date: str, published: str) -> bool:
    """Whether a date begins after the publication."""
    when, day = parsed_date(date), parsed_date(published)
    if when is None or day is None or when.earliest is None or day.latest is None:
        return False
    return when.earliest > day.latest


def open_times(draft: Draft, article: Article) -> list[TimeExpression]:
    """The expressions that date an act, or the clause that it is in, and leave open when: a weekday
    that nothing counts, "two days after" another event."""
    unit = article.words.unit(draft.head.idx)
    held = article.times_in(unit) if draft.form == "act" else []
    found = (t for t in held if is_open(t, article.text))
    return [t for t in found if _ranked(t, draft, article, _rank) in (0, 1, 3)]


def usable(article: Article, span: Span) -> list[TimeExpression]:
    """Time expressions of a stretch that give a date."""
    return [time for time in article.times_in(span) if parsed_date(time.date) is not None]


def own_time(draft: Draft, article: Article, most: int = 4) -> TimeExpression | None:
    """The expression in the sentence that governs the event, the nearest kind first.

    `most` is how far off it may be: 0 its own clause, 1 one within it, 3 one that governs it, 4
    what hangs loosely on it.
    """
    unit = article.words.unit(draft.head.idx)
    rank = _RANKS[draft.form if draft.typing.code not in SPOKEN else "statement"]
    ranked = []
    for time in usable(article, unit):
        found = None if _is_limit(time, draft, article) else _ranked(time, draft, article, rank)
        if found == 0 and draft.form == "act" and time.span.start > draft.clause.end:
            found = 4
        if found is not None and found <= most:
            ranked.append((found, abs(time.span.start - draft.head.idx), time.span.start, time))
    return min(ranked)[-1] if ranked else None


def _is_limit(time: TimeExpression, draft: Draft, article: Article) -> bool:
    """Whether an expression only says how long something is to last, or what an act looks forward
    to: "imposed a curfew *until Saturday*", "promised to leave *by June*"."""
    if draft.form == "noun" or draft.status == "expected":
        return False
    limit = _UNTIL.search(article.text, max(0, time.span.start - 12), time.span.start)
    named = article.text[time.span.start].isupper() or article.text[time.span.start].isdigit()
    if limit and (named or limit.group() != "for "):  # "for Sunday", not "for a third day"
        return True
    helping = auxiliaries(draft.head)
    over = draft.head.tag_ == "VBD" or bool(helping & {"has", "have", "had", "was", "were"})
    follows = time.span.start > draft.head.idx
    return over and follows and is_to_come(time.date, article.published)


def promised_time(draft: Draft, article: Article) -> TimeExpression | None:
    """ "A plane will bring them home on Saturday, they said": the day to come that the words
    themselves give to what is expected."""
    report = draft.own or draft.voice
    if draft.form != "statement" or report is None or draft.status != "expected":
        return None
    pieces = (span for span in report.content if not article.words.quotations_in(span))
    found = [t for span in pieces for t in usable(article, span)]
    coming = [t for t in found if is_to_come(t.date, article.published)]
    roots = [governing(t, article) for t in coming]
    return coming[0] if len(coming) == 1 and roots[0] and future_or_would(roots[0]) else None


def governing(time: TimeExpression, article: Article) -> Token | None:
    """The verb of the clause that a time expression stands in."""
    words = article.words.within(time.span)
    return next((t for w in words[:1] for t in above(w) if is_verb(t)), None)


Rank = Callable[[Token, list[Token]], int | None]


def _ranked(time: TimeExpression, draft: Draft, article: Article, rank: Rank) -> int | None:
    """How closely an expression belongs to an event; None where it does not."""
    words = article.words.within(time.span)
    if not words or (article.words.quotation(words[0].idx) and draft.form == "statement"):
        return None
    inside = {w.i for w in words}
    top = next((w for w in words if w.head.i not in inside), words[0])
    return rank(draft.head, _opened(time, [top, *above(top)], article))


def _opened(time: TimeExpression, up: list[Token], article: Article) -> list[Token]:
    """The words above an expression; from the main clause on where it opens the sentence and the
    parser hung it on the clause between: "In May, *as the rains came*, they left"."""
    verb = next((n for n, t in enumerate(up) if is_verb(t)), None)
    unit = article.words.unit(time.span.start)
    if verb is None or time.span.start - unit.start > OPENING_MOST:
        return up
    clause = up[verb]
    marks = children(clause, "mark", "advmod")
    if clause.dep_ not in ("advcl", "ccomp") or clause.i > clause.head.i or not marks:
        return up
    return up if marks[0].i < up[0].i else [*up[:verb], *up[verb + 1 :]]


def _rank(head: Token, up: list[Token]) -> int | None:
    """0 in the clause of a verb itself, 1 in one within it, 3 in one that governs it."""
    verb = next((t for t in up if is_verb(t) and t.dep_ in CLAUSES), None)
    if head.dep_ == "relcl" and up[0].i == head.head.i:
        return 0
    if verb is None or verb.i == head.i:
        return 5 if _of_a_noun(head, up) else 0
    if head.i in {t.i for t in up}:
        if verb.dep_ == "ccomp" and verb.head.i == head.i and _joined_by(":", verb, head):
            return 3  # "in 2008 they reached a deal: one side ...", hung the other way round
        if verb.dep_ == "conj" and verb.head.i == head.i and verb.tag_ in ("VBD", "VBN"):
            return 4  # "Shells hit the market and ten people died on Sunday"
        return 1 if verb.dep_ in INSIDE else None
    governs = verb.i in {t.i for t in above(head)}
    return 3 if governs and not (head.dep_ == "relcl" and up[0].i > head.i) else None


def _joined_by(mark: str, verb: Token, head: Token) -> bool:
    return any(t.text == mark and verb.i < t.i < head.i for t in children(head, "punct"))


def _of_a_noun(head: Token, up: list[Token]) -> bool:
    """Whether an expression dates an event noun in the clause ("after a two-month standoff"), but
    not its subject ("Monday's strike killed two")."""
    nouns = [t for t in _between(up, head) if t.pos_ == "NOUN" and type_of(t)]
    return any(not _shares_date(t, head) for t in nouns)


def _shares_date(noun: Token, head: Token) -> bool:
    """Whether an event noun is the subject of a verb, or what it happened in the course of."""
    if noun.head.i == head.i:
        return noun.dep_ == "nsubj"
    within = noun.dep_ == "pobj" and lemma(noun.head) in IN_THE_COURSE
    return within and noun.head.head.i == head.i


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


def heading(draft: Draft, article: Article) -> TimeExpression | None:
    """The date that opens the paragraph ("Feb. 20: ..."), or that the line above consists of."""
    number = article.words.block_number(draft.head.idx)
    blocks = article.document.blocks
    opening = opens(article, blocks[number].span, alone=False)
    if opening:
        return opening
    return opens(article, blocks[number - 1].span, alone=True) if number else None


def opens(article: Article, span: Span, alone: bool) -> TimeExpression | None:
    """The date that a paragraph begins with and a colon or dash sets off, or that it consists of
    (`alone`)."""
    days = (time for time in usable(article, span) if time.kind != "TIME")
    first = next(days, None)
    if first is None or first.span.start - span.start > 2:
        return None
    rest = article.text[first.span.end : span.end].strip()
    return first if (not rest if alone else rest[:1] in (":", "—", "–")) else None
