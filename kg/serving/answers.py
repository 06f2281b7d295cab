"""Which views the answer to a question has (cards, table, timeline, network, map), and what the wanted one shows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from kg.pictures import Edge, Moment, Node, Spot, locate, network, timeline, worldmap
from kg.serving.cards import Card, cards, quoted
from kg.serving.cells import label
from kg.serving.site import site
from kg.serving.tables import Table, table
from kg.terms import KG, STATUSES

VIEWS = ("cards", "table", "timeline", "network", "map")
SHOWN, CARDS, DRAWN, NAMED = 500, 100, 60, 40  # rows of a table, cards, events of a picture, names of a network
_TOLD_BY_CARDS = {
    *(
        "who",
        "met",
        "spokeWith",
        "where",
        "into",
        "bidFor",
        "by",
        "ofWhom",
        "toWhom",
        "named",
        "part",
        "what",
        "parties",
    ),
    *("status", "date", "place", "value", "currency", "qualifier", "usd", "over", "said", "direct", "title", "tenure"),
    *("saidBy", "certainty", "sources", "publisher", "asOf", "source", "sentence", "article", "start", "end", "event"),
}
_PLACES = [f"{KG}{name}" for name in ("place", "destination", "recipient", "against", "country", "target")]
_SIDE = {f"{KG}{name}" for name in ("place", "topic", "partOf", "onBehalfOf")}


@dataclass(frozen=True)
class Answer:
    table: Table
    cards: list[Card] = field(default_factory=list)
    views: tuple[str, ...] = ("table",)
    view: str = "table"
    picture: str = ""  # SVG

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many events of which status, in the order of the ontology."""
        found = Counter(card.state for card in self.cards)
        return [(status, found[status]) for status in STATUSES if status in found]


def answer(found: Mapping[str, Any], wanted: str = "") -> Answer:
    """`found`: SPARQL JSON. A view that is not there falls back to the one that tells most."""
    rows = table(found, SHOWN)
    variables = set(found["head"].get("vars", ()))
    named = [row["event"]["value"] for row in found["results"]["bindings"][:SHOWN] if "event" in row]
    events = cards(named) if "event" in variables else []
    if not events:
        return Answer(rows)
    moments, nodes_and_edges = dated(events), connected(events)
    views = ["cards", "table"] if variables <= _TOLD_BY_CARDS else ["table", "cards"]
    views += ["timeline"] * bool(moments) + ["network"] * bool(nodes_and_edges[1])
    spots = located(events)
    views += ["map"] * bool(spots)
    view = wanted if wanted in views else views[0]
    if view == "cards":
        events = quoted(events, CARDS)
    picture = ""
    if view == "timeline":
        picture = timeline(moments[-DRAWN:], "Events of the answer over time")
    elif view == "network":
        picture = network(*nodes_and_edges, "Who is connected with whom in the answer")
    elif view == "map":
        picture = worldmap(spots, "Where the events of the answer take place")
    ordered = tuple(each for each in VIEWS if each in views)
    return Answer(rows, events, ordered, view, Markup(picture))


def dated(events: Iterable[Card], first: str = "") -> list[Moment]:
    """Events with a day, as rows of a timeline, in the order of their days; whose name is `first` leads its line."""
    moments = [
        Moment(
            card.told(first),
            card.state,
            dt.date.fromisoformat(card.earliest),
            dt.date.fromisoformat(card.latest),
            site().local(card.iri) or "",
        )
        for card in events
        if card.earliest and card.latest
    ]
    return sorted(moments, key=lambda each: (each.earliest, each.latest, each.label))


def located(events: Iterable[Card]) -> list[Spot]:
    """Places that events name in a role of place, with how many do; a name stands for the largest city it is of."""
    by_place: dict[tuple[str, str], list[Card]] = {}
    for card in events:
        for each in dict.fromkeys(each for role in _PLACES for each in card.roles.get(role, ())):
            by_place.setdefault(each, []).append(card)
    spots = []
    for (place, name), told in by_place.items():
        if found := locate(name):
            full = any(card.state == "held" for card in told)
            lines = f"{name}: " + "; ".join(card.title for card in told[:5])
            spots.append(Spot(name, *found, len(told), full, lines, site().local(place) or ""))
    return spots


def connected(events: Sequence[Card], centre: str = "", most: int = NAMED) -> tuple[list[Node], list[Edge]]:
    """Those that take part in an event together, the most frequent names; lines of one kind and status are one."""
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for card in events:
        for who, name in _takers(card):
            counted[who] += 1
            names[who] = name
    kept = sorted(counted, key=lambda who: (who != centre, -counted[who], names[who], who))[:most]
    lines: dict[tuple[str, str, str, str], list[Card]] = {}
    for card in events:
        takers = [who for who, _ in _takers(card) if who in kept]
        pairs = ((one, other) for index, one in enumerate(takers) for other in takers[index + 1 :])
        for one, other in pairs:
            if centre and centre not in (one, other):
                continue
            pair = (min(one, other), max(one, other))
            lines.setdefault((*pair, card.kind, card.state), []).append(card)
    edges = [
        Edge(one, other, state, _line(kind, state, told, (names[one], names[other])), len(told), _page(told[0]))
        for (one, other, kind, state), told in lines.items()
    ]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return [Node(who, names[who], site().local(who) or "") for who in kept if who in ends or who == centre], edges


def _takers(card: Card) -> list[tuple[str, str]]:
    return list(dict.fromkeys(each for role, fillers in card.roles.items() if role not in _SIDE for each in fillers))


def _line(kind: str, state: str, told: Sequence[Card], ends: tuple[str, str]) -> str:
    return told[0].title if len(told) == 1 else f"{len(told)} × {label(kind)}, {state}: {' and '.join(ends)}"


def _page(card: Card) -> str:
    return site().local(card.iri) or ""
