"""Who acts and upon whom, where the clause names them late, by another word or not at all."""

from __future__ import annotations

import pytest

from webapp.extract.article import extract_article

pytestmark = pytest.mark.usefixtures("parser")


CHAD = "Chad is at war with the Karu Front. Chad's army shelled the Karu Front on Sunday. "
PROTESTS = "People protested in Togo. The protests spread. Togo banned them. Students marched. "
OFTEN = "Mali and Niger met. Mali waits. Niger waits. Mali is dry. "

LAST = [
    # Who acts: the deed that killed, the clause with "when", the verb behind an active one.
    ("Two men died in a Russian strike on Monday.", "Russia", ""),
    ("Two men were killed in an attack blamed on the Karu Front.", "Karu Front", ""),
    ("Two men were killed in a raid by the Karu Front on Monday.", "Karu Front", ""),
    ("Five men were seized when gunmen stopped their bus on Monday.", "gunmen", ""),
    (f"{CHAD}Five men were abducted on Monday.", "Karu Front", ""),
    ("Iran suspended aid over thefts by Greek officials on Monday.", "Iran", ""),
    (f"{CHAD}Helicopters fired on a village on Monday.", "Chad", ""),
    ("Turkish exiles marched through Berlin on Monday.", "Turkish exiles", ""),
    ("About 200 Ethiopians protested on Monday.", "Ethiopians", ""),
    (
        "Iran's army said on Monday that 12 Kurdish militants had been killed.",
        "Iran",
        "Kurdish militants",
    ),
    # Given to, and against whom it is voted.
    ("Germany will send Ukraine a plane on Monday.", "Germany", "Ukraine"),
    ("Mali's parliament voted on Monday to break off relations with Niger.", "Mali", "Niger"),
    ("Russian missiles hit Kharkiv on Monday.", "Russia", "Ukraine"),
    # Mutual acts.
    ("The Turkish army clashed with the Karu Front on Monday.", "Turkey;Karu Front", ""),
    ("Mali signed a deal with Niger on Monday.", "Mali;Niger", ""),
    ("Mali's president is to meet Niger's leader on Tuesday.", "Mali;Niger", ""),
    (
        "Russian mercenaries fought alongside the Karu Front on Monday.",
        "Russian mercenaries;Karu Front",
        "",
    ),
    # What is answered.
    ("Mali accused Niger of theft on Monday. Niger rejected the charge.", "Niger", "Mali"),
    ("Niger rejected a claim by Mali on Monday.", "Niger", "Mali"),
    ("Niger called Mali's accusation baseless on Monday.", "Niger", "Mali"),
    ("Mali offered talks on Monday. Niger turned down the offer.", "Niger", "Mali"),
    (f"{OFTEN}Residents said Niger had fired. Niger denied it on Monday.", "Niger", ""),
    # Whose land and things they are.
    (f"{CHAD}The rebels overran a garrison on Monday.", "Karu Front", "Chad"),
    (f"{CHAD}The rebels killed 17 worshippers on Monday.", "Karu Front", ""),
    (f"{CHAD}The army burned three villages on Monday.", "Chad", ""),
    ("Togo waits. Togo's president waits. France recalled its ambassador.", "France", "Togo"),
    ("Togo waits. Togo's president waits. France praised the operation.", "France", "Togo"),
    # Groups in the words of the text.
    ("Trade unions called a general strike on Monday.", "Trade unions", ""),
    ("A teachers' union called a strike on Monday.", "teachers' union", ""),
    ("Men in uniform set fire to a house on Monday.", "Men in uniform", ""),
    ("Hundreds of women dressed in white marched through Goma on Monday.", "women", ""),
    # Whom the parser hangs on another word, and whose name is not the bishop's.
    ("The road was closed to all traffic by Pakistani officials on Monday.", "Pakistan", ""),
    ("Two men were arrested for attacks by rebels on Monday.", "", ""),
    (
        "Bishop Edo Kass of the Episcopal Church met Niger's president on Monday.",
        "Episcopal Church;Niger",
        "",
    ),
    # Sent by both sides.
    (
        f"{CHAD}The Karu Front freed a soldier of Chad. Negotiators met on Monday.",
        "Chad;Karu Front",
        "",
    ),
    # Protests.
    ("Students protested outside the Egyptian embassy on Monday.", "Students", "Egypt"),
    (f"{PROTESTS}Dockers marched through the city on Monday.", "Dockers", "Togo"),
    # People spoken of before.
    (
        f"{CHAD}The Karu Front freed two soldiers on Monday. It had seized them in May.",
        "Karu Front",
        "Chad",
    ),
    ("Kenyan police fired tear gas at protesters on Monday.", "Kenya", "protesters"),
    ("Serbia refused to recognise Kosovo on Monday.", "Serbia", "Kosovo"),
    # What is asked for concerns nobody; people are spoken to.
    (f"{CHAD}Amnesty International demanded an inquiry on Monday.", "Amnesty International", ""),
    (f"{CHAD}The army ordered people to leave on Monday.", "Chad", ""),
    # Groups introduced by their initials, or by what they call themselves.
    (
        "The Grassfields Restoration Army took it. The governor blamed the GRA on Monday.",
        "",
        "Grassfields Restoration Army",
    ),
    (
        "The Eastern Command, as General Bo Barasi's force calls itself, waits. "
        "Forces loyal to Barasi shelled a town on Monday.",
        "Eastern Command",
        "",
    ),
    ("A group calling itself Sons of Karu claimed the attack on Monday.", "Sons of Karu", ""),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), LAST)
def test_who_and_whom_in_the_last_sentence(text, actors, recipients):
    found = extract_article(text, "2024-05-10")
    start = found.document.sentences[-1].start
    last = next(p for p in found.proposals if p.clause.end > start)
    assert (last.value("actors"), last.value("recipients")) == (actors, recipients)
