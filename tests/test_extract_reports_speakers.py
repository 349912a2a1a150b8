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
        "a title before a particle is a title",
        "President Omar el-Bashir met envoys. President el-Bashir said the war was over.",
        [("the war was over", "President el-Bashir", "Omar el-Bashir", I)],
    ),
    (
        "some titles are names, and a minister of state no statement",
        "“It is a narrow opening,” said Sultan al-Marzouq, a minister of state of Qatar.",
        [
            (
                "It is a narrow opening",
                "Sultan al-Marzouq, a minister of state of Qatar",
                "Sultan al-Marzouq",
                D,
            )
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


NAMES: Table = [
    (
        "rank",
        "The army bombed a convoy. Its spokesman, Brig. Gen. Pavel Horak, gave no "
        "details. Nine drivers died, he conceded.",
        [("Nine drivers died", "he", "Pavel Horak", I)],
    ),
    (
        "asian",
        "The host, Somphet Vilaysack, smiled. “Nobody asks,” Somphet said.",
        [("Nobody asks", "Somphet", "Somphet Vilaysack", D)],
    ),
    (
        "dato",
        "The secretary-general, Dato Aziz Karim, arrived. He said the talks were over.",
        [("the talks were over", "He", "Aziz Karim", I)],
    ),
    (
        "witness",
        "“There was no road,” Joseph Banda, who sells tires near the bridge, said. He "
        "estimated that 30 trucks were burned.",
        [
            (
                "There was no road",
                "Joseph Banda, who sells tires near the bridge",
                "Joseph Banda",
                D,
            ),
            ("30 trucks were burned", "He", "Joseph Banda", I),
        ],
    ),
    (
        "apostrophe",
        "Chief 'Matumelo Letsie said her people were angry. “They counted our trees,” she said.",
        [
            ("her people were angry", "Chief 'Matumelo Letsie", "Matumelo Letsie", I),
            ("They counted our trees", "she", "Matumelo Letsie", D),
        ],
    ),
    (
        "ceo",
        "The company’s chief executive, Simon Vance, apologised on Thursday. “I am "
        "sorry,” he told BBC Radio Kent.",
        [("I am sorry", "he", "Simon Vance", D)],
    ),
    (
        "mp",
        "The local MP, Ann Carver, believes ministers should resign. She has written to "
        "the minister.",
        [("ministers should resign", "The local MP, Ann Carver", "Ann Carver", I)],
    ),
    (
        "advocate",
        "Advocate Thabang Mofolo is confident that the notice is unlawful. “They have "
        "given six weeks,” he pointed out.",
        [
            ("the notice is unlawful", "Advocate Thabang Mofolo", "Thabang Mofolo", I),
            ("They have given six weeks", "he", "Thabang Mofolo", D),
        ],
    ),
    (
        "institute",
        "“It waits,” said Dr Wei Ling Goh of the Straits Institute. She predicted that "
        "it would wait.",
        [
            ("It waits", "Dr Wei Ling Goh of the Straits Institute", "Wei Ling Goh", D),
            ("it would wait", "She", "Wei Ling Goh", I),
        ],
    ),
    (
        "thai",
        "Thai Foreign Minister Prasert Chaiyaporn told a news conference that it was "
        "over. “It was the dam,” he said drily.",
        [
            ("it was over", "Thai Foreign Minister Prasert Chaiyaporn", "Prasert Chaiyaporn", I),
            ("It was the dam", "he", "Prasert Chaiyaporn", D),
        ],
    ),
    (
        "envoy",
        "“Every hour counts,” said Awa Ndiaye, the Union’s special envoy, adding that "
        "she would fly on Monday. Ndiaye said the rebels had called.",
        [
            ("Every hour counts", "Awa Ndiaye, the Union’s special envoy", "Awa Ndiaye", D),
            ("she would fly on Monday", "Awa Ndiaye, the Union’s special envoy", "Awa Ndiaye", I),
            ("the rebels had called", "Ndiaye", "Awa Ndiaye", I),
        ],
    ),
    (
        "director",
        "The authority's director, Mr Tsepo Nkuebe, claims every family was visited. He "
        "produced a list.",
        [
            (
                "every family was visited",
                "The authority's director, Mr Tsepo Nkuebe",
                "Tsepo Nkuebe",
                I,
            )
        ],
    ),
    (
        "its boss and it",
        "Severnvale Water said it was sorry. It blamed a contractor for the delay.",
        [
            ("it was sorry", "Severnvale Water", "Severnvale Water", I),
            ("a contractor for the delay", "It", "Severnvale Water", I),
        ],
    ),
    (
        "counterpart",
        "His Lao counterpart, Bounmy Keo, hit back minutes later. “Nobody asks,” he said.",
        [("Nobody asks", "he", "Bounmy Keo", D)],
    ),
]

BESIDE: Table = [
    (
        "what a short title stands for",
        "Rep. Tom Wexford spoke. The congressman, who is running again, said it was over.",
        [("it was over", "The congressman, who is running again", "Tom Wexford", I)],
    ),
    (
        "not who is named in what is said",
        "Saudi mediators met. The pause would begin if commanders signed, they said.",
        [("The pause would begin if commanders signed", "they", "Saudi mediators", I)],
    ),
    (
        "a name with a small end",
        "President Chou Mei-ling returned. “Shouting won nothing,” Chou wrote.",
        [("Shouting won nothing", "Chou", "Chou Mei-ling", D)],
    ),
    (
        "two names",
        "Foreign ministers Delia Monte and Guo Wenhai promised to meet.",
        [
            (
                "meet",
                "Foreign ministers Delia Monte and Guo Wenhai",
                "Foreign ministers Delia Monte and Guo Wenhai",
                I,
            )
        ],
    ),
    (
        "a title that the parser hangs elsewhere",
        "“They burn it and blame us,” Brig. Osman Tayfour, an army spokesman, told reporters.",
        [
            (
                "They burn it and blame us",
                "Brig. Osman Tayfour, an army spokesman",
                "Osman Tayfour",
                D,
            )
        ],
    ),
    (
        "an army is not its spokesman",
        "The army’s spokesman, Rohit Malhan, left. The army said it had moved a brigade.",
        [("it had moved a brigade", "The army", "army", I)],
    ),
    (
        "a laugh before",
        "Karim Haddad laughed. “Never in my life.”",
        [("Never in my life", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "another sentence of somebody else between",
        "“It is safe,” said Anna Lee. Karim Haddad shook his head. “Never.”",
        [("It is safe", "Anna Lee", "Anna Lee", D), ("Never", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "a tweet with a colon",
        "In a tweet, Karim Haddad: “It is over.”",
        [("It is over", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "names of a transcript",
        "Haddad: It is over.\n\nLee: Who says so?\n\nHaddad: I do.\n\nLee: Then it is over.",
        [
            ("It is over", "Haddad", "Haddad", I),
            ("Who says so?", "Lee", "Lee", I),
            ("I do", "Haddad", "Haddad", I),
            ("Then it is over", "Lee", "Lee", I),
        ],
    ),
    ("a sentence of a thing before", "The road was closed. “Never again.”", []),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(t, r, id=n)
        for table in (SPEAKERS, PARAGRAPHS, NAMES, BESIDE)
        for n, t, r in table
    ],
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows
