"""Names of the tables in a text: the longest at each place, doubtful ones by what else is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.extract.base import Span
from webapp.extract.parties.lexicon import ATOM, Entry, fold, lexicon, rows, words_of

STATES = frozenset(("state", "historical", "territory", "region"))
OF_A_STATE = frozenset(("ministry", "legislature", "force", "office", "service", "seat"))
_DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_AFTER = re.compile(
    r"-(?:backed|allied|aligned|supported|funded|financed|trained|made|born|built|supplied|armed|"
    r"speaking|style|era|occupied|controlled|held|inspired|linked|affiliated|brokered|sponsored|"
    r"mediated|based|educated|friendly|bound|wide|registered|flagged|language|owned|designed|"
    r"equipped|annexed|administered|imposed|proposed|drafted|installed|hosted|ruled|dominated)\b"
)
_BEFORE = re.compile(r"(?:\b(?:pro|anti|ex|non|post|pre|mid|neo|trans|intra)-|(?<=\w)@|#|/)$", re.I)


@dataclass(frozen=True)
class Name:
    """A name at its place, and what it can stand for."""

    span: Span
    entries: tuple[Entry, ...]


def read_names(text: str) -> list[Name]:
    """The names that stand for one party each, in order. Names that only look so are left out."""
    found = list(_matches(fold(text)))
    sure = Counter(party for name in found if (party := _sure(name)))
    settled = _without_foreign(text, [name for n in found if (name := _settled(n, sure))])
    rivals = {word for word in _rivals() if _is_rival(text, word)}
    return [
        name for name in settled if not (name.span.of(text) in rivals or _is_part(text, name.span))
    ]


def _matches(text: str) -> Iterator[Name]:
    """The longest name at each word, from left to right."""
    atoms = [Span(*match.span()) for match in ATOM.finditer(text)]
    known, lengths = lexicon().entries, lexicon().lengths
    at = 0
    while at < len(atoms):
        for length in lengths.get(atoms[at].of(text), ()):
            span = Span(atoms[at].start, atoms[min(at + length, len(atoms)) - 1].end)
            entries = known.get(span.of(text))
            if entries and at + length <= len(atoms):
                yield Name(_with_stop(text, span), entries)
                at += length - 1
                break
        at += 1


def _with_stop(text: str, span: Span) -> Span:
    """`U.S` with the full stop that belongs to it."""
    dotted = _DOTTED.fullmatch(span.of(text)) and text[span.end : span.end + 1] == "."
    return Span(span.start, span.end + 1) if dotted else span


def _sure(name: Name) -> str:
    """The party of a name that needs no help, empty for others and for those that a state of the
    past may have had too."""
    if any(entry.kind == "historical" and entry.weak for entry in name.entries):
        return ""
    parties = {entry.name for entry in name.entries if not entry.weak}
    return parties.pop() if len(parties) == 1 else ""


def _settled(name: Name, sure: Counter[str]) -> Name | None:
    """The name with the one entry that holds here; None where it stands for no party.

    A state of the past is meant by a capital ("Moscow") where the text names it and not the state
    of today.
    """
    strong = [entry for entry in name.entries if not entry.weak]
    before = [e for e in name.entries if e.weak and e.kind == "historical" and e.name in sure]
    if before and not any(sure[entry.name] for entry in strong):
        return Name(name.span, (before[0],))
    if any(not entry.name for entry in strong):
        return None
    held = strong or [e for e in name.entries if e.name in sure or not e.near.isdisjoint(sure)]
    if not held:
        return None
    best = max(held, key=lambda entry: sure[entry.name])
    return Name(name.span, (best,))


def _without_foreign(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The names without bodies that another state's name stands before: "the German Foreign
    Office" is not Britain's."""
    last: Name | None = None
    for name in names:
        entry, before = name.entries[0], last.entries[0] if last else None
        joined = last and text[last.span.end : name.span.start] in (" ", "'s ", "’s ", "' ", "’ ")
        foreign = joined and before and before.kind in STATES and before.name != entry.name
        if not (foreign and entry.kind in OF_A_STATE):
            yield name
        last = name


def _is_part(text: str, span: Span) -> bool:
    """Whether the name only colours another word: "Russian-backed", "pro-Iranian", "US$5"."""
    after = text[span.end : span.end + 16]
    before = text[max(0, span.start - 8) : span.start]
    return bool(_AFTER.match(fold(after)) or after[:1] == "$" or _BEFORE.search(fold(before)))


@lru_cache(maxsize=1)
def _rivals() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        row["word"]: (_any_of(words_of(row["against"])), _any_of(words_of(row["for"])))
        for row in rows("rivals.csv")
    }


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _is_rival(text: str, word: str) -> bool:
    """Whether a word means something else here ("Georgia" among American towns)."""
    if word not in text:
        return False
    against, instead = (len(set(pattern.findall(text))) for pattern in _rivals()[word])
    return against > instead
