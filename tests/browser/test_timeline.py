"""What a person does with the timeline, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
DRAWN = "#chart[data-drawn=labelled]"
STRIKE = "alleged-strike-training-base"


def drawn(page: Page) -> Page:
    """The page once its chart is drawn."""
    page.wait_for_selector(DRAWN)
    return page


def place_of(page: Page, event_id: str) -> tuple[float, float]:
    """Where an event's mark is on the screen, by Plotly's own axes."""
    x, y = page.evaluate(
        """id => {
          const chart = document.getElementById('chart');
          const trace = chart.data.find(t => t.name === 'Events');
          const at = trace.customdata.indexOf(id);
          const layout = chart._fullLayout, box = chart.getBoundingClientRect();
          return [box.left + layout.xaxis._offset + layout.xaxis.d2p(trace.x[at]),
                  box.top + layout.yaxis._offset + layout.yaxis.d2p(trace.y[at])];
        }""",
        event_id,
    )
    return x, y


def click_mark(page: Page, event_id: str) -> None:
    """Click a mark of the chart as a person does, scrolling to it first."""
    _, y = place_of(page, event_id)
    page.evaluate("y => scrollTo({top: scrollY + y - innerHeight / 2, behavior: 'instant'})", y)
    x, y = place_of(page, event_id)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.wait_for_selector("#chart .hoverlayer .hovertext")
    page.mouse.click(x, y)


def panel(page: Page) -> Any:
    return page.locator("#panel")


def box(page: Page, name: str, value: str) -> Locator:
    """The check box of a filter value."""
    return page.locator(f"input[name={name}][value='{value}']")


def open_row(page: Page, event_id: str) -> None:
    page.locator(f"#list a[data-event={event_id}]").click()
    expect(panel(page)).to_have_attribute("data-event", event_id)


def test_a_click_on_a_mark_opens_its_quote_and_back_closes_it(open_page: Open) -> None:
    page = drawn(open_page("/"))
    click_mark(page, STRIKE)
    expect(panel(page)).to_have_attribute("data-event", STRIKE)
    expect(page.locator(".quote")).to_contain_text("accused Russia of carrying out airstrikes")
    assert page.url.endswith(f"/?event={STRIKE}")
    assert "airstrikes" in page.title()
    page.go_back()
    expect(panel(page)).not_to_have_class(re.compile("is-open"))
    assert page.url.endswith("/")
    expect(page.locator(DRAWN)).to_be_visible()
    page.go_forward()
    expect(panel(page)).to_have_attribute("data-event", STRIKE)


def test_a_click_on_a_title_in_the_chart_opens_its_event(open_page: Open) -> None:
    page = drawn(open_page("/"))
    page.locator("#chart .annotation-text", has_text="Putin says").click()
    expect(panel(page)).to_have_attribute("data-event", "putin-positive-shifts")


def test_a_click_on_a_bar_opens_its_event(open_page: Open) -> None:
    page = drawn(open_page("/"))
    bar = page.locator("#chart .barlayer .point").nth(8)
    box = bar.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#chart .hoverlayer .hovertext")
    page.mouse.down()
    page.mouse.up()
    expect(panel(page)).to_have_class(re.compile("is-open"))
    expect(panel(page).locator(".fields").first).to_contain_text(re.compile("March 2022|1986"))


def test_a_click_in_the_list_opens_the_panel_and_marks_the_row_and_the_point(
    open_page: Open,
) -> None:
    page = drawn(open_page("/"))
    open_row(page, "biden-authorizes-200-million")
    row = page.locator("#list a[aria-current=true]")
    expect(row).to_have_count(1)
    expect(row).to_have_attribute("data-event", "biden-authorizes-200-million")
    expect(page.locator("#chart-over .ring.chosen")).to_have_count(1)


def test_a_copied_address_opens_the_same_view_in_a_fresh_browser(open_page: Open) -> None:
    page = drawn(open_page("/"))
    box(page, "party", "Russia").check()
    expect(page.locator("#sentence")).to_contain_text("party is Russia")
    open_row(page, STRIKE)
    address = page.url
    quote, sentence = page.locator(".quote").inner_text(), page.locator("#sentence").inner_text()
    for javascript in (True, False):
        fresh = open_page(address, javascript=javascript)
        assert fresh.locator(".quote").inner_text() == quote
        assert fresh.locator("#sentence").inner_text() == sentence
        assert box(fresh, "party", "Russia").is_checked()


def test_filters_combine_and_every_part_of_the_sentence_can_be_removed(open_page: Open) -> None:
    page = drawn(open_page("/"))
    box(page, "party", "Russia").check()
    expect(page.locator(".chip")).to_have_count(1)
    box(page, "type", "CONSULT").check()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#sentence")).to_have_text(
        "Showing 3 of 29 events: party is Russia, type is Talks."
    )
    expect(page.locator("#list [data-row]")).to_have_count(3)
    page.locator(".chip", has_text="Russia").click()
    expect(page.locator("#sentence")).to_contain_text("type is Talks")
    expect(box(page, "party", "Russia")).not_to_be_checked()
    page.locator("#clear-all").click()
    expect(page.locator("#sentence")).to_have_text("Showing all 29 events.")
    expect(box(page, "type", "CONSULT")).not_to_be_checked()


def test_the_chart_shows_exactly_the_events_of_the_list(open_page: Open) -> None:
    page = drawn(open_page("/?party=United+States"))
    ids = page.eval_on_selector_all("#list [data-row]", "rows => rows.map(r => r.dataset.row)")
    marks = page.evaluate("document.getElementById('chart').data.at(-1).customdata")
    assert sorted(ids) == sorted(marks)
    assert len(ids) == 5


def test_searching_keeps_the_focus_and_what_is_typed(open_page: Open) -> None:
    page = drawn(open_page("/"))
    page.keyboard.press("/")
    page.keyboard.type("nuclear pl", delay=120)
    expect(page.locator("#sentence")).to_contain_text("text contains “nuclear pl”")
    page.keyboard.type("ants", delay=60)
    expect(page.locator("#sentence")).to_contain_text("text contains “nuclear plants”")
    expect(page.locator("#q")).to_have_value("nuclear plants")
    expect(page.locator("#q")).to_be_focused()
    page.go_back()
    expect(page.locator("#sentence")).not_to_contain_text("nuclear plants")


def test_ticking_a_box_by_keyboard_keeps_the_focus_on_it(open_page: Open) -> None:
    page = drawn(open_page("/"))
    box(page, "type", "CONSULT").focus()
    page.keyboard.press("Space")
    expect(page.locator("#sentence")).to_contain_text("type is Talks")
    expect(box(page, "type", "CONSULT")).to_be_focused()


def test_no_result_says_so_and_offers_a_way_out(open_page: Open) -> None:
    page = open_page("/?party=Western+officials&type=AID")
    expect(page.locator("#sentence")).to_contain_text("None of 29 events match")
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator("#sentence")).to_have_text("Showing all 29 events.")
    drawn(page)


def test_a_bad_date_is_named_beside_the_results(open_page: Open, watch: Any) -> None:
    watch.allow("400")
    page = drawn(open_page("/"))
    page.locator("#from").fill("13/03/2022")
    page.locator("#from").press("Enter")
    expect(page.locator(".notice.serious")).to_contain_text("13/03/2022")


def test_dragging_over_the_chart_zooms_and_the_address_holds_the_window(open_page: Open) -> None:
    page = drawn(open_page("/"))
    x, _ = place_of(page, STRIKE)
    box = page.locator("#chart .nsewdrag").bounding_box()
    assert box
    y = box["y"] + 160
    page.mouse.move(x - 60, y)
    page.mouse.down()
    page.mouse.move(x, y, steps=4)
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()
    expect(page.locator("#sentence")).to_contain_text("from")
    assert re.search(r"from=2022-03-\d\d&to=2022-03-\d\d", page.url)
    expect(page.locator(".overview")).to_be_visible()
    page.locator("#zoom-all").click()
    expect(page.locator("#sentence")).to_have_text("Showing all 29 events.")


def test_ctrl_and_wheel_zoom_and_the_plain_wheel_scrolls(open_page: Open) -> None:
    page = drawn(open_page("/"))
    x, _ = place_of(page, STRIKE)
    page.mouse.move(x, 500)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(150)
    assert page.evaluate("scrollY") > 0
    assert "from=" not in page.url
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(page.locator("#sentence")).to_contain_text("from")


@pytest.mark.parametrize(
    ("control", "argument"),
    [
        pytest.param("#lanes-type", "by=type", id="lanes by type"),
        pytest.param("#lanes-speaker", "by=speaker", id="lanes by speaker"),
        pytest.param("#lanes-source", "by=source", id="lanes by source"),
        pytest.param("#scale-true", "scale=true", id="the true time scale"),
    ],
)
def test_view_controls_redraw_and_stay_in_the_address(
    open_page: Open, control: str, argument: str
) -> None:
    page = drawn(open_page("/"))
    before = page.evaluate("JSON.stringify(document.getElementById('chart').layout.shapes)")
    page.locator(control).click()
    expect(page.locator(f"{control}[aria-current=true]")).to_be_visible()
    expect(page.locator("#chart-frame")).not_to_have_attribute("aria-busy", "true")
    after = page.evaluate("JSON.stringify(document.getElementById('chart').layout.shapes)")
    assert argument in page.url
    assert before != after


def test_previous_and_next_walk_through_the_list_by_keyboard(open_page: Open) -> None:
    page = drawn(open_page("/?party=United+States"))
    ids = page.eval_on_selector_all("#list [data-row]", "rows => rows.map(r => r.dataset.row)")
    for event_id in ids:
        page.keyboard.press("j")
        expect(panel(page)).to_have_attribute("data-event", event_id)
    page.keyboard.press("k")
    expect(panel(page)).to_have_attribute("data-event", ids[-2])
    page.keyboard.press("Escape")
    expect(panel(page)).not_to_have_class(re.compile("is-open"))
    expect(page.locator(f"#list a[data-event={ids[-2]}]")).to_be_focused()


STEP_AS_SOON_AS_IT_OPENS = """() => new MutationObserver((changes, watching) => {
  const panel = document.getElementById("panel");
  window.opened = [...(window.opened || []), panel.dataset.event];
  if (window.opened.length > 3) return watching.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
}).observe(document.getElementById("panel").parentNode, {childList: true})"""


def test_a_key_pressed_the_moment_a_panel_opens_is_not_lost(open_page: Open) -> None:
    page = drawn(open_page("/?party=United+States"))
    ids = page.eval_on_selector_all("#list [data-row]", "rows => rows.map(r => r.dataset.row)")
    page.evaluate(STEP_AS_SOON_AS_IT_OPENS)
    page.keyboard.press("j")
    expect(panel(page)).to_have_attribute("data-event", ids[3])
    assert page.evaluate("window.opened") == ids[:4]


def test_finding_what_the_pentagon_said_and_copying_its_citation_by_keyboard_alone(
    open_page: Open,
) -> None:
    page = drawn(open_page("/", permissions=["clipboard-read", "clipboard-write"]))
    page.keyboard.press("/")
    page.keyboard.type("pentagon")
    expect(page.locator("#list [data-row]")).to_have_count(1)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.event") == "pentagon-sends-equipment":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.copy") == "cite-plain":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#copied")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Department of Defense is working to send" in copied
    assert "Jack Phillips" in copied


def test_the_question_mark_shows_the_keys(open_page: Open) -> None:
    page = drawn(open_page("/"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()


def test_without_a_script_filters_panel_and_links_work(open_page: Open) -> None:
    page = open_page("/", javascript=False)
    box(page, "party", "Russia").check()
    page.locator("#apply").click()
    assert "party=Russia" in page.url
    page.locator(f"#list a[data-event={STRIKE}]").click()
    expect(page.locator(".quote")).to_contain_text("airstrikes")
    page.locator("#panel-after").click()
    assert "western-officials-escalation" in page.url
    page.locator("#panel-close").click()
    assert "event=" not in page.url


def test_without_a_script_nothing_stands_there_that_needs_one(open_page: Open) -> None:
    page = open_page("/", javascript=False)
    for part in ("#lanes-party", ".overview", "#chart-frame"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".middle .notice")).to_contain_text("needs a script")
    expect(page.locator("#export-menu > summary")).to_be_visible()


def test_the_address_of_an_event_leads_a_phone_to_its_panel(open_page: Open) -> None:
    page = open_page(f"/?event={STRIKE}", viewport=(390, 844))
    expect(page.locator("#panel-title")).to_be_in_viewport()
    expect(open_page("/", viewport=(390, 844)).locator("h1")).to_be_in_viewport()


def test_the_panel_of_an_event_low_in_the_list_shows_its_top(open_page: Open) -> None:
    page = open_page("/")
    last = page.locator("#list a[data-event]").last
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator("#panel-title")).to_be_in_viewport(ratio=1)


def test_the_theme_switch_is_remembered_and_redraws_the_chart(open_page: Open) -> None:
    page = drawn(open_page("/"))
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#chart-frame")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(300)
    assert page.evaluate("document.getElementById('chart').layout.paper_bgcolor") == "#12161c"
    page.reload()
    drawn(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("document.getElementById('chart').layout.paper_bgcolor") == "#12161c"


def test_no_button_sends_the_data_away(open_page: Open) -> None:
    page = drawn(open_page("/"))
    assert page.locator(".modebar-btn").count() == 0
    assert page.get_by_text(re.compile("share|cloud", re.I)).count() == 0


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_image_is_named_after_the_view_and_says_what_it_shows(
    open_page: Open, kind: str, tmp_path: Any
) -> None:
    page = drawn(open_page("/?party=Russia&type=CONSULT"))
    page.locator("#export-menu summary").click()
    with page.expect_download() as started:
        page.locator(f"button[data-image={kind}]").click()
    download = started.value
    assert download.suggested_filename == (
        f"conflict-timeline_party-russia_type-talks_3-of-29.{kind}"
    )
    saved = tmp_path / download.suggested_filename
    download.save_as(saved)
    data = saved.read_bytes()
    if kind == "png":
        assert data.startswith(b"\x89PNG")
        assert int.from_bytes(data[16:20]) == 2400
        return
    text = re.sub(r"<[^>]+>", " ", data.decode())
    for words in (
        "Showing 3 of 29 events",
        "Jack Phillips",
        "Reuters",
        "exported",
        "without events",
    ):
        assert words in text, words


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("query", ["/", "/?by=type", "/?by=speaker", "/?scale=true"])
def test_no_title_in_the_chart_is_cut_or_covered(open_page: Open, width: int, query: str) -> None:
    page = drawn(open_page(query, viewport=(width, 900)))
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('#chart .annotation')].map(note => {
          const box = note.getBoundingClientRect();
          return [box.left, box.top, box.right, box.bottom, note.textContent];
        })"""
    )
    frame = page.evaluate(
        "(() => { const b = document.getElementById('chart').getBoundingClientRect();"
        " return [b.left, b.right]; })()"
    )
    assert len(boxes) >= 29
    for left, _, right, _, text in boxes:
        assert left >= frame[0] - 1, text
        assert right <= frame[1] + 1, text
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one[2] <= other[0] + 1
                or other[2] <= one[0] + 1
                or one[3] <= other[1] + 2
                or other[3] <= one[1] + 2
            )
            assert apart, f"{one[4]!r} and {other[4]!r} overlap"


