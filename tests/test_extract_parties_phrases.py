"""For whom a noun phrase stands: names, adjectives, offices, pronouns, sides, vague groups."""

from __future__ import annotations

import pytest

from webapp.extract.language import Parser
from webapp.extract.parties import find_parties, main_pair, other_side, party_of_phrase
from webapp.extract.text import read_document


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
        ["Democratic Republic of the Congo", "March 23 Movement"],
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


STANDING = [
    (
        "The Karu Front saw MSF. The Karu Front left. <The aid group> left.",
        ["Médecins Sans Frontières"],
    ),
    ("<Islamist militants loyal to Islamic State> left.", ["Islamist militants"]),
    ("Mali waits. <Ten Malian soldiers and two Rwandan policemen> died.", ["Mali", "Rwanda"]),
    (
        "Mali waits. Mali's army left. Rwanda will send troops, <its army spokesman> said.",
        ["Rwanda"],
    ),
    ("Police arrested <two Belarusian opposition leaders>.", ["opposition"]),
    ("<The opposition> accused Georgia.", ["opposition"]),
    ("<Armed men> took it.", ["Armed men"]),
    ("<Troops loyal to the Karu Front> left.", ["Karu Front"]),
    ("The Karu Front, a former group <that> signed, left.", ["Karu Front"]),
    ("<Thousands of farmers and students> marched.", ["farmers", "students"]),
    ("Mali waits. Mali's army left. <Defence Secretary Bo Adu> said so.", ["Mali"]),
    ("Germany and France, <which> brokered the truce, condemned it.", ["Germany", "France"]),
    ("Mali, <whose military rulers> expelled French troops, left.", ["Mali"]),
    ("France, <whose president> is to visit both, waits.", ["France"]),
    ("<The former Kenyan president Josphat Kiprono> flew there.", ["Kenya"]),
    (
        "Iran and Israel fought. It was brokered by Qatar and Egypt. <Both> deny it. "
        "Iran and Israel fought.",
        ["Iran", "Israel"],
    ),
    ("Sudan and Chad fought. Iran urged <all sides> to stop.", ["Chad", "Sudan"]),
    (
        "<The Ethiopian Human Rights Commission> called for calm.",
        ["Ethiopian Human Rights Commission"],
    ),
    (
        "The TPLF signed a deal with <the federal government> in Pretoria. Ethiopia is poor. "
        "Ethiopian troops left. Ethiopia waits.",
        ["Ethiopia"],
    ),
    ("Ukraine's president met Macron. Russia waits. <He> left.", ["Ukraine"]),
    (
        "Lebanese Prime Minister Karim Sabbagh met the American envoy, Bo Reilly. <He> left.",
        ["Lebanon"],
    ),
    ("<The government in Kyiv> waits.", ["Ukraine"]),
    ("<Two senior commanders of the Karu Liberation Front> died.", ["Karu Liberation Front"]),
    ("<Fighters loyal to the Karu Liberation Front> died.", ["Karu Liberation Front"]),
    ("<US-led coalition forces> struck.", ["US-led coalition"]),
    ("<The US-led coalition> struck.", ["US-led coalition"]),
    ("<The Saudi-led coalition> struck.", ["Saudi-led coalition"]),
    ("<Russia's foreign minister> said so.", ["Russia"]),
    ("<A spokesman for Hamas's armed wing> said so.", ["Hamas"]),
    ("Hamas waits. <The group's spokesman> said so.", ["Hamas"]),
    ("<The Houthi rebels> fired.", ["Houthis"]),
    ("<Iran-backed Houthi rebels> fired.", ["Houthis"]),
    ("<Kurdish-led Syrian Democratic Forces> fired.", ["Syrian Democratic Forces"]),
    ("<A senior Taliban commander> fired.", ["Taliban"]),
    ("<Pro-government militias> fired.", ["Pro-government militias"]),
    ("<The Wagner Group> fired.", ["Wagner Group"]),
    ("<Government forces> fired. Sudan is at war. Sudan waits. Sudanese planes bombed.", ["Sudan"]),
    ("<Israeli settlers> attacked.", ["Israeli settlers"]),
    ("<Palestinian gunmen> attacked.", ["Palestinian gunmen"]),
    ("<Syrian opposition fighters> attacked.", ["Syrian opposition fighters"]),
    ("<Chinese coast guard ships> fired.", ["China"]),
    ("<Three Ukrainian civilians> died.", ["Ukraine"]),
    ("<Ukrainian drones> hit it.", ["Ukraine"]),
    ("<Washington and its allies> waits.", ["United States"]),
    ("<The leaders of Egypt and Jordan> met.", ["Egypt", "Jordan"]),
    ("<President William Ruto of Kenya> met.", ["Kenya"]),
    ("<Kenya's William Ruto> met.", ["Kenya"]),
    (
        "The African Union waits. <Its envoy, the former Kenyan president Bo Ro>, left.",
        ["African Union"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_relatives_owners_and_people_of_their_own(text, expected, parser):
    assert list(phrase(text, parser)) == expected
