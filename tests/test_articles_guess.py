"""What a pasted text says of itself, and what it does not."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.articles.base import LIMITS
from webapp.articles.joining import JOINED, with_whole_lines
from webapp.articles.names import is_person
from webapp.articles.read import read_pasted
from webapp.articles.tongue import language_of, may_be_english
from webapp.articles.written import written_dates
from webapp.model.dates import parse_date
from webapp.model.problems import InputError
from webapp.model.text import normalise

STORY = "The two sides met in the town and agreed on nothing, officials said.\n"


def value(text: str, column: str) -> str:
    return read_pasted(text).value(column)


TITLES = [
    ("the first line", f"Two sides meet again\n\n{STORY}", "Two sides meet again"),
    ("a question", f"Will the two sides meet?\n{STORY}", "Will the two sides meet?"),
    ("under the name of the section", f"WORLD\nTwo sides meet again\n{STORY}",
     "Two sides meet again"),
    ("under a date", f"Published March 13, 2022\nTwo sides meet again\n{STORY}",
     "Two sides meet again"),
    ("under town, agency and day", f"KYIV, March 13, 2022 (NW)\nTwo sides meet again\n{STORY}",
     "Two sides meet again"),
    ("with a day of its own", f"The Kyiv Talks of 13 March 2022\n{STORY}",
     "The Kyiv Talks of 13 March 2022"),
    ("under what a page has above it",
     f"Skip to main content\nMenu\nSubscribe\nTwo sides meet again\nAdvertisement\n{STORY}",
     "Two sides meet again"),
    ("a sentence is none", STORY * 2, ""),
    ("a text of one line has none", "Two sides meet again", ""),
    ("a paragraph is none", f"{'The two sides met again ' * 20}\n{STORY}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), [pytest.param(t, v, id=n) for n, t, v in TITLES])
def test_titles(text: str, title: str) -> None:
    assert value(text, "title") == title


AUTHORS = [
    ("a byline", "By Jane Doe", "Jane Doe"),
    ("in capitals", "BY JANE DOE", "JANE DOE"),
    ("two", "By Jane Doe and John Roe", "Jane Doe; John Roe"),
    ("three", "By Jane Doe, John Roe and Ann van der Poe", "Jane Doe; John Roe; Ann van der Poe"),
    ("with the agency", "By Jane Doe, Associated Press", "Jane Doe"),
    ("with the office", "By Jane Doe, Foreign Correspondent", "Jane Doe"),
    ("with a place", "By Jane Doe in Kyiv and John Roe in Moscow", "Jane Doe; John Roe"),
    ("with a date", "By Jane Doe | March 13, 2022", "Jane Doe"),
    ("letters with accents", "By Zoë O’Connor-Núñez", "Zoë O’Connor-Núñez"),
    ("a name alone", "Jane Doe", "Jane Doe"),
    ("a name beside a date", "Jane Doe | 13 March 2022", "Jane Doe"),
    ("with the paper", "By Jane Doe, The Northern Courier", "Jane Doe"),
    ("beside paper and date", "Jane Doe | Example Daily Post | March 13, 2022", "Jane Doe"),
    ("no person", "By Staff Writer", ""),
    ("no person either", "By The Associated Press", ""),
    ("a section is no name", "Middle East", ""),
    ("names of the story are none", "Ukraine Crisis", ""),
    ("a sentence with by", "By Monday the talks had ended without a result", ""),
    ("a number", "By 2014", ""),
]


@pytest.mark.parametrize(("line", "names"), [pytest.param(t, v, id=n) for n, t, v in AUTHORS])
def test_authors(line: str, names: str) -> None:
    assert value(f"Two sides meet again\n{line}\n\n{STORY}", "authors") == names


ENDS = [
    ("the agency's closing line", "(Reporting by Jane Doe in Kyiv; editing by John Roe)",
     "authors", "Jane Doe"),
    ("the biography", "Jane Doe is a reporter for The Example Times.", "authors", "Jane Doe"),
    ("the biography's paper", "Jane Doe is a senior reporter for The Example Times.", "publisher",
     "The Example Times"),
    ("whom she joined", "Jane Doe is a reporter. She joined The Example Times' team in 2009.",
     "publisher", "The Example Times"),
    ("the copyright line", "© 2022 The Paper. All rights reserved.", "publisher", "The Paper"),
    ("with words", "Copyright (c) 2019-2022 by The Paper", "publisher", "The Paper"),
    ("a line that names the source", "Source: The Paper", "publisher", "The Paper"),
    ("an address", "https://paper.example/a/b", "url", "https://paper.example/a/b"),
    ("an address with words", "Read it at: https://paper.example/a/b.", "url",
     "https://paper.example/a/b"),
    ("an address within a sentence is not the article's",
     "The text is at https://paper.example/a/b and was signed by all.", "url", ""),
    ("who contributed", "The Agency contributed to this report.", "credit",
     "The Agency contributed to this report."),
    ("nothing", "They left.", "publisher", ""),
    ("a year and no name", "© 2022", "publisher", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "found"), [pytest.param(t, c, v, id=n) for n, t, c, v in ENDS]
)
def test_the_end_of_an_article(line: str, column: str, found: str) -> None:
    assert value(f"Two sides meet again\n{STORY * 12}{line}", column) == found


def test_two_addresses_leave_it_open() -> None:
    ends = "https://paper.example/a\nhttps://paper.example/b"
    assert value(f"Two sides meet again\n{STORY}{ends}", "url") == ""


HEADS = [
    ("published", "Published March 13, 2022", "2022-03-13"),
    ("with a time before", "Published: 10:45 GMT, 13 March 2022", "2022-03-13"),
    ("posted", "Posted on Sun., Mar. 13, 2022 at 9:00 p.m.", "2022-03-13"),
    ("before the update", "Updated 14 March 2022 | Published 13 March 2022", "2022-03-13"),
    ("only the update", "Last updated on 14 March 2022", "2022-03-14~"),
    ("a date alone", "Sunday 13 March 2022 10.45 GMT", "2022-03-13"),
    ("in ISO form", "2022-03-13", "2022-03-13"),
    ("with full stops", "13.03.2022", "2022-03-13"),
    ("the order of day and month is clear", "3/13/2022", "2022-03-13"),
    ("the order is not clear", "3/4/2022", ""),
    ("a byline's", "By Jane Doe | March 13, 2022", "2022-03-13"),
    ("beside name and paper", "Jane Doe | Example Daily Post | March 13, 2022", "2022-03-13"),
    ("beside the paper", "The Northern Courier, 13 March 2022", "2022-03-13"),
    ("a byline's with the paper", "By Jane Doe, The Northern Courier, 13 March 2022",
     "2022-03-13"),
    ("published and updated", "Published: Mar 13, 2022 | Updated: Mar 14, 2022", "2022-03-13"),
    ("beside other words", "Talks stopped, 13 March 2022", ""),
    ("a dateline that has the line for itself", "KYIV, March 13, 2022 (Northern Wire)",
     "2022-03-13"),
    ("a town and an agency in small letters", "Kyiv, 13 March 2022 (NW)", "2022-03-13"),
    ("agency, town and day between strokes", "(Northern Wire) – KYIV – 13 March 2022 –",
     "2022-03-13"),
    ("an issue", "Issue of March 13, 2022", "2022-03-13"),
    ("the time run into the year", "March 13, 202210:45 AM UTC Updated 3 hours ago", "2022-03-13"),
    ("an ISO time", "2022-03-13T10:45:00Z", "2022-03-13"),
    ("corrected is no publication", "Corrected March 14, 2022", ""),
    ("updated is no town", "Updated March 14, 2022", "2022-03-14~"),
    ("no day of the calendar", "Published February 31, 2022", ""),
    ("a dateline with a year", "KYIV, March 13, 2022 (Agency) — They met.", "2022-03-13"),
    ("a dateline whose year the text has", "KYIV, March 13 (Agency) — They met, as on "
     "February 24, 2022.", "2022-03-13~"),
    ("a dateline without a year", "KYIV, March 13 (Agency) — They met.", ""),
    ("a dateline and two years", "KYIV, March 13 — They met, as on May 1, 2014 and May 2, 2015.",
     ""),
    ("the story's latest day", "They met on March 13, as on March 3, 2022.", "2022-03-13~"),
    ("not a day to come", "They met on March 13, as on March 3, 2022. They will meet on March 20.",
     "2022-03-13~"),
    ("a full date in a sentence is the story's", "They met on March 13, 2022, in a town.", ""),
    ("may is no month here", "Soldiers may 3 times return.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "date"), [pytest.param(t, v, id=n) for n, t, v in HEADS])
def test_dates_of_publication(line: str, date: str) -> None:
    assert value(f"Two sides meet again\n{line}\n{STORY}", "published") == date


DATELINES = [
    ("a town", "KYIV (Reuters) - The two sides met.", "Reuters"),
    ("a town and a country", "KYIV, Ukraine (AP) — The two sides met.", "AP"),
    ("with a day", "GENEVA, March 13 (Agency) -- The two sides met.", "Agency"),
    ("in small letters", "Kyiv, March 13 (Agency) — The two sides met.", "Agency"),
    ("on a line of its own", "KYIV, March 13, 2022 (Northern Wire)", "Northern Wire"),
    ("the paper of a byline", "By Jane Doe, The Northern Courier", "The Northern Courier"),
    ("the paper beside a date", "Jane Doe | Example Post | 13 March 2022", "Example Post"),
    ("a paper in a sentence is none", "The Northern Courier, he said on March 13, 2022, lied.", ""),
    ("a caption's credit is none", "The two sides met in the town. (Max Photo/Agency)", ""),
    ("brackets in a sentence are none", "The party (ABC) said - and not for the first time.", ""),
]


@pytest.mark.parametrize(("line", "agency"), [pytest.param(t, v, id=n) for n, t, v in DATELINES])
def test_the_agency_of_a_dateline(line: str, agency: str) -> None:
    assert value(f"Two sides meet again\n{line}\n{STORY}", "publisher") == agency


LANGUAGES = [
    ("English", STORY * 3, "en"),
    ("German", "Die beiden Seiten trafen sich in der Stadt und einigten sich auf nichts, sagten "
     "die Behörden, die an den Gesprächen beteiligt waren, am Sonntag in Kiew.", ""),
    ("French", "Les deux parties se sont rencontrées dans la ville et ne se sont pas entendues, "
     "ont dit les responsables qui ont pris part aux pourparlers de dimanche.", ""),
    ("Dutch", "De twee partijen hebben elkaar in de stad ontmoet en zijn het nergens over eens "
     "geworden, zeiden de ambtenaren die aan de gesprekken deelnamen.", ""),
    ("Ukrainian", "Сторони зустрілися в місті й ні про що не домовилися, сказали посадовці. " * 3,
     ""),
    ("too little", "The two met.", ""),
    ("headlines in English", "Drone hits fuel depot near Tver\nRebels free 12 prisoners in Kaduna\n"
     "Missile strikes Odesa port, two dead\nTalks resume in Geneva\nStrike closes Dakar port\n",
     "en"),
    ("days and what they brought", "Feb. 20: Troops enter Bakhmut\nFeb. 23: Power plant shelled\n"
     "March 1: Envoys meet, Geneva\nMarch 4: Convoy attacked, six dead\nMarch 9: Truce declared\n",
     "en"),
    ("headlines in German", "Drohne trifft Treibstofflager bei Twer\nGefangene frei\n"
     "Gespräche in Genf gehen weiter\nHafenarbeiter im Streik\nRakete trifft den Hafen\n" * 2, ""),
    ("headlines in Spanish", "Dron alcanza depósito cerca de Tver\nRebeldes liberan a 12 presos\n"
     "Huelga cierra el puerto\nPolicía detiene a líder opositor\nMisil cae en el puerto\n" * 2, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tag"), [pytest.param(t, v, id=n) for n, t, v in LANGUAGES])
def test_languages(text: str, tag: str) -> None:
    assert language_of(text) == tag


SHORT = [
    ("English", "Dockers walked off the job on Tuesday. " * 3, True),
    ("a headline", "Kenya reopens border posts, trucks roll", True),
    ("a headline without small words", "Gunmen kidnap aid worker", True),
    ("names", "Kyiv, Lviv, Odesa", True),
    ("English with Spanish names", "Police in El Paso and La Paz said they knew of him.", True),
    ("German", "Die Hafenarbeiter legten am Dienstag die Arbeit nieder. " * 3, False),
    ("French", "Les dockers en grève depuis mardi. Le port fermé.", False),
    ("Italian", "I ribelli liberano dodici prigionieri. La polizia arresta il leader.", False),
    ("Portuguese", "Os rebeldes libertaram doze prisioneiros, disse o governo.", False),
    ("Swedish", "Hamnarbetarna gick i strejk på tisdagen och hamnen är stängd.", False),
    ("Polish", "Robotnicy portowi zastrajkowali we wtorek. Port jest zamknięty.", False),
    ("Turkish", "Liman işçileri salı günü greve gitti. Liman kapalı ve gemiler bekliyor.", False),
    ("Finnish", "Satamatyöntekijät ryhtyivät lakkoon tiistaina. Satama on suljettu.", False),
    ("Indonesian", "Pekerja pelabuhan mogok pada hari Selasa. Pelabuhan ditutup.", False),
    ("Vietnamese", "Công nhân cảng đình công hôm thứ Ba.", False),
    ("Russian", "Докеры объявили забастовку.", False),
    ("two languages", "The port, el puerto, permanece cerrado desde ayer. " * 20, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "may"), [pytest.param(t, v, id=n) for n, t, v in SHORT])
def test_short_texts_are_not_called_foreign(text: str, may: bool) -> None:
    assert may_be_english(text) == may


def test_a_plain_story_says_nothing_of_itself() -> None:
    assert set(read_pasted(STORY * 3).fields) == {"language"}


def test_the_shared_article(article_text: str) -> None:
    """Against what was written down by hand in the shipped table."""
    fields = read_pasted(article_text).fields
    assert fields["published"].value == "2022-03-13~"
    assert fields["authors"].value == "Jack Phillips"
    assert fields["publisher"].value == "The Epoch Times"
    assert article_text.startswith(fields["title"].value + "\n")
    assert fields["language"].value == "en"


BROKEN = """The two sides met on Sunday in a town near the border, and negotia-
tors said that they would meet again within days. Nothing was signed
in the end, although both of them had said before the talks that a
paper was ready and that only the names were missing on it.

