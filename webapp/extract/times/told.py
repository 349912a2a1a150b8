"""Dates that count from the last one told: "a day later", "that year", "earlier in the day"."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.times.amounts import GRAINS, Amount, amount_of, in_years, moved, moved_text
from webapp.extract.times.context import Context
from webapp.extract.times.points import SEASON_NAMES, Point, day_text, holding, of_day, written
from webapp.extract.times.rules import LITTLE, Match, Reading, Rule, edge_of, resolved
from webapp.extract.times.tense import future
from webapp.extract.times.years import SPRING_BEGINS, WINTER
from webapp.model.days import to_day

BACK = ("previous", "preceding", "prior", "before", "earlier", "previously")
AHEAD = ("next", "following", "subsequent", "ensuing", "after", "later", "afterwards", "afterward",
         "thereafter", "hence")  # fmt: skip
UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}

TIMED = frozenset(
    ("of", "when", "that", "being", "zone", "limit", "last", "next", "tomorrow", "around")
)
"""After "the time" or "this time" that isn't one told before."""
ENDING = frozenset(
    (
        *("", "#NEWLINE", "and", "but", "or", "in", "at", "on", "when", "while", "as", "with"),
        *("was", "were", "is", "had", "has", "by"),
    )
)
"""Words after "two days before" that it doesn't belong to."""


def _step(match: Match) -> int:
    return -1 if match.has(*BACK) else 1 if match.has(*AHEAD) else 0


def _grain(match: Match) -> str:
    units = match.all("UNIT")
    if match.has("midyear", "midweek"):
        return "year" if match.has("midyear") else "week"
    return "quarter" if match.has("quarter") else GRAINS.get(str(units[-1]), "") if units else ""


def read_unit(match: Match, context: Context) -> Reading | None:
    """The next day; that same month; the following year; earlier in the day; the year's end."""
    grain = _grain(match)
    point = context.told(grain) if grain else None
    if point is None:
        return Reading(_unknown(grain, context))
    if len(match.all("UNIT")) > 1 and match.one("UNIT") == "D":
        return resolved(of_day(point.last if match.has("last", "final") else point.first))
    if _is_ahead(match, grain, context):
        return Reading(Amount(1, match.one("UNIT")).value, "DURATION")
    edge = "" if match.has("earlier", "later") else edge_of(match)
    if match.has("in", "on", "that", "same"):
        return resolved(point.edged(edge))
    if grain == "day" and match.has("hours") and match.has("early", "small", "first"):
        found = resolved(point.shifted(_step(match)))
        return replace(found, value=f"{found.value}TMO", kind="TIME")
    if context.now is not None and not _step(match) and _is_ours(match, point, context):
        point = holding(context.now, grain)
    return resolved(point.shifted(_step(match)).edged(edge))


def _unknown(grain: str, context: Context) -> str:
    """The value of a day or month of which no more than the month or year has been told."""
    value = UNKNOWN.get(grain, "PAST_REF")
    month, year = context.month, context.year
    if context.now is not None or grain not in ("day", "month") or year is None:
        return value
    known = Point("month", *month) if month and grain == "day" else Point("year", year)
    return f"{known.value}{value[7 if known.grain == 'month' else 4 :]}"


def _is_ahead(match: Match, grain: str, context: Context) -> bool:
    """Whether it is so long from now: "in the next year" of news, "over the next decade"."""
    within = match.before in ("in", "over", "within", "for", "during") and match.has("next")
    return within and (grain == "decade" or (context.now is not None and grain != "day"))


def _is_ours(match: Match, point: Point, context: Context) -> bool:
    """Whether news means its own year, not the one last told: that is to come, or it was told in
    another paragraph, or the words are about what is to come."""
    now = context.now or 0
    over = match.before == "since" or point.first > now or not context.told_here or future(match)
    return over or not match.has("the", "that", "same")


