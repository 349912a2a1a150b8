"""Where paragraphs begin and end, however the lines of a text are broken."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.extract.base import Span
from webapp.extract.lines import paragraphs
from webapp.extract.text import read_document

FIRST = (
    "The minister told reporters in the capital on Monday that the road would be open by June. "
    "She gave no reason for the delay, which has cost the town a summer of visitors and more."
)
SECOND = (
    "Residents of the valley said they had heard as much before. They have waited nine years, "
    "and some of them have moved away to the coast, where roads and trains are plentiful."
)
THIRD = "Work begins in May, the ministry says. It will be done in three parts, from the west."
ALL = [FIRST, SECOND, THIRD]


def broken(parts: list[str], between: str, width: int = 60) -> str:
    return between.join("\n".join(textwrap.wrap(part, width)) for part in parts)


def found(text: str) -> list[str]:
    return [" ".join(span.of(text).split()) for span in paragraphs(text)]


TEXTS = [
    ("a line each", "\n".join(ALL), ALL),
    ("blank lines between", "\n\n".join(ALL), ALL),
    ("broken at a width, blank lines between", broken(ALL, "\n\n"), ALL),
    ("broken at another width", broken(ALL, "\n \n", 72), ALL),
    ("a heading above", "Road delayed\n\n" + broken(ALL, "\n\n"), ["Road delayed", *ALL]),
    ("broken, nothing between, the last lines short", broken(ALL, "\n", 66), ALL),
    (
        "a sentence a line",
        "\n\n".join(part.replace(". ", ".\n") for part in ALL),
        ALL,
    ),
    (
        "paragraphs under headings are kept apart",
        "\n\n".join("\n".join([f"It was day {n}." for n in range(9)]) for _ in range(3)),
        [f"It was day {n}." for _ in range(3) for n in range(9)],
    ),
    (
        "turns of a transcript",
        "\n\n".join(["MR. LEE: Good morning.\nQ: Is it true?\nMR. LEE: It is."] * 3),
        ["MR. LEE: Good morning.", "Q: Is it true?", "MR. LEE: It is."] * 3,
    ),
    ("no words", " \n\n ", []),
]


@pytest.mark.parametrize(("text", "parts"), [pytest.param(t, p, id=n) for n, t, p in TEXTS])
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert found(text) == parts


def test_a_quotation_over_a_broken_line_is_one() -> None:
    said = (
        "The mayor of the town said: “We have waited for nine years and more for a road.” He left."
    )
    document = read_document(broken([FIRST, said, SECOND], "\n\n", 50))
    assert [" ".join(q.inner.of(document.text).split()) for q in document.quotations] == [
        "We have waited for nine years and more for a road."
    ]


@given(st.text(st.sampled_from("aB. \n”:"), max_size=200))
def test_paragraphs_of_any_text_hold_all_words_once(text: str) -> None:
    spans = list(paragraphs(text))
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    outside = Span(0, 0)
    rest = ""
    for span in [*spans, Span(len(text), len(text))]:
        rest += text[outside.end : span.start]
        outside = span
    assert not rest.strip()
