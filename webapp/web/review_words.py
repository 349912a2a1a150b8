"""Words of an article that a person points at: to make an event of them, or to part one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.extract.base import Span, TimeExpression
from webapp.extract.parties.lexicon import lexicon
from webapp.extract.parties.names import Name, read_names
from webapp.extract.times import find_times
from webapp.model.columns import TITLE_LENGTH
from webapp.model.dates import DateError, parse_date
from webapp.model.problems import InputError
from webapp.model.vocabulary import split_parties
from webapp.web.review_cards import document_of
from webapp.workspace.base import Article, Invalid, Item, Position

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word and where it stands in the article."""

    text: str
    start: int
    end: int


Guess = tuple[str, str]
"""A value, and why it stands there."""


@dataclass(frozen=True)
class Begun:
    """The fields that an event of somebody's own begins with, and why, by column."""

    fields: dict[str, str]
    guesses: dict[str, str]


def words_in(text: str, place: Position) -> tuple[Word, ...]:
    """The words of a stretch of text."""
    found = _WORD.finditer(text, *place)
    return tuple(Word(match.group(), match.start(), match.end()) for match in found)


def tidy(text: str, place: Position) -> Position:
    """A selection without the white space at its ends. Raises Invalid where no word is left."""
    start, end = max(0, place[0]), min(len(text), place[1])
    words = text[start:end] if start < end else ""
    if not words.strip():
        raise Invalid({"words": "must be words of the article: select some in the text"})
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def between(text: str, first: str, last: str) -> Position:
    """From the first of some words to the end of others that follow; `last` may be empty.

    Raises Invalid (columns `first`, `last`) when they are not there, or more than once.
    """
    first, last = " ".join(first.split()), " ".join(last.split())
    if not first:
        raise Invalid({"first": "must be the words with which the event begins in the article"})
    found = list(_like(first).finditer(text))
    if not found:
        raise Invalid({"first": "must stand in the article just so; look at marks and capitals"})
    if len(found) > 1:
        raise Invalid({"first": f"must stand there once, not {len(found)} times: give more words"})
    if not last:
        return found[0].start(), found[0].end()
    end = _like(last).search(text, found[0].start())
    if end is None:
        raise Invalid({"last": "must stand in the article, at or after the first words"})
    return found[0].start(), max(end.end(), found[0].end())


def _like(words: str) -> re.Pattern[str]:
    """The words, whatever white space and which quotation marks stand between them."""
    same = {"'": "['’‘]", '"': '["“”„]'}
    parts = ("".join(same.get(c, re.escape(c)) for c in word) for word in words.split())
    return re.compile(r"\s+".join(parts))


def begun(article: Article, place: Position, items: Sequence[Item]) -> Begun:
    """What can be guessed cheaply of an event on these words. Nothing else is filled in."""
    words = article.text[slice(*place)]
    fields, guesses = _quoted(article.text, place), {}
    for name, (value, why) in _guessed(article, place, words, items).items():
        if value:
            fields[name], guesses[name] = value, why
    return Begun(fields, guesses)


def _quoted(text: str, place: Position) -> dict[str, str]:
    start, end = place
    return {"quote": text[start:end], "quote_start": str(start), "quote_end": str(end)}


def _guessed(
    article: Article, place: Position, words: str, items: Sequence[Item]
) -> dict[str, Guess]:
    """By column, what stands there to begin with. Empty values are not filled in."""
    near = _same_sentence(article.text, place, items)
    title = "the words themselves; say it neutrally, in the present tense"
    actors = "names in these words; move those to whom it was done"
    return {
        "title": (_short(words), title),
        "actors": (";".join(_parties(article.text, place, named_in(words, items))), actors),
        **_dated(article, place, near),
        **_taken(near, ("speaker", "speaker_role", "claim_status")),
    }


def _dated(article: Article, place: Position, near: Item | None) -> dict[str, Guess]:
    """The date that the words tell, else of another event of the sentence, else of the sentence,
    else what the publication bounds."""
    published = article.fields.get("published", "")
    times = _times(article.text, published)
    sentence = document_of(article.text).sentence_of(place[0]) or Span(*place)
    told = _first_in(times, Span(*place))
    if told is None and near and near.fields.get("date"):
        return _taken(near, ("date", "date_basis", "date_text"))
    told = told or _first_in(times, sentence)
    if told is not None:
        why = "read from the words that date it"
        said = told.span.of(article.text)
        return {"date": (told.date, why), "date_basis": (told.basis, why), "date_text": (said, why)}
    why = "nothing near dates it: not after the article's own date"
    until = f"../{published.strip('~?%')}"
    return {"date": (until, why), "date_basis": ("publication", why)} if _is_date(until) else {}


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return not text.endswith("/")


def _taken(near: Item | None, names: Iterable[str]) -> dict[str, Guess]:
    why = "from another event of the same sentence"
    return {name: (near.fields.get(name, ""), why) for name in names} if near else {}


def _first_in(times: Iterable[TimeExpression], place: Span) -> TimeExpression | None:
    return next((time for time in times if time.date and place.holds(time.span)), None)


@lru_cache(maxsize=8)
def _times(text: str, published: str) -> tuple[TimeExpression, ...]:
    """What dates things in an article; nothing where its own date is none."""
    try:
        return find_times(document_of(text), published)
    except InputError:
        return ()


def _parties(text: str, place: Position, others: Iterable[str]) -> tuple[str, ...]:
    """Parties that the words name, by the tables of the extractor and by the article's events."""
    over = Span(*place)
    known = [name.entries for name in _names(text) if over.holds(name.span)]
    sure = [entries[0].name for entries in known if len(entries) == 1]
    return tuple(dict.fromkeys(name for name in (*sure, *others) if name))


@lru_cache(maxsize=8)
def _names(text: str) -> tuple[Name, ...]:
    return tuple(read_names(text))


@lru_cache(maxsize=1)
def all_parties() -> tuple[str, ...]:
    """The parties that the tables of the extractor know, by name."""
    entries = (entry for found in lexicon().entries.values() for entry in found)
    return tuple(sorted({entry.name for entry in entries if entry.name}))


def _same_sentence(text: str, place: Position, items: Iterable[Item]) -> Item | None:
    sentence = document_of(text).sentence_of(place[0])
    if sentence is None:
        return None
    kept = (item for item in items if item.state != "rejected")
    return next((i for i in kept if sentence.start <= i.clause[0] < sentence.end), None)


def named_in(words: str, items: Iterable[Item]) -> tuple[str, ...]:
    """Parties of the article's other events that these words name, in the order of the words."""
    places = {name: words.find(name) for name in parties_of(items)}
    return tuple(sorted((n for n, at in places.items() if at >= 0), key=lambda n: places[n]))


def parties_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Every party of some events, those first that stand there most often."""
    counts: dict[str, int] = {}
    for fields in (item.fields for item in items):
        for column in ("actors", "recipients"):
            for name in split_parties(fields.get(column, "")):
                counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _short(words: str) -> str:
    """Words on one line, cut at a word to the length of a title."""
    line = " ".join(words.split()).strip("“”\"'.,;: ")
    most = TITLE_LENGTH[1]
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0]
