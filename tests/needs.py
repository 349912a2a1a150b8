"""What a test needs but a computer may lack: skipped there, failed where nothing may be skipped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

from webapp.extract.language import Parser, load_parser
from webapp.model.problems import InputError

ROOT = Path(__file__).resolve().parent.parent


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it when CONFLICT_TIMELINE_REQUIRE_ALL is set."""
    if os.environ.get("CONFLICT_TIMELINE_REQUIRE_ALL"):
        pytest.fail(f"{reason} (CONFLICT_TIMELINE_REQUIRE_ALL is set)", pytrace=False)
    pytest.skip(reason)


def english_parser() -> Parser:
    """The parser that reads articles."""
    try:
        return load_parser()
    except InputError as error:
        missing(str(error))


def article_path() -> Path:
    """Where the article of the shipped table is, if this computer has it."""
    folder = os.environ.get("CONFLICT_TIMELINE_ARTICLES") or "../shared/article"
    return ROOT / folder / "ceasefire-talks.txt"
