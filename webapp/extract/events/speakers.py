"""Who says it, with the office as the article names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Evidence, PartyName, Report, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.who import Who, head_of
from webapp.extract.language import TITLES, Token
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.spoken import AGAIN
from webapp.extract.reports.people import kind_of_noun
from webapp.extract.reports.words import end_of, past, start_of
from webapp.extract.types.clause import children, lemma

ROLE_MOST = 90
NAME_MOST = 60
_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
_TITLES = re.compile(
    rf"^(?:(?:{'|'.join(TITLES)})\.?\s+"
    r"|(?:General|Colonel|Captain|Major|Admiral|Bishop|President|Senator|Professor)\s+)+"
)
_DAYS = re.compile(
    r"^(?:.*\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
    r"|July|August|September|October|November|December) )"
)
"""Up to a day or month, which is no part of a name: "On Monday Keita said"."""
_RANKS = re.compile(rf",?\s*\b(?:{'|'.join(TITLES)})\.", re.IGNORECASE)
"""Titles written short, which are no office: "army spokesman Brig. Gen."."""
_SIDES = re.compile(
    r"(?:both|each|neither|the two|either) (?:sides?|part(?:y|ies)|countr\w+)|both", re.I
)
_STATES = ("name of", "capital")
_BODIES = ("alliance", "agency", "organ")
"""Rules of mentions by the name of a body, which a newspaper may shorten."""


def speaker(draft: Draft, article: Article, found: Who) -> Evidence | None:
    """Whose words carry an event: the source of the report, else the subject of an act of words."""
    for report in (draft.own, draft.voice):
        if report is not None and report.speaker and (draft.told_by is None or report is draft.own):
            return _of_report(report, article, found)
    if draft.told_by is not None:
        return _subject(draft.told_by, article, found)
    if draft.status == "claimed" and article.narrator[0]:
        return Evidence(article.narrator[0], None, "speaker: who tells it in the first person")
    return None


def _of_report(report: Report, article: Article, found: Who) -> Evidence:
    name = full_name(plain_name(report.speaker), article)
    head = head_of(report.source, article) if report.source else None
    if head is not None and head.pos_ == "NOUN" and is_kind(lemma(head), "institution"):
        name = plain_name(core(head, article).of(article.text))  # "The army" is not its spokesman
    elif report.speaker_span:  # "Chou Mei-ling", where only the first half was taken for a name
        more = re.match(r"-\w+", article.text[report.speaker_span.end :])
        name += more.group() if more and name[:1].isupper() else ""
    return Evidence(
        _common(name, report.source, article, found), report.source, f"speaker: {report.rule}"
    )


def _common(words: str, span: Span | None, article: Article, found: Who) -> str:
    """The common name of a state that is called by its capital; both sides by their names."""
    if _SIDES.fullmatch(words) and found.actors:
        return found.actors.value.replace(";", " and ")
    for party in article.parties_in(span) if span else ():
        own = party.span.of(article.text)
        if own == words and party.rule == AGAIN and not own.endswith("s"):
            return party.name
        short = words.isupper() or (" " not in words and party.rule in _BODIES)  # "Ecowas"
        if own == words and (party.rule.startswith(_STATES) or short):
            return party.name
    return words


def _subject(noun: Token, article: Article, found: Who) -> Evidence | None:
    """The subject of an act of words; a state or its capital by its common name."""
    span = core(noun, article)
    person = _last_person(noun, article) or _by_office(span, noun, article)
    if person:
        return Evidence(person, span, "speaker: the person spoken of before", True)
    if noun.pos_ == "PRON":
        return found.actors and Evidence(
            found.actors.value, span, "speaker: the party that the pronoun stands for", True
        )
    named = [c for c in children(noun, "appos") if c.ent_type_ == "PERSON"]
    span = core(named[0], article) if named and noun.ent_type_ != "PERSON" else span
    name = full_name(plain_name(span.of(article.text)), article)
    if not name:
        return None
    return Evidence(_common(name, span, article, found), span, "speaker: the subject")


def _last_person(noun: Token, article: Article) -> str:
    """Who "he" or "she" is: the person who spoke last."""
    if noun.text.lower() not in ("he", "she"):
        return ""
    before = (r for r in reversed(article.reports) if r.source and r.source.start < noun.idx)
    last = next((r for r in before if r.speaker[:1].isupper() and " " in r.speaker), None)
    return full_name(plain_name(last.speaker), article) if last else ""


def _by_office(span: Span, noun: Token, article: Article) -> str:
    """ "The minister": the speaker introduced before by an office of these words. "The army" is not
    its spokesman."""
    words = set(_ARTICLES.sub("", span.of(article.text)).lower().split())
    if not words or noun.tag_ in ("NNS", "NNPS") or kind_of_noun(noun) == "body":
        return ""
    if not span.of(article.text).startswith("The "):
        return ""
    for report in reversed(article.reports):
        told = report.role_span.of(article.text).lower().split() if report.role_span else ()
        if words <= set(told) and report.content[0].start < noun.idx:
            return plain_name(report.speaker)
    return ""


def core(noun: Token, article: Article) -> Span:
    """A noun phrase without appositions and relative clauses."""
    hanging = [c for c in noun.children if c.dep_ in ("appos", "relcl", "acl") and c.i > noun.i]
    end = min([end_of(noun), *(start_of(c) for c in hanging)])
    return article.words.trim(start_of(noun), end)


def plain_name(words: str) -> str:
    """A name without article and titles, cut before the first comma."""
    name = _ARTICLES.sub("", words.partition(",")[0].strip()).removesuffix(" there")
    return _TITLES.sub("", name)[:NAME_MOST].strip(" ’'\"“”")


def full_name(name: str, article: Article) -> str:
    """The longest form of a person's name in the text that ends in the same surname."""
    if " " in name or not name[:1].isupper():
        return name
    word = r"(?:[A-Z][\w’'-]+|[A-Z][a-z]{0,2}\.) "  # a full stop only after an initial or a title
    pattern = re.compile(rf"(?:{word}){{1,2}}$")
    for token in article.mentions(name):
        if re.match(r"[\w’']", article.text[past(token) : past(token) + 1]):
            continue
        before = pattern.search(article.text, max(0, token.idx - NAME_MOST), token.idx)
        given = article.before(token)
        if given is not None and given.pos_ in ("ADP", "DET", "CCONJ", "SCONJ", "ADV", "PRON"):
            continue  # "In Islamabad"
        full = plain_name(_DAYS.sub("", before.group() + name)) if before else ""
        if " " in full:
            return full
    return name


