"""A view as one HTML file that works from disk: chart, list, quotes, sources; nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from webapp.chart.figure import FigureOptions, build_figure
from webapp.chart.shapes import mark_path
from webapp.export.about import about
from webapp.export.citations import event_plain
from webapp.export.native import fatalities, native
from webapp.export.paths import PLOTLY, PLOTLY_CSS, STATIC, TEMPLATES
from webapp.export.reports import reports_of
from webapp.export.rows import is_missing
from webapp.model.text import printable
from webapp.query import words
from webapp.query.view import View

WIDTHS = (360, 700, 1060)
"""The chart is laid out for these widths; the page shows the widest that fits."""


def html_page(view: View, today: date) -> bytes:
    """The view as a self-contained page, UTF-8. `today` is the day of export in UTC."""
    styles = [_read("css/export.css"), PLOTLY_CSS.read_text(encoding="utf-8")]
    scripts = [PLOTLY.read_text(encoding="utf-8"), _read("js/standalone.js")]
    figures = [build_figure(view, FigureOptions(width=width)) for width in WIDTHS]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = printable
    page = environment.get_template("exports/page.html").render(
        about=about(view, today),
        events=list(_entries(view)),
        drawable=bool(view.count),
        mark_path=mark_path,
        style=_ours(styles[0]),
        plotly_style=_ours(styles[1]),
        scripts=[_ours(script) for script in scripts],
        figures=_ours(_json_for_html(figures)),
        policy=_policy(styles, scripts),
    )
    return page.encode("utf-8", "replace")


def _ours(text: str) -> Markup:
    """Text that is not the table's (our files), or is escaped already: it goes in as it is."""
    return Markup(text)  # noqa: S704


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _json_for_html(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(styles: list[str], scripts: list[str]) -> str:
    """A content security policy that lets run just what we put in, and fetches nothing."""
    return (
        f"default-src 'none'; img-src data: blob:; style-src {_hashes(styles)}; "
        f"script-src {_hashes(scripts)}; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _entries(view: View) -> Iterator[dict[str, Any]]:
    """One entry for each event in view, in time order, ready to print."""
    events = view.dataset.records(view.rows)
    for row, event in zip(view.rows.tolist(), events, strict=True):
        date_ = view.dataset.date(row)
        quote = "" if is_missing(event["quote"]) else str(event["quote"])
        yield {
            "id": event["event_id"],
            "title": event["title"],
            "date": date_.caption,
            "parties": words.parties(event),
            "type": words.type_label(event),
            "event_type": event["event_type"],
            "quad_class": event["quad_class"],
            "filled": event["claim_status"] == "reported",
            "status": words.status(event),
            "possibly": view.is_possible(row),
            "quote": quote,
            "speaker": event["speaker"],
            "speaker_role": event["speaker_role"],
            "basis": words.date_basis(event, date_),
            "place": event["place"],
            "fatalities": fatalities(event),
            "native": native(view.dataset, event),
            "citations": [
                event_plain(cited.event, cited.date, cited.source)
                for cited in reports_of(view.dataset, event, date_)
            ],
        }
