"""A view: a dataset seen through arguments. Chart, list, panel and exports are all made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from webapp.model.vocabulary import EVENT_TYPES, QUAD_BY_KEY, STATUS_BY_CODE, TYPE_BY_CODE
from webapp.query.args import FACETS, ViewArgs
from webapp.store.dataset import Dataset

Mask = npt.NDArray[np.bool_]
PAGE_SIZE = 200


@dataclass(frozen=True)
class FacetValue:
    """One value of a filter, ready to print: how many events it would leave, and its link."""

    name: str
    value: str
    label: str
    count: int
    selected: bool
    url: str

    @property
    def disabled(self) -> bool:
        """Whether choosing it would leave nothing."""
        return self.count == 0 and not self.selected


@dataclass(frozen=True)
class FacetGroup:
    """Values under one heading; types are grouped by quad class."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Chip:
    """One part of the sentence, and the view without it."""

    label: str
    url: str


@dataclass(frozen=True)
class View:
    """The events of a dataset that pass the filters of `args`, computed once a request."""

    dataset: Dataset
    args: ViewArgs

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        """Rows that pass each filter that is set."""
        data, args, masks = self.dataset, self.args, {}
        events, size = data.events, len(data)
        if args.party:
            masks["party"] = data.parties.mask(args.party, size)
        if args.type:
            masks["type"] = events["event_type"].isin(args.type).to_numpy(dtype=bool)
        if args.status:
            masks["status"] = events["claim_status"].isin(args.status).to_numpy(dtype=bool)
        if args.source:
            masks["source"] = events["source_id"].isin(args.source).to_numpy(dtype=bool)
        for number, word in enumerate(args.q.casefold().split()):
            found = data.search_text.str.contains(word, regex=False)
            masks[f"q{number}"] = found.to_numpy(dtype=bool)
        if args.first_day is not None:
            masks["from"] = data.last_days >= args.first_day
        if args.last_day is not None:
            masks["to"] = data.first_days <= args.last_day
        return masks

    def _passing(self, leave_out: str = "") -> Mask:
        """Rows that pass every filter but one."""
        passing = np.ones(len(self.dataset), dtype=bool)
        for name, mask in self._masks.items():
            if name != leave_out:
                passing &= mask
        return passing

    @cached_property
    def rows(self) -> npt.NDArray[np.intp]:
        """Row numbers of the events in view, in time order."""
        return np.flatnonzero(self._passing())

    @property
    def count(self) -> int:
        """How many events are in view."""
        return len(self.rows)

    @property
    def total(self) -> int:
        """How many events the table has."""
        return len(self.dataset)

    @cached_property
    def possibly(self) -> frozenset[int]:
        """Rows in view whose span reaches beyond the date window: they may lie outside it."""
        first, last = self.args.first_day, self.args.last_day
        data, rows = self.dataset, self.rows
        beyond = np.zeros(len(rows), dtype=bool)
        if first is not None:
            beyond |= data.first_days[rows] < first
        if last is not None:
            beyond |= data.last_days[rows] > last
        return frozenset(int(row) for row in rows[beyond])

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page shown: the one asked for, or the last."""
        return min(self.args.page, self.pages)

    @property
    def page_rows(self) -> npt.NDArray[np.intp]:
        """Row numbers of the page shown."""
        return self.rows[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    def neighbours(self, row: int) -> tuple[int | None, int | None]:
        """The rows in view before and after a row (which need not be in view itself)."""
        at = int(np.searchsorted(self.rows, row))
        after = at + 1 if at < self.count and self.rows[at] == row else at
        before_row = int(self.rows[at - 1]) if at > 0 else None
        return before_row, int(self.rows[after]) if after < self.count else None

    # What is shown, in words

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """Argument name and words of each filter: `("party", "party is Russia or Ukraine")`."""
        args = self.args
        found = []
        for name in FACETS:
            values = getattr(args, name)
            if values:
                labels = " or ".join(self.label(name, value) for value in values)
                found.append((name, f"{name} is {labels}"))
        if args.q:
            found.append(("q", f"text contains “{args.q}”"))
        if args.first:
            found.append(("from", f"from {args.first.caption}"))
        if args.last:
            found.append(("to", f"to {args.last.caption}"))
        return found

    @property
    def tally(self) -> str:
        """`14 of 25 events`, `all 25 events`, `0 of 25 events`."""
        noun = "event" if self.total == 1 else "events"
        if self.count == self.total:
            return f"all {self.total:,} {noun}" if self.total > 1 else f"{self.total} {noun}"
        return f"{self.count:,} of {self.total:,} {noun}"

    @property
    def conditions_text(self) -> str:
        """The filters in words, or an empty text."""
        return ", ".join(text for _, text in self.conditions)

    @property
    def sentence(self) -> str:
        """What is shown: `Showing 14 of 25 events: party is Russia, type is Talks`."""
        tail = f": {self.conditions_text}" if self.conditions else ""
        if self.total == 0:
            return "This table has no events yet"
        if self.count == 0:
            if self.total == 1:
                return f"The only event does not match{tail}"
            return f"None of {self.total:,} events match{tail}"
        return f"Showing {self.tally}{tail}"

    @property
    def chips(self) -> list[Chip]:
        """One chip for each value of each filter."""
        args, chips = self.args, []
        for name in FACETS:
            for value in getattr(args, name):
                label = f"{name}: {self.label(name, value)}"
                chips.append(Chip(label, args.toggled(name, value).url()))
        if args.q:
            chips.append(Chip(f"text: “{args.q}”", args.but(q="").url()))
        if args.first:
            chips.append(Chip(f"from {args.first.caption}", args.but(first=None).url()))
        if args.last:
            chips.append(Chip(f"to {args.last.caption}", args.but(last=None).url()))
        return chips

    def label(self, name: str, value: str) -> str:
        """What a facet value is called."""
        if name == "type":
            return TYPE_BY_CODE[value].label
        if name == "status":
            return STATUS_BY_CODE[value].label
        if name == "source" and value in self.dataset.sources.index:
            return str(self.dataset.sources.at[value, "title"]) or value
        return value

    # Facets

    @cached_property
    def facets(self) -> tuple[FacetGroup, ...]:
        """Every filter with its values and their counts under the other filters."""
        counts = {name: self._counts(name) for name in FACETS}
        groups = [FacetGroup("party", "Parties", self._values("party", counts["party"]))]
        for quad in QUAD_BY_KEY.values():
            codes = [t.code for t in EVENT_TYPES if t.quad_class == quad.key]
            chosen = {code: counts["type"].get(code, 0) for code in codes}
            groups.append(FacetGroup("type", quad.label, self._values("type", chosen)))
        groups.append(
            FacetGroup("status", "Claim status", self._values("status", counts["status"]))
        )
        groups.append(FacetGroup("source", "Sources", self._values("source", counts["source"])))
        return tuple(groups)

    def _counts(self, name: str) -> dict[str, int]:
        """Events by value of a facet, under the other filters."""
        others = self._passing(leave_out=name)
        if name == "party":
            counted = self.dataset.parties.counts(others)
            return dict(zip(self.dataset.parties.names, counted.tolist(), strict=True))
        column = {"type": "event_type", "status": "claim_status", "source": "source_id"}[name]
        categories = self.dataset.events[column].cat
        counted = np.bincount(categories.codes[others], minlength=len(categories.categories))
        return dict(zip(categories.categories, counted.tolist(), strict=True))

    def _values(self, name: str, counts: dict[str, int]) -> tuple[FacetValue, ...]:
        chosen = set(getattr(self.args, name))
        return tuple(
            FacetValue(
                name,
                value,
                self.label(name, value),
                count,
                value in chosen,
                self.args.toggled(name, value).url(),
            )
            for value, count in counts.items()
        )
