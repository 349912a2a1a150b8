"""An image of a view without a page: Kaleido draws the captioned figure in a headless browser.

Kaleido is optional (requirements-image.txt) and needs an installed Chromium or Chrome. It is given
the vendored script, so nothing is fetched.
"""

from __future__ import annotations

import importlib
import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.chart.figure import WIDTHS, FigureOptions
from webapp.export.figure import captioned_figure
from webapp.export.paths import PLOTLY
from webapp.query.view import View

IMAGE_FORMATS = ("png", "svg", "pdf")
HOW_TO_GET = (
    "Images need Kaleido and a Chromium or Chrome: pip install -r requirements-image.txt, and on "
    "Debian apt-get install chromium. Or open the page and use Export there, which needs neither."
)


class ImageError(Exception):
    """An image cannot be made here. The message tells the user what is missing."""


@dataclass(frozen=True)
class ImageOptions:
    """Width in pixels (of a PNG before `scale`), pixels per pixel, ground, theme."""

    width: int = 1200
    scale: float = 2
    transparent: bool = False
    theme: str = "light"


def render_image(view: View, form: str, today: date, options: ImageOptions | None = None) -> bytes:
    """The view as `png`, `svg` or `pdf`, with its caption inside.

    Raises ImageError where Kaleido or a browser is missing, or when the browser fails.
    """
    options = options or ImageOptions()
    width = min(max(options.width, WIDTHS[0]), WIDTHS[1])
    chosen = FigureOptions(width=width, theme=options.theme, transparent=options.transparent)
    figure = captioned_figure(view, chosen, today)
    layout = figure["layout"]
    size = {"width": layout["width"], "height": layout["height"], "scale": options.scale}
    return _draw({"data": figure["data"], "layout": layout}, {"format": form, **size})


def _draw(figure: dict[str, Any], opts: dict[str, Any]) -> bytes:
    """Let Kaleido draw. It is loaded here alone: it is optional and slow to load."""
    try:
        kaleido = importlib.import_module("kaleido")
    except ImportError as error:
        raise ImageError(HOW_TO_GET) from error
    # What its browser writes into the log is of no use to a reader.
    for name in ("kaleido", "choreographer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    page = kaleido.PageGenerator(plotly=PLOTLY.as_uri(), mathjax=False)
    try:
        image: bytes = kaleido.calc_fig_sync(figure, opts=opts, kopts={"page_generator": page})
    except Exception as error:  # Kaleido and its browser raise many kinds, none of them documented.
        reason = str(error).strip().splitlines()
        first = reason[0] if reason else type(error).__name__
        raise ImageError(f"The browser could not draw the image ({first}). {HOW_TO_GET}") from error
    return image
