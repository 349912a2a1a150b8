"""Files of every kind, good and bad, as they come from other people."""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.model.problems import InputError
from webapp.store.load import load_dataset
from webapp.store.reading import Limits, OpenTable, open_tables, text
from webapp.store.reading.text import sniff

MakeFiles = Callable[..., tuple[Path, Path]]
ROWS = [["Ännä", "1"], ['b, "c"\nd', "=1+1"], ["", "2022-03-13"]]
NAMES = ["name", "value"]


def text_of(rows: list[list[str]], separator: str = ",") -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue()


def cells(table: OpenTable) -> list[list[str]]:
    return [row for batch in table.batches() for row in batch.cells.to_numpy().tolist()]


def only(path: Path, limits: Limits | None = None) -> OpenTable:
    (table,) = open_tables(path, limits or Limits())
    return table


def messages(table: OpenTable) -> str:
    return " | ".join(str(problem) for batch in table.batches() for problem in batch.problems)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def excel(rows: list[list[object]], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"More {number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parquet(rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(rows[1:], columns=rows[0], dtype="str").to_parquet(buffer)
    return buffer.getvalue()


PLAIN = text_of([NAMES, *ROWS])
KINDS = [
    pytest.param(PLAIN.encode(), id="CSV"),
    pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), id="CSV with a byte order mark"),
    pytest.param(text_of([NAMES, *ROWS], "\t").encode(), id="tabs"),
    pytest.param(text_of([NAMES, *ROWS], ";").encode(), id="semicolons"),
    pytest.param(text_of([NAMES, *ROWS], "|").encode(), id="bars"),
    pytest.param(PLAIN.encode("utf-16"), id="UTF-16"),
    pytest.param(gzip.compress(PLAIN.encode()), id="gzip"),
    pytest.param(zipped({"a.csv": PLAIN.encode(), "__MACOSX/._a.csv": b"x"}), id="zip"),
    pytest.param(parquet([NAMES, *ROWS]), id="Parquet"),
    pytest.param(excel([NAMES, *ROWS]), id="Excel"),
    pytest.param(zipped({"a.xlsx": excel([NAMES, *ROWS])}), id="Excel in a zip"),
]


