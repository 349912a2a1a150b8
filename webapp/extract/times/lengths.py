"""Durations ("more than two weeks", "the past five years") and repetitions ("every day")."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.times.amounts import Amount, amount_of, count_of
from webapp.extract.times.context import Context
from webapp.extract.times.points import SEASON_NAMES, day_text, month_text, written
from webapp.extract.times.rules import Match, Reading, Rule
from webapp.model.days import from_day

LASTING = frozenset(
    (
        *("war", "conflict", "siege", "invasion", "campaign", "blockade", "ceasefire", "truce"),
        *("insurgency", "occupation", "standoff", "crisis", "battle", "offensive", "dispute"),
        *("strike", "fighting", "rebellion", "uprising", "civil", "bombardment", "talks"),
    )
)
"""What is under way when its age is told: "the month-old war"."""
OWNERS = frozenset(("the", "this", "their", "its", "his", "our", "of", "to"))
MORE = frozenset(("more", "over", "longer", "least"))
AUXILIARY = frozenset(
    ("to", "would", "will", "'ll", "could", "can", "may", "might", "not", "should", "must", "did")
)
"""Before the verb "last"."""
COMPARED = frozenset(("twice", "times", "half"))
"""Before "as many as a year ago", which doesn't count the year."""
BARE = frozenset(
    (
        *("spent", "spend", "spending", "spends", "lasting", "lasts", "last", "take", "takes"),
        *("taking", "wait", "waited", "waiting", "perhaps", "maybe", "possibly", "probably", "not"),
        *("even", "be", "been", "were", "are", "only", "just", "mere", "or", "than", "requires"),
    )
)
"""Before a plural that is a duration by itself: "spent years", "weeks, if not months"."""
RATED = frozenset(("million", "billion", "times", "percent", "%", "cents", "barrels", "hours"))
SIZES_OF = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
COMPOUND = {"daylong": "D", "weeklong": "W", "monthlong": "M", "yearlong": "Y", "decadelong": "DE"}


def _length(amount: Amount | None, date: str = "") -> Reading | None:
    if amount is None:
        return None
    return Reading(amount.value, "DURATION", written(date) if date else "")


def _since(match: Match, context: Context, amount: Amount) -> str:
    """From so long ago to the day of publication; "more than" blurs the start to a month."""
    if context.now is None:
        return ""
    start = amount.before(context.now)
    if any(match.has(word) for word in MORE) and amount.unit in ("D", "W", "2W"):
        start = f"{month_text(*from_day(context.now - amount.days)[:2])}~"
    return f"{start}/{day_text(context.now)}"


def read_length(match: Match, context: Context) -> Reading | None:
    """Three days; more than two weeks; half an hour. Dated where something has been so for so
    long ("have fought for three years")."""
    amount = amount_of(match)
    if amount is None:
        return None
    perfect = match.before == "for" and any(
        match.coded.at(i) in ("has", "have", "'ve", "’ve", "been")
        for i in range(max(0, match.begin - 8), match.begin)
    )
    if match.before == "within" and context.day is not None and amount.unit in ("D", "W"):
        return _length(amount, f"{day_text(context.day)}/{day_text(context.day + amount.days)}")
    return _length(amount, _since(match, context, amount) if perfect else "")


def read_one(match: Match, _context: Context) -> Reading | None:
    """The week ending 5 May."""
    return _length(Amount(1, match.one("UNIT")))


def read_nth(match: Match, context: Context) -> Reading | None:
    """For a third day: under way since the day before the last two."""
    count, now = match.number("ORDINAL") or 0, context.now
    days = "" if now is None else f"{day_text(now - count + 1)}/{day_text(now)}"
    amount = Amount(count, match.one("UNIT"))
    return _length(amount, days if amount.unit == "D" else "") if count > 1 else None


def read_two(match: Match, _context: Context) -> Reading | None:
    """Six years and one day; two hours 30 minutes."""
    coded = match.coded
    units = [i for i in range(match.begin, match.end) if coded.isa(i, "UNIT", "UNITS")]
    parts = [replace(match, end=units[0] + 1, all_end=units[0] + 1)]
    parts.append(replace(match, begin=units[0] + 1, all_begin=units[0] + 1))
    first, second = (amount_of(part) for part in parts)
    if first is None or second is None:
        return None
    tail = second.value[2 if first.unit[0] == "T" == second.unit[0] else 1 :]
    return Reading(f"{first.value}{tail}", "DURATION")


