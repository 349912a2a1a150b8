"""Times of day: "8 p.m.", "that night", "dawn". Dates stay days; only TIMEX3's value has them."""

from __future__ import annotations

import re
from dataclasses import replace

from webapp.extract.times.context import Context
from webapp.extract.times.points import Point, day_text, of_day, valid, written
from webapp.extract.times.rules import Match, Reading, Rule, resolved
from webapp.extract.times.tense import future
from webapp.model.days import to_day

INTRODUCED = frozenset(
    (
        *("at", "by", "before", "after", "until", "till", "since", "around", "about", "toward"),
        *("towards", "from", "to", "just", "during", "in", "on", "of", "that", "and"),
    )
)

NOON = 12
_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")
_IS_DAY = re.compile(r"(BC)?[\dX]{4}-([\dX]{2}-[\dX]{2}|W[\dX]{2}-\d)(T|$)")


def minutes_of(value: str) -> int | None:
    """The minutes to a time of day whose day is known; None for any other value."""
    told = _FULL.fullmatch(value)
    if not told:
        return None
    year, month, day, hour, minute = (int(part) for part in told.groups())
    return (to_day(year, month, day) * 24 + hour) * 60 + minute


def clock_of(match: Match) -> str:
    """The time of day as it stands after TIMEX3's T; empty if it isn't one."""
    part = "NI" if match.has("tonight") else match.one("PART")
    if match.has("predawn"):
        return "MO"
    if match.has("hours") and (match.of("EDGE") or match.has("small", "wee")):
        return part or "MO"
    if match.has("overnight"):
        return "NI"
    hour, minute = _told(match)
    if hour is not None and _is_spoken(match):
        minute = 30 if match.has("half") else 15
        hour, minute = (hour - 1, 60 - minute) if match.has("to") else (hour, minute)
        late = part in ("AF", "EV", "NI") and hour < NOON
        return f"{hour + NOON * late:02d}:{minute:02d}"
    if hour is None or part[:2].isdigit():
        return "00:00" if part == "24:00" and _just_after(match) else part
    if match.of("AMPM") or part:
        late = hour <= NOON and (part in ("AF", "EV", "NI") or _is_pm(match))
        hour = hour % NOON + NOON * late if hour <= NOON else hour
    return f"{hour:02d}:{minute:02d}" if hour <= 2 * NOON and minute < 60 else ""


def _just_after(match: Match) -> bool:
    """After midnight the new day has begun."""
    return match.has("after") or match.before in ("after", "past")


def _told(match: Match) -> tuple[int | None, int]:
    """Hour and minute that the words give, None for neither: 8, 8:30, 8.30, 0830, eight."""
    for place in range(match.all_begin, match.all_end):
        if match.coded.isa(place, "CLOCK", "NUM"):
            return _digits(match.coded.word(place))
    return match.number("NUMWORD") if match.of("NUMWORD") else None, 0


def _is_pm(match: Match) -> bool:
    words = (match.coded.word(i) for i in range(match.all_begin, match.all_end))
    return any(word.lower().replace(" ", "") in ("pm", "p.m.") for word in words)


def _digits(word: str) -> tuple[int, int]:
    """Hour and minute of 8, 8:30, 8.30 and 0830."""
    if len(word) == len("0830") and word.isdigit():
        return int(word[:2]), int(word[2:])
    parts = word.replace(".", ":").split(":")
    return int(parts[0].replace(",", "")[:3]), int(parts[1][:2]) if len(parts) > 1 else 0


def read_clock(match: Match, context: Context) -> Reading | None:
    """A time of day of its own: of the day last told, or of publication."""
    clock = clock_of(match)
    return _on_its_day(match, context, clock) if clock else None


def _on_its_day(match: Match, context: Context, clock: str) -> Reading:
    """A time of day, with as much of its day as is known."""
    day, spot = _day(match, context), context.spot
    if context.now is not None and (match.has("this", "last") or not context.told_here):
        day, spot = context.now if day is None else day, None
    if spot is not None and spot.grain == "month" and context.day is None:
        return Reading(f"{spot.value}-XXT{clock}", "TIME")
    if spot is not None and context.narrative and spot.grain in ("year", "season") and day is None:
        return Reading(f"{Point('year', spot.year).value}-XX-XXT{clock}", "TIME")
    if day is None or (context.day is None and not context.exact):
        return Reading(f"XXXX-XX-XXT{clock}", "TIME")
    return _timed(resolved(of_day(day)), clock)


