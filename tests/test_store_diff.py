"""What has changed between two versions of a table."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from webapp import create_app
from webapp.cli import commands
from webapp.store import live
from webapp.store.dataset import Dataset
from webapp.store.diff import Cell, compare, row_hashes
from webapp.store.load import load_dataset

Make = Callable[..., Dataset]


@pytest.fixture
def table(make_files: Callable[..., tuple[Path, Path]]) -> Make:
    """A function that loads a table of some rows."""

    def make(*rows: dict[str, Any], name: str = "old") -> Dataset:
        return load_dataset(*make_files(list(rows), name=name))

    return make


ONE = {"event_id": "one", "date": "2022-01-01", "title": "One thing happens"}
TWO = {"event_id": "two", "date": "2022-01-02", "title": "Another thing happens"}
THREE = {"event_id": "three", "date": "2022-01-03", "title": "A third thing happens"}


def test_the_same_table_has_no_difference(table: Make) -> None:
    found = compare(table(ONE, TWO), table(TWO, ONE, name="new"))
    assert (bool(found), found.words, found.same) == (False, "no event differs", 2)


def test_added_changed_and_deleted(table: Make) -> None:
    new = table(THREE, TWO | {"place": "Istanbul"}, name="new")
    found = compare(table(ONE, TWO), new)
    assert found.words == "1 added, 1 changed, 1 deleted"
    assert [event.title for event in found.first_added] == ["A third thing happens"]
    assert [event.event_id for event in found.first_deleted] == ["one"]
    [change] = found.first_changed
    assert change.event.event_id == "two"
    assert change.cells == (Cell("place", "", "Istanbul"),)


CHANGES = [
    pytest.param({"date": "2022-01-02~"}, ("date", "2022-01-02", "2022-01-02~"), id="a date"),
    pytest.param({"fatalities": "3"}, ("fatalities", "", "3"), id="a number that was missing"),
    pytest.param({"latitude": "41.5"}, ("latitude", "", "41.5"), id="a number with decimals"),
    pytest.param({"claim_status": "alleged"}, ("claim_status", "reported", "alleged"), id="code"),
    pytest.param({"quote": "words"}, ("quote", "", "words"), id="text"),
    pytest.param({"note": "seen"}, ("note", "", "seen"), id="a column that is new"),
    pytest.param({"description": "more"}, ("description", "", "more"), id="a native column"),
]


@pytest.mark.parametrize(("cells", "expected"), CHANGES)
def test_a_changed_cell_is_named(
    table: Make, cells: dict[str, str], expected: tuple[str, str, str]
) -> None:
    found = compare(table(ONE, TWO), table(ONE, TWO | cells, name="new"))
    assert found.words == "1 changed"
    assert found.first_changed[0].cells == (Cell(*expected),)


def test_values_that_change_places_are_a_change(table: Make) -> None:
    old = table(ONE | {"place": "A", "speaker": "B"})
    new = table(ONE | {"place": "B", "speaker": "A"}, name="new")
    assert [cell.column for cell in compare(old, new).first_changed[0].cells] == [
        "speaker",
        "place",
    ]


def test_an_empty_column_more_is_no_change(table: Make) -> None:
    assert not compare(table(ONE), table(ONE | {"note": ""}, name="new"))


def test_a_line_that_moves_is_no_change(table: Make) -> None:
    assert not compare(table(ONE, TWO, THREE), table(THREE, ONE, TWO, name="new"))


def test_from_nothing_and_to_nothing(table: Make) -> None:
    empty, full = table(), table(ONE, TWO, name="new")
    assert compare(empty, full).words == "2 added"
    assert compare(full, empty).words == "2 deleted"


def test_details_are_bounded_and_counts_are_not(table: Make) -> None:
    rows = [ONE | {"event_id": f"event-{n}"} for n in range(30)]
    found = compare(table(*rows), table(*[r | {"place": "X"} for r in rows], name="new"), most=5)
    assert (found.changed, len(found.first_changed)) == (30, 5)


def test_many_rows_compare_in_seconds(table: Make) -> None:
    small = table(*[ONE | {"event_id": f"event-{n}", "quote": f"q {n}"} for n in range(1000)])
    events = pd.concat([small.events] * 100, ignore_index=True)
    ids = pd.Series(
        [f"event-{n:06d}" for n in range(len(events))], dtype=small.events["quote"].dtype
    )
    old = replace(small, events=events.assign(event_id=ids))
    other = ids.where(np.arange(len(ids)) != 77_777, "event-other")
    new = replace(old, events=old.events.assign(event_id=other))
    start = time.perf_counter()
    found = compare(old, new)
    took = time.perf_counter() - start
    assert (found.added, found.deleted, found.changed) == (1, 1, 0)
    assert took < 4


def test_hashes_do_not_depend_on_how_a_column_is_held(table: Make) -> None:
    data = table(ONE, TWO)
    as_text = data.events.assign(actors=data.events["actors"].astype("str"))
    wide = as_text.assign(fatalities=as_text["fatalities"].astype("Int64"))
    assert list(row_hashes(data)) == list(row_hashes(replace(data, events=wide)))


# On the command line


@pytest.fixture
def files(make_files: Callable[..., tuple[Path, Path]]) -> tuple[str, str]:
    old, _ = make_files([ONE, TWO], name="old")
    new, _ = make_files([TWO | {"place": "\x1b[31mIstanbul"}, THREE], name="new")
    return str(old), str(new)


def run(*args: str) -> Result:
    return CliRunner().invoke(commands, ["diff", *args])


def test_the_command_lists_and_ends_with_1(files: tuple[str, str]) -> None:
    found = run(*files)
    assert found.exit_code == 1
    lines = found.stdout.splitlines()
    assert lines[0] == "+ three  2022-01-03  A third thing happens"
    assert "    place: (empty) -> \\x1b[31mIstanbul" in lines
    assert lines[-1] == "1 added, 1 changed, 1 deleted; 0 the same."


def test_the_same_file_ends_with_0(files: tuple[str, str]) -> None:
    found = run(files[0], files[0])
    assert (found.exit_code, found.stdout) == (0, "No event differs; 2 the same.\n")


def test_as_json(files: tuple[str, str]) -> None:
    found = json.loads(run(*files, "--json").stdout)
    assert (found["added"], found["changed"], found["deleted"]) == (1, 1, 1)
    assert found["first_changed"][0]["cells"][0]["column"] == "place"


def test_counts_alone(files: tuple[str, str]) -> None:
    found = run(*files, "--most", "0")
    assert "  and 1 more added" in found.stdout


def test_a_file_that_cannot_be_read_ends_with_2(files: tuple[str, str]) -> None:
    found = run(files[0], "nothing-here.csv")
    assert (found.exit_code, "nothing-here.csv" in found.stderr) == (2, True)


# On the page


@pytest.fixture
def live_files(
    make_files: Callable[..., tuple[Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    monkeypatch.setattr(live, "LOOK_AGAIN", 0)
    monkeypatch.setattr(live, "SETTLED", 0.01)
    return make_files([ONE, TWO])


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).text, "html.parser")


def test_a_reload_is_told_and_leads_to_what_has_changed(
    live_files: tuple[Path, Path], make_files: Callable[..., tuple[Path, Path]]
) -> None:
    client = create_app({"EVENTS": live_files[0], "TESTING": True}).test_client()
    assert "The table has changed" not in client.get("/").text
    assert "No event has changed" in client.get("/changes").text
    make_files([TWO | {"place": "<b>Istanbul</b>"}, THREE])
    [banner] = [b for b in soup(client, "/").select(".banner") if b.select('a[href="/changes"]')]
    assert "1 added, 1 changed, 1 deleted" in banner.get_text()
    page = soup(client, "/changes")
    assert [a["href"] for a in page.select('a[href^="/events/"]')] == [
        "/events/three",
        "/events/two",
    ]
    assert page.select_one("table ins").get_text() == "<b>Istanbul</b>"
    assert "One thing happens" in page.get_text()


def test_a_change_of_the_sources_alone_is_no_change_of_events(
    live_files: tuple[Path, Path], make_files: Callable[..., tuple[Path, Path]]
) -> None:
    client = create_app({"EVENTS": live_files[0], "TESTING": True}).test_client()
    make_files([ONE, TWO], [{"title": "Another report"}])
    assert "Another report" in client.get("/").text
    assert "No event has changed" in client.get("/changes").text
