"""Names that stay: slugs of articles and events."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.model.columns import ID_PATTERN
from webapp.workspace.naming import MOST, SPARE, slug


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Zürich: talks begin!", "zurich-talks-begin"),
        ("2021-05-04 Sides meet", "2021-05-04-sides-meet"),
        ("  -- A --  ", "event-a"),
        ("Переговоры", "event"),
        ("", "event"),
        ("word " * 30, "-".join(["word"] * 11)),
        ("x" * 200, "x" * (MOST - SPARE)),
    ],
)
def test_words_become_a_name(words, name):
    assert slug(words, "event") == name


@given(st.text(max_size=200))
def test_any_words_become_a_name_that_the_codebook_allows(words):
    name = slug(words, "event")
    assert re.fullmatch(ID_PATTERN, name)
    assert len(name) <= MOST - SPARE, "there is room for a number"
