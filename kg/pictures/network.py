"""Who is connected with whom: names as nodes, events as lines between them, placed by forces or in a ring."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.pictures.labels import Dot, Place, beside, name
from kg.pictures.svg import drawing, element, linked, number, shortened, text

_WIDTH, _HEIGHT, _ROUNDS = 960.0, 640.0, 160
_FAR = 40.0  # squared
_GOLDEN = math.pi * (3 - math.sqrt(5))
Places = dict[str, tuple[float, float]]
Spots = list[tuple[float, float]]


@dataclass(frozen=True)
class Node:
    id: str
    label: str
    href: str = ""


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    status: str
    label: str = ""
    count: int = 1
    href: str = ""


def network(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    title: str = "Network",
    *,
    centre: str = "",
    width: float = _WIDTH,
    height: float = _HEIGHT,
) -> str:
    """`centre`: the id of the node the others stand around; without one, forces place them all."""
    known = {node.id for node in nodes}
    lines = [edge for edge in edges if {edge.source, edge.target} <= known and edge.source != edge.target]
    places = _ring(nodes, centre, width, height) if centre in known else _forces(nodes, lines, width, height)
    degree = Counter(end for edge in lines for end in (edge.source, edge.target))
    drawn = [_line(edge, places, bend) for edge, bend in _bends(lines)]
    weight = sorted(nodes, key=lambda node: (node.id != centre, -degree[node.id]))
    dots = [_dot(node, places[node.id], degree[node.id], node.id == centre, width) for node in weight]
    drawn += [
        _node(*each, each[0].id == centre) for each in zip(weight, dots, beside(dots, width, height), strict=True)
    ]
    return drawing(width, height, title, "".join(drawn))


def _bends(lines: Sequence[Edge]) -> list[tuple[Edge, int]]:
    """Lines between the same two bow apart: 0, 1, -1, 2 …"""
    seen: Counter[frozenset[str]] = Counter()
    found = []
    for edge in lines:
        pair = frozenset((edge.source, edge.target))
        turn = (seen[pair] + 1) // 2 * (1 if seen[pair] % 2 else -1)
        seen[pair] += 1
        found.append((edge, turn if edge.source < edge.target else -turn))
    return found


def _line(edge: Edge, places: Places, bend: int) -> str:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    off = bend * 18
    mx, my = (x1 + x2) / 2 - (y2 - y1) / length * off, (y1 + y2) / 2 + (x2 - x1) / length * off
    path = f"M{number(x1)} {number(y1)}Q{number(mx)} {number(my)} {number(x2)} {number(y2)}"
    told = element("title", text(edge.label)) if edge.label else ""
    width = 1.5 + min(edge.count - 1, 5) * 0.8
    return linked(element("path", told, d=path, class_=f"edge status-{edge.status}", stroke_width=width), edge.href)


def _dot(node: Node, place: tuple[float, float], degree: int, centre: bool, width: float) -> Dot:
    label = shortened(node.label, 34 if width >= _WIDTH else 20)
    return Dot(*place, 9.0 if centre else 5.0 + min(degree, 8) * 0.5, label, 15 if centre else 13)


def _node(node: Node, dot: Dot, place: Place, centre: bool) -> str:
    circle = element("circle", cx=dot.x, cy=dot.y, r=dot.radius, class_=f"node{' centre' if centre else ''}")
    return linked(element("g", element("title", text(node.label)) + circle + name(dot, place)), node.href)


def _ring(nodes: Sequence[Node], centre: str, width: float, height: float) -> Places:
    """The centre in the middle, the others on an ellipse, in the order given."""
    others = [node.id for node in nodes if node.id != centre]
    places = {centre: (width / 2, height / 2)}
    for index, other in enumerate(others):
        angle = 2 * math.pi * (index + 0.5) / max(len(others), 1) - math.pi / 2
        reach = 1.0 if len(others) <= 12 or index % 2 else 0.72
        places[other] = (
            width / 2 + width * 0.27 * reach * math.cos(angle),
            height / 2 + (height / 2 - 30) * reach * math.sin(angle),
        )
    return places


def _forces(nodes: Sequence[Node], lines: Sequence[Edge], width: float, height: float) -> Places:
    """Fruchterman and Reingold (1991), from a spiral: the same input gives the same picture."""
    names = [node.id for node in nodes]
    at = [
        (math.sqrt(index + 0.5) * math.cos(index * _GOLDEN), math.sqrt(index + 0.5) * math.sin(index * _GOLDEN))
        for index in range(len(names))
    ]
    index_of = {name: index for index, name in enumerate(names)}
    pairs = sorted({tuple(sorted((index_of[line.source], index_of[line.target]))) for line in lines})
    for turn in range(_ROUNDS):
        at = _moved(at, pairs, 1.2 * (1 - turn / _ROUNDS))
    return _fitted(dict(zip(names, at, strict=True)), width, height)


def _moved(at: Spots, pairs: Sequence[tuple[int, ...]], heat: float) -> Spots:
    push = [[-0.10 * x, -0.14 * y] for x, y in at]  # all are drawn to the middle: parts do not drift away
    for one in range(len(at)):
        for other in range(one):
            dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
            apart = dx * dx + dy * dy
            if apart > _FAR:  # what is far does not push: parts stay near each other
                continue
            force = 3.0 / (apart + 0.01)
            push[one][0] += dx * force
            push[one][1] += dy * force
            push[other][0] -= dx * force
            push[other][1] -= dy * force
    for one, other in pairs:
        dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
        pull = math.hypot(dx, dy) * 0.22
        push[one][0] -= dx * pull
        push[one][1] -= dy * pull
        push[other][0] += dx * pull
        push[other][1] += dy * pull
    moved = []
    for (x, y), (dx, dy) in zip(at, push, strict=True):
        length = math.hypot(dx, dy) or 1.0
        step = min(length, heat) / length
        moved.append((x + dx * step, y + dy * step))
    return moved


def _fitted(places: Mapping[str, tuple[float, float]], width: float, height: float) -> Places:
    """Spread over the drawing, with room for the labels."""
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    return {
        name: (
            160 + (x - min(xs)) / wide * (width - 320) if len(places) > 1 else width / 2,
            36 + (y - min(ys)) / high * (height - 72) if len(places) > 1 else height / 2,
        )
        for name, (x, y) in places.items()
    }