def test_the_page_never_scrolls_sideways(open_page: Open) -> None:
    for width in (1440, 1024, 390, 320):
        page = open_page(f"/?event={STRIKE}", viewport=(width, 800))
        page.wait_for_selector("#chart[data-drawn]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize(
    ("zone", "locale"), [("America/Los_Angeles", "en-US"), ("Pacific/Auckland", "ar-EG")]
)
def test_dates_do_not_depend_on_where_the_reader_is(
    open_page: Open, zone: str, locale: str
) -> None:
    page = drawn(open_page("/", timezone=zone, locale=locale))
    x = page.evaluate("document.getElementById('chart').data.at(-1).x")
    reference = drawn(open_page("/"))
    assert reference.evaluate("document.getElementById('chart').data.at(-1).x") == x
    ticks = page.evaluate("document.getElementById('chart').layout.xaxis.ticktext")
    assert "13 Mar" in ticks


def tap_title(page: Page, words: str) -> None:
    """Tap the middle of a title in the chart."""
    page.locator("#chart .annotation", has_text=words).scroll_into_view_if_needed()
    box = page.locator("#chart .annotation", has_text=words).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_phone_can_open_an_event_by_touch(open_page: Open) -> None:
    page = drawn(open_page("/", viewport=(390, 844), has_touch=True, is_mobile=True))
    tap_title(page, "Putin says")
    expect(panel(page)).to_have_attribute("data-event", "putin-positive-shifts")


PAGES = ["/", f"/?event={STRIKE}", "/?party=Western+officials&type=AID", "/sources"]
PAGES += ["/sources/ceasefire-talks-2022", "/codebook", "/help", "/problems"]
PAGES += [f"/events/{STRIKE}", "/nowhere"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(
    open_page: Open, axe: Any, watch: Any, path: str, scheme: str, width: int
) -> None:
    watch.allow("404")
    page = open_page(path, viewport=(width, 844), color_scheme=scheme)
    if page.locator("#chart").count():
        drawn(page) if "event" in path or path == "/" else None
    assert axe(page) == []


def test_on_paper_each_event_has_its_words_and_who_published_them(open_page: Open) -> None:
    page = drawn(open_page("/?party=Western+officials"))
    words = page.locator("#list .on-paper")
    expect(words).to_be_hidden()
    page.emulate_media(media="print")
    expect(words).to_be_visible()
    expect(words).to_contain_text("described the incident as an escalation")
    expect(words.locator("cite")).to_have_text("The Epoch Times")
