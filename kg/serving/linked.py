"""Which representation of a thing a request gets: a page, or RDF by suffix or by Accept."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, g, request
from werkzeug.exceptions import NotAcceptable

from kg.errors import NotFound
from kg.serving.media import BY_SUFFIX, GRAPHS, HTML, Media, negotiate
from kg.serving.site import iri, site
from kg.store.pool import Query

_PASSING = ("NOW", "RAND", "UUID", "BNODE")


def passes(sparql: str) -> bool:
    """Whether the answer may be another one the next moment."""
    upper = sparql.upper()
    return any(word in upper for word in _PASSING)


def representation(name: str, thing: Callable[[str], str] | None = None) -> tuple[str, Media]:
    """The name without its suffix, and what it is to be sent as.

    `thing`: the IRI of what has such a name; where the graph knows one by the whole name, that is no suffix.
    """
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in BY_SUFFIX and not (thing and _exists(thing(name))):
        return stem, BY_SUFFIX[suffix]
    media = negotiate(request.headers.get("Accept"), (HTML, *GRAPHS))
    if media is None:
        raise NotAcceptable(f"there is a page, and RDF as {', '.join(each.types[0] for each in GRAPHS)}")
    return name, media


def must_exist(thing: str, what: str) -> None:
    """Raises NotFound where the graph says nothing of it."""
    if not _exists(thing):
        raise NotFound(
            f"the graph knows no {what} {thing}; merged names may move when articles come: search for it by name"
        )


def _exists(thing: str) -> bool:
    return bool(site().rows(f"SELECT ?p WHERE {{ {iri(thing)} ?p ?o }} LIMIT 1"))


def page(html: str) -> Response:
    return kept(Response(html, content_type=HTML.content_type), "html")


def rdf(construct: str, media: Media, default_graph: str | tuple[str, ...] = "union") -> Response:
    """The answer to a CONSTRUCT of ours."""
    with site().run(Query(construct, default_graph, rdf=media.format)).body as body:
        return kept(Response(body.read(), content_type=media.content_type), media.format)


def kept(response: Response, kind: str, sparql: str = "", snapshot: str = "") -> Response:
    """Good as long as the snapshot is, where nothing is missing and the query asks for neither the time nor chance.

    `snapshot`: where it is not that of the request.
    """
    response.vary.add("Accept")
    if g.get("uncounted") or passes(sparql):
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{snapshot or site().snapshot}-{kind}")
    return response
