"""English words as a title needs them: in the present tense, cut at the end of a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

IRREGULAR = {"be": ("is", "are"), "have": ("has", "have")}
_SIBILANT = re.compile(r"(?:s|sh|ch|x|z|o)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
ELLIPSIS = "…"
_DANGLING = re.compile(
    r"(?:[\s,;:(—–-]|(?<![\w’'])(?:and|or|but|for|to|of|on|in|at|by|from|with|into|that|which|who|an?|the"
    r"|its|their|his|her|as|after|before|when|while|because|be)(?![\w’']))+$",
    re.IGNORECASE,
)
_BODIES = re.compile(r"^(?:United |.*\bNations$|.*\bStates$|.*\bEmirates$|.*\bNetherlands$)")
_PLURAL = re.compile(r"[a-rt-z]s$|\b(?:people|police|they|both sides)\b")
_CLOSING = re.compile(r"[,.!?]?(?:”|(?<=\S)\"(?=\W|$))")
_OPENING = re.compile(r"“|(?:^|\s)\"(?=\w)")
_EMPTY_MARKS = re.compile(r"“\s*”|\"\s*\"(?=\s|$)|\(\s*\)")


def present(lemma: str, plural: bool) -> str:
    """A verb in the present tense, third person."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma][plural]
    if plural:
        return lemma
    if _CONSONANT_Y.search(lemma):
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if _SIBILANT.search(lemma) else f"{lemma}s"


def tidy(words: str) -> str:
    """One space between words, none before a comma, nothing loose at the ends."""
    text = re.sub(r"\s+", " ", _EMPTY_MARKS.sub("", words)).strip(" ,;:—–-")
    text = re.sub(r"[,.]([”\"])$", r"\1", text)
    return re.sub(r" ([,;:.!?])", r"\1", text)


def whole(words: str) -> str:
    """Without words at the end that wait for another one ("and", "of the")."""
    return _DANGLING.sub("", words)


def capital(words: str) -> str:
    """With a capital letter at the start, also behind a quotation mark."""
    found = re.search(r"[^\W_]", words)
    if not found:
        return words
    at = found.start()
    return words[:at] + words[at].upper() + words[at + 1 :]


def within(words: str, most: int) -> str:
    """Words cut to a length at the end of a word, with the sign that there was more."""
    if len(words) <= most:
        return words
    cut = words.rfind(" ", 0, most)
    return f"{words[: cut if cut > most // 2 else most - 1].rstrip(' ,;:—–-“‘')}{ELLIPSIS}"


def closed(words: str) -> str:
    """With the quotation mark closed that was cut off with the end."""
    if words.count("“") > words.count("”"):
        return f"{words}”"
    return f'{words}"' if words.count('"') % 2 else words


def join(names: Sequence[str]) -> str:
    """Names in a row: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def is_plural(subject: str) -> bool:
    """Whether a verb after these words has no -s. Names of states, bodies and people have one."""
    head = subject.split(" of ")[0]
    last = head.split()[-1] if head.split() else ""
    if " and " in head:
        return head not in _DOUBLE
    named = last[:1].isupper() and last not in _GROUPS
    return not (_BODIES.match(subject) or named) and bool(_PLURAL.search(head))


_DOUBLE = frozenset(
    (
        *("Antigua and Barbuda", "Bosnia and Herzegovina", "Saint Kitts and Nevis"),
        *("Saint Vincent and the Grenadines", "São Tomé and Príncipe", "Trinidad and Tobago"),
    )
)
"""States whose name has two parts."""
_GROUPS = frozenset(("Forces", "Houthis", "Taliban", "Troops", "Rebels", "Guards", "Tigers"))


def without_voice(words: str) -> str:
    """Without "according to ..." and what follows the end of a quotation that began before: who
    says it is told at the end."""
    closing = _CLOSING.search(words)
    if closing and not _OPENING.search(words[: closing.start()]):
        words = words[: closing.start()]
    return re.split(r",? according to\b", words)[0]


def without_circumstance(words: str) -> str:
    """Without a clause that tells in the past when or why: the title is in the present."""
    parts = re.split(r"(?:^|,? )(?:hours after|days after|when|while|because|although)\b", words)
    return parts[0] if len(parts[0].split()) != 1 else words
