"""Which lane each event is drawn in: one, and by source one for each source that reports it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.model.vocabulary import TYPE_BY_CODE, split_parties
from webapp.query.view import View
from webapp.query.words import Event

MOST_LANES = 10
OTHERS = "Others"
NO_PARTY = "No party named"
OWN_VOICE = "The source itself"


COLUMNS = {"party": "actors", "type": "event_type", "speaker": "speaker", "source": "source_id"}


@dataclass(frozen=True)
class Lanes:
    """Lane names from top to bottom; `places` has the lane of each value of `column` in view."""

    names: tuple[str, ...]
    column: str
    places: dict[str, int]

    def of(self, event: Event, others: Sequence[Event] = ()) -> tuple[int, ...]:
        """The lanes of an event in view, its own first; `others` are its other reports."""
        reports = (event, *others) if self.column == "source_id" else (event,)
        return tuple(dict.fromkeys(self.places[str(report[self.column])] for report in reports))


def assign_lanes(view: View) -> Lanes:
    """Lanes by what `view.args.by` asks for.

    By party: an act belongs to those who act; mutual acts have a lane of their own. The most
    frequent lanes come first; lanes with a single event share one lane when there are many.
    """
    by = view.args.by
    counts = view.selection.by_value(COLUMNS[by])
    names = {value: _name(view, by, value) for value in counts}
    totals: Counter[str] = Counter()
    for value, count in counts.items():
        totals[names[value]] += count
    order, folded = _ordered(by, totals)
    place = {name: i for i, name in enumerate(order)} | dict.fromkeys(folded, len(order) - 1)
    return Lanes(tuple(order), COLUMNS[by], {value: place[name] for value, name in names.items()})


def _name(view: View, by: str, value: str) -> str:
    """What a lane is called."""
    if by == "type":
        return TYPE_BY_CODE[value].label
    if by == "source":
        return view.label("source", value)
    if by == "speaker":
        return value.strip() or OWN_VOICE
    return _lane_of_cell(value)


@lru_cache(maxsize=2**18)  # a large table has many thousand combinations of actors
def _lane_of_cell(cell: str) -> str:
    return lane_of(split_parties(cell))


def lane_of(parties: tuple[str, ...]) -> str:
    """The lane of events by these actors."""
    if len(parties) > 3:
        return "Several parties"
    return " & ".join(sorted(parties)) or NO_PARTY


def _ordered(by: str, totals: Counter[str]) -> tuple[list[str], list[str]]:
    """Lanes in their order, and the small ones that are folded into the last, `Others`."""
    if by == "type":
        rank = {t.label: i for i, t in enumerate(TYPE_BY_CODE.values())}
        return sorted(totals, key=lambda name: rank[name]), []
    order = sorted(totals, key=lambda name: (-totals[name], name))
    folded = _folded(order, totals, by)
    aside = set(folded)
    return [name for name in order if name not in aside] + ([OTHERS] if folded else []), folded


def _folded(order: list[str], totals: Counter[str], by: str) -> list[str]:
    """Lanes that share the last one: those beyond the limit, and lone events among many."""
    lone = [name for name in order if totals[name] == 1 or name == NO_PARTY]
    if by != "party" or len(order) <= 4 or len(lone) < 2:
        lone = []
    beyond = order[MOST_LANES - 1 :] if len(order) > MOST_LANES else []
    return list(dict.fromkeys([*lone, *beyond]))
