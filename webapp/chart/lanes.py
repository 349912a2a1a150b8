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


COLUMNS = {"party": "actors", "type": "event_type", "speaker": "speaker", "source": "source_id"}


@dataclass(frozen=True)
class Lanes:
    """Lane names from top to bottom; `lookup` has the lane of each category of `column`."""

    names: tuple[str, ...]
    column: str
    lookup: npt.NDArray[np.int32]

    def of(self, view: View) -> npt.NDArray[np.int32]:
        """The lane of every event in view."""
        found: npt.NDArray[np.int32] = self.lookup[view.dataset.codes(self.column)[view.rows]]
        return found

    def every(self, view: View) -> npt.NDArray[np.int32]:
        """The lane of every event of the table; of those not in view it says nothing."""
        found: npt.NDArray[np.int32] = self.lookup[view.dataset.codes(self.column)]
        return found


def assign_lanes(view: View) -> Lanes:
    """Lanes by what `view.args.by` asks for.

    By party: an act belongs to those who act; mutual acts have a lane of their own. The most
    frequent lanes come first; lanes with a single event share one lane when there are many.
    """
    by = view.args.by
    names, groups = _named(view, by)
    counts = view.selection.by_code(COLUMNS[by])
    totals = np.bincount(groups, counts, minlength=len(names)).astype(np.intp)
    order, place = _ordered(by, names, totals)
    return Lanes(tuple(order), COLUMNS[by], place[groups] if len(groups) else groups)


def _named(view: View, by: str) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Every lane name that a table can have, and which of them each category has.

    Worked out once a table: a large one has many thousand combinations of actors.
    """
    key = f"lanes by {by}"
    if key not in view.dataset.memo:
        cells = [_name(view, by, value) for value in view.dataset.values(COLUMNS[by])]
        groups, names = pd.factorize(np.array(cells, dtype=object))
        view.dataset.memo[key] = [str(name) for name in names], groups.astype(np.int32)
    found: tuple[list[str], npt.NDArray[np.int32]] = view.dataset.memo[key]
    return found


def _name(view: View, by: str, value: str) -> str:
    """What a lane is called."""
    if by == "type":
        return TYPE_BY_CODE[value].label
    if by == "source":
        return view.label("source", value)
    if by == "speaker":
        return value.strip() or OWN_VOICE
    return lane_of(split_parties(value))


def lane_of(parties: tuple[str, ...]) -> str:
    """The lane of events by these actors."""
    if len(parties) > 3:
        return "Several parties"
    return " & ".join(sorted(parties)) or NO_PARTY


def _ordered(
    by: str, names: list[str], counts: npt.NDArray[np.intp]
) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Lanes in their order, small ones folded into `Others`; and the place of each name."""
    totals = {names[i]: int(counts[i]) for i in np.flatnonzero(counts)}
    if by == "type":
        rank = {t.label: i for i, t in enumerate(TYPE_BY_CODE.values())}
        order = sorted(totals, key=lambda name: rank[name])
        folded: list[str] = []
    else:
        order = sorted(totals, key=lambda name: (-totals[name], name))
        folded = _folded(order, totals, by)
        aside = set(folded)
        order = [name for name in order if name not in aside] + ([OTHERS] if folded else [])
    places = {name: i for i, name in enumerate(order)} | dict.fromkeys(folded, len(order) - 1)
    place = np.array([places.get(name, 0) for name in names], dtype=np.int32)
    return order, place


def _folded(order: list[str], totals: dict[str, int], by: str) -> list[str]:
    """Lanes that share the last one: those beyond the limit, and lone events among many."""
    lone = [name for name in order if totals[name] == 1 or name == NO_PARTY]
    if by != "party" or len(order) <= 4 or len(lone) < 2:
        lone = []
    beyond = order[MOST_LANES - 1 :] if len(order) > MOST_LANES else []
    return list(dict.fromkeys([*lone, *beyond]))
