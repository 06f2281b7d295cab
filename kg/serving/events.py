"""/event/<class> and /event/<class>/<hash>: a merged event, and how it came to be what it is, claim by claim."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template, request

from kg.errors import NotFound
from kg.serving import linked
from kg.serving.cards import cards, quoted
from kg.serving.cells import written
from kg.serving.evidence import Quote
from kg.serving.marking import Piece, marked_sentence
from kg.serving.media import HTML
from kg.serving.paging import CARDS, part
from kg.serving.site import iri, site
from kg.store import Row
from kg.terms import KG, RDF, SUPER_ROLES

blueprint = Blueprint("events", __name__)
MOST = 300
_SHOWN = {
    f"{KG}{name}"
    for name in ("claim", "status", "sources", "earliest", "latest", "datePrecision", "monthDay", "amount", "said")
}


@dataclass
class Sentence:
    """One sentence a claim stands on, with the words of the evidence marked; `place` is its span's IRI."""

    place: str
    pieces: list[Piece]


@dataclass
class Claim:
    row: Row
    sentences: list[Sentence] = field(default_factory=list)
    said_by: list[str] = field(default_factory=list)
    overtakes: list[str] = field(default_factory=list)

    @property
    def said_last(self) -> str:
        """The day it was said, or the last or first on which it can have been; empty where nothing is known."""
        return next((self.row[name] for name in ("said", "last", "first") if name in self.row), "")

    @property
    def written(self) -> str:
        return written(self.row.get("first"), self.row.get("last"))


@dataclass
class Side:
    """What one claim says in a conflict."""

    claim: str
    source: str
    values: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


@dataclass
class Conflict:
    property: str
    reason: str
    sides: list[Side] = field(default_factory=list)


@blueprint.get("/event/<kind>")
def listing(kind: str) -> Response:
    rows = site().rows_lately(
        f"""SELECT DISTINCT ?event ?status ?earliest WHERE {{ GRAPH {site().facts} {{ ?event kg:status ?status
          FILTER(STRSTARTS(STR(?event), STR({iri(f"{site().base}event/{kind}/")})))
          OPTIONAL {{ ?event kg:earliest ?earliest }} }} }}
        ORDER BY DESC(BOUND(?earliest)) DESC(?earliest) ?event LIMIT {MOST}"""
    )
    wanted = request.args.get("status", "")
    kept = [row["event"] for row in rows if not wanted or row["status"].endswith(f"#{wanted}")]
    shown = part(len(kept), request.args.get("page"), CARDS)
    return linked.page(
        render_template(
            "event_list.html",
            kind=kind,
            cards=quoted(cards(kept[shown.cut])),
            part=shown,
            statuses=sorted({row["status"] for row in rows}),
            wanted=wanted,
            more=len(rows) == MOST and not shown.after,
        )
    )


@blueprint.get("/event/<kind>/<name>")
def event(kind: str, name: str) -> Response:
    stem, media = linked.representation(name)
    thing = f"{site().base}event/{kind}/{stem}"
    linked.must_exist(thing, "event")
    if media is not HTML:
        return linked.rdf(_CONSTRUCT.replace("THING", iri(thing)).replace("FACTS", site().facts), media)
    found = cards([thing])
    if not found:  # an amount or a conflict of an event: it is described, but it is none
        raise NotFound(f"{thing} is no event; its description is at {name}.ttl")
    card = found[0]
    roles = {*card.roles, *_SHOWN, f"{RDF}type"} | {f"{KG}{role}" for role in SUPER_ROLES.values()}
    details = [row for row in _rows(_ABOUT, thing) if row["p"] not in roles and "name" not in row]
    history = _history(thing)
    return linked.page(
        render_template(
            "event.html",
            thing=thing,
            kg=KG,
            card=card,
            details=details,
            titles={each.iri: each.title for each in cards(row["o"] for row in details if row["o"].kind == "iri")},
            history=history,
            conflicts=_conflicts(thing, history),
            path=request.path,
        )
    )


def _rows(sparql: str, thing: str) -> list[Row]:
    return site().rows(sparql.replace("THING", iri(thing)).replace("FACTS", site().facts))


def _history(thing: str) -> list[Claim]:
    """The claims in the order they were made."""
    claims = {row["claim"]: Claim(row) for row in _rows(_CLAIMS, thing)}
    for row in _rows(_EVIDENCE, thing):
        if row["claim"] in claims:
            pieces = marked_sentence(row["sentence"], int(row["from"]), int(row["begin"]), int(row["end"]))
            claims[row["claim"]].sentences.append(Sentence(row["span"], pieces))
    for row in _rows(_SOURCES, thing):
        if row["claim"] in claims:
            claims[row["claim"]].said_by.append(row["name"])
    for row in _rows(_SUPERSEDED, thing):
        if row["claim"] in claims:
            claims[row["claim"]].overtakes.append(row["earlier"])
    return sorted(claims.values(), key=lambda claim: (claim.said_last, bool(claim.overtakes)))


