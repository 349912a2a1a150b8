"""The best one-to-one assignment of rows to columns (the Hungarian method, with potentials)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of row and column whose weights add up to the most; each at most once.

    O(rows² · columns). Pairs of weight 0 may be among them.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in assign(turned))
    return sorted(_solve([[-weight for weight in row] for row in weights]))


def _solve(costs: list[list[float]]) -> list[tuple[int, int]]:
    """The cheapest assignment of every row; there are at least as many columns. Row and column 0
    of the bookkeeping stand for "none"."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(costs, row_price, column_price, owner)
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]


def _augment(
    costs: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]
) -> None:
    """Give the row that column 0 owns a column, moving others along the cheapest path."""
    columns = len(owner)
    slack, came_from = [math.inf] * columns, [0] * columns
    done, here = [False] * columns, 0
    while owner[here]:
        done[here] = True
        row, step, nearest = owner[here], math.inf, 0
        for column in range(1, columns):
            if done[column]:
                continue
            cost = costs[row - 1][column - 1] - row_price[row] - column_price[column]
            if cost < slack[column]:
                slack[column], came_from[column] = cost, here
            if slack[column] < step:
                step, nearest = slack[column], column
        for column in range(columns):
            if done[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            else:
                slack[column] -= step
        here = nearest
    while here:
        owner[here] = owner[came_from[here]]
        here = came_from[here]
