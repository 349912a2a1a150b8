"""Articles from Word documents and PDFs, sound, damaged and hostile."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from webapp.articles.apart import child, pdf, run, word
from webapp.articles.base import LIMITS, MB
from webapp.articles.joining import join_lines
from webapp.articles.read import read_article
from webapp.model.problems import InputError

# Word

WORD = "x:word"
"""Stands for the name space of Word: only local names count."""


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def document(body: str, before: str = "") -> bytes:
    xml = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<a/>", "word/document.xml": xml})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_document_as_word_writes_it() -> None:
    made = docx.Document()
    made.add_heading("Talks resume", 0)
    made.add_paragraph("By Jane Doe")
    body = made.add_paragraph("The two sides met\u00a0in ")
    body.add_run("the town").bold = True
    body.add_run(",\tthey said.").add_break()
    body.add_run("Another line.")
    made.add_table(1, 2).cell(0, 1).text = "A cell"
    file = io.BytesIO()
    made.save(file)
    article = read_article(file.getvalue(), "a.docx")
    assert article.text == (
        "Talks resume\n\nBy Jane Doe\n\nThe two sides met in the town, they said.\nAnother line."
        "\n\nA cell"
    )
    assert article.value("title") == "Talks resume"
    assert article.value("authors") == "Jane Doe"


SHAPES = [
    ("deleted words are gone, inserted ones stand",
     "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
     "<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
    ("what was moved away stands once",
     f"<w:moveFrom>{paragraph('one')}</w:moveFrom>{paragraph('one')}", "one"),
    ("a text box stands once, before the paragraph that holds it",
     f"<w:p><w:r><w:t>out</w:t></w:r><w:Choice>{paragraph('in')}</w:Choice>"
     f"<w:Fallback>{paragraph('in')}</w:Fallback></w:p>", "in\n\nout"),
    ("a field's instructions are no text",
     "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>yes</w:t></w:r></w:p>", "yes"),
    ("tab stops are no text",
     "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"
     "</w:p>", "a b"),
    ("hyphens of Word",
     "<w:p><w:r><w:t>cease</w:t><w:noBreakHyphen/><w:t>fire</w:t><w:softHyphen/></w:r></w:p>",
     "cease-fire"),
    ("empty paragraphs are none", f"{paragraph('a')}<w:p/>{paragraph(' ')}{paragraph('b')}",
     "a\n\nb"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), [pytest.param(b, t, id=n) for n, b, t in SHAPES])
def test_shapes_of_a_document(body: str, text: str) -> None:
    assert word.read(document(body), LIMITS).text == text


def test_the_main_part_may_have_another_name() -> None:
    rels = '<r><r Type="x:/officeDocument" Target="/word/document2.xml"/></r>'
    xml = f'<w:document xmlns:w="{WORD}">{paragraph("Hello")}</w:document>'
    found = word.read(zipped({"_rels/.rels": rels, "word/document2.xml": xml}), LIMITS)
    assert found.text == "Hello"


def locked() -> bytes:
    data = bytearray(document(paragraph("Hello")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(sign, start)) >= 0:
            data[start + at] |= 1
            start += 4
    return bytes(data)


def lying() -> bytes:
    """A part that says it has 10 bytes and has 80 MB."""
    data = bytearray(document(paragraph(" " * (80 * MB))))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 10)
    return bytes(data)


ENTITIES = '<!DOCTYPE a [<!ENTITY a "' + "a" * 50 + '"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD_DOCUMENTS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a zip file", lambda: zipped({"a.txt": "Hello"}), "packed file"),
    ("an empty zip file", lambda: zipped({}), "packed file|not a text"),
    ("a spreadsheet", lambda: zipped({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
    ("a presentation", lambda: zipped({"ppt/presentation.xml": "<a/>"}), "presentation"),
    ("OpenDocument", lambda: zipped({"mimetype": "x", "content.xml": "<a/>"}), "save it as .docx"),
    ("an e-book", lambda: zipped({"META-INF/container.xml": "<a/>"}), "e-book"),
    ("cut off", lambda: document(paragraph("Hello"))[:150], "is damaged"),
    ("XML that is none", lambda: zipped({"word/document.xml": "<a><b></a>"}), "is damaged"),
    ("no words", lambda: document("<w:p/>"), "holds no text"),
    ("locked", locked, "locked with a password"),
    ("entities", lambda: document(paragraph("&b;"), ENTITIES), "defines XML entities"),
    ("an entity from elsewhere",
     lambda: document(paragraph("&b;"), '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]>'),
     "defines XML entities"),
    ("elements within each other", lambda: document("<w:p>" * 200_000), "nests without end"),
    ("a bomb that says so", lambda: document(paragraph(" " * (80 * MB))), "expands to 80 MB"),
    ("a bomb that does not", lying, "is damaged|expands to more"),
    ("a path out of the document",
     lambda: zipped({"_rels/.rels": '<r><r Type="/officeDocument" Target="../../x"/></r>'}),
     "packed file"),
    ("very many parts", lambda: zipped({f"word/{n}": b"" for n in range(5001)}), "5,001 files"),
    ("too many words", lambda: document(paragraph("word " * 420_000)), "2,000,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "words"), [pytest.param(m, w, id=n) for n, m, w in BAD_DOCUMENTS])
def test_a_bad_document_is_refused_in_words(make: Callable[[], bytes], words: str) -> None:
    data = make()
    with pytest.raises(InputError, match=words):
        word.read(data, LIMITS) if words != "holds no text" else read_article(data, "a.docx")


# PDF


def written_pdf(
    pages: list[list[tuple[float, float, float, str]]], count: int | None = None, title: str = ""
) -> bytes:
    """A PDF of lines (left, base line, size, words) on each page."""
    kids = [f"{3 + 2 * n} 0 R" for n in range(len(pages))]
    total = len(pages) if count is None else count
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               f"<</Type/Pages/Count {total}/Kids[{' '.join(kids)}]>>".encode()]  # fmt: skip
    for n, lines in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents {4 + 2 * n} 0 R"
                       f"/Resources{font}>>".encode())  # fmt: skip
        shown = [
            b"BT /F %g Tf %g %g Td (%b) Tj ET" % (size, x, y, _escaped(words))
            for x, y, size, words in lines
        ]
        objects.append(stream(b"\n".join(shown)))
    objects.append(b"<</Title(%b)>>" % _escaped(title))
    return assembled(objects)


def _escaped(words: str) -> bytes:
    plain = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return plain.encode("cp1252")


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), extra, data)


def assembled(objects: list[bytes]) -> bytes:
    """The objects (the first is the catalogue, the last says what the document is) as a file."""
    data = b"%PDF-1.4\n"
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, size - 1, len(data))
    )


def lines_from(
    y: float, lines: list[str], x: float = 40, size: float = 10, step: float = 12
) -> list[tuple[float, float, float, str]]:
    return [(x, y - step * n, size, words) for n, words in enumerate(lines)]


FIRST = [
    *lines_from(560, ["The Example Times - 13 March 2022"], size=8),
    *lines_from(530, ["Talks resume in a town near", "the border"], size=18, step=20),
    *lines_from(480, ["By Jane Doe"]),
    *lines_from(450, ["The two sides met on Sunday in a town near the border, and nego-",
                      "tiators said that they would meet again within a matter of two-",
                      "week periods."]),
    *lines_from(400, ["“We hope for the best and we are ready for the worst,” said one",
                      "of them, who did not want to be named because the talks are"]),
    *lines_from(20, ["Page 1 of 2"], size=8),
]  # fmt: skip
SECOND = [
    *lines_from(560, ["The Example Times - 13 March 2022"], size=8),
    *lines_from(530, ["confidential."]),
    *lines_from(518, ["A paragraph that is only indented begins here and it goes on"], x=52),
    *lines_from(506, ["over the end of the line."]),
    *lines_from(20, ["Page 2 of 2"], size=8),
]


def test_a_pdf_gives_paragraphs_without_headers_and_divided_words() -> None:
    article = read_article(written_pdf([FIRST, SECOND], title="layout 3.indd"), "a.pdf")
    assert article.text.split("\n\n") == [
        "Talks resume in a town near the border",
        "By Jane Doe",
        "The two sides met on Sunday in a town near the border, and negotiators said that they "
        "would meet again within a matter of two-week periods.",
        "“We hope for the best and we are ready for the worst,” said one of them, who did not "
        "want to be named because the talks are confidential.",
        "A paragraph that is only indented begins here and it goes on over the end of the line.",
    ]
    assert article.value("title") == "Talks resume in a town near the border"
    assert article.value("authors") == "Jane Doe"
    assert len(article.notices) == 1


def test_what_a_browser_prints_around_a_page() -> None:
    shown = [
        *lines_from(580, ["3/14/22, 10:45 AM    Talks resume - The Paper"], size=8),
        *lines_from(530, ["The two sides met in a town.", "They met again."]),
        *lines_from(15, ["https://paper.example/a/b    1/1"], size=8),
    ]
    article = read_article(written_pdf([shown]), "a.pdf")
    assert article.text == "The two sides met in a town. They met again."
    assert article.value("url") == "https://paper.example/a/b"


def test_the_own_title_of_a_pdf_counts_when_its_text_has_it() -> None:
    shown = lines_from(530, ["Two sides meet", "again", "in the town. They left it soon after."])
    said = pdf.read(written_pdf([shown], title="Two sides  meet again"), LIMITS).said
    assert said["title"][0] == "Two sides meet again"
    assert "title" not in pdf.read(written_pdf([shown], title="Document1"), LIMITS).said


def encrypted(password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(written_pdf([FIRST]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert "two sides met" in pdf.read(encrypted(""), LIMITS).text


def branching() -> bytes:
    """Forty levels of page lists, each naming the next one ten times."""
    nodes = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for n in range(40):
        kids = b" ".join([b"%d 0 R" % (n + 3)] * 10)
        nodes.append(b"<</Type/Pages/Count 1/Kids[%b]>>" % kids)
    nodes.append(b"<</Type/Page/MediaBox[0 0 9 9]>>")
    return assembled([*nodes, b"<<>>"])


def inflating() -> bytes:
    """A page whose content expands from 100 kB to 120 MB."""
    packed = zlib.compress(b" " * (120 * MB), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    content = stream(packed, b"/Filter/FlateDecode")
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, b"<<>>"])


def looping() -> bytes:
    """A list of pages that names itself."""
    pages = b"<</Type/Pages/Count 1/Kids[2 0 R]>>"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<<>>"])


NOT_READ = "is damaged|is a damaged PDF|was not read|has no text|more than"
BAD_PDFS: list[tuple[str, Callable[[], bytes], str]] = [
    ("without text", lambda: written_pdf([[]]), "has no text: its pages are images"),
    ("without pages", lambda: written_pdf([]), "has no text"),
    ("a million pages", lambda: written_pdf([FIRST], count=1_000_000), "has 1,000,000 pages"),
    ("locked", lambda: encrypted("secret"), "is locked with a password"),
    ("only its first bytes", lambda: b"%PDF-1.7\n", "is a damaged PDF"),
    ("cut off", lambda: written_pdf([FIRST, SECOND])[:900], "is a damaged PDF|has no text"),
    ("arrays within each other",
     lambda: assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 200_000, b"<<>>"]), NOT_READ),
    ("a list of pages that names itself", looping, NOT_READ),
    ("lists of pages without end", branching, NOT_READ),
    ("a content that expands", inflating, NOT_READ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "words"), [pytest.param(m, w, id=n) for n, m, w in BAD_PDFS])
def test_a_bad_pdf_is_refused_in_words(make: Callable[[], bytes], words: str) -> None:
    limits = replace(LIMITS, seconds=2, memory_bytes=512 * MB)
    with pytest.raises(InputError, match=f"^a.pdf ({words})"):
        read_article(make(), "a.pdf", limits)


def test_elements_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MOST_ELEMENTS", 100)
    with pytest.raises(InputError, match="expands to more"):
        word.read(document("<w:p/>" * 200), LIMITS)


def test_pages_are_counted_whatever_the_file_says() -> None:
    with pytest.raises(InputError, match="more than 2 pages"):
        pdf.read(written_pdf([FIRST] * 4, count=1), replace(LIMITS, pages=2))


JOINS = [
    ("a space between lines", ["one", "two"], "one two"),
    ("a divided word", ["nego-", "tiators"], "negotiators"),
    ("a typographic hyphen", ["nego\u2010", "tiators"], "negotiators"),
    ("a soft hyphen", ["nego\u00ad", "tiators"], "negotiators"),
    ("a hyphen of the word's own", ["anti-", "tank"], "anti-tank"),
    ("a name after a hyphen", ["Austria-", "Hungary"], "Austria-Hungary"),
    ("a dash", ["he said -", "and left"], "he said - and left"),
    ("a number", ["T-", "72"], "T-72"),
    ("two words that share their end", ["short-", "and long-term"], "short- and long-term"),
]


@pytest.mark.parametrize(("lines", "text"), [pytest.param(a, t, id=n) for n, a, t in JOINS])
def test_lines_are_joined(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


# Whatever comes


@pytest.mark.parametrize("kind", ["pdf", "word", "page"])
def test_a_missing_package_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"No module named {name!r}")

    monkeypatch.setattr(child, "import_module", missing)
    monkeypatch.setattr(child, "_only_our_package", lambda: None)
    said = child.answer(kind, {})["problem"]
    assert f"python -m pip install {child.PACKAGES[kind]}" in said


def test_a_reader_that_ends_without_an_answer(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    script = tmp_path / "child.py"
    script.write_text("raise SystemExit(1)", "utf-8")
    monkeypatch.setattr(run, "CHILD", script)
    with pytest.raises(InputError, match="paste that"):
        read_article(written_pdf([FIRST]), "a.pdf")


def test_a_reader_that_takes_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    script = tmp_path / "child.py"
    script.write_text("import time; time.sleep(60)", "utf-8")
    monkeypatch.setattr(run, "CHILD", script)
    with pytest.raises(InputError, match="more than 1 seconds"):
        read_article(written_pdf([FIRST]), "a.pdf", replace(LIMITS, seconds=1))


@settings(max_examples=6, deadline=None)
@given(st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    with suppress(InputError):
        assert read_article(start + rest).text


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1200), st.binary(min_size=1, max_size=8))
def test_a_damaged_document_is_read_or_refused(at: int, patch: bytes) -> None:
    whole = document("".join(paragraph(f"Paragraph {n} of the text") for n in range(60)))
    damaged = whole[:at] + patch + whole[at + len(patch) :]
    with suppress(InputError):
        assert isinstance(word.read(damaged, LIMITS).text, str)
