"""Copies the browser's libraries from unpacked npm packages to static/vendor, and records them.

    npm pack htmx.org@4.0.1 plotly.js-basic-dist-min@4.1.1 plotly.js@4.1.1    (unpack each)
    python tools/vendor.py HTMX_FOLDER PLOTLY_BASIC_FOLDER PLOTLY_SOURCE_FOLDER

The last folder is only read for the style rules that Plotly would otherwise put into the page
itself, which a strict content security policy forbids.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
RULE = re.compile(r'^    (?:"(?P<quoted>.*?)"|(?P<bare>Y)): (?P<body>".*"),?$', re.MULTILINE)
LEFT_OUT = ".plotly-cloud-dialog"
"""Rules of a dialogue that uploads the data to a third party. The app never offers it."""

SPDX = {"BSD-0-Clause": "0BSD"}
"""Licence names that a package writes otherwise than the SPDX list does."""

INTRODUCTION = """# Third-party files

Nothing here is edited by hand; `python tools/vendor.py` writes it and `tests/test_repo.py` compares
the hashes. The page loads no script, style or font from anywhere else.

| file | package | version | origin | licence | sha256 |
| --- | --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Vendored:
    """One file in static/vendor and where it comes from."""

    file: str
    package: str
    version: str
    licence: str

    @property
    def row(self) -> str:
        """Its line in the table of VERSIONS.md."""
        digest = hashlib.sha256((VENDOR / self.file).read_bytes()).hexdigest()
        origin = f"npm package `{self.package}`"
        cells = (f"`{self.file}`", self.package, self.version, origin, self.licence, f"`{digest}`")
        return f"| {' | '.join(cells)} |\n"


def plotly_rules(source: str) -> str:
    """The style sheet that Plotly builds from `build/plotcss.js`.

    Plotly inserts each rule before the ones already there, so the last one in its file comes first.
    """
    rules = []
    for match in RULE.finditer(source):
        selector = match["quoted"] or match["bare"]
        if LEFT_OUT in selector:
            continue
        selector = selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        rules.append(f"{selector} {{ {json.loads(match['body'])} }}\n")
    return "".join(reversed(rules))


def copy(folder: Path, script: str, name: str) -> list[Vendored]:
    """The script of one package and its licence, named after the package's version."""
    package = json.loads((folder / "package.json").read_text("utf-8"))
    version, licence = str(package["version"]), str(package["license"])
    licence = SPDX.get(licence, licence)
    files = [f"{name}-{version}.min.js", f"{name}-{version}.LICENSE.txt"]
    for source, target in zip((script, "LICENSE"), files, strict=True):
        shutil.copyfile(folder / source, VENDOR / target)
    return [Vendored(file, package["name"], version, licence) for file in files]


def main(htmx: Path, plotly: Path, plotly_source: Path) -> None:
    """Write the files and VERSIONS.md."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    found = copy(htmx, "dist/htmx.min.js", "htmx") + copy(
        plotly, "plotly-basic.min.js", "plotly-basic"
    )
    version = found[-1].version
    style = f"plotly-{version}.css"
    source = (plotly_source / "build" / "plotcss.js").read_text("utf-8")
    (VENDOR / style).write_text(plotly_rules(source), "utf-8")
    found.append(Vendored(style, "plotly.js", version, found[-1].licence))
    table = "".join(vendored.row for vendored in found)
    (VENDOR / "VERSIONS.md").write_text(INTRODUCTION + table, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
