"""Whether an expression is about the future, by the verb nearest to it."""

from __future__ import annotations

from webapp.extract.times.rules import Match

REACH = 14
"""Words of the sentence that are looked at on either side."""
_STOPS = frozenset((".", ";", "?", "!", "#NEWLINE", "“", "”", '"'))


def future(match: Match) -> bool:
    """Whether the nearest verb before it in the sentence, else after it, looks ahead."""
    before = range(match.begin - 1, max(-1, match.begin - REACH), -1)
    after = range(match.end, min(len(match.coded.tokens), match.end + REACH))
    found = _first(match, before)
    return bool(_first(match, after) if found is None else found)


def _first(match: Match, places: range) -> bool | None:
    """True for the first word that looks ahead, False for one that looks back, None for none."""
    coded = match.coded
    for place in places:
        key = coded.at(place)
        if key in _STOPS:
            return None
        if coded.isa(place, "FUTURE"):
            return not (coded.at(place + 1) in ("have", "be") and key == "would")
        if coded.isa(place, "TOLD") or (coded.word(place).endswith("ed") and key == "#OTHER"):
            return False
        if key == "to" and coded.at(place - 1) in ("is", "are", "set", "about", "ready"):
            return True
    return None
