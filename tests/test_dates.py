"""Dates: what each notation means, what is refused and with which advice, and the arithmetic."""

from __future__ import annotations

import time

import edtf
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webapp.model.dates import MAX_YEAR, DateError, EventDate, parse_date
from webapp.model.days import day_words, from_day, is_leap, iso, month_length, to_day


def days(*dates: str) -> list[int | None]:
    """Day numbers as numpy counts them; an empty text is an open end."""
    return [int(np.datetime64(d, "D").astype(int)) if d else None for d in dates]


MEANINGS = [
    ("a bare year is the whole year", "1986", "1986-01-01", "1986-12-31", "year", "1986"),
    ("a month is the whole month", "2022-03", "2022-03-01", "2022-03-31", "month", "March 2022"),
    ("February ends on its own last day", "2023-02", "2023-02-01", "2023-02-28", "month", None),
    ("a leap year has its day", "2024-02", "2024-02-01", "2024-02-29", "month", None),
    ("a day is one day", "2022-03-13", "2022-03-13", "2022-03-13", "day", "13 March 2022"),
    ("about keeps the bounds", "2022-03~", "2022-03-01", "2022-03-31", "month", "about March 2022"),
    ("uncertain is said", "1986?", "1986-01-01", "1986-12-31", "year", "1986 (uncertain)"),
    ("both marks", "1986%", "1986-01-01", "1986-12-31", "year", "about 1986 (uncertain)"),
    (
        "a range runs from the first day of one to the last of the other",
        "2022-02~/2022-03-13",
        "2022-02-01",
        "2022-03-13",
        "range",
        "about February 2022 to 13 March 2022",
    ),
    ("an end within its month", "2022-03-13/2022-03", "2022-03-13", "2022-03-31", "range", None),
    ("no beginning", "../2022-03-13", "", "2022-03-13", "open", "on or before 13 March 2022"),
    ("no end", "2014/..", "2014-01-01", "", "open", "since 2014, no end given"),
    ("an unknown end is not ten years", "2014/", "2014-01-01", "", "open", None),
    ("an unknown year at an end is open too", "2014/XXXX", "2014-01-01", "", "open", None),
    ("nothing known", "XXXX", "", "", "open", "date unknown"),
    ("nothing known, spelt out", "XXXX-XX-XX", "", "", "open", "date unknown"),
    ("open on both sides", "../..", "", "", "open", "date unknown"),
    ("a decade", "198X", "1980-01-01", "1989-12-31", "range", "1980s"),
    ("a century is no decade", "19XX", "1900-01-01", "1999-12-31", "range", "1900 to 1999"),
    ("the day is unknown", "2022-03-XX", "2022-03-01", "2022-03-31", "month", "March 2022"),
    ("month and day are unknown", "2022-XX-XX", "2022-01-01", "2022-12-31", "year", "2022"),
    ("spring", "2022-21", "2022-03-01", "2022-05-31", "range", "spring 2022"),
    ("winter ends in the next year", "2023-24", "2023-12-01", "2024-02-29", "range", "winter 2023"),
    ("the year 0 is 1 BC", "0000", "0000-01-01", "0000-12-31", "year", "1 BC"),
    ("BC counts back", "-0043", "-0043-01-01", "-0043-12-31", "year", "44 BC"),
    ("a day BC", "-0043-03-15", "-0043-03-15", "-0043-03-15", "day", "15 March 44 BC"),
    ("before nanoseconds begin", "1492-10-12", "1492-10-12", "1492-10-12", "day", None),
    ("after nanoseconds end", "2300", "2300-01-01", "2300-12-31", "year", None),
    ("a long year", "Y12345", "12345-01-01", "12345-12-31", "year", "12345"),
    ("a long year BC", "Y-12345", "-12345-01-01", "-12345-12-31", "year", "12346 BC"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "caption"),
    [pytest.param(*row[1:], id=row[0]) for row in MEANINGS],
)
def test_meaning(text: str, first: str, last: str, precision: str, caption: str | None) -> None:
    date = parse_date(text)
    assert [date.earliest, date.latest] == days(first, last)
    assert date.precision == precision
    assert caption in (None, date.caption)
    assert str(date) == date.text == text


