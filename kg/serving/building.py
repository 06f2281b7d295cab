"""/build: the state of the graph's making: sources, what was not understood, what failed, which rules are broken."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, render_template

from kg.serving.site import site
from kg.store import Row, remarks

blueprint = Blueprint("building", __name__)
LISTED = 40


@blueprint.get("/build")
def page() -> Response:
    build = remarks.find(site().settings.store, remarks.BUILD)
    validation = remarks.find(site().settings.store, remarks.VALIDATION)
    faults = validation[0].get("results", []) if validation else []
    html = render_template(
        "build.html",
        snapshot=site().snapshot,
        build=build,
        validation=validation,
        severities=Counter(str(fault.get("severity", "")) for fault in faults),
        sources=_rows(_SOURCES),
        coverage=_rows(_COVERAGE),
        silent=_rows(_SILENT),
        rules=_rows(_RULES),
        most=LISTED,
    )
    response = Response(html, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"  # the reports beside the store change without a snapshot
    return response


def _rows(sparql: str) -> list[Row]:
    return site().rows_in_time(sparql.replace("FACTS", site().facts))


# MIN and MAX are errors where one of a group has no date: a sign that comes after all dates, and one before them.
_SOURCES = f"""SELECT ?publisher (COUNT(DISTINCT ?article) AS ?articles)
  (MIN(COALESCE(STR(?date), "~")) AS ?first) (MAX(COALESCE(STR(?date), "")) AS ?last) WHERE {{
    GRAPH ?article {{ ?article a kg:Article
    OPTIONAL {{ ?article dcterms:publisher ?publisher }} OPTIONAL {{ ?article schema:datePublished ?date }} }} }}
GROUP BY ?publisher ORDER BY DESC(?articles) ?publisher LIMIT {LISTED}"""
_COVERAGE = """SELECT ?sentences ?read WHERE {
  { SELECT (COUNT(*) AS ?sentences) WHERE { GRAPH ?article { ?sentence a nif:Sentence } } }
  { SELECT (COUNT(DISTINCT ?sentence) AS ?read) WHERE { GRAPH ?article {
    ?claim a kg:Claim ; kg:evidence ?span . ?span nif:sentence ?sentence } } } }"""
_SILENT = f"""SELECT ?article ?title ?date WHERE {{ GRAPH ?article {{ ?article a kg:Article
    OPTIONAL {{ ?article schema:headline ?title }} OPTIONAL {{ ?article schema:datePublished ?date }}
    FILTER NOT EXISTS {{ ?claim a kg:Claim }} }} }} ORDER BY ?article LIMIT {LISTED}"""
_RULES = f"""SELECT ?rule (COUNT(*) AS ?claims) WHERE {{ GRAPH ?article {{ ?claim a kg:Claim ; kg:rule ?rule }} }}
GROUP BY ?rule ORDER BY DESC(?claims) ?rule LIMIT {LISTED}"""
