"""Asides: what a quotation tells of others, what is asked or expected by nobody who is named."""

from __future__ import annotations

import pytest

from tests.reporting import D, I, Row, Table, rows_of
from webapp.extract.article import extract_article

WITHIN: Table = [
    (
        "what another one thinks",
        "“She thinks the farmers deserve an answer,” Mr. Ito said.",
        [("the farmers deserve an answer", "She", "", D)],
    ),
    (
        "what a group hopes to do",
        "“The rebels hope to win by waiting,” Colonel Adé said.",
        [("win by waiting", "The rebels", "rebels", D)],
    ),
    (
        "what the speaker thought once",
        "“I thought the roof was coming down,” Ms. Lee said.",
        [("the roof was coming down", "I", "", D)],
    ),
    (
        "what the speaker thinks",
        "“I think the roof is safe,” Ms. Lee said.",
        [("the roof is safe", "I", "", D)],
    ),
    (
        "what somebody may think",
        "“You may think that the roof is safe,” Ms. Lee said.",
        [("the roof is safe", "You", "", D)],
    ),
    (
        "what they promised",
        "“They promised us a new roof,” Ms. Lee said.",
        [("a new roof", "They", "", D)],
    ),
    (
        "what we were told by nobody who is named",
        "“We have been told that the roof is safe,” Ms. Lee said.",
        [("the roof is safe", "", "", D)],
    ),
    (
        "what somebody is asked before she answers",
        "Asked whether the roof was safe, Ms. Lee laughed.",
        [("whether the roof was safe", "", "", I)],
    ),
    (
        "what is expected by nobody who is named",
        "The central bank is expected to hold rates steady in May.",
        [("The central bank / hold rates steady in May", "", "", I)],
    ),
    ("an act is none", "“They burned the bridge,” Ms. Lee said.", []),
    ("outside a quotation", "Ms. Lee thinks the roof is safe.", []),
    (
        "what everybody knows",
        "“We will stay. Everybody knows that the road is closed,” said a driver, Ann Moe.",
        [("the road is closed", "Everybody", "Everybody", D)],
    ),
]


@pytest.mark.parametrize(("text", "rows"), [pytest.param(t, r, id=n) for n, t, r in WITHIN])
def test_what_a_quotation_tells_of_others(text: str, rows: list[Row]) -> None:
    assert rows_of(text, aside=True) == rows


def test_it_is_no_event_of_its_own() -> None:
    text = "“She thinks the farmers deserve an answer,” Mr. Ito said on Monday."
    found = extract_article(text, "2022-03-13")
    assert not any(report.aside for report in found.reports)
    assert [proposal.value("speaker") for proposal in found.proposals] == ["Ito"]
