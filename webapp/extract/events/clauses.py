"""Which stretch of the text supports an event: a clause without what hangs loosely on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.extract.base import Report, Span
from webapp.extract.events.context import Article
from webapp.extract.events.syntax import stands_apart
from webapp.extract.events.words import listed
from webapp.extract.language import TITLES, Token
from webapp.extract.reports.words import end_of, is_noun, is_verb, past, start_of
from webapp.extract.types import type_of
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, lemma
from webapp.model.columns import QUOTE_LENGTH

LOOSE = frozenset({"advcl", "relcl", "appos", "parataxis", "acl"})
"""Dependents that are left out where a comma stands before them."""
CONTRAST = listed("contrast")
BACKGROUND = listed("background")
FILLERS = listed("fillers")
FAR, LEAST_SAID = 2, 40
NAMES_ITSELF = frozenset({"call", "know", "name", "style"})
CORE_LEAST = 30
"""Characters that a clause has at least where something long is left out."""
DATE_WITHIN = 12
"""Characters from a preposition to the date that it brings ("in late May")."""
BREAKS = frozenset({",", ";", "—", "–", "-", ":", "("})
_RELATIVE = re.compile(r"(?:who|whom|which|whose)\b")
_CLOSING = "”’\"')]»"


def clause_of(head: Token, article: Article) -> Span:
    """The clause of a verb, or the phrase of a noun: from its subject to the end of what it says.

    Left out: coordinated clauses, what follows a comma and hangs loosely, an opening time phrase
    that is worked out from elsewhere ("A day later, ...").
    """
    start, end = _start(head, article), _end(head, article)
    if is_noun(head):
        end = _with_phrases(head, end)
    else:
        end = _without_long_tail(head, Span(start, end))
        start = _after_long_subject(head, Span(start, end), article)
    return trimmed(Span(start, _before_source(head, max(end, past(head)), article)), article)


def _without_long_tail(head: Token, clause: Span) -> int:
    """An end before a relative clause or a purpose that is longer than all before it: "acquitted
    four activists *who were detained in December for ...*"."""
    for token in _within(head):
        hangs = token.dep_ == "relcl" or (token.head.i == head.i and _is_purpose(token))
        core, tail = token.left_edge.idx - clause.start, clause.end - token.left_edge.idx
        if token.i > head.i and hangs and 0 < core < tail and core >= CORE_LEAST:
            return clause.end - tail
    return clause.end


def _is_purpose(verb: Token) -> bool:
    infinitive = verb.tag_ == "VB" and any(lemma(c) == "to" for c in children(verb, "aux"))
    return verb.dep_ == "advcl" and infinitive


def _after_long_subject(head: Token, clause: Span, article: Article) -> int:
    """A start at the verb where what stands between commas behind the subject makes more than half
    of the clause: "Japan, whose westernmost island lies 110 km away, *deployed* missiles"."""
    subjects = [c for c in children(head, "nsubj", "nsubjpass") if c.i < head.i]
    if not subjects:
        return clause.start
    aside = [c for c in children(subjects[-1], "relcl") if lemma(c) not in NAMES_ITSELF]
    after = [c for c in head.children if subjects[-1].right_edge.i < c.i < head.i]
    verb = next((c.left_edge for c in after if c.text not in BREAKS), head)
    comma, rest = article.before(verb), clause.end - verb.idx
    set_off = bool(aside) and comma is not None and comma.text in BREAKS
    short = CORE_LEAST <= rest < verb.idx - clause.start
    return verb.idx if set_off and short else clause.start


def _before_source(head: Token, end: int, article: Article) -> int:
    """An end after a title of who says it is moved before that: parsers hang the title on the verb
    before ("..., *Insp.* Ann Lee said")."""
    voice = article.voice(head.idx)
    source = voice.source if voice else None
    if source is None or not head.idx < source.start < end <= source.end:
        return end
    last = article.text[source.start : end].strip(" .")
    return source.start if last in TITLES else end


def _start(head: Token, article: Article) -> int:
    """Where the first dependent that counts begins."""
    kept = [start_of(c) for c in head.children if c.i < head.i and _counts_before(c, article)]
    return min([head.idx, *kept])


