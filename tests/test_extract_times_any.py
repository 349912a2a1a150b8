"""Whatever the text: no failure, spans within it that do not overlap, and in good time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.extract.text import read_document
from webapp.extract.times import find_times
from webapp.extract.times.grammar import vocabulary
from webapp.model.dates import parse_date

PUBLISHED = ["", "2022-03-13", "2022-03", "1986", "-0043", "0001-01-01", "2022-03~", "1990/.."]
NUMBERS = ["0", "2", "8", "13", "31", "99", "480", "999", "1000", "1942", "2100", "99999"]
NUMBERS += ["1234567890123", "1,500", "10:30", "24:61", "2nd", "19th", "99th", "1990s", "'80s"]
NUMBERS += ["Q3", "FY13", "2022-02-30", "13/13/2013", "p.m.", "B.C.", "A.D.", "\n", "“", "”", "x"]


def words():
    """The words that patterns name; these add them to the vocabulary when they are compiled."""
    find_times(read_document(""))
    return st.sampled_from(NUMBERS * 5 + [w for w in vocabulary().codes if w[0] != "#"])


KINDS = {"DATE", "TIME", "DURATION", "SET"}


def check(text, published):
    document = read_document(text)
    end = 0
    for found in find_times(document, published):
        assert end <= found.span.start < found.span.end <= len(document.text)
        end = found.span.end
        assert found.kind in KINDS
        assert found.basis in ("stated", "resolved")
        assert found.value
        assert re.fullmatch(r"[\w.:-]+", found.value)
        if found.date:
            parse_date(found.date)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(PUBLISHED))
def test_any_text(text, published):
    check(text, published)


@settings(max_examples=300, deadline=None)
@given(st.lists(words(), max_size=40), st.sampled_from(PUBLISHED))
def test_any_words_of_time(text, published):
    check(" ".join(text), published)


@pytest.mark.parametrize(
    "piece",
    [
        "On 7 March 1942 they left. Two days later, at 8 p.m., they came back. ",
        "the the the ",
        "early ",
        "1942-",
        "12 ",
        "Monday ",
        "a day ",
        "more than ",
        "March ",
        "1 and 2 and ",
        "the end of the ",
        "- ",
        "\n",
        "x",
    ],
)
def test_a_long_text_comes_to_an_end(piece):
    """A pattern that went back and forth over it would not."""
    text = (piece * (50_000 // len(piece) + 1))[:50_000]
    check(text, "2022-03-13")
