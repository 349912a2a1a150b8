"""What the words of a sentence make of an event."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.extract.base import Span

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Types that help, in words or deeds: announced they are a promise, denied they are a refusal."""
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""Deeds that harm: announced they are a threat."""
UNREAL = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})
"""Types of attitudes whose content has not happened: it names no event of its own."""


@dataclass(frozen=True)
class Typing:
    """What a word or phrase makes of an event.

    `code` is a type of the codebook, `span` the words that decided, `trigger` the index of the
    deciding word in its text, `rule` says which rule and why. `expected`: it is about the future or
    only supposed; `negated`: the words deny it.
    """

    code: str
    span: Span
    trigger: int
    rule: str
    expected: bool = False
    negated: bool = False
