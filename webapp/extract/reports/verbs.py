"""Reports by verbs: which verb reports, from where to where its frame goes, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from webapp.extract.base import Span
from webapp.extract.cues import Cue, cue_of_verb, verb_cue
from webapp.extract.language import Token
from webapp.extract.reports import beside, complements, objects
from webapp.extract.reports.clauses import Clause, Found, has_to, narrowed, refused
from webapp.extract.reports.sources import Source, governs, is_passive, source_of
from webapp.extract.reports.words import Words, child, end_of, is_verb, particle_of, past

CLAUSES = ("ccomp", "xcomp", "advcl", "parataxis", "conj", "relcl", "acl")
"""What belongs to no frame."""
TOLD_WITHIN = frozenset(
    [
        "accuse",
        "announce",
        "ask",
        "claim",
        "deny",
        "promise",
        "say",
        "tell",
        "threaten",
        "warn",
        "write",
        "yell",
    ]
)
"""Verbs whose reports within a quotation are told as such; of others it is the speaker's own
wording."""
BRANDED = frozenset(
    (
        *("describe", "brand", "condemn", "hail", "denounce", "slam", "blast", "criticise"),
        *("criticize", "dismiss", "portray", "characterize", "characterise", "mock", "accuse"),
        *("deride", "decry", "praise", "attack", "assail", "lambast", "ridicule", "reject"),
    )
)
"""Verbs whose passive reports with the words of somebody who is not named."""
OTHER_SENSE = ("off", "up", "over", "away")
"""Particles that make another verb of one that reports ("call off")."""
ORDERS = frozenset(("tell", "order", "urge", "advise", "instruct", "warn", "accuse"))
"""Verbs whose passive reports though nobody is named ("residents were told to leave")."""
WITHIN = ("complement", "before a quotation", "phrase")
"""Cases that report within a quotation."""
FIRST = frozenset(("i", "we", "you"))
"""Whose reports within a quotation are not told apart from it, and whose thoughts outside are the
writer's own."""


def by_verbs(words: Words) -> Iterator[Found]:
    """Reports of all verbs of an article."""
    for token in words.tokens:
        cue = cue_of(token) if is_verb(token) else None
        if cue and (
            token.dep_ not in ("amod", "compound", "aux", "auxpass") or governs(words, token)
        ):
            found = _by_verb(words, token, cue)
            if found:
                yield found


def cue_of(verb: Token) -> Cue | None:
    """The cue that a verb is, with its particle ("play down") or without; "call off" is none."""
    particle = particle_of(verb)
    if particle is None:
        return cue_of_verb(verb.text, verb.lemma_)
    word = particle.text.lower()
    return verb_cue(f"{verb.lemma_.lower()} {word}") or (
        cue_of_verb(verb.text, verb.lemma_) if word not in OTHER_SENSE else None
    )


def _by_verb(words: Words, verb: Token, cue: Cue) -> Found | None:
    """The first case that fits."""
    source = source_of(words, verb)
    passive = is_passive(verb)
    if not _counts(words, verb, cue, source, passive):
        return None
    claim = objects.claimed_before(words, verb, source)
    if claim is not None and not words.quotation(verb.idx):
        return Found((claim[0],), cue_span(verb), claim[1], "claim")
    unit = words.unit(verb.idx)
    clause = Clause(words, verb, cue, source, unit, frame_of(words, verb, source, unit), passive)
    for name, case in CASES:
        content = [p for piece in case(clause) if (p := within(clause, piece)).end > p.start]
        if content and (_told_within(name, cue) or not words.quotation(verb.idx)):
            return Found(tuple(content), cue_span(verb), source, name)
    return None


def _told_within(name: str, cue: Cue) -> bool:
    """Whether a case reports within a quotation; asking for a thing there is no report."""
    return name in WITHIN and not (name == "phrase" and cue.word == "ask")


def within(clause: Clause, piece: Span) -> Span:
    """A piece without an aside of the writer's; what is told in a quotation ends with it."""
    piece = narrowed(clause, piece)
    inside = clause.words.quotation(clause.verb.idx)
    return Span(piece.start, min(piece.end, inside.inner.end)) if inside else piece


