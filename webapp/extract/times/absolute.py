"""Dates of the calendar: days, months, years, seasons, decades, centuries, with or without year."""

from __future__ import annotations

import re

from webapp.extract.times.context import Context
from webapp.extract.times.points import Point, valid
from webapp.extract.times.rules import Match, Reading, Rule, edge_of, resolved, stated
from webapp.extract.times.tense import future

OPENING = frozenset(
    (
        *("in", "of", "by", "since", "until", "till", "last", "next", "this", "from", "to", "and"),
        *("through", "between", "during", "around", "before", "after", "late", "early", "mid"),
        *("about", "circa", "c", "(", "-", "–", "throughout", "'s", "that", "or", "towards"),
        *("following", "previous", "the", "toward", "for", "on"),
    )
)
PLAIN_YEARS = range(1400, 2101)
"""Numbers that are read as years even without a word that announces one."""


def _year(match: Match) -> int | None:
    """The year that the words give; BC counts back from 0."""
    if match.of("BCE"):
        numbers = [int(n) for n in match.all("NUM")]
        return 1 - numbers[-1] if numbers else None
    if match.has("ad"):
        return int(match.all("NUM")[-1])
    return match.number("YEAR")


def read_day(match: Match, context: Context) -> Reading | None:
    """March 13, 2022; 13 March; the 5th of May, 1944; Sunday, 13 March."""
    month = match.number("MON")
    day = match.number("DAY") or match.number("ORDINAL")
    if not month or not day:
        return None
    year = _year(match)
    if year is not None:
        return stated(Point("day", year, month, day)) if valid(year, month, day) else None
    if match.hint is not None:
        year = match.hint
        return stated(Point("day", year, month, day)) if valid(year, month, day) else None
    point = context.day_in(month, day, future(match))
    if point is None:
        return Reading(f"XXXX-{month:02d}-{day:02d}")
    return stated(point) if context.now is not None else resolved(point)


def read_month(match: Match, context: Context) -> Reading | None:
    """March 2022; early March; in March; July of that year."""
    month = match.number("MON")
    if not month:
        return None
    year = _year(match)
    own = year is not None
    if year is None and match.has("that", "same"):
        year = context.last_year
    if year is None:
        year = match.hint if match.hint is not None else context.year_of(month, None, future(match))
    if year is None:
        return Reading(f"XXXX-{month:02d}")
    point = Point("month", year, month).edged(edge_of(match))
    return stated(point) if own or context.now is not None else resolved(point)


def read_year(match: Match, _context: Context) -> Reading | None:
    """1986; early 2022; 44 BC; AD 79; fiscal 1989."""
    year = _year(match)
    if year is None:
        return None
    point = Point("year", year).edged(edge_of(match))
    found = stated(point)
    spoken = match.begin < match.all_end and match.before in OPENING | {""}
    in_brackets = match.before in ("(", "–", "-") or match.after == ")"
    return (
        found if spoken and not in_brackets else Reading(found.value, "DATE", found.date, "stated")
    )


def read_short_year(match: Match, _context: Context) -> Reading | None:
    """The 45 of 1939-45."""
    century = int(match.all("YEAR")[0]) // 100 * 100
    year = century + int(match.coded.word(match.begin))
    return Reading(f"{year:04d}", "DATE", Point("year", year).edtf, "stated")


def is_short_year(match: Match) -> bool:
    """Two digits, and later than the year before them."""
    word = match.coded.word(match.begin)
    return len(word) == 2 and word.isdigit() and int(word) > int(match.all("YEAR")[0]) % 100


def read_bc_head(match: Match, _context: Context) -> Reading | None:
    """The 264 of 264-241 BC."""
    point = Point("year", 1 - int(match.coded.word(match.begin)))
    return stated(point)


def is_bc_head(match: Match) -> bool:
    """Years BC count down."""
    numbers = [int(n) for n in match.all("NUM")]
    return numbers[0] > numbers[-1]


def read_iso(match: Match, _context: Context) -> Reading | None:
    """2022-03-13."""
    word = match.coded.word(match.begin)
    year, month, day = (int(part) for part in word[:10].split("-"))
    if not valid(year, month, day):
        return None
    found = stated(Point("day", year, month, day))
    return Reading(word, "TIME", found.date, "stated", found.point) if "T" in word else found


def read_numeric(match: Match, _context: Context) -> Reading | None:
    """13/03/2022, 3.13.22: the day only where the order is certain, else no more than the year."""
    first, second, year = (int(n) for n in re.split(r"[/.]", match.coded.word(match.begin)))
    if year < 100:
        year += 2000 if year < 50 else 1900
    orders = {(m, d) for m, d in ((first, second), (second, first)) if valid(year, m, d)}
    if len(orders) == 1:
        return stated(Point("day", year, *orders.pop()))
    return stated(Point("year", year)) if orders else None


