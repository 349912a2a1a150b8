"""Shapes of sentences as political news has them."""

from __future__ import annotations

import pytest

from tests.reporting import D, I, M, Row, Table, rows_of

CAMPAIGN: Table = [
    (
        "a rally and a place",
        "Clark said at a rally in Ohio on Friday that the system was broken.",
        [("the system was broken", "Clark", "Clark", I)],
    ),
    (
        "told a broadcaster's host",
        "“I’m not worried,” Clark told CNN’s Jake Tapper on Sunday.",
        [("I’m not worried", "Clark", "Clark", D)],
    ),
    (
        "a campaign in a statement",
        "Clark’s campaign said in a statement that the report was false.",
        [("the report was false", "Clark’s campaign", "Clark’s campaign", I)],
    ),
    (
        "tweeted",
        "“The election is rigged,” Clark tweeted on Friday. “Sad!”",
        [("The election is rigged / Sad!", "Clark", "Clark", D)],
    ),
    (
        "has said he would",
        "Clark has said he would release his tax returns.",
        [("he would release his tax returns", "Clark", "Clark", I)],
    ),
    (
        "criticized for doing",
        "Democrats criticized Clark for mocking a reporter.",
        [("Clark for mocking a reporter", "Democrats", "Democrats", I)],
    ),
    (
        "dismissed as",
        "Clark dismissed the poll as “garbage.”",
        [("the poll as “garbage", "Clark", "Clark", M)],
    ),
    (
        "a spokeswoman for somebody",
        "A spokeswoman for Clark, Hope Larsen, said the trip had been planned for months.",
        [
            (
                "the trip had been planned for months",
                "A spokeswoman for Clark, Hope Larsen",
                "Hope Larsen",
                I,
            )
        ],
    ),
    (
        "said, to cheers",
        "“We will win,” she said to cheers. “And we will win big.”",
        [("We will win / And we will win big", "she", "", D)],
    ),
    (
        "asked, he replied",
        "Asked whether he would concede, Clark replied: “I will look at it at the time.”",
        [("I will look at it at the time", "Clark", "Clark", D)],
    ),
    (
        "in an interview",
        "In an interview with the Times, Clark argued that trade deals had hurt workers.",
        [("trade deals had hurt workers", "Clark", "Clark", I)],
    ),
    ("called her a name", "He called her “crooked.”", [("her “crooked", "He", "", M)]),
    (
        "within a sentence, then a quotation",
        "It was, Clark said, “a sad day for the country.”",
        [("It was / a sad day for the country", "Clark", "Clark", M)],
    ),
    (
        "he went on",
        "“We will win,” said Clark. He went on: “And we will win big.”",
        [("We will win", "Clark", "Clark", D), ("And we will win big", "He", "Clark", D)],
    ),
    (
        "she continued",
        "“We will win,” Anna Lee said. “And then,” she continued, “we will rest.”",
        [
            ("We will win", "Anna Lee", "Anna Lee", D),
            ("And then / we will rest", "she", "Anna Lee", D),
        ],
    ),
    (
        "meanwhile",
        "Clark, meanwhile, said the debate was over.",
        [("the debate was over", "Clark", "Clark", I)],
    ),
    (
        "what somebody called",
        "The senator attacked what she called “a culture of fear” at the agency.",
        [("a culture of fear", "she", "senator", D)],
    ),
    (
        "what somebody described as",
        "Police seized what they described as “a small arsenal.”",
        [("a small arsenal", "they", "Police", D)],
    ),
    (
        "as somebody put it",
        "The deal was, as Clark put it, “a disaster.”",
        [("The deal was / a disaster", "Clark", "Clark", M)],
    ),
    (
        "as somebody said",
        "As Clark said last week, the wall would be built.",
        [("the wall would be built", "Clark", "Clark", I)],
    ),
    (
        "sources tell",
        "Two sources tell Politico that the aide will be fired.",
        [("the aide will be fired", "Two sources", "Two sources", I)],
    ),
    (
        "nobody named",
        "“He lost it,” said one person who was in the room.",
        [("He lost it", "one person who was in the room", "one person", D)],
    ),
    (
        "speaking on condition",
        "The aide, speaking on condition of anonymity, said the plan was dead.",
        [("the plan was dead", "The aide, speaking on condition of anonymity", "aide", I)],
    ),
    (
        "a poll",
        "A new CBS News poll shows Clark leading by nine points.",
        [("Clark leading by nine points", "A new CBS News poll", "new CBS News poll", I)],
    ),
    (
        "pointed out",
        "Clark pointed out that she had voted for the war.",
        [("she had voted for the war", "Clark", "Clark", I)],
    ),
    (
        "made clear",
        "Clark made clear that he would not apologize.",
        [("he would not apologize", "Clark", "Clark", I)],
    ),
    (
        "insisted, trailing",
        "The emails were private, Clark has insisted.",
        [("The emails were private", "Clark", "Clark", I)],
    ),
    (
        "wonder",
        "Republicans wonder whether Clark can win Florida.",
        [("whether Clark can win Florida", "Republicans", "Republicans", I)],
    ),
    (
        "concern",
        "Some Republicans expressed concern that the party would lose the Senate.",
        [("the party would lose the Senate", "Some Republicans", "Some Republicans", I)],
    ),
    (
        "told not to",
        "Clark told supporters not to believe the polls.",
        [("supporters not to believe the polls", "Clark", "Clark", I)],
    ),
    (
        "asked for",
        "Lawmakers asked for more time.",
        [("for more time", "Lawmakers", "Lawmakers", I)],
    ),
    (
        "suggest",
        "The documents suggest that Clark knew of the payments.",
        [("Clark knew of the payments", "The documents", "documents", I)],
    ),
    (
        "said of",
        "“He is a good man,” Clark said of Novak.",
        [("He is a good man", "Clark", "Clark", D)],
    ),
    ("said in reply", "To which Clark said: “Wrong.”", [("Wrong", "Clark", "Clark", D)]),
    (
        "two sentences leading",
        "Clark’s lawyer, Michael Ross, was blunt: “There is no case here. There never was.”",
        [
            (
                "There is no case here. There never was",
                "Clark’s lawyer, Michael Ross",
                "Michael Ross",
                D,
            )
        ],
    ),
    (
        "one sentence and another",
        "“There is no case,” Clark said, adding that he had nothing to hide.",
        [
            ("There is no case", "Clark", "Clark", D),
            ("he had nothing to hide", "Clark", "Clark", I),
        ],
    ),
    (
        "before calling",
        "Clark denounced the ruling before calling the judge “a hater.”",
        [("the judge “a hater", "Clark", "Clark", M)],
    ),
    (
        "that is, in a list",
        "Clark said that he would cut taxes, that he would build a wall and that he would rest.",
        [
            (
                "he would cut taxes, that he would build a wall and that he would rest",
                "Clark",
                "Clark",
                I,
            )
        ],
    ),
    ("the fact is that", "Clark said yes.", []),
    (
        "parenthetical",
        "The mayor (who said he had not been told) left early.",
        [("he had not been told", "The mayor (who", "mayor", I)],
    ),
    (
        "accusing, participle",
        "Moscow closed the consulate, accusing Riga of spying.",
        [("Riga of spying", "Moscow", "Moscow", I)],
    ),
    ("citing", "The court, citing a lack of evidence, freed him.", []),
    ("no verb", "“No comment.” That was all Clark would say.", []),
    (
        "reported by",
        "Shots were heard near the palace, Reuters reported.",
        [("Shots were heard near the palace", "Reuters", "Reuters", I)],
    ),
    (
        "told him by phone",
        "“They are shooting at us,” Omar Aziz, a baker, said by telephone. “Please tell somebody.”",
        [("They are shooting at us / Please tell somebody", "Omar Aziz, a baker", "Omar Aziz", D)],
    ),
    (
        "a title with a full stop",
        "“Nothing has changed,” Sen. Lena Ortiz, D-Calif., said.",
        [("Nothing has changed", "Sen. Lena Ortiz, D-Calif", "Lena Ortiz", D)],
    ),
    (
        "an age",
        "“I heard a bang,” said Tom Reilly, 43.",
        [("I heard a bang", "Tom Reilly, 43", "Tom Reilly", D)],
    ),
    (
        "two speakers together",
        "“We agree on everything,” Novak and Clark said in a joint statement.",
        [("We agree on everything", "Novak and Clark", "Novak and Clark", D)],
    ),
    (
        "in brackets",
        "“They [the rebels] have left,” the colonel said.",
        [("They [the rebels] have left", "the colonel", "colonel", D)],
    ),
    (
        "a quotation in a quotation",
        "“He told me, ‘Do not come back,’” said Tom Reilly.",
        [
            ("He told me, ‘Do not come back", "Tom Reilly", "Tom Reilly", D),
            ("Do not come back", "He", "", D),
        ],
    ),
    ("said nothing of", "The president said little about the war.", []),
    (
        "a lengthy subject",
        "The head of the armed forces’ general staff, General Oleh Bondar, said the town fell.",
        [
            (
                "the town fell",
                "The head of the armed forces’ general staff, General Oleh Bondar",
                "Oleh Bondar",
                I,
            )
        ],
    ),
    (
        "a dash",
        "“We are ready,” he said – “and we have been ready for months.”",
        [("We are ready / and we have been ready for months", "he", "", D)],
    ),
    (
        "believed to be",
        "The attackers are believed to be members of a local gang.",
        [("The attackers / be members of a local gang", "", "", I)],
    ),
    (
        "it is thought that",
        "It is thought that the ship sank in a storm.",
        [("the ship sank in a storm", "", "", I)],
    ),
    (
        "demanded a thing",
        "Protesters demanded the release of the prisoners.",
        [("the release of the prisoners", "Protesters", "Protesters", I)],
    ),
    (
        "demanded that",
        "Protesters demanded that the prisoners be released.",
        [("the prisoners be released", "Protesters", "Protesters", I)],
    ),
    (
        "announced",
        "The ministry announced that schools would close.",
        [("schools would close", "The ministry", "ministry", I)],
    ),
    (
        "confirmed a gerund",
        "The army confirmed having used the weapon.",
        [("having used the weapon", "The army", "army", I)],
    ),
    (
        "plans to",
        "The council plans to vote on Thursday.",
        [("vote on Thursday", "The council", "council", I)],
    ),
    (
        "decided to",
        "The government decided to close the border.",
        [("close the border", "The government", "government", I)],
    ),
    (
        "warned against",
        "Beijing warned against any interference.",
        [("against any interference", "Beijing", "Beijing", I)],
    ),
    (
        "warned somebody that",
        "Beijing warned Washington that it was playing with fire.",
        [("it was playing with fire", "Beijing", "Beijing", I)],
    ),
    (
        "invited to",
        "Ankara invited both leaders to meet in Istanbul.",
        [("both leaders to meet in Istanbul", "Ankara", "Ankara", I)],
    ),
    (
        "offered to",
        "Ankara offered to host the talks.",
        [("host the talks", "Ankara", "Ankara", I)],
    ),
    (
        "expressed hope",
        "Ankara expressed hope that the talks would resume.",
        [("the talks would resume", "Ankara", "Ankara", I)],
    ),
    (
        "is convinced",
        "Ankara is convinced that the talks will resume.",
        [("the talks will resume", "Ankara", "Ankara", I)],
    ),
    (
        "were told",
        "Residents were told to stay indoors.",
        [("Residents / stay indoors", "", "", I)],
    ),
    (
        "was urged by",
        "The king was urged by his advisers to abdicate.",
        [("The king / abdicate", "his advisers", "his advisers", I)],
    ),
    (
        "a threat to",
        "The union’s threat to strike has been lifted.",
        [("strike", "The union", "union", I)],
    ),
    (
        "headline, said last",
        "Talks have failed, says minister",
        [("Talks have failed", "minister", "minister", I)],
    ),
    (
        "headline with a colon",
        "Minister: Talks have failed",
        [("Talks have failed", "Minister", "Minister", I)],
    ),
]


