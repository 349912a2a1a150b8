"""The form in which a person writes the fields of an event: what it asks, reads and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from werkzeug.datastructures import MultiDict

from webapp.extract.parties.lexicon import lexicon
from webapp.model.columns import EVENT_COLUMNS
from webapp.model.dates import DateError, parse_date
from webapp.model.vocabulary import (
    CLAIM_STATUSES,
    DATE_BASES,
    EVENT_TYPES,
    QUAD_CLASSES,
    split_parties,
)

Input = Literal["line", "date", "choice", "parties", "quote", "number"]
INPUTS: dict[str, Input] = {
    "title": "line",
    "event_type": "choice",
    "date": "date",
    "date_basis": "choice",
    "date_text": "line",
    "actors": "parties",
    "recipients": "parties",
    "speaker": "line",
    "speaker_role": "line",
    "claim_status": "choice",
    "quote": "quote",
    "place": "line",
    "latitude": "number",
    "longitude": "number",
    "fatalities": "number",
}
"""The fields of the form in its order."""
OFFSETS = ("quote_start", "quote_end")
RARE = ("latitude", "longitude", "fatalities")
SPARE = 1
"""Empty boxes after the names that are there, so that one more can be written without a script."""
PARTIES_MOST = 50
COLUMNS = {column.name: column for column in EVENT_COLUMNS}
NOT_YET = "not decided yet"
MEANT_MOST = 3
"""Parties that are told of a name with many meanings."""


@dataclass(frozen=True)
class Option:
    """One value to choose, with what it means."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True)
class OptionGroup:
    """Values under a heading; the heading may be empty."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Field:
    """One field of the form.

    `parts` are the single names of a list of parties, or where a quote begins and ends. `problem`
    says what would be right. `now` is the value that somebody else has written in the meantime,
    None where it is the same. `guess` says why a value stands there that nobody has written.
    """

    name: str
    label: str
    kind: Input
    value: str
    parts: tuple[str, ...]
    form: str
    help: str
    required: bool
    groups: tuple[OptionGroup, ...]
    problem: str = ""
    now: str | None = None
    guess: str = ""

    @property
    def hint(self) -> str:
        """Other names of what stands in a list of parties, to be looked at; it blocks nothing."""
        return party_hint(self.parts) if self.kind == "parties" else ""


@dataclass(frozen=True)
class DateAnswer:
    """What a date in EDTF means, or what would be right instead."""

    right: bool
    words: str


def fields_from(form: MultiDict[str, str]) -> dict[str, str]:
    """What was sent, by column. A list of parties comes in several boxes."""
    found = {}
    for name, kind in INPUTS.items():
        if kind == "parties" and name in form:
            found[name] = ";".join(split_parties(";".join(form.getlist(name)[:PARTIES_MOST])))
        elif name in form:
            found[name] = form[name].replace("\r\n", "\n")
    return found | {name: form[name] for name in OFFSETS if form.get(name)}


def form_fields(
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    now: Mapping[str, str] | None = None,
    guesses: Mapping[str, str] | None = None,
) -> tuple[Field, ...]:
    """The fields with these values. `problems`, `now` and `guesses` are by column."""
    told = dict(problems or {})
    for name in OFFSETS:  # they have no box of their own
        if name in told:
            told.setdefault("quote", told[name])
    return tuple(
        _field(name, kind, values, told, now, (guesses or {}).get(name, ""))
        for name, kind in INPUTS.items()
    )


def _field(
    name: str,
    kind: Input,
    values: Mapping[str, str],
    problems: Mapping[str, str],
    now: Mapping[str, str] | None,
    guess: str,
) -> Field:
    column, value = COLUMNS[name], values.get(name, "")
    current = now.get(name, "") if now is not None else value
    return Field(
        name,
        column.label,
        kind,
        value,
        _parts(name, kind, values),
        column.form,
        column.help,
        column.required,
        groups_of(name),
        _advice(kind, value, problems.get(name, "")),
        current if current != value else None,
        guess,
    )


def _advice(kind: Input, value: str, problem: str) -> str:
    """What would be right. The boxes of a choice list their values themselves."""
    return "must be chosen" if problem and kind == "choice" and not value else problem


def _parts(name: str, kind: Input, values: Mapping[str, str]) -> tuple[str, ...]:
    if kind == "parties":
        return (*split_parties(values.get(name, "")), *[""] * SPARE)
    return tuple(values.get(at, "") for at in OFFSETS) if kind == "quote" else ()


def groups_of(name: str) -> tuple[OptionGroup, ...]:
    """The values that a field may have, where they are from the vocabulary."""
    if name == "event_type":
        return tuple(
            OptionGroup(
                quad.label,
                tuple(
                    Option(t.code, t.label, t.definition)
                    for t in EVENT_TYPES
                    if t.quad_class == quad.key
                ),
            )
            for quad in QUAD_CLASSES
        )
    if name == "claim_status":
        options = [Option(s.code, s.label, s.definition) for s in CLAIM_STATUSES]
        return (OptionGroup("", tuple(options)),)
    if name == "date_basis":
        options = [Option(b.code, b.label.capitalize(), b.definition) for b in DATE_BASES]
        return (OptionGroup("", tuple(options)),)
    return ()


def general_problems(problems: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with columns that the form has no box for."""
    known = {*INPUTS, *OFFSETS}
    return tuple(f"{name} {words}" for name, words in problems.items() if name not in known)


def date_answer(text: str) -> DateAnswer:
    """What a date means in words, while it is typed."""
    try:
        return DateAnswer(True, parse_date(text.strip()).caption)
    except DateError as error:
        return DateAnswer(False, str(error))


def party_hint(names: Iterable[str]) -> str:
    """`“RSF” is also a name of Rapid Support Forces`: where the tables of the extractor know a name
    under another one, so that one party does not become two."""
    found = ((name, known_as(name.strip())) for name in names)
    return " ".join(
        f"Do you mean {' or '.join(known)} by “{name}”?" for name, known in found if known
    )


def known_as(name: str) -> tuple[str, ...]:
    """The parties that a name is another name of; empty where it is their own, or unknown."""
    entries = lexicon().entries.get(name, ())
    sure = [entry for entry in entries if not entry.weak] or entries
    parties = tuple(dict.fromkeys(entry.name for entry in sure if entry.name))
    return () if name in parties else parties[:MEANT_MOST]


def suggestions(names: Iterable[str], most: int = 1000) -> tuple[str, ...]:
    """Party names to offer, in order, each once."""
    return tuple(dict.fromkeys(name for name in names if name))[:most]
