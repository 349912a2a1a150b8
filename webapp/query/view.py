"""A view: a dataset seen through arguments. Chart, list, panel and exports are all made from it."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property

from webapp.model.vocabulary import EVENT_TYPES, QUAD_BY_KEY, STATUS_BY_CODE, TYPE_BY_CODE
from webapp.query.args import FACETS, ViewArgs
from webapp.query.select import Rows, Selection, select
from webapp.store.dataset import Dataset

PAGE_SIZE = 200
LISTED = 24
"""Values of a facet that the page lists; the others are on a page of their own."""
SPARE = 6
"""So few more are listed as well."""


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
    more: int = 0
    """How many values there are that are not listed, with events under the other filters."""


@dataclass(frozen=True)
class Chip:
    """One part of the sentence, and the view without it."""

    label: str
    url: str


@dataclass(frozen=True)
class View:
    """The events of a dataset that pass the filters of `args`, computed once a request.

    `selection` may be handed in where the same filters have been applied before.
    """

    dataset: Dataset
    args: ViewArgs
    given: Selection | None = None

    @cached_property
    def selection(self) -> Selection:
        """What the filters let through."""
        return self.given or select(self.dataset, self.args.filters)

    @property
    def rows(self) -> Rows:
        """Row numbers of the events in view, in time order."""
        return self.selection.rows

    @property
    def count(self) -> int:
        """How many events are in view."""
        return self.selection.count

    @property
    def total(self) -> int:
        """How many events the table has."""
        return len(self.dataset)

    def is_possible(self, row: int) -> bool:
        """Whether the span of an event reaches beyond the date window: it may lie outside it."""
        return self.selection.is_possible(row)

    def position(self, row: int) -> int | None:
        """The place of a row among those in view, from 0; None when it is not in view."""
        at, here = self.selection.position(row)
        return at if here else None

    @property
    def in_several_lanes(self) -> int:
        """How many of the events stand in the lane of each source that reports them."""
        if self.args.by != "source":
            return 0
        second = {int(row) for rows in self.dataset.also_rows.values() for row in rows}
        return sum(self.position(row) is not None for row in second)

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // PAGE_SIZE))

    @cached_property
    def page(self) -> int:
        """The page shown: the one asked for, or the last; without one that of the open event."""
        if self.args.page == 1 and self.args.event:
            row = self.dataset.find(self.args.event)
            return 1 if row is None else self.page_of(row) or 1
        return min(self.args.page, self.pages)

    def page_of(self, row: int) -> int | None:
        """The page on which a row is listed; None when it is not in view."""
        at = self.position(row)
        return None if at is None else at // PAGE_SIZE + 1

    @property
    def page_rows(self) -> Rows:
        """Row numbers of the page shown."""
        return self.selection.slice((self.page - 1) * PAGE_SIZE, self.page * PAGE_SIZE)

    def neighbours(self, row: int) -> tuple[int | None, int | None]:
        """The rows in view before and after a row (which need not be in view itself)."""
        at, here = self.selection.position(row)
        before = self.selection.slice(at - 1, at) if at > 0 else ()
        after = self.selection.slice(at + here, at + here + 1)
        return next(map(int, before), None), next(map(int, after), None)

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
    def _reports_words(self) -> str:
        """How many reports the events in view rest on, where the table counts them."""
        reports = self.selection.reports
        return f" ({reports:,} report{'s' * (reports != 1)})" if reports is not None else ""

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
        return f"Showing {self.tally}{self._reports_words}{tail}"

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
        counts = {name: self.selection.facet(name) for name in FACETS}
        groups = [self._long_group("party", "Parties", counts["party"])]
        for quad in QUAD_BY_KEY.values():
            codes = [t.code for t in EVENT_TYPES if t.quad_class == quad.key]
            chosen = {code: counts["type"].get(code, 0) for code in codes}
            groups.append(FacetGroup("type", quad.label, self._values("type", chosen)))
        groups.append(
            FacetGroup("status", "Claim status", self._values("status", counts["status"]))
        )
        groups.append(self._long_group("source", "Sources", counts["source"]))
        return tuple(groups)

    def _long_group(self, name: str, label: str, counts: dict[str, int]) -> FacetGroup:
        """A facet that may have very many values: the most frequent, and those that are chosen."""
        chosen = set(getattr(self.args, name))
        if len(counts) <= LISTED + SPARE:
            return FacetGroup(name, label, self._values(name, counts))
        top = heapq.nlargest(LISTED, counts, key=counts.__getitem__)
        shown = {value: counts[value] for value in dict.fromkeys([*top, *sorted(chosen)])}
        present = sum(1 for count in counts.values() if count)
        more = present - sum(1 for count in shown.values() if count)
        return FacetGroup(name, label, self._values(name, shown), more)

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
