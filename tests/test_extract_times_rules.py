"""Rules for phrases that are rare: one sentence each, published on Friday, 22 March 2013."""

from __future__ import annotations

import pytest

from webapp.extract.text import read_document
from webapp.extract.times import find_times

SENTENCES = [
    ("They fought on 3, 4 and 5 May 1811.",
     [("3", "1811-05-03"), ("4", "1811-05-04"), ("5 May 1811", "1811-05-05")]),
    ("It rained on the last day of May 1811.", [("the last day of May 1811", "1811-05-31")]),
    ("It was the first decade of the 21st century.",
     [("the first decade of the 21st century", "200")]),
    ("First-half profit fell.", [("First-half", "2013-H1")]),
    ("It fell the week before last.", [("the week before last", "2013-W10")]),
    ("He died long ago.", [("long ago", "PAST_REF")]),
    ("It is so at present.", [("present", "PRESENT_REF")]),
    ("One day, Dr. Ruiz said, it may come back.", [("One day", "FUTURE_REF")]),
    ("Earlier in the week it rained.", [("Earlier in the week", "2013-W12")]),
    ("He left in May 1811, and came back the following June.",
     [("May 1811", "1811-05"), ("the following June", "1811-06")]),
    ("On 3 May 1811 he left; a week after that he came back.",
     [("3 May 1811", "1811-05-03"), ("a week after that", "1811-W19")]),
    ("On 3 May 1811 he left; two days prior, he had come.",
     [("3 May 1811", "1811-05-03"), ("two days prior", "1811-05-01")]),
    ("At 1430 hours it began.", [("1430 hours", "2013-03-22T14:30")]),
    ("At 0530 it began.", [("0530", "2013-03-22T05:30")]),
    ("At 12 noon it began.", [("12 noon", "2013-03-22T12:00")]),
    ("It was early in the morning.", [("early in the morning", "2013-03-22TMO")]),
    ("He came on 3 May 1811 and had left the night before.",
     [("3 May 1811", "1811-05-03"), ("the night before", "1811-05-02TNI")]),
    ("It was the night of 31 May/1 June 1811.",
     [("the night of 31 May/1 June 1811", "1811-05-31TNI")]),
    ("It was the night of May 3-4, 1811.", [("the night of May 3-4, 1811", "1811-05-03TNI")]),
    ("It was ten years long.", [("ten years long", "P10Y")]),
    ("The yearlong siege ended.", [("yearlong", "P1Y")]),
    ("It fell over past two weeks.", [("past two weeks", "P2W")]),
    ("It will fall over the next year.", [("the next year", "P1Y")]),
    ("They meet on weekends.", [("weekends", "XXXX-WXX-WE")]),
    ("They work five days a week.", [("five days a week", "P1W")]),
    ("It is a 30-second film.", [("30-second", "PT30S")]),
    ("It costs $3 per month.", [("per month", "P1M")]),
    ("The summer of '42 was hot.", [("The summer of '42", "1942-SU")]),
    ("It was half a century ago.", [("half a century ago", "1963")]),
    ("It was over in the years that followed.", [("the years", "PXY")]),
    ("They have waited for hundreds of years.", [("hundreds of years", "PXY")]),
    ("It is the 2½ year war.", [("the 2½ year", "P2.5Y")]),
    ("It was the mid-19th century.", [("the mid-19th century", "18")]),
    ("He will be back in two weeks or so.", [("two weeks or so", "P2W")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), SENTENCES)
def test_rare_phrases(text, found):
    document = read_document(text)
    times = find_times(document, "2013-03-22")
    assert [(t.span.of(document.text), t.value) for t in times] == found
