"""Citations: what they say, what they leave out, and that no text breaks out of its field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.export import citations as cite
from webapp.export.dateparts import csl_date, ends
from webapp.model.dates import parse_date

SOURCE = {
    "source_id": "harbour-report",
    "title": "Ships Leave ‘Blocked’ Harbour",
    "publisher": "The Daily Sample",
    "authors": "Jane Roe;Doe, John",
    "published": "2022-03-13~",
    "url": "https://example.org/a?b=1",
    "archive_url": "",
    "language": "en",
    "credit": "Sample Agency",
    "retrieved": "2022-04-01",
    "note": "The date is inferred.",
}
EVENT = {
    "event_id": "ships-leave",
    "title": "Harbour office says ships leave",
    "quote": "the ships left",
    "quote_start": 120,
    "quote_end": 134,
    "speaker": "harbour office",
    "claim_status": "claimed",
    "source_id": "harbour-report",
}
DAY = parse_date("2022-03-12")
HOSTILE = (
    "a}\n@misc{x,\r\nTY  - JOUR\nER  - \n\\input{/etc/passwd} $&#%_~^ "
    "\u202eevil\u2066 \x00 \u2028 ]]>"
)


def source(**changes: str) -> dict[str, str]:
    return SOURCE | changes


def event(**changes: Any) -> dict[str, Any]:
    return EVENT | changes


PLAIN_SOURCES = [
    (
        "all fields",
        {},
        "Jane Roe, Doe, John, “Ships Leave ‘Blocked’ Harbour,” The Daily Sample, "
        "about 13 March 2022. https://example.org/a?b=1 Retrieved 1 April 2022.",
    ),
    (
        "no author, address or reading date: none is made up",
        {"authors": "", "url": "", "retrieved": ""},
        "“Ships Leave ‘Blocked’ Harbour,” The Daily Sample, about 13 March 2022.",
    ),
    (
        "a title that ends in a mark keeps it and takes no comma",
        {"title": "Who Left?", "authors": "", "url": "", "retrieved": ""},
        "“Who Left?” The Daily Sample, about 13 March 2022.",
    ),
    (
        "without a title the identifier stands for it",
        {"title": "", "authors": "", "url": "", "retrieved": ""},
        "Source “harbour-report”, The Daily Sample, about 13 March 2022.",
    ),
    (
        "a title alone",
        dict.fromkeys(("authors", "publisher", "published", "url", "retrieved"), ""),
        "“Ships Leave ‘Blocked’ Harbour”.",
    ),
    (
        "a date that is no EDTF is given as written",
        {"published": "early March", "authors": "", "url": "", "retrieved": ""},
        "“Ships Leave ‘Blocked’ Harbour,” The Daily Sample, early March.",
    ),
    (
        "an address that runs code is no address",
        {"url": "javascript:alert(1)", "authors": "", "retrieved": ""},
        "“Ships Leave ‘Blocked’ Harbour,” The Daily Sample, about 13 March 2022.",
    ),
    (
        "an archived copy is named",
        {"archive_url": "https://example.org/kept", "authors": "", "url": "", "retrieved": ""},
        "“Ships Leave ‘Blocked’ Harbour,” The Daily Sample, about 13 March 2022. "
        "Archived copy: https://example.org/kept",
    ),
]


@pytest.mark.parametrize(("why", "changes", "expected"), PLAIN_SOURCES, ids=lambda v: str(v)[:40])
def test_plain_citation_of_a_source(why: str, changes: dict[str, str], expected: str) -> None:
    assert cite.source_plain(source(**changes)) == expected, why


def test_plain_citation_of_an_event_names_quote_place_status_and_date() -> None:
    assert cite.event_plain(EVENT, DAY, source(authors="Jane Roe", url="", retrieved="")) == (
        "Jane Roe, “Ships Leave ‘Blocked’ Harbour,” The Daily Sample, about 13 March 2022. "
        "Quoted: “the ships left” (characters 120–134). Event “ships-leave”: Harbour office says "
        "ships leave [claimed by harbour office], 12 March 2022."
    )


@pytest.mark.parametrize("nothing", [None, float("nan"), ""])
def test_an_event_without_quote_or_offsets_says_nothing_of_them(nothing: object) -> None:
    bare = event(quote="", quote_start=nothing, quote_end=nothing)
    assert "Quoted" not in cite.event_plain(bare, DAY, SOURCE)
    assert "characters" not in cite.event_plain(bare | {"quote": "words"}, DAY, SOURCE)


def test_an_event_of_an_undescribed_source_is_cited_by_the_identifier() -> None:
    assert cite.event_plain(EVENT, DAY, None).startswith("Source “harbour-report”. Quoted: “the")
    assert cite.event_csl(EVENT, DAY, None)["note"].endswith("Source “harbour-report”.")
    assert "Source “harbour-report”." in cite.event_bibtex(EVENT, DAY, None)
    assert "N1  - Source “harbour-report”.\r\n" in cite.event_ris(EVENT, DAY, None)


CSL_DATES = [
    ("a day", "2022-03-13", {"date-parts": [[2022, 3, 13]]}),
    ("an inferred day", "2022-03-13~", {"date-parts": [[2022, 3, 13]], "circa": True}),
    ("a month has no day", "2022-03", {"date-parts": [[2022, 3]]}),
    ("a year has no month", "1986", {"date-parts": [[1986]]}),
    ("a range", "2022-02-24/2022-03-02", {"date-parts": [[2022, 2, 24], [2022, 3, 2]]}),
    (
        "a range from an inferred month",
        "2022-02~/2022-03-13",
        {"date-parts": [[2022, 2], [2022, 3, 13]], "circa": True},
    ),
    ("an open start has no first part", "../2022-03-13", {"literal": "on or before 13 March 2022"}),
    ("an open end has no last part", "2014/..", {"literal": "since 2014, no end given"}),
    ("an unknown date", "XXXX", {"literal": "date unknown"}),
    ("a season is no range of days", "2022-21", {"literal": "spring 2022"}),
    ("a decade is no range of years", "201X", {"literal": "2010s"}),
    ("years before 1 are counted in two ways", "-0043", {"literal": "44 BC"}),
    ("text that is no EDTF stays text", "March 2022", {"literal": "March 2022"}),
]


@pytest.mark.parametrize(("why", "text", "expected"), CSL_DATES, ids=[row[0] for row in CSL_DATES])
def test_csl_date(why: str, text: str, expected: dict[str, Any]) -> None:
    assert csl_date(text) == expected, why


ENDS = [
    ("2022-03", (2022, 3), (2022, 3)),
    ("2022-02~/2022-03-13", (2022, 2), (2022, 3, 13)),
    ("../2022-03-13", None, (2022, 3, 13)),
    ("2014/..", (2014,), None),
    ("XXXX", None, None),
    ("201X", (2010,), (2019,)),
    ("2022-24", (2022, 12), (2023, 2)),
    ("-0043-03", (-43, 3), (-43, 3)),
    ("-004X", (-49,), (-40,)),
]


@pytest.mark.parametrize(("text", "first", "last"), ENDS, ids=[row[0] for row in ENDS])
def test_ends_have_the_known_parts_only(text: str, first: object, last: object) -> None:
    assert ends(parse_date(text)) == (first, last)


def test_csl_item_has_what_the_table_has() -> None:
    item = cite.source_csl(SOURCE)
    assert item == {
        "id": "harbour-report",
        "type": "document",
        "author": [{"literal": "Jane Roe"}, {"family": "Doe", "given": "John"}],
        "title": "Ships Leave ‘Blocked’ Harbour",
        "publisher": "The Daily Sample",
        "language": "en",
        "URL": "https://example.org/a?b=1",
        "note": "Credit: Sample Agency. The date is inferred.",
        "issued": {"date-parts": [[2022, 3, 13]], "circa": True},
        "accessed": {"date-parts": [[2022, 4, 1]]},
    }
    empty = dict.fromkeys(SOURCE, "") | {"source_id": "s-1"}
    assert cite.source_csl(empty) == {"id": "s-1", "type": "document", "note": "Source “s-1”."}


def test_csl_event_is_its_source_with_the_quote_as_a_note() -> None:
    item = cite.event_csl(EVENT, DAY, SOURCE)
    assert item["id"] == "harbour-report:ships-leave"
    assert item["title"] == SOURCE["title"]
    assert item["note"].startswith("Quoted: “the ships left” (characters 120–134). Event")


def test_bibtex_entry_of_a_source() -> None:
    assert cite.source_bibtex(source(url="https://example.org/{a}%20_b")) == (
        "@misc{harbour-report,\n"
        "  author = {{Jane Roe} and {Doe}, {John}},\n"
        "  title = {{Ships Leave ‘Blocked’ Harbour}},\n"
        "  howpublished = {The Daily Sample},\n"
        "  language = {en},\n"
        "  url = {https://example.org/%7Ba%7D%20_b},\n"
        "  urldate = {2022-04-01},\n"
        "  note = {Published: about 13 March 2022. Credit: Sample Agency. The date is inferred.},\n"
        "  year = {2022},\n"
        "  month = mar,\n"
        "  day = {13},\n"
        "}\n"
    )


BIBTEX_DATES = [
    ("a day", "2022-03-13", ["year = {2022}", "month = mar", "day = {13}"], ["Published"]),
    ("a month", "2022-03", ["year = {2022}", "month = mar"], ["day =", "Published"]),
    ("a year", "1986", ["year = {1986}"], ["month", "day", "Published"]),
    ("a range has no one year", "2021/2022", ["Published: 2021 to 2022."], ["year =", "month ="]),
    ("an open date", "../2022", ["Published: on or before 2022."], ["year =", "month ="]),
    ("before our era", "-0043", ["year = {44 BC}"], []),
    ("no date", "", [], ["year", "Published"]),
]


@pytest.mark.parametrize(
    ("why", "text", "there", "absent"), BIBTEX_DATES, ids=[row[0] for row in BIBTEX_DATES]
)
def test_bibtex_dates(why: str, text: str, there: list[str], absent: list[str]) -> None:
    entry = cite.source_bibtex(source(published=text, retrieved="", note="", credit=""))
    assert all(part in entry for part in there), why
    assert not any(part in entry for part in absent), why


def test_ris_record_of_a_source() -> None:
    assert cite.source_ris(SOURCE).split("\r\n") == [
        "TY  - GEN",
        "ID  - harbour-report",
        "AU  - Jane Roe",
        "AU  - Doe, John",
        "TI  - Ships Leave ‘Blocked’ Harbour",
        "PB  - The Daily Sample",
        "PY  - 2022",
        "DA  - 2022/03/13/approximate",
        "Y2  - 2022/04/01/",
        "LA  - en",
        "UR  - https://example.org/a?b=1",
        "N1  - Published: about 13 March 2022.",
        "N1  - Credit: Sample Agency.",
        "N1  - The date is inferred.",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2022-03", "2022/03//"), ("1986", "1986///"), ("2014/..", ""), ("-0043", "")],
)
def test_ris_dates_leave_the_unknown_empty(text: str, expected: str) -> None:
    found = re.findall(r"DA  - (.*)\r\n", cite.source_ris(source(published=text)))
    assert found == ([expected] if expected else [])


def test_keys_hold_no_other_characters_and_stay_apart() -> None:
    keys = [
        cite.cite_key(text) for text in ("a-b", "a b", "a,b", "", "}", "Привет", "x" * 99, "x" * 98)
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9-]{3,80}", key) for key in keys)
    assert len(set(keys)) == len(keys)


hostile_text = st.one_of(
    st.text(max_size=12),
    st.text(alphabet='{}\\"@%\n\r\t,=#~ -ERTYa\u2028\u202e\x00\x85', max_size=20),
    st.just(HOSTILE),
)
hostile_sources = st.fixed_dictionaries(dict.fromkeys(SOURCE, hostile_text))
hostile_events = st.fixed_dictionaries(
    {
        "event_id": hostile_text,
        "title": hostile_text,
        "quote": hostile_text,
        "speaker": hostile_text,
    }
).map(lambda changes: EVENT | changes)


def brace_depths(entry: str) -> list[int]:
    """Depth after each character, counted as BibTeX counts: a backslash does not matter."""
    depths, depth = [], 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        depths.append(depth)
    return depths


@settings(max_examples=25, deadline=None)
@given(hostile_sources, hostile_events)
def test_no_text_breaks_out_of_its_field(row: dict[str, str], acted: dict[str, Any]) -> None:
    for entry in (cite.source_bibtex(row), cite.event_bibtex(acted, DAY, row)):
        body = entry.rstrip("\n")
        depths = brace_depths(body)
        assert depths[-1] == 0
        assert 0 not in depths[len("@misc{") - 1 : -1]
        assert all(re.match(r"@misc\{|  [a-z]+ = |\}$", line) for line in body.splitlines())
    for record in (cite.source_ris(row), cite.event_ris(acted, DAY, row)):
        lines = record.removesuffix("\r\n").split("\r\n")
        assert [line[:6] for line in lines].count("ER  - ") == 1
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        assert record.count("\n") == record.count("\r") == len(lines)
    for text in (cite.source_plain(row), cite.event_plain(acted, DAY, row)):
        assert len(text.splitlines()) == 1
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b") & set(text)
