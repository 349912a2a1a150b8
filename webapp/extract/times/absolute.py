"""Days and months of the calendar, with or without a year."""

from __future__ import annotations

import re

from webapp.extract.times.context import Context
from webapp.extract.times.narrative import looks_away
from webapp.extract.times.points import Point, of_day, valid, weekday
from webapp.extract.times.rules import Match, Reading, Rule, edge_of, named, resolved, stated
from webapp.extract.times.tense import future, tense
from webapp.extract.times.years import OPENING, bare_year, is_bare_year, told_year, year_beside
from webapp.model.days import from_day

COUNTED_TO = frozenset(("ago", "later", "earlier"))
"""Before "in May" that is of the year just counted to: "two years ago in May"."""
VICTORY = {"d": (1944, 6, 6), "e": (1945, 5, 8), "ve": (1945, 5, 8), "j": (1945, 8, 15),
           "vj": (1945, 8, 15)}  # fmt: skip
"""Days that are known by letters."""
MONTHS_TRIED = 15
"""Within so many months a day of the month falls on any day of the week."""


def read_day(match: Match, context: Context) -> Reading | None:
    """March 13, 2022; 13 March; the 5th of May, 1944; Sunday, 13 March."""
    month = match.number("MON")
    day = match.number("DAY") or match.number("ORDINAL")
    if not month or not day:
        return None
    own = told_year(match)
    year = own if own is not None else match.hint
    if year is None:
        year = year_beside(match, context)
    if year is not None:
        return stated(Point("day", year, month, day)) if valid(year, month, day) else None
    if _is_yearly(match):
        return Reading(f"XXXX-{month:02d}-{day:02d}")
    point = context.day_in(month, day, tense(match))
    if point is None:
        return Reading(f"XXXX-{month:02d}-{day:02d}")
    return stated(point) if context.now is not None else resolved(point)


def _goes_on(match: Match, context: Context) -> bool:
    """Whether a month begins something new: not what had been before, nor what the sentence has
    told the time of."""
    back = [match.coded.at(i) for i in range(match.begin - 3, match.begin)]
    return (
        match.before == "in"
        and context.here is None
        and not {*back} & BEGUN
        and not looks_away(match)
    )


BEGUN = frozenset(("begun", "began", "started", "after", "before", "since"))


def _was_before(match: Match) -> bool:
    """Whether a verb says that it lay before what is told: "which had opened in October"."""
    near = [match.coded.at(i) for i in range(match.begin - 4, match.begin)]
    return "had" in near[:3] and near[3] == "in"


def _is_yearly(match: Match) -> bool:
    """Whether it is the day of each year: "every year on 25 May", "on 25 May each year"."""
    words = [match.coded.at(i) for i in range(match.begin - 3, match.begin)]
    after = [match.coded.at(i) for i in (match.end, match.end + 1)]
    said = [words[:2]] * (words[2] == "on") + [after]
    return any(pair[0] in ("each", "every") and pair[1] == "year" for pair in said)


def read_month(match: Match, context: Context) -> Reading | None:
    """March 2022; early March; in March; July of that year."""
    month = match.number("MON")
    if not month:
        return None
    year = told_year(match)
    own = year is not None
    if year is None:
        year = year_beside(match, context)
    if year is None and (match.before == "since" or _was_before(match)):
        year = context.year_since(month)
    if year is None and match.before == "in" and match.coded.at(match.begin - 2) in COUNTED_TO:
        year = context.here
    if year is None:
        year = match.hint
    if year is None:
        year = context.year_of(month, None, tense(match), _goes_on(match, context))
    if year is None:
        return Reading(f"XXXX-{month:02d}")
    point = Point("month", year, month).edged(edge_of(match))
    return stated(point) if own or context.now is not None else resolved(point)


def read_bare_month(match: Match, context: Context) -> Reading | None:
    """January 261, where the text is of years so early; else the month alone."""
    year = bare_year(int(match.coded.word(match.end - 1)), context)
    if year is not None:
        point = Point("month", year, match.number("MON") or 1)
        return stated(point.edged(edge_of(match)))
    match.end = match.all_end = match.end - 1
    return read_month(match, context)


def read_iso(match: Match, _context: Context) -> Reading | None:
    """2022-03-13."""
    word = match.coded.word(match.begin)
    year, month, day = (int(part) for part in re.split("[-/]", word[:10]))
    if not valid(year, month, day):
        return None
    found = stated(Point("day", year, month, day))
    return Reading(word, "TIME", found.date, "stated", found.point) if "T" in word else found


