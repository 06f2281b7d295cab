"""On which side of its dot a name stands: where it runs into no dot and no name of greater weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.pictures.svg import element, text

_GAP = 5.0  # between dot and name
_WIDE = 0.56  # of a letter, as a part of the size of the font
_SIDES = {"start": ("start", "end", "below", "above"), "end": ("end", "start", "below", "above")}
_MIDDLE = ("below", "above", "start", "end")


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    name: str
    size: float = 13  # of the font


@dataclass(frozen=True)
class Place:
    """Where the text begins, ends or has its middle; `free`: nothing else is there."""

    x: float
    y: float
    anchor: str  # start | middle | end
    free: bool


Box = tuple[float, float, float, float]


def name(dot: Dot, place: Place) -> str:
    words = text(dot.name)
    return element("text", words, x=place.x, y=place.y, font_size=dot.size, text_anchor=place.anchor, class_="halo")


def beside(dots: Sequence[Dot], width: float, height: float) -> list[Place]:
    """For each dot; those of greater weight come first. Where no side is free, the one that hides least."""
    occupied = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    taken: list[Box] = []
    found = []
    for dot in dots:
        weighed = []
        for x, y, anchor, box in _sides(dot, width):
            outside = (box[0] < 0) + (box[1] < 0) + (box[2] > width) + (box[3] > height)
            hidden = sum(_meet(box, other) for other in taken) * 3 + sum(_meet(box, other) for other in occupied)
            weighed.append((hidden + 10 * outside, x, y, anchor, box))
        hidden, x, y, anchor, box = min(weighed, key=lambda each: each[0])
        taken.append(box)
        found.append(Place(x, y, anchor, not hidden))
    return found


def _sides(dot: Dot, width: float) -> Iterator[tuple[float, float, str, Box]]:
    """The best first: outwards, away from the middle of the drawing."""
    long, off = len(dot.name) * dot.size * _WIDE, dot.radius + _GAP
    outward = "start" if dot.x > width * 0.55 else "end" if dot.x < width * 0.45 else ""
    for side in _SIDES.get(outward, _MIDDLE):
        x = dot.x + {"start": off, "end": -off}.get(side, 0.0)
        y = dot.y + {"below": off + dot.size * 0.8, "above": -off - 1}.get(side, dot.size * 0.35)
        left = x - {"start": 0.0, "end": long}.get(side, long / 2)
        anchor = side if side in _SIDES else "middle"
        yield x, y, anchor, (left, y - dot.size * 0.85, left + long, y + dot.size * 0.25)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
