"""What the measuring of types reads, skips and prints."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.extract_types import (
    KNOWN,
    Case,
    Outcome,
    confusions,
    main,
    per_type,
    read_case,
    read_cases,
    read_type,
)
from tests.needs import english_parser

READ = [
    ({"sentence": "A.", "type": "AGREE"}, "AGREE"),
    ({"text": "A.", "event_type": "agree"}, "AGREE"),
    ({"text": "A.", "expected": " Assault "}, "ASSAULT"),
    ({"Text": "A.", "Label": "ASSAULT"}, "ASSAULT"),
    ({"sentence": "A.", "code": "057"}, "SUPPORT"),
    ({"sentence": "A.", "cameo": "0331"}, "AGREE"),
    ({"sentence": "A.", "code": 138}, "THREATEN"),
    ({"sentence": "A.", "code": 57}, "SUPPORT"),
    ({"sentence": "A.", "code": "0874"}, "RETREAT"),
    ({"sentence": "A.", "code": "0871"}, "CONCEDE"),
    ({"sentence": "A.", "code": "055"}, "CONCEDE"),
    ({"sentence": "A.", "type": "REJECT", "cameo": "016"}, "REJECT"),
    ({"sentence": "A.", "type": "news", "cameo": "173"}, "COERCE"),
    ({"headline": "A.", "plover": "mobilise"}, "MOBILIZE"),
    ({"sentence": "A.", "label": "Demand"}, "REQUEST"),
    ({"sentence": "A.", "label": "talks"}, "CONSULT"),
    ({"sentence": "A.", "label": "Fight"}, "ASSAULT"),
    ({"sentence": "A.", "label": "Reduce relations"}, "SANCTION"),
    ({"sentence": "A.", "label": "CAMEO 173"}, "COERCE"),
    ({"sentence": "A.", "label": "1712: destroy property"}, "ASSAULT"),
    ({"sentence": "A.", "label": "Consult (04)"}, "CONSULT"),
    ({"sentence": "A.", "label": "PLOVER:ASSAULT_aerial"}, "ASSAULT"),
]
BAD = [
    ("{", "Expecting"),
    ("[1]", "not a JSON object"),
    ('{"type": "AGREE"}', "no sentence"),
    ('{"sentence": "A."}', "no type"),
    ('{"sentence": 7, "type": "AGREE"}', "is no text"),
    ('{"sentence": "A.", "type": "WAR"}', "'WAR' is neither a type nor a CAMEO code"),
    ('{"sentence": "A.", "code": "x9"}', "'x9' is neither"),
    ('{"sentence": "A.", "code": true}', "True is neither"),
    ('{"sentence": "A.", "code": 99999}', "99999 is neither"),
    ('{"sentence": "A.", "type": {"a": 1}}', "is neither"),
    ('{"sentence": "A.", "type": []}', "no type"),
    ('{"sentence": "%s", "type": "AID"}' % ("a " * 20_000), "more than 20,000"),
    ("[" * 100_000, "no JSON"),
    (b'{"sentence": "caf\xe9", "type": "AID"}', "not UTF-8"),
]


@pytest.mark.parametrize(("record", "expected"), READ)
def test_a_line_is_read(record, expected):
    assert read_case(json.dumps(record), 1) == Case("A.", (expected,), 1)


def test_any_of_several_types_will_do():
    case = read_case('{"sentence": "A.", "type": ["AID", "072"]}', 1)
    assert case.expected == ("AID", "AID")


@pytest.mark.parametrize("value", ["AID|RETREAT", "aid, Retreat", "AID or RETREAT", "AID/087"])
def test_several_types_may_stand_in_one_value(value):
    assert read_case(json.dumps({"text": "A.", "type": value}), 1).expected == ("AID", "RETREAT")


def test_an_older_name_of_two_types_means_either():
    assert read_case('{"text": "A.", "type": "yield"}', 1).expected == ("CONCEDE", "RETREAT")


def test_a_mark_of_the_encoding_and_blank_lines_do_not_matter():
    lines = [b'\xef\xbb\xbf{"text": "A.", "type": "AID"}', b"", b'{"text": "B.", "type": "AID"}']
    cases, problems = read_cases(lines)
    assert ([case.line for case in cases], problems) == ([1, 3], [])


@pytest.mark.parametrize(("line", "says"), BAD)
def test_a_bad_line_is_named_and_skipped(line, says):
    cases, problems = read_cases(["", '{"text": "A.", "type": "AID"}', line])
    assert [case.line for case in cases] == [2]
    assert len(problems) == 1
    assert problems[0].startswith("line 3: ")
    assert says in problems[0]


@given(st.text())
def test_any_line_is_read_or_named(line):
    cases, problems = read_cases([line])
    assert len(cases) + len(problems) == bool(line.strip())


@given(st.text())
def test_what_is_no_type_is_an_error(text):
    with suppress(ValueError):
        assert read_type(text) in KNOWN


def outcome(expected: str, found: str) -> Outcome:
    return Outcome(Case("A.", (expected,), 1), found, "rule")


def test_shares_and_confusions():
    outcomes = [outcome("AID", "AID"), outcome("AID", "AGREE"), outcome("REJECT", "AID")]
    assert list(per_type(outcomes)) == [
        "  AID        50.0% (1 of 2)",
        "  REJECT     0.0% (0 of 1)",
    ]
    assert list(confusions(outcomes)) == [
        "    1  AID taken for AGREE",
        "    1  REJECT taken for AID",
    ]


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main([str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_other_lines_of_a_file_are_scored(tmp_path, capsys):
    path = tmp_path / "some.jsonl"
    path.write_bytes(b'{"text": "Rebels attacked a town.", "type": "ASSAULT"}\nno\n\n')
    english_parser()
    assert main([str(path)]) == 0
    printed = capsys.readouterr()
    assert "line 2: no JSON" in printed.err
    assert "100.0% (1 of 1)" in printed.out
    assert "skipped 1 of 2 lines" in printed.out


def test_a_file_without_a_case_is_named(tmp_path, capsys):
    path = tmp_path / "empty.jsonl"
    path.write_text("{}\n", "utf-8")
    assert main([str(path)]) == 1
    said = capsys.readouterr().err
    assert "line 1: no sentence" in said
    assert "no sentence with a type" in said
