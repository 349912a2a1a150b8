"""Checking a table: each broken rule names file, line, column, value and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.model.problems import InputError, Problem, shorten
from webapp.store.dataset import Dataset
from webapp.store.load import load_dataset

MakeFiles = Callable[..., tuple[Path, Path]]
LONG = "x" * 321

WRONG = [
    ("a space before a code", "event_type", " CONSULT", "has white space around it; write CONSULT"),
    ("a space after a status", "claim_status", "reported ", "around it; write reported"),
    ("a no-break space", "date_basis", "stated\xa0", "has white space around it; write stated"),
    ("a code in small letters", "event_type", "consult", "must be one of STATEMENT, AGREE"),
    ("and what is meant by it", "event_type", "consult", "write CONSULT if that is meant"),
    ("a label for a code", "event_type", "Talks", "write CONSULT if that is meant"),
    ("a label that differs from its code", "event_type", "attack", "write ASSAULT"),
    ("a slip", "event_type", "CONSLUT", "write CONSULT"),
    ("capitals in a status", "claim_status", "Alleged", "write alleged"),
    ("the label of a basis", "date_basis", "worked out", "write resolved"),
    ("an empty type", "event_type", "", "is empty; it must be one of STATEMENT"),
    ("a day first", "date", "13/03/2022", "day and month order is not guessed; write 2022-03-13"),
    ("no date", "date", "", "is empty; write for example 2022-03-13"),
    ("a day that is none", "date", "2022-02-29", "February 2022 has 28 days"),
    ("a date with a space", "date", "2022-03-13 ", "has white space around it; write 2022-03-13"),
    ("capitals in an identifier", "event_id", "Brest Talks", "write brest-talks if that is meant"),
    ("a short identifier", "event_id", "ab", "must be 3 to 64 of the characters a-z, 0-9 and -"),
    ("an identifier with a space", "event_id", "abc ", "has white space around it; write abc"),
    ("an empty identifier", "event_id", "", "is empty; it must be 3 to 64"),
    ("NUL in an identifier", "event_id", "ab\0c", "write ab-c"),
    ("a title of spaces", "title", "   ", "must say what happened"),
    ("no source", "source_id", "", "must name a source in sources.csv"),
    ("a source of spaces", "source_id", "  ", "must name a source in sources.csv"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "message"), [pytest.param(*row[1:], id=row[0]) for row in WRONG]
)
def test_a_bad_row_is_left_out(
    column: str, value: str, message: str, make_files: MakeFiles
) -> None:
    data = load_dataset(*make_files([{"title": "A good row"}, {column: value}]))
    assert list(data.events["title"]) == ["A good row"]
    problem = next(p for p in data.problems if p.severity == "error")
    assert (problem.file, problem.row, problem.column) == ("events.csv", 3, column)
    assert problem.value == value
    assert message in problem.message
    assert "[row left out]" in str(problem)


DOUBTFUL = [
    ("a short title", {"title": "Talks"}, "title", "must have 8 to 90 characters"),
    ("a long title", {"title": "x" * 91}, "title", "must have 8 to 90 characters"),
    ("too far north", {"latitude": "91"}, "latitude", "from -90 to 90; shown as unknown"),
    ("a decimal comma", {"longitude": "30,5"}, "longitude", "write 30.5 if that is meant"),
    ("degrees and minutes", {"latitude": "51°22'"}, "latitude", "must be decimal degrees"),
    ("not a number", {"latitude": "nan"}, "latitude", "must be decimal degrees"),
    ("an underscore", {"latitude": "1_0"}, "latitude", "must be decimal degrees"),
    ("wide digits", {"latitude": "５"}, "latitude", "must be decimal degrees"),
    ("half a death", {"fatalities": "1.5"}, "fatalities", "must be a whole number, 0 or more"),
    ("fewer than none", {"fatalities": "-1"}, "fatalities", "must be a whole number, 0 or more"),
    ("a long quote", {"quote": LONG, "quote_start": "0", "quote_end": "321"}, "quote", "most 320"),
    ("a quote without offsets", {"quote": "abc"}, "quote_start", "give all three or none"),
    ("offsets without a quote", {"quote_start": "1", "quote_end": "2"}, "quote_start", "all three"),
    (
        "offsets too far apart",
        {"quote": "abc", "quote_start": "5", "quote_end": "9"},
        "quote_start",
        "the offsets are 4 apart but the quote has 3 characters",
    ),
    (
        "an offset in words",
        {"quote": "abc", "quote_start": "five", "quote_end": "8"},
        "quote_start",
        "must be a whole number of characters from 0",
    ),
    ("a claim of nobody", {"claim_status": "claimed"}, "speaker", "must name whose words carry it"),
    ("a claim of a space", {"claim_status": "alleged", "speaker": " "}, "speaker", "must name"),
    ("an unknown source", {"source_id": "other"}, "source_id", "is not described in sources.csv"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "message"), [pytest.param(*line[1:], id=line[0]) for line in DOUBTFUL]
)
def test_a_doubtful_row_stays(
    row: dict[str, str], column: str, message: str, make_files: MakeFiles
) -> None:
    data = load_dataset(*make_files([row]))
    assert len(data) == 1
    (problem,) = data.problems
    assert (problem.file, problem.row, problem.column) == ("events.csv", 2, column)
    assert problem.severity == "warning"
    assert message in problem.message
    if column in ("latitude", "longitude", "fatalities"):
        assert data.events[column].isna().all()


FINE = [
    ("nothing but what is required", {}),
    ("the shortest title", {"title": "x" * 8}),
    ("the longest title", {"title": "x" * 90}),
    ("the longest quote", {"quote": "x" * 320, "quote_start": "0", "quote_end": "320"}),
    ("the poles", {"latitude": "-90", "longitude": "+180.0"}),
    ("no death is a number", {"fatalities": "0"}),
    ("an identifier of 64", {"event_id": "a" * 64}),
    ("a claim with its speaker", {"claim_status": "claimed", "speaker": "A. Speaker"}),
    ("the source expects it itself", {"claim_status": "expected"}),
    ("nobody acts", {"actors": "", "recipients": ""}),
    ("text that looks like nothing", {"place": "nan", "actors": "NA"}),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in FINE])
def test_a_good_row_has_no_problem(row: dict[str, str], make_files: MakeFiles) -> None:
    data = load_dataset(*make_files([row]))
    assert (len(data), data.problems) == (1, ())


def test_a_repeated_identifier_names_the_line_of_the_first(make_files: MakeFiles) -> None:
    rows = [{"event_id": name} for name in ("one", "two", "one", "one")]
    data = load_dataset(*make_files(rows))
    assert list(data.events["event_id"]) == ["one", "two"]
    assert [(p.row, p.column, p.value) for p in data.problems] == [
        (4, "event_id", "one"),
        (5, "event_id", "one"),
    ]
    assert "stands in line 2 already" in data.problems[1].message


def test_all_problems_at_once_in_the_order_of_the_file(make_files: MakeFiles) -> None:
    rows = [
        {"date": "soon", "event_type": "Talk", "title": ""},
        {"speaker": "one\ntwo\nthree"},
        {"claim_status": "true"},
    ]
    data = load_dataset(*make_files(rows))
    found = [(problem.row, problem.column) for problem in data.problems]
    assert sorted(found[:3]) == [(2, "date"), (2, "event_type"), (2, "title")]
    assert found[3:] == [(6, "claim_status")], "a cell of three lines counts as three"


def test_rows_that_are_too_short_stand_among_the_others(make_files: MakeFiles) -> None:
    events, sources = make_files([{"date": "soon"}, {}, {"date": "later"}])
    lines = events.read_text().splitlines()
    events.write_text("\n".join([*lines[:2], "a,b", *lines[2:]]))
    assert [p.row for p in load_dataset(events, sources).problems] == [2, 3, 5]


def without(path: Path, *columns: str) -> None:
    """Rewrite a file of simple cells without some columns."""
    rows = [line.split(",") for line in path.read_text().splitlines()]
    keep = [at for at, name in enumerate(rows[0]) if name not in columns]
    path.write_text("\n".join(",".join(row[at] for at in keep) for row in rows))


def test_missing_required_columns_are_all_named(make_files: MakeFiles) -> None:
    events, sources = make_files([{}])
    without(events, "date", "title")
    with pytest.raises(InputError) as caught:
        load_dataset(events, sources)
    assert "events.csv lacks the columns date, title. Its header has: event_id," in str(
        caught.value
    )


def test_missing_optional_columns_are_empty(make_files: MakeFiles) -> None:
    events, sources = make_files([{}])
    without(events, "speaker", "quote", "quote_start", "quote_end", "latitude", "recipients")
    data = load_dataset(events, sources)
    assert data.problems == ()
    assert data.events.at[0, "speaker"] == ""
    assert data.events["latitude"].isna().all()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator_is_recognised(separator: str, make_files: MakeFiles) -> None:
    events, sources = make_files([{"actors": "A", "recipients": "B"}])
    events.write_text(events.read_text().replace(",", separator))
    assert len(load_dataset(events, sources)) == 1


def test_a_column_of_ones_own_is_kept_and_said(make_files: MakeFiles) -> None:
    data = load_dataset(*make_files([{"coder": "AB"}]))
    (problem,) = data.problems
    assert (problem.row, problem.column, problem.severity) == (1, "coder", "warning")
    assert "is not a column of the codebook; it is kept" in problem.message
    assert data.events.at[0, "coder"] == "AB"


BAD_SOURCES = [
    ("a bad key", {"source_id": "My Report"}, "source_id", "must be 3 to 64", "error"),
    ("a date in words", {"published": "March 2022"}, "published", "write 2022-03", "warning"),
    ("retrieved one day", {"retrieved": "1/2/22"}, "retrieved", "write for example", "warning"),
    ("a script", {"url": "javascript:alert(1)"}, "url", "must begin with http", "warning"),
    ("no host", {"archive_url": "http://"}, "archive_url", "must begin with http", "warning"),
    ("hidden controls", {"url": "http://a\u202eb.org"}, "url", "must begin with http", "warning"),
    ("a broken address", {"url": "http://[1"}, "url", "must begin with http", "warning"),
    ("a length in words", {"text_length": "long"}, "text_length", "whole number", "warning"),
    ("half a hash", {"text_sha256": "abc"}, "text_sha256", "64 of the characters", "warning"),
]


@pytest.mark.parametrize(
    ("source", "column", "message", "severity"),
    [pytest.param(*row[1:], id=row[0]) for row in BAD_SOURCES],
)
def test_a_bad_source(
    source: dict[str, str], column: str, message: str, severity: str, make_files: MakeFiles
) -> None:
    data = load_dataset(*make_files([{}], [{}, {"source_id": "second", **source}]))
    (problem,) = data.problems
    assert (problem.file, problem.row, problem.column) == ("sources.csv", 3, column)
    assert message in problem.message
    assert problem.severity == severity
    assert len(data.sources) == (1 if severity == "error" else 2)


def problems_of_sources(events: Path, sources: Path) -> tuple[Dataset, list[Problem]]:
    data = load_dataset(events, sources)
    return data, [p for p in data.problems if p.file == "sources.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(None, "does not exist", id="missing"),
        pytest.param("", "is empty", id="empty"),
        pytest.param("key,title\nreport-1,A\n", "the column is missing", id="no key"),
    ],
)
def test_events_are_shown_without_their_sources(
    text: str | None, message: str, make_files: MakeFiles
) -> None:
    events, sources = make_files([{}])
    sources.unlink() if text is None else sources.write_text(text)
    data, (problem,) = problems_of_sources(events, sources)
    assert message in problem.message
    assert len(data) == 1
    assert data.title == "events"


def test_a_source_described_twice_counts_once(make_files: MakeFiles) -> None:
    events, sources = make_files([{}], [{"title": "First"}, {"title": "Second"}])
    data, (problem,) = problems_of_sources(events, sources)
    assert (problem.row, problem.column) == (3, "source_id")
    assert data.sources.at["report-1", "title"] == "First"


def test_a_problem_in_words() -> None:
    whole = Problem("a.csv", 0, "", "", "is gone", "warning")
    cell = Problem("a.csv", 7, "date", "x\ny", "is not a date")
    assert str(whole) == "a.csv: is gone [warning]"
    assert str(cell) == "a.csv, line 7, column date: 'x\\ny': is not a date [row left out]"
    assert cell.as_dict()["severity"] == "error"
    assert shorten("x" * 81) == "x" * 79 + "…"
    assert shorten("x" * 80) == "x" * 80