def read_season(match: Match, context: Context) -> Reading | None:
    """That summer; the following spring."""
    part = match.number("SEASON") or 1
    step, year = _step(match), context.last_year
    if year is None:
        return Reading(f"XXXX-{SEASON_NAMES[part - 1]}")
    month = context.month[1] if context.month and context.month[0] == year else 6
    if step == 0:
        begun = part == WINTER and month < SPRING_BEGINS  # in the year before
        return resolved(Point("season", year - begun, part))
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


ABOUT = ("about", "around", "roughly", "approximately", "nearly", "almost", "some", "than", "over")
"""Words that make an amount an estimate."""


def read_shift(match: Match, context: Context) -> Reading | None:
    """A day later; three weeks earlier; two years before; several days later."""
    amount = amount_of(match)
    if amount is None:
        return None
    sign = -1 if match.has(*BACK) else 1
    base = _base(context, amount)
    part = _same_part(context, sign * (amount.whole or 0)) if amount.unit == "Y" else None
    if part is not None and amount.whole:
        return replace(resolved(part), point=None)
    if amount.count is None or amount.unit not in GRAINS or base is None:
        return _open_shift(match, context, amount, sign)
    amount = in_years(amount)
    point = moved(base, amount, sign)
    if point is None:
        return Reading(amount.value, "DURATION")
    if match.has("that") and amount.unit == "W":
        return resolved(point, day_text(base + sign * amount.days))
    found = resolved(point, moved_text(point, base, amount, sign))
    if amount.unit in ("M", "Y") and not match.has(*ABOUT):
        found = resolved(point)  # the month itself says how sure it is
    if point.grain != "week" or context.last_day is None:
        return found
    return found.told(of_day(base + sign * amount.days))  # others count from the day


def _same_part(context: Context, years: int = 0) -> Point | None:
    """The quarter or month last told of another year, for what news compares it with."""
    spot, quarter = context.spot, context.quarter
    if spot is not None and quarter is not None and spot.last == quarter.last:
        spot = quarter  # "the quarter ended Sept. 30"
    if spot is None or context.now is None or spot.grain not in ("quarter", "month"):
        return None
    return replace(spot, year=spot.year + years)


def _base(context: Context, amount: Amount) -> int | None:
    """The day that an amount is counted from: of months and years, any date told will do."""
    year = context.here if context.here is not None else context.last_year
    if amount.unit in ("Y", "DE", "CE") and year is not None:
        return to_day(year, 1, 1)
    if amount.unit in ("M", "Q") and context.last_month:
        return to_day(*context.last_month, 1)
    return context.last_day


def _open_shift(match: Match, context: Context, amount: Amount, sign: int) -> Reading | None:
    """A few days later: about then, no more."""
    if amount.unit not in GRAINS:
        day = context.last_day
        if context.clock is not None and amount.count is not None:
            return _at_clock(context.clock + round(sign * amount.minutes))
        return Reading(amount.value, "DURATION", "" if day is None else day_text(day))
    base = _base(context, amount)
    date = ""
    if base is not None:
        grain = "year" if amount.unit in ("Y", "DE", "CE") else "month"
        date = f"{holding(base + sign * amount.days, grain).edtf}~"
    unknown = amount.count is not None
    value = UNKNOWN.get(GRAINS[amount.unit], "") if unknown else ""
    value = value or ("FUTURE_REF" if sign > 0 else "PAST_REF")
    return Reading(value, "DATE", written(date) if date else "")


def _at_clock(minutes: int) -> Reading:
    """The day and time of day of a number of minutes since the first day of all."""
    day, left = divmod(minutes, 24 * 60)
    point = of_day(day)
    value = f"{point.value}T{left // 60:02d}:{left % 60:02d}"
    return Reading(value, "TIME", point.edtf, "resolved", point)


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
    if match.after == "than":
        return False
    if match.has(
        "later", "earlier", "afterwards", "afterward", "previously", "thereafter", "hence"
    ):
        return True
    after = match.after
    return after in ENDING or not (after[0] in '#“"‘’' or after[0].isalpha())


