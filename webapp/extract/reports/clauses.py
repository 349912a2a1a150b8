"""A verb that reports, with what it needs to be read: its source, its unit, its frame."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.extract.base import Span
from webapp.extract.cues import Cue, cue_of_verb, verb_cue
from webapp.extract.language import Token
from webapp.extract.reports.sources import Source
from webapp.extract.reports.words import SUBJECTS, Words, child, past

LIGHT = frozenset(
    (
        *("make", "issue", "repeat", "voice", "express", "give", "renew", "reiterate", "have"),
        *("raise", "send", "deliver", "publish", "offer", "share", "air", "level", "withdraw"),
    )
)
"""Verbs whose subject is the source of the noun that they take: "voiced hope that"."""
_ASIDE = re.compile(
    r", (?P<first>as\b|(?:al|even )?though\b|while\b|whereas\b|even as\b"
    r"|(?:just |only |barely )?(?:an? |one |two |three |\d+ )?"
    r"(?:minute|hour|day|week|month|year)s? (?:after|before)\b"
    r")"
    r"|(?:(?<=[”\"’']),|,[”\"’']) (?P<remark>an? (?:\w+ )?"
    r"(?:phrase|term|word|line|remark|comment|charge|reference|nod|claim) )"
)
"""Where words of the writer's may begin: ", as his rivals", ", hours after", ", a phrase that"."""
CONTRASTS = frozenset(("though", "although", "while", "whereas", "even"))
"""What begins a clause of the writer's where the clause reports something itself."""
REFUSALS = frozenset(("decline", "refuse"))
"""Verbs that make one report with the verb that completes them."""


@dataclass(frozen=True)
class Found:
    """A report before its speaker is known."""

    content: tuple[Span, ...]
    cue: Span
    source: Source | None
    rule: str


@dataclass(frozen=True)
class Clause:
    """A verb that reports: its source, the unit that it stands in, and the frame, which is the
    verb with its subject and adverbials, without what is said."""

    words: Words
    verb: Token
    cue: Cue
    source: Source | None
    unit: Span
    frame: Span
    passive: bool

    @property
    def after(self) -> int:
        """Where the verb ends."""
        return past(self.verb)

    def takes(self, *names: str) -> bool:
        """Whether the verb may take one of these."""
        return bool(self.cue.takes & set(names))


def stretch(clause: Clause, start: int, end: int) -> Span:
    """A piece of content, within the unit, with its quotations whole."""
    words = clause.words
    span = words.trim(start, min(end, clause.unit.end))
    if words.quotation(clause.verb.idx):
        return span
    following = words.quotation(span.end) or words.quotation(span.end + 1)
    if following and following.span.start <= span.end + 1:
        span = Span(span.start, following.span.end)
    whole = words.whole(span.start, span.end) if span.end > span.start else span
    return without_stop(words, Span(whole.start, _with_list(words, whole.end, clause.unit.end)))


def _with_list(words: Words, end: int, last: int) -> int:
    """Where a list of quotations ends that a stretch ends with: "“a,” “b” and “c”"."""
    while (held := words.quotation(end - 1)) and held.span.end == end:
        following = words.quotations_in(Span(end, last))
        between = words.text[end : following[0].span.start].strip(" ,") if following else "-"
        if between not in ("", "and", "or", "but", "nor"):
            break
        end = following[0].span.end
    return end


def narrowed(clause: Clause, piece: Span) -> Span:
    """A piece without the clause after it that is the writer's: "..., as his rivals blamed X"."""
    words = clause.words
    if piece.start < clause.verb.idx:
        return piece
    for token in words.within(piece):
        if _tells_too(words, token) and not words.quotation(token.idx):
            return words.trim(piece.start, token.idx)
    for match in _ASIDE.finditer(words.text, piece.start, piece.end):
        at = match.start("first" if match["first"] else "remark")
        if not words.quotation(at) and _is_aside(words, at):
            return words.trim(piece.start, at)
    return piece


def _tells_too(words: Words, token: Token) -> bool:
    """Whether a participle behind a comma goes on to tell: "said A, adding that B"."""
    if token.tag_ != "VBG" or token.dep_ not in ("advcl", "acl", "conj", "dep") or not token.i:
        return False
    cue = cue_of_verb(token.text, token.lemma_)
    comma = words.tokens[token.i - 1].text == ","
    return comma and cue is not None and cue.kind in ("statement", "judgement", "demand")


def _is_aside(words: Words, at: int) -> bool:
    """Whether the clause that begins at a place is an aside: ", as" may be a comparison."""
    first = words.within(Span(at, at + 1))
    word = first[0].text.lower() if first else ""
    if word in CONTRASTS:
        verb = (
            first[0].head if first[0].text.lower() != "even" else words.tokens[first[0].i + 1].head
        )
        subject = child(verb, *SUBJECTS)
        reports = cue_of_verb(verb.text, verb.lemma_) is not None and verb.dep_ == "advcl"
        return reports and subject is not None and subject.pos_ != "PRON"
    if word != "as":
        return True
    return first[0].dep_ == "mark" and first[0].head.dep_ == "advcl"


def without_stop(words: Words, span: Span) -> Span:
    """A stretch without the full stop at its end."""
    end = span.end
    while end > span.start and words.text[end - 1] in ". ":
        end -= 1
    return Span(span.start, end)


def has_to(verb: Token) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lemma_.lower() == "to" for c in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether a verb stands by itself or with an auxiliary, and not in the infinitive with "to"."""
    helped = child(verb, "aux") is not None and not has_to(verb)
    return verb.tag_ in ("VBD", "VBZ", "VBP") or helped


def refused(verb: Token) -> bool:
    """ "Declined to say whether": one report, not two."""
    outer = verb.head.lemma_.lower()
    one = outer in REFUSALS or (outer == "want" and verb.lemma_.lower() == "know")
    return verb.dep_ == "xcomp" and one and verb.head.i < verb.i


def lacks_object(verb: Token) -> bool:
    """Whether "that" is the object of a clause: "a claim that the police disputed"."""
    other = verb_cue(verb.lemma_)
    takes = other is not None and (
        other.takes & {"object", "that", "object-complement"} or other.kind == "judgement"
    )
    return bool(takes or verb.lemma_.lower() in LIGHT) and not _complete(verb)


def _complete(verb: Token) -> bool:
    own = ("dobj", "ccomp", "xcomp", "auxpass")
    return any(c.dep_ in own and c.text.lower() != "that" for c in verb.children)
