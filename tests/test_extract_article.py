"""From an article to proposals: what always holds, and how well the shared article is read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import extract_events as bench
from tests.needs import ROOT, article_path, missing
from webapp.extract.article import Extraction, extract_article
from webapp.extract.base import Proposal
from webapp.extract.language import load_parser
from webapp.extract.parsing import parse
from webapp.extract.text import read_document
from webapp.model.columns import EVENT_NAMES, QUOTE_LENGTH, TITLE_LENGTH
from webapp.model.problems import InputError
from webapp.store.checks import check_events

pytestmark = pytest.mark.usefixtures("parser")


def cells(proposals: Sequence[Proposal]) -> pd.DataFrame:
    rows = [
        {name: proposal.value(name) for name in EVENT_NAMES}
        | {"event_id": f"event-{number}", "source_id": "article"}
        for number, proposal in enumerate(proposals)
    ]
    frame = pd.DataFrame(rows, columns=list(EVENT_NAMES), dtype="str")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


def problems(found: Extraction) -> list[str]:
    """What the codebook's rules say, but for speakers whom the text does not name."""
    all_of_them = check_events("proposals", cells(found.proposals), {"article"})
    return [str(problem) for problem in all_of_them if problem.column != "speaker"]


def assert_sound(found: Extraction) -> None:
    """Every proposal is valid by the codebook and points into the text."""
    text = found.document.text
    assert not problems(found)
    for proposal in found.proposals:
        clause = proposal.clause
        assert 0 <= clause.start < clause.end <= len(text)
        assert clause.end - clause.start <= QUOTE_LENGTH
        assert proposal.value("quote") == clause.of(text)
        assert (proposal.value("quote_start"), proposal.value("quote_end")) == (
            str(clause.start),
            str(clause.end),
        )
        low, high = TITLE_LENGTH
        assert low <= len(proposal.value("title")) <= high
        for evidence in proposal.fields.values():
            assert evidence.rule
            assert evidence.span is None or 0 <= evidence.span.start <= evidence.span.end <= len(
                text
            )
    starts = [proposal.clause.start for proposal in found.proposals]
    assert starts == sorted(starts)


PIECES = st.sampled_from(
    [
        "Russia and Ukraine held talks in Brest on March 3. ",
        "“We did not bomb anybody,” he said, ",
        "The army accused the rebels of shelling the market",
        ", killing 12 people. ",
        "If the truce collapses, she said, the school will close. ",
        "A day later, ",
        "PARIS, May 3 (Wire) — ",
        "2012\n",
        "\n\n",
        "By Ann Other\n",
        "(Photo: AP)",
        "no",
        "“",
        "”",
        '"',
        "—",
        "\u202e",
        "\ud7ff",
        "😀 ",
        "…",
        "said that ",
        "which was hit on Sunday ",
        "and ",
        "; ",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["", "2022-03-14", "2022-03~"]))
def test_any_text_of_news_gives_sound_proposals(text: str, published: str) -> None:
    assert_sound(extract_article(text, published))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sound_proposals(text: str) -> None:
    assert_sound(extract_article(text, "2022-03-14"))


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_parse_has_the_positions_of_the_text(text: str) -> None:
    document = read_document(text)
    for token in parse(document, load_parser()):
        assert document.text[token.idx : token.idx + len(token.text)] == token.text


def test_a_paragraph_without_an_end_is_parsed_in_pieces():
    text = "Russia shelled Kharkiv on May 3 and " * 700
    found = extract_article(text, "2022-05-04")
    assert_sound(found)
    assert found.proposals


def test_empty_and_blank_texts_have_no_events():
    assert extract_article("").proposals == ()
    assert extract_article(" \n\n ").proposals == ()


def test_a_date_that_is_none_is_refused():
    with pytest.raises(InputError, match="March"):
        extract_article("Russia shelled Kharkiv.", "March")


def test_progress_is_told_from_nothing_to_all():
    told: list[tuple[float, str]] = []
    text = "Russia shelled Kharkiv on May 3.\n\n" * 40
    extract_article(text, "2022-05-04", progress=lambda share, what: told.append((share, what)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert len(told) > 10
    assert all(what for _, what in told)


def test_a_parser_without_groups_will_do():
    """Any callable that parses a text is a parser."""
    pipeline = load_parser()
    text = "Russia and Ukraine held talks in Brest on March 3, 2022."
    found = extract_article(text, "2022-03-14", parser=lambda words: pipeline(words))
    assert [p.value("event_type") for p in found.proposals] == ["CONSULT"]


# How well it is done


def figures(scored: bench.Score) -> tuple[float, float]:
    """F1, lenient and strict."""
    both = scored.found + scored.gold
    return 2 * scored.lenient / both, 2 * scored.strict / both


def test_the_shared_article_comes_close_to_its_table():
    path = article_path()
    if not path.exists():
        missing(f"no article at {path}")
    table = ROOT / "data" / "events.csv"
    [scored] = bench.run([(path, table)], "2022-03-13~")
    lenient, strict = figures(scored.score)
    assert lenient >= 0.88
    assert strict >= 0.75


def test_the_invented_articles_come_close_to_their_tables():
    total = bench.Score()
    for scored in bench.run(bench.pairs_of(ROOT / "bench" / "gold" / "dev"), None):
        total.add(scored.score)
    lenient, strict = figures(total)
    assert lenient >= 0.9
    assert strict >= 0.75
