"""A table in parts answers as the same table in memory does."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path
from typing import cast

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import create_app
from webapp.chart.figure import build_figure
from webapp.export.registry import FORMATS
from webapp.model.columns import EVENT_NAMES
from webapp.model.problems import InputError
from webapp.query.args import LANES, ViewArgs, read_args
from webapp.query.parts import HereRunner, PartedDataset
from webapp.query.view import View
from webapp.store.dataset import Dataset
from webapp.store.load import load_tables
from webapp.store.partition import partition
from webapp.store.parts import MANIFEST, read_manifest

PARTIES = ["Russia", "Ukraine", "Poland", "France", "Turkey"]
TYPES = ["ASSAULT", "CONSULT", "AID", "STATEMENT"]
DATES = ["{}", "{}", "{}", "{}", "{:.7}", "{:.4}", "../{}", "{}/..", "{}~"]


def write_table(path: Path, rows: int, seed: int = 1) -> None:
    """Events of many spans, some of them open, over ten years."""
    pick = random.Random(seed)  # noqa: S311
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, EVENT_NAMES, restval="")
        writer.writeheader()
        for number in range(rows):
            day = f"{pick.randint(2012, 2021)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
            writer.writerow(
                {
                    "event_id": f"event-{number}",
                    "date": pick.choice(DATES).format(day),
                    "date_basis": "stated",
                    "title": f"Something happens at place {pick.randint(1, 50)}",
                    "event_type": pick.choice(TYPES),
                    "actors": ";".join(pick.sample(PARTIES, pick.randint(0, 2))),
                    "recipients": pick.choice([*PARTIES, ""]),
                    "claim_status": "reported",
                    "source_id": pick.choice(["one", "two", "three"]),
                    "fatalities": pick.choice(["", "3", "70000"]),
                }
            )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parts") / "events.csv"
    write_table(path, 6000)
    return path


@pytest.fixture(scope="module")
def folder(table: Path) -> Path:
    made = table.with_name("parts")
    partition([table], made, rows=700)
    return made


@pytest.fixture(scope="module")
def whole(table: Path) -> Dataset:
    return load_tables([table])


@pytest.fixture(scope="module")
def parted(folder: Path) -> Dataset:
    return cast(Dataset, PartedDataset(read_manifest(folder), HereRunner()))


def test_nothing_is_lost_between_the_parts(whole: Dataset, parted: Dataset, folder: Path) -> None:
    assert len(read_manifest(folder).parts) > 5
    assert len(parted) == len(whole) == 6000
    assert parted.party_names == whole.party_names
    assert parted.bounds == whole.bounds
    assert parted.totals("source_id") == whole.totals("source_id")
    assert not list(folder.glob("spill-*")), "what was spilled is gone"


def comparable(view: View) -> list[object]:
    """All that a page shows of a view."""
    figure = build_figure(view)
    figure["meta"].pop("notices", None)
    rows = [view.dataset.record(int(row)) for row in view.page_rows]
    return [
        view.sentence,
        view.selection.possible,
        [(v.label, v.count, v.url) for group in view.facets for v in group.values],
        [(row["event_id"], str(row["date"])) for row in rows],
        orjson.loads(orjson.dumps(figure, option=orjson.OPT_SERIALIZE_NUMPY)),
    ]


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2)


ARGUMENTS = st.fixed_dictionaries(
    {
        "party": some(PARTIES),
        "type": some(TYPES),
        "source": some(["one", "two"]),
        "q": st.sampled_from([[], [], ["place 7"], ["nothing"]]),
        "from": st.sampled_from([[], [], ["2014"], ["2015-03"]]),
        "to": st.sampled_from([[], [], ["2015-04"], ["2020"]]),
        "by": st.sampled_from([[lane] for lane in LANES]),
        "page": st.sampled_from([["1"], ["2"], ["9"]]),
    }
)


def views(arguments: dict[str, list[str]], *tables: Dataset) -> list[View]:
    return [
        View(data, read_args(arguments, data.party_names, data.values("source_id"))[0])
        for data in tables
    ]


@settings(max_examples=40, deadline=None)
@given(arguments=ARGUMENTS)
def test_every_view_is_the_same(
    whole: Dataset, parted: Dataset, arguments: dict[str, list[str]]
) -> None:
    in_memory, in_parts = views(arguments, whole, parted)
    assert comparable(in_parts) == comparable(in_memory)


@settings(max_examples=25, deadline=None)
@given(arguments=ARGUMENTS, number=st.integers(0, 5999))
def test_every_event_has_the_same_neighbours(
    whole: Dataset, parted: Dataset, arguments: dict[str, list[str]], number: int
) -> None:
    in_memory, in_parts = views(arguments, whole, parted)
    row = whole.find(f"event-{number}")
    assert parted.find(f"event-{number}") == row
    assert row is not None
    assert in_parts.neighbours(row) == in_memory.neighbours(row)
    assert in_parts.is_possible(row) == in_memory.is_possible(row)


@pytest.mark.parametrize("name", ["json", "timelinejs.json", "csv"])
def test_exports_are_the_same(whole: Dataset, parted: Dataset, name: str) -> None:
    in_memory, in_parts = views({"party": ["Poland"], "from": ["2020"]}, whole, parted)
    today = date(2026, 1, 1)
    made = [FORMATS[name].render(view, today) for view in (in_parts, in_memory)]
    assert made[0] == made[1]


def test_the_app_shows_a_folder_of_parts(folder: Path) -> None:
    client = create_app({"EVENTS": folder}).test_client()
    for path in (
        "/",
        "/figure.json",
        "/events/event-7",
        "/sources",
        "/problems",
        "/healthz",
        "/?event=event-7&party=Russia",
        "/panel?event=event-7",
        "/values/party",
        "/help",
    ):
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if "panel" in path else {}
        assert client.get(path, headers=headers).status_code == 200, path


def test_more_than_one_answer_can_hold_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.query.parts.MOST_ROWS", 100)
    client = create_app({"EVENTS": folder}).test_client()
    answer = client.get("/export.csv")
    assert answer.status_code == 413
    assert "6,000 events are more than one answer can hold" in answer.text


BROKEN = [
    ("no manifest", lambda folder: (folder / MANIFEST).unlink(), "is no folder of parts"),
    ("half a manifest", lambda folder: (folder / MANIFEST).write_text('{"lay'), "cannot be read"),
    ("another layout", lambda folder: (folder / MANIFEST).write_text('{"layout": 0}'), "anew"),
]


@pytest.mark.parametrize(("damage", "message"), [pytest.param(d, m, id=n) for n, d, m in BROKEN])
def test_a_broken_folder_is_told(damage, message, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_table(tmp_path / "t.csv", 20)
    partition([tmp_path / "t.csv"], tmp_path / "parts", rows=10)
    damage(tmp_path / "parts")
    with pytest.raises(InputError, match=message):
        read_manifest(tmp_path / "parts")


def test_a_folder_in_use_is_not_written_over(folder: Path, table: Path) -> None:
    with pytest.raises(InputError, match="is not empty"):
        partition([table], folder)


def test_filters_can_be_sent() -> None:
    assert ViewArgs(q="Two Words").filters.words == ("two", "words")
