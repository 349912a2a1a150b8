"""Who says it: the source of a verb, as the words of the text have it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from webapp.extract.base import Span
from webapp.extract.cues import cue_of_verb, verb_cue
from webapp.extract.language import Token
from webapp.extract.reports.people import can_speak, is_title, kind_of_noun
from webapp.extract.reports.words import (
    SUBJECTS,
    Words,
    child,
    end_of,
    is_noun,
    is_verb,
    past,
    start_of,
)

TOLD = frozenset(("ask", "tell", "inform", "remind", "assure", "press", "question", "warn"))
"""Verbs whose bare participle is of the one who is spoken to ("asked whether he would stay")."""
RELATIVE = ("WDT", "WP")
DEEPEST = 6
"""How many verbs up a subject is looked for ("went on to refuse to say")."""
HANGING = ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis", "acomp")
"""What leads up to the verb whose subject counts ("is likely to argue")."""
_OBJECTS = ("dobj", "attr", "oprd", "npadvmod", "appos", "dep", "pobj", "conj", "ccomp")


@dataclass(frozen=True)
class Source:
    """The words that name who says it, and their main word. `near`: they stand at the verb."""

    span: Span
    head: Token
    near: bool = True


def source_of(words: Words, verb: Token) -> Source | None:
    """Subject of a verb, its own or that of the verbs that it hangs on; the one who does it in
    the passive."""
    if is_passive(verb):
        return _agent(words, verb)
    own = _own_subject(verb)
    if own is not None and _is_quoted_before(words, own, verb):
        own = None
    if own is not None and own.text.lower() != "there":
        return _of_subject(words, verb, own)
    one = _as_one_put_it(verb)
    if one is not None:
        return phrase(words, verb, one)
    if _after_a_name(words, verb):
        return source_beside(words, verb)
    return (
        _set_in(words, verb)
        or _inverted(words, verb)
        or _borrowed(words, verb)
        or source_beside(words, verb)
    )


def _set_in(words: Words, verb: Token) -> Source | None:
    """ "A struck the town, the city's health office said, the worst in years": the parser takes who
    says it for another name of what stands before the comma."""
    if verb.dep_ != "parataxis" or verb.i < 1 or verb.i + 1 >= len(words.tokens):
        return None
    noun, following = words.tokens[verb.i - 1], words.tokens[verb.i + 1].text
    if noun.dep_ != "appos" or following not in (",", ".") or not can_speak(noun):
        return None
    before = words.tokens[max(0, noun.left_edge.i - 1)].text
    return phrase(words, verb, noun) if before == "," else None


def governs(words: Words, verb: Token) -> bool:
    """ "The president, dismissing reports as “fiction,” left": a participle behind a comma or
    "and", which the parser takes for an adjective of the noun that it governs."""
    before = words.tokens[verb.i - 1].text if verb.i else ""
    return (
        verb.dep_ == "amod"
        and verb.tag_ == "VBG"
        and before in (",", "and")
        and (verb.head.i > verb.i)
    )


def _own_subject(verb: Token) -> Token | None:
    """The subject nearest before the verb (the parser may take "Briefing members, Ms. Lee said"
    for two), else one after it."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "expl")]
    before = [c for c in subjects if c.i < verb.i]
    return next(iter([*reversed(before), *subjects]), None)


def _as_one_put_it(verb: Token) -> Token | None:
    """ "As one voter, Joy Pratt, put it": the parser takes "as" for a preposition."""
    before = child(verb, "prep") if verb.lemma_.lower() == "put" else None
    if before is None or before.text.lower() != "as" or before.i > verb.i:
        return None
    return child(before, "pobj")


def _is_quoted_before(words: Words, subject: Token, verb: Token) -> bool:
    """ "“Temporary like my mortgage,” joked one rider": what is quoted is no subject."""
    held = words.quotation(subject.idx)
    before = held is not None and held.span.end <= verb.idx
    return bool(held and before and _breaks(words, held.span))


