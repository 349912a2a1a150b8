"""Dates that count from the publication: "yesterday", "last week", "two days ago", "recently"."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.times.amounts import GRAINS, amount_of, in_years, moved, moved_text
from webapp.extract.times.context import Context
from webapp.extract.times.points import (
    SEASON_NAMES,
    Point,
    day_text,
    holding,
    month_text,
    of_day,
    valid,
    written,
)
from webapp.extract.times.rules import Match, Reading, Rule, edge_of, resolved
from webapp.extract.times.tense import future
from webapp.model.days import from_day, to_day

DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {"latest": -1, "previous": -1, "last": -1, "next": 1, "this": 0, "current": 0, "past": -1}
COMPARED = frozenset(("twice", "times", "half"))
"""Before "as many as a year ago", which doesn't count the year."""


def _vague(context: Context, value: str, date: str = "") -> Reading:
    """A date whose value is no more than past, present or future."""
    return Reading(value, "DATE", written(date) if date and context.now is not None else "")


def read_today(match: Match, context: Context) -> Reading | None:
    """Today, yesterday, tomorrow, tonight; the day before yesterday."""
    word = next(word for word in DAYS if match.has(word))
    if context.now is None:
        return Reading("PRESENT_REF" if word == "today" else "XXXX-XX-XX")
    if not context.exact:
        return Reading("XXXX-XX-XX", "DATE", context.about)
    step = DAYS[word] * (2 if match.has("before", "after") else 1)
    found = resolved(of_day(context.now + step))
    if word == "tonight":
        return replace(found, value=f"{found.value}TNI", kind="TIME")
    return found


def read_step(match: Match, context: Context) -> Reading | None:
    """Last week; this month; next year; earlier this year; late last month."""
    step = next(STEPS[word] for word in STEPS if match.has(word))
    grain = "quarter" if match.has("quarter") else GRAINS.get(match.one("UNIT"), "")
    here = context.current(grain) if grain else None
    if here is None:
        told = context.told(grain) if grain else None
        return resolved(told.shifted(step)) if told else _no_unit(match, step)
    point = here.shifted(step).edged(edge_of(match))
    if step == 0 and context.now is not None and not future(match) and not point.edge:
        return replace(resolved(point), date=_until_now(point, context))
    return resolved(point)


def read_same_last_year(match: Match, context: Context) -> Reading | None:
    """The same month last year: of the month or quarter last told, else of the last year."""
    units = match.all("UNIT")
    grain = "quarter" if match.has("quarter", "period") else GRAINS.get(str(units[0]), "")
    told, year = context.told(grain), context.current("year")
    if year is None:
        return None
    if (
        told is None
        or grain not in ("month", "quarter")
        or (match.has("period") and context.quarter is None)
    ):
        return replace(resolved(year.shifted(-1)), point=None)
    return replace(resolved(replace(told, year=year.year - 1, edge="")), point=None)


def read_before_last(match: Match, context: Context) -> Reading | None:
    """The week before last."""
    here = context.current(GRAINS[match.one("UNIT")])
    return resolved(here.shifted(-2)) if here else None


def _no_unit(match: Match, step: int) -> Reading:
    unit = match.one("UNIT")
    value = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX"}.get(unit, "XXXX")
    return Reading("PRESENT_REF" if step == 0 and unit == "D" else value)


def _until_now(point: Point, context: Context) -> str:
    """This week, of what has happened: up to the day of publication. Months and years as such."""
    if point.grain != "week" or context.now is None:
        return point.edtf
    if point.first == context.now:
        return day_text(context.now)
    return f"{day_text(point.first)}/{day_text(context.now)}"


def read_month_step(match: Match, context: Context) -> Reading | None:
    """Last March; next June; this April."""
    month = match.number("MON") or 1
    now = context.now if context.now is not None else context.last_day
    if now is None:
        return Reading(f"XXXX-{month:02d}")
    year, this, _ = from_day(now)
    if match.has("last"):
        year -= this <= month
    elif match.has("next"):
        year += this >= month
    return resolved(Point("month", year, month).edged(edge_of(match)))


