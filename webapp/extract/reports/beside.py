"""Content that stands around the verb: quotations and clauses before, after and on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.extract.base import Quotation, Span
from webapp.extract.language import Token
from webapp.extract.reports.clauses import Clause, refused, without_stop
from webapp.extract.reports.words import SUBJECTS, Words, around, child, end_of, is_verb, past

FINITE = ("VBD", "VBZ", "VBP", "MD")
"""Tags of verbs that make a clause."""
LONGEST = 1000
"""How many characters before a frame are searched for the verb of a clause."""
MAIN = ("ROOT", "ccomp", "conj")
"""What the verb of a clause that stands by itself is to the rest."""


def as_they_say(clause: Clause) -> Iterator[Span]:
    """A, as he put it, "b". / As he said, A."""
    verb, words = clause.verb, clause.words
    mark = next((c for c in verb.children if c.text.lower() == "as" and c.i < verb.i), None)
    noun = child(verb, "dobj")
    put = verb.lemma_.lower() == "put"
    if mark is None or not clause.source or not clause.source.near or child(verb, "ccomp"):
        return
    if put and noun is not None and noun.text.lower() == "it":
        end = past(noun)
    elif noun is None and clause.cue.kind == "statement" and child(verb, "xcomp") is None:
        comma = words.text.find(",", clause.frame.end, clause.unit.end)
        between = words.within(Span(clause.frame.end, max(comma, clause.frame.end)))
        end = clause.frame.end if any(is_verb(t) for t in between) else max(comma, clause.frame.end)
    else:
        return
    yield from around(words, clause.unit, Span(mark.idx, end))


def after_a_quotation(clause: Clause) -> Iterator[Span]:
    """ "A," he said. / "A," said Ann Lee, the envoy. / "A," he said, "b." / A is "b," he said."""
    words, unit = clause.words, clause.unit
    begins = _led_up_to(clause)
    if begins is None and clause.verb.tag_ == "VBG" and not (clause.source and clause.source.near):
        return
    left = words.trim(unit.start, clause.frame.start if begins is None else begins)
    held = words.quotation(left.end - 1) if left.end > left.start else None
    if not held or held.span.end != left.end or words.quotation(clause.verb.idx) == held:
        return
    if not _set_off(words, held) or not clause.takes("quote", "that"):
        return
    start = held.span.start if _only_marks(words, unit.start, held.span.start) else unit.start
    yield Span(start, held.span.end)
    yield from _going_on(clause)


def _led_up_to(clause: Clause) -> int | None:
    """Where the source begins that another verb parts from this one: "“A,” a friend was quoted as
    saying", "“A,” he went on to say"."""
    source = clause.source
    if source is None or source.near or source.span.end > clause.verb.idx or refused(clause.verb):
        return None
    between = clause.words.text[source.span.end : clause.verb.idx]
    return None if any(mark in between for mark in ',;:—“”"') else source.span.start


def _only_marks(words: Words, start: int, end: int) -> bool:
    return not any(c.isalnum() for c in words.text[start:end])


def _set_off(words: Words, quotation: Quotation) -> bool:
    """Whether a comma, a stop or the like stands at the end of a quotation."""
    near = words.text[quotation.inner.end - 1 : quotation.inner.end]
    near += words.text[quotation.span.end : quotation.span.end + 2]
    return any(mark in near for mark in ",.?!;—–-…")


def _going_on(clause: Clause) -> Iterator[Span]:
    """The rest of a quotation that the frame interrupts."""
    words = clause.words
    rest = words.trim(clause.frame.end, clause.unit.end)
    following = words.quotation(rest.start) if rest.end > rest.start else None
    if following and following.span.start == rest.start:
        yield following.span


def before_a_quotation(clause: Clause) -> Iterator[Span]:
    """He said: "A." / He told them on Monday, "A." / They condemned it as "A"."""
    words = clause.words
    if not clause.takes("quote"):
        return
    inside = words.quotation(clause.verb.idx)
    if inside:
        ahead = words.nested(inside, clause.after)
    else:
        ahead = words.quotations_in(Span(clause.after, clause.unit.end))
    if not ahead or _other_verb(clause, ahead[0].span.start):
        return
    quotation = ahead[0].span
    if _one_adverb(clause, ahead[0]):
        return
    close = words.trim(clause.frame.end, quotation.start)
    alone = close.end <= close.start or clause.cue.kind in ("statement", "manner")
    colon = words.text[clause.after : quotation.start].rstrip().endswith((":", ","))
    if _leads_into(clause, quotation.start):
        yield words.trim(clause.unit.start, clause.frame.start)
    start = quotation.start if alone or colon else clause.after
    yield words.trim(start, _with_object(clause, quotation))


