"""/questions and /questions/<name>: the canned questions as a form, an answer, a file, and the query behind it."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from kg import questions
from kg.errors import QueryLimit, QuestionError
from kg.questions import Question
from kg.serving import faults, linked, snippets
from kg.serving.answers import Answer, answer
from kg.serving.media import BY_FORMAT, GRAPHS, HTML, JSON, TABLES, Media, named, negotiate
from kg.serving.site import site
from kg.serving.themes import themes
from kg.store.pool import Query

blueprint = Blueprint("questioning", __name__)
_SUFFIXES = {"json": "json", "csv": "csv", "tsv": "tsv", "xml": "xml", "ttl": "turtle", "nt": "nt"}
_SUGGESTED = {
    "name": """SELECT ?name WHERE { GRAPH FACTS { ?thing skos:prefLabel ?name ; a ?class
        FILTER(?class NOT IN (kg:Office, kg:LeadingOffice)) OPTIONAL { ?mention kg:resolvesTo ?thing } } }
        GROUP BY ?name ORDER BY DESC(COUNT(DISTINCT ?mention)) ?name LIMIT 300""",
    "article": "SELECT ?name WHERE { ?article a kg:Article ; dcterms:identifier ?name } ORDER BY ?name LIMIT 300",
}


@blueprint.get("/questions")
def gallery() -> Response:
    asked = site().questions
    if negotiate(request.headers.get("Accept"), (HTML, JSON)) is JSON:
        return jsonify({"questions": [_described(question) for question in asked.values()]})
    return linked.page(render_template("question_list.html", themes=themes(asked.values())))


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    stem, dot, suffix = name.rpartition(".")
    found = questions.find(site().questions, stem if dot else name)
    values = {key: value for key, value in request.args.items() if key not in ("format", "view", "page")}
    if suffix == "rq" and dot:
        text = questions.bind(found, values, site().base)
        return Response(text, content_type="application/sparql-query; charset=utf-8")
    media = _media(suffix) if dot else _asked_for(request.args.get("format"))
    if media is HTML:
        return _page(found, values)
    return _file(found, values, media)


def _media(suffix: str) -> Media:
    if suffix not in _SUFFIXES:
        raise QuestionError(f"no answer as .{suffix}; use one of {', '.join(_SUFFIXES)} or rq")
    return BY_FORMAT[_SUFFIXES[suffix]]


def _asked_for(name: str | None) -> Media:
    """`format=` beats Accept, as it does at /sparql; what it does not know, Accept decides."""
    offers = (*TABLES, HTML, *GRAPHS)
    return named(name, offers) or negotiate(request.headers.get("Accept"), (HTML, *TABLES)) or HTML


def _file(found: Question, values: dict[str, str], media: Media) -> Response:
    sparql = questions.bind(found, values, site().base)
    if media in GRAPHS:
        return _as_graph(sparql, media)
    with site().run(Query(sparql, table=media.format, rdf=None)).body as body:
        response = linked.kept(Response(body.read(), content_type=media.content_type), media.format, sparql)
    response.headers["Content-Disposition"] = f'inline; filename="{found.name}.{media.format}"'
    return response


def _as_graph(sparql: str, media: Media) -> Response:
    """What the graph says of everything the answer names: its events, entities, claims."""
    rows = site().rows(sparql)
    named = sorted({str(term) for row in rows for term in row.values() if term.kind == "iri"})[:1000]
    things = " ".join(f"<{name}>" for name in named)
    return linked.rdf(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o }}", media)


def _page(found: Question, values: dict[str, str]) -> Response:
    """The form alone where it has not been filled in and needs to be; what is wrong with a value beside it."""
    view = request.args.get("view", "")
    shown: dict[str, Any] = {"question": found, "values": values, "error": None, "table": None, "sparql": found.sparql}
    shown |= _fields(found, values)
    needs = [param for param in found.params if param.required and not values.get(param.name, param.default)]
    status = 200
    if values or not needs:
        try:
            shown["sparql"] = questions.bind(found, values, site().base)
            asked = questions.bind(found, values, site().base, first=True)
            shown["answer"] = given = _answer(asked, view)
            shown["table"] = given.table
            shown["more"] = asked != shown["sparql"] and questions.is_cut(found, given.total) and not given.part.after
        except QuestionError as error:
            shown["error"], status = str(error), 400
        except QueryLimit as error:  # the form may well ask for less
            shown["error"], status = str(error), 503
    shown["suggestions"] = {
        kind: _suggested(kind) for kind in _SUGGESTED if kind in {param.type for param in found.params}
    }
    shown["examples"] = {name: value for name, value in questions.examples(found).items() if value}
    shown["snippets"] = _snippets(found.name, values)
    page = render_template("question.html", view_wanted=view, **shown)
    return linked.page(page) if status == 200 else _failed(page, status)


def _failed(page: str, status: int) -> Response:
    response = Response(page, status, content_type=HTML.content_type)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = faults.RETRY
    return response


def _fields(found: Question, values: dict[str, str]) -> dict[str, Any]:
    """The question's own parameters, those that narrow any question, and whether one of them is in use."""
    own = [param for param in found.params if param not in questions.FILTERS]
    narrowing = [param for param in found.params if param in questions.FILTERS]
    return {"own": own, "narrowing": narrowing, "narrowed": any(values.get(param.name) for param in narrowing)}


def _snippets(name: str, values: dict[str, str]) -> dict[str, str]:
    page, csv, json_ = (
        url_for("questioning.question", name=name + suffix, _external=True, **values)
        for suffix in ("", ".csv", ".json")
    )
    return snippets.of_question(page, csv, json_)


def _suggested(kind: str) -> list[str]:
    """What the graph has that a parameter of this type can be."""
    return [str(row["name"]) for row in site().rows_in_time(_SUGGESTED[kind].replace("FACTS", site().facts))]


def _answer(sparql: str, view: str) -> Answer:
    with site().run(Query(sparql, table="json")).body as body:
        return answer(json.load(body), view, request.args.get("page"))


def _described(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "description": question.description,
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "label": each.label,
                "default": each.default,
                "example": each.example,
                "values": list(each.choices),
                "required": each.required,
            }
            for each in question.params
        ],
    }
