"""Reading CSV: whatever the editor, whatever the damage, good rows stay and the rest is told."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.model.problems import InputError
from webapp.store.csvfile import MAX_BYTES, RawTable, read_csv


@pytest.fixture(autouse=True)
def small_cells() -> Iterator[None]:
    """A lower limit, so that a cell above it is quickly made."""
    before = csv.field_size_limit(250_000)
    yield
    csv.field_size_limit(before)


def read(folder: Path, data: bytes | str, max_bytes: int = MAX_BYTES) -> RawTable:
    path = folder / "table.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_csv(path, max_bytes)


READ = [
    ("plain", "a,b\n1,2\n", [("1", "2")], [2]),
    ("no line break at the end", "a,b\n1,2", [("1", "2")], [2]),
    ("CRLF", "a,b\r\n1,2\r\n3,4\r\n", [("1", "2"), ("3", "4")], [2, 3]),
    ("CR alone, as old Macs wrote", "a,b\r1,2\r3,4", [("1", "2"), ("3", "4")], [2, 3]),
    ("header only", "a,b\n", [], []),
    ("a byte order mark", "\ufeffa,b\n1,2\n", [("1", "2")], [2]),
    ("UTF-16 with its mark", "a,b\n1,é\n".encode("utf-16"), [("1", "é")], [2]),
    ("spaces in the header", " a , b\n1,2\n", [("1", "2")], [2]),
    ("spaces in cells stay", "a,b\n 1 ,2 \n", [(" 1 ", "2 ")], [2]),
    ("quoted commas and marks", 'a,b\n"1,""x""",2\n', [('1,"x"', "2")], [2]),
    ("a mark inside a bare cell is a mark", 'a,b\n12" gun,2\n', [('12" gun', "2")], [2]),
    ("blank lines are counted", "a,b\n\n1,2\n,\n3,4\n", [("1", "2"), ("3", "4")], [3, 5]),
    ("a row is at its first line", 'a,b\n"x\ny\n",1\n3,4\n', [("x\ny\n", "1"), ("3", "4")], [2, 5]),
    ("a long cell", "a,b\n" + "x" * 200_000 + ",2\n", [("x" * 200_000, "2")], [2]),
    ("words that pandas takes for nothing", "a,b\nNA,nan\n", [("NA", "nan")], [2]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "rows", "lines"), [pytest.param(*r[1:], id=r[0]) for r in READ])
def test_just_works(
    data: bytes | str, rows: list[tuple[str, ...]], lines: list[int], tmp_path: Path
) -> None:
    table = read(tmp_path, data)
    assert list(table.columns) == ["a", "b"]
    assert list(zip(*table.columns.values(), strict=True)) == rows
    assert table.lines == lines
    assert len(table) == len(rows)
    assert table.problems == []


TOLD = [
    ("a short row", "a,b\n1\n3,4\n", 1, 2, "has 1 cells where the header has 2; cells are missing"),
    ("a long row", "a,b\n1,2,3\n4,5\n", 1, 2, "a comma inside a cell needs quotation marks"),
    ("its line counts the lines in cells", 'a,b\n"x\ny",1\n3\n', 1, 4, "has 1 cells"),
    ("an open mark swallows the rest", 'a,b\n1,2\n3,"4\n5,6\n7,8\n', 1, 3,
     "opens a quotation mark that is never closed, so lines 3 to 5 were taken for one row"),
    ("an open mark in the last cell of the last row", 'a,b\n1,2\n3,"4', 1, 3, "the row ends in it"),
    ("Latin-1", "a,b\n1,2\n1,é\n".encode("latin-1"), 2, 3, "read as Windows-1252 (Latin-1)"),
    ("Windows dashes", "a,b\n1,–\n".encode("cp1252"), 1, 2, "Save it as UTF-8"),
    ("a mark, then no UTF-8", b"\xef\xbb\xbfa,b\n1,\xe9\n", 1, 2, "not UTF-8"),
    ("a byte that no Windows letter has", b"a,b\n1,\x81\n", 1, 2, "not UTF-8"),
    ("NUL", "a,b\n1,x\0y\n3,4\n", 2, 2, "has 1 NUL characters"),
    ("a huge cell", "a,b\n1,2\n" + "x" * 300_000 + ",2\n", 1, 3,
     "cannot be read from this line on: a cell is longer than 16 million characters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kept", "line", "message"), [pytest.param(*r[1:], id=r[0]) for r in TOLD]
)
def test_told_and_the_rest_kept(
    data: bytes | str, kept: int, line: int, message: str, tmp_path: Path
) -> None:
    table = read(tmp_path, data)
    assert len(table) == kept
    (problem,) = table.problems
    assert (problem.file, problem.row) == ("table.csv", line)
    assert message in problem.message
    assert len(problem.value) <= 200
    assert f"table.csv, line {line}" in str(problem)


REFUSED = [
    ("empty", b"", "is empty. It needs a header row"),
    ("only white space", b" \r\n\n", "is empty"),
    ("only a byte order mark", b"\xef\xbb\xbf", "has no header row"),
    ("only commas", b",,\n1,2,3\n", "has no header row"),
    ("blank line first", b"\na,b\n1,2\n", "has no header row. Its first line must name"),
    ("the same name twice", b"a,b, a\n", "names the column 'a' twice"),
    ("several without a name", b"a,,\n", "has columns without a name"),
    ("an open mark in the header", b'a,"b\n1,2\n', "opens a quotation mark in its header"),
    ("a huge header", b"x" * 300_000, "longer than 16 million characters"),
    ("UTF-16 without a mark", "a,b\n1,2\n".encode("utf-16-le"), "looks like UTF-16"),
    ("broken UTF-16", b"\xff\xfea", "begins as UTF-16 but is broken"),
    ("nothing but NUL", b"\0" * 50, "looks like UTF-16"),
]


@pytest.mark.parametrize(("data", "message"), [pytest.param(*r[1:], id=r[0]) for r in REFUSED])
def test_no_table_at_all(data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"table\.csv") as caught:
        read(tmp_path, data)
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.csv does not exist. Check the name"):
        read_csv(tmp_path / "no.csv")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder, not a file"):
        read_csv(tmp_path)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has 3 MB; tables up to 2 MB are read"):
        read(tmp_path, b"x" * (3 * 2**20), max_bytes=2 * 2**20)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.write_text("a,b\n")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("the administrator may read every file")
    with pytest.raises(InputError, match="Check its permissions"):
        read_csv(path)


def test_the_digest_tells_versions_apart(tmp_path: Path) -> None:
    assert read(tmp_path, "a\n1\n").digest != read(tmp_path, "a\n2\n").digest


cell = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6).map(
        lambda rows: (width, rows)
    )
)


@settings(deadline=None)
@given(tables)
def test_any_table_comes_back_the_same(drawn: tuple[int, list[list[str]]]) -> None:
    width, rows = drawn
    header = [f"column {n}" for n in range(width)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        table = read_csv(path)
    written = [row for row in rows if any(value.strip() for value in row)]
    assert list(table.columns) == header
    assert [list(row) for row in zip(*table.columns.values(), strict=True)] == written
    assert all("NUL" in problem.message for problem in table.problems)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused_in_words(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = read(Path(folder), data)
        except InputError as error:
            assert "table.csv" in str(error)  # noqa: PT017
        else:
            assert {len(cells) for cells in table.columns.values()} == {len(table.lines)}