def _with_object(clause: Clause, quotation: Span) -> int:
    """Where an object ends that begins with a quotation: "blamed “decline” in demand"."""
    noun = child(clause.verb, "dobj")
    begins = noun is not None and quotation.start <= noun.idx < quotation.end
    if noun is None or not begins or clause.words.text[quotation.end - 2] in ",.?!":
        return quotation.end
    end = end_of(noun)
    comma = clause.words.text.find(",", quotation.end, end)
    return max(quotation.end, comma if comma >= 0 else end)


def _one_adverb(clause: Clause, quotation: Quotation) -> bool:
    """He apologised "unreservedly": a word in doubt."""
    tokens = clause.words.within(quotation.inner)
    before = clause.words.text[clause.after : quotation.span.start].strip()
    return not before and len(tokens) == 1 and tokens[0].pos_ == "ADV"


def _leads_into(clause: Clause, start: int) -> bool:
    """Whether a clause of its own stands before the frame: "It was, he said, “a sad day”." """
    words = clause.words
    left = words.trim(clause.unit.start, clause.frame.start)
    commas = words.text[left.end : left.end + 1] == "," and clause.frame.end < start
    tokens = words.within(left)
    if not commas or not tokens or not clause.source:
        return False
    if tokens[0].pos_ in ("SCONJ", "ADP") or tokens[0].tag_ in ("VBN", "VBG"):
        return False
    return clause.source.near and any(
        t.dep_ in SUBJECTS and left.start <= t.head.idx < left.end and t.head.dep_ in MAIN
        for t in tokens
    )


def _other_verb(clause: Clause, end: int) -> bool:
    """Whether another finite verb stands between the verb and a place."""
    between = clause.words.within(Span(clause.after, end))
    return any(t.tag_ in FINITE for t in between)


def set_off(clause: Clause) -> Iterator[Span]:
    """A, he said, hours after B said c: commas on both sides set off who says what stands before,
    though the parser may take a clause that follows for it."""
    end = clause.frame.end
    if clause.words.text[end : end + 1] == "," and clause.verb.lemma_.lower() == "say":
        yield from after_a_clause(clause)


def after_a_clause(clause: Clause) -> Iterator[Span]:
    """A, he said. / A, said Ann Lee. / A, he said, b."""
    words, verb, unit = clause.words, clause.verb, clause.unit
    if not clause.takes("that") or words.quotation(verb.idx) or not clause.source:
        return
    if not clause.source.near or clause.passive or _is_relative(clause):
        return
    start, end = clause.frame.start, clause.frame.end
    before = words.text[unit.start : start].rstrip()
    if not before.endswith((",", "—", "–", "-", "?", "!", "”", '"', "’")):
        return
    segment = words.segment(verb.idx)
    left = words.trim(segment.start, start)
    rest = words.trim(end, segment.end)
    inside = verb.dep_ == "parataxis" or _set_into_another(verb)
    goes_on = inside and rest.end > rest.start
    first = words.within(Span(left.start, left.start + 1))
    if (
        first
        and first[0].tag_ in ("VBN", "VBG", "VBD")
        and first[0].dep_ in ("advcl", "ccomp", "prep")
    ):
        return
    if any(c.dep_ == "advcl" and c.left_edge.idx == left.start for c in verb.children):
        return
    near = Span(max(left.start, left.end - LONGEST), left.end)
    has_verb = any(is_verb(t) for t in words.within(near))
    if not goes_on and (not has_verb or _is_phrase(verb, first, left.end)):
        return
    if not (_left_clause(verb) or inside or verb.dep_ in ("ROOT", "conj", "ccomp")):
        return
    yield Span(left.start, left.end)
    if goes_on and words.text[end : end + 1] == ",":
        yield without_stop(words, rest)


def _is_phrase(verb: Token, first: Sequence[Token], end: int) -> bool:
    """ "In a letter read to the court, she recalled": what stands before is a phrase."""
    if not first or first[0].text != "In" or first[0].head != verb or end_of(first[0]) < end:
        return False
    return not any(t.tag_ in FINITE for t in first[0].subtree)


def _is_relative(clause: Clause) -> bool:
    """ "A rule, known to all, that ordered B": no report of what stands before."""
    return child(clause.verb, *SUBJECTS) is not None and any(
        c.tag_ in ("WDT", "WP") and c.dep_ in SUBJECTS for c in clause.verb.children
    )


def _left_clause(verb: Token) -> bool:
    return any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)


def _set_into_another(verb: Token) -> bool:
    """Whether the verb is set into the clause of another verb that stands after it."""
    return verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and verb.head.i > verb.i
