"""The marks of the chart as SVG paths, for the filters, the list and the legend.

Each path is drawn in a box from -10 to 10 with the proportions of Plotly's symbol of that name.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from webapp.chart.palette import SYMBOLS

Points = list[tuple[float, float]]
_R = 8.0


def _polygon(points: Points) -> str:
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points) + "Z"


def _regular(corners: int, radius: float, turn: float = 0.0) -> Points:
    """Corners of a regular polygon; `turn` in whole circles, 0 has one corner on top."""
    angles = (2 * pi * (i / corners + turn) for i in range(corners))
    return [(radius * sin(a), -radius * cos(a)) for a in angles]


def _star(corners: int, outer: float, inner: float, turn: float = 0.0) -> Points:
    """A star: outer and inner corners in turn."""
    tips = _regular(corners, outer, turn)
    dents = _regular(corners, inner, turn + 0.5 / corners)
    return [point for pair in zip(tips, dents, strict=True) for point in pair]


def _triangle(turn: float) -> Points:
    """A triangle that points up, turned clockwise by whole circles."""
    corners = [(-_R * 1.1, _R * 0.6), (0.0, -_R * 1.15), (_R * 1.1, _R * 0.6)]
    c, s = cos(2 * pi * turn), sin(2 * pi * turn)
    return [(x * c - y * s, x * s + y * c) for x, y in corners]


def _cross() -> Points:
    arm, half = _R * 1.1, _R * 0.4
    return [
        *[(arm, half), (half, half), (half, arm), (-half, arm), (-half, half), (-arm, half)],
        *[(-arm, -half), (-half, -half), (-half, -arm), (half, -arm), (half, -half), (arm, -half)],
    ]


def _turned(points: Points, turn: float) -> Points:
    c, s = cos(2 * pi * turn), sin(2 * pi * turn)
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def _outlines() -> dict[str, Points]:
    side = _R * 0.95
    tall, wide = _R * 1.25, _R * 0.75
    return {
        "square": [(-side, -side), (side, -side), (side, side), (-side, side)],
        "diamond": _regular(4, _R * 1.25),
        "pentagon": _regular(5, _R * 1.1),
        "hexagon": _regular(6, _R * 1.1, 1 / 12),
        "bowtie": [(-_R, -_R), (0, 0), (_R, -_R), (_R, _R), (0, 0), (-_R, _R)],
        "hourglass": [(-_R, -_R), (_R, -_R), (0, 0), (_R, _R), (-_R, _R), (0, 0)],
        "cross": _cross(),
        "x": _turned(_cross(), 1 / 8),
        "triangle-up": _triangle(0),
        "triangle-right": _triangle(0.25),
        "triangle-down": _triangle(0.5),
        "triangle-left": _triangle(0.75),
        "star": _star(5, _R * 1.3, _R * 0.5),
        "hexagram": _star(6, _R * 1.25, _R * 1.25 / sqrt(3)),
        "star-square": _star(4, _R * 1.35, _R * 0.6, 1 / 8),
        "star-diamond": _star(4, _R * 1.35, _R * 0.6),
        "diamond-tall": [(0, -tall), (wide, 0), (0, tall), (-wide, 0)],
    }


_CIRCLE = f"M{-_R},0a{_R},{_R} 0 1,0 {2 * _R},0a{_R},{_R} 0 1,0 {-2 * _R},0Z"
PATHS: dict[str, str] = {name: _polygon(points) for name, points in _outlines().items()}
PATHS["circle"] = _CIRCLE


def mark_path(event_type: str) -> str:
    """SVG path data of the mark of an event type."""
    return PATHS[SYMBOLS[event_type]]
