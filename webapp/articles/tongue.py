"""Whether a text is English, by how much of it the commonest words of English and of others are."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = frozenset(
    (
        *("the", "of", "and", "to", "that", "is", "was", "for", "with", "it", "as", "by", "from"),
        *("said", "at", "are", "were", "has", "have", "had", "be", "been", "this", "which", "who"),
        *("not", "but", "they", "their", "his", "her", "he", "she", "we", "would", "will", "its"),
    )
)
"""Without those that other languages write alike ("in", "a", "on", "an", "me", "so")."""
NEWS = _words(
    "after against ago all also amid another any army attack attacks away back base because "
    "before being between both border bridge can ceasefire cities city civilians come could "
    "court days dead deal deaths did does down during each east eight end eastern fighting "
    "fire first five forces four government group hits how if injured into joins just killed "
    "killing last leader leaders leave leaves least left make may meet meeting minister "
    "minute missile month more most near new news nine no north northern now officials one "
    "only opens opposition or other our out outside over peace people police president prime "
    "prisoners rebels say saying says seven several side sign signed signs since six some "
    "south southern state still strike strikes take takes talks ten than them then there "
    "these third those three told town towns trial troops truce twice two under until up vote "
    "votes war warn warns week weeks west western what when where while without wounded year "
    "years yesterday you your january february march april june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday "
)
"""What lists and headlines in English have instead: they leave the small words out."""
OTHERS = _words(
    "der die das und ist nicht den dem ein eine mit von zu auf sich auch wurde haben werden "
    "im nach bei über oder einen hat het een van en dat zijn aan voor niet ook wordt bij naar "
    "uit door de le la les des du et un une est dans pour pas sur que qui au aux par plus "
    "avec ont sont ce cette leur mais el los las y del al con por para una más su sus se fue "
    "lo como desde sin il di che non della nel alla sono anche gli delle dei os da em não com "
    "uma um na ao dos pelo och att som det till är av ett har inte og på ikke til af ja ei "
    "oli että nie się jest że oraz ve bir bu için ile ne și în cu pe nu este din yang dan "
    "untuk dengan dari ini itu pada az egy nem hogy és jsou že je "
)
"""The small words of other languages in Latin letters."""
LEAST = 0.18
"""Share of the small English words; English news has a third, other languages of Europe below a
tenth."""
SOME = 0.12
"""Share of these and the words of news, for lists and headlines."""
RATHER = 3
"""How many times more English words than foreign ones a list or a short text has."""
LOOKED_AT = 20_000
"""Characters from the start that are looked at."""
FEWEST = 20
"""Words, below which nothing is said."""
FEW = 6
"""Words, below which the letters are all there is to go by."""
ENOUGH = 60
"""Words, below which a text is not said to be in another language."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True)
class _Counts:
    """How many words a text has, and how many of them each list knows."""

    words: int
    small: int
    english: int
    others: int

    @property
    def rather_english(self) -> bool:
        """Whether English words outweigh those of other languages by far."""
        return self.english > 0 and self.english >= RATHER * self.others


def _counts(text: str) -> _Counts:
    words = [word.casefold() for word in _WORD.findall(text[:LOOKED_AT])]
    small = sum(word in ENGLISH for word in words)
    english = small + sum(word in NEWS for word in words)
    return _Counts(len(words), small, english, sum(word in OTHERS for word in words))


def language_of(text: str) -> str:
    """`en`, or nothing where that cannot be told."""
    found = _counts(text)
    if found.words < FEWEST:
        return ""
    listed = found.rather_english and found.english >= SOME * found.words
    return "en" if found.small >= LEAST * found.words or listed else ""


def may_be_english(text: str) -> bool:
    """Whether nothing speaks for another language: a text that is English, or one of so few words
    that it cannot be told, and has some that are English."""
    found = _counts(text)
    if found.words >= ENOUGH:
        return bool(language_of(text))
    if found.words < FEW and not found.others:
        return text.isascii()
    return found.rather_english or found.small > found.others
