"""People whom an article names: full names, how they are called, offices, he or she."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from webapp.extract.base import Span
from webapp.extract.language import Token
from webapp.extract.reports.words import Words, end_of, past, start_of

LIST = Path(__file__).with_name("persons.csv")
FARTHEST = 60
"""How many names back an office ("the minister") may reach."""
PEOPLE = ("ist", "man", "woman", "person", "men", "women", "people", "eer", "ologist", "crat")
"""Endings of nouns that name people."""
JOINED_MOST = 12
"""Characters that stand at most between two words of a name, with a particle."""
ACRONYM_MOST = 4
"""Letters of an acronym before an office."""
SHORT = {
    "rep": ("congressman", "congresswoman", "representative", "lawmaker"),
    "sen": ("senator", "lawmaker"),
    "gov": ("governor",),
    "gen": ("general",),
    "col": ("colonel",),
    "prof": ("professor",),
    "dr": ("doctor",),
}
"""What somebody with a short title is called later ("Rep. Lee ... the congressman")."""
GIVEN_TOO = ("sultan", "malik", "amir", "emir", "khan", "shah", "prince")
"""Titles that are given names as well."""
PARTICLES = ("al", "el", "bin", "ibn", "de", "del", "della", "da", "dos", "van", "von", "der", "la")
"""Small words within names."""
_NAME = re.compile(r"[^\W\d_][\w’'-]*\.?")


@dataclass
class Person:
    """Somebody whom the text names, with the place of the fullest name and of the office."""

    name: str
    span: Span
    gender: str = ""
    role: Span | None = None
    words: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.parts = _words(self.name)


@dataclass(frozen=True)
class Mention:
    """A place where somebody is named."""

    span: Span
    person: Person
    token: Token


@lru_cache(maxsize=1)
def _listed() -> dict[tuple[str, str], str]:
    """Words of the list by kind (`title`, `noun`, `given`), and whose they are: `m`, `f`, or
    empty for both."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["word"]): row["gender"] for row in csv.DictReader(file)}


def gender_of_given(name: str) -> str | None:
    """Whose a given name usually is; None for a word that is none."""
    return _listed().get(("given", name))


def gender_of_title(word: str) -> str | None:
    """Of whom a title is said; None for a word that is none."""
    return _listed().get(("title", word.rstrip(".").lower()))


def is_title(word: str) -> bool:
    """Whether a word may stand before a name without being part of it."""
    return gender_of_title(word) is not None or word.lower() == "the"


def gender_of_noun(word: str) -> str | None:
    """Whether a noun names a man or a woman; None for a word that tells neither."""
    return _listed().get(("noun", word))


def can_speak(token: Token) -> bool:
    """Whether a word may name somebody who says something: a name, a pronoun, a noun for people,
    bodies or documents."""
    if token.pos_ in ("PROPN", "PRON") or token.tag_ == "CD":
        return token.text.lower() not in ("this", "that", "these", "those", "there", "what")
    return kind_of_noun(token) != ""


def kind_of_noun(token: Token) -> str:
    """`noun` (people), `body` or `document`; empty for other things."""
    lemma = token.lemma_.lower()
    listed = next((k for k in ("noun", "body", "document") if (k, lemma) in _listed()), "")
    if listed:
        return listed
    return "noun" if lemma.endswith(PEOPLE) and token.pos_ == "NOUN" else ""


