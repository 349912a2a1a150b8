"""Points of the calendar at the grain in which they are told, and their two notations.

Years are astronomical: 0 is 1 BC. TIMEX3 writes `1944-06-06`, `1944-W23`, `1944-Q2`, `1944-SP`,
`194` (a decade), `19` (a century) and `BC0490`; EDTF writes ranges for what it has no name for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from webapp.model.dates import DateError, parse_date
from webapp.model.days import from_day, month_length, to_day

GRAINS = ("century", "decade", "year", "half", "quarter", "season", "month", "week", "day")
SEASON_NAMES = ("SP", "SU", "FA", "WI")
MONTHS_IN = {"half": 6, "quarter": 3, "season": 3}


@dataclass(frozen=True)
class Point:
    """A century, decade, year, half, quarter, season, month, week or day.

    `year` is the first of its decade or century. `part` is the number of the month, half, quarter
    or season (1 is spring); of a week `part` and `day` are those of its Monday. `edge` narrows it:
    START, MID or END, as in "early 1942".
    """

    grain: str
    year: int
    part: int = 0
    day: int = 0
    edge: str = ""

    def edged(self, edge: str) -> Point:
        """The same, narrowed to its start, middle or end."""
        return replace(self, edge=edge)

    @property
    def first(self) -> int:
        """Number of its first day."""
        if self.grain in ("day", "week"):
            return to_day(self.year, self.part, self.day)
        return to_day(self.year, self._first_month(), 1)

    @property
    def last(self) -> int:
        """Number of its last day."""
        if self.grain == "day":
            return self.first
        if self.grain == "week":
            return self.first + 6
        return self._after() - 1

    def _first_month(self) -> int:
        if self.grain == "month":
            return self.part
        if self.grain == "season":
            return 3 * self.part
        return (self.part - 1) * MONTHS_IN[self.grain] + 1 if self.grain in MONTHS_IN else 1

    def _after(self) -> int:
        years = {"century": 100, "decade": 10, "year": 1}.get(self.grain, 0)
        if years:
            return to_day(self.year + years, 1, 1)
        count = self._first_month() - 1 + MONTHS_IN.get(self.grain, 1)
        return to_day(self.year + count // 12, count % 12 + 1, 1)

    @property
    def value(self) -> str:
        """As TIMEX3 writes it."""
        if self.grain == "week":
            year, week = _iso_week(self.first)
            return f"{_year(year)}-W{week:02d}"
        if self.grain == "decade":
            return _year(self.year)[:-1]
        if self.grain == "century":
            return _year(self.year if self.year > 0 else self.year + 99)[:-2]
        tail = {
            "month": f"-{self.part:02d}",
            "day": f"-{self.part:02d}-{self.day:02d}",
            "season": f"-{SEASON_NAMES[self.part - 1]}" if self.grain == "season" else "",
            "quarter": f"-Q{self.part}",
            "half": f"-H{self.part}",
        }
        return _year(self.year) + tail.get(self.grain, "")

    @property
    def edtf(self) -> str:
        """As EDTF writes it; empty where it can't."""
        return written(self._edged() if self.edge else self._plain())

    def _plain(self) -> str:
        if self.grain == "day":
            return day_text(self.first)
        if self.grain == "month":
            return month_text(self.year, self.part)
        if self.grain == "season":
            return f"{year_text(self.year)}-{20 + self.part}"
        if self.grain in ("century", "decade") and self.year >= 1:
            return f"{self.year:04d}"[: 2 if self.grain == "century" else 3].ljust(4, "X")
        if self.grain == "year":
            return year_text(self.year)
        if self.grain == "week":
            return f"{day_text(self.first)}/{day_text(self.last)}"
        begin, end = from_day(self.first), from_day(self.last)
        if self.grain in ("century", "decade"):
            return f"{year_text(begin[0])}/{year_text(end[0])}"
        return f"{month_text(*begin[:2])}/{month_text(*end[:2])}"

    def _edged(self) -> str:
        """Thirds of the span, the inner ends about: EDTF has no word for early, mid or late."""
        thirds = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}[self.edge]
        if self.grain == "year":
            months = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}[self.edge]
            first, last = (month_text(self.year, month) for month in months)
        elif self.grain in ("century", "decade"):
            size = 100 if self.grain == "century" else 10
            edges = (0, size // 3, size - size // 3, size)
            first = year_text(self.year + edges[thirds[0]])
            last = year_text(self.year + edges[thirds[1]] - (thirds[1] == 3))
        elif self.grain == "day":
            return day_text(self.first)
        else:
            size = self.last - self.first + 1
            first = day_text(self.first + thirds[0] * size // 3)
            last = day_text(self.first + thirds[1] * size // 3 - 1)
        soft_first = "" if self.edge == "START" else "~"
        soft_last = "" if self.edge == "END" else "~"
        return f"{first}{soft_first}/{last}{soft_last}"

    def shifted(self, count: int) -> Point:
        """The point so many of its own grain later (or earlier)."""
        if self.grain in ("day", "week"):
            return replace(
                of_day(self.first + count * (7 if self.grain == "week" else 1)), grain=self.grain
            )
        years = {"century": 100, "decade": 10, "year": 1}.get(self.grain, 0)
        if years:
            return replace(self, year=self.year + count * years)
        size = {"half": 2, "quarter": 4, "season": 4, "month": 12}[self.grain]
        carry, part = divmod(self.part - 1 + count, size)
        return replace(self, year=self.year + carry, part=part + 1)

    def up(self, grain: str) -> Point:
        """The point of a coarser (or the same) grain that holds the first day of this one."""
        return holding(self.first, grain) if grain != self.grain else replace(self, edge="")


def of_day(number: int) -> Point:
    """The point of a day number."""
    return Point("day", *from_day(number))


def holding(number: int, grain: str) -> Point:
    """The point of a grain that holds a day."""
    year, month, day = from_day(number)
    if grain == "day":
        return Point("day", year, month, day)
    if grain == "week":
        return replace(of_day(number - weekday(number)), grain="week")
    if grain == "season":
        year, part = (year - (month < 3), (month // 3 - 1) % 4 + 1)
        return Point("season", year, part)
    if grain == "month":
        return Point("month", year, month)
    if grain in MONTHS_IN:
        return Point(grain, year, (month - 1) // MONTHS_IN[grain] + 1)
    size = {"century": 100, "decade": 10, "year": 1}[grain]
    return Point(grain, year // size * size)


def valid(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday, of a day number."""
    return (number + 3) % 7


def year_text(year: int) -> str:
    """A year in EDTF: four digits."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def month_text(year: int, month: int) -> str:
    """A month in EDTF."""
    return f"{year_text(year)}-{month:02d}"


def day_text(number: int) -> str:
    """A day number in EDTF."""
    year, month, day = from_day(number)
    return f"{month_text(year, month)}-{day:02d}"


def written(text: str) -> str:
    """The EDTF date, or nothing if it isn't one that the model takes."""
    try:
        parse_date(text)
    except DateError:
        return ""
    return text


def _year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def _iso_week(monday: int) -> tuple[int, int]:
    """Year and number of the week that begins on a Monday: its Thursday decides."""
    thursday = monday + 3
    year = from_day(thursday)[0]
    return year, (thursday - to_day(year, 1, 1)) // 7 + 1
