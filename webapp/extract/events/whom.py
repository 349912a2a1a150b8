"""Upon whom an act is done that names nobody: guesses from the sides of the article, from whose
land and things they are, and from who has just been heard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.naming import GUESSED, Named, named_by
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.parties.country import home_of, states_of_towns
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import at_war, bears_arms, is_alliance, is_state, sentence_number
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, lemma, objects, subjects

AGAINST = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "ASSAULT", "SANCTION", "COERCE", "REQUEST", "STATEMENT"}
)
"""Types that one side of a conflict directs at the other where no one else is named."""
TO_BOTH = frozenset({"AGREE", "REQUEST", "SUPPORT"})
"""Types that others direct at both sides: they offer to mediate, appeal, welcome."""
SPOKEN_TO = frozenset({"REQUEST", "THREATEN", "ACCUSE"})
MEDIATION = listed("mediation") | listed("meetings")
TOWARDS = listed("towards")
OFTEN = 3
"""How often an article speaks of protests that is about them."""
_PROTESTS = re.compile(r"\b(?:protest|demonstrat|rall(?:y|ie)|march(?:e[drs]|ing)|strikers?\b)")
BACK = 2
"""How many sentences back a charge is looked for that is answered."""


def guessed(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """Whom it concerns, though nobody is named; the cases in order of how sure they are."""
    if draft.typing.code == "PROTEST":
        return _protested_at(draft, article)
    if not actors or _says_nothing(draft.head):
        return []
    if (answered := _answered(draft, actors, article)) is not None:
        return answered
    cases = (_at_the_place, _enemy, _of_the_land, _other_side)
    return next((found for case in cases if (found := case(draft, actors, article))), [])


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions of a verb and of its objects with their nouns."""
    for place in (head, *children(head, "dobj", "attr")):
        for prep in children(place, "prep", "dative"):
            for noun in children(prep, "pobj"):
                yield lemma(prep), noun