def read_in_year(match: Match, context: Context) -> Reading | None:
    """In March this year; on 3 March last year; early in May next year."""
    month, day = match.number("MON") or 1, match.number("DAY") or match.number("ORD")
    here = context.current("year")
    if here is None:
        return Reading(f"XXXX-{month:02d}")
    year = here.shifted(next(STEPS[word] for word in STEPS if match.has(word))).year
    if day is None:
        return resolved(Point("month", year, month).edged(edge_of(match)))
    return resolved(Point("day", year, month, day)) if valid(year, month, day) else None


def read_day_step(match: Match, context: Context) -> Reading | None:
    """Next June 30: the next one; last June 30: the one before."""
    found = read_month_step(match, context)
    day = match.number("DAY") or match.number("ORD") or 0
    point = found.point if found else None
    if point is None or not valid(point.year, point.part, day):
        return found
    point, now = Point("day", point.year, point.part, day), context.now
    ahead, back = match.has("next"), match.has("last")
    if now is not None and (ahead or back) and from_day(now)[1] == point.part:
        year = from_day(now)[0]  # of this very month, if it is still to come or has been
        near = replace(point, year=year)
        point = near if (near.first > now if ahead else near.first < now) else point
    return resolved(point)


def read_season_step(match: Match, context: Context) -> Reading | None:
    """Last summer; this winter; next spring; this past summer."""
    part = match.number("SEASON") or 1
    here = context.current("season")
    if here is None:
        return Reading(f"XXXX-{SEASON_NAMES[part - 1]}")
    gap = (part - here.part) % 4
    if match.has("past"):
        gap = gap and gap - 4
    elif match.has("last"):
        gap = gap - 4
    elif match.has("next"):
        gap = gap or 4
    elif gap and not future(match) and gap > 1:
        gap -= 4
    return resolved(here.shifted(gap))


def read_weekend(match: Match, context: Context) -> Reading | None:
    """The weekend; last weekend; this weekend."""
    week = context.current("week")
    if week is None:
        return Reading("XXXX-WXX-WE")
    ahead = match.has("next", "this", "coming") or future(match)
    begun = context.now is not None and context.now - week.first >= 5
    step = 1 if match.has("next") else 0 if ahead or (begun and not match.has("last")) else -1
    point = week.shifted(step)
    date = f"{day_text(point.first + 5)}/{day_text(point.first + 6)}"
    return Reading(f"{point.value}-WE", "DATE", written(date))


def read_ago(match: Match, context: Context) -> Reading | None:
    """Two days ago; five years ago; a few weeks ago; years ago."""
    amount, now = amount_of(match), context.present
    if amount is None:
        return None
    amount, sign = in_years(amount), 1 if match.has("from") else -1
    if amount.count is None or amount.unit not in GRAINS or now is None:
        date = "" if now is None else amount.before(now)
        vague = "FUTURE_REF" if sign > 0 else "PAST_REF"
        date = "" if sign > 0 else date
        return _vague(context, vague if amount.unit in GRAINS else amount.value, date)
    point = moved(now, amount, sign)
    if point is None:
        return _vague(context, "PAST_REF", amount.before(now))
    return resolved(point, moved_text(point, now, amount, sign))


def read_to_the_day(match: Match, context: Context) -> Reading | None:
    """A year ago today; a week from tomorrow."""
    amount, now = amount_of(match), context.now
    if amount is None or amount.whole is None or now is None or not context.exact:
        return Reading("PAST_REF")
    sign = 1 if match.has("from") else -1
    year, month, day = from_day(now + next(DAYS[word] for word in DAYS if match.has(word)))
    if amount.unit in ("D", "W"):
        return resolved(of_day(to_day(year, month, day) + sign * amount.days))
    months = amount.whole * {"M": 1, "Y": 12, "DE": 120}.get(amount.unit, 0)
    point = Point("month", year, month).shifted(sign * months)
    day = day if valid(point.year, point.part, day) else day - 1
    return resolved(Point("day", point.year, point.part, day))


