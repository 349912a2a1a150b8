"""Dates that count from the last one told: "a day later", "that year", "earlier in the day"."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.times.amounts import GRAINS, Amount, amount_of, moved, moved_text
from webapp.extract.times.context import Context
from webapp.extract.times.points import Point, holding, of_day, written
from webapp.extract.times.rules import Match, Reading, Rule, edge_of, resolved
from webapp.model.days import to_day

BACK = ("previous", "preceding", "prior", "before", "earlier", "previously")
AHEAD = ("next", "following", "subsequent", "ensuing", "after", "later", "afterwards", "afterward",
         "thereafter", "hence")  # fmt: skip
UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}


def _step(match: Match) -> int:
    return -1 if match.has(*BACK) else 1 if match.has(*AHEAD) else 0


def _grain(match: Match) -> str:
    return "quarter" if match.has("quarter") else GRAINS.get(match.one("UNIT"), "")


def read_unit(match: Match, context: Context) -> Reading | None:
    """The next day; that same month; the following year; earlier in the day; the end of the year."""
    grain = _grain(match)
    point = context.told(grain) if grain else None
    if point is None:
        return Reading(UNKNOWN.get(grain, "PAST_REF"))
    edge = "" if match.has("earlier", "later") else edge_of(match)
    step = 0 if match.has("in", "that", "same") else _step(match)
    if not match.has("in", "that", "same") or step == 0:
        point = point.shifted(step)
    return resolved(point.edged(edge))


def read_season(match: Match, context: Context) -> Reading | None:
    """That summer; the following spring."""
    part = match.number("SEASON") or 1
    step, year = _step(match), context.last_year
    if year is None:
        return Reading(f"XXXX-{('SP', 'SU', 'FA', 'WI')[part - 1]}")
    if step == 0:
        return resolved(Point("season", year, part))
    month = context.month[1] if context.month and context.month[0] == year else 6
    passed = month >= 3 * part
    year += (step > 0 and passed) - (step < 0 and not passed)
    return resolved(Point("season", year, part))


def read_month(match: Match, context: Context) -> Reading | None:
    """That March; the following January."""
    month, step = match.number("MON") or 1, _step(match)
    told = context.last_month
    year = told[0] if told else context.last_year
    if year is None:
        return Reading(f"XXXX-{month:02d}")
    last = told[1] if told else 12 if step > 0 else 1
    year += (step > 0 and month <= last) - (step < 0 and month >= last)
    return resolved(Point("month", year, month))


def read_weekday(match: Match, context: Context) -> Reading | None:
    """That Friday; the following Monday; the previous Sunday."""
    number, step, day = match.number("WEEKDAY") or 0, _step(match), context.last_day
    if day is None:
        return Reading(f"XXXX-WXX-{number + 1}")
    base = holding(day, "week").first + number
    if step > 0 and base <= day:
        base += 7
    if step < 0 and base >= day:
        base -= 7
    return resolved(of_day(base))


def read_shift(match: Match, context: Context) -> Reading | None:
    """A day later; three weeks earlier; two years before; several days later."""
    amount = amount_of(match)
    if amount is None:
        return None
    sign = -1 if match.has(*BACK) else 1
    base = _base(context, amount)
    if amount.count is None or amount.unit not in GRAINS or base is None:
        return _open_shift(match, context, amount, sign)
    point = moved(base, amount, sign)
    if point is None:
        return Reading(amount.value, "DURATION")
    return resolved(point, moved_text(point, base, amount, sign))


def _base(context: Context, amount: Amount) -> int | None:
    """The day that an amount is counted from: of months and years, any date told will do."""
    if amount.unit in ("Y", "DE", "CE") and context.last_year is not None:
        return to_day(context.last_year, 1, 1)
    if amount.unit in ("M", "Q") and context.last_month:
        return to_day(*context.last_month, 1)
    return context.last_day


def _open_shift(match: Match, context: Context, amount: Amount, sign: int) -> Reading | None:
    """A few days later: about then, no more."""
    if amount.unit not in GRAINS:
        return Reading(amount.value, "DURATION")
    base = _base(context, amount)
    date = ""
    if base is not None:
        grain = "year" if amount.unit in ("Y", "DE", "CE") else "month"
        date = f"{holding(base + sign * amount.days, grain).edtf}~"
    unknown = amount.count is not None
    value = UNKNOWN.get(GRAINS[amount.unit], "") if unknown else ""
    value = value or ("FUTURE_REF" if sign > 0 else "PAST_REF")
    return Reading(value, "DATE", written(date) if date else "")


def read_day_beside(match: Match, context: Context) -> Reading | None:
    """The day before; the year after."""
    amount = amount_of(match)
    base = _base(context, amount) if amount else None
    sign = -1 if match.has(*BACK) else 1
    if amount is None or base is None:
        return Reading(UNKNOWN.get(_grain(match), "PAST_REF"))
    point = moved(base, Amount(1, amount.unit), sign)
    return resolved(point) if point else None


def ends_phrase(match: Match) -> bool:
    """Nothing follows that the words could belong to: "two days before" but not "... the war"."""
    if match.has(
        "later", "earlier", "afterwards", "afterward", "previously", "thereafter", "hence"
    ):
        return True
    after = match.after
    return after in ("", "#NEWLINE", "and", "but", "when", "in", "at", "on") or not (
        after[0] == "#" or after[0].isalpha() or after in ("“", '"', "‘")
    )


def read_time(match: Match, context: Context) -> Reading | None:
    """At the time; at that time: in a narrative, the date last told."""
    if context.now is not None:
        return Reading("PAST_REF")
    month = context.last_month
    point = context.told("day") if context.day is not None else None
    if month and point and (point.year, point.part) != month:
        point = Point("month", *month)
    point = point or (Point("month", *month) if month else context.told("year"))
    return replace(resolved(point), point=None) if point else Reading("PAST_REF")


_WHEN = "(EDGE|earlier|later)"
_OTHER = "(following|next|subsequent|ensuing|previous|preceding|prior)"

RULES = (
    Rule("told unit", f"({_WHEN} (in|on|DASH)?)? (that very?|the (very)? same) (UNIT|quarter)",
         read_unit, lambda m: m.one("UNIT") not in ("TH", "TM")),
    Rule("told unit", f"{_WHEN} (in|on) the (UNIT|quarter)", read_unit,
         lambda m: m.one("UNIT") not in ("TH", "TM")),
    Rule("told unit", "the? EDGENOUN of (the|that) (UNIT|quarter)", read_unit,
         lambda m: m.one("UNIT") in ("D", "W", "M", "Y", "")),
    Rule("told unit", "(mid DASH (year|month|week) | year 's? DASH? end | month DASH end)",
         read_unit),
    Rule("told unit", "(of|in|during|throughout|for|through) <the (year|month|week)>", read_unit,
         lambda m: m.after not in ("of", "#OTHER", "#DAY", "#YEAR", "that", "-", "before", "after")),
    Rule("unit beside", f"(on|in)? <(the|$EDGE) {_OTHER} (UNIT|quarter)>", read_unit,
         lambda m: m.one("UNIT") not in ("TH", "TM")),
    Rule("unit beside", "the next", read_unit, lambda m: False),
    Rule("season told", f"(that|the same|the {_OTHER}) SEASON", read_season),
    Rule("month told", f"(that|the same|the {_OTHER}) MONTH", read_month),
    Rule("weekday told", f"(that|the same|the {_OTHER}) WEEKDAY", read_weekday),
    Rule("shift", "$ABOUT? $COUNT? DASH? (more|full|long)? $ANYUNIT"
         " (later|earlier|before|after|afterwards|afterward|previously|thereafter|hence)",
         read_shift, ends_phrase),
    Rule("unit beside", "the UNIT (before|after)", read_day_beside, ends_phrase),
    Rule("at the time", "(at|by) <(the|that|this same) time>", read_time,
         lambda m: m.after not in ("of", "when", "that", "#OTHER", "#CAPITAL")),
)  # fmt: skip
