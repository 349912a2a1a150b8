"""How well time expressions are found and read: `python -m bench.extract_dates DIR`.

Reads every TimeML file below a folder, looks for time expressions in its text with the day of its
creation as that of publication, and compares with what is marked. *Strict*: the same characters;
*relaxed*: a character in common, one to one; *value*: relaxed, and the same value, as in the
TempEval-3 exercise; *type* likewise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench.timeml import SUFFIXES, Marked, MarkedText, TimeMLError, read_folder
from webapp.extract.base import Document, Span, TimeExpression
from webapp.extract.text import read_document
from webapp.extract.times import find_times
from webapp.model.problems import InputError

MEASURES = ("strict", "relaxed", "value", "type")
Pair = tuple[Marked | None, TimeExpression | None]


@dataclass
class Score:
    """How many are marked, how many were found, and how many of these agree, by measure."""

    marked: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))

    def add(self, pairs: Iterable[Pair]) -> None:
        """Count the pairs of a text."""
        for gold, ours in pairs:
            self.marked += gold is not None
            self.found += ours is not None
            if gold and ours:
                for name, agrees in agreement(gold, ours).items():
                    self.right[name] += agrees

    def figures(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a measure, in percent."""
        right = self.right[name]
        precision = 100 * right / self.found if self.found else 0.0
        recall = 100 * right / self.marked if self.marked else 0.0
        total = self.found + self.marked
        return precision, recall, 200 * right / total if total else 0.0


def agreement(gold: Marked, ours: TimeExpression) -> dict[str, bool]:
    """In what a marked and a found expression that overlap agree. A type that the file doesn't
    give agrees."""
    return {
        "strict": gold.span == ours.span,
        "relaxed": True,
        "value": gold.value == ours.value,
        "type": not gold.kind or gold.kind == ours.kind,
    }


def paired(marked: Sequence[Marked], found: Sequence[TimeExpression]) -> list[Pair]:
    """One to one: equal spans first, then those that share most characters."""
    links = sorted(
        (
            (-_shared(gold.span, ours.span), gold.span != ours.span, g, f)
            for g, gold in enumerate(marked)
            for f, ours in enumerate(found)
            if gold.span.overlaps(ours.span)
        ),
        key=lambda link: (link[1], link[0], link[2], link[3]),
    )
    pairs: dict[int, int] = {}
    for _, _, g, f in links:
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    missed: list[Pair] = [(m, None) for g, m in enumerate(marked) if g not in pairs]
    extra: list[Pair] = [(None, t) for f, t in enumerate(found) if f not in pairs.values()]
    return [*((marked[g], found[f]) for g, f in pairs.items()), *missed, *extra]


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def compare(marked: MarkedText) -> tuple[Document, list[Pair]]:
    """The pairs of one text. Words that give the day of creation itself do not count."""
    document = read_document(marked.text)
    try:
        found = find_times(document, marked.created)
    except InputError:
        found = find_times(document)
    found = tuple(t for t in found if not any(t.span.overlaps(i) for i in marked.ignored))
    return document, paired(marked.marked, found)


def lines_of_errors(name: str, document: Document, pairs: Iterable[Pair]) -> list[str]:
    """What is wrong in a text: missed, made up, other words, other value; with the sentence."""
    lines = []
    for gold, ours in pairs:
        what = _difference(document.text, gold, ours)
        if what:
            span = gold.span if gold else ours.span if ours else Span(0, 0)
            sentence = document.sentence_of(span.start) or span
            lines.append((span.start, f"{name}: {what}\n    {_line(sentence, document.text)}"))
    return [line for _, line in sorted(lines)]


def _difference(text: str, gold: Marked | None, ours: TimeExpression | None) -> str:
    if gold is None or ours is None:
        one = gold or ours
        word = "missed" if gold else "made up"
        rule = f" by {ours.rule!r}" if ours else ""
        return f"{word} {_line(one.span, text)!r} ({one.value}){rule}" if one else ""
    parts = []
    if gold.span != ours.span:
        parts.append(f"words {_line(ours.span, text)!r}")
    if gold.value != ours.value:
        parts.append(f"value {ours.value}")
    if gold.kind and gold.kind != ours.kind:
        parts.append(f"type {ours.kind}")
    wanted = f"{_line(gold.span, text)!r} ({gold.value}, {gold.kind or 'no type'})"
    return f"{wanted} read as {', '.join(parts)} by {ours.rule!r}" if parts else ""


def _line(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def report(score: Score, texts: int) -> str:
    """The table of figures."""
    lines = [f"{texts} texts, {score.marked} marked, {score.found} found", ""]
    lines.append(f"{'':8} precision  recall      F1")
    for name in MEASURES:
        precision, recall, f1 = score.figures(name)
        lines.append(f"{name:8} {precision:9.1f} {recall:7.1f} {f1:7.1f}")
    return "\n".join(lines)


@click.command(help="Compare found time expressions with those marked in the TimeML files of DIR.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", is_flag=True, help="List what is missed or wrong, with its sentence.")
@click.option("--each", is_flag=True, help="Print the F1 of each text as well.")
def main(folder: Path, errors: bool, each: bool) -> None:
    """Print the figures; end with 1 where no file could be read."""
    score, texts = Score(), 0
    for marked in read_folder(folder):
        if isinstance(marked, TimeMLError):
            click.echo(f"Skipped: {marked}", err=True)
            continue
        texts += 1
        if not marked.created:
            click.echo(f"{marked.name} does not tell the day of its creation", err=True)
        document, pairs = compare(marked)
        score.add(pairs)
        if errors:
            click.echo("\n".join(lines_of_errors(marked.name, document, pairs)))
        if each:
            one = Score()
            one.add(pairs)
            click.echo(f"{marked.name}: " + _each(one))
    if not texts:
        kinds = ", ".join(SUFFIXES)
        click.echo(f"{folder} has no TimeML file that can be read ({kinds})", err=True)
        sys.exit(1)
    click.echo(report(score, texts))


def _each(score: Score) -> str:
    return ", ".join(f"{name} {score.figures(name)[2]:.1f}" for name in MEASURES)


if __name__ == "__main__":
    main()
