"""Statements: what somebody says that tells of no act which is an event itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.extract.base import Report
from webapp.extract.events import said, syntax
from webapp.extract.events.clauses import statement_clause, without_tail
from webapp.extract.events.context import Article, Draft
from webapp.extract.events.kinds import is_neutral
from webapp.extract.events.quoted import content_roots, cue_of, earlier_version, is_said
from webapp.extract.language import Token
from webapp.extract.reports.words import is_verb
from webapp.extract.types import type_of


def statement_of(report: Report, acts: Sequence[Draft], article: Article) -> Iterator[Draft]:
    """What somebody says, where it tells of no act that is an event itself."""
    cue = cue_of(report, article)
    if not report.content or not article.told(report.content[0].start):
        return
    if cue is not None and (not is_neutral(type_of(cue)) or _unsaid(cue)):
        return
    if not is_said(report, article):
        return
    roots = content_roots(report, article)
    if not roots or earlier_version(report, article):
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


def _unsaid(cue: Token) -> bool:
    """ "did not say", "to say", "if he says"."""
    return is_verb(cue) and (
        syntax.negated(cue) or syntax.counterfactual(cue) or syntax.wished(cue)
    )
