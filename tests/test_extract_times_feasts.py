"""Feasts, and days that are known by a name."""

from __future__ import annotations

import pytest

from webapp.extract.text import read_document
from webapp.extract.times import find_times
from webapp.extract.times.feasts import day_of, easter
from webapp.extract.times.points import of_day

EASTERS = {
    1818: "1818-03-22", 1916: "1916-04-23", 1943: "1943-04-25", 1981: "1981-04-19",
    2000: "2000-04-23", 2013: "2013-03-31", 2024: "2024-03-31", 2038: "2038-04-25",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter(year, day):
    assert of_day(easter(year)).value == day


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("25-12", 1914, "1914-12-25"),
        ("E-2", 2013, "2013-03-29"),
        ("E+1", 1916, "1916-04-24"),
        ("4 Thu 11", 2012, "2012-11-22"),
        ("1 Mon 09", 2014, "2014-09-01"),
        ("L Mon 05", 2013, "2013-05-27"),
    ],
)
def test_days_of_feasts(rule, year, day):
    assert day_of(rule, year).value == day


SENTENCES = [
    ("They rose on Easter Monday 1916.", [("Easter Monday 1916", "1916-04-24")]),
    ("They sang at Christmas 1914.", [("Christmas 1914", "1914-12-25")]),
    ("On New Year's Eve he left.", [("New Year's Eve", "2012-12-31")]),
    ("He will leave before Easter.", [("Easter", "2013-03-31")]),
    ("He left on May Day.", [("May Day", "2012-05-01")]),
    ("After the Sept. 11 attacks he left.", [("Sept. 11", "2001-09-11")]),
    ("Since 9/11 he has been away.", [("9/11", "2001-09-11")]),
    ("On Sept. 11 he left.", [("Sept. 11", "2012-09-11")]),
    ("It rained in the week of Feb. 9.", [("the week of Feb. 9", "2013-W06")]),
    ("Christmas trees burned.", []),
    ("The Good Friday Agreement held.", []),
    ("The Easter Rising failed.", []),
    ("He won 9/11/13.", [("9/11/13", "2013")]),
]


@pytest.mark.parametrize(("text", "found"), SENTENCES)
def test_sentences(text, found):
    document = read_document(text)
    times = find_times(document, "2013-03-22")
    assert [(t.span.of(document.text), t.value) for t in times] == found
