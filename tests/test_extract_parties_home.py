"""Whose the unnamed bodies of an article are, and the groups that only its own words name."""

from __future__ import annotations

from collections import defaultdict

import pytest

from webapp.extract.base import Document, PartyName
from webapp.extract.language import Parser
from webapp.extract.parties import find_parties, party_of_phrase
from webapp.extract.parties.country import home_of, states_of_towns
from webapp.extract.parties.lexicon import lexicon, rows, words_of
from webapp.extract.parties.pairs import opposed
from webapp.extract.parties.refer import CROWD
from webapp.extract.parties.spoken import AGAIN
from webapp.extract.text import read_document


def read(text: str, parser: Parser) -> tuple[Document, tuple[PartyName, ...]]:
    document = read_document(text)
    return document, find_parties(document, parser(document.text))


def home(text: str, parser: Parser) -> str:
    document, parties = read(text, parser)
    return home_of(parties, document)


def worked_out(text: str, parser: Parser, rule: str) -> list[tuple[str, str]]:
    """The words and the party of mentions that a rule of this beginning found."""
    document, parties = read(text, parser)
    return [(p.span.of(document.text), p.name) for p in parties if p.rule.startswith(rule)]


HOMES = [
    ("Peru voted. A curfew began in Lima. Chile closed its border.", "Peru"),
    ("The junta took power in Myanmar. It holds Yangon. Thai and Thai again.", "Myanmar"),
    ("A court in Kaduna freed him. He left for Maiduguri.", "Nigeria"),
    ("KADUNA, May 3 — Gunmen came. They fled to Zamfara.", "Nigeria"),
    ("They met in Oslo, Norway. The government of Togo signed. Togo will pay.", "Togo"),
    ("Crowds gathered at the Thai embassy in Mandalay. Police in Mandalay shot.", "Myanmar"),
    ("Talks in Gaborone ended. The Gaborone Accord was signed. Peru and Peru.", "Peru"),
    ("Mali met. Togo met the Karu Front. The Karu Front left Togo. Mali, Mali, Mali.", "Togo"),
    ("France condemned it. France urged calm. The Malian army left Gao.", "Mali"),
    ("The Malian army fled. Crowds filled the squares of Gao.", "Mali"),
]


@pytest.mark.parametrize(("text", "state"), HOMES)
def test_the_state_that_a_text_is_about(text, state, parser):
    assert home(text, parser) == state


NO_HOMES = [
    "Iran met Iraq. Iraq met Iran.",
    "The ministry complained to Beijing.",
    "The army left the town.",
    "Lyon Smith left. Cali Jones stayed. Cali was tired.",
    "Troops and rebels fought. Norway condemned it. “Nobody wins,” its minister said in Oslo.",
    "The two sides signed. Talks were mediated by Norway and Ghana. Talks hosted by Norway began.",
]


@pytest.mark.parametrize("text", NO_HOMES)
def test_a_text_about_no_state_in_particular(text, parser):
    assert home(text, parser) == ""


def test_a_town_is_in_a_state_that_is_listed():
    kinds = lexicon().kinds
    table = rows("cities.csv")
    assert [row["state"] for row in table if kinds.get(row["state"]) != "state"] == []
    owners: dict[str, set[str]] = defaultdict(set)
    for row in table:
        for place in words_of(row["places"]):
            owners[place.casefold()].add(row["state"])
    assert [place for place, states in owners.items() if len(states) > 1] == []


def test_towns_of_a_passage():
    assert states_of_towns("They went from Goma to Gisenyi.") == [
        "Democratic Republic of the Congo",
        "Rwanda",
    ]
    assert states_of_towns("Goma Street is long.") == []


