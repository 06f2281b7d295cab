"""Pictures: well-formed, escaped, the same for the same input, within their frame."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from kg.pictures import Bar, Edge, Moment, Node, Spot, bars, locate, network, standalone, timeline, worldmap
from kg.pictures.labels import Dot, Place, beside
from kg.pictures.worldmap import project

DAY = dt.date(2025, 2, 7)
MOMENTS = [
    Moment("Anna Berg met <Carl> & Dorn", "held", DAY, DAY, "/event/1?a=1&b=2"),
    Moment("Long ago", "cancelled", dt.date(1950, 1, 1), dt.date(1950, 12, 31)),
    Moment("Next", "planned", dt.date(2025, 3, 1), dt.date(2025, 3, 31)),
]
NODES = [Node(name, f"{name} & <b>", f"/id/{name}") for name in "abcdefgh"]
EDGES = [Edge("a", name, "held", "met") for name in "bcdefgh"] + [Edge("a", "b", "planned"), Edge("c", "zz", "held")]
PICTURES = {
    "timeline": timeline(MOMENTS),
    "timeline of one": timeline(MOMENTS[:1]),
    "timeline of none": timeline([]),
    "network": network(NODES, EDGES),
    "ring": network(NODES, EDGES, centre="a"),
    "network of one": network(NODES[:1], []),
    "network of none": network([], []),
    "bars": bars([Bar("Norda <in> Lindau", 2e9, "$2 billion", "planned"), Bar("Velta", 0.0, "0", "held")]),
    "bars of none": bars([]),
    "map": worldmap([Spot("Lindau & <b>", 9.7, 47.5, 3, True), Spot("Suva", 178.4, -18.1, 1, False)]),
    "map of none": worldmap([]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_well_formed_with_and_without_its_own_style(name: str) -> None:
    roots = (ET.fromstring(PICTURES[name]).tag, ET.fromstring(standalone(PICTURES[name])).tag)
    assert set(roots) == {"{http://www.w3.org/2000/svg}svg"}


@pytest.mark.parametrize("name", PICTURES)
def test_marks_lie_within_the_frame(name: str) -> None:
    root = ET.fromstring(PICTURES[name])
    width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
    places = re.findall(r'<circle cx="([-0-9.]+)" cy="([-0-9.]+)"', PICTURES[name])
    assert [(x, y) for x, y in places if not (0 <= float(x) <= width and 0 <= float(y) <= height)] == []


def test_the_same_input_gives_the_same_picture() -> None:
    assert (network(NODES, EDGES), timeline(MOMENTS)) == (PICTURES["network"], PICTURES["timeline"])


def test_a_date_long_ago_does_not_press_the_others_together() -> None:
    xs = [float(x) for x in re.findall(r'<circle cx="([-0-9.]+)"', PICTURES["timeline"])]
    assert xs[2] - xs[1] > 40


def test_what_came_to_nothing_is_crossed() -> None:
    assert PICTURES["timeline"].count('class="cross status-cancelled"') == 1


def _box(dot: Dot, place: Place) -> tuple[float, float, float, float]:
    long = 7 * len(dot.name)
    left = place.x - {"start": 0, "middle": long / 2, "end": long}[place.anchor]
    return left, place.y - 10, left + long, place.y + 3


@pytest.mark.parametrize(
    ("x", "y"), [(500, 300), (420, 300), (480, 318), (480, 285)], ids=["right", "left", "below", "above"]
)
def test_names_of_neighbours_do_not_run_into_each_other(x: float, y: float) -> None:
    dots = [Dot(480, 300, 6, "Anna Berg"), Dot(x + (x == 480), y, 6, "Carl Dorn")]
    (a, b, c, d), (e, f, g, h) = (_box(*each) for each in zip(dots, beside(dots, 960, 640), strict=True))
    assert a >= g or e >= c or b >= h or f >= d


def test_names_stay_in_the_frame() -> None:
    dots = [Dot(955, 300, 6, "Anna Berg"), Dot(5, 3, 6, "Carl Dorn"), Dot(500, 638, 6, "Norda Corp.")]
    boxes = [_box(*each) for each in zip(dots, beside(dots, 960, 640), strict=True)]
    assert [min(box[0] for box in boxes) >= 0, max(box[2] for box in boxes) <= 960] == [True, True]


def test_where_there_is_no_room_a_name_is_not_free() -> None:
    crowd = [Dot(300 + 3 * each, 200, 6, "Anna Berg") for each in range(9)]
    assert [place.free for place in beside(crowd, 960, 640)].count(True) < len(crowd)


def test_labels_are_escaped() -> None:
    assert ("&lt;Carl&gt; &amp; Dorn" in PICTURES["timeline"], "<b>" in PICTURES["network"]) == (True, False)


@pytest.mark.parametrize(
    ("name", "place"), [("Japan", (138.0, 36.0)), ("japan", (138.0, 36.0)), ("Tokyo", (139.7, 35.7)), ("Nowhere", None)]
)
def test_locate(name: str, place: tuple[float, float] | None) -> None:
    assert locate(name) == place


@pytest.mark.parametrize(("longitude", "latitude"), [(-180, 0), (180, 0), (0, 84), (0, -57), (-180, 71), (180, -45)])
def test_the_inhabited_world_is_on_the_map(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert (0 <= x <= 960, 0 <= y <= 430) == (True, True)
