"""The page at /sparql: an editor that knows this data set's prefixes, classes, properties and questions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from kg import questions
from kg.serving.linked import kept
from kg.serving.media import HTML
from kg.serving.site import site
from kg.serving.themes import themes
from kg.terms import KG, KGC, KGS, PREFIXES, RDF, SKOS

blueprint = Blueprint("editing", __name__)
_EXAMPLE = f"PREFIX kg: <{KG}>\nPREFIX skos: <{SKOS}>\n\n" + (
    "SELECT ?who ?whom WHERE {\n  ?a kg:metWith ?b .\n  ?a skos:prefLabel ?who .\n  ?b skos:prefLabel ?whom\n}"
)


def page(query: str | None = None, **answer: Any) -> Response:
    """`answer`: `table` and `answer` where the query was run; without one, the question that `edit` names, or ours."""
    html = render_template(
        "sparql.html",
        query=_asked() if query is None else query,
        asked=query is not None,
        prefixes=PREFIXES,
        base=site().base,
        themes=themes(site().questions.values()),
        **answer,
    )
    response = Response(html, content_type=HTML.content_type)
    return response if query is not None else kept(response, "html")


def _asked() -> str:
    name = request.args.get("edit")
    if not name:
        return _EXAMPLE
    values = {key: value for key, value in request.args.items() if key not in ("edit", "view", "format")}
    return questions.bind(questions.find(site().questions, name), values, site().base)


@blueprint.get("/terms.json")
def terms() -> Response:
    """What an editor can complete: classes and properties with how often they are used, values, prefixes."""
    words = site().vocabulary
    used = site().rows_in_time(
        "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 500"
    )
    typed = site().rows_in_time(
        "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) ?c LIMIT 500"
    )
    classes = {concept.iri: 0 for concept in words.of(KG, "class")} | {str(row["c"]): int(row["n"]) for row in typed}
    properties = {concept.iri: 0 for concept in words.of(KG, "property")} | {
        str(row["p"]): int(row["n"]) for row in used if row["p"] != f"{RDF}type"
    }
    values = {concept.iri: 0 for namespace in (KGS, KGC) for concept in words.of(namespace)}
    found = {"classes": classes, "properties": properties, "values": values}
    listed = {kind: [_term(iri, count) for iri, count in each.items()] for kind, each in found.items()}
    return kept(jsonify({"prefixes": PREFIXES, **listed}), "terms")


def _term(iri: str, count: int) -> dict[str, object]:
    return {"iri": iri, "name": site().short(iri), "label": site().vocabulary.label(iri), "count": count}
