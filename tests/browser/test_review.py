"""Reviewing an article in a real browser: by mouse, by keys alone, by two people at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Serve, Watch
from tests.reviewing import COMMON, Case, app_in, case, gold_case, proposal, short_case

Open = Callable[..., Page]


@pytest.fixture
def short(tmp_path: Path) -> Iterator[Case]:
    made = short_case(app_in(tmp_path / "workspace"))
    yield made
    made.workspace.close()


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Case]:
    made = gold_case(app_in(tmp_path / "workspace"), "yemen-envoy")
    yield made
    made.workspace.close()


def card(page: Page, case: Case, number: int) -> Locator:
    return page.locator(f"#event-{case.items[number].id}")


def current(page: Page) -> Locator:
    return page.locator(".proposal.is-current")


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_have_text(words)


def select(page: Page, words: str) -> None:
    """Select words that lie within one piece of the article, as a drag of the mouse does."""
    box = page.evaluate(
        """words => {
          const pieces = [...document.querySelectorAll('#article [data-at]')];
          const piece = pieces.find(p => p.textContent.includes(words));
          const at = piece.textContent.indexOf(words);
          const range = document.createRange();
          range.setStart(piece.firstChild, at);
          range.setEnd(piece.firstChild, at + words.length);
          const rects = range.getClientRects();
          const [first, last] = [rects[0], rects[rects.length - 1]];
          return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 1, box[3], steps=4)
    page.mouse.up()


# By mouse


