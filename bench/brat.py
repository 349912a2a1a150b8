"""Attributions (source, cue, content) read from brat standoff: `NAME.ann` beside `NAME.txt`."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from webapp.extract.base import Span
from webapp.model.text import normalise

SOURCE, CUE, CONTENT = "source", "cue", "content"
ALSO = {
    **dict.fromkeys(("speaker", "holder"), SOURCE),
    **dict.fromkeys(("verb", "trigger"), CUE),
    **dict.fromkeys(("quote", "quotation", "direct", "indirect", "mixed"), CONTENT),
}
"""What other schemes call the three."""
_MARK = re.compile(
    r"(?P<key>T\S*)\s+(?P<name>\S.*?)\s+(?P<at>\d+ +\d+(?:; *\d+ +\d+)*)\s*(?P<words>.*)", re.DOTALL
)
_FAR = 200
"""How many characters an annotation may stand away from where its offsets say."""
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Mark:
    """A text-bound annotation: its role (`source`, `cue`, `content`, or another type) and spans."""

    key: str
    role: str
    spans: Spans


@dataclass(frozen=True)
class Attribution:
    """Who says what. Each part may be in pieces; `cue` and `source` may be empty. `speaker` is the
    full name that a note of type Speaker on the source (or content) gives."""

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    speaker: str = ""


@dataclass
class Standoff:
    """The lines of a file: annotations by key, which are linked, and what could not be read."""

    marks: dict[str, Mark] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    speakers: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def link(self, keys: Iterable[str]) -> None:
        """Link the first of the keys with the others."""
        first, *others = list(keys) or [""]
        for other in others:
            if other != first:
                self.links[first].add(other)
                self.links[other].add(first)


def read_folder(folder: Path) -> Iterator[tuple[Path, str, list[Attribution], list[str]]]:
    """Each text with annotations: path, normalised text, attributions, problems in words. Texts
    and annotations may also lie in folders of their own, under one name."""
    texts, notes = (sorted(folder.rglob(f"*{end}")) for end in (".txt", ".ann"))
    pairs = {path: _beside(path, notes) for path in texts}
    for path, found in pairs.items():
        if found is None:
            yield path, "", [], [f"{path.name}: no {path.stem}.ann beside it"]
            continue
        raw = _decoded(path)
        standoff = read_standoff(raw, _decoded(found).split("\n"))
        yield (
            path,
            normalise(raw),
            attributions(standoff),
            [f"{found.name}: {p}" for p in standoff.problems],
        )
    for path in notes:
        if path not in pairs.values():
            yield path, "", [], [f"{path.name}: no {_bare(path)}.txt for it"]


def _decoded(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace")


def _bare(path: Path) -> str:
    """The name without `.ann`, `.txt` or `.txt.ann`."""
    return path.stem.removesuffix(".txt")


def _beside(text: Path, notes: Sequence[Path]) -> Path | None:
    """The annotations of a text: those beside it, else the only ones of its name elsewhere."""
    named = [path for path in notes if _bare(path) == text.stem]
    here = [path for path in named if path.parent == text.parent]
    if here or len(named) == 1:
        return (here or named)[0]
    return None


def read_standoff(raw: str, lines: Iterable[str]) -> Standoff:
    """The annotations of a text, their positions moved to the normalised text. Comes twice over
    the lines, since events and relations may stand before what they link."""
    found = Standoff()
    rest = []
    place = _Places(raw)
    for number, line in enumerate(lines, 1):
        if line.startswith("T"):
            _read_mark(found, place, line, number)
        elif line.strip():
            rest.append((number, line))
    events = {line.split("\t")[0]: _trigger(line) for _, line in rest if line.startswith("E")}
    for number, line in rest:
        _read_link(found, events, line, number)
    return found


class _Places:
    """Positions in the raw text as positions in the normalised one."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = normalise(raw)
        self.same = len(raw) == len(self.text)

    def moved(self, at: int) -> int:
        """CRLF and composed letters before a position move it."""
        return at if self.same else len(normalise(self.raw[:at]))

    def span(self, start: int, end: int, words: str) -> Span | None:
        """Where a piece is: where its offsets say if its words stand there, else nearby."""
        span = Span(self.moved(start), self.moved(end))
        if not words or _plain(span.of(self.text)) == _plain(words):
            return span if span.end > span.start and span.end <= len(self.text) else None
        return self._near(start, words) or (
            span if 0 <= span.start < span.end <= len(self.text) else None
        )

    def _near(self, start: int, words: str) -> Span | None:
        """The nearest place where the words stand, white space aside."""
        low = max(0, start - _FAR)
        pattern = re.compile(r"\s+".join(map(re.escape, normalise(words).split())))
        places = list(
            pattern.finditer(self.text, low, min(len(self.text), start + _FAR + len(words)))
        )
        best = min(places, key=lambda m: abs(m.start() - start), default=None)
        return Span(*best.span()) if best else None


def _plain(words: str) -> str:
    return " ".join(normalise(words).split())


def _read_mark(found: Standoff, place: _Places, line: str, number: int) -> None:
    """`T1<tab>Source 10 20;25 40<tab>words`."""
    match = _MARK.fullmatch(line.rstrip())
    if not match:
        found.problems.append(f"line {number} has no offsets: {line[:60]!r}")
        return
    key, name, offsets = match["key"], match["name"], match["at"]
    pairs = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
    one = match["words"] if len(pairs) == 1 else ""
    spans = [span for start, end in pairs if (span := place.span(start, end, one))]
    if len(spans) < len(pairs):
        found.problems.append(f"line {number} points outside the text: {line[:60]!r}")
    if spans:
        found.marks[key] = Mark(key, role_of(name), tuple(sorted(spans)))