“We hope,” said one of them, who did not want to be named because the
talks are confidential. Another one said that there was no hope at all
of an end.
"""


def test_lines_broken_to_fit_a_page_are_joined() -> None:
    article = read_pasted(BROKEN)
    assert article.text.count("\n") == 3
    assert "negotiators said" in article.text
    assert article.notices == (JOINED,)


LINES = [
    ("paragraphs in a line each", STORY * 9),
    ("lines of one length that end sentences", "The two sides met in the town on Sunday.\n" * 9),
    ("few lines", "\n".join(BROKEN.splitlines()[:3])),
    ("a list", "\n".join(f"{n}. The two sides met again and left {'x' * n}" for n in range(12))),
    ("verses", "A short line\nand one\nthat is still as\nshort as the others\nof them\nall\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in LINES])
def test_other_lines_stay(text: str) -> None:
    assert with_whole_lines(text) is None


REFUSED = [
    ("nothing", "", "holds no text"),
    ("white space", " \n\t\u00a0", "holds no text"),
    ("too much", "word " * 400_001, "more than 2,000,000 characters"),
]


@pytest.mark.parametrize(("text", "words"), [pytest.param(t, w, id=n) for n, t, w in REFUSED])
def test_a_paste_that_is_no_article_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=f"^The pasted text .*{words}"):
        read_pasted(text)


def test_halves_of_characters_do_not_reach_a_database() -> None:
    assert read_pasted("met \ud83d\ude00 \udc00 \0").text == "met \U0001f600 \ufffd \ufffd"


PEOPLE = [
    ("Jane Doe", True), ("José de la Cruz", True), ("Ursula von der Leyen", True),
    ("Mohammed al-Masri", True), ("D’Arcy O’Neil", True), ("J. R. Roe", True),
    ("Jane", False), ("jane doe", False), ("Jane Doe said", False), ("Fox News", False),
    ("Staff Reporter", False), ("One Two Three Four Five Six", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "person"), PEOPLE)
def test_names_of_people(words: str, person: bool) -> None:
    assert is_person(words) is person


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        article = read_pasted(text)
    except InputError:
        assert not text.strip()
        return
    assert article.text == normalise(article.text)
    for column, guess in article.fields.items():
        assert guess.value.strip() == guess.value != ""
        assert guess.why
        if guess.span:
            assert 0 <= guess.span.start < guess.span.end <= len(article.text)
        if column in ("title", "publisher", "url", "credit"):
            assert guess.span
            assert guess.span.of(article.text) == guess.value


PARTS = ["By ", "Jane Doe", " and ", ", ", "\n", "March 13", ", 2022", "2022-03-13", " — ", "(AP)",
         "KYIV", "Published ", "Updated: ", "© 2022 ", "https://paper.example/a", "Source: ", "| ",
         "is a reporter for ", "The Paper", ". ", "10:45 GMT", "Reporting by ", "; "]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_what_articles_say_in_any_order_gives_sound_values(text: str) -> None:
    try:
        article = read_pasted(text)
    except InputError:
        return
    if article.value("published"):
        parse_date(article.value("published"))
    assert re.fullmatch(r"(https?://\S+)?", article.value("url"))
    assert all("\n" not in guess.value for guess in article.fields.values())


@given(st.text(string.ascii_letters + string.digits + " ,./-", max_size=200))
def test_written_dates_lie_in_the_text(text: str) -> None:
    for date in written_dates(text):
        assert 0 <= date.span.start < date.span.end <= len(text)
        if date.edtf(2020):
            parse_date(date.edtf(2020))


@pytest.mark.parametrize(
    "part",
    ["A a ", "By A, ", "March 13, ", "A (b) ", "© 2022 a ", "KYIV, ", "a\n", "-", "'", "\u0301"],
)
def test_no_text_takes_long(part: str) -> None:
    """A fraction of a second for 200,000 characters; something quadratic would need minutes."""
    text = part * (LIMITS.characters // len(part))
    assert read_pasted(text[: LIMITS.characters // 10]).text
