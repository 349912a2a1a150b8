"""Reports of whole articles: the one of the shipped table, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.needs import article_path, english_parser, missing
from tests.reporting import reports_of
from webapp.extract.parsing import parse
from webapp.extract.reports import find_reports
from webapp.extract.text import read_document

ARTICLE = [
    ("isn’t making", "Mykhailo Podolyak", "an adviser to Ukrainian President Volodymyr Zelensky"),
    ("The Kyiv government is", "Mykhailo Podolyak", "an adviser to Ukrainian President"),
    ("there’s “understanding”", "Mykhailo Podolyak", "an adviser to Ukrainian President"),
    ("literally in a matter", "Mykhailo Podolyak", "an adviser to Ukrainian President"),
    ("has been made after", "Leonid Slutsky", "a member of the delegation"),
    ("According to my personal", "Leonid Slutsky", "a member of the delegation"),
    ("might “save many people”", "Leonid Slutsky", "a member of the delegation"),
    ("Moscow was showing signs", "Wendy Sherman", "U.S. Deputy Secretary of State"),
    ("beginning to have some", "Wendy Sherman", "U.S. Deputy Secretary of State"),
    ("We are seeing some signs", "Wendy Sherman", "U.S. Deputy Secretary of State"),
    ("to get a ceasefire in", "Wendy Sherman", "U.S. Deputy Secretary of State"),
    ("Russia of carrying out", "Ukrainian officials", ""),
    ("the incident as an", "Western officials", ""),
    ("there were “positive", "Vladimir Putin", "Russian President"),
    ("the Department of Defense is", "John Kirby", "Pentagon spokesman"),
    ("it had restored a broken", "Ukraine", ""),
    ("those worries", "International Atomic Energy Agency", ""),
]


@pytest.fixture(scope="module")
def article() -> str:
    path = article_path()
    if not path.exists():
        missing(f"{path.name} is not on this computer")
    return path.read_text("utf-8")


@pytest.mark.parametrize(("words", "speaker", "role"), ARTICLE)
def test_the_article_of_the_table(words: str, speaker: str, role: str, article: str) -> None:
    text, reports = reports_of(article)
    found = [r for r in reports if any(words in span.of(text) for span in r.content)]
    assert speaker in [r.speaker for r in found]
    mine = next(r for r in found if r.speaker == speaker)
    assert (mine.role_span.of(text) if mine.role_span else "").startswith(role)


def test_who_says_nothing_in_the_article(article: str) -> None:
    text, reports = reports_of(article)
    quiet = ("Three previous rounds", "Fighting across", "contributed to this report")
    for report in reports:
        assert not any(words in span.of(text) for span in report.content for words in quiet)


PIECES = [
    *("Ann Lee", "the minister", "she", "said", "told", "“", "”", '"', "‘", "’", "'", "``", "''"),
    *("«", "»", ",", ".", ":", ";", "?", "—", "\n", "\n\n", "that", "according to", "was quoted"),
    *("as saying", "accused Russia of", "to leave", "the claim that", "it rained", "A:", "(", ")"),
    *(
        "denied",
        "KYIV, March 3 (Agency) —",
        "called on",
        "in his view",
        '6"',
        "the dogs’",
        "é\u0301",
    ),
]
ANY = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=80)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_any_text_is_read_and_every_part_lies_in_it(text: str) -> None:
    document = read_document(text)
    reports = find_reports(document, parse(document, english_parser()), asides=True)
    assert list(reports) == sorted(reports, key=lambda r: r.content[0].start)
    for report in reports:
        assert list(report.content) == sorted(report.content)
        spans = [report.cue, report.source, report.speaker_span, report.role_span]
        for span in [*report.content, *(s for s in spans if s)]:
            assert 0 <= span.start < span.end <= len(document.text)
        for before, after in zip(report.content, report.content[1:], strict=False):
            assert before.end <= after.start


def test_one_bad_mark_costs_one_quotation() -> None:
    good = "“The road is closed,” said Ann Lee.\n\n“It will stay closed,” said Omar Aziz.\n\n"
    bad = "“Nobody knows, said the guard.\n\n"
    speakers = [report.speaker for report in reports_of(good + bad + good)[1]]
    assert speakers == ["Ann Lee", "Omar Aziz", "guard", "Ann Lee", "Omar Aziz"]