def role_of(name: str) -> str:
    """`Content-2`, `CONTENT` and `Attribution_Content` are all content."""
    lower = name.lower()
    return next((role for role in (CONTENT, SOURCE, CUE) if role in lower), ALSO.get(lower, lower))


def _trigger(line: str) -> str:
    """The annotation that an event hangs on: `E1<tab>Cue:T3 Source:T1`."""
    parts = line.split("\t")
    return parts[1].split()[0].rpartition(":")[2] if len(parts) > 1 and parts[1].split() else ""


def _read_link(found: Standoff, events: dict[str, str], line: str, number: int) -> None:
    """An event, a relation, an equivalence; notes other than speakers, attributes and
    normalisations say nothing of who says what."""
    _, _, rest = line.partition("\t")
    words = rest.split("\t")[0].split()
    if line.startswith("#"):
        _read_note(found, rest, events)
    elif line.startswith("E"):
        _read_event(found, words, events)
    elif line.startswith("R"):
        found.link(_key(word, events) for word in words[1:])
    elif line.startswith("*"):
        for number in range(1, len(words)):
            found.link(words[number:])
    elif not line.startswith(("A", "M", "N")):
        found.problems.append(f"line {number} is of no known kind: {line[:60]!r}")


def _key(argument: str, events: dict[str, str]) -> str:
    key = argument.rpartition(":")[2]
    return events.get(key, key)


def _read_event(found: Standoff, words: list[str], events: dict[str, str]) -> None:
    """Roles that arguments are given count where the annotation's own type is none of the three."""
    for word in words:
        key = _key(word, events)
        mark = found.marks.get(key)
        role = role_of(word.partition(":")[0])
        if mark and mark.role not in (SOURCE, CUE, CONTENT) and role in (SOURCE, CUE, CONTENT):
            found.marks[key] = Mark(key, role, mark.spans)
    _name_trigger(found, [_key(word, events) for word in words])
    found.link(_key(word, events) for word in words)


def _name_trigger(found: Standoff, keys: list[str]) -> None:
    """An event may hang on an annotation of another type ("Attribution"): it is what is missing."""
    roles = [found.marks[key].role if key in found.marks else "" for key in keys]
    missing = next((role for role in (CUE, CONTENT, SOURCE) if role not in roles), "")
    if roles and missing and roles[0] not in ("", SOURCE, CUE, CONTENT):
        found.marks[keys[0]] = Mark(keys[0], missing, found.marks[keys[0]].spans)


def _read_note(found: Standoff, rest: str, events: dict[str, str]) -> None:
    head, _, words = rest.partition("\t")
    kind, _, key = head.partition(" ")
    if kind.lower() == "speaker":
        found.speakers[_key(key.strip(), events)] = words.strip()


def attributions(found: Standoff) -> list[Attribution]:
    """Contents with their nearest cue and source. Contents of one cue are pieces of one."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for key in (m.key for m in found.marks.values() if m.role == CONTENT):
        cue = _nearest(found, key, CUE)
        grouped[cue or key].append(key)
    made = [_attribution(found, cue, grouped) for cue in grouped]
    return sorted(made, key=lambda a: a.content)


def _attribution(found: Standoff, cue: str, grouped: dict[str, list[str]]) -> Attribution:
    """The attribution of a cue; one that is linked to it and has no content of its own is a part
    of it, one that has is of an attribution within."""
    contents = grouped[cue]
    source = _nearest(found, cue, SOURCE) or _nearest(found, contents[0], SOURCE)
    linked = found.links.get(cue, set())
    sources = [key for key in linked if _role(found, key) == SOURCE]
    cues = [key for key in linked if _role(found, key) == CUE and key not in grouped]
    spans = sorted({span for key in contents for span in found.marks[key].spans})
    return Attribution(
        tuple(spans),
        _spans(found, [cue, *cues]) if cue not in contents else (),
        _spans(found, sources or [source] if source else []),
        found.speakers.get(source) or found.speakers.get(contents[0], ""),
    )


def _role(found: Standoff, key: str) -> str:
    return found.marks[key].role if key in found.marks else ""


def _spans(found: Standoff, keys: Iterable[str]) -> Spans:
    return tuple(sorted({span for key in keys for span in found.marks[key].spans}))


def _nearest(found: Standoff, start: str, role: str) -> str:
    """The key of the nearest linked annotation of a role; through a source only where there is no
    other way, since one source may have said several things."""
    return _reached(found, start, role, (CONTENT, SOURCE)) or _reached(
        found, start, role, (CONTENT,)
    )


def _reached(found: Standoff, start: str, role: str, walls: tuple[str, ...]) -> str:
    """The nearest of a role. The way leads through no other content, so that a content within
    another one keeps its own source."""
    seen, queue = {start}, deque([start])
    while queue:
        key = queue.popleft()
        mark = found.marks.get(key)
        if mark and mark.role == role:
            return key
        if mark and key != start and mark.role in walls:
            continue
        queue.extend(sorted(found.links.get(key, set()) - seen))
        seen |= found.links.get(key, set())
    return ""