def _conflicts(thing: str, history: list[Claim]) -> list[Conflict]:
    """Each with its claims side by side, and what they say."""
    told = {claim.row["claim"]: claim for claim in history}
    found: dict[str, Conflict] = {}
    for row in _rows(_CONFLICTS, thing):
        conflict = found.setdefault(row["conflict"], Conflict(row["property"], row.get("reason", "")))
        side = next((side for side in conflict.sides if side.claim == row["claim"]), None)
        if side is None:
            side = Side(row["claim"], row.get("publisher") or "an article")
            conflict.sides.append(side)
            if claim := told.get(row["claim"]):
                source = claim.row.get("publisher") or claim.row.get("title") or site().short(claim.row["article"])
                said = claim.row.get("said", "")
                side.quotes += [
                    Quote(
                        side.claim,
                        each.place,
                        claim.row["article"],
                        source,
                        said=said,
                        status=claim.row["status"],
                        certainty=claim.row["certainty"],
                        said_by=", ".join(claim.said_by),
                        pieces=each.pieces,
                    )
                    for each in claim.sentences
                ]
        if "value" in row and row["value"] not in side.values:
            side.values.append(row["value"])
    return list(found.values())


_ABOUT = """SELECT DISTINCT ?p ?o ?name WHERE { GRAPH FACTS { THING ?p ?o OPTIONAL { ?o skos:prefLabel ?name } } }
ORDER BY ?p ?name ?o"""
# By the LIMIT within, the engine looks up what is optional for each rather than to read it of all articles.
_CLAIMS = """SELECT ?claim ?status ?certainty ?said ?rule ?article ?title ?publisher ?first ?last WHERE {
  { SELECT * WHERE { GRAPH FACTS { THING kg:claim ?claim }
    GRAPH ?article { ?claim kg:claimedStatus ?status ; kg:certainty ?certainty } } LIMIT 10000 }
  OPTIONAL { GRAPH ?article { ?claim kg:rule ?rule } } OPTIONAL { GRAPH ?article { ?claim kg:claimDate ?said } }
  OPTIONAL { GRAPH FACTS { ?article kg:writtenFrom ?first } }
  OPTIONAL { GRAPH FACTS { ?article kg:writtenUntil ?last } }
  OPTIONAL { GRAPH ?article { ?article schema:headline ?title } }
  OPTIONAL { GRAPH ?article { ?article dcterms:publisher ?publisher } } }
ORDER BY ?said ?claim LIMIT 500"""
_EVIDENCE = """SELECT DISTINCT ?claim ?span ?begin ?end ?from ?sentence WHERE { GRAPH FACTS { THING kg:claim ?claim }
  GRAPH ?article { ?claim kg:evidence ?span . ?span nif:beginIndex ?begin ; nif:endIndex ?end ; nif:sentence ?whole .
    ?whole nif:beginIndex ?from ; nif:anchorOf ?sentence } } ORDER BY ?claim ?begin LIMIT 1000"""
_SOURCES = """SELECT DISTINCT ?claim ?name WHERE { GRAPH FACTS { THING kg:claim ?claim }
  GRAPH ?article { ?claim kg:attributedTo ?who . ?who kg:name ?name } } ORDER BY ?claim ?name"""
_SUPERSEDED = """SELECT ?claim ?earlier WHERE { GRAPH FACTS { THING kg:claim ?claim . ?claim kg:supersedes ?earlier } }
ORDER BY ?claim ?earlier"""
_CONFLICTS = """SELECT DISTINCT ?conflict ?property ?reason ?claim ?value ?article ?publisher WHERE {
  { SELECT * WHERE { GRAPH FACTS { ?conflict kg:about THING ; kg:onProperty ?property ; kg:between ?claim } }
    LIMIT 1000 }
  OPTIONAL { GRAPH FACTS { ?conflict kg:reason ?reason } }
  OPTIONAL { GRAPH ?article { ?claim ?property ?node OPTIONAL { ?node kg:wording|kg:name ?words } } }
  OPTIONAL { GRAPH ?article { ?article dcterms:publisher ?publisher } } BIND(COALESCE(?words, ?node) AS ?value) }
ORDER BY ?conflict ?claim ?value"""
_CONSTRUCT = """CONSTRUCT {
  THING ?p ?o . ?o skos:prefLabel ?name . ?amount ?ap ?ao . ?claim ?cp ?co . ?conflict ?kp ?ko } WHERE {
  { GRAPH FACTS { THING ?p ?o OPTIONAL { ?o skos:prefLabel ?name } } }
  UNION { GRAPH FACTS { THING kg:amount ?amount . ?amount ?ap ?ao } }
  UNION { GRAPH FACTS { THING kg:claim ?claim } ?claim ?cp ?co }
  UNION { GRAPH FACTS { ?conflict kg:about THING ; ?kp ?ko } } }"""
