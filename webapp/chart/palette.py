"""Colours by quad class, shapes by event type, and the tones of the two themes.

Hues follow Okabe and Ito's set for colour-blind readers, darkened (on white) or lightened (on
near-black) until each keeps a contrast of at least 3:1 with its ground (WCAG 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Tones:
    """Colours of everything in the chart that is not a mark."""

    ground: str
    text: str
    muted: str
    rule: str
    lane: str
    cut: str


TONES: dict[str, Tones] = {
    "light": Tones("#ffffff", "#1c2430", "#566070", "#dfe3e8", "#f5f7f9", "#eceff3"),
    "dark": Tones("#12161c", "#e8ebef", "#a3adba", "#2f3742", "#181d25", "#222a35"),
}

QUAD_COLORS: dict[str, dict[str, str]] = {
    "light": {
        "statement": "#59657a",
        "verbal-cooperation": "#0067a8",
        "material-cooperation": "#007a57",
        "verbal-conflict": "#b06800",
        "material-conflict": "#b3242f",
        "none": "#7a5195",
    },
    "dark": {
        "statement": "#a9b4c4",
        "verbal-cooperation": "#56b4e9",
        "material-cooperation": "#2cc295",
        "verbal-conflict": "#e6a532",
        "material-conflict": "#ff7b72",
        "none": "#c79fe0",
    },
}

SYMBOLS: dict[str, str] = {
    "STATEMENT": "circle",
    "AGREE": "square",
    "CONSULT": "diamond",
    "SUPPORT": "pentagon",
    "CONCEDE": "hexagon",
    "COOPERATE": "bowtie",
    "AID": "cross",
    "RETREAT": "triangle-left",
    "REQUEST": "triangle-up",
    "ACCUSE": "star-diamond",
    "REJECT": "star-square",
    "THREATEN": "triangle-down",
    "PROTEST": "star",
    "SANCTION": "hourglass",
    "MOBILIZE": "triangle-right",
    "COERCE": "hexagram",
    "ASSAULT": "x",
    "OTHER": "diamond-tall",
}
"""Plotly's symbol for each event type, each used once; `shapes` draws them for the page."""


def symbol(event_type: str, status: str) -> str:
    """Filled when the source vouches for it, open when only a speaker does."""
    name = SYMBOLS[event_type]
    return name if status == "reported" else f"{name}-open"


def rgba(color: str, alpha: float) -> str:
    """`#rrggbb` with an opacity from 0 to 1."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
