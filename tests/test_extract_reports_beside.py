"""Quotations with who says them right beside them, and shapes of the press of several countries."""

from __future__ import annotations

import pytest

from tests.reporting import D, I, M, Row, Table, rows_of

TAGS: Table = [
    (
        "a verb of no list",
        "“It stinks,” stormed Barry Stokes, of the group Waste Watch. “Nine grand!”",
        [
            (
                "It stinks / Nine grand!",
                "Barry Stokes, of the group Waste Watch",
                "Barry Stokes",
                D,
            )
        ],
    ),
    (
        "a verb that is a noun to the parser",
        "“She didn’t cry,” Caldeira remembers. “She took off her shoes.”",
        [("She didn’t cry / She took off her shoes", "Caldeira", "Caldeira", D)],
    ),
    (
        "a question and a verb that may have a clause",
        "“You are guessing, aren’t you?” Mr Bhalla suggested.",
        [("You are guessing, aren’t you?", "Mr Bhalla", "Bhalla", D)],
    ),
    (
        "who speaks at length",
        "“Nobody told us!” an old man in the second row piped up.",
        [
            (
                "Nobody told us!",
                "an old man in the second row",
                "old man in the second row",
                D,
            )
        ],
    ),
    (
        "an answer and what is done after it",
        "“About half past four.” Ms. Hatch laughed. “No, it was gradual.”",
        [("About half past four / No, it was gradual", "Ms. Hatch", "Hatch", D)],
    ),
    (
        "broken by what is done meanwhile",
        "“I never thought,” Ms. Lee said, her voice breaking, “that it would come to this.”",
        [("I never thought / it would come to this", "Ms. Lee", "Lee", D)],
    ),
    (
        "a body set in before what is said of the whole",
        "Ten people died when a bomb hit a hospital in Bara, the city's health directorate said, "
        "the worst attack in years.",
        [
            (
                "Ten people died when a bomb hit a hospital in Bara / the worst attack in years",
                "the city's health directorate",
                "city's health directorate",
                I,
            )
        ],
    ),
    (
        "according to an office and a name",
        "Eight were still missing, according to the acting mayor, Dmytro Havrylenko.",
        [
            (
                "Eight were still missing",
                "the acting mayor, Dmytro Havrylenko",
                "Dmytro Havrylenko",
                I,
            )
        ],
    ),
    (
        "where a body sits is no part of its name",
        "A fire was put out, the emergencies ministry in Moscow said.",
        [
            (
                "A fire was put out",
                "the emergencies ministry in Moscow",
                "emergencies ministry",
                I,
            )
        ],
    ),
    (
        "a pause between two sentences",
        '"We have a plan," Mr. Ito said. He paused and smiled. "It is a good plan."',
        [("We have a plan / It is a good plan", "Mr. Ito", "Ito", D)],
    ),
    (
        "a pause of one who is named",
        "“We have a plan,” said Mr. Ito. Ito paused. “It is a good plan.”",
        [("We have a plan / It is a good plan", "Mr. Ito", "Ito", D)],
    ),
    (
        "a list of words in marks",
        "The group’s leader said the vote had been “stolen,” “rigged” and “a disgrace.”",
        [
            (
                "the vote had been “stolen,” “rigged” and “a disgrace",
                "The group’s leader",
                "group’s leader",
                M,
            )
        ],
    ),
    (
        "what was asked is not answered",
        "Asked if she would resign, Ms. Holt replied: “No.”",
        [("No", "Ms. Holt", "Holt", D)],
    ),
    (
        "adding",
        "Mr. Ito said that he was “very, very proud,” adding, “My mother would be, too.”",
        [
            ("he was “very, very proud", "Mr. Ito", "Ito", M),
            ("My mother would be, too", "Mr. Ito", "Ito", D),
        ],
    ),
]
SHAPES: Table = [
    (
        "said in evidence that",
        "Mrs Tully, 64, said in evidence that she had felt “about two inches tall”.",
        [("she had felt “about two inches tall", "Mrs Tully, 64", "Tully", M)],
    ),
    (
        "two clauses after a statement",
        "Garforth told police in a statement that he had “never taken a penny” and that it was "
        "a gift.",
        [
            (
                "he had “never taken a penny” and that it was a gift",
                "Garforth",
                "Garforth",
                M,
            )
        ],
    ),
    (
        "what is said while something is left undone",
        "The president said, without offering evidence, that three million people had crossed.",
        [("three million people had crossed", "The president", "president", I)],
    ),
    (
        "a participle of the one who tells",
        "Lee announced that the chamber would not vote, calling the bill “a hostage note.”",
        [
            ("the chamber would not vote", "Lee", "Lee", I),
            ("the bill “a hostage note", "Lee", "Lee", M),
        ],
    ),
    (
        "quoted as saying",
        "The agency quoted Omar Aziz as saying that the deal was dead.",
        [("the deal was dead", "Omar Aziz", "Omar Aziz", I)],
    ),
    (
        "hope is that",
        "The campaign’s hope is that the weather will help.",
        [("the weather will help", "The campaign", "campaign", I)],
    ),
    (
        "per",
        "The cut would cost a trillion dollars, per the Tax Policy Center.",
        [
            (
                "The cut would cost a trillion dollars",
                "the Tax Policy Center",
                "Tax Policy Center",
                I,
            )
        ],
    ),
    (
        "the passive with words in marks",
        "The minister has been branded “a national embarrassment” after the trip.",
        [("a national embarrassment", "", "", D)],
    ),
    (
        "asked by somebody who is named",
        "Asked by Ms. Cole whether she had told anyone, Mrs. Tully said no.",
        [("whether she had told anyone", "Ms. Cole", "Cole", I)],
    ),
    (
        "an allegation that somebody denies",
        "Colfax countered that he had used undocumented labor, an allegation Haines has denied.",
        [
            ("he had used undocumented labor", "Colfax", "Colfax", I),
            ("an allegation", "Haines", "Haines", I),
        ],
    ),
    (
        "who says it ends the sentence, for the parser a part of what is said",
        "There is no rift between him and Chief Minister S. Prabhakar over grain, Food and Civil "
        "Supplies Minister Arvind Deshmukh said here on Thursday, terming reports to the contrary "
        "“figments of imagination”.",
        [
            (
                "There is no rift between him and Chief Minister S. Prabhakar over grain",
                "Food and Civil Supplies Minister Arvind Deshmukh",
                "Arvind Deshmukh",
                I,
            ),
            (
                "reports to the contrary “figments of imagination",
                "Civil Supplies Minister Arvind Deshmukh",
                "Arvind Deshmukh",
                M,
            ),
        ],
    ),
    (
        "a verb at the end that the parser takes for a name",
        "Officials closed five libraries before the sessions, an internal memo obtained by The "
        "Lantern shows.",
        [
            (
                "Officials closed five libraries before the sessions",
                "an internal memo obtained by The Lantern",
                "internal memo",
                I,
            )
        ],
    ),
    (
        "a verb at the beginning that the parser takes for a noun",
        "Economists at the state university estimate that each job supports 1.8 others.",
        [
            (
                "each job supports 1.8 others",
                "Economists at the state university",
                "Economists at the state university",
                I,
            )
        ],
    ),
    (
        "an object that begins with a quotation",
        "The company blamed “structural decline” in demand for coated paper.",
        [("structural decline” in demand for coated paper", "The company", "company", M)],
    ),
    (
        "as one put it",
        "As one voter, Joy Pratt, put it: “I’m tired.”",
        [("I’m tired", "one voter, Joy Pratt", "Joy Pratt", D)],
    ),
    (
        "in her words, within a sentence",
        "Ms. Lee’s plan — “bold but responsible,” in her words — would cost a billion.",
        [("bold but responsible", "her", "Lee", D)],
    ),
    (
        "pointing at a thing",
        "“That,” said Mr. Orne, pointing at the map, “is where it started.”",
        [("That / is where it started", "Mr. Orne", "Orne", D)],
    ),
    (
        "who asks not to be named",
        "“It’s a bloodbath,” said one lobbyist, who asked not to be named.",
        [("It’s a bloodbath", "one lobbyist", "one lobbyist", D)],
    ),
    (
        "when alone",
        "His office could not say when.",
        [("when", "His office", "His office", I)],
    ),
    (
        "what polls show",
        "Polls show Colfax ahead in most states.",
        [("Colfax ahead in most states", "Polls", "Polls", I)],
    ),
    (
        "in the view of, within",
        "Turnout, in the view of most experts, will be low.",
        [("Turnout / will be low", "most experts", "most experts", I)],
    ),
    (
        "an aside that reports something else",
        "The White House said Mr. Crane had “full confidence” in Mr. Poe, although two aides said "
        "otherwise.",
        [("Mr. Crane had “full confidence” in Mr. Poe", "The White House", "White House", M)],
    ),
    (
        "who asks is not who answers",
        "When a reporter pointed out that it was false, he shrugged. Alan Dunn said on. He "
        "replied, “I was told so.”",
        [
            ("it was false", "a reporter", "reporter", I),
            ("I was told so", "He", "Alan Dunn", D),
        ],
    ),
]
NOTHING = [
    ("what a film shows", "The advertisement shows Clark walking along a dock."),
    ("the best hope of", "The strike was the best hope of a rise in pay."),
    ("an infinitive in a quotation", "“I want somebody to say it was wrong, and soon.”"),
    ("a clause that is none of a report", "When he rang, everybody knew."),
    ("a title and what it was", "The title, “Face Down”, was her daughter’s idea."),
    ("an order for tea", "She orders a pot of tea."),
    ("who asks for no name", "The aide, who requested anonymity, left."),
    ("asked for, in a quotation", "“They’ve asked me for it, the fools.”"),
    ("per head", "It costs nine dollars per head."),
    ("an unnamed passive without marks", "The minister was branded and left."),
    ("a rule that orders", "A rule, known as “last in, first out”, was dropped."),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [pytest.param(t, r, id=n) for table in (TAGS, SHAPES) for n, t, r in table],
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in NOTHING])
def test_what_is_no_report(text: str) -> None:
    assert rows_of(text) == []
