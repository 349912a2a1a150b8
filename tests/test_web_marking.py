"""Marks over the paragraphs of an article: nothing is lost, nothing is split, all are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.extract.base import Block, Span
from webapp.extract.text import read_document
from webapp.web.marking import Mark, MarkedBlock, marked

TEXT = "Talks begin\n\nA met B. C left."


def cut(text: str, *marks: tuple[str, int, int]) -> tuple[MarkedBlock, ...]:
    return marked(text, read_document(text).blocks, [Mark(*mark) for mark in marks])


def pieces(blocks: tuple[MarkedBlock, ...]) -> list[tuple[str, str]]:
    """Each piece with the names of its marks."""
    return [(s.text, " ".join(s.ids)) for block in blocks for s in block.segments]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([], [("Talks begin", ""), ("A met B. C left.", "")], id="nothing is marked"),
        pytest.param(
            [("a", 13, 21)],
            [("Talks begin", ""), ("A met B.", "a"), (" C left.", "")],
            id="a sentence at the start of a paragraph",
        ),
        pytest.param(
            [("a", 13, 21), ("b", 15, 18)],
            [("Talks begin", ""), ("A ", "a"), ("met", "a b"), (" B.", "a"), (" C left.", "")],
            id="one within the other",
        ),
        pytest.param(
            [("b", 15, 24), ("a", 13, 18)],
            [("Talks begin", ""), ("A ", "a"), ("met", "b a"), (" B. C ", "b"), ("left.", "")],
            id="overlapping, named in the order given",
        ),
        pytest.param(
            [("a", 6, 14)],
            [("Talks ", ""), ("begin", "a"), ("A", "a"), (" met B. C left.", "")],
            id="from one paragraph into the next",
        ),
        pytest.param(
            [("a", 13, 21), ("b", 21, 29)],
            [("Talks begin", ""), ("A met B.", "a"), (" C left.", "b")],
            id="one begins where the other ends",
        ),
        pytest.param(
            [("a", 0, 11), ("b", 0, 11)],
            [("Talks begin", "a b"), ("A met B. C left.", "")],
            id="two on the same words",
        ),
        pytest.param(
            [("a", 15, 15), ("b", 18, 15), ("c", 11, 13)],
            [("Talks begin", ""), ("A met B. C left.", "")],
            id="empty ones and one between paragraphs cover nothing",
        ),
        pytest.param(
            [("a", -5, 5), ("b", 24, 900)],
            [("Talks", "a"), (" begin", ""), ("A met B. C ", ""), ("left.", "b")],
            id="beyond the text",
        ),
    ],
)
def test_pieces_and_their_marks(marks, expected):
    assert pieces(cut(TEXT, *marks)) == expected


def test_the_first_and_the_last_piece_of_a_mark_are_named():
    head, body = cut(TEXT, ("a", 6, 21), ("b", 13, 18))
    assert [(s.begins, s.ends) for s in head.segments] == [((), ()), (("a",), ())]
    assert [(s.begins, s.ends) for s in body.segments] == [(("b",), ("b",)), ((), ("a",)), ((), ())]


def test_a_piece_knows_where_it_stands():
    for block in cut(TEXT, ("a", 6, 21), ("b", 15, 18)):
        for segment in block.segments:
            assert TEXT[segment.start : segment.end] == segment.text


def test_paragraphs_keep_their_number_and_kind():
    blocks = cut(TEXT)
    assert [(block.number, block.kind) for block in blocks] == [(0, "headline"), (1, "body")]


def test_characters_outside_the_first_plane_stay_whole():
    flag = "🇺🇦 won 𝒳."
    assert pieces(cut(flag, ("a", 1, 2))) == [("🇺", ""), ("🇦", "a"), (" won 𝒳.", "")]


def test_no_paragraphs_give_none():
    assert marked("", (), [Mark("a", 0, 4)]) == ()


ALPHABET = st.sampled_from("ab. \n🇺é𝒳“<&")
MARKS = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=12)


@given(st.text(ALPHABET, max_size=80), MARKS)
def test_whatever_is_marked_the_words_stay(text, places):
    document = read_document(text)
    marks = [Mark(str(n), start, end) for n, (start, end) in enumerate(places)]
    blocks = marked(document.text, document.blocks, marks)
    assert ["".join(s.text for s in b.segments) for b in blocks] == [
        block.span.of(document.text) for block in document.blocks
    ]
    for segment in (s for block in blocks for s in block.segments):
        assert segment.text
        over = range(segment.start, segment.end)
        covering = tuple(m.id for m in marks if m.start <= over.start and over.stop <= m.end)
        touching = tuple(m.id for m in marks if m.start < over.stop and over.start < m.end)
        assert segment.ids == covering == tuple(i for i in touching if _is_real(marks[int(i)]))


def _is_real(mark: Mark) -> bool:
    return mark.start < mark.end


@given(st.text(ALPHABET, max_size=80), MARKS)
def test_each_mark_begins_once_and_ends_once(text, places):
    document = read_document(text)
    marks = [Mark(str(n), start, end) for n, (start, end) in enumerate(places)]
    segments = [s for b in marked(document.text, document.blocks, marks) for s in b.segments]
    seen = {name for s in segments for name in s.ids}
    assert sorted(name for s in segments for name in s.begins) == sorted(seen)
    assert sorted(name for s in segments for name in s.ends) == sorted(seen)


def test_many_marks_in_one_long_paragraph():
    text = "word " * 20_000
    block = Block(Span(0, len(text) - 1), "body")
    marks = [Mark(str(n), n * 100, n * 100 + 80) for n in range(1000)]
    (found,) = marked(text, [block], marks)
    assert len(found.segments) == 2000
    assert max(len(segment.ids) for segment in found.segments) == 1