def is_two(match: Match) -> bool:
    """The second unit is the smaller one."""
    units = [match.coded.at(i) for i in range(match.begin, match.end)]
    sizes = [SIZES_OF.get(unit.rstrip("s"), 0) for unit in units if unit.rstrip("s") in SIZES_OF]
    return len(sizes) == 2 and sizes[0] > sizes[1]


def is_length(match: Match) -> bool:
    """An amount of time, not "one day" of a story, "a week-long", or a number of somethings."""
    coded = match.coded
    if match.before in ("-", "#DAY") and coded.isa(match.begin - 2, "NUM"):
        return False
    if match.after == "-" and coded.at(match.end + 1) in ("long", "old"):
        return False
    if is_name(match):
        return False
    words = [coded.at(i) for i in range(match.begin, match.end)]
    if match.before == "as" if words[0] == "many" else match.before in COMPARED:
        return False
    if words == ["one", "day"] and match.after not in ("after", "before", "earlier", "later"):
        return match.before in ("for", "in", "within", "after", "just", "only", "than", "a", "of")
    if words[0] == "the" and len(words) == 2:
        return False
    if words[-1] == "minute" and words[0] in ("a", "some") and match.noun_follows:
        return False
    return not (words[0] == "some" and len(words) == 2 and match.of("UNIT"))


def read_long(match: Match, context: Context) -> Reading | None:
    """The more than two-week-long conflict: under way until the publication."""
    unit = COMPOUND.get(match.coded.at(match.end - 1))
    amount = Amount(1, unit) if unit else amount_of(match)
    running = match.before in OWNERS or _owned(match)
    return _length(amount, _since(match, context, amount) if running and amount else "")


def _owned(match: Match) -> bool:
    """Whether "the" stands before the amount, with "more than" between at most."""
    return any(match.coded.at(match.begin - back) in OWNERS for back in (1, 2, 3))


def read_old(match: Match, context: Context) -> Reading | None:
    """A war's age dates it; a person's doesn't."""
    amount = amount_of(match)
    lasting = match.has("old", "olds") and match.after in LASTING
    return _length(amount, _since(match, context, amount) if lasting and amount else "")


def read_past(match: Match, context: Context) -> Reading | None:
    """The past five years; the last two weeks."""
    amount = amount_of(match)
    return _length(amount, _since(match, context, amount) if amount else "")


def read_ahead(match: Match, context: Context) -> Reading | None:
    """The next three months; the first two days."""
    amount = amount_of(match)
    ahead = match.has("next", "coming") and context.now is not None and amount is not None
    if not ahead or amount is None or context.now is None:
        return _length(amount)
    end = month_text(*from_day(context.now + amount.days)[:2])
    if amount.unit in ("D", "W") and amount.count is not None:
        end = day_text(context.now + amount.days)
    return _length(amount, f"{day_text(context.now)}/{end}~")


def read_bare(match: Match, _context: Context) -> Reading | None:
    """For years; weeks of talks."""
    return _length(Amount(None, match.one("UNITS")))


def is_bare(match: Match) -> bool:
    """A plural with a word that makes it a duration."""
    if match.after == "of" and match.coded.isa(match.end + 1, "MON"):
        return False
    if match.one("UNITS") in ("Q", "WE"):
        return False  # three quarters of an hour
    if match.end - match.begin > 1 and _is_stretch(match):
        return True
    if match.before in BARE:
        return match.after not in ("later", "earlier", "ago", "old", "-")
    before = match.before in (
        "for",
        "in",
        "after",
        "within",
        "of",
        "took",
        "take",
        "taken",
        "lasted",
    )
    return before or match.after in ("of", "after", "before", "without")


def _is_stretch(match: Match) -> bool:
    """Over the years; in those years; in the years before the war."""
    if match.before in ("during", "over", "throughout"):
        return True
    later = ("after", "before", "since", "that", "following", "leading", "between", "prior")
    return match.before == "in" and (match.has("these", "those") or match.after in later)


