"""Speakers: names in full, pronouns, offices; quotations across paragraphs."""

from __future__ import annotations

import pytest

from tests.reporting import D, I, Row, Table, rows_of

SPEAKERS: Table = [
    (
        "a surname stands for the full name",
        "Mykola Hrytsenko arrived on Monday. Hrytsenko said the harvest was lost.",
        [("the harvest was lost", "Hrytsenko", "Mykola Hrytsenko", I)],
    ),
    (
        "he",
        "Mykola Hrytsenko arrived on Monday. He said the harvest was lost.",
        [("the harvest was lost", "He", "Mykola Hrytsenko", I)],
    ),
    (
        "she is not he",
        "Maria Santos met Peter Novak on Monday. She said the harvest was lost.",
        [("the harvest was lost", "She", "Maria Santos", I)],
    ),
    (
        "he is not she",
        "Maria Santos met Peter Novak on Monday. He said the harvest was lost.",
        [("the harvest was lost", "He", "Peter Novak", I)],
    ),
    (
        "the last speaker, not a name within what is said",
        "“Peter Novak knew,” said Karim Haddad. “I told him.” He added that it did not matter.",
        [
            ("Peter Novak knew / I told him", "Karim Haddad", "Karim Haddad", D),
            ("it did not matter", "He", "Karim Haddad", I),
        ],
    ),
    (
        "an office stands for the person",
        "The defence minister, Elijah Kamau, resigned. The minister said he was tired.",
        [("he was tired", "The minister", "Elijah Kamau", I)],
    ),
    (
        "a title tells he or she",
        "Mr. Okoro met Mrs. Adeyemi. She said the harvest was lost.",
        [("the harvest was lost", "She", "Adeyemi", I)],
    ),
    (
        "a courtesy title",
        "Priya Nair spoke first. “Nobody is above the rules,” Ms. Nair said.",
        [("Nobody is above the rules", "Ms. Nair", "Priya Nair", D)],
    ),
    (
        "it is the ministry",
        "The ministry denied the charge. It said the video was false.",
        [
            ("the charge", "The ministry", "ministry", I),
            ("the video was false", "It", "ministry", I),
        ],
    ),
    (
        "a relation with the name after it",
        "“We are proud,” said her brother, Tomas Alvarez.",
        [("We are proud", "her brother, Tomas Alvarez", "Tomas Alvarez", D)],
    ),
]

PARAGRAPHS: Table = [
    (
        "a quotation that goes on in the next paragraph",
        "“We have lost the harvest,” said Anna Lee.\n\n“Next year we will lose the land.”",
        [
            ("We have lost the harvest", "Anna Lee", "Anna Lee", D),
            ("Next year we will lose the land", "Anna Lee", "Anna Lee", D),
        ],
    ),
    (
        "opened again, closed at the end",
        "“We have lost the harvest.\n\n“Next year we will lose the land,” said Anna Lee.",
        [
            (
                "We have lost the harvest / Next year we will lose the land",
                *("Anna Lee", "Anna Lee", D),
            )
        ],
    ),
    (
        "left open after the attribution",
        "Anna Lee said: “We have lost the harvest.\n\n“Next year we will lose the land.”",
        [
            (
                "We have lost the harvest / Next year we will lose the land",
                *("Anna Lee", "Anna Lee", D),
            )
        ],
    ),
    (
        "lines of a transcript",
        "The spokesman, Andrii Kovalchuk, spoke.\n\nKOVALCHUK: Seven ships left.\n\nQUESTION: All?",
        [
            ("Seven ships left", "KOVALCHUK", "Andrii Kovalchuk", I),
            ("All?", "QUESTION", "QUESTION", I),
        ],
    ),
    (
        "one that is never closed costs nothing else",
        "“We have lost the harvest, said Anna Lee.\n\n“It is over,” said Karim Haddad.",
        [
            ("We have lost the harvest", "Anna Lee", "Anna Lee", D),
            ("It is over", "Karim Haddad", "Karim Haddad", D),
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [pytest.param(t, r, id=n) for table in (SPEAKERS, PARAGRAPHS) for n, t, r in table],
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows
