"""Reports without quotation marks, by verbs and nouns, and reports within reports."""

from __future__ import annotations

import pytest

from tests.reporting import D, I, Row, Table, rows_of

INDIRECT: Table = [
    (
        "set off by commas, another report behind it",
        "Two people were shot in Kas, local doctors said, hours after the army announced that "
        "talks had ended.",
        [
            (
                "Two people were shot in Kas / hours after the army announced that talks had ended",
                "local doctors",
                "local doctors",
                I,
            ),
            ("talks had ended", "the army", "army", I),
        ],
    ),
    (
        "with that",
        "The ministry said on Monday that two soldiers had been killed.",
        [("two soldiers had been killed", "The ministry", "ministry", I)],
    ),
    (
        "without that",
        "The ministry said two soldiers had been killed.",
        [("two soldiers had been killed", "The ministry", "ministry", I)],
    ),
    (
        "told somebody",
        "Petrova told lawmakers the budget would be cut.",
        [("the budget would be cut", "Petrova", "Petrova", I)],
    ),
    (
        "trailing",
        "Two soldiers were killed in the clash, the ministry said.",
        [("Two soldiers were killed in the clash", "the ministry", "ministry", I)],
    ),
    (
        "inverted",
        "Two soldiers were killed in the clash, said Anna Lee, a spokeswoman for the army.",
        [
            (
                "Two soldiers were killed in the clash",
                "Anna Lee, a spokeswoman for the army",
                "Anna Lee",
                I,
            )
        ],
    ),
    (
        "within a sentence",
        "The dam, officials said, would hold for another week.",
        [("The dam / would hold for another week", "officials", "officials", I)],
    ),
    (
        "according to, at the end",
        "At least nine people drowned, according to the coast guard.",
        [("At least nine people drowned", "the coast guard", "coast guard", I)],
    ),
    (
        "according to, at the front",
        "According to the coast guard, at least nine people drowned.",
        [("at least nine people drowned", "the coast guard", "coast guard", I)],
    ),
    (
        "according to, within",
        "The boat, according to the coast guard, carried no lights.",
        [("The boat / carried no lights", "the coast guard", "coast guard", I)],
    ),
    (
        "in the words of",
        "In the words of one diplomat, the summit was a waste of a good hotel.",
        [("the summit was a waste of a good hotel", "one diplomat", "one diplomat", I)],
    ),
    (
        "in the view of",
        "The law, in the view of many judges, cannot stand.",
        [("The law / cannot stand", "many judges", "many judges", I)],
    ),
    (
        "accused of doing",
        "Ukraine accused Russia of shelling a hospital.",
        [("Russia of shelling a hospital", "Ukraine", "Ukraine", I)],
    ),
    (
        "blamed for",
        "Officials blamed separatists for the explosion.",
        [("separatists for the explosion", "Officials", "Officials", I)],
    ),
    (
        "called on to",
        "The United Nations called on both sides to stop the fighting.",
        [("on both sides to stop the fighting", "The United Nations", "United Nations", I)],
    ),
    (
        "urged to",
        "Merkel urged the two governments to resume talks.",
        [("the two governments to resume talks", "Merkel", "Merkel", I)],
    ),
    (
        "urged that",
        "Merkel urged that the talks be resumed.",
        [("the talks be resumed", "Merkel", "Merkel", I)],
    ),
    (
        "called for",
        "Opposition parties called for a new election.",
        [("for a new election", "Opposition parties", "Opposition parties", I)],
    ),
    (
        "denied doing",
        "The militia denied firing on the convoy.",
        [("firing on the convoy", "The militia", "militia", I)],
    ),
    (
        "denied that",
        "The militia denied that it had fired on the convoy.",
        [("it had fired on the convoy", "The militia", "militia", I)],
    ),
    (
        "denied a thing",
        "The militia denied the allegation.",
        [("the allegation", "The militia", "militia", I)],
    ),
    (
        "promised to",
        "The prime minister promised to lower taxes.",
        [("lower taxes", "The prime minister", "prime minister", I)],
    ),
    ("vowed to", "Rebels vowed to fight on.", [("fight on", "Rebels", "Rebels", I)]),
    (
        "agreed to",
        "Both sides agreed to exchange prisoners.",
        [("exchange prisoners", "Both sides", "Both sides", I)],
    ),
    (
        "threatened to",
        "Moscow threatened to cut gas supplies.",
        [("cut gas supplies", "Moscow", "Moscow", I)],
    ),
    (
        "refused to",
        "The company refused to pay the fine.",
        [("pay the fine", "The company", "company", I)],
    ),
    (
        "declined to say whether",
        "The spokesman declined to say whether the talks would resume.",
        [("whether the talks would resume", "The spokesman", "spokesman", I)],
    ),
    (
        "asked whether",
        "Reporters asked whether the talks would resume.",
        [("whether the talks would resume", "Reporters", "Reporters", I)],
    ),
    (
        "ordered to",
        "The general ordered his men to withdraw.",
        [("his men to withdraw", "The general", "general", I)],
    ),
    (
        "believed",
        "Analysts believe that the rebels are running out of fuel.",
        [("the rebels are running out of fuel", "Analysts", "Analysts", I)],
    ),
    (
        "feared",
        "Residents fear the dam will break.",
        [("the dam will break", "Residents", "Residents", I)],
    ),
    ("hoped to", "The envoy hopes to visit Minsk.", [("visit Minsk", "The envoy", "envoy", I)]),
    (
        "expected to",
        "Officials expect the talks to continue on Friday.",
        [("the talks to continue on Friday", "Officials", "Officials", I)],
    ),
    (
        "wanted to",
        "Belgrade wants to join the bloc.",
        [("join the bloc", "Belgrade", "Belgrade", I)],
    ),
    (
        "two verbs of one subject",
        "Haddad said that the talks had failed and warned that fighting would resume.",
        [
            ("the talks had failed", "Haddad", "Haddad", I),
            ("fighting would resume", "Haddad", "Haddad", I),
        ],
    ),
    (
        "a participle that adds",
        "Haddad left the room, adding that he would not return.",
        [("he would not return", "Haddad", "Haddad", I)],
    ),
    (
        "quoted as saying",
        "Haddad was quoted by local media as saying that the talks had failed.",
        [("the talks had failed", "Haddad", "Haddad", I)],
    ),
    (
        "a relative clause",
        "The report angered Haddad, who said that it was full of errors.",
        [("it was full of errors", "Haddad, who", "Haddad", I)],
    ),
    (
        "it was reported",
        "The ship is said to have left the port on Sunday.",
        [("The ship / have left the port on Sunday", "", "", I)],
    ),
    (
        "accused by",
        "The minister was accused by his rivals of taking bribes.",
        [("The minister / of taking bribes", "his rivals", "his rivals", I)],
    ),
    (
        "a poll shows",
        "A survey by the university found that most voters oppose the plan.",
        [
            (
                "most voters oppose the plan",
                "A survey by the university",
                "survey by the university",
                I,
            )
        ],
    ),
    (
        "a figure put at",
        "A hospital official put the death toll at 41.",
        [("the death toll at 41", "A hospital official", "hospital official", I)],
    ),
]