def _counts_before(child: Token, article: Article) -> bool:
    if child.dep_ in ("punct", "cc", "mark", "parataxis", "ccomp", "intj", "preconj"):
        return False
    if child.dep_ == "advcl":
        return any(lemma(m) == "if" for m in children(child, "mark"))
    if child.dep_ == "advmod" and lemma(child) in FILLERS:
        return False
    if lemma(child) == "accord":  # "according to the memoirs of ..."
        return False
    if child.dep_ in ("prep", "npadvmod", "advmod", "nmod"):
        return not _opening_time(child, article)
    return True


def _opening_time(child: Token, article: Article) -> bool:
    """Whether an opening phrase dates the clause in words that need another sentence."""
    span = Span(start_of(child), end_of(child))
    times = article.times_in(span)
    return bool(times) and all(time.basis != "stated" for time in times)


def _end(head: Token, article: Article) -> int:
    """Where the clause stops: before the first loose dependent after the head."""
    cuts = [_cut(t, article) for t in _loose(head, article) if not _goes_on(t, head, article)]
    return min([end_of(head), *(max(cut, past(head)) for cut in cuts)])


def _goes_on(token: Token, head: Token, article: Article) -> bool:
    """Whether the clause goes on behind an apposition between commas, with what the verb needs or
    its date: "called on the Houthis, also known as Ansar Allah, *to reopen the roads*"."""
    if token.head.i == head.i:
        return False
    if any(above.i > token.right_edge.i for above in _between(token, head)):
        return True  # "denied that the fort, 20 km away, *had been slow*"
    if token.dep_ not in ("appos", "acl", "relcl"):
        return False
    after = [c for c in head.children if c.i > token.right_edge.i]
    if any(c.dep_ in ("xcomp", "prt") or (c.dep_ == "prep" and lemma(c) == "to") for c in after):
        return True
    spans = (Span(start_of(c), end_of(c)) for c in after if c.dep_ in ("prep", "npadvmod"))
    return any(time.date for span in spans for time in article.times_in(span))


def _between(token: Token, head: Token) -> Iterator[Token]:
    """The words that a word hangs on, below the head."""
    while token.head.i not in (head.i, token.i):
        token = token.head
        yield token


def _with_phrases(noun: Token, end: int) -> int:
    """Take in what follows a noun at once and belongs to it, though the parser hung it on the
    verb: "condemned *the attack of 1 May on a station*"."""
    after = [c for c in noun.head.children if c.dep_ == "prep" and noun.dep_ == "dobj"]
    for prep in after:
        if prep.idx == end + 1:
            end = _short_phrase(prep)
    return end


def _short_phrase(prep: Token) -> int:
    """The end of a phrase before what a comma sets off."""
    words = sorted(prep.subtree, key=lambda t: t.i)
    comma = next((t for t in words if t.text in BREAKS), None)
    return past(prep.right_edge) if comma is None else past(words[words.index(comma) - 1])


def _loose(head: Token, article: Article) -> Iterator[Token]:
    """Dependents, near and far, at which the clause is cut off."""
    for token in _within(head):
        if token.i <= head.i:
            continue
        comma = _after_comma(token, article)
        if token.dep_ in ("conj", "ccomp") and token.head.i == head.i:
            if token.dep_ == "conj" or comma:
                yield token
        elif _is_apart(token) or _contrasts(token) or _hangs(token, head, comma, article):
            yield token


def _within(head: Token) -> Iterator[Token]:
    for child in head.children:
        yield child
        yield from _within(child)


def _is_apart(token: Token) -> bool:
    """A finite verb beside one that is not: "called on them to leave and *blamed* others"."""
    return token.dep_ == "conj" and is_verb(token) and stands_apart(token, token.head)


def _hangs(token: Token, head: Token, comma: bool, article: Article) -> bool:
    """Whether what a comma sets off is not needed: a phrase is where it dates the clause."""
    if token.dep_ == "prep":
        if token.head.i == head.i and lemma(token) == "to":
            return False  # what the verb needs: "sentenced Ann Lee, a writer, to three years"
        background = token.head.i == head.i and lemma(token) in BACKGROUND
        return (comma or background) and not _dates_follow(token, head, article)
    return comma and token.dep_ in LOOSE and not _is_place(token)


