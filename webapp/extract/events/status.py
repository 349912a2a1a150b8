"""Who vouches for an event: the article, a speaker, or nobody yet."""

from __future__ import annotations

from webapp.extract.base import Report
from webapp.extract.events import syntax
from webapp.extract.events.context import Article
from webapp.extract.events.who import is_others, named_by, party_of_report
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.types import Typing, type_of
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, lemma, subjects

SPOKEN = frozenset({"STATEMENT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"})
"""Acts of words: whoever acts is also who says it."""
PRAISE = listed("praise")
DEEDS_AT_LAW = listed("deeds_at_law")
COMMANDERS = listed("commanders")
APOLOGIES = frozenset({"apologize", "apologise"})
PROMISED = "status: promised by who speaks"

QUOTED_LEAST = 4
"""Words between quotation marks that are somebody's; fewer are a word in doubt."""

Status = tuple[str, str]
"""A claim status and the rule that gives it."""


def status_told(verb: Token, typing: Typing, article: Article) -> Status:
    """Who vouches for what the article tells itself."""
    name, start = article.narrator
    if name and verb.idx >= start:
        return "claimed", "status: told in the first person"
    if typing.code in ("REQUEST", "REJECT", "ACCUSE") and _is_deed(verb, typing):
        return "reported", "status: an order or a step at law is a deed"
    if lemma(verb) in APOLOGIES and typing.code == "CONCEDE":
        return "claimed", "status: an act of words, vouched for by who speaks"
    if lemma(verb) == "promise" and typing.code == "AGREE" and children(verb, "ccomp"):
        return "expected", PROMISED
    if typing.code in SPOKEN or (typing.code == "SUPPORT" and lemma(verb) in PRAISE):
        return "claimed", "status: an act of words, vouched for by who speaks"
    if typing.expected or syntax.future(verb):
        return "expected", "status: about the future"
    quotation = article.words.quotation(verb.idx)
    if quotation and len(quotation.inner.of(article.text).split()) >= QUOTED_LEAST:
        return "claimed", "status: in quotation marks, whose words is not told"
    return "reported", "status: told in the article's own voice"


def _is_deed(verb: Token, typing: Typing) -> bool:
    """ "Police asked them to leave", "a court ordered the strike to end", "they sued the state"."""
    if lemma(verb) in DEEDS_AT_LAW:
        return True
    commands = any(lemma(t) in COMMANDERS for t in subjects(verb))
    return commands and typing.code != "ACCUSE" and not children(verb, "ccomp")


def status_said(
    verb: Token, typing: Typing, voice: Report, cue: Token | None, article: Article
) -> Status:
    """Who vouches for what stands in somebody's words."""
    if _charges(cue) or _against_others(verb, typing, voice, article):
        return "alleged", "status: somebody charges another party with it"
    if typing.code not in SPOKEN and (typing.expected or syntax.future(verb)):
        return "expected", "status: said of the future"
    return "claimed", "status: said by somebody"


def _charges(cue: Token | None) -> bool:
    typing = type_of(cue) if cue is not None else None
    return typing is not None and typing.code == "ACCUSE"


def _against_others(verb: Token, typing: Typing, voice: Report, article: Article) -> bool:
    """Whether a speaker tells of a hostile act by a party that is not the speaker's own."""
    if typing.code not in HOSTILE:
        return False
    if any(is_others(s, article) for s in subjects(verb)):
        return True
    actors = {n.name for s in subjects(verb) for n in named_by(s, article)}
    own = {n.name for n in party_of_report(voice, article)} & article.known
    return bool(actors) and bool(own) and not actors & own
