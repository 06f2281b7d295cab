"""Sums of money beside each other: bars as long as the sum, full where it was paid, open where it lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.pictures.svg import STATUS_COLOURS, drawing, element, linked, shortened, text

_WIDTH, _ROW = 960.0, 44.0


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    words: str  # the sum as people read it
    status: str
    href: str = ""


def bars(rows: Sequence[Bar], title: str = "Sums") -> str:
    """In the order given."""
    most = max((row.value for row in rows), default=1.0) or 1.0
    drawn = []
    for index, row in enumerate(rows):
        y = 8 + index * _ROW
        length = max(3.0, (_WIDTH - 280) * row.value / most)
        full = row.status == "held"
        bar = element(
            "rect", x=8, y=y + 20, width=length, height=12, rx=2, stroke=STATUS_COLOURS.get(row.status, "#5f5b53"),
            stroke_width=2, fill=STATUS_COLOURS["held"] if full else "none",
            stroke_dasharray="none" if row.status in ("held", "planned", "ongoing") else "4 3",
        )  # fmt: skip
        label = element("text", text(shortened(row.label, 110)), x=8, y=y + 13, font_size=13)
        words = element(
            "text", text(f"{row.words} · {row.status}"), x=length + 16, y=y + 31, font_size=12, class_="dim"
        )
        told = element("title", text(f"{row.label}: {row.words}, {row.status}"))
        drawn.append(linked(element("g", told + label + bar + words), row.href))
    return drawing(_WIDTH, 16 + _ROW * len(rows), title, "".join(drawn))
