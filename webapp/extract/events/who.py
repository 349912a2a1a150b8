"""Who acts, and upon or with whom: parties by the syntax of the clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.extract.base import Evidence, Report, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.naming import (
    GUESSED,
    Named,
    head_of,
    is_others,
    named_by,
    party_of_report,
)
from webapp.extract.events.whom import TOWARDS, guessed, phrases
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.parties.country import home_of
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import bears_arms, is_state, sentence_number
from webapp.extract.parties.refer import CROWD, is_definite
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, is_passive, lemma, objects, subjects

__all__ = [
    "GUESSED",
    "Who",
    "head_of",
    "is_others",
    "named_by",
    "own_party",
    "party_of_report",
    "who",
]

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "CONCEDE"})
"""Types in which whoever it is done with acts too."""
TRUCES = frozenset({"RETREAT", "CONCEDE", "AGREE", "CONSULT"})
SHARED = listed("shared") | listed("meetings")
TRUCE_WORDS = listed("shared")
SIDES = frozenset({"side", "party", "both"})
WARS = listed("wars")
MEANT_TO = listed("meant_to")
TO_GROUPS = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "COERCE"})
AT_OWN = frozenset({"PROTEST", "SANCTION", "ASSAULT", "COERCE"})
"""Types that aim at others even where one's own is named: "France recalled its ambassador"."""
AIMS = frozenset({"with", "on", "against", "upon"})
BETWEEN = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE", "STATEMENT"})
"""What those do whom both sides have sent."""
IN_WHICH = frozenset({"in", "by", "during", "from", "after", "when"})
EACH_OTHER = frozenset({"other", "another"})


@dataclass(frozen=True)
class Who:
    """Actors and recipients; None where none is known."""

    actors: Evidence | None
    recipients: Evidence | None


def who(draft: Draft, article: Article) -> Who:
    """Actors and recipients of an event; who is not named is guessed from the sides."""
    if draft.form == "statement":
        actors, receiving = list(speakers_party(draft, article)), _told_of(draft, article)
    elif draft.form == "noun":
        actors, receiving = _of_noun(draft, article)
    else:
        actors, receiving = _of_verb(draft, article)
    actors = _sent_by_both(draft, actors, article)
    if not actors and not receiving:
        actors = _between(draft, article) or _both_sides(draft, article)
    names = {named.name for named in actors}
    others = [named for named in receiving if named.name not in names]
    if others or (receiving and draft.typing.code not in AT_OWN):
        return _who(actors, others)
    return _who(actors, guessed(draft, actors, article))


