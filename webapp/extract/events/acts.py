"""Acts that a verb names: whether they happened, whose words they are, which words tell them."""

from __future__ import annotations

from dataclasses import replace

from webapp.extract.base import Report, Span
from webapp.extract.events import syntax
from webapp.extract.events.clauses import (
    charge_clause,
    charged_clause,
    clause_of,
    statement_clause,
)
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.governing import is_to_come, own_time
from webapp.extract.events.kinds import NAMING, act_typing, charger_of, is_neutral
from webapp.extract.events.quoted import content_roots, cue_of, earlier_version, is_said, wants
from webapp.extract.events.status import PROMISED, SPOKEN, status_said, status_told
from webapp.extract.events.who import named_by, party_of_report
from webapp.extract.events.words import listed
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb, past
from webapp.extract.types import Typing, type_of
from webapp.extract.types.clause import children, lemma, objects, subjects

CONSEQUENCES = listed("consequences")
STATES = listed("states")
WITHHELD = listed("withheld")
NOBODY = listed("nobody")
FIRST_PERSONS = listed("first_persons")


def act_of(verb: Token, article: Article) -> Draft | None:
    """An act that a verb names, or None where it is none or has not happened."""
    report = article.report_by(verb)
    typing = act_typing(verb) or _dated_deed(verb, report, article)
    typing = typing or _coming_deed(verb, report, article)
    if typing is None or (is_neutral(typing) and not _states(verb, report, article)):
        return None
    charger = charger_of(verb)
    voice = None if charger is not None else _voice(verb, typing, report, article)
    if not _happened(verb, typing, voice, article) or _is_told_by_other(verb, typing, charger):
        return None
    if voice is not None and typing.code in SPOKEN and _is_all_of(verb, voice, article):
        return None  # the statement itself
    draft = _drafted(verb, typing, voice, charger, article)
    if draft.told_by is not None and charger is None and report is not None:
        draft = _as_said(draft, report, article)
    return draft if _worth_it(draft, article) else None


def _voice(verb: Token, typing: Typing, own: Report | None, article: Article) -> Report | None:
    """In whose words a verb stands; None where the article tells it. A word that reports does not
    stand in its own report."""
    voice = article.voice(verb.idx)
    if voice is None or voice is own or (verb.dep_ == "relcl" and typing.code in SPOKEN):
        return None  # "a charge that they rejected"
    cue = cue_of(voice, article)
    if cue is not None and (cue.i == verb.i or syntax.outside_content(verb, cue)):
        return None
    # "agreed to rebuild the line that they blew up": the article itself tells the latter.
    return None if verb.dep_ == "relcl" and wants(voice, article) else voice


def _is_told_by_other(verb: Token, typing: Typing, charger: Token | None) -> bool:
    """Whether another verb tells the same: what words alone are charged with, the verb that began
    it, the attack of which it is the outcome."""
    if charger is not None and typing.code in SPOKEN:
        return True
    top = syntax.top_of(verb)
    return (top.i != verb.i and act_typing(top) is not None) or _is_part(verb, typing)


def _states(verb: Token, report: Report | None, article: Article) -> bool:
    """Whether a verb states something about a thing ("the agency downplayed the worries"), which
    is an event though nothing is quoted."""
    if report is not None and report.content and is_said(report, article):
        return False
    return bool(children(verb, "dobj", "ccomp")) and bool(
        [s for t in children(verb, "nsubj") for s in named_by(t, article)]
    )


def _as_said(draft: Draft, report: Report, article: Article) -> Draft:
    """An act of words that is a report itself: with what was said where that stands before."""
    if report.content and report.cue and report.content[0].start < report.cue.start:
        draft = replace(draft, clause=statement_clause(report, article))
    return replace(draft, own=report)


def _dated_deed(verb: Token, report: Report | None, article: Article) -> Typing | None:
    """What a party did on a day in words that no list knows: an event, its type to be found."""
    if report is not None or verb.dep_ not in ("ROOT", "conj") or lemma(verb) in STATES:
        return None
    if verb.tag_ not in ("VBD", "VBN") or type_of(verb) is not None or article.voice(verb.idx):
        return None
    acting = subjects(verb) or children(verb, "nsubjpass")
    if not any(_is_a_party(t, article) for t in acting):
        return None
    span = Span(verb.idx, verb.idx + len(verb.text))
    typing = Typing("OTHER", span, verb.i, "guess: a dated deed of a party, its type not known")
    draft = Draft(clause_of(verb, article), verb, typing, "act", "reported", "")
    return typing if own_time(draft, article, most=0) is not None else None


def _coming_deed(verb: Token, report: Report | None, article: Article) -> Typing | None:
    """What a party is to do on a day to come, in words that no list knows: an agreed act."""
    if report is not None or type_of(verb) is not None or article.voice(verb.idx):
        return None
    due = lemma(verb) == "be" and any(_is_due(c) for c in children(verb, "acomp"))
    planned = syntax.future(verb) and verb.tag_ == "VB" and lemma(verb) not in STATES
    top = syntax.top_of(verb)
    acting = children(top, "nsubj", "nsubjpass")
    if not (due or planned) or not any(_is_a_party(t, article) for t in acting):
        return None
    span = Span(verb.idx, past(verb))
    typing = Typing("AGREE", span, verb.i, "guess: what a party is to do, its type not known")
    draft = Draft(clause_of(top, article), verb, typing, "act", "expected", "")
    time = own_time(draft, article, most=3)
    coming = time is not None and is_to_come(time.date, article.published)
    return typing if coming else None


