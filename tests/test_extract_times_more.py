"""Time expressions as business news, agencies, timelines and live reports have them."""

from __future__ import annotations

import pytest

from webapp.extract.text import read_document
from webapp.extract.times import find_times

THURSDAY = "1989-11-02"


def read(text, published):
    document = read_document(text)
    return [(t.span.of(document.text), t.value) for t in find_times(document, published)]


def dates(text, published):
    document = read_document(text)
    return [(t.span.of(document.text), t.date) for t in find_times(document, published)]


BUSINESS = [
    ("He will join the board Nov. 29.", [("Nov. 29", "1989-11-29")]),
    ("The yield fell from 9.45% a week earlier.", [("a week earlier", "1989-W43")]),
    ("Profit fell in the third quarter, ended Sept. 30, from a year earlier.",
     [("the third quarter", "1989-Q3"), ("Sept. 30", "1989-09-30"),
      ("a year earlier", "1988-Q3")]),
    ("Third-quarter net fell 5% from a year earlier.",
     [("Third-quarter", "1989-Q3"), ("a year earlier", "1988-Q3")]),
    ("In the latest quarter net fell; in the year-ago quarter it rose.",
     [("the latest quarter", "1989-Q3"), ("the year-ago quarter", "1988-Q3")]),
    ("For the week ended Tuesday it was 8.45%.", [("the week", "P1W"), ("Tuesday", "1989-10-31")]),
    ("Sales rose in the first nine months of 1989.",
     [("the first nine months", "P9M"), ("1989", "1989")]),
    ("The judge ordered the refunds to begin Feb. 1.", [("Feb. 1", "1990-02-01")]),
    ("The agreement expires at year-end.", [("year-end", "1989")]),
    ("The offer will expire at midnight EST tonight.",
     [("midnight EST tonight", "1989-11-02T24:00")]),
    ("Futures for December delivery rose.", [("December", "1989-12")]),
    ("It fell in the past fiscal year.", [("the past fiscal year", "1988")]),
    ("It fell in the 1990 first quarter.", [("the 1990 first quarter", "1990-Q1")]),
    ("The second half of the year will be better.", [("The second half of the year", "1989-H2")]),
    ("It is due a year from now.", [("a year from now", "1990")]),
    ("Stocks plunged on Friday the 13th.", [("Friday the 13th", "1989-10-13")]),
    ("It takes 12 to 18 months.", [("12 to 18 months", "P18M")]),
    ("It takes a month or two.", [("a month or two", "PXM")]),
    ("Talks of two-and-a-half hours; a two-and-a-half-hour talk.",
     [("two-and-a-half hours", "PT2.5H"), ("two-and-a-half-hour", "PT2.5H")]),
    ("Tool orders in September were below year-earlier levels.",
     [("September", "1989-09"), ("year-earlier", "1988-09")]),
    ("It lasted six years and one day.", [("six years and one day", "P6Y1D")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), BUSINESS)
def test_business_news(text, found):
    assert read(text, THURSDAY) == found


AGENCIES = [
    ("JERUSALEM (AP) _ Police arrested two men early Friday over a blast two days earlier.",
     [("early Friday", "1998-02-13"), ("two days earlier", "1998-02-11")]),
    ("It happened at 1:10 p.m. (1110 GMT).",
     [("1:10 p.m.", "1998-02-13T13:10"), ("1110 GMT", "1998-02-13T11:10")]),
    ("The ship sailed at dawn Saturday.", [("dawn Saturday", "1998-02-07TMO")]),
    ("We were there at six this morning.", [("six this morning", "1998-02-13T06:00")]),
    ("In the early hours of Friday it rained.", [("the early hours of Friday", "1998-02-13TMO")]),
    ("It was late last night.", [("late last night", "1998-02-12TNI")]),
    ("A year ago today he died.", [("A year ago today", "1997-02-13")]),
    ("He died two Sundays ago.", [("two Sundays ago", "1998-02-01")]),
    ("They meet every Sunday morning.", [("every Sunday morning", "XXXX-WXX-7TMO")]),
    ("The meeting was put off to May.", [("May", "1998-05")]),
    ("Voters wait ahead of Sunday's vote.", [("Sunday", "1998-02-15")]),
    ("It could come as early as Monday.", [("Monday", "1998-02-16")]),
    ("They agreed to meet on Tuesday.", [("Tuesday", "1998-02-17")]),
    ("He has until Monday to decide.", [("Monday", "1998-02-16")]),
    ("Talks resume Monday.", [("Monday", "1998-02-16")]),
    ("Since the start of the month it has rained.", [("the start of the month", "1998-02")]),
    ("In the days ahead it will rain.", [("the days ahead", "FUTURE_REF")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), AGENCIES)
def test_agencies(text, found):
    assert read(text, "1998-02-13") == found


RANGES = [
    ("Exercises are planned for April 15 to 26.", ["2024-04-15/2024-04-26"] * 2),
    ("From 24 February to 2 March 2022 it rained.", ["2022-02-24/2022-03-02"] * 2),
    ("Between 1997 and 1999 it was rebuilt.", ["1997/1999"] * 2),
    ("It was hit in 1997 and 1999.", ["1997", "1999"]),
    ("About 1 October 2001 a mine exploded.", ["2001-10-01~"]),
    ("They have been at war since 2014.", ["2014/.."]),
    ("It was the largest since 2014.", ["2014"]),
    ("He said that they had shelled it since 2 March.", ["2024-03-02/2024-03-08"]),
    ("It was early 2022.", ["2022-01/2022-04~"]),
    ("They have fought for three years.", ["2021~/2024-03-08"]),
    ("It was blocked for a third day.", ["2024-03-06/2024-03-08"]),
]


@pytest.mark.parametrize(("text", "found"), RANGES)
def test_dates_of_ranges_and_what_goes_on(text, found):
    assert [date for _, date in dates(text, "2024-03-08")] == found


TIMELINE = """The story so far

2022
Oct. 3: Talks begin. They fail two days later.
May: The ministers meet.

2023
Feb. 20: A boat is rammed.

What comes next
A trial will open in May.
"""


def test_lines_of_a_timeline_are_of_the_year_above_them():
    assert [value for _, value in read(TIMELINE, "2023-03-08")] == [
        "2022", "2022-10-03", "2022-10-05", "2022-05", "2023", "2023-02-20", "2023-05",
    ]  # fmt: skip


def test_hours_of_a_live_report_are_of_its_day():
    text = "17:15\nThey met on July 27.\n\n16:02\nNothing is new."
    assert read(text, "2023-08-09")[2] == ("16:02", "2023-08-09T16:02")


BROKEN = """The company said on Tuesday that it would sell its mill in the third
quarter of next year. Its chairman, who took office on 14 March
1987, had said in May that it would not do so before the end of
1990. A decision of the board is to be published on 21
November, he said.
"""


def test_phrases_go_on_in_the_next_line_of_a_text_with_broken_lines():
    document = read_document(BROKEN)
    found = find_times(document, THURSDAY)
    assert [" ".join(t.span.of(document.text).split()) for t in found] == [
        "Tuesday", "the third quarter of next year", "14 March 1987", "May", "the end of 1990",
        "21 November",
    ]  # fmt: skip
    assert [time.value for time in found[1:3]] == ["1990-Q3", "1987-03-14"]


def test_lines_that_are_paragraphs_stay_apart():
    text = "Talks resume on Friday\nMarch 13, 2022\nThey met in May\n1990 people came."
    assert [words for words, _ in read(text, THURSDAY)] == ["Friday", "March 13, 2022", "May"]


NAMES = [
    "The Seven Years' War and the Hundred Years War.",
    "The Six-Day War.",
    "The 101st Airborne Division.",
    "In her 40s she left.",
    "1500 were captured.",
    "A 2000-strong force.",
    "Christmas Island and the Lunar New Year.",
    "Boston, MA 02110-1301.",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_and_numbers_are_no_times(text):
    assert read(text, THURSDAY) == []
