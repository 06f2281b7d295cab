"""Which representation of a thing a request gets: a page, or RDF by suffix or by Accept."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from kg.errors import NotFound
from kg.serving.media import BY_SUFFIX, GRAPHS, HTML, Media, negotiate
from kg.serving.site import iri, site
from kg.store.pool import Query


def representation(name: str) -> tuple[str, Media]:
    """The name without its suffix, and what it is to be sent as."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix in BY_SUFFIX:
        return stem, BY_SUFFIX[suffix]
    media = negotiate(request.headers.get("Accept"), (HTML, *GRAPHS))
    if media is None:
        raise NotAcceptable(f"there is a page, and RDF as {', '.join(each.types[0] for each in GRAPHS)}")
    return name, media


def must_exist(thing: str, what: str) -> None:
    """Raises NotFound where the graph says nothing of it."""
    if not site().rows(f"SELECT ?p WHERE {{ {iri(thing)} ?p ?o }} LIMIT 1"):
        raise NotFound(
            f"the graph knows no {what} {thing}; merged names may move when articles come: search for it by name"
        )


def page(html: str) -> Response:
    return _kept(Response(html, content_type=HTML.content_type), "html")


def rdf(construct: str, media: Media) -> Response:
    """The answer to a CONSTRUCT of ours."""
    with site().pool.run(Query(construct, rdf=media.format)).body as body:
        return _kept(Response(body.read(), content_type=media.content_type), media.format)


def _kept(response: Response, kind: str) -> Response:
    """Good as long as the snapshot is."""
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{site().pool.snapshot}-{kind}")
    response.make_conditional(request)
    return response
