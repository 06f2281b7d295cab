"""/id/<class> and /id/<class>/<slug>: what the graph holds true of a person, company, country, office …"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request

from kg.serving import linked
from kg.serving.cards import cards
from kg.serving.media import HTML
from kg.serving.site import iri, site
from kg.store import Row
from kg.terms import KG, RDF, SKOS

blueprint = Blueprint("entities", __name__)
MOST = 300  # rows of a list on a page
_NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel")


@blueprint.get("/id/<kind>")
def listing(kind: str) -> Response:
    rows = site().rows(
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
    return linked.page(
        render_template(
            "entity.html",
            thing=thing,
            name=names[0] if names else stem,
            aliases=[row["o"] for row in about if row["p"] == _NAMES[1]],
            types=[row["type"] for row in _rows(_TYPES, thing)],
            facts=_grouped(row for row in about if row["p"] not in (*_NAMES, f"{RDF}type")),
            inverse=_grouped(row for row in _rows(_INVERSE, thing) if (row["p"], row["o"]) not in said),
            events=_events(thing),
            articles=_rows(_ARTICLES, thing),
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


def _events(thing: str) -> dict[str, list[object]]:
    """Cards by the IRI of their class: meetings with meetings, investments with investments."""
    by_class: dict[str, list[object]] = defaultdict(list)
    for card in cards(row["event"] for row in _rows(_EVENTS, thing)):
        by_class[card.kind].append(card)
    return dict(sorted(by_class.items(), key=lambda item: (item[0] != f"{KG}Meeting", item[0])))


_ABOUT = """SELECT DISTINCT ?p ?o ?name WHERE { GRAPH FACTS { THING ?p ?o OPTIONAL { ?o skos:prefLabel ?name } } }
ORDER BY ?p ?name ?o LIMIT 1000"""
_TYPES = """SELECT DISTINCT ?type WHERE { THING a ?type FILTER(STRSTARTS(STR(?type), STR(kg:))) } ORDER BY ?type"""
_INVERSE = """SELECT DISTINCT ?p (?s AS ?o) ?name WHERE { GRAPH FACTS { ?s ?p THING ; skos:prefLabel ?name } }
ORDER BY ?p ?name ?s LIMIT 300"""
_EVENTS = """SELECT DISTINCT ?event ?earliest WHERE { GRAPH FACTS { ?event ?role THING ; kg:status ?status
OPTIONAL { ?event kg:earliest ?earliest } } } ORDER BY DESC(BOUND(?earliest)) DESC(?earliest) ?event LIMIT 200"""
_ARTICLES = """SELECT ?article ?title ?publisher ?date (COUNT(DISTINCT ?span) AS ?mentions) WHERE {
  GRAPH FACTS { ?named kg:resolvesTo THING }
  GRAPH ?article { ?named kg:mention ?span . ?article a kg:Article
    OPTIONAL { ?article schema:headline ?title } OPTIONAL { ?article dcterms:publisher ?publisher }
    OPTIONAL { ?article schema:datePublished ?date } } }
GROUP BY ?article ?title ?publisher ?date ORDER BY DESC(?date) ?article LIMIT 300"""
_CONSTRUCT = """CONSTRUCT { THING ?p ?o . ?o skos:prefLabel ?name . ?s ?q THING } WHERE {
  { THING ?p ?o FILTER(!isBlank(?o)) OPTIONAL { GRAPH FACTS { ?o skos:prefLabel ?name } } }
  UNION { GRAPH FACTS { ?s ?q THING } } }"""