def read_overnight(match: Match, context: Context) -> Reading | None:
    """Overnight: in news the night to the day of publication, unless the paragraph has told another
    day, else that of the day last told. It may be either day of the two."""
    now = context.now if context.exact else None
    told = context.day if context.told_here or now is None else None
    if now is None and told is None:
        return read_clock(match, context)
    since = told if told is not None and (now is None or told < now) else None
    first = since if since is not None else (now or 0) - 1
    date = written(f"{day_text(first)}/{day_text(first + 1)}")
    value = f"{day_text(since if since is not None else first + 1)}TNI"
    return Reading(value, "TIME", date)


def _day(match: Match, context: Context) -> int | None:
    """The day that "this", "last", "the following" or nothing names."""
    lent = match.borrow.rule.read(match.borrow, context) if match.borrow else None
    if lent is not None and lent.point is not None and lent.point.grain == "day":
        return lent.point.first
    alone = match.span == match.sentence  # the hour of an entry of a live report
    if (match.has("this") or alone) and context.now is not None:
        return context.now
    if match.has("last") and context.now is not None:
        return context.now - 1
    day = context.last_day if context.last_day is not None else context.now
    if day is None:
        return None
    if context.now is not None and day > context.now and not future(match):
        day = context.now
    back = match.has("previous", "preceding") or (match.has("before") and match.has("the"))
    return day - back + match.has("next", "following")


def _timed(reading: Reading, clock: str) -> Reading:
    return replace(reading, value=f"{reading.value.partition('T')[0]}T{clock}", kind="TIME")


def with_clock(reading: Reading, time: Match) -> Reading:
    """The day of one reading with the time of day that stands beside it. Of two, as in "8 o'clock
    Friday night", the hour wins."""
    clock = clock_of(time)
    told = reading.value.partition("T")[2]
    if not clock or not _IS_DAY.match(reading.value):
        return reading
    if ":" in clock and told in ("AF", "EV", "NI") and int(clock[:2]) < NOON:
        clock = f"{int(clock[:2]) + NOON:02d}{clock[2:]}"
    if ":" in told and ":" not in clock:  # "at 10:30 Sunday night"
        late = clock in ("AF", "EV", "NI") and int(told[:2]) < NOON
        return _timed(reading, f"{int(told[:2]) + NOON:02d}{told[2:]}") if late else reading
    return _timed(reading, clock)


def read_part(match: Match, context: Context) -> Reading | None:
    """Dawn; the evening: only with a word that introduces it, where it belongs to no date."""
    coded, first = match.coded, match.coded.at(match.begin)
    if (match.before == "and" and coded.at(match.begin - 2) == "day") or _is_named(match):
        return None  # day and night; the Evening Standard
    if first in ("the", "that"):
        described = match.noun_follows and first == "the" and match.before not in INTRODUCED
        return None if described and coded.isa(match.end, "OTHER") else read_clock(match, context)
    if match.before == "at" and match.end - match.begin == 1 and coded.isa(match.end, "OTHER"):
        return None if match.noun_follows else read_clock(match, context)  # at morning prayers
    return read_clock(match, context) if match.before in INTRODUCED else None


def _is_named(match: Match) -> bool:
    """A part of the day with a capital before another word with one."""
    last = match.coded.word(match.end - 1)
    return last.istitle() and match.end - match.begin > 1 and match.coded.isa(match.end, "CAPITAL")


def read_night_between(match: Match, context: Context) -> Reading | None:
    """The night of 5-6 June 1944: that of the first day."""
    days, month = match.all("DAY") + match.all("ORD"), match.number("MON") or 0
    year = match.number("YEAR")
    if year is None:
        year = match.hint or context.year_of(month, int(days[0]), None)
    if year is None or not valid(year, month, int(days[0])):
        return None
    reading = resolved(Point("day", year, month, int(days[0])))
    return _timed(replace(reading, basis="stated"), match.one("PART"))


def _is_spoken(match: Match) -> bool:
    """Half past six; a quarter to five in the afternoon."""
    return (match.has("half") and match.has("past")) or (
        match.has("quarter") and match.has("past", "to")
    )


def read_nights(match: Match, context: Context) -> Reading | None:
    """Two nights later; three nights ago."""
    number = next(iter(match.all("NUM") + match.all("NUMWORD")), 0)
    day = context.now if match.has("ago") else context.last_day
    if day is None:
        return None
    found = resolved(of_day(day + int(number) * (1 if match.has("later") else -1)))
    return _timed(found, match.one("PARTS"))


def is_clock(match: Match) -> bool:
    """An hour of the day: 1 to 24; not the 5:52, which is a train."""
    train = match.before in ("the", "a") and match.coded.isa(match.end - 1, "CLOCK")
    return bool(clock_of(match)) and not train