def _dates_follow(token: Token, head: Token, article: Article) -> bool:
    """Whether a time expression stands from a word to the end of the clause."""
    times = article.times_in(Span(token.left_edge.idx, end_of(head)))
    return any(time.date and time.span.start - token.idx <= DATE_WITHIN for time in times)


def _is_place(token: Token) -> bool:
    """ "in Luanda, Angola": the second name only says where the first is."""
    return token.dep_ == "appos" and token.ent_type_ in ("GPE", "LOC")


def _contrasts(token: Token) -> bool:
    """ "while the other side ...", with or without a comma."""
    marks = children(token, "mark", "advmod") if token.dep_ == "advcl" else []
    return any(lemma(mark) in CONTRAST for mark in marks)


def _after_comma(token: Token, article: Article) -> bool:
    """Whether a comma or the like stands before a phrase and its conjunction."""
    before = article.before(token.left_edge)
    if before is not None and before.dep_ == "cc":
        before = article.before(before)
    if before is None or before.text not in BREAKS:
        return False
    return before.text != "-" or article.text[before.idx - 1] == " "  # not "dusk-to-dawn"


def _cut(token: Token, article: Article) -> int:
    """Where a loose dependent begins, with the conjunction and comma before it."""
    first = token.left_edge
    before = article.before(first)
    while before is not None and (before.dep_ == "cc" or before.text in BREAKS):
        first, before = before, article.before(before)
    return first.idx


def charged_clause(verb: Token, charger: Token, article: Article) -> Span:
    """What a party is charged with: from that party on ("the RSF of firing the shells ...")."""
    own = clause_of(verb, article)
    charged = children(charger, "dobj", "pobj")
    on = [c for prep in children(charger, "prep") for c in children(prep, "pobj")]
    first = [start_of(c) for c in (*charged, *on) if c.i < verb.i]
    return trimmed(Span(min([own.start, *first]), own.end), article)


def charge_clause(verb: Token, clause: Span) -> Span:
    """A charge without the details of what somebody is charged with, which are an event too: up to
    the deed if more follows ("accused them *of airstrikes* on a base"), else to who is charged."""
    for prep in children(verb, "prep"):
        for act in children(prep, "pcomp"):
            typing = type_of(act)
            if typing is None or typing.code not in HOSTILE:
                return clause
            named = children(act, "dobj", "prep")
            words = (
                [t for t in named[0].subtree if t.dep_ != "prep" or t is named[0]] if named else []
            )
            end = min(clause.end, _short_end(act, words))
            charged = [c for c in verb.children if verb.i < c.i < prep.i and c.pos_ != "PRON"]
            whole = end == clause.end and bool(charged) and prep.idx < end
            return Span(clause.start, past(charged[-1].right_edge) if whole else end)
    return clause


def _short_end(act: Token, words: list[Token]) -> int:
    """The end of the first phrase of an act, without what hangs on its noun."""
    last = act
    for word in words:
        if word.i > last.i + 1:
            break
        last = word
    return past(last)


def trimmed(span: Span, article: Article) -> Span:
    """A stretch without white space, commas and full stops at its ends, with the quotation marks
    that belong to it, and no longer than a quote may be."""
    span = whole_marks(article.words.trim(span.start, span.end), article)
    text = article.text
    start, end = span.start, _whole_quotation(span, article)
    while end > start and text[end - 1] in " \n,;:.—–-":
        end -= 1
    end = _with_closing(start, end, article)
    if end - start > QUOTE_LENGTH:
        end = _shorter(start, article)
    return Span(start, end)


def _whole_quotation(span: Span, article: Article) -> int:
    """An end within a quotation that begins in the stretch is moved behind it: half a quotation
    says something else."""
    held = article.words.quotation(span.end - 1) if span.end > span.start else None
    inside = held is not None and span.start < held.span.start < span.end < held.span.end
    short = held is not None and held.span.end - span.start <= QUOTE_LENGTH
    return held.span.end if held is not None and inside and short else span.end


