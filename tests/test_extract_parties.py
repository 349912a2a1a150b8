"""Parties of a text: names of the tables, places, people, groups, and what phrases stand for."""

from __future__ import annotations

import pytest

from tests.needs import missing
from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Parsed, Parser, load_parser
from webapp.extract.parties import find_parties, party_in, party_of_phrase
from webapp.extract.text import read_document
from webapp.model.problems import InputError


@pytest.fixture(scope="module")
def parser() -> Parser:
    try:
        return load_parser()
    except InputError as error:
        missing(str(error))


def read(text: str, parser: Parser) -> tuple[Document, Parsed, tuple[PartyName, ...]]:
    document = read_document(text)
    parsed = parser(document.text)
    return document, parsed, find_parties(document, parsed)


def names(text: str, parser: Parser) -> list[str]:
    """The parties that act or are acted on, places left out."""
    return [party.name for party in read(text, parser)[2] if not party.as_place]


def phrase(text: str, words: str, parser: Parser) -> tuple[str, ...]:
    """What the words stand for; the word that heads them is the one governed from outside."""
    document, parsed, parties = read(text, parser)
    start = document.text.rindex(words)
    held = [t for t in parsed if start <= t.idx < start + len(words)]
    head = next(t for t in held if t.head not in held or t.head is t)
    return party_of_phrase(head, parties, document)


NAMES = [
    ("Moscow said it would reply.", ["Russia"]),
    ("The Kremlin denied the report.", ["Russia"]),
    ("U.S. officials met Chinese diplomats.", ["United States", "China"]),
    ("The Pentagon and the State Department disagreed.", ["United States", "United States"]),
    ("Côte d’Ivoire closed its border.", ["Ivory Coast"]),
    ("Al-Shabab claimed the bombing.", ["Al-Shabaab"]),
    ("Daesh lost the town.", ["Islamic State"]),
    ("The IDF struck Hezbollah.", ["Israel", "Hezbollah"]),
    ("The DPRK fired a missile.", ["North Korea"]),
    ("The Security Council condemned the coup.", ["United Nations"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_stands_for_its_party(text, expected, parser):
    assert names(text, parser) == expected


NO_PARTIES = [
    "The Washington Post reported the raid.",
    "A storm hit New Mexico.",
    "The court heard about a Guinea pig.",
    "The Moscow Times reported it.",
    "Ships crossed the South China Sea.",
    "They spoke of the Geneva Conventions.",
    "The pro-Russian leaflets were burned.",
    "Iran-backed fighters left.",
    "The farm sells turkey at Christmas.",
]


@pytest.mark.parametrize("text", NO_PARTIES)
def test_what_only_looks_like_a_party_is_none(text, parser):
    assert names(text, parser) == []


PHRASES = [
    ("Ukrainian officials accused Russia.", "Ukrainian officials", ("Ukraine",)),
    ("Russian President Vladimir Putin left.", "Russian President Vladimir Putin", ("Russia",)),
    ("The Kyiv government is ready.", "The Kyiv government", ("Ukraine",)),
    ("Western officials described it.", "Western officials", ("Western officials",)),
    ("Residents fled the town.", "Residents", ()),
    (
        "Russian and Ukrainian negotiators met.",
        "Russian and Ukrainian negotiators",
        ("Russia", "Ukraine"),
    ),
]


@pytest.mark.parametrize(("text", "words", "expected"), PHRASES)
def test_a_phrase_stands_for_its_parties(text, words, expected, parser):
    assert phrase(text, words, parser) == expected


def test_parties_in_a_stretch(parser):
    document, _, parties = read("Iran met Iraq. Oman left.", parser)
    held = party_in(Span(0, 14), parties)
    assert [party.name for party in held] == ["Iran", "Iraq"]
    assert document.text[held[1].span.start : held[1].span.end] == "Iraq"
