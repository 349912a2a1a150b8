"""What the rules for events look at, found by position, and what they draft."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from webapp.extract.base import Document, PartyName, Report, Span, TimeExpression
from webapp.extract.language import Parsed, Token
from webapp.extract.parties.pairs import opposed
from webapp.extract.parties.refer import CROWD
from webapp.extract.reports.words import Words
from webapp.extract.types import Typing

_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|editing|writing|compiled|translated) by\b"
    r"|.{0,80}\bcontributed (?:\w+ ){0,2}to this\b|photo(?:graph)?:|related\b",
    re.IGNORECASE,
)
_OWN = frozenset(("I", "my", "me", "My", "we", "We", "our", "Our"))
OWN_LEAST, OWN_SHARE = 6, 100
"""Words of a first person outside quotation marks that make a story: so many, one in so many."""
_WORK = re.compile(r"\b(?:workers?|(?:trade|labou?r) unions?|walkout|general strike)\b", re.I)
"""Words of articles in which a strike is one of people who work."""
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{3,4}))?(?:$|[ –—:-])", re.I)
HOURS_LEAST = 3
"""Lines that begin with a time of day make a report by the hour."""
TOLD = ("body", "caption")
"""Kinds of blocks that tell events; headlines repeat what the body says."""

Spanned = TypeVar("Spanned", TimeExpression, PartyName)
Form = Literal["act", "statement", "noun"]


def is_past(date: str, published: str) -> bool:
    """Whether a date begins more than a year before that of the publication."""
    year = date[:4]
    return year.isdigit() and published[:4].isdigit() and int(year) < int(published[:4]) - 1


class Article:
    """An article with what the other stages found in it. Positions are code points."""

    def __init__(
        self,
        document: Document,
        parsed: Parsed,
        times: Sequence[TimeExpression],
        parties: Sequence[PartyName],
        reports: Sequence[Report],
        published: str,
    ) -> None:
        self.document = document
        self.words = Words(document, parsed)
        reports = [r for r in reports if not self._promises(r) and not self._asks(r)]
        self.parties = tuple(parties)
        self.reports = tuple(reports)
        self.times = tuple(times)
        self.published = published
        self.sides: tuple[str, ...] = ()
        self.foes = False
        self.known = frozenset(p.name for p in parties)
        self._parties = self._by_block((p.span.start, p) for p in parties)
        self._times = self._by_block((t.span.start, t) for t in times if not self._in_name(t.span))
        self._reports = self._by_block((s.start, r) for r in reports for s in r.content)
        self._cues = {r.cue.start: r for r in reversed(reports) if r.cue}

    def _by_block(self, found: Iterable[tuple[int, Spanned | Report]]) -> dict[int, list]:  # type: ignore[type-arg]
        index = defaultdict(list)
        for start, thing in found:
            index[self.words.block_number(start)].append(thing)
        return index

    def mentions(self, word: str) -> Sequence[Token]:
        """Where a word stands, in order."""
        return self._words.get(word, ())

    @cached_property
    def _words(self) -> dict[str, list[Token]]:
        index: dict[str, list[Token]] = defaultdict(list)
        for token in self.words.tokens:
            index[token.text].append(token)
        return index

    @cached_property
    def narrator(self) -> tuple[str, int]:
        """Who tells the article in the first person, introduced by name before, and from where on;
        empty where nobody does. "Grace Achan is a nurse. She spoke to us. ... I had worked"."""
        words = [t for t in self.words.tokens if self.told(t.idx)]
        own = [t for t in words if t.text in _OWN and not self.words.quotation(t.idx)]
        if len(own) < OWN_LEAST or len(own) * OWN_SHARE < len(words):
            return "", 0
        start = self.document.blocks[self.words.block_number(own[0].idx)].span.start
        names = (self._name(t) for t in words if t.idx < start and t.dep_ == "nsubj")
        return next(((name, start) for name in names if name), ("", 0))

    @cached_property
    def is_history(self) -> bool:
        """Whether most dates of the article are of years before the one before its own."""
        old = [is_past(time.date, self.published) for time in self.times if time.date]
        return 2 * sum(old) > len(old)

    @cached_property
    def lead(self) -> int:
        """The number of the first paragraph that tells events; -1 without any."""
        blocks = enumerate(self.document.blocks)
        return next((n for n, block in blocks if self.told(block.span.start)), -1)

    @cached_property
    def live(self) -> bool:
        """Whether the article is a report by the hour: lines that only give a time of day."""
        lines = (block.span.of(self.text).strip() for block in self.document.blocks)
        return sum(_HOUR.match(line) is not None for line in lines) >= HOURS_LEAST

    @cached_property
    def tells_of_work(self) -> bool:
        """Whether a strike is one of people who work."""
        return _WORK.search(self.text) is not None

    @cached_property
    def tells_of_past(self) -> bool:
        """Whether the article tells most of what it tells in the past tense, not as a chronicle
        in the present."""
        words = self.words
        roots = [t for t in words.tokens if t.dep_ == "ROOT" and not words.quotation(t.idx)]
        helping = [c for t in roots for c in t.children if c.dep_ in ("aux", "auxpass")]
        past = sum(t.tag_ == "VBD" for t in (*roots, *helping))
        return past > sum(t.tag_ in ("VBZ", "VBP") and t.lemma_ != "be" for t in roots)

    def _name(self, word: Token) -> str:
        """The name of a person that a word ends; the tagger takes some for names of bodies."""
        name = self.text[word.left_edge.idx : word.idx + len(word.text)]
        person = word.ent_type_ in ("PERSON", "ORG") and name.istitle() and " " in name
        return name if person and name not in self.known else ""

    def _asks(self, report: Report) -> bool:
        """ "Q: Could they?", "A: They could.": the newsroom asks itself."""
        return report.source is not None and report.source.of(self.text) in ("Q", "A")

    def _promises(self, report: Report) -> bool:
        """ "..., as they *promised to* leave": the clause before is not what was promised."""
        if not report.cue or not report.rule.startswith("as they"):
            return False
        return any(c.dep_ == "xcomp" for cue in self.words.within(report.cue) for c in cue.children)

    def _in_name(self, span: Span) -> bool:
        """Whether words that look like a date are a part of a name ("March 23 Movement")."""
        return any(p.span.holds(span) and p.span != span for p in self.parties_over(span))

    def take_sides(
        self, related: Counter[frozenset[str]], at_odds: Counter[frozenset[str]]
    ) -> None:
        """Settle `sides`: the two parties that the article speaks of most, if an event that is told
        in so many words (`related` counts those of each pair) brings the two together; and whether
        they are `foes`: both have names, and an event of conflict (`at_odds`) does so."""
        pair = opposed(self.parties, self.document)
        if related[frozenset(pair)]:
            self.sides = pair
            crowds = {p.name for p in self.parties if p.rule == CROWD}
            self.foes = bool(at_odds[frozenset(pair)]) and crowds.isdisjoint(pair)

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.document.text

    def told(self, place: int) -> bool:
        """Whether a place is in a block that tells events."""
        block = self.document.block_of(place)
        return (
            block is not None and block.kind in TOLD and not _CREDIT.match(block.span.of(self.text))
        )

    def times_in(self, span: Span) -> list[TimeExpression]:
        """Time expressions that lie in a stretch of one paragraph."""
        near: list[TimeExpression] = self._times.get(self.words.block_number(span.start), [])
        return [time for time in near if span.holds(time.span)]

    def is_time(self, place: int) -> bool:
        """Whether a place is within a time expression."""
        near: list[TimeExpression] = self._times.get(self.words.block_number(place), [])
        return any(time.span.start <= place < time.span.end for time in near)

    def parties_in(self, span: Span) -> list[PartyName]:
        """Mentions of parties in a stretch of one paragraph."""
        near: list[PartyName] = self._parties.get(self.words.block_number(span.start), [])
        return [party for party in near if span.holds(party.span)]

    def parties_over(self, span: Span) -> list[PartyName]:
        """Mentions of parties in the paragraph of a stretch that share a place with it."""
        near: list[PartyName] = self._parties.get(self.words.block_number(span.start), [])
        return [party for party in near if party.span.overlaps(span)]

    def before(self, token: Token) -> Token | None:
        """The word before another one of the same paragraph."""
        if not token.i or self.words.tokens[token.i - 1].text.isspace():
            return None
        return self.words.tokens[token.i - 1]

    def report_by(self, cue: Token) -> Report | None:
        """The report that a word is the cue of."""
        near: list[Report] = self._reports.get(self.words.block_number(cue.idx), [])
        own = [r for r in near if r.cue and r.cue.start <= cue.idx < r.cue.end]
        return own[0] if own else self._cues.get(cue.idx)

    def voice(self, place: int) -> Report | None:
        """The innermost report whose content holds a place: whose words these are."""
        near: list[Report] = self._reports.get(self.words.block_number(place), [])
        holding = [r for r in near if any(s.start <= place < s.end for s in r.content)]
        return min(holding, key=_length, default=None)


def _length(report: Report) -> int:
    return sum(span.end - span.start for span in report.content)


@dataclass(frozen=True)
class Draft:
    """An event before its fields are worked out.

    `head` is the word that names it, `voice` the report in whose words it stands (None where the
    article tells it itself), `told_by` the word for who speaks where an act is one of words, `own`
    the report that such an act makes, `beside` the verb of a clause that tells more of it.
    """

    clause: Span
    head: Token
    typing: Typing
    form: Form
    status: str
    rule: str
    voice: Report | None = None
    told_by: Token | None = None
    own: Report | None = None
    beside: Token | None = None
