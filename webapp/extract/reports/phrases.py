"""Reports without a verb: "according to X", "in X's words", "the claim that"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from webapp.extract.base import Span
from webapp.extract.cues import Cue, adjective_cue, cue_of_verb, noun_cue
from webapp.extract.language import Token
from webapp.extract.reports.clauses import LIGHT, Found, lacks_object
from webapp.extract.reports.people import can_speak
from webapp.extract.reports.sources import Source, phrase, source_beside, source_of
from webapp.extract.reports.words import (
    SUBJECTS,
    Words,
    around,
    child,
    end_of,
    past,
    says,
    start_of,
)

OWN = frozenset(("word", "view", "opinion", "account", "telling", "reading", "phrase"))
"""Nouns of "in his view", "in the words of"."""
NOBODY = frozenset(("translation", "plan", "schedule", "transcript", "law", "rule"))
"""What something may be according to without being said by somebody."""
SAID = ("ccomp", "csubj", "advcl")
"""What the parser takes the clause of an adjective for ("made it clear that")."""
STATES = ("be", "make", "feel", "seem", "sound", "remain", "become", "convince", "concern", "worry")
"""Verbs that an adjective which reports goes with."""
PHRASE_LEAST = 15
"""Characters of a phrase that a noun reports ("a request for comment" does not)."""
WEAK = frozenset(
    ("evidence", "idea", "impression", "indication", "news", "notice", "proof", "sense", "sign")
)
"""Nouns that report only where somebody is named."""


def by_phrases(words: Words) -> Iterator[Found]:
    """Reports of all phrases and nouns of an article."""
    for token in words.tokens:
        found = None
        if token.text.lower() in ("according", "per", "in"):
            found = _according(words, token)
        elif token.pos_ in ("ADJ", "VERB") and token.dep_ in (
            "acomp",
            "ROOT",
            "ccomp",
            "oprd",
            "conj",
        ):
            found = _by_adjective(words, token) if adjective_cue(token.text) else None
        elif token.pos_ == "NOUN":
            cue = noun_cue(token.lemma_)
            found = _by_noun(words, token, cue) if cue else None
        if found:
            yield found


def _according(words: Words, token: Token) -> Found | None:
    """A, according to X. / According to X, A. / A, in the words of X, b."""
    named = _named(token)
    if named is None:
        return None
    cue, noun = named
    if noun.lemma_.lower() in NOBODY or _first_person(noun):
        return None
    source = phrase(words, cue, noun)
    if source is None or noun.i < token.i:
        return None
    source = _with_name(words, source)
    segment = words.segment(token.idx)
    owned = child(token, "pobj") if token.text.lower() == "in" else None
    last = past(owned) if owned is not None else 0
    frame = Span(token.idx, max(source.span.end, past(cue), last))
    content = _quoted_aside(words, token, frame) or around(words, segment, frame)
    if not content:
        return None
    return Found(content, Span(token.idx, past(cue)), source, "according to")


def _with_name(words: Words, source: Source) -> Source:
    """ "According to the acting mayor, Ann Lee": the name belongs to the office, though the parser
    may hang it elsewhere."""
    rest = words.within(Span(source.span.end, words.unit(source.head.idx).end))
    if source.head.pos_ != "NOUN" or not rest or rest[0].text != ",":
        return source
    name = list(takewhile(lambda t: t.pos_ == "PROPN", rest[1:]))
    after = rest[len(name) + 1].text if len(rest) > len(name) + 1 else "."
    if not name or after not in (",", ".", ";") or name[-1].ent_type_ != "PERSON":
        return source
    return replace(source, span=Span(source.span.start, past(name[-1])))


def _quoted_aside(words: Words, token: Token, frame: Span) -> tuple[Span, ...]:
    """ "The plan — “bold but fair,” in her words — would": the quotation alone is hers."""
    left = words.trim(max(frame.start - 3, 0), frame.start)
    held = words.quotation(left.end - 1) if left.end > left.start else None
    if token.text.lower() != "in" or held is None or held.span.end > frame.start:
        return ()
    before = words.text[: held.span.start].rstrip()[-1:]
    return (held.span,) if before in ("—", "–", "-", ",", "(") else ()


def _named(token: Token) -> tuple[Token, Token] | None:
    """The last word of the cue, and the noun of the one who is named."""
    if token.text.lower() == "according":
        to = child(token, "prep")
        noun = child(to, "pobj") if to is not None else None
        return (to, noun) if to is not None and noun is not None else None
    noun = child(token, "pobj")
    if token.text.lower() == "per":
        named = noun is not None and (noun.pos_ == "PROPN" or child(noun, "det") is not None)
        return (token, noun) if noun is not None and named and can_speak(noun) else None
    if token.text.lower() != "in" or noun is None or noun.lemma_.lower() not in OWN:
        return None
    owner, of = child(noun, "poss"), child(noun, "prep")
    if owner is not None:
        return token, owner
    whose = child(of, "pobj") if of is not None and of.text.lower() == "of" else None
    return (of, whose) if of is not None and whose is not None else None


def _first_person(noun: Token) -> bool:
    """ "According to my expectations" is no report of another's words."""
    return any(c.text.lower() in ("my", "our", "your") for c in noun.children)


def _by_noun(words: Words, noun: Token, cue: Cue) -> Found | None:
    """The claim that A. / A promise to A. / Accusations of A."""
    content = _of_noun(words, noun, cue)
    if content is None:
        return None
    if _spoken_in(noun):
        return None
    source = _noun_source(words, noun)
    if source is None and words.quotation(noun.idx):
        return None
    if source is not None and not can_speak(source.head):
        return None
    bare = words.text[content.start : content.start + 4] == "for "
    if source is None and (
        bare or cue.kind == "belief" or noun.lemma_ in WEAK or "that" not in cue.takes
    ):
        return None
    return Found((content,), Span(noun.idx, past(noun)), source, "noun")


