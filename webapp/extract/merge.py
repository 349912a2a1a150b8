"""One proposal for an event that an article tells more than once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from webapp.extract.base import Document, Proposal, Span

NEAR = 2
"""Paragraphs within which two tellings without places are taken for one."""
STRETCH = 500
"""Characters of the stretches by which passages are found again."""
ALIKE = 0.5
"""The share of the fewer words that two tellings of one event have in common."""
_WORD = re.compile(r"\w{3,}")
_COMMON = frozenset(
    ("the", "and", "was", "were", "had", "has", "have", "that", "said", "with", "for", "from")
)
_KILLED = re.compile(r"\b(?:kill|wound|injur|hurt|die)\w*\b")


def merge(proposals: Sequence[Proposal], document: Document) -> tuple[Proposal, ...]:
    """Proposals without those that tell again what another one tells better, in order."""
    kept: list[Proposal] = []
    index = _Index()
    for proposal in sorted(proposals, key=_worth, reverse=True):
        near = (n for n in index.near(proposal) if _same(proposal, kept[n], document))
        same = next(near, None)
        if same is not None:
            kept[same] = _with_deaths(kept[same], proposal)
        else:
            index.add(proposal, len(kept))
            kept.append(proposal)
    return tuple(sorted(kept, key=lambda p: (p.clause.start, p.clause.end)))


class _Index:
    """Finds the kept proposals that may tell the same, so that not all are compared with all:
    those beside or around it, and those of the same type, actors and day."""

    def __init__(self) -> None:
        self._places: defaultdict[int, list[int]] = defaultdict(list)
        self._ends: defaultdict[int, list[int]] = defaultdict(list)
        self._told: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)

    def add(self, proposal: Proposal, number: int) -> None:
        """Keep the number of a proposal under all that it may be looked for by."""
        for place in _places(proposal.clause):
            self._places[place].append(number)
        self._ends[proposal.sentence.end].append(number)
        for key in _keys(proposal):
            self._told[key].append(number)

    def near(self, proposal: Proposal) -> list[int]:
        """Numbers of the proposals to compare with, in the order in which they were kept."""
        found = {n for place in _places(proposal.clause) for n in self._places[place]}
        for gap in range(1, NEAR + 1):
            found.update(self._ends[proposal.sentence.start - gap])
        dated, *always = _keys(proposal)
        found.update(self._told[dated] if proposal.value("date_text") else self._told[always[0]])
        return sorted(found)


def _places(span: Span) -> range:
    """The stretches of the text in which a passage lies."""
    return range(span.start // STRETCH, span.end // STRETCH + 1)


def _keys(proposal: Proposal) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What two tellings of one event have in common: with the day, and without."""
    alike = (proposal.value("event_type"), proposal.value("actors"))
    return (*alike, proposal.value("date")), alike


def _with_deaths(kept: Proposal, other: Proposal) -> Proposal:
    """A proposal with the number of dead that only the other telling gives."""
    told = other.fields.get("fatalities")
    if told is None or "fatalities" in kept.fields:
        return kept
    return replace(kept, fields={**kept.fields, "fatalities": told})


def _worth(proposal: Proposal) -> tuple[int, int, int]:
    """How well a proposal is supported: what is known of it, then its length, then its place."""
    known = [
        name
        for name in ("actors", "recipients", "speaker", "place", "fatalities", "date_text")
        if proposal.value(name)
    ]
    length = proposal.clause.end - proposal.clause.start
    return len(known), length, -proposal.clause.start


def _same(one: Proposal, other: Proposal, document: Document) -> bool:
    """Whether two proposals tell one event: the first rule that says so decides."""
    if one.value("event_type") != other.value("event_type"):
        return _inside(one, other) and one.value("event_type") == "STATEMENT"
    if one.clause.overlaps(other.clause):
        return _mostly(one.clause, other.clause) or one.sentence == other.sentence
    return _retold(one, other, document) or _consequence(one, other, document)


def _inside(one: Proposal, other: Proposal) -> bool:
    """Whether a statement is nothing but a part of what another one highlights."""
    return other.clause.holds(one.clause) and one.value("speaker") == other.value("speaker")


def _mostly(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def _retold(one: Proposal, other: Proposal, document: Document) -> bool:
    """The same parties, day and place in much the same words, elsewhere in the article."""
    speakers = {one.value("speaker"), other.value("speaker")}
    same = one.value("actors") == other.value("actors") and (len(speakers) == 1 or "" in speakers)
    dated = one.value("date") == other.value("date")
    places = {one.value("place"), other.value("place")} - {""}
    if not same or len(places) > 1 or (not dated and one.value("date_text")):
        return False
    return _alike(one, other, document) >= ALIKE


def _alike(one: Proposal, other: Proposal, document: Document) -> float:
    words = [_words(p.clause.of(document.text)) for p in (one, other)]
    fewer = min(map(len, words))
    return len(words[0] & words[1]) / fewer if fewer else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _WORD.findall(text)) - _COMMON


def _consequence(one: Proposal, other: Proposal, document: Document) -> bool:
    """ "Gunmen attacked a bus. Nine people were killed.": the second tells what the first did."""
    follows = 0 < one.sentence.start - other.sentence.end <= NEAR
    bare = not any(one.value(name) for name in ("actors", "date_text", "place"))
    killed = _KILLED.search(one.clause.of(document.text))
    return one.value("event_type") == "ASSAULT" and follows and bare and killed is not None
