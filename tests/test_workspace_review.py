"""Articles, proposals and what a person decides of them, on both kinds of database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workspace_places import (
    FIELDS,
    MET,
    MET_WORDS,
    SHELLED,
    TEXT,
    place,
    proposal,
    with_article,
    with_other,
    workspace,
)
from webapp.workspace.base import (
    AlreadyThere,
    Conflict,
    Invalid,
    NotFound,
    WorkspaceError,
)
from webapp.workspace.store import Workspace

__all__ = ["place", "workspace"]
SLUG = "the-paper-talks-resume-in-merrin"


def names(workspace: Workspace, article_id: str) -> list[tuple[str, str]]:
    return [(item.state, item.fields.get("title", "")) for item in workspace.items(article_id)]


# Articles


def test_an_article_is_kept_with_what_follows_from_its_text(workspace):
    article = workspace.add_article(TEXT, {**FIELDS, "note": " "}, "ann")
    assert article.id == SLUG
    assert article.fields["text_length"] == str(len(TEXT))
    assert "note" not in article.fields
    assert workspace.article(article.id) == article
    [summary] = workspace.articles()
    assert (summary.title, summary.open, summary.accepted) == ("Talks resume in Merrin", 0, 0)


def test_the_same_text_is_not_kept_twice(workspace):
    workspace.add_article(TEXT, FIELDS, "ann")
    with pytest.raises(AlreadyThere, match="Talks resume") as told:
        workspace.add_article(TEXT.replace("\n", "\r\n"), {"title": "Another title"}, "bob")
    assert told.value.article_id == SLUG


def test_articles_of_one_name_are_numbered(workspace):
    made = [workspace.add_article(f"{TEXT}{n}", FIELDS, "ann").id for n in range(3)]
    assert made == [SLUG, f"{SLUG}-2", f"{SLUG}-3"]


def test_a_text_of_many_scripts_and_odd_characters_comes_back(workspace):
    text = "Зустріч у Києві 🕊️ اجتماع 會議 \u0301e \x01\x7f"
    assert workspace.article(workspace.add_article(text, {}, "ann").id).text == text


def test_a_zero_character_is_replaced_one_for_one(workspace):
    article = workspace.add_article("a\0b\ud800c", {}, "ann")
    assert article.text == "a\ufffdb\ufffdc"


def test_a_huge_text_comes_back(workspace):
    text = "Sides met in the town. " * 200_000
    article = workspace.add_article(text, {}, "ann")
    assert workspace.article(article.id).text == text


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"published": "yesterday"}, "published"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"colour": "red"}, "colour"),
        ({"title": "x" * 10_001}, "title"),
    ],
)
def test_a_description_must_be_right(workspace, fields, column):
    with pytest.raises(Invalid) as told:
        workspace.add_article(TEXT, fields, "ann")
    assert set(told.value.problems) == {column}
    assert workspace.articles() == ()
    assert workspace.log() == ()


def test_an_empty_text_is_no_article(workspace):
    with pytest.raises(WorkspaceError, match="no text"):
        workspace.add_article(" \n", FIELDS, "ann")


def test_a_description_is_changed(workspace):
    article = workspace.add_article(TEXT, FIELDS, "ann")
    changed = workspace.update_article(article.id, 1, {"authors": "A. B.", "published": ""}, "ann")
    assert (changed.fields["authors"], "published" in changed.fields) == ("A. B.", False)
    assert workspace.article(article.id) == changed
    with pytest.raises(Conflict) as told:
        workspace.update_article(article.id, 1, {"authors": "C. D."}, "bob")
    assert told.value.current == changed


@pytest.mark.parametrize("column", ["text_sha256", "source_id", "text_length"])
def test_what_follows_from_the_text_stays(workspace, column):
    article = workspace.add_article(TEXT, FIELDS, "ann")
    with pytest.raises(Invalid, match="cannot be changed"):
        workspace.update_article(article.id, 1, {column: "1"}, "ann")


def test_a_removed_article_takes_its_events_along(workspace):
    article, (met, _) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    workspace.remove_article(article.id, article.version, "ann", "wrong paper")
    assert workspace.articles() == ()
    assert workspace.events()[0].empty
    for look in (lambda: workspace.item(met.id), lambda: workspace.items(article.id)):
        with pytest.raises(NotFound):
            look()
    assert workspace.log()[0].why == "wrong paper"


@pytest.mark.parametrize("article_id", ["nowhere", "a\0b", "\ud800", "x" * 100_000, ""])
def test_an_article_that_is_not_there(workspace, article_id):
    for ask in (workspace.article, workspace.items):
        with pytest.raises(NotFound):
            ask(article_id)
    assert workspace.log(article_id) == ()
    assert workspace.undo(article_id, "ann") is None


@pytest.mark.parametrize("number", [0, -1, 7, 2**63 - 1, 2**63, 10**30])
def test_an_item_that_is_not_there(workspace, number):
    with pytest.raises(NotFound):
        workspace.item(number)
    with pytest.raises(NotFound):
        workspace.accept(number, 1, "ann")


# Proposals


def test_proposals_are_in_the_order_of_the_text_with_their_evidence(workspace):
    article, (met, shelled) = with_article(workspace)
    assert workspace.items(article.id) == (met, shelled)
    assert met.fields == {
        **MET,
        "quote": MET_WORDS,
        "quote_start": str(met.clause[0]),
        "quote_end": str(met.clause[1]),
    }
    assert met.evidence["title"].guess
    assert not met.evidence["date"].guess
    assert article.text[slice(*met.clause)] == MET_WORDS


def test_the_same_proposals_again_change_nothing(workspace):
    article, (met, shelled) = with_article(workspace)
    found = [proposal(TEXT, MET_WORDS, MET)]
    assert workspace.propose(article.id, found, "ann") == ()
    assert workspace.items(article.id) == (met,), "what is not proposed any more makes way"
    assert workspace.item(met.id) == met
    with pytest.raises(NotFound, match="Load the page again"):
        workspace.item(shelled.id)


def test_what_was_decided_or_edited_is_not_proposed_again(workspace):
    article, (met, shelled) = with_article(workspace)
    workspace.reject(met.id, met.version, "ann")
    workspace.edit(shelled.id, shelled.version, {"place": "Merrin"}, "ann")
    found = [
        proposal(TEXT, MET_WORDS, {**MET, "title": "Another title of it"}),
        proposal(TEXT, "A ceasefire is expected in June 2021.", {"event_type": "CONCEDE"}),
    ]
    new = workspace.propose(article.id, found, "ann")
    assert [item.fields["event_type"] for item in new] == ["CONCEDE"]
    assert [state for state, _ in names(workspace, article.id)] == ["rejected", "open", "open"]


# Decisions


def test_accepting_gives_a_permanent_name(workspace):
    _, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann", {"title": "The two sides meet"})
    assert accepted.fields["event_id"] == "2021-05-04-the-two-sides-meet"
    changed = workspace.edit(met.id, accepted.version, {"title": "Delegates meet again"}, "ann")
    opened = workspace.reopen(met.id, changed.version, "ann")
    again = workspace.accept(met.id, opened.version, "ann")
    assert again.fields["event_id"] == accepted.fields["event_id"]
    assert workspace.events()[0]["title"].tolist() == ["Delegates meet again"]


@pytest.mark.parametrize(
    ("fields", "column", "words"),
    [
        ({"date": "4 May 2021"}, "date", "2021-05-04"),
        ({"event_type": "TALKS"}, "event_type", "must"),
        ({"title": ""}, "title", "must say"),
        ({"claim_status": "alleged"}, "speaker", "must name"),
        ({"quote": "words that are not there"}, "quote", "word for word"),
        ({"quote": ""}, "quote", "words of the article"),
        ({"quote_end": "1"}, "quote", "word for word"),
        ({"event_id": "my-own-name"}, "event_id", "given when"),
        ({"source_id": "another"}, "source_id", "must be the article"),
        ({"colour": "red"}, "colour", "not a column"),
        ({"place": "x" * 10_001}, "place", "at most"),
        ({"latitude": "north"}, "latitude", "degrees"),
    ],
)
def test_what_the_codebook_does_not_allow_is_not_accepted(workspace, fields, column, words):
    _, (met, _) = with_article(workspace)
    with pytest.raises(Invalid) as told:
        workspace.accept(met.id, met.version, "ann", fields)
    assert words in told.value.problems[column]
    assert workspace.item(met.id) == met
    assert workspace.log()[0].action == "propose", "what failed is not in the log"


def test_an_open_event_may_be_unfinished_but_not_wrong(workspace):
    _, (met, _) = with_article(workspace)
    draft = workspace.edit(met.id, met.version, {"date": "", "place": "the town"}, "ann")
    assert "date" not in draft.fields
    with pytest.raises(Invalid, match="date"):
        workspace.edit(met.id, draft.version, {"date": "soon"}, "ann")
    with pytest.raises(Invalid, match="date"):
        workspace.accept(met.id, draft.version, "ann")


def test_the_highlight_follows_the_quote(workspace):
    article, (met, _) = with_article(workspace)
    changed = workspace.edit(met.id, met.version, {"quote": "Borland met in Merrin"}, "ann")
    start, end = changed.clause
    assert article.text[start:end] == "Borland met in Merrin"
    assert (changed.fields["quote_start"], changed.fields["quote_end"]) == (str(start), str(end))
    by_place = workspace.edit(
        met.id, changed.version, {"quote_start": "0", "quote_end": "12"}, "ann"
    )
    assert by_place.fields["quote"] == "Talks resume"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("They met here, in the town. Then we wrote. They met there.", 43),
        ("They met. Then we wrote, for long. They met there.", 0),
    ],
)
def test_of_two_places_with_the_same_words_the_nearer_one_is_the_quote(workspace, text, start):
    article = workspace.add_article(text, {}, "ann")
    [item] = workspace.propose(article.id, [proposal(text, "Then we wrote", MET)], "ann")
    changed = workspace.edit(item.id, item.version, {"quote": "They met"}, "ann")
    assert changed.clause == (start, start + 8)


def test_a_name_is_permanent(workspace):
    _, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    with pytest.raises(Invalid, match="is permanent: links lead to it"):
        workspace.edit(met.id, accepted.version, {"event_id": "another-name"}, "ann")
    same = {"event_id": accepted.fields["event_id"], "place": "Here"}
    assert workspace.edit(met.id, accepted.version, same, "ann").fields["place"] == "Here"


def test_a_selection_may_be_too_long_until_it_is_accepted(workspace):
    article = workspace.add_article("They met again. " * 40, FIELDS, "ann")
    made = workspace.own(article.id, 0, 500, MET, "ann")
    assert len(made.fields["quote"]) > 320
    with pytest.raises(Invalid, match="quote must have at most 320"):
        workspace.accept(made.id, made.version, "ann")


def test_rejecting_takes_an_event_off_and_reopening_brings_it_back(workspace):
    article, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    rejected = workspace.reject(met.id, accepted.version, "ann", "no event")
    assert workspace.events()[0].empty
    assert workspace.log()[0].why == "no event"
    opened = workspace.reopen(met.id, rejected.version, "ann")
    assert (opened.state, opened.fields) == ("open", accepted.fields)
    [summary] = workspace.articles()
    assert (summary.open, summary.accepted, summary.rejected) == (2, 0, 0)
    assert article.id == summary.id


def test_split(workspace):
    article, (met, _) = with_article(workspace)
    accepted = workspace.accept(met.id, met.version, "ann")
    at = article.text.index("met in")
    first, second = workspace.split(met.id, accepted.version, at, "ann")
    assert first.fields["quote"] == "Delegates of Aland and Borland"
    assert second.fields["quote"] == "met in Merrin on 4 May 2021."
    assert first.fields["event_id"] == accepted.fields["event_id"]
    assert "event_id" not in second.fields
    assert [state for state, _ in names(workspace, article.id)] == ["open", "open", "open"]
    assert workspace.item(met.id).state == "split"


@pytest.mark.parametrize("at", [0, 10**9, -5])
def test_a_split_lies_between_words_of_the_event(workspace, at):
    _, (met, _) = with_article(workspace)
    with pytest.raises(Invalid, match="between two words"):
        workspace.split(met.id, met.version, at, "ann")


def test_merge(workspace):
    article, (met, shelled) = with_article(workspace)
    pairs = [(shelled.id, shelled.version), (met.id, met.version)]
    merged = workspace.merge(pairs, "ann")
    assert merged.fields["event_type"] == "ASSAULT", "the one that is named first gives the fields"
    assert article.text[slice(*merged.clause)].startswith("Delegates")
    assert workspace.items(article.id) == (merged,)
    assert workspace.item(met.id).state == "merged"


MERGED = [
    ("what the first lacks", {}, {"recipients": "Karu Front"}, {"recipients": "Karu Front"}),
    ("not what it has", {"place": "Lima"}, {"place": "Cusco"}, {"place": "Lima"}),
    ("its deaths", {}, {"fatalities": "3"}, {"fatalities": "3"}),
    ("nobody acts upon himself", {"actors": "Peru"}, {"recipients": "Peru"}, {"actors": "Peru"}),
    ("no speaker of another", {}, {"speaker": "Ann Lee"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "merged"), [pytest.param(*row, id=told) for told, *row in MERGED]
)
def test_a_merged_event_has_what_only_the_second_one_tells(workspace, first, second, merged):
    names = ("actors", "recipients", "place", "fatalities", "speaker")
    _, items = with_article(workspace)
    pairs = []
    for item, values in zip(items, (first, second), strict=True):
        changes = {name: values.get(name, "") for name in names}
        new = workspace.edit(item.id, item.version, changes, "ann")
        pairs.append((new.id, new.version))
    fields = workspace.merge(pairs, "ann").fields
    assert {name: fields[name] for name in names if fields.get(name)} == merged


def test_merging_needs_several_events_of_one_article(workspace):
    _, (met, _) = with_article(workspace)
    _, other = with_other(workspace)
    pair = (met.id, met.version)
    with pytest.raises(WorkspaceError, match="two different"):
        workspace.merge([pair, pair], "ann")
    with pytest.raises(WorkspaceError, match="Link reports"):
        workspace.merge([pair, (other.id, other.version)], "ann")


def test_an_event_of_ones_own(workspace):
    article, _ = with_article(workspace)
    start = article.text.index(" A ceasefire")
    made = workspace.own(article.id, start, start + 12, {"event_type": "CONCEDE"}, "ann")
    assert (made.kind, made.state, made.fields["quote"]) == ("own", "open", "A ceasefire")
    more = {"date": "2021-06", "date_basis": "stated", "title": "A ceasefire is expected"}
    said = {"claim_status": "expected", "speaker": "The Paper"}
    workspace.accept(made.id, made.version, "ann", more | said)
    assert workspace.events()[0]["date"].tolist() == ["2021-06"]


@pytest.mark.parametrize("span", [(5, 5), (9, 2), (-1, 4), (0, 10**12)])
def test_an_event_of_ones_own_needs_words_of_the_article(workspace, span):
    article, _ = with_article(workspace)
    with pytest.raises(Invalid, match="select some"):
        workspace.own(article.id, *span, {}, "ann")


# Any values

VALUES = st.dictionaries(
    st.sampled_from(
        [*MET, "speaker", "quote", "quote_start", "quote_end", "latitude", "date_text"]
    ),
    st.text(max_size=40) | st.sampled_from(["0", "5", "2021", "A;B", "=1+1", "alleged"]),
    max_size=5,
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(VALUES)
def test_any_values_are_kept_or_refused_in_words(workspace, fields):
    article, (met, _) = _fresh(workspace)
    try:
        changed = workspace.edit(met.id, met.version, fields, "ann")
    except Invalid:
        assert workspace.item(met.id) == met
    else:
        assert workspace.item(met.id) == changed
        assert workspace.undo(article.id, "ann") is not None or changed == met
        assert replace(workspace.item(met.id), version=0) == replace(met, version=0)


def _fresh(workspace: Workspace):
    """An article that no example has touched before."""
    text = f"{TEXT}{workspace.revision()}"
    article = workspace.add_article(text, FIELDS, "ann")
    found = [proposal(article.text, MET_WORDS, MET), proposal(article.text, "Talks", SHELLED)]
    return article, workspace.propose(article.id, found, "ann")
