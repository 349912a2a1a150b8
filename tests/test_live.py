"""A table that changes on disk while it is being looked at."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.model.problems import InputError
from webapp.store import live
from webapp.store.live import LiveDataset
from webapp.store.load import LoadOptions
from webapp.store.reading import Limits

MakeFiles = Callable[..., tuple[Path, Path]]


@pytest.fixture(autouse=True)
def looks_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_AGAIN", 0)
    monkeypatch.setattr(live, "SETTLED", 0.01)


@pytest.fixture
def paths(make_files: MakeFiles) -> tuple[Path, Path]:
    return make_files([{"place": "One"}])


def opened(paths: tuple[Path, Path], most: int = 10**9) -> LiveDataset:
    return LiveDataset([paths[0]], LoadOptions(paths[1], limits=Limits(file_bytes=most)))


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def places(current: live.Current) -> list[str]:
    return list(current.dataset.events["place"])


def test_an_unchanged_file_is_not_read_again(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    assert table.get().dataset is table.get().dataset


def test_a_changed_file_is_picked_up(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    before = table.get()
    write(paths[0], paths[0].read_text().replace("One", "Other"))
    after = table.get()
    assert (places(before), places(after)) == (["One"], ["Other"])
    assert before.dataset.version != after.dataset.version
    assert not after.stale


def test_a_change_of_the_same_length_is_picked_up(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    write(paths[0], paths[0].read_text().replace("One", "Two"))
    assert places(table.get()) == ["Two"]


def test_a_file_put_in_its_place_with_the_same_time_and_size(paths: tuple[Path, Path]) -> None:
    events = paths[0]
    table = opened(paths)
    twin = events.with_name("twin.csv")
    write(twin, events.read_text().replace("One", "Two"))
    shutil.copystat(events, twin)
    twin.replace(events)
    assert places(table.get()) == ["Two"]


def test_a_change_of_the_sources_alone_is_picked_up(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    write(paths[1], paths[1].read_text().replace("A report", "A better report"))
    assert table.get().dataset.title == "A better report"


BROKEN = [
    pytest.param(lambda path: path.write_bytes(b""), "is empty", id="emptied"),
    pytest.param(lambda path: path.unlink(), "does not exist", id="removed"),
    pytest.param(
        lambda path: path.write_text("a,b\n1,2\n"), "none of the known formats", id="another table"
    ),
    pytest.param(lambda path: (path.unlink(), path.mkdir()), "is a folder", id="a folder"),
    pytest.param(lambda path: path.write_bytes(b"x" * 5000), "tables up to", id="too large"),
]


@pytest.mark.parametrize(("damage", "message"), BROKEN)
def test_a_broken_version_keeps_the_last_good_one_until_it_recovers(
    damage: Callable[[Path], object], message: str, paths: tuple[Path, Path]
) -> None:
    events = paths[0]
    good = events.read_text()
    table = opened(paths, 2000)
    damage(events)
    stale = table.get()
    assert message in stale.stale
    assert places(stale) == ["One"]
    assert table.get() is stale, "a broken file is not read at each request"
    if events.is_dir():
        events.rmdir()
    write(events, good.replace("One", "Back"))
    assert places(table.get()) == ["Back"]
    assert not table.get().stale


def test_bad_rows_do_not_make_a_table_stale(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    write(paths[0], paths[0].read_text() + "x,y\n")
    assert (table.get().stale, len(table.get().dataset.problems)) == ("", 1)


def test_missing_sources_are_a_problem_not_an_end(paths: tuple[Path, Path]) -> None:
    table = opened(paths)
    paths[1].unlink()
    current = table.get()
    assert (len(current.dataset), current.stale) == (1, "")
    assert any("does not exist" in problem.message for problem in current.dataset.problems)


def test_the_first_version_must_be_readable(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        opened((tmp_path / "events.csv", tmp_path / "sources.csv"))


def test_a_busy_page_does_not_look_each_time(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK_AGAIN", 60)
    table = opened(paths)
    paths[0].unlink()
    assert not table.get().stale


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_look(
    paths: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = opened(paths)
    whole = paths[0].read_text().replace("One", "Whole")
    load = live.load_tables

    def interrupted(*args: object) -> object:
        loaded = load(*args)  # type: ignore[arg-type]
        write(paths[0], whole)
        return loaded

    write(paths[0], whole.splitlines()[0])
    with monkeypatch.context() as patch:
        patch.setattr(live, "load_tables", interrupted)
        assert places(table.get()) == ["One"], "the half is not shown"
    assert places(table.get()) == ["Whole"]


def test_a_file_of_the_future_is_read(paths: tuple[Path, Path]) -> None:
    """Its clock may be that of another machine."""
    table = opened(paths)
    write(paths[0], paths[0].read_text().replace("One", "Later"))
    ahead = time.time() + 3600
    os.utime(paths[0], (ahead, ahead))
    assert places(table.get()) == ["Later"]


@pytest.mark.parametrize(
    ("at_once", "settled"),
    [
        pytest.param(True, 0.01, id="replaced"),
        pytest.param(False, 0.05, id="written over"),
    ],
)
def test_readers_never_see_an_error_or_a_half(
    at_once: bool,
    settled: float,
    paths: tuple[Path, Path],
    make_files: MakeFiles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Eight readers, a file rewritten again and again: each sees some version, whole.

    A version is left in place until a reader has seen it, however slow the computer is.
    """
    monkeypatch.setattr(live, "SETTLED", settled)
    sizes = {"One": 30, "Two": 60}
    versions = {
        name: make_files([{"place": name}] * rows, name=name)[0].read_text()
        for name, rows in sizes.items()
    }
    write(paths[0], versions["One"])
    table = opened(paths)
    seen: set[tuple[str, int]] = set()
    failures: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                current = table.get()
                found = places(current)
                seen.add((found[0], len(found)))
                if current.stale:
                    failures.append(current.stale)
            except Exception as error:  # any at all is what the test looks for
                failures.append(error)
            time.sleep(0.001)

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    try:
        for name in ("Two", "One", "Two", "One", "Two"):
            seen.clear()
            target = paths[0].with_name("new.csv") if at_once else paths[0]
            write(target, versions[name])
            target.replace(paths[0])
            deadline = time.monotonic() + 10
            while (name, sizes[name]) not in seen and time.monotonic() < deadline:
                time.sleep(0.005)
            assert (name, sizes[name]) in seen
            assert seen <= set(sizes.items())
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []


def test_a_table_is_shown_with_what_every_page_needs_already_worked_out(
    paths: tuple[Path, Path],
) -> None:
    made = vars(opened(paths).get().dataset)
    assert {"parties", "source_names", "span_totals", "bounds", "span"} <= set(made)
