"""Groups and bodies that no table knows: those that the text itself names and introduces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

from webapp.extract.base import Document, PartyName, Span
from webapp.extract.parties.lexicon import fold, is_kind
from webapp.extract.parties.pairs import within

LONGEST = 90
"""No name of a party is longer, in characters."""
_CAPITAL = r"[A-Z][\w-]*(?:'\w+)*'?"
_PARTICLE = r"(?:of|for|the|and|al-\w+|del?|la|los|du|das?|dos)"
_LINKED = rf"{_CAPITAL}(?:(?: {_PARTICLE}){{0,3}} {_CAPITAL}){{0,8}}"
_NAMES = (
    re.compile(rf"(?<![\w'-]){_CAPITAL}(?:(?: al-\w+)? {_CAPITAL}){{1,8}}(?![\w-])"),
    re.compile(
        rf"(?<![\w'-])(?:{_CAPITAL} ){{0,6}}{_CAPITAL} (?:of|for)(?: the)? {_LINKED}(?![\w-])"
    ),
)
_KIND = re.compile(rf"(?<![\w'-])(?:{_CAPITAL} ){{1,3}}(?P<kind>[a-z]+)\b")
_SHORT = re.compile(r" ?\((?:the |or |known as |also known as )?([A-Z][A-Za-z0-9/-]{1,9})\)")
_KNOWN_AS = re.compile(
    r",? (?:also|better|commonly|widely|locally) (?:known|called|referred to) as (?:the )?"
    r"([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})"
    r"|,? known as (?:the )?([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})"
)
_CALLED = re.compile(
    r"\b(?:group|militia|movement|army|gang|faction|network|organi[sz]ation|coalition|force)"
    r"(?:,? (?:that|which))? (?:called|named|calling itself|calls itself|known as|styling itself) "
    rf"(?:the )?({_LINKED})"
    r"|\b(?:rebel|armed|militant|insurgent|jihadist|separatist|opposition|paramilitary|guerrilla|"
    r"Islamist|islamist|terror|terrorist|extremist|aid|rights|protest|activist|monitoring|extremist)"
    rf" (?:group|movement|organi[sz]ation|faction|force|network|coalition)s? (?:the )?({_LINKED})"
    r"|\b(?:local|aid|relief|rights|medical|religious|construction|mining|oil|gas|security|shipping|"
    r"trade|labour|labor|teachers'|miners'|opposition|ruling|governing|main|biggest|largest|small|"
    r"peasant|student|state|private|foreign|logging|telecoms|transport|energy|humanitarian|"
    r"environmental|women's|farmers'|workers'|nationalist|leftist|separatist) "
    r"(?P<kind>charity|company|firm|union|party|federation|association|consortium|league),? "
    rf"(?:the )?({_LINKED})"
)
_AS_CALLED = re.compile(
    rf"({_LINKED}), as (?:[A-Z][\w.-]* ){{0,3}}(?:(?P<leader>[A-Z][\w-]+)'s )?(?:the )?"
    r"(?:force|army|group|militia|movement|alliance|faction)s? "
    r"(?:calls? (?:itself|themselves)|(?:is|are) (?:known|called))"
)
_APPOSED = re.compile(
    rf"(?<![\w'-])({_LINKED}), an? (?:[\w-]+ ){{0,3}}(?:group|organi[sz]ation|militia|movement|"
    r"charity|coalition|alliance|network|watchdog|NGO|think tank|insurgency|cartel)"
    r"(?=[,.]| (?:that|which|based|led|fighting|allied|linked|loyal|backed|in|with)\b)"
)
_WORD = re.compile(r"\w[\w']*")
_COLOURED = re.compile(r"-[a-z]+(?:ed|led|run|held) ")
_MEMBERS = re.compile(
    r"(?:Fighters|Members|Leaders|Troops|Commanders|Officials|Supporters|Rebels|Militants|Gunmen|"
    r"Delegates|Envoys|Representatives|Units|Lawyers|Followers|Backers) (?:of|from|for) (?:the )?"
)
_HOLDER = re.compile(
    r"(?:Bishop|Archbishop|Cardinal|Imam|Pastor|Sheikh|President|Chairman|Chairwoman|Director|"
    r"Colonel|Captain|Major|Governor|Senator|Professor)"
    rf"(?P<name>(?: {_CAPITAL}){{1,3}}) (?:of|from) (?:the )?"
)
"""Who holds an office: "Bishop Eduardo Kassiano of the Episcopal Church"."""
_MONTHS = frozenset(
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
)
_STARTERS = frozenset(
    ("The", "A", "An", "On", "In", "At", "But", "And", "When", "As", "While", "After", "Before")
)


class Groups:
    """The groups of one text: where they are named, and by what else they are called."""

    def __init__(self, document: Document, named: Sequence[PartyName]) -> None:
        self.text = fold(document.text)
        self.document = document
        self.named = list(named)
        self.aliases: dict[str, str] = {}
        self.leaders: dict[str, str] = {}

    def find(self) -> list[PartyName]:
        """The mentions: full names, names that are introduced, then their short forms."""
        found: list[PartyName] = []
        for party in (*self._full(), *self._called()):
            if not any(party.span.overlaps(other.span) for other in found):
                found.append(party)
        for party in (*self.named, *found):
            self._learn(party)
        return [*found, *self._again([*self.named, *found])]

    def _full(self) -> Iterator[PartyName]:
        """ "The Sarchay Front", "Front for the Freedom of Vrelo", "the Karu militia"."""
        for pattern in (*reversed(_NAMES), _KIND):
            for match in pattern.finditer(self.text):
                for part in self._parts(Span(*match.span())):
                    span = _core(part, self.text)
                    if span and self._is_group(span) and self._is_new(span):
                        yield self._group(span)

    def _parts(self, span: Span) -> list[Span]:
        """ "Government of Togo and the Karu Front" are two, if what stands behind is a group."""
        first, joint, second = span.of(self.text).rpartition(" and the ")
        last = Span(span.end - len(second), span.end)
        if not joint or not self._is_group(last):
            return [span]
        return [Span(span.start, span.start + len(first)), last]

    def _called(self) -> Iterator[PartyName]:
        """ "A group calling itself Sons of the Valley", "the rebel group Karu", "the Eastern
        Command, as General Bo's force calls itself"."""
        called = (pattern.finditer(self.text) for pattern in (_CALLED, _APPOSED, _AS_CALLED))
        for match in chain.from_iterable(called):
            own = 1 if match.re is _AS_CALLED else match.lastindex or 0
            span = _core(Span(*match.span(own)), self.text, 1)
            if span and self._is_new(span):
                kind, leader = (match.groupdict().get(name) for name in ("kind", "leader"))
                name = _plain(span.of(self.document.text))
                self.aliases.setdefault(fold(name), name)
                if leader:
                    self.leaders[leader] = name
                yield self._group(span, f": {kind}" if kind else "")

    def _group(self, span: Span, kind: str = "") -> PartyName:
        name = _plain(span.of(self.document.text))
        return PartyName(span, name, f"group the text names{kind}")

    def _is_group(self, span: Span) -> bool:
        """Whether the words name a group: a noun for one at an end, and a word of its own."""
        words = span.of(self.text).replace("-", " ").split()
        last = words[-1].lower()
        if len(words) < 2 or is_kind(last, "medium_noun") or _COLOURED.search(span.of(self.text)):
            return False
        if words[0] in _MONTHS or (words[-1].islower() and is_kind(words[-2], "creed")):
            return False
        ends = is_kind(last, "group_kind" if words[-1].islower() else "group_noun")
        begins = words[-1][:1].isupper() and any(
            is_kind(word.lower(), "group_before") and after in ("of", "for")
            for word, after in pairwise(words)
        )
        short = bool(_SHORT.match(self.text, span.end))
        own = short or self._has_own_word(span) or self._is_political(span)
        return (ends or begins) and own

    def _is_political(self, span: Span) -> bool:
        """ "The Pakistan Justice League", "the National Front": no state calls a body of its own a
        league or a front, whatever the other words are."""
        words = span.of(self.text).split()
        known = sum(len(p.span.of(self.text).split()) for p in self._known(span))
        return is_kind(words[-1].lower(), "political_noun") and len(words) - known > 1

    def _has_own_word(self, span: Span) -> bool:
        """Whether a word is neither a state's name nor one that bodies of any state have."""
        words = [Span(*m.span()) for m in _WORD.finditer(self.text, span.start, span.end)]
        states = [p.span for p in self._known(span)]
        own = [word for word in words if not any(word.overlaps(state) for state in states)]
        if is_kind(words[-1].of(self.text), "short_noun") and _watches(span.of(self.text)):
            return True
        return any(not _of_a_state(word.of(self.text)) for word in own)

    def _known(self, span: Span) -> list[PartyName]:
        """What the tables know that shares a word with a stretch."""
        near = within(Span(max(0, span.start - LONGEST), span.end), self.named)
        return [party for party in near if party.span.overlaps(span)]

    def _is_new(self, span: Span) -> bool:
        """Whether no table knows the name; the name of a state may be a part of it."""
        held = self._known(span)
        return all(
            p.rule.startswith(("adjective", "name of", "capital"))
            and span.holds(p.span)
            and p.span != span
            for p in held
        )

    def _learn(self, party: PartyName) -> None:
        """What stands behind the name: an abbreviation in brackets, "also known as"."""
        if party.as_place or party.rule in ("adjective", "capital"):
            return
        for pattern in (_SHORT, _KNOWN_AS):
            match = pattern.match(self.text, party.span.end)
            if match:
                short = next(group for group in match.groups() if group)
                self.aliases.setdefault(short, party.name)
        words = party.span.of(self.text).split()
        last = words[-1]
        if len(words) > 1 and last.istitle() and is_kind(last, "short_noun"):
            self.aliases[f"the {last}"] = party.name
        for alias in (*_tails(party), *_initials(party)) if party.rule.startswith("group") else ():
            self.aliases.setdefault(alias, party.name)

    def _again(self, known: Sequence[PartyName]) -> Iterator[PartyName]:
        """Later mentions by the short forms, those with "the" only after the name."""
        taken = sorted(party.span for party in known)
        ends = list(accumulate((span.end for span in taken), max))
        first = {party.name: party.span.end for party in reversed(known)}
        for short, name in (*self.aliases.items(), *self.leaders.items()):
            pattern = re.escape(short).replace("the\\ ", r"\b[Tt]he ", 1)
            for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-]| [A-Z])", self.text):
                start = match.end() - len(short.removeprefix("the "))
                span = Span(start, match.end())
                at = bisect_right(ends, start)
                free = at == len(taken) or taken[at].start >= span.end
                if (start >= first[name] or short in self.leaders) and free:
                    yield PartyName(span, name, "short form the text gives")


