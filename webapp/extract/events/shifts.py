"""Dates that count from another event: "two days after rebels fired on the convoy"."""

from __future__ import annotations

import re

from webapp.extract.base import TimeExpression
from webapp.extract.language import Token
from webapp.extract.types.clause import lemma

_SHIFTS = re.compile(r" (?:after|before) ")
_LONG = re.compile(r"P[\dX.]+(?:D|W|M|Y)")
"""Days and more: "hours after the ceremony" is the same day."""
DAYS = {"D": 1, "W": 7}


def days_of(shift: TimeExpression, text: str) -> int | None:
    """How many days an expression counts: "two weeks after" is 14, "a day before" -1."""
    amount = re.fullmatch(r"P(\d+)([DW])", shift.value)
    if amount is None:
        return None
    back = text[shift.span.end :].startswith(" before ")
    return int(amount[1]) * DAYS[amount[2]] * (-1 if back else 1)


def same_deed(verb: Token, told: Token) -> bool:
    """Whether two verbs tell one act: the same verb, and a noun that both clauses have."""
    nouns = {lemma(t) for t in verb.subtree if t.pos_ in ("NOUN", "PROPN")}
    return lemma(verb) == lemma(told) and any(lemma(t) in nouns for t in told.subtree)


def is_open(time: TimeExpression, text: str) -> bool:
    """Whether an expression leaves open when: a weekday that nothing counts, "two days after"."""
    after = text[time.span.end : time.span.end + len(" before ")]
    shifted = _LONG.fullmatch(time.value) is not None and _SHIFTS.match(after) is not None
    return not time.date and (shifted or time.value.startswith("XXXX-WXX-"))
