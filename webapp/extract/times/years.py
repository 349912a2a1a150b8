"""Years, and what is longer or shorter than a month: seasons, quarters, decades, centuries."""

from __future__ import annotations

import re

from webapp.extract.times.context import Context
from webapp.extract.times.points import MONTHS_IN, SEASON_NAMES, Point
from webapp.extract.times.rules import TURN, Match, Reading, Rule, edge_of, named, resolved, stated
from webapp.extract.times.tense import future, tense

OPENING = frozenset(
    (
        *("in", "of", "by", "since", "until", "till", "last", "next", "this", "from", "to", "and"),
        *("through", "between", "during", "around", "before", "after", "late", "early", "mid"),
        *("about", "circa", "c", "(", "-", "–", "throughout", "'s", "that", "or", "towards"),
        *("following", "previous", "the", "toward", "for", "on", "into"),
    )
)
WINTER, SPRING_BEGINS, EARLY, CENTURIES = 4, 3, 31, 10
SEASON_OPENING = frozenset(
    (
        *("in", "by", "during", "since", "until", "till", "over", "through", "for", "throughout"),
        *("before", "after", "from", "to", "and", "or", "that", "each", "towards", "till", "all"),
    )
)
SEASON_THINGS = frozenset(
    ("holidays", "holiday", "vacation", "break", "games", "olympics", "school", "camp", "solstice")
)
"""What is named after a season."""
NUMBERED = frozenset(
    (
        *("no", "than", "some", "nearly", "least", "most", ":", "room", "flight", "article"),
        *("number", "page", "section", "highway", "chapter", "model", "channel", "resolution"),
        *("route", "line", "lot", "unit", "suite", "platform", "bus", "train", "gate", "bill"),
    )
)
"""Words before a number that is no year."""
PLAIN_YEARS = range(1400, 2101)
"""Numbers that are read as years even without a word that announces one."""


def year_beside(match: Match, context: Context) -> int | None:
    """The year of "May of that year", "June of the following year"; None without such words."""
    if not match.has("year") or context.last_year is None:
        return None
    back, on = match.has("previous", "preceding"), match.has("following", "next")
    return context.last_year + on - back


def told_year(match: Match) -> int | None:
    """The year that the words give; BC counts back from 0."""
    if match.of("BCE"):
        numbers = [int(n) for n in match.all("NUM")]
        return 1 - numbers[-1] if numbers else None
    if match.has("ad"):
        return int(match.all("NUM")[-1])
    return match.number("YEAR")


def read_year(match: Match, _context: Context) -> Reading | None:
    """1986; early 2022; 44 BC; AD 79; fiscal 1989."""
    year = told_year(match)
    if year is None:
        return None
    point = Point("year", year).edged(edge_of(match))
    found = stated(point)
    more = match.end - match.begin > 1
    spoken = more or match.before in OPENING | {"", "#NEWLINE", "at", "as", "until", "only"}
    in_brackets = match.before in ("(", "–", "-") or match.after == ")"
    return (
        found if spoken and not in_brackets else Reading(found.value, "DATE", found.date, "stated")
    )


def read_bare_year(match: Match, context: Context) -> Reading | None:
    """In 423: where the text is about years BC, or those before 1000."""
    year = bare_year(int(match.coded.word(match.begin)), context)
    return None if year is None else stated(Point("year", year))


def bare_year(number: int, context: Context) -> int | None:
    """The year that three digits or fewer stand for; None where the text is of later times."""
    year = context.year
    if year is None or not EARLY < number < 1000 or year >= 1000:
        return None
    return 1 - number if year <= 0 else number


def read_bare_edge(match: Match, context: Context) -> Reading | None:
    """Early 255."""
    year = bare_year(int(match.coded.word(match.end - 1)), context)
    return None if year is None else stated(Point("year", year).edged(edge_of(match)))


