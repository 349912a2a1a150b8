"""Who is meant by the source of a report: names in full, pronouns and offices resolved."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.base import Span
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.people import Mention, People, Person
from webapp.extract.reports.sources import Source
from webapp.extract.reports.words import SUBJECTS, Words, child, past

HE = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
THEY = frozenset(("they", "it", "both"))
DETERMINERS = ("the ", "a ", "an ", "this ", "that ")
FARTHEST = 2500
"""How many characters back a pronoun may reach."""


@dataclass(frozen=True)
class Who:
    """A speaker: the name, where it stands, and where the office stands."""

    name: str
    span: Span | None = None
    role: Span | None = None


class Speakers:
    """Resolves sources in the order of the text, since each pronoun leans on what was before."""

    def __init__(self, words: Words, founds: list[Found]) -> None:
        self._words = words
        self._people = People(words)
        self._known: dict[Span, Who] = {}
        self._sources: list[tuple[int, Who, Person | None]] = []
        for found in sorted(founds, key=lambda f: f.source.span.start if f.source else 0):
            if found.source and found.source.span not in self._known:
                self._resolve(found.source)

    def of(self, found: Found) -> Who:
        """The speaker of a report."""
        return self._known.get(found.source.span, Who("")) if found.source else Who("")

    def _resolve(self, source: Source) -> None:
        person = self._person(source)
        who = _who(person) if person else self._body(source)
        self._known[source.span] = who
        if who.name:
            self._sources.append((source.span.start, who, person))

    def _person(self, source: Source) -> Person | None:
        """The person whom a source names, calls by office, or means by a pronoun."""
        text = source.head.text.lower()
        if text in HE:
            return self._pronoun(source, HE[text])
        named = self._people.at(source.head)
        if named or source.head.pos_ == "PRON":
            return named
        return self._named_beside(source) or self._by_office(source)

    def _named_beside(self, source: Source) -> Person | None:
        """The name within a source: "the mayor's brother, Colin Pellow"."""
        if source.head.tag_ == "NNS":
            return None
        for mention in self._people.within(source.span):
            token = mention.token
            if token.dep_ == "appos" and token.head.i == source.head.i:
                return mention.person
            if token.head.i == source.head.i and token.dep_ in ("compound", "nmod"):
                ends = past(source.head) == source.span.end
                if ends and source.head.pos_ == "PROPN":
                    return mention.person
        return self._people.called(source.head.text) if source.head.pos_ == "PROPN" else None

    def _by_office(self, source: Source) -> Person | None:
        """ "The minister": the last one named who holds that office, all its words said."""
        text = source.span.of(self._words.text).lower()
        if not text.startswith("the ") or source.head.pos_ == "PRON" or "," in text:
            return None
        wanted = set(text.split()[1:])
        holders = [
            m.person
            for m in self._people.mentions
            if m.span.start < source.span.start and wanted <= m.person.words
        ]
        return holders[-1] if holders else None

    def _pronoun(self, source: Source, gender: str) -> Person | None:
        """Who "he" or "she" is: the last speaker or subject who may be meant."""
        place = source.span.start
        best: tuple[float, Person] | None = None
        for mention in self._people.mentions:
            if mention.span.start >= place or place - mention.span.start > FARTHEST:
                continue
            if mention.person.gender not in ("", gender):
                continue
            score = self._score(mention, source)
            if best is None or score >= best[0]:
                best = (score, mention.person)
        for start, _, person in self._sources:
            if person and person.gender in ("", gender) and start < place:
                score = 3.0 - self._distance(start, place)
                if best is None or score >= best[0]:
                    best = (score, person)
        if best:
            best[1].gender = best[1].gender or gender
            return best[1]
        return None

    def _distance(self, start: int, place: int) -> float:
        """Paragraphs and sentences between two places."""
        words = self._words
        blocks = words.block_number(place) - words.block_number(start)
        units = words.unit_number(place) - words.unit_number(start)
        return units + blocks

    def _score(self, mention: Mention, source: Source) -> float:
        """Nearness; subjects and speakers weigh more, names in quotations less."""
        place = source.span.start
        score = -self._distance(mention.span.start, place)
        token = mention.token
        if token.dep_ in SUBJECTS or (token.dep_ == "appos" and token.head.dep_ in SUBJECTS):
            score += 2
        if self._words.quotation(mention.span.start):
            score -= 3
        if token.dep_ in ("poss", "compound", "nmod"):
            score -= 1
        return score

    def _body(self, source: Source) -> Who:
        """A body, a group, or somebody without a name, in the words of the text."""
        text = source.head.text.lower()
        if text in THEY:
            return self._last_body(source, text)
        if source.head.pos_ == "PRON" and text not in ("who", "everyone", "nobody", "many", "some"):
            return Who("")
        span = _core(self._words, source)
        name = " ".join(span.of(self._words.text).split())
        lower = name.lower()
        cut = next((len(d) for d in DETERMINERS if lower.startswith(d)), 0)
        return Who(name[cut:], Span(span.start + cut, span.end))

    def _last_body(self, source: Source, text: str) -> Who:
        """The last speaker that is no person: "it" is one, "they" may be several."""
        for start, who, person in reversed(self._sources):
            if start < source.span.start and person is None and who.name:
                return who
        return Who("")


def _who(person: Person) -> Who:
    return Who(person.name, person.span, person.role)


def _core(words: Words, source: Source) -> Span:
    """The words of a source up to the first comma or relative clause after its main word."""
    head: Token = source.head
    end = source.span.end
    relative = child(head, "relcl", "appos")
    if relative is not None and relative.left_edge.i > head.i:
        end = min(end, relative.left_edge.idx)
    span = words.trim(source.span.start, end)
    return span if span.end > span.start else source.span
