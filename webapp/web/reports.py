"""Several reports of one event, side by side: where they agree and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE, split_parties
from webapp.query import words
from webapp.web.addresses import event_in_article_url, title_of
from webapp.workspace.base import Article, Item

Fields = Mapping[str, str]
UNKNOWN = "not said"


@dataclass(frozen=True)
class Compared:
    """One field: what each report says, and whether they contradict each other."""

    label: str
    values: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class Report:
    """One report of an event. `name` is its publisher, or its title where none is known;
    `article_url` is empty where its text is not here."""

    item_id: int
    event_id: str
    title: str
    quote: str
    source: str
    name: str
    published: str
    source_url: str
    article_url: str


@dataclass(frozen=True)
class Comparison:
    """Reports in order, every field of theirs, and in words where they disagree."""

    reports: tuple[Report, ...]
    fields: tuple[Compared, ...]

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The fields in which they contradict each other."""
        return tuple(field for field in self.fields if field.differs)

    def without_articles(self) -> Comparison:
        """For those who may not read the texts: without the ways into them."""
        return replace(self, reports=tuple(replace(r, article_url="") for r in self.reports))

    @property
    def sentence(self) -> str:
        """`The reports disagree on date and fatalities.`"""
        if not self.differing:
            return "The reports do not contradict each other in what was coded."
        names = [field.label.lower() for field in self.differing]
        return f"The reports disagree on {_listed(names)}."


@dataclass(frozen=True)
class _Rule:
    """How a field is read for comparing and for reading."""

    label: str
    key: Callable[[Fields], object]
    told: Callable[[Fields], str]


def _text(name: str) -> Callable[[Fields], str]:
    return lambda fields: fields.get(name, "").strip()


def _date(fields: Fields) -> str:
    text = fields.get("date", "")
    try:
        return parse_date(text).caption
    except DateError:
        return text


def _parties(fields: Fields) -> object:
    sides = [frozenset(split_parties(fields.get(name, ""))) for name in ("actors", "recipients")]
    return tuple(sides) if any(sides) else ""


def _parties_told(fields: Fields) -> str:
    return words.parties({name: fields.get(name, "") for name in ("actors", "recipients")})


def _type(fields: Fields) -> str:
    code = fields.get("event_type", "")
    return TYPE_BY_CODE[code].label if code in TYPE_BY_CODE else code


def _status(fields: Fields) -> str:
    code = fields.get("claim_status", "")
    return STATUS_BY_CODE[code].label if code in STATUS_BY_CODE else code


def _folded(name: str) -> Callable[[Fields], str]:
    """Names of people and places, compared without regard to capitals and white space."""
    return lambda fields: " ".join(fields.get(name, "").casefold().split())


RULES = (
    _Rule("Date", _text("date"), _date),
    _Rule("Type", _text("event_type"), _type),
    _Rule("Who", _parties, _parties_told),
    _Rule("Speaker", _folded("speaker"), _text("speaker")),
    _Rule("Claim status", _text("claim_status"), _status),
    _Rule("Place", _folded("place"), _text("place")),
    _Rule("Fatalities", _text("fatalities"), _text("fatalities")),
)


def compare(items: Sequence[Item], articles: Mapping[str, Article]) -> Comparison:
    """Reports side by side, in the order given. Fields that no report has are left out."""
    reports = tuple(_report(item, articles[item.article_id]) for item in items)
    rows = [item.fields for item in items]
    return Comparison(reports, tuple(_compared(rule, rows) for rule in RULES if _said(rule, rows)))


def _said(rule: _Rule, rows: Sequence[Fields]) -> bool:
    return any(rule.told(row) for row in rows)


def _compared(rule: _Rule, rows: Sequence[Fields]) -> Compared:
    """What is not said contradicts nothing."""
    said = {rule.key(row) for row in rows if rule.told(row)}
    return Compared(rule.label, tuple(rule.told(row) or UNKNOWN for row in rows), len(said) > 1)


def _report(item: Item, article: Article) -> Report:
    event_id = item.fields.get("event_id", "")
    fields = article.fields
    held = bool(article.text)
    return Report(
        item.id,
        event_id,
        item.fields.get("title", ""),
        item.fields.get("quote", ""),
        title_of(article),
        fields.get("publisher", "") or title_of(article),
        _published(fields.get("published", "")),
        f"/sources/{article.id}",
        event_in_article_url(article.id, event_id) if held else "",
    )


def _published(text: str) -> str:
    return _date({"date": text}) if text else ""


def _listed(names: Sequence[str]) -> str:
    """`date, place and fatalities`."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
