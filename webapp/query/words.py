"""An event in words: label, status, parties, date. Used by chart, list, panel and exports alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from webapp.model.dates import EventDate
from webapp.model.vocabulary import (
    ATTRIBUTED,
    BASIS_BY_CODE,
    STATUS_BY_CODE,
    TYPE_BY_CODE,
    split_parties,
)

Event = Mapping[Any, Any]
"""One row of the event table."""

NOBODY = "a speaker whom the table does not name"
VOICE = "the source"
"""Who expects what nobody is named for: "She will travel to Cairo" is the source's own word."""


def label(event: Event) -> str:
    """The title; with its speaker where the title lacks the one whose word it is."""
    title = str(event["title"])
    if event["claim_status"] not in ATTRIBUTED or _names_speaker(title, str(event["speaker"])):
        return title
    return f"{title} ({status(event)})"


def _names_speaker(title: str, speaker: str) -> bool:
    """Whether a title names the speaker: by a last name, by initials, or a group by all its words.

    "Ukrainian officials" do not name "Western officials", nor does "Russia" name "both sides".
    """
    words = [word for word in re.findall(r"\w+", speaker) if word not in ("and", "of", "the")]
    if not words:
        return False
    shown = set(re.findall(r"\w+", title))
    initials = "".join(word[0] for word in words if word[0].isupper())
    if len(initials) > 2 and initials in shown:
        return True
    is_name = all(word[0].isupper() for word in words)
    folded = {word.casefold() for word in shown}
    return (is_name and words[-1] in shown) or all(word.casefold() in folded for word in words)


def status(event: Event) -> str:
    """`reported`, or the status with its speaker: `alleged by Ukrainian officials`."""
    code = str(event["claim_status"])
    if code not in ATTRIBUTED:
        return code
    return f"{code} by {event['speaker'] or _unnamed(code)}"


def _unnamed(code: str) -> str:
    return VOICE if code == "expected" else NOBODY


def status_sentence(event: Event, source: str) -> str:
    """Who vouches, in a plain sentence. `source` names the document, for example `the article`."""
    code = str(event["claim_status"])
    text = STATUS_BY_CODE[code].sentence.replace("the source", source)
    text = text.replace("The source", source[:1].upper() + source[1:])
    unnamed = source if code == "expected" else NOBODY
    text = text.replace("{speaker}", str(event["speaker"] or unnamed))
    return text[0].upper() + text[1:]


def parties(event: Event) -> str:
    """`Ukraine → Russia`, `Russia and Ukraine`, or an empty text."""
    actors = " and ".join(split_parties(str(event["actors"])))
    recipients = " and ".join(split_parties(str(event["recipients"])))
    if actors and recipients:
        return f"{actors} → {recipients}"
    return actors or (f"→ {recipients}" if recipients else "")


def date_basis(event: Event, date: EventDate) -> str:
    """How the date is known, with the words of the source and what they are to the date.

    `13 March 2022; the source says “Earlier in the day” (worked out from ...)`
    """
    basis = BASIS_BY_CODE[str(event["date_basis"])]
    text = str(event["date_text"])
    said = f"; the source says “{text}”" if text else ""
    return f"{date.caption}{said} ({basis.definition})"


def type_label(event: Event) -> str:
    """The label of the event type."""
    return TYPE_BY_CODE[str(event["event_type"])].label
