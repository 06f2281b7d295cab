"""Where things take place: marks on a map in the Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.pictures.labels import Dot, beside, name
from kg.pictures.svg import drawing, element, linked, number, shortened, text

_DATA = Path(__file__).with_name("data")
_WIDTH, _HEIGHT, _SCALE = 960.0, 430.0, 174.0
_MIDDLE = 238.0  # where the equator lies: Antarctica is cut off
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_LABELLED = 14


@dataclass(frozen=True)
class Spot:
    """A place with what is told of it; `full`: something happened there."""

    label: str
    longitude: float
    latitude: float
    count: int
    full: bool
    told: str = ""
    href: str = ""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees -> x and y on the map."""
    turn = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    one, two, three, four = _A
    slope = 9 * four * turn**8 + 7 * three * turn**6 + 3 * two * turn**2 + one
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(turn) / (3 * slope)
    y = four * turn**9 + three * turn**7 + two * turn**3 + one * turn
    return _WIDTH / 2 + x * _SCALE, _MIDDLE - y * _SCALE


def locate(name: str) -> tuple[float, float] | None:
    """Longitude and latitude of a country, or of the largest city of that name; None for what is not known."""
    return _places().get(name.casefold())


def worldmap(spots: Sequence[Spot], title: str = "Map") -> str:
    """The largest marks below the others; the most frequent places are named, where there is room."""
    ordered = sorted(spots, key=lambda spot: (-spot.count, spot.label))
    dots = [_dot(spot) for spot in ordered]
    drawn = [element("path", d=_land(), class_="land"), *map(_mark, ordered, dots)]
    named = [each for each in zip(ordered, dots, beside(dots, _WIDTH, _HEIGHT), strict=True) if each[2].free]
    drawn += [linked(name(dot, place), spot.href) for spot, dot, place in named[:_LABELLED]]
    return drawing(_WIDTH, _HEIGHT, title, "".join(drawn))


def _dot(spot: Spot) -> Dot:
    return Dot(*project(spot.longitude, spot.latitude), 4 + 2.2 * math.sqrt(spot.count), shortened(spot.label, 28), 12)


def _mark(spot: Spot, dot: Dot) -> str:
    told = element("title", text(spot.told or f"{spot.label}: {spot.count}"))
    status = "held" if spot.full else "planned"
    circle = element("circle", told, cx=dot.x, cy=dot.y, r=number(dot.radius), class_=f"dot status-{status}")
    return linked(circle, spot.href)


@cache
def _land() -> str:
    return (_DATA / "land.svgpath").read_text("utf-8").strip()


@cache
def _places() -> dict[str, tuple[float, float]]:
    rows = (line.split("\t") for line in (_DATA / "places.tsv").read_text("utf-8").splitlines() if line[:1] != "#")
    return {name: (float(longitude), float(latitude)) for name, longitude, latitude in rows}
