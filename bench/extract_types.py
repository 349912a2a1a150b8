"""How often the type of a sentence is found: `python -m bench.extract_types FILE.jsonl`.

Each line is a JSON object with a sentence and the type expected of it: a type of the codebook, or
a code of CAMEO, read by the table that imports use except where the codebook decides otherwise.
A list of types means that any of them will do. Lines that cannot be read are named and skipped.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.extract.language import load_parser
from webapp.extract.types import classify
from webapp.model.problems import InputError
from webapp.model.vocabulary import EVENT_TYPES
from webapp.store.formats import cameo

SENTENCE_KEYS = ("sentence", "text", "quote", "input")
TYPE_KEYS = ("type", "event_type", "expected", "expected_type", "label", "gold", "code", "cameo")
KNOWN = frozenset(kind.code for kind in EVENT_TYPES)
CODES = Path(cameo.__file__).with_name("cameo_types.csv")
CODEBOOK = {"016": "REJECT", "055": "CONCEDE", "056": "CONCEDE", "0871": "CONCEDE"}
"""Codes that the codebook decides by name: it counts denying as rejecting, apologies, pardons and
declared ceasefires as concessions."""


@dataclass(frozen=True)
class Case:
    """A sentence, the types that will do, and the line that it stands in."""

    sentence: str
    expected: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Outcome:
    """What was made of a case."""

    case: Case
    found: str
    rule: str

    @property
    def right(self) -> bool:
        """Whether the type found is one of those that will do."""
        return self.found in self.case.expected


@lru_cache(maxsize=1)
def type_of_code() -> dict[str, str]:
    """Types by CAMEO code."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["type"] for row in csv.DictReader(file)} | CODEBOOK


def read_type(value: object) -> str:
    """A type from a type or a CAMEO code. Raises ValueError for anything else."""
    text = str(value).strip().upper()
    if text in KNOWN:
        return text
    for digits in (text, f"0{text}"):
        for length in range(len(digits), 1, -1):
            if digits[:length] in type_of_code():
                return type_of_code()[digits[:length]]
    raise ValueError(f"{value!r} is neither a type nor a CAMEO code")


def first(record: dict[str, object], keys: Iterable[str], what: str) -> object:
    """The value of the first key that is there. Raises ValueError when none is."""
    for key in keys:
        if record.get(key) not in (None, ""):
            return record[key]
    raise ValueError(f"no {what} (looked for {', '.join(keys)})")


def read_case(line: str, number: int) -> Case:
    """A case from a line. Raises ValueError that says what is wrong with it."""
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    small = {str(key).lower(): value for key, value in record.items()}
    sentence = first(small, SENTENCE_KEYS, "sentence")
    expected = first(small, TYPE_KEYS, "type")
    if not isinstance(sentence, str) or not sentence.strip():
        raise ValueError("the sentence is no text")
    values = expected if isinstance(expected, list) else [expected]
    return Case(sentence.strip(), tuple(read_type(value) for value in values), number)


def read_cases(lines: Iterable[str]) -> tuple[list[Case], list[str]]:
    """The cases of a file, and a sentence for every line that is none."""
    cases: list[Case] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(read_case(line, number))
        except ValueError as problem:
            problems.append(f"line {number}: {problem}; skipped")
    return cases, problems


def judge(cases: Iterable[Case]) -> Iterator[Outcome]:
    """Classifies the sentences."""
    parse = load_parser()
    for case in cases:
        typing = classify(list(parse(case.sentence)))
        yield Outcome(case, typing.code, typing.rule)


def share(right: int, total: int) -> str:
    """`83.7% (221 of 264)`."""
    return f"{right / total:.1%} ({right} of {total})"


def per_type(outcomes: list[Outcome]) -> Iterator[str]:
    """A line for each expected type."""
    for code in (kind.code for kind in EVENT_TYPES):
        mine = [one for one in outcomes if one.case.expected[0] == code]
        if mine:
            yield f"  {code:<10} {share(sum(one.right for one in mine), len(mine))}"


def confusions(outcomes: list[Outcome]) -> Iterator[str]:
    """A line for each pair of expected and found type, the commonest first."""
    pairs = Counter((o.case.expected[0], o.found) for o in outcomes if not o.right)
    for (expected, found), count in pairs.most_common():
        yield f"  {count:>3}  {expected} taken for {found}"


def report(outcomes: list[Outcome], errors: bool) -> Iterator[str]:
    """What is printed."""
    yield f"accuracy {share(sum(one.right for one in outcomes), len(outcomes))}"
    yield from per_type(outcomes)
    yield "confusions"
    yield from confusions(outcomes)
    if errors:
        yield "errors"
        for one in (o for o in outcomes if not o.right):
            wanted = "|".join(one.case.expected)
            yield f"  line {one.case.line}: {wanted}, found {one.found} [{one.rule}]"
            yield f"    {one.case.sentence}"


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.extract_types", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--errors", action="store_true", help="print the wrong ones too")
    return parser.parse_args(argv)


def measure(path: Path, errors: bool) -> bool:
    """Prints the scores of a file; whether there was anything to score."""
    cases, problems = read_cases(path.read_text("utf-8-sig").splitlines())
    for problem in problems:
        print(f"{path}: {problem}", file=sys.stderr)
    if not cases:
        print(f"{path}: no sentence with a type", file=sys.stderr)
        return False
    print(path)
    print("\n".join(report(list(judge(cases)), errors)))
    return True


def main(argv: list[str] | None = None) -> int:
    """Measures the files. Returns 1 when one of them could not be scored."""
    chosen = arguments(argv)
    done = True
    for path in chosen.files:
        try:
            done = measure(path, chosen.errors) and done
        except (OSError, UnicodeDecodeError, InputError) as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            done = False
    return 0 if done else 1


if __name__ == "__main__":
    raise SystemExit(main())