def read_season(match: Match, context: Context) -> Reading | None:
    """The spring of 1945; that summer; winter 1941-42."""
    season = match.number("SEASON") or 1
    year = match.number("YEAR")
    own = year is not None
    if year is None:
        year = match.hint
    if year is None:
        year = context.year_of(3 * season, None, future(match))
        if year is not None and season == 4 and context.now is not None:
            year = context.year_of(12, None, future(match))
    if year is None:
        return Reading(f"XXXX-{('SP', 'SU', 'FA', 'WI')[season - 1]}")
    point = Point("season", year, season).edged(edge_of(match))
    return stated(point) if own else resolved(point)


def read_decade(match: Match, context: Context) -> Reading | None:
    """The 1990s; the late '80s; the thirties."""
    word = re.sub(r"\D", "", match.one("DECADE")) or match.one("TENS")
    year = int(word)
    if year < 100:
        around = context.last_year or 1999
        year += 1900 if match.of("DECADE") or year >= 20 else around // 100 * 100
    return stated(Point("decade", year).edged(edge_of(match)))


def read_century(match: Match, _context: Context) -> Reading | None:
    """The 19th century; the early twentieth century; the 5th century BC."""
    number = match.number("ORDINAL") or 0
    if not 1 <= number <= 30:
        return None
    start = 1 - 100 * number if match.of("BCE") else 100 * (number - 1)
    if match.of("BCE"):
        return stated(Point("century", start).edged(edge_of(match)))
    point = Point("century", start).edged(edge_of(match))
    return Reading(f"{number - 1:02d}", "DATE", point.edtf if start else "", "stated", point)


def read_quarter(match: Match, context: Context) -> Reading | None:
    """The third quarter of 2012; Q3 2012; the third quarter."""
    number = int(match.one("QUARTER")) if match.of("QUARTER") else match.number("ORDINAL") or 0
    if not 1 <= number <= 4:
        return None
    year = match.number("YEAR")
    own = year is not None
    if year is None:
        year = context.year_of(3 * number - 2, None, future(match))
    if year is None:
        return Reading(f"XXXX-Q{number}")
    point = Point("quarter", year, number)
    return stated(point) if own else resolved(point)


def read_half(match: Match, context: Context) -> Reading | None:
    """The first half of 1943; the first half."""
    number = match.number("ORDINAL") or 0
    year = match.number("YEAR") or context.last_year
    if not 1 <= number <= 2 or year is None:
        return None
    point = Point("half", year, number)
    return stated(point) if match.of("YEAR") else resolved(point)


def read_head(match: Match, context: Context) -> Reading | None:
    """The first of several days of one month: the 3 of "3 to 5 March 2022"."""
    return read_day(match, context)


def read_tail(match: Match, context: Context) -> Reading | None:
    """The last of several days of one month: the 5 of "March 3 to 5, 2022"."""
    month, days = match.number("MON") or 0, [int(day) for day in match.all("DAY")]
    year = match.number("YEAR") or (context.month[0] if context.month else None)
    if year is None or not valid(year, month, days[-1]):
        return None
    return stated(Point("day", year, month, days[-1]))


def read_month_day(match: Match, context: Context) -> Reading | None:
    """The 17th, of the month last told."""
    day = match.number("ORD") or match.number("ORDWORD") or 0
    if context.last_month is None or not valid(*context.last_month, day):
        return None
    return resolved(Point("day", *context.last_month, day))


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
    after = match.after
    if match.of("ORDWORD"):
        return match.before in ("on", "until", "by") and after in (".", ",", ";")
    return after in ("", "#NEWLINE") or not (after[0] == "#" or after[0].isalpha()) or after in (
        "and", "to", "the", "a", "of", "at", "in", "but", "after", "before", "when", "with", "by",
        "until", "as", "while", "he", "they", "she", "it", "was", "were", "had", "for",
    )  # fmt: skip


def is_day(match: Match) -> bool:
    """No counted things: "In March 13 soldiers"."""
    if match.coded.isa(match.end, "COUNTED") and not match.of("YEAR"):
        return match.coded.isa(match.begin, "DAY", "ORD")
    last = match.coded.word(match.end - 1)
    return not (last.isdigit() and match.after == "%")


