"""Who acts, and upon or with whom: parties by the syntax of the clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.extract.base import Evidence, Report, Span
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.parties import party_of_phrase
from webapp.extract.parties.country import home_of
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.pairs import is_state
from webapp.extract.reports.words import end_of, start_of
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, is_passive, lemma, objects, subjects

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "CONCEDE"})
"""Types in which whoever it is done with acts too."""
AGAINST = frozenset(
    {"ACCUSE", "REJECT", "THREATEN", "ASSAULT", "SANCTION", "COERCE", "REQUEST", "STATEMENT"}
)
"""Types that one side of a conflict directs at the other where no one else is named."""
TO_BOTH = frozenset({"AGREE", "REQUEST", "SUPPORT"})
"""Types that others direct at both sides: they offer to mediate, appeal, welcome."""
MEDIATION = listed("mediation") | listed("meetings")
TRUCES = frozenset({"RETREAT", "CONCEDE", "AGREE", "CONSULT"})
SHARED = listed("shared") | listed("meetings")
TRUCE_WORDS = listed("shared")
SIDES = frozenset({"side", "party", "both"})
WARS = listed("wars")
BUILDINGS = listed("buildings")
MEANT_TO = listed("meant_to")
TO_GROUPS = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "THREATEN", "COERCE"})
TOWARDS = listed("towards")
OURS = frozenset({"i", "me", "my", "we", "us", "our"})
EACH_OTHER = frozenset({"other", "another"})
GUESSED = "guess: "


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
    """Actors and recipients of an event; who is not named is guessed from the sides."""
    if draft.form == "statement":
        actors, receiving = list(speakers_party(draft, article)), _told_of(draft, article)
    elif draft.form == "noun":
        actors, receiving = _of_noun(draft, article)
    else:
        actors, receiving = _of_verb(draft, article)
    if not actors and not receiving:
        actors = _between(draft, article) or _both_sides(draft, article)
    receiving = receiving or _at_the_place(draft, actors, article)
    return _who(actors, receiving or _other_side(draft, actors, article))


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
    return [Named(name, span, "named in the phrase") for name in names]


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


def _other_side(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """The other side where one of the two acts against nobody named; both where a third offers
    something or appeals."""
    names = {named.name for named in actors}
    sides = article.sides
    if not names or len(sides) != 2 or len(names) > 1 or _says_nothing(draft.head):
        return []
    own = draft.typing.code == "STATEMENT" and not all(map(is_state, sides))
    if draft.typing.code in AGAINST and names & set(sides) and not own:
        if not article.foes or _harms_others(draft, article):
            return []
        others = [side for side in sides if side not in names]
        return [Named(side, draft.clause, f"{GUESSED}the other side") for side in others]
    offered = draft.typing.code != "AGREE" or MEDIATION & {lemma(t) for t in draft.head.subtree}
    if draft.typing.code in TO_BOTH and not names & set(sides) and offered:
        return [Named(side, draft.clause, f"{GUESSED}both sides") for side in sides]
    return []


def _harms_others(draft: Draft, article: Article) -> bool:
    """Whether force is used on people who are named, though they are no party: "at protesters"."""
    if draft.typing.code not in HOSTILE or draft.form != "act":
        return False
    hit = [*objects(draft.head), *(t for prep, t in phrases(draft.head) if prep in TOWARDS)]
    return any(is_kind(lemma(noun), "civil") for noun in hit)


def _says_nothing(head: Token) -> bool:
    """ "Declined to comment": nobody is refused anything but the newspaper."""
    silent = (c for c in children(head, "xcomp") if is_kind(lemma(c), "silence"))
    return lemma(head) in ("decline", "refuse") and next(silent, None) is not None


def _between(draft: Draft, article: Article) -> list[Named]:
    """ "killed in an exchange of fire between Indian and Pakistani troops"."""
    preps = [t for t in draft.head.subtree if t.dep_ == "prep" and lemma(t) == "between"]
    return [
        n for prep in preps[:1] for noun in children(prep, "pobj") for n in named_by(noun, article)
    ]


def _at_the_place(draft: Draft, actors: list[Named], article: Article) -> list[Named]:
    """Whose place is hit: "a depot near the Syrian city of Homs", unless a border is meant."""
    if draft.typing.code != "ASSAULT" or draft.form != "act" or len(actors) != 1:
        return []
    names = {named.name for named in actors}
    after = Span(draft.head.idx, max(draft.head.idx, draft.clause.end))
    words = {lemma(t) for t in article.words.within(after)}
    told = [p for p in article.parties_in(after) if p.as_place and "region" not in p.rule]
    places = [p for p in told if p.name not in names]
    if not places or "border" in words:
        return []
    return [Named(places[0].name, places[0].span, f"{GUESSED}whose place it is")]


def _both_sides(draft: Draft, article: Article) -> list[Named]:
    """Whose truce or war it is where the clause does not say."""
    words = {lemma(t) for t in draft.head.subtree}
    shared = draft.typing.code in TRUCES and words & SHARED
    fought = draft.typing.code == "ASSAULT" and any(
        lemma(t) in WARS for t in (draft.head, *children(draft.head, "nsubj"))
    )
    if not (shared or fought):
        return []
    rule = f"{GUESSED}the two sides of the article"
    return [Named(side, draft.clause, rule) for side in article.sides]


def _of_verb(draft: Draft, article: Article) -> tuple[list[Named], list[Named]]:
    """Subject or agent; objects and phrases with "to", "against" and the like."""
    heads = [draft.head, draft.beside] if draft.beside is not None else [draft.head]
    if is_planned(draft.head):  # "The minister is expected to visit Ankara": who visits acts
        heads = children(draft.head, "xcomp")
    actors = [n for h in heads for s in _acting(h) for n in named_by(s, article)]
    done_to = [n for h in heads for o in objects(h) for n in named_by(o, article)]
    receiving = [n for n in done_to if _matters(n, draft.typing.code, article)]
    if draft.typing.code == "REQUEST":  # "demanded that *Greece* withdraw"
        wanted = [s for h in heads for c in children(h, "ccomp") for s in children(c, "nsubj")]
        receiving += [n for s in wanted for n in named_by(s, article)]
    for prep, noun in (phrase for h in heads for phrase in phrases(h)):
        named = [n for n in named_by(noun, article) if _matters(n, draft.typing.code, article)]
        if prep == "between" or (prep == "with" and draft.typing.code in MUTUAL):
            actors += named
        elif prep in TOWARDS:
            receiving += named
    if draft.typing.code == "CONSULT":
        actors, receiving = actors + receiving, []
    return actors or _by_police(draft, receiving, article), receiving


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
    return subjects(head) or ([] if is_passive(head) else _implied_subject(head))


def _matters(named: Named, code: str, article: Article) -> bool:
    """Whether a party to whom something is done is one: known by name, or a group that is spoken
    to, helped or held ("the mediators"), but not whoever is let go or taken along."""
    return named.name in article.known or code in TO_GROUPS


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


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Prepositions of a verb and of its objects with their nouns."""
    for place in (head, *children(head, "dobj", "attr")):
        for prep in children(place, "prep", "dative"):
            for noun in children(prep, "pobj"):
                yield lemma(prep), noun


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
        rule = f"{GUESSED}the two sides of the article"
        actors = [Named(side, draft.clause, rule) for side in article.sides]
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