def _tails(party: PartyName) -> Iterator[str]:
    """ "The Desert Dawn" for "Soldiers of the Desert Dawn", "the Alliance" for "Alliance for X"."""
    _, of, tail = party.name.partition(" of the ")
    if of and " " in tail and " of " not in tail:
        yield f"the {tail}"
    for word, after in pairwise(party.name.split()):
        if after in ("of", "for") and is_kind(word, "short_noun"):
            yield f"the {word}"


def _initials(party: PartyName) -> Iterator[str]:
    """ "GRA" for "Grassfields Restoration Army", introduced elsewhere or not at all."""
    letters = "".join(word[0] for word in party.name.split() if word[:1].isupper())
    if len(letters) > 2:
        yield letters


def _of_a_state(word: str) -> bool:
    return is_kind(word.removesuffix("'s"), "state_word", "group_noun")


def _watches(name: str) -> bool:
    """A commission for human rights speaks for itself, whoever appoints it."""
    return "human rights" in name.lower()


def _plain(words: str) -> str:
    return " ".join(words.split())


def _holder(words: str) -> re.Match[str] | None:
    """An office with the name of who holds it, which is no group's."""
    found = _HOLDER.match(words)
    names = found["name"].lower().split() if found else []
    return None if any(is_kind(name, "group_noun") for name in names) else found


def _core(span: Span, text: str, least: int = 2) -> Span | None:
    """The name without the article or the word that only begins a sentence, and without a
    genitive at its end; None where fewer than the least number of words are left."""
    of = _MEMBERS.match(span.of(text)) or _holder(span.of(text))
    span = Span(span.start + len(of.group()), span.end) if of else span
    words = span.of(text).split(" ")
    while words and words[0] in _STARTERS:
        span = Span(span.start + len(words.pop(0)) + 1, span.end)
    ending = re.search(r"'s?$", span.of(text))
    end = span.end - len(ending.group()) if ending else span.end
    return Span(span.start, end) if len(words) >= least else None


def find_groups(document: Document, named: Iterable[PartyName]) -> list[PartyName]:
    """Mentions of groups that the text names itself, and further names of those in `named`."""
    return Groups(document, list(named)).find()
