"""Which type of event sentences name: a sentence a row."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.needs import missing
from webapp.extract.language import Token, load_parser
from webapp.extract.types import classify, triggers
from webapp.model.problems import InputError


@lru_cache(maxsize=1)
def parser():
    try:
        return load_parser()
    except InputError as reason:
        missing(str(reason))


def words(sentence: str) -> list[Token]:
    return list(parser()(sentence))


CODEBOOK = [
    ("The rebels threatened to break off relations.", "THREATEN"),
    ("Chad agreed to send troops to the lake.", "AGREE"),
    ("Ankara refused to lift the blockade.", "REJECT"),
    ("The union demanded the release of its founder.", "REQUEST"),
    ("Kyiv accused the pilots of bombing a school.", "ACCUSE"),
    ("The militia denied shelling the village.", "REJECT"),
    ("The two presidents signed a treaty on the river.", "SUPPORT"),
    ("The two presidents promised to sign a treaty.", "AGREE"),
    ("The ministers will meet in Oslo on Friday.", "AGREE"),
    ("The ministers met in Oslo on Friday.", "CONSULT"),
    ("The guerrillas declared a ceasefire.", "CONCEDE"),
    ("The ceasefire came into force at dawn.", "RETREAT"),
    ("Canada imposed sanctions on the generals.", "SANCTION"),
    ("The bishop appealed for calm.", "REQUEST"),
    ("The envoy said the talks were going well.", "STATEMENT"),
]


@pytest.mark.parametrize(("sentence", "code"), CODEBOOK)
def test_the_main_attitude_verb_decides(sentence, code):
    typing = classify(words(sentence))
    assert typing.code == code, typing.rule


NO_EVENT = [
    "No details were provided.",
    "He was born in Modesto.",
    "The price of bread rose by a tenth.",
    "Rain is expected in the north.",
]


@pytest.mark.parametrize("sentence", NO_EVENT)
def test_no_event(sentence):
    assert triggers(words(sentence)) == ()