def cue_span(verb: Token) -> Span:
    """The words of the cue that a verb is."""
    if refused(verb):
        return Span(verb.head.idx, past(verb))
    return Span(verb.idx, past(particle_of(verb) or verb))


def _counts(words: Words, verb: Token, cue: Cue, source: Source | None, passive: bool) -> bool:
    """Whether somebody says something here: a verb without a source reports only in the passive,
    and what "I think" in a quotation adds is not told apart."""
    if completes(verb) or asked(words, verb):
        return False
    if source is None:
        finite = child(verb, "auxpass") is not None
        hearsay = verb.lemma_.lower() in complements.HEARSAY | ORDERS or _called(words, verb)
        return passive and finite and hearsay and not words.quotation(verb.idx)
    inside = words.quotation(verb.idx)
    if inside is None:
        return source.head.text.lower() not in FIRST or cue.kind in ("statement", "manner")
    perfect = verb.tag_ == "VBN" and child(verb, "aux") is not None
    if cue.word not in TOLD_WITHIN or not (verb.tag_ in ("VBD", "VBZ", "VBP") or perfect):
        return False
    return source.head.text.lower() not in FIRST and inside.span.holds(source.span)


def _called(words: Words, verb: Token) -> bool:
    """ "Has been branded “a disgrace”": a passive with the words of somebody who is not named."""
    at = past(verb)
    ahead = words.quotations_in(Span(at, at + len(" as a “")))
    between = words.text[at : ahead[0].span.start].strip() if ahead else "-"
    return verb.lemma_.lower() in BRANDED and between in ("", "as", "as a", "as an")


def asked(words: Words, verb: Token) -> bool:
    """ "Asked whether he would go, he laughed": a participle of the one who is asked."""
    first = verb.idx == words.unit(verb.idx).start and child(verb, "agent") is None
    return first and verb.dep_ == "advcl" and verb.tag_ in ("VBD", "VBN")


def completes(verb: Token) -> bool:
    """ "They plan to ask": what the one verb reports holds the other, which adds nothing. Who
    "is expected to tell" is another than who expects it."""
    outer = cue_of_verb(verb.head.text, verb.head.lemma_) if verb.dep_ == "xcomp" else None
    if is_passive(verb.head) and verb.head.lemma_.lower() not in complements.HEARSAY:
        return False
    return outer is not None and "to" in outer.takes and not refused(verb) and has_to(verb)


def frame_of(words: Words, verb: Token, source: Source | None, unit: Span) -> Span:
    """From the subject or the verb to the last adverbial that holds no clause and no quotation."""
    own = [c.idx for c in verb.children if c.dep_ in ("aux", "neg", "auxpass") and c.i < verb.i]
    start, end = min([verb.idx, *own]), past(verb)
    if source and source.near:
        start, end = min(start, source.span.start), max(end, source.span.end)
    for dependent in verb.children:
        if dependent.i <= verb.i or dependent.dep_ in CLAUSES or dependent.dep_ == "punct":
            continue
        if words.quotations_in(Span(end, end_of(dependent))):
            break
        end = max(end, end_of(dependent))
    return Span(max(start, unit.start), min(end, unit.end))


CASES: tuple[tuple[str, Callable[[Clause], Iterator[Span]]], ...] = (
    ("as they say", beside.as_they_say),
    ("after a quotation", beside.after_a_quotation),
    ("hearsay", complements.hearsay),
    ("named", complements.named),
    ("findings", objects.findings),
    ("after a clause", beside.set_off),
    ("which", complements.which_alone),
    ("complement", complements.complement),
    ("complement", complements.that_clause),
    ("complement", complements.that_at_once),
    ("infinitive", complements.infinitive),
    ("gerund", complements.gerund),
    ("phrase", complements.phrase_after),
    ("object", objects.plain_object),
    ("before a quotation", beside.before_a_quotation),
    ("after a clause", beside.after_a_clause),
)
