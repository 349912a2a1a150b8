"""Whether an expression is about the future, by the verbs about it."""

from __future__ import annotations

from webapp.extract.language import TITLES
from webapp.extract.times.rules import Match

REACH = 14
"""Words of the sentence that are looked at on either side."""
SAID_NEAR = 3
"""Words within which a verb of saying dates its own act, not what is said."""
DEADLINES = frozenset(("by", "until", "till", "through"))
_HAD = frozenset(("had", "'d", "’d"))
_STOPS = frozenset((".", ";", "?", "!", "#NEWLINE", "“", "”", '"'))
_SAYING = frozenset(("said", "says", "told", "say"))
_PLANNED = frozenset(("set", "due", "scheduled", "expected", "planned", "slated"))
_MEANT = frozenset(
    (
        *("agreed", "decided", "vowed", "promised", "threatened", "pledged", "hoped", "wanted"),
        *("intended", "offered", "urged", "asked", "ordered", "prepared", "preparing", "wants"),
        *("plans", "hopes", "intends", "needs", "ready", "likely", "going", "due", "set"),
        *("planned", "scheduled", "expected", "planning", "agree", "want", "plan", "hope", "has"),
        *("have", "deadline", "voted", "called", "supposed", "obliged", "invited"),
    )
)
"""Before "to" and a verb they tell of what is to come."""
_PUT_OFF = frozenset(("off", "postponed", "delayed", "moved", "rescheduled", "back", "adjourned"))
_TITLES = frozenset(title.lower() for title in TITLES)
_BE = frozenset(("is", "are", "was", "were", "'s", "’s"))


def future(match: Match) -> bool:
    """Whether the words say that it is to come."""
    return bool(tense(match))


def tense(match: Match) -> bool | None:
    """True if the nearest verb before it in the sentence (else after it) looks ahead, False if it
    looks back, None if none tells. A deadline is ahead, where nothing before it looks back."""
    first, last = match.first, match.last
    if _announced(match):
        return True
    before = _first(match, range(first - 1, max(-1, first - REACH), -1), first)
    if before is not None:
        return before
    if match.coded.at(first - 1) in DEADLINES and _HAD & {
        match.coded.at(last + i) for i in (0, 1, 2)
    }:
        return False  # by Monday morning he had
    if match.coded.at(first - 1) in DEADLINES or match.coded.at(last + 1) == "deadline":
        return True
    if match.coded.at(last) in ("delivery", "contract", "futures", "settlement"):
        return True
    return _first(match, range(last, min(len(match.coded.tokens), last + REACH)), last)


def _announced(match: Match) -> bool:
    """ "Ahead of Sunday's vote", "as early as Monday", "starting Tuesday"."""
    back = tuple(match.coded.at(match.first - step) for step in (3, 2, 1))
    if back[2] in ("to", "until", "till") and back[1] in _PUT_OFF:
        return True
    if back in (("as", "early", "as"), ("as", "soon", "as")):  # "had begun as early as May"
        places = range(match.first - 4, max(-1, match.first - REACH), -1)
        return _first(match, places, match.first) is not False
    return back[1:] == ("ahead", "of") or back[2] in (
        "starting",
        "beginning",
        "effective",
        "coming",
    )


def _first(match: Match, places: range, origin: int) -> bool | None:
    for place in places:
        if match.coded.at(place) in _STOPS and not _abbreviates(match, place):
            return None
        found = _says(match, place, abs(place - origin))
        if found is not None:
            return found
    return None


def _abbreviates(match: Match, place: int) -> bool:
    """Whether a full stop ends a title or an initial, not a sentence."""
    before = match.coded.at(place - 1)
    return match.coded.at(place) == "." and (
        (len(before) == 1 and before.isalpha()) or before in _TITLES
    )


def _says(match: Match, place: int, distance: int) -> bool | None:
    """What a word tells: "will", "is to", "is due" look ahead, "was", "fell", "signed" back."""
    coded = match.coded
    key = coded.at(place)
    if key in _SAYING:
        return False if distance <= SAID_NEAR else None
    if key == "to" and (coded.at(place - 1) in _BE or coded.at(place - 1) in _MEANT):
        return True
    if coded.isa(place, "FUTURE"):
        return not (coded.at(place + 1) == "have" and key in ("would", "could", "should", "might"))
    if key in _PLANNED and coded.at(place - 1) in _BE:
        return True
    past = coded.isa(place, "TOLD") or (
        coded.word(place).endswith("ed") and coded.isa(place, "OTHER")
    )
    if not past:
        return None
    group = range(place - 3, place)
    if any(coded.isa(i, "FUTURE") or coded.at(i) == "to" for i in group):
        return True
    return None if any(coded.at(i) in ("is", "are", "be") for i in group) else False
