"""Which words of an article are proposed as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from webapp.extract.base import Report, Span
from webapp.extract.events import said, syntax
from webapp.extract.events.clauses import (
    charge_clause,
    charged_clause,
    clause_of,
    statement_clause,
    without_tail,
)
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.dating import own_time
from webapp.extract.events.kinds import HAPPENED_BY, act_typing, charger_of, is_neutral, noun_typing
from webapp.extract.events.status import status_said, status_told
from webapp.extract.events.who import head_of, named_by, party_of_report
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import Typing, type_of
from webapp.extract.types.base import UNREAL
from webapp.extract.types.clause import children, lemma, objects, subjects
from webapp.model.columns import QUOTE_LENGTH

SPOKEN = frozenset({"STATEMENT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"})
CONSEQUENCES_NAMED = listed("casualties")
CONSEQUENCES = listed("consequences")
NO_SPEAKERS = listed("no_speakers")
NOBODY = listed("nobody")
VERSIONS = listed("versions")
FIRST_PERSONS = listed("first_persons")
NOT_EVENTS = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})


def drafts_of(article: Article) -> list[Draft]:
    """Every event of an article in the order of the text."""
    units = _told_units(article)
    acts = [d for u in units for d in one_telling(_acts(article.words.within(u), article))]
    words = [d for report in article.reports for d in _statement(report, acts, article)]
    return sorted([*acts, *words], key=lambda d: (d.clause.start, d.clause.end))


def one_telling(drafts: Iterable[Draft]) -> list[Draft]:
    """ "Two died when a shell hit the camp": what is told of one event in a main clause and in one
    with "when" is one draft."""
    kept = list(drafts)
    for later in list(kept):
        main = next((d for d in kept if _tells_when(later, d)), None)
        if main is not None:
            kept = [d for d in kept if d is not main and d is not later]
            whole = Span(min(main.clause.start, later.clause.start), later.clause.end)
            kept.append(
                replace(main, clause=whole if _fits(whole) else main.clause, beside=later.head)
            )
    return kept


def _tells_when(later: Draft, main: Draft) -> bool:
    """Whether a draft stands in a clause with "when" below the other one's verb."""
    when = any(lemma(c) == "when" for c in children(later.head, "advmod", "mark"))
    below = main.head.i in {t.i for t in syntax.above(later.head)[:3]}
    return when and below and later.typing.code == main.typing.code and later is not main


def _fits(span: Span) -> bool:
    return span.end - span.start <= QUOTE_LENGTH


def _told_units(article: Article) -> Iterator[Span]:
    for unit in article.words.units:
        if article.told(unit.start):
            yield unit


def _acts(tokens: Sequence[Token], article: Article) -> Iterator[Draft]:
    """Acts that verbs name, then those that only nouns name."""
    taken: set[int] = set()
    for token in tokens:
        names = is_verb(token) and token.dep_ not in NOT_EVENTS
        draft = _act(token, article) if names else None
        if draft is not None:
            taken |= _words_of(draft, tokens)
            yield draft
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN") and token.i not in taken:
            draft = _noun(token, article)
            if draft is not None:
                yield draft


def _words_of(draft: Draft, tokens: Sequence[Token]) -> set[int]:
    """The words that made the type of an act: they name no second event."""
    span = draft.typing.span
    return {t.i for t in tokens if span.start <= t.idx < span.end}