def read_recent(match: Match, context: Context) -> Reading | None:
    """Recently; in recent weeks; lately."""
    now = context.now
    if now is None:
        return Reading("PAST_REF")
    unit = match.one("UNITS")
    begin = {"W": 35, "M": 120, "Y": 1100, "DE": 7300}.get(unit, 0)
    if not begin:
        return _vague(context, "PAST_REF", context.about or f"{month_text(*from_day(now)[:2])}~")
    grain = "year" if unit in ("Y", "DE") else "month"
    return _vague(context, "PAST_REF", f"{holding(now - begin, grain).edtf}~/{day_text(now)}")


def read_coming(match: Match, context: Context) -> Reading | None:
    """In the coming days; in the near future; soon."""
    now = context.now
    if now is None:
        return Reading("FUTURE_REF")
    reach = {"D": 7, "W": 35, "M": 120}.get(match.one("UNITS"), 0)
    end = f"{holding(now + reach, 'month' if reach > 7 else 'day').edtf}~" if reach else ".."
    return _vague(context, "FUTURE_REF", f"{day_text(now)}/{end}")


def read_present(match: Match, context: Context) -> Reading | None:
    """Now; currently; these days; to this day."""
    now = context.now
    return _vague(context, "PRESENT_REF", "" if now is None else day_text(now))


def read_past(match: Match, context: Context) -> Reading | None:
    """In the past; the other day; previously, of news: a history is all about what was before."""
    if context.narrative and match.has("previously", "formerly"):
        return None
    return Reading("PAST_REF")


def read_one_day(match: Match, context: Context) -> Reading | None:
    """One day, of something to come."""
    return Reading("FUTURE_REF")


def is_one_day(match: Match) -> bool:
    """At some time to come: with "will" and the like, and no length."""
    return future(match) and not match.coded.isa(match.end, "DASH") and match.before not in (
        "for", "in", "within", "after", "than", "only", "just",
    )  # fmt: skip


def is_step(match: Match) -> bool:
    """Not "the last year of the war", which is one of its years, nor hours and days."""
    owned = match.before in ("'s", "’s", "his", "her", "its", "their") and match.has("last", "next")
    return match.before != "the" and not owned and match.one("UNIT") not in ("TH", "TM", "D")


def is_future(match: Match) -> bool:
    """The time to come, not somebody's future nor a future something."""
    definite = match.has("the", "near", "foreseeable", "immediate") or match.before == "in"
    return definite and match.after != "of" and (
        (match.before == "in" and match.has("the")) or match.after.endswith("s")
        or not match.noun_follows
    )  # fmt: skip


def is_now(match: Match) -> bool:
    """The present, not the moment or the time of something."""
    if match.has("moment", "time"):
        return match.before in ("at", "for") and match.after not in ("of", "when", "that")
    return not (match.has("present") and match.noun_follows)


def read_year_earlier(match: Match, context: Context) -> Reading | None:
    """The year-earlier quarter: of the last quarter told, else the year before."""
    quarter = context.quarter if match.has("quarter", "period") else None
    year, spot = context.told("year"), context.spot
    fine = spot is not None and context.here is not None and spot.grain in ("month", "quarter")
    if spot is not None and fine and not match.has("quarter", "period"):
        # "September orders fell from year-earlier levels"
        return replace(resolved(replace(spot, year=spot.year - 1, edge="")), point=None)
    if quarter is None and match.has("quarter"):
        here = context.current("quarter")
        quarter = here.shifted(-1) if here else None
    if quarter:
        return replace(resolved(quarter.shifted(-4)), point=None)
    return resolved(year.shifted(-1)) if year else None


