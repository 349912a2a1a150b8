"""One proposal for an event that is told more than once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from webapp.extract import merge as merging
from webapp.extract.base import Document, Evidence, Proposal, Span
from webapp.extract.merge import merge
from webapp.extract.text import read_document

WORDS = (
    "Rebels shelled the camp near Goma. Ten people died there. Kenya condemned the attack. " * 40
)
DOCUMENT: Document = read_document(WORDS)


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    """A proposal somewhere in the text, with fields of few values so that many are alike."""
    sentence = draw(st.sampled_from(DOCUMENT.sentences))
    start = draw(st.integers(sentence.start, sentence.end - 12))
    clause = Span(start, draw(st.integers(start + 8, sentence.end)))
    values = {
        "event_type": draw(st.sampled_from(["ASSAULT", "STATEMENT"])),
        "actors": draw(st.sampled_from(["", "rebels", "Kenya"])),
        "speaker": draw(st.sampled_from(["", "Kenya"])),
        "date": draw(st.sampled_from(["2022-03-13", "2022-03"])),
        "date_text": draw(st.sampled_from(["", "on Sunday"])),
        "place": draw(st.sampled_from(["", "Goma", "Bukavu"])),
    }
    fields = {name: Evidence(value, clause, "") for name, value in values.items() if value}
    return Proposal(clause, sentence, fields)


def one_by_one(found: list[Proposal]) -> list[Proposal]:
    """The same by comparing each with all that were kept before."""
    kept: list[Proposal] = []
    for proposal in sorted(found, key=merging._worth, reverse=True):
        if not any(merging._same(proposal, other, DOCUMENT) for other in kept):
            kept.append(proposal)
    return sorted(kept, key=lambda p: (p.clause.start, p.clause.end))


@given(st.lists(proposals(), max_size=25))
def test_looking_only_where_the_same_may_be_told_finds_what_comparing_all_finds(found):
    assert list(merge(found, DOCUMENT)) == one_by_one(found)
