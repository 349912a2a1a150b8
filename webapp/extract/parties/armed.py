"""Armed groups under words that are no name: "the rebels", "Russian-backed separatists".

Where a text names one armed group, they are that group, before its name too ("Rebels captured the
town ... a spokesman for the March 23 Movement"). Where it names none, they are one party under the
words that tell most of them: "the rebels" after "Russian-backed separatists" are no second party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.language import Token
from webapp.extract.parties.crowds import describes
from webapp.extract.parties.lexicon import is_kind, lexicon
from webapp.extract.parties.pairs import is_armed, within
from webapp.extract.parties.refer import is_definite
from webapp.extract.parties.spoken import AGAIN
from webapp.extract.parties.tokens import Tokens, end_of

RULE = "group without a name"
NAMED_OFTEN, CLEARLY = 2, 1.5
"""How often a group is named at least for "militants" to be it; how many times as often as the
next one for any to be it."""
_LAND = ("state", "territory", "region", "historical")
_MEMBERS = re.compile(
    r" (?:(?:who|that) )?(?:(?:are|were) )?(?:(?:believed|thought|said|suspected) to )?"
    r"(?:from|of|with|loyal to|belong(?:ing)? to|be (?:members )?(?:of|from)) (?:the )?"
)
_MANY = re.compile(
    r"\b(?:one of|several|dozens? of|a dozen|many|various|other|rival|two|three|four|some)\b"
    r"[^.\n]{0,40} (?:armed|rebel|militant|separatist|insurgent|jihadist|Islamist) "
    r"(?:groups|factions|movements|militias|organi[sz]ations)"
)
"""Words for more than one group: "the rebels" may then be all of them."""
Mentions = Sequence[PartyName]


@dataclass(frozen=True)
class Said:
    """A word for armed people: where it stands, the words that tell of what kind they are, their
    noun, whether nothing tells them apart, and whether they may be others."""

    token: Token
    span: Span
    words: str
    noun: Token
    plain: bool
    unsure: bool


def find_armed(document: Document, tokens: Tokens, named: Mentions) -> list[PartyName]:
    """Mentions of armed groups without a name. `named` is in order."""
    said = [one for token in tokens.all for one in _read(token, document, named)]
    if not said:
        return []
    group, often = ("", 0) if _MANY.search(document.text) else _only_group(named)
    own = _own_names(said) if len(said) > 1 or _acts(said[0].token) else {}
    found = []
    for one in said:
        name, rule = _member_of(one.token, named, document.text), RULE
        if not name and group and not one.unsure:
            known = is_kind(one.noun.lemma_, "uprising") or often >= NAMED_OFTEN
            name, rule = (group, AGAIN) if known and _can_be(one) else ("", RULE)
        if not name and not group and not one.unsure:
            name = own.get(one.words.casefold(), "")
        if name:
            found.append(PartyName(one.span, name, rule))
    return found


def _read(token: Token, document: Document, named: Mentions) -> Iterator[Said]:
    """ "Rebels", "Russian-backed separatists", "separatist fighters", "rebel" in "rebel lines"."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return
    member = is_kind(token.lemma_, "armed") and bool(_member_of(token, named, document.text))
    if not (member or is_kind(token.lemma_, "uprising", "holy")):
        return
    span = Span(token.idx, end_of(token))
    if any(p.span.overlaps(span) for p in _near(span, named)) or _of_two_peoples(token):
        return
    head = token.head
    colours = token.dep_ in ("amod", "compound", "nmod") and token.i < head.i
    if colours and is_kind(head.lemma_, "uprising", "holy"):
        return
    if colours and head.i - token.i == 1 and is_kind(head.lemma_, "armed"):
        if head.tag_ in ("NNS", "NNPS"):
            yield _said(head, token, document, named)
        elif is_kind(head.lemma_, "as_group") and not any(_is_other(w) for w in head.children):
            yield Said(head, Span(token.idx, end_of(head)), "", token, True, False)
    elif colours:
        yield Said(token, span, _plural(token.text), token, True, False)
    elif token.tag_ in ("NNS", "NNPS") and not _is_charge(token):
        yield _said(token, token, document, named)


