"""The measure of attribution: standoff annotations in every form, and what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import extract_quotes
from bench.brat import Attribution, attributions, read_folder, read_standoff
from bench.extract_quotes import Tally, measure, same_name
from tests.needs import ROOT, english_parser
from webapp.extract.base import Report, Span
from webapp.model.problems import InputError

TEXT = 'Ann Lee said "we won." Bob Ray denied it.'
MARKS = [
    "T1\tSource 0 7\tAnn Lee",
    "T2\tCue 8 12\tsaid",
    'T3\tContent 13 22\t"we won."',
    "T4\tSource 23 30\tBob Ray",
    "T5\tCue 31 37\tdenied",
    "T6\tContent 38 40\tit",
]
BOTH = [
    Attribution((Span(13, 22),), (Span(8, 12),), (Span(0, 7),)),
    Attribution((Span(38, 40),), (Span(31, 37),), (Span(23, 30),)),
]
LINKS = {
    "events": ["E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T4 Content:T6"],
    "events that hang on the content": [
        "E1\tContent:T3 Cue:T2 Source:T1",
        "E2\tContent:T6 S:T4 C:T5",
    ],
    "relations": [
        "R1\tSource_of Arg1:T1 Arg2:T2\t",
        "R2\tContent_of Arg1:T3 Arg2:T2",
        "R3\tx Arg1:T6 Arg2:T5",
        "R4\tx Arg1:T5 Arg2:T4",
    ],
    "relations through the source": [
        "R1\tx Arg1:T2 Arg2:T1",
        "R2\tx Arg1:T1 Arg2:T3",
        "R3\tx Arg1:T4 Arg2:T6",
        "R4\tx Arg1:T5 Arg2:T4",
    ],
    "equivalences": ["*\tAttribution T1 T2 T3", "*\tAttribution T5 T4 T6"],
    "a relation to an event": [
        "E1\tCue:T2 Content:T3",
        "R1\tx Arg1:T1 Arg2:E1",
        "E2\tCue:T5 Content:T6",
        "R2\tx Arg1:E2 Arg2:T4",
    ],
}


@pytest.mark.parametrize("links", [pytest.param(v, id=k) for k, v in LINKS.items()])
@pytest.mark.parametrize("first", [False, True], ids=["marks first", "links first"])
def test_links_of_every_form(links: list[str], first: bool) -> None:
    found = read_standoff(TEXT, links + MARKS if first else MARKS + links)
    assert attributions(found) == BOTH
    assert found.problems == []


def test_names_of_any_case_and_a_trigger_of_another_type() -> None:
    lines = [
        "T1\tSOURCE 0 7\tAnn Lee",
        "T2\tAttribution 8 12\tsaid",
        'T3\tcontent-1 13 22\t"we won."',
        "E1\tAttribution:T2 Source:T1 Content:T3",
    ]
    assert attributions(read_standoff(TEXT, lines)) == BOTH[:1]


def test_pieces_of_a_content() -> None:
    """In one annotation, or as two contents of an event."""
    one = ["T1\tCue 8 12\tsaid", "T2\tContent 0 3;13 22\tAnn x", "E1\tCue:T1 Content:T2"]
    two = [
        *("T1\tCue 8 12\tsaid", "T2\tContent 13 22\t", "T3\tContent 0 3\t"),
        "E1\tCue:T1 Content:T2 Content2:T3",
    ]
    pieces = (Span(0, 3), Span(13, 22))
    for lines in (one, two):
        assert [a.content for a in attributions(read_standoff(TEXT, lines))] == [pieces]


def test_one_source_of_two_cues_keeps_them_apart() -> None:
    lines = [*MARKS[:3], "T5\tCue 31 37\tdenied", "T6\tContent 38 40\tit"]
    links = ["E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T1 Content:T6"]
    found = attributions(read_standoff(TEXT, lines + links))
    assert [(a.content, a.source) for a in found] == [
        ((Span(13, 22),), (Span(0, 7),)),
        ((Span(38, 40),), (Span(0, 7),)),
    ]


def test_two_sources_of_one_cue_are_both_kept() -> None:
    lines = [*MARKS[:4], "E1\tCue:T2 Source:T1 Source2:T4 Content:T3"]
    found = attributions(read_standoff(TEXT, lines))
    assert [a.source for a in found] == [(Span(0, 7), Span(23, 30))]


def test_a_content_within_another_keeps_its_own_source() -> None:
    lines = [
        *("T1\tSource 23 30\t", "T2\tCue 31 37\t", "T3\tContent 0 22\t"),
        *("T4\tSource 0 7\t", "T5\tCue 8 12\t", "T6\tContent 13 22\t"),
        *("E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T4 Content:T6"),
    ]
    found = {a.content: a.source for a in attributions(read_standoff(TEXT, lines))}
    assert found == {(Span(0, 22),): (Span(23, 30),), (Span(13, 22),): (Span(0, 7),)}


def test_a_content_without_links_stands_alone() -> None:
    assert attributions(read_standoff(TEXT, MARKS[2:3])) == [Attribution((Span(13, 22),))]


def test_lines_that_say_nothing_or_cannot_be_read() -> None:
    odd = [
        *("", "#1\tAnnotatorNotes T1\tunsure", "A1\tSure E1", "N1\tReference T1 Wiki:1\tLee"),
        *("T9\tSource x 7\t", "T8\tSource 900 910\tgone", "what is this", "E9", "R9\tx", "*\tx"),
    ]
    found = read_standoff(TEXT, [*MARKS, *LINKS["events"], *odd])
    assert attributions(found) == BOTH
    assert len(found.problems) == 3


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        pytest.param("A\r\nAnn said no.", ["T1\tContent 12 14\tno"], id="carriage returns counted"),
        pytest.param(
            "A\r\nAnn said no.", ["T1\tContent 11 13\tno"], id="carriage returns not counted"
        ),
        pytest.param(
            "e\u0301e\u0301 Ann said no.", ["T1\tContent 14 16\tno"], id="letters composed"
        ),
        pytest.param("éé Ann said no.", ["T1\tContent 14 16\tno"], id="bytes counted"),
    ],
)
def test_positions_that_normalisation_moves(raw: str, lines: list[str]) -> None:
    found = read_standoff(raw, lines)
    text = extract_quotes.read_document(raw).text
    assert [s.of(text) for a in attributions(found) for s in a.content] == ["no"]


@given(st.lists(st.text(st.sampled_from("TER*#A1 23:;\tSourceCntx"), max_size=30), max_size=8))
def test_any_lines_are_read(lines: list[str]) -> None:
    for made in attributions(read_standoff(TEXT, lines)):
        assert all(0 <= s.start < s.end <= len(TEXT) for s in made.content)


def write(folder: Path, *links: str) -> None:
    (folder / "one.txt").write_text(TEXT, "utf-8")
    (folder / "one.ann").write_text("\n".join([*MARKS, *links]), "utf-8")
    (folder / "two.txt").write_text("Nobody annotated this.", "utf-8")


def test_a_folder_with_a_text_that_lacks_annotations(tmp_path: Path) -> None:
    write(tmp_path, *LINKS["events"])
    read = list(read_folder(tmp_path))
    assert [(path.name, len(made)) for path, _, made, _ in read] == [("one.txt", 2), ("two.txt", 0)]
    assert read[1][3] == ["two.txt: no two.ann beside it"]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("one.txt", "one.txt.ann"),
        ("deep/er/one.txt", "deep/er/one.ann"),
        ("text/one.txt", "annotation/one.ann"),
        ("train/text/one.txt", "train/annotation/one.txt.ann"),
    ],
)
def test_where_annotations_may_lie(tmp_path: Path, text: str, notes: str) -> None:
    for name, words in ((text, TEXT), (notes, "\r\n".join([*MARKS, *LINKS["events"]]))):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(words.encode())
    assert [(made, problems) for _, _, made, problems in read_folder(tmp_path)] == [(BOTH, [])]


def test_annotations_without_a_text_and_those_of_two_places(tmp_path: Path) -> None:
    """Two texts of one name take what lies beside them."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, *LINKS["events"])
    (tmp_path / "lone.ann").write_text(MARKS[0], "utf-8")
    read = list(read_folder(tmp_path))
    assert [len(made) for _, _, made, _ in read] == [2, 0, 2, 0, 0]
    assert read[-1][3] == ["lone.ann: no lone.txt for it"]


