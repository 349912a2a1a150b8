"""Words, and patterns over words.

A text becomes a string with one character for each word, number and mark; a pattern names words and
classes of words and becomes a regular expression over that string. So a rule reads as the phrase
that it takes, and looks at a tenth of the characters.

Patterns: `WORD` in capitals is a class (`MONTH`, `DAY`), in lower case a word itself; `?`, `|` and
brackets mean what they mean in regular expressions; `$NAME` is another pattern; `<` and `>` enclose
the part that is the expression, where that isn't the whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.toml")
NUMBERS = (
    "DAY",
    "YEAR",
    "INT",
    "ORD",
    "DECADE",
    "CLOCK",
    "ISO",
    "NUMDATE",
    "FISCAL",
    "QUARTER",
    "SHORTYEAR",
)
CLASSES = {
    "NUM": ("DAY", "YEAR", "INT"),
    "MON": ("MONTH", "MONAB"),
    "ORDINAL": ("ORD", "ORDWORD"),
    "ANYWORD": ("OTHER", "CAPITAL"),
}
MARKS = {
    "DASH": ("-", "–", "‐", "‑"),
    "LONGDASH": ("—", "―"),
    "COMMA": (",",),
    "DOT": (".",),
    "SLASH": ("/",),
    "OPEN": ("(", "["),
    "CLOSE": (")", "]"),
    "MONEY": ("$", "£", "€", "¥", "#"),
}
MACROS = {
    "EDGE": "(the? very? (EDGE DASH? to DASH?)? EDGE (DASH | in | part of the? | of | the)? the?"
    " | $EDGEOF)",
    "EDGEOF": "(the? very? EDGENOUN of the? | the? (latter|first|second) (half|part) of the?"
    " | the? (first|last|final|early|closing|opening|latter) (UNIT|UNITS) of the?"
    " | the (second|third|fourth) UNIT of | the (whole|entire) year of"
    " | (much|most|part|all|(the|its)? rest|the? remainder|the? bulk|the? course) of the?)",
    "THEDAY": "(the? ORDINAL (day)? of | DAY of? | the? ORD)",
    "YEARTAIL": "(COMMA? (of)? YEAR | COMMA? (DAY|INT|YEAR) (BCE|ad) | COMMA? ad NUM"
    " | COMMA? of (the|that) (very|same|following|next|previous|preceding)? year)",
    "MORE": "((just|only|slightly|well)? (over|under)|about|around|roughly|approximately"
    "|nearly|almost|some|barely|an estimated|(just|only)? (more|less|fewer|longer) than"
    "|at least|at most|up to|as long as|as many as|as much as|as little as|no more than"
    "|no less than)",
    "ABOUT": "(the? $MORE|another $MORE?|a full|the entire|the whole|the)",
    "COUNT": "(a DASH? (few|couple of?|dozen|hundred|thousand|good many|great many)"
    "|a (hundred|thousand) and NUMWORD"
    "|(a|an) (single|full|whole|further)?|half (a|an)"
    "|(a|the)? number of|tens of|dozens of|hundreds of|thousands of|a? couple of?|VAGUE"
    "|(NUM|NUMWORD) (DASH|to|or) (NUM|NUMWORD)"
    "|(NUM|NUMWORD) ((hundred|thousand|dozen|million|billion) (and? NUMWORD)?)? (and a half)?)",
    "NUMBER": "((NUM|NUMWORD) ((DASH|to|or) (NUM|NUMWORD))?"
    " ((DASH? and DASH?) a DASH? half)?"
    " | half | several | multi | few)",
    "ANYUNIT": "(UNIT|UNITS)",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of the text. `key` is the word as the vocabulary writes it (months
    with a capital), or the kind of number with a `#` before it."""

    start: int
    end: int
    text: str
    key: str


def _tens() -> str:
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    units = "one|two|three|four|five|six|seven|eight|nine|first"
    days = "second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    return rf"(?i:{tens})[-‐ ](?i:{units})\b|(?i:twenty)[-‐](?i:{days})\b"


_TOKEN = re.compile(
    rf"""(?P<NEWLINE>\n)
    |(?P<ISO>\d{{4}}(?:-\d\d-|/\d\d/)\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
    |(?P<NUMDATE>\d\d?/\d\d?/(?:\d{{4}}|\d\d)(?![\d/])|\d\d?\.\d\d?\.\d{{4}}(?!\d)
        |\d\d?-\d\d?-(?:19|20)?\d\d(?![\d-]))
    |(?P<CLOCK>\d\d?:\d\d(?::\d\d)?(?![\d:]))
    |(?P<DECADE>(?:1\d|20)\d0['’]?s\b|['’‘]?[1-9]?\d0s\b)
    |(?P<SHORTYEAR>['’‘]\d\d(?![\d%'’]|s\b))
    |(?P<ORD>\d+(?:st|nd|rd|th)\b)
    |(?P<QUARTER>\bQ[1-4]\b)
    |(?P<FISCAL>\bFY\s?['’]?\d{{2,4}}\b)
    |(?P<BIG>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?)
    |(?P<NUMBER>\d+(?:\.\d+)?[½¼¾]?)
    |(?P<AMPM>[AaPp]\.\s?[Mm]\.)
    |(?P<ERA>B\.\s?C\.(?:\s?E\.)?|A\.\s?D\.|C\.\s?E\.)
    |(?P<ABBREVIATION>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri
        |Sat|Sun)\.)
    |(?P<COMPOUND>{_tens()}|o['’]clock\b)
    |(?P<CLITIC>['’](?:s|ll|ve|re|d)\b)
    |(?P<WORD>[^\W\d_]+)
    |(?P<MARK>\S)""",
    re.VERBOSE,
)


