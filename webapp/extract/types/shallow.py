"""Verbs that the parser missed or gave a wrong object: rows are tried on the order of the words.

A parser takes "Youths overturned cars" for cars that are overturned, and the "in" of "handed in
her resignation" for a preposition. Where the parsed sentence names no event, the words before a
verb are its subject here, and those behind it its object, until a preposition has its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from webapp.extract.language import Token
from webapp.extract.types.base import Typing
from webapp.extract.types.clause import is_verb, lemma
from webapp.extract.types.decide import adjusted
from webapp.extract.types.lexicon import Entry, lexicon
from webapp.extract.types.match import PASTS, best, entries_of_form
from webapp.extract.types.mood import FUTURE, POSSIBLE, Mood

SURE = frozenset({"act", "attitude", "charge"})
"""Kinds of rows that need no clause to decide."""
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PARTICLES = frozenset({"up", "out", "down", "off", "over", "in", "back", "away", "aside"})
"""Prepositions that may be a part of the verb, so that the object follows them."""
STOPS = frozenset({";", ":", "(", "--", "–", "—"})
DESCRIBING = frozenset({"amod", "compound", "nmod", "npadvmod"})
"""Roles that parsers give to verbs which they take for adjectives."""
NOT = frozenset({"not", "n't", "n’t", "never"})
NEAR = 4
"""Words before a verb among which its auxiliaries are."""
FAR = 25
"""Words before and behind a verb that are looked at."""
LEAST = 0.8
"""What the conditions of a row must say when the parser saw the verb and found no row."""


def shallow(tokens: Sequence[Token]) -> Typing | None:
    """The event of the first verb that fits a row by the order of the words."""
    for place, token in enumerate(tokens):
        entry = entry_at(tokens, place) if place and may_be_verb(tokens, place) else None
        if entry is not None:
            return adjusted(
                token, entry.code, f"{entry.rule}, by the order", mood_at(tokens, place)
            )
    return None


def may_be_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is the verb of the sentence, or looks like one that stands behind its subject:
    "Youths *overturned* cars", "Nurses *downed* tools", "The emir *clung* to power"."""
    token, before = tokens[place], tokens[place - 1]
    if token.dep_ == "ROOT" and is_verb(token):
        return True
    if before.pos_ not in NOUNS and before.tag_ != "RB":
        return False
    if token.pos_ in ("NOUN", "PROPN", "ADJ") or token.dep_ in DESCRIBING:
        form = token.text.lower()
        past = form.endswith("ed") or form in PASTS
        return past and (token.head.i > token.i or token.dep_ == "ROOT")
    return token.dep_ == "acl" and token.head.dep_ == "ROOT" and token.head.i < token.i


def entry_at(tokens: Sequence[Token], place: int) -> Entry | None:
    """The row that fits a verb best by the words around it."""
    token = tokens[place]
    known = lexicon().get(("verb", lemma(token)), ()) if is_verb(token) else ()
    entries = known or entries_of_form(token.text.lower())
    entry = best(entries, flat_slots(tokens, place)) if entries else None
    if entry is None or not entry.code or entry.kind not in SURE:
        return None
    seen = token.dep_ == "ROOT" and is_verb(token)
    return None if seen and entry.weight < LEAST else entry


def flat_slots(tokens: Sequence[Token], place: int) -> dict[str, set[str]]:
    """The words of each slot by the order of the words; a preposition may be a particle too."""
    found: dict[str, set[str]] = defaultdict(set)
    for token in tokens[max(0, place - FAR) : place]:
        if token.pos_ in NOUNS:
            found["subj"] |= words_of(token)
    into = ["obj"]
    for number, token in enumerate(tokens[place + 1 : place + FAR]):
        if token.text in STOPS:
            break
        if token.tag_ in ("RP", "IN", "RB") and number < NEAR:
            found["prt"].add(lemma(token))
        if token.pos_ in ("ADP", "SCONJ") or token.tag_ in ("RP", "IN", "TO"):
            own = number == 0 and lemma(token) in PARTICLES
            into = [lemma(token), "obj"] if own else [lemma(token)]
            found[lemma(token)].add("*")
        elif is_verb(token):
            found["aim" if "to" in into else "comp"].add(lemma(token))
        for slot in into:
            found[slot] |= words_of(token)
        found["all"].add(lemma(token))
    found["text"] = {tokens[place].text.lower(), tokens[place].tag_}
    found["all"] |= {lemma(token) for token in tokens[max(0, place - FAR) : place]}
    return found


def words_of(token: Token) -> set[str]:
    """A word as conditions name it."""
    return {lemma(token), token.text.lower(), f"#{token.ent_type_ or token.pos_}"}


def mood_at(tokens: Sequence[Token], place: int) -> Mood:
    """How a verb is meant, by the words before it."""
    words = {token.text.lower() for token in tokens[max(0, place - NEAR) : place]}
    return Mood(
        future=bool(words & FUTURE), possible=bool(words & POSSIBLE), negated=bool(words & NOT)
    )
