"""The description of an article as a form: labels, help, guesses, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.articles.base import ReadArticle
from webapp.model.columns import SOURCE_COLUMNS
from webapp.model.dates import DateError, parse_date

GIVEN = ("source_id", "text_length", "text_sha256")
"""Columns that follow from the article itself."""
RARE = ("archive_url", "credit", "retrieved", "note")
"""Columns that are folded away where they are empty."""
DATES = ("published", "retrieved")
WHY = "why_"
"""Before the name of a column: the field of the form that carries the reason of a guess along."""
HELP = {
    "title": "The headline.",
    "publisher": "Newspaper, agency or site that published it.",
    "authors": "Who wrote it; several names are separated by a semicolon.",
    "published": (
        "Write 2022-03-13 for a day, 2022-03 for a month, 2022 for a year; add ~ when it is "
        "roughly so. “On Sunday” and “last week” in the text are worked out from it."
    ),
    "url": "Where it can be read, from https:// on.",
    "language": "A short code: en is English. Events are found in English texts only.",
    "archive_url": "A copy that stays, from https:// on.",
    "credit": "Credit line: agencies, photographers, who contributed.",
    "retrieved": "The day on which you read it, as 2022-03-13.",
    "note": "What you have worked out yourself, and how.",
}


@dataclass(frozen=True)
class FormField:
    """One field, ready to print. `why` tells where a guess comes from, `problem` what is wrong,
    `now` what somebody else has written meanwhile, `words` a date in words."""

    name: str
    label: str
    value: str
    help: str
    why: str
    problem: str
    now: str
    words: str
    rare: bool

    @property
    def is_date(self) -> bool:
        """Whether it is written in EDTF."""
        return self.name in DATES


def columns() -> tuple[str, ...]:
    """The columns that a person describes."""
    return tuple(column.name for column in SOURCE_COLUMNS if column.name not in GIVEN)


def form_fields(
    values: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    now: Mapping[str, str] | None = None,
) -> tuple[FormField, ...]:
    """The fields with what is known of each."""
    reasons, problems, labels = reasons or {}, problems or {}, _labels()
    return tuple(
        FormField(
            name,
            labels[name],
            values.get(name, ""),
            HELP[name],
            reasons.get(name, ""),
            problems.get(name, ""),
            _changed(name, values, now),
            date_words(values.get(name, "")) if name in DATES and name not in problems else "",
            name in RARE and not values.get(name) and name not in problems,
        )
        for name in columns()
    )


def _labels() -> dict[str, str]:
    return {column.name: column.label for column in SOURCE_COLUMNS}


def _changed(name: str, values: Mapping[str, str], now: Mapping[str, str] | None) -> str:
    """What the field is now, where that differs from what was written."""
    if now is None or now.get(name, "") == values.get(name, ""):
        return ""
    return now.get(name, "") or "empty"


def date_words(text: str) -> str:
    """A date in words, or what would be right. Empty for an empty text."""
    if not text.strip():
        return ""
    try:
        return f"That is: {parse_date(text.strip()).caption}."
    except DateError as error:
        return f"“{text[:60]}” {error}."


def guessed(article: ReadArticle) -> tuple[dict[str, str], dict[str, str]]:
    """Values and reasons by column, as an article was read."""
    known = {name: guess for name, guess in article.fields.items() if name in columns()}
    values = {name: guess.value for name, guess in known.items()}
    reasons = {name: guess.why for name, guess in known.items()}
    if values.get("published", "").endswith("~") and "note" not in values:
        # A date that is inferred says how, for whoever reads the description later.
        values["note"] = f"The date of publication is inferred from {reasons['published']}."
        reasons["note"] = "the date above is inferred"
    return values, reasons


def written(form: Mapping[str, str]) -> dict[str, str]:
    """The description out of a form, every column; those that it lacks are empty."""
    return {name: form.get(name, "").strip() for name in columns()}


def reasons_in(form: Mapping[str, str]) -> dict[str, str]:
    """The reasons that a form carries along."""
    found = {name: form.get(f"{WHY}{name}", "")[:200] for name in columns()}
    return {name: why for name, why in found.items() if why}
