"""The names of rules in plain words, as the review screen tells why a field has its value.

The phrases stand in `review_reasons.csv`; a rule that is not there is told by its own name, without
the stage that it belongs to.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from webapp.model.vocabulary import TYPE_BY_CODE

FILE = Path(__file__).with_name("review_reasons.csv")
GRAMMAR = frozenset(("all", "attr", "cmood", "comp", "obj", "prt", "subj", "text"))
"""Words of a pattern that name parts of the sentence, not words of the article."""
_STAGE = re.compile(r"[a-z ]+: (?:guess: |statement: )?")
_PLACE = re.compile(r"place: (.+) \.\.\.")
_LISTED = re.compile(r"(?:lexicon: )?(?P<words>[^;:]+?) -> (?P<code>[A-Z]+)")


@cache
def _phrases() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: row["words"] for row in csv.DictReader(file)}


def reason_of(rule: str) -> str:
    """Why a field has its value, in words.

    >>> reason_of("person")
    'written by a person'
    >>> reason_of("type: lexicon: call prt obj -> MOBILIZE; only planned")
    '“call” is listed under Mobilize; only planned'
    >>> reason_of("place: near ...")
    'after “near”'
    >>> reason_of("some_new-rule")
    'some new rule'
    """
    known = _phrases().get(rule)
    if known is not None:
        return known
    place = _PLACE.fullmatch(rule)
    if place:
        return f"after “{place[1]}”"
    named = _LISTED.sub(_listed, _STAGE.sub("", rule, count=1))
    return " ".join(re.split(r"\s+|(?<=\w)[_-](?=\w)", named)).strip()


def _listed(match: re.Match[str]) -> str:
    words = [word for word in match["words"].split() if word not in GRAMMAR]
    kind = TYPE_BY_CODE.get(match["code"])
    return f"“{' '.join(words)}” is listed under {kind.label if kind else match['code']}"
