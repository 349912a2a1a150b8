"""Which type of event sentences name: a sentence a row."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.extract_types import judge, read_cases
from tests.needs import ROOT, english_parser
from webapp.extract.language import Token
from webapp.extract.types import classify, triggers, type_of
from webapp.model.vocabulary import EVENT_TYPES

GOLD = ROOT / "bench" / "gold" / "types"


@lru_cache(maxsize=1)
def parser():
    return english_parser()


def words(sentence: str) -> list[Token]:
    return list(parser()(sentence))


CODEBOOK = [
    ("The rebels threatened to break off relations.", "THREATEN"),
    ("Chad agreed to send troops to the lake.", "AGREE"),
    ("Ankara refused to lift the blockade.", "REJECT"),
    ("The union demanded the release of its founder.", "REQUEST"),
    ("Kyiv accused the pilots of bombing a school.", "ACCUSE"),
    ("The militia denied shelling the village.", "REJECT"),
    ("The militia denied that it had shelled the village.", "REJECT"),
    ("The militia admitted that it had shelled the village.", "STATEMENT"),
    ("The two presidents signed a treaty on the river.", "SUPPORT"),
    ("The two presidents promised to sign a treaty.", "AGREE"),
    ("The ministers will meet in Oslo on Friday.", "AGREE"),
    ("The ministers are due to meet in Oslo on Friday.", "AGREE"),
    ("The ministers met in Oslo on Friday.", "CONSULT"),
    ("The guerrillas declared a ceasefire.", "CONCEDE"),
    ("The ceasefire came into force at dawn.", "RETREAT"),
    ("Canada imposed sanctions on the generals.", "SANCTION"),
    ("The bishop appealed for calm.", "REQUEST"),
    ("The envoy said the talks were going well.", "STATEMENT"),
    ("The emperor apologised to the families.", "CONCEDE"),
    ("The bank declined to comment.", "STATEMENT"),
]
ARGUMENTS = [
    ("The council lifted the sanctions.", "RETREAT"),
    ("The mayor lifted the curfew.", "CONCEDE"),
    ("The army lifted the siege of the town.", "RETREAT"),
    ("The council imposed sanctions on the bank.", "SANCTION"),
    ("The mayor imposed a curfew.", "COERCE"),
    ("Chad sent troops to the border.", "MOBILIZE"),
    ("Chad sent food to the camps.", "AID"),
    ("Chad sent peacekeepers to the island.", "AID"),
    ("The two sides held talks in Oslo.", "CONSULT"),
    ("The students held a rally in Oslo.", "PROTEST"),
    ("The navy held exercises in the strait.", "MOBILIZE"),
    ("The two navies held joint exercises in the strait.", "COOPERATE"),
    ("The gang held the crew hostage.", "ASSAULT"),
    ("The rebels broke off the talks.", "SANCTION"),
    ("Chile broke off relations with Bolivia.", "SANCTION"),
    ("The two ministers met in Malta.", "CONSULT"),
    ("The teachers went on strike.", "PROTEST"),
    ("Jets carried out a strike on the depot.", "ASSAULT"),
    ("Soldiers fired on the crowd.", "ASSAULT"),
    ("The president fired his interior minister.", "OTHER"),
    ("The opposition attacked the plan as a fraud.", "ACCUSE"),
    ("Rebels attacked the village.", "ASSAULT"),
    ("A colonel seized power.", "COERCE"),
    ("Police seized a cargo of drugs.", "COERCE"),
    ("The rebels released four prisoners.", "RETREAT"),
    ("The ministry released a statement.", "STATEMENT"),
    ("Soldiers opened fire on the bus.", "ASSAULT"),
    ("The two sides opened talks.", "CONSULT"),
    ("Kenya opened its border to refugees.", "RETREAT"),
    ("Prosecutors opened an investigation.", "ACCUSE"),
    ("The envoy called for calm.", "REQUEST"),
    ("The envoy called on the rebels to leave.", "REQUEST"),
    ("The king called off his visit.", "REJECT"),
    ("The army called up reservists.", "MOBILIZE"),
    ("The envoy called the vote a farce.", "ACCUSE"),
    ("Berlin cut off aid to the junta.", "SANCTION"),
    ("Berlin cut its ties with the junta.", "SANCTION"),
    ("The army cut off the water of the town.", "COERCE"),
    ("The premier stepped down.", "CONCEDE"),
    ("The two rivals gave a concert.", "OTHER"),
    ("Oslo gave the camps a million dollars.", "AID"),
    ("The junta gave in to the strikers.", "CONCEDE"),
    ("The rebels gave up their weapons.", "RETREAT"),
]
MOODS = [
    ("Chad did not agree to the plan.", "REJECT"),
    ("Chad will not withdraw its troops.", "REJECT"),
    ("There will be no talks with the rebels, the minister said.", "REJECT"),
    ("The minister said the army did not bomb the village.", "REJECT"),
    ("Norway will send tents to the island.", "AGREE"),
    ("The general said the army would bomb the port.", "THREATEN"),
    ("The general warned that the army would bomb the port.", "THREATEN"),
    ("The bank warned that prices would rise.", "STATEMENT"),
    ("The rebels must release the nurse, the envoy said.", "REQUEST"),
    ("The party said it would quit the forum unless the law was changed.", "THREATEN"),
    ("The cabinet decided to expel the ambassador.", "SANCTION"),
    ("The cabinet decided to send food to the camps.", "AGREE"),
    ("The bishop hopes to meet the rebels.", "AGREE"),
    ("The group vowed to bomb the port.", "THREATEN"),
    ("Chad is ready for talks.", "AGREE"),
    ("Chad is not ready for talks.", "REJECT"),
]


TOLD = [
    ("Syria said Israeli jets had bombed a factory.", "ACCUSE"),
    ("Syria said its jets had bombed a factory.", "ASSAULT"),
    ("The army said rebels had bombed a factory.", "ASSAULT"),
    ("A Greek newspaper said Turkish jets had bombed a camp.", "ASSAULT"),
    ("The group said it had bombed the factory.", "STATEMENT"),
    ("The envoy thought of a visit but refused to go.", "REJECT"),
    ("The miners said they would not return to work unless the mine paid.", "THREATEN"),
    ("The council insisted that both sides halt the raids.", "REQUEST"),
    ("Release the nurse, the envoy told the rebels.", "REQUEST"),
    ("Release the nurse or face the army, the envoy told the rebels.", "THREATEN"),
    ("Keep out of our affairs, the emir told the bloc.", "REJECT"),
    ("Not one barrel will be sold to the Americans, the minister said.", "REJECT"),
]
BY_ORDER = [
    ("Nurses and doctors across Slovakia downed tools on Monday.", "PROTEST"),
    ("Youths overturned cars.", "PROTEST"),
    ("A mob set upon two tourists.", "ASSAULT"),
    ("The old emir clung to power.", "REJECT"),
    ("Chad fomented unrest.", "ACCUSE"),
]
"""Sentences in which the parser gives the verb another role than it has."""


@pytest.mark.parametrize(("sentence", "code"), TOLD)
def test_who_tells_it_decides(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


@pytest.mark.parametrize(("sentence", "code"), BY_ORDER)
def test_a_verb_that_the_parser_missed_is_found_by_the_order_of_the_words(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


@pytest.mark.parametrize(("sentence", "code"), CODEBOOK)
def test_the_main_attitude_verb_decides(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


@pytest.mark.parametrize(("sentence", "code"), ARGUMENTS)
def test_what_a_verb_takes_decides(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


@pytest.mark.parametrize(("sentence", "code"), MOODS)
def test_negation_and_what_is_to_come_decide(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


NO_EVENT = [
    "No details were provided.",
    "He was born in Modesto.",
    "The price of bread rose by a tenth.",
    "The price of bread rose in March.",
    "Rain is expected in the north.",
    "The museum holds a collection of early maps.",
    "The budget meets the standard of the fund.",
    "The new road will cut the journey to two hours.",
    "The striker scored twice in the second half.",
    "The film was shot in Malta.",
    "Elections are held every five years.",
    "The road was closed for repairs.",
    "Her book about the war was published in 2019.",
    "He wrote three novels and a play.",
    "The two countries share a border of 900 kilometres.",
    "The president, 61, is a former army officer.",
    "Attack helicopters stood beside the runway.",
    "Sign up for our newsletter.",
]


@pytest.mark.parametrize("sentence", NO_EVENT)
def test_no_event(sentence):
    assert triggers(words(sentence)) == ()


TRIGGERS = [
    ("Airstrikes hit a school in Aleppo on Friday.", [("ASSAULT", "hit")]),
    ("The army said it had shelled the port.", [("ASSAULT", "had shelled")]),
    ("The envoy said that the mood was good.", [("STATEMENT", "said")]),
    ("The envoy said there was progress in the talks.", [("STATEMENT", "said")]),
    (
        "The envoy condemned the drone attack of 1 May.",
        [("ACCUSE", "condemned"), ("ASSAULT", "attack")],
    ),
    (
        "Kyiv accused the pilots of bombing a school.",
        [("ACCUSE", "accused"), ("ASSAULT", "bombing")],
    ),
    ("The envoy urged the rebels to release the nurse.", [("REQUEST", "urged")]),
    ("The rebels threatened to bomb the port.", [("THREATEN", "threatened")]),
    ("The bishop called for a ceasefire.", [("REQUEST", "called")]),
    ("The two sides held talks in Oslo.", [("CONSULT", "held")]),
    ("Rebels ambushed a patrol and killed two men.", [("ASSAULT", "ambushed")]),
    ("A bomb hit a bus, killing two men.", [("ASSAULT", "hit")]),
    (
        "Police arrested the editor, and students marched to the ministry.",
        [("COERCE", "arrested"), ("PROTEST", "marched")],
    ),
    ("Three rounds of talks between Chad and Libya brought nothing.", [("CONSULT", "talks")]),
]


@pytest.mark.parametrize(("sentence", "expected"), TRIGGERS)
def test_every_event_word_in_order(sentence, expected):
    found = [(t.code, t.span.of(sentence)) for t in triggers(words(sentence))]
    assert [code for code, _ in found] == [code for code, _ in expected]
    for (_, shown), (_, said) in zip(found, expected, strict=True):
        assert said in shown


def test_a_typing_tells_where_how_and_why():
    sentence = "The two kings will meet in Oslo."
    tokens = words(sentence)
    [typing] = triggers(tokens)
    assert (typing.code, typing.expected, typing.negated) == ("AGREE", True, False)
    assert typing.span.of(sentence) == "will meet"
    assert tokens[typing.trigger].text == "meet"
    assert typing.rule == "lexicon: meet -> CONSULT; cooperation to come is a promise"


def test_a_denied_deed_is_negated():
    [typing] = triggers(words("The army did not bomb the village."))
    assert (typing.code, typing.negated) == ("REJECT", True)


@pytest.mark.parametrize(
    ("word", "code"), [("airstrikes", "ASSAULT"), ("bridge", None), ("of", None)]
)
def test_the_type_of_a_word(word, code):
    [token] = [t for t in words("The airstrikes of May hit the bridge.") if t.text == word]
    typing = type_of(token)
    assert (typing.code if typing else None) == code


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
@settings(max_examples=30, deadline=None)
def test_any_text_has_one_type_and_spans_within_it(text):
    tokens = words(text)
    if not tokens:
        return
    found = [classify(tokens), *triggers(tokens)]
    assert {t.code for t in found} <= {kind.code for kind in EVENT_TYPES}
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)
    assert all(tokens[t.trigger].i == t.trigger for t in found)


ENDLESS = [
    ("He said that " + "they said that " * 150 + "it rained.", "STATEMENT"),
    ("The rebels attacked " + "and attacked " * 300 + "the town.", "ASSAULT"),
    ("The rebels killed " + ", ".join(["Anna Weber"] * 300) + ".", "ASSAULT"),
    ("The talks " + "of the talks " * 300 + "began.", "CONSULT"),
]


@pytest.mark.parametrize(("sentence", "code"), ENDLESS, ids=lambda value: value[:20])
def test_an_endless_sentence_has_a_type(sentence, code):
    """Chains that a parser makes of such text must not exhaust the stack."""
    tokens = words(sentence)
    assert classify(tokens).code == code
    assert triggers(tokens)


@pytest.mark.parametrize(("name", "least"), [("dev", 0.90), ("fresh", 0.85), ("held-out", 0.85)])
def test_the_share_of_right_types_is_kept(name, least):
    parser()
    lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    cases, problems = read_cases(lines)
    assert problems == []
    right = [outcome.right for outcome in judge(cases)]
    assert sum(right) / len(right) >= least


def test_the_sentences_cover_every_type_and_stand_once():
    sentences = []
    for name in ("dev", "fresh", "held-out"):
        lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        sentences += [record["sentence"] for record in records]
        types = {t for r in records for t in ([r["type"]] if isinstance(r["type"], str) else ())}
        assert types | {"OTHER"} == {kind.code for kind in EVENT_TYPES}
    assert len(sentences) == len(set(sentences))