REFUSED = [
    ("day first", "13/03/2022", "day and month order is not guessed; write 2022-03-13"),
    ("month first", "03/13/2022", "day and month order is not guessed; write 2022-03-13"),
    ("either", "03/04/2022", "write 2022-04-03 or 2022-03-04, whichever is meant"),
    ("both the same", "4.4.2022", "day and month order is not guessed; write 2022-04-04"),
    ("neither", "31/31/2022", "is not a day of the calendar"),
    ("slashes", "2022/03/13", "write 2022-03-13"),
    ("no leading nought", "2022-3-3", "write 2022-03-03"),
    ("no hyphens", "20220313", "write 2022-03-13"),
    ("American words", "March 13, 2022", "is a date in words; write 2022-03-13"),
    ("British words", "13 Mar 2022", "is a date in words; write 2022-03-13"),
    ("a month in words", "march 2022", "is a date in words; write 2022-03"),
    ("words without a year get no invented one", "March 13", "write for example"),
    ("a space before", " 2022-03-13", "has white space around it; write 2022-03-13"),
    ("a line break after", "2022\n", "has white space around it; write 2022"),
    ("nothing", "", "is empty"),
    ("only a space", " ", "is empty"),
    ("29 February of an ordinary year", "2022-02-29", "has the day 29; February 2022 has 28 days"),
    ("such a day inside a range", "2022-01/2022-02-29", "February 2022 has 28 days"),
    ("31 April", "2022-04-31", "April 2022 has 30 days"),
    ("day 0", "2022-04-00", "April 2022 has 30 days"),
    ("month 13", "2022-13", "has the month 13; months go from 01 to 12"),
    ("month 0", "2022-00-01", "has the month 00"),
    ("a day of a season", "2022-21-03", "has the month 21"),
    ("a day of an unknown month", "2022-XX-13", "has a day without a month"),
    ("an end before the beginning", "2022-03/2022-02", "ends before it begins"),
    ("a time of day", "2022-03-13T10:00:00Z", "has a time of day"),
    ("an ISO week", "2022-W10", "write for example"),
    ("a day of the year is no day of a month", "2022-072", "write for example"),
    ("level 2: one of", "[2022,2023]", "beyond level 1"),
    ("level 2: mark on a part", "2022?-03", "beyond level 1"),
    ("level 2: mark in front", "~2022", "write 2022~"),
    ("a month of a decade", "201X-03", "beyond level 1"),
    ("the word unknown", "Unknown", "write XXXX"),
    ("a word for an open end", "2014/present", "write 2014/.."),
    ("small x", "198x", "write 198X"),
    ("wide digits", "２０２２", "is not a date"),
    ("Arabic digits", "٢٠٢٢", "is not a date"),
    ("beyond the clock", f"Y{MAX_YEAR + 1}", "250,000 years"),
    ("more digits than Python reads", "Y" + "9" * 5000, "is not a date"),
    ("three sides", "2020/2021/2022", "is not a date"),
    ("markup", "<b>2022</b>", "is not a date"),
    ("a minus nought", "-0000", "is not a date"),
    ("a stroke alone", "/", "is not a date"),
    ("two dots alone", "..", "is not a date"),
]