def _by_adjective(words: Words, token: Token) -> Found | None:
    """He is convinced that A. / She made clear that A."""
    verb = token.head if token.dep_ in ("acomp", "oprd", "ccomp") else token
    clauses = [c for t in (token, verb) for c in t.children if c.dep_ in SAID]
    said = next((c for c in clauses if c.i > token.i and _is_said(c)), None)
    subject = child(verb, *SUBJECTS)
    if said is None or subject is None or not can_speak(subject) or verb.lemma_ not in STATES:
        return None
    if subject.text.lower() == "it":
        return None
    unit = words.unit(token.idx)
    span = words.trim(max(start_of(said), past(token)), min(end_of(said), unit.end))
    content = words.whole(span.start, span.end)
    return Found(
        (content,), Span(token.idx, past(token)), phrase(words, verb, subject), "adjective"
    )


def _is_said(clause: Token) -> bool:
    """Whether a clause tells something: it has a subject, and an adverbial one begins with
    "that"."""
    that = any(c.text.lower() == "that" and c.dep_ == "mark" for c in clause.children)
    own = child(clause, "nsubj", "nsubjpass", "expl") is not None
    return own and (that or clause.dep_ != "advcl")


def _spoken_in(noun: Token) -> bool:
    """ "Said in a statement that": the verb reports, wherever the parser hangs the clause."""
    verb = noun.head.head
    within = noun.dep_ == "pobj" and noun.head.text.lower() in ("in", "with")
    cue = cue_of_verb(verb.text, verb.lemma_) if within else None
    return cue is not None and "that" in cue.takes and child(verb, "ccomp", "dobj") is None


def _of_noun(words: Words, noun: Token, cue: Cue) -> Span | None:
    is_that = _after_be(noun) if "that" in cue.takes else None
    if is_that is not None:
        unit = words.unit(noun.idx)
        span = words.trim(start_of(is_that), min(end_of(is_that), unit.end))
        return words.whole(span.start, span.end)
    for dependent in [*noun.children, *_behind_source(noun)]:
        if dependent.i > noun.i and _is_content(dependent, cue):
            unit = words.unit(noun.idx)
            span = words.trim(start_of(dependent), min(end_of(dependent), unit.end))
            if not says(words, span) or (
                dependent.dep_ == "prep" and span.end - span.start < PHRASE_LEAST
            ):
                continue
            return words.whole(span.start, span.end)
    return None


def _behind_source(noun: Token) -> Iterator[Token]:
    """ "Suggestions from some members that A": the clause that the parser hangs on the source."""
    for by in noun.children:
        other = child(by, "pobj") if by.text.lower() in ("from", "by") else None
        if other is not None and by.i > noun.i:
            yield from (c for c in other.children if _is_said_by(c))


def _is_said_by(clause: Token) -> bool:
    """Whether a clause is no relative one: its "that" is neither subject nor object."""
    return any(c.text.lower() == "that" and c.dep_ == "mark" for c in clause.children)


def _after_be(noun: Token) -> Token | None:
    """The clause of "their hope is that A"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in ("be", "remain") or verb.i < noun.i:
        return None
    for clause in verb.children:
        marks = [c for c in clause.children if c.text.lower() == "that" and c.dep_ == "mark"]
        if clause.dep_ in ("ccomp", "advcl", "acomp") and clause.i > verb.i and marks:
            return clause
    return None


def _is_content(dependent: Token, cue: Cue) -> bool:
    if dependent.dep_ in ("acl", "ccomp", "relcl"):
        marks = {c.text.lower(): c.dep_ for c in dependent.children}
        if dependent.dep_ == "relcl" and child(dependent, "nsubj", "nsubjpass") is None:
            return False
        if marks.get("that") in ("mark", "dobj"):
            return "that" in cue.takes and not lacks_object(dependent)
        return marks.get("to") == "aux" and "to" in cue.takes and dependent.dep_ == "acl"
    return dependent.dep_ == "prep" and dependent.text.lower() in cue.takes & {"of", "for"}


def _owner_before(words: Words, noun: Token) -> Token | None:
    """ "The dairy lobby's claim": the owner, which the parser may take for a subject."""
    before = words.tokens[noun.i - 1] if noun.i else noun
    return before.head if before.tag_ == "POS" and before.head.i < before.i else None


def _noun_source(words: Words, noun: Token) -> Source | None:
    """Its owner, who it is by or from, or the subject of a verb that adds nothing."""
    owner = child(noun, "poss") or _owner_before(words, noun)
    if owner is not None:
        return Source(words.trim(start_of(owner), past(owner)), owner)
    for by in (c for c in noun.children if c.text.lower() in ("by", "from", "of")):
        other = child(by, "pobj")
        if other is not None and (by.text.lower() != "of" or other.pos_ == "PROPN"):
            return phrase(words, by, other)
    verb = noun.head
    agent = child(verb, "agent")
    doer = child(agent, "pobj") if agent is not None else None
    if noun.dep_ == "nsubjpass" and doer is not None:
        return phrase(words, verb, doer)
    if noun.dep_ == "dobj" and verb.lemma_.lower() in LIGHT:
        return source_of(words, verb)
    before = words.tokens[noun.i - 1] if noun.i else noun
    return source_beside(words, before) if before.lemma_.lower() in LIGHT else None
