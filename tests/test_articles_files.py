"""Articles from files: what is read, what is refused and in which words."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from webapp.articles.apart import child, page
from webapp.articles.base import LIMITS, ReadArticle
from webapp.articles.kinds import kind_of
from webapp.articles.read import read_article
from webapp.model.problems import InputError
from webapp.model.text import normalise

BODY = "KYIV, March 13 (Agency) — The two sides met “in the town”, officials said.\n\nThey left."

# Plain text

ENCODED = [
    ("UTF-8", BODY.encode(), 0),
    ("with a byte order mark", BODY.encode("utf-8-sig"), 0),
    ("UTF-16 with a mark", BODY.encode("utf-16"), 0),
    ("UTF-16 without a mark", BODY.encode("utf-16-le"), 0),
    ("UTF-16, the other order, without", BODY.encode("utf-16-be"), 0),
    ("UTF-32 with a mark", BODY.encode("utf-32"), 0),
    ("Windows-1252, and it is said", BODY.encode("cp1252"), 1),
    ("line ends of Windows", BODY.replace("\n", "\r\n").encode(), 0),
]


@pytest.mark.parametrize(
    ("data", "notices"), [pytest.param(d, n, id=name) for name, d, n in ENCODED]
)
def test_a_text_is_read_in_any_usual_encoding(data: bytes, notices: int) -> None:
    article = read_article(data, "a.txt")
    assert article.text == BODY
    assert len(article.notices) == notices


def test_the_name_decides_nothing() -> None:
    assert read_article(BODY.encode(), "a.pdf").text == BODY


def test_the_shared_article_keeps_its_hash(article_text: str) -> None:
    """Its positions and hash in the shipped table are those of the text as read here."""
    assert read_article(article_text.encode()).text == article_text


def test_positions_are_in_the_normalised_text() -> None:
    article = read_article("Cafe\u0301\u00a0met\r\nDone".encode())
    assert article.text == normalise(article.text) == "Café met\nDone"


def test_zero_characters_do_not_reach_a_database() -> None:
    text = "The two sides met in the town again, officials said, and left. " * 3 + "A\0B"
    assert read_article(text.encode()).text.endswith("A\ufffdB")


WRONG = [
    ("an image", b"\x89PNG\r\n\x1a\n" + bytes(100), "is an image"),
    ("another image", b"\xff\xd8\xff\xe0" + bytes(100), "is an image"),
    ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save as .docx"),
    ("rich text", b"{\\rtf1\\ansi Hello}", "save as .docx"),
    ("gzip", b"\x1f\x8b\x08" + bytes(50), "unpack it"),
    ("a program", b"\x7fELF\x02" + bytes(80), "is a program"),
    ("a program of Windows", b"MZ\x90\0" + bytes(80), "is a program"),
    (
        "a web archive",
        b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
        "HTML only",
    ),
    ("noise", bytes(range(1, 32)) * 20, "is not a text"),
    ("nothing", b"", "holds no text"),
    ("blank lines", b" \n\n \t\n", "holds no text"),
]


@pytest.mark.parametrize(("data", "words"), [pytest.param(d, w, id=n) for n, d, w in WRONG])
def test_what_is_no_article_is_named(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_article(data, "a.txt")


@pytest.mark.parametrize("words", ["MZ is short for a name.", "ID3 was met.", "RIFF and raff"])
def test_a_text_may_begin_like_a_foreign_file(words: str) -> None:
    assert kind_of(words.encode(), "a.txt") == "text"


def test_bounds_of_size() -> None:
    small = replace(LIMITS, upload_bytes=100, characters=50)
    with pytest.raises(InputError, match=r"articles of up to .* are read"):
        read_article(b"a" * 101, "a.txt", small)
    with pytest.raises(InputError, match="more than 50 characters"):
        read_article(b"a" * 60, "a.txt", small)


def test_a_name_is_made_harmless_in_messages() -> None:
    with pytest.raises(InputError) as caught:
        read_article(b"", "a\u202etxt.exe" + "x" * 500)
    assert "\u202e" not in str(caught.value)
    assert len(str(caught.value)) < 200


# Web pages

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Talks resume | The Example Times</title>
<meta property="og:title" content="Talks &amp; tea resume">
<meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2022-03-13T23:30:00-05:00">
<link rel="canonical" href="https://paper.example/a/b">
<script type="application/ld+json">
{"@graph": [{"@type": "NewsArticle", "author": [{"name": "Jane Doe"}, {"name": "John Roe"}]}]}
</script><script>var no = "script text";</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Talks &amp; tea resume</h1>
<figure><img src="data:image/png;base64,AAAA"><figcaption>Delegates arrive on March 3, 2022.
(Max Photo/Agency)</figcaption></figure>
<p>KYIV — The two sides met on Sunday in a town near the border, officials said, and they agreed
to meet again within days.</p>
<p>“We <b>hope</b>,” she said.<br>A second line follows the break, with <a href="x">a link</a>.</p>
<h2>What comes next</h2>
<blockquote>A quotation that has a block for itself stands in this place.</blockquote>
<ul><li>The first item of a list is here</li></ul>
</article><footer>© 2022 The Example Times</footer></body></html>"""


@pytest.fixture(scope="module")
def web_page() -> ReadArticle:
    return read_article(PAGE.encode(), "a.html")


