"""Who says it, with the office as the article names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Evidence, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.who import Who, head_of
from webapp.extract.language import Token
from webapp.extract.reports.words import end_of, start_of
from webapp.extract.types.clause import children, lemma

ROLE_MOST = 90
NAME_MOST = 60
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Brig|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev)\.?\s+"
    r"|(?:General|Colonel|Captain|Major|Admiral|Bishop|President|Senator|Professor)\s+)+"
)


def speaker(draft: Draft, article: Article, found: Who) -> Evidence | None:
    """Whose words carry an event: the source of the report, in full where the text has it so."""
    report = draft.voice
    if report is not None and draft.told_by is None:
        name = full_name(plain_name(report.speaker), article) if report.speaker else ""
        if name:
            return Evidence(name, report.source, f"speaker: {report.rule}")
        return None
    if draft.told_by is not None:
        return _subject(draft.told_by, article, found)
    return None


def _subject(noun: Token, article: Article, found: Who) -> Evidence | None:
    """The subject of an act of words; a state or its capital by its common name."""
    span = core(noun, article)
    words = span.of(article.text)
    if noun.pos_ == "PRON":
        return found.actors and Evidence(
            found.actors.value, span, "speaker: the party that the pronoun stands for", True
        )
    known = article.parties_in(span)
    if known and known[0].span.end - known[0].span.start >= len(_ARTICLES.sub("", words)):
        return Evidence(known[0].name, span, "speaker: the party that acts")
    name = full_name(plain_name(words), article)
    return Evidence(name, span, "speaker: the subject") if name else None


def core(noun: Token, article: Article) -> Span:
    """A noun phrase without appositions and relative clauses."""
    stops = [
        start_of(c) for c in noun.children if c.dep_ in ("appos", "relcl", "acl") and c.i > noun.i
    ]
    end = min([end_of(noun), *stops])
    return article.words.trim(start_of(noun), end)


def plain_name(words: str) -> str:
    """A name without article and titles, cut before the first comma."""
    name = _ARTICLES.sub("", words.partition(",")[0].strip())
    return _TITLES.sub("", name)[:NAME_MOST].strip(" ’'\"“”")


def full_name(name: str, article: Article) -> str:
    """The longest form of a person's name in the text that ends in the same surname."""
    if " " in name or not name[:1].isupper():
        return name
    pattern = re.compile(rf"(?:[A-Z][\w’'.-]+ ){{1,2}}{re.escape(name)}(?![\w’'])")
    return next((plain_name(m.group()) for m in pattern.finditer(article.text)), name)


def role(who_speaks: Evidence, article: Article, party: str) -> Evidence | None:
    """The office of a speaker: from the apposition or the title at any mention of the name."""
    for token in _mentions(who_speaks.value, article):
        for span in _offices(token, article):
            text = office(span.of(article.text), party)
            if text:
                return Evidence(text, span, "role: beside the name")
    return None


def _mentions(name: str, article: Article) -> Iterator[Token]:
    surname = name.split()[-1] if name.split() else ""
    for token in article.words.tokens:
        if token.text == surname and token.pos_ == "PROPN":
            yield token


def _offices(name: Token, article: Article) -> Iterator[Span]:
    """Stretches beside a name that may be an office."""
    for child in children(name, "appos"):
        yield core(child, article)
    if name.dep_ == "appos":
        yield core(name.head, article)
    before = [c for c in children(name, "compound", "nmod", "amod") if c.i < name.i]
    low = [c for c in before if c.ent_type_ != "PERSON"]
    if low:
        yield Span(start_of(low[0]), end_of(low[-1]))


def office(words: str, party: str) -> str:
    """An office in small letters with the party in brackets."""
    text = _ARTICLES.sub("", words.strip(" ,"))
    if not text or len(text) > ROLE_MOST or not re.search(r"[a-z]{4}", text):
        return ""
    head = text[:1].lower() + text[1:] if not text[:2].isupper() else text
    return f"{head} ({party})" if party and party not in text else head


__all__ = ["core", "full_name", "head_of", "lemma", "office", "plain_name", "role", "speaker"]