def read_set(match: Match, _context: Context) -> Reading | None:
    """Every day; each spring; every two weeks; daily; twice a week."""
    amount = amount_of(match) if not match.of("WEEKDAYS") else None
    if match.of("FREQ"):
        return Reading(match.one("FREQ"), "SET")
    if match.has("quarter"):
        return Reading("P1Q", "SET")
    if amount and match.has("other"):
        return Reading(Amount(2, amount.unit).value, "SET")
    if amount:
        counted = match.of("NUM") or match.of("NUMWORD") or match.has("few")
        count = amount.count if counted else 1
        return Reading(Amount(1 if match.has("times") else count, amount.unit).value, "SET")
    if match.of("WEEKDAY") or match.of("WEEKDAYS"):
        number = match.number("WEEKDAY") if match.of("WEEKDAY") else match.number("WEEKDAYS")
        time = match.one("PART") or match.one("PARTS")
        part = f"T{time}" if time else ""
        return Reading(f"XXXX-WXX-{(number or 0) + 1}{part}", "SET")
    if match.of("SEASON"):
        return Reading(f"XXXX-{SEASON_NAMES[(match.number('SEASON') or 1) - 1]}", "SET")
    if match.of("MONTH"):
        return Reading(f"XXXX-{match.number('MONTH'):02d}", "SET")
    return Reading(f"XXXX-XX-XXT{match.one('PART') or match.one('PARTS')}", "SET")


def read_yearly(match: Match, _context: Context) -> Reading | None:
    """Every 15 February."""
    month, day = match.number("MONTH") or 1, match.number("DAY") or 1
    return Reading(f"XXXX-{month:02d}-{day:02d}", "SET")


def read_so_often(match: Match, _context: Context) -> Reading | None:
    """Three days a week; 24 hours a day."""
    return Reading(Amount(1, str(match.all("UNIT")[-1])).value, "SET")


def read_seconds(match: Match, _context: Context) -> Reading | None:
    """A 30-second film."""
    return _length(Amount(count_of(match), "TS"))


def is_frequency(match: Match) -> bool:
    """Not the name of a newspaper."""
    return match.coded.word(match.begin)[:1].islower()


def read_long_old(match: Match, context: Context) -> Reading | None:
    """The two-week-long siege; 42 years old; a 42-year-old; the three-year-old war."""
    old = match.has("old", "olds")
    return read_old(match, context) if old else read_long(match, context)


def is_compound(match: Match) -> bool:
    """A two-year plan, not the Six-Day War; what is longer, "two-year-old", has its own rule."""
    return not is_name(match)


def is_name(match: Match) -> bool:
    """The Seven Years' War: a unit with a capital within its sentence."""
    coded = match.coded
    last = next(
        (i for i in range(match.end - 1, -1, -1) if coded.isa(i, "UNIT", "UNITS")), match.end - 1
    )
    words = [coded.word(i) for i in range(match.begin + match.has("the"), match.end)]
    definite = "the" in (match.before, coded.at(match.begin))
    if definite and len(words) > 1 and all(word.istitle() for word in words):
        return True  # the Hundred Days
    return coded.word(last).istitle() and (
        coded.isa(match.end, "CAPITAL") or coded.at(match.end) in ("'", "’", "'s", "war")
    )


def is_unit_long(match: Match) -> bool:
    """A week-long siege; with "a" only where nothing else is counted."""
    return not match.coded.isa(match.begin - 2, "NUM", "NUMWORD")


def is_rate(match: Match) -> bool:
    """So much a day: after a sum or a number of something."""
    coded = match.coded
    before = range(max(0, match.begin - 3), match.begin)
    if match.before in RATED:
        return True
    sums = any(coded.isa(i, "MONEY") for i in range(max(0, match.begin - 4), match.begin))
    counted = any(coded.isa(i, "NUM", "NUMWORD") for i in before) and coded.isa(
        match.begin - 1, "OTHER", "COUNTED", "NUM"
    )
    late = match.after in ("later", "earlier", "ago", "before", "after", "-", "and")
    return (sums or counted) and not late and match.before not in ("in", "for", "within", "of")


_SO = "(straight|consecutive|successive|full|whole|more|long|additional|further|solid|entire)"
_MANY = f"$ABOUT? $COUNT {_SO}? {_SO}?"
_LONG = "(long|old|olds)"

