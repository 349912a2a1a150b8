"""Views: the same events as a slow filter finds, counts that keep their promise, words that fit."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.model.columns import EVENT_NAMES
from webapp.model.dates import parse_date
from webapp.model.vocabulary import split_parties
from webapp.query.args import FACETS, ViewArgs, read_args
from webapp.query.view import PAGE_SIZE, FacetValue, View
from webapp.store.dataset import Dataset
from webapp.store.load import load_dataset

MakeFiles = Callable[..., tuple[Path, Path]]
PARTIES = ("Ann", "Bob", "Cyd", "Dee & Co", "ß")
TYPES = ("CONSULT", "AID", "OTHER", "ASSAULT")
STATUSES = ("reported", "claimed", "alleged", "expected")
SOURCES = ("report-1", "report-2", "undescribed")
DATES = ("2020", "2021-03", "2021-03-05", "2021-03-05~", "2021-02/2021-04", "../2021-03", "2021/..",
         "XXXX", "-0044-03-15", "2300")  # fmt: skip
SEARCHED = ("title", "quote", "actors", "recipients", "speaker", "speaker_role", "place")
WORDS = ("peace", "TALKS", "Straße", "one.two", "50%", "a\nb")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Eighty events that differ in everything that is filtered."""
    folder = tmp_path_factory.mktemp("view")
    pick = random.Random(7)  # noqa: S311 (no secret, the same each time)
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, EVENT_NAMES, restval="")
        writer.writeheader()
        for number in range(80):
            writer.writerow(
                {
                    "event_id": f"event-{number}",
                    "date": pick.choice(DATES),
                    "date_basis": "stated",
                    "title": f"A title of {pick.choice(WORDS)}",
                    "event_type": pick.choice(TYPES),
                    "actors": ";".join(pick.choices(PARTIES, k=pick.randint(0, 3))),
                    "recipients": ";".join(pick.choices(PARTIES, k=pick.randint(0, 2))),
                    "claim_status": pick.choice(STATUSES),
                    "speaker": pick.choice(("", "Speaker", *PARTIES)),
                    "place": pick.choice(("", *WORDS)),
                    "source_id": pick.choice(SOURCES),
                }
            )
    (folder / "sources.csv").write_text("source_id,title\nreport-1,The report\nreport-2,\n")
    return load_dataset(folder / "events.csv", folder / "sources.csv")


def passes(row: dict[str, str], args: ViewArgs) -> bool:
    """Whether an event is in view, told one event and one filter at a time."""
    parties = {*split_parties(row["actors"]), *split_parties(row["recipients"])}
    text = "\n".join(row[name] for name in SEARCHED)
    return (
        (not args.party or bool(parties & set(args.party)))
        and (not args.type or row["event_type"] in args.type)
        and (not args.status or row["claim_status"] in args.status)
        and (not args.source or row["source_id"] in args.source)
        and all(word in text.casefold() for word in args.q.casefold().split())
        and parse_date(row["date"]).overlaps(args.first_day, args.last_day)
    )


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


window = st.one_of(
    st.none(),
    st.sampled_from(["2020", "2021-03", "2021-03-05", "2021-03-06", "-0044", "2299", "1600"]).map(
        parse_date
    ),
)
arguments = st.builds(
    ViewArgs,
    party=some(PARTIES),
    type=some(TYPES),
    status=some(STATUSES),
    source=some(SOURCES),
    q=st.sampled_from(
        ["", "", "", "peace", "talks title", "STRASSE", "50%", ".", "Ann bob", "a b"]
    ),
    first=window,
    last=window,
).filter(lambda a: not (a.first and a.last) or (a.first_day or 0) <= (a.last_day or 0))
few = settings(max_examples=40, deadline=None)


def rows_of(data: Dataset) -> list[dict[str, str]]:
    return [{str(k): str(v) for k, v in row.items()} for row in data.events.to_dict("records")]


def values_of(view: View) -> list[FacetValue]:
    return [value for group in view.facets for value in group.values]


@few
@given(args=arguments)
def test_in_view_is_what_a_slow_filter_finds(data: Dataset, args: ViewArgs) -> None:
    view = View(data, args)
    expected = [at for at, row in enumerate(rows_of(data)) if passes(row, args)]
    assert view.rows.tolist() == expected
    assert view.count == len(expected)
    within = {at for at in expected if data.date(at).within(args.first_day, args.last_day)}
    possible = {at for at in expected if view.is_possible(at)}
    assert possible == set(expected) - within
    assert view.selection.possible == len(possible)


@few
@given(args=arguments)
def test_counts_are_those_under_the_other_filters(data: Dataset, args: ViewArgs) -> None:
    rows = rows_of(data)
    for value in values_of(View(data, args)):
        alone = args.but(**{value.name: (value.value,)})
        assert value.count == sum(passes(row, alone) for row in rows), value
        assert value.selected is (value.value in getattr(args, value.name))
        assert value.disabled is (value.count == 0 and not value.selected)


