"""Events that several sources report: in the lanes, filters, citations and exports of each."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.newsroom import OTHER_STORY, STORY, accept_all, kept, newsroom, workspace_of
from webapp.chart.figure import build_figure
from webapp.chart.lanes import assign_lanes
from webapp.export.citations import cite_key
from webapp.query.args import ViewArgs, read_args
from webapp.query.select import Selection
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.workspace.live import LiveWorkspace

THIRD_STORY = """A third paper writes of the war

The Third Paper
March 15, 2022

Troops were shelling a village on March 11, a mayor said.
"""


@pytest.fixture
def app(tmp_path) -> Flask:
    """Two articles on talks and a shelling; the second names another party for the shelling. A
    third has the shelling alone. All three reports of it are linked."""
    app = newsroom(tmp_path / "desk")
    held = workspace_of(app)
    names = [
        kept(app, text, publisher=publisher, published=day)
        for text, publisher, day in (
            (STORY, "The Paper", "2022-03-13"),
            (OTHER_STORY, "The Other Paper", "2022-03-14"),
            (THIRD_STORY, "The Third Paper", "2022-03-15"),
        )
    ]
    reports = [
        next(item for item in accept_all(app, name) if item.fields["event_type"] == "ASSAULT")
        for name in names
    ]
    changed = {"actors": "Sudland", "recipients": "Westland", "title": "Westland is shelled"}
    held.edit(reports[1].id, reports[1].version, changed, "ann")
    held.link([item.id for item in reports], "ann")
    return app


@pytest.fixture
def data(app: Flask) -> Dataset:
    return LiveWorkspace(workspace_of(app)).get().dataset


FIRST, SECOND, THIRD = (
    "the-paper-norland-and-sudland-meet-in-the-capital",
    "the-other-paper-talks-between-norland-and-sudland-end",
    "the-third-paper-a-third-paper-writes-of-the-war",
)


def view(data: Dataset, **given: str) -> View:
    args, notices = read_args(
        {name: [value] for name, value in given.items()}, data.party_names, data.source_names
    )
    assert notices == []
    return View(data, args)


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_the_example_is_as_the_tests_say(data: Dataset) -> None:
    assert data.events["source_id"].astype(str).tolist() == [FIRST, FIRST, SECOND]
    assert data.events["reports"].tolist()[0] == 3
    assert [cells["source_id"] for cells in data.others[data.record(0)["event_id"]]] == [
        SECOND,
        THIRD,
    ]


# Filters

FILTERS = [
    # arguments, events that pass
    ({}, 3),
    ({"source": FIRST}, 2),
    ({"source": SECOND}, 2),
    ({"source": THIRD}, 1),
    ({"party": "Westland"}, 1),
    ({"party": "Sudland"}, 3),
    ({"party": "Norland"}, 2),
    ({"party": "Westland", "source": FIRST}, 1),
    ({"party": "Norland", "source": THIRD}, 0),
]


@pytest.mark.parametrize(("given", "count"), FILTERS)
def test_an_event_passes_a_filter_by_any_of_its_reports(
    given: dict[str, str], count: int, data: Dataset
) -> None:
    assert view(data, **given).count == count


@pytest.mark.parametrize(
    ("given", "name"), [({}, "source"), ({}, "party"), ({"party": "Westland"}, "source")]
)
def test_a_facet_says_how_many_events_choosing_it_leaves(
    given: dict[str, str], name: str, data: Dataset
) -> None:
    found = view(data, **given).selection.facet(name)
    told = {value: view(data, **given, **{name: value}).count for value in found}
    assert found == told
    assert list(found) == list(data.source_names if name == "source" else data.party_names)


def test_a_source_that_never_stands_first_may_be_asked_for(app: Flask) -> None:
    page = soup(app.test_client().get(f"/?source={THIRD}").text)
    assert "Showing 1 of 3 events (3 reports)" in page.select_one("#sentence").get_text()
    assert page.select_one(f"input[name=source][value='{THIRD}'][checked]")


# Lanes


def test_by_source_an_event_stands_in_the_lane_of_each_source(data: Dataset) -> None:
    by_source = view(data, by="source")
    lanes = assign_lanes(by_source)
    shelled = data.record(0)
    places = lanes.of(shelled, data.others[shelled["event_id"]])
    assert [lanes.names[place] for place in places] == [
        STORY.splitlines()[0],
        OTHER_STORY.splitlines()[0],
        THIRD_STORY.splitlines()[0],
    ]
    assert view(data, by="source").selection.by_value("source_id") == {
        FIRST: 2,
        SECOND: 2,
        THIRD: 1,
    }
    marks = build_figure(by_source)["data"][-1]
    assert sorted(marks["customdata"]).count(shelled["event_id"]) == 3
    assert len(set(zip(marks["customdata"], marks["y"], strict=True))) == 5
    assert build_figure(by_source)["meta"]["rows"].keys() == set(data.events["event_id"])


@pytest.mark.parametrize("by", ["party", "type", "speaker"])
def test_by_anything_else_it_stands_once(by: str, data: Dataset) -> None:
    marks = build_figure(view(data, by=by))["data"][-1]
    assert sorted(marks["customdata"]) == sorted(data.events["event_id"])


def test_by_source_the_open_event_is_ringed_in_its_own_lane(data: Dataset) -> None:
    figure = build_figure(view(data, by="source"))
    name = data.record(0)["event_id"]
    marks = figure["data"][-1]
    places = [y for event, y in zip(marks["customdata"], marks["y"], strict=True) if event == name]
    assert figure["meta"]["rows"][name][1] == min(places), "the first lane is that of its source"


@pytest.mark.parametrize("given", [{}, {"source": SECOND}, {"party": "Norland"}])
def test_counts_by_lane_are_those_of_the_marks(given: dict[str, str], data: Dataset) -> None:
    chosen = view(data, by="source", **given)
    lanes = assign_lanes(chosen)
    counts = chosen.selection.by_lane("source_id", lanes.places, len(lanes.names)).sum(axis=1)
    drawn = np.zeros(len(lanes.names), dtype=int)
    for row in chosen.rows:
        event = data.record(int(row))
        for lane in lanes.of(event, data.others.get(event["event_id"], ())):
            drawn[lane] += 1
    assert counts.tolist() == drawn.tolist()


def test_sources_that_share_a_lane_have_an_event_once_in_it(data: Dataset) -> None:
    selection = Selection(data, ViewArgs().filters)
    counts = selection.by_lane("source_id", {FIRST: 0, SECOND: 1, THIRD: 1}, 2).sum(axis=1)
    assert counts.tolist() == [2, 2]
    assert selection.by_lane("source_id", {}, 1).sum() == 3


def test_the_chart_says_that_marks_repeat_and_the_list_does_not(app: Flask) -> None:
    client = app.test_client()
    page = soup(client.get("/?by=source").text)
    words = page.select_one("#several-lanes").get_text()
    assert (
        words == "1 event stands in the lanes of all sources that report it; the list has it once."
    )
    assert len(page.select("#list .row")) == 3
    assert not soup(client.get("/").text).select("#several-lanes")
    assert not soup(client.get("/?by=source&type=CONSULT").text).select("#several-lanes")


# Citations


def test_every_form_of_a_citation_has_one_entry_for_each_report(app: Flask, data: Dataset) -> None:
    event = data.record(0)["event_id"]
    panel = soup(app.test_client().get(f"/events/{event}").text)
    assert "one for each of 3 reports" in panel.select_one("#cite-fold summary").get_text()
    forms = {pre["id"]: pre.get_text() for pre in panel.select("#cite-fold pre")}
    assert forms.keys() == {"cite-plain", "cite-bibtex", "cite-ris", "cite-csl"}
    plain = forms["cite-plain"].splitlines()
    assert ["Paper, 13" in plain[0], "Other Paper, 14" in plain[1], "Third Paper, 15" in plain[2]]
    assert len(plain) == 3
    assert "Seven people had died" in plain[1]
    assert "Westland is shelled" in plain[1]
    keys = [cite_key(source) for source in (FIRST, SECOND, THIRD)]
    assert [line.split("{")[1].split(":")[0] for line in forms["cite-bibtex"].splitlines()
            if line.startswith("@misc{")] == keys  # fmt: skip
    ris = forms["cite-ris"].splitlines()
    assert [line for line in ris if line.startswith(("TY", "ER"))] == ["TY  - GEN", "ER  - "] * 3
    assert len({line for line in ris if line.startswith("ID")}) == 3
    csl = json.loads(forms["cite-csl"])
    assert [item["publisher"] for item in csl] == [
        "The Paper",
        "The Other Paper",
        "The Third Paper",
    ]
    assert len({item["id"] for item in csl}) == 3


def test_an_event_with_one_report_has_one_citation(app: Flask, data: Dataset) -> None:
    event = data.record(2)["event_id"]
    panel = soup(app.test_client().get(f"/events/{event}").text)
    assert panel.select_one("#cite-fold summary").get_text() == "Citation as text"
    assert len(json.loads(panel.select_one("#cite-csl").get_text())) == 1


# Exports


@pytest.mark.parametrize("form", ["bib", "ris", "csl.json", "sources.csv", "csv", "json", "html"])
def test_an_export_names_every_source_of_its_events(form: str, app: Flask) -> None:
    text = app.test_client().get(f"/export.{form}?party=Westland").text
    for publisher in ("The Paper", "The Other Paper", "The Third Paper"):
        assert publisher in text, publisher


def test_data_for_programs_have_the_cells_of_the_other_reports(app: Flask) -> None:
    events = json.loads(app.test_client().get("/export.json").text)["events"]
    told = [[other["source_id"] for other in event.get("other_reports", [])] for event in events]
    assert told == [[SECOND, THIRD], [], []]
    assert events[0]["other_reports"][0]["recipients"] == "Westland"
    assert "speaker" not in events[0]["other_reports"][0], "empty cells are left out"


def test_a_slide_names_every_source_of_its_event(app: Flask) -> None:
    slides = json.loads(app.test_client().get("/export.timelinejs.json").text)["events"]
    named = [[paper in slide["text"]["text"] for paper in ("Other Paper", "Third Paper")]
             for slide in slides]  # fmt: skip
    assert named == [[True, True], [False, False], [True, False]]


def test_the_page_in_one_file_cites_every_report(app: Flask) -> None:
    page = soup(app.test_client().get("/export.html").text)
    cited = [len(event.select("details p:-soup-contains('Event “')")) for event in
             page.select("li.event")]  # fmt: skip
    assert cited == [3, 1, 1]


# The newest


def test_a_change_of_another_report_is_seen_at_once(app: Flask) -> None:
    held = workspace_of(app)
    live = LiveWorkspace(held)
    assert "Eastland" not in live.get().dataset.party_names
    other = next(item for item in held.items(THIRD) if item.fields["event_type"] == "ASSAULT")
    held.edit(other.id, other.version, {"recipients": "Eastland"}, "ann")
    data = live.get().dataset
    assert view(data, party="Eastland").count == 1


def test_a_table_without_other_reports_is_as_before(data: Dataset) -> None:
    plain = replace(data, others={}, memo={})
    assert (plain.also_rows, plain.also_parties) == ({}, {})
    assert plain.party_names == plain.parties.names
    assert View(plain, ViewArgs(by="source")).in_several_lanes == 0
