"""The names of rules in plain words, as the review screen tells why a field has its value.

The phrases stand in `review_reasons.csv`; a rule that is not there is told by its own name.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("review_reasons.csv")


@cache
def _phrases() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: row["words"] for row in csv.DictReader(file)}


def reason_of(rule: str) -> str:
    """Why a field has its value, in words.

    >>> reason_of("person")
    'written by a person'
    >>> reason_of("some_new-rule")
    'some new rule'
    """
    known = _phrases().get(rule)
    return known if known is not None else " ".join(re.split(r"[\s_-]+", rule)).strip()