NOUNS: Table = [
    (
        "the claim of somebody",
        "Nobody believed the army’s claim that the village was empty.",
        [("the village was empty", "the army", "army", I)],
    ),
    (
        "made a promise",
        "The government made a promise to rebuild the school.",
        [("rebuild the school", "The government", "government", I)],
    ),
    (
        "a claim by somebody",
        "He dismissed a claim by village leaders that aircraft had struck a farm.",
        [
            ("a claim by village leaders that aircraft had struck a farm", "He", "", I),
            ("aircraft had struck a farm", "village leaders", "village leaders", I),
        ],
    ),
    (
        "accusations of",
        "The vote followed Kyiv’s accusations of sabotage on the railway.",
        [("of sabotage on the railway", "Kyiv", "Kyiv", I)],
    ),
    (
        "issued a warning",
        "The embassy issued a warning that the airport might close.",
        [("the airport might close", "The embassy", "embassy", I)],
    ),
]

NESTED: Table = [
    (
        "a report within a report",
        "Haddad told reporters that the governor had said the road was mined.",
        [
            ("the governor had said the road was mined", "Haddad", "Haddad", I),
            ("the road was mined", "the governor", "governor", I),
        ],
    ),
    (
        "a report according to somebody",
        "The general promised to leave the city, according to two officers.",
        [
            ("The general promised to leave the city", "two officers", "two officers", I),
            ("leave the city", "The general", "general", I),
        ],
    ),
    (
        "within a quotation",
        "“The mayor told us the bridge was safe,” Anna Lee said.",
        [
            ("The mayor told us the bridge was safe", "Anna Lee", "Anna Lee", D),
            ("the bridge was safe", "The mayor", "mayor", D),
        ],
    ),
]