class People:
    """Everybody named in an article, and every place where."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.everybody: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        runs = list(_runs(words))
        for run, sure in runs:
            if len(run) > 1 and sure:
                self._meet(run)
        self.mentions: list[Mention] = []
        for run, sure in runs:
            person = (self._called(run) or self._alone(run)) if sure else self._known(run)
            if person:
                self.mentions.append(self._mention(run, person))
        self._ends = {m.token.i: m for m in self.mentions}
        self._places = [m.span.start for m in self.mentions]

    def at(self, token: Token) -> Person | None:
        """Who is named by a word (the last of the name)."""
        found = self._ends.get(token.i)
        return found.person if found else None

    def within(self, span: Span) -> list[Mention]:
        """The mentions in a stretch."""
        first = bisect_left(self._places, span.start)
        last = bisect_left(self._places, span.end)
        return [m for m in self.mentions[first:last] if span.holds(m.span)]

    def before(self, place: int) -> list[Mention]:
        """The mentions before a place, as far back as anybody looks."""
        last = bisect_left(self._places, place)
        return self.mentions[max(0, last - FARTHEST) : last]

    def called(self, words: str) -> Person | None:
        """The person whom the words name."""
        found = [self._by_word[w] for w in _words(words) if w in self._by_word]
        return found[-1][-1] if found else None

    def _meet(self, run: list[Token]) -> None:
        """Add a full name, unless somebody is known by it."""
        span = Span(run[0].idx, past(run[-1]))
        name = span.of(self._words.text)
        parts = _words(name)
        alike = self._by_word.get(parts[-1], []) if parts else []
        known = next((p for p in alike if set(p.parts) >= set(parts)), None)
        if known is None:
            known = Person(name, span, gender_of_given(run[0].text) or "")
            self.everybody.append(known)
        for part in parts:
            people = self._by_word.setdefault(part, [])
            if known not in people:
                people.append(known)

    def _called(self, run: list[Token]) -> Person | None:
        """Whom a name means: the one who is called by its last word, or by the only one."""
        text = Span(run[0].idx, past(run[-1])).of(self._words.text)
        for part in reversed(_words(text)):
            people = self._by_word.get(part, [])
            last = [p for p in people if p.parts[-1:] == [part]]
            before = [p for p in (last or people) if p.span.start <= run[0].idx]
            if before or people:
                return (before or last or people)[-1]
        return None

    def _known(self, run: list[Token]) -> Person | None:
        """Whom a name means that nothing shows to be a person's, but that a full name holds."""
        parts = set(_words(Span(run[0].idx, past(run[-1])).of(self._words.text)))
        person = self._called(run)
        return person if person and parts <= set(person.parts) else None

    def _alone(self, run: list[Token]) -> Person | None:
        """Somebody of whom the text gives but one name, with a title or as the parser has it."""
        token = run[-1]
        if token.ent_type_ != "PERSON" and not _title_before(self._words, run[0]):
            return None
        person = Person(token.text, Span(token.idx, past(token)), gender_of_given(token.text) or "")
        self.everybody.append(person)
        self._by_word.setdefault(token.text.lower(), []).append(person)
        return person

    def _mention(self, run: list[Token], person: Person) -> Mention:
        """A mention, with what it tells of the person: a title, an office, he or she."""
        token = run[-1]
        title = _title_before(self._words, run[0])
        if title and not person.gender:
            person.gender = gender_of_title(title) or ""
        role = _role(self._words, run)
        if role and (person.role is None or person.role.start > token.idx + 400):
            person.role = role
        person.words |= set(SHORT.get(title, ()))
        if role:
            said = _words(role.of(self._words.text))
            person.words |= set(said)
            person.gender = person.gender or _gender_of(said)
        return Mention(Span(run[0].idx, past(token)), person, token)


def _words(text: str) -> list[str]:
    """The words of a name in small letters, a possessive ending aside."""
    found = [w for name in _NAME.findall(text) for w in name.lower().split("-") if w]
    return [w.removesuffix("’s").removesuffix("'s") for w in found]


def _gender_of(words: list[str]) -> str:
    return next((g for word in words if (g := gender_of_noun(word))), "")


def _title_before(words: Words, token: Token) -> str:
    at = token.i - 1
    while at > 0 and words.tokens[at].text in (".", "'", "‘", "’"):
        at -= 1
    before = words.tokens[at] if at >= 0 else None
    text = before.text.rstrip(".").lower() if before else ""
    return text if gender_of_title(text) is not None and before and before.text[0].isupper() else ""


def _runs(words: Words) -> Iterator[tuple[list[Token], bool]]:
    """Runs of capitalised words that may name somebody, titles aside; and whether they do."""
    run: list[Token] = []
    for token in words.tokens:
        if run and _hyphened(words, run[-1], token):
            run.append(token)
            continue
        if run and _within_name(words, run[-1], token):
            continue
        if run and (not _in_name(token) or not _joined(words, run[-1], token)):
            yield from _person(run, words)
            run = []
        if _in_name(token):
            run.append(token)
    yield from _person(run, words)


