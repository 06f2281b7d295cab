"""Pictures: well-formed, escaped, the same for the same input, within their frame."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from kg.pictures import Bar, Edge, Moment, Node, Spot, bars, locate, network, standalone, timeline, worldmap
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