def is_spoken(match: Match) -> bool:
    """Eight in the morning."""
    told = _told(match)[0] or 0
    late = match.one("PART") == "NI" and match.before in INTRODUCED  # until 11 at night
    return 1 <= told <= NOON and (late or match.of("CLOCK") or not match.has("at"))


def is_spoken_before(match: Match) -> bool:
    """At nine tomorrow morning; not "after three Sundays"."""
    return 1 <= (_told(match)[0] or 0) <= NOON


_ABOUT = "(about|around|shortly (before|after)|just (before|after)|approximately|exactly|nearly)"
_NEAR = "(the|that|this|last|that (same|very)|the (same|very|next|following|previous|preceding))"
_ZONE = "((local|ZONE) time?)"

RULES = (
    Rule("clock", f"{_ABOUT}? (CLOCK|NUM) AMPM {_ZONE}?", read_clock, is_clock),
    Rule("clock", f"<{_ABOUT}? (CLOCK|NUM)> (to|and|or|until|DASH) (CLOCK|NUM) AMPM", read_clock,
         lambda m: m.before in ("from", "between", "at", "of", "until") and is_clock(m)),
    Rule("clock", f"{_ABOUT}? (CLOCK|NUM|NUMWORD) (in the|at) PART", read_clock, is_spoken),
    Rule("clock", f"{_ABOUT}? CLOCK (hours|hrs)? {_ZONE}?", read_clock, is_clock),
    Rule("clock", f"{_ABOUT}? (NUM|NUMWORD) o'clock ((in the|at) PART)?", read_clock, is_spoken),
    Rule("clock", f"(YEAR|INT) (hours|hrs) {_ZONE}?", read_clock,
         lambda m: len(m.coded.word(m.begin)) == 4 and is_clock(m)),
    Rule("clock", "(at|by|around|about|until|from|before|after) <INT>", read_clock,
         lambda m: m.coded.word(m.begin)[0] == "0" and len(m.coded.word(m.begin)) == 4
         and is_clock(m)),
    Rule("clock", "(YEAR|INT) (ZONE)", read_clock,
         lambda m: len(m.coded.word(m.begin)) == 4 and is_clock(m)),
    Rule("clock", "DAY (noon|midnight|midday)", read_clock,
         lambda m: m.coded.word(m.begin) == "12"),
    Rule("clock", "(at|by|until|around|about|before|after|from) <(NUM|NUMWORD)>"
         " (on? WEEKDAY | (tomorrow|yesterday) PART)", read_clock, is_spoken_before),
    Rule("clock", "(tonight|PART) at <(NUM|NUMWORD)>", read_clock,
         lambda m: is_spoken_before(m) and not m.noun_follows and m.after != "-"),
    Rule("clock", f"{_ABOUT}? (half past|a? quarter (past|to)) (NUM|NUMWORD) ((in the|at) PART)?",
         read_clock, is_spoken),
    Rule("part of the day", "(NUM|NUMWORD) PARTS (ago|later|earlier|before)", read_nights,
         lambda m: not m.noun_follows),
    Rule("part of this day", "EDGE? (this|last) (EDGE DASH?)? PART", read_clock),
    Rule("part of the day", "EDGE in the PART", read_clock),
    Rule("clock", f"{_ABOUT}? (CLOCK|NUM|NUMWORD) this PART", read_clock, is_spoken),
    Rule("part of the day", f"({_NEAR} (very)?)? (EDGE DASH?)? PART ZONE?", read_part),
    Rule("part of the day", "the PART (before|after)", read_part,
         lambda m: m.after in (".", ",", ";", "", "and")),
    Rule("part of the day", "the (EDGE|small|wee) PART? hours", read_clock),
    Rule("part of the day", "the? (pre DASH dawn|predawn) (hours|darkness)", read_clock),
    Rule("part of the day", "overnight", read_overnight, lambda m: not m.noun_follows),
    Rule("night between", "the? PART of the? (the? ORD|DAY) (DASH|SLASH|to|and|LONGDASH)"
         " (the? ORD|DAY) of? MON (COMMA? YEAR)?", read_night_between),
    Rule("night between", "the? PART of (DAY|ORD) MON (DASH|SLASH|to|and|LONGDASH) (DAY|ORD) MON"
         " (COMMA? YEAR)?", read_night_between),
    Rule("night between", "the? PART of MON DAY (DASH|SLASH|to|and|LONGDASH) DAY (COMMA? YEAR)?",
         read_night_between),
)  # fmt: skip
