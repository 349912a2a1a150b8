"""Quotations with who says them right beside them, where the parser or the list of verbs misses
it: any verb may say who speaks there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from webapp.extract.base import Quotation, Span
from webapp.extract.cues import Cue, cue_of_verb
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Found
from webapp.extract.reports.people import can_speak
from webapp.extract.reports.sources import Source
from webapp.extract.reports.words import Words, is_noun, past

SUBJECT_MOST = 14
"""Words that who speaks may have before the verb."""
SPEAKS = frozenset(("i", "we", "he", "she", "they", "it", "one", "another", "some", "others"))
DETERMINERS = frozenset(
    ("the", "a", "an", "one", "his", "her", "their", "its", "my", "another", "some", "two")
)
NO_SUBJECT = frozenset(
    ("who", "which", "that", "what", "whom", "when", "while", "as", "and", "but")
)
LINKS = frozenset(("be", "have", "do", "become", "seem", "appear", "come", "follow", "mean"))
"""Verbs that tell of what is quoted, not who says it: "“Face Down,” was her idea"."""
GUESS = "before a quotation"
"""The rule of reports that give way to who says it at the end of the sentence."""
ADVERBIAL_MOST = 8
"""Words that may follow the verb at the end of a sentence ("said in an interview on Friday")."""
ENDS = (".", ",", ";", ":", "?", "!", "–", "—", "-")
FOLLOWS = ("ADV", "ADP", "SCONJ", "SPACE", "PUNCT", "CCONJ")
"""What may follow a verb that has no object."""


def tag_of(words: Words, quotation: Quotation) -> Found | None:
    """ "A," he remembers. / "A," stormed Ann Lee. / "A?" Mr. Lee ventured."""
    if not set_off(words, quotation):
        return None
    unit = words.unit(quotation.span.start)
    after = _after(words, Span(quotation.span.end, unit.end))
    asked = not after and words.text[quotation.inner.end - 1] in "?!…-—"
    if asked and words.block_number(unit.end) == words.block_number(unit.start):
        following = words.unit(unit.end + 1)
        after = _after(words, following) if following.start >= unit.end else []
    if len(after) < 2:
        return None
    return _verb_first(words, quotation, after) or _verb_last(words, quotation, after, asked)


def with_closing(words: Words, founds: list[Found]) -> list[Found]:
    """Reports with those of sentences that end with who says it ("A, the memo shows."), which no
    verb of theirs reports; others end before it."""
    guesses = [found for found in founds if found.rule == GUESS]
    cues = {found.cue for found in founds} - {found.cue for found in guesses}
    for unit in words.units:
        found = closing_of(words, unit) or opening_of(words, unit)
        if found and found.cue not in cues:
            others = (f for f in founds if f.cue != found.cue)
            founds = [_cut(words, f, found.content[0]) for f in others]
            founds.append(found)
    return founds


def _cut(words: Words, found: Found, said: Span) -> Found:
    """A report whose content runs into what ends the sentence, without that."""
    if not any(p.start < said.end < p.end and p.start >= said.start for p in found.content):
        return found
    pieces = (words.trim(p.start, min(p.end, said.end)) for p in found.content)
    return replace(found, content=tuple(p for p in pieces if p.end > p.start))


def closing_of(words: Words, unit: Span) -> Found | None:
    """Who says what stands before one of the last commas; a participle may follow ("A, the envoy
    said on Monday, calling B c")."""
    commas = [
        at
        for at in range(unit.start, unit.end)
        if words.text[at] == "," and not words.quotation(at)
    ]
    for at in commas[:-4:-1]:
        after = [t for t in words.within(Span(at + 1, unit.end)) if not t.text.isspace()]
        after = after[: _participle(after)]
        while after and after[-1].text in ENDS:
            after.pop()
        found = _closes(words, Span(unit.start, at), after)
        if found:
            return found
    return None


def opening_of(words: Words, unit: Span) -> Found | None:
    """ "The prosecution allege that A": a verb that the parser takes for a noun, in a sentence
    without a verb of its own."""
    tokens = [t for t in words.within(unit) if not t.text.isspace()]
    if any(t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX") for t in tokens):
        return None
    for number, token in enumerate(tokens[: SUBJECT_MOST + 1]):
        if _finite(token) or words.quotation(token.idx):
            return None
        if token.text == "that" and number > 1:
            cue, subject = _cue(tokens[number - 1]), tokens[: number - 1]
            head = next((t for t in subject if is_noun(t) and t.tag_ != "DT"), None)
            if not cue or "that" not in cue.takes or subject[-1].tag_ == "POS" or head is None:
                return None
            source = Source(words.trim(unit.start, past(subject[-1])), _head(subject) or head)
            said = words.trim(token.idx, unit.end)
            end = said.end - (words.text[said.end - 1] == ".")
            verb = _span(tokens[number - 1])
            return (
                Found((Span(said.start, end),), verb, source, "opening")
                if _names(subject)
                else None
            )
    return None


def _participle(after: Sequence[Token]) -> int:
    """Where a participle behind a comma begins."""
    pairs = enumerate(pairwise(after))
    return next((k for k, (c, v) in pairs if c.text == "," and v.tag_ == "VBG"), len(after))


def _closes(words: Words, said: Span, after: Sequence[Token]) -> Found | None:
    before = [t for t in words.within(said) if not t.text.isspace()]
    clause = any(_finite(t) for t in before) and not _subordinate(before[0])
    if not clause or len(after) < 2 or any(words.quotation(t.idx) for t in after):
        return None
    for number, token in enumerate(after[1 : SUBJECT_MOST + 1], 1):
        if not (_finite(token) or _cue(token)) or _relative(after[:number], number):
            continue
        if not _finite(token) and after[number - 1].tag_ in ("IN", "DT"):
            continue  # "a minister of state"
        cue, rest = _cue(token), after[number + 1 :]
        adverbial = len(rest) <= ADVERBIAL_MOST and not any(_any_verb(t) for t in rest)
        begins = not rest or rest[0].pos_ in ("ADV", "ADP") or rest[0].ent_type_ == "DATE"
        if cue and "that" in cue.takes and adverbial and begins and _names(after[:number]):
            source = Source(
                words.trim(after[0].idx, past(after[number - 1])), _head(after) or token
            )
            return Found((words.trim(said.start, said.end),), _span(token), source, "closing")
        return None
    return None


def _subordinate(first: Token) -> bool:
    """Whether a clause begins as no sentence does: "Asked what", "When the"."""
    return first.tag_ in ("IN", "WRB") or first.pos_ == "VERB"


def _names(subject: Sequence[Token]) -> bool:
    head = _head(subject)
    joint = subject[0].text.lower() in NO_SUBJECT or subject[0].text.lower() in ("or", "so", "then")
    return not joint and _opens_subject(subject) and head is not None and can_speak(head)


def _any_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.text == "that"


def _span(token: Token) -> Span:
    return Span(token.idx, past(token))


def set_off(words: Words, quotation: Quotation) -> bool:
    """Whether a comma, a stop or the like ends a quotation, within the marks or behind them."""
    near = words.text[quotation.inner.end - 1 : quotation.inner.end]
    near += words.text[quotation.span.end : quotation.span.end + 2]
    return any(mark in near for mark in ",?!;—–…")


def _after(words: Words, span: Span) -> list[Token]:
    """The words behind a quotation, up to the next one; a comma or a dash at the front aside."""
    found: list[Token] = []
    for token in words.within(span):
        if words.quotation(token.idx):
            break
        if not (not found and (token.text.isspace() or token.text in ENDS)):
            found.append(token)
    return found


def _cue(token: Token) -> Cue | None:
    """The cue that a word may be, whatever the parser takes it for ("remembers" for a noun)."""
    cue = cue_of_verb(token.text, token.lemma_)
    cue = cue or (cue_of_verb(token.text, token.text) if token.text.islower() else None)
    return cue if cue and token.tag_ not in ("VBG", "VB") else None


def _verb_first(words: Words, quotation: Quotation, after: Sequence[Token]) -> Found | None:
    verb, subject = after[0], list(after[1:])
    if not _may_tell(verb) or not _opens_subject(subject):
        return None
    stops = (k for k, t in enumerate(subject) if t.text in (".", ":", ";", "—", "–"))
    subject = subject[: next(stops, len(subject))]
    finite = next((k for k, t in enumerate(subject) if _finite(t) and not _relative(subject, k)), 0)
    if finite:
        comma = next((k for k, t in enumerate(subject[:finite]) if t.text == ","), 0)
        subject = subject[:comma]
    return _found(words, quotation, verb, subject)


def _relative(tokens: Sequence[Token], number: int) -> bool:
    """Whether a finite verb stands in a clause with "who"."""
    return any(t.text.lower() in ("who", "whose", "which", "that") for t in tokens[:number])


def _verb_last(
    words: Words, quotation: Quotation, after: Sequence[Token], alone: bool
) -> Found | None:
    for number, token in enumerate(after[1 : SUBJECT_MOST + 1], 1):
        if token.text.lower() in NO_SUBJECT and token.text.lower() not in ("who", "and"):
            return None
        if not (_finite(token) or _cue(token)) or _relative(after[:number], number):
            continue
        before = [t for t in after[:number] if t.pos_ != "ADV"]
        if not _may_tell(token) or not _opens_subject(before) or not _ends_there(after, number):
            return None
        if alone and _cue(token) is None:
            return None
        return _found(words, quotation, token, before)
    return None


def _finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _may_tell(verb: Token) -> bool:
    """Whether a verb may say who speaks."""
    if verb.lemma_.lower() in LINKS or not verb.text.islower():
        return False
    return _cue(verb) is not None or (verb.tag_ in ("VBD", "VBZ") and verb.pos_ == "VERB")


def _opens_subject(tokens: Sequence[Token]) -> bool:
    """Whether words begin as one who speaks is named."""
    if not tokens:
        return False
    first = tokens[0].text
    if first.lower() in SPEAKS and len(tokens) == 1:
        return True
    named = first[:1].isupper() and tokens[0].pos_ not in ("ADP", "SCONJ", "ADV", "VERB")
    return named or first.lower() in DETERMINERS or first.lower() in SPEAKS


def _ends_there(after: Sequence[Token], number: int) -> bool:
    """Whether nothing follows the verb that it would govern."""
    if number + 1 >= len(after):
        return True
    following = after[number + 1]
    return following.text in ENDS or following.pos_ in FOLLOWS


def _found(
    words: Words, quotation: Quotation, verb: Token, subject: Sequence[Token]
) -> Found | None:
    head = _head(subject)
    cue = _cue(verb)
    sure = cue is not None and cue.kind in ("statement", "manner")
    if head is None or not (sure or can_speak(head)):
        return None
    span = words.trim(subject[0].idx, past(subject[-1]))
    return Found((quotation.span,), Span(verb.idx, past(verb)), Source(span, head), "tag")


def _head(subject: Sequence[Token]) -> Token | None:
    """The last noun before a comma, a preposition or "who"."""
    head = None
    for token in subject:
        if head is not None and (token.text in (",", "(") or token.tag_ in ("IN", "WP")):
            break
        if is_noun(token) and token.tag_ != "DT":
            head = token
    return head
