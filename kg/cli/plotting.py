"""The command that draws: what the graph holds as a picture for a report."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import example, settings
from kg.cli.output import note
from kg.errors import NotFound, UsageError
from kg.settings import Settings
from kg.terms import KG, KGS, graph_iri

if TYPE_CHECKING:
    from kg.pictures import Edge, Node, Spot
    from kg.store import Reader

KINDS = ("timeline", "network", "map", "money")
_PLACES = ("place", "destination", "recipient", "against", "country", "target")
_SIDE = {"place", "topic", "partOf", "onBehalfOf"}
_QUIET = ("Statement", "OfficeHolding", "Employment", "Citizenship", "Headquarters", "Observation", "Subsidiary")
_EVENTS = """SELECT * WHERE { GRAPH <FACTS> {
  ?event a ?class ; kg:status ?state OPTIONAL { ?event kg:earliest ?earliest ; kg:latest ?latest } LITERALS } }
ORDER BY ?event ?class"""
_ROLES = """SELECT ?event ?role ?who ?name WHERE { GRAPH <FACTS> {
  ?event kg:status ?state ; ?role ?who . ?who skos:prefLabel ?name } } ORDER BY ?event ?role ?name ?who"""
_SUMS = """SELECT ?event ?wording ?dollars WHERE { GRAPH <FACTS> {
  ?event kg:status ?state ; kg:amount ?amount . ?amount kg:value ?value ; kg:currency ?currency
  OPTIONAL { ?amount kg:wording ?wording } OPTIONAL { ?amount kg:usd ?usd }
  BIND(IF(?currency = "USD", ?value, ?usd) AS ?dollars) } } ORDER BY ?event DESC(?dollars) ?wording"""


@dataclass
class Drawn:
    """An event as far as a picture needs it."""

    kind: str
    status: str
    earliest: str = ""
    latest: str = ""
    literals: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    who: dict[str, str] = field(default_factory=dict)  # IRI -> name, of those that take part
    sums: list[tuple[str, float | None]] = field(default_factory=list)  # wording, dollars

    def told(self, first: str = "") -> str:
        from kg.pictures.headlines import headline

        roles = dict(self.roles) | ({"amount": [self.sums[0][0]]} if len(self.sums) == 1 else {})
        return headline(self.kind, self.status, roles, self.literals, first) or self.kind


@click.command(epilog=example('kg plot timeline -o 2025.svg\nkg plot network --about "Ana Souza" -o around-her.png'))
@click.argument("kind", type=click.Choice(KINDS))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help=".svg or .png")
@click.option("--about", default="", metavar="NAME", help="Only events of this person, organisation, place …")
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="Events, sums or names at most.")
@settings("store", "base_iri")
def plot(kind: str, output: Path, about: str, most: int, settings: Settings) -> None:
    """Draw a picture for a report.

    timeline: dated events. network: who is connected with whom. map: where. money: the largest sums. Marks are filled
    for what happened, open for what lies ahead, crossed for what came to nothing. PNG needs the extra newskg[plot].
    """
    from kg.pictures import standalone
    from kg.store import open_store

    if output.suffix not in (".svg", ".png"):
        raise UsageError(f"{output}: pictures are .svg or .png")
    with open_store(settings.store, read_only=True, base_iri=settings.base_iri) as store:
        events = _events(store, graph_iri(settings.base_iri, "facts"), about)
    picture, count = _picture(kind, events, about, most)
    if not count:
        raise NotFound(f"nothing to draw{f' about {about!r}' if about else ''}: no event has what a {kind} needs")
    svg = standalone(picture)
    output.write_bytes(_png(svg) if output.suffix == ".png" else svg.encode())
    note(f"{output}: {count} drawn")


def _events(store: Reader, facts: str, about: str) -> list[Drawn]:
    from kg.pictures.headlines import LITERALS

    found: dict[str, Drawn] = {}
    literals = " ".join(f"OPTIONAL {{ ?event kg:{name} ?{name} }}" for name in LITERALS)
    for row in store.query(_EVENTS.replace("FACTS", facts).replace("LITERALS", literals)).rows:
        found[row["event"]] = Drawn(
            row["class"].removeprefix(KG),
            row["state"].removeprefix(KGS).lower(),
            row.get("earliest", ""),
            row.get("latest", ""),
            {name: str(row[name]) for name in LITERALS if name in row},
        )
    for row in store.query(_ROLES.replace("FACTS", facts)).rows:
        role = row["role"].removeprefix(KG)
        if role not in ("claim", "supersedes"):
            found[row["event"]].roles[role].append(row["name"])
            if role not in _SIDE:
                found[row["event"]].who[row["who"]] = str(row["name"])
    for row in store.query(_SUMS.replace("FACTS", facts)).rows:
        dollars = float(row["dollars"]) if "dollars" in row else None
        found[row["event"]].sums.append((str(row.get("wording", "")), dollars))
    wanted = about.casefold()
    return [
        event
        for event in found.values()
        if event.kind not in _QUIET and (not about or wanted in (name.casefold() for name in event.who.values()))
    ]


def _picture(kind: str, events: list[Drawn], about: str, most: int) -> tuple[str, int]:
    """The drawing, and how much is on it."""
    from kg.pictures import Bar, Moment, bars, network, timeline, worldmap

    if kind == "timeline":
        dated = sorted((event for event in events if event.earliest), key=lambda event: (event.earliest, event.latest))
        moments = [
            Moment(
                event.told(about),
                event.status,
                dt.date.fromisoformat(event.earliest),
                dt.date.fromisoformat(event.latest),
            )
            for event in dated[-most:]
        ]
        return timeline(moments), len(moments)
    if kind == "money":
        summed = [(dollars, words, event) for event in events for words, dollars in event.sums[:1] if dollars]
        summed.sort(key=lambda each: (-each[0], each[1], each[2].told()))
        rows = [Bar(event.told(about), dollars, words, event.status) for dollars, words, event in summed[:most]]
        return bars(rows, "Largest sums, in U.S. dollars"), len(rows)
    if kind == "map":
        spots = _located(events)[:most]
        return worldmap(spots, "Where events take place"), len(spots)
    nodes, edges = _connected(events, most)
    return network(nodes, edges), len(edges)


def _located(events: list[Drawn]) -> list[Spot]:
    from kg.pictures import Spot, locate

    told: dict[str, list[Drawn]] = defaultdict(list)
    for event in events:
        for name in dict.fromkeys(name for role in _PLACES for name in event.roles.get(role, ())):
            told[name].append(event)
    found = [(name, locate(name), each) for name, each in told.items()]
    spots = [
        Spot(name, *place, len(each), any(event.status == "held" for event in each))
        for name, place, each in found
        if place
    ]
    return sorted(spots, key=lambda spot: (-spot.count, spot.label))


def _connected(events: list[Drawn], most: int) -> tuple[list[Node], list[Edge]]:
    from kg.pictures import Edge, Node

    names = {who: name for event in events for who, name in event.who.items()}
    counted = Counter(who for event in events for who in event.who)
    kept = sorted(counted, key=lambda who: (-counted[who], names[who], who))[:most]
    lines: dict[tuple[str, str, str, str], list[Drawn]] = defaultdict(list)
    for event in events:
        takers = sorted(who for who in event.who if who in kept)
        for index, one in enumerate(takers):
            for other in takers[index + 1 :]:
                lines[one, other, event.kind, event.status].append(event)
    edges = [
        Edge(one, other, status, told[0].told(), len(told)) for (one, other, _, status), told in sorted(lines.items())
    ]
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    return [Node(who, names[who]) for who in kept if who in ends], edges


def _png(svg: str) -> bytes:
    try:
        import resvg_py
    except ImportError:
        raise UsageError("PNG needs the extra: pip install 'newskg[plot]'; .svg does without") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2, background="#ffffff"))


COMMANDS = (plot,)
