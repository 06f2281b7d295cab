"""Which views the answer to a question has (cards, table, timeline, network, map), and what the wanted one shows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from kg.pictures import Edge, Moment, Node, Spot, locate, network, timeline, worldmap
from kg.serving.cards import Card, cards, quoted
from kg.serving.cells import label
from kg.serving.paging import CARDS, NOTHING, Part, part
from kg.serving.site import site
from kg.serving.tables import Table, table
from kg.terms import KG, STATUSES

_PICTURES = ("timeline", "network", "map")
VIEWS = ("cards", "table", *_PICTURES)
LOOKED_AT, DRAWN, NAMED = 500, 60, 40  # events that a picture is chosen from, events of a timeline, names of a network
FEW = 12  # events that tell as a rule which pictures there are
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
    *(
        "about",
        "saidBy",
        "certainty",
        "sources",
        "publisher",
        "asOf",
        "source",
        "sentence",
        "article",
        "start",
        "end",
        "event",
    ),
}
_PLACES = [f"{KG}{name}" for name in ("place", "destination", "recipient", "against", "country", "target")]
_SIDE = {f"{KG}{name}" for name in ("place", "topic", "partOf", "onBehalfOf")}
Drawing = Callable[[], str]


@dataclass(frozen=True)
class Answer:
    total: int  # rows of the query
    events: int = 0
    counts: tuple[tuple[str, int], ...] = ()  # how many events of which status, in the order of the ontology
    views: tuple[str, ...] = ("table",)
    view: str = "table"
    part: Part = NOTHING  # what is shown, of the rows of a table or of all events
    table: Table | None = None
    cards: Sequence[Card] = ()
    picture: str = ""  # SVG


def answer(found: Mapping[str, Any], wanted: str = "", page: str | None = None) -> Answer:
    """`found`: SPARQL JSON. A view that is not there falls back to the one that tells most."""
    variables, rows = set(found["head"].get("vars", ())), found["results"]["bindings"]
    events = list(dict.fromkeys(row["event"]["value"] for row in rows if "event" in row))
    told = ["cards", "table"] if variables <= _TOLD_BY_CARDS else ["table", "cards"]
    looked_at, drawings = _pictures(events, wanted or told[0])
    views = [*(told if looked_at else ["table"]), *(name for name, drawing in drawings.items() if drawing)]
    view = wanted if wanted in views else views[0]
    ordered = tuple(each for each in VIEWS if each in views)
    given = Answer(len(rows), len(events) * bool(looked_at), _counts(rows), ordered, view)
    if view == "table":
        shown = table(found, page)
        return replace(given, part=shown.part, table=shown)
    if view == "cards":
        some = part(len(events), page, CARDS)
        return replace(given, part=some, cards=quoted(cards(events[some.cut]) if some.start else looked_at[:CARDS]))
    drawing = drawings[view]
    return replace(given, picture=Markup(drawing()) if drawing else "")


def _counts(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    found = Counter(
        {row["event"]["value"]: row["status"]["value"] for row in rows if {"event", "status"} <= row.keys()}.values()
    )
    return tuple((status, found[status]) for status in STATUSES if status in found)


def _pictures(events: list[str], wanted: str) -> tuple[list[Card], dict[str, Drawing | None]]:
    """The cards that were looked at, for a table as few as will do, and how to draw what can be drawn of them."""
    looked_at: list[Card] = []
    drawings: dict[str, Drawing | None] = dict.fromkeys(_PICTURES)
    for size in (LOOKED_AT,) if wanted in _PICTURES else (FEW, CARDS) if wanted == "table" else (CARDS,):
        if not all(drawings.values()):
            looked_at = cards(events[:size])
            drawings = {name: _drawing(name, looked_at) for name in _PICTURES}
    return looked_at, drawings


def _drawing(name: str, events: Sequence[Card]) -> Drawing | None:
    """How to draw that picture of the events; None where there is nothing to draw."""
    if name == "timeline":
        moments = dated(events)
        return partial(timeline, moments[-DRAWN:], "Events of the answer over time") if moments else None
    if name == "network":
        nodes, edges = connected(events)
        return partial(network, nodes, edges, "Who is connected with whom in the answer") if edges else None
    spots = located(events)
    return partial(worldmap, spots, "Where the events of the answer take place") if spots else None


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
