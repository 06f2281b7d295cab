"""/ : what is in the graph, what was reported last, the questions, and a search over names."""

from __future__ import annotations

from collections import defaultdict

from flask import Blueprint, Response, render_template, request

from kg.serving import linked
from kg.serving.cards import Card, cards
from kg.serving.site import site
from kg.store import Row
from kg.terms import KG

blueprint = Blueprint("home", __name__)
LATEST, FOUND = 8, 100
THINGS = (
    "Person",
    "Company",
    "GovernmentBody",
    "Organization",
    "Country",
    "City",
    "Place",
    "Project",
    "Office",
    "Topic",
)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " ", "\0": " "})


@blueprint.get("/")
def home() -> Response:
    words = request.args.get("q", "").strip()[:200]
    if words:
        return linked.page(render_template("search.html", words=words, rows=_search(words), most=FOUND))
    counts = _counts()
    return linked.page(
        render_template(
            "home.html",
            articles=_articles(),
            things=[row for row in counts if row["class"].removeprefix(KG) in THINGS and "status" not in row],
            events=_by_class(counts),
            latest=_latest(),
            questions=site().questions.values(),
        )
    )


def _counts() -> list[Row]:
    """A graph too large to be counted in time still has a front page."""
    return site().rows_in_time(
        f"""SELECT ?class ?status (COUNT(DISTINCT ?thing) AS ?number) WHERE {{ GRAPH {site().facts} {{
          ?thing a ?class OPTIONAL {{ ?thing kg:status ?status }} }} }}
        GROUP BY ?class ?status ORDER BY DESC(?number) ?class ?status"""
    )


def _articles() -> int:
    rows = site().rows_in_time("SELECT (COUNT(DISTINCT ?article) AS ?number) WHERE { ?article a kg:Article }")
    return int(rows[0]["number"]) if rows else 0


def _by_class(counts: list[Row]) -> dict[str, list[Row]]:
    """Class IRI -> its numbers by status; the most frequent class first."""
    by_class: dict[str, list[Row]] = defaultdict(list)
    for row in counts:
        if "status" in row:
            by_class[row["class"]].append(row)
    return dict(sorted(by_class.items(), key=lambda item: (-sum(int(row["number"]) for row in item[1]), item[0])))


def _latest() -> list[Card]:
    """Events that the newest claims are about; states (who holds which office) are no news."""
    rows = site().rows_in_time(
        f"""SELECT ?event (MAX(?said) AS ?newest) WHERE {{
          GRAPH {site().facts} {{ ?event kg:status ?status ; kg:claim ?claim ; a ?class
            FILTER(?class NOT IN (kg:OfficeHolding, kg:Employment, kg:Headquarters, kg:Citizenship, kg:Statement)) }}
          GRAPH ?article {{ ?claim kg:claimedStatus ?said_status OPTIONAL {{ ?claim kg:claimDate ?said }} }} }}
        GROUP BY ?event ORDER BY DESC(BOUND(?newest)) DESC(?newest) ?event LIMIT {LATEST}"""
    )
    return cards(row["event"] for row in rows)


def _search(words: str) -> list[Row]:
    """Entities with a name that has these words in it, those that begin with them first."""
    wanted = words.lower().encode("utf-8", "replace").decode().translate(_ESCAPES)
    return site().rows(
        f"""SELECT ?thing (SAMPLE(?preferred) AS ?name) (MIN(?place) AS ?best) (SAMPLE(?class) AS ?type) WHERE {{
          GRAPH {site().facts} {{ ?thing skos:prefLabel|skos:altLabel ?label ; skos:prefLabel ?preferred ; a ?class
            BIND(LCASE(STR(?label)) AS ?plain) FILTER(CONTAINS(?plain, "{wanted}"))
            BIND(IF(STRSTARTS(?plain, "{wanted}"), 0, 1) AS ?place) }} }}
        GROUP BY ?thing ORDER BY ?best ?name ?thing LIMIT {FOUND}"""
    )
