"""Who acts, and upon or with whom: parties by the syntax of the clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.extract.base import Evidence, Report, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.parties import party_of_phrase
from webapp.extract.reports.words import end_of, start_of
from webapp.extract.types.clause import children, is_passive, lemma, objects, subjects

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "CONCEDE", "RETREAT"})
"""Types in which "with", "between" and "of" name further actors."""
TOWARDS = listed("towards")


@dataclass(frozen=True)
class Who:
    """Actors and recipients; None where none is known."""

    actors: Evidence | None
    recipients: Evidence | None


@dataclass(frozen=True)
class Named:
    """A party and the words that name it."""

    name: str
    span: Span
    rule: str


def who(draft: Draft, article: Article) -> Who:
    """Actors and recipients of an event."""
    if draft.form == "statement":
        actors = list(speakers_party(draft, article))
        return _who(actors, _told_of(draft, article))
    if draft.form == "noun":
        return _of_noun(draft, article)
    return _of_verb(draft, article)


def _who(actors: Iterable[Named], recipients: Iterable[Named]) -> Who:
    acting = _distinct(actors)
    names = {named.name for named in acting}
    receiving = [named for named in _distinct(recipients) if named.name not in names]
    return Who(_evidence(acting, "actor"), _evidence(receiving, "recipient"))


def _distinct(found: Iterable[Named]) -> list[Named]:
    return list({named.name: named for named in reversed(list(found))}.values())[::-1]


def _evidence(found: list[Named], role: str) -> Evidence | None:
    if not found:
        return None
    span = Span(min(n.span.start for n in found), max(n.span.end for n in found))
    joined = ";".join(named.name for named in found)
    return Evidence(joined, span, f"{role}: {found[0].rule}", "main" in found[0].rule)


def named_by(noun: Token, article: Article) -> list[Named]:
    """The parties that a noun phrase stands for, coordinated ones included."""
    span = Span(start_of(noun), end_of(noun))
    names = party_of_phrase(noun, article.parties, article.document)
    return [Named(name, span, "named in the phrase") for name in names]


def _of_verb(draft: Draft, article: Article) -> Who:
    head = draft.head
    actors = [n for s in subjects(head) for n in named_by(s, article)]
    if not actors and is_passive(head) is False:
        actors = [n for s in _implied_subject(head) for n in named_by(s, article)]
    receiving = [n for o in objects(head) for n in named_by(o, article)]
    for prep, noun in phrases(head):
        named = named_by(noun, article)
        if prep == "with" and draft.typing.code in MUTUAL:
            actors += named
        elif prep in TOWARDS:
            receiving += named
    return _who(actors, receiving)


def _implied_subject(head: Token) -> list[Token]:
    """The subject of an infinitive or a gerund: the object of the verb above, else its subject."""
    above = head.head
    if head.dep_ == "pcomp" and above.dep_ == "prep":
        return children(above.head, "dobj") or subjects(above.head)
    if head.dep_ == "xcomp":
        return children(above, "dobj") or subjects(above)
    return []


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions of a verb and of its objects with their nouns."""
    places = [head, *children(head, "dobj", "attr"), *children(head, "prep")]
    for place in places:
        for prep in children(place, "prep", "dative"):
            for noun in children(prep, "pobj"):
                yield lemma(prep), noun


def _of_noun(draft: Draft, article: Article) -> Who:
    """ "talks between A and B", "an attack by A on B", "the Russian attack", "with B"."""
    head, actors, receiving = draft.head, [], []
    for child in children(head, "amod", "compound", "poss", "nmod"):
        actors += named_by(child, article)
    for prep in children(head, "prep"):
        for noun in children(prep, "pobj"):
            named = named_by(noun, article)
            mutual = lemma(prep) in ("between", "with", "among", "of")
            if lemma(prep) == "by" or mutual:
                actors += named
            elif lemma(prep) in TOWARDS:
                receiving += named
    return _who(actors, receiving)


def speakers_party(draft: Draft, article: Article) -> Iterator[Named]:
    """The party that a speaker stands for."""
    if draft.told_by is not None:
        yield from named_by(draft.told_by, article)
    elif draft.voice is not None:
        yield from party_of_report(draft.voice, article)


def party_of_report(report: Report, article: Article) -> Iterator[Named]:
    """The party of a report's source: by its words, else by an earlier mention of the speaker."""
    if report.source:
        head = head_of(report.source, article)
        found = named_by(head, article) if head is not None else []
        found = found or [
            Named(p.name, p.span, "named beside the speaker")
            for p in article.parties_in(report.source)[:1]
        ]
        if found:
            yield from found
            return
    yield from party_of_name(report.speaker, article)


def party_of_name(speaker: str, article: Article) -> Iterator[Named]:
    """The party of a speaker that an earlier passage tells, by any mention of the name."""
    surname = speaker.split()[-1] if speaker.split() else ""
    if not surname:
        return
    for token in article.words.tokens:
        if token.text == surname and token.pos_ in ("PROPN", "NOUN"):
            found = named_by(token, article)
            if found:
                yield from found
                return


def head_of(span: Span, article: Article) -> Token | None:
    """The word of a stretch that governs the others."""
    tokens = article.words.within(span)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)


def _told_of(draft: Draft, article: Article) -> list[Named]:
    """Other parties that a statement is about: those named as a subject or object in it."""
    if draft.voice is None:
        return [n for o in objects(draft.head) for n in named_by(o, article)]
    found = []
    for span in draft.voice.content:
        found += [Named(p.name, p.span, "named in what is said") for p in article.parties_in(span)]
    return found[:2]
