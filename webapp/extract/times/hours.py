"""Times of day: "8 p.m.", "that night", "dawn". Dates stay days; only TIMEX3's value has them."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.times.context import Context
from webapp.extract.times.points import Point, of_day, valid
from webapp.extract.times.rules import Match, Reading, Rule, resolved

INTRODUCED = frozenset(
    (
        *("at", "by", "before", "after", "until", "till", "since", "around", "about", "toward"),
        *("towards", "from", "to", "just", "during", "in", "on", "of", "that", "and"),
    )
)


def clock_of(match: Match) -> str:
    """The time of day as it stands after TIMEX3's T; empty if it isn't one."""
    part = match.one("PART")
    if match.has("hours") and match.of("EDGE"):
        return "MO"
    if part and not (match.of("CLOCK") or match.of("NUM")):
        return part
    word = next(
        match.coded.word(i)
        for i in range(match.all_begin, match.all_end)
        if match.coded.isa(i, "CLOCK", "NUM")
    )
    hour, minute = _digits(word)
    if match.of("AMPM") or part:
        late = part in ("AF", "EV", "NI") or _is_pm(match)
        if hour > 12:
            late = False
        hour = hour % 12 + 12 * late if hour <= 12 else hour
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


def _is_pm(match: Match) -> bool:
    words = (match.coded.word(i) for i in range(match.all_begin, match.all_end))
    return any(word.lower().replace(" ", "") in ("pm", "p.m.") for word in words)


def _digits(word: str) -> tuple[int, int]:
    """Hour and minute of 8, 8:30, 8.30 and 0830."""
    if len(word) == 4 and word.isdigit():
        return int(word[:2]), int(word[2:])
    parts = word.replace(".", ":").split(":")
    return int(parts[0].replace(",", "")[:3]), int(parts[1][:2]) if len(parts) > 1 else 0


def read_clock(match: Match, context: Context) -> Reading | None:
    """A time of day of its own: of the day last told, or of publication."""
    clock = clock_of(match)
    if not clock:
        return None
    day = context.last_day
    if match.has("this") and context.now is not None:
        day = context.now
    if match.has("last", "previous") and (context.now is not None or match.has("previous")):
        base = context.last_day if match.has("previous") else context.now
        day = None if base is None else base - 1
    if match.has("before") and day is not None:
        day -= 1
    if match.has("next", "following") and day is not None:
        day += 1
    if day is None or (context.day is None and not context.exact):
        return Reading(f"XXXX-XX-XXT{clock}", "TIME")
    return _timed(resolved(of_day(day)), clock)


def _timed(reading: Reading, clock: str) -> Reading:
    return replace(reading, value=f"{reading.value[:10]}T{clock}", kind="TIME")


def with_clock(reading: Reading, time: Match) -> Reading:
    """The day of one reading with the time of day that stands beside it."""
    clock = clock_of(time)
    return _timed(reading, clock) if clock and len(reading.value) == 10 else reading


def read_part(match: Match, context: Context) -> Reading | None:
    """Dawn; the evening: only with a word that introduces it, where it belongs to no date."""
    introduced = match.before in INTRODUCED or match.coded.at(match.begin) in ("the", "that")
    return read_clock(match, context) if introduced else None


def read_night_between(match: Match, context: Context) -> Reading | None:
    """The night of 5-6 June 1944: that of the first day."""
    days, month = match.all("DAY") + match.all("ORD"), match.number("MON") or 0
    year = match.number("YEAR")
    if year is None:
        year = match.hint or context.year_of(month, int(days[0]), future=False)
    if year is None or not valid(year, month, int(days[0])):
        return None
    reading = resolved(Point("day", year, month, int(days[0])))
    return _timed(replace(reading, basis="stated"), match.one("PART"))


def is_clock(match: Match) -> bool:
    """An hour of the day: 1 to 24."""
    return bool(clock_of(match))


_ABOUT = "(about|around|shortly (before|after)|just (before|after)|approximately)"
_NEAR = "(the|that|this|last|the (same|next|following|previous))"

RULES = (
    Rule("clock", f"{_ABOUT}? (CLOCK|NUM) AMPM ((local|ZONE) time?)?", read_clock, is_clock),
    Rule("clock", f"{_ABOUT}? (CLOCK|NUM) (in the|at) PART", read_clock,
         lambda m: m.of("CLOCK") and is_clock(m)),
    Rule("clock", f"{_ABOUT}? CLOCK (hours|hrs)? ((local|ZONE) time?)?", read_clock, is_clock),
    Rule("clock", f"{_ABOUT}? (NUM|NUMWORD) o'clock ((in the|at) PART)?", read_clock,
         lambda m: m.of("NUM") and is_clock(m)),
    Rule("clock", "(YEAR|INT) (hours|hrs) ((local|ZONE) time?)?", read_clock,
         lambda m: len(m.coded.word(m.begin)) == 4 and is_clock(m)),
    Rule("clock", "(YEAR|INT) (ZONE)", read_clock,
         lambda m: len(m.coded.word(m.begin)) == 4 and is_clock(m)),
    Rule("part of the day", f"({_NEAR} (very)?)? (EDGE DASH?)? PART", read_part),
    Rule("part of the day", "the PART (before|after)", read_part,
         lambda m: m.after in (".", ",", ";", "")),
    Rule("part of the day", "the EDGE (PART)? hours", read_clock),
    Rule("night between", "the? PART of the? (the? ORD|DAY) (DASH|SLASH|to|and|LONGDASH)"
         " (the? ORD|DAY) of? MON (COMMA? YEAR)?", read_night_between),
    Rule("night between", "the? PART of MON DAY (DASH|SLASH|to|and|LONGDASH) DAY (COMMA? YEAR)?",
         read_night_between),
)  # fmt: skip
