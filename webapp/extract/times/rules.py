"""What a rule is, what it finds, and what it makes of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from webapp.extract.base import Span
from webapp.extract.times.context import Context
from webapp.extract.times.grammar import Coded, vocabulary
from webapp.extract.times.points import Point, written

SIZES = {"D": 1, "W": 7, "2W": 14, "M": 30, "Q": 91, "Y": 365, "DE": 3650, "CE": 36500}
"""Days of a unit, to tell short spans from long ones."""

TURN = 30
"""Two digits below it are a year of this century."""
LITTLE = frozenset(
    (
        *("and", "or", "but", "that", "which", "who", "when", "where", "while", "as", "if", "than"),
        *("was", "were", "is", "are", "be", "been", "has", "have", "had", "will", "would", "can"),
        *("did", "does", "do", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its"),
        *("their", "our", "with", "without", "against", "into", "onto", "over", "under", "there"),
        *("not", "so", "because", "though", "although", "also", "only", "then", "both", "nearly"),
        *("said", "says", "amid", "among", "despite", "near", "off", "out", "up", "down", "even"),
    )
)
"""Words that are no nouns, and so end a phrase before them."""


@dataclass(frozen=True)
class Reading:
    """What an expression means. `point` is what later expressions count from."""

    value: str
    kind: str = "DATE"
    date: str = ""
    basis: str = "resolved"
    point: Point | None = None

    def told(self, point: Point) -> Reading:
        """The same, and it tells a point from which others count."""
        return replace(self, point=point)


def stated(point: Point) -> Reading:
    """A date that its own words give."""
    return Reading(point.value, "DATE", point.edtf, "stated", point)


def resolved(point: Point, date: str | None = None) -> Reading:
    """A date that follows from another."""
    text = point.edtf if date is None else written(date)
    return Reading(point.value, "DATE", text, "resolved", point)


@dataclass
class Match:
    """Words that a rule takes: `begin` to `end` are the expression, `all_*` what was looked at."""

    coded: Coded
    rule: Rule
    begin: int
    end: int
    all_begin: int
    all_end: int
    hint: int | None = None
    """Year of the date that follows and that this one is joined to ("from May to July 1942")."""
    around: int | None = None
    """The full year told before, for one of two digits."""
    borrow: Match | None = None
    """The day that a time belongs to, of which brackets part it."""
    extras: tuple[Match, ...] = ()
    """Times of day that belong to this date."""
    sentence: Span = field(default_factory=lambda: Span(0, 0))

    @property
    def span(self) -> Span:
        """Where the expression stands in the text."""
        tokens = self.coded.tokens
        return Span(tokens[self.first].start, tokens[self.last - 1].end)

    @property
    def first(self) -> int:
        """Its first word, that of a time of day before it included."""
        return min(self.begin, *(extra.begin for extra in self.extras), self.begin)

    @property
    def last(self) -> int:
        """After its last word, that of a time of day included."""
        return max(self.end, *(extra.end for extra in self.extras), self.end)

    def all(self, name: str) -> list[str | int]:
        """Values of the words of a class, in order."""
        return [self._value(i, name) for i in self._of(name)]

    def number(self, name: str) -> int | None:
        """The first value of a class as a number; None if there is none."""
        found = next(iter(self.all(name)), None)
        return None if found is None else int(found)

    def one(self, name: str) -> str:
        """The first value of a class, empty if there is none."""
        return str(next(iter(self.all(name)), ""))

    def has(self, *words: str) -> bool:
        """Whether one of the words is in what was looked at."""
        return any(self.coded.at(i) in words for i in range(self.all_begin, self.all_end))

    def of(self, name: str) -> bool:
        """Whether there is a word of a class."""
        return next(self._of(name), None) is not None

    @property
    def before(self) -> str:
        """The word before, as the vocabulary knows it."""
        return self.coded.at(self.begin - 1)

    @property
    def after(self) -> str:
        """The word after."""
        return self.coded.at(self.end)

    @property
    def noun_follows(self) -> bool:
        """Whether the next word may be a noun that this one describes ("the past glory")."""
        return self.coded.isa(self.end, "OTHER", "CAPITAL") and self.after not in LITTLE

    def _of(self, name: str) -> Iterator[int]:
        chars = vocabulary().classes[name]
        return (i for i in range(self.all_begin, self.all_end) if self.coded.codes[i] in chars)

    def _value(self, index: int, name: str) -> str | int:
        token = self.coded.tokens[index]
        for values in (vocabulary().values.get(n, {}) for n in (name, "MONTH", "MONAB", "ORDWORD")):
            if token.key in values:
                return values[token.key]
        if token.key == "#SHORTYEAR":
            year = int(token.text[1:])
            if self.around is not None:
                return max(range(year, self.around + TURN, 100), default=1900 + year)
            return year + (2000 if year < TURN else 1900)
        digits = "".join(c for c in token.text if c.isdigit() or c == ".")
        return digits if "." in digits else int(digits or 0)


@dataclass(frozen=True)
class Rule:
    """A phrase: its pattern, how it is read, and what must hold for it to be one at all."""

    name: str
    pattern: str
    read: Callable[[Match, Context], Reading | None]
    guard: Callable[[Match], bool] | None = None


def edge_of(match: Match) -> str:
    """START, MID or END, where the words narrow the span."""
    if match.has("latter", "final", "closing") or (match.has("last") and match.has("of")):
        return "END"
    if match.has("first", "early", "opening") and match.of("UNITS"):
        return "START"
    if match.has("half") and match.of("ORDWORD"):
        return "START" if match.number("ORDWORD") == 1 else "END"
    return match.one("EDGE") or match.one("EDGENOUN")


def named(match: Match) -> bool:
    """Whether a capitalised word beside it makes it a name: April Jones, the October Revolution."""
    coded = match.coded
    return coded.isa(match.end, "CAPITAL") or coded.isa(match.begin - 1, "CAPITAL")
