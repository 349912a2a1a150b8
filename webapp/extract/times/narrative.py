"""Whether a text is news, which counts from its publication, or history, from what it tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.extract.base import Span
from webapp.extract.times.context import Context
from webapp.extract.times.points import Point
from webapp.extract.times.rules import Match
from webapp.model.days import from_day

NEARNESS = frozenset(
    (
        *("today", "weekday", "weekday of a week", "unit from now", "month from now"),
        *("season from now", "weekend", "ago", "part of this day"),
    )
)
"""Rules whose phrases have their meaning from the day of publication."""
STEPS_FROM_NOW = frozenset(("unit from now", "month from now"))
"""Rules for "last week" and the like, which histories have for the time of their publication alone;
for that of what they tell they say "the week before"."""
LONG = 200
"""A number of years so great that what was so long ago says little about the publication."""
FEWEST = 3
"""So many years that lie far back make a history, where hardly anything is near."""
LEAD = 350
"""Characters in which news, but no history, says when it happened by a word like "yesterday"."""


def is_narrative(matches: Sequence[Match], published: int | None) -> bool:
    """Many years long before the publication, and hardly a word that counts from it. A text whose
    publication is unknown can only count from itself."""
    if published is None:
        return True
    year = from_day(published)[0]
    years = [_year(match) for match in matches if match.of("YEAR") or match.of("BCE")]
    far = sum(told < year - 1 for told in years)
    first = next((match.span.start for match in matches if _is_far(match, year)), LEAD)
    near = [match for match in matches if match.rule.name in NEARNESS]
    counting = [match for match in near if not _loose(match, first)]
    if any(match.span.start < LEAD for match in counting):
        return False
    recent = len(years) - far
    return far >= FEWEST and far > 2 * len(counting) + recent / 2


def of_the_present(matches: Sequence[Match], blocks: Sequence[Span]) -> list[Span]:
    """The paragraphs of a history that speak of the time of its publication: "in March ... In the
    capital last month a court". One that tells a year is a part of the history."""
    counted = [m for m in matches if m.rule.name in STEPS_FROM_NOW and m.has("last", "next")]

    def block_of(match: Match) -> Span | None:
        place = bisect_right(blocks, match.span.start, key=lambda block: block.start)
        return blocks[place - 1] if place else None

    dated = [block_of(match) for match in matches if match.of("YEAR") or match.of("BCE")]
    return [block for m in counted if (block := block_of(m)) is not None and block not in dated]


def _loose(match: Match, first: int) -> bool:
    """Words that histories have, too: "today" where a year was told before, "2,500 years ago".
    `first` is where the text tells its first year of long ago."""
    if match.rule.name == "ago":
        counted = [int(float(n)) for n in match.all("NUM")]
        return match.of("UNITS") and max(counted, default=0) >= LONG
    if match.rule.name != "today" or not match.has("today"):
        return False
    return match.span.start > first or match.before in ("is", "are", "survive", "survives", "still")


def _is_far(match: Match, year: int) -> bool:
    return (match.of("YEAR") or match.of("BCE")) and _year(match) < year - 1


def _year(match: Match) -> int:
    return 0 if match.of("BCE") else match.number("YEAR") or 0


BACK = ("before", "earlier", "previous", "preceding", "previously", "prior")
"""In what counts back, and the story doesn't go on from there."""
ASIDES = frozenset(
    (
        *("since", "built", "founded", "born", "established", "created", "completed", "launched"),
        *("formed", "dating", "written", "published", "introduced", "begun"),
    )
)
"""Before a date that is told in passing."""
PARTICIPLES = frozenset(
    (
        *("lost", "won", "taken", "fought", "held", "sunk", "struck", "sent", "made", "built"),
        *("drawn", "driven", "given", "begun", "left", "brought", "broken", "cut", "put", "known"),
    )
)
"""Some that do not end in -ed."""
GRAINS = frozenset(("year", "season", "half", "quarter"))
SAYING = frozenset(("said", "says", "told", "reported", "announced"))