def _is_due(word: Token) -> bool:
    """ "Is due in Paris", but not "is due to meet her there"."""
    return lemma(word) == "due" and not children(word, "xcomp")


def _is_a_party(noun: Token, article: Article) -> bool:
    """Whether a noun names a party, not a person of one."""
    person = noun.ent_type_ == "PERSON" or noun.pos_ == "PRON"
    return not person and any(n.name in article.known for n in named_by(noun, article))


def _is_all_of(verb: Token, voice: Report, article: Article) -> bool:
    """Whether a verb is the first that somebody says."""
    cue = cue_of(voice, article)
    neutral = cue is None or is_neutral(type_of(cue))
    return neutral and [t.i for t in content_roots(voice, article)[:1]] == [verb.i]


def _happened(verb: Token, typing: Typing, voice: Report | None, article: Article) -> bool:
    """Whether the words say that it happened, or will."""
    if syntax.counterfactual(verb) or syntax.wished(verb) or syntax.participle_beside(verb):
        return False
    if syntax.only_meant(verb) or _only_describes(verb, typing, article):
        return False
    if typing.code in SPOKEN and any(lemma(t) in NOBODY for t in subjects(verb)):
        return False
    if voice is None:
        if article.text[article.words.unit(verb.idx).end - 1] == "?":
            return False
        refusal = typing.code == "REJECT" and (not typing.negated or lemma(verb) in WITHHELD)
        negated = (typing.negated or syntax.negated(verb)) and not refusal
        return not (negated or syntax.modal(verb))
    return not _unreal(voice, verb, article)


def _only_describes(verb: Token, typing: Typing, article: Article) -> bool:
    """Whether a word only says who or what is meant: "people *accused* of spying", "what they
    *called* an ambush", "a group *calling* itself an army"."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and typing.code == "ACCUSE":
        return not children(verb, "agent") and not article.times_in(
            Span(verb.left_edge.idx, past(verb.right_edge))
        )
    if lemma(verb) not in NAMING:
        return False
    things = children(verb, "dobj", "attr", "oprd", "nsubj")
    itself = verb.dep_ == "acl" and any(t.text.lower().endswith("self") for t in verb.subtree)
    return itself or any(t.text.lower() == "what" for t in things)


def _unreal(voice: Report, verb: Token, article: Article) -> bool:
    """Whether a verb stands in what is demanded, promised, threatened or denied."""
    if earlier_version(voice, article):
        return True
    aside = any(low.dep_ == "relcl" for low, _ in syntax.ancestors(verb))
    return wants(voice, article) and not aside


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
        return bool(article.narrator[0]) or article.words.quotation(verb.idx) is not None
    dated = own_time(draft, article, most=1) is not None
    if verb.dep_ == "relcl" and not dated and not article.is_time(verb.head.idx):
        told = not spoken or draft.typing.code in ("REJECT", "ACCUSE")
        if spoken and told and _has_named_actor(verb, article):
            return True
        return draft.typing.code == "STATEMENT" or (told and _in_passing(verb, article))
    if draft.voice is not None and article.words.quotation(verb.idx) is not None:
        named = any(t.pos_ != "PRON" for t in objects(verb))
        return dated or (named and verb.tag_ in ("VBD", "VBN"))
    return True


def _has_named_actor(verb: Token, article: Article) -> bool:
    """ "an offer *that Maputo declined*", "a step *that was criticised by the bishops*"."""
    past_tense = "VBD" in (verb.tag_, _finite(verb))
    agents = [c for by in children(verb, "agent") for c in children(by, "pobj")]
    named = [t for t in (*children(verb, "nsubj"), *agents) if t.pos_ in ("NOUN", "PROPN")]
    return past_tense and any(named_by(t, article) for t in named)


def _in_passing(verb: Token, article: Article) -> bool:
    """ ", where she met the speaker": a clause that a comma sets off tells something new; one
    without ("the man whom they had arrested") only says who is meant."""
    before = article.before(verb.left_edge)
    return before is not None and before.text == "," and "VBD" in (verb.tag_, _finite(verb))


def _finite(verb: Token) -> str:
    """The form of the first auxiliary."""
    return next((c.tag_ for c in children(verb, "aux", "auxpass")), "")


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
        status, rule = status_told(verb, typing, article)
        clause = charge_clause(verb, clause) if typing.code == "ACCUSE" else clause
        words = rule == PROMISED or (status == "claimed" and "first person" not in rule)
        teller = next(iter(subjects(verb)), None) if words else None
        return Draft(clause, verb, typing, "act", status, rule, None, teller)
    status, rule = status_said(verb, typing, voice, cue_of(voice, article), article)
    if _own_act(verb, voice, article):
        clause = _joined(clause, statement_clause(voice, article), voice)
    return Draft(clause, verb, typing, "act", status, rule, voice)


def _joined(clause: Span, whole: Span, voice: Report) -> Span:
    """The statement around an act, where it is the whole of what is said."""
    content = sum(s.end - s.start for s in voice.content)
    length = clause.end - clause.start
    near = content <= 1.5 * length and whole.end - whole.start <= 2.2 * length
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
