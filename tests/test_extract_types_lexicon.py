"""The lexicon of types: every row is sound, and its example is what it says."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_extract_types import parser, words
from tools.make_type_counts import sentences
from webapp.extract.language import Token
from webapp.extract.types import classify, triggers
from webapp.extract.types.lexicon import KINDS, groups, lexicon, read_condition, rows
from webapp.extract.types.likely import TOTAL, counts, likeliest
from webapp.extract.types.match import entry_of
from webapp.model.vocabulary import EVENT_TYPES

TYPES = {kind.code for kind in EVENT_TYPES}
SLOTS = {"obj", "objh", "dat", "subj", "comp", "aim", "cmood", "attr", "mod", "expl", "prt", "head"}
SLOTS |= {"text", "all", "about", "across", "after", "against", "alongside", "as", "at", "behind"}
SLOTS |= {"beyond", "by", "down", "for", "from", "in", "into", "of", "off", "on", "out", "over"}
SLOTS |= {"through", "to", "under", "until", "upon", "with", "without", "before", "round", "up"}
SLOTS |= {"between"}
ROWS = [pytest.param(row, id=f"{row['words'].split()[0]} {row['when']}".strip()) for row in rows()]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_sound(row):
    assert row["part"] in {"verb", "noun", "adj"}
    assert (row["kind"] or "act") in KINDS
    assert row["type"] in TYPES or row["kind"] in {"none", "aspect", "light", "decide"}
    assert row["words"] == row["words"].lower()
    assert re.fullmatch(r"[A-Z].*\.", row["example"])
    for part in row["when"].split():
        assert read_condition(part).slot in SLOTS


@lru_cache(maxsize=1)
def parsed() -> dict[str, list[Token]]:
    """All examples, parsed at one go."""
    examples = [row["example"] for row in rows()]
    return {text: list(doc) for text, doc in zip(examples, parser().pipe(examples), strict=True)}


@pytest.mark.parametrize("row", ROWS)
def test_an_example_is_of_the_type_that_its_row_says(row):
    sentence = parsed()[row["example"]]
    lemmas = {token.lemma_.lower() for token in sentence}
    assert lemmas & set(row["words"].split()), f"the example has none of the words: {lemmas}"
    if row["kind"] == "none":
        assert triggers(sentence) == ()
    elif row["type"]:
        assert classify(sentence).code == row["type"], classify(sentence).rule


def test_no_row_stands_twice():
    seen = Counter((e.part, e.word, e.when, e.code) for es in lexicon().values() for e in es)
    assert [key for key, count in seen.items() if count > 1] == []


def test_every_group_is_used():
    used = {name for row in rows() for name in re.findall(r"@(\w+)", row["when"])}
    assert used == set(groups())


def test_counted_words_are_of_known_types():
    assert {code for types in counts().values() for code in types} <= TYPES
    assert all(word == word.lower() or word == TOTAL for word in counts())
    assert set(counts()[TOTAL]) == TYPES


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=30, deadline=None)
def test_the_likeliest_type_is_one_of_a_word_of_the_sentence(text):
    tokens = words(text)
    likely = likeliest(tokens)
    assert likely is None or (likely.code in TYPES and 0 < likely.share <= 1)
    assert likely is None or tokens[likely.token.i] is not None


def test_no_word_that_is_known_goes_with_nothing():
    assert likeliest(words("Xyzzy.")) is None


def test_a_group_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        read_condition("obj=@no-such-group")


def test_the_row_that_says_most_wins():
    [verb] = [t for t in words("The rebels broke the truce.") if t.lemma_ == "break"]
    entry = entry_of(verb)
    assert entry is not None
    assert entry.code == "ASSAULT"
    assert entry.rule == "lexicon: break obj -> ASSAULT"


def test_the_table_of_words_counts_the_sentences_that_there_are():
    """`python -m tools.make_type_counts` writes it anew when gold or lexicon have changed."""
    assert counts()[TOTAL] == Counter(code for _, code in sentences())
