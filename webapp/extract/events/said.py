"""What a statement does: it accuses, denies, refuses, threatens; else it only states."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.extract.base import Report, Span
from webapp.extract.events import syntax
from webapp.extract.events.context import Article
from webapp.extract.events.kinds import NAMING, named_as
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import Typing, type_of
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import children, lemma, subjects

SPEECH_ACTS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
BLAME = listed("blame")
BELIEFS = listed("beliefs")
PROMISES = listed("promises")
REVENGE = listed("revenge")
ENDS = listed("ends")
WILLING = listed("willing")
STATES = listed("states") | listed("beliefs")
OWN = frozenset({"i", "we", "it", "he", "she", "they"})


def typing_said(
    roots: Sequence[Token], head: Token, cue: Token | None, report: Report, article: Article
) -> Typing:
    """The type of a statement, by the first rule that applies; STATEMENT if none does."""
    for rule in (_names_badly, _blames, _warns, _refuses, _denies, _threatens, _does, _offers):
        code = rule(roots, cue, report)
        if code:
            span = Span(head.idx, head.idx + len(head.text))
            name = rule.__name__.strip("_").replace("_", " ")
            return Typing(code, span, head.i, f"statement: it {name}")
    span = Span(head.idx, head.idx + len(head.text))
    return Typing("STATEMENT", span, head.i, "statement: what is said names no other event")


def _does(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """What is said has the type of an act of words: "we demand", "they burn it"."""
    for number, root in enumerate(roots):
        typing = type_of(root)
        if typing is None or typing.code not in SPEECH_ACTS:
            continue
        others = any(t.text.lower() not in OWN - {"they"} for t in children(root, "nsubj"))
        if not number or (typing.code == "ACCUSE" and others):
            return typing.code
    return ""


def _names_badly(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """ "called the ban a farce"."""
    return named_as(cue) if cue is not None and lemma(cue) in NAMING else ""


def _blames(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """ "X is responsible for every life that is lost", "it is a crime"."""
    for root in roots[:1]:
        words = {lemma(t) for t in children(root, "acomp", "attr")}
        plain = not syntax.negated(root) and not syntax.modal(root)
        if lemma(root) == "be" and words & BLAME and plain:
            return "ACCUSE"
        if any(lemma(t) == "enemy" for t in subjects(root)) and root.tag_ == "VBD" and plain:
            return "ACCUSE"
        if _breaks_word(root):
            return "ACCUSE"
    return ""


def _breaks_word(root: Token) -> bool:
    """ "Neither side has kept its word", "they broke their promises"."""
    given = any(lemma(t) in PROMISES for t in children(root, "dobj"))
    kept = lemma(root) in ("keep", "honour", "honor") and syntax.negated(root)
    others = not any(t.text.lower() in ("i", "we") for t in subjects(root))
    return given and others and (kept or (lemma(root) == "break" and not syntax.negated(root)))


def _refuses(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """ "I will not say", "the army said it would not be drawn"."""
    root = roots[0]
    subject = subjects(root) or children(root, "nsubjpass")
    own = bool(subject) and subject[0].text.lower() in OWN
    plain = any(c.dep_ == "neg" for c in root.children)
    if own and plain and syntax.future_or_would(root):
        return "REJECT"
    return "REJECT" if plain and _is_not_us(root) else ""


def _is_not_us(root: Token) -> bool:
    """ "We are not criminals", "We do not pay", but not "we do not know", "we are not ready"."""
    if not any(t.text.lower() in ("i", "we") for t in subjects(root)) or syntax.modal(root):
        return False
    if lemma(root) == "be":
        return root.tag_ == "VBP" and any(t.pos_ == "NOUN" for t in children(root, "attr"))
    return bool(syntax.auxiliaries(root) & {"do"}) and lemma(root) not in STATES


def _denies(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """ "says the plane was never there", "We did not bomb anybody"."""
    root = roots[0]
    auxiliaries = syntax.auxiliaries(root)
    past = root.tag_ == "VBD" or bool(auxiliaries & {"did", "had", "was", "were"})
    own = any(t.text.lower() in OWN for t in subjects(root))
    perfect = own and bool(auxiliaries & {"has", "have"})
    nobody = any(lemma(t) in ("nobody", "none") or _no(t) for t in subjects(root))
    perfect = perfect or (nobody and bool(auxiliaries & {"has", "have"}))
    plain = any(c.dep_ == "neg" or lemma(c) == "never" for c in root.children)
    return "REJECT" if (past or perfect) and (plain or nobody) and not syntax.modal(root) else ""


def _no(noun: Token) -> bool:
    """ "No soldier", but not "no one"."""
    return noun.pos_ == "NOUN" and any(lemma(c) == "no" for c in children(noun, "det"))


def _offers(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """ "said he was ready to reopen the border": what the own side is willing to do."""
    root = roots[0]
    own = any(t.text.lower() in OWN for t in subjects(root))
    willing = [c for c in children(root, "acomp") if lemma(c) in WILLING]
    bound = any(children(c, "xcomp", "prep") for c in willing)
    return "AGREE" if own and bound and not syntax.negated(root) else ""


def _warns(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """A warning of what will or will not be."""
    warning = cue is not None and is_verb(cue) and lemma(cue) == "warn"
    coming = syntax.future_or_would(roots[0]) or syntax.modal(roots[0])
    return "THREATEN" if warning and coming else ""


def believed(root: Token) -> Token:
    """What somebody thinks, where the words say so: "I think that we *will achieve* results"."""
    thought = children(root, "ccomp") if lemma(root) in BELIEFS else []
    return thought[0] if thought else root


def must_come(root: Token) -> bool:
    """ "will have to close": the auxiliary stands at the verb that governs the rest."""
    return any(syntax.future(t) for t in children(root, "xcomp"))


def _threatens(roots: Sequence[Token], cue: Token | None, report: Report) -> str:
    """Force that the speaker's side will use."""
    root = roots[0]
    if not syntax.future_or_would(root):
        return ""
    if any(c.dep_ == "neg" for c in root.children):
        until = any(t.text.lower() in ("until", "till", "before") for t in root.subtree)
        return "THREATEN" if lemma(root) in ENDS and until else ""
    if _will_pay(root):
        return "THREATEN"
    ours = any(t.text.lower() in ("we", "i") for t in subjects(root))
    force = any((t := type_of(w)) is not None and t.code in HOSTILE for w in root.subtree)
    return "THREATEN" if ours and force else ""


def _will_pay(root: Token) -> bool:
    """ "They will pay for it", "will regret it", "the response will come when we choose"."""
    who = {lemma(t) for t in subjects(root)}
    named = {lemma(t) for t in children(root, "dobj", "prep")}
    paying = lemma(root) == "pay" and bool(named & {"for", "price"})
    facing = lemma(root) == "face" and bool(named & {"consequence", "wrath"})
    answering = bool(who & REVENGE) and lemma(root) in ("come", "be", "follow", "arrive")
    hurting = (paying or facing or lemma(root) == "regret") and not who & {"i", "we"}
    return hurting or answering