def is_day_beside(match: Match) -> bool:
    """The day before, not that of something: "the day before the attack"."""
    first = match.before in ("#NEWLINE", ".", "", '"', "“", "‘")
    opens = match.span.start == match.sentence.start or first
    return ends_phrase(match) or (opens and match.after in LITTLE)


def read_time(match: Match, context: Context) -> Reading | None:
    """At the time; at that time: in a narrative, the month last told, else its year. In news it
    dates nothing."""
    if context.now is not None:
        return Reading("PRESENT_REF") if match.has("this") and match.before == "at" else None
    month = context.last_month
    point = Point("month", *month) if month else context.told("year")
    return replace(resolved(point), point=None) if point else Reading("PAST_REF")


def is_time(match: Match) -> bool:
    """A time told before, not that of something, nor an amount of it."""
    if match.has("same") or match.after in TIMED:
        return False
    return match.has("that", "this") or (match.before in ("at", "of") and not match.noun_follows)


_WHEN = "(EDGE|earlier|later)"
_OTHER = "(following|next|subsequent|ensuing|previous|preceding|prior)"
_SAME = "(that (very|same)?|the (very)? same|the self DASH? same|this same)"


def _is_date(match: Match) -> bool:
    """No hours or minutes."""
    return match.one("UNIT") not in ("TH", "TM")


def is_the_unit(match: Match) -> bool:
    """The year, and nothing that tells which."""
    named = match.coded.isa(match.end, "CAPITAL") or match.coded.word(match.end - 1).istitle()
    counts = match.after in ("#DAY", "#INT") and match.coded.isa(match.end + 1, "COUNTED", "OTHER")
    return not named and (counts or match.after not in (
        "of", "#DAY", "#YEAR", "that", "-", "before", "after", "when", "#INT",
    ))  # fmt: skip


RULES = (
    Rule("told unit", f"({_WHEN} (in|on|DASH)? | $EDGEOF)? {_SAME} (UNIT|quarter)", read_unit,
         _is_date),
    Rule("told unit", f"{_WHEN} (in|on) the (UNIT|quarter)", read_unit, _is_date),
    Rule("told unit", "$EDGEOF ((fiscal|financial|calendar|school)? (UNIT|quarter))", read_unit,
         lambda m: m.one("UNIT") in ("D", "W", "M", "Y", "DE", "CE", "") and is_the_unit(m)),
    Rule("told unit", "(mid DASH? (year|month|week) | midyear | midweek | year 's? DASH? end"
         " | month DASH end)", read_unit),
    Rule("told unit", "(of|in|during|throughout|for|through|within)"
         " <the (year|month|week|decade|century)>", read_unit, is_the_unit),
    Rule("told unit", "(during|throughout|through) <the day>", read_unit, is_the_unit),
    Rule("unit beside", f"((the|$EDGEOF|{_WHEN}) the? very?)? {_OTHER} (UNIT|quarter)", read_unit,
         lambda m: _is_date(m) and m.has("the", "following", "next")
         and not (m.has("quarter") and m.after == "of")),
    Rule("season told", f"({_SAME}|the {_OTHER}|{_OTHER}) SEASON", read_season),
    Rule("month told", f"({_SAME}|the? {_OTHER}) MONTH", read_month),
    Rule("weekday told", f"({_SAME}|the? {_OTHER}) WEEKDAY", read_weekday),
    Rule("shift", "($ABOUT? $COUNT (more|full|long)?)? $ANYUNIT"
         " (later|earlier|before|after|afterwards|afterward|previously|thereafter|hence)",
         read_shift, ends_phrase),
    Rule("shift", "$ABOUT? $COUNT $ANYUNIT (after|before) (that|this|then)", read_shift,
         lambda m: m.after != "of" and not m.noun_follows),
    Rule("shift", "$ABOUT? $COUNT $ANYUNIT prior", read_shift, ends_phrase),
    Rule("unit beside", "the UNIT (before|after)", read_day_beside, is_day_beside),
    Rule("at the time", "(at|by|of|around|before|after|until|from|in|during|about)"
         " <(the|that|this) (same)? time>", read_time, is_time),
)  # fmt: skip