RARER: Table = [
    (
        "asked if",
        "Lawler asked Wexford if he would concede.",
        [("if he would concede", "Lawler", "Lawler", I)],
    ),
    (
        "it was who",
        "It was Smith who said that the levee would hold.",
        [("the levee would hold", "Smith who", "Smith", I)],
    ),
    (
        "long held",
        "Economists have long held that tariffs raise prices.",
        [("tariffs raise prices", "Economists", "Economists", I)],
    ),
    (
        "few believe",
        "Few believe that the truce will last.",
        [("the truce will last", "Few", "Few", I)],
    ),
    (
        "likened",
        "One senator likened the plan to a fairy tale.",
        [("the plan to a fairy tale", "One senator", "One senator", I)],
    ),
    ("compared", "She compared the judge to a bully.", [("the judge to a bully", "She", "", I)]),
    (
        "cautioned against",
        "The bank cautioned against cutting rates too soon.",
        [("against cutting rates too soon", "The bank", "bank", I)],
    ),
    (
        "insisted on",
        "Moscow insisted on keeping the base.",
        [("on keeping the base", "Moscow", "Moscow", I)],
    ),
    (
        "spoke of",
        "The doctor spoke of terrible scenes.",
        [("of terrible scenes", "The doctor", "doctor", I)],
    ),
    (
        "complained about",
        "Farmers complained about the price of diesel.",
        [("about the price of diesel", "Farmers", "Farmers", I)],
    ),
    (
        "wanted to know who",
        "The judge wanted to know who had signed the order.",
        [("who had signed the order", "The judge", "judge", I)],
    ),
    (
        "accused, nobody named",
        "The minister is accused of taking bribes.",
        [("The minister / of taking bribes", "", "", I)],
    ),
    (
        "lawsuit",
        "The lawsuit alleges that the company hid the data.",
        [("the company hid the data", "The lawsuit", "lawsuit", I)],
    ),
    ("opposes doing", "Berlin opposes sending tanks.", [("sending tanks", "Berlin", "Berlin", I)]),
    ("favors doing", "Berlin favors sending tanks.", [("sending tanks", "Berlin", "Berlin", I)]),
    (
        "reassured",
        "The president reassured allies that the treaty would stand.",
        [("the treaty would stand", "The president", "president", I)],
    ),
    (
        "told to",
        "The general told his men to hold their fire.",
        [("his men to hold their fire", "The general", "general", I)],
    ),
    (
        "ruled out",
        "The chancellor ruled out sending troops.",
        [("sending troops", "The chancellor", "chancellor", I)],
    ),
    (
        "pushed back on claims",
        "The mayor pushed back on claims that the water was unsafe.",
        [("the water was unsafe", "", "", I)],
    ),
    (
        "brushed aside",
        "The mayor brushed aside suggestions that he would resign.",
        [("he would resign", "", "", I)],
    ),
    (
        "allowed that",
        "After a pause, the witness allowed that he had lied.",
        [("he had lied", "the witness", "witness", I)],
    ),
    (
        "made plain",
        "Several members made plain that they did not believe him.",
        [("they did not believe him", "Several members", "Several members", I)],
    ),
    (
        "made it clear",
        "The union made it clear that it would strike.",
        [("it would strike", "The union", "union", I)],
    ),
    (
        "charged that",
        "Prosecutors charged that the company had lied.",
        [("the company had lied", "Prosecutors", "Prosecutors", I)],
    ),
    (
        "suspected of",
        "Police suspect him of planting the bomb.",
        [("him of planting the bomb", "Police", "Police", I)],
    ),
    (
        "argued for",
        "Haddad argued for a longer truce.",
        [("for a longer truce", "Haddad", "Haddad", I)],
    ),
    (
        "learned that",
        "Officials learned that the ship had turned back.",
        [("the ship had turned back", "Officials", "Officials", I)],
    ),
    (
        "dash inserted",
        "The plan — which the mayor says will cost $3 million — was approved.",
        [("will cost $3 million", "the mayor", "mayor", I)],
    ),
    ("relative with says", "He met a man who he said was a spy.", [("was a spy", "he", "", I)]),
    (
        "order",
        "The judge ordered the release of the prisoners.",
        [("the release of the prisoners", "The judge", "judge", I)],
    ),
]


@pytest.mark.parametrize(
    ("text", "rows"),
    [pytest.param(t, r, id=n) for table in (INDIRECT, NOUNS, NESTED, RARER) for n, t, r in table],
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows
