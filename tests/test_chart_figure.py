"""The figure of a view: Plotly takes it, it shows every event once, and at the right level."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from webapp.chart.figure import LABELLED_MOST, STACKED_MOST, FigureOptions, build_figure
from webapp.chart.marks import plotly_text
from webapp.chart.notes import CUT_FONT
from webapp.chart.textfit import DEFAULT_SPREAD, text_width
from webapp.chart.zoom import overview, window_text, zoom_links
from webapp.export.figure import captioned_figure
from webapp.model.dates import parse_date
from webapp.model.days import to_day
from webapp.query.args import LANES, SCALES, ViewArgs
from webapp.query.view import View
from webapp.store.load import load_dataset

TODAY = date(2026, 11, 23)
STATUSES = ("reported", "claimed", "alleged", "expected")
TYPES = ("CONSULT", "ASSAULT", "STATEMENT", "AID", "OTHER")


def some_rows(count, days=400):
    """Events over some days; parties, types, statuses and speakers vary."""
    return [
        {
            "date": f"20{15 + n % 7}-{n % 12 + 1:02d}-{n * days // count % 28 + 1:02d}",
            "event_type": TYPES[n % 5],
            "claim_status": STATUSES[n % 4],
            "actors": ("A", "B", "A;B", "")[n % 4],
            "recipients": ("B", "A", "", "C")[n % 4],
            "speaker": f"Speaker {n % 6}" if n % 4 else "",
        }
        for n in range(count)
    ]


@pytest.fixture
def make_view(make_files):
    def make(rows, name="table", **args):
        return View(load_dataset(*make_files(rows, name=name)), ViewArgs(**args))

    return make


def window(first, last):
    return {"first": parse_date(first), "last": parse_date(last)}


def drawn_ids(figure):
    return next(trace["customdata"] for trace in figure["data"] if trace["name"] == "Events")


def test_a_plotly_figure_takes_every_kind_of_picture_of_the_shipped_table(dataset):
    for by in LANES:
        for scale in SCALES:
            view = View(dataset, ViewArgs(by=by, scale=scale))
            for theme, width in (("light", 1080), ("dark", 360)):
                figure = build_figure(view, FigureOptions(width=width, theme=theme))
                go.Figure(data=figure["data"], layout=figure["layout"])
                assert sorted(drawn_ids(figure)) == sorted(dataset.events["event_id"])


@pytest.mark.parametrize(
    ("count", "level"), [(0, "labelled"), (1, "labelled"), (61, "stacked"), (5_001, "heat")]
)
def test_a_plotly_figure_takes_every_level(make_view, count, level):
    view = make_view(some_rows(count))
    for theme, width in (("light", 1080), ("dark", 300)):
        options = FigureOptions(width=width, theme=theme)
        for make in (build_figure, captioned_figure):
            figure = make(view, options)
            assert figure["meta"]["level"] == level
            assert go.Figure(data=figure["data"], layout=figure["layout"]).layout.width == width


@pytest.mark.parametrize(
    ("count", "level"),
    [
        pytest.param(LABELLED_MOST, "labelled", id="60 events have titles"),
        pytest.param(LABELLED_MOST + 1, "stacked", id="61 are stacked"),
        pytest.param(STACKED_MOST, "stacked", id="5,000 are still stacked"),
        pytest.param(STACKED_MOST + 1, "heat", id="more are counted"),
    ],
)
def test_the_level_follows_from_how_many_events_are_in_view(make_view, count, level):
    # Over 5,000 days, so that they could all be stacked.
    rows = [
        {"date": f"{2000 + n // 336:04d}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}"}
        for n in range(count)
    ]
    figure = build_figure(make_view(rows), FigureOptions(width=4000))
    assert figure["meta"]["level"] == level
    if level != "heat":
        assert len(set(drawn_ids(figure))) == len(drawn_ids(figure)) == count
    else:
        assert len(figure["data"][0]["x"]) < 4000


def test_a_day_too_dense_to_stack_is_counted(make_view):
    figure = build_figure(make_view([{}] * 5001))
    assert figure["meta"]["level"] == "heat"
    assert figure["meta"]["cells"] == [["2022-03-13", "2022-03-13"]]
    assert figure["data"][0]["hovertext"][0].startswith("5,001 events<br>A &amp; B<br>13 March")


def test_a_filter_brings_the_labels_back(make_view):
    rows = some_rows(100)
    assert build_figure(make_view(rows))["meta"]["level"] == "stacked"
    figure = build_figure(make_view(rows, type=("AID",)))
    assert figure["meta"]["level"] == "labelled"
    assert len(drawn_ids(figure)) == 20


def test_the_shipped_dates_are_drawn_as_they_are_known(dataset):
    figure = build_figure(View(dataset, ViewArgs()))
    bars, arrows, marks = figure["data"]
    barred = set(bars["customdata"])
    events = dataset.events.set_index("event_id")
    for event_id, precision in events["precision"].items():
        vague = precision != "day" or events.at[event_id, "approximate"]
        assert (event_id in barred) == vague, event_id
    assert len(arrows["x"]) == (events["precision"] == "open").sum()
    assert set(arrows["marker"]["symbol"]) == {"arrow-left"}
    for event_id in events.index[events["approximate"]]:
        parts = [n for n, of in enumerate(bars["customdata"]) if of == event_id]
        fills = {bars["marker"]["color"][n] for n in parts}
        assert len(fills) > 5, "soft ends fade"
    for event_id, symbol in zip(marks["customdata"], marks["marker"]["symbol"], strict=True):
        reported = events.at[event_id, "claim_status"] == "reported"
        assert symbol.endswith("-open") != reported


def test_pieces_of_a_bar_fill_its_span_and_no_more(dataset):
    figure = build_figure(View(dataset, ViewArgs()))
    bars = figure["data"][0]
    width = figure["meta"]["plot"][0]
    for left, length in zip(bars["base"], bars["x"], strict=True):
        assert length >= 0
        assert left >= -17
        assert left + length <= width + 17


def words_in(figure):
    return [re.sub("<br>", " ", note["text"]) for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("status", ["claimed", "alleged", "expected"])
@pytest.mark.parametrize("width", [280, 620, 1080])
@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Side A will meet side B soon", id="a short title"),
        pytest.param("Side A meets side B " * 60, id="a title far too long"),
    ],
)
def test_a_claim_carries_its_speaker_in_label_and_hover(make_view, status, width, title):
    rows = [{"claim_status": status, "speaker": "Maria Example", "title": title}]
    figure = build_figure(make_view(rows), FigureOptions(width=width, spread=1.4))
    said = f"{status} by Maria Example"
    label = next(n for n in figure["layout"]["annotations"] if n.get("name") == "event-1")
    assert said in label["text"].replace("<br>", " ")
    assert said in figure["data"][2]["hovertext"][0].replace("<br>", " ")


def test_a_claim_without_a_speaker_says_that_none_is_named(make_view):
    figure = build_figure(make_view([{"claim_status": "alleged"}]))
    assert any("alleged by a speaker whom the table does not name" in w for w in words_in(figure))


def test_events_that_may_lie_outside_the_window_are_marked(make_view):
    rows = [{"date": "2022-03"}, {"date": "2022-03-13"}]
    figure = build_figure(make_view(rows, **window("2022-03-10", "2022-03-20")))
    labels = {n["name"]: n["text"] for n in figure["layout"]["annotations"] if "name" in n}
    assert labels["event-1"].replace("<br>", " ").endswith("(possibly)")
    assert "possibly" not in labels["event-2"]
    assert "possibly outside" in figure["data"][2]["hovertext"][0]


def test_nothing_of_plotlys_own_markup_is_left_in_what_is_shown(make_view):
    evil = '<b>x</b><a href="javascript:alert(1)">y</a>&lt;i&gt;%{customdata}'
    rows = [{"title": evil, "actors": evil, "quote": evil, "speaker": evil}]
    figure = build_figure(make_view(rows))
    for text in [
        *words_in(figure),
        *(t.replace("<br>", "") for t in figure["data"][2]["hovertext"]),
    ]:
        assert "<" not in text
        assert "&lt;i" not in text.replace("&amp;lt;i", "")
    assert plotly_text("a<b>&\u202e\x00") == "a&lt;b&gt;&amp;\ufffd\ufffd"


@pytest.mark.parametrize("width", [280, 400, 620, 800])
def test_the_words_of_cuts_never_lie_on_each_other(make_view, width):
    rows = [{"date": day} for day in ("1203-05-01", "1911-11-20", "1986-04-26", "2022-03-13")]
    rows += [{"date": "1911-11-21", "title": "A title that is long enough " * 3}] * 3
    figure = build_figure(make_view(rows), FigureOptions(width=width, spread=1.4))
    plot = figure["meta"]["plot"][0]
    above = sorted(
        (n["x"] * plot, n["x"] * plot + text_width(n["text"], CUT_FONT, 1.4))
        for n in figure["layout"]["annotations"]
        if n["font"]["size"] == CUT_FONT and "textangle" not in n
    )
    for one, other in pairwise(above):
        assert one[1] < other[0]
    assert all(left >= 0 and right <= plot + 12 for left, right in above)
    assert len(figure["meta"]["cuts"]) == len(figure["meta"]["scale"]) - 1


def test_an_undated_table_has_no_ticks_that_would_invent_a_date(make_view):
    figure = build_figure(make_view([{"date": "XXXX"}, {"date": "../.."}]))
    assert figure["layout"]["xaxis"]["ticktext"] == []
    assert sorted(drawn_ids(figure)) == ["event-1", "event-2"]
    empty = build_figure(make_view([], name="empty"))
    assert empty["layout"]["xaxis"]["ticktext"] == []


@pytest.mark.parametrize(
    ("day", "written"),
    [
        pytest.param(to_day(2022, 3, 13), "2022-03-13", id="a day"),
        pytest.param(to_day(-44, 3, 15), "-0044-03-15", id="before year 0"),
        pytest.param(to_day(12_000, 5, 1), "Y12000", id="no days beyond four digits"),
        pytest.param(to_day(300_000, 1, 1), "Y250000", id="never beyond what the app takes"),
        pytest.param(to_day(-300_000, 1, 1), "Y-250000", id="nor before it"),
    ],
)
def test_days_become_arguments_that_the_app_reads(day, written):
    assert window_text(day) == written
    assert parse_date(written).earliest is not None


FAR = ["-0044-03-15", "Y-12000", "Y12000", "Y250000", "Y-250000", "2022-03-13", "XXXX"]


@pytest.mark.parametrize("args", [{}, window("Y-250000", "Y250000"), window("Y200000", "Y240000")])
def test_years_far_from_ours_can_be_drawn_and_zoomed(make_view, args):
    view = make_view([{"date": day} for day in FAR], **args)
    for width in (280, 1080):
        figure = build_figure(view, FigureOptions(width=width))
        assert len(drawn_ids(figure)) == view.count
    assert all(link.url == "" or link.url.startswith("/") for link in zoom_links(view))
    assert overview(view) is None or overview(view).bars


def test_a_cell_of_far_years_leads_to_a_window_that_can_be_read(make_view):
    rows = [{"date": f"Y{12000 + n % 50}"} for n in range(STACKED_MOST + 1)]
    figure = build_figure(make_view(rows))
    for first, last in figure["meta"]["cells"]:
        assert parse_date(first).earliest <= parse_date(last).latest


@pytest.mark.parametrize("width", [280, 619, 620, 4000])
def test_lane_names_and_titles_lie_within_the_picture(dataset, width):
    figure = build_figure(View(dataset, ViewArgs(by="speaker")), FigureOptions(width=width))
    layout, (plot, _) = figure["layout"], figure["meta"]["plot"]
    assert plot + layout["margin"]["l"] + layout["margin"]["r"] == pytest.approx(width)
    for note in layout["annotations"]:
        if "textangle" in note:
            continue
        x = note["x"] * plot
        lines = note["text"].split("<br>")
        size = note["font"]["size"] * (1.08 if note["font"].get("weight") else 1)
        wide = max(text_width(line, size, DEFAULT_SPREAD) for line in lines)
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]]
        assert x - shift * wide >= -layout["margin"]["l"] - 1, note["text"]
        assert x + (1 - shift) * wide <= plot + layout["margin"]["r"] + 1, note["text"]


@pytest.mark.parametrize("level", [29, 300, 6_000])
def test_the_caption_lies_outside_the_plot_and_grows_the_picture(make_view, level):
    view = make_view(some_rows(level))
    plain, captioned = build_figure(view), captioned_figure(view, today=TODAY)
    assert captioned["layout"]["height"] > plain["layout"]["height"] + 60
    said = " ".join(words_in(captioned))
    for part in (f"all {level:,} events", "exported 2026-11-23", "A report"):
        assert part in said