def read_numeric(match: Match, _context: Context) -> Reading | None:
    """13/03/2022, 3.13.22: the day only where the order is certain, else no more than the year."""
    first, second, year = (int(n) for n in re.split(r"[/.-]", match.coded.word(match.begin)))
    if year < 100:
        year += 2000 if year < 50 else 1900
    orders = {(m, d) for m, d in ((first, second), (second, first)) if valid(year, m, d)}
    if len(orders) == 1:
        return stated(Point("day", year, *orders.pop()))
    return stated(Point("year", year)) if orders else None


def read_edge_day(match: Match, context: Context) -> Reading | None:
    """The last day of May; the first day of 1942."""
    month = match.number("MON") or (12 if match.has("last") else 1)
    year = match.number("YEAR")
    if year is None:
        year = context.year_of(month, None, tense(match))
    if year is None:
        return None
    point = Point("month", year, month)
    return resolved(of_day(point.last if match.has("last") else point.first))


def read_attacks(_match: Match, _context: Context) -> Reading | None:
    """9/11; the September 11 attacks: of 2001, whenever they are told."""
    return stated(Point("day", 2001, 9, 11))


def read_lettered(match: Match, _context: Context) -> Reading | None:
    """D-Day; V-E Day; VJ Day."""
    words = [match.coded.at(i) for i in range(match.begin, match.end)]
    return stated(Point("day", *VICTORY[next(w for w in reversed(words) if w in VICTORY)]))


def is_attacks(match: Match) -> bool:
    """Those attacks, by what follows; 9/11 by itself, where it counts nothing."""
    words = [match.coded.word(i) for i in range(match.begin, match.end)]
    if words[-1] != "11" or words[0] not in ("9", "September", "Sept.", "Sept"):
        return False
    if words[0] == "9":
        return not match.coded.isa(match.begin - 1, "SLASH", "NUM")
    return match.after in ("attack", "attacks", "terrorist", "hijackers", "hijackings", "terror")


def read_week_of(match: Match, context: Context) -> Reading | None:
    """The week of Feb. 9."""
    found = read_day(match, context)
    return resolved(found.point.up("week")) if found and found.point else found


def read_head(match: Match, context: Context) -> Reading | None:
    """The first of several days of one month: the 3 of "3 to 5 March 2022"."""
    return read_day(match, context)


def read_tail(match: Match, context: Context) -> Reading | None:
    """The last of several days of one month: the 5 of "March 3 to 5, 2022"."""
    month, days = match.number("MON") or 0, [*match.all("DAY"), *match.all("ORD")]
    year = match.number("YEAR") or (context.month[0] if context.month else None)
    day = int(days[-1])
    if year is None or not valid(year, month, day):
        return None
    return stated(Point("day", year, month, day))


def read_friday_13th(match: Match, context: Context) -> Reading | None:
    """Friday the 13th: the last one that was, or the next one of what is to come."""
    wanted, day = match.number("WEEKDAY") or 0, match.number("ORD") or 0
    if context.last_month is None:
        return None
    month, step = Point("month", *context.last_month), 1 if tense(match) else -1
    for place in range(MONTHS_TRIED):
        point = month.shifted(step * place)
        if valid(point.year, point.part, day):
            found = Point("day", point.year, point.part, day)
            if weekday(found.first) == wanted:
                return resolved(found)
    return None


def read_month_day(match: Match, context: Context) -> Reading | None:
    """The 17th, of the month last told; in a paragraph of news that tells none, the next one or the
    last one."""
    day = match.number("ORD") or match.number("ORDWORD") or 0
    if context.now is not None and (context.last_month is None or not context.told_here):
        return _near_day(match, context, day)
    if context.last_month is None or not valid(*context.last_month, day):
        return None
    return resolved(Point("day", *context.last_month, day))


def _near_day(match: Match, context: Context, day: int) -> Reading | None:
    """The day of a month that is next after, or last before, the publication."""
    year, month, today = from_day(context.now or 0)
    here = Point("month", year, month)
    step = (tense(match) is True and day < today) - (not future(match) and day > today)
    point = here.shifted(step)
    if not context.exact or not valid(point.year, point.part, day):
        return None
    return resolved(Point("day", point.year, point.part, day))


