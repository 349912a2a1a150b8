"""Whatever stands in the cells: no format breaks, and every row is shown or named."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
import pytest

from tests import test_format_acled as a
from tests import test_format_gdelt as g
from tests import test_format_icews as i
from tests import test_format_polecat as p
from tests import test_format_ucdp as u
from webapp.store.build import TEXT, complete
from webapp.store.checks import check_events
from webapp.store.formats import acled, gdelt, icews, polecat, ucdp
from webapp.store.formats.base import Converted

Convert = Callable[[str, pd.DataFrame], Converted]
JUNK = [
    *["", "None", "x\x1fy", "\0", " ", "\n", '"', "<b>", "=cmd()", "A" * 5000, "\U0001f600;" * 30],
    *["-1", "-0", "0", "1e99", "1,5", "NaN", "nan", "2", "3", "43", "٣٤", "99999999", "00000000"],
    *["9999-12-31", "0001-01-01", "0000-00-00", "20220229", "31/12/2022", "Jan 32, 2022", "1-1-1"],
    *["2022-02-30 00:00", "5 xx 2022", "2022/13/01", "http://[", "https://x y", '"a,2013-01-01,"'],
]
TABLES = [
    (acled.convert, a.ROW, a.CURRENT),
    (icews.convert, i.ROW, i.NAMES),
    (polecat.convert, p.ROW, polecat.NAMES),
    (ucdp.convert, u.ROW, u.NAMES),
    (gdelt.convert, g.CELLS, gdelt.NAMES_2),
    (gdelt.convert, g.CELLS, gdelt.NAMES_1[:57]),
]


@pytest.mark.parametrize(("convert", "row", "names"), TABLES)
def test_no_row_is_lost_without_a_word(
    convert: Convert, row: dict[str, str], names: list[str]
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same junk in every run
    rows = [
        [chance.choice(JUNK) if chance.random() < 0.3 else row.get(name, "") for name in names]
        for _ in range(500)
    ]
    cells = pd.DataFrame(rows, columns=list(names), index=range(2, 502)).astype(TEXT)
    result = convert("f", cells)
    left_out = {problem.row for problem in result.problems if problem.severity == "error"}
    assert set(result.events.index) == set(cells.index) - left_out
    assert check_events("f", complete(result.events), set(result.sources), unique=False) == []
