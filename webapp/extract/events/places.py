"""Where it happened and how many died, as the source says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Evidence, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.words import listed, ordered
from webapp.extract.language import Token
from webapp.extract.reports.words import end_of, start_of
from webapp.extract.types.clause import children, lemma

KEPT = listed("kept_prepositions")
PLAIN = listed("plain_prepositions")
_PLACES = ("GPE", "LOC", "FAC")
PLACE_WORDS = listed("places")
PLACE_MOST = 80
NEAR = 300
"""Characters behind a clause in which its sentence may count the dead."""


def place(draft: Draft, article: Article) -> Evidence | None:
    """The first phrase of the clause that says where."""
    for prep, noun in _phrases(draft.head):
        if not _is_place(noun):
            continue
        first = start_of(prep) if lemma(prep) in KEPT else start_of(noun)
        span = _without_times(Span(first, end_of(noun)), article)
        words = span.of(article.text)
        if words and len(words) <= PLACE_MOST:
            return Evidence(words, span, f"place: {lemma(prep)} ...")
    return None


def _phrases(head: Token) -> Iterator[tuple[Token, Token]]:
    places = [head, *children(head, "dobj", "nsubjpass", "prep", "attr")]
    places += [noun for prep in children(head, "prep") for noun in children(prep, "pobj")]
    for one in places:
        for prep in children(one, "prep"):
            if lemma(prep) in KEPT | PLAIN:
                for noun in children(prep, "pobj"):
                    yield prep, noun


def _is_place(noun: Token) -> bool:
    return noun.ent_type_ in _PLACES or lemma(noun) in PLACE_WORDS


def _without_times(span: Span, article: Article) -> Span:
    """Cut before a date or a clause that hangs on the place."""
    end = min([span.end, *(t.span.start for t in article.times_in(span))])
    cut = re.search(
        r", (?:which|where|who|when|killing)\b| (?:on|in|since) ?$", article.text[span.start : end]
    )
    return article.words.trim(span.start, span.start + cut.start() if cut else end)


_NUMBERS = {word: number for number, word in enumerate(ordered("numbers"))}
_HOW_MANY = r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|" + "|".join(_NUMBERS) + r")"
_PEOPLE = r"(?: (?!wound|injur|hurt)[\w’'-]+){0,4}?"
_DEATHS = (
    re.compile(
        rf"\bkill(?:s|ed|ing)?(?: at least| about| nearly| more than| over)? {_HOW_MANY}\b", re.I
    ),
    re.compile(
        rf"\b{_HOW_MANY}{_PEOPLE} (?:(?:were|was|are|have been) killed|dead|died|deaths)\b",
        re.I,
    ),
    re.compile(rf"\b{_HOW_MANY} people are thought to have died\b", re.I),
)


def fatalities(draft: Draft, article: Article) -> Evidence | None:
    """How many died, where the sentence of an act of force says so."""
    if draft.typing.code not in ("ASSAULT", "OTHER", "COERCE", "PROTEST"):
        return None
    unit = article.words.unit(draft.head.idx)
    end = min(unit.end, draft.clause.end + NEAR)
    for pattern in _DEATHS:
        found = pattern.search(article.text, draft.clause.start, end)
        if found and len(found["n"]) < 15:
            words = found["n"].lower().replace(",", "")
            number = _NUMBERS.get(words, words)
            return Evidence(
                str(number), Span(*found.span()), "fatalities: the sentence counts them"
            )
    return None
