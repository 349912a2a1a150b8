"""Words that a person points at, and what a form makes of fields and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from webapp.model.text import normalise
from webapp.web.review_forms import INPUTS, date_answer, fields_from, form_fields
from webapp.web.review_words import all_parties, begun, between, named_in, tidy, words_in
from webapp.workspace.base import Article, Invalid, Item

TEXT = "Alpha’s envoy left.\n\nBeta said “no”  and\nAlpha’s envoy wept. 𝒳 too."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("Beta said", "wept", "Beta said “no”  and\nAlpha’s envoy wept"),
        ("Beta   said", "", "Beta said"),
        ('Beta said "no" and', "", "Beta said “no”  and"),
        ("Alpha's envoy left", "", "Alpha’s envoy left"),
        ("𝒳", "too.", "𝒳 too."),
        ("Beta said “no”", "Beta", "Beta said “no”"),
    ],
)
def test_words_are_found_whatever_stands_between_them(first, last, words):
    start, end = between(TEXT, first, last)
    assert TEXT[start:end] == words


@pytest.mark.parametrize(
    ("first", "last", "box"),
    [
        ("", "", "first"),
        ("   ", "wept", "first"),
        ("alpha", "", "first"),
        ("Alpha’s envoy", "", "first"),
        ("Beta", "left", "last"),
        (".*", "", "first"),
        ("(", "", "first"),
    ],
)
def test_words_that_are_not_there_once_are_refused(first, last, box):
    with pytest.raises(Invalid) as refused:
        between(TEXT, first, last)
    assert list(refused.value.problems) == [box]


@given(st.text("ab \n“", max_size=40), st.integers(-5, 50), st.integers(-5, 50))
def test_a_tidy_selection_begins_and_ends_with_a_word(text, start, end):
    try:
        first, last = tidy(text, (start, end))
    except Invalid:
        assert not text[max(0, start) : max(0, end)].strip() or start >= end
        return
    assert max(0, start) <= first < last <= min(end, len(text))
    assert text[first:last] == text[first:last].strip() != ""


@given(st.text("ab \n“𝒳", max_size=40), st.integers(0, 20), st.integers(0, 40))
def test_the_words_of_a_stretch_are_all_of_it_but_white_space(text, start, end):
    words = words_in(text, (start, end))
    assert "".join(word.text for word in words) == "".join(text[start:end].split())
    for word in words:
        assert text[word.start : word.end] == word.text


def item(**fields: str) -> Item:
    return Item(1, "article", "proposal", "open", 1, (0, 5), (0, 19), fields, {}, None)


def test_names_of_other_events_are_found_in_the_order_of_the_words():
    items = [item(actors="Beta;Gamma"), item(recipients="Alpha")]
    assert named_in("Alpha’s envoy met Beta", items) == ("Alpha", "Beta")


def test_parties_that_the_words_name_are_guessed_by_what_stands_for_them():
    article = Article("a", "Moscow and NATO met the Alphas in Minsk.", {}, "", 1)
    start_with = begun(article, (0, 30), [item(actors="Alphas")])
    assert start_with.fields["actors"] == "Russia;NATO;Alphas"
    assert {"Russia", "NATO"} <= set(all_parties())


@pytest.mark.parametrize(
    ("published", "date"),
    [("2022-03-13", "../2022-03-13"), ("2022-03~", "../2022-03"), ("", None), ("2022/2023", None)],
)
def test_without_a_date_of_its_own_an_event_is_not_after_its_article(published, date):
    article = Article("a", "Alpha met Beta.", {"published": published} if published else {}, "", 1)
    assert begun(article, (0, 10), []).fields.get("date") == date


def test_a_title_to_begin_with_is_no_longer_than_a_title():
    text = "word " * 60
    start_with = begun(Article("a", text, {}, "", 1), (0, 299), [])
    assert start_with.fields["title"] == ("word " * 18).strip()
    assert "title" in start_with.guesses


VALUES = st.dictionaries(
    st.sampled_from([name for name, kind in INPUTS.items() if kind != "parties"]),
    st.text(max_size=30).map(normalise),
)
NAMES = st.lists(st.sampled_from(["Alpha", "Beta", "Côte d’Ivoire"]), unique=True, max_size=3)


@given(VALUES, NAMES)
def test_what_the_form_shows_is_what_it_sends_back(values, names):
    given_values = {**values, "actors": ";".join(names)}
    sent: MultiDict[str, str] = MultiDict()
    for field in form_fields(given_values):
        for part in field.parts if field.kind == "parties" else (field.value,):
            sent.add(field.name, part)
    found = fields_from(sent)
    assert {name: value for name, value in found.items() if value} == {
        name: value for name, value in given_values.items() if value
    }


@given(st.text(max_size=30))
def test_any_text_that_is_typed_as_a_date_is_answered(text):
    found = date_answer(text)
    assert found.words


def test_a_value_that_somebody_else_has_written_stands_beside_ones_own():
    fields = {
        f.name: f for f in form_fields({"title": "Mine", "place": ""}, now={"title": "Other"})
    }
    assert fields["title"].now == "Other"
    assert fields["place"].now is None


def test_a_problem_of_the_offsets_is_told_at_the_quote():
    fields = {f.name: f for f in form_fields({}, {"quote_start": "must be a whole number"})}
    assert fields["quote"].problem == "must be a whole number"
