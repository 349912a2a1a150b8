"""Where the project's own files are; never the working directory."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
PLOTLY = STATIC / "vendor" / "plotly-basic-4.1.1.min.js"
PLOTLY_CSS = STATIC / "vendor" / "plotly-4.1.1.css"