def _act(verb: Token, article: Article) -> Draft | None:
    """An act that a verb names, or None where it is none or has not happened."""
    typing = act_typing(verb)
    report = article.report_by(verb)
    if typing is None or (is_neutral(typing) and not _states(verb, report, article)):
        return None
    charger = charger_of(verb)
    aside = verb.dep_ == "relcl" and typing.code in SPOKEN  # "a charge that they rejected"
    apart = charger is not None or aside or syntax.outside_content(verb)
    voice = None if apart else article.voice(verb.idx)
    if voice is not None and verb.dep_ == "relcl" and _wants(voice, article):
        voice = None  # "agreed to rebuild the line that they blew up": the article tells that
    if voice is not None and (voice is report or cue_of(voice, article) is verb):
        voice = None
    if not _happened(verb, typing, voice, article) or _is_part(verb, typing):
        return None
    if voice is not None and typing.code in SPOKEN and _is_all_of(verb, voice, article):
        return None  # the statement itself
    top = syntax.top_of(verb)
    if (charger is not None and typing.code in SPOKEN) or (top is not verb and act_typing(top)):
        return None
    draft = _drafted(verb, typing, voice, charger, article)
    if draft.told_by is not None and charger is None and report is not None:
        draft = _as_said(draft, report, article)
    return draft if _worth_it(draft, article) else None


def _states(verb: Token, report: Report | None, article: Article) -> bool:
    """Whether a verb states something about a thing ("the agency downplayed the worries"), which
    is an event though nothing is quoted."""
    if report is not None and report.content and _is_said(report, article):
        return False
    return bool(children(verb, "dobj", "ccomp")) and bool(
        [s for t in children(verb, "nsubj") for s in named_by(t, article)]
    )


def _as_said(draft: Draft, report: Report, article: Article) -> Draft:
    """An act of words that is a report itself: with what was said where that stands before."""
    if report.content and report.cue and report.content[0].start < report.cue.start:
        draft = replace(draft, clause=statement_clause(report, article))
    return replace(draft, own=report)


def _is_all_of(verb: Token, voice: Report, article: Article) -> bool:
    """Whether a verb is the first that somebody says."""
    cue = cue_of(voice, article)
    neutral = cue is None or is_neutral(type_of(cue))
    return neutral and [t.i for t in content_roots(voice, article)[:1]] == [verb.i]


def _happened(verb: Token, typing: Typing, voice: Report | None, article: Article) -> bool:
    """Whether the words say that it happened, or will."""
    if syntax.counterfactual(verb) or syntax.wished(verb) or syntax.participle_beside(verb):
        return False
    if typing.code in SPOKEN and any(lemma(t) in NOBODY for t in subjects(verb)):
        return False
    if voice is None:
        refusal = typing.code == "REJECT" and not typing.negated
        negated = (typing.negated or syntax.negated(verb)) and not refusal
        return not (negated or syntax.modal(verb))
    return not _unreal(voice, verb, article)


def _unreal(voice: Report, verb: Token, article: Article) -> bool:
    """Whether a verb stands in what is demanded, promised, threatened or denied."""
    if _earlier_version(voice, article):
        return True
    aside = any(low.dep_ == "relcl" for low, _ in syntax.ancestors(verb))
    return _wants(voice, article) and not aside


def _wants(voice: Report, article: Article) -> bool:
    """Whether a report is of what is demanded, promised, threatened or denied."""
    cue = cue_of(voice, article)
    typing = type_of(cue) if cue is not None else None
    return typing is not None and typing.code in UNREAL


def _earlier_version(voice: Report, article: Article) -> bool:
    """ "An earlier version said ...": what a correction takes back."""
    cue = cue_of(voice, article)
    named = {lemma(t) for s in (subjects(cue) if cue is not None else ()) for t in s.subtree}
    return bool(named & {"early", "earlier", "previous"}) and bool(VERSIONS & named)


def _is_part(verb: Token, typing: Typing) -> bool:
    """ "ambushed a patrol and killed two men": the second verb tells what the first one did."""
    if verb.dep_ != "conj" or lemma(verb) not in CONSEQUENCES or not is_verb(verb.head):
        return False
    first = type_of(verb.head)
    return first is not None and first.code == typing.code and not children(verb, "nsubj")


