"""The command line: what it prints, how it ends, what hostile and missing files do to it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from hashlib import sha256

import pytest
from click.testing import CliRunner, Result

from tests.needs import ROOT, article_path
from webapp import __version__, cli
from webapp.cli import serve as serving
from webapp.cli.say import plain
from webapp.cli.serve import free_port, is_local, page_url

TEXT = "Side A met side B in the town. “We shall meet again,” said A."
QUOTE = {"quote": "We shall meet again", "quote_start": 32, "quote_end": 51}
DESCRIBED = {"text_length": len(TEXT), "text_sha256": sha256(TEXT.encode()).hexdigest()}


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli.commands, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return path


# check


def test_the_shipped_table_has_no_problems():
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.endswith("No problems.\n")


def test_the_shipped_quotes_stand_in_the_article(article_text):
    result = run("check", "--article", article_path(), "--json")
    report = json.loads(result.stdout)
    assert report["problems"] == []
    assert result.exit_code == 0
    assert report["article"]["quotes_compared"] == report["events"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            {"event_type": "WAR"},
            r"events\.csv, line 3, column event_type: 'WAR': must be one of STATEMENT, .*left out",
            id="an unknown type names file, line, column, value and what would be right",
        ),
        pytest.param({"date": "soon"}, r"line 3, column date: 'soon'", id="a date that is none"),
        pytest.param(
            {"title": "Short"}, r"line 3, column title: 'Short'.*warning", id="a short title"
        ),
        pytest.param({"source_id": "unheard-of"}, r"column source_id", id="an undescribed source"),
        pytest.param({"colour": "red"}, r"line 1, column colour", id="a column we do not know"),
    ],
)
def test_a_problem_is_printed_and_the_exit_is_1(make_files, row, expected):
    events, _ = make_files([{}, row])
    result = run("check", events)
    assert result.exit_code == 1
    assert re.search(expected, result.stdout)
    assert result.stdout.endswith("1 problem.\n")


def test_all_problems_are_printed_at_once(make_files):
    events, _ = make_files([{"date": "soon", "event_type": "WAR"}, {"claim_status": "true"}])
    result = run("check", events)
    assert [
        f"column {name}" in result.stdout for name in ("date", "event_type", "claim_status")
    ] == ([True] * 3)


HOSTILE = "\x1b]0;owned\x07\x1b[2J \u202egnp.exe \x9b31m"


def test_hostile_cells_cannot_drive_the_terminal(make_files):
    row = {
        "title": HOSTILE * 9,
        "actors": HOSTILE,
        "date": HOSTILE,
        HOSTILE: "x",
        "source_id": HOSTILE,
    }
    events, _ = make_files([{**row, "date": "2022"}, row], [{"title": HOSTILE}])
    for arguments in ((), ("--json",)):
        shown = run("check", events, *arguments).stdout
        assert not set(shown) & {"\x1b", "\x07", "\x7f", "\x9b", "\u202e"}
        assert "x1b" in shown or "u001b" in shown


def test_json_counts_what_there_is(make_files):
    events, _ = make_files([{}, {"date": "2022-03", "event_type": "AID", "actors": "A"}])
    report = json.loads(run("check", events, "--json").stdout)
    assert report["events"] == 2
    assert report["counts"]["type"] == {"CONSULT": 1, "AID": 1}
    assert report["counts"]["date precision"] == {"day": 1, "month": 1}
    assert report["counts"]["party"] == {"A": 2, "B": 1}


def test_a_table_without_rows_is_counted(make_files):
    events, _ = make_files([])
    result = run("check", events)
    assert result.exit_code == 0
    assert "0 events" in result.stdout


def _unreadable(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "other.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "folder.csv").mkdir()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("missing.csv", "does not exist", id="a missing file"),
        pytest.param("empty.csv", "is empty", id="an empty file"),
        pytest.param("folder.csv", "is a folder", id="a folder"),
        pytest.param("other.csv", "none of the known formats", id="another table"),
    ],
)
@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_file_that_cannot_be_read_ends_with_2(tmp_path, command, name, words):
    _unreadable(tmp_path)
    result = run(command, tmp_path / name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_json_says_why_a_file_cannot_be_read(tmp_path):
    result = run("check", tmp_path / "missing.csv", "--json")
    assert result.exit_code == 2
    assert "does not exist" in json.loads(result.stdout)["error"]


# check --article


def test_a_quote_that_stands_there_is_right(make_files, article):
    events, _ = make_files([QUOTE], [DESCRIBED])
    result = run("check", events, "--article", article)
    assert result.exit_code == 0
    assert "1 of 1 quote stand there" in result.stdout


@pytest.mark.parametrize(
    ("row", "source", "words"),
    [
        pytest.param(
            {**QUOTE, "quote_start": 0, "quote_end": 19}, {}, "stands at 32 to 51", id="moved"
        ),
        pytest.param(
            {**QUOTE, "quote": "We shall met again."}, {}, "is not in the text", id="changed"
        ),
        pytest.param(QUOTE, {"text_length": 9}, "text_length: '9': the text", id="another length"),
        pytest.param(QUOTE, {"text_sha256": "0" * 64}, "text_sha256", id="another hash"),
    ],
)
def test_a_quote_or_text_that_differs_is_a_problem(make_files, article, row, source, words):
    events, _ = make_files([row], [{**DESCRIBED, **source}])
    result = run("check", events, "--article", article)
    assert result.exit_code == 1
    assert words in result.stdout


def test_only_the_quotes_of_the_source_with_that_text_are_compared(make_files, article):
    elsewhere = {**QUOTE, "quote": "Something other out", "source_id": "report-2"}
    events, _ = make_files([QUOTE, elsewhere], [DESCRIBED, {"source_id": "report-2"}])
    result = run("check", events, "--article", article)
    assert result.exit_code == 0
    assert "1 of 1 quote " in result.stdout


def test_a_text_of_none_of_the_sources_is_a_problem(make_files, article):
    events, _ = make_files([QUOTE], [{}, {"source_id": "report-2"}])
    result = run("check", events, "--article", article)
    assert result.exit_code == 1
    assert "none of the sources" in result.stdout


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(None, "cannot be read", id="a missing article"),
        pytest.param(b"caf\xe9", "is not UTF-8 at byte 3", id="an article in Latin-1"),
    ],
)
def test_an_article_that_cannot_be_read_ends_with_2(make_files, tmp_path, data, words):
    events, _ = make_files([QUOTE])
    path = tmp_path / "given.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("check", events, "--article", path)
    assert result.exit_code == 2
    assert words in result.stderr


# The group and serve


@pytest.fixture
def served(monkeypatch):
    """What `serve` would have served: the app, host, port."""
    calls = []
    monkeypatch.setattr(serving, "_serve", lambda *arguments: calls.append(arguments))
    return calls


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        pytest.param([], 8000, id="nothing at all serves the shipped table"),
        pytest.param(["--port", "8123"], 8123, id="an option alone"),
        pytest.param(["serve", "--port", "8123"], 8123, id="the command by name"),
        pytest.param(["EVENTS", "--port", "8123"], 8123, id="a file alone"),
        pytest.param(["serve", "EVENTS", "--title", "Mine"], 8000, id="a file and a title"),
    ],
)
def test_serve_is_meant_when_no_command_is_named(make_files, served, arguments, port):
    events, _ = make_files([{}])
    result = run(*[events if argument == "EVENTS" else argument for argument in arguments])
    assert result.exit_code == 0
    [(app, host, at, open_browser)] = served
    assert (host, at, open_browser) == ("127.0.0.1", port, False)
    assert (app.config["EVENTS"] == (events,)) == ("EVENTS" in arguments)
    assert app.config["TITLE"] == ("Mine" if "Mine" in arguments else "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["--help"], 0, "check", id="help lists the commands"),
        pytest.param(["--version"], 0, __version__, id="the version"),
        pytest.param(["chekc"], 2, "they are: backup", id="a slip in a command's name"),
        pytest.param(["--port", "x"], 2, "not a valid integer", id="a port that is no number"),
        pytest.param(["--port", "70000"], 2, "not in the range", id="a port beyond the last"),
        pytest.param(["--prot", "80"], 2, "No such option", id="an unknown option"),
        pytest.param(["--host", "no such host", "--port", "0"], 2, "no address", id="no such host"),
        pytest.param(["--host", "192.0.2.1"], 2, "not an address of this", id="another's address"),
    ],
)
def test_usage(arguments, code, words):
    result = run(*arguments)
    assert result.exit_code == code
    assert words in result.output


def test_a_bad_setting_is_named_without_a_traceback(monkeypatch):
    monkeypatch.setenv("CONFLICT_TIMELINE_MAX_FILE_MB", "plenty")
    result = run("check")
    assert result.exit_code == 2
    assert "plenty" in result.stderr


@pytest.mark.parametrize("debug", [[], ["--debug"]])
def test_a_port_in_use_is_said_with_a_free_one(debug):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        result = run("--port", taken, *debug)
        free = free_port("127.0.0.1", taken)
    assert result.exit_code == 2
    assert f"Port {taken} is in use" in result.stderr
    assert f"--port {free}" in result.stderr


@pytest.mark.parametrize(
    ("host", "local", "url"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:80/"),
        ("localhost", True, "http://localhost:80/"),
        ("::1", True, "http://[::1]:80/"),
        ("0.0.0.0", False, "http://localhost:80/"),
        ("192.168.0.2", False, "http://192.168.0.2:80/"),
        ("mine.example", False, "http://mine.example:80/"),
    ],
)
def test_addresses(host, local, url):
    assert is_local(host) == local
    assert page_url(host, 80) == url


def test_other_names_of_this_computer_are_taken_only_when_others_may_reach_it(served):
    run("--host", "0.0.0.0")
    run()
    assert [bool(app.config["TRUSTED_HOSTS"]) for app, *_ in served] == [False, True]


def test_plain_keeps_what_is_readable():
    assert plain("“Über” — naïve ✓") == "“Über” — naïve ✓"
    assert plain("a\x1b\u2028\x00") == r"a\x1b\u2028\x00"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
def test_the_program_serves_from_any_folder_until_ctrl_c(tmp_path):
    command = [sys.executable, ROOT / "run.py", "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as program:
        try:
            assert program.stdout is not None
            lines = [program.stdout.readline().decode() for _ in range(3)]
            url = lines[1].removeprefix("Open ").strip()
            with urllib.request.urlopen(f"{url}healthz", timeout=10) as answer:  # noqa: S310
                assert json.load(answer)["status"] == "ok"
            program.send_signal(signal.SIGINT)
            rest = program.stdout.read().decode()
            assert program.wait(timeout=10) == 0
        finally:
            program.kill()
    assert lines[2] == "Ctrl-C stops it.\n"
    assert rest == "Stopped.\n"
