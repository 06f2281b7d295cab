"""/id/<class> and /id/<class>/<slug>: what the graph holds true of a person, company, country, office …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from flask import Blueprint, Response, render_template, request

from kg.pictures import network, timeline
from kg.serving import linked
from kg.serving.answers import connected, dated
from kg.serving.cards import Card, cards, quoted
from kg.serving.media import HTML
from kg.serving.site import iri, site
from kg.serving.sources import Source, sources
from kg.store import Row
from kg.terms import KG, RDF, SKOS, WD

blueprint = Blueprint("entities", __name__)
MOST = 300  # rows of a list on a page
DRAWN, AROUND = 40, 14  # events of the timeline, names around the one in the middle
_NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel")
_LINKS = (f"{SKOS}exactMatch", f"{SKOS}closeMatch")
_SECTIONS = (  # heading, classes; what fits none comes last
    ("Meetings, calls, visits", {"Meeting", "Call", "Visit", "Consultation"}),
    ("Investments and bids", {"Investment", "Acquisition", "Transaction", "ProjectPartnership"}),
    ("Decisions and trade measures", {"Decision", "TradeMeasure"}),
    ("Statements", {"Statement"}),
    ("Other", set[str]()),
)
_OFFICE = f"{KG}OfficeHolding"


@blueprint.get("/id/<kind>")
def listing(kind: str) -> Response:
    rows = site().rows_lately(
        f"""SELECT ?thing (SAMPLE(?label) AS ?name) (COUNT(DISTINCT ?article) AS ?articles) WHERE {{
          GRAPH {site().facts} {{ ?thing skos:prefLabel ?label
            FILTER(STRSTARTS(STR(?thing), STR({iri(f"{site().base}id/{kind}/")})))
            OPTIONAL {{ ?article kg:resolvesTo ?thing }} }} }}
        GROUP BY ?thing ORDER BY DESC(?articles) ?name LIMIT {MOST}"""
    )
    return linked.page(render_template("entity_list.html", kind=kind, rows=rows, most=MOST))


@blueprint.get("/id/<kind>/<name>")
def entity(kind: str, name: str) -> Response:
    stem, media = linked.representation(name)
    thing = f"{site().base}id/{kind}/{stem}"
    linked.must_exist(thing, "entity")
    if media is not HTML:
        return linked.rdf(_CONSTRUCT.replace("THING", iri(thing)).replace("FACTS", site().facts), media)
    about = _rows(_ABOUT, thing)
    said = {(row["p"], row["o"]) for row in about}  # what is symmetric is said once
    names = [row["o"] for row in about if row["p"] == _NAMES[0]]
    called = str(names[0]) if names else stem
    events, offices = _events(thing)
    told = list(chain.from_iterable(events.values()))
    inverse = [row for row in _rows(_INVERSE, thing) if (row["p"], row["o"]) not in said]
    return linked.page(
        render_template(
            "entity.html",
            thing=thing,
            name=called,
            aliases=[row["o"] for row in about if row["p"] == _NAMES[1]],
            wikidata=[row["o"] for row in about if row["p"] in _LINKS and row["o"].startswith(WD)],
            types=[row["type"] for row in _rows(_TYPES, thing) if row["type"] != f"{KG}Agent"],
            facts=_grouped(row for row in about if row["p"] not in (*_NAMES, *_LINKS, f"{RDF}type")),
            inverse=_grouped(row for row in inverse if "name" in row),
            sections=events,
            offices=offices,
            holds=any((thing, called) in card.roles.get(f"{KG}holder", ()) for card in offices),
            timeline=_timeline(told, called),
            around=_around(told, thing, called),
            articles=_articles(thing),
            path=request.path,
        )
    )


def _rows(sparql: str, thing: str) -> list[Row]:
    return site().rows(sparql.replace("THING", iri(thing)).replace("FACTS", site().facts))


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["p"]].append(row)
    return dict(grouped)


def _events(thing: str) -> tuple[dict[str, list[Card]], list[Card]]:
    """By heading, the latest first, those without a day last; and the offices."""
    events, held = ([str(row["event"]) for row in _rows(sparql, thing)] for sparql in (_EVENTS, _OFFICES))
    told = {card.iri: card for card in cards([*events, *held])}
    found: dict[str, list[Card]] = {heading: [] for heading, _ in _SECTIONS}
    for card in quoted([told[event] for event in events if event in told and told[event].kind != _OFFICE]):
        kind = card.kind.removeprefix(KG)
        found[next(heading for heading, kinds in _SECTIONS if not kinds or kind in kinds)].append(card)
    return {heading: among for heading, among in found.items() if among}, _by_tenure(
        told[event] for event in held if event in told
    )


def _by_tenure(held: Iterable[Card]) -> list[Card]:
    """Of a person the offices, of an office or a country the holders: current first, then the latest report."""
    order = {"elect": 0, "current": 1, "former": 2}
    latest = sorted(held, key=lambda card: card.as_of, reverse=True)
    return sorted(latest, key=lambda card: order.get(card.literals.get("tenure", ""), len(order)))


def _articles(thing: str) -> list[tuple[Source, str]]:
    """Which name it and how often; the latest first, of those without a date the one that names it most."""
    mentions = {str(row["article"]): str(row["mentions"]) for row in _rows(_ARTICLES, thing)}
    described = sources(mentions)
    return [
        (described[article], mentions[article])
        for article in sorted(mentions, key=lambda each: described[each].date, reverse=True)
    ]


def _timeline(told: list[Card], name: str) -> str:
    moments = dated((card for card in told if not card.kind.endswith("Statement")), name)
    return timeline(moments[-DRAWN:], f"Events of {name} over time") if len(moments) > 1 else ""


def _around(told: list[Card], thing: str, name: str) -> str:
    nodes, edges = connected(told, thing, AROUND)
    if len(nodes) < 3:  # the one line is told beside it
        return ""
    return network(nodes, edges, f"Who {name} is connected with", centre=thing, width=520, height=420)


_ABOUT = """SELECT DISTINCT ?p ?o ?name WHERE { GRAPH FACTS { THING ?p ?o OPTIONAL { ?o skos:prefLabel ?name } } }
ORDER BY ?p ?name ?o LIMIT 1000"""
_TYPES = """SELECT DISTINCT ?type WHERE { THING a ?type FILTER(STRSTARTS(STR(?type), STR(kg:))) } ORDER BY ?type"""
_INVERSE = """SELECT DISTINCT ?p (?s AS ?o) ?name WHERE { GRAPH FACTS { ?s ?p THING ; skos:prefLabel ?name } }
ORDER BY ?p ?name ?s LIMIT 300"""
_EVENTS = """SELECT DISTINCT ?event ?earliest WHERE { GRAPH FACTS { ?event ?role THING ; kg:status ?status
OPTIONAL { ?event kg:earliest ?earliest } } } ORDER BY DESC(BOUND(?earliest)) DESC(?earliest) ?event LIMIT 200"""
_OFFICES = """SELECT DISTINCT ?event WHERE { GRAPH FACTS {
  { ?event kg:holder THING ; kg:status ?status } UNION { ?event kg:office THING ; kg:status ?status }
  UNION { ?office kg:officeOf THING . ?event kg:office ?office ; kg:status ?status } } } ORDER BY ?event LIMIT 60"""
_ARTICLES = """SELECT ?article (COUNT(DISTINCT ?span) AS ?mentions) WHERE {
  GRAPH FACTS { ?named kg:resolvesTo THING } GRAPH ?article { ?named kg:mention ?span } }
GROUP BY ?article ORDER BY DESC(?mentions) ?article LIMIT 300"""
_CONSTRUCT = """CONSTRUCT { THING ?p ?o . ?o skos:prefLabel ?name . ?s ?q THING } WHERE {
  { THING ?p ?o FILTER(!isBlank(?o)) OPTIONAL { GRAPH FACTS { ?o skos:prefLabel ?name } } }
  UNION { GRAPH FACTS { ?s ?q THING } } }"""
