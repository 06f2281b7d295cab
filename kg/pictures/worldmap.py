"""Where things take place: marks on a map in the Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    drawn = [element("path", d=_land(), class_="land")]
    drawn += [_mark(spot) for spot in ordered]
    drawn += [_name(spot) for spot in _with_room(ordered)[:_LABELLED]]
    return drawing(_WIDTH, _HEIGHT, title, "".join(drawn))


def _with_room(ordered: Sequence[Spot]) -> list[Spot]:
    """Those whose names do not run into the name of one before."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for spot in ordered:
        x, y = project(spot.longitude, spot.latitude)
        width = 14 + 7 * min(len(spot.label), 28)
        if all(abs(y - other) > 14 or x > right or x + width < left for left, right, other in taken):
            taken.append((x, x + width, y))
            found.append(spot)
    return found


def _mark(spot: Spot) -> str:
    x, y = project(spot.longitude, spot.latitude)
    told = element("title", text(spot.told or f"{spot.label}: {spot.count}"))
    status = "held" if spot.full else "planned"
    radius = 4 + 2.2 * math.sqrt(spot.count)
    return linked(element("circle", told, cx=x, cy=y, r=number(radius), class_=f"dot status-{status}"), spot.href)


def _name(spot: Spot) -> str:
    x, y = project(spot.longitude, spot.latitude)
    shift = 7 + 2.2 * math.sqrt(spot.count)
    side = "end" if x > _WIDTH - 160 else "start"
    words = text(shortened(spot.label, 28))
    at = x - shift if side == "end" else x + shift
    return linked(element("text", words, x=at, y=y + 4, font_size=12, text_anchor=side, class_="halo"), spot.href)


@cache
def _land() -> str:
    return (_DATA / "land.svgpath").read_text("utf-8").strip()


@cache
def _places() -> dict[str, tuple[float, float]]:
    rows = (line.split("\t") for line in (_DATA / "places.tsv").read_text("utf-8").splitlines() if line[:1] != "#")
    return {name: (float(longitude), float(latitude)) for name, longitude, latitude in rows}
