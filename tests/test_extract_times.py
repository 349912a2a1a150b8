"""Time expressions of news: a sentence a row, published on Friday, 22 March 2013."""

from __future__ import annotations

import pytest

from webapp.extract.text import read_document
from webapp.extract.times import find_times
from webapp.model.problems import InputError

PUBLISHED = "2013-03-22"


def read(text, published=PUBLISHED):
    document = read_document(text)
    return [(t.span.of(document.text), t.value, t.date) for t in find_times(document, published)]


# What follows from the day of publication: sentence, words, value (TIMEX3), date (EDTF).
NEWS = [
    # days
    ("He left on March 2, 2011.", "March 2, 2011", "2011-03-02", "2011-03-02"),
    ("He left on 2 March 2011.", "2 March 2011", "2011-03-02", "2011-03-02"),
    ("He left on the 2nd of March, 2011.", "the 2nd of March, 2011", "2011-03-02", "2011-03-02"),
    ("He left on Wed., March 2, 2011.", "Wed., March 2, 2011", "2011-03-02", "2011-03-02"),
    ("He left on Sept. 30.", "Sept. 30", "2012-09-30", "2012-09-30"),
    ("They will meet on Sept. 30.", "Sept. 30", "2013-09-30", "2013-09-30"),
    ("The dividend is payable April 15.", "April 15", "2013-04-15", "2013-04-15"),
    ("The office is closed until April 2.", "April 2", "2013-04-02", "2013-04-02"),
    ("He was born on 2011-03-02.", "2011-03-02", "2011-03-02", "2011-03-02"),
    ("It was signed on 13/03/2011.", "13/03/2011", "2011-03-13", "2011-03-13"),
    ("It was signed on 03/04/2011.", "03/04/2011", "2011", "2011"),
    ("They met yesterday.", "yesterday", "2013-03-21", "2013-03-21"),
    ("They meet today.", "today", "2013-03-22", "2013-03-22"),
    ("They will meet tomorrow.", "tomorrow", "2013-03-23", "2013-03-23"),
    ("They met the day before yesterday.", "the day before yesterday", "2013-03-20", "2013-03-20"),
    ("In the early hours of May 30 it fell.", "the early hours of May 30", "2012-05-30TMO",
     "2012-05-30"),
    ("They came in early May.", "early May", "2012-05", "2012-05-01/2012-05-10~"),
    # days of the week
    ("He said Friday that it was over.", "Friday", "2013-03-22", "2013-03-22"),
    ("He said on Thursday that it was over.", "Thursday", "2013-03-21", "2013-03-21"),
    ("The minister will arrive on Monday.", "Monday", "2013-03-25", "2013-03-25"),
    ("The minister is to arrive Monday.", "Monday", "2013-03-25", "2013-03-25"),
    ("The vote is scheduled for Tuesday.", "Tuesday", "2013-03-26", "2013-03-26"),
    ("The minister arrived on Monday.", "Monday", "2013-03-18", "2013-03-18"),
    ("He died last Sunday.", "last Sunday", "2013-03-17", "2013-03-17"),
    ("He will speak next Wednesday.", "next Wednesday", "2013-03-27", "2013-03-27"),
    ("It was late Thursday.", "late Thursday", "2013-03-21", "2013-03-21"),
    ("They met Monday last week.", "Monday last week", "2013-03-11", "2013-03-11"),
    # weeks, months, quarters, years
    ("Sales fell last week.", "last week", "2013-W11", "2013-03-11/2013-03-17"),
    ("Sales fell this week.", "this week", "2013-W12", "2013-03-18/2013-03-22"),
    ("Sales will fall next week.", "next week", "2013-W13", "2013-03-25/2013-03-31"),
    ("Sales fell last month.", "last month", "2013-02", "2013-02"),
    ("Sales fell earlier this month.", "earlier this month", "2013-03", "2013-03"),
    ("Sales fell last year.", "last year", "2012", "2012"),
    ("Sales will fall next year.", "next year", "2014", "2014"),
    ("Sales fell early this year.", "early this year", "2013", "2013-01/2013-04~"),
    ("They left in March this year.", "March this year", "2013-03", "2013-03"),
    ("They left on 3 May last year.", "3 May last year", "2012-05-03", "2012-05-03"),
    ("They will leave in May next year.", "May next year", "2014-05", "2014-05"),
    ("Drones hit it overnight.", "overnight", "2013-03-22TNI", "2013-03-21/2013-03-22"),
    ("Sales fell late last year.", "late last year", "2012", "2012-09~/2012-12"),
    ("It ends at the end of this year.", "the end of this year", "2013", "2013-09~/2013-12"),
    ("Sales fell in the third quarter.", "the third quarter", "2012-Q3", "2012-07/2012-09"),
    ("Sales fell in the first quarter of 2012.", "the first quarter of 2012", "2012-Q1",
     "2012-01/2012-03"),
    ("Sales fell in Q3 2012.", "Q3 2012", "2012-Q3", "2012-07/2012-09"),
    ("Sales fell in fiscal 2012.", "fiscal 2012", "2012", "2012"),
    ("Sales fell in the last quarter.", "the last quarter", "2012-Q4", "2012-10/2012-12"),
    ("Sales fell in January.", "January", "2013-01", "2013-01"),
    ("Sales fell in December.", "December", "2012-12", "2012-12"),
    ("Sales will fall in December.", "December", "2013-12", "2013-12"),
    ("He died in March 2011.", "March 2011", "2011-03", "2011-03"),
    ("He died in early March.", "early March", "2013-03", "2013-03-01/2013-03-10~"),
    ("He died in mid-February.", "mid-February", "2013-02", "2013-02-10~/2013-02-18~"),
    ("He died last November.", "last November", "2012-11", "2012-11"),
    ("He died in Nov. 1989.", "Nov. 1989", "1989-11", "1989-11"),
    ("He died in 1986.", "1986", "1986", "1986"),
    ("He died in early 1986.", "early 1986", "1986", "1986-01/1986-04~"),
    ("He died in the summer of 1943.", "the summer of 1943", "1943-SU", "1943-22"),
    ("He died last summer.", "last summer", "2012-SU", "2012-22"),
    ("It opens this summer.", "this summer", "2013-SU", "2013-22"),
    ("It was built in the 1990s.", "the 1990s", "199", "199X"),
    ("It was built in the late 1990s.", "the late 1990s", "199", "1997~/1999"),
    ("It was built in the '80s.", "the '80s", "198", "198X"),
    ("It was built in the 19th century.", "the 19th century", "18", "18XX"),
    ("It was built in the nineteenth century.", "the nineteenth century", "18", "18XX"),
    ("They met over the weekend.", "the weekend", "2013-W11-WE", "2013-03-16/2013-03-17"),
    ("They met last weekend.", "last weekend", "2013-W11-WE", "2013-03-16/2013-03-17"),
    ("They meet this weekend.", "this weekend", "2013-W12-WE", "2013-03-23/2013-03-24"),
    # so long ago
    ("He left two days ago.", "two days ago", "2013-03-20", "2013-03-20"),
    ("He left two weeks ago.", "two weeks ago", "2013-W10", "2013-03-08~"),
    ("He left three months ago.", "three months ago", "2012-12", "2012-12~"),
    ("He left five years ago.", "five years ago", "2008", "2008~"),
    ("He left more than five years ago.", "more than five years ago", "2008", "2008~"),
    ("He left a year ago.", "a year ago", "2012", "2012~"),
    ("He left a decade ago.", "a decade ago", "2003", "2003~"),
    ("He left a few years ago.", "a few years ago", "PAST_REF", "2008~"),
    # vague
    ("He has recently left.", "recently", "PAST_REF", "2013-03~"),
    ("It fell in recent weeks.", "recent weeks", "PAST_REF", "2013-02~/2013-03-22"),
    ("It fell in recent years.", "recent years", "PAST_REF", "2010~/2013-03-22"),
    ("They now live here.", "now", "PRESENT_REF", "2013-03-22"),
    ("They are currently here.", "currently", "PRESENT_REF", "2013-03-22"),
    ("It was so in the past.", "the past", "PAST_REF", ""),
    ("It will be so in the future.", "the future", "FUTURE_REF", "2013-03-22/.."),
    ("It will be so in the near future.", "the near future", "FUTURE_REF", "2013-03-22/.."),
    ("More will come in the coming days.", "the coming days", "FUTURE_REF",
     "2013-03-22/2013-03-29~"),
    # times of day
    ("They met Thursday night.", "Thursday night", "2013-03-21TNI", "2013-03-21"),
    ("They met early Thursday morning.", "early Thursday morning", "2013-03-21TMO", "2013-03-21"),
    ("They met yesterday afternoon.", "yesterday afternoon", "2013-03-21TAF", "2013-03-21"),
    ("They met this morning.", "this morning", "2013-03-22TMO", "2013-03-22"),
    ("They met last night.", "last night", "2013-03-21TNI", "2013-03-21"),
    ("They meet tonight.", "tonight", "2013-03-22TNI", "2013-03-22"),
    ("They met at 10 a.m. on Thursday.", "10 a.m. on Thursday", "2013-03-21T10:00", "2013-03-21"),
    ("They met at 8:30 p.m. Thursday.", "8:30 p.m. Thursday", "2013-03-21T20:30", "2013-03-21"),
    ("They met at 10:15 GMT.", "10:15 GMT", "2013-03-22T10:15", "2013-03-22"),
    ("They met at six o'clock in the evening.", "six o'clock in the evening",
     "2013-03-22T18:00", "2013-03-22"),
    ("They met at noon.", "noon", "2013-03-22T12:00", "2013-03-22"),
    # durations
    ("It lasted two days.", "two days", "P2D", ""),
    ("It lasted more than two weeks.", "more than two weeks", "P2W", ""),
    ("It took 24 hours.", "24 hours", "PT24H", ""),
    ("It took half an hour.", "half an hour", "PT30M", ""),
    ("It took several months.", "several months", "PXM", ""),
    ("It took a few weeks.", "a few weeks", "PXW", ""),
    ("It took years.", "years", "PXY", ""),
    ("They have waited for decades.", "decades", "PXDE", ""),
    ("It took two and a half years.", "two and a half years", "P2.5Y", ""),
    ("It took at least 18 months.", "at least 18 months", "P18M", ""),
    ("It fell in the past three years.", "the past three years", "P3Y", "2010~/2013-03-22"),
    ("It fell in the last 24 hours.", "the last 24 hours", "PT24H", "2013-03-21~/2013-03-22"),
    ("It fell in the past decade.", "the past decade", "P1DE", "2003~/2013-03-22"),
    ("It fell over the past few years.", "the past few years", "PXY", "2008~/2013-03-22"),
    ("It will fall in the next five years.", "the next five years", "P5Y", "2013-03-22/2018-03~"),
    ("He is 42 years old.", "42 years old", "P42Y", ""),
    ("The 42-year-old teacher left.", "42-year-old", "P42Y", ""),
    ("The two-year plan failed.", "two-year", "P2Y", ""),
    ("The three-day-long talks failed.", "three-day-long", "P3D",
     "2013-03-19~/2013-03-22"),
    ("He left for a week-long visit.", "week-long", "P1W", ""),
    ("It rose in the nine months ended Dec. 31.", "the nine months", "P9M", ""),
    # repetition
    ("It is a daily paper.", "daily", "P1D", ""),
    ("It pays quarterly.", "quarterly", "P1Q", ""),
    ("It rises annually.", "annually", "P1Y", ""),
    ("They meet every day.", "every day", "P1D", ""),
    ("They meet each week.", "each week", "P1W", ""),
    ("They meet every two years.", "every two years", "P2Y", ""),
    ("They meet twice a week.", "twice a week", "P1W", ""),
    ("They meet on Mondays.", "Mondays", "XXXX-WXX-1", ""),
    ("They meet every Monday.", "every Monday", "XXXX-WXX-1", ""),
    ("It costs $3 million a year.", "a year", "P1Y", ""),
    ("It pumps 500 barrels a day.", "a day", "P1D", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "date"), NEWS)
