"""How well is it found who says what? `python -m bench.extract_quotes FOLDER` tells.

The folder holds texts with their attributions in brat standoff (`NAME.ann` beside `NAME.txt`).
Words are compared, not marks: quotation marks and commas at an edge cost nothing. A content counts
as found where the F1 of its words and those of a report is at least 0.5; each is paired once.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.brat import Attribution, Spans, read_folder
from webapp.extract.base import Report
from webapp.extract.language import load_parser
from webapp.extract.parsing import parse
from webapp.extract.reports import find_reports
from webapp.extract.text import read_document
from webapp.model.problems import InputError

FOUND = 0.5
CLASSES = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_EDGE = ("that", "to")
_DIRECT = 0.9
Find = Callable[[str], Sequence[Report]]


@dataclass(frozen=True)
class Item:
    """A content, of the annotators or of the program, as the words (by where they begin)."""

    words: frozenset[int]
    kind: str
    made: Attribution


@dataclass
class Tally:
    """Sums over all texts. A key is a class of content and what is counted."""

    counts: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    errors: list[str] = field(default_factory=list)

    def add(self, kind: str, what: str, amount: float = 1) -> None:
        """Count for a class and for all together."""
        self.counts[kind, what] += amount
        self.counts["all", what] += amount


class Text:
    """A text, its words, and which of them stand between quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(m.start(), m.group()) for m in _WORD.finditer(text)]
        spans = [q.span for q in read_document(text).quotations]
        self.quoted = frozenset(at for at, _ in self.words for s in spans if s.start <= at < s.end)

    def words_of(self, spans: Spans) -> frozenset[int]:
        """The words that begin in the pieces, `that` and `to` at the front aside."""
        found = [(at, w) for at, w in self.words if any(s.start <= at < s.end for s in spans)]
        while len(found) > 1 and found[0][1].lower() in _EDGE and found[0][0] not in self.quoted:
            found = found[1:]
        return frozenset(at for at, _ in found)

    def kind_of(self, words: frozenset[int]) -> str:
        """Direct where (nearly) all words are quoted, indirect where none is, else mixed."""
        share = len(words & self.quoted) / len(words) if words else 0.0
        return "direct" if share >= _DIRECT else "mixed" if share else "indirect"

    def item(self, made: Attribution) -> Item:
        """A content as its words."""
        words = self.words_of(made.content)
        return Item(words, self.kind_of(words), made)

    def show(self, item: Item) -> str:
        """The words of a content on one line, with who said them."""
        content, source, cue = (
            " … ".join(s.of(self.text) for s in part).replace("\n", " ")
            for part in (item.made.content, item.made.source, item.made.cue)
        )
        return f"[{source}] [{cue}] {content}"


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """F1 of two sets of words."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def pairs(gold: Sequence[Item], found: Sequence[Item]) -> dict[int, int]:
    """Which content was found as which, each once, the best overlaps first."""
    scored = [
        (overlap(g.words, f.words), -i, -j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.words & f.words
    ]
    chosen: dict[int, int] = {}
    for score, i, j in sorted(scored, reverse=True):
        if score >= FOUND and -i not in chosen and -j not in chosen.values():
            chosen[-i] = -j
    return chosen


def as_attribution(report: Report) -> Attribution:
    """A report of the program in the form of the annotations."""
    cue = (report.cue,) if report.cue else ()
    source = (report.source,) if report.source else ()
    return Attribution(report.content, cue, source, report.speaker)


def as_attributions(reports: Iterable[Report]) -> list[Attribution]:
    """Reports as the annotations have them: those of one cue are pieces of one, as where a
    quotation goes on in the next paragraph without saying again whose it is."""
    made: dict[Spans | int, Attribution] = {}
    for number, report in enumerate(reports):
        one = as_attribution(report)
        same = made.get(one.cue)
        if same:
            one = replace(same, content=tuple(sorted({*same.content, *one.content})))
        made[one.cue or number] = one
    return list(made.values())


def measure(tally: Tally, name: str, text: str, gold: Iterable[Attribution], find: Find) -> None:
    """Compare one text."""
    words = Text(text)
    golds = [item for made in gold if (item := words.item(made)).words]
    found = [item for made in as_attributions(find(text)) if (item := words.item(made)).words]
    chosen = pairs(golds, found)
    _count_contents(tally, golds, found, chosen)
    for i, j in chosen.items():
        _count_parts(tally, words, golds[i], found[j], name)
    for i, item in enumerate(golds):
        if i not in chosen:
            tally.errors.append(f"{name}: missed {item.kind}: {words.show(item)}")
    for j, item in enumerate(found):
        if j not in chosen.values():
            tally.errors.append(f"{name}: wrong {item.kind}: {words.show(item)}")


def _count_contents(
    tally: Tally, golds: Sequence[Item], found: Sequence[Item], chosen: dict[int, int]
) -> None:
    for gold in golds:
        tally.add(gold.kind, "gold")
        best = max((len(gold.words & f.words) for f in found), default=0)
        tally.add(gold.kind, "soft recall", best / len(gold.words))
    for item in found:
        tally.add(item.kind, "found")
        best = max((len(item.words & g.words) for g in golds), default=0)
        tally.add(item.kind, "soft precision", best / len(item.words))
    for i, j in chosen.items():
        gold, item = golds[i], found[j]
        same, near = gold.words == item.words, overlap(gold.words, item.words) >= 0.8
        for kind, side in ((gold.kind, "gold"), (item.kind, "found")):
            tally.add(kind, f"half {side}")
            tally.add(kind, f"near {side}", near)
            tally.add(kind, f"words {side}", same)
            tally.add(kind, f"exact {side}", gold.made.content == item.made.content)


def _count_parts(tally: Tally, text: Text, gold: Item, item: Item, name: str) -> None:
    """Cue, source and speaker of a content that was found."""
    _count_spans(tally, "cue", text, gold.made.cue, item.made.cue, gold.kind)
    _count_spans(tally, "source", text, gold.made.source, item.made.source, gold.kind)
    if not gold.made.source and not gold.made.speaker:
        return
    name_right = same_name(gold.made.speaker, item.made.speaker)
    touched = touches(gold.made.source, item.made.source)
    right = touched or name_right or named(text, gold.made, item.made)
    tally.add(gold.kind, "speakers")
    tally.add(gold.kind, "right speakers", right)
    if gold.made.speaker:
        tally.add(gold.kind, "names")
        tally.add(gold.kind, "right names", name_right)
    if not right or (gold.made.speaker and not name_right):
        wanted = gold.made.speaker or text.show(gold)
        tally.errors.append(
            f"{name}: speaker not {wanted!r}: {item.made.speaker!r} {text.show(item)}"
        )


def _count_spans(tally: Tally, what: str, text: Text, gold: Spans, found: Spans, kind: str) -> None:
    """Precision and recall over the contents that were found."""
    tally.add(kind, f"{what} gold", bool(gold))
    tally.add(kind, f"{what} found", bool(found))
    tally.add(kind, f"{what} overlap", touches(gold, found))
    tally.add(kind, f"{what} exact", bool(gold) and text.words_of(gold) == text.words_of(found))


def touches(one: Spans, other: Spans) -> bool:
    """Whether two sets of pieces share a character."""
    return any(a.overlaps(b) for a in one for b in other)


def named(text: Text, gold: Attribution, found: Attribution) -> bool:
    """Whether the name that the program resolved is in the words of the source."""
    return same_name(found.speaker, " ".join(s.of(text.text) for s in gold.source))


def same_name(one: str, other: str) -> bool:
    """Whether two names are of the same: they are equal, or end in the same capitalised word, or
    one is a part of the other."""
    first, second = (_WORD.findall(re.sub(r"[’']s\b", "", n)) for n in (one, other))
    if not first or not second:
        return False
    small, large = sorted(({w.lower() for w in first}, {w.lower() for w in second}), key=len)
    return small <= large - {"the", "a", "an"} or small == large or _last(first) == _last(second)


def _last(words: Sequence[str]) -> str | None:
    return words[-1] if words[-1][0].isupper() else None


# Printing


def ratio(part: float, whole: float) -> float:
    """A share; nothing out of nothing is 0."""
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return ratio(2 * precision * recall, precision + recall)


def table(tally: Tally) -> list[str]:
    """The figures, a class of content a line."""
    lines = [f"{'content':10}{'gold':>6}{'found':>7}   " + "".join(
        f"{name + ' P R F1':>20}" for name in ("F1>=0.5", "F1>=0.8", "same words", "exact", "soft")
    )]  # fmt: skip
    for kind in (*CLASSES, "all"):
        gold, found = tally.counts[kind, "gold"], tally.counts[kind, "found"]
        cells = [_cell(tally, kind, what) for what in ("half", "near", "words", "exact", "soft")]
        lines.append(f"{kind:10}{gold:6.0f}{found:7.0f}   " + "".join(f"{c:>20}" for c in cells))
    return lines


def _cell(tally: Tally, kind: str, what: str) -> str:
    counts = tally.counts
    names = (
        ("soft precision", "soft recall") if what == "soft" else (f"{what} found", f"{what} gold")
    )
    precision = ratio(counts[kind, names[0]], counts[kind, "found"])
    recall = ratio(counts[kind, names[1]], counts[kind, "gold"])
    return " ".join(f"{100 * v:.1f}" for v in (precision, recall, _f1(precision, recall)))


def parts_table(tally: Tally) -> list[str]:
    """Cues, sources and speakers of the contents that were found."""
    head = ("cue overlap", "cue exact", "source overlap", "source exact", "speaker", "full name")
    lines = [f"{'of found':10}" + "".join(f"{name:>16}" for name in head)]
    for kind in (*CLASSES, "all"):
        counts = tally.counts
        shares = [
            ratio(counts[kind, f"{what} {how}"], counts[kind, f"{what} gold"])
            for what in ("cue", "source")
            for how in ("overlap", "exact")
        ]
        shares.append(ratio(counts[kind, "right speakers"], counts[kind, "speakers"]))
        shares.append(ratio(counts[kind, "right names"], counts[kind, "names"]))
        lines.append(f"{kind:10}" + "".join(f"{100 * share:16.1f}" for share in shares))
    return lines


def run(folder: Path, find: Find) -> tuple[Tally, list[str]]:
    """The sums over all texts of a folder, and what could not be read."""
    tally, problems = Tally(), []
    for path, text, gold, troubles in read_folder(folder):
        problems += troubles
        if text:
            measure(tally, path.stem, text, gold, find)
    return tally, problems


def reports_of(text: str) -> Sequence[Report]:
    """What the program finds in a text."""
    document = read_document(text)
    return find_reports(document, parse(document, load_parser()), asides=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Ends with 1 where nothing is annotated, with 2 where there is no parser."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.extract_quotes")
    parser.add_argument("folder", type=Path, help="texts with their .ann files")
    parser.add_argument("--errors", action="store_true", help="list what was missed or wrong")
    given = parser.parse_args(arguments)
    try:
        tally, problems = run(given.folder, reports_of)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for problem in problems:
        print(problem, file=sys.stderr)
    if not tally.counts:
        what = "holds no text with annotations (NAME.txt and NAME.ann)"
        what = what if given.folder.is_dir() else "is no folder"
        print(f"{given.folder} {what}.", file=sys.stderr)
        return 1
    print("\n".join([*table(tally), "", *parts_table(tally)]))
    if given.errors:
        print("", *tally.errors, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