def _worth_it(draft: Draft, article: Article) -> bool:
    """Leaves out what is told in passing without a date, and the newsroom's own doings."""
    verb = draft.head
    spoken = draft.typing.code in SPOKEN
    if draft.voice is None and any(t.text.lower() in FIRST_PERSONS for t in subjects(verb)):
        return article.words.quotation(verb.idx) is not None
    dated = own_time(draft, article, most=1) is not None
    if verb.dep_ == "relcl" and not dated and not article.is_time(verb.head.idx):
        return draft.typing.code == "STATEMENT" or (not spoken and _in_passing(verb, article))
    if draft.voice is not None and article.words.quotation(verb.idx) is not None:
        named = any(t.pos_ != "PRON" for t in objects(verb))
        return dated or (named and verb.tag_ in ("VBD", "VBN"))
    return True


def _in_passing(verb: Token, article: Article) -> bool:
    """ ", where she met the speaker": a clause that a comma sets off tells something new; one
    without ("the man whom they had arrested") only says who is meant."""
    before = article.before(verb.left_edge)
    return before is not None and before.text == "," and "VBD" in (verb.tag_, _finite(verb))


def _finite(verb: Token) -> str:
    """The form of the first auxiliary."""
    return next((c.tag_ for c in children(verb, "aux", "auxpass")), "")


def cue_of(report: Report, article: Article) -> Token | None:
    """The word that reports."""
    return head_of(report.cue, article) if report.cue else None


def _drafted(
    verb: Token, typing: Typing, voice: Report | None, charger: Token | None, article: Article
) -> Draft:
    if charger is not None:
        clause = charged_clause(verb, charger, article)
        teller = next(iter(subjects(charger)), None)
        rule = "status: somebody charges another party with it"
        return Draft(clause, verb, typing, "act", "alleged", rule, None, teller)
    clause = clause_of(syntax.top_of(verb), article)
    if voice is None:
        status, rule = status_told(verb, typing)
        clause = charge_clause(verb, clause) if typing.code == "ACCUSE" else clause
        teller = next(iter(subjects(verb)), None) if status == "claimed" else None
        return Draft(clause, verb, typing, "act", status, rule, None, teller)
    status, rule = status_said(verb, typing, voice, cue_of(voice, article), article)
    if _own_act(verb, voice, article):
        clause = _joined(clause, statement_clause(voice, article), voice)
    return Draft(clause, verb, typing, "act", status, rule, voice)


def _joined(clause: Span, whole: Span, voice: Report) -> Span:
    """The statement around an act, where it is the whole of what is said."""
    content = sum(s.end - s.start for s in voice.content)
    near = content <= 1.5 * (clause.end - clause.start)
    return whole if near and whole.holds(clause) else clause


def _own_act(verb: Token, voice: Report, article: Article) -> bool:
    """Whether a speaker tells of an act of the own party, or of one without a party."""
    acting = subjects(verb)
    if any(s.pos_ == "PRON" for s in acting):
        return True
    actors = {n.name for s in acting for n in named_by(s, article)}
    own = {n.name for n in party_of_report(voice, article)}
    leads = voice.cue is not None and voice.cue.start < voice.content[0].start
    return bool(actors & own) or (not actors and leads)


def _noun(noun: Token, article: Article) -> Draft | None:
    """An event noun with a date of its own ("the drone attack of 1 May"), or one that the main
    clause is about ("Three previous rounds of talks produced few results")."""
    if noun.dep_ == "nsubj" and is_verb(noun.head) and act_typing(noun.head) is not None:
        return None  # "the strike flattened the house": the verb tells it
    typing = noun_typing(noun) if lemma(noun) not in CONSEQUENCES_NAMED else None
    if typing is None or noun.dep_ in NOT_EVENTS or article.is_time(noun.idx):
        return None
    whole = Draft(_word(noun), noun, typing, "noun", "reported", "status: named in passing")
    if own_time(whole, article, most=0) is not None and not _has_clause(noun):
        clause = clause_of(noun, article)
    elif _is_planned(noun):
        return _planned(noun, typing, article)
    elif _is_told(noun, article):
        clause = clause_of(noun.head, article)
    else:
        return None
    return Draft(clause, noun, typing, "noun", "reported", "status: named in passing")