OFFICES = [
    ("Peru mourns. Peru votes. The mayor imposed a curfew.", [("mayor", "Peru")]),
    ("Peru mourns. Peru votes. The Interior Minister left.", [("Interior Minister", "Peru")]),
    ("Peru mourns. Peru votes. The president of the union left.", []),
    ("Peru mourns. Peru votes. The union's president left.", []),
    ("Peru mourns. Peru votes. The former president left.", []),
    ("Peru mourns. Peru votes. A president left.", []),
    ("The president left.", []),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_an_office_alone_is_that_of_the_state_the_text_is_about(text, expected, parser):
    assert worked_out(text, parser, "office") == expected


CROWDS = [
    ("Truck drivers joined the strike.", [("drivers", "Truck drivers")]),
    ("Police freed nobody. Students marched. Soldiers beat the students.", ["Students"] * 2),
    ("Hundreds of dockers walked out.", ["dockers"]),
    ("Furious youths burned a camp.", ["youths"]),
    ("Families of the dead gathered at the gate.", ["Families of the dead"]),
    ("Residents blocked the road.", ["Residents"]),
    ("The port company dismissed them.", ["port company"]),
    ("Residents fled.", []),
    ("People marched.", []),
    ("Soldiers killed two teachers.", ["teachers"]),
    ("He met two teachers.", []),
    ("No students marched.", []),
    ("Iranian students marched.", ["Iranian students"]),
]


@pytest.mark.parametrize(("text", "expected"), CROWDS)
def test_a_group_that_acts_together_is_a_party_in_its_own_words(text, expected, parser):
    found = worked_out(text, parser, CROWD)
    wanted = [pair[1] if isinstance(pair, tuple) else pair for pair in expected]
    assert [name for _, name in found] == wanted


AGAINS = [
    ("The Karu Liberation Front came. Peru waits. The rebels left.", "Karu Liberation Front"),
    ("The Union of Port Workers met. It is over. The union left.", "Union of Port Workers"),
    ("The Farmers' League met. The league's secretary left.", "Farmers' League"),
    ("A local charity, Open Hands, came. The charity left.", "Open Hands"),
    ("The mining company Anadol Yol came. The company left.", "Anadol Yol"),
    ("The port company came. Peru waits. The company left.", "port company"),
]


AGAINS += [
    ("Russian mercenaries came. Karu Front men left. The mercenaries stayed.", "Russia"),
    ("Fighters of the Karu Front (KF) came. Peru waits. The rebels left.", "Karu Front"),
]


@pytest.mark.parametrize(("text", "party"), AGAINS)
def test_what_a_known_group_is_called_later(text, party, parser):
    assert [name for _, name in worked_out(text, parser, AGAIN)] == [party]


def test_the_group_is_no_crowd(parser):
    text = "Buddhist monks staged a sit-in. The group left."
    assert worked_out(text, parser, AGAIN) == []


SHORT = [
    ("The Soldiers of the Desert Dawn came. The Desert Dawn left.", "Desert Dawn"),
    ("The National Alliance for Renewal (ANR) met. The Alliance left. The ANR paid.", "Alliance"),
]


@pytest.mark.parametrize(("text", "words"), SHORT)
def test_a_part_of_a_name_is_the_group(text, words, parser):
    document, parties = read(text, parser)
    found = {p.span.of(document.text): p.name for p in parties}
    assert found[words] == parties[0].name


KNOWN_AS = [
    "Karu Liberation Front fighters left. The group's commander, known as Major Selvan, spoke.",
    "The Karu Liberation Front met. Its leader, who goes by the name of Ali Doh, spoke.",
]


@pytest.mark.parametrize("text", KNOWN_AS)
def test_who_is_known_by_another_name_holds_the_office(text, parser):
    assert {name for _, name in worked_out(text, parser, "person")} == {"Karu Liberation Front"}


PEOPLE = [
    ("Peru voted. Peru waits. Lawmaker Ana Lobo spoke.", "Ana Lobo", "Peru"),
    ("Peru voted. The opposition leader, Ana Lobo, spoke.", "Ana Lobo", "opposition"),
    (
        "The Secretary General of the African Union came. Peru votes. Peru waits. "
        "The Secretary General, Dr. Ali Noor, spoke.",
        "Ali Noor",
        "African Union",
    ),
]


@pytest.mark.parametrize(("text", "name", "party"), PEOPLE)
def test_an_office_tells_whose_a_person_is(text, name, party, parser):
    document, parties = read(text, parser)
    found = {p.span.of(document.text): p.name for p in parties}
    assert found.get(name) == party


NAMED = [
    ("The Pakistan Justice League met.", "Pakistan Justice League"),
    ("The company Aceites del Norte left.", ""),
    ("The oil company Aceites del Norte left.", "Aceites del Norte"),
    ("Members of the Union for Togo (UT) met.", "Union for Togo"),
    ("The Government of Togo and the Karu Front (KF) signed.", "Karu Front"),
    ("In July fighters of the Karu Front came.", "Karu Front"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_whole_name_of_a_group_and_no_more(text, name, parser):
    found = {party for _, party in worked_out(text, parser, "group the")}
    assert found == ({name} if name else set())


PHRASES = [
    ("Peru mourns. Peru votes. <Senators> met.", ("Peru",)),
    ("Peru mourns. Peru votes. <Officers> beat him.", ("Peru",)),
    ("Peru mourns. Peru votes. <Opposition senators> met.", ("Opposition senators",)),
    ("Peru mourns. Police raided the Karu Front and arrested <its members>.", ("Karu Front",)),
    (
        "Iran met Iraq. Iraq met Iran. Chad came. The two sides met and <they> agreed.",
        ("Iran", "Iraq"),
    ),
    ("Truck drivers came. <They> blocked the road.", ("Truck drivers",)),
    ("Truck drivers came. <It> rained.", ()),
    ("The United Nations warned Peru. Peru voted. <Peacekeepers> came.", ("United Nations",)),
    ("Peru voted. Peru waits. <Peacekeepers> came.", ()),
    ("Ana Lobo is tired. Dockers marched. <She> marched.", ()),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_whom_a_phrase_means_in_a_text_about_one_country(text, expected, parser):
    start, end = text.index("<"), text.index(">") - 1
    document = read_document(text.replace("<", "").replace(">", ""))
    parsed = parser(document.text)
    held = [token for token in parsed if start <= token.idx < end]
    head = next(t for t in held if t.head not in held or t.head is t)
    assert party_of_phrase(head, find_parties(document, parsed), document) == expected


def test_sides_are_two_that_are_named_about_as_often(parser):
    often = "Togo met Benin. " + "Togo voted. " * 9
    for text, sides in (("Togo met Benin. Benin left.", ("Benin", "Togo")), (often, ())):
        document, parties = read(text, parser)
        assert opposed(parties, document) == sides