def _with_closing(start: int, end: int, article: Article) -> int:
    """Take in a mark that closes what was opened within."""
    text = article.text
    rest = text[end : end + 3]
    for length in (1, 2):
        if rest[:length] and rest[length - 1 : length] in _CLOSING:
            held = article.words.quotation(end + length - 1)
            if held and start <= held.span.start and held.span.end == end + length:
                return end + length
    return end


def whole_marks(span: Span, article: Article) -> Span:
    """A stretch that begins right after an opening mark takes it in, if it holds the quotation."""
    held = article.words.quotation(span.start)
    if held and held.inner.start == span.start and held.inner.end <= span.end + 1:
        return Span(held.span.start, max(span.end, min(held.span.end, span.end + 2)))
    return span


def _shorter(start: int, article: Article) -> int:
    """A place to cut a passage that is longer than a quote may be: after a comma or a word."""
    text = article.text[start : start + QUOTE_LENGTH]
    for mark in (". ", "; ", ", ", " "):
        cut = text.rfind(mark)
        if cut > QUOTE_LENGTH // 3:
            return start + cut
    return start + QUOTE_LENGTH


def statement_clause(report: Report, article: Article) -> Span:
    """What is said with who says it, as far as they stand in one sentence."""
    first = report.content[0]
    unit = article.words.unit(first.start)
    pieces = [s for s in report.content if unit.overlaps(s)]
    pieces = [s for s in pieces if not _RELATIVE.match(article.text, s.start)] or pieces
    spans = [*pieces, *_attribution(report, unit, article)]
    start = max(unit.start, min(s.start for s in spans))
    return trimmed(Span(start, min(unit.end, max(s.end for s in spans))), article)


def without_tail(clause: Span, end: int, article: Article) -> Span:
    """A clause up to what is an event of its own, without the words that join the two."""
    words = article.words.within(Span(clause.start, end))
    kept = [t for t in words if t.idx < end]
    while len(kept) > 1 and (kept[-1].dep_ in ("cc", "mark", "punct") or kept[-1].text in BREAKS):
        kept.pop()
    return trimmed(Span(clause.start, past(kept[-1]) if kept else end), article)


def _attribution(report: Report, unit: Span, article: Article) -> Iterator[Span]:
    """Cue and source, without what hangs loosely on them."""
    if report.cue and unit.holds(report.cue):
        yield report.cue
        yield from _after_cue(report, article)
    if _is_far(report):
        return
    if report.source and unit.holds(report.source) and not _shares_subject(report, article):
        last = report.cue is None or report.source.start > report.cue.start
        yield _core(report.source, article) if last else report.source


def _is_far(report: Report) -> bool:
    """Whether who says it is told at greater length than what is said, long before it."""
    if not report.source or not report.cue or report.source.start > report.content[0].start:
        return False
    said = sum(s.end - s.start for s in report.content)
    return said >= LEAST_SAID and report.cue.start - report.source.start > FAR * said


def _shares_subject(report: Report, article: Article) -> bool:
    """ "... calls it a farce and *says* that": the source belongs to another verb before it."""
    for cue in article.words.within(report.cue) if report.cue else ():
        if cue.dep_ == "conj" and not children(cue, "nsubj", "nsubjpass"):
            return True
    return False


def _core(source: Span, article: Article) -> Span:
    """A source without the apposition after its first comma."""
    comma = article.text.find(",", source.start, source.end)
    return Span(source.start, comma) if comma > source.start else source


def _after_cue(report: Report, article: Article) -> Iterator[Span]:
    """To whom, where and when it was said, where that follows the cue."""
    for cue in article.words.within(report.cue) if report.cue else ():
        for child in cue.children:
            follows = child.i > cue.i and child.dep_ in (
                "dobj",
                "dative",
                "prep",
                "npadvmod",
                "prt",
            )
            span = Span(start_of(child), end_of(child))
            if follows and not any(s.overlaps(span) for s in report.content):
                yield _core(span, article)
