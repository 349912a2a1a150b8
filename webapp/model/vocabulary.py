"""The coded vocabulary: event types, quad classes, claim statuses, date bases.

Event types follow PLOVER v2.0 (the successor of CAMEO) plus STATEMENT and OTHER, which a news
article needs. The wording of the definitions is ours; docs/data-format.md is made from this module.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QuadClass:
    """One of the four classes of the verbal/material x cooperation/conflict scheme, or neither."""

    key: str
    label: str


@dataclass(frozen=True)
class EventType:
    """One event type. `definition` is a noun phrase that fits after "This type means:"."""

    code: str
    label: str
    quad_class: str
    definition: str


@dataclass(frozen=True)
class ClaimStatus:
    """Who vouches for an event.

    `sentence` has `{speaker}` as its only field, and no verb that depends on how many they are;
    "the source" in it may be replaced by what the source is.
    """

    code: str
    label: str
    definition: str
    sentence: str


@dataclass(frozen=True)
class DateBasis:
    """How the date of an event is known."""

    code: str
    label: str
    definition: str


QUAD_CLASSES: tuple[QuadClass, ...] = (
    QuadClass("statement", "Statement"),
    QuadClass("verbal-cooperation", "Verbal cooperation"),
    QuadClass("material-cooperation", "Material cooperation"),
    QuadClass("verbal-conflict", "Verbal conflict"),
    QuadClass("material-conflict", "Material conflict"),
    QuadClass("none", "Other incident"),
)

EVENT_TYPES: tuple[EventType, ...] = (
    EventType(
        "STATEMENT",
        "Statement",
        "statement",
        "words that fit no other type: a comment, an assessment, a forecast, a confirmation",
    ),
    EventType(
        "AGREE",
        "Agree",
        "verbal-cooperation",
        "agreeing, offering, promising or showing willingness to cooperate in the future",
    ),
    EventType(
        "CONSULT",
        "Talks",
        "verbal-cooperation",
        "a meeting, negotiation, visit or call that takes place or took place",
    ),
    EventType(
        "SUPPORT",
        "Support",
        "verbal-cooperation",
        "diplomatic backing without material help: praise, recognition, signing, ratifying",
    ),
    EventType(
        "CONCEDE",
        "Concede",
        "verbal-cooperation",
        "a concession in words: a declared ceasefire or withdrawal, an apology, a pardon",
    ),
    EventType(
        "COOPERATE",
        "Cooperate",
        "material-cooperation",
        "cooperation in deeds by both sides: trade, joint exercises, sharing, joint repair",
    ),
    EventType(
        "AID",
        "Aid",
        "material-cooperation",
        "money, arms, relief or asylum that mainly helps the one who receives it",
    ),
    EventType(
        "RETREAT",
        "Retreat",
        "material-cooperation",
        "a concession in deeds: a ceasefire in force, a withdrawal, a release, access granted",
    ),
    EventType("REQUEST", "Demand", "verbal-conflict", "a request, appeal, demand or order"),
    EventType(
        "ACCUSE",
        "Accuse",
        "verbal-conflict",
        "disapproving, condemning, charging somebody with something, investigating",
    ),
    EventType("REJECT", "Reject", "verbal-conflict", "refusing, denying or cancelling"),
    EventType(
        "THREATEN",
        "Threaten",
        "verbal-conflict",
        "a threat, or a warning of serious consequences",
    ),
    EventType(
        "PROTEST",
        "Protest",
        "material-conflict",
        "a demonstration, strike, riot or other collective action",
    ),
    EventType(
        "SANCTION",
        "Sanction",
        "material-conflict",
        "cutting back relations: sanctions, an embargo, an expulsion, a trial",
    ),
    EventType(
        "MOBILIZE",
        "Mobilize",
        "material-conflict",
        "a military or police move that stops short of force",
    ),
    EventType(
        "COERCE",
        "Coerce",
        "material-conflict",
        "repression, seizure, arrest, cyber attack or blockade",
    ),
    EventType(
        "ASSAULT",
        "Attack",
        "material-conflict",
        "force that can cause serious physical harm: fighting, strikes, shelling",
    ),
    EventType(
        "OTHER",
        "Other",
        "none",
        "an incident that is none of these: an accident, an outage, a repair by one side",
    ),
)

CLAIM_STATUSES: tuple[ClaimStatus, ...] = (
    ClaimStatus(
        "reported",
        "Reported",
        "the source says it in its own voice",
        "The source reports this in its own voice.",
    ),
    ClaimStatus(
        "claimed",
        "Claimed",
        "the source attributes it to a speaker: their own acts, views, or the state of affairs",
        "{speaker} said this; the source reports the words and does not vouch for them.",
    ),
    ClaimStatus(
        "alleged",
        "Alleged",
        "a speaker charges another party with it",
        "{speaker} alleged this; the source does not confirm it.",
    ),
    ClaimStatus(
        "expected",
        "Expected",
        "it lies in the future: a forecast, a plan or a promise",
        "{speaker} expected or announced this; the source does not say that it has happened.",
    ),
)

DATE_BASES: tuple[DateBasis, ...] = (
    DateBasis("stated", "stated", "the source gives the date in words that need no other sentence"),
    DateBasis(
        "resolved",
        "worked out",
        "worked out from a relative expression or from the sentences around it",
    ),
    DateBasis("publication", "bounded by the report", "only the date of the report bounds it"),
    DateBasis("unknown", "unknown", "nothing in the source dates it"),
)

TYPE_BY_CODE = {t.code: t for t in EVENT_TYPES}
STATUS_BY_CODE = {s.code: s for s in CLAIM_STATUSES}
BASIS_BY_CODE = {b.code: b for b in DATE_BASES}
QUAD_BY_KEY = {q.key: q for q in QUAD_CLASSES}

ATTRIBUTED = ("claimed", "alleged", "expected")
"""Statuses that must never be shown without their speaker."""
SPOKEN = ("claimed", "alleged")
"""Statuses that need a speaker by name. What is expected may be the source's own word."""

PARTY_SEPARATOR = ";"


def split_parties(cell: str) -> tuple[str, ...]:
    """Party names of one cell, in order, without blanks and repeats."""
    names = (name.strip() for name in cell.split(PARTY_SEPARATOR))
    return tuple(dict.fromkeys(name for name in names if name))
