"""Exports: what each says of itself, that it loads again, that hostile text stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

import webapp
from webapp.export.about import STEM_LENGTH, about, file_name
from webapp.export.registry import FORMATS
from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE, SOURCE_NAMES
from webapp.query.args import read_args
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.formulas import FORMULA_STARTS
from webapp.store.load import load_dataset
from webapp.store.numbers import NAMES as NUMBERS

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 23)
DEFAULTS = {
    "date": "2022-03-13",
    "date_basis": "stated",
    "event_type": "CONSULT",
    "claim_status": "reported",
    "title": "Two sides hold talks",
    "source_id": "report",
}
HOSTILE = "<img src=x onerror=alert(1)></script>\"'&<b>\u202e{}@misc\x00"


def write_table(path: Path, rows: list[dict[str, str]], extra: tuple[str, ...] = ()) -> Path:
    """A CSV file as an editor would write it, with the columns of the codebook and `extra`."""
    buffer = io.StringIO(newline="")
    names = [*EVENT_NAMES, *extra]
    writer = csv.DictWriter(buffer, names, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow({"event_id": f"event-{number}"} | DEFAULTS | row)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return path


def write_sources(path: Path, rows: list[dict[str, str]]) -> Path:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, SOURCE_NAMES, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return path


def dataset_of(
    folder: Path,
    rows: list[dict[str, str]],
    sources: list[dict[str, str]] | None = None,
    extra: tuple[str, ...] = (),
) -> Dataset:
    described = [{"source_id": "report", "title": "A report"}] if sources is None else sources
    return load_dataset(
        write_table(folder / "t.csv", rows, extra), write_sources(folder / "s.csv", described)
    )


def view_of(dataset: Dataset, **arguments: str | list[str]) -> View:
    values = {k.rstrip("_"): [v] if isinstance(v, str) else v for k, v in arguments.items()}
    args, notices = read_args(values, dataset.parties.names, map(str, dataset.sources.index))
    assert not notices
    return View(dataset, args)


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return load_dataset(DATA / "events.csv", DATA / "sources.csv")


@pytest.fixture(scope="module")
def talks(shipped: Dataset) -> View:
    """A filtered view with one event that only possibly lies in its window."""
    return view_of(shipped, party="Russia", type="CONSULT", to="2022-03-12", scale="true")


# What an export says of itself


def test_about_says_what_is_shown_of_how_much_from_where_and_when(talks: View) -> None:
    what = about(talks, TODAY)
    assert (what.software, what.version) == ("Conflict Timeline", webapp.__version__)
    assert (what.shown, what.total, what.possibly) == (talks.count, talks.total, 1)
    assert what.sentence == talks.sentence
    assert what.conditions == ("party is Russia", "type is Talks", "to 12 March 2022")
    assert what.query == "/?party=Russia&type=CONSULT&to=2022-03-12&scale=true"
    assert (what.exported, what.time_scale) == ("2026-11-23", "true")
    assert [source.source_id for source in what.sources] == ["ceasefire-talks-2022"]
    assert what.sources[0].credit.startswith("The Associated Press")


def test_the_line_of_about_has_every_part(talks: View) -> None:
    what = about(talks, TODAY)
    parts = [what.title, what.sentence, what.query, what.exported, what.version, what.licence]
    parts += [what.sources[0].citation, what.sources[0].credit, "1 of them only possibly lies"]
    assert all(part in what.line for part in parts)
    assert len(what.line.splitlines()) == 1


def test_about_names_no_open_event_and_no_page(shipped: Dataset) -> None:
    view = view_of(shipped, party="Russia", event="brest-talks-march-3", page="2")
    assert about(view, TODAY).query == "/?party=Russia"


def test_a_note_lists_so_many_sources_and_counts_the_rest(tmp_path: Path) -> None:
    rows = [{"source_id": f"source-{n:03}"} for n in range(500)]
    dataset = dataset_of(tmp_path, rows, [{"source_id": r["source_id"]} for r in rows])
    what = about(view_of(dataset), TODAY)
    assert len(what.sources) == 500
    assert "480 more sources" in what.line
    assert len(what.line) < 5_000


@pytest.mark.parametrize("name", ["csv", "sources.csv", "json", "timelinejs.json", "bib"])
def test_every_format_with_room_says_filter_count_day_and_licence(name: str, talks: View) -> None:
    text = FORMATS[name].render(talks, TODAY).decode("utf-8")
    what = about(talks, TODAY)
    for part in (what.sentence, "2026-11-23", "publishers and are cited", "Showing 2 of 29 events"):
        assert part in text


NAMES = [
    ("everything", {}, "conflict-timeline_29-of-29.csv"),
    (
        "filters by name and value",
        {"party": "Russia", "type": "CONSULT"},
        "conflict-timeline_party-russia_type-talks_3-of-29.csv",
    ),
    (
        "window",
        {"from": "2022-03-11", "to": "2022-03"},
        "conflict-timeline_from-2022-03-11_to-2022-03_27-of-29.csv",
    ),
    ("nothing found", {"q": "../../etc/passwd"}, "conflict-timeline_text-etc-passwd_0-of-29.csv"),
    ("no Latin letter to keep", {"q": "Привет"}, "conflict-timeline_text_0-of-29.csv"),
    ("accents go", {"q": "Ré\r\nsumé;"}, "conflict-timeline_text-re-sume_0-of-29.csv"),
]


@pytest.mark.parametrize(("why", "arguments", "expected"), NAMES, ids=[row[0] for row in NAMES])
def test_file_name(why: str, arguments: dict[str, Any], expected: str, shipped: Dataset) -> None:
    assert file_name(view_of(shipped, **arguments), "csv") == expected, why


def test_file_names_are_bounded_and_keep_the_count(shipped: Dataset) -> None:
    everything = list(shipped.parties.names)
    types = ["CONSULT", "STATEMENT", "ASSAULT", "ACCUSE", "AID", "AGREE", "OTHER"]
    statuses = ["reported", "claimed", "alleged", "expected"]
    source = "ceasefire-talks-2022"
    view = view_of(
        shipped, party=everything, type=types, status=statuses, source=source, q="a" * 200
    )
    name = file_name(view, "timelinejs.json")
    assert len(name) <= STEM_LENGTH + len("_more_29-of-29.timelinejs.json")
    assert re.fullmatch(r"[a-z0-9_-]+_more_\d+-of-29\.timelinejs\.json", name)


# CSV


def assert_same(before: Dataset, after: Dataset) -> None:
    drop = ["file", "line"]
    # The order of the categories is that of the files; the cells are the same.
    pd.testing.assert_frame_equal(
        before.events.drop(columns=drop),
        after.events.drop(columns=drop),
        check_categorical=False,
    )
    assert (before.first_days == after.first_days).all()
    assert (before.last_days == after.last_days).all()


def reloaded(dataset: Dataset, folder: Path) -> Dataset:
    """The dataset of the export of everything."""
    out, sources = folder / "out.csv", folder / "out.sources.csv"
    view = view_of(dataset)
    out.write_bytes(FORMATS["csv"].render(view, TODAY))
    sources.write_bytes(FORMATS["sources.csv"].render(view, TODAY))
    return load_dataset(out, sources)


def test_the_shipped_table_loads_again_from_its_export(shipped: Dataset, tmp_path: Path) -> None:
    again = reloaded(shipped, tmp_path)
    assert_same(shipped, again)
    assert again.problems == shipped.problems
    columns = list(SOURCE_NAMES)
    pd.testing.assert_frame_equal(shipped.sources[columns], again.sources[columns])


def test_csv_has_the_columns_of_the_codebook_in_order_then_the_note(talks: View) -> None:
    data = FORMATS["csv"].render(talks, TODAY)
    table = cells(data)
    assert table[0] == [*EVENT_NAMES, EXPORT_NOTE]
    assert [row[0] for row in table[1:]] == ["three-earlier-rounds", "brest-talks-march-3"]
    assert [row[-1] for row in table[1:]] == [about(talks, TODAY).line, ""]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 3


def test_csv_of_an_empty_view_is_a_header(shipped: Dataset, tmp_path: Path) -> None:
    view = view_of(shipped, q="no such words")
    assert cells(FORMATS["csv"].render(view, TODAY)) == [[*EVENT_NAMES, EXPORT_NOTE]]
    assert cells(FORMATS["sources.csv"].render(view, TODAY)) == [[*SOURCE_NAMES, EXPORT_NOTE]]
    path = tmp_path / "empty.csv"
    path.write_bytes(FORMATS["csv"].render(view, TODAY))
    assert len(load_dataset(path, DATA / "sources.csv")) == 0


def test_columns_of_the_file_that_the_codebook_does_not_know_stay(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{"coder": "A", "=cmd": "=1"}], extra=("coder", "=cmd"))
    header, row = cells(FORMATS["csv"].render(view_of(dataset), TODAY))
    assert header[-3:] == ["coder", "'=cmd", EXPORT_NOTE]
    assert row[-3:-1] == ["A", "'=1"]
    assert_same(dataset, reloaded(dataset, tmp_path))


NUMBER_CELLS = [
    ("negative degrees are a number, not a formula", "-33.8600", "-33.86"),
    ("whole degrees get no decimals", "49", "49"),
    ("tiny", "1e-07", "1e-07"),
    ("all digits stay", "49.123456789012345", "49.123456789012344"),
    ("a cell that is no number was reported when it was read, and is unknown", "north", ""),
    ("nothing stays nothing", "", ""),
]


@pytest.mark.parametrize(
    ("why", "cell", "expected"), NUMBER_CELLS, ids=[r[0] for r in NUMBER_CELLS]
)
def test_numbers_are_written_so_that_they_read_back(
    why: str, cell: str, expected: str, tmp_path: Path
) -> None:
    dataset = dataset_of(tmp_path, [{"latitude": cell}])
    table = cells(FORMATS["csv"].render(view_of(dataset), TODAY))
    assert table[1][EVENT_NAMES.index("latitude")] == expected, why
    assert_same(dataset, reloaded(dataset, tmp_path))


hostile_cell = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(alphabet="'=+-@\t\r\n\",; \x00\ufeff\u2028a1", max_size=8),
    st.sampled_from(["=1+1", "'=1", "''@x", "\t=1", "'", '"', "\r\n", "\x00", "=HYPERLINK(1)"]),
)
FREE = ("date_text", "actors", "recipients", "speaker", "speaker_role", "place", "quote", "own")
hostile_row = st.fixed_dictionaries(
    dict.fromkeys(FREE, hostile_cell),
    optional={
        "latitude": st.floats(-90, 90).map(str),
        "fatalities": st.integers(0, 10**14).map(str),
        "date": st.sampled_from(["-0044-03-15", "../2022-03", "XXXX", "2022-03~", "2014/.."]),
        "source_id": hostile_cell.filter(str.strip),
    },
).flatmap(lambda row: hostile_cell.map(lambda title: row | {"title": f"{title} and more"}))


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile_row, min_size=1, max_size=6))
def test_hostile_cells_come_back_unchanged_and_are_no_formulas(rows: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dataset = dataset_of(folder, rows, extra=("own",))
        assert sorted(dataset.events["title"]) == sorted(row["title"] for row in rows)
        assert_same(dataset, reloaded(dataset, folder))
        header, *lines = cells(FORMATS["csv"].render(view_of(dataset), TODAY))
        texts = [i for i, column in enumerate(header) if column not in NUMBERS]
        assert not [row[i] for row in lines for i in texts if row[i].startswith(FORMULA_STARTS)]


def test_formulas_of_sources_are_disarmed(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{}], [{"source_id": "report", "title": "=1+1"}])
    table = cells(FORMATS["sources.csv"].render(view_of(dataset), TODAY))
    assert table[1][SOURCE_NAMES.index("title")] == "'=1+1"


def test_formulas_of_sources_come_back_unchanged(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{}], [{"source_id": "report", "title": "=1+1"}])
    assert reloaded(dataset, tmp_path).sources.at["report", "title"] == "=1+1"


# JSON


def test_json_has_the_cells_and_what_is_computed_of_them(talks: View) -> None:
    document = json.loads(FORMATS["json"].render(talks, TODAY))
    assert document["about"]["sentence"] == talks.sentence
    first, second = document["events"]
    assert set(EVENT_NAMES) < set(first)
    assert (first["earliest"], first["latest"]) == (None, "2022-03-13")
    assert (first["precision"], first["possibly"], second["possibly"]) == ("open", True, False)
    assert (second["earliest"], second["date_words"]) == ("2022-03-03", "3 March 2022")
    assert second["parties"] == ["Russia", "Ukraine"]
    assert second["quad_class"] == "verbal-cooperation"
    assert (second["latitude"], second["quote_start"]) == (None, 165)
    assert document["sources"][0]["published"] == "2022-03-13~"


def test_json_never_shows_a_claim_without_its_speaker(shipped: Dataset) -> None:
    events = json.loads(FORMATS["json"].render(view_of(shipped), TODAY))["events"]
    claims = [event for event in events if event["claim_status"] != "reported"]
    assert claims
    assert all(event["status_words"].endswith(f" by {event['speaker']}") for event in claims)


def test_json_keeps_unknown_columns_apart_from_computed_ones(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{"label": "mine"}], extra=("label",))
    event = json.loads(FORMATS["json"].render(view_of(dataset), TODAY))["events"][0]
    assert event["extra"] == {"label": "mine"}
    assert event["label"] == DEFAULTS["title"]


# TimelineJS

SLIDE_DATES = [
    ("a day", "2022-03-13", {"year": 2022, "month": 3, "day": 13}, None, "13 March 2022"),
    ("a month is no first day", "2022-03~", {"year": 2022, "month": 3}, None, "about March 2022"),
    ("a year is no January", "1986", {"year": 1986}, None, "1986"),
    (
        "a range keeps what is known of each end",
        "2022-02~/2022-03-13",
        {"year": 2022, "month": 2},
        {"year": 2022, "month": 3, "day": 13},
        "about February 2022 to 13 March 2022",
    ),
    ("an open end has no end", "2014/..", {"year": 2014}, None, "since 2014, no end given"),
    (
        "an open start stands at the latest date, which the words say",
        "../2022-03-13",
        {"year": 2022, "month": 3, "day": 13},
        None,
        "on or before 13 March 2022",
    ),
    ("before our era", "-0043", {"year": -43}, None, "44 BC"),
]


@pytest.mark.parametrize(
    ("why", "text", "start", "end", "words"), SLIDE_DATES, ids=[row[0] for row in SLIDE_DATES]
)
def test_slides_have_the_known_parts_of_dates(
    why: str, text: str, start: object, end: object, words: str, tmp_path: Path
) -> None:
    dataset = dataset_of(tmp_path, [{"date": text}])
    slide = json.loads(FORMATS["timelinejs.json"].render(view_of(dataset), TODAY))["events"][0]
    assert (slide["start_date"], slide.get("end_date"), slide["display_date"]) == (
        start,
        end,
        words,
    )
    assert ("not known when this began" in slide["text"]["text"]) == text.startswith("..")


def test_an_event_without_any_day_is_named_on_the_title_slide(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{"date": "XXXX", "title": "Nobody knows when"}, {}])
    document = json.loads(FORMATS["timelinejs.json"].render(view_of(dataset), TODAY))
    assert [slide["unique_id"] for slide in document["events"]] == ["event-1"]
    assert "no day is known: Nobody knows when." in document["title"]["text"]["text"]


def test_timelinejs_document_has_the_documented_form(shipped: Dataset) -> None:
    document = json.loads(FORMATS["timelinejs.json"].render(view_of(shipped), TODAY))
    assert set(document) == {"title", "events"}
    assert set(document["title"]["text"]) == {"headline", "text"}
    known = {"start_date", "end_date", "display_date", "unique_id", "group", "autolink", "text"}
    for slide in document["events"]:
        assert known - {"end_date"} <= set(slide) <= known
        assert set(slide["start_date"]) <= {"year", "month", "day"}
        assert slide["text"]["headline"]
        assert "<blockquote>" in slide["text"]["text"]
        assert "The Epoch Times" in slide["text"]["text"]
    assert len({slide["unique_id"] for slide in document["events"]}) == 29


def test_slides_of_claims_name_the_speaker(shipped: Dataset) -> None:
    document = json.loads(FORMATS["timelinejs.json"].render(view_of(shipped), TODAY))
    slides = {slide["unique_id"]: slide["text"] for slide in document["events"]}
    text = slides["alleged-strike-training-base"]["text"]
    assert "Ukrainian officials alleges this" in text or "Ukrainian officials allege" in text


def test_possible_events_say_so(talks: View) -> None:
    slides = json.loads(FORMATS["timelinejs.json"].render(talks, TODAY))["events"]
    said = ["may lie outside the dates" in slide["text"]["text"] for slide in slides]
    assert said == [True, False]


def test_hostile_text_stays_text_in_slides(tmp_path: Path) -> None:
    row = dict.fromkeys(("title", "quote", "speaker", "actors", "place", "date_text"), HOSTILE)
    source = dict.fromkeys(("title", "publisher", "authors", "credit", "published"), HOSTILE)
    source |= {"source_id": "report", "url": "https://example.org/?\"><script>'"}
    dataset = dataset_of(tmp_path, [row | {"claim_status": "claimed"}, row], [source])
    document = json.loads(FORMATS["timelinejs.json"].render(view_of(dataset), TODAY))
    for slide in [document["title"], *document["events"]]:
        parts = [*slide["text"].values(), slide.get("display_date", ""), slide.get("group", "")]
        for html in parts:
            tags = BeautifulSoup(html, "html.parser").find_all(True)
            assert {tag.name for tag in tags} <= {"p", "blockquote", "a"}
            assert all(set(tag.attrs) <= {"href"} for tag in tags)
            assert not {"\u202e", "\x00"} & set(html)
    link = BeautifulSoup(document["events"][0]["text"]["text"], "html.parser").a
    assert link is not None
    assert str(link["href"]).startswith("https://example.org/")


# All formats


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_table_and_hostile_text(name: str, tmp_path: Path) -> None:
    for rows in ([], [{"title": HOSTILE * 500, "source_id": HOSTILE, "quote": HOSTILE}]):
        view = view_of(dataset_of(tmp_path, rows))
        rendered = FORMATS[name].render(view, TODAY).decode("utf-8")
        assert not name.endswith("json") or json.loads(rendered) is not None


@pytest.mark.parametrize("name", FORMATS)
def test_half_a_surrogate_in_a_search_is_no_error(name: str, shipped: Dataset) -> None:
    FORMATS[name].render(view_of(shipped, q="\udcff"), TODAY).decode("utf-8")


def test_formats_are_described_and_their_types_have_no_parameters() -> None:
    for key, entry in FORMATS.items():
        assert key == entry.name
        assert re.fullmatch(r"[a-z]+(\.[a-z]+)?", key)
        assert re.fullmatch(r"[a-z]+/[a-z.+-]+", entry.media_type)
        assert entry.label
        assert entry.help.endswith(".")


def test_source_formats_hold_the_sources_of_the_view_only(tmp_path: Path) -> None:
    described = [{"source_id": "report", "title": "A report"}, {"source_id": "other", "title": "B"}]
    dataset = dataset_of(tmp_path, [{}, {"event_type": "AID", "source_id": "lost"}], described)
    view = view_of(dataset)
    items = json.loads(FORMATS["csl.json"].render(view, TODAY))
    assert [item["id"] for item in items] == ["report", "lost"]
    assert FORMATS["bib"].render(view, TODAY).count(b"@misc{") == 2
    assert FORMATS["ris"].render(view, TODAY).count(b"TY  - GEN\r\n") == 2
    assert [row[0] for row in cells(FORMATS["sources.csv"].render(view, TODAY))[1:]] == ["report"]
    aid = json.loads(FORMATS["csl.json"].render(view_of(dataset, type="AID"), TODAY))
    assert [item["id"] for item in aid] == ["lost"]


def test_text_before_the_bibtex_entries_begins_none(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, [{}], [{"source_id": "report", "title": "@misc{x, @@"}])
    text = FORMATS["bib"].render(view_of(dataset), TODAY).decode()
    before, entry = text.split("@misc{report,")
    assert "@" not in before
    assert entry


def test_every_format_is_documented() -> None:
    text = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in FORMATS)
