"""All values of one filter, for filters that have more of them than the page lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
from flask import Blueprint, Response, request

from webapp.model.problems import shorten
from webapp.query.args import FACETS, MAX_TEXT, ViewArgs
from webapp.query.view import FacetValue, View
from webapp.store.dataset import Dataset
from webapp.web.errors import NotFound
from webapp.web.htmx import render
from webapp.web.paging import Pager, build
from webapp.web.state import asked

blueprint = Blueprint("values", __name__, url_prefix="/values")
SIZE = 200
PLURALS = {"party": "Parties", "type": "Types", "status": "Claim statuses", "source": "Sources"}
ORDERS = {"count": "most events first", "name": "by name"}


@dataclass(frozen=True)
class Names:
    """The values of a facet in its order, what they are called, that folded for finding, and the
    place of each by name."""

    values: tuple[str, ...]
    labels: tuple[str, ...]
    folded: tuple[str, ...]
    rank: npt.NDArray[np.intp]


@dataclass(frozen=True)
class ValuesPage:
    """One page of the values of a facet."""

    name: str
    heading: str
    find: str
    order: str
    values: tuple[FacetValue, ...]
    matching: int
    total: int
    pager: Pager
    orders: tuple[tuple[str, str, bool], ...]
    """Label and address of each order, and whether it is the one in force."""
    fields: tuple[tuple[str, str], ...]
    """What the find box carries along."""
    path: str
    back_url: str
    conditions: str


@blueprint.get("/<name>")
def page(name: str) -> Response:
    """All values of a filter with their counts under the other filters; each leads to `/`."""
    if name not in FACETS:
        raise NotFound(f"No filter is called “{shorten(name)}”. There are: {', '.join(FACETS)}.")
    seen = asked()
    shown = values_page(seen.view, name, *_wanted())
    return render(
        "values/page.html",
        "values/_values.html",
        status=seen.status,
        push=_address(shown, shown.pager.page),
        shown=shown,
        data=seen.view.dataset,
        notices=seen.notices,
        title=f"{shown.heading} – {seen.view.dataset.title}",
    )


def _wanted() -> tuple[str, str, int]:
    """What the request finds, in which order, and the number of the page. Nothing is an error."""
    find = request.args.get("find", "")[:MAX_TEXT].encode("utf-8", "replace").decode().strip()
    order = request.args.get("order", "count")
    number = request.args.get("page", "1").strip()[:9]
    valid = number.isascii() and number.isdigit()
    return find, order if order in ORDERS else "count", max(1, int(number)) if valid else 1


def values_urls(args: ViewArgs) -> dict[str, str]:
    """Where all values of each filter are listed."""
    kept = args.but(event="")
    return {name: kept.url(f"/values/{name}") for name in FACETS}


def values_page(view: View, name: str, find: str, order: str, page: int) -> ValuesPage:
    """One page of the values whose label has `find` in it, upper or lower case."""
    names, counts = _names(view, name), view.selection.facet(name)
    numbers = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))
    found = _found(names, find)
    ordered = found[_order(names.rank[found], numbers[found], order)]
    args = view.args.but(event="")
    fields = tuple(args.pairs())
    page = min(page, max(1, -(-len(ordered) // SIZE)))
    shown = ordered[(page - 1) * SIZE : page * SIZE].tolist()
    path = f"/values/{name}"
    address = partial(_url, path, fields)
    carried = (*fields, *_set(find, order))
    pager = build(PLURALS[name], page, len(ordered), SIZE, partial(address, find, order), carried)
    return ValuesPage(
        name=name,
        heading=PLURALS[name],
        find=find,
        order=order,
        values=tuple(_value(view, name, names, numbers, number) for number in shown),
        matching=len(ordered),
        total=len(names.values),
        pager=pager,
        orders=tuple((words, address(find, key, 1), key == order) for key, words in ORDERS.items()),
        fields=(*fields, *_set("", order)),
        path=path,
        back_url=args.url(),
        conditions=", ".join(words for key, words in view.conditions if key != name),
    )


def _set(find: str, order: str) -> tuple[tuple[str, str], ...]:
    """What differs from the default, as name and value."""
    given = (("find", find), ("order", order if order != "count" else ""))
    return tuple((key, value) for key, value in given if value)


def _url(path: str, fields: tuple[tuple[str, str], ...], find: str, order: str, page: int) -> str:
    pairs = [*fields, *_set(find, order), *([("page", str(page))] if page > 1 else [])]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _address(shown: ValuesPage, page: int) -> str:
    fields = tuple(pair for pair in shown.fields if pair[0] != "order")
    return _url(shown.path, fields, shown.find, shown.order, page)


def _value(
    view: View, name: str, names: Names, counts: npt.NDArray[np.int64], number: int
) -> FacetValue:
    value = names.values[number]
    return FacetValue(
        name,
        value,
        names.labels[number],
        int(counts[number]),
        value in getattr(view.args, name),
        view.args.toggled(name, value).url(),
    )


def _found(names: Names, find: str) -> npt.NDArray[np.intp]:
    wanted = find.casefold().split()
    if not wanted:
        return np.arange(len(names.values))
    hits = [i for i, text in enumerate(names.folded) if all(word in text for word in wanted)]
    return np.array(hits, dtype=np.intp)


def _order(
    rank: npt.NDArray[np.intp], counts: npt.NDArray[np.int64], order: str
) -> npt.NDArray[np.intp]:
    return np.argsort(rank) if order == "name" else np.lexsort((rank, -counts))


def _names(view: View, name: str) -> Names:
    """Worked out once a table: a large one has a hundred thousand parties."""
    memo, key = view.dataset.memo, f"values of {name}"
    if key not in memo:
        memo[key] = _named(view.dataset, view, name)
    found: Names = memo[key]
    return found


def _named(data: Dataset, view: View, name: str) -> Names:
    values = tuple(view.selection.facet(name))
    titles = dict(zip(map(str, data.sources.index), map(str, data.sources["title"]), strict=True))
    if name == "source":
        labels = tuple(titles.get(value) or value for value in values)
    else:
        labels = tuple(view.label(name, value) for value in values)
    folded = tuple(label.casefold() for label in labels)
    rank = np.empty(len(values), dtype=np.intp)
    rank[sorted(range(len(values)), key=folded.__getitem__)] = np.arange(len(values))
    return Names(values, labels, folded, rank)