class Vocabulary:
    """Which words the patterns know, the code of each, and the values of classes."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.classes: dict[str, set[str]] = {}
        self.values: dict[str, dict[str, str | int]] = {}
        self.capitals: set[str] = set()
        self._read()

    def _read(self) -> None:
        """The word lists, the marks and the kinds of numbers."""
        data = tomllib.loads(WORDS.read_text("utf-8"))
        data["words"]["NUMWORD"] |= _compounds(data["words"]["NUMWORD"])
        for name, words in (*data["words"].items(), *data["names"].items()):
            self.values[name] = words
            self.classes[name] = {self.code(word) for word in words}
        self.capitals = {word for words in data["names"].values() for word in words}
        for name, marks in MARKS.items():
            self.classes[name] = {self.code(mark) for mark in marks}
        for name in (*NUMBERS, "OTHER", "CAPITAL", "MARK", "NEWLINE", "AMPM"):
            self.classes[name] = {self.code(f"#{name}")}
        self.classes["SHORT"] = set(self.classes["SHORTYEAR"])
        self.classes["YEAR"] |= self.classes["SHORTYEAR"]
        self.classes["AMPM"] |= {self.code("am"), self.code("pm")}
        self.classes["BCE"] = {self.code(word) for word in ("bc", "bce")}
        for name, parts in CLASSES.items():
            self.classes[name] = set().union(*(self.classes[part] for part in parts))

    def code(self, word: str) -> str:
        """The character of a word; a new one if it has none yet."""
        return self.codes.setdefault(word, chr(0xE000 + len(self.codes)))

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The regular expression of a pattern."""
        return re.compile("".join(self._piece(piece) for piece in _pieces(pattern)))

    def _piece(self, piece: str) -> str:
        if piece in ")|?*":
            return piece
        if piece in "(<>":
            return {"(": "(?:", "<": "(?P<x>", ">": ")"}[piece]
        if piece.isupper():
            return f"[{''.join(sorted(self.classes[piece]))}]"
        return self.code(piece)


def _compounds(numbers: dict[str, int]) -> dict[str, int]:
    """Twenty-one to ninety-nine."""
    tens = {word: value for word, value in numbers.items() if value in range(20, 100, 10)}
    units = {word: value for word, value in numbers.items() if value < 10}
    return {f"{t}-{u}": tens[t] + units[u] for t in tens for u in units}


def _pieces(pattern: str) -> Iterator[str]:
    for piece in re.findall(r"[()|?<>*]|\$[A-Z]+|[^\s()|?<>$*]+", pattern):
        if piece.startswith("$"):
            yield from _pieces(MACROS[piece[1:]])
        else:
            yield piece


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The one vocabulary. Patterns add their words to it, so they are compiled before texts."""
    return Vocabulary()


@dataclass(frozen=True)
class Coded:
    """A text as words, and as a string of one character for each of them."""

    text: str
    tokens: tuple[Token, ...]
    codes: str

    def at(self, index: int) -> str:
        """The key of a word, empty outside the text."""
        return self.tokens[index].key if 0 <= index < len(self.tokens) else ""

    def word(self, index: int) -> str:
        """A word as it stands, empty outside the text."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def isa(self, index: int, *names: str) -> bool:
        """Whether a word is of one of the classes."""
        known = vocabulary()
        return 0 <= index < len(self.tokens) and any(
            self.codes[index] in known.classes[name] for name in names
        )


def encode(text: str) -> Coded:
    """The words of a text."""
    known = vocabulary()
    tokens = tuple(
        Token(m.start(), m.end(), m.group(), _key(m.lastgroup or "", m.group(), known))
        for m in _TOKEN.finditer(text)
    )
    return Coded(text, tokens, "".join(_code(token, known) for token in tokens))


def _code(token: Token, known: Vocabulary) -> str:
    """The character of a word; of one that no pattern names, that of any such word."""
    first = token.text[:1]
    kind = "#CAPITAL" if first.isupper() else "#OTHER" if first.isalpha() else "#MARK"
    return known.codes.get(token.key) or known.codes[kind]


def _key(kind: str, text: str, known: Vocabulary) -> str:
    """By what the vocabulary knows a word: itself, or the kind of word or number that it is."""
    if kind in ("NUMBER", "BIG"):
        return _number_key(text)
    if kind in known.classes and kind not in ("MARK", "WORD"):
        return f"#{kind}"
    if kind == "ERA":
        return "bc" if text[0] == "B" else "ad"
    title = text.title() if text.isupper() and len(text) > 2 else text
    if title in known.capitals:
        return title
    lower = text.lower().replace("’", "'").replace("‐", "-")
    return lower.replace(" ", "-") if kind == "COMPOUND" else lower


def _number_key(text: str) -> str:
    if text.isdigit() and text.isascii():
        if len(text) <= 2 and 1 <= int(text) <= 31:
            return "#DAY"
        if len(text) == 4 and 1000 <= int(text) < 2200:
            return "#YEAR"
    return "#INT"
