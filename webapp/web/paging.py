"""The pages of a long list: where one is, and the links to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webapp.query.view import PAGE_SIZE, View


@dataclass(frozen=True)
class Pager:
    """`range` says what is shown (`Events 201 to 400 of 1,000,000`). Links are label, address and a
    key; `fields` are what the form that takes a number carries along."""

    range: str
    page: int
    pages: int
    links: tuple[tuple[str, str, str], ...]
    fields: tuple[tuple[str, str], ...]


def pager(view: View) -> Pager:
    """The pages of the list of events. A page is asked for by its number, without an open event:
    the page of an open event is the one that it stands on."""
    closed = view.args.but(event="")
    return build(
        "Events",
        view.page,
        view.count,
        PAGE_SIZE,
        lambda page: view.args.but(event="", page=page).url(),
        tuple(closed.pairs()),
    )


def build(
    noun: str,
    page: int,
    total: int,
    size: int,
    url: Callable[[int], str],
    fields: tuple[tuple[str, str], ...],
) -> Pager:
    """The pager of a list of `total` things, `size` a page. `url` gives a page's address."""
    pages = max(1, -(-total // size))
    first, last = (page - 1) * size + 1, min(page * size, total)
    shown = f"{noun} {first:,} to {last:,} of {total:,}" if total else f"No {noun.lower()}"
    wanted = (
        ("First", 1, "first", page > 1),
        ("Earlier" if noun == "Events" else "Previous", page - 1, "previous", page > 1),
        ("Later" if noun == "Events" else "Next", page + 1, "next", page < pages),
        ("Last", pages, "last", page < pages),
    )
    links = tuple((label, url(to), key) for label, to, key, there in wanted if there)
    return Pager(shown, page, pages, links, fields)