def _after_a_name(words: Words, verb: Token) -> bool:
    """Whether a name and a comma stand before a verb that is joined to another: "A, its envoy,
    Ann Lee, told"."""
    before = words.tokens[max(0, verb.i - 2) : verb.i]
    named = len(before) == 2 and before[0].ent_type_ == "PERSON" and before[1].text == ","
    return named and verb.dep_ == "conj" and child(verb, "aux") is None


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive ("was accused", "the man accused of")."""
    if child(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "ccomp")
    bare = bare and child(verb, "nsubj", "aux") is None
    told = verb.lemma_.lower() in TOLD or child(verb, "ccomp", "aux") is None
    return bare and told


def _of_subject(words: Words, verb: Token, subject: Token) -> Source | None:
    """A relative pronoun stands for the noun that it follows: "Podolyak, who noted"."""
    if subject.tag_ in RELATIVE and verb.dep_ == "relcl" and is_noun(verb.head):
        noun = verb.head
        span = words.trim(start_of(noun), past(subject))
        return Source(_clean(words, span, verb, noun), noun)
    return phrase(words, verb, subject)


def phrase(words: Words, verb: Token, noun: Token) -> Source:
    """The phrase of a noun, without what the parser wrongly adds: it ends before the verb or
    begins after it, and holds no quotation."""
    start, end = start_of(noun), min(end_of(noun), _before_report(noun))
    if noun.i < verb.i:
        end = min(end, _group_start(verb))
    else:
        start = max(start, past(verb))
    if start >= end:
        start, end = noun.idx, past(noun)
    start = _with_titles(words, start)
    return Source(_clean(words, words.trim(start, end), verb, noun), noun)


def _with_titles(words: Words, start: int) -> int:
    """Where a name begins with the titles before it that the parser hangs elsewhere ("Brig.")."""
    at = bisect_left(words.starts, start) - 1
    while at >= 0:
        token = words.tokens[at]
        title = token.text[:1].isupper() and is_title(token.text.rstrip("."))
        if not (title or (token.text == "." and words.text[start - 2 : start] == ". ")):
            return start
        if title:
            start = token.idx
        at -= 1
    return start


def _before_report(noun: Token) -> int:
    """Where a relative clause begins that reports something itself ("X, who noted that"), else
    the end."""
    for dependent in noun.children:
        if dependent.dep_ == "relcl" and dependent.i > noun.i and verb_cue(dependent.lemma_):
            return max(dependent.left_edge.idx, past(noun))
    return end_of(noun)


def _group_start(verb: Token) -> int:
    """Where the verb begins, with its auxiliaries and adverbs."""
    own = [c.idx for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i]
    return min([verb.idx, *own])


def _clean(words: Words, span: Span, verb: Token, noun: Token) -> Span:
    """A source without quotations that stand beside its main word: they are what it says."""
    start, end = span.start, span.end
    inside = words.quotation(noun.idx)
    for quotation in words.quotations_in(Span(max(0, span.start - 1), span.end)):
        if quotation == inside:
            continue
        if quotation.span.start > noun.idx:
            end = min(end, quotation.span.start)
        elif _breaks(words, quotation.span):
            start = max(start, quotation.span.end)
    unit = words.unit(noun.idx)
    return words.trim(max(start, unit.start), min(end, unit.end))


def _breaks(words: Words, quotation: Span) -> bool:
    """Whether a comma or a stop stands at the end of a quotation, so that what follows is no
    part of its phrase."""
    text = words.text
    near = text[max(quotation.start, quotation.end - 2) : quotation.end + 1]
    return any(mark in near for mark in ",.?!;—…")


def _agent(words: Words, verb: Token) -> Source | None:
    by = child(verb, "agent")
    noun = child(by, "pobj") if by is not None else None
    if noun is None:
        return None
    source = phrase(words, verb, noun)
    end = min([source.span.end, *(c.idx for c in doing_of(noun))])
    return Source(words.trim(source.span.start, end), noun)


def doing_of(noun: Token) -> list[Token]:
    """ "Accused by his rivals of taking bribes": the "of" that the parser hangs on the rivals."""
    return [c for c in noun.children if c.text == "of" and child(c, "pcomp") is not None]


def _inverted(words: Words, verb: Token) -> Source | None:
    """ "...," said Mary Robinson: what follows the verb at once names who says it, where a
    quotation or a clause stands before."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or not _ends_something(words, verb):
        return None
    if verb.lemma_.lower() in TOLD:
        return None
    after = next((c for c in verb.children if c.i > verb.i and c.dep_ in _OBJECTS), None)
    following = words.tokens[verb.i + 1 : verb.i + 2]
    if after is None or not following or not is_noun(after):
        return None
    starts_at_once = after.left_edge.i == verb.i + 1
    return phrase(words, verb, after) if starts_at_once else None


def _ends_something(words: Words, verb: Token) -> bool:
    """Whether a comma or a closing mark stands before the verb."""
    before = words.text[max(0, verb.idx - 3) : verb.idx].rstrip()
    return before.endswith((",", "”", '"', "’", "'", "»", "«", "?", "!", "-", "–", "—"))


