"""The codebook's own table, and our own export of it."""

from __future__ import annotations

import pandas as pd
import pytest

from webapp.model.columns import EVENT_NAMES, EXPORT_NOTE
from webapp.store.formats import own
from webapp.store.formats.base import Head
from webapp.store.formats.registry import FORMATS, recognise
from webapp.store.formulas import escape_formula

REQUIRED = tuple(own.REQUIRED)


@pytest.mark.parametrize(
    ("names", "known"),
    [
        pytest.param(EVENT_NAMES, True, id="all columns"),
        pytest.param(REQUIRED, True, id="the required ones"),
        pytest.param(REQUIRED[::-1], True, id="in any order"),
        pytest.param((*EVENT_NAMES, EXPORT_NOTE), True, id="our export"),
        pytest.param((*EVENT_NAMES, "Year", "Headline", "Media"), True, id="with others'"),
        pytest.param(REQUIRED[1:], False, id="one is missing"),
        pytest.param((), False, id="none"),
    ],
)
def test_our_table_is_recognised_by_its_required_columns(
    names: tuple[str, ...], known: bool
) -> None:
    assert own.recognise(Head(names)) == known
    assert (recognise(Head(names)) is own.FORMAT) == known


def test_every_format_has_a_name_of_its_own() -> None:
    assert len({form.key for form in FORMATS}) == len({form.label for form in FORMATS})
    assert len({form.key for form in FORMATS}) == len(FORMATS)


CELLS = ["=1+1", "'=1+1", "-5", "+ x", "@a", "'quoted'", "\ttab", "", "plain", "\uff1dwide"]


def test_cells_of_our_export_come_back_as_they_were() -> None:
    escaped = [escape_formula(cell) for cell in CELLS]
    table = pd.DataFrame({"title": escaped, "'=odd": CELLS, EXPORT_NOTE: "x"}, dtype="str")
    events = own.convert("t.csv", table).events
    assert list(events) == ["title", "=odd"]
    assert events["title"].tolist() == CELLS


def test_cells_of_other_files_stay_as_they_are() -> None:
    table = pd.DataFrame({"title": CELLS, "'=odd": CELLS}, dtype="str")
    assert own.convert("t.csv", table).events.equals(table)