def is_month(match: Match) -> bool:
    """A month, not a name, a verb or an auxiliary."""
    word = match.coded.word(match.end - 1)
    if match.of("YEAR") or match.of("BCE") or match.has("ad"):
        return True
    if match.coded.isa(match.end - 1, "MONAB"):
        return word.endswith(".") and match.before in OPENING
    if match.begin < match.end - 1 or (match.before in OPENING and match.before != "the"):
        return match.before not in ("and", "to", "on", "for") or not _named(match)
    if word in ("May", "March", "MAY", "MARCH"):
        return False
    return not _named(match)


def _named(match: Match) -> bool:
    """Whether a capitalised word beside it makes it a name: April Jones, the October Revolution."""
    return "#CAPITAL" in (match.after, match.before)


def is_year(match: Match) -> bool:
    """A year, not a count, a sum or a number of something."""
    if match.of("BCE") or match.has("ad", "fiscal"):
        return True
    year = match.number("YEAR") or 0
    coded, end = match.coded, match.end
    if coded.isa(end, "COUNTED", "MONEY", "UNITS") or coded.isa(match.begin - 1, "MONEY", "SLASH"):
        return False
    if coded.isa(end, "DASH") and coded.isa(end + 1, "COUNTED", "UNIT", "INT"):
        two = coded.word(end + 1)
        return coded.isa(end + 1, "INT") and len(two) == 2
    if match.before in ("no", "than", "some", "nearly", "route", "least", "most", ":"):
        return False
    if match.before in ("over", "about", "approximately", "around") and match.after != "":
        return coded.at(end) in (",", ".", ")", ";") and match.before in ("about", "around")
    if match.begin < match.end - 1 or match.before in OPENING:
        return match.before not in ("the", "for", "to", "and", "or", "on") or year in PLAIN_YEARS
    return year in range(1600, 2101)


def is_season(match: Match) -> bool:
    """A season with a word that announces it, not a source of water or a name."""
    if match.of("YEAR"):
        return True
    word = match.coded.word(match.end - 1)
    if word[:1].isupper() and "#CAPITAL" in (match.after, match.before):
        return False
    if match.coded.at(match.end - 1) == "fall":
        return match.before in ("in", "since", "this", "by") and match.after != "of"
    return match.before in ("in", "by", "during", "since", "until", "over", "through", "for") or (
        match.begin < match.end - 1 and match.of("EDGE")
    )


_LINK = "(DASH|LONGDASH|to|and|or|until|through|SLASH|COMMA and?)"
_DAYOF = "(the? ORD | DAY)"

RULES = (
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
        "((WEEKDAY|WDAB) COMMA?)? MON the? (DAY|ORD) $YEARTAIL?",
        read_day,
        is_day,
    ),
    Rule("day and day month", f"<{_DAYOF}> {_LINK} {_DAYOF} of? MON $YEARTAIL?", read_head),
    Rule(
        "days and day month",
        f"<{_DAYOF}> COMMA {_DAYOF} COMMA? {_LINK} {_DAYOF} of? MON $YEARTAIL?",
        read_head,
    ),
    Rule("month day and day", f"MON DAY {_LINK} <DAY (COMMA YEAR)?>", read_tail, is_day),
    Rule("month", "$EDGE? MON ((of|COMMA)? YEAR | of? $YEARTAIL)?", read_month, is_month),
    Rule("month of that year", "$EDGE? MON of? (that|the same) year", read_month),
    Rule("year", "$EDGE? (the? year)? YEAR", read_year, is_year),
    Rule("year BC", "$EDGE? (the? year)? (YEAR|INT|DAY) BCE", read_year),
    Rule("year AD", "$EDGE? (the? year)? (ad NUM | (YEAR|INT|DAY) ad)", read_year, is_year),
    Rule("years BC", "<NUM> (DASH|LONGDASH|to|and|until|or|through) NUM BCE", read_bc_head,
         is_bc_head),
    Rule("short year", "YEAR (DASH|SLASH|LONGDASH) <(DAY|INT)>", read_short_year, is_short_year),
    Rule("fiscal year", "the? fiscal year? YEAR", read_year),
    Rule("season", "$EDGE? the? SEASON ((of|COMMA)? YEAR ((DASH|SLASH) NUM)?)?", read_season,
         is_season),
    Rule("decade", "the? (EDGE DASH?)? to? DASH? (EDGE DASH?)? (DECADE|TENS)", read_decade),
    Rule("century", "$EDGE? the? EDGE? DASH? (ORDINAL) DASH? century BCE?", read_century),
    Rule("quarter", "(the? ORDINAL DASH? quarter | QUARTER) ((of|COMMA)? fiscal? year? YEAR)?",
         read_quarter),
    Rule("half", "the? ORDINAL half of? (the year | YEAR)", read_half),
    Rule("day of the month", "the (ORD|ORDWORD)", read_month_day, is_month_day),
)  # fmt: skip
