"""What a relative date counts from: the day of publication, and the dates told so far."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.times.points import Point, holding, of_day, valid, weekday
from webapp.model.days import from_day, to_day

FORWARD, BACKWARD = 6, 4
"""Months that a narrative without years may step ahead across a New Year, and back again."""
SOON = 65
"""Days within which a date without a year, though told as past, is rather one to come than that of
a year ago, which news would tell with its year."""


@dataclass
class Context:
    """The clock of a text.

    `published` is the last day of the publication's date, None if unknown; `exact` tells whether
    that is a day. A narrative counts from what it has told; news counts from its publication.
    """

    published: int | None
    exact: bool
    narrative: bool
    day: int | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    quarter: Point | None = None
    season: Point | None = None
    spot: Point | None = None
    """The point last told, at its own grain."""
    mentioned: int | None = None
    """Year of the point last told, one told in passing included: that of "that year"."""
    here: int | None = None
    """The year that the sentence has just mentioned."""
    told_here: bool = False
    """Whether the paragraph has told a date."""
    frame: int | None = None
    """Year that the paragraph opened with ("In 2014, ...")."""
    about: str = ""
    """The publication's month or year in EDTF with a `~`, where its day isn't known."""
    headed: bool = False
    """Whether the frame is a year that stands on a line of its own, as in a timeline."""
    turned: bool = False
    """Whether no year has been told since a New Year that the months went past."""
    clock: int | None = None
    """The time of day last told in the paragraph, as minutes since the first day of all."""
    first_year: int | None = None
    """The first year that a narrative tells, for dates before it."""

    @property
    def now(self) -> int | None:
        """The day that "today" is, None for a narrative and for an unknown publication."""
        return None if self.narrative else self.published

    @property
    def present(self) -> int | None:
        """The day that "ago" counts from: the publication's, for a narrative too."""
        return self.published

    def tell(self, point: Point, aside: bool = False) -> None:
        """Take note of a date that the text tells. One told in passing moves nothing but what
        "that year" means."""
        if point.grain in ("decade", "century"):
            return
        self.mentioned = self.here = point.year
        if aside:
            return
        self.spot = point
        self.told_here = True
        self._drop(point)
        if point.grain == "day":
            self.day = point.first
        if point.grain in ("day", "month"):
            self.month = (point.year, point.part)
        if point.grain == "week":
            self.month = from_day(point.first)[:2]
        if point.grain == "quarter":
            self.quarter = point
        if point.grain == "season":
            self.month = (point.year, 3 * point.part)
        self.season = point if point.grain == "season" else None
        self.year = point.year

    def note_turn(self, before: int | None, told: bool) -> None:
        """Take note of whether the year has changed without being `told`."""
        if told or before is None or self.year is None or self.year < before:
            self.turned = False
        elif self.year == before + 1:
            self.turned = True

    def _drop(self, point: Point) -> None:
        """Forget the day and month told before, unless they lie within the new point."""
        if self.day is not None and not point.first <= self.day <= point.last:
            self.day = None
        if self.month and not point.first <= to_day(*self.month, 1) <= point.last:
            self.month = None

    @property
    def _at_hand(self) -> int | None:
        """The day of publication, where nothing else was told that it doesn't belong to."""
        if self.now is None or self.spot is None:
            return self.now
        return self.now if self.spot.first <= self.now <= self.spot.last else None

    @property
    def around(self) -> str:
        """About when a day is that nothing counts: the time of publication, else the month told."""
        told = f"{self.month[0]:04d}-{self.month[1]:02d}~" if self.month else ""
        return self.about or (told if self.now is None else "")

    @property
    def last_day(self) -> int | None:
        """The last day told, or that of publication."""
        return self.day if self.day is not None else self._at_hand

    @property
    def last_month(self) -> tuple[int, int] | None:
        """Year and month last told, or those of publication."""
        if self.month or self._at_hand is None:
            return self.month
        return from_day(self._at_hand)[:2]

    @property
    def last_year(self) -> int | None:
        """The year last told, or that of publication."""
        if self.narrative:
            return self.year if self.year is not None else self.first_year
        year = self.mentioned if self.mentioned is not None else self.year
        return year if year is not None or self.now is None else from_day(self.now)[0]

    def year_of(
        self, month: int, day: int | None, ahead: bool | None, goes_on: bool = False
    ) -> int | None:
        """The year of a date that tells none; None if nothing says. `ahead` tells whether it is
        about the future, None if the words don't say; `goes_on` whether it begins something new."""
        if self.now is None:
            return self._told_year(month)
        past = goes_on and self._is_past(month)
        if self.frame is not None and (self.headed or not (ahead or past)):
            return self.frame
        year, this_month, this_day = from_day(self.now)
        if day is None and month == this_month:
            return year
        here = to_day(year, month, min(day or 15, 28))
        coming = year + ((month, day or 31) < (this_month, this_day))
        gone = year - ((month, day or 1) > (this_month, this_day))
        soon = day is not None and not ahead and 0 < here - self.now <= SOON
        if ahead is not None and not soon:
            return coming if ahead else gone
        return min((gone, coming), key=lambda y: abs(to_day(y, month, day or 15) - (self.now or 0)))

    def _is_past(self, month: int) -> bool:
        """Whether a month lies before the one last told in the year of the paragraph: the story has
        gone on, to the time of publication."""
        told = self.month
        return told is not None and told[0] == self.frame and month < told[1]

    def _told_year(self, month: int) -> int | None:
        """A narrative goes on: January after a December is the next one; and a December after such
        a January is the one before."""
        if self.year is None:
            return self.first_year
        if self.month is None or self.month[0] != self.year:
            late = self.spot is not None and self.spot.edge == "END"
            return self.year + (late and month <= FORWARD)
        year, last = self.month
        if self.turned and last <= BACKWARD and month > 12 - BACKWARD:
            return year - 1
        steps = month + 12 - last
        return year + 1 if 0 < steps <= FORWARD else year

    def year_since(self, month: int) -> int | None:
        """The year of "since January" in a narrative: the last one before what it tells, which is
        the same for what "had opened in January"."""
        if self.now is not None or self.year is None or self.month is None:
            return None
        return self.month[0] - (month > self.month[1])

    def day_in(self, month: int, day: int, ahead: bool | None) -> Point | None:
        """The day of a month without a year."""
        year = self.year_of(month, day, ahead)
        if year is None:
            return None
        years = (year, year - 1, year + 1) if self.narrative else (year,)  # of 29 February
        fits = next((one for one in years if valid(one, month, day)), None)
        return None if fits is None else Point("day", fits, month, day)

    def weekday(self, number: int, future: bool) -> Point | None:
        """A day of the week: the nearest before publication (or on its day); the nearest after, of
        something to come. In a history, the next one from the day last told; in a text whose
        publication nobody knows, none."""
        if self.now is not None:
            if not self.exact:
                return None
            gap = (number - weekday(self.now)) % 7
            return of_day(self.now + (gap if future else gap - 7 if gap else 0))
        if self.day is None or self.published is None:
            return None
        return of_day(self.day + (number - weekday(self.day)) % 7)

    def current(self, grain: str) -> Point | None:
        """The week, month or year of publication."""
        return None if self.now is None else holding(self.now, grain)

    def told(self, grain: str) -> Point | None:
        """The week, month, season or year last told."""
        if grain == "year":
            return None if self.last_year is None else Point("year", self.last_year)
        if grain == "month":
            return Point("month", *self.last_month) if self.last_month else None
        if grain == "season" and self.season:
            return self.season
        if grain == "quarter" and self.quarter:
            return self.quarter
        if grain in ("decade", "century"):
            year = self.last_year
            size = 10 if grain == "decade" else 100
            return None if year is None else Point(grain, year // size * size)
        if grain in ("day", "week") and self.last_day is not None:
            return holding(self.last_day, grain)
        month = self.last_month
        return (
            Point("month", *month).up(grain) if month and grain in ("season", "quarter") else None
        )
