"""Three levels of detail in a real browser: from a strip of counts to one event, and its page.

Tables of 300, 3,000 and 8,000 events: more than are labelled, more than one page of the list, more
than are drawn one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tools.browser import wait_until_drawn

pytestmark = pytest.mark.browser
MakeApp = Callable[..., Flask]
OpenPage = Callable[..., Page]
KINDS = ("ASSAULT", "CONSULT", "PROTEST", "STATEMENT")
DRAWN_AS = """level => document.getElementById("chart").dataset.drawn === level
  && !document.getElementById("chart-frame").hasAttribute("aria-busy")"""


def table(size: int) -> list[dict[str, str]]:
    """Events over two years, by five parties in turn."""
    return [
        {
            "event_id": f"event-{n:05d}",
            "title": f"Thing number {n:05d} happens",
            "date": str(date(2021, 1, 1) + timedelta(days=n * 730 // size)),
            "actors": f"Party {'ABCDE'[n % 5]}",
            "event_type": KINDS[n % 4],
        }
        for n in range(size)
    ]


@pytest.fixture
def open_table(
    serve: Callable[[Flask], str], open_page: OpenPage, make_app: MakeApp
) -> Callable[..., Page]:
    """A function that opens a path on a table of some size, and waits for the chart.

    `serve` comes first here and below, so that pages are closed before what they talk to.
    """

    def open_(size: int, path: str = "/", **options: Any) -> Page:
        page = open_page(path, at=serve(make_app(table(size))), **options)
        wait_until_drawn(page)
        return page

    return open_


def level(page: Page, expected: str) -> None:
    page.wait_for_function(DRAWN_AS, arg=expected)


def query(page: Page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def place(page: Page, event_id: str) -> tuple[float, float]:
    """Where on the screen the mark of an event is."""
    found = page.evaluate(
        """async id => {
          const url = window.timelineChart.figureUrl({
            w: Math.floor(document.getElementById("chart-frame").clientWidth),
            theme: window.timelineTheme(),
          });
          const meta = (await (await fetch(url)).json()).meta;
          const box = document.getElementById("chart").getBoundingClientRect();
          const [x, y] = meta.rows[id];
          return [box.left + meta.margin.l + x, box.top + meta.margin.t + y];
        }""",
        event_id,
    )
    return found[0], found[1]


def darkest_cell(page: Page) -> tuple[float, float, list[str]]:
    """Middle of the cell with most events, on the screen, and its window."""
    found = page.evaluate(
        """() => {
          const chart = document.getElementById("chart");
          const trace = chart.data[0];
          const count = text => Number(text.split(" ")[0].replace(/,/g, ""));
          const best = trace.hovertext.reduce(
            (top, text, i) => (count(text) > count(trace.hovertext[top]) ? i : top), 0);
          const box = chart.getBoundingClientRect();
          const margin = chart._fullLayout._size;
          return [box.left + margin.l + trace.base[best] + trace.x[best] / 2,
                  box.top + margin.t + trace.y[best], trace.hovertext[best]];
        }"""
    )
    return found[0], found[1], str(found[2]).split("<br>")


def panel_of(page: Page, event_id: str) -> None:
    expect(page.locator(f'#panel[data-event="{event_id}"]')).to_be_visible()


def first_after(page: Page, position: int) -> str:
    """The id of an event by its place in the whole list."""
    link = page.locator("#list a[data-event]").nth(position)
    return str(link.get_attribute("data-event"))


def test_sixty_events_have_labels_more_have_marks_very_many_are_counted(open_table):
    for size, drawn in ((50, "labelled"), (300, "stacked"), (8000, "heat")):
        level(open_table(size), drawn)


@pytest.mark.parametrize("size", [300, 3000])
def test_a_click_on_a_mark_opens_its_panel_on_whichever_page_it_is_listed(open_table, size):
    page = open_table(size, f"/?page={-(-size // 200)}")
    level(page, "stacked")
    last = first_after(page, -1)
    page.goto(page.url.split("?")[0])
    wait_until_drawn(page)
    expect(page.locator("#list-range")).to_contain_text("Events 1 to 200")
    x, y = place(page, last)
    page.evaluate("y => scrollTo(0, Math.max(0, y - innerHeight / 2))", y)
    x, y = place(page, last)
    page.mouse.click(x, y)
    panel_of(page, last)
    expect(page.locator("#list-range")).to_contain_text(f"of {size:,}")
    expect(page.locator(f'#list a[data-event="{last}"]')).to_have_attribute("aria-current", "true")
    assert query(page) == {"event": last, "page": str(-(-size // 200))}
    expect(page.locator("#panel-title")).to_be_focused()


def test_no_two_marks_lie_on_the_same_spot(open_table):
    page = open_table(3000)
    same = page.evaluate(
        """() => {
          const marks = document.getElementById("chart").data[2];
          const spots = marks.x.map((x, i) => [Math.round(x), marks.y[i]].join());
          return spots.length - new Set(spots).size;
        }"""
    )
    assert same == 0


def test_j_and_k_go_on_across_the_pages_of_the_list(open_table):
    page = open_table(300)
    page.locator("#list a[data-event]").nth(198).click()
    expect(page.locator("#panel .nth")).to_have_text("199 of 300")
    page.keyboard.press("j")
    expect(page.locator("#panel .nth")).to_have_text("200 of 300")
    page.keyboard.press("j")
    expect(page.locator("#panel .nth")).to_have_text("201 of 300")
    expect(page.locator("#list-range")).to_have_text("Events 201 to 300 of 300")
    expect(page.locator("#panel-title")).to_be_focused()
    assert query(page)["page"] == "2"
    page.keyboard.press("j")
    expect(page.locator("#panel .nth")).to_have_text("202 of 300")
    page.keyboard.press("k")
    expect(page.locator("#panel .nth")).to_have_text("201 of 300")
    page.keyboard.press("k")
    expect(page.locator("#panel .nth")).to_have_text("200 of 300")
    expect(page.locator("#list-range")).to_have_text("Events 1 to 200 of 300")
    assert "page" not in query(page)
    page.go_back()
    expect(page.locator("#list-range")).to_have_text("Events 201 to 300 of 300")


def test_the_chart_is_not_drawn_again_for_another_page(open_table):
    page = open_table(300)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "figure.json" in r.url else None)
    page.locator('#list a[data-page="next"]').first.click()
    expect(page.locator("#list-range")).to_have_text("Events 201 to 300 of 300")
    assert asked == []


def test_a_page_is_reached_by_its_number(open_table):
    page = open_table(3000)
    box = page.locator("#list .pages input[name=page]").first
    box.fill("7")
    box.press("Enter")
    expect(page.locator("#list-range")).to_have_text("Events 1,201 to 1,400 of 3,000")
    assert query(page) == {"page": "7"}


def test_a_click_on_a_cell_zooms_to_its_window_and_goes_down_a_level(open_table):
    page = open_table(8000)
    level(page, "heat")
    x, y, words = darkest_cell(page)
    page.mouse.click(x, y)
    page.wait_for_url(re.compile("from=.*to="))
    level(page, "stacked")
    expect(page.locator("svg.overview .window")).to_have_count(1)
    count = int(page.locator("#sentence").inner_text().split(" ")[1].replace(",", ""))
    assert 0 < count <= 5000
    assert int(words[0].split(" ")[0].replace(",", "")) <= count


def test_a_cell_that_cannot_be_divided_leads_to_the_list(
    serve: Callable[[Flask], str], open_page: OpenPage, make_app: MakeApp
) -> None:
    rows = [row | {"date": "2022-03-01"} for row in table(6000)]
    page = open_page("/?from=2022-03-01&to=2022-03-01", at=serve(make_app(rows)))
    level(page, "heat")
    x, y, _ = darkest_cell(page)
    page.mouse.click(x, y)
    expect(page.locator("#list-title")).to_be_focused()


def test_zoom_and_pan_ask_again(open_table):
    page = open_table(8000)
    level(page, "heat")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "figure.json" in r.url else None)
    sentence = page.locator("#sentence")
    whole = sentence.inner_text()
    page.locator("#zoom-in").click()
    expect(sentence).not_to_have_text(whole)
    inner, window = sentence.inner_text(), query(page)
    page.locator("#zoom-later").click()
    expect(sentence).not_to_have_text(inner)
    assert query(page)["from"] > window["from"]
    page.locator("#zoom-all").click()
    expect(sentence).to_have_text(whole)
    level(page, "heat")
    assert len(asked) == 3


def test_dragging_zooms_and_the_overview_shows_where(open_table):
    page = open_table(3000)
    box = page.locator("#chart").bounding_box()
    expect(page.locator("svg.overview")).to_have_count(0)
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 90, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile("from=.*to="))
    expect(page.locator("svg.overview .window")).to_have_count(1)


def test_from_the_strip_to_one_event_by_keyboard_alone(open_table):
    page = open_table(8000)
    level(page, "heat")
    for _ in range(12):
        before = page.locator("#sentence").inner_text()
        page.keyboard.press("+")
        expect(page.locator("#sentence")).not_to_have_text(before)
        if int(page.locator("#sentence").inner_text().split(" ")[1].replace(",", "")) <= 60:
            break
    level(page, "labelled")
    page.keyboard.press("j")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel.is-open")).to_have_count(0)


def test_finding_a_value_without_a_mouse(
    serve: Callable[[Flask], str], open_page: OpenPage, make_app: MakeApp, axe: Any
) -> None:
    rows = [row | {"actors": f"Group {n:03d}"} for n, row in enumerate(table(300))]
    page = open_page("/", at=serve(make_app(rows)))
    page.locator(".more a").first.focus()
    page.keyboard.press("Enter")
    page.locator("#find").focus()
    page.keyboard.type("group 123")
    expect(page.locator(".value-list li")).to_have_count(1)
    assert query(page)["find"] == "group 123"
    assert axe(page) == []
    page.keyboard.press("Tab")
    page.locator(".value-list a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("party is Group 123")
    assert axe(page) == []


def test_values_and_pages_work_without_a_script(
    serve: Callable[[Flask], str], open_page: OpenPage, make_app: MakeApp
) -> None:
    rows = [row | {"actors": f"Group {n:03d}"} for n, row in enumerate(table(300))]
    site = serve(make_app(rows))
    page = open_page("/", at=site, javascript=False)
    page.locator("#list .pages input[name=page]").first.fill("2")
    page.locator("#list .pages button").first.click()
    expect(page.locator("#list-range")).to_have_text("Events 201 to 300 of 300")
    page.locator(".more a").first.click()
    page.locator("#find").fill("group 123")
    page.locator(".find button").click()
    page.locator(".value-list a").click()
    expect(page.locator("#sentence")).to_contain_text("party is Group 123")