@pytest.mark.parametrize(("text", "advice"), [pytest.param(*r[1:], id=r[0]) for r in REFUSED])
def test_refused_with_what_would_be_right(text: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert advice in str(caught.value)


def test_which_end_is_soft() -> None:
    soft = {t: (parse_date(t).soft_start, parse_date(t).soft_end) for t in
            ("2022", "2022~", "2021~/2022", "2021/2022?", "../2022~", "2021%/..")}  # fmt: skip
    assert list(soft.values()) == [
        (False, False), (True, True), (True, False), (False, True), (False, True), (True, False)
    ]  # fmt: skip
    assert [t for t in soft if not parse_date(t).approximate] == ["2022"]


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_gets_advice(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as error:
        advice = str(error)
    else:
        advice = "write it as it is" if date.text == text else ""
    assert "write" in advice or "has" in advice or "years" in advice


def test_many_plain_dates_are_read_at_once() -> None:
    texts = [f"{iso(number)}~" for number in range(-300_000, -290_000)]
    start = time.perf_counter()
    for text in texts:
        parse_date(text)
    assert time.perf_counter() - start < 2, "10,000 dates of a large table, far below 4 ms each"


# EDTF made at random

years = st.integers(-9999, 9999).filter(lambda y: y != 0)
marks = st.sampled_from(["", "", "~", "?", "%"])


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """A year, month or day, with or without a mark."""
    year, month = draw(years), draw(st.integers(1, 12))
    day = draw(st.integers(1, month_length(year, month)))
    parts = [_year(year), f"{month:02d}", f"{day:02d}"]
    return "-".join(parts[: draw(st.integers(1, 3))]) + draw(marks)


long_years = st.integers(10_000, MAX_YEAR).flatmap(lambda y: st.sampled_from([f"Y{y}", f"Y-{y}"]))
unspecified = st.builds(
    lambda year, form: form.format(c=_year(year)[:-2], d=_year(year)[:-1], y=_year(year)),
    years,
    st.sampled_from(["{c}XX", "{d}X", "{y}-XX", "{y}-03-XX", "{y}-XX-XX"]),
)
seasons = st.builds(lambda y, s: f"{_year(y)}-{s}", years, st.integers(21, 24))
singles = st.one_of(plain_dates(), long_years, unspecified, seasons)


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    """Any notation of levels 0 and 1 that is a date here."""
    form = draw(st.sampled_from(["{0}", "{0}/{1}", "{0}/..", "../{0}", "{0}/", "/{0}"]))
    text = form.format(draw(singles), draw(singles))
    try:
        parse_date(text)
    except DateError as error:
        assume("before it begins" not in str(error))
    return text


@settings(max_examples=60, deadline=None)
@given(edtf_dates())
def test_bounds_are_ordered_and_the_notation_comes_back(text: str) -> None:
    date = parse_date(text)
    assert date.text == text
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest
    else:
        assert date.precision == "open"
    assert date.caption
    assert date.overlaps(date.earliest, date.latest)
    assert date.within(date.earliest, date.latest)


def _library_day(moment: time.struct_time) -> int:
    return to_day(moment.tm_year, moment.tm_mon, moment.tm_mday)


@settings(max_examples=60, deadline=None)
@given(st.one_of(plain_dates(), long_years, unspecified.filter(lambda t: not t.startswith("-"))))
def test_closed_dates_have_the_bounds_of_the_library(text: str) -> None:
    ours, theirs = parse_date(text), edtf.parse_edtf(text)
    assert ours.earliest == _library_day(theirs.lower_strict())
    assert ours.latest == _library_day(theirs.upper_strict())


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"[0-9]{4}(-[0-3][0-9](-[0-3][0-9])?)?[~?%]?", fullmatch=True))
def test_the_fast_path_takes_what_the_library_takes(text: str) -> None:
    """But for 29 February, which the library has in every year, and seasons with a mark."""
    assume(not text.rstrip("~?%").endswith("-02-29") and text[5:7] < "21")
    try:
        edtf.parse_edtf(text)
        valid = True
    except edtf.EDTFParseException:
        valid = False
    try:
        parse_date(text)
        assert valid
    except DateError:
        assert not valid


# Windows, by brute force over a few days

bound = st.one_of(st.none(), st.integers(-5, 5))


def _span(first: int | None, last: int | None) -> set[int]:
    return set(range(-9 if first is None else first, (9 if last is None else last) + 1))


def _event(first: int | None, last: int | None) -> EventDate:
    return EventDate("", first, last, "range", False, False, "")


@given(bound, bound, bound, bound)
def test_overlap_and_within_are_what_counting_days_says(
    a: int | None, b: int | None, c: int | None, d: int | None
) -> None:
    assume((a is None or b is None or a <= b) and (c is None or d is None or c <= d))
    event, window = _span(a, b), _span(c, d)
    assert _event(a, b).overlaps(c, d) is bool(event & window)
    assert _event(a, b).overlaps(c, d) is _event(c, d).overlaps(a, b)
    assert _event(a, b).within(c, d) is (event <= window)


# Days

far = st.integers(-(10**8), 10**8)


@given(far)
def test_days_count_as_numpy_counts(number: int) -> None:
    year, month, day = from_day(number)
    assert to_day(year, month, day) == number
    assert 1 <= day <= month_length(year, month)
    first, *rest = str(np.datetime64(number, "D")).rsplit("-", 2)
    assert [int(first), *map(int, rest)] == [year, month, day]


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
def test_iso_is_read_as_the_same_day(year: int, month: int, day: int) -> None:
    number = to_day(year, month, day)
    assert from_day(number) == (year, month, day)
    assert np.datetime64(iso(number), "D") == np.datetime64(number, "D")


def test_leap_years() -> None:
    assert [y for y in (1900, 2000, 2022, 2024, 0, -4, -100, -400) if is_leap(y)] == [
        2000, 2024, 0, -4, -400
    ]  # fmt: skip


def test_a_day_in_words() -> None:
    assert [day_words(n) for n in (0, -719528, 19064)] == [
        "1 January 1970", "1 January 1 BC", "13 March 2022"
    ]  # fmt: skip
