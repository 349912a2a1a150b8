"""events.csv and sources.csv into a workspace and out of it again: nothing is lost or changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import EVENT, SOURCE
from tests.needs import ROOT
from tests.workspace_places import (
    TEXT,
    new_place,
    place,
    with_article,
    workspace,
)
from webapp.export.csvdata import events_csv
from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE, SOURCE_NAMES
from webapp.model.text import sha256
from webapp.query.args import ViewArgs
from webapp.query.view import View
from webapp.store.load import load_dataset
from webapp.workspace.base import WorkspaceError
from webapp.workspace.live import LiveWorkspace
from webapp.workspace.store import Workspace, open_workspace

__all__ = ["place", "workspace"]
Row = dict[str, str]
HOSTILE = {
    "title": "=cmd|' /C calc'!A0",
    "place": "<script>alert(1)</script>",
    "speaker": ' "quoted", with comma; and\r\nline\nends\r ',
    "speaker_role": "'+1-1@\t",
    "date_text": "  white space  ",
    "actors": "Ålesund;ʻOkina;日本;\u202eesrever\u202c",
    "recipients": "a\0b",
}


def table(names: tuple[str, ...], rows: list[Row], **style: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, restval="", **{"lineterminator": "\r\n", **style})
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def events_of(rows: list[Row], **style: str) -> bytes:
    filled = [{"event_id": f"event-{n}", **EVENT, **row} for n, row in enumerate(rows, 1)]
    names = tuple(dict.fromkeys((*EVENT_NAMES, *(name for row in rows for name in row))))
    return table(names, filled, **style)


SOURCES = table(SOURCE_NAMES, [SOURCE])


def put(folder: Path, events: bytes, sources: bytes | None = SOURCES) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "events.csv").write_bytes(events)
    if sources is not None:
        (folder / "sources.csv").write_bytes(sources)
    return folder / "events.csv"


def out(workspace: Workspace, folder: Path) -> tuple[bytes, bytes]:
    events, sources = workspace.export_tables(folder)
    return events.read_bytes(), sources.read_bytes()


def rows_of(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# There and back


def test_the_shipped_tables_come_back_byte_for_byte(workspace, tmp_path):
    workspace.import_tables(ROOT / "data" / "events.csv", "ann")
    expected = [(ROOT / "data" / name).read_bytes() for name in ("events.csv", "sources.csv")]
    assert list(out(workspace, tmp_path / "out")) == expected


STYLES = {
    "as a spreadsheet writes it": lambda data: data,
    "line ends of Unix": lambda data: data.replace(b"\r\n", b"\n"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no line end after the last row": lambda data: data.removesuffix(b"\r\n"),
    "a mark and line ends of Unix": lambda data: b"\xef\xbb\xbf" + data.replace(b"\r\n", b"\n"),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_table_keeps_its_style(tmp_path, style, quoting):
    data = style(events_of([{}, {"place": 'the "town", by day', "note": ""}], quoting=quoting))
    path = put(tmp_path / "in", data, style(SOURCES))
    with closing(open_workspace(tmp_path / "workspace")) as workspace:
        workspace.import_tables(path, "ann")
        assert out(workspace, tmp_path / "out") == (data, style(SOURCES))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: data.replace(b",CONSULT,", b',"CONSULT",'), id="needless quotes"),
        pytest.param(lambda data: data.replace(b"\r\n", b"\r\n\r\n"), id="blank lines"),
        pytest.param(lambda data: data.replace(b"event_id,", b" event_id ,"), id="spaced header"),
        pytest.param(lambda data: data.replace(b"\r\n", b"\n", 1), id="mixed line ends"),
        pytest.param(lambda data: data.decode().encode("utf-16"), id="UTF-16"),
    ],
)
def test_in_an_odd_style_every_cell_comes_back(tmp_path, change):
    plain = events_of([{}, {"place": "Łódź"}])
    with closing(open_workspace(tmp_path / "workspace")) as workspace:
        workspace.import_tables(put(tmp_path / "in", change(plain)), "ann")
        assert rows_of(out(workspace, tmp_path / "out")[0]) == rows_of(plain)


def test_line_ends_within_cells_do_not_break_a_table_with_those_of_unix(tmp_path):
    """Their quotation marks are not left to the csv module, which forgets some."""
    first = put(tmp_path / "first", events_of([{}], lineterminator="\n"))
    second = put(tmp_path / "second", events_of([{"event_id": "other", "place": "a\rb\r\nc"}]))
    with closing(open_workspace(tmp_path / "workspace")) as workspace:
        workspace.import_tables(first, "ann")
        workspace.import_tables(second, "ann")
        found = rows_of(out(workspace, tmp_path / "out")[0])
    assert [row["place"] for row in found] == ["", "a\rb\r\nc"]


def test_hostile_cells_and_further_columns_come_back(workspace, tmp_path):
    data = events_of(
        [HOSTILE, {"my column": "=1+1", "reports": "many"}, {"file": "x", "line": "y"}]
    )
    described = table((*SOURCE_NAMES, "rights"), [{**SOURCE, "rights": "all\0", "note": "  "}])
    made = workspace.import_tables(put(tmp_path / "in", data, described), "ann")
    assert out(workspace, tmp_path / "out") == (data, described)
    assert (made.events, made.added, made.sources) == (3, 3, 1)
    assert ["NUL" in note.message for note in made.notes] == [True, True]
    assert len(LiveWorkspace(workspace).get().dataset) == 3, "the timeline shows them"


def test_a_large_cell_comes_back(workspace, tmp_path):
    data = events_of([{"description": "words " * 200_000}])
    workspace.import_tables(put(tmp_path / "in", data), "ann")
    assert out(workspace, tmp_path / "out")[0] == data


CELL = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12)
TEXTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("place", "speaker", "actors", "date_text", "more", "quote"), CELL)
)


@pytest.fixture(scope="module", params=("sqlite", "postgresql"))
def shared(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("shared")
    with closing(open_workspace(new_place(request.param, folder))) as opened:
        yield opened


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_cells_come_back(shared, tmp_path, rows, quoting):
    """All examples share a workspace; each has events and a source of its own."""
    mark = f"report-{shared.revision()}"
    named = [{**r, "event_id": f"{mark}-{n}", "source_id": mark} for n, r in enumerate(rows)]
    data = events_of(named, quoting=quoting)
    sources = table(SOURCE_NAMES, [{**SOURCE, "source_id": mark}])
    shared.import_tables(put(tmp_path, data, sources), "ann")
    found = [row for row in rows_of(out(shared, tmp_path / "out")[0]) if row["source_id"] == mark]
    assert [_filled(row) for row in found] == [_filled(row) for row in rows_of(data)]


def _filled(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if cell}


def test_our_own_export_comes_in_as_it_was_before_cells_were_made_safe(tmp_path, make_files):
    events, sources = make_files([{"title": "=the title of it", "place": "'-apostrophe"}])
    data = load_dataset(events, sources)
    put(tmp_path / "in", events_csv(View(data, ViewArgs()), data.opened), sources.read_bytes())
    with closing(open_workspace(tmp_path / "workspace")) as workspace:
        workspace.import_tables(tmp_path / "in" / "events.csv", "ann")
        [row] = workspace.events()[0].to_dict("records")
    assert (row["title"], row["place"]) == ("=the title of it", "'-apostrophe")
    assert EXPORT_NOTE not in row


# What changed, and only that


def test_a_changed_event_is_the_only_difference(workspace, tmp_path):
    data = events_of([{}, {"my column": "kept"}, {}])
    workspace.import_tables(put(tmp_path / "in", data), "ann")
    item = workspace.items("report-1")[1]
    workspace.edit(item.id, item.version, {"place": "the new place"}, "ann")
    before, after = rows_of(data), rows_of(out(workspace, tmp_path / "out")[0])
    before[1]["place"] = "the new place"
    assert after == before


def test_reviewed_events_follow_the_imported_ones(workspace, tmp_path):
    data = events_of([{}, {}])
    workspace.import_tables(put(tmp_path / "in", data), "ann")
    _, (met, _) = with_article(workspace)
    workspace.accept(met.id, met.version, "ann")
    events, sources = out(workspace, tmp_path / "out")
    assert events.startswith(data)
    assert sources.startswith(SOURCES)
    assert [row["source_id"] for row in rows_of(sources)] == ["report-1", met.article_id]
    again = tmp_path / "again"
    again.mkdir()
    with closing(open_workspace(again)) as other:
        other.import_tables(tmp_path / "out" / "events.csv", "bob")
        assert out(other, again) == (events, sources), "and come in again"


def test_the_text_of_an_imported_source_can_be_added(workspace, tmp_path):
    described = {**SOURCE, "text_length": str(len(TEXT)), "text_sha256": sha256(TEXT)}
    quoted = {"quote": "Talks resume", "quote_start": "0", "quote_end": "12"}
    path = put(tmp_path / "in", events_of([quoted]), table(SOURCE_NAMES, [described]))
    workspace.import_tables(path, "ann")
    article = workspace.add_article(TEXT, {"title": "A guess", "authors": "A. B."}, "ann")
    assert article.id == "report-1"
    assert (article.fields["title"], article.fields["authors"]) == ("A report", "A. B.")
    assert workspace.items("report-1")[0].clause == (0, 12)


def test_without_the_text_an_event_cannot_be_split(workspace, tmp_path):
    workspace.import_tables(put(tmp_path / "in", events_of([{}])), "ann")
    [item] = workspace.items("report-1")
    with pytest.raises(WorkspaceError, match="Add the article to work on its words"):
        workspace.split(item.id, item.version, 3, "ann")


def test_importing_again_changes_nothing(workspace, tmp_path):
    path = put(tmp_path / "in", events_of([HOSTILE, {}]))
    workspace.import_tables(path, "ann")
    again = workspace.import_tables(path, "ann")
    assert (again.events, again.added, again.sources) == (2, 0, 0)
    assert len(workspace.items("report-1")) == 2


def test_a_source_that_was_removed_comes_back_with_an_import(workspace, tmp_path):
    path = put(tmp_path / "in", events_of([{}]))
    workspace.import_tables(path, "ann")
    workspace.remove_article("report-1", 1, "ann")
    assert workspace.import_tables(path, "ann").added == 0
    assert len(workspace.items("report-1")) == 1


# Told, and nothing taken


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [{"event_id": "one-event"}, {"event_id": "one-event"}],
            "line 3, column event_id: stands in line 2 already",
        ),
        ([{"date": "soon"}], "line 2, column date"),
        ([{"event_type": "TALKS"}], "event_type"),
        ([{"source_id": "a\0b"}], "column source_id: .*NUL"),
        ([{"source_id": "x" * 501}], "column source_id: .*at most 500"),
    ],
)
def test_a_row_that_would_be_lost_is_told(workspace, tmp_path, rows, words):
    with pytest.raises(WorkspaceError, match=words):
        workspace.import_tables(put(tmp_path / "in", events_of([{}, *rows][1:])), "ann")
    assert workspace.revision() == 0


@pytest.mark.parametrize(
    ("events", "sources", "words"),
    [
        (b"", SOURCES, "is empty"),
        (b"title,place\r\na,b\r\n", SOURCES, "lacks the columns event_id, date"),
        (events_of([{}]) + b"a,b\r\n", SOURCES, "has 2 cells where the header has"),
        (events_of([{}]) + b'"open\r\n', SOURCES, "never closed"),
        (events_of([{}]), b"title\r\nx\r\n", "lacks the column source_id"),
        (events_of([{}]), table(SOURCE_NAMES, [SOURCE, SOURCE]), "stands in an earlier row"),
        (events_of([{}]), table(SOURCE_NAMES, [{"source_id": "A B"}]), "must be 3 to 64"),
    ],
)
def test_a_file_that_is_no_table_is_told(workspace, tmp_path, events, sources, words):
    with pytest.raises(WorkspaceError, match=words):
        workspace.import_tables(put(tmp_path / "in", events, sources), "ann")
    assert workspace.revision() == 0


def test_a_file_that_is_not_there(workspace, tmp_path):
    with pytest.raises(WorkspaceError, match="does not exist"):
        workspace.import_tables(tmp_path / "events.csv", "ann")


@pytest.mark.parametrize("what", ["event", "source"])
def test_an_identifier_with_other_cells_is_not_overwritten(workspace, tmp_path, what):
    workspace.import_tables(put(tmp_path / "in", events_of([{}])), "ann")
    events = events_of([{"place": "elsewhere"} if what == "event" else {}, {}])
    sources = table(SOURCE_NAMES, [{**SOURCE, "title": "Another"} if what == "source" else SOURCE])
    with pytest.raises(WorkspaceError, match=f"The {what} .* with other cells"):
        workspace.import_tables(put(tmp_path / "in", events, sources), "ann")
    assert len(workspace.items("report-1")) == 1


def test_the_name_of_an_event_in_a_removed_article_is_taken(workspace, tmp_path):
    """Else bringing the article back would give two events of one name."""
    workspace.import_tables(put(tmp_path / "in", events_of([{}])), "ann")
    workspace.remove_article("report-1", 1, "ann")
    other = events_of([{"source_id": "report-2"}])
    with pytest.raises(WorkspaceError, match=r"event-1 is in .* report-1, which was removed"):
        workspace.import_tables(put(tmp_path / "other", other, None), "ann")


def test_a_folder_that_cannot_be_written(workspace, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        workspace.export_tables(tmp_path / "file")
