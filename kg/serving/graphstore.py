"""/update and /store: SPARQL Update, Graph Store Protocol. Writing needs the token, and touches user graphs only.

Where the default graph is plain the store is a scratch dataset, and all of its graphs may be written.
"""

from __future__ import annotations

import uuid
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, NotAcceptable, NotFound, UnsupportedMediaType

from kg.errors import NotAllowed
from kg.serving import asked, linked
from kg.serving.auth import require_token
from kg.serving.media import GRAPHS, Media, named, negotiate
from kg.serving.site import iri, site
from kg.store.changes import Change, document
from kg.store.pool import Query
from kg.terms import graph_iri

blueprint = Blueprint("graphstore", __name__)
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@blueprint.post("/update")
def update() -> Response:
    require_token()
    text, default, named_graphs = asked.read_update(request)
    site().changes.make(Change(text, default_graphs=default, named_graphs=named_graphs, allowed=_allowed()))
    return Response(status=204)


@blueprint.get("/store")
@blueprint.get("/store/<path:_>")
def read(_: str = "") -> Response:
    graph = _graph()
    media = negotiate(request.headers.get("Accept"), GRAPHS)
    if media is None:
        raise NotAcceptable(f"a graph is sent as {', '.join(each.types[0] for each in GRAPHS)}")
    with site().run(Query(f"ASK {{ GRAPH {iri(graph)} {{}} }}" if graph else "ASK {}", table="csv")).body as body:
        if body.read() != b"true":
            raise NotFound(f"there is no graph {graph}")
    return linked.rdf(WHOLE, media, default_graph=(graph,) if graph else "plain")


@blueprint.put("/store")
@blueprint.put("/store/<path:_>")
def put(_: str = "") -> Response:
    require_token()
    graph = _writable(_graph())
    there = site().changes.make(Change(graph=graph, documents=_documents(), replaces=True))
    return Response(status=204 if there else 201)


@blueprint.post("/store")
@blueprint.post("/store/<path:_>")
def post(_: str = "") -> Response:
    """Adds to a graph; without one named, to a new one."""
    require_token()
    names = {key for key, _ in asked.parameters(request)}
    fresh = request.path == "/store" and not {"default", "graph"} & names
    graph = graph_iri(site().base, f"user/{uuid.uuid4().hex}") if fresh else _writable(_graph())
    there = site().changes.make(Change(graph=graph, documents=_documents()))
    return Response(status=204) if there else Response(status=201, headers={"Location": graph})


@blueprint.delete("/store")
@blueprint.delete("/store/<path:_>")
def delete(_: str = "") -> Response:
    require_token()
    graph = _writable(_graph())
    if not site().changes.make(Change(graph=graph, replaces=True)):
        raise NotFound(f"there is no graph {graph}")
    return Response(status=204)


@blueprint.patch("/store")
@blueprint.patch("/store/<path:_>")
def patch(_: str = "") -> Response:
    """An update of this graph alone."""
    require_token()
    graph = _writable(_graph())
    if request.mimetype != asked.UPDATE:
        raise UnsupportedMediaType(f"send {asked.UPDATE}")
    site().changes.make(Change(asked.decoded(asked.content(request)), graph=graph, allowed=_allowed()))
    return Response(status=204)


def _graph() -> str:
    """The graph the request is about, empty for the unnamed one: Graph Store Protocol, section 4."""
    given = [(key, value) for key, value in asked.parameters(request) if key in ("graph", "default")]
    if request.path != "/store" and not given:
        return asked.absolute(request.base_url)
    if len(given) != 1:
        raise BadRequest("name one graph: ?graph=IRI, or ?default for the unnamed one")
    key, value = given[0]
    return asked.absolute(value) if key == "graph" else ""


def _writable(graph: str) -> str:
    if not graph.startswith(_allowed()):
        raise NotAllowed(f"only graphs under {_allowed()} can be written: the others are computed")
    return graph


def _allowed() -> str:
    return "" if site().is_scratch else graph_iri(site().base, "user/")


def _documents() -> tuple[tuple[str, str], ...]:
    """The bodies of the request: one, or the parts of a form (section 5.5)."""
    content = asked.content(request)
    if request.mimetype != "multipart/form-data":
        return (document(_media(request.mimetype).format, content),)
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + content)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if not message.is_multipart():
        raise BadRequest("the form has no parts")
    return tuple(document(_media(part.get_content_type()).format, _bytes(part)) for part in parts)


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _media(name: str) -> Media:
    found = next((media for media in GRAPHS if media.types[0] == name), None) or named(name, GRAPHS)
    if found is None:
        raise UnsupportedMediaType(f"{name or 'no Content-Type'}: send one of {', '.join(m.types[0] for m in GRAPHS)}")
    return found