@few
@given(args=arguments)
def test_a_facet_gives_what_it_promises(data: Dataset, args: ViewArgs) -> None:
    """Chosen first of its kind, a value leaves as many events as it said; its link is that view."""
    view = View(data, args)
    for value in values_of(view):
        toggled, notices = read_args(
            parse_qs(urlsplit(value.url).query), data.parties.names, SOURCES
        )
        assert (toggled, notices) == (args.toggled(value.name, value.value), [])
        if not getattr(args, value.name):
            assert View(data, toggled).count == value.count


@few
@given(args=arguments)
def test_the_sentence_counts_and_its_chips_undo(data: Dataset, args: ViewArgs) -> None:
    view = View(data, args)
    assert len(view.chips) == args.filtered
    assert all(text in view.sentence for _, text in view.conditions)
    for chip in view.chips:
        fewer, _ = read_args(parse_qs(urlsplit(chip.url).query), data.parties.names, SOURCES)
        assert fewer.filtered == args.filtered - 1


@few
@given(args=arguments, row=st.integers(0, 79))
def test_neighbours_are_the_nearest_in_view(data: Dataset, args: ViewArgs, row: int) -> None:
    view = View(data, args)
    before, after = view.neighbours(row)
    shown = view.rows.tolist()
    assert before == max((at for at in shown if at < row), default=None)
    assert after == min((at for at in shown if at > row), default=None)


def test_every_value_of_the_table_is_in_a_facet(data: Dataset) -> None:
    values = values_of(View(data, ViewArgs()))
    found = {name: {value.value for value in values if value.name == name} for name in FACETS}
    assert found["party"] == set(PARTIES)
    assert found["source"] == set(SOURCES)
    assert found["status"] == set(STATUSES)
    assert found["type"] >= set(TYPES)


def test_a_source_without_a_title_has_its_key(data: Dataset) -> None:
    view = View(data, ViewArgs())
    assert [view.label("source", key) for key in SOURCES] == [
        "The report",
        "report-2",
        "undescribed",
    ]


SENTENCES = [
    ("nothing is filtered", {}, "Showing all 3 events"),
    ("one party", {"party": ("Ann",)}, "Showing 2 of 3 events: party is Ann"),
    ("either of two", {"party": ("Ann", "Bob")}, "Showing all 3 events: party is Ann or Bob"),
    ("labels, not codes", {"type": ("CONSULT",)}, "Showing 1 of 3 events: type is Talks"),
    (
        "a source by its title",
        {"source": ("report-1",)},
        "Showing all 3 events: source is A report",
    ),
    ("text", {"q": "river"}, "Showing 1 of 3 events: text contains “river”"),
    (
        "a window",
        {"first": parse_date("2022-03"), "last": parse_date("2022-04-01")},
        "Showing 1 of 3 events: from March 2022, to 1 April 2022",
    ),
    (
        "all at once",
        {"status": ("alleged",), "q": "no such"},
        "None of 3 events match: status is Alleged, text contains “no such”",
    ),
]


@pytest.mark.parametrize(
    ("filters", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in SENTENCES]
)
def test_sentence(filters: dict[str, object], sentence: str, make_files: MakeFiles) -> None:
    rows = [
        {"actors": "Ann", "date": "2022-03-13", "title": "Ann goes to the river"},
        {"actors": "Ann;Bob", "date": "2021", "event_type": "AID"},
        {"actors": "", "recipients": "Bob", "date": "2023", "event_type": "AID"},
    ]
    data = load_dataset(*make_files(rows))
    assert View(data, ViewArgs().but(**filters)).sentence == sentence


def test_sentences_of_one_and_of_none(make_files: MakeFiles) -> None:
    one = load_dataset(*make_files([{}], name="one"))
    none = load_dataset(*make_files([], name="none"))
    assert View(one, ViewArgs()).sentence == "Showing 1 event"
    assert View(one, ViewArgs(q="x y z")).sentence == (
        "The only event does not match: text contains “x y z”"
    )
    assert View(none, ViewArgs(q="x")).sentence == "This table has no events yet"
    assert View(none, ViewArgs()).neighbours(0) == (None, None)
    assert View(none, ViewArgs()).page_rows.tolist() == []
    assert all(value.disabled for value in values_of(View(none, ViewArgs())))


PAGES = [(1, 1, 0, PAGE_SIZE), (2, 2, PAGE_SIZE, 250), (99, 2, PAGE_SIZE, 250)]


@pytest.mark.parametrize(("asked", "shown", "first", "end"), PAGES)
def test_pages(asked: int, shown: int, first: int, end: int, make_files: MakeFiles) -> None:
    view = View(load_dataset(*make_files([{}] * 250)), ViewArgs(page=asked))
    assert (view.pages, view.page) == (2, shown)
    assert view.page_rows.tolist() == list(range(first, end))
