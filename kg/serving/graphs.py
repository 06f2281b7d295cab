"""What the explorer draws: names as nodes; an event of two as a line, of more as a small node with a line to each.

Events of one kind and status between the same two are one line that counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.serving.cards import Card
from kg.serving.cells import label
from kg.serving.site import site
from kg.terms import KG

_SIDE = {f"{KG}{name}" for name in ("place", "topic", "partOf", "onBehalfOf")}


@dataclass
class Graph:
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"nodes": list(self.nodes.values()), "edges": list(self.edges.values())}


@dataclass(frozen=True)
class _Told:
    """An event behind a line."""

    title: str
    when: str
    page: str


def graph(events: Iterable[Card], most: int) -> Graph:
    """No more than `most` nodes: an event that would bring more is left out."""
    drawn = Graph()
    for card in events:
        takers = [each for role, fillers in card.roles.items() if role not in _SIDE for each in fillers]
        takers = list(dict.fromkeys(takers)) or list(dict.fromkeys(card.parties))
        if len(takers) == 1:
            takers = list(dict.fromkeys((*takers, *card.parties)))
        new = sum(who not in drawn.nodes for who, _ in takers) + (len(takers) > 2)
        if len(takers) < 2 or len(drawn.nodes) + new > most:
            continue
        for who, name in takers:
            node = {"id": who, "name": name, "kind": _kind(who), "page": site().local(who)}
            drawn.nodes.setdefault(who, node | ({"event": True} if who.startswith(f"{site().base}event/") else {}))
        _join(drawn, card, takers)
    return drawn


def _join(drawn: Graph, card: Card, takers: list[tuple[str, str]]) -> None:
    told = _Told(card.title, card.when, site().local(card.iri) or "")
    if len(takers) == 2:
        one, other = sorted(who for who, _ in takers)
        _line(drawn, f"{one} {other} {card.kind} {card.state}", one, other, card, told)
        return
    drawn.nodes[card.iri] = {
        "id": card.iri,
        "name": label(card.kind),
        "title": card.title,
        "kind": label(card.kind),
        "page": told.page,
        "status": card.state,
        "event": True,
    }
    for who, _ in takers:
        _line(drawn, f"{card.iri} {who}", card.iri, who, card, told)


def _line(drawn: Graph, name: str, one: str, other: str, card: Card, told: _Told) -> None:
    line = drawn.edges.setdefault(
        name,
        {"id": name, "source": one, "target": other, "status": card.state, "kind": label(card.kind), "events": []},
    )
    line["events"].append(asdict(told))


def _kind(iri: str) -> str:
    """The class in an entity's IRI: person, government body."""
    parts = iri.removeprefix(site().base).split("/")
    return parts[1].replace("-", " ") if len(parts) > 2 else ""