def _borrowed(words: Words, verb: Token) -> Source | None:
    """The subject of the verb that this one is joined to, or completes: "He agreed and said",
    "was quoted as saying", "refused to say", "a statement saying"."""
    at = verb.head if governs(words, verb) else verb
    if at is not verb and at.dep_ in ("appos", "conj", "dobj", "pobj") and is_noun(at.head):
        at = at.head
    if at is not verb:
        noun = at if at.dep_ in SUBJECTS and at.i < verb.i else None
        while noun is None and at.head.i != at.i and not is_verb(at):
            at = at.head
        noun = noun if noun is not None else child(at, *SUBJECTS)
        return _far(phrase(words, verb, noun)) if noun is not None and noun.i < verb.i else None
    if at.dep_ == "pcomp" and at.head.text == "as" and at.head.head.lemma_.lower() == "quote":
        quoted = child(at.head.head, "dobj")
        if quoted is not None:
            return _far(phrase(words, verb, quoted))
    teller = _teller(at)
    if teller is not None:
        at = teller
    for _ in range(DEEPEST):
        shared = _shared(at)
        if shared is not None:
            return _far(phrase(words, verb, shared))
        if at.dep_ == "acl" and _spoken_to(at):
            at = at.head.head
        elif at.dep_ in ("acl", "relcl") and is_noun(at.head):
            return _far(phrase(words, verb, at.head))
        if at.dep_ not in HANGING:
            return None
        if at.head.i == at.i or (at.dep_ == "conj" and is_noun(at.head)):
            return None
        at = at.head.head if misjoined(at) else at.head
        subject, there = child(at, *SUBJECTS), child(at, "expl")
        if subject is not None and subject.text.lower() == "it" and child(at, "acomp"):
            return None  # "it was difficult to say"
        if subject is None and there is not None and there.text.lower() == "there":
            teller = next((c for c in at.children if _tells_between(c, verb)), None)
            return _far(source_of(words, teller)) if teller is not None else None
        said = at.dep_ == "ccomp" and cue_of_verb(at.head.text, at.head.lemma_)
        if subject is not None and not (said and not can_speak(subject)):
            found = _of_subject(words, at, subject)
            return _far(found)
        turned = _inverted(words, at) if at.i < verb.i else None
        if turned:
            return _far(turned)
        beside = source_beside(words, at) if at.i < verb.i else None
        if beside:
            return _far(beside)
    return None


def _teller(verb: Token) -> Token | None:
    """ "Lee said the chamber would not vote, calling it a stunt": a participle that reports is of
    the one who reports, not of what is said."""
    said = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < said.i:
        return None
    own = cue_of_verb(said.text, said.lemma_)
    told = said.dep_ == "ccomp" and own is None
    cue = cue_of_verb(said.head.text, said.head.lemma_) if told else None
    return said if cue and child(said.head, *SUBJECTS) is not None else None


def _tells_between(other: Token, verb: Token) -> bool:
    """ "There is no rift, the minister said, terming": the one who tells stands between."""
    before = other.dep_ == "conj" and other.i < verb.i
    return before and cue_of_verb(other.text, other.lemma_) is not None


def _spoken_to(verb: Token) -> bool:
    """ "She wrote to the minister demanding": the participle is hers."""
    noun = verb.head
    to = noun.head
    spoken = noun.dep_ == "pobj" and to.text.lower() in ("to", "with") and is_verb(to.head)
    return verb.tag_ == "VBG" and spoken and kind_of_noun(noun) == "noun"


def misjoined(verb: Token) -> bool:
    """Whether a verb that reports is joined to what is said, where it belongs to the one who
    says it: "he said the talks had failed and warned that"."""
    said = verb.head
    if verb.dep_ != "conj" or said.dep_ != "ccomp" or not cue_of_verb(verb.text, verb.lemma_):
        return False
    subject = child(said, *SUBJECTS)
    reports = cue_of_verb(said.head.text, said.head.lemma_)
    own = child(verb, "nsubj", "nsubjpass", "aux") is not None
    if not reports or own or subject is None:
        return False
    same_tense = verb.tag_ == "VBD" and child(said, "aux", "auxpass") is not None
    return not can_speak(subject) or (same_tense and said.head.tag_ == "VBD")


def _shared(verb: Token) -> Token | None:
    """The subject of a clause before that the parser subordinates though "and" joins it: "When
    she stood up and, with a smile, declared"."""
    before = next((c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i), None)
    if before is None or child(before, "cc") is None:
        return None
    return child(before, "nsubj")


def source_beside(words: Words, verb: Token) -> Source | None:
    """The name just before a verb that the parser gives no subject: "Ann Lee, the mayor, said"."""
    if verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP") or child(verb, "aux", "mark") is not None:
        return None
    at = verb.i - 1
    while at >= 0 and (_is_set_in(words, at) or words.tokens[at].text == ","):
        at -= 1
    noun = words.tokens[at] if at >= 0 else None
    if (
        noun is None
        or noun.text.lower() == "there"
        or not (is_noun(noun) or noun.dep_ in SUBJECTS)
        or noun.idx < words.unit(verb.idx).start
    ):
        return None
    for _ in range(DEEPEST):
        if noun.ent_type_ == "PERSON" or noun.dep_ not in ("pobj", "prep", "appos", "conj"):
            break
        noun = noun.head
    if noun.dep_ == "appos" and kind_of_noun(noun.head) == "noun":
        noun = noun.head
    named = is_noun(noun) or noun.dep_ in SUBJECTS
    return phrase(words, verb, noun) if named and noun.i < verb.i else None


def _is_set_in(words: Words, at: int) -> bool:
    """An adverb, a mark, or a participle between commas ("Ann Lee, prosecuting, said")."""
    token = words.tokens[at]
    if token.text.endswith("ing") and token.text.islower() and at:
        after = words.tokens[at + 1].text if at + 1 < len(words.tokens) else ""
        return words.tokens[at - 1].text == "," and after == ","
    return token.pos_ in ("ADV", "PUNCT") and token.text != "."


def _far(source: Source | None) -> Source | None:
    return Source(source.span, source.head, False) if source else None