RULES = (
    Rule("rate", "(a|an) UNIT", read_set, is_rate),
    Rule("duration", "(NUM|NUMWORD) DASH and DASH a DASH half UNITS", read_length),
    Rule("duration", "(these|those|the (better|best|greater) part of) $COUNT? UNITS", read_length,
         lambda m: m.of("NUMWORD") or m.of("NUM") or m.has("part")),
    Rule("duration", f"{_MANY} $ANYUNIT (and a half | or (so|two|more))?", read_length, is_length),
    Rule("duration", "<the fiscal? (week|month|year)> (to|ended|ending|through)"
         " (MON|DAY|WEEKDAY|YEAR)", read_one),
    Rule("duration", f"{_MANY} $ANYUNIT (and|COMMA and?)? (NUM|NUMWORD|a|an) $ANYUNIT",
         read_two, is_two),
    Rule("duration", "(another|all|(a|an|the) (whole|full|entire|single)) UNIT",
         read_length, lambda m: not (m.has("all") and m.one("UNIT") == "TM")),
    Rule("nth in a row", "for <a ORDINAL (straight|consecutive|successive)? (day|week|month|year)>",
         read_nth),
    Rule("compound", "$NUMBER DASH UNIT", read_old, is_compound),
    Rule("long duration", f"($MORE)? $NUMBER DASH? $ANYUNIT DASH? {_LONG}", read_long_old),
    Rule("long duration", f"$MORE? $COUNT UNITS {_LONG}", read_long_old),
    Rule("long duration", f"(UNIT|UNITS) DASH {_LONG}", read_long_old, is_unit_long),
    Rule("long duration", "(daylong|weeklong|monthlong|yearlong|decadelong)", read_long),
    Rule("duration before",
         "(the|these|this) (past|last|previous|preceding) (($ABOUT|$COUNT) DASH?)? $COUNT?"
         " (or so)? $ANYUNIT", read_past,
         lambda m: m.of("UNITS") or not (m.has("previous", "preceding") or m.after == "of")),
    Rule("duration", "($MORE? a | the (next|past|last|first))? quarter DASH? (of a)? century",
         lambda _match, _context: Reading("P25Y", "DURATION")),
    Rule("duration before", "(the|this) (next|past|last|first) UNIT and a half", read_length),
    Rule("duration before", "(past|last) $COUNT UNITS", read_past,
         lambda m: m.before not in AUXILIARY),
    Rule("duration ahead",
         "(the|its|their|his|her|a|an)? (next|first|final|coming|following|opening|initial"
         "|remaining|subsequent|last|closing|early) $COUNT UNITS", read_ahead,
         lambda m: m.before not in AUXILIARY),
    Rule("duration ahead", "(over|in|within|during|for|of|throughout) <the (next|coming) (UNIT)>",
         read_ahead, lambda m: m.one("UNIT") != "D" and m.before in ("over", "within", "during")),
    Rule("duration ahead", "(the|his|her|its|their) (first|final|opening) (UNIT)", read_ahead,
         lambda m: m.one("UNIT") != "D" and not is_name(m)),
    Rule("bare duration", "(subsequent|ensuing|succeeding|intervening|following|preceding) UNITS",
         read_bare),
    Rule("duration ahead", "(the|these) (following|next|ensuing|subsequent|previous|preceding"
         "|intervening|final|last|first|early|later|closing) UNITS", read_bare),
    Rule("bare duration", "(the|many|these|those)? UNITS", read_bare, is_bare),
    Rule("set", "(every|each) (DAY MONTH | MONTH DAY)", read_yearly),
    Rule("set", "(every|each) (other|NUM|NUMWORD|few|single)? (UNIT|UNITS|PART|WEEKDAY|SEASON"
         "|MONTH|quarter)", read_set),
    Rule("set", "(every|each) WEEKDAY PART", read_set),
    Rule("set", "weekends", lambda _match, _context: Reading("XXXX-WXX-WE", "SET")),
    Rule("set", "FREQ", read_set, is_frequency),
    Rule("set", "(once|twice|(NUM|NUMWORD|several|many) times) (a|an|each|per|every) UNIT",
         read_set),
    Rule("set", "(NUM|NUMWORD) UNITS (a|an|each|every|per) UNIT", read_so_often),
    Rule("compound", "(NUM|NUMWORD) DASH second", read_seconds),
    Rule("set", "(per|SLASH) UNIT", read_set),
    Rule("set", "WEEKDAYS", read_set),
    Rule("set", "(most|many|some|WEEKDAY) PARTS", read_set),
)  # fmt: skip
