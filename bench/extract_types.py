"""How often the type of a sentence is found: `python -m bench.extract_types FILE.jsonl`.

Each line is a JSON object with a sentence (`sentence`, `text`, ...) and the type expected of it
(`type`, `event_type`, `expected`, `label`, ...): a type of the codebook or its label, a code or the
name of a root of CAMEO. Codes are read by the table that imports use, except where the codebook
decides otherwise. Several types, as a list or with "|" between them, mean that any of them will
do. Lines that cannot be read are named and skipped; the others are scored.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.extract.language import load_parser
from webapp.extract.types import classify
from webapp.model.problems import InputError
from webapp.model.vocabulary import EVENT_TYPES
from webapp.store.formats import cameo

SENTENCE_KEYS = ("sentence", "text", "quote", "input", "example", "headline")
TYPE_KEYS = (
    *("type", "types", "event_type", "expected", "expected_type", "expected_types", "label"),
    *("labels", "gold", "plover", "plover_type", "answer", "code", "cameo", "cameo_code"),
)
LONGEST = 20_000
"""Characters of a sentence at most."""
KNOWN = frozenset(kind.code for kind in EVENT_TYPES)
CODES = Path(cameo.__file__).with_name("cameo_types.csv")
CODEBOOK = {"016": "REJECT", "055": "CONCEDE", "056": "CONCEDE", "0871": "CONCEDE"}
"""Codes that the codebook decides by name: it counts denying as rejecting, apologies, pardons and
declared ceasefires as concessions."""


NAMES = {
    "MAKE PUBLIC STATEMENT": ("STATEMENT",),
    "APPEAL": ("REQUEST",),
    "DEMAND": ("REQUEST",),
    "EXPRESS INTENT TO COOPERATE": ("AGREE",),
    "ENGAGE IN DIPLOMATIC COOPERATION": ("SUPPORT",),
    "ENGAGE IN MATERIAL COOPERATION": ("COOPERATE",),
    "PROVIDE AID": ("AID",),
    "YIELD": ("CONCEDE", "RETREAT"),
    "INVESTIGATE": ("ACCUSE",),
    "DISAPPROVE": ("ACCUSE",),
    "EXHIBIT FORCE POSTURE": ("MOBILIZE",),
    "EXHIBIT MILITARY POSTURE": ("MOBILIZE",),
    "REDUCE RELATIONS": ("SANCTION",),
    "FIGHT": ("ASSAULT",),
    "MOBILISE": ("MOBILIZE",),
    "USE UNCONVENTIONAL MASS VIOLENCE": ("ASSAULT",),
    "NONE": ("OTHER",),
}
"""Types by names of the roots of CAMEO and of earlier versions of PLOVER."""


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


@lru_cache(maxsize=1)
def types_of_name() -> dict[str, tuple[str, ...]]:
    """Types by their own name, by the label of the codebook and by other names."""
    own = {kind.code: (kind.code,) for kind in EVENT_TYPES}
    return NAMES | {kind.label.upper(): (kind.code,) for kind in EVENT_TYPES} | own


def read_types(value: object) -> tuple[str, ...]:
    """The types that a value means, which may name several. Raises ValueError for what is none."""
    if isinstance(value, list):
        return tuple(code for one in value for code in read_types(one))
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{value!r} is neither a type nor a CAMEO code")
    if str(value).strip().upper() in types_of_name():
        return types_of_name()[str(value).strip().upper()]
    parts = [part for part in re.split(r"[|,;/]|\bor\b", str(value)) if part.strip()]
    if len(parts) > 1:
        return tuple(code for part in parts for code in read_types(part))
    return (read_type(value),)


def read_type(value: object) -> str:
    """A type from a type, a label or a CAMEO code, also with a remark ("173 Arrest", "CONSULT
    (04)"). Raises ValueError for anything else."""
    text = str(value).strip().upper()
    words = re.sub(r"^(CAMEO|PLOVER)\b[\s:_-]*", "", text)
    name = re.split(r"\s*[(:\[]|\s+-\s+|_", words)[0].strip()
    for wanted in (text, words, name):
        if wanted in types_of_name():
            return types_of_name()[wanted][0]
    code = re.match(r"(?:0X|CODE\s*)?([0-9]{1,4})(?![0-9A-Z])", words)
    for digits in (code.group(1), f"0{code.group(1)}") if code else ():
        for length in range(len(digits), 1, -1):
            if digits[:length] in type_of_code():
                return type_of_code()[digits[:length]]
    raise ValueError(f"{value!r} is neither a type nor a CAMEO code")


def filled(record: dict[str, object], keys: Iterable[str], what: str) -> list[object]:
    """The values of the keys that are there. Raises ValueError when none is."""
    found = [record[key] for key in keys if record.get(key) not in (None, "", [])]
    if not found:
        raise ValueError(f"no {what} (looked for {', '.join(keys)})")
    return found


def expected_types(values: list[object]) -> tuple[str, ...]:
    """The types that the first readable value means. Raises ValueError when none can be read."""
    for value in values:
        with suppress(ValueError):
            return read_types(value)
    return read_types(values[0])


def read_case(line: str, number: int) -> Case:
    """A case from a line. Raises ValueError that says what is wrong with it."""
    try:
        record = json.loads(line)
    except RecursionError:
        raise ValueError("no JSON that can be read: too many brackets within brackets") from None
    except json.JSONDecodeError as problem:
        raise ValueError(f"no JSON: {problem}") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    small = {str(key).strip().lower(): value for key, value in record.items()}
    sentence = filled(small, SENTENCE_KEYS, "sentence")[0]
    expected = filled(small, TYPE_KEYS, "type")
    if not isinstance(sentence, str) or not sentence.strip():
        raise ValueError("the sentence is no text")
    if len(sentence) > LONGEST:
        raise ValueError(f"the sentence has more than {LONGEST:,} characters")
    return Case(sentence.strip(), expected_types(expected), number)


def read_cases(lines: Iterable[str | bytes]) -> tuple[list[Case], list[str]]:
    """The cases of a file, and a sentence for every line that is none."""
    cases: list[Case] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
            if text.strip():
                cases.append(read_case(text, number))
        except UnicodeDecodeError:
            problems.append(f"line {number}: not UTF-8; skipped")
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
    cases, problems = read_cases(path.read_bytes().splitlines())
    for problem in problems:
        print(f"{path}: {problem}", file=sys.stderr)
    if not cases:
        print(f"{path}: no sentence with a type", file=sys.stderr)
        return False
    print(path)
    print("\n".join(report(list(judge(cases)), errors)))
    if problems:
        print(f"skipped {len(problems)} of {len(cases) + len(problems)} lines")
    return True


def main(argv: list[str] | None = None) -> int:
    """Measures the files. Returns 1 when one of them could not be scored at all; a file of which
    only some lines were skipped counts as scored."""
    chosen = arguments(argv)
    done = True
    for path in chosen.files:
        try:
            done = measure(path, chosen.errors) and done
        except (OSError, InputError) as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            done = False
    return 0 if done else 1


if __name__ == "__main__":
    raise SystemExit(main())
