"""Titles of proposals: what happened in the present tense, actor first, claims as claims."""

from __future__ import annotations

import re
from collections.abc import Mapping

from webapp.extract.base import Evidence
from webapp.extract.events.context import Article, Draft
from webapp.model.columns import TITLE_LENGTH


def title_of(draft: Draft, article: Article, fields: Mapping[str, Evidence]) -> Evidence:
    """A title that the codebook takes, made from the clause; always a guess."""
    words = re.sub(r"\s+", " ", draft.clause.of(article.text)).strip()
    speaks = fields.get("speaker")
    if speaks and draft.status != "reported" and draft.form != "statement":
        words = f"{speaks.value} says: {words}"
    return Evidence(fitted(words), draft.clause, "title: from the clause", True)


def fitted(words: str) -> str:
    """Words cut to the length of a title at the end of a word."""
    shortest, longest = TITLE_LENGTH
    words = words[:1].upper() + words[1:]
    if len(words) < shortest:
        return f"Event: {words}" if words else "Untitled event"
    if len(words) <= longest:
        return words
    cut = words[: longest - 1].rfind(" ")
    return words[: cut if cut > longest // 2 else longest - 1].rstrip(" ,;:") + "…"