OTHERS: Table = [
    (
        "military",
        "The military acknowledged carrying out the strike but insisted the trucks were armed.",
        [
            ("carrying out the strike", "The military", "military", I),
            ("the trucks were armed", "The military", "military", I),
        ],
    ),
    (
        "could not say",
        "His office could not say when the visit would be.",
        [("when the visit would be", "His office", "His office", I)],
    ),
    (
        "played down",
        "The minister played down the quarrel.",
        [("the quarrel", "The minister", "minister", I)],
    ),
    (
        "two of a sentence",
        "The bank said it was “following the situation,” but residents said nobody had called.",
        [
            ("it was “following the situation", "The bank", "bank", M),
            ("nobody had called", "residents", "residents", I),
        ],
    ),
    (
        "semicolon",
        "A village is being built, according to the ministry; it has no school, residents say.",
        [
            ("A village is being built", "the ministry", "ministry", I),
            ("it has no school", "residents", "residents", I),
        ],
    ),
    (
        "hit back",
        "“That is false,” the ambassador hit back.",
        [("That is false", "the ambassador", "ambassador", D)],
    ),
    (
        "wrote demanding",
        "She wrote to the minister demanding “a public inquiry”.",
        [("a public inquiry", "She", "", D)],
    ),
    (
        "question mark and name",
        "“What is he afraid of?” Ms. Reyes asked a crowd. “Show us the paper.”",
        [("What is he afraid of? / Show us the paper", "Ms. Reyes", "Reyes", D)],
    ),
]

