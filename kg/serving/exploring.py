"""/explore: what is around a name, an event or the answer to a question, as a graph that grows by clicks."""

from __future__ import annotations

import json

from flask import Blueprint, Response, jsonify, render_template, request

from kg import questions
from kg.pictures import network
from kg.serving import linked
from kg.serving.answers import connected
from kg.serving.cards import Card, cards
from kg.serving.graphs import graph
from kg.serving.site import iri, site
from kg.store import Row
from kg.store.pool import Query

blueprint = Blueprint("exploring", __name__)
NODES, EVENTS, LISTED = 60, 80, 60  # of one step: nodes, events asked for; rows of the table below
_QUIET = "kg:Statement, kg:Citizenship, kg:Headquarters, kg:Observation"


@blueprint.get("/explore")
def explorer() -> Response:
    focus = request.args.get("focus", "")
    told = _events()
    return linked.page(
        render_template(
            "explore.html",
            focus=focus,
            name=_name(focus),
            question=site().questions.get(request.args.get("question", "")),
            told=told[:LISTED],
            picture=""
            if not told
            else network(*connected(told, focus, 30), "Who is connected with whom", centre=focus),
            query_string=request.query_string.decode("utf-8", "replace"),
        )
    )


@blueprint.get("/explore.json")
def explored() -> Response:
    found = graph(_events(), NODES).as_json()
    response = jsonify(found | {"focus": request.args.get("focus", ""), "most": NODES})
    response.headers["Cache-Control"] = "no-cache"
    return response


def _events() -> list[Card]:
    if name := request.args.get("question"):
        return _answered(name)
    focus = request.args.get("focus", "")
    sparql = _AROUND.replace("THING", iri(focus)) if focus else _WIDEST
    return cards(row["event"] for row in _rows(sparql))


def _answered(name: str) -> list[Card]:
    """The events of the answer to a question, asked with the other parameters."""
    values = {key: value for key, value in request.args.items() if key not in ("question", "view", "format")}
    sparql = questions.bind(questions.find(site().questions, name), values, site().base)
    with site().run(Query(sparql, table="json")).body as body:
        found = json.load(body)["results"]["bindings"]
    return cards(list(dict.fromkeys(row["event"]["value"] for row in found if "event" in row))[:EVENTS])


def _name(focus: str) -> str:
    if not focus:
        return ""
    rows = _rows(f"SELECT ?name WHERE {{ GRAPH FACTS {{ {iri(focus)} skos:prefLabel ?name }} }} ORDER BY ?name LIMIT 1")
    return str(rows[0]["name"]) if rows else ""


def _rows(sparql: str) -> list[Row]:
    return site().rows_in_time(sparql.replace("FACTS", site().facts))


_AROUND = f"""SELECT DISTINCT ?event ?many WHERE {{ GRAPH FACTS {{
  {{ ?event ?role THING }} UNION {{ BIND(THING AS ?event) }}
  UNION {{ THING kg:status ?s ; ?r ?who . ?event ?r2 ?who }}
  ?event kg:status ?status ; a ?class FILTER(?class NOT IN ({_QUIET})) OPTIONAL {{ ?event kg:sources ?many }} }} }}
ORDER BY DESC(?many) ?event LIMIT {EVENTS}"""
_WIDEST = f"""SELECT ?event (MAX(?sources) AS ?many) WHERE {{ GRAPH FACTS {{ ?event kg:sources ?sources ; a ?class
  FILTER(?class NOT IN ({_QUIET}, kg:OfficeHolding, kg:Employment)) }} }}
GROUP BY ?event ORDER BY DESC(?many) ?event LIMIT {EVENTS}"""