def test_a_page_gives_headline_caption_and_paragraphs(web_page: ReadArticle) -> None:
    assert web_page.text.split("\n\n") == [
        "Talks & tea resume",
        "Delegates arrive on March 3, 2022. (Max Photo/Agency)",
        "KYIV — The two sides met on Sunday in a town near the border, officials said, and they "
        "agreed to meet again within days.",
        "“We hope,” she said.",
        "A second line follows the break, with a link.",
        "What comes next",
        "A quotation that has a block for itself stands in this place.",
        "The first item of a list is here",
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "Talks & tea resume"),
        ("publisher", "The Example Times"),
        ("authors", "Jane Doe; John Roe"),
        ("published", "2022-03-13"),
        ("url", "https://paper.example/a/b"),
        ("language", "en-GB"),
    ],
)
def test_a_page_says_what_it_is(web_page: ReadArticle, column: str, value: str) -> None:
    assert web_page.value(column) == value
    assert web_page.fields[column].why


def _page(head: str = "", body: str = "") -> bytes:
    words = "The two sides met in the town again, officials said, and left the hall. " * 4
    return f"<html><head>{head}</head><body><p>{words}</p>{body}</body></html>".encode()


FACTS = [
    ("linked data with character references", "title",
     '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A &#8217; b"}</script>',
     "A ’ b"),
    ("linked data of something else", "authors",
     '<script type="application/ld+json">{"@type":"Product","author":"Jane Doe"}</script>', ""),
    ("broken linked data", "title", '<script type="application/ld+json">{"@type":</script>', ""),
    ("linked data nested without end", "title",
     f'<script type="application/ld+json">{"[" * 100000}</script>', ""),
    ("an address in place of an author", "authors",
     '<meta name="author" content="https://social.example/paper">', ""),
    ("a byline in place of an author", "authors", '<meta name="author" content="By Jane Doe">',
     "Jane Doe"),
    ("a date that is none", "published", '<meta name="date" content="2022-02-31">', ""),
    ("a date in words", "published", '<meta name="date" content="last Sunday">', ""),
    ("a month", "published", '<meta name="date" content="2022-03">', "2022-03"),
    ("an address that is a script", "url", '<link rel="canonical" href="javascript:x()">', ""),
    ("the name of the publisher behind the title", "title",
     '<title>Talks | The Paper</title><meta property="og:site_name" content="The Paper">', "Talks"),
    ("a language with an underscore", "language", '<meta property="og:locale" content="en_US">',
     "en-US"),
    ("where the browser saved it from", "url",
     "<!-- saved from url=(0026)https://paper.example/a/b -->", "https://paper.example/a/b"),
    ("a byline that is only styled as one", "authors", '<p class="byline">By Jane Doe</p>',
     "Jane Doe"),
    ("the only day that is marked", "published", '<time datetime="2022-03-13T10:00Z">x</time>',
     "2022-03-13"),
    ("two days that are marked", "published",
     '<time datetime="2022-03-13">x</time><time datetime="2022-03-14">y</time>', ""),
    ("a name that is far too long", "publisher",
     f'<meta property="og:site_name" content="{"x" * 5000}">', ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "head", "value"), [pytest.param(c, h, v, id=n) for n, c, h, v in FACTS]
)
def test_facts_of_a_page(column: str, head: str, value: str) -> None:
    said = page.read(_page(head), LIMITS).said
    assert said.get(column, ("", ""))[0] == value


HOSTILE_PAGES = [
    ("a hundred thousand elements within each other", "<div>" * 100_000 + "Hello there"),
    ("as many tables", "<html><table><tr><td>" * 30_000 + "Hello there"),
    ("as many lists that never close", "<ul><li>" * 50_000 + "Hello there"),
    ("a comment that never closes", "<html><p>Hello there</p><!--" + "-" * 100_000),
    ("many attributes", "<p " + "a=b " * 100_000 + ">Hello there</p>"),
    ("a document type with entities",
     '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>Hello there &b;</p>'),
    ("a declaration that contradicts its bytes",
     '<?xml version="1.0" encoding="utf-16"?><html><p>Hello there</p></html>'),
    ("control characters in a caption",
     "<html><p>Hello there</p><figure><figcaption>A\x01B\x1b</figcaption></figure></html>"),
    ("zero bytes in tags", "<ht\0ml><p>Hello there</p></html><p>"),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in HOSTILE_PAGES])
def test_a_hostile_page_is_plain_text_or_refused(text: str) -> None:
    try:
        found = page.read(text.encode(), LIMITS)
    except InputError:
        return
    assert "Hello there" in found.text
    assert "<" not in found.text


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"^a.html is a web page without text"):
        read_article(b"<!doctype html><html><script>document.write('x')</script></html>", "a.html")


def test_a_page_in_another_encoding() -> None:
    words = '<html><head><meta charset="windows-1251"></head><p>Переговоры прошли</p></html>'
    assert "Переговоры прошли" in read_article(words.encode("cp1251")).text


@pytest.mark.parametrize("encoding", ["zip", "unicode_escape", "no-such", "idna", "utf-16"])
def test_an_encoding_that_no_page_has_is_not_used(encoding: str) -> None:
    data = f'<html><head><meta charset="{encoding}"></head><p>Caf\xe9 talks</p></html>'
    assert "Café talks" in read_article(data.encode("cp1252")).text


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_nothing_is_fetched(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page refers to, no connection is opened, neither here nor by the child."""
    at = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    head = (
        f'<base href="{at}"><meta http-equiv="refresh" content="0;url={at}">'
        f'<link rel="stylesheet" href="{at}a.css"><script src="{at}a.js"></script>'
    )
    data = f'<!DOCTYPE html SYSTEM "{at}a.dtd">'.encode() + _page(
        head, f'<img src="{at}a.png"><iframe src="{at}"></iframe>'
    )
    monkeypatch.setattr(socket.socket, "connect", None)
    assert "two sides met" in read_article(data, "a.html").text
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo", "os.system"])
def test_the_child_may_not_reach_out(event: str) -> None:
    with pytest.raises(PermissionError):
        child._refuse(event, ())
    child._refuse("import", ())