def test_a_review_by_mouse(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    current(page).get_by_role("button", name="Accept and next").click()
    said(page, "Accepted. 1 of 3 reviewed.")
    expect(card(page, short, 0).locator(".state")).to_have_text("✓ accepted")
    expect(card(page, short, 1)).to_have_class("proposal is-open is-current")
    current(page).locator("summary", has_text="Reject").click()
    current(page).get_by_label("Reason").fill("said before")
    current(page).get_by_role("button", name="Reject and next").click()
    said(page, "Rejected. 2 of 3 reviewed.")
    current(page).get_by_role("link", name="Edit").click()
    form = current(page)
    form.get_by_label("Type needed").select_option("AGREE")
    expect(form.locator(".field-event_type .definition")).to_contain_text("agreeing, offering")
    form.get_by_label("Date needed").fill("2022-03~")
    expect(form.locator(".date-says")).to_have_text("means: about March 2022")
    form.get_by_label("Date basis").select_option("publication")
    form.get_by_label("Actors, 1").fill("Alpha")
    form.get_by_label("Actors, 2").fill("Beta")
    form.get_by_role("button", name="Save and accept").click()
    said(page, "Accepted. 3 of 3 reviewed.")
    expect(page.locator("#review-count")).to_have_text("All 3 reviewed: see the timeline")
    assert [short.now(n).state for n in range(3)] == ["accepted", "rejected", "accepted"]
    assert short.now(2).fields["actors"] == "Alpha;Beta"
    assert short.workspace.log(short.article.id)[1].why == "said before"
    page.get_by_role("button", name="Undo").click()
    said(page, "Taken back: you accepted an event. 2 of 3 reviewed.")
    assert short.now(2).state == "open"


def test_what_is_wrong_is_told_at_its_field_and_the_rest_stays(
    open_page: Open, serve: Serve, short: Case, watch: Watch
) -> None:
    watch.allow("400")
    page = open_page(f"{short.url}?item={short.items[2].id}", at=serve(short.app))
    current(page).get_by_role("button", name="Accept", exact=True).click()
    expect(current(page).locator(".proposal-body > .notice")).to_contain_text("still needs")
    expect(current(page).locator(".proposal-body > .notice")).to_be_focused()
    current(page).get_by_label("Role").fill("minister")
    current(page).get_by_label("Date needed").fill("13/03/2022")
    current(page).get_by_role("button", name="Save", exact=True).click()
    expect(current(page).locator(".field-date .problem")).to_contain_text("write 2022-03-13")
    expect(current(page).get_by_label("Role")).to_have_value("minister")


def test_selected_words_become_an_event(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    select(page, "the foreign minister of Alpha")
    page.get_by_role("button", name="Make an event of these words").click()
    form = page.locator("#new-event")
    expect(form.get_by_label("Quote")).to_have_value("the foreign minister of Alpha")
    form.get_by_label("Title").fill("Ann Roe is the minister of Alpha")
    form.get_by_role("button", name="Save as open").click()
    said(page, "Made an event of these words. 0 of 4 reviewed.")
    expect(current(page).locator(".open-card")).to_have_text("Ann Roe is the minister of Alpha")
    expect(page.locator("#article mark.is-current")).to_have_text("the foreign minister of Alpha")
    expect(page.locator("#new-event section")).to_have_count(0)


def test_a_selection_over_several_pieces_and_wide_characters(
    open_page: Open, serve: Serve, tmp_path: Path
) -> None:
    text = "🇺🇦 Zoë\n\n𝒳𝒳 Side A met side B 👩‍👧. Then C left."
    fields = {"title": "Side A meets side B", "event_type": "CONSULT", **COMMON}
    proposals = [proposal(text, "Side A met", **fields), proposal(text, "met side B", **fields)]
    made = case(app_in(tmp_path / "wide"), text, {"title": "Wide"}, proposals)
    page = open_page(made.url, at=serve(made.app))
    page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll('#block-1 [data-at]')];
          const [first, last] = [pieces[0], pieces[pieces.length - 1]];
          const range = document.createRange();
          range.setStart(first.firstChild, '𝒳'.length);
          range.setEnd(last.firstChild, last.textContent.indexOf(' left'));
          getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Make an event of these words").click()
    quote = page.locator("#new-event [data-quote]")
    expect(quote).to_have_value("𝒳 Side A met side B 👩‍👧. Then C")
    page.get_by_label("Title").first.fill("Side A meets side B and C")
    page.get_by_role("button", name="Save as open").click()
    said(page, "Made an event of these words. 0 of 3 reviewed.")
    own = next(i for i in made.workspace.items(made.article.id) if i.kind == "own")
    assert text[slice(*own.clause)] == "𝒳 Side A met side B 👩‍👧. Then C"
    made.workspace.close()


def test_selected_words_become_the_quote_of_an_event(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(f"{short.url}?item={short.items[1].id}", at=serve(short.app))
    current(page).get_by_role("link", name="Edit").click()
    expect(current(page).get_by_label("Title")).to_be_focused()
    select(page, "called for talks")
    page.get_by_role("button", name="Use as the quote").click()
    expect(current(page).get_by_label("Quote")).to_have_value("called for talks")
    current(page).get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved. 0 of 3 reviewed.")
    expect(page.locator("#article mark.is-current")).to_have_text("called for talks")


def test_a_click_in_the_article_chooses_its_event(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    page.locator("#article mark", has_text="We will come").click()
    expect(card(page, short, 2)).to_have_class("proposal is-open is-current")
    expect(card(page, short, 0).locator(".proposal-body")).to_have_count(0)
    assert page.url.endswith(f"?item={short.items[2].id}")


def test_the_words_behind_a_field_light_up(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    lit = "() => [...(CSS.highlights.get('support') || [])].map(r => r.toString()).join()"
    current(page).locator(".fact", has_text="Date").hover()
    assert page.evaluate(lit) == "On March 11"
    current(page).locator(".quote").hover()
    assert page.evaluate(lit) == ""
    current(page).locator(".support").first.focus()
    assert page.evaluate(lit) == "On March 11"


def test_marked_events_are_merged(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    card(page, short, 0).get_by_label("Mark for merging").check()
    expect(page.locator("#merge")).to_be_disabled()
    card(page, short, 1).locator(".open-card").click()  # drawing a card again keeps the mark
    card(page, short, 1).get_by_label("Mark for merging").check()
    page.get_by_role("button", name="Merge 2 marked").click()
    said(page, "Merged into one. 0 of 2 reviewed.")
    expect(page.locator(".proposal")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    said(page, "Taken back: you merged events. 0 of 3 reviewed.")
    expect(page.locator(".proposal")).to_have_count(3)


def test_the_panes_scroll_together(open_page: Open, serve: Serve, long: Case) -> None:
    page = open_page(long.url, at=serve(long.app), viewport=(1280, 700))
    expect(current(page)).to_have_count(1)
    top = "id => Math.round(document.getElementById(id).scrollTop)"
    page.locator("#list-pane").hover()
    page.mouse.wheel(0, 1500)
    page.wait_for_function("document.getElementById('text-pane').scrollTop > 100")
    page.wait_for_timeout(800)
    rest = page.evaluate(top, "text-pane")
    page.locator("#text-pane").hover()
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(800)
    assert page.evaluate(top, "text-pane") < rest
    page.locator("#review-keys summary").click()
    page.get_by_label("scroll together").uncheck()
    page.locator("#review-keys summary").click()
    before = page.evaluate(top, "text-pane")
    page.locator("#list-pane").hover()
    page.mouse.wheel(0, -1500)
    page.wait_for_timeout(500)
    assert page.evaluate(top, "text-pane") == before


def test_choosing_a_far_event_brings_its_words_into_view(
    open_page: Open, serve: Serve, long: Case
) -> None:
    page = open_page(f"{long.url}?item={long.items[-1].id}", at=serve(long.app))
    page.wait_for_timeout(1200)
    expect(page.locator(f"#words-{long.items[-1].id}")).to_be_in_viewport()
    expect(current(page).locator(".open-card")).to_be_in_viewport()


# By keys alone


def test_a_review_by_keys_alone(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    keys = page.keyboard
    expect(current(page)).to_have_count(1)
    keys.press("a")
    said(page, "Accepted. 1 of 3 reviewed.")
    expect(card(page, short, 1).locator(".open-card")).to_be_focused()
    keys.press("s")
    expect(current(page).locator(".split-words")).to_be_visible()
    for _ in range(4):
        keys.press("ArrowRight")
    keys.press("Enter")
    said(page, "Split in two. 1 of 4 reviewed.")
    keys.press("u")
    said(page, "Taken back: you split an event in two. 1 of 3 reviewed.")
    keys.press("r")
    keys.type("twice")
    keys.press("Enter")
    said(page, "Rejected. 2 of 3 reviewed.")
    expect(card(page, short, 2).locator(".open-card")).to_be_focused()
    keys.press("k")
    expect(card(page, short, 1).locator(".open-card")).to_be_focused()
    keys.press("j")
    expect(card(page, short, 2).locator(".open-card")).to_be_focused()
    keys.press("e")
    expect(current(page).get_by_label("Title")).to_be_focused()
    keys.press("Tab")
    keys.type("Agree")
    keys.press("Tab")
    keys.type("2022-03-13")
    expect(current(page).locator(".date-says")).to_have_text("means: 13 March 2022")
    keys.press("Tab")
    keys.type("Stated")
    keys.press("Tab")
    keys.press("Enter")  # in a line of the form: its first button
    said(page, "Accepted. 3 of 3 reviewed.")
    assert [short.now(n).state for n in range(3)] == ["accepted", "rejected", "accepted"]


def test_a_key_that_is_held_down_while_an_answer_is_awaited_decides_once(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(current(page)).to_have_count(1)
    waiting = []
    page.route("**/accept", lambda route: waiting.append(route))
    for _ in range(4):
        page.keyboard.down("a")
    page.keyboard.up("a")
    page.wait_for_timeout(300)
    assert len(waiting) == 1
    waiting[0].continue_()
    said(page, "Accepted. 1 of 3 reviewed.")
    page.unroute("**/accept")
    page.keyboard.press("a")
    said(page, "Accepted. 2 of 3 reviewed.")


def test_words_are_chosen_and_made_an_event_by_keys(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(current(page)).to_have_count(1)
    page.keyboard.press("t")
    expect(page.locator("#text-pane")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()") == "accused Beta"
    page.keyboard.press("n")
    expect(page.locator("#new-event").get_by_label("Quote")).to_have_value("accused Beta")


def test_without_a_selection_n_asks_for_the_words(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(current(page)).to_have_count(1)
    page.keyboard.press("n")
    expect(page.get_by_label("The first words")).to_be_focused()
    page.keyboard.type("Beta denied")
    page.keyboard.press("Enter")
    expect(page.locator("#new-event").get_by_label("Quote")).to_have_value("Beta denied")
    page.keyboard.press("Escape")
    expect(page.locator("#new-event section")).to_have_count(0)


def test_single_keys_can_be_turned_off(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(current(page)).to_have_count(1)
    page.keyboard.press("?")
    page.get_by_label("Single keys act").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("u")
    page.wait_for_timeout(400)
    assert short.now(0).state == "open"
    page.reload()
    page.keyboard.press("a")
    page.wait_for_timeout(400)
    assert short.now(0).state == "open"


# Several people, several runs


def test_two_reviewers(open_page: Open, serve: Serve, short: Case, watch: Watch) -> None:
    watch.allow("409")
    at = serve(short.app)
    ann, bob = open_page(short.url, at=at), open_page(short.url, at=at)
    expect(current(bob)).to_have_count(1)
    bob.keyboard.press("e")
    current(bob).get_by_label("Title").fill("Alpha charges Beta with an attack")
    current(ann).get_by_role("button", name="Accept", exact=True).click()
    said(ann, "Accepted. 1 of 3 reviewed.")
    current(bob).get_by_role("button", name="Save", exact=True).click()
    told = current(bob).locator(".proposal-body > .notice")
    expect(told).to_contain_text("Somebody changed this event")
    expect(current(bob).get_by_label("Title")).to_have_value("Alpha charges Beta with an attack")
    expect(current(bob).locator(".now")).to_have_text("Now: Alpha accuses Beta of an attack")
    expect(card(bob, short, 0).locator(".state")).to_have_text("✓ accepted")
    current(bob).get_by_role("button", name="Save", exact=True).click()
    said(bob, "Saved. 1 of 3 reviewed.")
    assert short.now(0).fields["title"] == "Alpha charges Beta with an attack"


def test_undo_after_a_restart(open_page: Open, serve: Serve, short: Case, tmp_path: Path) -> None:
    page = open_page(short.url, at=serve(short.app))
    current(page).get_by_role("button", name="Accept and next").click()
    said(page, "Accepted. 1 of 3 reviewed.")
    again = app_in(tmp_path / "workspace")
    page = open_page(short.url, at=serve(again))
    page.keyboard.press("u")
    said(page, "Taken back: you accepted an event. 0 of 3 reviewed.")
    assert short.now(0).state == "open"


def test_typed_words_survive_what_happens_around_them(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    expect(current(page)).to_have_count(1)
    page.keyboard.press("e")
    current(page).get_by_label("Title").fill("Alpha blames Beta for it")
    card(page, short, 1).locator(".open-card").click()
    expect(card(page, short, 1)).to_have_class("proposal is-open is-current")
    expect(card(page, short, 0).locator(".state")).to_have_text("○ open")
    page.keyboard.press("s")
    current(page).locator("label.word", has_text="called").click()
    current(page).get_by_role("button", name="Split here").click()
    said(page, "Split in two. 0 of 4 reviewed.")
    card(page, short, 0).locator(".open-card").click()
    expect(card(page, short, 0).get_by_label("Title")).to_have_value("Alpha blames Beta for it")
    current(page).get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved. 0 of 4 reviewed.")


def test_when_the_app_does_not_answer_it_is_said(
    open_page: Open, serve: Serve, short: Case, watch: Watch
) -> None:
    watch.allow("ERR_")
    watch.allow("htmx:error: Failed to fetch")
    page = open_page(short.url, at=serve(short.app))
    page.context.set_offline(True)
    current(page).get_by_role("button", name="Accept and next").click()
    expect(page.locator("#notice")).to_contain_text("does not answer, so nothing was saved")


# However it is looked at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)])
def test_nothing_keeps_anybody_out(
    open_page: Open,
    serve: Serve,
    long: Case,
    axe: Callable[..., list[str]],
    viewport: tuple[int, int],
    scheme: str,
) -> None:
    for number, decide in enumerate((long.workspace.accept, long.workspace.reject)):
        decide(long.items[number].id, 1, "tests")
    options: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme}
    page = open_page(long.url, at=serve(long.app), reduced_motion="reduce", **options)

    def found() -> list[str]:
        page.evaluate("scrollTo(0, 0)")  # what lies half under the tabs is not looked at
        return axe(page)

    assert found() == []
    page.keyboard.press("e")
    expect(current(page).locator(".event-form")).to_be_visible()
    assert found() == []
    page.keyboard.press("Escape")
    expect(current(page).locator(".deeds")).to_be_visible()
    page.keyboard.press("s")
    expect(current(page).locator(".split-words")).to_be_visible()
    page.keyboard.press("?")
    assert found() == []
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_label("The first words")).to_be_focused()
    page.keyboard.type("Statements")
    page.keyboard.press("Enter")
    expect(page.locator("#new-event [data-quote]")).to_have_value("Statements")
    assert found() == []


def test_whoever_wants_no_motion_sees_none(open_page: Open, serve: Serve, long: Case) -> None:
    page = open_page(long.url, at=serve(long.app), reduced_motion="reduce")
    expect(current(page)).to_have_count(1)
    last = card(page, long, -1)
    page.evaluate("document.getElementById('list-pane').scrollTop = 1e6")
    last.locator(".open-card").click()
    expect(last.locator(".proposal-body")).to_be_visible()
    places = "[...document.querySelectorAll('#text-pane, #list-pane')].map(p => p.scrollTop).join()"
    before = page.evaluate(places)
    page.wait_for_timeout(300)
    assert page.evaluate(places) == before
    expect(page.locator(f"#words-{long.items[-1].id}")).to_be_in_viewport()


def test_on_paper_it_is_a_list_with_quotes(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    page.emulate_media(media="print")
    expect(page.locator("#text-pane")).to_be_hidden()
    expect(page.locator(".print-quote")).to_have_count(3)
    expect(page.locator(".print-quote").nth(2)).to_have_text("“We will come,”")
    expect(page.locator(".deeds")).to_be_hidden()


def test_buttons_are_reached_by_tab(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app))
    current(page).locator(".open-card").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Accept and next":
            break
    page.keyboard.press("Enter")
    said(page, "Accepted. 1 of 3 reviewed.")


def test_what_cannot_be_accepted_goes_on_to_take_keys_as_keys(
    open_page: Open, serve: Serve, short: Case, watch: Watch
) -> None:
    watch.allow("400")
    page = open_page(f"{short.url}?item={short.items[2].id}", at=serve(short.app))
    expect(current(page).locator(".needs")).to_have_text("needs a date and a type")
    page.keyboard.press("a")
    notice = current(page).locator(".proposal-body > .notice")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Marked below: Type, Date")
    expect(current(page).locator(".has-problem").first).to_be_in_viewport()
    page.keyboard.type("aaaa")
    assert not page.locator("form.event-form[data-changed]").count(), "nothing was typed"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(current(page).locator("select[name=event_type]")).to_be_focused()


def test_another_name_of_a_party_is_told_while_it_is_typed(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    page.keyboard.press("e")
    box = current(page).get_by_label("Actors, 2")
    box.fill("RSF")
    box.press("Tab")
    says = current(page).locator(".party-says").first
    expect(says).to_contain_text("Rapid Support Forces")
    expect(current(page).get_by_label("Actors, 3")).to_be_focused()
    expect(box).to_have_value("RSF")


def test_the_box_at_selected_words_goes_when_they_are_used(
    open_page: Open, serve: Serve, short: Case
) -> None:
    page = open_page(short.url, at=serve(short.app))
    select(page, "called for talks")
    expect(page.locator("#from-words")).to_be_visible()
    page.locator("body").press("a")
    said(page, "Accepted. 1 of 3 reviewed.")
    expect(page.locator("#from-words")).to_be_hidden()


def test_the_address_of_an_event_leads_a_phone_to_its_card(
    open_page: Open, serve: Serve, long: Case
) -> None:
    last = long.items[-1]
    page = open_page(f"{long.url}?item={last.id}", at=serve(long.app), viewport=(390, 844))
    expect(page.locator(f"#event-{last.id} .open-card")).to_be_in_viewport()


def test_on_a_phone_one_pane_at_a_time(open_page: Open, serve: Serve, long: Case) -> None:
    page = open_page(long.url, at=serve(long.app), viewport=(390, 844))
    expect(page.locator("#text-pane")).to_be_hidden()
    current(page).locator(".quote").scroll_into_view_if_needed()
    current(page).get_by_role("link", name="Show in the text").click()
    expect(page.locator("#list-pane")).to_be_hidden()
    expect(page.locator("mark.is-current").first).to_be_in_viewport()
    page.locator(f"#words-{long.items[1].id} + mark").click()
    expect(card(page, long, 1).locator(".proposal-body")).to_be_in_viewport()
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)


def test_without_a_script(open_page: Open, serve: Serve, short: Case) -> None:
    page = open_page(short.url, at=serve(short.app), javascript=False)
    current(page).get_by_role("button", name="Accept and next").click()
    expect(page.locator("#review-count")).to_have_text("1 of 3 reviewed")
    expect(current(page).locator(".open-card")).to_have_text("Beta denies the attack")
    current(page).get_by_role("link", name="Split").click()
    current(page).locator("label.word", has_text="called").click()
    current(page).get_by_role("button", name="Split here").click()
    expect(page.locator(".proposal")).to_have_count(4)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".proposal")).to_have_count(3)
    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("The first words").fill("Beta denied")
    page.get_by_role("button", name="Go on with these words").click()
    page.get_by_label("Title").first.fill("Beta denies that it was Beta")
    page.get_by_role("button", name="Save as open").click()
    expect(page.locator(".proposal")).to_have_count(4)
