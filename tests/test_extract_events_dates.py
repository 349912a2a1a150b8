"""When an event was, where no word beside it says so: the news of the day, what is so now, what
another clause dates."""

from __future__ import annotations

import pytest

from webapp.extract.article import extract_article

PUBLISHED = "2022-03-14"
"""A Monday."""
LEAD = "Rebels attacked a bridge near Goma on Sunday.\n\nTroops were sent to the town.\n\n"
MONTH = "2022-03~"


pytestmark = pytest.mark.usefixtures("parser")


def dates(text: str, words: str) -> tuple[str, str]:
    """Date and basis of the event with the shortest clause that holds some words."""
    found = extract_article(text, PUBLISHED)
    chosen = [p for p in found.proposals if words in p.clause.of(found.document.text)]
    assert chosen, [p.clause.of(found.document.text) for p in found.proposals]
    shortest = min(chosen, key=lambda p: p.clause.end - p.clause.start)
    return shortest.value("date"), shortest.value("date_basis")


NOW = [
    ("news of the day", "Kenya condemned the attack.", "condemned", "2022-03-13", "resolved"),
    ("what has been done", "Kenya has offered to mediate.", "offered", MONTH, "publication"),
    ("what is said now", "Rwanda denies that it helps the rebels.", "denies", MONTH, "publication"),
    ("what has just been done", "Kenya has just closed its border.", "closed", "2022-03-13",
     "resolved"),
    ("who is charged with it", "Uganda accused Rwanda of arming the rebels.", "arming", MONTH,
     "publication"),
    ("who is charged with it, dated", "Uganda accused Rwanda on Friday of arming the rebels.",
     "arming", "2022-03-11", "resolved"),
    ("what follows what has been done", "Kenya has warned the rebels. Uganda condemned them.",
     "condemned", "2022-03-13", "resolved"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "date", "basis"), [pytest.param(*row[1:], id=row[0]) for row in NOW]
)
def test_what_is_so_now_is_not_news_of_the_day(text, words, date, basis):
    assert dates(LEAD + text, words) == (date, basis)


def test_the_first_paragraph_is_news_in_any_tense():
    text = "Rebels have attacked a bridge.\n\nKenya condemned it on Sunday."
    assert dates(text, "attacked") == ("2022-03-14", "resolved")


def test_a_report_by_the_hour_is_of_today_in_any_tense():
    text = (
        "Live: a town is taken\n\n18:40\nA lull.\n\n17:10\nFrance has recalled its envoy.\n\n16:00"
    )
    assert dates(text, "recalled") == ("2022-03-14", "resolved")


LIMITS = [
    ("until when", "The mayor imposed a curfew until Saturday.", "imposed", "2022-03-14"),
    ("for when", "Kenya has called elections for Saturday.", "called", "2022-03-14"),
    ("by when", "The rebels promised to free the hostages by Thursday.", "promised", "2022-03-14"),
    ("when it is to be", "Kenya will send troops on Saturday.", "send", "2022-03-19"),
    ("when it is said to be", "Kenya's parliament will debate the bill on Thursday, its speaker "
     "said.", "debate", "2022-03-17"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "date"), [pytest.param(*row[1:], id=row[0]) for row in LIMITS]
)
def test_what_an_act_looks_forward_to_does_not_date_it(text, words, date):
    assert dates(text, words)[0] == date


GOVERNED = [
    ("a date before a clause between", "In November 2020, as the war drew soldiers north, Sudan's "
     "army attacked the town.", "attacked", "2020-11"),
    ("what it happened in the course of", "Soldiers killed two ministers in a coup on 25 October "
     "2021.", "killed", "2021-10-25"),
    ("what a colon joins", "Talks began in 2005, and in 2008 the two sides reached a deal: "
     "Ethiopia withdrew its troops.", "withdrew", "2008"),
    ("counted back from the main clause", "The attack came two days after the Turkish minister met "
     "his Iraqi counterpart in Ankara.", "met", "2022-03-12"),
    ("counted back from its day", "The attack came on Sunday, two days after the Turkish minister "
     "met his Iraqi counterpart.", "met", "2022-03-11"),
    ("at the time of what was told", "Kenya burned a village in May 2019. Uganda denied at the "
     "time that it had helped.", "denied", "2019-05"),
    ("months later, as finely as the month", "On 13 November 2020 the army took the road. A month "
     "later the United States recognised the border.", "recognised", "2020-12"),
    ("a paragraph that has gone on to the present", "In July 2019, Rwanda sent troops. In August "
     "they took the port. The government offered an amnesty in January.", "offered", "2022-01"),
    ("what had been before in a paragraph of the past", "In 2019, protests peaked in August. The "
     "army had shelled a town in May.", "shelled", "2019-05"),
    ("the day after one that had been", "The talks ended on Saturday, March 12. The army had left "
     "on Feb. 2. A day later the rebels burned a village.", "burned", "2022-02-03"),
    ("hours after the day of the news", "The talks ended on Saturday, March 12. From the ridge, "
     "which they seized on Feb. 2, the troops fired. Hours later Eritrea denied it.", "denied",
     "2022-03-12"),
    ("what else is told of the end of a month", "At the end of January 2020 a mayor was shot. "
     "Thousands marched through the town.", "marched", "2020-01"),
    ("since a year, far from the verb", "Turkey has carried out hundreds of raids in Iraq since "
     "2019, saying that it fights rebels.", "carried", "2019/.."),
    ("since a month that opens it", "Since October 2021 the rebels and their ally, a militia, have "
     "taken forty villages.", "taken", "2021-10/.."),
    ("since a day told before", "The marches began on 3 March 2022. More than 90 people have been "
     "detained since then.", "detained", "2022-03-03/2022-03-14"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "date"), [pytest.param(*row[1:], id=row[0]) for row in GOVERNED]
)
def test_dates_of_other_clauses(text, words, date):
    assert dates(text, words)[0] == date


def test_the_day_of_the_news_may_stand_in_the_headline():
    text = "What happened on Sunday\n\nRebels burned a school.\n\nKenya condemned them."
    assert dates(text, "condemned")[0] == "2022-03-13"