def _acts(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent"


def _is_other(word: Token) -> bool:
    """ "Suspected rebels", "another group": not those that the text speaks of, or not for sure."""
    return is_kind(word.text, "unsure")


def _is_linked(head: Token, document: Document) -> bool:
    """ "Jihadists linked to X" are not those of the text, nor X; told by the word that follows,
    since the parser may take it for the verb."""
    after = document.text[end_of(head) : end_of(head) + 20].split()
    return bool(after) and is_kind(after[0], "linked")


def _is_charge(token: Token) -> bool:
    """ "Terrorists" is what one side calls the other: those of the text where they are counted or
    "the terrorists", anybody elsewhere."""
    counted = any(w.dep_ == "nummod" for w in token.children)
    return not counted and not is_definite(token) and is_kind(token.lemma_, "slur")


def _of_two_peoples(noun: Token) -> bool:
    """ "Kurdish and Shiite rebels" are two groups under one noun."""
    beside = (w for w in noun.children if w.dep_ == "amod" and w.i < noun.i)
    return any(c.dep_ == "conj" and c.text[:1].isupper() for w in beside for c in w.children)


def _said(head: Token, noun: Token, document: Document, named: Mentions) -> Said:
    """A whole phrase. What only counts or dates them does not tell of what kind they are."""
    beside = [w for w in head.children if describes(w, head) and w.i != noun.i]
    if noun.i != head.i:
        beside += [w for w in noun.children if describes(w, noun)]
    telling = [w for w in beside if _tells(w, document, named)]
    words, start = _plural(noun.text), noun.idx
    if telling:
        first = min(telling, key=lambda w: w.left_edge.i).left_edge
        held = document.text[first.idx : noun.idx]
        if not is_kind(first.text, "owner") and "\n" not in held and len(held) < 40:
            words, start = held + words, first.idx
    unsure = any(_is_other(w) for w in beside) or _is_linked(head, document)
    return Said(head, Span(start, end_of(head)), words, noun, not telling, unsure)


def _tells(word: Token, document: Document, named: Mentions) -> bool:
    """Whether a word before the noun tells whose they are or what they believe."""
    if any(p.span.end > word.idx for p in within(Span(word.idx, word.idx + 1), named)):
        return True
    text = document.text[word.left_edge.idx : end_of(word)]
    begins = document.text[: word.left_edge.idx].rstrip(" ")[-1:] in ("", "\n", ".")
    capital = text[:1].isupper() and (not begins or word.ent_type_ in ("NORP", "GPE"))
    return capital or "-" in text or is_kind(word.lemma_, "creed")


def _near(span: Span, named: Mentions) -> Mentions:
    return within(Span(max(0, span.start - 90), span.end), named)


def _plural(noun: str) -> str:
    word = noun if noun.isupper() else noun[:1].lower() + noun[1:]
    word = noun if word.lower().startswith("islamist") else word
    return word if word.endswith("s") else f"{word}s"


def _only_group(named: Mentions) -> tuple[str, int]:
    """The armed group that a text names alone or far more than any other, and how often."""
    counts = Counter(p.name for p in named if _is_group(p))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEARLY * ranked[1][1]):
        return "", 0
    return ranked[0]


def _is_group(party: PartyName) -> bool:
    own = party.rule.startswith(("group the", "short form the")) and not lexicon().kind(party.name)
    own = own and party.name.split()[-1][:1].isupper()
    return is_armed(party.name) or (
        own and any(is_kind(word, "under_arms") for word in party.name.split())
    )


def _can_be(one: Said) -> bool:
    """Whether the words tell nothing against the group: "Tamil rebels" may be it, "Syrian rebels"
    are those of another state, and whose adjective it is cannot be told here."""
    first = one.words.split()[0] if one.words else ""
    entries = lexicon().entries.get(first, ())
    return not any(entry.kind in ("state", "historical") for entry in entries)


def _member_of(head: Token, named: Mentions, text: str) -> str:
    """ "Rebels from the Karu Front", "fighters believed to belong to X", "men loyal to X"."""
    joins = _MEMBERS.match(text, end_of(head))
    at = joins.end() if joins else -1
    groups = [p.name for p in within(Span(at, at + 1), named) if _is_group(p)] if joins else []
    follows = joins is not None and "loyal" in joins.group()
    return next((name for name in groups if not (follows and is_kind(name, "umbrella"))), "")


def _own_names(said: Sequence[Said]) -> dict[str, str]:
    """The party that each way to call them means, by its words, where no group has a name. Those
    whom nothing tells apart are the ones that the text tells more of, if it does so once only."""
    told = {one.words.casefold(): one.words for one in reversed(said) if not one.plain}
    plain = [one.words for one in said if one.plain and one.words and not one.unsure]
    names = dict(told)
    for words in plain:
        same = [name for key, name in told.items() if key.endswith(f" {words.casefold()}")]
        meant = same if len(same) == 1 else list(told.values()) or plain[:1]
        names[words.casefold()] = meant[0] if len(meant) == 1 else words
    return names
