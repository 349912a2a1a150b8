"""The parties that the words of an event name: a noun phrase, a speaker, "we" in a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.extract.base import Report, Span
from webapp.extract.events.context import Article
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.parties import party_of_phrase
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.reports.words import end_of, start_of
from webapp.extract.types.clause import children, lemma

BUILDINGS = listed("buildings")
OURS = frozenset({"i", "me", "my", "we", "us", "our"})


GUESSED = "guess: "
SUPPOSED = ("of the state that the text is about", "of the only state named before it")
"""How a body without a state is given one."""


@dataclass(frozen=True)
class Named:
    """A party and the words that name it."""

    name: str
    span: Span
    rule: str


def named_by(noun: Token, article: Article) -> list[Named]:
    """The parties that a noun phrase stands for, coordinated ones included; those of the whole
    where it is a number of them ("two of its soldiers")."""
    if noun.pos_ == "NUM" or lemma(noun) in ("one", "some", "many", "most"):
        of = [
            p
            for prep in children(noun, "prep")
            if lemma(prep) == "of"
            for p in children(prep, "pobj")
        ]
        return [named for whole in of for named in named_by(whole, article)]
    span = Span(start_of(noun), end_of(noun))
    if noun.pos_ == "PROPN" and lemma(noun).lower() in BUILDINGS and not _is_name(noun, article):
        return []  # "the Saudi Hospital": its name does not say whose it is
    names = _counted(noun, article) or party_of_phrase(noun, article.parties, article.document)
    names = _in_quotation(noun, tuple(names), article)
    return [Named(name, span, _how(name, span, article)) for name in names]


def _how(name: str, span: Span, article: Article) -> str:
    """How a phrase names a party. "The police" without a state are those of the state that the
    text is about, which is a guess: it may tell more of a mediator than of who fights."""
    held = [party for party in article.parties_in(span) if party.name == name]
    meant = [how for how in SUPPOSED if held and all(how in party.rule for party in held)]
    return f"{GUESSED}{meant[0]}" if meant else "named in the phrase"


def _is_name(noun: Token, article: Article) -> bool:
    """Whether the word belongs to the name of a party: "the Catholic Church"."""
    span = Span(start_of(noun), end_of(noun))
    return any(p.span.end >= noun.idx + len(noun.text) for p in article.parties_in(span))


def is_others(noun: Token, article: Article) -> bool:
    """Whether a word is the "they" of somebody who is quoted: never the speaker's own side."""
    return is_kind(noun.text, "they") and article.words.quotation(noun.idx) is not None


def _in_quotation(noun: Token, names: tuple[str, ...], article: Article) -> tuple[str, ...]:
    """Between quotation marks "we" and "our troops" are the speaker's own side, and "they" and
    "their troops" never are."""
    if article.words.quotation(noun.idx) is None:
        return names
    words = [noun, *children(noun, "poss")]
    ours = any(w.text.lower() in OURS for w in words)
    theirs = any(is_kind(w.text, "they") for w in words)
    if not (ours or theirs):
        return names
    voice = article.voice(noun.idx)
    own = tuple(n.name for n in party_of_report(voice, article)) if voice else ()
    if theirs:
        return tuple(name for name in names if voice and name not in own)
    ruled = noun.pos_ == "PRON" or is_kind(lemma(noun), "force", "institution")
    return names or (own if ruled else ())


def _counted(noun: Token, article: Article) -> tuple[str, ...]:
    """ "two Russian diplomats" are no two sides: the adjective says whose they are."""
    if not any(c.text.lower() in ("two", "both") for c in children(noun, "nummod", "det")):
        return ()
    words = children(noun, "amod", "compound", "poss", "nmod")
    found = [p.name for w in words for p in article.parties_in(Span(w.idx, end_of(w)))]
    return tuple(dict.fromkeys(found))


def party_of_report(report: Report, article: Article) -> Iterator[Named]:
    """The party of a report's source: by its words, else by an earlier mention of the speaker."""
    named = _by_adjective(report, article)
    if named is not None:
        yield named
        return
    for span in (report.source, report.speaker_span, report.role_span):
        head = head_of(span, article) if span else None
        found = named_by(head, article) if head is not None else []
        if found:
            yield from found
            return
    yield from party_of_name(report.speaker, article)


def _by_adjective(report: Report, article: Article) -> Named | None:
    """ "Indian army spokesman Col X": whose office it is, if one adjective alone says so."""
    spans = [span for span in (report.source, report.role_span) if span]
    found = {p.name: p for s in spans for p in article.parties_in(s) if p.rule == "adjective"}
    if len(found) != 1 or not report.role_span:
        return None
    [(name, party)] = found.items()
    return Named(name, party.span, "adjective of the office")


def party_of_name(speaker: str, article: Article) -> Iterator[Named]:
    """The party of a person that another passage tells, by any mention of the name."""
    surname = speaker.split()[-1] if speaker.split() else ""
    for token in article.mentions(surname) if surname[:1].isupper() else ():
        if token.pos_ in ("PROPN", "NOUN"):
            found = named_by(token, article)
            if found:
                yield from found
                return


def head_of(span: Span, article: Article) -> Token | None:
    """The word of a stretch that governs the others."""
    tokens = article.words.within(span)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
