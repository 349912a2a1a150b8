"""The normalised text and quotes in it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.model.text import decode, normalise, quote_problem, sha256

NORMALISED = [
    ("CRLF is one line break", "a\r\nb", "a\nb"),
    ("CR is a line break", "a\rb", "a\nb"),
    ("CR CR LF is two", "a\r\r\nb", "a\n\nb"),
    ("a no-break space becomes a space", "a\u00a0b", "a b"),
    ("white space is replaced one for one", "a \t\u2003b", "a   b"),
    ("a line separator is a space", "a\u2028b", "a b"),
    ("a zero-width space is no white space", "a\u200bb", "a\u200bb"),
    ("accents are composed", "e\u0301", "é"),
    ("quotation marks stay as they are", '“a” ‘b’ "c"', '“a” ‘b’ "c"'),
    ("nothing is stripped", " a \n", " a \n"),
    ("ligatures are not taken apart", "ﬁ", "ﬁ"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*r[1:], id=r[0]) for r in NORMALISED])
def test_normalised(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not any(c.isspace() and c not in " \n" for c in once)


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode("\ufeffa\r\n".encode()) == "a\n"


def test_other_encodings_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode("é".encode("latin-1"))


def test_the_hash_is_that_of_the_bytes_in_utf8() -> None:
    assert sha256("é") == hashlib.sha256("é".encode()).hexdigest()


QUOTES = [
    ("the right place", "bcd", 1, 4, None),
    ("one too far", "bcd", 2, 5, "stands at 1 to 4, not at 2 to 5"),
    ("another case is another text", "BCD", 1, 4, "reads 'bcd'; the quote is not in the text"),
    ("beyond the end", "xyz", 90, 93, "reads ''; the quote is not in the text"),
]


@pytest.mark.parametrize(
    ("quote", "start", "end", "problem"), [pytest.param(*r[1:], id=r[0]) for r in QUOTES]
)
def test_quote(quote: str, start: int, end: int, problem: str | None) -> None:
    found = quote_problem("abcdef", quote, start, end)
    assert found is None if problem is None else problem in (found or "")