def test_a_mark_with_spaces_for_tabs_and_the_names_of_other_schemes() -> None:
    lines = [
        "T1 Speaker 0 7 Ann Lee",
        "T2   Cue 8 12",
        'T3\tDirect 13 17; 17 22\t"we won."\r',
        "E1\tCue:T2 Source:T1 Content:T3",
    ]
    pieces = (Span(13, 17), Span(17, 22))
    found = read_standoff(TEXT, lines)
    assert attributions(found) == [Attribution(pieces, BOTH[0].cue, BOTH[0].source)]
    assert found.problems == []


def test_a_cue_in_two_annotations() -> None:
    lines = [*MARKS[:3], "T5\tCue 31 37\tdenied", "E1\tCue:T2 Cue2:T5 Source:T1 Content:T3"]
    found = attributions(read_standoff(TEXT, lines))
    assert [a.cue for a in found] == [(Span(8, 12), Span(31, 37))]


def test_an_event_within_another_keeps_its_cue() -> None:
    """`Content:E2` stands for what the other event hangs on."""
    nested = "E1\tCue:T2 Source:T1 Content:T3 Content2:E2"
    found = attributions(read_standoff(TEXT, [*MARKS, nested, LINKS["events"][1]]))
    assert [a.cue for a in found] == [(Span(8, 12),), (Span(31, 37),)]


