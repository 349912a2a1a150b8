"""The stage of events: from what the other stages found to proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from webapp.extract.base import Document, Evidence, PartyName, Proposal, Report, TimeExpression
from webapp.extract.events.context import Article, Draft, is_past
from webapp.extract.events.dating import Clock, Dated
from webapp.extract.events.drafts import drafts_of
from webapp.extract.events.governing import is_to_come
from webapp.extract.events.places import fatalities, place
from webapp.extract.events.speakers import role, speaker
from webapp.extract.events.who import GUESSED, Who, own_party, who
from webapp.extract.events.words import listed
from webapp.extract.language import Parsed
from webapp.extract.titles import title_of
from webapp.extract.types.base import HOSTILE
from webapp.extract.types.clause import lemma, objects

DEEDS = listed("deeds")
CONFLICT = HOSTILE | {"ACCUSE", "REJECT", "THREATEN"}
WORDS = frozenset({"STATEMENT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})


def find_events(
    document: Document,
    parsed: Parsed,
    times: Sequence[TimeExpression],
    parties: Sequence[PartyName],
    reports: Sequence[Report],
    published: str = "",
    tell: Callable[[float], None] = lambda _: None,
) -> tuple[Proposal, ...]:
    """Proposed events in the order of the text, the same event perhaps more than once. `tell` is
    told which share of them is done, from 0 to 1; what it raises ends the work."""
    article = Article(document, parsed, times, parties, reports, published)
    drafts = drafts_of(article)
    at_odds = related([d for d in drafts if d.typing.code in CONFLICT], article)
    article.take_sides(related(drafts, article), at_odds)
    clock = Clock(article)
    found: list[Proposal] = []
    for number, draft in enumerate(drafts):
        tell(number / len(drafts))
        found.append(_proposal(draft, article, clock, found))
    return tuple(found)


def related(drafts: Sequence[Draft], article: Article) -> Counter[frozenset[str]]:
    """How many events name two parties together, who speaks included, by pair."""
    pairs: Counter[frozenset[str]] = Counter()
    for draft in drafts:
        told = who(draft, article)
        names = {*_names(told.actors), *_names(told.recipients), own_party(draft, article)} - {""}
        together = told.recipients is None and draft.typing.code in WORDS  # both deny, both say
        if len(names) == 2 and not together:
            pairs[frozenset(names)] += 1
    return pairs


def _names(evidence: Evidence | None) -> list[str]:
    return evidence.value.split(";") if evidence else []


def _proposal(draft: Draft, article: Article, clock: Clock, before: Sequence[Proposal]) -> Proposal:
    found = who(draft, article)
    if found.recipients is None and draft.typing.code == "ACCUSE" and names_deed(draft):
        found = replace(found, recipients=whose_deed(found, before))
    says = speaker(draft, article, found)
    dated = clock.date(draft, says.value if says else "")
    if found.recipients and _is_background(found.recipients, dated, article):
        found = replace(found, recipients=None)
    fields = dict(_dates(dated, article))
    fields["event_type"] = Evidence(
        draft.typing.code,
        draft.typing.span,
        f"type: {draft.typing.rule}",
        draft.typing.rule.startswith("guess"),
    )
    fields["claim_status"] = _status(draft, dated, article)
    party = own_party(draft, article)
    optional = {
        "actors": found.actors,
        "recipients": found.recipients,
        "speaker": says,
        "speaker_role": role(draft, says, article, party) if says else None,
        "place": place(draft, article),
        "fatalities": fatalities(draft, article),
    }
    fields |= {name: evidence for name, evidence in optional.items() if evidence}
    fields["title"] = title_of(draft, article, fields)
    fields |= _quote(draft, article)
    unit = article.words.unit(draft.clause.start)
    return Proposal(draft.clause, unit, fields)


def _is_background(recipients: Evidence, dated: Dated, article: Article) -> bool:
    """Whether "the other side" is only a guess for what news tells of years before."""
    if not recipients.rule.endswith(f"{GUESSED}the other side") or not article.published:
        return False
    return not article.is_history and is_past(dated.date.value, article.published)


def names_deed(draft: Draft) -> bool:
    """Whether what is condemned is a deed that was told before: "the attack", "the incident"."""
    return any(lemma(thing) in DEEDS for thing in objects(draft.head))


def whose_deed(found: Who, before: Sequence[Proposal]) -> Evidence | None:
    """Who is meant where "the attack" is condemned: whoever did the last one told, as a guess."""
    last = next((p.fields["actors"] for p in reversed(before) if _is_attack(p)), None)
    acting = found.actors.value if found.actors else ""
    if last is None or not acting or last.value in acting or ";" in last.value:
        return None
    return Evidence(last.value, last.span, "recipient: guess: who did what was told before", True)


def _is_attack(proposal: Proposal) -> bool:
    return proposal.value("event_type") == "ASSAULT" and "actors" in proposal.fields


def _status(draft: Draft, dated: Dated, article: Article) -> Evidence:
    """The claim status; what the article tells of a day to come is expected."""
    if draft.status == "reported" and is_to_come(dated.date.value, article.published):
        return Evidence("expected", dated.date.span, "status: its day is after the publication")
    return Evidence(draft.status, draft.clause, draft.rule)


def _dates(dated: Dated, article: Article) -> Iterator[tuple[str, Evidence]]:
    yield "date", dated.date
    yield "date_basis", dated.basis
    if dated.words and dated.words.span:
        words = dated.words.span.of(article.text)
        yield "date_text", Evidence(words, dated.words.span, dated.words.rule)


def _quote(draft: Draft, article: Article) -> dict[str, Evidence]:
    rule = f"quote: the {'statement' if draft.form == 'statement' else 'clause'}"
    clause = draft.clause
    return {
        "quote": Evidence(clause.of(article.text), clause, rule),
        "quote_start": Evidence(str(clause.start), clause, rule),
        "quote_end": Evidence(str(clause.end), clause, rule),
    }
