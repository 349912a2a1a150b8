"""Armed groups without a name: which of them are one party, and under what words."""

from __future__ import annotations

import pytest

from webapp.extract.language import Parser
from webapp.extract.parties import find_parties
from webapp.extract.parties.armed import RULE
from webapp.extract.parties.spoken import AGAIN
from webapp.extract.text import read_document


def armed(text: str, parser: Parser) -> list[str]:
    """The parties of the words that are no names, in order."""
    document = read_document(text)
    found = find_parties(document, parser(document.text))
    return [p.name for p in found if p.rule in (RULE, AGAIN)]


RUSSIAN, KARU, MARCH = "Russian-backed separatists", "Karu Front", "March 23 Movement"
ARMED = [
    # One group without a name: the words that tell most.
    ("Russian-backed separatists shelled it. The rebels denied it.", [RUSSIAN] * 2),
    ("The separatists left. Russian-backed separatists shelled it.", [RUSSIAN] * 2),
    ("Separatist fighters took it. The separatists left.", ["separatists"] * 2),
    ("Rebels took it. The army shelled rebel lines.", ["rebels"] * 2),
    ("Syrian rebels attacked Hama. The army shelled the rebels.", ["Syrian rebels"] * 2),
    ("Maoist guerrillas attacked a post. The guerrillas fled.", ["Maoist guerrillas"] * 2),
    # Two of them: each by its noun.
    (
        "Tuareg rebels and Islamist militants attacked. The militants left. The rebels stayed.",
        ["Tuareg rebels", "Islamist militants", "Islamist militants", "Tuareg rebels"],
    ),
    # One group with a name: it is meant before its name too, and by "rebel" in another phrase.
    ("Rwandan-backed rebels took it. M23 denied it.", [MARCH]),
    ("M23 took it. A rebel commander left. The rebels denied it.", [MARCH] * 2),
    ("A rebel group freed two men. The Karu Front denied it.", [KARU]),
    ("The Karu Front came. The Karu Front left. Militants stayed.", [KARU]),
    # Members of a group with a name.
    ("Fighters believed to belong to the Karu Front attacked it.", [KARU]),
    ("Gunmen from the Karu Front attacked it.", [KARU]),
    ("Militants loyal to the Karu Front attacked it.", [KARU]),
    # Others than the group of the text.
    ("The Karu Front came. The Karu Front left. Jihadists linked to Mali stayed.", []),
    ("The Karu Front came. Suspected rebels stayed.", []),
    ("The Karu Front came. The Karu Front left. Syrian rebels stayed.", []),
    ("The army strikes only terrorists. The Karu Front denied it.", []),
]


@pytest.mark.parametrize(("text", "expected"), ARMED)
def test_armed_groups_without_a_name_are_one_party(text, expected, parser):
    assert armed(text, parser) == expected
