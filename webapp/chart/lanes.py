"""Which lane each event is drawn in. Every event is drawn once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from webapp.model.vocabulary import TYPE_BY_CODE, split_parties
from webapp.query.view import View

MOST_LANES = 10
OTHERS = "Others"
NO_PARTY = "No party named"
OWN_VOICE = "The source itself"


@dataclass(frozen=True)
class Lanes:
    """Lane names from top to bottom, and for each row of the view the number of its lane."""

    names: tuple[str, ...]
    codes: npt.NDArray[np.intp]


def assign_lanes(view: View) -> Lanes:
    """Lanes by what `view.args.by` asks for.

    By party: an act belongs to those who act; mutual acts have a lane of their own. The most
    frequent lanes come first; lanes with a single event share one lane when there are many.
    """
    events = view.dataset.events
    column = {"party": "actors", "type": "event_type", "speaker": "speaker", "source": "source_id"}
    cells = events[column[view.args.by]].iloc[view.rows].astype("str")
    codes, values = pd.factorize(cells)
    names = [_name(view, str(value)) for value in values]
    counts = np.bincount(codes, minlength=len(names))
    return _ordered(view.args.by, [str(value) for value in values], names, codes, counts)


def _name(view: View, value: str) -> str:
    """What a lane is called."""
    if view.args.by == "type":
        return TYPE_BY_CODE[value].label
    if view.args.by == "source":
        return view.label("source", value)
    if view.args.by == "speaker":
        return value.strip() or OWN_VOICE
    return lane_of(split_parties(value))


def lane_of(parties: tuple[str, ...]) -> str:
    """The lane of events by these actors."""
    if len(parties) > 3:
        return "Several parties"
    return " & ".join(sorted(parties)) or NO_PARTY


def _ordered(
    by: str,
    values: list[str],
    names: list[str],
    codes: npt.NDArray[np.intp],
    counts: npt.NDArray[np.intp],
) -> Lanes:
    """Lanes in their order, small ones folded into `Others`."""
    totals: dict[str, int] = {}
    for name, count in zip(names, counts, strict=True):
        totals[name] = totals.get(name, 0) + int(count)
    if by == "type":
        rank = {t.label: i for i, t in enumerate(TYPE_BY_CODE.values())}
        order = sorted(totals, key=lambda name: rank[name])
        folded: list[str] = []
    else:
        order = sorted(totals, key=lambda name: (-totals[name], name))
        folded = _folded(order, totals, by)
        order = [name for name in order if name not in folded] + ([OTHERS] if folded else [])
    place = {name: i for i, name in enumerate(order)}
    lookup = np.array([place[OTHERS if n in folded else n] for n in names], dtype=np.intp)
    return Lanes(tuple(order), lookup[codes] if len(codes) else codes)


def _folded(order: list[str], totals: dict[str, int], by: str) -> list[str]:
    """Lanes that share the last one: those beyond the limit, and lone events among many."""
    lone = [name for name in order if totals[name] == 1 or name == NO_PARTY]
    if by != "party" or len(order) <= 4 or len(lone) < 2:
        lone = []
    beyond = order[MOST_LANES - 1 :] if len(order) > MOST_LANES else []
    return list(dict.fromkeys([*lone, *beyond]))
