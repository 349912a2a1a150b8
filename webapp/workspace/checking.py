"""Whether a row may be accepted: the rules that the loader has, and the words of the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from webapp.model.columns import EVENT_NAMES, QUOTE_LENGTH, SOURCE_NAMES
from webapp.model.text import quote_problem
from webapp.store.checks import check_events, is_whole
from webapp.store.sources import row_problems
from webapp.workspace.base import Article, Invalid

PLACEHOLDER = "not-yet-named"
OFFSETS = ("quote_start", "quote_end")


def refuse_event(fields: Mapping[str, str], article: Article) -> None:
    """Raise Invalid unless a row keeps every rule of the codebook."""
    problems = _loader_problems(fields, article.id)
    if article.text:
        problems |= _quote_problems(fields, article.text)
    if problems:
        raise Invalid(problems)


def refuse_draft(fields: Mapping[str, str], changed: Iterable[str], article: Article) -> None:
    """Raise Invalid when something that was written breaks a rule. What is missing may come later,
    and a quote may still be too long."""
    written = {name for name in changed if fields.get(name)}
    problems = _loader_problems(fields, article.id)
    if article.text and written & {"quote", *OFFSETS} and fields.get("quote"):
        problems |= _quote_problems(fields, article.text)
    wrong = {name: words for name, words in problems.items() if name in written}
    if len(fields.get("quote", "")) > QUOTE_LENGTH:
        wrong.pop("quote", None)
    if wrong:
        raise Invalid(wrong)


def refuse_source(fields: Mapping[str, str], article_id: str) -> None:
    """Raise Invalid unless the description of an article keeps the rules of sources.csv."""
    row = {name: fields.get(name, "") for name in SOURCE_NAMES} | {"source_id": article_id}
    found = {problem.column: problem.message for problem in row_problems("", 1, row, set())}
    found.pop("source_id", None)  # it is given by us, or was imported as it is
    if found:
        raise Invalid(found)


def _loader_problems(fields: Mapping[str, str], article_id: str) -> dict[str, str]:
    """By column, the first thing that the loader would say, warnings included."""
    row = {name: fields.get(name, "") for name in EVENT_NAMES}
    row |= {"event_id": row["event_id"] or PLACEHOLDER, "source_id": article_id}
    cells = pd.DataFrame([row], index=[1], dtype="str")
    problems: dict[str, str] = {}
    for problem in check_events("", cells, {article_id}, unique=False):
        problems.setdefault(problem.column, problem.message)
    return problems


def _quote_problems(fields: Mapping[str, str], text: str) -> dict[str, str]:
    """What is wrong with the quote of an article whose text is held."""
    quote, (start, end) = fields.get("quote", ""), (fields.get(name, "") for name in OFFSETS)
    if not quote:
        return {"quote": "must be the words of the article that support the event"}
    if not (is_whole(start) and is_whole(end)):
        return {}  # the loader's rules say so
    wrong = quote_problem(text, quote, int(start), int(end))
    return {"quote": f"must stand in the article word for word: {wrong}"} if wrong else {}
