"""Time expressions of histories, which count from what they tell and not from a publication."""

from __future__ import annotations

import pytest

from webapp.extract.text import read_document
from webapp.extract.times import find_times

ACCESSED = "2009-12-19"
"""The day on which a page was read, which says nothing about its dates."""


def read(text, published=""):
    document = read_document(text)
    return [(t.span.of(document.text), t.value) for t in find_times(document, published)]


# A text, and the words and values of all its expressions in order.
HISTORIES = [
    ("the last year told",
     "The war began on 1 September 1939. On 17 September the east fell. In October it ended.",
     [("1 September 1939", "1939-09-01"), ("17 September", "1939-09-17"), ("October", "1939-10")]),
    ("across a New Year",
     "On 7 December 1941 the fleet was hit. In January the islands fell.",
     [("7 December 1941", "1941-12-07"), ("January", "1942-01")]),
    ("the following day",
     "On June 22, 1941, the army attacked. The following day it crossed the river."
     " Two days later it took the town. The next month it rested.",
     [("June 22, 1941", "1941-06-22"), ("The following day", "1941-06-23"),
      ("Two days later", "1941-06-25"), ("The next month", "1941-07")]),
    ("that year",
     "In 1812 the army marched. In June of that year it crossed the river. Later that year it"
     " turned back.",
     [("1812", "1812"), ("June of that year", "1812-06"), ("Later that year", "1812")]),
    ("that month and the same day",
     "On 3 May 1915 they landed. Later that month they left. By the end of the year all was over.",
     [("3 May 1915", "1915-05-03"), ("Later that month", "1915-05"),
      ("the end of the year", "1915")]),
    ("years in passing",
     "On 9 May 1942 they took the fort, built in 1890. On 12 May they left it.",
     [("9 May 1942", "1942-05-09"), ("1890", "1890"), ("12 May", "1942-05-12")]),
    ("from and to",
     "It lasted from 16 March to 6 April 1812, and in May and June 1813 again.",
     [("16 March", "1812-03-16"), ("6 April 1812", "1812-04-06"), ("May", "1813-05"),
      ("June 1813", "1813-06")]),
    ("from one year to the next",
     "It lasted from December to February 1943.",
     [("December", "1942-12"), ("February 1943", "1943-02")]),
    ("days of a month",
     "On 5–7 June 1967 and on June 8 and 9 they fought.",
     [("5", "1967-06-05"), ("7 June 1967", "1967-06-07"), ("June 8", "1967-06-08"),
      ("9", "1967-06-09")]),
    ("years of a war",
     "The War (1939–45) and the revolt of 1916-1918.",
     [("1939", "1939"), ("45", "1945"), ("1916", "1916"), ("1918", "1918")]),
    ("back over a New Year that nothing told",
     "On 30 November 1939 it began. In December it grew cold, the coldest day being 16 January. On"
     " 11 December they won. On 29 February they talked.",
     [("30 November 1939", "1939-11-30"), ("December", "1939-12"), ("16 January", "1940-01-16"),
      ("11 December", "1939-12-11"), ("29 February", "1940-02-29")]),
    ("the story does not go on from what lay before",
     "In August 1862 they lost on the field of the year before. On 17 September they won. Two years"
     " earlier, in 1860, all was quiet. On 3 October it rained.",
     [("August 1862", "1862-08"), ("the year before", "1861"), ("17 September", "1862-09-17"),
      ("Two years earlier", "1860"), ("1860", "1860"), ("3 October", "1862-10-03")]),
    ("what had been before, told by the way",
     "In February 1943 the last left the island. A struggle in the east, where war had begun in"
     " July 1942, was over by 22 March. Attu, lost in June 1942, was retaken in late May.",
     [("February 1943", "1943-02"), ("July 1942", "1942-07"), ("22 March", "1943-03-22"),
      ("June 1942", "1942-06"), ("late May", "1943-05")]),
    ("months, edges and centuries of years BC",
     "In 262 BC the siege began; it ended in January 261. In early 255 he was beaten. Our source"
     " lived in the 2nd century. In the 1st century AD it was read.",
     [("262 BC", "BC0262"), ("January 261", "BC0261-01"), ("early 255", "BC0255"),
      ("the 2nd century", "BC01"), ("the 1st century AD", "00")]),
    ("years BC side by side",
     "In 480 BC it began. In September/October 490 BC, or in 470 or 469, it was quiet; the peace"
     " was of 446/445.",
     [("480 BC", "BC0480"), ("September", "BC0490-09"), ("October 490 BC", "BC0490-10"),
      ("470", "BC0470"), ("469", "BC0469"), ("446", "BC0446"), ("445", "BC0445")]),
    ("a told day, and the time of day after it",
     "On 3 May 1915 they met. The next day at dawn they left.",
     [("3 May 1915", "1915-05-03"), ("The next day at dawn", "1915-05-04TMO")]),
    ("a month before a number",
     "On 3 June 1915 they met. In May 500 were killed. For a quarter of a century they waited.",
     [("3 June 1915", "1915-06-03"), ("May", "1915-05"), ("a quarter of a century", "P25Y")]),
    ("since a month, and on to the May after a December",
     "On 1 August 1941 it was banned. Since January they had trained. In December 1941 they sailed."
     " In May they came home.",
     [("1 August 1941", "1941-08-01"), ("January", "1941-01"), ("December 1941", "1941-12"),
      ("May", "1942-05")]),
    ("days of each year, and of a month after a time of day",
     "On 17 September 1980 it began. At noon on the 22nd aircraft struck. In July the first left."
     " It is told each year on 22 September, and on 3 May every year.",
     [("17 September 1980", "1980-09-17"), ("noon on the 22nd", "1980-09-22T12:00"),
      ("July", "1980-07"), ("each year", "P1Y"), ("22 September", "XXXX-09-22"),
      ("3 May", "XXXX-05-03"), ("every year", "P1Y")]),
    ("the first hours of a day, and half a year ahead",
     "On 12 July 1988 he was shot, and in the early hours of the next day she. In August they left;"
     " the last came in February.",
     [("12 July 1988", "1988-07-12"), ("the early hours of the next day", "1988-07-13TMO"),
      ("August", "1988-08"), ("February", "1989-02")]),
    ("seasons on both sides of a New Year, and what had opened before",
     "In 1919 they fought. From the autumn until the spring of 1920 it was quiet; talks, which had"
     " opened in October, were broken off in mid-December.",
     [("1919", "1919"), ("the autumn", "1919-FA"), ("the spring of 1920", "1920-SP"),
      ("October", "1919-10"), ("mid-December", "1919-12")]),
    ("a day, and a time set off by a comma",
     "On 7 May 1920, at half past three in the afternoon, they rode in.",
     [("7 May 1920", "1920-05-07"), ("half past three in the afternoon", "1920-05-07T15:30")]),
    ("years of two digits",
     "In 1863 they lost. In the spring of '64 they came back.",
     [("1863", "1863"), ("the spring of '64", "1864-SP")]),
    ("days and times of day beside each other",
     "On 3 May 1915 it began. At 4:50 p.m. the next day it sank. An hour later all were safe; by"
     " dawn the next day they were home.",
     [("3 May 1915", "1915-05-03"), ("4:50 p.m. the next day", "1915-05-04T16:50"),
      ("An hour later", "1915-05-04T17:50"), ("dawn the next day", "1915-05-05TMO")]),
    ("nights later",
     "On 3 May 1915 it began. Two nights later it was over.",
     [("3 May 1915", "1915-05-03"), ("Two nights later", "1915-05-05TNI")]),
    ("a day of which only the month, a night of which only the year is known",
     "In June 1915 they won. The same day they sued for peace. In 1916 they attacked by night.",
     [("June 1915", "1915-06"), ("The same day", "1915-06-XX"), ("1916", "1916"),
      ("night", "1916-XX-XXTNI")]),
    ("at this time",
     "In June 1915 they won. At this time they were few.",
     [("June 1915", "1915-06"), ("this time", "1915-06")]),
    ("years before Christ",
     "In 480 BC the fleet sailed. In 479 it was beaten. The war went on from 264 to 241 BC.",
     [("480 BC", "BC0480"), ("479", "BC0479"), ("264", "BC0264"), ("241 BC", "BC0241")]),
    ("early years",
     "In AD 755 he rebelled. In 757 he died. It was the 8th century.",
     [("AD 755", "0755"), ("757", "0757"), ("the 8th century", "07")]),
    ("seasons",
     "In the spring of 1918 they attacked; that summer they were beaten. In the winter of 1941-42"
     " it was cold.",
     [("the spring of 1918", "1918-SP"), ("that summer", "1918-SU"),
      ("the winter of 1941-42", "1941-WI")]),
    ("edges",
     "In early 1942, in mid-1943 and by late October 1944 they tried. At the end of 1945 it ended.",
     [("early 1942", "1942"), ("mid-1943", "1943"), ("late October 1944", "1944-10"),
      ("the end of 1945", "1945")]),
    ("nights",
     "On the night of 5 June 1944 all sailed. At dawn on 6 June all landed. That night all slept.",
     [("the night of 5 June 1944", "1944-06-05TNI"), ("dawn on 6 June", "1944-06-06TMO"),
      ("That night", "1944-06-06TNI")]),
    ("hours",
     "At 04:45 on 1 September 1939 the ship opened fire. At 6 p.m. it stopped.",
     [("04:45 on 1 September 1939", "1939-09-01T04:45"), ("6 p.m.", "1939-09-01T18:00")]),
    ("decades and centuries",
     "In the 1860s, the late 1870s and the early 20th century there was peace.",
     [("the 1860s", "186"), ("the late 1870s", "187"), ("the early 20th century", "19")]),
    ("lengths",
     "The siege of 1941 lasted 900 days. After three months of fighting the six-day battle ended."
     " It took a little over two hours.",
     [("1941", "1941"), ("900 days", "P900D"), ("three months", "P3M"), ("six-day", "P6D"),
      ("over two hours", "PT2H")]),
    ("the day of the month",
     "On 8 December 1941 they landed. On the 10th both ships were sunk.",
     [("8 December 1941", "1941-12-08"), ("the 10th", "1941-12-10")]),
    ("a year later",
     "In July 1830 they took the city. A year later they left. Ten years earlier nobody knew it.",
     [("July 1830", "1830-07"), ("A year later", "1831"), ("Ten years earlier", "1821")]),
    ("today",
     "In 1830 it was a village. Today it is a city, now larger than in 1930 or 1960.",
     [("1830", "1830"), ("Today", "PRESENT_REF"), ("now", "PRESENT_REF"), ("1930", "1930"),
      ("1960", "1960")]),
    ("the 1954 accords",
     "The 1954 Geneva Accords divided the country. The February 1955 talks failed.",
     [("1954", "1954"), ("February 1955", "1955-02")]),
    ("weekdays",
     "On Sunday, 7 December 1941 the fleet was hit. The following Tuesday they met.",
     [("Sunday, 7 December 1941", "1941-12-07"), ("The following Tuesday", "1941-12-09")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), [pytest.param(t, f, id=n) for n, t, f in HISTORIES])
def test_histories(text, found):
    assert read(text) == found


LONG = (
    "The war began on 1 September 1939 and ended in 1945. It followed that of 1914. In 1940 the"
    " north fell. On 9 April the ports were taken."
)


def test_an_access_date_does_not_make_a_history_news():
    assert read(LONG, ACCESSED) == read(LONG)
    assert read(LONG)[-1] == ("9 April", "1940-04-09")


def test_a_look_back_does_not_make_news_a_history():
    text = (
        "The minister left on Monday. He said last week that the pact of 1939, which ended in 1941,"
        " was like that of 1922. He will be back on 3 January."
    )
    assert read(text, ACCESSED)[0] == ("Monday", "2009-12-14")
    assert read(text, ACCESSED)[-1] == ("3 January", "2010-01-03")


LEADS = [
    "The Ilmar War (1899-1902) was fought in what is today Kelmar, and is remembered today.",
    "The War of the Straits was fought some 2,500 years ago, between 499 BC and 490 BC.",
]


@pytest.mark.parametrize("lead", LEADS)
def test_a_history_may_speak_of_today_and_of_long_ago(lead):
    text = f"{lead} On 11 October 1899 it began. In 1900 and 1901 it went on. In January it ended."
    assert read(text, ACCESSED)[-1] == ("January", "1901-01")


def test_news_may_begin_ten_years_ago():
    text = (
        "Ten years ago, in March 2003, he was a clerk. He had left school in 1998, married in 2001"
        " and moved in 2002. In December he bought a ship."
    )
    assert read(text, "2013-03-22")[-1] == ("December", "2012-12")


YEARS = (
    "The war began in 1939 and ended in 1947. It followed that of 1914. In 1940 the north fell, and"
    " in 1941 the islands. In 1942 the fleet was sunk in the straits, where it had lain since 1938."
    " The winter of 1943 was the hardest of all; few who lived through it ever spoke of what they"
    " ate, or of those who had left. In 1944 the king came back. In March 1945 the army took the"
    " hills."
)


def test_a_history_speaks_of_the_present_where_it_says_last_month():
    text = (
        f"{YEARS}\n\nA drone fell in March. Last month a court met.\n\nIn May the last fort fell."
    )
    found = read(text, ACCESSED)
    assert found[-3:] == [("March", "2009-03"), ("Last month", "2009-11"), ("May", "1945-05")]


def test_a_paragraph_of_a_history_that_tells_a_year_stays_one():
    text = (
        f"{YEARS}\n\nIn March 1946 an isle was lost. A book came out last year. In May it was won."
    )
    assert read(text, ACCESSED)[-1][1].startswith("194")
