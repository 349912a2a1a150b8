"""Quotations with who says them right beside them, where the parser or the list of verbs misses
it: any verb may say who speaks there."""

from __future__ import annotations

from collections.abc import Sequence

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
    if head is None or not can_speak(head):
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
