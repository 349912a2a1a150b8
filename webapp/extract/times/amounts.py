"""How many of what: the amounts in durations and in "three days later"."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.times.grammar import vocabulary
from webapp.extract.times.points import Point, day_text, holding, month_text, of_day
from webapp.extract.times.rules import SIZES, Match
from webapp.model.days import from_day

VAGUE = frozenset(
    (
        "several",
        "few",
        "multi",
        "number",
        "tens",
        "dozens",
        "hundreds",
        "thousands",
        "couple",
        "many",
        "great",
    )
)
GRAINS = {"D": "day", "W": "week", "2W": "week", "M": "month", "Y": "year", "Q": "quarter"}
GRAINS |= {"DE": "decade", "CE": "century"}
JOINED = frozenset(("to", "or", "-", "–"))
HALVES = {"TH": (30, "TM"), "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y")}
MOST = 100_000
"""Larger amounts of a unit are not dates that anything can be counted from."""


@dataclass(frozen=True)
class Amount:
    """So many of a unit. `count` is None where the words leave it open ("several")."""

    count: float | None
    unit: str

    @property
    def value(self) -> str:
        """As TIMEX3 writes it: P3D, PXY, PT30M, P1DE."""
        count, unit = self.count, self.unit
        if unit == "2W":
            count, unit = count and count * 2, "W"
        if count == 0.5 and unit in HALVES:
            count, unit = HALVES[unit]
        number = "X" if count is None else f"{count:.10g}" if count < MOST else f"{count:.0f}"
        return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"

    @property
    def whole(self) -> int | None:
        """The count, where it is a number that dates can be counted by."""
        fits = self.count is not None and self.count == int(self.count) and self.count < MOST
        return int(self.count or 0) if fits else None

    @property
    def days(self) -> int:
        """About how many days; a few for an open amount."""
        count = 5 if self.count is None else min(self.count, MOST)
        return round(count * SIZES.get(self.unit, 0.04))

    @property
    def minutes(self) -> float:
        """How many minutes, of hours and minutes."""
        return (self.count or 0) * {"TH": 60, "TM": 1}.get(self.unit, 0)

    def before(self, day: int) -> str:
        """EDTF, about, for the point that lies so long before a day, as finely as the unit."""
        year, month, _ = from_day(day - self.days)
        if self.unit in ("Y", "DE", "CE"):
            return f"{holding(day - self.days, 'year').edtf}~"
        if self.unit == "M" or self.count is None:
            return f"{month_text(year, month)}~"
        return f"{day_text(day - self.days)}~"


def in_years(amount: Amount) -> Amount:
    """Decades and centuries as years: "a decade ago" is a year, not a decade."""
    years = {"DE": 10, "CE": 100}.get(amount.unit)
    return Amount(amount.count * years, "Y") if years and amount.count is not None else amount


def amount_of(match: Match) -> Amount | None:
    """The amount that a match names; None if it names no unit."""
    unit = match.one("UNITS") or match.one("UNIT")
    return Amount(count_of(match), unit) if unit else None


def count_of(match: Match) -> float | None:
    """The number in words or figures; 1 for "a" and for a unit alone, None for open ones."""
    known, coded = vocabulary(), match.coded
    places = range(match.all_begin, match.all_end)
    words = [coded.at(place) for place in places]
    if words[-2:] == ["or", "two"]:
        return None
    if VAGUE & set(words) or (_has(match, "VAGUE") and not _has(match, "NUM", "NUMWORD")):
        return None
    total: float | None = None
    for place in places:
        if coded.at(place) in JOINED and coded.isa(place + 1, "NUM", "NUMWORD"):
            total = None  # of "two to three" the latter
        elif coded.isa(place, "NUM"):
            total = _figure(coded.word(place))
        elif coded.isa(place, "NUMWORD"):
            number = int(known.values["NUMWORD"][coded.at(place)])
            total = number if total is None else total * number if number > 99 else total + number
    if "half" in words:
        return (total or 1) + 0.5 if "and" in words or "-" in words else 0.5
    if total is not None:
        return total
    return None if match.of("UNITS") else 1


def _figure(word: str) -> float:
    """1,500 or 2½ as a number."""
    whole = word.rstrip("½¼¾").replace(",", "")
    return float(whole) + {"½": 0.5, "¼": 0.25, "¾": 0.75}.get(word[-1], 0)


def _has(match: Match, *names: str) -> bool:
    return any(match.of(name) for name in names)


def moved(day: int, amount: Amount, sign: int) -> Point | None:
    """The point so long after (or before) a day, at the grain of the unit; None if open."""
    count = amount.whole
    if count is None or amount.unit not in GRAINS:
        return None
    if amount.unit == "D":
        return of_day(day + sign * count)
    step = 2 * count if amount.unit == "2W" else count
    return holding(day, GRAINS[amount.unit]).shifted(sign * step)


def moved_text(point: Point, day: int, amount: Amount, sign: int) -> str:
    """EDTF of a moved point: a day exactly, weeks as about a day, months and years about."""
    if amount.unit == "D":
        return point.edtf
    if amount.unit in ("W", "2W"):
        return f"{day_text(day + sign * amount.days)}~"
    return f"{point.edtf}~" if amount.unit in ("M", "Y") else point.edtf