def test_news(text, words, value, date):
    assert (words, value, date) in read(text)
    assert len(read(text)) == 1 + ("Dec. 31" in text)


NOTHING = [
    "We may go.",
    "They march on.",
    "The march on the capital failed.",
    "May said no.",
    "Theresa May spoke to April Jones.",
    "It cost $37.",
    "It cost $2012.",
    "He came second.",
    "Wait a second.",
    "The Sun shone.",
    "It has 1990 seats.",
    "It has 1945 people.",
    "See Article 5.",
    "He sat in room 1984.",
    "Flight 1549 landed.",
    "They won 3-2.",
    "It is a second-hand car.",
    "He fell on the stairs in the fall of the tower.",
    "Spring water is clean.",
    "Sun Microsystems and Mon Repos.",
    "Prices rose 5 percent to 2,012.",
    "It is 1,990 miles away.",
    "He met Jan Novak.",
    "The past president spoke.",
    "Decline and fall.",
    "He was the first to go.",
    "They fired 12 rounds.",
    "A minute quantity.",
    "Black Friday sales.",
    "The Sunday Times said so.",
    "He was at the centre of the quarter of the city.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_made_up(text):
    assert read(text) == []


def test_a_wrong_publication_date_is_named():
    with pytest.raises(InputError, match="The publication date 'soon'"):
        find_times(read_document("Today."), "soon")


@pytest.mark.parametrize("published", ["2013", "2013-03", "../2013-03-22", "2013-03-22/..", ""])
def test_without_a_day_of_publication_no_day_is_made_up(published):
    for text in ("They met today.", "They met on Monday.", "They met last week.", "Ten days ago."):
        for _, _, date in read(text, published):
            assert date.count("-") < 2