def _hyphened(words: Words, before: Token, token: Token) -> bool:
    """The small end of a double name: "Mei-ling"."""
    at = token.idx
    joined = words.text[at - 1 : at] == "-" and past(before) == at - 1
    return joined and token.text.islower() and token.text.isalpha()


def _within_name(words: Words, before: Token, token: Token) -> bool:
    """A hyphen or a particle that goes on to a name: "Ashdown-Grey", "Nasser al-Dhabi"."""
    if token.text == "-":
        return past(before) == token.idx or words.tokens[token.i - 1].text.lower() in PARTICLES
    after = words.tokens[token.i + 1 : token.i + 3]
    named = any(_in_name(t) for t in after)
    return token.text in PARTICLES and past(before) + 1 == token.idx and named


def _in_name(token: Token) -> bool:
    proper = token.pos_ == "PROPN" or (token.ent_type_ == "PERSON" and token.tag_ != "NNS")
    return proper and token.text[:1].isalpha() and token.text[:1].isupper()


def _joined(words: Words, before: Token, token: Token) -> bool:
    between = words.text[past(before) : token.idx].strip("- ")
    near = between in ("", *PARTICLES) and token.idx - past(before) < JOINED_MOST
    return near and (before.text[-1] != "." or len(before.text) <= 4)


def _person(run: list[Token], words: Words) -> Iterator[tuple[list[Token], bool]]:
    """The part of a run that is a name, and whether it is a person's."""
    titled = False
    while run and (_is_title_of(run) or _is_acronym(run)):
        titled = True
        run = run[1:]
    if run and not titled and kind_of_noun(run[-1]) == "body":
        yield run, False
        return
    persons = [t for t in run if t.ent_type_ == "PERSON"]
    given = any(gender_of_given(t.text) is not None for t in run[:-1])
    if not run:
        return
    titled = titled or _title_before(words, run[0]) != ""
    if not (titled or persons or given or _beside_people(run, words)):
        yield run, False
        return
    first = next(
        (k for k, t in enumerate(run) if t in persons or gender_of_given(t.text) is not None), 0
    )
    if not titled and run[first].ent_type_ == "PERSON" and first and len(run) - first > 1:
        run = run[first:]
    yield run, True


def _is_title_of(run: list[Token]) -> bool:
    """Whether a run begins with a title. "Sultan al-Marzouq" begins with a name."""
    particle = len(run) > 1 and run[1].idx - past(run[0]) > 1
    given = particle and run[0].text.lower() in GIVEN_TOO
    return gender_of_title(run[0].text) is not None and not given


def _is_acronym(run: list[Token]) -> bool:
    """ "UN Secretary-General Anders Holm" begins with one."""
    return len(run) > 2 and run[0].text.isupper() and len(run[0].text) <= ACRONYM_MOST


def _beside_people(run: list[Token], words: Words) -> bool:
    """Whether a noun for people stands at a name of two words or more: "the host, Somphet Keo"."""
    head = run[-1]
    if len(run) < 2:
        return False
    before = words.tokens[run[0].i - 1] if run[0].i else head
    beside = [before, *(c for c in head.children if c.dep_ == "appos")]
    if head.dep_ == "appos":
        beside.append(head.head)
    return any(kind_of_noun(t) == "noun" and t.tag_ == "NN" for t in beside)


def _role(words: Words, run: list[Token]) -> Span | None:
    """What stands beside a name: ", an adviser to the president," or "Pentagon spokesman"."""
    head = run[-1]
    after = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i), None)
    if after is not None and after.pos_ == "NOUN":
        return words.trim(start_of(after), end_of(after))
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < head.i:
        start, end = start_of(head.head), run[0].idx
        return words.trim(start, end)
    start = start_of(head)
    if start < run[0].idx:
        span = words.trim(start, run[0].idx)
        return span if span.end > span.start and words.unit(start).start <= start else None
    return None