WIDER: Table = [
    (
        "a clause that the parser misses",
        "The prosecutors alleged that between 2016 and 2019 three men approved loans.",
        [
            (
                "between 2016 and 2019 three men approved loans",
                "The prosecutors",
                "prosecutors",
                I,
            )
        ],
    ),
    (
        "wanted otherwise",
        "The minister wants the law changed.",
        [("the law changed", "The minister", "minister", I)],
    ),
    (
        "a forecast",
        "Economists had forecast a loss of 3 percent.",
        [("a loss of 3 percent", "Economists", "Economists", I)],
    ),
    (
        "a sight described",
        "Witnesses described a square full of smoke.",
        [("a square full of smoke", "Witnesses", "Witnesses", I)],
    ),
    (
        "what stands between commas is no remark",
        "The army said the front, a line that runs through the town, had held.",
        [("the front, a line that runs through the town, had held", "The army", "army", I)],
    ),
    (
        "a clause that a preposition opens",
        "Before the talks the rebels left, a diplomat said.",
        [("Before the talks the rebels left", "a diplomat", "diplomat", I)],
    ),
    ("nothing described", "Police described the men.", []),
    ("nobody says", "It was difficult to say who had fired.", []),
    (
        "described by nobody yet",
        "One lawmaker asked not to be named to describe the talks.",
        [],
    ),
    (
        "described, and the writer adds",
        "The minister described the pool as a “beautiful liability”, a phrase that is on cushions.",
        [("the pool as a “beautiful liability", "The minister", "minister", M)],
    ),
    (
        "plans announced",
        "The ministry announced plans to close the mine.",
        [("plans to close the mine", "The ministry", "ministry", I)],
    ),
    (
        "a feeling voiced",
        "Officials voiced concern about reports of torture.",
        [("concern about reports of torture", "Officials", "Officials", I)],
    ),
    (
        "expected to tell",
        "The witness is expected to tell the court that the accounts were empty.",
        [("the accounts were empty", "The witness", "witness", I)],
    ),
    (
        "likely to argue",
        "The lawyer is likely to argue that the accounts were empty.",
        [("the accounts were empty", "The lawyer", "lawyer", I)],
    ),
    (
        "quoted as saying",
        "“We will not go,” a friend of the minister was quoted as saying.",
        [("We will not go", "a friend of the minister", "friend of the minister", D)],
    ),
    (
        "went on to say",
        "“We will not go,” the mayor went on to say.",
        [("We will not go", "the mayor", "mayor", D)],
    ),
    (
        "suggestions from somebody",
        "The bank acted despite suggestions from some members that the delay was political.",
        [("the delay was political", "some members", "some members", I)],
    ),
    (
        "the owner of a claim",
        "The dairy lobby’s claim that prices would double was mocked.",
        [("prices would double", "The dairy lobby", "dairy lobby", I)],
    ),
    (
        "a phrase is no clause",
        "In a letter read to the court, his secretary, Joan Tull, recalled a meeting.",
        [],
    ),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [pytest.param(t, r, id=n) for table in (CAMPAIGN, OTHERS, WIDER) for n, t, r in table],
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows
