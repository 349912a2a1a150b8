"""Which words of an article are proposed as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from webapp.extract.base import Span
from webapp.extract.events import syntax
from webapp.extract.events.acts import act_of
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.nouns import noun_of
from webapp.extract.events.quoted import NOT_EVENTS
from webapp.extract.events.statements import statement_of
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types.clause import children, lemma
from webapp.model.columns import QUOTE_LENGTH

LABEL_MOST = 3
"""Words of a heading between paragraphs."""


def drafts_of(article: Article) -> list[Draft]:
    """Every event of an article in the order of the text."""
    units = _told_units(article)
    acts = [d for u in units for d in one_telling(_acts(article.words.within(u), article))]
    words = [d for report in article.reports for d in statement_of(report, acts, article)]
    return sorted([*acts, *words], key=lambda d: (d.clause.start, d.clause.end))


def one_telling(drafts: Iterable[Draft]) -> list[Draft]:
    """ "Two died when a shell hit the camp": what is told of one event in a main clause and in one
    with "when" is one draft."""
    kept = list(drafts)
    for later in [draft for draft in kept if _has_when(draft)]:
        main = next((d for d in kept if _tells_when(later, d)), None)
        if main is not None:
            kept = [d for d in kept if d is not main and d is not later]
            whole = Span(min(main.clause.start, later.clause.start), later.clause.end)
            kept.append(
                replace(main, clause=whole if _fits(whole) else main.clause, beside=later.head)
            )
    return kept


def _tells_when(later: Draft, main: Draft) -> bool:
    """Whether a draft stands in a clause with "when" below the other one's verb."""
    if later.typing.code != main.typing.code or later is main:
        return False
    return main.head.i in {t.i for t in syntax.above(later.head)[:3]}


def _has_when(draft: Draft) -> bool:
    return any(lemma(c) == "when" for c in children(draft.head, "advmod", "mark"))


def _fits(span: Span) -> bool:
    return span.end - span.start <= QUOTE_LENGTH


def _told_units(article: Article) -> Iterator[Span]:
    for unit in article.words.units:
        if article.told(unit.start) and not _is_label(unit, article):
            yield unit


def _is_label(unit: Span, article: Article) -> bool:
    """Whether a line is a heading between paragraphs: a word or two, no verb, no stop."""
    words = [t for t in article.words.within(unit) if t.text[:1].isalnum()]
    ends = article.text[unit.end - 1 : unit.end] in (".", "!", "?", ":", "…")
    return len(words) <= LABEL_MOST and not ends and not any(map(is_verb, words))


def _acts(tokens: Sequence[Token], article: Article) -> Iterator[Draft]:
    """Acts that verbs name, then those that only nouns name."""
    taken: set[int] = set()
    for token in tokens:
        names = is_verb(token) and token.dep_ not in NOT_EVENTS
        draft = act_of(token, article) if names else None
        if draft is not None:
            taken |= _words_of(draft, tokens)
            yield draft
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN") and token.i not in taken:
            draft = noun_of(token, article)
            if draft is not None:
                yield draft


def _words_of(draft: Draft, tokens: Sequence[Token]) -> set[int]:
    """The words that made the type of an act: they name no second event."""
    span = draft.typing.span
    return {t.i for t in tokens if span.start <= t.idx < span.end}
