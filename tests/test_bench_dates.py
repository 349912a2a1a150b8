"""Reading TimeML, comparing with it, and the figures."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bench.extract_dates import Score, main, paired
from bench.timeml import Marked, TimeMLError, read_file, read_folder
from webapp.extract.base import Span, TimeExpression

HEAD = '<?xml version="1.0" ?>\n<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n'
DCT = (
    '<DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22T10:00:00"'
    ' functionInDocument="CREATION_TIME">2013-03-22</TIMEX3></DCT>'
)
MARCH = '<TIMEX3 tid="t1" type="DATE" value="2013-03-02">March 2</TIMEX3>'


@pytest.fixture
def tml(tmp_path):
    def write(source, name="a.tml"):
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("source", "text", "created"),
    [
        (f"{HEAD}<TimeML>{DCT}<TEXT>On {MARCH}.</TEXT></TimeML>", "On March 2.", "2013-03-22"),
        (f"<TimeML>{DCT}<TEXT>AT&T on {MARCH}</TEXT></TimeML>", "AT&T on March 2", "2013-03-22"),
        (f"<TimeML><TEXT>caf&eacute; {MARCH}</TEXT></TimeML>", "café March 2", ""),
        (f"<TimeML><TEXT>a</TEXT><TEXT>{MARCH}</TEXT></TimeML>", "a\n\nMarch 2", ""),
        (
            f'<t:TimeML xmlns:t="urn:x"><t:TEXT>On {MARCH}</t:TEXT></t:TimeML>',
            "On March 2",
            "",
        ),
        (
            "<TimeML><TEXT><s><EVENT eid='e1'>Left</EVENT> <SIGNAL>on</SIGNAL> "
            f"<NG>{MARCH}</NG></s></TEXT></TimeML>",
            "Left on March 2",
            "",
        ),
        (
            f'<DOC><DATETIME><TIMEX2 val="2010-05-01T10:00">x</TIMEX2></DATETIME>'
            f"<BODY><TEXT>On {MARCH}</TEXT></BODY></DOC>",
            "On March 2",
            "2010-05-01",
        ),
        (f"<DOC><DATE>19980227</DATE><TEXT>{MARCH}</TEXT></DOC>", "March 2", "1998-02-27"),
        (f"<DOCID>a</DOCID><TEXT>{MARCH}</TEXT>", "March 2", ""),
        (f"<a><DCT>yesterday</DCT><TEXT>{MARCH}</TEXT></a>", "March 2", ""),
        (f"<a><DCT>March 22, 2013</DCT><TEXT>{MARCH}</TEXT></a>", "March 2", "2013-03-22"),
        (f"<a><DATE_TIME>02/27/1998 08:59</DATE_TIME><TEXT>{MARCH}</TEXT></a>", "March 2",
         "1998-02-27"),
        (f"<a><DATE>11/02/89</DATE><TEXT>{MARCH}</TEXT></a>", "March 2", "1989-11-02"),
        # the whole element, as in TimeBank, without what is told about the file
        (f"<TimeML><DOCID>x</DOCID>On {MARCH}.<MAKEINSTANCE eventID='e1'/></TimeML>",
         "On March 2.", ""),
        (f"<timeml>{DCT.lower()}<text>{MARCH.replace('TIMEX3', 'timex3')}</text></timeml>",
         "March 2", "2013-03-22"),
        (f"<a><TEXT>{MARCH.replace('value', 'VALUE')}</TEXT></a>", "March 2", ""),
        (f"<!DOCTYPE a [<!ELEMENT a (b)>\n]><a><TEXT>{MARCH}</TEXT></a>", "March 2", ""),
        (f"<a><TEXT><![CDATA[R&D <x> ]]>{MARCH}</TEXT></a>", "R&D <x> March 2", ""),
        (f"<a><TEXT><!-- no --><?no no?>{MARCH}\x1a</TEXT></a>", "March 2 ", ""),
        (f"<a><TEXT>{MARCH}<TIMEX3 tid='t9' value='P1D'/></TEXT></a>", "March 2", ""),
        (f"<a><TEXT>{MARCH.replace('March 2', ' March 2 ')}</TEXT></a>", " March 2 ", ""),
        (f"<a><TEXT>{MARCH}</TEXT></a>".encode("utf-16"), "March 2", ""),
        (f"<a><TEXT>é {MARCH}</TEXT></a>".encode("cp1252"), "é March 2", ""),
        ("<?xml version='1.0' encoding='iso-8859-2'?>"
         f"<a><TEXT>Łódź {MARCH}</TEXT></a>".encode("iso-8859-2"), "Łódź March 2", ""),
        (f"<?xml version='1.0' encoding='none'?><a><TEXT>é {MARCH}</TEXT></a>".encode("cp1252"),
         "é March 2", ""),
    ],
)  # fmt: skip
def test_a_file_is_read(tml, source, text, created):
    marked = read_file(tml(source))
    assert (marked.text, marked.created) == (text, created)
    assert [m.span.of(marked.text) for m in marked.marked] == ["March 2"]
    assert (marked.marked[0].value, marked.marked[0].kind) == ("2013-03-02", "DATE")


def test_values_are_compared_in_capitals(tml):
    source = '<a><TEXT><TIMEX3 type="date" value="past_ref">Recently</TIMEX3></TEXT></a>'
    assert read_file(tml(source)).marked == (Marked(Span(0, 8), "PAST_REF", "DATE"),)


def test_a_creation_time_in_the_text_is_not_compared(tml):
    inside = DCT.removeprefix("<DCT>").removesuffix("</DCT>")
    marked = read_file(tml(f"<TimeML><TEXT>{inside}\nOn {MARCH}</TEXT></TimeML>"))
    assert marked.created == "2013-03-22"
    assert [span.of(marked.text) for span in marked.ignored] == ["2013-03-22"]
    assert len(marked.marked) == 1


def test_an_older_notation_is_read(tml):
    source = '<DOC><TEXT>In <TIMEX2 val="BC0480">480 BC</TIMEX2></TEXT></DOC>'
    marked = read_file(tml(source, "a.key.xml"))
    assert marked.marked == (Marked(Span(3, 9), "BC0480", ""),)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<TimeML><TEXT>x", "not well-formed"),
        ("", "not well-formed"),
        (b"\xff\xfe\x00", "not well-formed"),
        ("<TimeML><P>x</P></TimeML>", "no TEXT element"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><TEXT>&b;</TEXT>', "not well-formed"),
    ],
)
def test_a_broken_file_is_named(tml, source, says):
    with pytest.raises(TimeMLError, match=rf"a\.tml .*{says}"):
        read_file(tml(source))


def test_a_folder_is_read_in_order_with_its_broken_files(tml, tmp_path):
    tml("<x", "b.tml")
    tml(f"<a><TEXT>{MARCH}</TEXT></a>", "c.tml")
    (tmp_path / "notes.txt").write_text("no")
    first, second = read_folder(tmp_path)
    assert isinstance(first, TimeMLError)
    assert second.name == "c.tml"


def test_files_of_folders_below_and_single_ones_are_read(tml, tmp_path):
    (tmp_path / "news" / "old").mkdir(parents=True)
    path = tml(f"<a><TEXT>{MARCH}</TEXT></a>", "news/old/A.TML")
    assert [text.name for text in read_folder(tmp_path)] == ["news/old/A.TML"]
    assert [text.name for text in read_folder(path)] == ["A.TML"]


def test_elements_too_deep_are_a_broken_file(tml):
    deep = "<TEXT>" + "<s>" * 5000 + "x" + "</s>" * 5000 + "</TEXT>"
    with pytest.raises(TimeMLError, match="not well-formed"):
        read_file(tml(deep))


def found(start, end, value="2013", kind="DATE"):
    return TimeExpression(Span(start, end), "", "stated", value, kind, "rule")


def test_figures():
    gold = [Marked(Span(0, 4), "2013", "DATE"), Marked(Span(10, 14), "2014", "DATE")]
    gold.append(Marked(Span(20, 24), "2015", "SET"))
    ours = [found(0, 4), found(11, 14, "2011"), found(30, 33), found(20, 24, "2015")]
    score = Score()
    score.add(paired(gold, ours))
    assert (score.marked, score.found) == (3, 4)
    assert score.right == {"strict": 2, "relaxed": 3, "value": 2, "type": 2}
    assert score.figures("strict") == (
        50.0,
        pytest.approx(66.67, abs=0.01),
        pytest.approx(57.14, abs=0.01),
    )


def test_pairs_are_one_to_one_and_equal_spans_come_first():
    gold = [Marked(Span(0, 20), "P1Y", "DATE"), Marked(Span(5, 9), "2013", "DATE")]
    pairs = paired(gold, [found(5, 9)])
    assert [(g and g.value, f and f.value) for g, f in pairs] == [("2013", "2013"), ("P1Y", None)]


def test_nothing_found_scores_nothing():
    assert Score().figures("value") == (0.0, 0.0, 0.0)


def test_the_command(tml, tmp_path):
    tml(f"<TimeML>{DCT}<TEXT>They left on {MARCH}.</TEXT></TimeML>")
    tml("<x", "b.tml")
    wrong = MARCH.replace("2013-03-02", "2012-03-02")
    tml(f"<TimeML>{DCT}<TEXT>He came on {wrong}.</TEXT></TimeML>", "c.tml")
    result = CliRunner().invoke(main, [str(tmp_path), "--errors", "--each"])
    assert result.exit_code == 0
    assert "Skipped: b.tml is not well-formed" in result.output
    assert "2 texts, 2 marked, 2 found" in result.output
    assert "value         50.0    50.0    50.0" in result.output
    assert "'March 2' (2012-03-02, DATE) read as value 2013-03-02" in result.output
    assert "He came on March 2." in result.output


def test_the_command_says_when_there_is_nothing(tmp_path):
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "no TimeML file" in result.output
    assert "precision" not in result.output