def read_the_quarter(match: Match, context: Context) -> Reading | None:
    """The quarter: the one last told, else the last one that was over at publication."""
    if context.quarter and not match.has("latest", "recent", "last", "past"):
        return resolved(context.quarter)
    here = context.current("quarter")
    return resolved(here.shifted(-1)) if here else None


_STEP = "(this|last|next|(the|its)? current)"
_EARLIER = "($EDGE | (EDGE|earlier|later|sometime) (in|on|DASH)?)"

RULES = (
    Rule("today", "((EDGE|earlier|later) DASH?)? (today|yesterday|tomorrow|tonight)", read_today),
    Rule("ago", "$COUNT $ANYUNIT (ago|from) (today|yesterday|tomorrow)", read_to_the_day),
    Rule("today", "the day (before yesterday|after tomorrow)", read_today),
    Rule("unit from now", f"(this time | {_EARLIER})? {_STEP} (UNIT|quarter|fiscal year)",
         read_step, is_step),
    Rule("unit from now", "the (past|last|latest|previous|current) (fiscal|financial) year",
         read_step),
    Rule("unit from now", "the (week|month|year) before last", read_before_last),
    Rule("month from now", f"{_EARLIER}? (this|last|next) MONTH", read_month_step),
    Rule("month from now", "$EDGE? MON COMMA? of? (this|last|next) year", read_in_year),
    Rule("month from now", "(MON DAY|DAY of? MON) COMMA? of? (this|last|next) year",
         read_in_year),
    Rule("month from now", "(this|last|next) MON (DAY|ORD)", read_day_step,
         lambda m: not m.coded.isa(m.end, "COUNTED")),
    Rule("unit from now", "the same (UNIT|quarter|period) (in|of)? last year", read_same_last_year,
         lambda m: m.coded.at(m.begin + 2) != "year"),
    Rule("season from now", f"{_EARLIER}? (this|last|next|(this|the) past) SEASON",
         read_season_step),
    Rule("weekend", "(the|this|last|next|(the|this) (past|coming)) weekend", read_weekend),
    Rule("ago", "($ABOUT? $COUNT (more|full|long)?)? $ANYUNIT (ago|from (now|today))",
         read_ago, lambda m: m.before not in COMPARED),
    Rule("ago", "(a (long|short|little) (time|while) ago|ages ago|long ago|not long ago"
         "|some time ago|a while ago|moments ago)", read_past),
    Rule("recently", "(more|most|very|quite)? (recently|lately)", read_recent,
         lambda m: m.after != "as"),
    Rule("recently", "(the|these)? (more|most)? recent UNITS", read_recent),
    Rule("recently", "a recent (UNIT|PART|WEEKDAY|SEASON|weekend)", read_past),
    Rule("past", "at <one time>", read_past, lambda m: m.after not in ("or", "and")),
    Rule("soon", "(the|these)? (coming|upcoming) UNITS", read_coming),
    Rule("soon", "the UNITS (ahead|to come)", read_coming),
    Rule("soon", "the? (near|foreseeable|immediate|distant)? future", read_coming, is_future),
    Rule("now", "(PRESENTREF|these days|the present (day|time)?|present day|modern times"
         "|this (moment|time)|the (present)? moment)", read_present, is_now),
    Rule("now", "(at|for) <present>", read_present),
    Rule("now", "to <this day>", read_present),
    Rule("past", "(the (recent|distant)? past|the other day|previously|formerly)", read_past,
         lambda m: m.has("previously", "formerly", "other") or m.before == "in"
         or not m.noun_follows),
    Rule("one day", "(one|some) day", read_one_day, is_one_day),
    Rule("year earlier", "(the|a)? year DASH (earlier|ago) (quarter|period)?", read_year_earlier),
    Rule("the quarter", "the (latest|most recent|last|past|same)? quarter", read_the_quarter,
         lambda m: m.after != "of"),
)  # fmt: skip