def role(draft: Draft, says: Evidence, article: Article, party: str) -> Evidence | None:
    """The office of a speaker, as the article introduces it at any mention of the name."""
    report = draft.own or draft.voice
    if report is not None and report.role_span:
        text = office(report.role_span, party, article)
        if text:
            return Evidence(text, report.role_span, "role: where the speaker is introduced")
    for token in _mentions(says.value, article):
        for span in _offices(token, article):
            text = office(span, party, article)
            if text:
                return Evidence(text, span, "role: beside the name")
    return None


def _mentions(name: str, article: Article) -> Iterator[Token]:
    surname = name.split()[-1] if name.split() else ""
    yield from (token for token in article.mentions(surname) if token.pos_ == "PROPN")


def _offices(name: Token, article: Article) -> Iterator[Span]:
    """Stretches beside a name that may be an office."""
    for child in children(name, "appos"):
        yield core(child, article)
    if name.dep_ == "appos":
        yield core(name.head, article)


def office(span: Span, party: str, article: Article) -> str:
    """An office in small letters but for names in it, the party in brackets: "Russian President"
    is `president (Russia)`, "Pentagon spokesman" `Pentagon spokesman (United States)`."""
    named = article.parties_in(span)
    parts, at = [], span.start
    for name in named:
        parts += [article.text[at : name.span.start].lower(), _kept(name, party, article)]
        at = name.span.end
    words = _RANKS.sub("", "".join([*parts, article.text[at : span.end].lower()]))
    words = " ".join(words.split())
    text = re.sub(r"^(?:’s|'s) | (?:for|of|in|to)$", "", _ARTICLES.sub("", words.strip(" ,-")))
    if len(text) > ROLE_MOST or not re.search(r"[a-z]{4}", text):
        return ""
    return f"{text} ({party})" if party and party not in text else text


def _kept(name: PartyName, party: str, article: Article) -> str:
    """The words of a party within an office; empty where the brackets say the same."""
    says_it = name.name == party and name.rule.startswith(("adjective", *_STATES))
    return "" if says_it else name.span.of(article.text)
