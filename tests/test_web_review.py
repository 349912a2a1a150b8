"""The review screen: every action as a plain form and as parts of the page, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.reviewing import COMMON, SHORT, Case, app_in, case, moved, proposal, short_case
from webapp.extract.base import Proposal
from webapp.workspace import users

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "Sec-Fetch-Site": "same-origin"}
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("first"))


@pytest.fixture
def found(shared: Flask, tmp_path: Path) -> Iterator[Case]:
    made = short_case(moved(shared, tmp_path / "workspace"))
    yield made
    made.workspace.close()


@pytest.fixture
def client(found: Case) -> FlaskClient:
    return found.app.test_client()


def tree(response: TestResponse) -> Tag:
    return BeautifulSoup(response.text, "html5lib")


def text_of(element: Tag, selector: str) -> str:
    """The words of the only element that a selector finds."""
    (one,) = element.select(selector)
    return " ".join(one.get_text().split())


def targets(response: TestResponse) -> list[str]:
    """What the parts of an answer replace."""
    return [part.get("hx-target") for part in tree(response).select("hx-partial")]


def post(client: FlaskClient, url: str, htmx: bool = True, **form: object) -> TestResponse:
    return client.post(url, data=form, headers=HTMX if htmx else OWN)


# The page


def test_the_page_has_the_article_with_its_events_marked(client, found):
    page = tree(client.get(found.url))
    marks = [mark.get_text() for mark in page.select("#article mark")]
    assert marks == [
        "Alpha accused Beta of an attack",
        "Beta denied it and called for talks",
        "“We will come,”",
    ]
    assert text_of(page, "#review-count") == "0 of 3 reviewed"
    titles = [" ".join(a.get_text().split()) for a in page.select(".open-card")]
    assert titles == [
        "Alpha accuses Beta of an attack",
        "Beta denies the attack",
        "Ann Roe says that Alpha will come",
    ]


def test_the_words_of_a_paragraph_stay_as_they_are(client, found):
    page = tree(client.get(found.url))
    for pin in page.select(".pin"):
        pin.extract()
    lines = [block.get_text().rstrip("\n") for block in page.select("#article .block")]
    assert lines == [line for line in found.article.text.split("\n") if line]


def test_the_first_open_event_is_the_current_one(client, found):
    page = tree(client.get(found.url))
    assert text_of(page, ".proposal.is-current .open-card") == "Alpha accuses Beta of an attack"
    assert text_of(page, "#article mark.is-current") == "Alpha accused Beta of an attack"


def test_another_event_is_current_when_the_address_names_it(client, found):
    page = tree(client.get(f"{found.url}?item={found.items[1].id}"))
    assert text_of(page, ".proposal.is-current .open-card") == "Beta denies the attack"


@pytest.mark.parametrize("query", ["item=999", "item=x", "item=", "show=nonsense", "did=nonsense"])
def test_what_the_address_cannot_mean_is_passed_over(client, found, query):
    page = tree(client.get(f"{found.url}?{query}"))
    assert text_of(page, ".proposal.is-current .open-card") == "Alpha accuses Beta of an attack"


def test_each_field_tells_its_words_and_its_rule(client, found):
    page = tree(client.get(found.url))
    date = page.select(".fact")[0]
    assert text_of(date, "dt") == "Date"
    assert "11 March 2022" in text_of(date, "dd")
    assert text_of(date, ".support") == "“On March 11”"
    assert (date.get("data-from"), date.get("data-to")) == ("21", "32")
    assert text_of(date, ".why") == "“On March 11” weekday"


def test_a_guess_is_named_and_what_is_unknown_too(client, found):
    page = tree(client.get(f"{found.url}?item={found.items[2].id}"))
    assert text_of(page, ".vouch .guess") == "guess"
    facts = {text_of(f, "dt"): text_of(f, "dd") for f in page.select(".fact")}
    assert facts == {
        "Date": "unknown",
        "Type": "unknown",
        "Unknown": "actors, recipients, place, role",
    }


@pytest.mark.parametrize(("show", "count"), [("all", 3), ("open", 1), ("accepted", 1)])
def test_filters(client, found, show, count):
    found.workspace.accept(found.items[0].id, 1, "tests")
    found.workspace.reject(found.items[1].id, 1, "tests")
    page = tree(client.get(f"{found.url}?show={show}"))
    assert len(page.select(".proposal")) == count
    assert text_of(page, ".shows [aria-current] .count") == str(count)
    assert len(page.select("#article mark")) == 3, "the article shows all of them"


def test_an_empty_filter_says_so(client, found):
    page = tree(client.get(f"{found.url}?show=rejected"))
    assert "None of the 3 events is rejected" in text_of(page, "#proposals .nothing")


def test_when_all_are_reviewed_the_timeline_is_offered(client, found):
    for item in found.items:
        found.workspace.reject(item.id, 1, "tests")
    page = tree(client.get(found.url))
    assert text_of(page, "#review-count") == "All 3 reviewed: none is on the timeline"


def test_an_article_without_text_has_nothing_to_review(client, found):
    assert client.get("/articles/no-such-article/review").status_code == 404


# Accepting, rejecting, opening again


def test_accept_and_next_without_a_script(client, found):
    first, second = found.items[0].id, found.items[1].id
    url = f"{found.url}/{first}/accept"
    response = post(client, url, htmx=False, version=1, then="next")
    assert response.status_code == 303
    assert response.headers["Location"] == f"{found.url}?item={second}&did=accepted#event-{second}"
    assert found.now(0).state == "accepted"
    page = tree(client.get(response.headers["Location"]))
    assert text_of(page, "#said") == "Accepted. 1 of 3 reviewed."
    assert text_of(page, ".notice.said") == "Accepted. 1 of 3 reviewed."


def test_accept_and_next_sends_only_what_has_changed(client, found):
    first, second = found.items[0].id, found.items[1].id
    response = post(client, f"{found.url}/{first}/accept", version=1, then="next")
    assert response.status_code == 200
    assert targets(response) == [
        "#review-bar",
        "#notice",
        f"#event-{first}",
        f"#event-{second}",
        "#block-1",
        "#said",
    ]
    assert "HX-Request-Type" in response.headers["Vary"]
    parts = tree(response)
    assert text_of(parts, '[hx-target="#said"]') == "Accepted. 1 of 3 reviewed."
    assert text_of(parts, f"#event-{first} .state") == "✓ accepted"
    assert not parts.select(f"#event-{first} .proposal-body")
    assert parts.select(f"#event-{second} .proposal-body")


def test_accept_alone_stays_at_the_event(client, found):
    response = post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    assert tree(response).select(f"#event-{found.items[0].id} .proposal-body")


def test_next_begins_again_at_the_start(client, found):
    found.workspace.accept(found.items[1].id, 1, "tests")
    response = post(client, f"{found.url}/{found.items[2].id}/reject", version=1, then="next")
    assert text_of(tree(response), ".is-current .open-card") == "Alpha accuses Beta of an attack"


def test_after_the_last_one_the_event_stays_and_the_end_is_told(client, found):
    for item in found.items[:2]:
        found.workspace.accept(item.id, 1, "tests")
    response = post(client, f"{found.url}/{found.items[2].id}/reject", version=1, then="next")
    assert text_of(tree(response), "#review-count") == "All 3 reviewed: see the timeline"
    assert text_of(tree(response), '[hx-target="#said"]') == "Rejected. 3 of 3 reviewed."


def test_a_card_that_the_filter_lets_through_no_more_leaves_the_list(client, found):
    first = found.items[0].id
    form = {"version": 1, "show": "open"}
    parts = tree(post(client, f"{found.url}/{first}/accept", **form))
    assert parts.select(f'[hx-target="#event-{first}"]')[0].get("hx-swap") == "delete"
    assert not parts.select(f"#event-{first}")


def test_what_lacks_a_needed_field_is_not_accepted_and_its_form_says_what_it_needs(client, found):
    response = post(client, f"{found.url}/{found.items[2].id}/accept", version=1)
    assert response.status_code == 400
    parts = tree(response)
    assert "still needs" in text_of(parts, ".proposal-body > .notice")
    problems = [" ".join(p.get_text().split()) for p in parts.select(".problem")]
    assert problems[0] == "Type must be chosen"
    assert problems[1].startswith("Date is empty; write for example 2022-03-13")
    assert found.now(2).state == "open"


def test_what_a_proposal_lacks_is_told_before_it_is_accepted(client, found):
    assert [
        text_of(p, ".needs") for p in tree(client.get(found.url)).select(".meta:has(.needs)")
    ] == ["needs a date and a type"]


@pytest.mark.parametrize(
    ("status", "needs", "answer"),
    [
        ("alleged", ["needs a speaker"], 400),
        ("claimed", ["needs a speaker"], 400),
        ("expected", [], 200),
    ],
)
def test_a_claim_of_nobody_needs_a_speaker_but_what_is_expected_does_not(
    shared, tmp_path, status, needs, answer
):
    text = "Alpha\n\nOn March 11, she will travel to Cairo."
    told = {
        **COMMON,
        "claim_status": status,
        "title": "Ann Roe will travel",
        "event_type": "CONSULT",
    }
    app = moved(shared, tmp_path / "claims")
    made = case(app, text, {"title": "A"}, [proposal(text, "she will travel to Cairo", **told)])
    client = app.test_client()
    page = tree(client.get(made.url))
    assert [one.get_text() for one in page.select(".needs")] == needs
    response = post(client, f"{made.url}/{made.items[0].id}/accept", version=1)
    assert response.status_code == answer
    for notice in tree(response).select(".proposal-body > .notice"):
        assert " ".join(notice.get_text().split()) == (
            "Not accepted: it still needs something. Marked below: Speaker."
        )
        link = notice.select_one("a")["href"]
        assert tree(response).select(f"input{link}")
    made.workspace.close()


def test_reject_keeps_the_reason(client, found):
    form = {"version": 1, "why": "said twice"}
    post(client, f"{found.url}/{found.items[0].id}/reject", **form)
    assert found.now(0).state == "rejected"
    assert found.workspace.log(found.article.id)[0].why == "said twice"


def test_reopen(client, found):
    found.workspace.accept(found.items[0].id, 1, "tests")
    response = post(client, f"{found.url}/{found.items[0].id}/reopen", version=2)
    assert found.now(0).state == "open"
    assert text_of(tree(response), '[hx-target="#said"]') == "Open again. 0 of 3 reviewed."


# Editing


def value_of(box: Tag) -> str:
    """What a box of a form would send."""
    if box.name == "textarea":
        return box.get_text()
    chosen = box.select_one("option[selected]") if box.name == "select" else box
    return str(chosen.get("value", "")) if chosen else ""


def form_of(page: Tag) -> dict[str, object]:
    """What the form of an event would send as it stands."""
    (form,) = page.select("form.event-form")
    sent: dict[str, object] = {}
    for box in form.select("input[name], textarea[name], select[name]"):
        name, value = str(box["name"]), value_of(box)
        sent[name] = [*sent.get(name, []), value] if name in ("actors", "recipients") else value
    return sent


@pytest.fixture
def typed(client: FlaskClient, found: Case) -> dict[str, object]:
    """What the form of the last event sends, with what it lacks."""
    sent = form_of(tree(client.get(f"{found.url}/{found.items[2].id}/edit")))
    return {
        **sent,
        "event_type": "AGREE",
        "date": "2022-03~",
        "date_basis": "publication",
        "actors": ["Alpha", "", "Beta;Gamma"],
    }


def test_the_form_as_it_stands_changes_nothing(client, found):
    sent = form_of(tree(client.get(f"{found.url}/{found.items[0].id}/edit")))
    post(client, f"{found.url}/{found.items[0].id}/edit", **sent)
    assert found.now(0).fields == found.items[0].fields
    assert found.now(0).clause == found.items[0].clause


def test_save_leaves_the_event_open(client, found, typed):
    response = post(client, f"{found.url}/{found.items[2].id}/edit", htmx=False, **typed)
    assert response.status_code == 303
    now = found.now(2)
    assert now.state == "open"
    assert now.fields["actors"] == "Alpha;Beta;Gamma"
    assert now.fields["date"] == "2022-03~"


def test_save_and_accept(client, found, typed):
    url = f"{found.url}/{found.items[2].id}/edit"
    response = post(client, url, **typed, then="accept")
    assert response.status_code == 200
    assert found.now(2).state == "accepted"
    assert text_of(tree(response), '[hx-target="#said"]') == "Accepted. 1 of 3 reviewed."


def test_what_a_person_has_written_is_told_as_written_by_a_person(client, found, typed):
    url = f"{found.url}/{found.items[2].id}/edit"
    page = tree(post(client, url, **{**typed, "claim_status": "claimed"}))
    assert "written by a person" in text_of(page, ".vouch .why")
    assert not page.select(".vouch .guess")


def test_an_accepted_event_is_saved_only_when_it_stays_whole(client, found):
    found.workspace.accept(found.items[0].id, 1, "tests")
    url = f"{found.url}/{found.items[0].id}/edit"
    sent = form_of(tree(client.get(url)))
    assert post(client, url, **{**sent, "title": ""}).status_code == 400
    assert post(client, url, **{**sent, "title": "Alpha blames Beta"}).status_code == 200
    assert found.now(0).fields["title"] == "Alpha blames Beta"
    assert found.now(0).state == "accepted"


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("column", "value", "advice"),
    [
        ("date", "13/03/2022", "Date day and month order is not guessed; write 2022-03-13"),
        ("date", "2022-02-30", "Date"),
        ("title", "short", "Title must have 8 to 90 characters"),
        ("event_type", "NONSENSE", "Type must be one of"),
        ("latitude", "north", "Latitude must be decimal degrees"),
        ("fatalities", "-3", "Fatalities must be a whole number"),
        ("quote", "words that are not there", "Quote must stand in the article word for word"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_typed_is_lost(
    client, found, typed, column, value, advice, htmx
):
    form = {**typed, "speaker_role": "my own words", column: value}
    response = post(client, f"{found.url}/{found.items[2].id}/edit", htmx=htmx, **form)
    assert response.status_code == 400
    page = tree(response)
    assert text_of(page, f".field-{column} .problem").startswith(advice)
    (box,) = page.select(f".field-{column} [name={column}]")
    assert box.get("aria-invalid") == "true"
    assert value_of(box) == value
    assert value_of(page.select("[name=speaker_role]")[0]) == "my own words"
    assert found.now(2).version == 1


def test_a_quote_that_is_typed_finds_its_place(client, found, typed):
    form = {**typed, "quote": "We will come"}
    post(client, f"{found.url}/{found.items[2].id}/edit", **form)
    start, end = found.now(2).clause
    assert found.article.text[start:end] == "We will come"


def test_a_quote_over_several_lines_comes_back_as_the_browser_sends_it(client, found, typed):
    text = found.article.text
    form = {**typed, "quote": text[67:140].replace("\n", "\r\n")}
    form |= {"quote_start": "67", "quote_end": "140"}
    assert post(client, f"{found.url}/{found.items[2].id}/edit", **form).status_code == 200
    assert found.now(2).fields["quote"] == text[67:140]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2022-03~", "means: about March 2022"),
        ("2022-02-24/2022-03-02", "means: 24 February 2022 to 2 March 2022"),
        ("March 13, 2022", "is a date in words; write 2022-03-13"),
        ("", "is empty; write for example 2022-03-13"),
        ("<script>", "is not a date in EDTF; write for example 2022-03-13"),
    ],
)
def test_a_date_is_told_in_words_while_it_is_typed(client, found, date, words):
    response = client.get(f"{found.url}/date", query_string={"date": date}, headers=HTMX)
    assert " ".join(tree(response).get_text().split()).startswith(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("RSF", "Do you mean Reporters Without Borders or Rapid Support Forces by “RSF”?"),
        ("Moscow", "Do you mean Russia by “Moscow”?"),
        ("Rapid Support Forces", ""),
        ("Ann Roe", ""),
        ("<b>", ""),
        ("", ""),
    ],
)
def test_a_name_that_is_known_under_another_one_is_told(client, found, name, words):
    response = client.get(f"{found.url}/party", query_string={"name": name}, headers=HTMX)
    assert response.status_code == 200
    assert " ".join(tree(response).get_text().split()) == words
    found.workspace.edit(found.items[0].id, 1, {"actors": name}, "ann")
    page = tree(client.get(f"{found.url}/{found.items[0].id}/edit"))
    assert text_of(page, f"#party-says-actors-{found.items[0].id}") == words


def test_a_date_in_words_is_refused_once_with_what_to_write(client, found, typed):
    form = {**typed, "date": "March 2025"}
    page = tree(post(client, f"{found.url}/{found.items[0].id}/edit", **form))
    (problem,) = page.select(".field-date .problem")
    assert problem.get_text() == "Date is a date in words; write 2025-03"
    assert "load" not in page.select_one("input[name=date]")["hx-trigger"], "it would say so again"


# Splitting, merging, undoing


def test_split_at_a_word(client, found):
    item = found.items[1]
    page = tree(client.get(f"{found.url}/{item.id}/split"))
    labels = {box.parent.get_text(): box for box in page.select("[name=at]")}
    at = labels["called"].get("value")
    response = post(client, f"{found.url}/{item.id}/split", version=1, at=at)
    assert response.status_code == 200
    assert "#proposals" in targets(response)
    words = [found.article.text[slice(*i.clause)] for i in found.workspace.items(found.article.id)]
    assert words[1:3] == ["Beta denied it and", "called for talks"]


@pytest.mark.parametrize(("at", "status"), [("", 400), ("67", 400), ("9999", 400), ("x", 400)])
def test_a_split_elsewhere_is_refused(client, found, at, status):
    response = post(client, f"{found.url}/{found.items[1].id}/split", version=1, at=at)
    assert response.status_code == status
    assert found.now(1).state == "open"


def test_merge_those_that_are_marked(client, found):
    pairs = [f"{item.id}:1" for item in found.items[:2]]
    response = post(client, f"{found.url}/merge", pair=pairs)
    assert response.status_code == 200
    now = found.workspace.items(found.article.id)
    assert len(now) == 2
    assert now[0].fields["quote"].startswith("Alpha accused")
    assert now[0].fields["quote"].endswith("for talks")
    assert text_of(tree(response), '[hx-target="#said"]') == "Merged into one. 0 of 2 reviewed."


@pytest.mark.parametrize("pairs", [[], ["1:1"], ["x:1", "2:1"], ["1", "2"], ["1:1", "1:1"]])
def test_a_merge_of_fewer_than_two_is_refused(client, found, pairs):
    response = post(client, f"{found.url}/merge", pair=pairs)
    assert response.status_code == 400
    assert len(found.workspace.items(found.article.id)) == 3


def test_undo_takes_back_one_action_after_the_other(client, found):
    post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    post(client, f"{found.url}/{found.items[1].id}/reject", version=1)
    response = post(client, f"{found.url}/undo")
    assert found.now(1).state == "open"
    assert (
        text_of(tree(response), '[hx-target="#said"]')
        == "Taken back: you rejected a proposal. 1 of 3 reviewed."
    )
    assert f"#event-{found.items[1].id}" in targets(response)
    post(client, f"{found.url}/undo")
    assert found.now(0).state == "open"
    response = post(client, f"{found.url}/undo")
    assert "nothing of yours to take back" in text_of(tree(response), '[hx-target="#said"]')


def test_undo_tells_before_what_it_takes_back_and_after_what_it_took(client, found):
    assert tree(client.get(found.url)).select("#undo[disabled]")
    post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    button = tree(client.get(found.url)).select_one("#undo:not([disabled])")
    assert button["title"] == button["aria-label"] == "Undo: you accepted an event"
    answer = post(client, f"{found.url}/undo", htmx=False)
    page = tree(client.get(answer.headers["Location"]))
    assert text_of(page, "#notice .said") == "Taken back: you accepted an event. 0 of 3 reviewed."
    assert not tree(client.get(f"{found.url}?did=undone-nonsense")).select("#notice .said")


def test_a_link_that_is_taken_back_is_named(client, found):
    ids = []
    other = case(found.app, f"{SHORT} Again.", {"title": "B"}, [_accuse(f"{SHORT} Again.")])
    for made in (found, other):
        post(client, f"{made.url}/{made.items[0].id}/accept", version=1)
        ids.append(made.items[0].id)
    found.workspace.link(ids, found.workspace.log()[0].who)
    answer = post(client, f"{found.url}/undo")
    assert "you linked reports of one event" in text_of(tree(answer), '[hx-target="#said"]')


def _accuse(text: str) -> Proposal:
    told = {"title": "Alpha accuses Beta of an attack", "event_type": "ACCUSE", "actors": "Alpha"}
    return proposal(text, "Alpha accused Beta of an attack", **COMMON, **told)


def test_after_the_last_proposal_pairs_that_wait_are_told_of(client, found):
    text = f"{SHORT} Again."
    made = case(found.app, text, {"title": "B"}, [_accuse(text)])
    post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    assert not tree(client.get(made.url)).select(".pairs")
    post(client, f"{made.url}/{made.items[0].id}/accept", version=1)
    page = tree(client.get(f"{made.url}?show=open"))
    assert text_of(page, "#review-count a.pairs") == "1 pair may be the same event"
    assert page.select(".nothing a[href='/duplicates']")


def test_undo_of_a_split_brings_the_list_back(client, found):
    post(client, f"{found.url}/{found.items[1].id}/split", version=1, at=86)
    response = post(client, f"{found.url}/undo")
    assert "#proposals" in targets(response)
    assert len(tree(response).select(".proposal")) == 3


def test_undo_survives_a_restart(client, found, tmp_path):
    post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    found.workspace.close()
    again = app_in(tmp_path / "workspace").test_client()
    response = post(again, f"{found.url}/undo")
    assert (
        text_of(tree(response), '[hx-target="#said"]')
        == "Taken back: you accepted an event. 0 of 3 reviewed."
    )


# An event of one's own


def test_words_that_are_selected_begin_an_event(client, found):
    at = found.article.text.index("called for talks")
    response = client.get(f"{found.url}/new?start={at}&end={at + 16}", headers=HTMX)
    sent = form_of(tree(response))
    assert sent["quote"] == "called for talks"
    assert (sent["title"], sent["date"]) == ("called for talks", "2022-03-11")
    guesses = [" ".join(g.parent.get_text().split()) for g in _guesses(response)]
    assert any("from another event of the same sentence" in guess for guess in guesses)


@pytest.mark.parametrize(
    ("words", "date", "basis", "said"),
    [
        ("On March 11, Alpha", "2022-03-11", "stated", "March 11"),
        ("called for talks", "2022-03-11", "stated", ""),
        ("Talks begin in Doha", "../2022-03-13", "publication", ""),
    ],
)
def test_the_date_of_ones_own_event_is_guessed(client, found, words, date, basis, said):
    at = found.article.text.index(words)
    sent = form_of(tree(client.get(f"{found.url}/new?start={at}&end={at + len(words)}")))
    assert (sent["date"], sent["date_basis"]) == (date, basis)
    assert said in str(sent["date_text"])


def _guesses(response: TestResponse) -> list[Tag]:
    return tree(response).select(".new-event .guess")


def test_an_event_of_ones_own_is_kept_and_accepted(client, found):
    at = found.article.text.index("called for talks")
    sent = form_of(tree(client.get(f"{found.url}/new?start={at}&end={at + 16}")))
    sent |= {"title": "Beta calls for talks", "event_type": "REQUEST", "then": "accept"}
    response = post(client, f"{found.url}/new", **sent)
    assert response.status_code == 200
    made = next(i for i in found.workspace.items(found.article.id) if i.kind == "own")
    assert made.state == "accepted"
    assert made.fields["quote"] == "called for talks"
    assert text_of(tree(response), f"#event-{made.id} .meta").endswith("made by hand")


def test_one_that_cannot_be_accepted_yet_is_kept_as_open(client, found):
    form = {"start": 0, "end": 19, "title": "Talks begin in Doha", "then": "accept"}
    response = post(client, f"{found.url}/new", **form)
    assert response.status_code == 400
    made = next(i for i in found.workspace.items(found.article.id) if i.kind == "own")
    assert made.state == "open"
    assert "kept as an open event" in text_of(tree(response), ".proposal-body > .notice")


def test_a_wrong_value_of_ones_own_event_is_told_and_the_rest_kept(client, found):
    form = {"start": 0, "end": 19, "title": "Talks begin in Doha", "date": "soon"}
    response = post(client, f"{found.url}/new", **form)
    assert response.status_code == 400
    page = tree(response)
    assert text_of(page, ".field-date .problem").startswith("Date is not a date in EDTF")
    assert value_of(page.select("#title-new")[0]) == "Talks begin in Doha"
    assert len(found.workspace.items(found.article.id)) == 3


def test_words_can_be_named_instead_of_selected(client, found):
    query = {"first": "Beta denied", "last": "called for"}
    page = tree(client.get(f"{found.url}/new", query_string=query))
    assert form_of(page)["quote"] == "Beta denied it and called for"


@pytest.mark.parametrize(
    ("query", "box", "advice"),
    [
        ({"first": "", "last": ""}, "first", "The first words must be the words"),
        ({"first": "Gamma", "last": ""}, "first", "The first words must stand in the article"),
        ({"first": "Alpha", "last": ""}, "first", "The first words must stand there once, not 2"),
        ({"first": "Beta denied", "last": "Doha"}, "last", "The last words must stand"),
    ],
)
def test_words_that_are_not_there_are_told(client, found, query, box, advice):
    response = client.get(f"{found.url}/new", query_string=query, headers=HTMX)
    assert response.status_code == 400
    assert text_of(tree(response), f"#problem-new-{box}").startswith(advice)
    assert tree(response).select("#new-first")[0].get("value") == query["first"]


@pytest.mark.parametrize("query", ["start=5&end=5", "start=19&end=21", "start=900&end=990"])
def test_a_selection_without_words_asks_for_words(client, found, query):
    response = client.get(f"{found.url}/new?{query}", headers=HTMX)
    assert response.status_code == 400
    assert "select some in the text" in text_of(tree(response), ".new-event .problem")


# Two reviewers


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("deed", ["accept", "reject", "reopen"])
def test_who_comes_second_sees_what_the_event_is_now(client, found, deed, htmx):
    item = found.items[0]
    found.workspace.accept(item.id, 1, "somebody else")
    response = post(client, f"{found.url}/{item.id}/{deed}", htmx=htmx, version=1, why="twice")
    assert response.status_code == 409
    page = tree(response)
    assert text_of(page, f"#event-{item.id} .state") == "✓ accepted"
    assert "Somebody else was faster: the event has been accepted" in text_of(page, ".notice")
    assert "You wanted to" in text_of(page, ".notice")
    assert {box["value"] for box in page.select(f"#event-{item.id} [name=version]")} == {"2"}
    assert found.now(0).version == 2


def test_the_reason_that_was_typed_is_still_there(client, found):
    found.workspace.accept(found.items[0].id, 1, "somebody else")
    form = {"version": 1, "why": "said twice"}
    page = tree(post(client, f"{found.url}/{found.items[0].id}/reject", **form))
    assert page.select_one(f"#why-{found.items[0].id}")["value"] == "said twice"
    assert page.select_one("details.reject").has_attr("open")


@pytest.mark.parametrize("htmx", [True, False])
def test_who_edits_second_keeps_what_was_typed_beside_what_is_there_now(client, found, typed, htmx):
    item = found.items[2]
    changes = {"title": "Alpha will come to Doha", "place": "Doha"}
    found.workspace.edit(item.id, 1, changes, "somebody else")
    form = {**typed, "title": "Alpha promises to come"}
    response = post(client, f"{found.url}/{item.id}/edit", htmx=htmx, **form)
    assert response.status_code == 409
    page = tree(response)
    assert value_of(page.select_one(f"#title-{item.id}")) == "Alpha promises to come"
    assert text_of(page, ".field-title .now") == "Now: Alpha will come to Doha"
    assert text_of(page, ".field-place .now") == "Now: Doha"
    assert not page.select(".field-speaker .now")
    assert "Somebody changed this event" in text_of(page, ".proposal-body > .notice")


def test_what_was_typed_can_then_be_saved_over_the_other(client, found, typed):
    item = found.items[2]
    found.workspace.edit(item.id, 1, {"title": "Alpha will come to Doha"}, "somebody else")
    url = f"{found.url}/{item.id}/edit"
    again = form_of(tree(post(client, url, **{**typed, "title": "Alpha promises to come"})))
    assert post(client, url, **again).status_code == 200
    assert found.now(2).fields["title"] == "Alpha promises to come"


@pytest.mark.parametrize("htmx", [True, False])
def test_who_edits_what_was_split_can_copy_what_was_typed(client, found, htmx):
    item = found.items[1]
    sent = form_of(tree(client.get(f"{found.url}/{item.id}/edit")))
    found.workspace.split(item.id, 1, 86, "somebody else")
    form = {**sent, "title": "Beta says that it was not Beta"}
    response = post(client, f"{found.url}/{item.id}/edit", htmx=htmx, **form)
    assert response.status_code == 409
    assert "Beta says that it was not Beta" in text_of(
        tree(response), ".review-notice, #notice, [hx-target='#notice']"
    )
    assert len(tree(response).select(".proposal")) == 4


def test_who_splits_or_merges_second_is_told(client, found):
    item = found.items[1]
    found.workspace.reject(item.id, 1, "somebody else")
    assert post(client, f"{found.url}/{item.id}/split", version=1, at=86).status_code == 409
    pairs = [f"{found.items[0].id}:1", f"{item.id}:1"]
    response = post(client, f"{found.url}/merge", pair=pairs)
    assert response.status_code == 409
    assert "merge it with others" in text_of(tree(response), ".notice")


def test_an_undo_over_the_work_of_another_is_refused(client, found):
    post(client, f"{found.url}/{found.items[0].id}/accept", version=1)
    found.workspace.edit(found.items[0].id, 2, {"place": "Doha"}, "somebody else")
    response = post(client, f"{found.url}/undo")
    assert response.status_code == 409
    assert "cannot be undone" in text_of(tree(response), ".notice")
    assert found.now(0).state == "accepted"


# What is refused

WRITES = ("1/accept", "1/reject", "1/reopen", "1/edit", "1/split", "merge", "undo", "new")
READS = ("", "/1", "/1/edit", "/1/split", "/new", "/date?date=2022")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.test"},
    ],
)
def test_nothing_is_done_for_another_site(client, found, path, headers):
    form = {"version": 1, "at": 86, "start": 0, "end": 19, "pair": ["1:1", "2:1"]}
    response = client.post(f"{found.url}/{path}", data=form, headers=headers)
    assert response.status_code == 403
    assert found.workspace.items(found.article.id) == found.items


@pytest.mark.parametrize("path", [*READS, *(f"/{path}" for path in WRITES)])
def test_who_only_reads_is_refused_in_words(found, tmp_path, path):
    public = app_in(tmp_path / "workspace", PUBLIC=True, TRUSTED_HOSTS=None).test_client()
    method = public.get if path in READS else public.post
    response = method(f"{found.url}{path}", headers=OWN)
    assert response.status_code in (401, 403)
    assert "only shows" in response.text or "Log in" in response.text
    assert found.workspace.items(found.article.id) == found.items


def test_an_editor_who_has_logged_in_reviews_under_her_name(found, tmp_path, monkeypatch):
    monkeypatch.setattr(users, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    found.workspace.add_user("ann", "seven quiet lamps", "editor")
    found.workspace.add_user("rob", "seven quiet lamps", "reader")
    app = app_in(tmp_path / "workspace", PUBLIC=True, TRUSTED_HOSTS=None)
    ann, rob = app.test_client(), app.test_client()
    for client, name in ((ann, "ann"), (rob, "rob")):
        form = {"name": name, "password": "seven quiet lamps"}
        assert client.post("/login", data=form, headers=OWN).status_code == 303
    url = f"{found.url}/{found.items[0].id}/accept"
    assert post(rob, url, version=1).status_code == 403
    assert post(ann, url, version=1).status_code == 200
    assert found.workspace.log(found.article.id)[0].who == "ann"
    assert rob.get(found.url).status_code == 403
    assert ann.get(found.url).status_code == 200


@pytest.mark.parametrize("path", ["999/accept", "999/edit", "999/split", "999/reject"])
def test_an_event_that_is_not_there(client, found, path):
    response = post(client, f"{found.url}/{path}", version=1)
    assert response.status_code == 404
    assert "not there" in response.text


def test_an_event_of_another_article(client, found):
    other = found.workspace.add_article("Another text.", {"title": "Another"}, "tests")
    response = client.get(f"/articles/{other.id}/review/{found.items[0].id}")
    assert response.status_code == 404
    assert "of another article" in response.text


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 30, "１"])
def test_a_version_that_is_none(client, found, version):
    response = post(client, f"{found.url}/{found.items[0].id}/accept", version=version)
    assert response.status_code == 400
    assert "must be a whole number" in response.text


HOSTILE = (
    "<script>alert(1)</script> & “x” \u202e<img src=x onerror=alert(2)> "
    "<hx-partial hx-target='body'>"
)


def test_hostile_words_are_only_words(shared, tmp_path):
    text = f"{HOSTILE}\n\n{HOSTILE} was said on Monday."
    app = moved(shared, tmp_path / "hostile")
    fields = {"title": HOSTILE, "actors": HOSTILE, "speaker": HOSTILE, "place": HOSTILE}
    made = case(app, text, {"title": HOSTILE}, [proposal(text, HOSTILE, **fields)])
    client = app.test_client()
    number = made.items[0].id
    for path in ("", f"/{number}/edit", f"/{number}/split", f"/{number}", "/new?start=0&end=40"):
        for headers in (OWN, HTMX):
            response = client.get(f"{made.url}{path}", headers=headers)
            assert response.status_code == 200
            page = tree(response)
            assert not [s for s in page.select("script") if not s.get("src")]
            assert not page.select("img")
            assert "<hx-partial hx-target='body'>" not in response.text
    assert made.workspace.item(number).fields["actors"]


def test_three_hundred_events_answer_with_one_card(shared, tmp_path):
    text = "\n".join(f"Side A met side B for the talks number {n}." for n in range(300))
    fields = {"title": "Side A meets side B", "event_type": "CONSULT", **COMMON}
    proposals = [
        proposal(text, f"met side B for the talks number {n}.", **fields) for n in range(300)
    ]
    made = case(moved(shared, tmp_path / "many"), text, {"title": "Many"}, proposals)
    client = made.app.test_client()
    assert len(tree(client.get(made.url)).select(".proposal")) == 300
    response = post(client, f"{made.url}/{made.items[150].id}/accept", version=1, then="next")
    assert len(response.data) < 20_000
    assert len(tree(response).select(".proposal")) == 2