def is_month_day(match: Match) -> bool:
    """Nothing else is counted: "on the 17th of", not "the 17th Division"."""
    if match.before not in (
        "on",
        "by",
        "until",
        "till",
        "from",
        "to",
        "of",
        "and",
        "since",
        "before",
        "after",
        "between",
        "night",
        "morning",
        "evening",
        "through",
    ):
        return False
    if match.of("ORDWORD"):
        return match.before in ("on", "until", "by") and match.after in (".", ",", ";")
    if match.before == "on" and match.coded.isa(match.begin - 2, "PART", "AMPM", "CLOCK"):
        return True  # "at noon on the 22nd aircraft struck"
    counted = match.coded.isa(match.end, "UNIT", "UNITS", "COUNTED", "PART", "WEEKDAY", "DASH")
    return not counted and not match.noun_follows and match.after not in ("quarter", "half")


def is_day(match: Match) -> bool:
    """No counted things: "In March 13 soldiers", "in July the first convoys"."""
    if match.of("ORDWORD") and match.of("MON") and match.coded.isa(match.end - 1, "ORDWORD"):
        return not match.noun_follows and match.before not in ("in", "by", "since", "during")
    if match.coded.isa(match.end, "COUNTED") and not match.of("YEAR"):
        return match.coded.isa(match.begin, "DAY", "ORD")
    last = match.coded.word(match.end - 1)
    return not (last.isdigit() and match.after == "%")


def is_month(match: Match) -> bool:
    """A month, not a name, a verb or an auxiliary."""
    word = match.coded.word(match.end - 1)
    if match.has("hours") and match.of("UNITS"):
        return False  # "the early hours of May 30" are of a day
    if match.of("YEAR") or match.of("BCE") or match.has("ad"):
        return True
    if match.after == ":" and match.before in ("", "#NEWLINE"):
        return True
    if match.coded.isa(match.end - 1, "MONAB"):
        return word.endswith(".") and match.before in OPENING
    if match.begin < match.end - 1 or (match.before in OPENING | {"as"} and match.before != "the"):
        return match.before not in ("and", "to", "on", "for") or not named(match)
    if word in ("May", "March", "MAY", "MARCH"):
        return False
    return not named(match)


_LINK = "(DASH|LONGDASH|to|and|or|until|through|SLASH|COMMA and?)"
_DAYOF = "(the? ORD | DAY)"

RULES = (
    Rule("attacks of 2001", "(DAY SLASH DAY | MON DAY)", read_attacks, is_attacks),
    Rule("lettered day", "(d DASH day | v DASH (e|j) day | (ve|vj) DASH? day)", read_lettered,
         lambda m: m.coded.word(m.begin).isupper() and m.coded.word(m.end - 1).istitle()),
    Rule("iso", "ISO", read_iso),
    Rule("numeric", "NUMDATE", read_numeric),
    Rule(
        "day month",
        "((WEEKDAY|WDAB) COMMA? (the)?)? $THEDAY MON $YEARTAIL?",
        read_day,
        is_day,
    ),
    Rule(
        "month day",
        "((WEEKDAY|WDAB) COMMA?)? MON (the? (DAY|ORD) | the ORDWORD) $YEARTAIL?",
        read_day,
        is_day,
    ),
    Rule("month day", "(WEEKDAY|WDAB) COMMA? MON ORDWORD $YEARTAIL?", read_day),
    Rule("day and day month", f"<{_DAYOF}> {_LINK} {_DAYOF} of? MON $YEARTAIL?", read_head),
    Rule(
        "days and day month",
        f"<{_DAYOF}> COMMA {_DAYOF} COMMA? {_LINK} {_DAYOF} of? MON $YEARTAIL?",
        read_head,
    ),
    Rule("week of a day", "the week (of|beginning|starting) ($THEDAY MON | MON DAY) $YEARTAIL?",
         read_week_of),
    Rule("month day and day", f"MON (DAY|ORD) {_LINK} <(DAY|ORD) (COMMA YEAR)?>", read_tail,
         is_day),
    Rule("edge day", "the (first|last) day of (MON (COMMA? of? YEAR)? | YEAR)", read_edge_day),
    Rule("month", "$EDGE? (the month of)? MON ((of|COMMA)? YEAR | of? $YEARTAIL)?", read_month,
         is_month),
    Rule("month", "$EDGE? MON INT", read_bare_month,
         lambda m: is_bare_year(m) and m.before in OPENING and len(m.coded.word(m.end - 1)) == 3),
    Rule("month of that year", "$EDGE? MON (that|the same) year", read_month),
    Rule("day of the month", "WEEKDAY COMMA? the ORD", read_friday_13th),
    Rule("day of the month", "the (ORD|ORDWORD)", read_month_day, is_month_day),
)  # fmt: skip
