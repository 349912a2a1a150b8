"""An article in its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.extract.text import read_document
from webapp.model.text import normalise

SENTENCES = [
    ("two plain ones", "It rained. They left.", ["It rained.", "They left."]),
    (
        "a title",
        "Mr. Lavrov met Sen. Graham. They spoke.",
        ["Mr. Lavrov met Sen. Graham.", "They spoke."],
    ),
    (
        "titles one after the other",
        "Army spokesman Brig. Gen. Omar Said spoke. Lt. Col. Lee and Insp. Roe left.",
        ["Army spokesman Brig. Gen. Omar Said spoke.", "Lt. Col. Lee and Insp. Roe left."],
    ),
    ("initials", "John F. Kennedy spoke. He left.", ["John F. Kennedy spoke.", "He left."]),
    (
        "a country in initials",
        "U.S. officials left. So did others.",
        ["U.S. officials left.", "So did others."],
    ),
    ("a number", "It cost 3.5 million. Then 4.", ["It cost 3.5 million.", "Then 4."]),
    ("a mark after the stop", "“We won.” He left.", ["“We won.”", "He left."]),
    ("a question within", "“Why?” he asked. Nobody knew.", ["“Why?” he asked.", "Nobody knew."]),
    ("no stop at the end", "It rained. And", ["It rained.", "And"]),
    ("the mark of a list", "● Germany paid. Others did not.", ["Germany paid.", "Others did not."]),
    ("a dash before an item", "- Germany paid.", ["Germany paid."]),
    (
        "a dateline with a country and a year",
        "TBILISI, Georgia, Feb. 6, 2025 — A court sat on Thursday.",
        ["TBILISI, Georgia, Feb. 6, 2025 —", "A court sat on Thursday."],
    ),
]


@pytest.mark.parametrize(("text", "found"), [pytest.param(t, f, id=n) for n, t, f in SENTENCES])
def test_sentences(text: str, found: list[str]) -> None:
    document = read_document(text)
    assert [span.of(document.text) for span in document.sentences] == found


QUOTATIONS = [
    ("curly", "He said “yes” and “no”.", ["yes", "no"]),
    ("straight", 'He said "yes" and "no".', ["yes", "no"]),
    ("angled", "He said «yes».", ["yes"]),
    ("going on in the next paragraph", "“One.\n“Two,” he said.", ["One.", "Two,"]),
    ("an apostrophe opens none", "Russia’s ‘progress’ is its own.", []),
    ("inches open none", 'A 5" pipe and a 6" pipe.', []),
    (
        "one never closed costs one",
        "He said “yes and left. “No,” she said.\n“Fine.”",
        ["No,", "Fine."],
    ),
    ("empty", "He said “” twice.", []),
    (
        "single marks over paragraphs",
        "‘One,’ he said. ‘We let you down.\n‘The workers’ families.\n‘That ends.’",
        ["One,", "We let you down.", "The workers’ families.", "That ends."],
    ),
    (
        "straight single marks over paragraphs",
        "'One,' he said. 'We let you down.\n'That ends.'",
        ["One,", "We let you down.", "That ends."],
    ),
]


@pytest.mark.parametrize(("text", "found"), [pytest.param(t, f, id=n) for n, t, f in QUOTATIONS])
def test_quotations(text: str, found: list[str]) -> None:
    document = read_document(text)
    kept = [q.inner.of(document.text) for q in document.quotations]
    assert [words for words in kept if words in found] == found
    assert len(kept) <= len(found) + 1


ARTICLE = """Talks Resume in Geneva

By Ann Example
Delegates arrive on 3 March. (Max Photo/Agency via Getty Images)
The talks resumed on Monday. A deal is near.

“We hope,” she said.
Ann Example is a senior reporter for the Example Times.
"""


def test_parts_of_an_article() -> None:
    document = read_document(ARTICLE)
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["headline", "byline", "caption", "body", "body", "biography"]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read_and_every_part_lies_in_it(text: str) -> None:
    document = read_document(text)
    assert document.text == normalise(text)
    spans = [b.span for b in document.blocks] + list(document.sentences)
    spans += [q.span for q in document.quotations]
    for span in spans:
        assert 0 <= span.start < span.end <= len(document.text)
    for before, after in zip(document.sentences, document.sentences[1:], strict=False):
        assert before.end <= after.start
    covered = sum(len(s.of(document.text).replace(" ", "")) for s in document.sentences)
    words = sum(len(b.span.of(document.text).replace(" ", "")) for b in document.blocks)
    assert covered <= words
