"""`extract` on the command line."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner, Result

from webapp import cli
from webapp.cli import extract as command
from webapp.extract import article as facade
from webapp.extract.language import HOW
from webapp.model.columns import EVENT_NAMES
from webapp.model.problems import InputError
from webapp.store.load import load_dataset

TEXT = """Talks Resume

Published on March 14, 2022

Russia and Ukraine held talks in Brest on March 3, 2022. Ukraine accused Russia of shelling Kharkiv.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: object, given: bytes | None = None) -> Result:
    words = ["extract", *map(str, arguments)]
    result = CliRunner().invoke(cli.commands, words, input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_list_to_read(parser, article):
    result = run(article, "--published", "2022-03-14")
    assert result.exit_code == 0
    assert "not reviewed" in result.stdout
    assert "2022-03-03" in result.stdout
    assert "    | Russia and Ukraine held talks in Brest on March 3, 2022" in result.stdout


def test_the_date_is_guessed_and_it_is_said(parser, article):
    result = run(article)
    assert "Note: Published 2022-03-14" in result.stderr
    assert "Note: Published" not in run(article, "--published", "2022-03-14").stderr


def test_no_date_at_all_is_said(parser):
    result = run("-", given=b"Russia and Ukraine held talks in Brest.")
    assert "does not say when it was published" in result.stderr
    assert result.exit_code == 0


def test_a_table_loads_again_as_it_is(parser, article, tmp_path):
    out = tmp_path / "events.csv"
    result = run(article, "-o", out, "--source-id", "talks-2022")
    assert "not reviewed" in result.stdout
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(EVENT_NAMES) < set(rows[0])
    assert {row["source_id"] for row in rows} == {"talks-2022"}
    data = load_dataset(out, tmp_path / "sources.csv")
    assert len(data) == len(rows)
    assert not [problem for problem in data.problems if problem.severity == "error"]


def test_a_formula_in_an_article_is_none_in_the_table(parser, tmp_path):
    path = tmp_path / "hostile.txt"
    path.write_text("“=1+1 shelled Kharkiv,” Russia said.\n=Russia shelled Kharkiv.", "utf-8")
    printed = run(path, "--format", "csv").stdout
    cells = [cell for row in csv.reader(printed.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_json_has_the_evidence(parser, article):
    result = run(article, "--format", "json")
    found = json.loads(result.stdout)
    assert found["reviewed"] is False
    assert found["published"] == "2022-03-14"
    first = found["proposals"][0]
    start, end = first["clause"]["start"], first["clause"]["end"]
    assert first["event"]["quote_start"] == str(start)
    assert first["event"]["quote_end"] == str(end)
    assert first["evidence"]["event_type"]["rule"]
    assert "not reviewed" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "March"], "--published 'March'"),
        (["--source-id", "No Good"], "--source-id 'No Good' must be"),
        (["-o", "{folder}/none/out.csv"], "cannot be written"),
    ],
)
def test_what_is_wrong_is_said(parser, article, tmp_path, arguments, message):
    result = run(article, *(argument.format(folder=tmp_path) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), (b"", "holds no text"), (b" \n ", "holds no text")],
)
def test_an_article_that_is_none(tmp_path, content, message):
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    result = run(path)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_the_parser_it_is_said_how_to_get_it(article, monkeypatch):
    def no_parser() -> None:
        raise InputError(HOW)

    monkeypatch.setattr(facade, "load_parser", no_parser)
    result = run(article)
    assert result.exit_code == 2
    assert "requirements-extract.txt" in result.stderr


def test_identifiers_are_never_twice(parser, tmp_path):
    proposals = facade.extract_article("Russia shelled Kharkiv on May 3.\n" * 3, "2022-05-04")
    names = list(command.event_ids([*proposals.proposals, *proposals.proposals]))
    assert len(set(names)) == len(names)
