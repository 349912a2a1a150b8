"""The evaluation of events: what is matched with what, and what counts as right."""

from __future__ import annotations

import csv
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import extract_events as bench
from bench.assignment import assign
from bench.extract_events import Coded, covered, dates_overlap, match, overlap, same_speaker
from webapp.extract.article import Extraction
from webapp.extract.base import Evidence, Proposal, Span
from webapp.extract.text import read_document
from webapp.model.problems import InputError

CELLS = {
    "event_type": "ASSAULT",
    "date": "2022-03-13",
    "date_basis": "stated",
    "actors": "Russia",
    "recipients": "Ukraine",
    "claim_status": "reported",
    "speaker": "",
}


def coded(start: int, end: int, **cells: str) -> Coded:
    return Coded(Span(start, end), {**CELLS, **cells})


def proposed(start: int, end: int, **cells: str) -> Proposal:
    fields = {name: Evidence(value, None, "a rule") for name, value in {**CELLS, **cells}.items()}
    return Proposal(Span(start, end), Span(start, end), fields)


@pytest.mark.parametrize(
    ("one", "other", "share", "ratio"),
    [
        ((0, 10), (0, 10), 1.0, 1.0),
        ((0, 10), (5, 15), 0.5, 1 / 3),
        ((0, 10), (0, 100), 1.0, 0.1),
        ((0, 10), (10, 20), 0.0, 0.0),
        ((5, 5), (0, 10), 0.0, 0.0),
    ],
)
def test_overlaps(one, other, share, ratio):
    assert covered(Span(*one), Span(*other)) == share
    assert overlap(Span(*one), Span(*other)) == pytest.approx(ratio)
    assert overlap(Span(*other), Span(*one)) == pytest.approx(ratio)


WEIGHTS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3.5]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=5,
    )
)


@settings(max_examples=60, deadline=None)
@given(WEIGHTS)
def test_the_best_assignment_is_found(weights):
    """Against every possibility, for small tables of all shapes."""
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len(pairs) == min(len(weights), len(weights[0]))
    assert len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[row][column] for row, column in pairs) == pytest.approx(_most(weights))


def _most(weights):
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    orders = itertools.permutations(range(len(weights[0])), len(weights))
    return max(sum(row[at] for row, at in zip(weights, order, strict=True)) for order in orders)


def test_nothing_is_assigned_to_nothing():
    assert assign([]) == []
    assert assign([[], []]) == []


def test_a_proposal_is_matched_once():
    gold = [coded(0, 20), coded(0, 20)]
    assert len(match(gold, [proposed(0, 20)], strict=False)) == 1


def test_of_two_that_overlap_the_one_of_the_same_type_is_matched():
    found = [proposed(0, 20, event_type="AID"), proposed(0, 20)]
    assert match([coded(0, 20)], found, strict=False) == [(0, 1)]


def test_as_many_as_can_be_are_matched():
    """The long proposal fits both; it goes to the event that nothing else fits."""
    gold = [coded(0, 20), coded(30, 50)]
    found = [proposed(0, 50), proposed(0, 20)]
    assert sorted(match(gold, found, strict=False)) == [(0, 1), (1, 0)]


def test_strict_wants_the_type_and_half_of_the_union():
    gold = [coded(0, 20)]
    assert match(gold, [proposed(0, 20)], strict=True)
    assert not match(gold, [proposed(0, 20, event_type="AID")], strict=True)
    assert not match(gold, [proposed(0, 60)], strict=True)
    assert match(gold, [proposed(0, 60)], strict=False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", "", True),
        ("Mykhailo Podolyak", "Podolyak", True),
        ("the United States", "United States", True),
        ("Brig. Osman Tayfour", "Osman Tayfour", True),
        ("Ukraine", "", False),
        ("", "Ukraine", False),
        ("Wendy Sherman", "John Kirby", False),
    ],
)
def test_speakers(one, other, same):
    assert same_speaker(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "overlapping"),
    [
        ("2022-03-13", "2022-03~", True),
        ("2022-03-13", "2022-03-14", False),
        ("../2022-03-13", "1986", True),
        ("2022-03-13", "", False),
        ("2022-03-13", "not a date", False),
    ],
)
def test_dates(one, other, overlapping):
    assert dates_overlap(one, other) is overlapping


def test_fields_are_compared():
    right = bench.compare(coded(0, 9, actors="A;B"), proposed(0, 9, actors="B;A", date="2022-03~"))
    wrong = {name for name, is_right in right.items() if not is_right}
    assert wrong == {"date"}


# Files

TEXT = "Side A met side B. Side A struck side B."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    _table(tmp_path / "one.csv", [{**CELLS, "quote": "Side A struck side B"}])
    _table(tmp_path / "one.source.csv", [{"source_id": "one", "published": "2022-03-14"}])
    (tmp_path / "alone.txt").write_text("No table stands beside this one.", "utf-8")
    return tmp_path


def _table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def asked(monkeypatch):
    """Extraction stands still: it proposes one event, and keeps the dates that it was given."""
    dates: list[str] = []

    def extract(text: str, published: str) -> Extraction:
        dates.append(published)
        return Extraction(read_document(text), (proposed(19, 39),), (), (), ())

    monkeypatch.setattr(bench, "extract_article", extract)
    return dates


def test_a_folder_is_scored(folder, asked, capsys):
    bench.main([str(folder)])
    printed = capsys.readouterr().out
    assert "one: 1 coded, 1 proposed, 1 matched" in printed
    assert "strict P 1.00 R 1.00 F1 1.00" in printed
    assert asked == ["2022-03-14"]


def test_a_date_may_be_given_for_all(folder, asked, capsys):
    bench.main([str(folder), "--published", "2023-01-01"])
    assert asked == ["2023-01-01"]


def test_a_single_pair_is_scored_with_its_errors(folder, asked, capsys):
    _table(folder / "one.csv", [{**CELLS, "date": "1986", "quote": "Side A struck side B"},
                                {**CELLS, "quote": "Side A met side B"}])  # fmt: skip
    pair = ["--text", str(folder / "one.txt"), "--events", str(folder / "one.csv")]
    bench.main([*pair, "--errors"])
    printed = capsys.readouterr().out
    assert "date: '1986' was '2022-03-13'" in printed
    assert "MISSED ASSAULT: Side A met side B" in printed


def test_offsets_that_are_off_are_not_believed(folder):
    _table(folder / "one.csv", [{**CELLS, "quote": "Side A", "quote_start": "18"}])
    assert bench.read_gold(folder / "one.csv", TEXT)[0].span == Span(19, 25)


def test_a_quote_that_is_not_there_is_named(folder):
    _table(folder / "one.csv", [{**CELLS, "quote": "Side C"}])
    with pytest.raises(InputError, match=r"one\.csv: the text has no passage 'Side C'"):
        bench.read_gold(folder / "one.csv", TEXT)


@pytest.mark.parametrize("arguments", [[], ["--text", "one.txt"], ["{folder}/none"]])
def test_what_cannot_be_scored_is_refused(arguments, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        bench.main([argument.format(folder=tmp_path) for argument in arguments])
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
