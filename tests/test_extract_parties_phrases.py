"""For whom a noun phrase stands: names, adjectives, offices, pronouns, sides, vague groups."""

from __future__ import annotations

import pytest

from tests.needs import missing
from webapp.extract.language import Parser, load_parser
from webapp.extract.parties import find_parties, main_pair, other_side, party_of_phrase
from webapp.extract.text import read_document
from webapp.model.problems import InputError


@pytest.fixture(scope="module")
def parser() -> Parser:
    try:
        return load_parser()
    except InputError as error:
        missing(str(error))


def phrase(text: str, parser: Parser) -> tuple[str, ...]:
    """What the words between `<` and `>` stand for; the one that heads them is governed from
    outside."""
    start, end = text.index("<"), text.index(">") - 1
    document = read_document(text.replace("<", "").replace(">", ""))
    parsed = parser(document.text)
    held = [token for token in parsed if start <= token.idx < end]
    head = next(t for t in held if t.head not in held or t.head is t)
    return party_of_phrase(head, find_parties(document, parsed), document)


PHRASES = [
    ("<Ukrainian officials> accused Russia.", ["Ukraine"]),
    ("<Russian President Vladimir Putin> left.", ["Russia"]),
    ("<The Kyiv government> is ready.", ["Ukraine"]),
    ("<Moscow> denied it.", ["Russia"]),
    ("<President Joe Biden> sent a memorandum.", ["United States"]),
    ("<Biden> sent a memorandum.", ["United States"]),
    ("<Pentagon spokesman John Kirby> said so.", ["United States"]),
    ("<Russian and Ukrainian negotiators> met.", ["Russia", "Ukraine"]),
    ("<Israel and Hamas> agreed.", ["Israel", "Hamas"]),
    ("<Iran’s supreme leader> refused.", ["Iran"]),
    ("<The Government of Yemen> refused.", ["Yemen"]),
    ("<The foreign minister of Japan> refused.", ["Japan"]),
    ("<Troops from Chad> arrived.", ["Chad"]),
    ("<An adviser to the Ukrainian president> wrote it.", ["Ukraine"]),
    ("<The Turkish ambassador to Russia> left.", ["Turkey"]),
    ("<Israeli warplanes> bombed the port.", ["Israel"]),
    ("<The relief agency, UNRWA,> met.", ["UNRWA"]),
    ("<A coalition led by France> bombed the port.", ["France"]),
    ("<Militiamen known as Fano> left.", ["Fano"]),
    ("<Both Iran and Iraq> left.", ["Iran", "Iraq"]),
    ("<The office of the Iranian president> met.", ["Iran"]),
    (
        "<The Congolese army and M23 rebels> clashed near Goma.",
        ["Democratic Republic of the Congo", "M23"],
    ),
    ("<The Philippine coast guard> took the boat.", ["Philippines"]),
    ("<Officials in Kyiv> said so.", ["Ukraine"]),
    ("<A commander of the ELN> spoke.", ["National Liberation Army"]),
    ("<Taliban fighters> fled.", ["Taliban"]),
    ("<The U.N. Security Council> met.", ["United Nations"]),
    ("<Members of the African Union> met.", ["African Union"]),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_phrase_stands_for_its_parties(text, expected, parser):
    assert list(phrase(text, parser)) == expected


def test_a_list_stands_for_all_of_its_parties(parser):
    found = phrase("<The United States, France and Norway> voted.", parser)
    assert found == ("United States", "France", "Norway")


WORDS = [
    ("<Western officials> described it.", ["Western officials"]),
    ("He blamed <local detachments>.", ["local detachments"]),
    ("<The nine fishermen> marched.", ["fishermen"]),
    ("<Farm workers> blocked the bridge.", ["Farm workers"]),
    ("<Unknown gunmen> shot him.", ["Unknown gunmen"]),
    ("<Dozens of protesters> marched.", ["protesters"]),
    ("Gunmen came at noon. By dusk <the gunmen> had left.", ["Gunmen"]),
    ("<Pro-Russian separatists> shelled the town.", ["Pro-Russian separatists"]),
    ("They shot <13 young marchers>.", ["young marchers"]),
    ("<Village leaders> claimed it.", ["Village leaders"]),
    ("<Islamist militants> claimed it.", ["Islamist militants"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_a_vague_group_keeps_its_words(text, expected, parser):
    assert list(phrase(text, parser)) == expected


NOBODY = [
    "<Residents> fled the town.",
    "<Witnesses> heard shots.",
    "<A driver> saw it.",
    "<The report> blamed the army.",
    "<Twelve people> died.",
    "<Shells> fell on the market.",
    "<The ceasefire> held.",
    "<Yolanda Prieto> runs the school.",
    "<She> runs the school.",
    "<They> came at night.",
    "<It> rained.",
    "<Both sides> fired.",
    "<Reuters> reported it.",
    "<The minister> left.",
    "<Nobody> claimed it.",
    "<Analysts> disagreed.",
    "<No group> has claimed it.",
    "<Two missiles> hit Peru. Peru mourns.",
    "Peru mourns. Peru votes. <A missile> fell.",
    "<A nurse> saw it.",
    "Residents left. Peru waits. Witnesses said <they> had seen fire.",
    "Iran denied <it>.",
    "They stopped at <the Polish border>.",
    "Peru waits. Peru votes. The pact came into <force>.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_who_is_no_party_stands_for_nobody(text, parser):
    assert phrase(text, parser) == ()


EARLIER = [
    ("Russia and Ukraine met. <Both sides> were pleased.", ["Russia", "Ukraine"]),
    ("Russia accused Ukraine. <The two countries> then met.", ["Russia", "Ukraine"]),
    ("Russia met Ukraine. Ukraine met Russia. <Neither side> gave in.", ["Russia", "Ukraine"]),
    ("Talks between India and Pakistan began. <They> agreed on water.", ["India", "Pakistan"]),
    ("Iran denied it. <It> blamed Israel.", ["Iran"]),
    ("The Taliban took the town. <They> freed the prisoners.", ["Taliban"]),
    ("President Joe Biden met them. <He> promised aid.", ["United States"]),
    ("Russian Foreign Minister Oleg Petrov left. <The minister> was angry.", ["Russia"]),
    ("The Polish envoy, Jan Nowak, spoke. <Nowak> was angry.", ["Poland"]),
    ("The Karu Liberation Front attacked. <The rebels> fled.", ["Karu Liberation Front"]),
    ("Boko Haram attacked. <The group> took hostages.", ["Boko Haram"]),
    ("Hezbollah and Lebanon talked. <The Lebanese group> took hostages.", ["Hezbollah"]),
    ("Mali, Niger and Togo met. <The three countries> left.", ["Mali", "Niger", "Togo"]),
    ("Mali waits. The Karu Front left. The rebels said <they> had won.", ["Karu Front"]),
    ("Kurdish and Shiite rebels rose. Iraq crushed <them>.", ["Kurds", "Shiites"]),
    ("Iran left. Aliyev said that Armenia must withdraw <its troops>.", ["Armenia"]),
    ("The IRA left. <The loyalist paramilitaries> stayed.", ["loyalist paramilitaries"]),
    ("NATO met. <The alliance> will help.", ["NATO"]),
    ("UNICEF warned of hunger. <The agency> asked for money.", ["UNICEF"]),
    ("The ICC charged him. <The court> gave no date.", ["International Criminal Court"]),
    ("Ethiopia voted. <The country> is tired.", ["Ethiopia"]),
    ("The RSF denied that <its gunners> had fired. Sudan burns.", ["Rapid Support Forces"]),
    ("Peru voted. Peru waits. <Soldiers> took the square.", ["Peru"]),
    ("The Russian officers, <who> had fled, returned.", ["Russia"]),
    (
        "Kenya met Somalia. Somalia met Kenya. Foreign ministers Ali Noor and <Jane Otieno> met.",
        ["Kenya", "Somalia"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EARLIER)
def test_words_that_name_nobody_mean_who_was_named_before(text, expected, parser):
    assert list(phrase(text, parser)) == expected


def test_the_two_sides_of_a_text(parser):
    text = (
        "Armenia accused Azerbaijan. Russia offered to mediate. Azerbaijan shelled an Armenian "
        "village, and the European Union condemned Azerbaijan."
    )
    document = read_document(text)
    parties = find_parties(document, parser(document.text))
    assert main_pair(parties, document) == ("Armenia", "Azerbaijan")
    assert other_side("Armenia", parties, document) == "Azerbaijan"
    assert other_side("Russia", parties, document) == ""
    assert main_pair((), document) == ()
