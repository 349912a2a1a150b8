"""Bars that go on beyond the window are not drawn as if they ended there."""

from __future__ import annotations

import numpy as np
import pytest

from webapp.chart.layout import date_span
from webapp.chart.timescale import build_scale
from webapp.model.dates import parse_date


@pytest.mark.parametrize(
    ("date", "cut_left", "cut_right"),
    [
        pytest.param("2022-03", False, False, id="a month inside the window is whole"),
        pytest.param(
            "2022-01/2022-03", True, False, id="a range that begins before it is cut there"
        ),
        pytest.param("2022-03/2022-12", False, True, id="a range that ends after it is cut there"),
        pytest.param("2021/2023", True, True, id="a range around it is cut on both sides"),
    ],
)
def test_a_bar_is_cut_where_the_window_cuts_it(date, cut_left, cut_right):
    window = parse_date("2022-02").earliest, parse_date("2022-04").latest
    scale = build_scale(np.array([window[0]]), np.array([window[1] + 1]), window, 800)
    _, span = date_span(parse_date(date), scale)
    assert (span.cut_left, span.cut_right) == (cut_left, cut_right)
    assert span.left == 0 if cut_left else span.left > 0
    assert span.right == 800 if cut_right else span.right < 800
