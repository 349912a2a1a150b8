"""The arguments of a view: read from a query string, written back, told in a sentence.

The URL is the state: what is not in these arguments is not in the page, nor in an export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal
from urllib.parse import urlencode

from webapp.model.dates import DateError, EventDate, parse_date
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE

Lanes = Literal["party", "type", "speaker", "source"]
Scale = Literal["compressed", "true"]
LANES: tuple[Lanes, ...] = ("party", "type", "speaker", "source")
SCALES: tuple[Scale, ...] = ("compressed", "true")
LANE_LABELS = {"party": "Party", "type": "Type", "speaker": "Speaker", "source": "Source"}
SCALE_LABELS = {"compressed": "Compressed", "true": "True"}
FACETS = ("party", "type", "status", "source")
MAX_TEXT = 200
MAX_VALUES = 100
ARGUMENT_HELP = {
    "party": "actor or recipient, repeatable",
    "type": "event type, for example CONSULT, repeatable",
    "status": "claim status, repeatable",
    "source": "source_id, repeatable",
    "q": f"words that must all occur, at most {MAX_TEXT} characters",
    "from": "first day, month or year of the window",
    "to": "last day, month or year of the window",
    "by": "lanes: " + ", ".join(LANES),
    "scale": "time scale: " + " or ".join(SCALES),
    "event": "the event whose panel is open",
    "page": "page of the list",
}


@dataclass(frozen=True)
class Notice:
    """Something about the arguments that the reader is told. `invalid` makes the answer a 400."""

    field: str
    message: str
    invalid: bool = False


@dataclass(frozen=True)
class Filters:
    """The filters alone, as values that can be compared and sent to another process.

    `words` must all occur; `first_day` and `last_day` are day numbers, None without a bound.
    """

    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True)
class ViewArgs:
    """Everything that a URL says of a view. Within a tuple "any of", between fields "and"."""

    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    q: str = ""
    first: EventDate | None = None
    last: EventDate | None = None
    by: Lanes = "party"
    scale: Scale = "compressed"
    event: str = ""
    page: int = 1

    @property
    def filters(self) -> Filters:
        """What decides which events are in view, without how they are shown."""
        return Filters(
            self.party,
            self.type,
            self.status,
            self.source,
            tuple(self.q.casefold().split()),
            self.first_day,
            self.last_day,
        )

    @property
    def first_day(self) -> int | None:
        """First day of the window."""
        return self.first.earliest if self.first else None

    @property
    def last_day(self) -> int | None:
        """Last day of the window."""
        return self.last.latest if self.last else None

    @property
    def filtered(self) -> int:
        """How many filters are set."""
        values = sum(len(getattr(self, name)) for name in FACETS)
        return values + bool(self.q) + (self.first is not None) + (self.last is not None)

    def pairs(self) -> list[tuple[str, str]]:
        """Name and value pairs of what differs from the default, in a fixed order."""
        pairs = [(name, value) for name in FACETS for value in getattr(self, name)]
        single = {
            "q": self.q,
            "from": self.first.text if self.first else "",
            "to": self.last.text if self.last else "",
            "by": self.by if self.by != "party" else "",
            "scale": self.scale if self.scale != "compressed" else "",
            "event": self.event,
            "page": str(self.page) if self.page > 1 else "",
        }
        return pairs + [(name, value) for name, value in single.items() if value]

    def url(self, path: str = "/") -> str:
        """Path and query string of this view."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

    def but(self, **changes: object) -> ViewArgs:
        """The same view with some fields changed, on the first page unless `page` is given."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]

    def toggled(self, name: str, value: str) -> ViewArgs:
        """The view with one facet value switched on or off, and no event open."""
        values: tuple[str, ...] = getattr(self, name)
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.but(**{name: changed, "event": ""})

    def unfiltered(self) -> ViewArgs:
        """The view options without any filter and without an open event."""
        return ViewArgs(by=self.by, scale=self.scale)


@dataclass
class _Reader:
    """Reads arguments one by one and collects what is wrong with them."""

    values: Mapping[str, Sequence[str]]
    notices: list[Notice] = field(default_factory=list)

    def last(self, name: str) -> str:
        found = self.values.get(name, ())
        return found[-1].strip() if found else ""

    def many(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Known values, each once. Unknown ones are ignored, and said so."""
        allowed = set(known)
        given = list(dict.fromkeys(v for v in self.values.get(name, ()) if v))[:MAX_VALUES]
        for value in given:
            if value not in allowed:
                message = f"Ignored: no {name} is called “{value[:60]}” in this table."
                self.notices.append(Notice(name, message))
        return tuple(value for value in given if value in allowed)

    def date(self, name: str) -> EventDate | None:
        text = self.last(name)
        if not text:
            return None
        try:
            date = parse_date(text)
            if date.earliest is None or date.latest is None or "/" in text:
                raise DateError("is an interval, or open")
        except DateError:
            advice = "Write a year, a month or a day: 2022, 2022-03 or 2022-03-13."
            message = f"The date in “{name}” was not used: “{text[:60]}” is not a date. {advice}"
            self.notices.append(Notice(name, message, invalid=True))
            return None
        return date

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        value = self.last(name)
        if value and value not in allowed:
            listed = ", ".join(allowed)
            self.notices.append(Notice(name, f"Ignored: “{name}” takes one of {listed}."))
        return value if value in allowed else allowed[0]

    def text(self, name: str) -> str:
        value = self.last(name)
        if len(value) > MAX_TEXT:
            message = f"Only the first {MAX_TEXT} characters of the search were used."
            self.notices.append(Notice(name, message))
        # Half a surrogate is no character; no search engine takes it, and no text holds it.
        return value[:MAX_TEXT].encode("utf-8", "replace").decode().strip()

    def number(self, name: str) -> int:
        value = self.last(name)
        if value and not (value.isascii() and value.isdigit()):
            self.notices.append(Notice(name, f"Ignored: “{name}” takes a whole number from 1."))
            return 1
        return max(1, int(value[:9] or 1))


def read_args(
    values: Mapping[str, Sequence[str]], parties: Iterable[str], sources: Iterable[str]
) -> tuple[ViewArgs, list[Notice]]:
    """The view that a query string asks for, and what was ignored of it. Never raises.

    `values` maps each name to all its values; `parties` and `sources` are those of the table.
    """
    read = _Reader(values)
    first, last = read.date("from"), read.date("to")
    if first and last and (first.earliest or 0) > (last.latest or 0):
        message = f"The window was not used: {first.text} comes after {last.text}."
        read.notices.append(Notice("from", message, invalid=True))
        first = last = None
    args = ViewArgs(
        party=read.many("party", parties),
        type=read.many("type", TYPE_BY_CODE),
        status=read.many("status", STATUS_BY_CODE),
        source=read.many("source", sources),
        q=read.text("q"),
        first=first,
        last=last,
        by=read.choice("by", LANES),  # type: ignore[arg-type]
        scale=read.choice("scale", SCALES),  # type: ignore[arg-type]
        event=read.last("event")[:64].strip(),
        page=read.number("page"),
    )
    return args, read.notices


ARGUMENT_NAMES = tuple(
    {"first": "from", "last": "to"}.get(f.name, f.name) for f in fields(ViewArgs)
)
