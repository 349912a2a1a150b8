"""Writes the table of words by types: `python -m tools.make_type_counts`.

It counts the sentences of `bench/gold/types` but for those held out, and the examples of the
lexicon. Words that stand in one sentence only are left out.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.extract_types import read_cases
from webapp.extract.language import load_parser
from webapp.extract.types.lexicon import rows
from webapp.extract.types.likely import COUNTS, TOTAL, words_of

GOLD = Path(__file__).parents[1] / "bench" / "gold" / "types"
FILES = ("dev.jsonl", "fresh.jsonl")
LEAST = 2
"""Sentences in which a word must stand."""


def sentences() -> Iterator[tuple[str, str]]:
    """The sentences with their types (the first where several will do)."""
    for name in FILES:
        cases, _ = read_cases((GOLD / name).read_text("utf-8").splitlines())
        yield from ((case.sentence, case.expected[0]) for case in cases)
    yield from ((row["example"], row["type"]) for row in rows() if row["type"])


def counted() -> dict[str, Counter[str]]:
    """Sentences of each type by word."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    parse = load_parser()
    for sentence, code in sentences():
        for word in (TOTAL, *words_of(list(parse(sentence)))):
            found[word][code] += 1
    return {word: types for word, types in found.items() if types.total() >= LEAST}


def main() -> None:
    """Writes the table, in the order of the alphabet."""
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        out.writerow(["word", "counts"])
        for word, types in sorted(counted().items()):
            out.writerow([word, " ".join(f"{code}:{n}" for code, n in sorted(types.items()))])


if __name__ == "__main__":
    main()