@dataclass
class Seen:
    """What has been told so far in the sentence and the paragraph: a date can be told in passing,
    and a year that opens a paragraph frames it."""

    blocks: Sequence[Span]
    sentence: Span | None = None
    paragraph: int = -1
    told: int = 0
    days: int = 0
    heading: int | None = None
    """The year that stands alone on a line above, as timelines have it."""
    history: bool = False
    """Whether the text is one."""
    present: Sequence[Span] = ()
    """The paragraphs of a history that speak of the time of its publication."""
    left: dict[str, Any] = field(default_factory=dict)
    """What the history had told before such a paragraph."""

    def enter(self, match: Match, context: Context) -> None:
        """Come to an expression."""
        if match.sentence != self.sentence:
            self.sentence, self.told, self.days, context.here = match.sentence, 0, 0, None
        paragraph = bisect_right(self.blocks, match.span.start, key=lambda block: block.start) - 1
        if paragraph != self.paragraph and paragraph >= 0:
            self._turn(match, self.blocks[paragraph], context)
        self.paragraph = paragraph

    def _turn(self, match: Match, block: Span, context: Context) -> None:
        """Come to another paragraph. Dates that open the paragraphs of a timeline are of the year
        in the line above."""
        if match.span == block and match.rule.name == "year":
            self.heading = match.number("YEAR")
        if self.history:
            self._to_present(block in self.present, context)
        context.headed = self.heading is not None and match.span.start == block.start
        context.frame = self.heading if context.headed else None
        context.told_here, context.clock = False, None

    def _to_present(self, present: bool, context: Context) -> None:
        """Come to a paragraph of the present, or back to the history where that was left."""
        if present and context.narrative:
            self.left = dict(vars(context))
        elif not present and not context.narrative:
            vars(context).update(self.left)
        context.narrative = not present

    def in_passing(self, match: Match, point: Point, context: Context) -> bool:
        """Whether the story goes on at the dates told before: "the fort built in 1890", "... he
        said on Friday" after the day of which he spoke."""
        first = self.told == 0
        self.told += 1
        if context.narrative and match.rule.name in ("shift", "unit beside") and match.has(*BACK):
            return point.grain in ("year", "month") and context.year is not None
        if match.rule.name == "year" and match.before in ("the", "a") and match.noun_follows:
            return context.year is not None
        if point.grain in ("season", "year") and match.before == "by" and not match.of("NUM"):
            return True
        near = point.grain == "day" and match.rule.name in NEARNESS  # "published Thursday"
        if {match.before, match.coded.at(match.first - 2)} & ASIDES and not near:
            return context.year is not None
        if match.of("YEAR") and _is_back(match, point, context):
            return True
        if point.grain == "day" and _is_long_gone(match, point, context):
            return True
        if point.grain == "day":
            self.days += 1
            said = {match.coded.at(match.first - back) for back in (1, 2)} & SAYING
            return self.days > 1 and bool(said) and not context.narrative
        if context.now is not None and match.rule.name == "year" and not _opens(match):
            return True
        if point.grain not in GRAINS or context.month is None or context.year is None:
            return False
        return abs(point.year - context.year) > 1 and (not first or looks_away(match))

    def frame(self, match: Match, point: Point, context: Context) -> None:
        """A past year that opens a sentence of news holds for the paragraph."""
        if context.now is None or context.headed:
            return
        this = from_day(context.now)[0]
        opens = (
            _opens(match)
            and match.of("YEAR")
            and match.before in ("in", "by", "during", "throughout")
        )
        if opens and point.year < this:
            context.frame = point.year
        elif match.rule.name in NEARNESS or match.of("YEAR"):
            context.frame = None


def _is_long_gone(match: Match, point: Point, context: Context) -> bool:
    """Whether news speaks in passing of a day long before that of which it tells: "from the ridge,
    which they seized on Oct. 2, ... hours later"."""
    told = context.day
    if context.now is None or told is None or match.rule.name in NEARNESS:
        return False
    return told - point.first > WEEK and looks_away(match, RELATIVE)


def _is_back(match: Match, point: Point, context: Context) -> bool:
    """Whether a history speaks of what had been before: "where war had begun in July 1942", "the
    island, lost in June 1942, ...". A paragraph that opens so goes back itself."""
    if not context.narrative or context.spot is None or not context.told_here:
        return False
    if point.last >= context.spot.first:
        return False
    coded, verb = match.coded, match.first - 2
    inserted = match.after == "," == coded.at(verb - 1)
    lost = coded.word(verb).endswith("ed") or coded.at(verb) in PARTICIPLES
    return (inserted and lost) or looks_away(match)


def _opens(match: Match) -> bool:
    """Whether it stands at the beginning of its sentence."""
    return match.span.start - match.sentence.start <= OPENING


def looks_away(match: Match, words: frozenset[str] | None = None) -> bool:
    """Whether the words tell of another time than the story's: "had been built in 1890". `words`
    are those that say so, `AWAY` by default."""
    coded = match.coded
    places = range(match.first - 1, max(-1, match.first - REACH), -1)
    inside = (i for i in places if coded.tokens[i].start >= match.sentence.start)
    return any(coded.at(i) in (words or AWAY) for i in inside)


WEEK = 7
"""Days by which a day lies long before another one, in news."""
REACH = 10
"""Words before a date in which they may stand."""
RELATIVE = frozenset(("which", "who", "whose"))
AWAY = frozenset(("had", "which", "who", "whose", "would"))
OPENING = len("Towards the ")
"""Characters before a year that opens its sentence."""
