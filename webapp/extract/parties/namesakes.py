"""Names of states that are names of people here: "Michael Jordan", "Chad Brown", "Ms. Paris"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from webapp.extract.base import PartyName, Span
from webapp.extract.parties.lexicon import is_kind
from webapp.extract.parties.tokens import Tokens, span_of


def without_people(named: Iterable[PartyName], tokens: Tokens) -> list[PartyName]:
    """The mentions but for those that are parts of the names of people: of a longer name, after a
    title, and alone where the text has named such a person and never the state. Languages ("in
    Russian") are left out too."""
    kept: list[PartyName] = []
    people = _People(tokens)
    doubtful = []
    for party in named:
        words = [word.text for word in tokens.within(party.span)]
        if people.hold(party, words):
            doubtful.extend(words)
        elif not _is_language(party, tokens):
            kept.append(party)
    return _without_surnames(kept, frozenset(doubtful), tokens)


def _without_surnames(
    kept: list[PartyName], doubtful: frozenset[str], tokens: Tokens
) -> list[PartyName]:
    """Where "Michael Jordan" stands and neither Amman nor Jordanians do, "Jordan" is the man."""
    if not doubtful:
        return kept
    words = [" ".join(w.text for w in tokens.within(party.span)) for party in kept]
    pairs = list(zip(kept, words, strict=True))
    sure = Counter(p.name for p, w in pairs if w not in doubtful)
    full = {w.split()[-1] for p, w in pairs if p.rule == "leader" and " " in w}
    return [
        p
        for p, w in pairs
        if w not in doubtful or (w in full if p.rule == "leader" else sure[p.name])
    ]


def _is_language(party: PartyName, tokens: Tokens) -> bool:
    """ "In Russian", "speaks Arabic"."""
    held = tokens.within(party.span)
    if party.rule != "adjective" or not held or held[-1].text.endswith("s"):
        return False
    word, ruler = held[-1], held[-1].head
    spoken = word.dep_ == "dobj" and is_kind(ruler.lemma_, "tongue")
    return spoken or (word.dep_ == "pobj" and ruler.text.lower() in ("in", "into"))


class _People:
    """The names of people in a text that have more than one word."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.spans = [span_of(words) for words in tokens.entities("PERSON") if len(words) > 1]

    def hold(self, party: PartyName, words: list[str]) -> bool:
        """Whether the mention is a part of the name of a person."""
        like = all(is_kind(word, "like_person") for word in words) and len(words) == 1
        if party.rule == "leader":
            return len(words) == 1 and self._is_relative(party.span)
        if not like:
            return False
        before = self.tokens.before(party.span.start, 1)
        titled = bool(before) and is_kind(before[0].text, "title")
        if self._is_first_name(party.span):
            return True
        return titled or any(self._is_name(span, party.span) for span in self.spans)

    def _is_name(self, name: Span, part: Span) -> bool:
        """Whether a stretch that the parser takes for a person is a first and a second name."""
        words = self.tokens.within(name)
        plain = all(
            word.pos_ == "PROPN" and not is_kind(word.text, "office", "state_word")
            for word in words
        )
        return name.holds(part) and name != part and plain

    def _is_first_name(self, part: Span) -> bool:
        """ "Paris Hilton left": a name follows that no body or office ends in, and acts."""
        words = self.tokens.after(part.start, 2)
        if len(words) < 2 or words[0].head.i != words[1].i or words[1].tag_ != "NNP":
            return False
        known = is_kind(words[1].text, "office", "state_word", "group_noun", "place", "institution")
        acts = words[1].dep_ in ("nsubj", "nsubjpass")
        return acts and not known and words[1].text.istitle() and words[0].dep_ == "compound"

    def _is_relative(self, part: Span) -> bool:
        """ "Hunter Biden": another first name before the name of an office holder."""
        for name in self.spans:
            if name.holds(part) and name.start < part.start:
                first = self.tokens.within(Span(name.start, part.start))
                offices = any(is_kind(w.text, "office", "title", "state_word") for w in first)
                return not offices and all(w.pos_ == "PROPN" for w in first)
        return False