def is_bare_year(match: Match) -> bool:
    """Nothing that is counted, and no sum."""
    word = match.coded.word(match.end - 1)
    return (
        word.isdigit()
        and not match.noun_follows
        and not match.coded.isa(match.end, "COUNTED", "UNITS", "UNIT", "DASH", "BCE", "MON")
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


def read_season(match: Match, context: Context) -> Reading | None:
    """The spring of 1945; that summer; winter 1941-42; the summer of 480 BC."""
    season = match.number("SEASON") or 1
    year = 1 - int(match.all("NUM")[0]) if match.of("BCE") else match.number("YEAR")
    if year is None and match.of("INT"):
        year = bare_year(int(match.all("INT")[0]), context)
        if year is None:
            return None
    own = year is not None
    if year is None:
        year = match.hint if match.hint is not None else year_beside(match, context)
    if year is None:
        year = _season_year(match, context, season)
    if year is None:
        return Reading(f"XXXX-{SEASON_NAMES[season - 1]}")
    point = Point("season", year, season).edged(edge_of(match))
    return stated(point) if own else resolved(point)


def _season_year(match: Match, context: Context, season: int) -> int | None:
    """Of a season alone. A winter is that of the year in which it begins."""
    if season != WINTER:
        return context.year_of(3 * season, None, tense(match))
    month = context.last_month
    if month and month[1] < SPRING_BEGINS:
        return month[0] - (not future(match))
    return context.year_of(12, None, tense(match))


def read_decade(match: Match, context: Context) -> Reading | None:
    """The 1990s; the late '80s; the thirties."""
    word = re.sub(r"\D", "", match.one("DECADE")) or match.one("TENS")
    year = int(word)
    if match.of("BCE") or (100 <= year < 1000 and (context.year or 1000) <= 0):
        return stated(Point("decade", -8 - year).edged(edge_of(match)))
    if year < 100:
        around = context.last_year or 1999
        year += 1900 if match.of("DECADE") or year >= 20 else around // 100 * 100
    return stated(Point("decade", year).edged(edge_of(match)))


def is_decade(match: Match) -> bool:
    """Not somebody's age: "in her 40s", "the mid-30s"."""
    word = match.one("DECADE")
    if match.of("TENS") or len(word) > len("40") or match.coded.word(match.end - 1)[0] in "'’‘":
        return match.has("the") or not match.of("TENS")
    return match.has("the") and not match.of("EDGE") and match.before in (
        "in", "of", "since", "by", "from", "during", "until", "and", "to", "throughout",
    )  # fmt: skip


def read_century(match: Match, context: Context) -> Reading | None:
    """The 19th century; the early twentieth century; the 5th century BC, which goes without saying
    where the years told are BC."""
    number = match.number("ORDINAL") or 0
    if not 1 <= number <= 30:
        return None
    ancient = context.narrative and context.year is not None and context.year <= 0
    before = match.of("BCE") or (ancient and number < CENTURIES and not match.has("ad"))
    start = 1 - 100 * number if before else 100 * (number - 1)
    if before:
        return stated(Point("century", start).edged(edge_of(match)))
    point = Point("century", start).edged(edge_of(match))
    return Reading(f"{number - 1:02d}", "DATE", point.edtf if start else "", "stated", point)


def read_fiscal(match: Match, _context: Context) -> Reading | None:
    """FY98; FY 2013."""
    digits = re.sub(r"\D", "", match.coded.word(match.begin))
    year = int(digits)
    return stated(Point("year", year + (year < 100) * (2000 if year < TURN else 1900)))


def read_quarter(match: Match, context: Context) -> Reading | None:
    """The third quarter of 2012; Q3 2012; the third quarter."""
    number = int([4, *match.all("QUARTER"), *match.all("ORDINAL")][-1])  # 4: the final one
    if not 1 <= number <= 4:
        return None
    year, here = match.number("YEAR"), context.current("year")
    own = year is not None
    if here is not None and match.has("this", "last", "next") and match.has("year"):
        year = here.year + match.has("next") - (not match.has("next", "this"))
    if year is None:
        year = _year_of_part("quarter", number, match, context)
    if year is None:
        return Reading(f"XXXX-Q{number}")
    point = Point("quarter", year, number).edged(edge_of(match) if match.of("EDGENOUN") else "")
    return stated(point) if own else resolved(point)


def _year_of_part(grain: str, number: int, match: Match, context: Context) -> int | None:
    """The year of a quarter or half without one: what is to come may have begun already."""
    size, told = MONTHS_IN[grain], tense(match)
    return context.year_of(size * number if told else size * (number - 1) + 1, None, told)


def read_half(match: Match, context: Context) -> Reading | None:
    """The first half of 1943; the first half."""
    number = match.number("ORDINAL") or 0
    year, here = match.number("YEAR") or context.last_year, context.current("year")
    if here is not None and match.has("this", "last", "next"):
        year = here.shifted(match.has("next") - match.has("last")).year
    elif here is not None and not match.of("YEAR") and number in (1, 2):
        loose = _year_of_part("half", number, match, context)
        year = here.year if match.has("of") and future(match) else loose
    if not 1 <= number <= 2 or year is None:
        return None
    point = Point("half", year, number)
    return stated(point) if match.of("YEAR") else resolved(point)


def read_decade_of_century(match: Match, _context: Context) -> Reading | None:
    """The first decade of the 21st century."""
    decade, century = (int(number) for number in (*match.all("ORDINAL"), 0)[:2])
    if not (1 <= decade <= 10 and 1 <= century <= 30):
        return None
    return stated(Point("decade", 100 * (century - 1) + 10 * (decade - 1) or 1))


def is_year(match: Match) -> bool:
    """A year, not a count, a sum or a number of something; halves of years have a rule."""
    if match.of("BCE") or match.has("ad", "fiscal"):
        return True
    if match.has("half") and match.of("ORDWORD"):
        return False
    year = match.number("YEAR") or 0
    coded, end = match.coded, match.end
    if coded.isa(end, "COUNTED", "MONEY", "UNITS") or coded.isa(match.begin - 1, "MONEY", "SLASH"):
        return False
    if coded.isa(end, "DASH") and coded.isa(end + 1, "COUNTED", "UNIT", "INT"):
        two = coded.word(end + 1)
        return coded.isa(end + 1, "INT") and len(two) == 2
    start = coded.tokens[match.begin].start
    if start and coded.text[start - 1] in "\\_0123456789xuABCDEF":
        return False
    if match.before == "-" and coded.isa(match.begin - 2, "INT"):
        return False
    if coded.isa(match.end - 1, "SHORTYEAR") and match.begin == match.end - 1:
        return match.before in ("in", "of", "since", "until", "by") and not match.noun_follows
    compared = match.before == "than" and coded.at(match.begin - 2) in ("later", "earlier")
    if (match.before in NUMBERED and not compared) or match.after in ("were", "are", "have"):
        return False
    if match.after == "-" and coded.isa(end + 1, "OTHER"):
        return False
    if match.before in ("over", "approximately"):
        return False
    if match.before in ("about", "around"):
        return year in PLAIN_YEARS and not match.noun_follows
    if match.begin < match.end - 1 or match.before in OPENING:
        paired = coded.isa(match.begin - 2, "YEAR")
        loose = match.before in ("the", "for", "to", "and", "or", "on")
        return paired or not loose or year in PLAIN_YEARS
    return year in range(1600, 2101)


def is_season(match: Match) -> bool:
    """A season with a word that announces it, not a source of water or a name."""
    if match.of("YEAR") or match.of("BCE"):
        return True
    word = match.coded.word(match.end - 1)
    if match.after in SEASON_THINGS:
        return False
    if match.before == "of":
        return match.coded.at(match.begin - 2) in ("depth", "depths", "height", "dead", "heart")
    if word[:1].isupper() and named(match):
        return False
    if match.coded.at(match.end - 1) == "fall":
        return match.before in ("in", "since", "this", "by") and match.after != "of"
    return match.before in SEASON_OPENING or (match.begin < match.end - 1 and match.of("EDGE"))


RULES = (
    Rule("year", "$EDGE? (the? year)? YEAR", read_year, is_year),
    Rule("year BC", "$EDGE? (the? year)? (YEAR|INT|DAY) BCE", read_year),
    Rule("year AD", "$EDGE? (the? year)? (ad NUM | (YEAR|INT|DAY) ad)", read_year, is_year),
    Rule("years BC", "<NUM> (DASH|LONGDASH|to|and|until|or|through) NUM BCE", read_bc_head,
         is_bc_head),
    Rule("short year", "YEAR (DASH|SLASH|LONGDASH) <(DAY|INT)>", read_short_year, is_short_year),
    Rule("fiscal year", "the? fiscal year? YEAR", read_year),
    Rule("season", "($EDGE? the? | EDGE DASH?) SEASON ((of|COMMA|in)? (the year)? YEAR"
         " ((DASH|SLASH) NUM)? | (of|COMMA)? NUM ((DASH|SLASH) NUM)? BCE | of INT"
         " | of (the|that) (very|same|following|next|previous|preceding)? year)?",
         read_season, is_season),
    Rule("bare year", "(in|by|until|since|from|to|between|and|of|during|after|before|around|or"
         "|perhaps|SLASH) <INT>",
         read_bare_year, is_bare_year),
    Rule("bare year", "(in|by|until|since|from|to|and) <EDGE DASH? INT>", read_bare_edge,
         is_bare_year),
    Rule("decade", "the? (EDGE DASH?)? to? DASH? (EDGE DASH?)? (DECADE BCE?|TENS)", read_decade,
         is_decade),
    Rule("decade of a century", "the ORDINAL decade of the ORDINAL century",
         read_decade_of_century),
    Rule("century", "$EDGE? the? EDGE? DASH? (ORDINAL) DASH? century (BCE|ad)?", read_century),
    Rule("century", "<$EDGE? the? EDGE? DASH? ORDINAL> (and|to|or|DASH|LONGDASH|through)"
         " the? EDGE? DASH? ORDINAL DASH? (century|centuries) (BCE|ad)?", read_century),
    Rule("century", "(and|to|or|DASH|LONGDASH|through) <the? EDGE? DASH? ORDINAL centuries"
         " (BCE|ad)?>", read_century),
    Rule("fiscal year", "FISCAL", read_fiscal),
    Rule("quarter", "the? YEAR ORDINAL DASH? quarter", read_quarter),
    Rule("half", "(ORDINAL DASH half | YEAR ORDINAL half)", read_half),
    Rule("half", "in <the ORDINAL half>", read_half, lambda m: m.after != "of"),
    Rule("quarter", "$EDGE? (the? fiscal? ORDINAL DASH? quarter | QUARTER)"
         " ((of|COMMA)? fiscal? year? YEAR)?", read_quarter),
    Rule("quarter", "the? (ORDINAL|final|last) quarter of ((this|last|next) year | YEAR)",
         read_quarter),
    Rule("half", "the? ORDINAL half of? (the year | YEAR | (this|last|next) year)", read_half),
)  # fmt: skip
