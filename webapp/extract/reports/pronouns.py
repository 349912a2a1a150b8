"""Whom "he", "she", "it" and "they" mean: the best of those who were named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from webapp.extract.base import Span
from webapp.extract.language import Token
from webapp.extract.reports.people import (
    Mention,
    People,
    Person,
    gender_of_noun,
    gender_of_title,
    kind_of_noun,
)
from webapp.extract.reports.words import SUBJECTS, Words, child, end_of, past, start_of

Sort = Literal["person", "body", "group"]
FARTHEST = 2500
"""How many characters back a pronoun may reach."""
SUBJECT, SPEAKER, QUOTED, PART = 2.0, 3.0, -3.0, -1.0
"""What it weighs, in sentences of distance, that somebody was a subject or the speaker of a
report, or was named only within a quotation or as a part of another phrase."""
KNOWN, OFTEN, ASKER, NEXT = 1.5, 0.4, -4.0, 1.5
"""What it weighs that the text tells he from she, each time that somebody was named or spoke
before, that somebody only asks, and that the sentence before is somebody's."""
VAGUE = {"a": -1.0, "an": -1.0, "one": -3.0, "some": -3.0, "another": -3.0}
"""What it weighs that the text only introduces somebody, by the word for it."""
OFTEN_MOST = 5
"""How often somebody is named at most so that it counts."""
ASKERS = frozenset(("reporter", "journalist", "interviewer", "correspondent", "questioner"))
"""Who asks, and is seldom meant afterwards."""
MEANT: dict[str, tuple[str, tuple[Sort, ...]]] = {
    **dict.fromkeys(("he", "him", "his"), ("m", ("person",))),
    **dict.fromkeys(("she", "her"), ("f", ("person",))),
    **dict.fromkeys(("it", "its"), ("", ("body",))),
    **dict.fromkeys(("they", "them", "their", "both"), ("", ("group", "body"))),
}
"""Of each pronoun: he or she, and what it may stand for."""
_BODIES = ("ORG", "GPE", "NORP", "FAC")


