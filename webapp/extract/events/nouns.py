"""Events that only a noun names, with a date or as what the clause is about."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.base import Span
from webapp.extract.events import syntax
from webapp.extract.events.clauses import clause_of
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.governing import own_time
from webapp.extract.events.kinds import HAPPENED_BY, act_typing, noun_typing
from webapp.extract.events.quoted import NOT_EVENTS
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import Typing, type_of
from webapp.extract.types.clause import lemma

CASUALTIES = listed("casualties")


def noun_of(noun: Token, article: Article) -> Draft | None:
    """An event noun with a date of its own ("the drone attack of 1 May"), or one that the main
    clause is about ("Three previous rounds of talks produced few results")."""
    if noun.dep_ == "nsubj" and is_verb(noun.head) and act_typing(noun.head) is not None:
        return None  # "the strike flattened the house": the verb tells it
    typing = noun_typing(noun) if lemma(noun) not in CASUALTIES else None
    if typing is not None and lemma(noun) == "strike" and not article.tells_of_work:
        typing = replace(typing, code="ASSAULT")
    if typing is None or noun.dep_ in NOT_EVENTS or article.is_time(noun.idx):
        return None
    whole = Draft(_word(noun), noun, typing, "noun", "reported", "status: named in passing")
    if own_time(whole, article, most=0) is not None and not _has_clause(noun):
        clause = clause_of(noun, article)
    elif _is_planned(noun):
        return _planned(noun, typing, article)
    elif _is_told(noun, article):
        clause = clause_of(noun.head, article)
    else:
        return None
    return Draft(clause, noun, typing, "noun", "reported", "status: named in passing")


def _is_planned(noun: Token) -> bool:
    """ "Talks are expected on Monday"."""
    verb = noun.head
    return noun.dep_ == "nsubjpass" and lemma(verb) in syntax.PLANNED and not syntax.negated(verb)


def _planned(noun: Token, typing: Typing, article: Article) -> Draft:
    """An event that is to come; a meeting to come is agreed on."""
    code = "AGREE" if typing.code == "CONSULT" else typing.code
    clause = clause_of(noun.head, article)
    rule = "status: planned or expected"
    return Draft(clause, noun, replace(typing, code=code), "noun", "expected", rule)


def _word(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _has_clause(noun: Token) -> bool:
    return any(child.dep_ == "relcl" for child in noun.children)


def _is_told(noun: Token, article: Article) -> bool:
    """Whether a noun is the subject of a main verb that names no event itself."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb) or lemma(verb) == "be":
        return False
    if lemma(noun) not in HAPPENED_BY:
        return False
    if type_of(verb) is not None or verb.dep_ not in ("ROOT", "conj") or article.voice(noun.idx):
        return False
    return not (syntax.negated(verb) or syntax.modal(verb) or syntax.future(verb))