def _sent_by_both(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """ "The delegations", "negotiators": of the two sides."""
    sent = all(is_kind(n.name.removesuffix("s"), "both_sent") for n in actors)
    if not actors or not sent or len(article.sides) != 2 or draft.typing.code not in BETWEEN:
        return actors
    return _the_sides(article, actors[0].span)


def _the_sides(article: Article, span: Span) -> list[Named]:
    return [Named(side, span, f"{GUESSED}the two sides of the article") for side in article.sides]


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
    rule = found[0].rule
    return Evidence(joined, span, f"{role}: {rule}", rule.startswith(GUESSED))


def _between(draft: Draft, article: Article) -> list[Named]:
    """ "killed in an exchange of fire between Indian and Pakistani troops"."""
    preps = [t for t in draft.head.subtree if t.dep_ == "prep" and lemma(t) == "between"]
    return [
        n for prep in preps[:1] for noun in children(prep, "pobj") for n in named_by(noun, article)
    ]


def _both_sides(draft: Draft, article: Article) -> list[Named]:
    """Whose truce or war it is where the clause does not say."""
    words = {lemma(t) for t in draft.head.subtree}
    shared = draft.typing.code in TRUCES and words & SHARED
    fought = draft.typing.code == "ASSAULT" and any(
        lemma(t) in WARS for t in (draft.head, *children(draft.head, "nsubj"))
    )
    if not (shared or fought):
        return []
    return _the_sides(article, draft.clause)


def _of_verb(draft: Draft, article: Article) -> tuple[list[Named], list[Named]]:
    """Subject or agent; objects and phrases with "to", "against" and the like."""
    heads = [draft.head, draft.beside] if draft.beside is not None else [draft.head]
    if is_planned(draft.head):  # "The minister is expected to visit Ankara": who visits acts
        heads = children(draft.head, "xcomp")
    actors = [n for h in heads for s in _acting(h) for n in named_by(s, article)]
    names = {named.name for named in actors}
    done_to = [n for h in heads for o in objects(h) for n in _hit(o, names, article)]
    receiving = [n for n in done_to if _matters(n, draft.typing.code, article)]
    if draft.typing.code == "REQUEST":  # "demanded that *Greece* withdraw"
        wanted = [s for h in heads for c in children(h, "ccomp") for s in children(c, "nsubj")]
        receiving += [n for s in wanted for n in named_by(s, article)]
    for prep, noun in (phrase for h in heads for phrase in phrases(h)):
        named = [n for n in named_by(noun, article) if _matters(n, draft.typing.code, article)]
        if prep in ("between", "alongside") or (
            prep == "with" and _is_mutual(heads[0], draft.typing.code)
        ):
            actors += named
        elif prep in TOWARDS:
            receiving += named
    if not receiving:
        receiving = _further_on(heads[0], article)
    if not actors:
        actors = _behind_it(draft, article) or _from_the_air(draft, article)
    if draft.typing.code == "CONSULT" or _come_together(draft, heads[0]):
        actors, receiving = actors + receiving, []
    elif lemma(draft.head) == "fall" and not actors:  # "the town fell to the rebels"
        actors, receiving = receiving, []
    return actors or _by_police(draft, receiving, article), receiving


def _hit(noun: Token, acting: set[str], article: Article) -> list[Named]:
    """The parties of an object; of "them", "him" and "the men", if that says nothing, those of the
    last people spoken of that do not act themselves."""
    found = [n for n in named_by(noun, article) if n.name not in acting]
    pronoun = noun.pos_ == "PRON" and noun.text.lower() in ("them", "him", "her")
    if found or not (pronoun or (is_kind(lemma(noun), "told_again") and is_definite(noun))):
        return found or named_by(noun, article)
    many = noun.text.lower() == "them" or noun.tag_ == "NNS"
    sentences = article.document.sentences
    number = min(sentence_number(article.document, noun.idx), len(sentences) - 1)
    for word in reversed(article.words.within(Span(sentences[max(0, number - 1)].start, noun.idx))):
        if word.pos_ == "NOUN" and is_kind(lemma(word), "force", "office", "home_people", "civil"):
            named = [n for n in named_by(word, article) if n.name not in acting]
            if named and (word.tag_ == "NNS") == many:
                return [Named(n.name, n.span, f"{GUESSED}whom it was told of") for n in named]
    return []


def _further_on(head: Token, article: Article) -> list[Named]:
    """ "Send *Ukraine* a plane", "voted to break off relations *with Iran*"."""
    given = [noun for noun in children(head, "dative") if noun.pos_ in ("NOUN", "PROPN")]
    for verb in children(head, "xcomp"):
        given += [noun for prep, noun in phrases(verb) if prep in AIMS]
        given += objects(verb) if is_kind(lemma(head), "refuses") else []
    return [n for noun in given for n in named_by(noun, article) if n.name in article.known]


def _is_mutual(head: Token, code: str) -> bool:
    """Whether those "with" whom it is done do it too: talks, but also "signed a deal with", "has
    clashed with", "is at war with"."""
    words = {lemma(head), *(lemma(n) for _, n in phrases(head))}
    return code in MUTUAL or any(is_kind(word, "mutual") for word in words)


def _come_together(draft: Draft, head: Token) -> bool:
    """Whether the object takes part: "is to visit Rome", "brought the two sides together". What
    somebody says they will do is theirs alone."""
    if draft.voice is None and draft.typing.code == "AGREE" and is_kind(lemma(head), "meets"):
        return True
    brings = lemma(head) == "bring" and any(lemma(o) in SIDES for o in objects(head))
    return brings and draft.typing.code not in HOSTILE


def _behind_it(draft: Draft, article: Article) -> list[Named]:
    """Who did it where only the deed is told: "killed in a Russian strike", "died in an attack
    blamed on rebels", "wounded in a raid by the army"."""
    passive = is_passive(draft.head) or is_kind(lemma(draft.head), "perishes")
    if draft.typing.code not in HOSTILE or not passive:
        return []
    rule = f"{GUESSED}whose deed it is"
    then = [c for c in children(draft.head, "advcl") if any(lemma(w) == "when" for w in c.children)]
    doing = [
        n for c in then if not is_passive(c) for s in subjects(c) for n in named_by(s, article)
    ]
    if doing:  # "were seized when gunmen stopped the bus"
        return [Named(n.name, n.span, rule) for n in doing]
    for prep, noun in phrases(draft.head):
        if prep in IN_WHICH and is_kind(lemma(noun), "deed", "weapon"):
            doers = [*children(noun, "amod", "compound", "poss", "nmod"), *_blamed(noun)]
            found = [Named(n.name, n.span, rule) for d in doers for n in named_by(d, article)]
            if found:
                return found
    if any(is_kind(lemma(o), "armed", "uprising", "holy") for o in objects(draft.head)):
        return [Named(n.name, n.span, rule) for n in _claimed(draft, article)]
    return _only_kidnappers(draft, article) if is_kind(lemma(draft.head), "kidnaps") else []


def _claimed(draft: Draft, article: Article) -> Iterator[Named]:
    """Whoever tells as a state that fighters were killed has killed them: "twelve militants had
    been killed, the ministry said"."""
    if draft.voice is not None:
        yield from (n for n in party_of_report(draft.voice, article) if is_state(n.name))


def _only_kidnappers(draft: Draft, article: Article) -> list[Named]:
    """The one armed group of an article that says of nobody else who took the hostages."""
    groups = {p.name for p in article.parties if p.rule != CROWD and bears_arms(p.name)}
    rule = f"{GUESSED}the only armed group named"
    return [Named(name, draft.clause, rule) for name in groups] if len(groups) == 1 else []


def _from_the_air(draft: Draft, article: Article) -> list[Named]:
    """ "Helicopters fired on a village": those of the state, where it fights none."""
    flies = any(is_kind(lemma(s), "flies") for s in subjects(draft.head))
    home = home_of(article.parties, article.document)
    if not (flies and home and draft.typing.code == "ASSAULT"):
        return []
    return [Named(home, draft.clause, f"{GUESSED}the only state of the conflict")]


def _blamed(deed: Token) -> list[Token]:
    """ "An attack *by* X", "*blamed on* X", "*claimed by* X"."""
    verbs = [v for v in children(deed, "acl", "relcl") if is_kind(lemma(v), "attributes")]
    preps = [p for v in verbs for p in children(v, "prep", "agent", "dative")]
    preps += [p for p in children(deed, "prep", "agent") if lemma(p) == "by"]
    return [noun for prep in preps for noun in children(prep, "pobj")]


def _by_police(draft: Draft, done_to: list[Named], article: Article) -> list[Named]:
    """ "Fourteen people were arrested": by the state that the article is about, if nobody is
    named who did it."""
    home = home_of(article.parties, article.document)
    passive = is_passive(draft.head) and is_kind(lemma(draft.head), "by_police")
    if not home or not passive or home in {named.name for named in done_to}:
        return []
    return [Named(home, draft.clause, f"{GUESSED}whose police it is")]


def is_planned(head: Token) -> bool:
    """ "Is expected to", "is set to": the subject is to do it, nothing is done to it."""
    return is_passive(head) and lemma(head) in MEANT_TO and bool(children(head, "xcomp"))


def _acting(head: Token) -> list[Token]:
    acting = subjects(head)
    if children(head, "nsubj") and not children(
        head, "auxpass"
    ):  # "suspended aid over thefts by officials": these do not suspend
        acting = [noun for noun in acting if noun.head.dep_ != "agent"]
    return acting or (_by_whom(head) if is_passive(head) else _implied_subject(head))


def _by_whom(head: Token) -> list[Token]:
    """ "Was closed to all traffic *by Pakistani officials*": the parser hangs it on the traffic."""
    people = ("office", "force", "institution", "armed", "civil")
    nouns = [noun for prep, noun in phrases(head) if prep == "to"]
    by = [prep for noun in nouns for prep in children(noun, "prep") if lemma(prep) == "by"]
    return [n for prep in by for n in children(prep, "pobj") if is_kind(lemma(n), *people)]


def _matters(named: Named, code: str, article: Article) -> bool:
    """Whether a party to whom something is done is one: known by name, or a group that is spoken
    to, helped or held ("the mediators"), but not whoever is let go or taken along."""
    noun = named.name.split()[-1].lower().removesuffix("s")
    held = is_kind(noun, "victims")
    return (
        (code in HOSTILE and is_kind(noun, "in_the_street"))
        or code in TO_GROUPS
        or (named.name in article.known and not held)
    )


def _implied_subject(head: Token) -> list[Token]:
    """The subject of an infinitive or a gerund: the object of the verb above, else its subject."""
    above = head.head
    if head.dep_ == "pcomp" and above.dep_ == "prep":
        charged = _first_of(above.head)
        if charged.dep_ == "dobj":
            return _charged(charged)
        if any(lemma(c) in EACH_OTHER for c in children(above.head, "dobj")):
            return subjects(above.head)
        return children(above.head, "dobj", "pobj") or _behind(above.head) or subjects(above.head)
    if head.dep_ == "xcomp":
        due = subjects(above.head) if above.dep_ == "acomp" else []
        return children(above, "dobj", "nsubjpass") or due or subjects(above)
    return []


def _first_of(noun: Token) -> Token:
    """The first of coordinated nouns."""
    return _first_of(noun.head) if noun.dep_ == "conj" else noun


def _charged(noun: Token) -> list[Token]:
    """Who is charged; each of the subjects where they charge one another."""
    return subjects(noun.head) if lemma(noun) in EACH_OTHER else [noun]


def _behind(verb: Token) -> list[Token]:
    """ "called on *them*": the noun of its first preposition."""
    return [noun for prep in children(verb, "prep")[:1] for noun in children(prep, "pobj")]


def _of_noun(draft: Draft, article: Article) -> tuple[list[Named], list[Named]]:
    """ "talks between A and B", "an attack by A on B", "the Russian attack", "with B"."""
    actors: list[Named] = []
    receiving: list[Named] = []
    for child in children(draft.head, "amod", "compound", "poss", "nmod"):
        actors += named_by(child, article)
    for prep in children(draft.head, "prep"):
        for noun in children(prep, "pobj"):
            if lemma(prep) in ("by", "between", "with", "among", "of"):
                actors += named_by(noun, article)
            elif lemma(prep) in TOWARDS:
                receiving += named_by(noun, article)
    if not actors and draft.typing.code == "CONSULT":
        actors = _the_sides(article, draft.clause)
    return actors, receiving


def speakers_party(draft: Draft, article: Article) -> Iterator[Named]:
    """The party that a speaker stands for."""
    if draft.told_by is not None:
        yield from named_by(draft.told_by, article)
    elif draft.voice is not None:
        yield from party_of_report(draft.voice, article)


def own_party(draft: Draft, article: Article) -> str:
    """The party that a speaker stands for; empty where it is none or not known."""
    report = draft.own or draft.voice
    named = party_of_report(report, article) if report else speakers_party(draft, article)
    return next((n.name for n in named if n.name in article.known), "")


def _told_of(draft: Draft, article: Article) -> list[Named]:
    """Other parties that a statement is about: those named in it as acting."""
    if draft.voice is None:
        return [n for o in objects(draft.head) for n in named_by(o, article)]
    found = []
    for span in draft.voice.content:
        for party in article.parties_in(span):
            if not party.as_place:
                found.append(Named(party.name, party.span, "named in what is said"))
    return found[:2] or _sides_told_of(draft.voice, article)


def _sides_told_of(voice: Report, article: Article) -> list[Named]:
    """ "Neither side wants war", "the truce is holding": both are meant."""
    words = [t for span in voice.content for t in article.words.within(span)]
    first = [t for t in words if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ != "advcl"][:1]
    if any(lemma(t) in TRUCE_WORDS for t in first):
        return [Named(side, voice.content[0], f"{GUESSED}both sides") for side in article.sides]
    return [n for t in first if lemma(t) in SIDES for n in named_by(t, article)]
