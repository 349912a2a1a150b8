"""The dates of events that were coded by hand, as the words that date them are read."""

from __future__ import annotations

import csv

import pytest

from tests.needs import ROOT
from webapp.extract.text import read_document
from webapp.extract.times import find_times

GOLD = ROOT / "bench" / "gold" / "dev"
BY_EVENTS = {
    # What the words mean beyond their time is for the events to tell.
    "fuel-ships-let-in": "'since then' counts from the date told before",
    "reservists-called-up": "'within a week' counts from the battle, not from the denial",
    "baku-asks-turkey": "'within a week' counts from the battle, not from the denial",
    "three-earlier-rounds": "'three previous rounds' has no word of time",
}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["date_text"]]


def coded():
    for path in sorted(GOLD.glob("*.txt")):
        with path.with_suffix(".source.csv").open(encoding="utf-8", newline="") as file:
            published = next(csv.DictReader(file))["published"]
        for row in rows(path.with_suffix(".csv")):
            marks = ()
            if row["event_id"] in BY_EVENTS:
                reason = BY_EVENTS[row["event_id"]]
                marks = (pytest.mark.xfail(strict=True, reason=reason),)
            yield pytest.param(path, published, row, id=row["event_id"], marks=marks)


def dates_at(text, published, row):
    """Dates of the expressions within the words that date an event, nearest to its quote."""
    document = read_document(text)
    words = row["date_text"]
    places = [i for i in range(len(document.text)) if document.text.startswith(words, i)]
    at = min(places, key=lambda place: abs(place - int(row["quote_start"])))
    times = find_times(document, published)
    return [t.date for t in times if t.span.start < at + len(words) and at < t.span.end]


@pytest.mark.parametrize(("path", "published", "row"), list(coded()))
def test_the_words_that_date_an_event(path, published, row):
    assert row["date"] in dates_at(path.read_text("utf-8"), published, row)


def test_the_dates_of_the_shared_article(article_text):
    coded = [r for r in rows(ROOT / "data" / "events.csv") if r["event_id"] not in BY_EVENTS]
    wrong = {
        row["event_id"]: found
        for row in coded
        if row["date"] not in (found := dates_at(article_text, "2022-03-13", row))
    }
    assert len(coded) > 10
    assert wrong == {}
