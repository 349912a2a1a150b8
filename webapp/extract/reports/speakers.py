"""Who is meant by the source of a report: names in full, pronouns and offices resolved."""

from __future__ import annotations

from webapp.extract.base import Span
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.people import Mention, People, Person, is_title, kind_of_noun
from webapp.extract.reports.pronouns import MEANT, Pronouns, Who, core, who_is
from webapp.extract.reports.sources import Source
from webapp.extract.reports.words import Words, past

NAMING = ("who", "everyone", "everybody", "nobody", "many", "some", "one", "others", "most")
"""Pronouns that are a speaker's name for want of a better one."""

ASKS = ("ask", "asks", "asked", "pressed")
"""Cues of somebody who is seldom meant afterwards."""


class Speakers:
    """Resolves sources in the order of the text, since each pronoun leans on what was before."""

    def __init__(self, words: Words, founds: list[Found]) -> None:
        self._words = words
        self._people = People(words)
        self._pronouns = Pronouns(words, self._people)
        self._known: dict[Span, Who] = {}
        for found in sorted(founds, key=lambda f: f.source.span.start if f.source else 0):
            if found.source and found.source.span not in self._known:
                asks = found.cue.of(words.text).lower() in ASKS
                self._resolve(found.source, found.content, asks)

    def of(self, found: Found) -> Who:
        """The speaker of a report."""
        return self._known.get(found.source.span, Who("")) if found.source else Who("")

    def _resolve(self, source: Source, content: tuple[Span, ...], asks: bool) -> None:
        who, person = self._who(source, content)
        self._known[source.span] = who
        if not self._words.quotation(source.span.start):
            self._pronouns.spoke(source.span.start, source.head, who, person, asks)

    def _who(self, source: Source, content: tuple[Span, ...]) -> tuple[Who, Person | None]:
        """The person whom a source names, calls by office, or means by a pronoun; else the words
        of the text."""
        text = source.head.text.lower()
        if text in MEANT:
            return self._pronouns.meant(source.head, content)
        person = self._people.at(source.head)
        if person is None and source.head.pos_ != "PRON":
            person = self._named_beside(source) or self._by_office(source)
        if person and not self._several(source):
            return who_is(person), person
        if source.head.pos_ == "PRON" and text not in NAMING:
            return Who(""), None
        return Who(*core(self._words, source.head, source.span)), None

    def _several(self, source: Source) -> bool:
        """Whether a source names more than one: "Ministers Ann Lee and Omar Aziz"."""
        others = (c for c in source.head.children if c.dep_ == "conj" and c.pos_ == "PROPN")
        return any(source.span.start <= other.idx < source.span.end for other in others)

    def _named_beside(self, source: Source) -> Person | None:
        """The name within a source: "the mayor's brother, Colin Pellow"."""
        if source.head.tag_ == "NNS":
            return None
        for mention in self._people.within(source.span):
            if self._is_name_of(mention, source):
                return mention.person
        return self._people.called(source.head.text) if source.head.pos_ == "PROPN" else None

    def _is_name_of(self, mention: Mention, source: Source) -> bool:
        token, head = mention.token, source.head
        if kind_of_noun(head) == "noun" and self._between_commas(mention, source):
            return True
        if token.head.i != head.i:
            return False
        last = past(head) == source.span.end and head.pos_ == "PROPN"
        return token.dep_ == "appos" or (token.dep_ in ("compound", "nmod") and last)

    def _between_commas(self, mention: Mention, source: Source) -> bool:
        """Whether a name is set off within a source: "a spokeswoman for Clark, Hope Larsen,"."""
        text = self._words.text
        before = text[source.head.idx : mention.span.start].rpartition(",")
        after = text[mention.span.end : source.span.end]
        titles = all(is_title(w) for w in before[2].split())
        return bool(before[1]) and titles and (not after or after.startswith(","))

    def _by_office(self, source: Source) -> Person | None:
        """ "The minister": the last one named who holds that office, all its words said."""
        if not source.span.of(self._words.text).lower().startswith("the "):
            return None
        if kind_of_noun(source.head) != "noun" and not is_title(source.head.text):
            return None
        wanted = set(core(self._words, source.head, source.span)[0].lower().split())
        holders = [
            m.person for m in self._people.before(source.span.start) if wanted <= m.person.words
        ]
        return holders[-1] if holders else None