def _at_the_place(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """Whose place is hit: "a depot near the Syrian city of Homs", unless a border is meant."""
    if draft.typing.code != "ASSAULT" or draft.form != "act" or len(actors) != 1:
        return []
    names = {named.name for named in actors}
    after = Span(draft.head.idx, max(draft.head.idx, draft.clause.end))
    words = {lemma(t) for t in article.words.within(after)}
    told = [p for p in article.parties_in(after) if p.as_place and "region" not in p.rule]
    places = [p for p in told if p.name not in names]
    if "border" in words or any(
        is_kind(lemma(o), "armed", "uprising") for o in objects(draft.head)
    ):
        return []
    rule = f"{GUESSED}whose place it is"
    if places:
        return [Named(places[0].name, places[0].span, rule)]
    towns = states_of_towns(after.of(article.text)) if all(map(is_state, names)) else []
    abroad = len(towns) == 1 and names.isdisjoint(towns)
    return [Named(towns[0], after, rule)] if abroad else []


def _protested_at(draft: Draft, article: Article) -> list[Named]:
    """Whose embassy, office or palace people gather at; in an article about protests, the state
    that it is about."""
    for prep in (t for t in draft.head.subtree if t.dep_ == "prep" and t.i > draft.head.i):
        for noun in children(prep, "pobj"):
            if is_kind(lemma(noun), "seats") and is_kind(lemma(prep), "gathers"):
                owners = children(noun, "poss", "amod", "compound", "nmod")
                if found := [n for o in owners for n in named_by(o, article)]:
                    return found
    home = home_of(article.parties, article.document)
    if not home or len(_PROTESTS.findall(article.text)) < OFTEN:
        return []
    return [Named(home, draft.clause, f"{GUESSED}the state that the text is about")]


def _answered(draft: Draft, actors: list[Named], article: Article) -> list[Named] | None:
    """Whose charge or offer is rejected, or called a lie: "rejected a claim by X", "X accused it
    of theft. Y denied it"; nobody where X is no party, None where nothing is answered."""
    about = objects(draft.head) if draft.form == "act" else []
    if draft.typing.code not in ("REJECT", "ACCUSE"):
        return None
    answered = [o for o in about if is_kind(lemma(o), "answered") or _is_it(o)]
    denied = lemma(draft.head) == "deny"
    if not (answered or denied):
        return None
    names = {named.name for named in actors}
    for noun in answered:
        makers = [*children(noun, "poss"), *_by(noun)]
        found = [n for maker in makers for n in named_by(maker, article) if n.name not in names]
        if found:
            return found
    if any(c.text.lower() == "a" for o in answered for c in children(o, "det")):
        return None  # "dismissed a report that ...": anybody's
    offered = any(is_kind(lemma(o), "offered") for o in answered)
    return _heard_before(draft.head.idx, names, article, "offers" if offered else "charges")


def _is_it(noun: Token) -> bool:
    return noun.text.lower() in ("it", "this", "that", "which", "them", "so")


def _by(noun: Token) -> list[Token]:
    preps = [p for p in children(noun, "prep") if lemma(p) in ("by", "from", "of")]
    return [thing for prep in preps for thing in children(prep, "pobj")]


def _heard_before(place: int, names: set[str], article: Article, how: str) -> list[Named] | None:
    """Who has charged or offered something last, in the sentence of a place or the ones before."""
    sentences = article.document.sentences
    number = min(sentence_number(article.document, place), len(sentences) - 1)
    start = sentences[max(0, number - BACK)].start
    for word in reversed(article.words.within(Span(start, place))):
        if is_kind(lemma(word), how) and word.pos_ == "VERB":
            saying = subjects(word)
            heard = [n for s in saying for n in named_by(s, article)]
            rule = f"{GUESSED}whose words are answered"
            found = [Named(n.name, n.span, rule) for n in heard if n.name in article.known]
            if saying and names.isdisjoint(n.name for n in found) and _at(word, names, article):
                return found
    return None


def _at(charge: Token, names: set[str], article: Article) -> bool:
    """Whether a charge may be against those who answer: not where it is against others, and a
    condemnation only where it names them."""
    charged = {n.name for o in objects(charge) for n in named_by(o, article)} & article.known
    if not charged:
        return not is_kind(lemma(charge), "condemns")
    return bool(charged & names) or not is_kind(lemma(charge), "condemns", "accuses")


def _enemy(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """ "The enemy" is the other side."""
    words = article.words.within(draft.clause)
    if not any(is_kind(lemma(t), "enemy") and t.pos_ == "NOUN" for t in words):
        return []
    names = {named.name for named in actors}
    others = [side for side in article.sides if side not in names]
    known = len(others) == 1 and names & set(article.sides)
    return [Named(others[0], draft.clause, f"{GUESSED}the other side")] if known else []


def _other_side(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """The other side where one of the two acts against nobody named; both where a third offers
    something or appeals."""
    names = {named.name for named in actors}
    sides = article.sides
    if len(sides) != 2 or len(names) > 1:
        return []
    if names & set(sides):
        if not _is_against(draft, sides) or not (article.foes or at_war(sides)):
            return []
        if _concerns_others(draft, names, article):
            return []
        others = [side for side in sides if side not in names]
        return [Named(side, draft.clause, f"{GUESSED}the other side") for side in others]
    if any(is_kind(lemma(t), "asked_for") for t in _wanted(draft.head)):
        return []
    offered = draft.typing.code != "AGREE" or MEDIATION & {lemma(t) for t in draft.head.subtree}
    if draft.typing.code in TO_BOTH and offered:
        return [Named(side, draft.clause, f"{GUESSED}both sides") for side in sides]
    return []


def _wanted(head: Token) -> list[Token]:
    """What is asked for: "demanded *an inquiry*", "appealed for *12 million dollars*"."""
    return [*objects(head), *(noun for prep, noun in phrases(head) if prep == "for")]


def _is_against(draft: Draft, sides: tuple[str, ...]) -> bool:
    """Whether an act of one side concerns the other by its type; between states, moves of troops
    and comments do too."""
    code, states = draft.typing.code, all(map(is_state, sides))
    if code == "STATEMENT":
        return states
    return code in AGAINST or (states and code == "MOBILIZE")


def _concerns_others(draft: Draft, names: set[str], article: Article) -> bool:
    """Whether an act is done to people who are named, though they are no party ("at protesters"),
    or by a state to what is on its own land."""
    hit = objects(draft.head) if draft.form == "act" else []
    if draft.typing.code in SPOKEN_TO and any(
        is_kind(lemma(noun), "office", "civil", "speaks", "of_church", "none") for noun in hit
    ):
        return True
    if draft.typing.code not in HOSTILE:
        return False
    nouns = [*hit, *(t for prep, t in phrases(draft.head) if prep in TOWARDS)]
    kinds = ("civil", "none", "told_again")
    people = draft.form == "act" and any(is_kind(lemma(noun), *kinds) for noun in nouns)
    within = not all(map(is_state, article.sides)) and all(map(is_state, names))
    at_home = within and any(noun.pos_ in ("NOUN", "PROPN") for noun in nouns)
    return people or at_home


def _says_nothing(head: Token) -> bool:
    """ "Declined to comment": nobody is refused anything but the newspaper."""
    silent = (c for c in children(head, "xcomp") if is_kind(lemma(c), "silence"))
    return lemma(head) in ("decline", "refuse") and next(silent, None) is not None


def _of_the_land(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """The state that the article is about: what an armed group takes or destroys there is its, and
    what others give or deny it."""
    home = home_of(article.parties, article.document)
    names = {named.name for named in actors}
    if not home or home in names or draft.form != "act" or len(names) != 1:
        return []
    rule = f"{GUESSED}the state that the text is about"
    found = [Named(home, draft.clause, rule)]
    armed = any(map(bears_arms, names))
    if armed and draft.typing.code in HOSTILE:
        hit = [noun for noun in objects(draft.head) if noun.pos_ != "PRON"]
        taken = all(is_kind(lemma(n), "place", "force", "state_thing") for n in hit)
        return found if taken else []
    if armed and draft.typing.code == "THREATEN":
        return found
    abroad = all(is_state(name) or is_alliance(name) for name in names)
    if draft.typing.code == "SUPPORT":
        return (
            found if abroad and any(is_kind(lemma(o), "deed") for o in objects(draft.head)) else []
        )
    return found if draft.typing.code == "SANCTION" and abroad else []
