"""Who says what: a sentence a row, with content, source, speaker and kind."""

from __future__ import annotations

import pytest

from tests.reporting import D, M, Row, Table, rows_of

DIRECT: Table = [
    (
        "trailing",
        "“We will not leave,” Anna Lee said.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "inverted",
        "“We will not leave,” said Anna Lee.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "inverted with an apposition",
        "“We will not leave,” said Mary Robinson, the envoy for the Great Lakes.",
        [("We will not leave", "Mary Robinson, the envoy for the Great Lakes", "Mary Robinson", D)],
    ),
    (
        "an apposition before the verb",
        "“The bridge is safe,” Olga Petrova, the deputy governor, said on Friday.",
        [("The bridge is safe", "Olga Petrova, the deputy governor", "Olga Petrova", D)],
    ),
    (
        "an office before the name",
        "“The bridge is safe,” Deputy Governor Olga Petrova told reporters.",
        [("The bridge is safe", "Deputy Governor Olga Petrova", "Olga Petrova", D)],
    ),
    (
        "leading",
        "Anna Lee said, “We will not leave.”",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "leading with a colon and straight marks",
        'The mayor told the crowd: "We will not leave. We have nowhere to go."',
        [("We will not leave. We have nowhere to go", "The mayor", "mayor", D)],
    ),
    (
        "in two pieces",
        "“The road,” Anna Lee said, “is closed for the winter.”",
        [("The road / is closed for the winter", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "in two sentences",
        "“The road is closed,” said Anna Lee. “It will stay closed.”",
        [("The road is closed / It will stay closed", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "a question",
        "“Who gave the order?” asked Anna Lee.",
        [("Who gave the order?", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "an exclamation",
        "“Leave us alone!” an old man shouted from a balcony.",
        [("Leave us alone!", "an old man", "old man", D)],
    ),
    (
        "single marks",
        "‘We will not leave,’ Anna Lee said. ‘It’s our home.’",
        [("We will not leave / It’s our home", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "single straight marks",
        "'We will not leave,' said Anna Lee.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "a comma after the mark",
        "‘We will not leave’, said the mayor, Anna Lee.",
        [("We will not leave", "the mayor, Anna Lee", "Anna Lee", D)],
    ),
    (
        "angled",
        "«We will not leave», said Anna Lee.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "low",
        "„We will not leave“, said Anna Lee.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "of TeX",
        "``We will not leave,'' Anna Lee said.",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "mixed marks",
        '“We will not leave," Anna Lee said.',
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "a manner of speaking",
        "“I have had enough,” sighed the ferryman.",
        [("I have had enough", "the ferryman", "ferryman", D)],
    ),
    (
        "written",
        "“The talks are over,” Karim Haddad wrote on Telegram.",
        [("The talks are over", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "with adverbials",
        "“The talks are over,” Karim Haddad said late on Tuesday in a brief televised address.",
        [("The talks are over", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "according to",
        "“There is no alternative to talks,” according to the spokesman.",
        [("There is no alternative to talks", "the spokesman", "spokesman", D)],
    ),
    (
        "quoted as saying",
        "Karim Haddad was quoted by the state news agency as saying: “The talks are over.”",
        [("The talks are over", "Karim Haddad", "Karim Haddad", D)],
    ),
    (
        "a participle",
        "Anna Lee closed the meeting, saying: “We will not leave.”",
        [("We will not leave", "Anna Lee", "Anna Lee", D)],
    ),
    (
        "a colon after a noun",
        "His answer was short: “We will not leave this town.”",
        [("We will not leave this town", "His answer", "", D)],
    ),
    (
        "a relative clause in the source",
        "“It was dark,” said Jonas Berg, who lost his boat in the storm.",
        [("It was dark", "Jonas Berg, who lost his boat in the storm", "Jonas Berg", D)],
    ),
]

MIXED: Table = [
    (
        "a word or two",
        "The senator said the vote was “a farce”.",
        [("the vote was “a farce", "The senator", "senator", M)],
    ),
    (
        "with that",
        "The ministry said that its troops had “responded appropriately” to the attack.",
        [("its troops had “responded appropriately” to the attack", "The ministry", "ministry", M)],
    ),
    (
        "trailing",
        "The plan is “a step backwards” for the region, Karim Haddad said.",
        [("The plan is “a step backwards” for the region", "Karim Haddad", "Karim Haddad", M)],
    ),
    (
        "at the end before the verb",
        "Sanctions are “starting to bite,” Karim Haddad said.",
        [("Sanctions are “starting to bite", "Karim Haddad", "Karim Haddad", M)],
    ),
    (
        "described as",
        "Anna Lee described the offer as “an insult”.",
        [("the offer as “an insult", "Anna Lee", "Anna Lee", M)],
    ),
    (
        "called",
        "Anna Lee called the offer “an insult”.",
        [("the offer “an insult", "Anna Lee", "Anna Lee", M)],
    ),
    (
        "accused of",
        "Tehran accused Washington of “playing with fire”.",
        [("Washington of “playing with fire", "Tehran", "Tehran", M)],
    ),
    (
        "warned of",
        "The union warned of “a long and bitter winter”.",
        [("of “a long and bitter winter", "The union", "union", M)],
    ),
    (
        "promised to",
        "The general promised to “answer every shot with ten”.",
        [("answer every shot with ten", "The general", "general", D)],
    ),
    (
        "according to",
        "The damage is “beyond repair,” according to Anna Lee.",
        [("The damage is “beyond repair", "Anna Lee", "Anna Lee", M)],
    ),
    (
        "condemned as",
        "Human rights groups condemned the arrests as “a return to the worst days”.",
        [
            (
                "the arrests as “a return to the worst days",
                "Human rights groups",
                "Human rights groups",
                M,
            )
        ],
    ),
    (
        "interrupted",
        "“To be clear: the army” is not “retreating,” Olena Koval, an adviser, wrote.",
        [
            (
                "To be clear: the army” is not “retreating",
                "Olena Koval, an adviser",
                "Olena Koval",
                M,
            )
        ],
    ),
]

NOTHING = [
    ("the writer’s own thoughts", "I thought that I knew what a war was."),
    ("nothing said", "The spokesman declined to comment on the threat."),
    ("somebody asked", "Asked about the pumps, she laughed."),
    ("no report", "The army crossed the river on Sunday."),
    ("a word in doubt", "The so-called “harbour of hope” never opened."),
    ("words in doubt", "They live in “temporary” housing that is forty years old."),
    ("a title of a book", "She is the author of “The Long Winter”."),
    ("an alleged thing", "The alleged leader was arrested in Vienna."),
    ("a verb of another meaning", "The river claimed three houses."),
    ("a noun of another meaning", "Police arrested him on a charge of theft."),
    ("a call of another meaning", "She called her mother from the station."),
    ("a report of another meaning", "He reported to the commander on Monday."),
    ("nobody said anything", "The ministry did not respond to a request for comment."),
    ("a thing that is expected", "The train is expected at noon."),
    ("a plan according to which", "The train arrived according to schedule."),
    ("a thing that stands", "The church stands on a hill."),
    ("a nickname", "Ivan “the Bear” Petrov won the fight."),
    ("asked about, in passive", "Haddad was asked whether he would resign."),
    ("reported a number", "Monitors reported three violations on Tuesday."),
    ("seeks to", "The group is seeking to overthrow the government."),
    ("is determined to", "Moscow is determined to keep the base."),
    ("two sentences, it is not clear", "It was not clear who had fired. The army said nothing."),
    ("adding to", "The bank raised rates, adding to pressure on families."),
    ("calling", "A man calling himself the Bear was arrested."),
    ("called a meeting", "The president called an emergency meeting of the cabinet."),
    ("called off", "The union called off the strike."),
    ("add", "The company added 300 jobs."),
    ("continue", "The fighting continued through the night."),
    ("note", "The note was found on the table."),
    ("report", "The report was published on Monday."),
    ("show", "The video shows a man with a rifle."),
    ("find", "Police found the body in a river."),
    ("charge", "The charge was dropped."),
    ("claim", "Insurance claims rose by a third."),
    ("declare war", "The country declared a state of emergency."),
    ("announce a thing", "The ministry announced a new tax."),
    ("observe", "Monitors observed the vote in every district."),
    ("maintain", "The company maintains 4,000 miles of track."),
    ("feel", "He felt a sharp pain in his leg."),
    ("see", "Doctors saw 300 patients that night."),
    ("know", "Everybody knew the old man."),
    ("read", "She reads the paper every morning."),
    ("recall an ambassador", "Paris recalled its ambassador."),
    ("figure", "The figure rose to 41."),
    ("threatened by", "The village is threatened by floods."),
    ("vow broken", "They exchanged vows in a small church."),
    ("question", "Police questioned two men about the fire."),
    ("agree", "The two men never agreed."),
    ("quoted words as a name", "The operation, named “Iron Dawn”, began at noon."),
    ("a film", "The film “The Long Night” opens on Friday."),
]


@pytest.mark.parametrize(
    ("text", "rows"), [pytest.param(t, r, id=n) for table in (DIRECT, MIXED) for n, t, r in table]
)
def test_who_says_what(text: str, rows: list[Row]) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in NOTHING])
def test_what_is_no_report(text: str) -> None:
    assert rows_of(text) == []
