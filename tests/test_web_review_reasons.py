"""Why a field has its value, in words that a reader knows."""

from __future__ import annotations

import csv
import re

import pytest

from tests.needs import ROOT, english_parser
from webapp.extract.article import extract_article
from webapp.web.review_reasons import FILE, reason_of


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("person", "written by a person"),
        ("time: month day", "a month and a day"),
        ("recipient: guess: the other side", "nobody is named; the other side of the article"),
        ("recipient: guess: somebody else", "somebody else"),
        ("type: lexicon: accuse -> ACCUSE", "“accuse” is listed under Accuse"),
        ("type: lexicon: bar from comp -> SANCTION", "“bar from” is listed under Sanction"),
        ("type: call on ... to -> REQUEST", "“call on ... to” is listed under Demand"),
        (
            "type: lexicon: host obj -> CONSULT; cooperation to come is a promise",
            "“host” is listed under Talks; cooperation to come is a promise",
        ),
        (
            "type: lexicon: wipe -> ASSAULT; lexicon: warn cmood -> THREATEN; deeds",
            "“wipe” is listed under Attack; “warn” is listed under Threaten; deeds",
        ),
        ("type: statement: it refuses", "it refuses"),
        ("place: near ...", "after “near”"),
        ("weekday_before-now", "weekday before now"),
        ("lexicon: odd -> NOSUCH", "“odd” is listed under NOSUCH"),
        ("", ""),
    ],
)
def test_rules_in_words(rule, words):
    assert reason_of(rule) == words


def test_each_rule_has_its_words_once():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["rule"] for row in rows}) == len(rows)
    assert all(row["words"].strip() == row["words"] != "" for row in rows)


def test_what_the_extractor_says_of_an_article_is_in_words():
    """No arrow, no stage, no name of a part of speech reaches the screen."""
    parser = english_parser()
    text = (ROOT / "bench" / "gold" / "dev" / "yemen-envoy.txt").read_text("utf-8")
    proposals = extract_article(text, "2022-05-05", parser).proposals
    reasons = {reason_of(found.rule) for p in proposals for found in p.fields.values()}
    assert len(reasons) > 10
    assert [r for r in reasons if re.search(r"->|: |_|\b(?:obj|subj|lexicon)\b", r)] == []
