"""The commands on a workspace: what they print, how they end, and that passwords stay secret."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.needs import ROOT
from tests.workspace_places import place, with_article, workspace
from webapp import cli
from webapp.store.csvfile import read_csv
from webapp.workspace.store import open_workspace

__all__ = ["place", "workspace"]
SECRET = "correct horse battery"
EVENTS = ROOT / "data" / "events.csv"
COUNT = f"{len(read_csv(EVENTS))} events"
ACCEPTED = COUNT.replace(" ", " accepted ")
READING = ("backup FILE", "export-workspace FILE", "user list", "user remove ann", "log")


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("WORKSPACE", "DATABASE", "PASSWORD"):
        monkeypatch.delenv(f"CONFLICT_TIMELINE_{name}", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))


def run(*arguments: object, given: str = "") -> Result:
    result = CliRunner().invoke(cli.commands, [str(a) for a in arguments], input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def there(place: str) -> tuple[str, str]:
    """The option that names a place."""
    return ("--database" if "://" in place else "--workspace", place)


# Tables


def test_import_and_export_are_byte_for_byte(place, tmp_path):
    result = run("import", EVENTS, *there(place))
    assert result.exit_code == 0
    assert f"{COUNT} and 1 source added" in result.stdout
    result = run("export-workspace", tmp_path / "out", *there(place))
    assert result.exit_code == 0
    assert f"events.csv: {COUNT}." in result.stdout
    for name in ("events.csv", "sources.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_importing_again_adds_nothing(tmp_path):
    run("import", EVENTS, "--workspace", tmp_path)
    result = run("import", EVENTS, "--workspace", tmp_path)
    assert f"0 events and 0 sources added ({COUNT} there already)" in result.stdout


def test_notes_on_a_table_are_told(make_files, tmp_path):
    rows = [{"latitude": "north"} for _ in range(7)]
    events, _ = make_files(rows)
    result = run("import", events, "--workspace", tmp_path / "workspace")
    assert result.exit_code == 0
    assert result.stderr.count("Note: events.csv") == 5
    assert "2 more; `python run.py check" in result.stderr


def test_a_row_that_would_be_lost_stops_an_import(make_files, tmp_path):
    events, _ = make_files([{"event_id": "one-event"}, {"event_id": "one-event"}, {"date": "soon"}])
    result = run("import", events, "--workspace", tmp_path / "workspace")
    assert result.exit_code == 2
    assert "line 3" in result.stderr
    assert "stands in line 2 already" in result.stderr
    assert "rows of it would be lost" in result.stderr
    assert "accepted" not in run("log", "--workspace", tmp_path / "workspace").stdout


# Copies


def test_backup_and_restore(place, tmp_path):
    run("import", EVENTS, *there(place))
    run("user", "add", "ann", *there(place), given=f"{SECRET}\n")
    copy = tmp_path / "copy.backup"
    result = run("backup", copy, *there(place))
    assert result.exit_code == 0
    assert f"1 article, {ACCEPTED}, 1 account of" in result.stdout
    assert copy.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other"
    result = run("restore", copy, "--workspace", other)
    assert result.exit_code == 0
    assert f"1 article, {ACCEPTED}, 1 account" in result.stdout
    again = run("restore", copy, "--workspace", other)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert run("restore", copy, "--workspace", other, "--force").exit_code == 0


def test_a_file_that_is_no_backup(tmp_path):
    result = run("restore", EVENTS, "--workspace", tmp_path / "workspace")
    assert result.exit_code == 2
    assert "is no backup" in result.stderr


# Accounts


def test_accounts(place):
    named = there(place)
    added = run("user", "add", "ann", "--role", "reader", *named, given=f"{SECRET}\n")
    assert added.exit_code == 0
    assert "ann can log in as reader" in added.stdout
    assert "ann  reader  since 2" in run("user", "list", *named).stdout
    assert "ann is admin now" in run("user", "role", "ann", "admin", *named).stdout
    changed = run("user", "password", "ann", *named, given="another password\r\n")
    assert "new password" in changed.stdout
    with closing(open_workspace(place)) as found:
        assert found.check_user("ann", "another password").role == "admin"
    assert "no account any more" in run("user", "remove", "ann", *named).stdout
    assert "There are no accounts" in run("user", "list", *named).stdout


def test_the_password_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICT_TIMELINE_PASSWORD", SECRET)
    assert run("user", "add", "ann", "--workspace", tmp_path).exit_code == 0
    with closing(open_workspace(tmp_path)) as found:
        assert found.check_user("ann", SECRET)


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        ("user add ann", "", "No password was given"),
        ("user add ann", "short\n", "password must have 10 to 1,000 characters"),
        ("user add -- -ann", f"{SECRET}\n", "name must have"),
        ("user add bob", f"{SECRET}\n", "bob has an account already"),
        ("user add ann --role owner", "", "is not one of 'reader', 'editor', 'admin'"),
        ("user role cid admin", "", "There is no account called 'cid'"),
        ("user password cid", "", "There is no account called 'cid'"),
        ("user remove cid", "", "There is no account called 'cid'"),
    ],
)
def test_what_is_wrong_with_an_account_is_told(tmp_path, arguments, given, words):
    run("user", "add", "bob", "--workspace", tmp_path, given=f"{SECRET}\n")
    command, _, rest = arguments.partition(" ")
    result = run(
        command, *rest.split()[:1], "--workspace", tmp_path, *rest.split()[1:], given=given
    )
    assert result.exit_code == 2
    assert words in result.stderr
    assert SECRET not in result.output


def test_at_a_terminal_the_password_is_asked_twice_and_not_shown(tmp_path):
    """A real terminal: what is typed must not come back."""
    screen, terminal = pty.openpty()
    command = (sys.executable, "run.py", "user", "add", "ann", "--workspace", str(tmp_path))
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    )  # a session of its own, or it would ask at the terminal of whoever runs the tests
    os.close(terminal)
    shown = b""
    for asked in (b"characters): ", b"Once more: "):
        shown = _until(screen, shown, asked)
        os.write(screen, f"{SECRET}\n".encode())
    shown = _until(screen, shown, b"can log in as editor")
    os.close(screen)
    assert process.wait(20) == 0
    assert SECRET.encode() not in shown


def _until(screen: int, shown: bytes, words: bytes) -> bytes:
    """What the terminal shows until it shows some words."""
    deadline = time.monotonic() + 30
    while words not in shown and time.monotonic() < deadline:
        shown += os.read(screen, 4096)
    assert words in shown
    return shown


# The log


def test_the_log_is_printed(place):
    with closing(open_workspace(place)) as found:
        article, (met, _) = with_article(found)
        found.accept(met.id, met.version, "ann", why="checked \x1b[31m twice")
    result = run("log", "--most", 1, *there(place))
    assert f"ann: accept {article.id} #{met.id} (checked \\x1b[31m twice)" in result.stdout
    entries = json.loads(run("log", "--json", *there(place)).stdout)
    assert [entry["action"] for entry in entries] == ["accept", "propose", "add"]
    assert entries[0]["before"]["items"][0]["state"] == "open"
    assert run("log", "--article", "nowhere", *there(place)).stdout.startswith("Nothing")


# Where the workspace is


@pytest.mark.parametrize("command", READING)
def test_what_only_reads_makes_no_workspace(tmp_path, command):
    words = [str(tmp_path / "out") if word == "FILE" else word for word in command.split()]
    result = run(*words, "--workspace", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert f"There is no workspace in {tmp_path / 'nowhere'}" in result.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_slip_in_the_name_of_a_file_makes_no_workspace(tmp_path, command):
    result = run(command, tmp_path / "nothing", "--workspace", tmp_path / "new")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert not (tmp_path / "new").exists()


def test_the_default_is_in_the_users_data_folder(tmp_path):
    result = run("import", EVENTS)
    assert result.exit_code == 0
    assert (tmp_path / "data-home" / "conflict-timeline" / "workspace.db").exists()


def test_settings_name_it_and_options_go_first(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICT_TIMELINE_WORKSPACE", str(tmp_path / "set"))
    run("import", EVENTS)
    assert (tmp_path / "set" / "workspace.db").exists()
    monkeypatch.setenv("CONFLICT_TIMELINE_DATABASE", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    run("import", EVENTS, "--workspace", tmp_path / "named")
    assert (tmp_path / "named" / "workspace.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--workspace", "x", "--database", "y"), "not both"),
        (("--database", "mysql://u:verysecret@host/db"), "kind mysql are not known"),
        (("--database", "sqlite:///file.db"), "kind sqlite are not known"),
        (("--database", "postgresql://u:verysecret@host:x/db"), "cannot be read"),
        (("--database", "postgresql://u:very@secret@host/db"), "more than one @"),
        (("--database", "postgresql://u:very/secret@host/db"), "@"),
        (("--workspace", str(ROOT / "run.py")), "is a file"),
    ],
)
def test_a_place_that_cannot_be(arguments, words):
    result = run("import", EVENTS, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "secret" not in result.output


def test_as_a_program(tmp_path):
    """The real thing, in an encoding that lacks most characters."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "XDG_DATA_HOME": str(tmp_path)}
    for arguments in (("import", "data/events.csv"), ("log",)):
        done = subprocess.run(
            (sys.executable, "run.py", *arguments),
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
    assert f"import ceasefire-talks-2022 {COUNT} (events.csv)" in done.stdout


def test_who_exports_without_naming_a_table_is_told_where_their_own_events_are(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    out = tmp_path / "talks.csv"
    assert "Note" not in run("export", out).output
    run("import", EVENTS)
    assert "your accepted events are not in this" in run("export", out).output
    assert "Note" not in run("export", out, "--events", EVENTS).output


def test_a_view_of_the_workspace_is_exported(place, tmp_path):
    run("import", EVENTS, *there(place))
    out = tmp_path / "talks.csv"
    told = run("export", out, "--type", "CONSULT", *there(place))
    assert "Showing 3 of 29 events" in told.output
    assert len(list(csv.DictReader(out.read_text("utf-8").splitlines()))) == 3
    both = run("export", out, "--events", EVENTS, *there(place))
    assert both.exit_code == 2
    assert "not both" in both.output
