"""The parts on a real scheduler with real worker processes, started here on loopback."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest
from needs import missing
from test_parts import comparable, views, write_table

from tools.cluster import Cluster
from webapp import create_app
from webapp.export.paths import ROOT
from webapp.model.problems import InputError
from webapp.query import cluster
from webapp.query.args import Filters
from webapp.query.cluster import ClusterRunner
from webapp.query.parts import PartedDataset
from webapp.query.partwork import Summary, summarise
from webapp.store.dataset import Dataset
from webapp.store.load import load_tables
from webapp.store.partition import partition
from webapp.store.parts import read_manifest

pytestmark = pytest.mark.dask


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    if find_spec("distributed") is None:
        missing("needs the packages of requirements-dask.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dask")
    write_table(made / "events.csv", 4000, seed=2)
    partition([made / "events.csv"], made / "parts", rows=400)
    return made


@pytest.fixture
def running(folder: Path) -> Iterator[Cluster]:
    started = Cluster(folder, paths=(ROOT, ROOT / "tests"))
    yield started
    started.stop()


VIEWS = [
    {},
    {"party": ["Russia"], "by": ["type"]},
    {"from": ["2014"], "to": ["2015-03"], "q": ["place"]},
    {"type": ["AID"], "source": ["one"], "page": ["2"]},
]


def test_answers_are_those_of_the_table_in_memory(folder: Path, running: Cluster) -> None:
    whole = load_tables([folder / "events.csv"])
    runner = ClusterRunner(running.address)
    parted = cast(Dataset, PartedDataset(read_manifest(folder / "parts"), runner))
    for arguments in VIEWS:
        in_memory, on_cluster = views(arguments, whole, parted)
        assert comparable(on_cluster) == comparable(in_memory)
    runner.close()


def slow(place: str, filters: object) -> Summary:
    """A summary that takes its time, so that a worker can die in it."""
    time.sleep(0.3)
    return summarise(place, filters)  # type: ignore[arg-type]


def test_a_worker_that_is_killed_fails_no_query(folder: Path, running: Cluster) -> None:
    runner = ClusterRunner(running.address)
    parted = PartedDataset(read_manifest(folder / "parts"), runner)
    calls = [(parted.manifest.place(part), Filters()) for part in parted.manifest.parts]
    threading.Timer(0.8, running.workers[0].send_signal, args=(signal.SIGKILL,)).start()
    found = runner.each(slow, calls)
    assert sum(summary.count for summary in found) == 4000
    assert running.workers[0].wait(10) != 0, "it was killed in the middle"
    runner.close()


def test_a_scheduler_that_is_gone_gives_a_page_that_says_so(
    folder: Path, running: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app({"EVENTS": folder / "parts", "DASK": running.address}).test_client()
    assert client.get("/").status_code == 200
    monkeypatch.setattr(cluster, "PATIENCE", 5.0)
    monkeypatch.setattr(cluster, "CONNECT", 2.0)
    running.scheduler.kill()
    running.scheduler.wait()
    for _ in range(2):
        answer = client.get("/?party=Poland")
        assert answer.status_code == 503
        assert "does not answer" in answer.text
        assert answer.headers["Retry-After"] == "10"


def test_a_scheduler_that_was_never_there_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    with pytest.raises(InputError, match="does not answer"):
        create_app({"EVENTS": folder / "parts", "DASK": "tcp://127.0.0.1:9"})


def test_a_cluster_needs_parts(folder: Path) -> None:
    with pytest.raises(InputError, match="in parts"):
        create_app({"EVENTS": folder / "events.csv", "DASK": "tcp://127.0.0.1:9"})