def test_a_line_separator_within_annotated_words(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ann\u2028said no.", "utf-8")
    (tmp_path / "one.ann").write_text("T1\tContent 0 8\tAnn\u2028said\n", "utf-8")
    ((_, _, made, problems),) = read_folder(tmp_path)
    assert (made, problems) == ([Attribution((Span(0, 8),))], [])


REPORT = Report((Span(14, 21),), Span(8, 12), Span(0, 7), "Ann Lee", "direct", "made up")


def counted(*reports: Report) -> Tally:
    tally = Tally()
    measure(tally, "one", TEXT, BOTH, lambda text: reports)
    return tally


def test_what_is_counted() -> None:
    counts = counted(REPORT).counts
    assert (counts["direct", "gold"], counts["direct", "found"]) == (1, 1)
    assert (counts["indirect", "gold"], counts["indirect", "found"]) == (1, 0)
    assert counts["direct", "words gold"] == 1, "marks at the edge cost nothing"
    assert counts["direct", "exact gold"] == 0, "but are told"
    assert counts["all", "right speakers"] == 1


def test_reports_of_one_cue_are_one() -> None:
    """So are contents of one cue in the annotations."""
    rest = Report((Span(38, 40),), Span(8, 12), Span(0, 7), "Ann Lee", "direct", "goes on")
    lone = Report((Span(31, 37),), None, None, "", "indirect", "made up")
    found = extract_quotes.as_attributions([REPORT, lone, rest, lone])
    assert [made.content for made in found] == [
        (Span(14, 21), Span(38, 40)),
        (Span(31, 37),),
        (Span(31, 37),),
    ]


def test_misses_are_listed() -> None:
    errors = counted(REPORT, Report((Span(0, 7),), None, None, "", "indirect", "made up")).errors
    assert [error.partition(":")[2].split(":")[0] for error in errors] == [
        " missed indirect",
        " wrong indirect",
    ]


def test_a_wrong_speaker_counts_as_one() -> None:
    wrong = Report((Span(14, 21),), None, Span(23, 30), "Bob Ray", "direct", "made up")
    tally = counted(wrong)
    assert (tally.counts["all", "speakers"], tally.counts["all", "right speakers"]) == (1, 0)
    assert "speaker not" in tally.errors[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mykhailo Podolyak", "Podolyak", True),
        ("Mykhailo Podolyak", "Mr. Podolyak’s", True),
        ("the ministry", "ministry", True),
        ("Ann Lee", "Bob Lee Ray", False),
        ("", "Ann", False),
        ("Ann Lee", "the minister", False),
    ],
)
def test_the_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, *LINKS["events"])
    monkeypatch.setattr(extract_quotes, "reports_of", lambda text: [REPORT])
    assert extract_quotes.main([str(tmp_path), "--errors"]) == 0
    shown = capsys.readouterr()
    assert "two.txt: no two.ann beside it" in shown.err
    assert "one: missed indirect: [Bob Ray] [denied] it" in shown.out


def test_the_command_without_a_parser_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> None:
        raise InputError("how to get it")

    monkeypatch.setattr(extract_quotes, "load_parser", none)
    assert extract_quotes.main([str(ROOT / "bench" / "gold" / "quotes" / "held-out")]) == 2
    assert capsys.readouterr().err == "how to get it\n"


@pytest.mark.parametrize(
    ("name", "told"), [("", "holds no text with annotations"), ("no such folder", "is no folder")]
)
def test_the_command_without_anything_to_read(
    tmp_path: Path, name: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract_quotes.main([str(tmp_path / name)]) == 1
    assert told in capsys.readouterr().err


GOLD = ROOT / "bench" / "gold" / "quotes"


@pytest.mark.parametrize("folder", ["dev", "fresh", "held-out"])
def test_the_annotated_texts_can_be_read(folder: str) -> None:
    for path, text, gold, problems in read_folder(GOLD / folder):
        assert problems == [], path.name
        assert len(gold) >= 10
        assert all(span.end <= len(text) for made in gold for span in made.content)


@pytest.mark.parametrize("folder", ["dev", "fresh"])
def test_the_texts_that_the_rules_were_made_with_are_read_well(folder: str) -> None:
    """A floor, so that a change of the rules or of the parser cannot do harm unseen."""
    english_parser()
    counts = extract_quotes.run(GOLD / folder, extract_quotes.reports_of)[0].counts

    def share(kind: str, part: str, whole: str) -> float:
        return counts[kind, part] / counts[kind, whole]

    assert share("direct", "half gold", "gold") >= 0.92
    assert share("direct", "half found", "found") >= 0.95
    assert share("all", "half gold", "gold") >= 0.88
    assert share("all", "half found", "found") >= 0.9
    assert share("all", "right speakers", "speakers") >= 0.95
