"""What a mapping says, and how a form says it."""

from __future__ import annotations

from collections.abc import Mapping as Given
from dataclasses import dataclass, field
from typing import Literal, get_args

from webapp.model.terms import Redistribution, Terms
from webapp.model.vocabulary import STATUS_BY_CODE, TYPE_BY_CODE

DayOrder = Literal["dmy", "mdy", "ymd"]
Century = Literal["1900", "2000"]
DAY_ORDERS: tuple[str, ...] = get_args(DayOrder)
CENTURIES: tuple[str, ...] = get_args(Century)
REDISTRIBUTIONS: tuple[str, ...] = get_args(Redistribution)
TYPE_KEY = "type:"
"""A form names the values of the type column with this in front."""


@dataclass(frozen=True)
class Field:
    """What a column can be. A field that is not `required` may have no column."""

    name: str
    label: str
    help: str
    required: bool = False


FIELDS: tuple[Field, ...] = (
    Field("date", "Date", "When it happened, or when it began. Imprecise dates stay so."),
    Field("date_end", "End date", "Where a second column says when it ended."),
    Field("year", "Year", "Where year, month and day stand in columns of their own."),
    Field("month", "Month", "A number or a name."),
    Field("day", "Day", "Day of the month."),
    Field("title", "Title", "A short headline. Without one it is made from the text."),
    Field("description", "Text", "What the table says of the event."),
    Field("actors", "Actors", "Who acted."),
    Field("recipients", "Recipients", "To whom, against whom or with whom."),
    Field("event_type", "Type", "What kind of act it is."),
    Field("place", "Place", "Where."),
    Field("latitude", "Latitude", "Decimal degrees."),
    Field("longitude", "Longitude", "Decimal degrees."),
    Field("fatalities", "Fatalities", "A whole number."),
    Field("quote", "Quote", "Words of a source; shown with the text, as they cannot be checked."),
    Field("speaker", "Speaker", "Whose words carry it."),
    Field("claim_status", "Claim status", "reported, claimed, alleged or expected."),
    Field("event_id", "Identifier", "A name of each event that stays. Else it is made."),
    Field("source", "Source", "Who reports it."),
    Field("source_url", "Source address", "Where that can be read."),
)
FIELD_BY_NAME = {field.name: field for field in FIELDS}


@dataclass(frozen=True)
class Mapping:
    """Which columns of a table are what.

    `columns` gives the column of each field that has one. `day_order` is how dates such as
    03/04/2022 are written, `century` what a year of two digits belongs to; None where the table has
    none of these. `types` gives an event type for values of the type column. `status` and `source`
    hold where no column says otherwise; an empty source is the table itself.
    """

    columns: dict[str, str] = field(default_factory=dict)
    day_order: DayOrder | None = None
    century: Century | None = None
    party_separator: str = ";"
    types: dict[str, str] = field(default_factory=dict)
    status: str = "reported"
    source: str = ""
    terms: Terms = field(default_factory=Terms)

    def wrong(self) -> list[str]:
        """What keeps it from being used, in words."""
        return [*self._wrong_columns(), *self._wrong_values()]

    def _wrong_columns(self) -> list[str]:
        found = [
            f"“{name}” is no field. Fields are: {', '.join(FIELD_BY_NAME)}."
            for name in self.columns
            if name not in FIELD_BY_NAME
        ]
        if "date" not in self.columns and "year" not in self.columns:
            found.append("Say which column is the date, or which is the year.")
        if "date" in self.columns and "year" in self.columns:
            found.append("Choose a date or a year, not both: it would not be clear which counts.")
        if "date_end" in self.columns and "date" not in self.columns:
            found.append("An end date needs a date on which it begins.")
        if "day" in self.columns and "month" not in self.columns:
            found.append("A day needs a month: say which column that is.")
        return found

    def _wrong_values(self) -> list[str]:
        codes = ", ".join(TYPE_BY_CODE)
        found = [
            f"“{code}”, given for “{value}”, is no event type. Types are: {codes}."
            for value, code in self.types.items()
            if code not in TYPE_BY_CODE
        ]
        if self.status not in STATUS_BY_CODE:
            found.append(f"The claim status must be one of {', '.join(STATUS_BY_CODE)}.")
        if self.day_order not in (None, *DAY_ORDERS):
            found.append("The order of day and month must be dmy, mdy or ymd, or not given.")
        if self.century not in (None, *CENTURIES):
            found.append("The century of years of two digits must be 1900 or 2000, or not given.")
        if self.terms.redistribution not in REDISTRIBUTIONS:
            found.append(f"Redistribution must be one of {', '.join(REDISTRIBUTIONS)}.")
        if not self.party_separator.strip() and self.party_separator not in ("", "\n"):
            found.append("Between parties there must be a mark other than a space.")
        return found

    @classmethod
    def from_form(cls, form: Given[str, str]) -> tuple[Mapping, list[str]]:
        """The mapping that a form says, and what is wrong with it in words."""
        text = {name: value.strip() for name, value in form.items()}
        mapping = cls(
            {name: text[name] for name in FIELD_BY_NAME if text.get(name)},
            text.get("day_order") or None,  # type: ignore[arg-type]  # `wrong` looks at them
            text.get("century") or None,  # type: ignore[arg-type]
            text.get("party_separator", ";"),
            {
                name.removeprefix(TYPE_KEY): value
                for name, value in text.items()
                if name.startswith(TYPE_KEY) and value
            },
            text.get("status") or "reported",
            text.get("source_name", ""),
            Terms(
                text.get("licence", ""),
                text.get("credit", ""),
                text.get("redistribution") or "unknown",  # type: ignore[arg-type]
            ),
        )
        return mapping, mapping.wrong()

    def to_form(self) -> dict[str, str]:
        """The form that says this mapping."""
        return {
            **{name: self.columns.get(name, "") for name in FIELD_BY_NAME},
            "day_order": self.day_order or "",
            "century": self.century or "",
            "party_separator": self.party_separator,
            **{f"{TYPE_KEY}{value}": code for value, code in self.types.items()},
            "status": self.status,
            "source_name": self.source,
            "licence": self.terms.licence,
            "credit": self.terms.credit,
            "redistribution": self.terms.redistribution,
        }
