"""/sparql: request -> Query -> Answer -> Response."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotAcceptable

from kg.serving import asked, description, editing, linked
from kg.serving.asked import Asked
from kg.serving.media import BY_FORMAT, GRAPHS, HTML, TABLES, Media, named, negotiate
from kg.serving.site import Site, site
from kg.serving.tables import table
from kg.store.pool import IN_MEMORY, Answer, Query

blueprint = Blueprint("sparql", __name__)
SHOWN = 1000  # rows of a result page


@blueprint.route("/sparql", methods=["GET", "POST"], strict_slashes=False)
def endpoint() -> Response:
    question = asked.read(request)
    if question.query is None:
        return _about()
    asked.check(question.query)
    as_table, as_graph = formats(question.format, request.headers.get("Accept"))
    if "kg.error" in request.environ:  # of the short way, which has asked already: `lane`
        raise request.environ["kg.error"]
    answer = request.environ.get("kg.answer") or site().run(query_of(site(), question, as_table, as_graph))
    if as_table is HTML and answer.kind != "graph":
        return linked.kept(_page(question.query, answer), "html", question.query, answer.snapshot)
    return linked.kept(_response(answer), answer.format, question.query, answer.snapshot)


@lru_cache(maxsize=256)
def formats(wanted: str | None, accept: str | None) -> tuple[Media | None, Media | None]:
    """What a table and what a graph would be sent as: which of the two it will be, the engine finds out."""
    tables = (*TABLES, HTML)
    table = named(wanted, tables) or negotiate(accept, tables)
    graph = named(wanted, GRAPHS) or negotiate(accept, (*GRAPHS, HTML))
    if table is None and graph is None:
        raise NotAcceptable(
            f"no format for {accept!r}; there are {', '.join(each.types[0] for each in TABLES + GRAPHS)}"
        )
    return table, graph


def query_of(site: Site, question: Asked, table: Media | None, graph: Media | None) -> Query:
    assert question.query is not None
    default: str | tuple[str, ...] = site.settings.default_graph
    named_graphs = None
    if question.default_graphs or question.named_graphs:
        default, named_graphs = question.default_graphs, question.named_graphs
    return Query(
        question.query,
        default,
        named_graphs,
        table="json" if table is HTML else table.format if table else None,
        rdf="turtle" if graph is HTML else graph.format if graph else None,
    )


def _response(answer: Answer) -> Response:
    media = BY_FORMAT[answer.format]
    if answer.size <= IN_MEMORY:
        with answer.body as body:
            response = Response(body.read(), content_type=media.content_type)
    else:
        response = Response(_chunks(answer.body), content_type=media.content_type)
        response.call_on_close(answer.body.close)
        response.content_length = answer.size
    return response


def _chunks(body: IO[bytes]) -> Iterator[bytes]:
    while chunk := body.read(2**18):
        yield chunk


def _page(text: str, answer: Answer) -> Response:
    with answer.body as body:
        found: dict[str, Any] = json.load(body)
    shown = table(found, size=SHOWN) if answer.kind == "select" else None
    return editing.page(text, table=shown, answer=found.get("boolean"))


def _about() -> Response:
    """Without a query: a page for people, the service description for programs."""
    media = negotiate(request.headers.get("Accept"), (*GRAPHS, HTML))
    if media is None:
        raise NotAcceptable("the service description is RDF, or a page")
    if media is HTML:
        return editing.page()
    return linked.kept(
        Response(description.service(request.url_root, media), content_type=media.content_type), media.format
    )
