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

Event = Mapping[str, Any]
"""One row of the event table."""

NOBODY = "a speaker whom the table does not name"


def label(event: Event) -> str:
    """The title; for what is not the source's own word, with its speaker where the title lacks it."""
    title = str(event["title"])
    if event["claim_status"] not in ATTRIBUTED or _names_speaker(title, str(event["speaker"])):
        return title
    return f"{title} ({status(event)})"


def _names_speaker(title: str, speaker: str) -> bool:
    """Whether a title names the speaker, by the last word of a name or a body's whole name."""
    words = re.findall(r"\w+", speaker)
    if not words:
        return False
    initials = "".join(word[0] for word in words if word[0].isupper())
    shown = {word.casefold() for word in re.findall(r"\w+", title)}
    if len(initials) > 2 and initials.casefold() in shown:
        return True
    return words[-1].casefold() in shown or (
        len(words) > 1 and all(w.casefold() in shown for w in words if w[0].isupper())
    )


def status(event: Event) -> str:
    """`reported`, or the status with its speaker: `alleged by Ukrainian officials`."""
    code = str(event["claim_status"])
    if code not in ATTRIBUTED:
        return code
    return f"{code} by {event['speaker'] or NOBODY}"


def status_sentence(event: Event, source: str) -> str:
    """Who vouches, in a plain sentence. `source` names the document, for example `the article`."""
    speaker = str(event["speaker"] or NOBODY)
    sentence = STATUS_BY_CODE[str(event["claim_status"])].sentence
    text = sentence.replace("the source", source).replace("The source", source.capitalize())
    text = text.replace("{speaker}", speaker)
    return text[0].upper() + text[1:]


def parties(event: Event) -> str:
    """`Ukraine → Russia`, `Russia and Ukraine`, or an empty text."""
    actors = " and ".join(split_parties(str(event["actors"])))
    recipients = " and ".join(split_parties(str(event["recipients"])))
    if actors and recipients:
        return f"{actors} → {recipients}"
    return actors or (f"→ {recipients}" if recipients else "")


def date_basis(event: Event, date: EventDate) -> str:
    """How the date is known: `13 March 2022; the source says “Earlier in the day”, worked out`."""
    basis = BASIS_BY_CODE[str(event["date_basis"])]
    text = str(event["date_text"])
    said = f"; the source says “{text}”" if text else ""
    return f"{date.caption}{said} ({basis.label}: {basis.definition})"


def type_label(event: Event) -> str:
    """The label of the event type."""
    return TYPE_BY_CODE[str(event["event_type"])].label
