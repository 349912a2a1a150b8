"""Groups that have no name keep their words: "farm workers", "gunmen", "families of the dead"."""

from __future__ import annotations

import re

from webapp.extract.base import Document
from webapp.extract.language import Token
from webapp.extract.parties.lexicon import fold, is_kind, lexicon
from webapp.extract.parties.refer import is_definite
from webapp.extract.parties.tokens import end_of

Names = tuple[str, ...]

KEPT = ("armed", "civil", "vague", "office")
"""Kinds of people whose words are kept where nobody is named."""
NO_CERTAIN = frozenset(("no", "any", "each", "every"))
LONGEST = 60
"""No group in its own words is longer, in characters."""
_NUMBER = re.compile(r"^.*\d[\d,.]* ")
_COUNTS = re.compile(
    r"^(?:(?:the|a|an|some|several|many|most|few|all|other|more|these|those|both|about|around|"
    r"nearly|at least|dozens of|hundreds of|thousands of|scores of|tens of thousands of|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*|his|her|its|their|"
    r"our|any|no|each|every|certain|various|remaining|such|hundreds|thousands|dozens|scores)\s+)+",
    re.IGNORECASE,
)
_MOODS = re.compile(r"^(?:angry|furious|desperate|hungry|enraged|jubilant|weary|frightened) ", re.I)


def own_words(head: Token, document: Document) -> Names:
    """The words of a vague group ("Western officials"), without article and number; the name of
    an organisation that nothing else is known of."""
    noun = head.lemma_.lower()
    if head.pos_ == "PROPN" and head.ent_type_ == "ORG":
        return _organisation(head, document)
    if not _is_crowd(head, noun):
        return ()
    many = head.tag_ in ("NNS", "NNPS") or is_kind(noun, "collective", "armed")
    nobody = any(word.text.lower() in NO_CERTAIN for word in head.children if word.i < head.i)
    bare = is_kind(noun, "as_group", "collective") and not _is_described(head)
    if bare and noun == "opposition" and is_definite(head):
        return ("opposition",)
    if not many or (bare and head.tag_ == "NN") or nobody:
        return ()
    return as_before(_plain_words(head, document), head, document)


def _is_crowd(head: Token, noun: str) -> bool:
    """Whether a noun is one for people who act together; those who happen to be somewhere are
    where they rise ("residents blocked the road")."""
    if is_kind(noun, "may_rise") and _rises(head):
        return True
    if is_kind(noun, "told_again") and (_in_arms(head) or _in_uniform(head)):
        return True  # "armed men", "men in uniform"
    people = head.ent_type_ == "NORP" and head.tag_ in ("NNPS", "NNS")
    return not is_kind(noun, "none") and (people or is_kind(noun, *KEPT))


def _in_arms(head: Token) -> bool:
    return any(is_kind(word.text, "in_arms") for word in head.children)


def _in_uniform(head: Token) -> Token | None:
    """What they wear, by which alone they are known."""
    for prep in head.children:
        for word in prep.children if prep.text == "in" and prep.i == head.i + 1 else ():
            if is_kind(word.lemma_, "worn"):
                return word
    return None


def _rises(head: Token) -> bool:
    """Whether they rise, or hundreds of them do."""
    prep = head.head
    if head.dep_ == "pobj" and prep.text == "of" and is_kind(prep.head.lemma_, "quantity"):
        head = prep.head
    return head.dep_ == "nsubj" and is_kind(head.head.lemma_, "rises")


def _is_described(head: Token) -> bool:
    return any(describes(word, head) for word in head.children)


def _plain_words(head: Token, document: Document) -> str:
    line = document.text.rfind("\n", 0, head.idx)
    described = [word.left_edge for word in head.children if describes(word, head)]
    described = [word for word in described if word.idx > line]
    first = min(described, key=lambda word: word.i, default=head)
    words = " ".join(document.text[first.idx : _end(head)].split())
    words = _COUNTS.sub("", _NUMBER.sub("", words)).strip("“”\"'‘’[]() ")
    return _MOODS.sub("", words)


def _end(head: Token) -> int:
    """Where the words of a group end: "families *of the dead*" are no families without them."""
    worn = _in_uniform(head)
    if worn is not None:
        return end_of(worn)
    if is_kind(head.lemma_, "kin"):
        for word in head.children:
            if word.dep_ == "prep" and word.text == "of" and word.i == head.i + 1:
                end = end_of(word.right_edge)
                return end if end - head.idx <= LONGEST else end_of(head)
    return end_of(head)


def describes(word: Token, head: Token) -> bool:
    """Whether a word before a noun tells of what kind it is."""
    dates = word.ent_type_ in ("DATE", "TIME") and word.pos_ != "ADJ"
    owns = word.dep_ == "poss" and word.tag_ == "NNS"  # "a teachers' union"
    told = word.dep_ in ("amod", "compound", "nmod") or owns
    return word.i < head.i and told and not dates


def as_before(words: str, head: Token, document: Document) -> Names:
    """The words as the text has them first, so that "Gunmen" and "gunmen" are one party."""
    if not words:
        return ()
    first = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", document.text, re.IGNORECASE)
    return (first.group() if first and first.start() < head.idx else words,)


def _organisation(head: Token, document: Document) -> Names:
    """An organisation that acts; newspapers and what else is no party are left out."""
    words = _plain_words(head, document)
    known = lexicon().entries.get(fold(words), ())
    apart = any(not entry.name for entry in known) or is_kind(head.text, "medium_noun")
    acts = head.dep_ in ("nsubj", "nsubjpass") and " " in words and words[:1].isupper()
    if not (is_definite(head) or is_kind(head.text, "group_noun") or " of " in words):
        return ()
    return (words,) if acts and not apart else ()