def _is_planned(noun: Token) -> bool:
    """ "Talks are expected on Monday"."""
    verb = noun.head
    return noun.dep_ == "nsubjpass" and lemma(verb) in syntax.PLANNED and not syntax.negated(verb)


def _planned(noun: Token, typing: Typing, article: Article) -> Draft:
    """An event that is to come; a meeting to come is agreed on."""
    code = "AGREE" if typing.code == "CONSULT" else typing.code
    clause = clause_of(noun.head, article)
    rule = "status: planned or expected"
    return Draft(clause, noun, replace(typing, code=code), "noun", "expected", rule)


def _word(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _has_clause(noun: Token) -> bool:
    return any(child.dep_ == "relcl" for child in noun.children)


def _is_told(noun: Token, article: Article) -> bool:
    """Whether a noun is the subject of a main verb that names no event itself."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb) or lemma(verb) == "be":
        return False
    if lemma(noun) not in HAPPENED_BY:
        return False
    if type_of(verb) is not None or verb.dep_ not in ("ROOT", "conj") or article.voice(noun.idx):
        return False
    return not (syntax.negated(verb) or syntax.modal(verb) or syntax.future(verb))


def _statement(report: Report, acts: Sequence[Draft], article: Article) -> Iterator[Draft]:
    """What somebody says, where it tells of no act that is an event itself."""
    cue = cue_of(report, article)
    if not report.content or not article.told(report.content[0].start):
        return
    if cue is not None and (not is_neutral(type_of(cue)) or _unsaid(cue)):
        return
    if not _is_said(report, article):
        return
    roots = content_roots(report, article)
    if not roots or _earlier_version(report, article):
        return
    told = {i: d for d in acts if d.voice == report for i in (d.head.i, syntax.top_of(d.head).i)}
    if roots[0].i in told:
        return
    head = cue if cue is not None else roots[0]
    typing = said.typing_said(roots, head, cue, report, article)
    first = said.believed(roots[0])
    to_come = syntax.future(first) or syntax.possible(first) or said.must_come(first)
    status = "expected" if to_come and typing.code in ("STATEMENT", "AGREE") else "claimed"
    clause = statement_clause(report, article)
    later = [told[root.i].clause.start for root in roots if root.i in told]
    if later and later[0] > clause.start and later[0] > roots[0].idx:
        clause = without_tail(clause, later[0], article)
    yield Draft(clause, head, typing, "statement", status, "status: said by somebody", report)


def _is_said(report: Report, article: Article) -> bool:
    """Whether somebody says a whole clause, or anything at all in quotation marks."""
    quoted = bool(article.words.quotations_in(report.content[0])) or report.kind == "direct"
    if quoted:
        return True
    words = [t for span in report.content for t in article.words.within(span)]
    head = head_of(report.source, article) if report.source else None
    source = bool(report.speaker or report.source)
    if head is not None and lemma(head) in NO_SPEAKERS:
        return False
    return source and any(is_verb(t) and t.dep_ not in NOT_EVENTS for t in words)


def _unsaid(cue: Token) -> bool:
    """ "did not say", "to say", "if he says"."""
    return is_verb(cue) and (
        syntax.negated(cue) or syntax.counterfactual(cue) or syntax.wished(cue)
    )


def content_roots(report: Report, article: Article) -> list[Token]:
    """The verbs (or other words) that govern what is said, one for each clause of it."""
    tokens = [t for s in report.content for t in article.words.within(s) if not t.text.isspace()]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    found = [t for t in tops if is_verb(t) or t.pos_ in ("NOUN", "ADJ", "PROPN")]
    verbs = [t for t in found if is_verb(t)]
    return [one for verb in verbs or found[:1] for one in (verb, *_coordinated(verb))]


def _coordinated(verb: Token) -> Iterator[Token]:
    for child in children(verb, "conj"):
        if is_verb(child):
            yield child
            yield from _coordinated(child)