@pytest.mark.parametrize("data", KINDS)
def test_a_table_reads_alike_whatever_it_is_packed_in(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no-ending"
    path.write_bytes(data)
    table = only(path)
    assert list(table.head.names) == NAMES
    # Excel keeps a formula as what it comes to, and nobody has worked it out here.
    found = [
        [cell or "=1+1" if at == (1, 1) else cell for at, cell in enumerate_cells(row, n)]
        for n, row in enumerate(cells(table))
    ]
    assert [row for row in found if any(row)] == ROWS


def enumerate_cells(row: list[str], number: int) -> list[tuple[tuple[int, int], str]]:
    return [((number, column), cell) for column, cell in enumerate(row)]


REFUSED = [
    ("nothing", b"", "is empty"),
    ("blank lines", b" \n\n", "is empty"),
    ("a web page", b"<!DOCTYPE html><p>a,b</p>", "is a web page or XML"),
    ("JSON", b'{"a": 1}', "is JSON"),
    ("a PDF", b"%PDF-1.7\n1 0 obj", "is a PDF"),
    ("UTF-16 without its mark", "a,b\n1,2\n".encode("utf-16-le"), "byte order mark"),
    ("an empty zip", zipped({}), "holds no file"),
    ("half a zip", zipped({"a.csv": PLAIN.encode()})[:60], "damaged zip"),
    ("half a Parquet file", parquet([NAMES, *ROWS])[:200], "incomplete Parquet"),
    ("half a spreadsheet", excel([NAMES, *ROWS])[:3000], "damaged"),
    ("a spreadsheet without rows", excel([]), "no rows"),
    ("a zip in a zip", zipped({"a.csv.gz": gzip.compress(b"a,b")}), "Unpack"),
    ("a zip in a zip", zipped({"a.zip": zipped({"a.csv": b"a,b"})}), "packed inside a packed"),
    ("gzip in gzip", gzip.compress(gzip.compress(b"a,b\n1,2\n")), "holds a gzip file"),
    ("a spreadsheet in gzip", gzip.compress(excel([NAMES, *ROWS])), "or a spreadsheet. Unpack"),
    ("a 7-Zip archive", b"7z\xbc\xaf\x27\x1c" + bytes(50), "a 7-Zip archive"),
    ("a binary spreadsheet", zipped({"[Content_Types].xml": b"", "xl/a/sheet1.bin": b""}), "xlsb"),
    ("an old spreadsheet that is none", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "no spreadsheet"),
]


@pytest.mark.parametrize(("data", "message"), [pytest.param(d, m, id=n) for n, d, m in REFUSED])
def test_what_is_no_table_is_refused_in_words(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as refusal:
        list(only(path).batches())
    assert "table.csv" in str(refusal.value)


def test_a_locked_zip_is_refused_in_words(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.csv": b"a,b\n1,2\n"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark) + at
        struct.pack_into("<H", data, start, 1)
    (tmp_path / "t.zip").write_bytes(data)
    with pytest.raises(InputError, match="password"):
        only(tmp_path / "t.zip")


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.csv": data})])
def test_a_bomb_is_refused_before_it_goes_off(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(pack(b"a,b\n" + b"1,2\n" * 2_000_000))
    limits = Limits(ratio_from=2**20, ratio=50)
    with pytest.raises(InputError, match="made to fill the computer"):
        list(only(path, limits).batches())


def test_a_spreadsheet_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(zipped({"[Content_Types].xml": b"", "xl/sheet.xml": b" " * 5_000_000}))
    with pytest.raises(InputError, match="expands to more than"):
        only(path, Limits(whole_bytes=2**20))


BAD = [
    (
        "a truncated gzip",
        gzip.compress(text_of([NAMES, *[["x", str(i)] for i in range(9999)]]).encode())[:9000],
        "ends before its end",
    ),
    ("a short truncated gzip", gzip.compress(b"name,value\nx,1\n")[:-8], "ends before its end"),
    ("a gzip and more", gzip.compress(b"name,value\nx,1\n") + b"more", "ends before its end"),
    (
        "mixed encodings",
        b"name,value\nok \xc3\xa4,1\n" + "stray é,2\n".encode("cp1252"),
        "line 3.*not UTF-8",
    ),
    ("a row too short", b"name,value\nx\ny,2\n", "line 2.*1 cells where the header has 2"),
    ("a row too long", b"name,value\nx,1,2\n", "line 2.*3 cells where the header has 2"),
    ("an open quotation mark", b'name,value\nx,1\n"y,2\nz,3\n', "line 3.*never closed"),
    ("NUL characters", b"name,value\nx\0y,2\n", "line 2.*NUL"),
    ("the same name twice", b"name,name\nx,2\n", "is there twice"),
    ("a column without a name", b"name,\nx,2\n", "has no name"),
]


@pytest.mark.parametrize(("data", "message"), [pytest.param(d, m, id=n) for n, d, m in BAD])
def test_what_is_wrong_is_told_and_the_rest_is_read(
    data: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    table = only(path)
    assert pd.Series([messages(table)]).str.contains(message, regex=True).all(), messages(table)
    good = data.startswith(
        (b"\x1f\x8b", b"name,value\nok", b"name,value\nx\0", b"name,na", b"name,\n")
    )
    assert cells(table) or not good


def test_other_sheets_and_rows_above_the_table_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(
        excel([["Source: somebody"], [], ["name", "value", "day"], ["x", 1.0, True]], 2)
    )
    table = only(path)
    assert cells(table) == [["x", "1", "TRUE"]]
    assert "there are also: More 1" in messages(table)
    assert "passed over" in messages(table)


def typed_columns() -> list[tuple[str, pa.Array, list[str]]]:
    noon, midnight = dt.datetime(2022, 3, 13, 12), dt.datetime(2022, 3, 13)
    return [
        ("whole numbers", pa.array([1, None]), ["1", ""]),
        ("large ones", pa.array([2**63], pa.uint64()), ["9223372036854775808"]),
        ("numbers", pa.array([0.1, 2.0, 1e300]), ["0.1", "2", "1e+300"]),
        ("short numbers", pa.array([0.1, None], pa.float32()), ["0.1", ""]),
        ("days", pa.array([midnight.date(), None]), ["2022-03-13", ""]),
        ("times", pa.array([noon, midnight]), ["2022-03-13T12:00:00", "2022-03-13"]),
        ("far days", pa.array([10**8], pa.int32()).cast(pa.date32()), ["100000000"]),
        ("an unknown zone", pa.array([7], pa.timestamp("ms", "Mars/Phobos")), ["7"]),
        ("decimals", pa.array([decimal.Decimal("1.50")]), ["1.50"]),
        ("yes and no", pa.array([True, False]), ["TRUE", "FALSE"]),
        ("categories", pa.array(["x", "y"]).dictionary_encode(), ["x", "y"]),
        ("lists", pa.array([[1, 2]]), ["[1, 2]"]),
        ("nothing", pa.nulls(1), [""]),
    ]


@pytest.mark.parametrize(
    ("column", "texts"), [pytest.param(c, t, id=n) for n, c, t in typed_columns()]
)
def test_typed_columns_become_text(column: pa.Array, texts: list[str], tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": column}), tmp_path / "t")
    assert cells(only(tmp_path / "t")) == [[text] for text in texts]


def test_a_parquet_file_without_rows_has_its_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "t")
    (batch,) = only(tmp_path / "t").batches()
    assert (list(batch.cells), len(batch.cells)) == (["a"], 0)


def test_a_text_stored_once_and_repeated_is_read_in_small_batches(tmp_path: Path) -> None:
    index = pa.array([0] * 2000, pa.int32())
    repeated = pa.DictionaryArray.from_arrays(index, pa.array(["x" * 2**20]))
    pq.write_table(pa.table({"a": repeated}), tmp_path / "t")
    assert (tmp_path / "t").stat().st_size < 2**20
    first = next(only(tmp_path / "t").batches())
    assert len(first.cells) == 64


def test_rows_of_a_spreadsheet_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(excel([[], ["", "name", "value"], ["", "x", 1.5], [], ["", "y", 2]]))
    (batch,) = only(path).batches()
    assert batch.cells.index.tolist() == [3, 5]
    assert batch.cells.to_numpy().tolist() == [["x", "1.5"], ["y", "2"]]
    assert batch.problems == []


def test_a_formula_without_its_result_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(excel([["a", "b"], ["x", "=1+1"], ["y", "=2+2"], ["z", 3]]))
    assert "cell B2 and 1 more holds a formula" in messages(only(path))


def test_a_cell_far_outside_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", 1
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        only(tmp_path / "t.xlsx")


def test_repeated_cells_do_not_fill_the_memory(tmp_path: Path) -> None:
    content = (
        b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        b'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'
    )
    (tmp_path / "t.ods").write_bytes(zipped({"mimetype": b"", "content.xml": content}))
    with pytest.raises(InputError, match="17,179,869,184 cells"):
        only(tmp_path / "t.ods")


def test_what_lies_beside_tables_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    members = {
        "README.txt": b"Hello, reader.\nThis is text.\n",
        "b.pdf": b"%PDF-1.7",
        "a.csv": b"a,b\n1,2\n",
    }
    (tmp_path / "t.zip").write_bytes(zipped(members))
    table = only(tmp_path / "t.zip")
    assert cells(table) == [["1", "2"]]
    assert "b.pdf is a PDF" in messages(table)
    assert "README.txt was passed over" in messages(table)


def test_a_first_line_that_names_the_separator_is_no_header(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"sep=;\r\na;b\r\n1,5;2\r\n")
    (batch,) = only(tmp_path / "t.csv").batches()
    assert (list(batch.cells), batch.cells.index.tolist()) == (["a", "b"], [3])


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINE", 2**20)
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,2\n" + b"x" * 2**21)
    with pytest.raises(InputError, match="million characters in line 3"):
        list(only(tmp_path / "t.csv").batches())


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    with pytest.raises(InputError, match="a pipe, not a file"):
        only(tmp_path / "t.csv")


def test_several_tables_of_an_archive_are_one_table_each(tmp_path: Path) -> None:
    (tmp_path / "t.zip").write_bytes(zipped({"a.csv": b"a,b\n1,2\n", "b.csv": b"a,b\n3,4\n"}))
    assert [table.file for table in open_tables(tmp_path / "t.zip", Limits())] == [
        "t.zip/a.csv",
        "t.zip/b.csv",
    ]


def test_every_packing_loads_as_the_same_events(make_files: MakeFiles, tmp_path: Path) -> None:
    events, sources = make_files([{"place": "Ö"}, {"date": "2022-03~", "event_type": "AID"}])
    plain = load_dataset(events, sources)
    frame = pd.read_csv(events, dtype="str", keep_default_na=False)
    for data in (
        gzip.compress(events.read_bytes()),
        parquet([list(frame), *frame.to_numpy().tolist()]),
        excel([list(frame), *frame.to_numpy().tolist()]),
    ):
        path = tmp_path / "packed"
        path.write_bytes(data)
        other = load_dataset(path, sources)
        names = ["event_id", "date", "title", "place", "event_type"]
        for name in names:
            assert (
                other.events[name].astype("str").tolist()
                == plain.events[name].astype("str").tolist()
            )


cell = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(cell, cell, cell), min_size=2, max_size=6),
    separator=st.sampled_from([",", ";", "\t", "|"]),
)
def test_text_comes_back_as_it_was_written(
    rows: list[tuple[str, ...]], separator: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    header = ["alpha", "beta", "gamma"]
    path = tmp_path_factory.mktemp("t") / "t"
    quoted = io.StringIO(newline="")
    writer = csv.writer(quoted, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    path.write_text(quoted.getvalue(), encoding="utf-8", newline="")
    assert sniff(quoted.getvalue()) == separator
    kept = [list(row) for row in rows if any(c.strip() for c in row)]
    assert cells(only(path)) == kept


def test_rows_keep_the_line_on_which_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n\n"x\ny",1\nz,2\n')
    (batch,) = only(path).batches()
    assert batch.cells.index.tolist() == [3, 5]


# Excel's own files cannot hold controls; its reader takes _x0041_ for an A.
excel_cell = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff_="
    ),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip())


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(excel_cell, excel_cell), min_size=1, max_size=5))
@pytest.mark.parametrize("pack", [excel, parquet])
def test_other_kinds_come_back_as_they_were_written(
    pack: Callable[[list[list[str]]], bytes],
    rows: list[tuple[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("t") / "t"
    path.write_bytes(pack([["alpha", "beta"], *map(list, rows)]))
    (batch,) = only(path).batches()
    assert batch.cells.to_numpy().tolist() == [list(row) for row in rows]
    assert batch.cells.index.tolist() == list(range(2, len(rows) + 2))


lines = st.lists(st.sampled_from(["", "x", "a\nb", "a\r\n\nb", 'say "so"']), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(found=lines, end=st.sampled_from(["\n", "\r\n"]))
def test_every_row_is_numbered_by_its_first_line(
    found: list[str], end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written, starts = f"a,b{end}", []
    for cell in found:
        if cell:
            starts.append(written.count("\n") + 1)
            quoted = cell.replace('"', '""')
            written += f'"{quoted}",1'
        written += end
    path = tmp_path_factory.mktemp("t") / "t"
    path.write_bytes(written.encode())
    (batch,) = only(path).batches()
    assert batch.cells.index.tolist() == starts
    assert batch.cells["a"].tolist() == [cell for cell in found if cell]