@dataclass(frozen=True)
class Who:
    """A speaker: the name, where it stands, and where the office stands."""

    name: str
    span: Span | None = None
    role: Span | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a later pronoun may mean."""

    start: int
    unit: int
    who: Who
    sort: Sort
    weight: float
    gender: str = ""
    person: Person | None = None

    def within(self, spans: list[Span]) -> bool:
        """Whether it was named in one of these stretches."""
        return any(span.start <= self.start < span.end for span in spans)

    def is_a(self, gender: str) -> bool:
        """Whether it may be a man or a woman."""
        own = self.person.gender if self.person else self.gender
        return not gender or own in ("", gender)

    def is_surely(self, gender: str) -> bool:
        """Whether it is known to be a man or a woman."""
        return bool(gender) and gender == (self.person.gender if self.person else self.gender)


def who_is(person: Person) -> Who:
    """A person as a speaker."""
    return Who(person.name, person.span, person.role)


class Pronouns:
    """Everybody whom a pronoun may mean, and the choice among them."""

    def __init__(self, words: Words, people: People) -> None:
        self._words = words
        found = [*self._named(people), *self._unnamed(people)]
        self._candidates = sorted(found, key=lambda c: c.start)
        self._spoken: list[Candidate] = []
        self._often: Counter[str] = Counter()
        self._named_at: defaultdict[str, list[int]] = defaultdict(list)
        for mention in people.mentions:
            self._named_at[mention.person.name].append(mention.span.start)

    def spoke(
        self, start: int, head: Token, who: Who, person: Person | None, asks: bool = False
    ) -> None:
        """Keep the speaker of a report, in the order of the text. `asks`: it is a question."""
        sort = "person" if person else sort_of(head)
        if who.name and sort:
            gender = "" if person else _gender(head)
            at = self._measure(start)
            vague = 0.0 if person else VAGUE.get(head.left_edge.text.lower(), 0.0)
            asks = asks or (person is None and head.lemma_.lower() in ASKERS)
            often = self._often[who.name] + bisect_left(self._named_at[who.name], start)
            weight = SPEAKER + ASKER * asks + vague + OFTEN * min(often, OFTEN_MOST)
            self._often[who.name] += 1
            self._spoken.append(Candidate(start, at, who, sort, weight, gender, person))

    def meant(self, token: Token, said: tuple[Span, ...]) -> tuple[Who, Person | None]:
        """Whom a pronoun means; who is named in what is said in its own sentence is not."""
        unit = self._measure(token.idx)
        gender, sorts = MEANT[token.text.lower()]
        own = [span for span in said if span.start >= self._words.unit(token.idx).start]
        possible = (c for c in self._before(token.idx) if not c.within(own))
        best = max(
            (c for c in possible if _may_be(c, sorts) and c.is_a(gender)),
            key=lambda c: (self._score(c, unit, gender), c.start),
            default=None,
        )
        if best is None:
            return Who(""), None
        if best.person and gender:
            best.person.gender = gender
        return best.who, best.person

    def _measure(self, place: int) -> int:
        """How far on in the text a place is, in sentences; a new paragraph counts as one more."""
        return self._words.unit_number(place) + self._words.block_number(place)

    def _before(self, place: int) -> Iterator[Candidate]:
        """Those who were named within reach, the nearest first."""
        for candidates in (self._candidates, self._spoken):
            for candidate in reversed(candidates):
                if place - candidate.start > FARTHEST:
                    break
                if candidate.start < place:
                    yield candidate

    def _score(self, candidate: Candidate, unit: int, gender: str) -> float:
        """Nearness in sentences, and the weight."""
        far = unit - candidate.unit
        beside = NEXT if far <= 1 and candidate.weight >= SUBJECT else 0.0
        return candidate.weight - far + beside + KNOWN * candidate.is_surely(gender)

    def _named(self, people: People) -> Iterator[Candidate]:
        named: Counter[int] = Counter()
        for mention in people.mentions:
            person = mention.person
            weight = self._weight(mention) + OFTEN * min(named[id(person)], OFTEN_MOST)
            named[id(person)] += 1
            unit = self._measure(mention.span.start)
            yield Candidate(mention.span.start, unit, who_is(person), "person", weight, "", person)

    def _weight(self, mention: Mention) -> float:
        token = mention.token
        weight = 0.0
        if token.dep_ in SUBJECTS or (token.dep_ == "appos" and token.head.dep_ in SUBJECTS):
            weight += SUBJECT
        if self._words.quotation(mention.span.start):
            weight += QUOTED
        return weight + (PART if token.dep_ in ("poss", "compound", "nmod") else 0.0)

    def _unnamed(self, people: People) -> Iterator[Candidate]:
        """Subjects without a name: "the doctor", "the ministry", "Moscow"."""
        for token in self._words.tokens:
            if token.dep_ not in SUBJECTS or token.pos_ == "PRON" or people.at(token):
                continue
            if token.left_edge.text.lower() in ("no", "neither", "nobody"):
                continue
            sort = sort_of(token)
            if sort and not self._words.quotation(token.idx):
                span = Span(start_of(token), end_of(token))
                if any(m.token.dep_ == "appos" for m in people.within(span)):
                    continue
                who = Who(*core(self._words, token, span))
                weight = SUBJECT + ASKER * (token.lemma_.lower() in ASKERS)
                weight += VAGUE.get(token.left_edge.text.lower(), 0.0)
                yield Candidate(
                    token.idx, self._measure(token.idx), who, sort, weight, _gender(token)
                )


def _may_be(candidate: Candidate, sorts: tuple[Sort, ...]) -> bool:
    """Whether a candidate is of a sort; a name that nothing shows to be a man's or a woman's may
    be that of a body after all."""
    nameless = candidate.person is not None and not candidate.person.gender
    return candidate.sort in sorts or (nameless and "body" in sorts)


def sort_of(token: Token) -> Sort | None:
    """Whether a noun names one person, a body or several people; None for other things."""
    if token.tag_ in ("NNS", "NNPS"):
        return "group" if kind_of_noun(token) or token.pos_ == "PROPN" else None
    if token.pos_ == "PROPN":
        titled = gender_of_title(token.text) is not None
        return "person" if titled else "body" if token.ent_type_ != "PERSON" else "person"
    kind = kind_of_noun(token)
    return "person" if kind == "noun" else "body" if kind else None


def _gender(token: Token) -> str:
    return gender_of_noun(token.lemma_.lower()) or ""


DETERMINERS = ("the ", "a ", "an ", "this ", "that ")


def _is_aside(head: Token, dependent: Token) -> bool:
    """Where a body is, or who has seen a paper: no part of its name."""
    if dependent.dep_ == "acl":
        return dependent.tag_ == "VBN"
    at = child(dependent, "pobj") if dependent.text.lower() == "in" else None
    body = head.tag_ in ("NN", "NNP") and head.ent_type_ != "PERSON"
    return body and at is not None and at.pos_ == "PROPN"


def core(words: Words, head: Token, source: Span) -> tuple[str, Span]:
    """The words of a source up to the first comma or relative clause after its main word,
    without "the", and where they stand."""
    end = source.end
    for dependent in head.children:
        after = dependent.left_edge.i > head.i
        if after and (dependent.dep_ in ("relcl", "appos") or _is_aside(head, dependent)):
            end = min(end, dependent.left_edge.idx)
    for mark in (",", " ("):
        place = words.text.find(mark, past(head), end)
        end = place if place >= 0 else end
    span = words.trim(source.start, end)
    span = span if span.end > span.start else source
    lower = span.of(words.text).lower()
    cut = next((len(d) for d in DETERMINERS if lower.startswith(d)), 0)
    span = Span(span.start + cut, span.end)
    return " ".join(span.of(words.text).split()), span
